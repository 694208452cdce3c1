"""What somebody sees who may look at a screen and change nothing on it: one line that says so, and who may."""

from collections.abc import Mapping

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from dvapp.domain.accounts.accounts import Actor
from dvapp.domain.accounts.duties import MAY, Action
from dvapp.host.i18n import _
from dvapp.ui.account_words import action_words, duties_words
from dvapp.ui.icons import set_icon
from dvapp.ui.widgets import label

CHANGES: Mapping[str, Action] = {
    "records": Action.RECORD,
    "figures": Action.RECORD,
    "report": Action.RECORD,
    "units": Action.CONFIGURE,
}
"""What it takes to change something on a screen; the others say it beside each of their steps."""

_FORMS: Mapping[str, str] = {"records": "form", "report": "editor", "units": "detail"}
"""The part of a screen in which one types."""


class LookOnlyBar(QFrame):
    """A line over the screen, and its forms closed, while whoever works here may not change anything on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.setProperty("state", "info")
        self._mark, self._words = label(), label("", "small", wrap=True)
        set_icon(self._mark, "eye", "info", size=16)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 6, 18, 6)
        layout.setSpacing(8)
        layout.addWidget(self._mark)
        layout.addWidget(self._words, 1)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def judge(self, code: str, screen: QWidget, actor: Actor) -> None:
        """Open or close a screen's forms for whoever works here, and say which."""
        action = CHANGES.get(code)
        closed = action is not None and not actor.may(action)
        if action is not None:
            able = duties_words(MAY[action])
            self._words.setText(
                _("This account only looks here. To {action} is for: {duties}.").format(
                    action=action_words(action), duties=able
                )
            )
        self.setVisible(closed)
        form = getattr(screen, _FORMS.get(code, ""), None)
        if isinstance(form, QWidget):
            form.setEnabled(not closed)

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
"""The part of a screen in which one types; a screen with several closes them itself, with ``look_only(closed)``."""

_USUAL = "usualToolTip"


class LookOnlyBar(QFrame):
    """A line over the screen, its forms and ``beginnings()`` closed, while whoever works here may not change anything on it."""

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
            self._words.setText(look_only_words(action))
        self.setVisible(closed)
        form = getattr(screen, _FORMS.get(code, ""), None)
        if isinstance(form, QWidget):
            form.setEnabled(not closed)
        for beginning in getattr(screen, "beginnings", tuple)():
            _close(beginning, self.words if closed else "")
        closes = getattr(screen, "look_only", None)
        if callable(closes):
            closes(closed)


def _close(beginning: QWidget, why: str) -> None:
    """Disable what begins something, saying why; without a reason it is as it was."""
    if not why and beginning.isEnabled():
        return
    if beginning.isEnabled():
        beginning.setProperty(_USUAL, beginning.toolTip())
    beginning.setEnabled(not why)
    beginning.setToolTip(why or str(beginning.property(_USUAL) or ""))


def look_only_words(action: Action) -> str:
    """That this account may only look, and who may do it."""
    return _("This account only looks here. To {action} is for: {duties}.").format(
        action=action_words(action), duties=duties_words(MAY[action])
    )

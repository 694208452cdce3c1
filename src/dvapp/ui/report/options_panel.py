"""The panel of a report's layout settings: it lies over the text, keeps each change, and the pages follow at once."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dvapp.domain.papers.options import OPTIONS, OptionForm, OptionGroup
from dvapp.host.i18n import _
from dvapp.ui.report.option_field import OptionField
from dvapp.ui.report.option_words import group_words, option_words
from dvapp.ui.report.options_model import OptionsModel
from dvapp.ui.report.report_model import Work
from dvapp.ui.report.slide_panel import SlidePanel
from dvapp.ui.undo_keys import OWN
from dvapp.ui.widgets import button, icon_button, label, line, name_icon_button, scrolled

_KEEP_AFTER = 250
"""Milliseconds after the last keystroke; choices are kept at once."""


class OptionsPanel(SlidePanel):
    """``changed``: the report is to be drawn anew."""

    changed = Signal()

    def __init__(self, model: OptionsModel, below: QWidget) -> None:
        super().__init__(below)
        self.model = model
        self.fields = {spec.name: OptionField(spec) for spec in OPTIONS}
        self._groups = {group: label("", "group") for group in OptionGroup}
        self._unkept: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_AFTER)
        self._timer.timeout.connect(self.keep_now)
        self._build()
        for field in self.fields.values():
            field.changed.connect(self._typed)
            field.followed.connect(self._follow)
        self.setProperty("undo", OWN)  # the keys of undo and redo come here while the panel has the focus
        self.retranslate()
        self.hide()

    def _build(self) -> None:
        self._title, self._intro = label("", "heading"), label("", "dim", wrap=True)
        self._lacking = label("", "fault", wrap=True)
        self._undo = icon_button("undo-2", "", clicked=self.undo)
        self._redo = icon_button("redo-2", "", clicked=self.redo)
        self._close = icon_button("x", "", clicked=self.close_panel)
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 10, 8)
        head.addWidget(self._title, 1)
        for tool in (self._undo, self._redo, self._close):
            head.addWidget(tool)
        page = QWidget()
        place = QVBoxLayout(page)
        place.setContentsMargins(14, 12, 14, 14)
        place.setSpacing(12)
        place.addWidget(self._intro)
        for group, title in self._groups.items():
            if group is not OptionGroup.HEAD:
                place.addWidget(line())
            place.addWidget(title)
            for spec in OPTIONS:
                if spec.group is group:
                    place.addWidget(self.fields[spec.name])
                if spec.name == "joint":
                    place.addWidget(self._lacking)
        place.addStretch(1)
        self._done = button("", "primary", clicked=self.close_panel)
        self._count = label("", "small", wrap=True)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 10, 14, 12)
        foot.setSpacing(12)
        foot.addWidget(self._done)
        foot.addWidget(self._count, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(line())
        self._area = scrolled(page)
        layout.addWidget(self._area, 1)
        layout.addWidget(line())
        layout.addLayout(foot)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(_("Layout of the document"))
        self._intro.setText(
            _(
                "What this report's paper carries beside its text. A part that the chosen layout does not have is not "
                "printed."
            )
        )
        self._done.setText(_("Done"))
        name_icon_button(self._undo, _("Undo"))
        name_icon_button(self._redo, _("Redo"))
        name_icon_button(self._close, _("Close (Esc)"))
        for group, title in self._groups.items():
            title.setText(group_words(group))
        for field in self.fields.values():
            field.retranslate()
        self._show_states()

    # --- opening and closing ---------------------------------------------------------------------------------------

    def open_for(self, work: Work) -> None:
        """Show the settings of a report."""
        self.keep_now()
        self.model.load(work)
        self._show_values()
        self.slide_in()
        self.fields[OPTIONS[0].name].focus()

    def scroll_to(self, field: OptionField) -> None:
        """Bring a field into sight."""
        self._area.ensureWidgetVisible(field)

    def close_panel(self) -> None:
        """Keep what was typed and slide away."""
        self.keep_now()
        super().close_panel()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight nothing waits to be kept."""
        self.keep_now()
        super().hideEvent(event)

    # --- changing --------------------------------------------------------------------------------------------------

    def _typed(self, name: str) -> None:
        self._unkept.add(name)
        if self.fields[name].spec.form in {OptionForm.CHOICE, OptionForm.SWITCH}:
            self.keep_now()
        else:
            self._timer.start()

    def keep_now(self) -> None:
        """Keep what was typed and is not kept yet."""
        self._timer.stop()
        unkept, self._unkept = self._unkept, set()
        changed = [self.model.put(name, self.fields[name].typed()) for name in unkept]
        if unkept:
            self._show_states()
        if any(changed):
            self.changed.emit()

    def _follow(self, name: str) -> None:
        self.keep_now()
        if self.model.follow(name):
            self.changed.emit()
        self._show_values()

    def undo(self) -> None:
        """One step back."""
        self._step(self.model.undo)

    def redo(self) -> None:
        """One step forth again."""
        self._step(self.model.redo)

    def _step(self, go: Callable[[], None]) -> None:
        self.keep_now()
        go()
        self._show_values()
        self.changed.emit()

    # --- showing ---------------------------------------------------------------------------------------------------

    def _show_values(self) -> None:
        for name, field in self.fields.items():
            field.show_value(self.model.value(name))
        self._show_states()

    def _show_states(self) -> None:
        for name, field in self.fields.items():
            field.show_state(own=self.model.is_own(name), fault=self.model.faults.get(name, ""))
            if name.startswith("second_"):
                field.setVisible(bool(self.model.value("joint")))
        lacking = ", ".join(option_words(name) for name in self.model.lacking)
        self._lacking.setText(_("Still needed: {names}.").format(names=lacking) if lacking else "")
        self._lacking.setVisible(bool(lacking))
        self._undo.setEnabled(self.model.can_undo)
        self._redo.setEnabled(self.model.can_redo)
        count = self.model.own_count
        self._count.setText(
            _("{count} chosen for this report").format(count=count)
            if count
            else _("Everything as the pack has it")
        )

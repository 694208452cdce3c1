"""One setting of a report on the screen: its name, its input, what it is for, and the way back to the pack."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from dvapp.domain.papers.options import OptionForm, OptionSpec, Setting
from dvapp.host.i18n import _
from dvapp.ui.chooser import Chooser
from dvapp.ui.report.option_words import choice_words, option_help, option_words
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import button, label, row

_LIST_LINES = 4
"""Lines of a list that are in sight."""


class OptionField(QWidget):
    """``changed`` carries the setting's name; ``followed``: it is to follow the pack again."""

    changed = Signal(str)
    followed = Signal(str)

    def __init__(self, spec: OptionSpec) -> None:
        super().__init__()
        self.spec = spec
        self._name = label("", "label")
        self._follow = button("", "link", clicked=lambda: self.followed.emit(spec.name))
        self._help, self._fault = label("", "small", wrap=True), label("", "fault", wrap=True)
        self.input = self._made()
        self._name.setBuddy(self.input)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(row(self._name, None, self._follow))
        for widget in (self.input, self._fault, self._help):
            layout.addWidget(widget)
        self._fault.hide()
        self.retranslate()

    def _made(self) -> QWidget:
        def tell(*_typed: object) -> None:
            self.changed.emit(self.spec.name)

        match self.spec.form:
            case OptionForm.LIST:
                lines = QPlainTextEdit()
                lines.setTabChangesFocus(True)
                height = lines.fontMetrics().lineSpacing() * _LIST_LINES + 16
                lines.setFixedHeight(height)
                lines.textChanged.connect(tell)
                return lines
            case OptionForm.CHOICE:
                choice = Chooser()
                choice.activated.connect(tell)
                return choice
            case OptionForm.SWITCH:
                switch = QCheckBox()
                switch.clicked.connect(tell)
                self._name.hide()
                return switch
            case OptionForm.TEXT | OptionForm.NUMBER:
                edit = QLineEdit()
                edit.textEdited.connect(tell)
                return edit

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        words, told = option_words(self.spec.name), option_help(self.spec.name)
        self._name.setText(words)
        self._help.setText(told)
        self._help.setVisible(bool(told))
        self._follow.setText(_("As the pack has it"))
        self.input.setAccessibleName(words)
        self.input.setAccessibleDescription(told)
        if isinstance(self.input, QCheckBox):
            self.input.setText(words)
        if isinstance(self.input, Chooser):
            held = self.input.currentData()
            self.input.clear()
            for code in self.spec.choices if self.spec.default else ("", *self.spec.choices):
                self.input.addItem(choice_words(self.spec.name, code), code)
            self.input.setCurrentIndex(max(0, self.input.findData(held)))

    # --- its value -------------------------------------------------------------------------------------------------

    def typed(self) -> str | bool | list[str]:
        """What stands there."""
        match self.input:
            case QPlainTextEdit():
                return self.input.toPlainText().splitlines()
            case Chooser():
                return str(self.input.currentData() or "")
            case QCheckBox():
                return self.input.isChecked()
            case QLineEdit():
                return self.input.text()
            case other:
                raise TypeError(type(other))

    def show_value(self, value: Setting | None) -> None:
        """Put a value there without telling anyone."""
        with QSignalBlocker(self.input):
            self._put(value)

    def _put(self, value: Setting | None) -> None:
        match self.input:
            case QPlainTextEdit():
                text = "\n".join(value) if isinstance(value, tuple) else ""
                if self.input.toPlainText() != text:
                    self.input.setPlainText(text)
            case Chooser():
                self.input.setCurrentIndex(max(0, self.input.findData(value or "")))
            case QCheckBox():
                self.input.setChecked(bool(value))
            case QLineEdit():
                self.input.setText("" if value in {None, 0} else str(value))
            case other:
                raise TypeError(type(other))

    def show_state(self, *, own: bool, fault: str) -> None:
        """Whether it was chosen for this report, and what is wrong with what stands there."""
        self._follow.setVisible(own)
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        restyle(self.input, state="error" if fault else "")

    @property
    def fault(self) -> str:
        """What is said to be wrong with it."""
        return self._fault.text()

    def focus(self) -> None:
        """Let one type here."""
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)

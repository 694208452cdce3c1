"""One form of the register in sight: a label, an editor and a place for faults for each field."""

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from dvapp.domain.errors import DvError
from dvapp.host.i18n import _
from dvapp.ui.records.editors import ComboEditor, DayEditor, Editor, FramedEditor, LineEditor, LongEditor
from dvapp.ui.register.forms import Asked, EnterForm, Form
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import button, clear_layout, column, label, row


class FormView(QWidget):
    """Shows one :class:`Form`. ``kept`` carries what came of it, ``left`` that somebody does not want it,
    ``edited`` that somebody types, ``sought`` the widget that shall be in sight.
    """

    kept = Signal(object)
    left = Signal()
    edited = Signal()
    sought = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.form: Form | None = None
        self.editors: dict[str, Editor] = {}
        self._labels: dict[str, QLabel] = {}
        self._faults: dict[str, QLabel] = {}
        self._title = label("", "heading", wrap=True)
        self._body = QVBoxLayout()
        self._body.setSpacing(4)
        self.fault = label("", "fault", wrap=True)
        self.keep = button("", "primary", clicked=self.give)
        self.leave = button("", "ghost", clicked=self.left.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addLayout(self._body)
        layout.addWidget(self.fault)
        layout.addSpacing(4)
        layout.addLayout(row(self.keep, self.leave, None))
        self.retranslate()
        self.hide()

    def show_form(self, form: Form | None) -> None:
        """Show another form, or none."""
        self.form = form
        self.setVisible(form is not None)
        clear_layout(self._body)
        self.editors, self._labels, self._faults = {}, {}, {}
        self._say_faults({})
        if form is None:
            return
        held: list[QWidget] = []
        for asked in form.fields():
            made = self._made(asked, form)
            if asked.form in {"day", "number"} and held:
                self._body.addLayout(row(held.pop(), made, spacing=12))
            elif asked.form in {"day", "number"}:
                held.append(made)
                continue
            else:
                if held:
                    self._body.addWidget(held.pop())
                self._body.addWidget(made)
        if held:
            self._body.addWidget(held.pop())
        self._order()
        self.retranslate()

    def focus(self) -> None:
        """Begin to type."""
        first = next(iter(self.editors.values()), None)
        if first is not None:
            first.target().setFocus()
            self.sought.emit(self._title)

    def _made(self, asked: Asked, form: Form) -> QWidget:
        editor = _editor(asked, form.session.year)
        editor.put(form.texts.get(asked.name, ""))
        editor.edited.connect(lambda text, name=asked.name: self._put(name, str(text or "")))
        words, fault = label(asked.words, "label", wrap=True), label("", "fault", wrap=True)
        for one in (words, fault):
            one.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        fault.hide()
        self.editors[asked.name], self._labels[asked.name], self._faults[asked.name] = editor, words, fault
        holder = QWidget()
        inner = column(words, editor, fault, None, spacing=3)
        inner.setContentsMargins(0, 4, 0, 0)
        holder.setLayout(inner)
        return holder

    def _order(self) -> None:
        stops = [*(editor.target() for editor in self.editors.values()), self.keep, self.leave]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def _put(self, name: str, text: str) -> None:
        form = self.form
        if form is None:
            return
        if isinstance(form, EnterForm) and name == "series":
            form.put_series(text)
            self.editors["document_type"].put(form.texts.get("document_type", ""))
            self._name_fields(form)
        else:
            form.texts[name] = text
        if name in self._faults and self._faults[name].text():
            self._say_faults({n: w for n, w in form.faults().items() if n == name})
        self.edited.emit()

    def give(self) -> None:
        """Keep what the form says, or say what is wrong beside its field."""
        form = self.form
        if form is None:
            return
        found = form.faults()
        if not found:
            try:
                made = form.keep()
            except DvError as refusal:
                name, words = form.at(refusal)
                found = {name: words}
            else:
                self.kept.emit(made)
                return
        self._say_faults(found)
        first = next((name for name in self.editors if name in found), None)
        if first is not None:
            self.editors[first].target().setFocus()
            self.sought.emit(self._labels[first])
            self.sought.emit(self._faults[first])
        else:
            self.sought.emit(self.fault)

    def _say_faults(self, found: dict[str, str]) -> None:
        self.fault.setText(found.get("", ""))
        self.fault.setVisible(bool(found.get("")))
        for name, editor in self.editors.items():
            words = found.get(name, "")
            self._faults[name].setText(words)
            self._faults[name].setVisible(bool(words))
            editor.mark("error" if words else "")
            restyle(self._labels[name], state="error" if words else "")
            editor.target().setAccessibleDescription(words)

    def _name_fields(self, form: Form) -> None:
        for asked in form.fields():
            editor = self.editors[asked.name]
            self._labels[asked.name].setText(asked.words)
            editor.name(asked.words, asked.hint)
            if isinstance(editor, ComboEditor):
                editor.offer(asked.choices)
                editor.put(form.texts.get(asked.name, ""))
            elif (isinstance(editor, FramedEditor) and not isinstance(editor, DayEditor)) or isinstance(
                editor, LongEditor
            ):
                editor.edit.setPlaceholderText(asked.hint)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        form = self.form
        self.leave.setText(_("Do not keep"))
        self.keep.setText(form.act if form is not None else _("Keep the line"))
        if form is None:
            return
        self._title.setText(form.title)
        for editor in self.editors.values():
            editor.retranslate()
        self._name_fields(form)


def _editor(asked: Asked, year: int) -> Editor:
    match asked.form:
        case "day":
            return DayEditor(year)
        case "choice":
            return ComboEditor()
        case "long":
            return LongEditor()
        case "secret":
            made = LineEditor()
            made.edit.setEchoMode(QLineEdit.EchoMode.Password)
            return made
        case _:
            return LineEditor()

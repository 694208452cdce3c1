"""The form of an entry: a label, an editor and a place for faults for each text, and the button that keeps it."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from dvapp.domain.catalogue.entries import HOLIDAY_KINDS, NOTE, SUCCESSORS, Catalogue
from dvapp.domain.catalogue.reading import SINCE, UNTIL
from dvapp.domain.places.units import Level
from dvapp.host.i18n import _
from dvapp.ui.catalogue.lines import choice_lists
from dvapp.ui.catalogue.model import KINDS, LIST, EntryModel, Mode, mode_words
from dvapp.ui.catalogue_messages import entry_field_words, holiday_kind_words
from dvapp.ui.records.editors import ComboEditor, DayEditor, Editor, FramedEditor, LineEditor, SegmentEditor
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import button, clear_layout, column, label, row

_CHECK_AFTER = 250
"""Milliseconds without typing after which faults are looked for."""


class EntryForm(QWidget):
    """Shows one :class:`EntryModel`. ``wanted`` asks to keep it, ``left_alone`` to forget what was typed."""

    wanted = Signal()
    forgotten = Signal()
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model: EntryModel | None = None
        self.editors: dict[str, Editor] = {}
        self._labels: dict[str, QLabel] = {}
        self._faults: dict[str, QLabel] = {}
        self.head = label("", "heading", wrap=True)
        self._body = QVBoxLayout()
        self._body.setSpacing(4)
        self.keep = button("", "primary", clicked=self.wanted.emit)
        self.forget = button("", "ghost", clicked=self.forgotten.emit)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_CHECK_AFTER)
        self._timer.timeout.connect(self.show_faults)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.head)
        layout.addLayout(self._body)
        layout.addSpacing(4)
        layout.addLayout(row(self.keep, self.forget, None))

    def show_model(self, model: EntryModel | None) -> None:
        """Show another entry's form."""
        self._timer.stop()
        self.model = model
        self.setVisible(model is not None)
        clear_layout(self._body)
        self.editors, self._labels, self._faults = {}, {}, {}
        if model is None:
            return
        for name in model.fields:
            holiday = name == "code" and model.catalogue is Catalogue.HOLIDAYS
            if holiday or (name == SINCE and UNTIL in model.fields):
                self._body.addLayout(row(self._made(name), self._made(UNTIL), spacing=12))
            elif name not in self.editors:
                self._body.addWidget(self._made(name))
        self._order()
        self.retranslate()
        self.show_faults()

    def _made(self, name: str) -> QWidget:
        model = self.model
        assert model is not None, "made for a model"
        editor = self._editor(name, model)
        editor.put(model.text(name))
        editor.edited.connect(lambda text, name=name: self._put(name, text))
        editor.left.connect(lambda name=name: self._left(name))
        words, fault = label("", "label", wrap=True), label("", "fault", wrap=True)
        for one in (words, fault):
            one.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        fault.hide()
        self.editors[name], self._labels[name], self._faults[name] = editor, words, fault
        holder = QWidget()
        inner = column(words, editor, fault, None, spacing=3)
        inner.setContentsMargins(0, 4, 0, 0)
        holder.setLayout(inner)
        return holder

    def _editor(self, name: str, model: EntryModel) -> Editor:
        year = model.session.year
        days = {SINCE, UNTIL} | ({"code"} if model.catalogue is Catalogue.HOLIDAYS else set())
        makers: dict[str, Callable[[], Editor]] = {
            "kind": SegmentEditor if model.catalogue is Catalogue.HOLIDAYS else ComboEditor,
            "parent": ComboEditor,
            LIST: ComboEditor,
        }
        editor = DayEditor(model.day.year or year) if name in days else makers.get(name, LineEditor)()
        if isinstance(editor, ComboEditor | SegmentEditor):
            editor.offer(_offers(name, model))
        return editor

    def _order(self) -> None:
        stops = [editor.target() for editor in self.editors.values()]
        for one, other in zip([*stops, self.keep], [*stops[1:], self.keep, self.forget], strict=True):
            QWidget.setTabOrder(one, other)

    # --- typing ------------------------------------------------------------------------------------------------------

    def _put(self, name: str, text: object) -> None:
        if self.model is not None:
            self.model.put(name, str(text or ""))
            self._say_buttons()
            self._timer.start()
            self.edited.emit()

    def _left(self, name: str) -> None:
        if self.model is not None:
            self.model.visited.add(name)
            self._timer.start()

    def show_faults(self, *, all_of_them: bool = False) -> bool:
        """Say what is wrong beside its field; whether nothing is."""
        model = self.model
        if model is None:
            return True
        if all_of_them:
            model.visited.update(
                self.editors
            )  # or the next look, a moment after typing, would take the faults away
        found = model.faults(all_of_them=all_of_them)
        for name, editor in self.editors.items():
            words = found.get(name, "")
            fault, head = self._faults[name], self._labels[name]
            fault.setText(words)
            fault.setVisible(bool(words))
            editor.mark("error" if words else "")
            restyle(head, state="error" if words else "")
            editor.target().setAccessibleDescription(words or model.placeholder(name))
        if all_of_them and found:
            next(editor for name, editor in self.editors.items() if name in found).target().setFocus()
        return not found

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        model = self.model
        self.keep.setText(_("Keep the entry"))
        self.forget.setText(_("Forget what was typed"))
        if model is None:
            return
        self.head.setText(mode_words(model.mode, model.catalogue))
        self.setAccessibleName(self.head.text())
        for name, editor in self.editors.items():
            words = field_label(name, model)
            head = self._labels[name]
            head.setText(words)
            if isinstance(editor, ComboEditor | SegmentEditor):
                editor.offer(_offers(name, model))
                editor.put(model.text(name))
            editor.retranslate()
            editor.name(words, "")
            if isinstance(editor, FramedEditor) and (hint := model.placeholder(name)):
                editor.edit.setPlaceholderText(hint)
        self._say_buttons()

    def _say_buttons(self) -> None:
        changed = self.model is not None and self.model.changed
        fresh = self.model is not None and self.model.mode in {Mode.END, Mode.NEW}
        self.keep.setEnabled(changed or fresh)
        self.keep.setToolTip("" if changed or fresh else _("Nothing was changed yet."))
        self.forget.setVisible(changed)


def field_label(name: str, model: EntryModel) -> str:
    """The name of a field, with what it means to leave it blank."""
    if model.mode is Mode.END and name == SINCE:
        return _("First day without it")
    dated = model.catalogue is not Catalogue.HOLIDAYS
    if name == SINCE and dated:
        return _("From (blank: ever)")
    if name == UNTIL and dated:
        return _("Until (blank: open)")
    if name == LIST:
        return _("List")
    if name == SUCCESSORS:
        return _("Successors: codes, separated by spaces (blank: not known)")
    words = entry_field_words(model.catalogue, name)
    required = {"code", "central_theme", "label"} | (
        {"name", "kind", "parent"} if model.catalogue is Catalogue.UNITS else set()
    )
    return f"{words} *" if name in required and name != NOTE else words


def _offers(name: str, model: EntryModel) -> list[tuple[str, str]]:
    if name == LIST:
        return choice_lists(model.session)
    if name == "kind":
        if model.catalogue is Catalogue.HOLIDAYS:
            return [(kind, holiday_kind_words(kind)) for kind in HOLIDAY_KINDS]
        present = model.text("kind")
        return [(kind, kind) for kind in dict.fromkeys((*KINDS, *([present] if present else ())))]
    above = [
        (str(unit.code), unit.name)
        for unit in model.session.units.units
        if unit.level is not Level.COMMUNE and (unit.valid_on(model.day) or unit.code == model.text("parent"))
    ]
    return list(dict(above).items())

"""The text in work: sections below each other like a page, with bound figures, one set of tools for all."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dvapp.domain.text import FigureForm
from dvapp.host.i18n import _
from dvapp.ui.icons import set_icon
from dvapp.ui.report.chips_model import Chip, ChipState, FigureChoice
from dvapp.ui.report.figure_picker import FigurePicker
from dvapp.ui.report.report_model import ReportModel
from dvapp.ui.report.section_edit import SectionEdit
from dvapp.ui.report.section_editor import SectionEditor
from dvapp.ui.widgets import button, line, name_icon_button, scrolled

_NARROW = 390
_WAITING = Chip(text="…", shown="…", told="", state=ChipState.NAME)


class EditorPanel(QFrame):
    """All sections of the report in work."""

    changed = Signal(str)
    section_entered = Signal(str)
    figure_wanted = Signal(str)

    def __init__(self, model: ReportModel) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._model = model
        self._looks: dict[str, Chip] = {}
        self.sections: dict[str, SectionEditor] = {}
        self._last: SectionEdit | None = None
        self._build()
        self._picker = FigurePicker(self._find, self)
        self._picker.chosen.connect(self._insert)
        self.retranslate()

    def _build(self) -> None:
        self._bold, self._italic = (
            button("B", "ghost", clicked=self._do_bold),
            button("I", "ghost", clicked=self._do_italic),
        )
        for made, style in (
            (self._bold, "font-weight: 700;"),
            (self._italic, "font-style: italic; font-family: Tinos;"),
        ):
            made.setStyleSheet(style)
            made.setFixedWidth(34)
        self._undo, self._redo = (
            button("", "icon", clicked=self._do_undo),
            button("", "icon", clicked=self._do_redo),
        )
        set_icon(self._undo, "undo-2")
        set_icon(self._redo, "redo-2")
        self._insert_button = button("", "chip", clicked=self.pick_figure)
        self._insert_button.setProperty("state", "info")
        tools = QHBoxLayout()
        tools.setContentsMargins(10, 5, 12, 5)
        tools.setSpacing(2)
        for widget in (self._bold, self._italic, self._undo, self._redo):
            tools.addWidget(widget)
        tools.addStretch(1)
        tools.addWidget(self._insert_button)
        for made in (self._bold, self._italic, self._undo, self._redo, self._insert_button):
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._page = QWidget()
        self._rows = QVBoxLayout(self._page)
        self._area = scrolled(self._page)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addLayout(tools)
        self._column.addWidget(line())
        self._column.addWidget(self._area, 1)
        self._shortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Slash), self.pick_figure)
        self._shortcut(QKeySequence(QKeySequence.StandardKey.Bold), self._do_bold)
        self._shortcut(QKeySequence(QKeySequence.StandardKey.Italic), self._do_italic)

    def _shortcut(self, keys: QKeySequence, do: object) -> None:
        action = QAction(self)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(do)
        self.addAction(action)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._bold.setToolTip(_("Bold (Ctrl+B)"))
        self._bold.setAccessibleName(_("Bold"))
        self._italic.setToolTip(_("Italic (Ctrl+I)"))
        self._italic.setAccessibleName(_("Italic"))
        name_icon_button(self._undo, _("Undo (Ctrl+Z)"))
        name_icon_button(self._redo, _("Redo (Ctrl+Y)"))
        self._say_insert()
        for section in self._model.sections:
            if section.code in self.sections:
                self.sections[section.code].retranslate(section)

    def _say_insert(self) -> None:
        words, keys = _("Insert a figure"), _("Insert a figure (Ctrl+/)")
        self._insert_button.setText(words if self.width() < _NARROW else keys)
        self._insert_button.setAccessibleName(words)
        self._insert_button.setToolTip(keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the tools say less."""
        super().resizeEvent(event)
        self._say_insert()

    # --- content ---------------------------------------------------------------------------------------------------

    def show_sections(self) -> None:
        """Show the model's sections; where they are the same, only what chips say changes."""
        self._looks.clear()
        if self._holds_same():
            for editor in self.sections.values():
                editor.edit.figures_changed()
            return
        self._last = None
        self._page = QWidget()
        self._rows = QVBoxLayout(self._page)
        self._rows.setContentsMargins(6, 12, 6, 24)
        self._rows.setSpacing(8)
        self.sections = {}
        for section in self._model.sections:
            editor = SectionEditor(section, self._look)
            editor.changed.connect(self._changed)
            editor.reset_wanted.connect(self._reset)
            editor.caret_moved.connect(self._follow)
            editor.edit.left.connect(lambda step, code=section.code: self._step(code, step))
            editor.edit.focused.connect(lambda code=section.code: self._entered(code))
            editor.edit.figure_wanted.connect(self.figure_wanted)
            self.sections[section.code] = editor
            self._rows.addWidget(editor)
        self._rows.addStretch(1)
        area = scrolled(self._page)
        self._column.replaceWidget(self._area, area)
        self._area.deleteLater()
        self._area = area

    def _holds_same(self) -> bool:
        shown = {code: editor.edit.paragraphs() for code, editor in self.sections.items()}
        return bool(shown) and shown == {s.code: s.paragraphs for s in self._model.sections}

    def _look(self, notation: str) -> Chip:
        if notation not in self._looks:
            chips = self._model.chips
            self._looks[notation] = chips.chip(notation) if chips else _WAITING
        return self._looks[notation]

    def _changed(self, code: str, paragraphs: tuple[str, ...]) -> None:
        if self._model.change(code, paragraphs):
            section = self._model.section(code)
            self.sections[code].show_edited(edited=section is not None and section.edited)
            self.changed.emit(code)

    def _reset(self, code: str) -> None:
        self.sections[code].edit.replace_all(self._model.pack_text(code))
        self.sections[code].edit.setFocus()

    def show_faults(self) -> None:
        """Mark the sections that keep the pages from being drawn."""
        for code, editor in self.sections.items():
            editor.show_fault(faulty=code in self._model.faulty)

    # --- moving ----------------------------------------------------------------------------------------------------

    def go_to(self, code: str, *, focus: bool = True) -> None:
        """Bring a section into sight, and the caret into it."""
        editor = self.sections.get(code)
        if editor is None:
            return
        self._area.verticalScrollBar().setValue(max(0, editor.y() - 8))
        self._last = editor.edit
        if focus:
            editor.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, code: str, step: int) -> None:
        codes = list(self.sections)
        at = codes.index(code) + step
        if 0 <= at < len(codes):
            edit = self.sections[codes[at]].edit
            cursor = edit.textCursor()
            cursor.movePosition(cursor.MoveOperation.Start if step > 0 else cursor.MoveOperation.End)
            edit.setTextCursor(cursor)
            edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _entered(self, code: str) -> None:
        self._last = self.sections[code].edit
        for editor in self.sections.values():
            editor.update()
        self.section_entered.emit(code)

    def _follow(self, edit: QWidget, caret: QRect) -> None:
        place = edit.mapTo(self._page, caret.center())
        self._area.ensureVisible(place.x(), place.y(), 20, 40)

    # --- tools -----------------------------------------------------------------------------------------------------

    def _target(self) -> SectionEdit | None:
        if self._last is None and self.sections:
            self._last = next(iter(self.sections.values())).edit
        return self._last

    def pick_figure(self) -> None:
        """Open the list of figures at the caret."""
        edit = self._target()
        if edit is None:
            return
        caret = edit.cursorRect()
        on_screen = QRect(edit.viewport().mapToGlobal(caret.topLeft()), caret.size())
        window = self.window()
        self._picker.open_at(on_screen, QRect(window.mapToGlobal(QPoint(8, 8)), window.size()))

    def _find(self, search: str, form: FigureForm) -> tuple[FigureChoice, ...]:
        chips = self._model.chips
        return chips.choices(search, form) if chips else ()

    def _insert(self, notation: str) -> None:
        if (edit := self._target()) is not None:
            edit.insert_chip(notation)

    def _do_bold(self) -> None:
        if (edit := self._target()) is not None:
            edit.toggle_bold()
            edit.setFocus()

    def _do_italic(self) -> None:
        if (edit := self._target()) is not None:
            edit.toggle_italic()
            edit.setFocus()

    def _do_undo(self) -> None:
        if (edit := self._target()) is not None:
            edit.undo()
            edit.setFocus()

    def _do_redo(self) -> None:
        if (edit := self._target()) is not None:
            edit.redo()
            edit.setFocus()

    @property
    def area(self) -> QScrollArea:
        """The scrolling page."""
        return self._area

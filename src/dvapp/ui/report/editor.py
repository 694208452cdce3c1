"""The text in work: sections below each other like a page, with bound figures, one set of tools for all."""

from functools import partial

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QAction, QFont, QKeySequence, Qt, QTextCursor
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from dvapp.domain.papers.paragraphs import ParagraphStyle
from dvapp.host.i18n import _
from dvapp.ui.notices import Notice
from dvapp.ui.report.binding_desk import BindingDesk
from dvapp.ui.report.changes_desk import ChangesDesk
from dvapp.ui.report.chips_model import Chip, ChipState
from dvapp.ui.report.editor_strips import NumberHint, OldLettersBar
from dvapp.ui.report.figure_forms import FormChoice
from dvapp.ui.report.format_bar import LISTS, FormatBar
from dvapp.ui.report.pasted import Pasted
from dvapp.ui.report.plain_words import same_text
from dvapp.ui.report.report_model import ReportModel
from dvapp.ui.report.review_bar import ReviewBar
from dvapp.ui.report.section_edit import SectionEdit
from dvapp.ui.report.section_editor import SectionEditor
from dvapp.ui.undo_keys import OWN
from dvapp.ui.widgets import line, scrolled

_WAITING = Chip(text="…", shown="…", told="", state=ChipState.NAME)


class EditorPanel(QFrame):
    """All sections of the report in work. ``answered``: the officer said what is to be done with changed figures."""

    changed = Signal(str)
    section_entered = Signal(str)
    figure_wanted = Signal(str)
    answered = Signal()
    said = Signal(object)

    def __init__(self, model: ReportModel) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setProperty(
            "undo", OWN
        )  # the keys end here: where the text has nothing more to undo, nothing else is
        self._model = model
        self._looks: dict[tuple[str, str], Chip] = {}
        self.sections: dict[str, SectionEditor] = {}
        self._last: SectionEdit | None = None
        self._old: tuple[SectionEdit, Pasted, QTextCursor] | None = None
        self._build()
        self.desk = ChangesDesk(model, self.sections, self.review)
        self.desk.answered.connect(self._answered)
        self.binding = BindingDesk(
            model, self.sections, self.hint, target=self._target, show_caret=self._follow_caret, parent=self
        )
        self.retranslate()

    def _build(self) -> None:
        self.tools = FormatBar()
        self.review, self.old_letters, self.hint = ReviewBar(), OldLettersBar(), NumberHint()
        self._page = QWidget()
        self._rows = QVBoxLayout(self._page)
        self._area = scrolled(self._page)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        for widget in (self.tools, line(), self.review, self.old_letters):
            self._column.addWidget(widget)
        self._column.addWidget(self._area, 1)
        self._column.addWidget(self.hint)
        self.tools.bold.connect(partial(self._do, SectionEdit.toggle_bold))
        self.tools.italic.connect(partial(self._do, SectionEdit.toggle_italic))
        self.tools.undo.connect(partial(self._do, SectionEdit.undo))
        self.tools.redo.connect(partial(self._do, SectionEdit.redo))
        self.tools.insert.connect(self.pick_figure)
        self.tools.style_chosen.connect(self._set_style)
        self.old_letters.converted.connect(self._convert_old)
        self.old_letters.left.connect(self._leave_old)
        self._shortcuts()

    def _shortcuts(self) -> None:
        control, shift = Qt.Modifier.CTRL, Qt.Modifier.SHIFT
        keys: list[tuple[QKeySequence, object]] = [
            (QKeySequence(control | Qt.Key.Key_Slash), self.pick_figure),
            (QKeySequence(QKeySequence.StandardKey.Bold), partial(self._do, SectionEdit.toggle_bold)),
            (QKeySequence(QKeySequence.StandardKey.Italic), partial(self._do, SectionEdit.toggle_italic)),
            (QKeySequence(control | shift | Qt.Key.Key_N), partial(self._set_style, ParagraphStyle.PLAIN)),
            (QKeySequence(control | shift | Qt.Key.Key_H), partial(self._set_style, ParagraphStyle.HEADING)),
            (QKeySequence(control | shift | Qt.Key.Key_L), self._next_list),
            (QKeySequence(Qt.Key.Key_F4), self.hint.bind_wanted),
            (QKeySequence(Qt.Key.Key_F8), lambda: self.desk.step(1)),
            (QKeySequence(shift | Qt.Key.Key_F8), lambda: self.desk.step(-1)),
            (QKeySequence(Qt.Modifier.ALT | Qt.Key.Key_A), self.review.accepted),
        ]
        for sequence, do in keys:
            self._shortcut(sequence, do)

    def _shortcut(self, keys: QKeySequence, do: object) -> None:
        action = QAction(self)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(do)
        self.addAction(action)

    def undo(self) -> None:
        """Ctrl+Z where the text has nothing to undo: say so, rather than undo something that was done elsewhere."""
        words = _("Nothing to undo in this text. The button at the bottom undoes the last step elsewhere.")
        self.said.emit(Notice(words=words, state="info", quiet=True))

    def redo(self) -> None:
        """Ctrl+Y where the text has nothing to do again."""
        words = _(
            "Nothing to do again in this text. The button at the bottom does the last step elsewhere again."
        )
        self.said.emit(Notice(words=words, state="info", quiet=True))

    def hold_above(self, widget: QWidget) -> None:
        """Hold something between the tools and the text."""
        self._column.insertWidget(2, widget)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.tools.retranslate()
        self.review.retranslate()
        self.old_letters.retranslate()
        self.hint.retranslate()
        self.binding.picker.retranslate()
        self._looks.clear()
        for section in self._model.sections:
            if section.code in self.sections:
                self.sections[section.code].retranslate(section)

    # --- content ---------------------------------------------------------------------------------------------------

    def show_sections(self) -> None:
        """Show the model's sections; where they are the same, only what chips say changes."""
        self._looks.clear()
        if self._holds_same():
            for editor in self.sections.values():
                editor.edit.figures_changed()
        else:
            self._make_sections()
        self.desk.show()
        self.binding.mark_numbers()

    def _make_sections(self) -> None:
        self._last = None
        self._leave_old()
        self._page = QWidget()
        self._rows = QVBoxLayout(self._page)
        self._rows.setContentsMargins(6, 12, 6, 24)
        self._rows.setSpacing(8)
        self.sections.clear()
        for section in self._model.sections:
            editor = SectionEditor(
                section, partial(self._look, section.code), self._forms, self._model.missing
            )
            self._connect(editor)
            self.sections[section.code] = editor
            self._rows.addWidget(editor)
        self._rows.addStretch(1)
        area = scrolled(self._page)
        self._column.replaceWidget(self._area, area)
        self._area.deleteLater()
        self._area = area

    def _connect(self, editor: SectionEditor) -> None:
        code, edit = editor.code, editor.edit
        editor.changed.connect(self._changed)
        editor.reset_wanted.connect(self._reset)
        editor.caret_moved.connect(self._follow)
        edit.left.connect(partial(self._step, code))
        edit.focused.connect(partial(self._entered, code))
        edit.figure_wanted.connect(self.figure_wanted)
        edit.brace_typed.connect(self.binding.brace_typed)
        edit.old_pasted.connect(partial(self._ask_old, edit))
        edit.cursorPositionChanged.connect(partial(self._caret_moved, edit))
        edit.paragraph_shown.connect(partial(self._bring, edit))
        edit.accept_wanted.connect(partial(self.desk.accept_one, code))

    def _holds_same(self) -> bool:
        wanted = {section.code: section.paragraphs for section in self._model.sections}
        return list(self.sections) == list(wanted) and all(
            same_text(editor.edit.paragraphs(), wanted[code]) for code, editor in self.sections.items()
        )

    def _look(self, code: str, notation: str) -> Chip:
        place = (code, notation)
        if place not in self._looks:
            chips, living = self._model.chips, self._model.living
            chip = chips.chip(notation) if chips else _WAITING
            self._looks[place] = living.dressed(code, notation, chip) if living else chip
        return self._looks[place]

    def _forms(self, notation: str) -> tuple[FormChoice, ...]:
        chips = self._model.chips
        return chips.forms(notation) if chips else ()

    def _changed(self, code: str, paragraphs: tuple[str, ...]) -> None:
        if self._model.change(code, paragraphs):
            section = self._model.section(code)
            self.sections[code].show_edited(edited=section is not None and section.edited)
            self.desk.text_changed(code)
            self.binding.text_changed(code)
            self.changed.emit(code)

    def _reset(self, code: str) -> None:
        self.sections[code].edit.replace_all(self._model.pack_text(code))
        self.sections[code].edit.setFocus()

    def show_faults(self) -> None:
        """Mark the sections that keep the pages from being drawn."""
        for code, editor in self.sections.items():
            editor.show_fault(faulty=code in self._model.faulty)

    # --- changed figures -------------------------------------------------------------------------------------------

    def _answered(self) -> None:
        self._look_anew()
        self.answered.emit()

    def _look_anew(self) -> None:
        """Chips say something else now."""
        self._looks.clear()
        for editor in self.sections.values():
            editor.edit.figures_changed()

    def show_changes(self) -> None:
        """Show the changed figures of the text as it is kept now."""
        if self.desk.show():
            self._look_anew()

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
        self._caret_moved(self._last)
        self.section_entered.emit(code)

    def _follow(self, edit: QWidget, caret: QRect) -> None:
        place = edit.mapTo(self._page, caret.center())
        self._area.ensureVisible(place.x(), place.y(), 20, 40)

    def _bring(self, edit: SectionEdit, box: QRect) -> None:
        """Bring a paragraph into sight once the bars over the text have their new height; its beginning above all."""

        def bring() -> None:
            for place in (box.bottomLeft(), box.topLeft()):
                there = edit.mapTo(self._page, place)
                self._area.ensureVisible(there.x(), there.y(), 20, 40)

        QTimer.singleShot(0, edit, bring)

    def _follow_caret(self) -> None:
        if self._last is not None:
            self._follow(self._last, self._last.cursorRect())

    def _caret_moved(self, edit: SectionEdit) -> None:
        if edit is not self._last:
            return
        form = edit.currentCharFormat()
        self.tools.show_style(edit.paragraph_style)
        self.tools.show_letters(bold=form.fontWeight() >= QFont.Weight.DemiBold, italic=form.fontItalic())
        code = next((code for code, editor in self.sections.items() if editor.edit is edit), "")
        self.desk.caret_at(code, edit.caret_paragraph)
        self.binding.caret_moved(edit)

    # --- tools -----------------------------------------------------------------------------------------------------

    def _target(self) -> SectionEdit | None:
        if self._last is None and self.sections:
            self._last = next(iter(self.sections.values())).edit
        return self._last

    def _do(self, what: object) -> None:
        edit = self._target()
        if edit is not None and callable(what):
            what(edit)
            edit.setFocus()
            self._caret_moved(edit)

    def _set_style(self, style: ParagraphStyle) -> None:
        if (edit := self._target()) is not None:
            edit.set_paragraph_style(style)
            self._caret_moved(edit)

    def _next_list(self) -> None:
        """Make it a list, or a list of the next kind."""
        if (edit := self._target()) is not None:
            now = edit.paragraph_style
            at = LISTS.index(now) + 1 if now in LISTS else 0
            self._set_style(LISTS[at % len(LISTS)])

    def pick_figure(self) -> None:
        """Open the list of figures at the caret."""
        self.binding.pick()

    # --- old letters -----------------------------------------------------------------------------------------------

    def _ask_old(self, edit: SectionEdit, pasted: Pasted, place: QTextCursor) -> None:
        self._old = (edit, pasted, place)
        self.old_letters.ask(pasted)
        QTimer.singleShot(0, self._follow_caret)  # the bar took some of the room

    def _convert_old(self) -> None:
        if self._old is not None:
            edit, pasted, place = self._old
            self._old = None
            edit.convert_pasted(pasted, place)

    def _leave_old(self) -> None:
        self._old = None
        self.old_letters.hide()

    @property
    def area(self) -> QScrollArea:
        """The scrolling page."""
        return self._area

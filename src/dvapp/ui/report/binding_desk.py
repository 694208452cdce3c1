"""Putting figures into the text: the list under the caret, and numbers typed by hand that are to be bound."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from dvapp.domain.papers.text import FigureForm
from dvapp.host.i18n import _
from dvapp.ui.report.editor_strips import NumberHint
from dvapp.ui.report.figure_picker import FigurePicker
from dvapp.ui.report.report_model import ReportModel
from dvapp.ui.report.section_edit import SectionEdit
from dvapp.ui.report.section_editor import SectionEditor

_LOOK_AFTER = 250
"""Milliseconds after the last keystroke until typed numbers are looked for."""
_EDGE = 8
"""Logical pixels that the list keeps from the window's edges."""


class BindingDesk(QObject):
    """Inserts and binds in the section that ``target`` names.

    :param show_caret: brings the caret of a section into sight.
    """

    def __init__(
        self,
        model: ReportModel,
        sections: Mapping[str, SectionEditor],
        hint: NumberHint,
        *,
        target: Callable[[], SectionEdit | None],
        show_caret: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._sections = sections
        self._hint = hint
        self._target = target
        self._show_caret = show_caret
        self._over_brace = False
        self._place: QTextCursor | None = None
        self.picker = FigurePicker(lambda: model.chips, parent)
        self.picker.chosen.connect(self._chosen)
        self.picker.left.connect(self._left)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LOOK_AFTER)
        self._timer.timeout.connect(self._mark_changed)
        self._stale: set[str] = set()
        hint.bind_wanted.connect(self.bind_number)

    # --- the list --------------------------------------------------------------------------------------------------

    def pick(self) -> None:
        """Open the list of figures at the caret."""
        self._open()

    def brace_typed(self) -> None:
        """Open the list at a brace, which gives way to the figure."""
        self._over_brace = True
        self._open()

    def _open(
        self, *, first: tuple[str, ...] = (), usual: FigureForm = FigureForm.UNIT, about: str = ""
    ) -> None:
        edit = self._target()
        if edit is None:
            return
        self._show_caret()
        caret = edit.cursorRect()
        on_screen = QRect(edit.viewport().mapToGlobal(caret.topLeft()), caret.size())
        window = edit.window()
        corner = window.mapToGlobal(QPoint(_EDGE, _EDGE))
        within = QRect(corner, window.size() - QSize(2 * _EDGE, 2 * _EDGE))
        self.picker.open_at(on_screen, within, first=first, usual=usual, about=about)

    def _chosen(self, notation: str) -> None:
        edit, place, over_brace = self._target(), self._place, self._over_brace
        self._place, self._over_brace = None, False
        if edit is None:
            return
        if place is not None:
            edit.bind(place, notation)
        else:
            edit.insert_chip(notation, over_brace=over_brace)

    def _left(self) -> None:
        self._place, self._over_brace = None, False
        if (edit := self._target()) is not None:
            edit.setFocus(Qt.FocusReason.PopupFocusReason)

    # --- numbers that nobody bound ---------------------------------------------------------------------------------

    def text_changed(self, code: str) -> None:
        """Look for typed numbers of a section when the typing pauses; a letter that cannot be printed is told at once."""
        self._stale.add(code)
        self._timer.start()
        edit = self._target()
        if edit is not None and edit.letter_at_caret:
            self.caret_moved(edit)

    def mark_numbers(self) -> None:
        """Underline the typed numbers of all the text as it stands."""
        self._stale.update(self._sections)
        self._mark_changed()

    def _mark_changed(self) -> None:
        """Underline the typed numbers of the sections that changed: to read all of them would hold up who types."""
        self._timer.stop()
        stale, self._stale = self._stale, set()
        living = self._model.living
        for section in self._model.sections:
            editor = self._sections.get(section.code)
            if editor is not None and living is not None and section.code in stale:
                editor.edit.mark_numbers(living.numbers(section))
        if (edit := self._target()) is not None:
            self.caret_moved(edit)

    def caret_moved(self, edit: SectionEdit) -> None:
        """Tell of what is at the caret: a letter that cannot be printed, or a typed number."""
        letter, found = edit.letter_at_caret, edit.number_at_caret()
        if letter:
            self._hint.say_letter(letter)
        else:
            self._hint.say(found[0].text if found else "", len(found[0].candidates) if found else 0)

    def bind_number(self) -> None:
        """Bind the typed number at the caret: at once if one figure has its value, else after a choice."""
        self._mark_changed()
        edit = self._target()
        found = edit.number_at_caret() if edit is not None else None
        if edit is None or found is None:
            return
        number, place = found
        if len(number.candidates) == 1:
            edit.bind(place, number.candidates[0].notation)
            return
        self._place = place
        about = _("Bind “{number}” to a figure").format(number=number.text)
        first = tuple(candidate.notation for candidate in number.candidates)
        # The unit stands in the text already.
        self._open(first=first, usual=FigureForm.NUMBER, about=about)

"""From keys and the clipboard to figures: reads what was typed, keeps it, tells what was refused, remembers the way back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from dvapp.domain.errors import DvError
from dvapp.host.i18n import _, ngettext
from dvapp.services.session import Session
from dvapp.ui.grid.clip import cells_of, text_of
from dvapp.ui.grid.edits import (
    DoesNotFit,
    EditPlan,
    Outcome,
    Spot,
    block_of,
    block_texts,
    dragged_texts,
    fill_texts,
    keep_edits,
    plan_edits,
    plan_note,
    whole_of,
)
from dvapp.ui.grid.sheet import Place
from dvapp.ui.grid.sheets import unit_names
from dvapp.ui.grid.typing_desk import TypingDesk, outcome_words
from dvapp.ui.grid.unkept_cells import UnkeptCells
from dvapp.ui.grid.words import NOT_APPLICABLE_MARK
from dvapp.ui.history import History
from dvapp.ui.notices import Notice
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.typed_keeper import TypedKeeper

if TYPE_CHECKING:
    from dvapp.ui.grid.screen import GridScreen

_AT_ONCE = 300
"""Cells that are written while one waits; more are written beside the window."""


class Typist(QObject):
    """Does what the grid's keyboard asks for.

    ``changed``: figures were kept. ``refused``: the list of what was not taken is another one. ``misfit`` carries a
    :class:`DoesNotFit`; ``places_changed`` the places that an undo or redo changed.
    """

    said = Signal(object)
    changed = Signal()
    refused = Signal()
    misfit = Signal(object)
    places_changed = Signal(object)

    def __init__(self, session: Session, jobs: OwnedJobs, screen: "GridScreen") -> None:
        super().__init__(screen)
        self._session = session
        self._jobs = jobs
        self._screen = screen
        self.history: History | None = None
        self.busy = False
        self.desk = TypingDesk(session, self.places_changed.emit)
        self.typed_keeper = TypedKeeper(session, self)
        self._unkept = UnkeptCells(self.typed_keeper, self.desk)
        self._unkept.load()
        self.refused.connect(self._unkept.save)

    # --- wishes --------------------------------------------------------------------------------------------------------

    def typed(self, row: int, column: int, text: str) -> None:
        """A cell's editor was left."""
        self._type([((row, column), text)])

    def typing(self, row: int, column: int, text: str) -> None:
        """A cell's editor is open, and this stands in it."""
        sheet = self._screen.content.sheet
        place = sheet.place(row, column) if sheet is not None else None
        if place is not None:
            self._unkept.typing(place, text)

    def dragged(self, chosen: tuple[Spot, Spot], target: tuple[Spot, Spot]) -> None:
        """A selection was dragged over the cells beside it."""
        sheet, book = self._screen.content.sheet, self._screen.book
        if sheet is None or book is None:
            return
        self._type(dragged_texts(sheet, book, chosen, target))
        self._screen.view.choose(
            (min(chosen[0][0], target[0][0]), min(chosen[0][1], target[0][1])),
            (max(chosen[1][0], target[1][0]), max(chosen[1][1], target[1][1])),
        )

    def note(self, place: Place, words: str) -> None:
        """The note of an entered number was typed in the panel."""
        book = self._screen.book
        if book is not None:
            self._keep(plan_note(book, place, words))

    def ask(self, wish: str) -> None:
        """Do "copy", "cut", "paste", "clear", "none", "down" or "right" on what is chosen."""
        chosen = self._screen.view.chosen()
        if chosen is None:
            return
        match wish:
            case "copy":
                self.copy(chosen)
            case "cut":
                self.copy(chosen)
                self._fill_with("", chosen)
            case "paste":
                self.paste(chosen)
            case "clear":
                self._fill_with("", chosen)
            case "none":
                self._fill_with(NOT_APPLICABLE_MARK, chosen)
            case _:
                self._fill(chosen, down=wish == "down")

    def put_away(self) -> None:
        """Forget what was refused."""
        self.desk.refused.clear()
        self.refused.emit()

    def copy(self, chosen: tuple[Spot, Spot]) -> None:
        """Put the chosen cells on the clipboard, as spreadsheet programs do."""
        sheet, book = self._screen.content.sheet, self._screen.book
        if sheet is None or book is None:
            return
        block = block_of(sheet, book, *chosen)
        QGuiApplication.clipboard().setText(text_of(block))
        count = sum(map(len, block))
        words = ngettext("{count} cell copied", "{count} cells copied", count).format(count=count)
        self.said.emit(Notice(words=words, state="ok", quiet=True))

    def copy_whole(self) -> None:
        """Put the whole table with its heads on the clipboard."""
        sheet, book = self._screen.content.sheet, self._screen.book
        if sheet is None or book is None:
            return
        block = whole_of(sheet, book, (_("Code"), _("Figure"), _("Unit of count")))
        QGuiApplication.clipboard().setText(text_of(block))
        count = len(block) - 1
        words = ngettext("{count} row copied", "{count} rows copied", count).format(count=count)
        self.said.emit(Notice(words=words, state="ok"))

    def paste(self, chosen: tuple[Spot, Spot]) -> None:
        """Type what is on the clipboard, all that can be taken; a block that does not fit is refused whole."""
        sheet = self._screen.content.sheet
        block = cells_of(QGuiApplication.clipboard().text())
        if sheet is None or not block:
            words = _("There is nothing on the clipboard that could be pasted into the grid.")
            self.said.emit(Notice(words=words, state="warn"))
            return
        wanted = block_texts(sheet, block, *chosen)
        if isinstance(wanted, DoesNotFit):
            self.misfit.emit(wanted)
            return
        if wanted:
            first, last = wanted[0][0], wanted[-1][0]
            self._screen.view.choose(first, last)
        self._type(wanted)

    def _fill_with(self, text: str, chosen: tuple[Spot, Spot]) -> None:
        (top, left), (bottom, right) = chosen
        self._type([((r, c), text) for r in range(top, bottom + 1) for c in range(left, right + 1)])

    def _fill(self, chosen: tuple[Spot, Spot], *, down: bool) -> None:
        sheet, book = self._screen.content.sheet, self._screen.book
        if sheet is not None and book is not None:
            self._type(fill_texts(sheet, book, *chosen, down=down))

    # --- keeping -------------------------------------------------------------------------------------------------------

    def _type(self, wanted: list[tuple[Spot, str]]) -> None:
        sheet, book = self._screen.content.sheet, self._screen.book
        if sheet is None or book is None:
            return
        places = [place for spot, _text in wanted if (place := sheet.place(*spot)) is not None]
        self.desk.forget(places)
        self._keep(plan_edits(sheet, book, wanted))

    def _keep(self, plan: EditPlan) -> None:
        if not plan.count:
            self._told(plan, Outcome(kept=0, refused=plan.refused, undo={}, places=()))
        elif plan.count <= _AT_ONCE and not self.busy:
            try:
                outcome = keep_edits(self._session, plan)
            except DvError as refusal:
                self._not_kept(plan, refusal)
            else:
                self._told(plan, outcome)
        else:
            self.busy = True
            session = self._session
            self._jobs.run(
                _("Writing figures"),
                lambda _watch: keep_edits(session, plan),
                lambda outcome: self._told_late(plan, outcome),
                lambda refusal: self._not_kept(plan, refusal),
            )

    def _told_late(self, plan: EditPlan, outcome: Outcome) -> None:
        self.busy = False
        self._told(plan, outcome)

    def _not_kept(self, plan: EditPlan, refusal: DvError) -> None:
        self.busy = False
        self.desk.note_unkept(plan)
        self.desk.note_refused(plan.refused)
        self.refused.emit()
        self._jobs.refuse(refusal)

    def _told(self, plan: EditPlan, outcome: Outcome) -> None:
        """Tell what became of a plan, and remember the way back."""
        book = self._screen.book
        names = unit_names(book) if book is not None else {}
        self.desk.note_refused(outcome.refused)
        step = self.desk.step(outcome, names)
        if step is not None and self.history is not None:
            self.history.push(step)
        if outcome.kept:
            self.changed.emit()
        self.refused.emit()
        if plan.count + plan.same + len(plan.refused) > 1:
            words = outcome_words(outcome.kept, plan.same, len(outcome.refused))
            state = "warn" if outcome.refused else "ok"
            # The list below the grid says it as well: nothing is laid over it.
            self.said.emit(Notice(words=words, state=state, quiet=bool(outcome.refused)))
        elif outcome.kept:
            now = self._session.tools.clock.now()
            self.said.emit(Notice.saved(_("Saved at {time}").format(time=f"{now:%H:%M:%S}"), ok=True))

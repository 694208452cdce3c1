"""What follows the chosen cell: the panel with its story, the line below the grid, and what the rules say of its unit."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from dvapp.domain.codes import UnitCode
from dvapp.domain.judging.rules import Breach
from dvapp.host.i18n import _
from dvapp.services.judging.rules import breaches
from dvapp.services.session import Session
from dvapp.ui.grid.cell_detail import CellDetail, cell_detail
from dvapp.ui.grid.cell_panel import CellPanel
from dvapp.ui.grid.explain import explain_cell, where_words
from dvapp.ui.grid.sheet import BOARD, Place, Shows
from dvapp.ui.grid.status import GridStatus
from dvapp.ui.grid.view import GridView
from dvapp.ui.grid.words import amount_of
from dvapp.ui.report.owned_jobs import OwnedJobs

if TYPE_CHECKING:
    from dvapp.ui.grid.table import GridModel

_SETTLED, _JUDGED = 60, 500
"""Milliseconds that the chosen cell rests before the panel follows and before its unit is judged: held keys stay fast."""
_MOST_SUMMED = 50_000
"""Cells of a selection that are added up."""


class CellFollower(QObject):
    """Keeps panel and status with the chosen cell. ``note_typed`` carries its place and the words."""

    note_typed = Signal(object, str)

    def __init__(
        self, session: Session, jobs: OwnedJobs, view: GridView, panel: CellPanel, status: GridStatus
    ) -> None:
        super().__init__(view)
        self._session = session
        self._jobs = jobs
        self._view = view
        self._panel = panel
        self._status = status
        self._breaches: dict[UnitCode, tuple[Breach, ...]] = {}
        self._turn = 0
        self._settled = self._timer(_SETTLED, self.show_detail)
        self._judged = self._timer(_JUDGED, self._judge)
        panel.note_typed.connect(self._tell_note)

    def _timer(self, milliseconds: int, then: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    @property
    def _content(self) -> "GridModel":
        return self._view.content

    def place(self) -> Place | None:
        """What the chosen cell is about."""
        spot = self._view.spot
        return self._content.place(*spot) if spot is not None else None

    def renew(self) -> None:
        """The figures are others: what the rules said of them is forgotten."""
        self._turn += 1
        self._breaches = {}
        self.moved()

    def moved(self) -> None:
        """Another cell, or the same with another number."""
        self._settled.start()
        place, book = self.place(), self._content.book
        self._status.say(where_words(book, place) if book is not None and place is not None else "")

    def chose(self) -> None:
        """Another selection."""
        self._settled.start()

    def show_detail(self) -> None:
        """The panel and the sums follow."""
        place, book = self.place(), self._content.book
        if place is None or book is None:
            self._panel.show_detail(None)
            return
        if not self._panel.isHidden():
            self._panel.show_detail(self.detail(place))
        chosen = self._view.chosen()
        if chosen is not None:
            self._sum(*chosen)
        if place.unit not in self._breaches:
            self._judged.start()

    def detail(self, place: Place) -> CellDetail:
        """All that is to be known of a cell."""
        book = self._content.book
        assert book is not None, "a place comes from a sheet that has one"
        return cell_detail(self._session, book, place, self._breaches.get(place.unit, ()))

    def _sum(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        book = self._content.book
        high, wide = last[0] - first[0] + 1, last[1] - first[1] + 1
        if book is None or high * wide > _MOST_SUMMED or high * wide == 1:
            self._status.say_sums(())
            return
        cells = ((first[0] + n // wide, first[1] + n % wide) for n in range(high * wide))
        places = (self._content.place(*cell) for cell in cells)
        self._status.say_sums(
            amount_of(book.figure(p)) for p in places if p is not None and p.shows is Shows.VALUE
        )

    def _judge(self) -> None:
        """What the rules say of the unit of the chosen cell, judged beside the window."""
        place = self.place()
        if place is None or place.unit in self._breaches or self._content.book is None:
            return
        turn, session, period, unit = self._turn, self._session, self._content.book.period, place.unit
        self._jobs.run(
            _("Checking figures"),
            lambda _watch: breaches(session, period=period, unit=None if unit == BOARD else unit),
            lambda found: self._take(turn, unit, found),
        )

    def _take(self, turn: int, unit: UnitCode, found: tuple[Breach, ...]) -> None:
        if turn == self._turn:
            self._breaches[unit] = found
            self.show_detail()

    def _tell_note(self, note: str) -> None:
        if self._panel.detail is not None:
            self.note_typed.emit(self._panel.detail.place, note)

    def say_fixed(self, row: int, column: int) -> None:
        """Somebody typed where nothing can be typed: say why."""
        place, book = self._content.place(row, column), self._content.book
        if place is not None and book is not None:
            self._status.say(where_words(book, place), alert=True)
            explain_cell(self._view, self._content.told(row, column))

    def explain(self) -> None:
        """F1: what the figure of the chosen cell means."""
        place = self.place()
        if place is not None and self._content.book is not None:
            explain_cell(self._view, self.detail(place).said)

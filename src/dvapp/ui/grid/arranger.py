"""Which sheet the grid shows: from what is chosen above it and the figures at hand, keeping the chosen cell in sight."""

from PySide6.QtCore import QObject, Signal

from dvapp.domain.calendar.periods import PeriodKind
from dvapp.domain.codes import IndicatorCode, UnitCode
from dvapp.host.i18n import _, language
from dvapp.ui.grid.book import GridBook
from dvapp.ui.grid.memory import GridMemory
from dvapp.ui.grid.sheet import BOARD, Arrangement, Place, Sheet, Shows
from dvapp.ui.grid.sheets import Choice, let_through, make_sheet
from dvapp.ui.grid.tools import ALL, GridTools
from dvapp.ui.grid.view import GridView


class Arranger(QObject):
    """Fills the view by the tools. ``arranged``: a sheet is shown, another one or the same with other numbers."""

    arranged = Signal()

    def __init__(self, tools: GridTools, view: GridView, memory: GridMemory) -> None:
        super().__init__(view)
        self._tools = tools
        self._view = view
        self._memory = memory
        self._kept: frozenset[IndicatorCode] | None = None
        tools.arranged.connect(self._rearranged)
        tools.filtered.connect(self._filtered)

    @property
    def _book(self) -> GridBook | None:
        return self._view.content.book

    def choice(self) -> Choice:
        """What is chosen above the grid."""
        tools = self._tools
        subject = str(tools.subject.currentData() or "")
        arrangement = tools.chosen()
        return Choice(
            arrangement=arrangement,
            unit=UnitCode(subject) if arrangement is Arrangement.ONE_UNIT else BOARD,
            indicator=IndicatorCode(subject if arrangement is Arrangement.ONE_FIGURE else ""),
            parts=PeriodKind.MONTH if tools.parts.code() == "months" else PeriodKind.QUARTER,
            turned=tools.turn.isChecked(),
            group=str(tools.group.currentData() or ""),
            only=str(tools.show_only.currentData() or ALL),
        )

    def show_book(self, book: GridBook) -> None:
        """Show other figures. What a filter lets through stays until one filters anew, or the period is another one."""
        other = self._book is None or self._book.period != book.period
        self._view.content.book = book
        if other:
            self._offer(book)
            self._kept = let_through(book, self.choice())
        self.arrange()

    def arrange(self) -> None:
        """Show what is chosen; the chosen cell stays the chosen one where it is still shown."""
        book, view = self._book, self._view
        if book is None:
            return
        self._tools.fit()
        self._offer(book)
        place = self._chosen_place()
        sheet = make_sheet(book, self.choice(), self._kept)
        if not view.content.would_stay(sheet):
            view.keep_now()
        if not view.content.show_sheet(sheet, book):
            arrangement, memory = sheet.arrangement, self._memory
            view.set_widths(
                lambda key, usual: memory.width(arrangement, key, usual), memory.heads(arrangement)
            )
            found = sheet.where(place) if place is not None else None
            view.go(*(found or self._first_spot(sheet)))
        self.arranged.emit()

    def _chosen_place(self) -> Place | None:
        sheet, spot = self._view.content.sheet, self._view.spot
        return sheet.place(*spot) if sheet is not None and spot is not None else None

    def _first_spot(self, sheet: Sheet) -> tuple[int, int]:
        """The first cell in which one could type: the whole board is in the line before."""
        row, column = self._view.first_cell()
        first = (row + (sheet.frozen == "row"), column + (sheet.frozen == "column"))
        return first if first[0] < len(sheet.rows) and first[1] < len(sheet.columns) else (row, column)

    def _offer(self, book: GridBook) -> None:
        """Fill the choosers: units or figures, and the groups."""
        grid, said, tools = book.at(book.period), language(), self._tools
        tools.offer_groups(tuple(dict.fromkeys(i.group.said_in(said) for i in grid.indicators)))
        if tools.chosen() is Arrangement.ONE_UNIT:
            units = [(str(unit.code), unit.name) for unit in grid.units]
            tools.offer_subjects([(BOARD, _("Whole board")), *units])
        elif tools.chosen() is Arrangement.ONE_FIGURE:
            tools.offer_subjects(
                [(str(i.code), f"{i.code} {i.label.said_in(said)}") for i in grid.indicators]
            )

    # --- choices -------------------------------------------------------------------------------------------------------

    def _rearranged(self) -> None:
        """Another arrangement or subject: begin with the unit or figure of the chosen cell."""
        book, held = self._book, self._view.content.sheet
        self._memory.put("arrangement", self._tools.chosen().value)
        self._memory.put("turned", self._tools.turn.isChecked())
        if book is None:
            return
        self._view.keep_now()
        place = self._chosen_place()
        self._offer(book)
        if held is not None and held.arrangement is not self._tools.chosen() and place is not None:
            self._choose_subject(place)
        self._kept = let_through(book, self.choice())
        self.arrange()
        if place is not None and self._view.content.sheet is not None:
            near = Place(place.unit, place.indicator, book.period, Shows.VALUE)
            if (spot := self._view.content.sheet.where(near)) is not None:
                self._view.go(*spot)

    def _choose_subject(self, place: Place) -> None:
        """Whose figures, or which figure: those of a place."""
        one_unit = self._tools.chosen() is Arrangement.ONE_UNIT
        subject = str(place.unit if one_unit else place.indicator)
        self._tools.subject.setCurrentIndex(max(self._tools.subject.findData(subject), 0))

    def _filtered(self) -> None:
        if self._book is not None:
            self._view.keep_now()
            self._kept = let_through(self._book, self.choice())
            self.arrange()

    # --- going somewhere ------------------------------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Make a cell the chosen one; what hides it is chosen otherwise."""
        sheet = self._view.content.sheet
        spot = sheet.where(place) if sheet is not None else None
        if spot is None:
            self._uncover(place)
            sheet = self._view.content.sheet
            spot = sheet.where(place) if sheet is not None else None
        if spot is not None:
            self._view.go(*spot)

    def _uncover(self, place: Place) -> None:
        """Choose what shows a place: no filter, and the unit or figure that it is about."""
        if self._book is None:
            return
        self._tools.group.setCurrentIndex(0)
        self._tools.show_only.setCurrentIndex(0)
        self._kept = None
        if place.shows is not Shows.VALUE:
            self._tools.arrangement.choose(Arrangement.ONE_UNIT.value)
        self._offer(self._book)
        if self._tools.chosen() is not Arrangement.UNITS:
            self._choose_subject(place)
        self.arrange()

"""Periods by name, and the button that chooses the one in work."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.host.i18n import _
from dvapp.ui.widgets import button

_ROMAN = ("I", "II", "III", "IV")


def period_words(period: Period) -> str:
    """A period without its year: "6 tháng đầu năm", "Quý III", "Tháng 5", "Cả năm"."""
    match period.kind:
        case PeriodKind.YEAR:
            return _("Whole year")
        case PeriodKind.HALF:
            return _("First half-year") if period.number == 1 else _("Second half-year")
        case PeriodKind.NINE_MONTHS:
            return _("Nine months")
        case PeriodKind.QUARTER:
            return _("Quarter {number}").format(number=_ROMAN[period.number - 1])
        case PeriodKind.MONTH:
            return _("Month {month}").format(month=period.number)


def in_year_words(period: Period) -> str:
    """A period with its year: "Quý III/2018", "Năm 2018"."""
    if period.kind is PeriodKind.YEAR:
        return _("Year {year}").format(year=period.year)
    return f"{period_words(period)}/{period.year}"


def periods_of(year: int) -> tuple[tuple[Period, ...], ...]:
    """Every period of a year, from the longest, in groups."""

    def some(kind: PeriodKind, count: int) -> tuple[Period, ...]:
        return tuple(Period(kind=kind, year=year, number=n) for n in range(1, count + 1))

    longest = (*some(PeriodKind.YEAR, 1), *some(PeriodKind.HALF, 2), *some(PeriodKind.NINE_MONTHS, 1))
    return longest, some(PeriodKind.QUARTER, 4), some(PeriodKind.MONTH, 12)


class PeriodChooser(QWidget):
    """A button that says the period in work; its menu offers the others."""

    changed = Signal(object)

    def __init__(self, year: int) -> None:
        super().__init__()
        self._year = year
        self.period = Period(kind=PeriodKind.YEAR, year=year)
        self.button = button("")
        self.button.setProperty("menu", "true")
        self._menu = QMenu(self)
        self.button.setMenu(self._menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.button)

    def choose(self, period: Period) -> None:
        """Work in another period and tell everyone."""
        self.period = period
        self.retranslate()
        self.changed.emit(period)

    def retranslate(self) -> None:
        """Fill button and menu in the language in use."""
        self.button.setText(period_words(self.period))
        self.button.setAccessibleName(_("Period: {period}").format(period=period_words(self.period)))
        self.button.setToolTip(_("The period that figures and report are made for"))
        self._menu.clear()
        for number, group in enumerate(periods_of(self._year)):
            if number:
                self._menu.addSeparator()
            for period in group:
                action = self._menu.addAction(period_words(period))
                action.setCheckable(True)
                action.setChecked(period == self.period)
                action.triggered.connect(lambda _checked=False, period=period: self.choose(period))

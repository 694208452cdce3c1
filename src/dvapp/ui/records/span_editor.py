"""When a record happened: one day, a span of days, a whole month, or a whole reporting period."""

import calendar
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dvapp.domain.calendar.periods import parse_period, period_of
from dvapp.domain.values import DateSpan
from dvapp.host.formats import LocaleFormats, NotADay
from dvapp.host.i18n import _
from dvapp.ui.records.editors import ComboEditor, DayEditor, Editor, MonthEditor
from dvapp.ui.shell.periods import period_words, periods_of
from dvapp.ui.widgets import Segmented, label

DAY, SPAN, MONTH, PERIOD = "day", "span", "month", "period"


class SpanEditor(Editor):
    """Emits a pair of texts: first and last day; the last is ``""`` for a single day."""

    def __init__(self, year: int) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._year = year
        self._by_period = False
        self.mode = Segmented()
        self.since = DayEditor(year)
        self.until = DayEditor(year)
        self.month = MonthEditor(year)
        self.period = ComboEditor()
        self._dash = label("–", "dim")
        days = QHBoxLayout()
        days.setSpacing(8)
        days.addWidget(self.since, 1)
        days.addWidget(self._dash)
        days.addWidget(self.until, 1)
        days.addWidget(self.month, 2)
        days.addWidget(self.period, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.mode)
        layout.addLayout(days)
        self.mode.chosen.connect(self._switched)
        for part in (self.since, self.until, self.month, self.period):
            part.edited.connect(lambda _text: self.edited.emit(self.texts()))
            part.left.connect(self.left)
        self.retranslate()
        self.mode.choose(DAY)
        self._arrange()

    def retranslate(self) -> None:
        """Names of the ways."""
        self.mode.offer([(DAY, _("One day")), (SPAN, _("Several days")), (MONTH, _("Whole month"))])
        self.period.offer(_offered(self._year))
        self.period.target().setAccessibleName(_("Period"))
        for part in (self.since, self.until, self.month):
            part.retranslate()
        self.since.target().setAccessibleName(_("First day"))
        self.until.target().setAccessibleName(_("Last day"))
        self.month.target().setAccessibleName(_("Month"))

    def put(self, text: object) -> None:
        """Show a (first, last) pair of texts."""
        since, until = text if isinstance(text, tuple) else ("", "")
        if (since, until) == self.texts() and (self._by_period or self.mode.code()):
            return
        if self._by_period:
            self.period.put(_period_of(since, until))
            self._arrange()
            return
        month = _month_of(since, until)
        self.mode.choose(MONTH if month else SPAN if until else DAY)
        self.since.put(since)
        self.until.put(until)
        self.month.put(month)
        self._arrange()

    def texts(self) -> tuple[str, str]:
        """First and last day as they stand here."""
        if self._by_period:
            return _days_in(self.period.combo.currentData() or "")
        match self.mode.code():
            case "month":
                return _days_of(self.month.edit.text())
            case "span":
                return self.since.edit.text(), self.until.edit.text()
            case _:
                return self.since.edit.text(), ""

    def use_months(self) -> None:
        """Begin with a month: the kind is recorded by month."""
        self.mode.choose(MONTH)
        self._arrange()

    def use_periods(self, wanted: bool) -> None:
        """Take whole reporting periods only: the kind is of typed figures; or days and months again."""
        self._by_period = wanted
        self._arrange()

    def _switched(self, mode: str) -> None:
        since, until = self.since.edit.text(), self.until.edit.text()
        if mode == SPAN and not until:
            self.until.put(since)
        elif mode == MONTH:
            self.month.put(_around(since))
        elif mode == DAY and not since and self.month.edit.text():
            self.since.put(_days_of(self.month.edit.text())[0])
        self._arrange()
        self.edited.emit(self.texts())

    def _arrange(self) -> None:
        mode = PERIOD if self._by_period else self.mode.code()
        self.mode.setVisible(mode != PERIOD)
        self.since.setVisible(mode in {DAY, SPAN, ""})
        self.until.setVisible(mode == SPAN)
        self._dash.setVisible(mode == SPAN)
        self.month.setVisible(mode == MONTH)
        self.period.setVisible(mode == PERIOD)

    def mark(self, state: str) -> None:
        """Colour the parts."""
        for part in (self.since, self.until, self.month, self.period):
            part.mark(state)

    def name(self, words: str, explained: str) -> None:
        """The whole is named after the kind's own words; its parts keep theirs."""
        self.setAccessibleName(words)
        self.mode.setAccessibleName(words)
        for part in self.mode.buttons():
            part.setAccessibleName(f"{words}: {part.text()}")
        self.setAccessibleDescription(explained)

    def target(self) -> QWidget:
        """Where one types."""
        if self._by_period:
            return self.period.combo
        return (self.month if self.mode.code() == MONTH else self.since).edit


def _read(text: str) -> date | None:
    try:
        return LocaleFormats("vi").read_day(text)
    except NotADay:
        return None


def _offered(year: int) -> list[tuple[str, str]]:
    """The periods of a year and of the one before: code and words."""
    periods = [period for of in (year, year - 1) for group in periods_of(of) for period in group]
    return [(period.written, f"{period_words(period)}/{period.year}") for period in periods]


def _period_of(since: str, until: str) -> str:
    first, last = _read(since), _read(until)
    if first is None or last is None or last < first:
        return ""
    period = period_of(DateSpan(since=first, until=last))
    return period.written if period is not None else ""


def _days_in(written: str) -> tuple[str, str]:
    """First and last day of a chosen period; nothing while none is chosen."""
    if not written:
        return "", ""
    formats, span = LocaleFormats("vi"), parse_period(written).span
    return formats.screen_day(span.since), formats.screen_day(span.until)


def _month_of(since: str, until: str) -> str:
    first, last = _read(since), _read(until)
    if (
        first is None
        or last is None
        or first.day != 1
        or (first.year, first.month) != (last.year, last.month)
    ):
        return ""
    whole = last.day == calendar.monthrange(last.year, last.month)[1]
    return f"{first.month:02d}/{first.year}" if whole else ""


def _around(since: str) -> str:
    day = _read(since)
    return f"{day.month:02d}/{day.year}" if day else ""


def _days_of(month: str) -> tuple[str, str]:
    """First and last day of a typed month; a text that is none stands as it is, for the form to name."""
    try:
        first = LocaleFormats("vi").read_month(month)
    except NotADay:
        return month, ""
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    formats = LocaleFormats("vi")
    return formats.screen_day(first), formats.screen_day(last)

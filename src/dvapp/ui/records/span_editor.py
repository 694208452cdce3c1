"""When a record happened: one day, a span of days, or a whole month."""

import calendar
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dvapp.host.formats import LocaleFormats, NotADay
from dvapp.host.i18n import _
from dvapp.ui.records.editors import DayEditor, Editor, MonthEditor
from dvapp.ui.widgets import Segmented, label

DAY, SPAN, MONTH = "day", "span", "month"


class SpanEditor(Editor):
    """Emits a pair of texts: first and last day; the last is ``""`` for a single day."""

    def __init__(self, year: int) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._year = year
        self.mode = Segmented()
        self.since = DayEditor(year)
        self.until = DayEditor(year)
        self.month = MonthEditor(year)
        self._dash = label("–", "dim")
        days = QHBoxLayout()
        days.setSpacing(8)
        days.addWidget(self.since, 1)
        days.addWidget(self._dash)
        days.addWidget(self.until, 1)
        days.addWidget(self.month, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.mode)
        layout.addLayout(days)
        self.mode.chosen.connect(self._switched)
        for part in (self.since, self.until, self.month):
            part.edited.connect(lambda _text: self.edited.emit(self.texts()))
            part.left.connect(self.left)
        self.retranslate()
        self.mode.choose(DAY)
        self._arrange()

    def retranslate(self) -> None:
        """Names of the three ways."""
        self.mode.offer([(DAY, _("One day")), (SPAN, _("Several days")), (MONTH, _("Whole month"))])
        for part in (self.since, self.until, self.month):
            part.retranslate()
        self.since.target().setAccessibleName(_("First day"))
        self.until.target().setAccessibleName(_("Last day"))
        self.month.target().setAccessibleName(_("Month"))

    def put(self, text: object) -> None:
        """Show a (first, last) pair of texts."""
        since, until = text if isinstance(text, tuple) else ("", "")
        if (since, until) == self.texts() and self.mode.code():
            return
        month = _month_of(since, until)
        self.mode.choose(MONTH if month else SPAN if until else DAY)
        self.since.put(since)
        self.until.put(until)
        self.month.put(month)
        self._arrange()

    def texts(self) -> tuple[str, str]:
        """First and last day as they stand here."""
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
        mode = self.mode.code()
        self.since.setVisible(mode != MONTH)
        self.until.setVisible(mode == SPAN)
        self._dash.setVisible(mode == SPAN)
        self.month.setVisible(mode == MONTH)

    def mark(self, state: str) -> None:
        """Colour the parts."""
        for part in (self.since, self.until, self.month):
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
        return (self.month if self.mode.code() == MONTH else self.since).edit


def _read(text: str) -> date | None:
    try:
        return LocaleFormats("vi").read_day(text)
    except NotADay:
        return None


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

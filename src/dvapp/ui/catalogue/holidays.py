"""The holidays of a year as twelve months to look at."""

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dvapp.domain.catalogue.entries import OFF, WORKED, Catalogue
from dvapp.domain.catalogue.items import Item
from dvapp.host.i18n import _, ngettext
from dvapp.services.catalogue.lists import list_items
from dvapp.services.session import Session
from dvapp.ui.calendar_sheet import CalendarSheet, DayMark
from dvapp.ui.catalogue_messages import holiday_kind_words
from dvapp.ui.widgets import icon_button, label, name_icon_button, row, scrolled

_TONES = {OFF: "error", WORKED: "warn"}


class HolidaysPane(QWidget):
    """A year's sheet, with the year to choose. ``chosen`` carries the first and last day to speak of, and the item there."""

    chosen = Signal(object, object, object)
    opened = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.year = session.year
        self._items: dict[date, Item] = {}
        self.sheet = CalendarSheet(session.year)
        self._back = icon_button("chevron-left", "", clicked=lambda: self.show_year(self.year - 1))
        self._on = icon_button("chevron-right", "", clicked=lambda: self.show_year(self.year + 1))
        self._name = label("", "heading")
        self._said = label("", "small", wrap=True)
        self._legend = label("", "small", wrap=True)
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.addWidget(self.sheet)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 8)
        layout.setSpacing(6)
        top = row(12, self._back, self._name, self._on, 12, spacing=8)
        top.addWidget(self._said, 1)
        layout.addLayout(top)
        layout.addWidget(scrolled(page), 1)
        foot = row(16)
        foot.addWidget(self._legend, 1)
        layout.addLayout(foot)
        self.sheet.moved.connect(self._tell)
        self.sheet.spanned.connect(lambda _since, _until: self._tell(self.sheet.day))
        self.sheet.chosen.connect(lambda _day: self.opened.emit())

    def refresh(self) -> None:
        """Read the holidays again."""
        self.show_year(self.year)

    def show_year(self, year: int, day: date | None = None) -> None:
        """Show another year, with the focus on a day of it."""
        if not 1945 <= year <= 2100:
            return
        self.year = year
        found = list_items(self._session, Catalogue.HOLIDAYS, date(year, 1, 1))
        self._items = {day: item for item in found for day in _days(item)}
        self.sheet.show_year(year, self._marks(), today=self._session.tools.clock.today())
        if day is not None:
            self.sheet.go(day)
        self.retranslate()
        self._tell(self.sheet.day)

    def _marks(self) -> Mapping[date, DayMark]:
        return {
            day: DayMark(
                tone=_TONES.get(item.texts.get("kind", ""), "draft"),
                words=f"{item.texts.get('name', '')} ({holiday_kind_words(item.texts.get('kind', ''))})".strip(),
                framed=item.own is not None,
            )
            for day, item in self._items.items()
        }

    def _tell(self, day: date) -> None:
        since, until = self.sheet.span
        item = self._items.get(day) if since == until else None
        days = "" if since == until else f" – {self.sheet.words_of(until)}"
        self._said.setText(f"{self.sheet.words_of(since)}{days}")
        self.chosen.emit(since, until, item)

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._name.setText(str(self.year))
        name_icon_button(self._back, _("The year before"))
        name_icon_button(self._on, _("The year after"))
        self.sheet.retranslate()
        off = sum(1 for item in self._items.values() if item.texts.get("kind") == OFF)
        words = ngettext("{count} day off", "{count} days off", off).format(count=off)
        every_year = set(self._session.pack.holidays.yearly)
        announced = any(
            item.own is not None or (day.month, day.day) not in every_year
            for day, item in self._items.items()
        )
        note = (
            ""
            if announced
            else " " + _("The holidays of this year are not in the list yet: only those of every year count.")
        )
        self._legend.setText(
            words
            + ". "
            + _("Red: day off. Amber: working day made up for. Framed: the board's own entry.")
            + note
        )


def _days(item: Item) -> list[date]:
    since, until = item.days.since, item.days.until
    assert since is not None, "a holiday has two days"
    assert until is not None, "a holiday has two days"
    return [since + timedelta(days=number) for number in range((until - since).days + 1)]

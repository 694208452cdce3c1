"""Calendar files (iCalendar, RFC 5545): whole days with a reminder, for Outlook, Thunderbird and telephones."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from dvapp.domain.calendar.calendar_days import CalendarDay, CalendarYear

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_MORNING = timedelta(hours=8)
"""When offices begin and a reminder is read."""


class IcsCalendars:
    """Writes calendars with icalendar, which folds lines at 75 octets and never inside a letter."""

    def calendar(self, year: CalendarYear) -> bytes:
        """The calendar as a file; the same bytes for the same calendar."""
        from icalendar import Calendar

        made = Calendar()
        made.add("prodid", "-//dvapp//han bao cao//VI")
        made.add("version", "2.0")
        made.add("calscale", "GREGORIAN")
        made.add("method", "PUBLISH")
        made.add("name", year.name)  # RFC 7986
        made.add("x-wr-calname", year.name)  # what programs before it read
        stamp = datetime(year.made.year, year.made.month, year.made.day, tzinfo=UTC)
        for day in year.days:
            made.add_component(_event(day, stamp))
        content: bytes = made.to_ical()
        return content


def _event(day: CalendarDay, stamp: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", day.uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", day.day)
    event.add("dtend", day.day + timedelta(days=1))  # exclusive: one whole day
    event.add("summary", day.title)
    event.add("description", day.text)
    event.add("categories", ["Hạn báo cáo"])
    event.add("transp", "TRANSPARENT")  # a deadline takes no time: the day stays free
    event.add_component(_alarm(day))
    return event


def _alarm(day: CalendarDay) -> "Alarm":
    """In the morning of the day to remind on, told from the midnight at which the event begins."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", day.title)
    alarm.add("trigger", day.remind - day.day + _MORNING)
    return alarm

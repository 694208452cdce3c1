"""The calendar file: whole days that other programs read, reminders three working days before, the same bytes always."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from dvapp.domain.calendar.calendar_days import CalendarDay, CalendarYear, calendar_year
from dvapp.domain.calendar.deadlines import deadlines_of_year, working_days_left
from dvapp.domain.codes import UnitCode
from dvapp.domain.places.boards import board_of
from dvapp.domain.places.units import Board, Level, Unit
from dvapp.exchange.calendars import IcsCalendars
from dvapp.exchange.packs import PackFolder
from dvapp.host.formats import LocaleFormats
from dvapp.host.resources import resources_folder

PACKS = PackFolder(resources_folder())
PACK = PACKS.read("ha-noi-2018")


def board() -> Board:
    unit: Unit = PACKS.units().require_board_unit(UnitCode("005"), 2018)
    return board_of(unit, PACK.boards)


def year_of(year: int = 2018) -> CalendarYear:
    return calendar_year(
        deadlines_of_year(PACK, Level.DISTRICT, year),
        board=board(),
        year=year,
        holidays=PACK.holidays,
        writing=LocaleFormats("vi"),
    )


@pytest.fixture(scope="module")
def content() -> bytes:
    return IcsCalendars().calendar(year_of())


def test_every_deadline_is_read_back_as_a_whole_day(content: bytes):
    events = Calendar.from_ical(content).walk("VEVENT")
    expected = year_of().days
    assert len(events) == len(expected)
    for event, day in zip(events, expected, strict=True):
        assert event.decoded("dtstart") == day.day
        assert type(event.decoded("dtstart")) is date
        assert event.decoded("dtend") == day.day + timedelta(days=1)
        assert str(event["summary"]) == day.title
        assert str(event["description"]) == day.text
        assert str(event["uid"]) == day.uid


def test_the_calendar_reminds_in_the_morning_three_working_days_before(content: bytes):
    for event in Calendar.from_ical(content).walk("VEVENT"):
        (alarm,) = event.walk("VALARM")
        assert str(alarm["action"]) == "DISPLAY"
        begins = event.decoded("dtstart")
        rings = datetime(begins.year, begins.month, begins.day) + alarm.decoded("trigger")  # noqa: DTZ001  # floating
        assert rings.hour == 8
        assert PACK.holidays.works(rings.date())
        assert working_days_left(rings.date(), begins, PACK.holidays) == 3


def test_lines_end_as_the_standard_says_and_are_no_longer_than_75_octets(content: bytes):
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")  # no letter is cut in two


def test_vietnamese_words_are_whole_when_lines_are_unfolded(content: bytes):
    text = content.replace(b"\r\n ", b"").decode("utf-8")
    assert "NAME:Hạn báo cáo năm 2018 – Ban Dân vận Quận uỷ Cầu Giấy" in text
    assert "SUMMARY:Hạn gửi báo cáo: BC06\\, 6 tháng đầu năm 2018" in text
    assert "trùng ngày nghỉ nên tính đến ngày 11/6/2018" in text


def test_the_same_deadlines_are_the_same_bytes(content: bytes):
    assert IcsCalendars().calendar(year_of()) == content
    stamps = {e.decoded("dtstamp") for e in Calendar.from_ical(content).walk("VEVENT")}
    assert stamps == {datetime(2018, 1, 1, tzinfo=UTC)}


def test_each_deadline_has_an_identity_of_its_own_that_stays():
    uids = [day.uid for day in year_of().days]
    assert len(set(uids)) == len(uids)
    assert not set(uids) & {day.uid for day in year_of(2019).days}
    assert "own-bc06-2018-h1-005@dvapp" in uids


def test_what_would_break_a_line_is_written_out():
    day = CalendarDay(
        uid="a@dvapp",
        day=date(2018, 6, 15),
        title="Một; hai, ba\\bốn",
        text="dòng một\ndòng hai: " + "ế" * 200,
        remind=date(2018, 6, 12),
    )
    made = IcsCalendars().calendar(CalendarYear(name="Lịch", made=date(2018, 1, 1), days=(day,)))
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert str(event["summary"]) == day.title
    assert str(event["description"]) == day.text
    assert max(map(len, made.split(b"\r\n"))) <= 75

"""Due days move to working days, and reports from below are in time, late, or not there."""

from datetime import date

import pytest
from tests.make import units

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.calendar.returns import ReturnsRule, registered, unit_returns
from dvapp.domain.calendar.workdays import Holidays, due_day
from dvapp.domain.codes import FieldCode, KindCode, RecordId, UnitCode
from dvapp.domain.recording.kinds import Choice, Field, FieldType, RecordKind
from dvapp.domain.recording.records import Record
from dvapp.domain.values import DateSpan
from dvapp.domain.words import Wording
from dvapp.exchange.packs import PackFolder
from dvapp.host.resources import resources_folder


@pytest.fixture(scope="module")
def holidays() -> Holidays:
    return PackFolder(resources_folder()).read("ha-noi-2018").holidays


@pytest.mark.parametrize(
    ("named", "working"),
    [
        ("2018-05-18", "2018-05-18"),
        ("2018-05-20", "2018-05-21"),  # a Sunday
        ("2018-02-15", "2018-02-21"),  # Tết
        ("2018-09-02", "2018-09-04"),  # a Sunday, and Monday off for it
        ("2019-01-05", "2019-01-05"),  # a Saturday that was worked
        ("2019-02-05", "2019-02-11"),  # Tết, then a weekend
        ("2026-02-14", "2026-02-23"),
        ("2031-05-01", "2031-05-02"),  # no announcement: the days of every year
        ("2031-04-30", "2031-05-02"),
    ],
)
def test_a_due_day_moves_to_the_next_working_day(holidays: Holidays, named: str, working: str):
    found = due_day(date.fromisoformat(named), holidays)
    assert found.working == date.fromisoformat(working)
    assert found.named == date.fromisoformat(named)
    assert found.moved is (named != working)


RULE = ReturnsRule(
    kind=KindCode("return"),
    units=FieldCode("units"),
    received=FieldCode("received"),
    due_of={},
    when={FieldCode("report"): "periodic"},
)
KIND = RecordKind(
    code=KindCode("return"),
    name=Wording("Nhận"),
    plural=Wording("Nhận"),
    icon="eye",
    help=Wording("…"),
    happened=Wording("Kỳ"),
    fields=(
        Field(
            code=FieldCode("report"),
            type=FieldType.CHOICE,
            label=Wording("Loại"),
            choices=(
                Choice(code="periodic", label=Wording("Định kỳ")),
                Choice(code="special", label=Wording("Khác")),
            ),
        ),
        Field(code=FieldCode("received"), type=FieldType.DATE, label=Wording("Ngày")),
        Field(code=FieldCode("units"), type=FieldType.UNITS, label=Wording("Đơn vị")),
    ),
    checks=(),
    feeds=(),
    groups={},
    summary=FieldCode("report"),
    listed=(),
    example={"happened": {"from": "2018-01-01", "to": "2018-03-31"}},
)
MAY = parse_period("2018-05")
DUE = due_day(date(2018, 5, 20), Holidays())


def came(
    day: str, *named: str, unit: str = "hn", span: DateSpan = MAY.span, report: str = "periodic"
) -> Record:
    values: dict[FieldCode, object] = {
        FieldCode("report"): report,
        FieldCode("received"): date.fromisoformat(day),
    }
    if named:
        values[FieldCode("units")] = named
    return Record(
        id=RecordId(f"{day}/{named}"),
        kind=KIND,
        unit=UnitCode(unit),
        happened=span,
        values=values,  # type: ignore[arg-type]
    )


def outcome(*records: Record) -> dict[str, tuple[date | None, int | None]]:
    below = units().below(UnitCode("hn"), date(2018, 5, 31))
    return {r.unit.code: (r.received, r.days_late) for r in unit_returns(RULE, below, records, MAY, DUE)}


def test_every_unit_is_in_time_late_or_not_there():
    found = outcome(came("2018-05-21", "001"), came("2018-05-24", "002"))
    assert found == {
        "001": (date(2018, 5, 21), 0),  # the 20th was a Sunday
        "002": (date(2018, 5, 24), 3),
        "003": (None, None),
    }


def test_the_first_report_of_a_unit_counts():
    assert outcome(came("2018-05-30", "001"), came("2018-05-10", "001", "002"))["001"][1] == 0


def test_a_record_of_the_unit_itself_needs_no_list():
    assert outcome(came("2018-05-10", unit="003"))["003"] == (date(2018, 5, 10), 0)


def test_reports_of_other_periods_and_other_kinds_do_not_count():
    april = parse_period("2018-04").span
    assert not registered(RULE, [came("2018-05-10", "001", span=april)], MAY)
    assert not registered(RULE, [came("2018-05-10", "001", report="special")], MAY)
    assert registered(RULE, [came("2018-05-10", "001")], MAY)

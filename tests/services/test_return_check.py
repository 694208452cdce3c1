"""The register of reports received takes what can be, and says what cannot or looks odd."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.app.tools import make_tools
from dvapp.domain.codes import FieldCode, UnitCode
from dvapp.domain.recording.records import InvalidRecord, Record
from dvapp.services.judging.return_check import return_faults, return_remarks
from dvapp.services.recording.records import add_record
from dvapp.services.session import Session
from dvapp.services.sheets.importing import ImportOrder, plan_import
from dvapp.services.stores import create_store

MAY = ("2018-05-01", "2018-05-31")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path: Path = tmp_path_factory.mktemp("store") / "ban.dvapp"
    made = create_store(path, board="005", year=2018, password="mật khẩu thử dài", tools=make_tools())
    yield made
    made.store.close()


def came(
    session: Session,
    received: str,
    *units: str,
    days: tuple[str, str] = MAY,
    report: str = "periodic",
    unit: str = "",
) -> Record:
    plain: dict[str, object] = {"happened": {"from": days[0], "to": days[1]}}
    if unit:
        plain["unit"] = unit
    plain["values"] = {"report": report, "received": received, **({"units": list(units)} if units else {})}
    return add_record("commune_return", plain, session=session)


def refused(session: Session, received: str, *units: str, **more: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRecord) as told:
        came(session, received, *units, **more)  # type: ignore[arg-type]
    return [(fault.field, fault.code) for fault in told.value.faults]


def test_a_commune_of_the_board_is_taken(session: Session):
    assert came(session, "2018-05-16", "00157", "00160").values[FieldCode("units")] == ("00157", "00160")
    assert came(session, "2018-05-21", unit="00163").unit == "00163"


def test_a_commune_of_another_district_is_refused_beside_the_field(session: Session):
    stranger = next(u for u in session.units.below(UnitCode("001"), date(2018, 5, 31)))
    assert refused(session, "2018-05-16", "00157", stranger.code) == [("units", "unit_not_below")]
    assert refused(session, "2018-05-16", unit=stranger.code) == [("unit", "unit_not_below")]


def test_the_board_does_not_report_to_itself(session: Session):
    assert refused(session, "2018-05-16", "005") == [("units", "unit_not_below")]


def test_days_that_are_no_period_are_refused(session: Session):
    for days in (("2018-05-02", "2018-05-31"), ("2018-02-01", "2018-04-30"), ("2018-05-15", "2018-05-15")):
        assert refused(session, "2018-06-16", "00157", days=days) == [("happened", "not_a_period")]


def test_a_special_report_may_be_of_any_days(session: Session):
    kept = came(session, "2018-05-20", "00157", days=("2018-05-02", "2018-05-19"), report="special")
    assert kept.happened.days == 18


def test_no_report_comes_before_its_period_begins(session: Session):
    assert refused(session, "2018-04-30", "00157") == [("received", "received_before")]


def test_one_that_came_before_the_end_is_told_with_the_due_day(session: Session):
    (remark,) = return_remarks(came(session, "2018-05-16", "00157"), session)
    assert (remark.field, remark.code) == ("received", "received_early_due")
    assert remark.details == {"until": date(2018, 5, 31), "due": date(2018, 5, 17)}
    assert list(return_remarks(came(session, "2018-06-04", "00160"), session)) == []


def test_a_return_of_nobody_is_told(session: Session):
    (remark,) = return_remarks(came(session, "2018-06-04"), session)
    assert (remark.field, remark.code) == ("units", "nobody_reported")


def test_a_day_still_to_come_is_told(session: Session):
    (remark,) = return_remarks(came(session, "2999-01-01", "00157"), session)
    assert remark.code == "received_later"


@given(st.dates(date(2018, 1, 1), date(2018, 12, 31)), st.dates(date(2018, 1, 1), date(2018, 12, 31)))
def test_only_whole_periods_count_in_the_register(session: Session, one: date, other: date):
    from dataclasses import replace

    from dvapp.domain.calendar.periods import period_of
    from dvapp.domain.values import DateSpan

    span = DateSpan(since=min(one, other), until=max(one, other))
    record = Record(
        id="r",  # type: ignore[arg-type]
        kind=session.pack.kind("commune_return"),
        unit=session.store.info.board,
        happened=span,
        values={"report": "periodic", "received": span.until, "units": ("00157",)},  # type: ignore[dict-item]
    )
    codes = {fault.code for fault in return_faults(record, session)}
    assert ("not_a_period" in codes) == (period_of(span) is None)
    special = replace(record, values={**record.values, "report": "special"})  # type: ignore[dict-item]
    assert list(return_faults(special, session)) == []


def test_an_import_refuses_the_same_beside_its_cells(session: Session, tmp_path: Path):
    stranger = next(u for u in session.units.below(UnitCode("001"), date(2018, 5, 31)))
    sheet = tmp_path / "so nhan.csv"
    rows = [
        "Từ ngày;Đến ngày;Loại báo cáo;Ngày nhận;Đơn vị",
        "01/05/2018;31/05/2018;Báo cáo định kỳ;16/05/2018;Phường Nghĩa Đô",
        "01/05/2018;30/05/2018;Báo cáo định kỳ;16/05/2018;Phường Nghĩa Tân",
        "01/05/2018;31/05/2018;Báo cáo định kỳ;16/04/2018;Phường Mai Dịch",
        f"01/05/2018;31/05/2018;Báo cáo định kỳ;16/05/2018;{stranger.name}",
    ]
    sheet.write_text("\n".join(rows), encoding="utf-8")
    plan = plan_import(session, ImportOrder(path=sheet, kind="commune_return"))
    by_row = {one.row: one.code for one in plan.refused}
    assert by_row.keys() == {2, 3, 4}
    assert (by_row[2], by_row[3]) == ("not_a_period", "received_before")

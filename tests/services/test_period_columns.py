"""Sheets with a column for each month, quarter or other period: each column is read into its own period."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.services.test_broken_sheets import RUBBISH
from tests.services.test_wide_sheets import book, figures, plan_of, whole_of

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.recording.plain import plain_values
from dvapp.domain.sheets.importing import CellFate
from dvapp.domain.sheets.period_columns import period_over
from dvapp.services.recording.records import add_record, list_records
from dvapp.services.sheets.importing import carry_out
from dvapp.services.stores import create_store

YEAR = "SỐ LIỆU NĂM 2018"
MONTHS = tuple(f"Tháng {number}" for number in range(1, 13))


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kho")
    made = create_store(folder / "kho.dvapp", board="016", year=2018, password="mat khau", tools=make_tools())
    yield made
    made.store.close()


def plan(session, folder: Path, *rows, title=YEAR, more=None, **order):
    return plan_of(session, book(rows, title=title, more=more), folder, **order)


def said(plan) -> dict[tuple[str, str], object]:
    """Of every record its unit, its last day, and what it says."""
    return {
        (str(one.record.unit), f"{one.record.happened.until:%d/%m}"): (
            figures(one.record) if plan.kind.by_period else plain_values(one.record.values)
        )
        for one in (*plan.fresh, *plan.changed, *plan.same)
    }


def test_each_month_of_a_year_is_a_record_of_its_own(session, tmp_path):
    rows = (
        ("STT", "Xã", *MONTHS, "Cộng"),
        (1, "Xã Bắc Sơn", *range(12), 66),
        (2, "Minh Trí", None, 0, *range(10), 45),
    )
    found = plan(session, tmp_path, *rows, kind="petitions", title="SỐ ĐƠN KHIẾU NẠI THEO THÁNG NĂM 2018")
    counts = whole_of(found)
    assert (found.refused, found.series, found.series_from_title) == ((), "complaints", True)
    assert said(found)["00379", "31/12"] == {"complaints": 11}
    assert said(found)["00382", "28/02"] == {"complaints": 0}
    assert ("00382", "31/01") not in said(found)  # blank is not zero
    assert counts == {CellFate.READ: 13 + 12, CellFate.TOTAL: 2, CellFate.UNREAD: 2}


def test_figures_with_their_quarters_under_them_are_read_by_figure_and_quarter(session, tmp_path):
    def merged(_workbook, sheet):
        sheet.merge_range(2, 0, 3, 0, "Xã, thị trấn")
        sheet.merge_range(2, 1, 2, 4, "F02")
        sheet.merge_range(2, 5, 2, 8, "Số lượt người tham dự đối thoại (F04)")

    quarters = ("Quý I", "Quý 2", "Q3", "Quý IV/2018")
    rows = ((), ("", *quarters, *quarters), ("TT. Sóc Sơn", 1, 2, 3, 4, 10, 20, 30, 40))
    found = plan(session, tmp_path, *rows, more=merged)
    whole_of(found)
    assert found.refused == ()
    assert said(found) == {
        ("00376", "31/03"): {"F02": 1, "F04": 10},
        ("00376", "30/06"): {"F02": 2, "F04": 20},
        ("00376", "30/09"): {"F02": 3, "F04": 30},
        ("00376", "31/12"): {"F02": 4, "F04": 40},
    }


def test_months_may_stand_above_the_figures_and_as_days_or_bare_numbers(session, tmp_path):
    def merged(workbook, sheet):
        sheet.merge_range(2, 1, 2, 2, "Tháng 7/2018")
        day = workbook.add_format({"num_format": "mm/yyyy"})
        sheet.merge_range(2, 3, 2, 4, "")
        sheet.write_datetime(2, 3, datetime(2018, 8, 1), day)  # noqa: DTZ001

    above = plan(
        session, tmp_path, (), ("Xã", "F02", "F04", "F02", "F04"), ("Bắc Sơn", 1, 2, 3, 4), more=merged
    )
    assert said(above) == {("00379", "31/07"): {"F02": 1, "F04": 2}, ("00379", "31/08"): {"F02": 3, "F04": 4}}

    def numbers(_workbook, sheet):
        sheet.merge_range(2, 1, 2, 3, "Tháng")

    bare = plan(session, tmp_path, (), ("Xã", 1, 2, 3), ("Bắc Sơn", 5, 6, 7), more=numbers, figure="F02")
    assert said(bare) == {
        ("00379", f"{day}"): {"F02": n} for day, n in (("31/01", 5), ("28/02", 6), ("31/03", 7))
    }


def test_the_figures_of_one_commune_stand_below_each_other(session, tmp_path):
    rows = (
        ("TT", "Chỉ tiêu", "Quý I", "Quý II", "6 tháng đầu năm"),
        (1, "F02", 2, 3, 5),
        (2, "Chỉ tiêu lạ", 1, 1, 2),
    )
    found = plan(session, tmp_path, *rows, title="UBND XÃ MINH TRÍ - NĂM 2018")
    whole_of(found)
    assert (found.unit, found.unit_from_title) == ("00382", True)
    assert said(found) == {("00382", "31/03"): {"F02": 2}, ("00382", "30/06"): {"F02": 3}}
    assert [(one.cell, one.code) for one in found.refused] == [("B5", "cell_unknown_choice")]
    named = plan(session, tmp_path, *rows[:2], title=YEAR, unit="Xã Bắc Sơn")
    assert set(said(named)) == {("00379", "31/03"), ("00379", "30/06")}


def test_a_longer_period_is_compared_with_the_shorter_ones_and_never_counted(session, tmp_path):
    head = ("Xã", "Tháng 1", "Tháng 2", "Tháng 3", "Quý I", "Tháng 4", "Cả năm 2018")
    found = plan(
        session, tmp_path, head, ("Bắc Sơn", 1, 2, 3, 6, 4, 9), ("Minh Trí", 1, 1, 1, 1, 2, 5), figure="F02"
    )
    whole_of(found)
    assert [(one.cell, one.code) for one in found.refused] == [("G4", "total_differs_periods")]
    assert len(found.fresh) == 8  # the last number of its months may stand for a quarter: figures of a day do


def test_what_is_counted_is_not_guessed_and_is_said_once(own, tmp_path):
    rows = (("Xã", "Tháng 1", "Tháng 2"), ("Bắc Sơn", 1, 2), ("Minh Trí", 3, "1,234"))
    found = plan(own, tmp_path, *rows)
    counts = whole_of(found)
    assert [(one.cell, one.code) for one in found.refused] == [("B3", "period_no_figure")]
    assert (found.fresh, counts) == ((), {CellFate.HELD: 6})
    told = plan(own, tmp_path, *rows, figure="F02")
    assert [(one.cell, one.code) for one in told.refused] == [("C5", "cell_two_ways")]
    assert whole_of(told)[CellFate.READ] == 5  # the bad cell holds back itself alone
    carry_out(own, told, good_only=True)
    again = plan(own, tmp_path, *rows, figure="F02")
    assert (len(again.same), again.fresh, again.changed) == (3, (), ())


def test_two_strange_figures_over_the_same_months_are_not_taken_for_one(session, tmp_path):
    def merged(_workbook, sheet):
        sheet.merge_range(2, 1, 2, 2, "Việc lạ")
        sheet.merge_range(2, 3, 2, 4, "Việc khác")

    rows = ((), ("Xã", *MONTHS[:2], *MONTHS[:2]), ("Bắc Sơn", 1, 2, 3, 4))
    assert "table_head_not_found" in str(_refusal(session, tmp_path, rows, merged))
    told = plan(session, tmp_path, *rows, more=merged, agreed={"Việc lạ": "F02", "Việc khác": "F04"})
    assert said(told) == {("00379", "31/01"): {"F02": 1, "F04": 3}, ("00379", "28/02"): {"F02": 2, "F04": 4}}


def _refusal(session, folder, rows, more):
    from dvapp.domain.errors import DvError

    with pytest.raises(DvError) as refusal:
        plan(session, folder, *rows, more=more)
    return refusal.value.code


def test_agreed_columns_are_of_the_year_that_the_next_sheet_names(own, tmp_path):
    rows = (("Xã", "Tháng 1", "Tháng 2"), ("Bắc Sơn", 1, 2))
    agreed = {"Tháng 1": "F02@2018-01", "Tháng 2": "F02@2018-02"}
    carry_out(own, plan(own, tmp_path, *rows, agreed=agreed))
    older = plan(own, tmp_path, *rows, title="SỐ LIỆU NĂM 2017")
    assert older.recognized
    assert {one.record.happened.until.year for one in older.fresh} == {2017}


def test_a_sheet_of_one_field_leaves_the_others_as_they_are(own, tmp_path):
    plain = {
        "unit": "00379",
        "happened": "2018-01",
        "values": {"complaints": 1, "competent": 1, "settled": 1},
    }
    add_record("petitions", plain, session=own)
    rows = (("Xã", "Tháng 1", "Tháng 2"), ("Bắc Sơn", 2, 3))
    carry_out(own, plan(own, tmp_path, *rows, kind="petitions", figure="complaints"))
    kept = [plain_values(one.record.values) for one in list_records(own) if one.record]
    assert sorted(kept, key=str) == [{"complaints": 2, "competent": 1, "settled": 1}, {"complaints": 3}]


@pytest.mark.parametrize(
    ("told", "kind", "number", "rest"),
    [
        (("F02", "Quý III"), PeriodKind.QUARTER, 3, ["F02"]),
        (("Năm 2018", "Tháng 01"), PeriodKind.MONTH, 1, []),
        (("Chia theo tháng", "T7"), PeriodKind.MONTH, 7, []),
        (("9 tháng đầu năm 2018",), PeriodKind.NINE_MONTHS, 1, []),
        (("6 tháng cuối năm",), PeriodKind.HALF, 2, []),
        (("12/2018",), PeriodKind.MONTH, 12, []),
    ],
)
def test_periods_are_known_as_offices_write_them(told, kind, number, rest):
    assert period_over(told, 2018) == (Period(kind=kind, year=2018, number=number), rest)


@pytest.mark.parametrize(
    "told", [("Nam",), ("Năm",), ("Tháng 13",), ("T",), ("7",), ("Quý danh",), ("Năm 2017 và 2018",)]
)
def test_what_only_looks_like_a_period_is_none(told):
    assert period_over(told, 2018) is None


@settings(max_examples=15, deadline=None)
@given(rows=st.lists(st.tuples(*[RUBBISH] * 5), min_size=1, max_size=6))
def test_no_cell_of_a_sheet_of_periods_is_lost_in_silence(session, tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("rác")
    head = ("Xã", "Tháng 1", "Tháng 2", "Quý I", "Ghi chú")
    found = plan(session, folder, head, ("Bắc Sơn", 1, 2, 3, ""), *rows, figure="F02")
    whole_of(found)

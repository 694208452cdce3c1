"""The grid of figures: what each cell says, what can be typed into it, and that nothing is counted twice."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import Period, parse_period
from dvapp.domain.codes import FieldCode, IndicatorCode, UnitCode
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.figures.unit_figures import Given, TypedFigure
from dvapp.domain.papers.reports import FigureState
from dvapp.domain.recording.plain import plain_record
from dvapp.domain.recording.records import InvalidRecord
from dvapp.domain.values import NOT_APPLICABLE
from dvapp.services.figures.grid import CellSource, GridCell, UnitGrid, unit_grid
from dvapp.services.figures.grid_typing import CellEdit, Typed, type_figures
from dvapp.services.recording.records import add_record, list_records, remove_record
from dvapp.services.session import Session
from dvapp.services.stores import create_store, open_session

PASSWORD = "mật khẩu thử dài"
Q3, JULY, SEPTEMBER, YEAR = (parse_period(text) for text in ("2018-Q3", "2018-07", "2018-09", "2018"))
WARD, OTHER, BOARD = (UnitCode(code) for code in ("00157", "00160", "005"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("grid") / "x.dvapp"
    made = create_store(path, board="005", year=2018, password=PASSWORD, tools=make_tools())
    yield made
    made.store.close()


@pytest.fixture
def session(store: Session) -> Iterator[Session]:
    """The store, empty again after each test: a new one takes long, for the sake of its password."""
    yield store
    for listed in list_records(store):
        remove_record(listed.id, session=store)


def fresh(session: Session, period: Period) -> UnitGrid:
    """The grid as it is made from nothing but the records."""
    table = FigureTable(
        pack=session.pack,
        board=session.store.info.board,
        units=session.units,
        records=[one.record for one in list_records(session) if one.record is not None],
        period=period,
        write=session.tools.formats.number,
    )
    return UnitGrid(table, session.pack, session.board.unit)


def edit(code: str, number: Given | None, unit: UnitCode = WARD, **more: object) -> CellEdit:
    return CellEdit(unit=unit, indicator=IndicatorCode(code), number=number, **more)  # type: ignore[arg-type]


def type_(session: Session, *edits: CellEdit, period: Period = Q3) -> Typed:
    return type_figures(session, period, edits)


def cell(session: Session, code: str, unit: UnitCode = WARD, period: Period = Q3) -> GridCell:
    return unit_grid(session, period).cell(unit, IndicatorCode(code))


def value(session: Session, code: str, unit: UnitCode = WARD, period: Period = Q3) -> object:
    figure = cell(session, code, unit, period).figure
    return NOT_APPLICABLE if figure.state is FigureState.NOT_APPLICABLE else figure.value


def codes(typed: Typed) -> list[str]:
    return [refusal.code for refusal in typed.refused]


def dialogue(session: Session, count: int, *, unit: str = WARD, happened: str = "2018-08-15") -> None:
    values = {"level": "district", "subject": "Đối thoại", "sessions": count}
    add_record("dialogue", {"unit": unit, "happened": happened, "values": values}, session=session)


# --- what a cell says --------------------------------------------------------------------------------------------------


def test_the_board_stands_first_and_its_units_in_vietnamese_order(session: Session):
    names = [unit.short_name for unit in unit_grid(session, Q3).units]
    assert names[:5] == ["Cầu Giấy", "Dịch Vọng", "Dịch Vọng Hậu", "Mai Dịch", "Nghĩa Đô"]


def test_a_typed_number_is_the_unit_s_figure_and_part_of_the_board_s(session: Session):
    assert type_(session, edit("F02", 4), edit("F02", 3, OTHER)).kept == 2
    assert value(session, "F02") == 4
    assert cell(session, "F02").source is CellSource.TYPED
    total = unit_grid(session, Q3).total(IndicatorCode("F02"))
    assert (total.value, set(total.givers)) == (7, {WARD, OTHER})


def test_formulas_of_a_unit_are_computed_from_its_own_numbers_with_the_arithmetic(session: Session):
    type_(session, edit("F02", 4), edit("F03", 2), edit("F03", 9, OTHER))
    found = cell(session, "F01")
    assert (found.source, found.figure.value, found.figure.formula) == (CellSource.COMPUTED, 6, "4 + 2 = 6")
    assert unit_grid(session, Q3).total(IndicatorCode("F01")).value == 15


def test_a_share_of_the_board_is_computed_from_sums_and_never_averaged(session: Session):
    type_(session, edit("E14", 10), edit("E15", 1), edit("E14", 90, OTHER), edit("E15", 90, OTHER))
    assert (value(session, "E16"), value(session, "E16", OTHER)) == (Decimal("10.0"), Decimal("100.0"))
    assert unit_grid(session, Q3).total(IndicatorCode("E16")).value == Decimal("91.0")


def test_the_period_before_and_that_of_the_year_before_stand_beside(session: Session):
    type_(session, edit("F02", 4))
    type_(session, edit("F02", 3), period=parse_period("2018-Q2"))
    type_(session, edit("F02", 5), period=parse_period("2017-Q3"))
    found = cell(session, "F02")
    assert (found.figure.value, found.before.value, found.year_before.value) == (4, 3, 5)


def test_the_three_states_of_a_cell_are_kept_apart(session: Session):
    type_(session, edit("F02", 0), edit("F03", NOT_APPLICABLE))
    assert (value(session, "F02"), value(session, "F03"), value(session, "F11")) == (0, NOT_APPLICABLE, None)
    assert unit_grid(session, Q3).filled(WARD)[0] == 2
    assert unit_grid(session, Q3).filled(OTHER)[0] == 0


@pytest.mark.parametrize(
    ("code", "why"),
    [("F01", "computed"), ("A03", "catalogue"), ("C13", "text"), ("A11", "catalogue"), ("F10", "distinct")],
)
def test_a_cell_that_one_cannot_type_says_why(session: Session, code: str, why: str):
    assert cell(session, code).why_fixed == why
    assert codes(type_(session, edit(code, 1))) == [why]


def test_a_city_s_own_figures_are_asked_of_the_city_alone(tmp_path: Path):
    city = create_store(tmp_path / "hn.dvapp", board="hn", year=2018, password=PASSWORD, tools=make_tools())
    try:
        grid = unit_grid(city, Q3)
        assert len(grid.units) == 31
        cells = {unit: grid.cell(UnitCode(unit), IndicatorCode("A03")).figure for unit in ("hn", "005")}
        assert cells["hn"].state is FigureState.NOT_APPLICABLE
        assert cells["005"].value == 8
    finally:
        city.store.close()


# --- typing ------------------------------------------------------------------------------------------------------------


def test_good_numbers_are_kept_though_others_are_refused_each_with_its_reason(session: Session):
    done = type_(
        session,
        edit("F02", 4),
        edit("F01", 4),
        edit("F03", Decimal("2.5")),
        edit("F04", -1),
        edit("ZZ9", 1),
        edit("F05", 1, UnitCode("001")),
        edit("F06", None, note="chưa rõ"),
        edit("H13", Decimal("2.5")),
    )
    assert done.kept == 2
    refused = [
        "computed",
        "not_whole",
        "too_small",
        "unknown_indicator",
        "unit_elsewhere",
        "note_needs_number",
    ]
    assert codes(done) == refused
    assert (value(session, "F02"), value(session, "H13")) == (4, Decimal("2.5"))


def test_a_period_of_a_year_that_the_store_does_not_keep_is_refused(session: Session):
    assert codes(type_(session, edit("F02", 4), period=parse_period("2016-Q3"))) == ["outside_year"]


def test_all_numbers_of_a_unit_and_period_lie_in_one_record_in_the_order_of_the_catalogue(session: Session):
    type_(session, edit("H13", 1), edit("A01", 2), edit("F02", 3))
    type_(session, edit("B01", 0))
    (listed,) = list_records(session, kind="unit_figures")
    assert listed.record is not None
    rows = plain_record(listed.record)["values"]["figures"]  # type: ignore[index]
    assert [row["indicator"] for row in rows] == ["A01", "B01", "F02", "H13"]


def test_clearing_the_last_number_takes_the_record_away(session: Session):
    type_(session, edit("F02", 4))
    assert type_(session, edit("F02", None)).kept == 1
    assert list_records(session, kind="unit_figures") == ()
    assert value(session, "F02") is None


def test_typing_what_stands_there_writes_nothing(session: Session):
    type_(session, edit("F02", 4, note="hai cuộc"))
    with session.store.reading() as read:
        before = read.records.last_write()
    done = type_(session, edit("F02", 4), edit("F03", None))
    with session.store.reading() as read:
        assert read.records.last_write() == before
    assert (done.kept, done.undo) == (2, ())


def test_a_note_stays_until_it_is_changed_and_goes_with_its_number(session: Session):
    def note() -> str:
        typed = cell(session, "F02").typed
        return "" if typed is None else typed.note

    type_(session, edit("F02", 4, note="hai cuộc"))
    type_(session, edit("F02", 5))
    assert note() == "hai cuộc"
    type_(session, edit("F02", 5, note=""))
    assert note() == ""


def test_two_numbers_for_times_that_overlap_are_refused_and_both_periods_are_named(session: Session):
    type_(session, edit("F02", 4))
    done = type_(session, edit("F02", 1), edit("F03", 1), period=JULY)
    assert (done.kept, codes(done)) == (1, ["other_period"])
    assert cell(session, "F02", period=JULY).why_fixed == "other_period"
    details = done.refused[0].details
    assert (details["number"], getattr(details["period"], "vi", None)) == (4, "quý III năm 2018")


def test_a_stock_may_be_given_anew_at_a_later_time_but_not_otherwise_for_the_same(session: Session):
    type_(session, edit("N01", 8), period=SEPTEMBER)
    assert codes(type_(session, edit("N01", 9))) == ["other_period"]
    assert type_(session, edit("N01", 8)).kept == 1
    assert type_(session, edit("N01", 9), period=parse_period("2018-12")).kept == 1
    assert (value(session, "N01"), value(session, "N01", period=YEAR)) == (8, 9)


def test_where_records_count_no_number_is_typed_and_a_contradiction_can_be_cleared(session: Session):
    type_(session, edit("F02", 15))
    dialogue(session, 12)
    found = cell(session, "F02")
    assert (found.source, found.figure.value, found.conflict) == (CellSource.RECORDS, 12, True)
    assert found.typed is not None
    assert found.typed.number == 15
    assert [one.indicator for one in unit_grid(session, Q3).conflicts()] == ["F02"]
    assert codes(type_(session, edit("F02", 12))) == ["records"]
    assert type_(session, edit("F02", None)).kept == 1
    assert not cell(session, "F02").conflict


def test_another_unit_s_records_leave_a_cell_open(session: Session):
    dialogue(session, 12, unit=OTHER)
    assert cell(session, "F02").why_fixed == ""
    assert cell(session, "F02", OTHER).why_fixed == "records"


# --- taking back -------------------------------------------------------------------------------------------------------


def test_what_was_typed_can_be_taken_back_and_typed_again(session: Session):
    type_(session, edit("F02", 4, note="cũ"))
    done = type_(session, edit("F02", 5, note="mới"), edit("F03", 1), edit("F02", None))
    back = type_(session, *done.undo)
    assert (back.refused, value(session, "F02"), value(session, "F03")) == ((), 4, None)
    assert cell(session, "F02").typed is not None
    again = type_(session, *back.undo)
    assert (again.refused, value(session, "F02"), value(session, "F03")) == ((), None, 1)


def test_taking_back_never_writes_over_what_somebody_else_typed_meanwhile(session: Session):
    done = type_(session, edit("F02", 4))
    other = open_session(session.store.path, password=PASSWORD, tools=make_tools())
    try:
        type_(other, edit("F02", 6))
    finally:
        other.store.close()
    assert codes(type_(session, *done.undo)) == ["changed_since"]
    assert value(session, "F02") == 6


def test_an_edit_may_demand_that_the_cell_is_still_blank(session: Session):
    assert type_(session, edit("F02", 4, was=None)).kept == 1
    assert codes(type_(session, edit("F02", 5, was=None))) == ["changed_since"]
    kept = cell(session, "F02").typed
    assert isinstance(kept, TypedFigure)
    assert type_(session, edit("F02", 5, was=kept)).kept == 1


# --- records of the kind in forms and sheets ---------------------------------------------------------------------------


def figures(happened: object, *rows: tuple[str, object]) -> dict[str, object]:
    listed = [{"indicator": code, "number": number} for code, number in rows]
    return {"unit": WARD, "happened": happened, "values": {"figures": listed}}


def faults(session: Session, plain: dict[str, object]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRecord) as refused:
        add_record("unit_figures", plain, session=session)
    return [(fault.field, fault.code) for fault in refused.value.faults]


def test_a_record_may_name_its_period_and_must_be_of_a_whole_one(session: Session):
    kept = add_record("unit_figures", figures("2018-Q3", ("F02", 4)), session=session)
    assert kept.happened == Q3.span
    wrong = figures({"from": "2018-07-02", "to": "2018-09-30"}, ("F02", 4))
    assert faults(session, wrong) == [("happened", "not_a_period")]


def test_a_record_is_held_to_the_same_rules_as_the_grid(session: Session):
    type_(session, edit("F02", 4), edit("A01", 2))
    plain = figures("2018-07", ("F02", 1), ("F03", "2.5"), ("A06", 1))
    place = "figures[{}].number"
    assert faults(session, plain) == [(place.format(0), "other_period"), (place.format(1), "not_whole")]
    again = figures("2018-Q3", ("F02", 4))
    assert faults(session, again) == [("figures[0].indicator", "row_elsewhere")]
    twice = figures("2018-Q4", ("F02", 1), ("F02", 2))
    assert faults(session, twice) == [("figures[1].indicator", "row_twice")]


def test_removing_a_record_blanks_its_cells(session: Session):
    kept = add_record("unit_figures", figures("2018-Q3", ("F02", 4)), session=session)
    assert value(session, "F02") == 4
    remove_record(kept.id, session=session)
    assert value(session, "F02") is None


# --- any sequence of edits ---------------------------------------------------------------------------------------------

some_edits = st.lists(
    st.tuples(
        st.sampled_from(["F02", "F03", "N01"]),
        st.sampled_from([WARD, OTHER]),
        st.sampled_from([Q3, JULY, SEPTEMBER]),
        st.one_of(st.none(), st.integers(0, 3), st.just(NOT_APPLICABLE)),
    ),
    max_size=8,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some_edits)
def test_taking_everything_back_ends_where_it_began_and_grids_renewed_say_what_fresh_ones_say(
    session: Session, steps: list[tuple[str, UnitCode, Period, Given | None]]
):
    undo = []
    for code, unit, period, number in steps:
        done = type_(session, edit(code, number, unit), period=period)
        undo.append((period, done.undo))
    kept = {period: seen(unit_grid(session, period)) for period in (Q3, JULY, SEPTEMBER, YEAR)}
    assert {period: seen(fresh(session, period)) for period in kept} == kept
    for period, edits in reversed(undo):
        assert type_(session, *edits, period=period).refused == ()
    assert list_records(session, kind="unit_figures") == ()


def seen(grid: UnitGrid) -> list[object]:
    found = [
        (cell.figure.state, cell.figure.value, cell.source, cell.conflict, cell.why_fixed, cell.before.value)
        for unit in (WARD, OTHER, BOARD)
        for code in ("F01", "F02", "F03", "N01")
        for cell in [grid.cell(unit, IndicatorCode(code))]
    ]
    return [*found, *(grid.total(IndicatorCode(code)).value for code in ("F01", "F02", "N01"))]


def test_notes_and_sources_of_a_record_survive_typing_into_the_grid(session: Session):
    plain = figures("2018-Q3", ("F02", 4))
    plain["values"] = {**plain["values"], "source": "Báo cáo số 12"}  # type: ignore[dict-item]
    kept = add_record("unit_figures", plain, session=session)
    type_(session, edit("F02", None))
    (listed,) = list_records(session, kind="unit_figures")
    assert listed.record is not None
    assert (listed.id, listed.record.values) == (kept.id, {FieldCode("source"): "Báo cáo số 12"})
    type_(session, edit("F03", 1))
    (listed,) = list_records(session, kind="unit_figures")
    assert listed.id == kept.id

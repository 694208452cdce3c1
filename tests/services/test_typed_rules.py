"""Rules while a record is typed, in a real store: what it breaks and mends, told before it is kept as it is after."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import FieldCode, RecordId, UnitCode
from dvapp.domain.errors import BreachIsError, ReasonEmpty
from dvapp.domain.figures.unit_figure_errors import UnitNotInGrid
from dvapp.domain.judging.rules import RuleLevel
from dvapp.domain.recording.partial import valid_part
from dvapp.domain.recording.plain import read_record
from dvapp.domain.recording.records import Record
from dvapp.domain.values import Row
from dvapp.services.judging.rule_check import (
    check_period,
    explain_everywhere,
    records_behind,
    report_reasons,
    require_unit,
)
from dvapp.services.judging.rules import breaches, unit_breaches
from dvapp.services.judging.typed_rules import RuleNews, Turn, stored_record, typed_breaches
from dvapp.services.recording.records import add_record, list_records, remove_record, save_record
from dvapp.services.session import Session, new_record_id
from dvapp.services.stores import create_store

Q2, Q3 = parse_period("2018-Q2"), parse_period("2018-Q3")
WARD = UnitCode("00166")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path: Path = tmp_path_factory.mktemp("rules") / "x.dvapp"
    made = create_store(path, board="005", year=2018, password="mật khẩu thử dài", tools=make_tools())
    yield made
    made.store.close()


@pytest.fixture
def session(store: Session) -> Iterator[Session]:
    yield store
    sweep(store)


def sweep(session: Session) -> None:
    for listed in list_records(session):
        remove_record(listed.id, session=session)


def inspection(session: Session, day: str, unit: str | None = None, **values: Any) -> Record:
    plain: dict[str, Any] = {"happened": day, "values": {"form": "surprise", **values}}
    if unit is not None:
        plain["unit"] = unit
    kind = session.pack.kind("inspection")
    return read_record(kind, plain, record_id=new_record_id(), board=session.store.info.board)


def petitions(session: Session, month: str, **values: Any) -> Record:
    kind = session.pack.kind("petitions")
    whole = {
        "complaints": 0,
        "denunciations": 0,
        "proposals": 0,
        "competent": 0,
        "settled": 0,
        "forwarded": 0,
    }
    plain = {"happened": month, "values": whole | values}
    return read_record(kind, plain, record_id=new_record_id(), board=session.store.info.board)


def typed(session: Session, unit: str, span: tuple[str, str], **numbers: Any) -> RecordId:
    rows = [{"indicator": code, **cell} for code, cell in numbers.items()]
    plain = {"unit": unit, "happened": {"from": span[0], "to": span[1]}, "values": {"figures": rows}}
    return add_record("unit_figures", plain, session=session).id


def told(news: tuple[RuleNews, ...]) -> list[tuple[str, str, list[str]]]:
    return [(n.turn.value, n.breach.rule, [period.written for period, _breach in n.told]) for n in news]


# --- breaking and mending ------------------------------------------------------------------------------------------------


def test_what_a_new_record_breaks_is_told_before_it_is_kept_with_its_arithmetic(session: Session):
    save_record(inspection(session, "2018-05-10", units_count=3), session=session)
    new = inspection(session, "2018-08-20", units_count=12)
    (news,) = typed_breaches(session, new.id, new, opened=None)
    assert told((news,)) == [("breaks", "change.B01", ["2018-Q3"])]
    assert "12 − 3 = 9, tăng 09 cơ quan, đơn vị (300%) so với quý II năm 2018" in news.breach.sentence.vi
    assert breaches(session, period=Q3) == ()
    assert len(list_records(session)) == 1


def test_an_opening_that_is_not_the_closing_of_last_december_is_told_in_january(session: Session):
    save_record(
        petitions(session, "2017-12", carried=0, complaints=9, competent=9, settled=4), session=session
    )
    january = petitions(session, "2018-01", carried=3, complaints=2, competent=2, settled=1)
    found = {n.breach.rule: n for n in typed_breaches(session, january.id, january, opened=None)}
    news = found["petitions_opening"]
    assert (news.turn, news.period.written) == (Turn.BREAKS, "2018-01")
    assert news.breach.sentence.vi.endswith("3, khác 9 − 4 − 0 = 5")
    right = replace(january, values={**january.values, FieldCode("carried"): 5})
    assert "petitions_opening" not in {
        n.breach.rule for n in typed_breaches(session, right.id, right, opened=None)
    }


def test_a_correction_is_told_as_mended_also_after_the_form_kept_itself(session: Session):
    save_record(
        petitions(session, "2018-06", carried=0, complaints=9, competent=9, settled=4), session=session
    )
    wrong = petitions(session, "2018-07", carried=3, complaints=2, competent=2, settled=1)
    save_record(wrong, session=session)
    opened = stored_record(session, wrong.id)
    right = replace(wrong, values={**wrong.values, FieldCode("carried"): 5})
    before = typed_breaches(session, right.id, right, opened=opened)
    assert ("mends", "petitions_opening") in [(n.turn.value, n.breach.rule) for n in before]
    save_record(right, session=session)
    assert typed_breaches(session, right.id, right, opened=opened) == before


def test_a_record_moved_to_another_month_is_judged_in_both(session: Session):
    save_record(
        petitions(session, "2018-06", carried=0, complaints=9, competent=9, settled=4), session=session
    )
    wrong = petitions(session, "2018-07", carried=3)
    save_record(wrong, session=session)
    moved = replace(wrong, happened=parse_period("2018-09").span)
    news = {n.breach.rule: n for n in typed_breaches(session, wrong.id, moved, opened=wrong)}
    assert news["petitions_opening"].period.written == "2018-07"
    assert news["petitions_opening"].turn is Turn.MENDS


def test_only_rules_that_the_record_touches_are_told(session: Session):
    save_record(
        petitions(session, "2018-06", carried=0, complaints=9, competent=9, settled=4), session=session
    )
    save_record(petitions(session, "2018-07", carried=3), session=session)
    other = inspection(session, "2018-07-10", units_count=1, visits=1)
    assert typed_breaches(session, other.id, other, opened=None) == ()


def test_the_period_in_work_is_judged_where_the_record_counts_in_it(session: Session):
    row = petitions(session, "2018-07", carried=0, complaints=1, competent=5)
    save_record(row, session=session)
    half, first = parse_period("2018-H2"), parse_period("2018-H1")
    worse = replace(row, values={**row.values, FieldCode("settled"): 1})
    (news,) = [n for n in typed_breaches(session, row.id, worse, opened=row, period=half)
               if n.breach.rule == "competence_within_all"]  # fmt: skip
    assert [p.written for p, _b in news.told] == ["2018-07", "2018-Q3", "2018-H2", "2018"]
    (news,) = [n for n in typed_breaches(session, row.id, worse, opened=row, period=first)
               if n.breach.rule == "competence_within_all"]  # fmt: skip
    assert [p.written for p, _b in news.told] == ["2018-07", "2018-Q3", "2018"]


@st.composite
def tables(draw: st.DrawFn) -> dict[FieldCode, int]:
    """A table of petitions that its kind lets stand, some cells blank."""
    count = st.integers(0, 30)
    values = {name: draw(count) for name in ("carried", "complaints", "denunciations", "proposals")}
    whole = sum(values.values())
    values["competent"] = draw(st.integers(0, whole))
    values["settled"] = draw(st.integers(0, values["competent"]))
    values["forwarded"] = draw(st.integers(0, whole - values["settled"]))
    blank = draw(st.sets(st.sampled_from(sorted(values)), max_size=2))
    return {FieldCode(name): value for name, value in values.items() if name not in blank}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(months=st.lists(tables(), min_size=2, max_size=4), place=st.integers(0, 3), edit=tables())
def test_judged_while_typing_is_judged_after_saving(
    store: Session, months: list[dict[FieldCode, int]], place: int, edit: dict[FieldCode, int]
):
    rows = [replace(petitions(store, f"2018-{n:02d}"), values=values) for n, values in enumerate(months, 6)]
    for one in rows:
        save_record(one, session=store)
    opened = rows[place % len(rows)]
    new = replace(opened, values=edit)
    periods = [p for p in (parse_period("2018-08"), Q3, parse_period("2018")) if p.counts(opened.happened)]
    before = {p: {b.rule: b for b in breaches(store, period=p)} for p in periods}
    news = typed_breaches(store, opened.id, new, opened=opened)
    save_record(new, session=store)
    for period in periods:
        after = {b.rule: b for b in breaches(store, period=period)}
        of_period = [(n.turn, b) for n in news for p, b in n.told if p == period]
        assert {b.rule: b for turn, b in of_period if turn is not Turn.MENDS} == after
        assert {b.rule: b for turn, b in of_period if turn is Turn.MENDS} == {
            rule: b for rule, b in before[period].items() if rule not in after
        }
    sweep(store)


# --- a form with faults ----------------------------------------------------------------------------------------------------


def test_the_right_part_of_a_wrong_form_is_judged(session: Session):
    kind = session.pack.kind("petitions")
    save_record(
        petitions(session, "2018-06", carried=0, complaints=9, competent=9, settled=4), session=session
    )
    values = {FieldCode("carried"): 3, FieldCode("complaints"): "ba", FieldCode("settled"): -1}
    part = valid_part(
        kind, values, record_id=new_record_id(), unit=UnitCode("005"), happened=parse_period("2018-07").span
    )
    assert part.values == {"carried": 3}
    found = typed_breaches(session, part.id, part, opened=None)
    assert [n.breach.rule for n in found] == ["petitions_opening"]


def test_of_a_table_only_the_wrong_cells_are_left_out(session: Session):
    kind = session.pack.kind("procedures")
    rows = (
        {"field": "Tư pháp", "carried": 12, "online": "nhiều", "direct": 5},
        {"field": "Đất đai", "carried": -3},
    )
    part = valid_part(
        kind,
        {FieldCode("rows"): rows},
        record_id=new_record_id(),
        unit=UnitCode("005"),
        happened=parse_period("2018-07").span,
    )
    assert part.values[FieldCode("rows")] == (
        {"field": "Tư pháp", "carried": 12, "direct": 5},
        {"field": "Đất đai"},
    )


# --- units -------------------------------------------------------------------------------------------------------------------


def test_a_unit_is_judged_by_its_own_figures_and_its_note_is_the_reason(session: Session):
    typed(session, WARD, ("2018-04-01", "2018-06-30"), A10={"number": 2})
    jumped = typed(session, WARD, ("2018-07-01", "2018-09-30"), A10={"number": 40})
    (breach,) = unit_breaches(session, Q3)[WARD]
    assert (breach.rule, breach.unit, breach.blocks) == ("change.A10", WARD, True)
    remove_record(jumped, session=session)
    typed(
        session, WARD, ("2018-07-01", "2018-09-30"), A10={"number": 40, "note": "Đợt tuyên truyền cao điểm"}
    )
    (breach,) = breaches(session, period=Q3, unit=WARD)
    assert (breach.reason, breach.blocks) == ("Đợt tuyên truyền cao điểm", False)
    assert breaches(session, period=Q2, unit=WARD) == ()


def test_a_number_typed_against_the_units_records_is_an_error_with_both_numbers_and_both_ways(
    session: Session,
):
    own = [
        inspection(session, f"2018-08-{day}", unit=WARD, units_count=count)
        for day, count in ((10, 5), (20, 7))
    ]
    for one in own:
        save_record(one, session=session)
    written = typed(session, WARD, ("2018-07-01", "2018-09-30"), B01={"number": 15})
    for found in (breaches(session, period=Q3), breaches(session, period=Q3, unit=WARD)):
        breach = next(b for b in found if b.rule == f"typed_differs.B01.{WARD}")
        assert breach.level is RuleLevel.ERROR
        assert "ghi tay 15 (quý III năm 2018), nhưng 2 bản ghi cộng được 12" in breach.sentence.vi
        assert set(breach.records) == {written, *(one.id for one in own)}
        assert {record.id for record in records_behind(session, breach)} == set(breach.records)
    check = check_period(session, Q3)
    assert check.count(RuleLevel.ERROR) == 1


def test_typing_the_number_that_the_records_make_mends_the_error(session: Session):
    save_record(inspection(session, "2018-08-10", unit=WARD, units_count=5), session=session)
    written = typed(session, WARD, ("2018-07-01", "2018-09-30"), B01={"number": 15})
    held = stored_record(session, written)
    assert held is not None
    cells: Row = {"indicator": "B01", "number": 5}
    right = replace(held, values={FieldCode("figures"): (cells,)})
    news = typed_breaches(session, written, right, opened=held)
    assert ("mends", f"typed_differs.B01.{WARD}") in [(n.turn.value, n.breach.rule) for n in news]


def test_a_number_typed_for_a_whole_quarter_is_missed_in_none_of_its_months(session: Session):
    for month in (7, 8, 9):
        save_record(petitions(session, f"2018-{month:02d}", complaints=1), session=session)
    typed(session, WARD, ("2018-07-01", "2018-09-30"), E11={"number": 3})
    assert "months_add_up.E11" not in {breach.rule for breach in breaches(session, period=Q3)}


def test_a_unit_without_figures_is_refused_by_name(session: Session):
    require_unit(session, Q3, WARD)
    with pytest.raises(UnitNotInGrid):
        require_unit(session, Q3, UnitCode("99999"))


# --- reasons -----------------------------------------------------------------------------------------------------------------


def jump(session: Session) -> None:
    for day, count in (("2018-05-10", 3), ("2018-08-10", 12)):
        save_record(inspection(session, day, units_count=count), session=session)


def test_one_reason_reaches_every_report_that_wants_one(session: Session):
    jump(session)
    (breach,) = breaches(session, period=Q3)
    wanting = report_reasons(session, Q3, [breach])[breach.rule]
    assert [report.kind for report in wanting]
    assert not any(report.confirmed for report in wanting)
    given_to = explain_everywhere(session, period=Q3, breach=breach, reason="  Theo kế hoạch  ")
    assert given_to == tuple(report.kind for report in wanting)
    now = report_reasons(session, Q3, [breach])[breach.rule]
    assert {(report.reason, report.confirmed) for report in now} == {("Theo kế hoạch", True)}
    for kind in given_to:
        assert not any(b.blocks for b in breaches(session, kind=kind, period=Q3))
    (checked,) = check_period(session, Q3).board
    assert (checked.waits, checked.reason) == (False, "Theo kế hoạch")
    inspect_more = inspection(session, "2018-09-10", units_count=1)
    save_record(inspect_more, session=session)
    (checked,) = check_period(session, Q3).board
    assert (checked.waits, checked.reason) == (True, "Theo kế hoạch")


def test_no_reason_and_no_error_is_taken(session: Session):
    jump(session)
    (breach,) = breaches(session, period=Q3)
    with pytest.raises(ReasonEmpty):
        explain_everywhere(session, period=Q3, breach=breach, reason=" ")
    with pytest.raises(BreachIsError):
        explain_everywhere(session, period=Q3, breach=replace(breach, level=RuleLevel.ERROR), reason="Vì thế")

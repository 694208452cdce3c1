"""What was approved stands fast: no service writes a record that counts in it, by whatever way it comes."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.services.chain_office import KIND, LEADER, NAME, OFFICER, PERIOD, Office, add_visits

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.chain.chain_errors import FiguresLocked, TextLocked
from dvapp.domain.chain.papers import Paper
from dvapp.domain.codes import IndicatorCode, RecordId, UnitCode
from dvapp.domain.papers.reports import SectionText
from dvapp.domain.places.units import Unit
from dvapp.domain.recording.plain import read_record
from dvapp.domain.validity import Validity
from dvapp.domain.values import DateSpan
from dvapp.services.chain import following, locking, papers, steps
from dvapp.services.deadlines import list_deadlines
from dvapp.services.figures.grid_typing import CellEdit, type_figures
from dvapp.services.figures.period_figures import report_table
from dvapp.services.ports import Draft
from dvapp.services.recording.records import (
    add_record,
    drop_draft,
    keep_draft,
    list_records,
    put_back,
    remove_record,
    save_record,
    standing_of,
)
from dvapp.services.reports.composing import reset_section, save_section
from dvapp.services.reports.living import begin
from dvapp.services.session import Session, new_record_id
from dvapp.services.sheets.importing import ImportOrder, carry_out, plan_import
from dvapp.services.sheets.imports import undo_import

At = Callable[[str], Office]
BEFORE = "2017-12-20"
"""A day outside the locked year that the store takes all the same."""


def approve(office: Office) -> Paper:
    return office.approved(office.submitted())


def only_record(session: Session) -> RecordId:
    (listed,) = list_records(session, kind="inspection")
    return listed.id


def test_records_of_locked_days_are_neither_added_changed_nor_removed(at_stage: At):
    office = at_stage("approved")
    officer = office.by(OFFICER)
    there = only_record(officer)
    kept = standing_of(there, session=officer).stored
    assert kept is not None
    with pytest.raises(FiguresLocked) as told:
        add_visits(officer, 3)
    assert (told.value.where, told.value.details["since"]) == (NAME, date(2018, 1, 1))
    plain = {
        "unit": kept.unit,
        "happened": "2018-04-19",
        "values": {**kept.values, "units_count": 9, "visits": 9},
    }
    changed = read_record(officer.pack.kind("inspection"), plain, record_id=there, board=UnitCode("005"))
    with pytest.raises(FiguresLocked):
        save_record(changed, session=officer)
    with pytest.raises(FiguresLocked):
        remove_record(there, session=officer)
    assert standing_of(there, session=officer).stored == kept


def test_a_record_can_neither_be_moved_into_locked_days_nor_out_of_them(at_stage: At):
    office = at_stage("approved")
    officer = office.by(OFFICER)
    outside = add_visits(officer, 4, BEFORE)
    inside = only_records(officer) - {outside}
    for record, day in ((outside, "2018-05-05"), (*inside, BEFORE)):
        kept = standing_of(RecordId(record), session=officer).stored
        assert kept is not None
        plain = {"unit": kept.unit, "happened": day, "values": dict(kept.values)}
        moved = read_record(
            officer.pack.kind("inspection"), plain, record_id=RecordId(record), board=UnitCode("005")
        )
        with pytest.raises(FiguresLocked):
            save_record(moved, session=officer)


def only_records(session: Session) -> set[str]:
    return {listed.id for listed in list_records(session, kind="inspection")}


def test_what_does_not_count_in_the_locked_days_is_recorded_as_ever(at_stage: At):
    office = at_stage("approved")
    outside = add_visits(office.by(OFFICER), 4, BEFORE)
    remove_record(RecordId(outside), session=office.by(OFFICER))


def test_what_was_removed_before_is_not_put_back_into_locked_days(at_stage: At):
    office = at_stage("fresh")
    officer = office.by(OFFICER)
    taken = remove_record(only_record(officer), session=officer)
    approve(office)
    with pytest.raises(FiguresLocked):
        put_back(taken, session=officer)


def test_a_draft_is_kept_and_becomes_no_record_of_locked_days(at_stage: At):
    office = at_stage("approved")
    officer = office.by(OFFICER)
    draft = Draft(id=new_record_id(), kind=officer.pack.kind("inspection").code, texts={"visits": "3"})
    keep_draft(draft, session=officer)
    with pytest.raises(FiguresLocked):
        add_visits(officer, 3)
    drop_draft(draft.id, session=officer)


def test_figures_of_locked_days_are_not_typed_into_the_grid(at_stage: At):
    office = at_stage("approved")
    typed = CellEdit(unit=UnitCode("00157"), indicator=IndicatorCode("H13"), number=Decimal(58))
    with pytest.raises(FiguresLocked):
        type_figures(office.by(OFFICER), parse_period("2018-Q3"), [typed])


def test_sheets_of_locked_days_are_not_imported_and_imports_not_taken_back(at_stage: At, tmp_path: Path):
    office = at_stage("fresh")
    officer = office.by(OFFICER)

    def sheet(name: str, complaints: int) -> Path:
        path = tmp_path / name
        text = f"Đơn vị;Khiếu nại;Tố cáo\nPhường Nghĩa Tân;{complaints};0"
        path.write_text(text, encoding="utf-8")
        return path

    order = ImportOrder(path=sheet("7.csv", 3), kind="petitions", happened="2018-07")
    done = carry_out(officer, plan_import(officer, order))
    assert done is not None
    approve(office)
    with pytest.raises(FiguresLocked):
        undo_import(officer, done.id)
    again = ImportOrder(path=sheet("8.csv", 4), kind="petitions", happened="2018-08")
    with pytest.raises(FiguresLocked):
        carry_out(officer, plan_import(officer, again))
    assert len(list_records(officer, kind="petitions")) == 1


def test_the_text_of_an_approved_report_is_not_edited(at_stage: At):
    office = at_stage("approved")
    officer = office.by(OFFICER)
    section = SectionText(code="opening", paragraphs=("Khác.",))
    with pytest.raises(TextLocked):
        save_section(officer, kind=KIND, period=PERIOD, section=section)
    with pytest.raises(TextLocked):
        reset_section(officer, kind=KIND, period=PERIOD, code="opening")
    assert begin(officer, kind=KIND, period=PERIOD) == 0
    save_section(officer, kind="BC05", period=PERIOD, section=section)


def test_who_wants_to_write_is_told_beforehand(at_stage: At):
    office = at_stage("approved")
    officer = office.by(OFFICER)
    day = date(2018, 6, 1)
    lock = locking.lock_on(officer, DateSpan(since=day, until=day))
    assert lock is not None
    assert (lock.name, lock.days) == (NAME, DateSpan(since=date(2018, 1, 1), until=date(2018, 12, 31)))
    assert locking.lock_on_text(officer, kind=KIND, period=PERIOD) == lock
    assert locking.lock_on_text(officer, kind="BC05", period=PERIOD) is None
    assert locking.locks_touched(officer, Validity(until=day)) == (lock,)
    assert locking.locks_touched(officer, Validity(since=date(2019, 1, 1)), Validity(since=day)) == (lock,)
    assert locking.locks_touched(officer, Validity(since=date(2019, 1, 1))) == ()


def test_reopening_frees_the_figures_and_approving_locks_them_again(at_stage: At):
    office = at_stage("approved")
    officer = office.by(OFFICER)
    paper = papers.find_paper(officer, NAME)
    steps.reopen_paper(office.by(LEADER), paper.id, reason="Thiếu số liệu tháng 4")
    add_visits(officer, 3)
    approve(office)
    with pytest.raises(FiguresLocked):
        add_visits(officer, 3)


def test_a_correction_frees_the_figures_of_the_issued_paper_and_its_withdrawal_locks_them(at_stage: At):
    office = at_stage("issued")
    officer = office.by(OFFICER)
    with pytest.raises(FiguresLocked) as told:
        add_visits(officer, 3)
    assert told.value.where == "01-BC/BDVQU"
    paper = papers.find_paper(officer, "01-BC/BDVQU")
    correction = following.correct_paper(office.by(LEADER), paper.id, reason="Ghi thiếu")
    remove_record(RecordId(add_visits(officer, 3)), session=officer)
    steps.withdraw_paper(officer, correction.id, reason="Số liệu không sai")
    with pytest.raises(FiguresLocked):
        add_visits(officer, 3)


def test_a_return_that_comes_late_is_registered_and_moves_nothing_in_the_approved_paper(at_stage: At):
    office = at_stage("fresh")
    officer = office.by(OFFICER)
    first = RecordId(_returned(officer, "00157"))
    paper = approve(office)
    late = RecordId(_returned(officer, "00160"))
    assert _composed(officer) == {"00157"}
    assert {one.code for one in _come(officer)} == {"00157", "00160"}  # the page of deadlines sees it
    for held in (lambda: remove_record(first, session=officer), lambda: add_visits(officer, 3)):
        with pytest.raises(FiguresLocked):
            held()
    remove_record(late, session=officer)  # it is not in the paper, so the paper does not hold it
    _returned(officer, "00160")
    steps.reopen_paper(office.by(LEADER), paper.id, reason="Bổ sung đơn vị đã báo cáo")
    assert _composed(officer) == {"00157", "00160"}


def _returned(session: Session, unit: str) -> str:
    values = {"report": "periodic", "received": "2018-12-20", "units": [unit]}
    plain = {"unit": "005", "happened": {"from": "2018-01-01", "to": "2018-12-31"}, "values": values}
    return add_record("commune_return", plain, session=session).id


def _composed(session: Session) -> set[str]:
    """The units that a report says have sent theirs."""
    table = report_table(session, KIND, PERIOD)
    return {one.unit.code for one in table.returns if one.received}


def _come(session: Session) -> list[Unit]:
    (year,) = (
        one for one in list_deadlines(session).states if one.deadline.period == PERIOD and one.returned
    )
    assert year.returned is not None
    return [one.report.unit for one in year.returned.units if one.report.received]

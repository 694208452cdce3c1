"""Figures are computed once for the records as they stand, and anew after every change of them, by whomever."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import FieldCode
from dvapp.services.figures.period_figures import compute_figures, figure_table
from dvapp.services.ports import Draft
from dvapp.services.recording.records import add_record, keep_draft, remove_record, save_record
from dvapp.services.session import Session
from dvapp.services.stores import create_store, open_session

PASSWORD = "mật khẩu thử dài"
YEAR, HALF = parse_period("2018"), parse_period("2018-H1")
SURPRISE = {
    "happened": "2018-06-04",
    "values": {"form": "surprise", "visits": 3, "units_count": 3, "conduct": 0, "hours": 1, "harassment": 0,
               "other": 0, "found": 1, "reminded": 1, "disciplined": 0},
}  # fmt: skip


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = create_store(tmp_path / "x.dvapp", board="005", year=2018, password=PASSWORD, tools=make_tools())
    add_record("inspection", SURPRISE, session=made)
    yield made
    made.store.close()


def fresh(session: Session) -> dict[str, object]:
    """What somebody reads who opens the store just now."""
    other = open_session(session.store.path, password=PASSWORD, tools=make_tools())
    try:
        return {figure.code: figure.value for figure in compute_figures(other, YEAR)}
    finally:
        other.store.close()


def read(session: Session) -> dict[str, object]:
    return {figure.code: figure.value for figure in compute_figures(session, YEAR)}


def test_as_long_as_nothing_is_written_the_table_is_the_same(session: Session):
    assert figure_table(session, YEAR) is figure_table(session, YEAR)
    assert figure_table(session, HALF) is figure_table(session, HALF)
    assert figure_table(session, HALF) is not figure_table(session, YEAR)


def test_every_change_of_a_record_is_in_the_figures_at_once(session: Session):
    before = read(session)
    added = add_record("inspection", {**SURPRISE, "happened": "2018-07-04"}, session=session)
    with_it = read(session)
    assert with_it == fresh(session) != before
    save_record(replace(added, values={**added.values, FieldCode("visits"): 9}), session=session)
    changed = read(session)
    assert changed == fresh(session) != with_it
    remove_record(added.id, session=session)
    assert read(session) == fresh(session) == before


def test_what_another_window_writes_is_in_the_figures_at_once(session: Session):
    before = read(session)
    other = open_session(session.store.path, password=PASSWORD, tools=make_tools())
    add_record("inspection", {**SURPRISE, "happened": "2018-07-04"}, session=other)
    other.store.close()
    assert read(session) == fresh(session) != before


def test_a_draft_changes_no_figure_and_costs_no_reading(session: Session):
    table = figure_table(session, YEAR)
    (record,) = table.records_of(session.pack.kind("inspection").code)
    keep_draft(Draft(id=record.id, kind=record.kind.code, texts={"visits": "77"}), session=session)
    assert figure_table(session, YEAR) is table


def test_another_pack_makes_other_figures(session: Session):
    table = figure_table(session, YEAR)
    assert figure_table(replace(session, pack=replace(session.pack)), YEAR) is not table

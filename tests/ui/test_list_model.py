from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.ui.conftest import PASSWORD

from dvapp.app.tools import make_tools
from dvapp.domain.codes import KindCode, RecordId
from dvapp.domain.recording.plain import read_record
from dvapp.domain.recording.searching import DAY, KIND, STATE, SUBJECT, ListFilter, RecordState
from dvapp.services.ports import Draft
from dvapp.services.recording.records import keep_draft, list_records, remove_record
from dvapp.services.session import Session, new_record_id
from dvapp.services.stores import create_store
from dvapp.ui.records.list_model import PAGE, ListModel


def model_of(session):
    model = ListModel(session, str)
    model.reread()
    return model


def draft(session, **texts):
    made = Draft(
        id=new_record_id(),
        kind=KindCode("inspection"),
        texts={"@language": "vi", "@unit": "005", **texts},
    )
    keep_draft(made, session=session)
    return made


@pytest.fixture(scope="module")
def long_board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A board with more records than a page has."""
    path: Path = tmp_path_factory.mktemp("long") / "ban.dvapp"
    session = create_store(path, board="005", year=2018, password=PASSWORD, tools=make_tools())
    kind = session.pack.kind("inspection")
    with session.store.unit_of_work() as work:
        work.records.put_all(
            [
                read_record(
                    kind,
                    {
                        "happened": f"2018-{1 + n % 12:02d}-{1 + n % 28:02d}",
                        "values": {"form": "self", "visits": n, "theme": f"Đợt {n} kiểm tra"},
                    },
                    record_id=new_record_id(),
                    board=session.store.info.board,
                )
                for n in range(3 * PAGE)
            ]
        )
        work.commit()
    yield session
    session.store.close()


def test_the_newest_record_stands_first(sample_board):
    days = [row.span.until for row in model_of(sample_board).visible]
    assert days == sorted(days, reverse=True)


def test_counts_do_not_depend_on_what_is_in_sight(sample_board):
    model = model_of(sample_board)
    before = model.counts()
    model.kind, model.query = "inspection", "không có chữ này"
    model.reread()
    assert len(model.visible) == 0
    assert model.counts() == before
    assert before[""] == sum(count for kind, count in before.items() if kind)


def test_a_draft_says_how_many_things_are_left(board):
    draft(board, form="self", visits="x", **{"@since": "01/05/2018"})
    (row,) = model_of(board).visible
    assert (row.state.tone, row.state.faults) == ("error", 1)
    remove_record(row.listed.id, session=board)
    draft(board, **{"@since": "01/05/2018"})
    model = model_of(board)
    assert (model.visible[0].state.tone, model.visible[0].state.faults) == ("draft", 1)
    assert model.drafts == 1


def test_a_draft_without_a_day_stands_before_all_days(sample_board, board):
    late = draft(board)
    draft(board, **{"@since": "01/05/2018"})
    model = model_of(board)
    for descending in (True, False):
        model.sort(DAY, descending=descending)
        model.reread()
        assert model.visible[0].listed.id == late.id


def test_records_without_the_number_stand_last_either_way(sample_board):
    model = model_of(sample_board)
    model.kind = "inspection"
    for descending in (True, False):
        model.sort("units_count", descending=descending)
        model.reread()
        values = [row.values.get("units_count") for row in model.visible]
        known = [value for value in values if value is not None]
        assert values[: len(known)] == sorted(known, reverse=descending)


@pytest.mark.parametrize("code", [DAY, KIND, STATE, SUBJECT, "visits", "theme", "form"])
def test_every_column_sorts_and_loses_nobody(long_board, code):
    model = model_of(long_board)
    model.kind = "inspection"
    everybody = {row.listed.id for row in model.visible}
    for descending in (True, False):
        model.sort(code, descending=descending)
        model.reread()
        assert {row.listed.id for row in model.visible} == everybody
        assert len(model.visible) == 3 * PAGE


def test_numbers_in_a_column_sort_as_numbers(long_board):
    model = model_of(long_board)
    model.kind = "inspection"
    model.sort("visits", descending=False)
    model.reread()
    assert [row.values["visits"] for row in model.visible] == list(range(3 * PAGE))


def test_only_the_pages_looked_at_are_read(long_board):
    model = model_of(long_board)
    last = model.visible[-1]
    assert len(model.visible._pages) == 1
    assert model.place(last.listed.id) == 3 * PAGE - 1
    assert model.visible[0].listed.id != last.listed.id
    assert len(model.visible._pages) == 2


def test_a_record_is_found_at_its_place_whatever_the_order(long_board):
    model = model_of(long_board)
    one = model.visible[PAGE + 5]
    assert model.place(one.listed.id) == PAGE + 5
    model.query = "đợt 7"
    model.reread()
    assert model.place(one.listed.id) == -1 or one.cells["theme"].startswith("Đợt 7")
    assert model.place("") == model.place("nobody") == -1


def test_a_record_that_somebody_else_removed_leaves_an_empty_line(board):
    first = draft(board, **{"@since": "01/05/2018"})
    model = model_of(board)
    remove_record(first.id, session=board)
    assert model.visible[0].listed.id == RecordId("")
    model.reread()
    assert len(model.visible) == 0


def test_the_list_is_filtered_by_days_unit_state_and_words(sample_board, board):
    model = model_of(sample_board)
    spring = {
        item.id
        for item in list_records(sample_board)
        if item.record
        and item.record.happened.since <= date(2018, 3, 31)
        and item.record.happened.until >= date(2018, 1, 1)
    }
    from dvapp.domain.values import DateSpan

    model.filter = ListFilter(days=DateSpan(since=date(2018, 1, 1), until=date(2018, 3, 31)))
    model.reread()
    assert {row.listed.id for row in model.visible} == spring
    model.filter = ListFilter(words="kiem tra", kind=KindCode("inspection"))
    model.reread()
    assert {row.kind.code for row in model.visible} == {"inspection"}
    model.filter = ListFilter(state=RecordState.FAULTY)
    model.reread()
    assert len(model.visible) == 0
    records: list[Any] = [item.record for item in list_records(sample_board) if item.record]
    named = next(record for record in records if record.values.get("units"))
    code = named.values["units"][0]
    model.filter = ListFilter(unit=code)
    model.reread()
    rows: list[Any] = list(model.visible)
    assert named.id in {row.listed.id for row in rows}
    assert all(code in (row.listed.record.unit, *row.values.get("units", ())) for row in rows)

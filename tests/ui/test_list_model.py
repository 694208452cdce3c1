from dataclasses import replace
from datetime import UTC, datetime

from tests.work import calls_of

from dvapp.domain.codes import KindCode, RecordId
from dvapp.domain.folding import folded, matches
from dvapp.services.ports import Draft
from dvapp.services.records import ListedRecord, list_records
from dvapp.ui.records.list_model import ListModel


def model_of(session, listed=None):
    model = ListModel(session.pack, str)
    model.fill(list_records(session) if listed is None else listed)
    return model


def draft(**texts):
    return ListedRecord(
        id=RecordId("d"), kind=KindCode("inspection"), record=None, changed_at=datetime(2018, 5, 1, tzinfo=UTC),
        draft=Draft(id=RecordId("d"), kind=KindCode("inspection"), texts={"@language": "vi", "@unit": "005", **texts}),
    )  # fmt: skip


def test_search_works_with_and_without_diacritics():
    assert folded("Đống Đa, Quận Cầu Giấy") == "dong da, quan cau giay"
    assert matches("dan van kheo", "Mô hình “Dân vận khéo”")
    assert matches("năm", "Năm dân vận")
    assert not matches("năm", "Thôn Nam")
    assert matches("nam", "Năm dân vận")


def test_the_newest_record_stands_first(sample_board):
    days = [row.span.until for row in model_of(sample_board).visible]
    assert days == sorted(days, reverse=True)


def test_counts_do_not_depend_on_what_is_in_sight(sample_board):
    model = model_of(sample_board)
    before = model.counts()
    model.kind, model.query = "inspection", "không có chữ này"
    model.arrange()
    assert model.visible == []
    assert model.counts() == before
    assert before[""] == sum(count for kind, count in before.items() if kind)


def test_a_draft_says_how_many_things_are_left(sample_board):
    model = model_of(sample_board, [draft(form="self", visits="x", **{"@since": "01/05/2018"})])
    assert (model.visible[0].state.tone, model.visible[0].state.faults) == ("error", 1)
    model = model_of(sample_board, [draft(**{"@since": "01/05/2018"})])
    assert (model.visible[0].state.tone, model.visible[0].state.faults) == ("draft", 1)


def test_records_without_the_number_stand_last_either_way(sample_board):
    model = model_of(sample_board)
    model.kind = "inspection"
    for descending in (True, False):
        model.sort("units_count", descending=descending)
        values = [row.key("units_count") for row in model.visible]
        known = [value for value in values if value is not None]
        assert values[: len(known)] == sorted(known, reverse=descending)


def test_five_thousand_records_are_searched_at_once(sample_board):
    few = list_records(sample_board)
    many = [replace(few[n % len(few)], id=RecordId(f"r{n}")) for n in range(5_000)]
    model = model_of(sample_board, many)
    model.query = "kiem tra"
    model.arrange()
    assert model.visible

    def search() -> None:
        model.query = "kiem tra cong"
        model.arrange()

    assert calls_of(search) < 100 * len(many), "each record's words are folded once, not at every key"

import unicodedata
from datetime import date

import pytest
from tests.work import calls_of

from dvapp.domain.codes import FieldCode, RecordId, UnitCode
from dvapp.domain.recording.plain import read_record
from dvapp.domain.recording.records import Record
from dvapp.domain.values import NOT_APPLICABLE
from dvapp.services.session import Session
from dvapp.ui.records.arrangement import COLUMNS, arrange
from dvapp.ui.records.form_model import FormModel
from dvapp.ui.records.form_texts import new_texts, texts_of

KINDS = ("coordination_plan", "inspection", "monthly_evaluation", "satisfaction_survey", "commendation")


def example(session: Session, kind: str) -> Record:
    definition = session.pack.kind(kind)
    return read_record(definition, definition.example, record_id=RecordId("r"), board=UnitCode("005"))


def form(
    session: Session, kind: str, texts: dict[str, object], *, language: str = "vi", fresh: bool = False
) -> FormModel:
    whole = {"@unit": "005", "@since": "29/05/2018", **texts}
    return FormModel(
        session.pack.kind(kind), record_id=RecordId("r"), texts=whole, language=language, fresh=fresh
    )


def codes(model: FormModel) -> set[tuple[str, str]]:
    return {(fault.field, fault.code) for fault in model.reading().faults}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_record_comes_back_from_its_form_as_it_was(sample_board, kind, language):
    record = example(sample_board, kind)
    model = FormModel(record.kind, record_id=record.id, texts=texts_of(record, language), language=language)
    assert model.reading().record == record


def test_a_number_means_the_same_after_the_language_changed(sample_board):
    model = form(sample_board, "inspection", {"form": "self", "visits": "1.234"})
    assert model.reading().values[FieldCode("visits")] == 1234
    model.speak("en")
    assert model.text("visits") == "1,234"
    assert model.reading().values[FieldCode("visits")] == 1234


def test_a_number_of_the_other_language_is_named_and_not_guessed(sample_board):
    model = form(sample_board, "inspection", {"form": "self", "visits": "1.5"})
    assert codes(model) == {("visits", "not_a_whole_number")}


def test_all_faults_are_named_at_once_with_their_arithmetic(sample_board):
    model = form(
        sample_board,
        "inspection",
        {
            "conduct": "1",
            "hours": "2",
            "harassment": "0",
            "other": "0",
            "found": "4",
            "visits": "một",
            "@since": "31/2/2018",
        },
    )
    assert codes(model) == {
        ("happened", "not_a_date"), ("form", "required"), ("visits", "not_a_whole_number"), ("found", "sum_differs"),
    }  # fmt: skip
    differs = next(f for f in model.reading().faults if f.code == "sum_differs")
    assert (differs.details["parts"], differs.details["made"], differs.details["total"]) == (
        "1 + 2 + 0 + 0",
        3,
        4,
    )


def test_blank_rows_do_not_count_and_faults_stand_in_the_row_one_sees(sample_board):
    rows = [{}, {"organisation": "Văn phòng", "group": "cc", "total": "5", "a": "x"}]
    model = form(sample_board, "monthly_evaluation", {"rows": rows})
    assert codes(model) == {("rows[1].a", "not_a_whole_number")}


def test_a_sum_is_not_shown_as_whole_while_a_row_lacks_its_number(sample_board):
    rows = [
        {"organisation": "Một", "group": "cc", "a": "1.200"},
        {"organisation": "Hai", "group": "cc", "a": "3"},
    ]
    model = form(sample_board, "monthly_evaluation", {"rows": rows})
    table = model.kind.field("rows")
    assert table is not None
    column = next(c for c in table.columns if c.code == "a")
    assert model.total(table, column) == "1.203"
    model.put("rows", [*rows, {"organisation": "Ba", "group": "cc"}])
    assert model.total(table, column) == "…"


def test_a_new_form_names_a_blank_only_where_one_has_been(sample_board):
    model = form(sample_board, "inspection", {}, fresh=True)
    assert not model.seen_faults()
    assert model.reading().faults
    assert model.visit("form")
    assert [fault.field for fault in model.seen_faults()] == ["form"]


def test_pasted_letters_are_composed(sample_board):
    model = form(sample_board, "inspection", {"form": "self"})
    model.put("theme", unicodedata.normalize("NFD", "Kỷ cương"))
    assert model.text("theme") == "Kỷ cương"
    assert unicodedata.is_normalized("NFC", model.text("theme"))


def test_a_span_that_ends_before_it_begins_is_said_so(sample_board):
    model = form(sample_board, "inspection", {"form": "self", "@until": "01/05/2018"})
    assert codes(model) == {("happened", "ends_before_it_begins")}


def test_not_applicable_is_neither_blank_nor_zero(sample_board):
    record = form(sample_board, "inspection", {"form": "self", "conduct": "@not_applicable"}).reading().record
    assert record is not None
    assert record.values[FieldCode("conduct")] is NOT_APPLICABLE


def test_a_new_form_holds_only_what_repeats():
    assert new_texts(unit="005", day=date(2018, 5, 1), language="vi") == {
        "@unit": "005", "@language": "vi", "@since": "01/05/2018",
    }  # fmt: skip


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_its_place_and_no_two_overlap(sample_board, kind, narrow):
    definition = sample_board.pack.kind(kind)
    groups = arrange(definition, language="vi", narrow=narrow)
    placed = [item for group in groups for line in group.rows for item in line]
    assert sorted(item.field.code for item in placed) == sorted(f.code for f in definition.fields)
    for group in groups:
        for line in group.rows:
            ends = [item.at + item.span for item in line]
            assert ends[-1] <= COLUMNS
            assert all(item.at >= end for item, end in zip(line[1:], ends, strict=False))


def test_reading_a_form_is_little_work_for_every_key(sample_board):
    model = FormModel(
        sample_board.pack.kind("inspection"),
        record_id=RecordId("r"),
        texts=texts_of(example(sample_board, "inspection"), "vi"),
        language="vi",
    )
    model.put("visits", "1")
    model.reading()

    def key() -> None:
        model.put("visits", "12")
        model.reading()

    assert calls_of(key) < 20_000

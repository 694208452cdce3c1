from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make

from dvapp.domain.codes import FieldCode, RecordId, UnitCode
from dvapp.domain.recording.kinds import Field, FieldType
from dvapp.domain.recording.plain import plain_record, read_record
from dvapp.domain.recording.records import InvalidRecord, Record, check, check_value, shown_value
from dvapp.domain.values import NOT_APPLICABLE
from dvapp.domain.words import Wording

counts = st.one_of(st.none(), st.integers(0, 999), st.just("not_applicable"))


def faults(**values: object) -> list[tuple[str, str]]:
    return [(f.field, f.code) for f in check(make.visit_kind(), {FieldCode(k): v for k, v in values.items()})]


def test_every_fault_of_a_record_is_told_at_once_in_field_order() -> None:
    wrong = {
        "form": "nửa đêm",
        "visits": -1,
        "conduct": "ba",
        "hours": Decimal("1.5"),
        "found": True,
        "units": ("001", "001"),
        "number": "x" * 21,
        "rows": ({"a": 1, "b": 2, "c": 3},),
        "nobody": 1,
    }
    assert faults(**wrong) == [
        ("nobody", "unknown_field"),
        ("form", "unknown_choice"),
        ("visits", "too_small"),
        ("conduct", "not_a_whole_number"),
        ("hours", "not_a_whole_number"),
        ("found", "not_a_whole_number"),
        ("units", "unit_twice"),
        ("number", "too_long"),
        ("rows[0].c", "unknown_field"),
        ("rows[0].b", "part_exceeds_whole"),
    ]


def test_parts_that_do_not_make_the_total_are_told_with_the_arithmetic() -> None:
    found = list(check(make.visit_kind(), {FieldCode(k): v for k, v in _sum(1, 2, 4).items()}))
    assert [(f.field, f.code, f.details["parts"], f.details["made"]) for f in found] == [
        ("found", "sum_differs", "1 + 2", 3)
    ]


def _sum(conduct: object, hours: object, found: object) -> dict[str, object]:
    return {"form": "self", "conduct": conduct, "hours": hours, "found": found}


@given(st.one_of(st.none(), st.integers(0, 9)), st.integers(0, 9), st.one_of(st.none(), st.integers(0, 18)))
def test_a_blank_part_contradicts_no_total(conduct: int | None, hours: int, found: int | None) -> None:
    holds = conduct is None or found is None or conduct + hours == found
    assert (faults(**_sum(conduct, hours, found)) == []) == holds


def test_a_computed_field_cannot_be_given() -> None:
    pending = Field(
        code=FieldCode("pending"), type=FieldType.INTEGER, label=Wording("Còn"), shown="found - conduct"
    )
    assert [f.code for f in check_value(pending, 3, "pending")] == ["computed"]
    assert shown_value(pending, {FieldCode("found"): 5, FieldCode("conduct"): 2}) == 3
    assert shown_value(pending, {FieldCode("found"): 5}) is None


def test_a_part_larger_than_its_whole_is_told_in_its_row() -> None:
    assert faults(form="self", rows=({"a": 2, "b": 1}, {"a": 1, "b": 2})) == [
        ("rows[1].b", "part_exceeds_whole")
    ]


def test_a_wrong_cell_silences_no_check_of_other_rows_or_columns() -> None:
    rows = ({"a": 1, "b": 2}, {"a": "x", "b": 2}, {"a": 1, "b": 3, "c": 1})
    assert faults(form="self", rows=rows) == [
        ("rows[1].a", "not_a_whole_number"),
        ("rows[2].c", "unknown_field"),
        ("rows[0].b", "part_exceeds_whole"),
        ("rows[2].b", "part_exceeds_whole"),
    ]


def test_a_record_is_valid_by_construction() -> None:
    with pytest.raises(InvalidRecord):
        make.record(visits=-3)


@given(counts, counts, st.lists(st.sampled_from(["001", "002", "003"]), unique=True))
def test_a_record_comes_back_from_its_plain_form(visits: object, conduct: object, units: list[str]) -> None:
    plain: dict[str, object] = {
        "happened": "2018-05",
        "values": {"form": "self", "visits": visits, "conduct": conduct, "units": units},
    }
    record = _read(plain)
    again = _read(plain_record(record))
    assert again == record
    assert record.values.get(FieldCode("visits")) == (
        NOT_APPLICABLE if visits == "not_applicable" else visits
    )


def _read(plain: dict[str, object]) -> Record:
    return read_record(make.visit_kind(), plain, record_id=RecordId("1"), board=UnitCode("hn"))


@pytest.mark.parametrize(
    ("plain", "field"),
    [
        ({}, "happened"),
        ({"happened": "29/05/2018"}, "happened"),
        ({"happened": "2018-02-30"}, "happened"),
        ({"happened": {"from": "2018-05-02", "to": "2018-05-01"}}, "happened"),
        ({"happened": "2018-05-29", "unit": 5}, "unit"),
        ({"happened": "2018-05-29", "values": []}, "values"),
        ({"happened": "2018-05-29", "nobody": 1}, "nobody"),
    ],
)
def test_a_faulty_frame_is_told_beside_the_faults_of_the_fields(plain: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidRecord) as refused:
        _read(plain)
    told = [fault.field for fault in refused.value.faults]
    assert told[0] == field
    assert "form" in told

"""The quick answer whether a record passes is never another one than that of the checks which name its faults."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make

from dvapp.app.tools import make_tools
from dvapp.domain.codes import FieldCode, RecordId, UnitCode
from dvapp.domain.packs import Pack
from dvapp.domain.recording.kinds import Check, CheckForm, FieldType, RecordKind
from dvapp.domain.recording.passing import LARGEST_NUMBER, passes
from dvapp.domain.recording.plain import read_record
from dvapp.domain.recording.records import Record, check
from dvapp.domain.values import NOT_APPLICABLE

odd: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", (), True, -1, 0, 1, 2, 3, LARGEST_NUMBER, LARGEST_NUMBER + 1, 1.5, Decimal("1.5"), NOT_APPLICABLE, "x" * 21,
     "a\x07", "self", "không có", ("001",), ("001", "001"), (1,), ({"a": 1},), ({"a": 1, "b": 2},), ({"b": None},),
     ({"a": True},), ({"c": 1},), ({},), [], {}, date(2018, 5, 29)]
)  # fmt: skip


@cache
def pack() -> Pack:
    return make_tools().packs.read("ha-noi-2018")


@cache
def examples() -> tuple[Record, ...]:
    kinds = pack().kinds.values()
    return tuple(read_record(k, k.example, record_id=RecordId("x"), board=UnitCode("005")) for k in kinds)


def strict_kind() -> RecordKind:
    """The kind of :mod:`tests.make` with a decimal, a day, a computed field and every other form of check."""
    kind = make.visit_kind()
    number = kind.fields[1]
    more = (
        replace(number, code=FieldCode("rate"), type=FieldType.DECIMAL, maximum=100),
        replace(number, code=FieldCode("day"), type=FieldType.DATE),
        replace(number, code=FieldCode("left"), shown="visits - found"),
    )
    parts = (FieldCode("a"), FieldCode("b"))
    checks = (
        Check(
            code="e", form=CheckForm.EXPRESSION, field=FieldCode("visits"), must="visits > 0 or found == 0"
        ),
        Check(code="u", form=CheckForm.UNIQUE, field=FieldCode("a"), parts=parts, table=FieldCode("rows")),
    )
    return replace(kind, fields=(*kind.fields, *more), checks=(*kind.checks, *checks))


STRICT = strict_kind()


@given(st.dictionaries(st.sampled_from(["nobody", *STRICT.codes]).map(FieldCode), odd))
def test_what_passes_quickly_has_no_fault(values: dict[FieldCode, Any]) -> None:
    assert not (passes(STRICT, values) and list(check(STRICT, values)))


@given(st.data())
def test_a_record_of_any_kind_with_one_value_changed_passes_only_without_a_fault(data: st.DataObject) -> None:
    example = data.draw(st.sampled_from(examples()))
    code = data.draw(st.sampled_from(sorted(example.kind.codes)))
    values = {**example.values, FieldCode(code): data.draw(odd)}
    assert not (passes(example.kind, values) and list(check(example.kind, values)))


@pytest.mark.parametrize("code", sorted(pack().kinds))
def test_the_example_of_a_kind_passes_at_once(code: str) -> None:
    example = next(one for one in examples() if one.kind.code == code)
    assert passes(example.kind, example.values)


@given(
    st.integers(0, 3) | st.just(NOT_APPLICABLE) | st.none(),
    st.integers(0, 3) | st.just(NOT_APPLICABLE) | st.none(),
    st.integers(0, 6) | st.just(NOT_APPLICABLE) | st.none(),
)
def test_sums_of_blank_and_not_applicable_parts_are_judged_alike(
    conduct: Any, hours: Any, found: Any
) -> None:
    kind = make.visit_kind()
    told = {"form": "self", "conduct": conduct, "hours": hours, "found": found}
    values: dict[FieldCode, Any] = {FieldCode(key): value for key, value in told.items() if value is not None}
    assert passes(kind, values) == (not list(check(kind, values)))

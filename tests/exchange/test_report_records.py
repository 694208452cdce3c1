"""What a report's data say of the records behind its figures: few by name, many by number and proof."""

import hashlib
import json
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.domain.test_composing import report

from dvapp.domain.codes import RecordId
from dvapp.domain.errors import JsonInvalid
from dvapp.domain.figures.record_ids import RecordIds, ToldIds, digest_of
from dvapp.domain.papers.reports import Report
from dvapp.exchange.report_json import NAMED, CanonicalReports, plain_report
from dvapp.host.resources import resources_folder

DATA = CanonicalReports(resources_folder())


def ids(count: int) -> tuple[RecordId, ...]:
    return tuple(RecordId(str(uuid.UUID(int=number * 7919 % 100_003, version=4))) for number in range(count))


def made(records: Any = (), missing: Any = ()) -> Report:
    one = report(make.record(1, visits=36, found=2))
    first = replace(one.figures[0], records=records, missing=missing)
    return replace(one, figures=(first, *one.figures[1:]))


def told(written: bytes) -> Any:
    return json.loads(written)["figures"][0]


def test_few_records_are_named_as_they_always_were() -> None:
    written = DATA.write(made(ids(NAMED)))
    assert json.loads(written)["version"] == 1
    assert told(written)["records"] == list(ids(NAMED))
    assert DATA.read(written) == made(ids(NAMED))


@pytest.mark.parametrize("many", [{"records": ids(NAMED + 1)}, {"missing": ids(NAMED + 1)}])
def test_many_records_are_counted_and_proved_in_version_2(many: dict[str, Any]) -> None:
    written = DATA.write(made(**many))
    (member,) = many
    assert json.loads(written)["version"] == 2
    lines = "".join(sorted(f"{one}\n" for one in many[member]))
    assert told(written)[member] == {
        "count": NAMED + 1,
        "sha256": hashlib.sha256(lines.encode()).hexdigest(),
    }
    back = DATA.read(written)
    assert back == made(**many)
    assert made(**many) == back
    assert DATA.write(back) == written


def test_a_hundred_thousand_records_take_no_more_room_than_a_hundred() -> None:
    assert len(DATA.write(made(RecordIds.of(ids(100_000))))) < len(DATA.write(made(ids(NAMED))))


def test_an_older_file_that_names_many_is_read_and_names_them_still() -> None:
    older = rfc8785.dumps(plain_report(made(ids(3 * NAMED)), 1))
    back = DATA.read(older)
    assert tuple(back.figures[0].records) == ids(3 * NAMED)
    assert json.loads(DATA.write(back))["version"] == 2


@pytest.mark.parametrize(
    "records",
    [
        list(ids(NAMED + 1)),
        {"count": NAMED, "sha256": "0" * 64},
        {"count": NAMED + 1, "sha256": "0" * 63 + "G"},
        {"count": NAMED + 1},
    ],
)
def test_version_2_says_many_in_one_way_only(records: object) -> None:
    plain = plain_report(made(ids(NAMED + 1)), 2)
    plain["figures"][0]["records"] = records
    with pytest.raises(JsonInvalid):
        DATA.read(rfc8785.dumps(plain))


def test_version_2_without_need_is_refused() -> None:
    with pytest.raises(JsonInvalid):
        DATA.read(rfc8785.dumps(plain_report(made(ids(3)), 2)))


def test_version_1_knows_no_counted_records() -> None:
    plain = plain_report(made(), 1)
    plain["figures"][0]["records"] = {"count": 101, "sha256": "0" * 64}
    with pytest.raises(JsonInvalid):
        DATA.read(rfc8785.dumps(plain))


def test_the_schemas_differ_in_ids_alone() -> None:
    folder: Path = resources_folder() / "schemas"
    first, second = (json.loads((folder / f"report-{n}.schema.json").read_text("utf-8")) for n in (1, 2))
    assert second["$defs"].pop("ids")["oneOf"][0]["maxItems"] == NAMED
    for schema in (first, second):
        figure = schema["properties"]["figures"]["items"]["properties"]
        for place in (schema["properties"], schema, figure):
            for name in ("version", "$id", "title", "records", "missing"):
                if place is figure or name not in ("records", "missing"):
                    place.pop(name, None)
    assert first == second


@given(
    st.lists(st.text("abc019-", min_size=1, max_size=4).map(RecordId), max_size=8, unique=True), st.randoms()
)
def test_told_ids_are_equal_to_the_same_ids_in_any_order_and_to_no_others(
    plain: list[RecordId], chance: Any
) -> None:
    mixed = [*plain]
    chance.shuffle(mixed)
    one = ToldIds(len(plain), digest_of(tuple(plain)))
    assert one == tuple(mixed)
    assert RecordIds.of(mixed) == one
    assert (*plain, RecordId("x")) != one
    assert RecordIds.of((*plain, RecordId("x"))) != one
    assert one != plain  # a list is no sequence of ids that a figure has


def test_told_ids_do_not_pretend_to_be_none() -> None:
    one = ToldIds(101, "0" * 64)
    assert (len(one), bool(one)) == (101, True)
    with pytest.raises(LookupError):
        list(one)

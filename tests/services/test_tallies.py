"""Figures from tallies are the figures of the records: counted at once, or after any changes, in memory and in a store."""

import random
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.plain_figures import Plain, PlainFigures

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import FieldCode, RecordId, UnitCode
from dvapp.domain.figures.ledger import Ledger, RecordsAtHand, TallyRules
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.packs import Pack
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.places.units import UnitCatalogue
from dvapp.domain.recording.kinds import Field, FieldType, RecordKind
from dvapp.domain.recording.plain import read_record
from dvapp.domain.recording.records import InvalidRecord, Record
from dvapp.domain.values import NOT_APPLICABLE, DateSpan
from dvapp.services.figures.period_figures import compute_figures, count_valid, figure_table
from dvapp.services.session import Session
from dvapp.services.stores import create_store, open_session

BOARD = UnitCode("005")
PASSWORD = "mật khẩu thử dài"
PERIODS = [
    parse_period(text) for text in ("2018", "2018-H1", "2018-Q3", "2018-9M", "2018-05", "2018-12", "2017")
]
CLOSING = 14


@cache
def ground() -> tuple[Pack, UnitCatalogue]:
    tools = make_tools()
    return tools.packs.read("ha-noi-2018"), tools.packs.units()


@cache
def examples() -> tuple[Record, ...]:
    pack, _units = ground()
    return tuple(
        read_record(kind, kind.example, record_id=RecordId("x"), board=BOARD) for kind in pack.kinds.values()
    )


def invented(seed: random.Random, number: int) -> Record:
    """A valid record of any kind: some numbers left out, some not applicable, days of any length."""
    _pack, units = ground()
    example = seed.choice(examples())
    below = [unit.code for unit in units.below(BOARD, date(2018, 12, 31))][:3]
    values: dict[FieldCode, Any] = dict(example.values)
    for field in example.kind.fields:
        if field.code in values and seed.random() < 0.3:
            values = other(field, values, seed)
    frame: dict[str, Any] = {
        "id": RecordId(f"r{number}"),
        "unit": seed.choice([BOARD, *below]),
        "happened": days(example.kind, seed),
    }
    try:
        return replace(example, **frame, values=values)
    except InvalidRecord:
        return replace(example, **frame)


def other(field: Field, values: dict[FieldCode, Any], seed: random.Random) -> dict[FieldCode, Any]:
    if field.may_not_apply and seed.random() < 0.4:
        return {**values, field.code: NOT_APPLICABLE}
    if field.type is FieldType.TEXT and seed.random() < 0.5:
        return {**values, field.code: f"văn bản {seed.randrange(9)}"}
    return {code: value for code, value in values.items() if code != field.code}


def days(kind: RecordKind, seed: random.Random) -> DateSpan:
    year, month = seed.choice((2017, 2018, 2018, 2018)), seed.randrange(1, 13)
    first = date(year, month, 1)
    if kind.by_month or (kind.by_period and seed.random() < 0.4):
        return DateSpan(since=first, until=first.replace(day=monthrange(year, month)[1]))
    if kind.by_period:
        return parse_period(f"{year}-{seed.choice(('Q1', 'Q3', 'H1', '9M'))}").span
    since = first + timedelta(days=seed.randrange(28))
    length = seed.choice((0, 0, 0, 0, 1, 3, 20, 40, 200))
    return DateSpan(since=since, until=min(since + timedelta(days=length), date(year, 12, 31)))


def kept(figure: Figure) -> Plain:
    value = NOT_APPLICABLE if figure.state is FigureState.NOT_APPLICABLE else figure.value
    return Plain(value=value, records=frozenset(figure.records), missing=frozenset(figure.missing))


def assert_counted_right(table: FigureTable, records: list[Record], closing: int | None) -> None:
    pack, units = ground()
    for period in PERIODS:
        plain = PlainFigures(
            pack=pack, board=BOARD, units=units, records=records, period=period, closing=closing
        )
        for figure in table.at(period).all():
            if pack.indicators[figure.code].catalogue == "":
                assert kept(figure) == plain.figure(figure.code), (period.written, figure.code)
                assert len(figure.records) == len(set(figure.records))


def table_of(records: "list[Record] | Ledger", closing: int | None) -> FigureTable:
    pack, units = ground()
    return FigureTable(
        pack=pack, board=BOARD, units=units, records=records, period=PERIODS[0], closing=closing
    )


SEEDS = st.integers(0, 2**32)


@settings(max_examples=8, deadline=None)
@given(seed=SEEDS, count=st.integers(0, 40), closing=st.sampled_from([None, CLOSING]))
def test_figures_of_tallies_are_those_counted_record_by_record(seed, count, closing):
    chance = random.Random(seed)
    records = [invented(chance, number) for number in range(count)]
    assert_counted_right(table_of(records, closing), records, closing)


@settings(max_examples=8, deadline=None)
@given(seed=SEEDS, closing=st.sampled_from([None, CLOSING]))
def test_after_any_changes_the_figures_are_those_of_a_fresh_count(seed, closing):
    chance = random.Random(seed)
    pack, _units = ground()
    records = {one.id: one for one in (invented(chance, number) for number in range(25))}
    ledger = Ledger.made(TallyRules(pack, (CLOSING,)), records.values(), RecordsAtHand(records.values()))
    table = table_of(ledger, closing)
    for step in range(4):
        for period in PERIODS[: 1 + step]:
            table.at(period).all()
        changed: dict[RecordId, Record | None] = {}
        for _ in range(chance.choice((1, 1, 3))):
            number = chance.randrange(30)
            one = None if chance.random() < 0.3 else invented(chance, number)
            changed[RecordId(f"r{number}")] = one
        for record_id, one in changed.items():
            records.pop(record_id, None)
            if one is not None:
                records[record_id] = one
        table = table.after(*ledger_after(table, changed, records))
    assert_counted_right(table, list(records.values()), closing)


def ledger_after(table, changed, records):
    return table._ledger.changed(changed, RecordsAtHand(records.values()))


@settings(max_examples=6, deadline=None)
@given(seed=SEEDS)
def test_a_unit_s_own_figures_follow_its_own_records_alone(seed):
    chance = random.Random(seed)
    records = [invented(chance, number) for number in range(20)]
    table = table_of(records, None)
    unit = records[0].unit
    table.of_unit(unit).all()
    changed = table.instead(records[0].id, None)
    rest = [one for one in records[1:] if one.unit == unit]
    again = table_of(list(records[1:]), None).of_unit(unit)
    assert [kept(f) for f in changed.of_unit(unit).all()] == [kept(f) for f in again.all()]
    assert {i for f in changed.of_unit(unit).all() for i in f.records} <= {one.id for one in rest}


@settings(max_examples=6, deadline=None)
@given(seed=SEEDS)
def test_a_record_imagined_in_another_s_place_counts_as_if_it_were_kept(seed):
    chance = random.Random(seed)
    records = [invented(chance, number) for number in range(12)]
    imagined = replace(invented(chance, 99), id=records[3].id)
    table = table_of(records, None)
    table.all()
    changed = [imagined if one.id == imagined.id else one for one in records]
    assert [kept(f) for f in table.instead(imagined.id, imagined).all()] == [
        kept(f) for f in table_of(changed, None).all()
    ]


# --- in a store ------------------------------------------------------------------------------------------------------


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = create_store(tmp_path / "x.dvapp", board=BOARD, year=2018, password=PASSWORD, tools=make_tools())
    yield made
    made.store.close()


def keep(session: Session, *records: Record) -> None:
    with session.store.unit_of_work() as work:
        work.records.put_all(records)
        work.commit()


def stored(number: int, seed: random.Random) -> Record:
    return replace(invented(seed, number), id=RecordId(f"00000000-0000-4000-8000-{number:012d}"))


def test_what_many_windows_write_is_followed_and_counts_as_a_fresh_reading_counts_it(session):
    chance = random.Random(7)
    keep(session, *(stored(number, chance) for number in range(60)))
    for period in PERIODS:
        compute_figures(session, period)
    other = open_session(session.store.path, password=PASSWORD, tools=make_tools())
    for step in range(3):
        changes = [stored(number, chance) for number in range(step, 80, 9)]
        keep(other if step else session, *changes)
        with session.store.unit_of_work() as work:
            work.records.remove_all([changes[0].id])
            work.commit()
        fresh = open_session(session.store.path, password=PASSWORD, tools=make_tools())
        for period in PERIODS:
            followed, read = compute_figures(session, period), compute_figures(fresh, period)
            assert [kept(f) for f in followed] == [kept(f) for f in read]
            assert [tuple(f.records) for f in followed] == [tuple(f.records) for f in read]
        assert count_valid(session) == count_valid(fresh)
        fresh.store.close()
    other.store.close()


def test_whole_records_come_from_the_store_when_they_are_asked_for(session):
    chance = random.Random(11)
    keep(session, *(stored(number, chance) for number in range(40)))
    table = figure_table(session, PERIODS[0])
    pack, _units = ground()
    with session.store.reading() as read:
        all_ids = {one.id for one in read.records.all()}
    found = {one.id for kind in pack.kinds for one in table.records_of(kind)}
    before = {one.id for kind in pack.kinds for one in table.at(parse_period("2017")).records_of(kind)}
    assert found | before == all_ids
    assert not found & before


def test_a_record_that_the_pack_does_not_accept_counts_nowhere_until_it_is_mended(session):
    chance = random.Random(3)
    one = next(r for r in (stored(n, chance) for n in range(99)) if r.kind.code == "document")
    keep(session, one)
    assert count_valid(session) == 1
    lenient = replace(one.kind, fields=tuple(replace(f, required=False) for f in one.kind.fields), checks=())
    keep(session, replace(one, kind=lenient, values={}))
    assert count_valid(session) == 0
    assert not any(figure.records for figure in compute_figures(session, PERIODS[0]))
    keep(session, one)
    assert count_valid(session) == 1

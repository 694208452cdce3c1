"""The check of the register: no gaps, no doubles, a history to every number, and the triggers that guard them."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Table, select, text

from dvapp.db.register import (
    SqlRegisterReader,
    read_event,
    read_handover,
    read_number,
    read_series,
    row_content,
    row_key,
)
from dvapp.db.register_tables import TRIGGERS, number_events, number_handovers, number_series, numbers
from dvapp.db.transaction import Snapshot
from dvapp.domain.register.entries import numbered
from dvapp.domain.register.numbers import Happening, State, gaps
from dvapp.domain.register.series import Series

_ENDS = {State.LEASED: Happening.LEASED, State.USED: Happening.USED, State.RETURNED: Happening.RETURNED}


def _reader(read: Callable[[Row[Any]], object]) -> Callable[[Row[Any]], tuple[str, str]]:
    def keyed(row: Row[Any]) -> tuple[str, str]:
        read(row)
        return row_key(row), row_content(row)

    return keyed


REGISTER_READERS: tuple[tuple[Table, str, Callable[[Row[Any]], tuple[str, str]]], ...] = (
    (number_series, "series", _reader(read_series)),
    (numbers, "number", _reader(read_number)),
    (number_events, "number", _reader(read_event)),
    (number_handovers, "series", _reader(read_handover)),
)
"""Table, word of its faults, and what reads a row of it; as ``health`` has them."""


def register_faults(connection: Connection) -> Iterator[str]:
    """What is wrong with the register.

    ``number_missing:TYPE/NUMBER`` (a gap), ``number_doubled:NUMBER`` (a paper with two numbers),
    ``number_untold:NUMBER`` (its history does not lead to what it is), ``register_unguarded`` (a trigger is gone).
    """
    series = SqlRegisterReader(Snapshot(connection, path=Path())).series()
    given: dict[str, list[int]] = defaultdict(list)
    papers: set[tuple[str, str]] = set()
    ends = _ends(connection)
    for row in connection.execute(select(numbers)):
        label = numbered(row.number, row.symbol)
        given[row.series].append(row.number)
        if row.state == State.USED.value and row.paper:
            if (row.series, row.paper) in papers:
                yield f"number_doubled:{label}"
            papers.add((row.series, row.paper))
        if ends.get((row.series, row.number)) != _ENDS[State(row.state)].value:
            yield f"number_untold:{label}"
    for one in series:
        yield from (_missing(one, number) for number in gaps(one, given[one.id]))
    there = {
        row[0] for row in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    }
    if not there >= TRIGGERS.keys():
        yield "register_unguarded"


def _missing(series: Series, number: int) -> str:
    return f"number_missing:{series.type}/{number}"


def _ends(connection: Connection) -> dict[tuple[str, int], str]:
    """What happened to each number last, corrections apart; nothing for a history with a hole."""
    found: dict[tuple[str, int], str] = {}
    seen: dict[tuple[str, int], int] = defaultdict(int)
    told = number_events.c
    query = select(told.series, told.number, told.seq, told.happening)
    for row in connection.execute(query.order_by(told.series, told.number, told.seq)):
        key = (row.series, row.number)
        if row.seq != seen[key] + 1:
            found.pop(key, None)
            seen[key] = -1  # no later row fits
            continue
        seen[key] = row.seq
        if row.happening not in {Happening.AMENDED.value, Happening.LAPSED.value}:
            found[key] = row.happening
    return found

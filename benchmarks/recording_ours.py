"""What people wait for while recording, done by dvapp in an encrypted store; one process, which prints JSON."""

import json
import random
import resource
import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

from benchmarks.clock import now
from benchmarks.recording_content import BOARD, YEAR, Pattern, patterns, records

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import KindCode, RecordId, UnitCode
from dvapp.domain.figures.unit_figures import typed_table
from dvapp.domain.places.units import Unit, UnitCatalogue
from dvapp.domain.recording.records import Record
from dvapp.domain.recording.searching import KIND, SUBJECT, ListFilter, ListOrder
from dvapp.domain.values import Row
from dvapp.services.figures.grid import unit_grid
from dvapp.services.figures.period_figures import compute_figures, figure_table
from dvapp.services.recording.record_list import PAGE, order_records, read_page
from dvapp.services.recording.records import faults_in_store, remove_record, save_record
from dvapp.services.searching.search import find
from dvapp.services.session import Session
from dvapp.services.sheets.importing import ImportOrder, carry_out, plan_import
from dvapp.services.stores import create_store, open_session

PASSWORD = "benchmark password"
GRID_UNITS = 200
_CHUNK = 5000
_PERIOD = parse_period(str(YEAR))
WORDS = ("đối thoại nghĩa đô", "chuong my", "kỷ cương", "k", "khongcogi")

Times = dict[str, float]


def fill(path: Path, count: int) -> None:
    """A store with so many records; one that was begun and is not full is filled on from where it ends."""
    tools = make_tools()
    if path.exists():
        session = open_session(path, password=PASSWORD, tools=tools)
    else:
        session = create_store(path, board=BOARD, year=YEAR, password=PASSWORD, tools=tools)
    made = records(session.pack, session.units, count)
    there = len(order_records(session, ListFilter()))  # the same seed made them in the same order
    next(islice(made, there, there), None)
    while chunk := list(islice(made, _CHUNK)):
        with session.store.unit_of_work() as work:
            work.records.put_all(chunk)
            work.commit()
    session.store.close()


def measure(path: Path, rounds: int) -> dict[str, object]:
    """Seconds of every step in the store; the store is afterwards as it was."""
    with opened(path) as session:
        times: Times = {}
        begun = now()
        compute_figures(session, _PERIOD)
        times["figures of the year, first"] = now() - begun
        times |= _list(session, rounds)
        times |= _search(session, rounds)
        times |= _saving(session, rounds)
        return {"times": times, "memory": _memory()}


def measure_grid(path: Path, rounds: int) -> dict[str, object]:
    """The grid of 200 units with every cell typed, in the store of that path, which is made for it."""
    if not path.exists():
        _fill_grid(path)
    with opened(path) as session:
        _add_units(session)
        times: Times = {}
        begun = now()
        cells = _read_grid(session)
        times[f"grid of {GRID_UNITS} units, {cells} cells, first"] = now() - begun
        times["grid after a typed number"] = _again(session, rounds)
        return {"times": times, "memory": _memory()}


def measure_import(path: Path, sheet: Path, kind: str) -> dict[str, object]:
    """The trial of a sheet and its import into a new store."""
    session = create_store(path, board=BOARD, year=YEAR, password=PASSWORD, tools=make_tools())
    begun = now()
    plan = plan_import(session, ImportOrder(path=sheet, kind=kind))
    tried = now()
    done = carry_out(session, plan, good_only=True)
    kept = now()
    session.store.close()
    path.unlink()
    times = {"trial": tried - begun, "import": kept - tried}
    return {
        "times": times,
        "memory": _memory(),
        "rows": done.count if done else 0,
        "refused": len(plan.refused),
    }


@contextmanager
def opened(path: Path) -> Iterator[Session]:
    """The store of a path."""
    session = open_session(path, password=PASSWORD, tools=make_tools())
    try:
        yield session
    finally:
        session.store.close()


def _list(session: Session, rounds: int) -> Times:
    everything = ListFilter()
    numbers = order_records(session, everything)
    middle, end = len(numbers) // 2, max(0, len(numbers) - PAGE)
    some_days = parse_period(f"{YEAR}-Q3").span
    some = ListFilter(kind=KindCode("meeting"), days=some_days)
    return {
        "open the list (order, first page)": _median(
            lambda: read_page(session, order_records(session, everything)[:PAGE]), rounds
        ),
        "page in the middle": _median(lambda: read_page(session, numbers[middle : middle + PAGE]), rounds),
        "page at the end": _median(lambda: read_page(session, numbers[end:]), rounds),
        "sort by subject": _median(
            lambda: order_records(session, everything, ListOrder(code=SUBJECT, descending=False)), rounds
        ),
        "sort by kind": _median(lambda: order_records(session, everything, ListOrder(code=KIND)), rounds),
        "filter by kind and quarter": _median(lambda: order_records(session, some), rounds),
    }


def _search(session: Session, rounds: int) -> Times:
    times = {word: _median(lambda word=word: find(session, word), rounds) for word in WORDS}  # type: ignore[misc]  # each word its own
    return {
        "search, median of the words": statistics.median(times.values()),
        "search, slowest word": max(times.values()),
    }


def _saving(session: Session, rounds: int) -> Times:
    """Saving a record, and the figures of the year after it."""
    chance = random.Random(1)
    made = [
        one
        for one in patterns(session.pack)
        if not any(c.table for c in one.kind.checks)
        and not any(faults_in_store(_of_this_year(one, chance), session))
    ]
    saved: list[float] = []
    followed: list[float] = []
    for number in range(max(rounds, 5)):
        one = _of_this_year(made[number % len(made)], chance)
        begun = now()
        save_record(one, session=session)
        kept = now()
        figure_table(session, _PERIOD).all()
        followed.append(now() - kept)
        saved.append(kept - begun)
        remove_record(one.id, session=session)
        figure_table(session, _PERIOD).all()
    return {
        "save a record": statistics.median(saved),
        "figures of the year after it": statistics.median(followed),
    }


def _of_this_year(pattern: Pattern, chance: random.Random) -> Record:
    while (one := pattern.record(chance, BOARD)).happened.until.year != YEAR:
        pass
    return one


# --- the grid --------------------------------------------------------------------------------------------------------


def _fill_grid(path: Path) -> None:
    session = create_store(path, board=BOARD, year=YEAR, password=PASSWORD, tools=make_tools())
    with session.store.unit_of_work() as work:
        work.records.put_all(
            [_typed(session, unit.code, number) for number, unit in enumerate(_grid_units(session))]
        )
        work.commit()
    session.store.close()


def _typed(session: Session, unit: UnitCode, number: int, first: int = 0) -> Record:
    """All figures of a unit as typed for the year; ``first``: the first of them."""
    table = typed_table(session.pack)
    assert table is not None, "the pack has typed figures"
    rows: tuple[Row, ...] = tuple(
        {str(table.indicator): str(code), str(table.number): (number * 7 + n) % 50 if n else first}
        for n, code in enumerate(sorted(table.codes))
    )
    id_ = RecordId(f"00000000-0000-4000-8000-{number:012d}")
    return Record(id=id_, kind=table.kind, unit=unit, happened=_PERIOD.span, values={table.field: rows})


def _grid_units(session: Session) -> list[Unit]:
    below = list(session.units.below(BOARD, date(YEAR, 12, 31)))
    more = [
        replace(below[n % len(below)], code=UnitCode(f"b{n}"), name=f"Đơn vị {n}")
        for n in range(GRID_UNITS - len(below))
    ]
    return below + more


def _add_units(session: Session) -> None:
    known = {unit.code for unit in session.units.units}
    more = tuple(unit for unit in _grid_units(session) if unit.code not in known)
    session.units = UnitCatalogue((*session.units.units, *more))


def _read_grid(session: Session) -> int:
    grid = unit_grid(session, _PERIOD)
    count = 0
    for unit in grid.units:
        for indicator in grid.indicators:
            assert grid.cell(unit.code, indicator.code).figure is not None
            count += 1
    return count


def _again(session: Session, rounds: int) -> float:
    """All cells once more after one number of one unit was typed anew."""
    times = []
    unit = _grid_units(session)[0].code
    for number in range(rounds):
        with session.store.unit_of_work() as work:
            work.records.put(_typed(session, unit, 0, first=100 + number))
            work.commit()
        begun = now()
        _read_grid(session)
        times.append(now() - begun)
    return statistics.median(times)


# --- measuring -------------------------------------------------------------------------------------------------------


def _median(work: Callable[[], object], rounds: int) -> float:
    work()  # unmeasured: what is read once a session
    times = []
    for _round in range(rounds):
        begun = now()
        work()
        times.append(now() - begun)
    return statistics.median(times)


def _memory() -> float:
    """Peak of this process in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """``fill PATH COUNT``, ``measure PATH ROUNDS``, ``grid PATH ROUNDS``, ``import PATH SHEET KIND``."""
    step, path, *more = sys.argv[1:]
    match step:
        case "fill":
            fill(Path(path), int(more[0]))
            found: dict[str, object] = {"memory": _memory()}
        case "measure":
            found = measure(Path(path), int(more[0]))
        case "grid":
            found = measure_grid(Path(path), int(more[0]))
        case "import":
            found = measure_import(Path(path), Path(more[0]), more[1])
        case _:
            raise SystemExit(main.__doc__)
    print(json.dumps(found))


if __name__ == "__main__":
    main()

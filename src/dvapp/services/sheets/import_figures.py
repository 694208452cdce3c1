"""Typed figures of a sheet beside those that the store has of the same unit and period: laid over them, never instead.

A sheet says nothing of the figures that it does not name. Two sheets of one quarter, or a sheet and somebody who typed in
the grid, fill one record together.
"""

from collections.abc import Iterator, Mapping, Sequence

from dvapp.domain.figures.unit_figures import TypedTable
from dvapp.domain.recording.plain import plain_span
from dvapp.domain.sheets.importing import Row
from dvapp.domain.sheets.wide import figure_target
from dvapp.services.ports import StoredRecord

Place = tuple[int, int]
Parts = Mapping[str, Sequence[Mapping[str, Place]]]
"""By table, for each row of it, where each of its columns was read: row and column of the sheet, from 0."""


def parts_of(rows: Sequence[Row]) -> Parts:
    """Where the rows of a record's tables were read, in their order."""
    found: dict[str, list[Mapping[str, Place]]] = {}
    for row in rows:
        for table, parts in row.parts.items():
            found.setdefault(table, []).extend(parts)
    return found


def fault_place(field: str, rows: Sequence[Row], parts: Parts) -> Place:
    """The cell that a fault comes from, or one of its row where its field has no cell."""
    first = rows[0]
    table, bracket, rest = field.partition("[")
    if bracket:
        number, _close, inner = rest.partition("].")
        known = parts.get(table, ())
        places = known[int(number)] if number.isdigit() and int(number) < len(known) else {}
        if places:
            return places.get(inner) or min(places.values())
    return first.number, first.columns.get(field, min(first.columns.values(), default=0))


def laid_over(
    home: StoredRecord, plain: Mapping[str, object], parts: Parts, table: TypedTable
) -> tuple[Mapping[str, object], Parts]:
    """A sheet's figures over a stored record's, in plain form, and where each row of the result was read.

    A note that the sheet does not give stays, as does everything else that it does not say.
    """
    values = plain["values"]
    assert isinstance(values, Mapping), "made by joined()"
    rows: list[Mapping[str, object]] = [row for row in _rows(home.values.get(table.field)) if row]
    places: list[Mapping[str, Place]] = [{} for _row in rows]
    at = {row.get(table.indicator): number for number, row in enumerate(rows)}
    own = parts.get(table.field, ())
    for number, row in enumerate(_rows(values.get(table.field))):
        place = own[number] if number < len(own) else {}
        there = at.pop(
            row.get(table.indicator), None
        )  # the same figure twice is told by the kind's own check
        if there is None:
            rows.append(row)
            places.append(place)
        else:
            rows[there], places[there] = {**rows[there], **row}, place
    merged = {**home.values, **values, table.field: rows}
    happened = plain_span(home.happened)
    return {**plain, "happened": happened, "values": merged}, {**parts, table.field: places}


def figures_named(rows: Sequence[Row], table: TypedTable) -> frozenset[str]:
    """The figures that a sheet has numbers of, of any unit."""
    return frozenset[str]().union(*(figures_of(row.plain["values"], table) for row in rows))


def figures_of(values: object, table: TypedTable) -> frozenset[str]:
    """The figures that values in plain form have a row for."""
    rows = _rows(values.get(table.field)) if isinstance(values, Mapping) else []
    return frozenset(str(row.get(table.indicator)) for row in rows)


def figure_differences(was: object, now: object, table: TypedTable) -> Iterator[tuple[str, object, object]]:
    """Figures in which two tables differ: the target of a column with their numbers, old and new number, or note."""
    old = {row.get(table.indicator): row for row in _rows(was)}
    new = {row.get(table.indicator): row for row in _rows(now)}
    for code in dict.fromkeys((*old, *new)):
        before, after = old.get(code, {}), new.get(code, {})
        target = figure_target(str(code))
        if before.get(table.number) != after.get(table.number):
            yield target, before.get(table.number), after.get(table.number)
        elif before != after and table.note is not None:
            yield target, before.get(table.note), after.get(table.note)


def _rows(value: object) -> list[Mapping[str, object]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []

"""Where each field stands: the pack's hints, fitted to the width there is. Knows no widget."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from dvapp.domain.recording.kinds import Field, FieldType, RecordKind

COLUMNS = 12
_TWELFTH = 46
"""Pixels of a twelfth in a form of usual width, to tell which choices fit side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A field and its columns: ``at`` from 0, ``span`` wide."""

    field: Field
    at: int
    span: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A heading with its rows. ``unit``: what all its numbers count; each field then need not say it."""

    code: str
    unit: str
    rows: tuple[tuple[Placed, ...], ...]


def side_by_side(field: Field, language: str) -> int:
    """Columns that the choices need as buttons in one line; 0 when a list to open suits them better."""
    if field.type is not FieldType.CHOICE or not 1 < len(field.choices) <= 4:
        return 0
    letters = sum(len(choice.label.said_in(language)) for choice in field.choices)
    wide = ceil((letters * 7.7 + len(field.choices) * 27) / _TWELFTH)
    return wide if wide <= COLUMNS else 0


def arrange(kind: RecordKind, *, language: str, narrow: bool = False) -> tuple[Group, ...]:
    """The form of a kind, group by group.

    :param narrow: the form is less than about 430 pixels wide: at most two fields stand in a row.
    """
    codes = dict.fromkeys([*kind.groups, *(f.place.group for f in kind.fields)])
    groups = (_group(code, kind, language, narrow=narrow) for code in codes)
    return tuple(group for group in groups if group.rows)


def _group(code: str, kind: RecordKind, language: str, *, narrow: bool) -> Group:
    fields = [f for f in kind.fields if f.place.group == code]
    rows: list[tuple[Placed, ...]] = []
    for number in sorted({f.place.row for f in fields}):
        rows.extend(_row([f for f in fields if f.place.row == number], language, narrow=narrow))
    units = {f.unit.said_in(language) for f in fields if f.type.numeric}
    alone = sum(f.type.numeric for f in fields) > 1 and len(units) == 1
    return Group(code=code, unit=units.pop() if alone else "", rows=tuple(rows))


def _row(fields: Sequence[Field], language: str, *, narrow: bool) -> Iterable[tuple[Placed, ...]]:
    wanted = [(f, _span(f, language, narrow=narrow)) for f in fields]
    designed = sum(f.place.span for f in fields) >= COLUMNS
    line: list[tuple[Field, int]] = []
    for field, span in wanted:
        if line and sum(s for _, s in line) + span > COLUMNS:
            yield _placed(line, fill=designed)
            line = []
        line.append((field, span))
    yield _placed(line, fill=designed)


def _span(field: Field, language: str, *, narrow: bool) -> int:
    buttons = side_by_side(field, language)
    if narrow:
        return 6 if field.place.span <= 4 and not buttons else COLUMNS
    return max(field.place.span, buttons)


def _placed(line: Sequence[tuple[Field, int]], *, fill: bool) -> tuple[Placed, ...]:
    """Fields of a line; the last takes what is left where the pack meant the line to be full."""
    at = 0
    placed: list[Placed] = []
    for number, (field, span) in enumerate(line):
        wide = COLUMNS - at if fill and number == len(line) - 1 else span
        placed.append(Placed(field=field, at=at, span=min(wide, COLUMNS - at)))
        at += span
    return tuple(placed)

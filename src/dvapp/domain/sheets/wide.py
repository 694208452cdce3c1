"""Wide tables of typed figures: units below each other and a column for each figure, or figures below each other and a
column for each unit (decision 15). Both say of each cell what a row of the long form says: unit, figure, number.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from enum import Enum
from functools import lru_cache

from dvapp.domain.codes import IndicatorCode, UnitCode
from dvapp.domain.figures.unit_figures import TypedTable, typed_table_of
from dvapp.domain.recording.kinds import Field, RecordKind
from dvapp.domain.sheets.cells import words
from dvapp.domain.sheets.head import UNIT, Head, column_words
from dvapp.domain.sheets.head_words import plain_words, spelled_out
from dvapp.domain.sheets.sheet import Sheet
from dvapp.domain.sheets.unit_names import UnitNames, units_called

FIGURE, OF_UNIT = "@figure:", "@unit:"
"""Beginnings of targets: a column of one figure's numbers, and a column of one unit's numbers."""
TOTAL = "@total"
"""A column that adds up the units of its row: only compared."""

_CODE = re.compile(r"[A-Z]{1,2}[0-9]{2,3}")
_CODE_ASIDE = re.compile(r"(?<![\w/])([A-Z]{1,2}[0-9]{2,3})(?![\w/])")
_TOTALS = frozenset({"tong", "tong cong", "tong so", "cong", "toan quan", "toan huyen", "toan thi xa", "toan thanh pho",
                     "total"})  # fmt: skip
_MOST, _SOME = 0.6, 0.2
"""Shares of a column's cells that must name units, or figures, for it to be the column of their names: a strange unit is
rare, while figures in an office's own words are not.
"""
_FIGURE_HEADS = frozenset(
    {"chi tieu", "noi dung", "ten chi tieu", "noi dung chi tieu", "figure", "indicator"}
)


class Shape(Enum):
    """How a table lies. ``LONG``: a row has one record or one row of it; the others have a number in each cell."""

    LONG = "long"
    BY_FIGURES = "by_figures"
    BY_UNITS = "by_units"


def shape_of(columns: Mapping[int, str]) -> Shape:
    """How a table with these columns lies."""
    targets = columns.values()
    if any(target.startswith(OF_UNIT) for target in targets):
        return Shape.BY_UNITS
    return Shape.BY_FIGURES if any(target.startswith(FIGURE) for target in targets) else Shape.LONG


def figure_target(code: str) -> str:
    """The target of a column with a figure's numbers."""
    return FIGURE + code


def unit_target(code: str) -> str:
    """The target of a column with a unit's numbers."""
    return OF_UNIT + code


def figure_in(target: str) -> IndicatorCode | None:
    """The figure whose numbers a column has."""
    return IndicatorCode(target.removeprefix(FIGURE)) if target.startswith(FIGURE) else None


def unit_in(target: str) -> UnitCode | None:
    """The unit whose numbers a column has."""
    return UnitCode(target.removeprefix(OF_UNIT)) if target.startswith(OF_UNIT) else None


def is_number(target: str) -> bool:
    """Whether a column has the numbers of one figure or unit."""
    return target.startswith((FIGURE, OF_UNIT))


def number_field(kind: RecordKind, target: str) -> Field | None:
    """What a column of numbers of one figure or unit, or their total, is read as; ``None``: it is none."""
    if not is_number(target) and target != TOTAL:
        return None
    table = typed_table_of(kind)
    return None if table is None else _column(kind, table, table.number)


def figure_field(kind: RecordKind) -> Field | None:
    """The column of the long form that names figures; ``None``: the kind holds no typed figures."""
    table = typed_table_of(kind)
    return None if table is None else _column(kind, table, table.indicator)


def _column(kind: RecordKind, table: TypedTable, code: str) -> Field | None:
    own = kind.field(table.field)
    return next((column for column in own.columns if column.code == code), None) if own else None


# --- what heads mean -------------------------------------------------------------------------------------------------


def figure_named(said: Iterable[str], field: Field) -> str | None:
    """The figure that a head or a cell means: by the one code in it, or by its words."""
    told = [text for text in said if text]
    for text in reversed(told):
        aside: list[str] = _CODE_ASIDE.findall(text.upper())
        codes = {code for code in aside if field.choice(code) is not None}
        if len(codes) == 1:
            return codes.pop()
    names = _figure_names(field)
    forms = [told[-1], " ".join(told)] if told else []
    return next((names[plain] for form in forms if (plain := spelled_out(form)) in names), None)


@lru_cache(maxsize=8)
def _names_of(choices: tuple[tuple[str, str, str], ...]) -> Mapping[str, str]:
    found: dict[str, set[str]] = {}
    for code, vi, en in choices:
        for label in (vi, en):
            bare = label.partition(" ")[2] if _CODE.fullmatch(label.partition(" ")[0]) else label
            for name in (label, bare):
                if plain := spelled_out(name):
                    found.setdefault(plain, set()).add(code)
    return {name: codes.copy().pop() for name, codes in found.items() if len(codes) == 1}


def _figure_names(field: Field) -> Mapping[str, str]:
    # Asked for by every column of every row that might be a head: told by which field it is, not by what is in it.
    known = _KNOWN.get(id(field))
    if known is None or known[0] is not field:
        _KNOWN.clear()
        choices = tuple((choice.code, choice.label.vi, choice.label.en) for choice in field.choices)
        known = _KNOWN[id(field)] = (field, _names_of(choices))
    return known[1]


_KNOWN: dict[int, tuple[Field, Mapping[str, str]]] = {}


def wide_target(told: list[str], field: Field, units: UnitNames) -> str | None:
    """What a head's words mean in a wide table; ``None``: neither a figure nor a unit nor their total."""
    if (code := figure_named(told, field)) is not None:
        return figure_target(code)
    for text in (told[-1], told[0]) if told else ():
        codes = units_called(text, units)
        if len(codes) == 1:
            return unit_target(codes[0])
    return TOTAL if told and plain_words(told[-1]) in _TOTALS else None


# --- one shape -------------------------------------------------------------------------------------------------------


def shaped(head: Head, kind: RecordKind, sheet: Sheet) -> Head:
    """A head of one shape: columns that only another shape uses are told as unknown."""
    table = typed_table_of(kind)
    if table is None:
        return head
    own = {
        name: f"{table.field}.{code}"
        for name, code in (("figure", table.indicator), ("number", table.number))
    }
    note = f"{table.field}.{table.note}"
    targets = list(head.columns.values())
    figures = sum(target.startswith(FIGURE) for target in targets)
    of_units = sum(target.startswith(OF_UNIT) for target in targets)
    if of_units and of_units >= figures:
        return without(
            head, sheet, lambda target: target.startswith(FIGURE) or target in {UNIT, own["number"]}
        )
    long_form = own["figure"] in targets and own["number"] in targets
    if figures and not (long_form and figures < 2):
        unused = {own["figure"], own["number"], note, TOTAL}
        return without(head, sheet, lambda target: target.startswith(OF_UNIT) or target in unused)
    return without(head, sheet, lambda target: target.startswith((FIGURE, OF_UNIT)) or target == TOTAL)


def without(head: Head, sheet: Sheet, unused: Callable[[str], bool]) -> Head:
    """A head without some targets; their columns are told as unknown."""
    gone = {column for column, target in head.columns.items() if unused(target)}
    if not gone:
        return head
    said = column_words(sheet, head.first, head.last)
    kept = {column: target for column, target in head.columns.items() if column not in gone}
    return replace(head, columns=kept, unknown={**head.unknown, **{one: said.get(one, "") for one in gone}})


# --- columns known by what stands in them ----------------------------------------------------------------------------


def completed(head: Head, kind: RecordKind, sheet: Sheet, units: UnitNames) -> Head:
    """A wide head with the column that names its rows, where no word over it says so: its cells do."""
    field, table = figure_field(kind), typed_table_of(kind)
    shape = shape_of(head.columns)
    if field is None or table is None or shape is Shape.LONG:
        return head
    if shape is Shape.BY_UNITS:
        target = f"{table.field}.{table.indicator}"
        column = _column_of(sheet, head, lambda text: figure_named([text], field) is not None, _SOME)
        if column is None and target not in head.columns.values():
            column = next((c for c, said in head.unknown.items() if plain_words(said) in _FIGURE_HEADS), None)
        # A column of codes beside one of words: whichever names more of the figures.
        kept = {c: t for c, t in head.columns.items() if t != target} if column is not None else head.columns
    else:
        target, kept = UNIT, head.columns
        named = any(one == UNIT for one in head.columns.values())
        column = (
            None
            if named
            else _column_of(sheet, head, lambda text: len(units_called(text, units)) == 1, _MOST)
        )
    if column is None:
        return head
    unknown = {c: words_ for c, words_ in head.unknown.items() if c != column}
    gone = {c: t for c, t in head.columns.items() if c not in kept and c != column}
    said = column_words(sheet, head.first, head.last)
    return replace(
        head, columns={**kept, column: target}, unknown={**unknown, **{c: said.get(c, "") for c in gone}}
    )


def _column_of(sheet: Sheet, head: Head, names: Callable[[str], bool], least: float) -> int | None:
    """The column with most such names, if they are at least that share of its cells; ``None``: there is none."""
    best: tuple[int, int] | None = None
    for column in range(sheet.width):
        target = head.columns.get(column, "")
        if column in head.left or target.startswith((FIGURE, OF_UNIT)) or target == TOTAL:
            continue
        said = [text for row in sheet.rows[head.last + 1 :] if (text := words(row[column]))]
        known = sum(map(names, said))
        if known and known >= least * len([text for text in said if not text.strip("().").isdecimal()]):
            best = max(best, (known, -column)) if best is not None else (known, -column)
    return None if best is None else -best[1]

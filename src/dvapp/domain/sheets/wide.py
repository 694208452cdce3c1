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
from dvapp.domain.sheets.head import TOTAL, UNIT, Head, without_columns
from dvapp.domain.sheets.head_words import plain_words, spelled_out
from dvapp.domain.sheets.period_columns import PERIOD, has_periods, is_total, series_of, unnamed
from dvapp.domain.sheets.sheet import Sheet
from dvapp.domain.sheets.unit_names import UnitNames, units_called

FIGURE, OF_UNIT = "@figure:", "@unit:"
"""Beginnings of targets: a column of one figure's numbers, and a column of one unit's numbers."""

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
    """How a table lies. ``LONG``: a row has one record or one row of it; the others have a number in each cell.

    ``BY_PERIODS``: a column for each period; units, or the figures of one unit, are below each other.
    """

    LONG = "long"
    BY_FIGURES = "by_figures"
    BY_UNITS = "by_units"
    BY_PERIODS = "by_periods"


def shape_of(columns: Mapping[int, str]) -> Shape:
    """How a table with these columns lies."""
    targets = columns.values()
    if any(target.startswith(OF_UNIT) for target in targets):
        return Shape.BY_UNITS
    if any(target.startswith(FIGURE) for target in targets):
        return Shape.BY_FIGURES
    return Shape.BY_PERIODS if has_periods(columns) else Shape.LONG


def figure_target(code: str) -> str:
    """The target of a column with a figure's numbers."""
    return FIGURE + code


def unit_target(code: str) -> str:
    """The target of a column with a unit's numbers."""
    return OF_UNIT + code


def figure_in(target: str) -> IndicatorCode | None:
    """The figure whose numbers a column has."""
    return IndicatorCode(series_of(target).removeprefix(FIGURE)) if target.startswith(FIGURE) else None


def unit_in(target: str) -> UnitCode | None:
    """The unit whose numbers a column has."""
    return UnitCode(series_of(target).removeprefix(OF_UNIT)) if target.startswith(OF_UNIT) else None


def is_number(target: str) -> bool:
    """Whether a column has the numbers of one figure, unit or period."""
    return target.startswith((FIGURE, OF_UNIT, PERIOD)) or has_periods({0: target})


def number_field(kind: RecordKind, target: str) -> Field | None:
    """What a column of numbers of one figure or unit, or their total, is read as; ``None``: it is none."""
    if not is_number(target) and not is_total(target):
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
    periods = sum(target.startswith(PERIOD) for target in targets)
    if periods > 1 and periods > figures + of_units:
        no_series = {own["number"], note}
        return without(head, sheet, lambda one: one.startswith((FIGURE, OF_UNIT)) or one in no_series)
    if periods:
        head = without(head, sheet, lambda target: target.startswith(PERIOD))
    if of_units and of_units >= figures:
        return without(
            head, sheet, lambda target: target.startswith(FIGURE) or target in {UNIT, own["number"]}
        )
    long_form = own["figure"] in targets and own["number"] in targets
    if figures and not (long_form and figures < 2):
        unused = {own["figure"], own["number"], note}
        if not has_periods(head.columns):
            unused.add(TOTAL)
        return without(head, sheet, lambda target: target.startswith(OF_UNIT) or target in unused)
    return without(head, sheet, lambda target: target.startswith((FIGURE, OF_UNIT)) or target == TOTAL)


def without(head: Head, sheet: Sheet, unused: Callable[[str], bool]) -> Head:
    """A head without some targets; their columns are told as unknown."""
    return without_columns(head, sheet, {c for c, target in head.columns.items() if unused(target)})


# --- columns known by what stands in them ----------------------------------------------------------------------------


def completed(head: Head, kind: RecordKind, sheet: Sheet, units: UnitNames) -> Head:
    """A wide head with the column that names its rows, where no word over it says so: its cells do."""
    field, table = figure_field(kind), typed_table_of(kind)
    shape = shape_of(head.columns)
    if field is None or table is None or shape is Shape.LONG:
        return head
    of_figures = f"{table.field}.{table.indicator}"
    if shape is Shape.BY_UNITS:
        return _named_by(head, sheet, of_figures, _figures_column(head, sheet, field, of_figures))
    # Where columns say nothing but a period, rows may be figures as well as units.
    if unnamed(head.columns) and of_figures not in head.columns.values():
        column = _figures_column(head, sheet, field, of_figures)
        if column is not None:
            return _named_by(head, sheet, of_figures, column)
    if UNIT in head.columns.values():
        return head
    names = _column_of(sheet, head, lambda text: len(units_called(text, units)) == 1, _MOST)
    return _named_by(head, sheet, UNIT, names)


def _figures_column(head: Head, sheet: Sheet, field: Field, target: str) -> int | None:
    """The column that names the figures of the rows: by its cells, else by its head."""
    column = _column_of(sheet, head, lambda text: figure_named([text], field) is not None, _SOME)
    if column is not None or target in head.columns.values():
        return column
    return next((c for c, said in head.unknown.items() if plain_words(said) in _FIGURE_HEADS), None)


def _named_by(head: Head, sheet: Sheet, target: str, column: int | None) -> Head:
    """A head with that target in that column and no other: of codes beside words, whichever names more of them."""
    if column is None:
        return head
    others = {c for c, one in head.columns.items() if one == target and c != column}
    kept = without_columns(head, sheet, others)
    unknown = {c: said for c, said in kept.unknown.items() if c != column}
    return replace(kept, columns={**kept.columns, column: target}, unknown=unknown)


def _column_of(sheet: Sheet, head: Head, names: Callable[[str], bool], least: float) -> int | None:
    """The column with most such names, if they are at least that share of its cells; ``None``: there is none."""
    best: tuple[int, int] | None = None
    for column in range(sheet.width):
        target = head.columns.get(column, "")
        if column in head.left or is_number(target) or is_total(target):
            continue
        said = [text for row in sheet.rows[head.last + 1 :] if (text := words(row[column]))]
        known = sum(map(names, said))
        if known and known >= least * len([text for text in said if not text.strip("().").isdecimal()]):
            best = max(best, (known, -column)) if best is not None else (known, -column)
    return None if best is None else -best[1]

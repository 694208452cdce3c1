"""Finding the head of somebody's table: which rows are its head, and which column means which field.

A head may stand anywhere in the first rows, under titles, over several rows with merged cells. Columns are known by the
words of the template pack (either language), by codes, or by a mapping that was agreed before. Of typed figures a head may
also name figures or units themselves (:mod:`dvapp.domain.sheets.wide`).
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from dvapp.domain.recording.kinds import Field, FieldType, RecordKind
from dvapp.domain.sheets.cells import CellValue
from dvapp.domain.sheets.head import MONTH, SINCE, TOTAL, UNIT, UNTIL, Head, column_words, told_over
from dvapp.domain.sheets.head_words import plain_words
from dvapp.domain.sheets.imports import SavedMapping
from dvapp.domain.sheets.period_columns import (
    PERIOD,
    TOTAL_OF,
    at_period,
    is_sum,
    is_total,
    period_in,
    period_over,
    periods_used,
    series_of,
    settled,
    told_year,
)
from dvapp.domain.sheets.sheet import Sheet
from dvapp.domain.sheets.unit_names import UnitNames
from dvapp.domain.sheets.wide import (
    completed,
    figure_field,
    figure_target,
    number_field,
    shaped,
    unit_target,
    wide_target,
    without,
)

_WITHIN_ROWS, _DEEPEST = 40, 4
_SOME_YEAR = 2000
_MONTHS = 12
_BARE = "@"
"""How the words of a column that has none in the head are kept: with its number, from 0, behind."""
_FRAME = {
    UNIT: (
        "đơn vị",
        "tên đơn vị",
        "đơn vị báo cáo",
        "phường",
        "xã",
        "tên phường",
        "tên xã",
        "xã, phường",
        "phường/xã",
        "xã/phường",
        "xã, phường, thị trấn",
        "phường, xã",
        "phường, xã, thị trấn",
        "địa phương",
        "địa bàn",
        "unit",
        "commune",
    ),
    SINCE: ("ngày", "từ ngày", "day", "date", "from"),
    UNTIL: ("đến ngày", "until", "to"),
    MONTH: ("tháng", "month"),
}
_FRAME_TARGETS = frozenset(_FRAME)


def targets(kind: RecordKind) -> Mapping[str, Field]:
    """What a column can be filled into, by target; computed fields are left out."""
    found: dict[str, Field] = {}
    for own in kind.fields:
        if own.type is FieldType.TABLE:
            found |= {f"{own.code}.{column.code}": column for column in own.columns if not column.shown}
        elif not own.shown:
            found[own.code] = own
    return found


def fields_of(kind: RecordKind, head: Head) -> Mapping[str, Field]:
    """What the columns of a head are read as, by target; those of wide tables among them."""
    known = targets(kind)
    own = {
        target: field
        for target in head.columns.values()
        if (field := number_field(kind, target) or _of_period(target, known))
    }
    return {**known, **own}


def _of_period(target: str, known: Mapping[str, Field]) -> Field | None:
    """The field of a column of a period, or of totals of such columns; any count where it is not said which."""
    if period_in(target) is None and not is_total(target):
        return None
    series = series_of(target.removeprefix(TOTAL_OF))
    return known.get(series) or next((field for field in known.values() if field.type.numeric), None)


def known_target(said: str, kind: RecordKind, units: UnitNames) -> str | None:
    """The target that somebody names, by a field's code, a figure's, or a unit's; ``None``: there is none.

    A period may stand behind it: ``complaints@2018-07``, ``F02@2018-Q3``.
    """
    if (period := period_in(said)) is not None and periods_used(kind):
        series = known_target(series_of(said), kind, units) if series_of(said) else ""
        counts = series is not None and (series == "" or is_series(series, kind))
        return at_period(series or "", period) if counts else None
    if said == "" or said in _FRAME_TARGETS or said in targets(kind) or number_field(kind, said) is not None:
        return said
    field = figure_field(kind)
    if field is not None and field.choice(said) is not None:
        return figure_target(said)
    codes = units.get(said.casefold(), ()) if field is not None else ()
    return unit_target(codes[0]) if len(codes) == 1 else None


def find_head(
    sheet: Sheet,
    kind: RecordKind,
    agreed: Mapping[str, str] | None = None,
    *,
    below: int = 0,
    units: UnitNames | None = None,
    year: int | None = None,
) -> Head | None:
    """The head with most columns known, the topmost of equal ones; ``None`` where fewer than two are.

    :param agreed: words of a column (as in the sheet) to target, or to "" for a column to leave out.
    :param below: the first row that may belong to it.
    :param units: names of the units that a column may be of.
    :param year: of months and quarters in a head for which neither titles nor head name a year.
    """
    named = units or {}
    names = names_of(kind) | {
        plain_words(said): known_target(target, kind, named) or target
        for said, target in (agreed or {}).items()
    }
    best: Head | None = None
    for last in range(below, min(below + _WITHIN_ROWS, len(sheet.rows))):
        if not _may_end_head(sheet.rows[last]):
            continue
        for depth in range(1, min(_DEEPEST, last - below + 1) + 1):
            head = _fitted(_head(sheet, (last - depth + 1, last), names, kind, named, year), kind, sheet)
            if best is None or _known(head) > _known(best):
                best = head
    if best is None:
        return None
    best = completed(best, kind, sheet, named)
    # A unit and a day alone are no table of records: nothing of them would be kept.
    counts = any(target not in _FRAME_TARGETS and not is_total(target) for target in best.columns.values())
    return best if len(best.columns) >= 2 and counts else None


def _may_end_head(row: Sequence[CellValue]) -> bool:
    """Whether a row can be the last one of a head: words or days stand in it, or nothing but numbers of months."""
    said = [value for value in row if value is not None]
    small = all(isinstance(value, int | float) and 1 <= value <= _MONTHS for value in said)
    return small or any(isinstance(value, str | date) for value in said)


def _known(head: Head) -> tuple[int, int]:
    """How much is known of a head: its columns, and of how many of them what they count."""
    return len(head.columns), sum(not target.startswith(PERIOD) for target in head.columns.values())


def is_series(target: str, kind: RecordKind) -> bool:
    """Whether numbers of that target may stand in columns of periods."""
    own = targets(kind).get(target)
    counted = own is not None and own.type.numeric and "." not in target and not kind.by_period
    return counted or number_field(kind, target) is not None


def find_saved(
    sheet: Sheet, saved: Mapping[str, SavedMapping], *, below: int = 0, year: int | None = None
) -> Head | None:
    """The head of a sheet whose columns were agreed before, by :func:`fingerprint`; ``None`` if there is none."""
    if not saved:
        return None
    for last in range(below, min(below + _WITHIN_ROWS, len(sheet.rows))):
        for depth in range(1, min(_DEEPEST, last - below + 1) + 1):
            first = last - depth + 1
            mapping = saved.get(fingerprint(sheet, first, last))
            if mapping is not None and (found := _agreed_head(sheet, first, last, mapping, year)) is not None:
                return found
    return None


def _agreed_head(sheet: Sheet, first: int, last: int, mapping: SavedMapping, year: int | None) -> Head | None:
    told = column_words(sheet, first, last)
    worded, bare = mapping.columns[: len(told)], mapping.columns[len(told) :]
    if len(worded) != len(told) or any(not _is_bare(said) for said, _target in bare):
        return None
    pairs = [
        (column, words_, target)
        for (column, words_), (_said, target) in zip(told.items(), worded, strict=True)
    ]
    own_year = told_year(sheet, last, year)
    found = {
        column: _this_year(target, told_over(sheet, first, last, column), own_year)
        for column, _words, target in pairs
        if target
    }
    found |= {number: target for said, target in bare if (number := int(said[1:])) < sheet.width}
    left = {column: said for column, said, target in pairs if not target}
    return Head(first=first, last=last, columns=found, left=left)


def _this_year(target: str, told: Sequence[str], year: int | None) -> str:
    """A target as agreed, of the period that this sheet's head names: "Tháng 7" is another month each year."""
    inner = target.removeprefix(TOTAL_OF)
    found = period_over(told, year) if period_in(inner) is not None else None
    if found is None:
        return target
    return target.removesuffix(inner) + at_period(series_of(inner), found[0])


def _is_bare(said: str) -> bool:
    return said.startswith(_BARE) and said[1:].isdecimal()


def head_at(sheet: Sheet, first: int, last: int, columns: Mapping[int, str]) -> Head:
    """The head in given rows with given columns; every other column that has words is left out."""
    told = column_words(sheet, first, last)
    left = {column: said for column, said in told.items() if column not in columns}
    return Head(first=first, last=last, columns=dict(columns), left=left)


def head_guess(
    sheet: Sheet, row: int, kind: RecordKind, units: UnitNames | None = None, year: int | None = None
) -> Head:
    """What the columns mean if the head is that one row (from 0), however few are known."""
    named = units or {}
    head = _fitted(_head(sheet, (row, row), names_of(kind), kind, named, year), kind, sheet)
    return completed(head, kind, sheet, named)


def saved_mapping(sheet: Sheet, head: Head, kind: RecordKind, file: str) -> SavedMapping:
    """What a head's columns mean, to be kept for the next sheet of that sender."""
    told = column_words(sheet, head.first, head.last)
    bare = ((f"{_BARE}{column}", target) for column, target in head.columns.items() if column not in told)
    return SavedMapping(
        head=fingerprint(sheet, head.first, head.last),
        kind=kind.code,
        columns=(*((said, head.columns.get(column, "")) for column, said in told.items()), *bare),
        file=file,
    )


def fingerprint(sheet: Sheet, first: int, last: int) -> str:
    """Digest of the folded words of a head, by which a sender's sheet is known again: SHA-256 in hexadecimal."""
    said = "\n".join(plain_words(words_) for words_ in column_words(sheet, first, last).values())
    return hashlib.sha256(said.encode()).hexdigest()


def _head(
    sheet: Sheet,
    rows: tuple[int, int],
    names: Mapping[str, str],
    kind: RecordKind,
    units: UnitNames,
    year: int | None,
) -> Head:
    columns: dict[int, str] = {}
    unknown: dict[int, str] = {}
    left: dict[int, str] = {}
    figures = figure_field(kind)
    of_periods = _of_periods(sheet, rows, names, kind, units, year) if periods_used(kind) else {}
    for column in range(sheet.width):
        told = told_over(sheet, *rows, column)
        target = of_periods.get(column) or _target(told, names)
        if target is None and figures is not None and told:
            target = wide_target(told, figures, units)
        if target and target not in columns.values():
            columns[column] = target
        elif told:
            (left if target == "" else unknown)[column] = " / ".join(told)
    return Head(first=rows[0], last=rows[1], columns=columns, unknown=unknown, left=left)


def _of_periods(
    sheet: Sheet,
    rows: tuple[int, int],
    names: Mapping[str, str],
    kind: RecordKind,
    units: UnitNames,
    year: int | None,
) -> Mapping[int, str]:
    """Columns whose head names a period, and those that add such columns up.

    Where the words beside the periods mean nothing, they are left alone if they are the same over all of these columns:
    then it can be said once what is counted. A period that stands there twice is of two figures, and nobody knows which.
    """
    figures = figure_field(kind)
    own_year: int | None = None
    asked = False
    found: dict[int, str] = {}
    bare: dict[int, tuple[str, str]] = {}
    for column in range(sheet.width):
        told = told_over(sheet, *rows, column)
        if not told:
            continue
        agreed = _target(told, names)
        if agreed == "" or (agreed is not None and period_in(agreed) is not None):
            continue  # what somebody said of it himself
        if not asked:
            if period_over(told, _SOME_YEAR) is None:
                continue  # most sheets have no such column, and the year is looked for once
            asked, own_year = True, told_year(sheet, rows[1], year)
        period = period_over(told, own_year)
        if period is None and not (found or bare):
            continue
        rest = period[1] if period is not None else told[:-1]
        if period is None and not is_sum(told[-1]):
            continue
        series = _series(rest, names, kind, units, figures)
        if period is not None and series is None:
            bare[column] = (at_period("", period[0]), " / ".join(rest))
        elif period is not None:
            found[column] = at_period(series or "", period[0])
        else:
            found[column] = f"{TOTAL_OF}{series}" if series else TOTAL
    targets_ = [target for target, _rest in bare.values()]
    if len({rest for _target, rest in bare.values()}) == 1 and len(set(targets_)) == len(targets_):
        found |= {column: target for column, (target, _rest) in bare.items()}
    return found


def _series(
    rest: list[str], names: Mapping[str, str], kind: RecordKind, units: UnitNames, figures: Field | None
) -> str | None:
    """What is counted in a column of a period, by the words beside the period; ``None``: they do not say."""
    target = _target(rest, names)
    if target is None and figures is not None and rest:
        target = wide_target(rest, figures, units)
    return target if target is not None and is_series(target, kind) else None


def _target(told: Sequence[str], names: Mapping[str, str]) -> str | None:
    """The lowest words name the column; what stands over them helps only where they alone mean nothing."""
    forms = [told[-1], " ".join(told), " ".join(reversed(told))] if told else []
    return next((names[plain] for form in forms if (plain := plain_words(form)) in names), None)


def _fitted(head: Head, kind: RecordKind, sheet: Sheet) -> Head:
    """Of month and days only what the kind is recorded by, and one shape; what is not used is told as unknown."""
    there = set(head.columns.values())
    unused = set()
    if MONTH in there and SINCE in there:
        unused = {SINCE, UNTIL} if kind.by_month else {MONTH}
    if UNTIL in there and (SINCE not in there or SINCE in unused):
        unused.add(UNTIL)
    if unused & there:
        head = without(head, sheet, unused.__contains__)
    return fitting(head, kind, sheet)


def fitting(head: Head, kind: RecordKind, sheet: Sheet) -> Head:
    """A head of one shape, with columns of periods or without."""
    return settled(shaped(head, kind, sheet), kind, sheet)


def names_of(kind: RecordKind) -> dict[str, str]:
    """Every name of every target, as :func:`plain_words`; where two share a name, the first field has it."""
    frame = ((target, names) for target, names in _FRAME.items())
    fields = (
        (target, (own.label.vi, own.label.en, own.code, target)) for target, own in targets(kind).items()
    )
    counts = ((target, _counted(own)) for target, own in targets(kind).items() if own.type.numeric)
    found: dict[str, str] = {}
    for target, names in (*fields, *frame, *counts):
        for name in names:
            if plain := plain_words(name):
                found.setdefault(plain, target)
    return found


def _counted(own: Field) -> tuple[str, ...]:
    """What a ward writes over a column of counts: "Số đơn tố cáo", "Số tố cáo" for the field "Tố cáo" (đơn)."""
    label, unit = own.label.vi, own.unit.vi
    said = (f"số {label}", f"số lượng {label}", f"số {unit} {label}", f"{unit} {label}")
    return said if unit else said[:2]

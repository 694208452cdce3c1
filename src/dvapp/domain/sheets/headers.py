"""Finding the head of somebody's table: which rows are its head, and which column means which field.

A head may stand anywhere in the first rows, under titles, over several rows with merged cells. Columns are known by the
words of the template pack (either language), by codes, or by a mapping that was agreed before.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from dvapp.domain.language.folding import folded
from dvapp.domain.recording.kinds import Field, FieldType, RecordKind
from dvapp.domain.sheets.cells import words
from dvapp.domain.sheets.imports import SavedMapping
from dvapp.domain.sheets.sheet import Sheet

UNIT, SINCE, UNTIL, MONTH = "@unit", "@since", "@until", "@month"
"""Targets that are no fields: whose record it is, and its days."""

_WITHIN_ROWS, _DEEPEST = 40, 3
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_FRAME = {
    UNIT: (
        "đơn vị",
        "tên đơn vị",
        "phường",
        "xã",
        "xã, phường, thị trấn",
        "phường, xã",
        "địa phương",
        "unit",
        "commune",
    ),
    SINCE: ("ngày", "từ ngày", "day", "date", "from"),
    UNTIL: ("đến ngày", "until", "to"),
    MONTH: ("tháng", "month"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where a table's head is, and what its columns mean.

    :param first, last: its rows, from 0.
    :param columns: column from 0 to target: a field's code, ``table.column``, or one of the targets above.
    :param unknown: words of the columns that mean nothing to the kind, by column.
    :param left: words of the columns that were agreed to be left out.
    """

    first: int
    last: int
    columns: Mapping[int, str]
    unknown: Mapping[int, str] = field(default_factory=dict)
    left: Mapping[int, str] = field(default_factory=dict)


def targets(kind: RecordKind) -> Mapping[str, Field]:
    """What a column can be filled into, by target; computed fields and lists of units are left out."""
    found: dict[str, Field] = {}
    for own in kind.fields:
        if own.type is FieldType.TABLE:
            found |= {f"{own.code}.{column.code}": column for column in own.columns if not column.shown}
        elif own.type is not FieldType.UNITS and not own.shown:
            found[own.code] = own
    return found


def find_head(
    sheet: Sheet, kind: RecordKind, agreed: Mapping[str, str] | None = None, *, below: int = 0
) -> Head | None:
    """The head with most columns known, the topmost of equal ones; ``None`` where fewer than two are.

    :param agreed: words of a column (as in the sheet) to target, or to "" for a column to leave out.
    :param below: the first row that may belong to it.
    """
    names = names_of(kind) | {plain_words(said): target for said, target in (agreed or {}).items()}
    best: Head | None = None
    for last in range(below, min(below + _WITHIN_ROWS, len(sheet.rows))):
        for depth in range(1, min(_DEEPEST, last - below + 1) + 1):
            head = _fitted(_head(sheet, last - depth + 1, last, names), kind, sheet)
            if best is None or len(head.columns) > len(best.columns):
                best = head
    return best if best is not None and len(best.columns) >= 2 else None


def find_saved(sheet: Sheet, saved: Mapping[str, SavedMapping], *, below: int = 0) -> Head | None:
    """The head of a sheet whose columns were agreed before, by :func:`fingerprint`; ``None`` if there is none."""
    if not saved:
        return None
    for last in range(below, min(below + _WITHIN_ROWS, len(sheet.rows))):
        for depth in range(1, min(_DEEPEST, last - below + 1) + 1):
            first = last - depth + 1
            mapping = saved.get(fingerprint(sheet, first, last))
            told = column_words(sheet, first, last)
            if mapping is not None and len(mapping.columns) == len(told):
                agreed = zip(told.items(), mapping.columns, strict=True)
                pairs = [(column, words_, target) for (column, words_), (_said, target) in agreed]
                return Head(
                    first=first,
                    last=last,
                    columns={column: target for column, _words, target in pairs if target},
                    left={column: said for column, said, target in pairs if not target},
                )
    return None


def head_at(sheet: Sheet, first: int, last: int, columns: Mapping[int, str]) -> Head:
    """The head in given rows with given columns; every other column that has words is left out."""
    told = column_words(sheet, first, last)
    left = {column: said for column, said in told.items() if column not in columns}
    return Head(first=first, last=last, columns=dict(columns), left=left)


def head_guess(sheet: Sheet, row: int, kind: RecordKind) -> Head:
    """What the columns mean if the head is that one row (from 0), however few are known."""
    return _fitted(_head(sheet, row, row, names_of(kind)), kind, sheet)


def saved_mapping(sheet: Sheet, head: Head, kind: RecordKind, file: str) -> SavedMapping:
    """What a head's columns mean, to be kept for the next sheet of that sender."""
    told = column_words(sheet, head.first, head.last)
    return SavedMapping(
        head=fingerprint(sheet, head.first, head.last),
        kind=kind.code,
        columns=tuple((said, head.columns.get(column, "")) for column, said in told.items()),
        file=file,
    )


def fingerprint(sheet: Sheet, first: int, last: int) -> str:
    """Digest of the folded words of a head, by which a sender's sheet is known again: SHA-256 in hexadecimal."""
    said = "\n".join(plain_words(words_) for words_ in column_words(sheet, first, last).values())
    return hashlib.sha256(said.encode()).hexdigest()


def column_words(sheet: Sheet, first: int, last: int) -> Mapping[int, str]:
    """The words over each column that has any, from top to bottom."""
    found = {column: _told(sheet, first, last, column) for column in range(sheet.width)}
    return {column: " / ".join(told) for column, told in found.items() if told}


def _told(sheet: Sheet, first: int, last: int, column: int) -> list[str]:
    said = (_said(sheet, row, column) for row in range(first, last + 1))
    return [text for text in dict.fromkeys(said) if text]


def _head(sheet: Sheet, first: int, last: int, names: Mapping[str, str]) -> Head:
    columns: dict[int, str] = {}
    unknown: dict[int, str] = {}
    left: dict[int, str] = {}
    for column in range(sheet.width):
        told = _told(sheet, first, last, column)
        # The lowest words name the column; what stands over them helps only where they alone mean nothing.
        forms = [told[-1], " ".join(told), " ".join(reversed(told))] if told else []
        target = next((names[plain] for form in forms if (plain := plain_words(form)) in names), None)
        if target and target not in columns.values():
            columns[column] = target
        elif told:
            (left if target == "" else unknown)[column] = " / ".join(told)
    return Head(first=first, last=last, columns=columns, unknown=unknown, left=left)


def _fitted(head: Head, kind: RecordKind, sheet: Sheet) -> Head:
    """Of month and days only what the kind is recorded by; what is not used is told as unknown."""
    there = set(head.columns.values())
    unused = set()
    if MONTH in there and SINCE in there:
        unused = {SINCE, UNTIL} if kind.by_month else {MONTH}
    if UNTIL in there and (SINCE not in there or SINCE in unused):
        unused.add(UNTIL)
    if not unused & there:
        return head
    kept = {column: target for column, target in head.columns.items() if target not in unused}
    said = column_words(sheet, head.first, head.last)
    more = {column: said[column] for column, target in head.columns.items() if target in unused}
    return Head(
        first=head.first, last=head.last, columns=kept, unknown={**head.unknown, **more}, left=head.left
    )


def _said(sheet: Sheet, row: int, column: int) -> str:
    """The words over a column; every cell of a merged area says what its first cell does."""
    top, left = sheet.merged_into.get((row, column), (row, column))
    return words(sheet.rows[top][left])


def names_of(kind: RecordKind) -> dict[str, str]:
    """Every name of every target, as :func:`plain_words`; where two share a name, the first field has it."""
    frame = ((target, names) for target, names in _FRAME.items())
    fields = (
        (target, (own.label.vi, own.label.en, own.code, target)) for target, own in targets(kind).items()
    )
    found: dict[str, str] = {}
    for target, names in (*fields, *frame):
        for name in names:
            if plain := plain_words(name):
                found.setdefault(plain, target)
    return found


@lru_cache(maxsize=20_000)
def plain_words(said: str) -> str:
    """Words without case, accents, units in brackets and marks, so that "Số đơn (đơn):" is "so don"."""
    text = folded(_IN_BRACKETS.sub(" ", said)) or folded(said)
    return " ".join(re.sub(r"[^\w.@]+", " ", text).strip(" .").split())

"""Two versions of one table, row by row, where its rows can be told apart. Knows no widget."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dvapp.domain.codes import FieldCode
from dvapp.domain.recording.kinds import Check, CheckForm, FieldType, RecordKind
from dvapp.domain.recording.passing import row_key

Row = Mapping[str, object]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlace:
    """One row of a table in which two versions differ.

    :param field: the table's code.
    :param key: what tells the row from the others, as the table's check of unique rows reads it.
    :param mine: all rows of one's own version; ``theirs``: of the other's.
    """

    field: str
    key: Key
    mine: Mapping[Key, Row]
    theirs: Mapping[Key, Row]


def keyed(kind: RecordKind, field: str, value: object) -> dict[Key, Row] | None:
    """The rows of a table by what tells them apart; ``None`` where that does not tell them all apart."""
    rule = _rule(kind, field)
    if rule is None:
        return None
    rows = value if isinstance(value, list) else []
    found = {key: row for row in rows if (key := row_key(rule, row)) is not None}
    return found if len(found) == len(rows) else None


def row_places(kind: RecordKind, field: str, mine: object, theirs: object) -> tuple[RowPlace, ...] | None:
    """The rows that differ, one's own first; ``None`` where rows cannot be told apart. Their order is no difference."""
    own, other = keyed(kind, field, mine), keyed(kind, field, theirs)
    if own is None or other is None:
        return None
    return tuple(
        RowPlace(field=field, key=key, mine=own, theirs=other)
        for key in dict.fromkeys((*own, *other))
        if not same_row(own.get(key), other.get(key))
    )


def merged_rows(place: RowPlace, taken: Sequence[Key], wanted: int) -> list[Row]:
    """One's own rows with the other's where they were chosen.

    :param taken: the keys of the rows that shall be as the other has them, or gone as there.
    :param wanted: how many rows differ; when all of them are taken, so is the other's order.
    """
    if len(taken) == wanted:
        return list(place.theirs.values())
    rows = {key: row for key, row in place.mine.items() if key not in taken or key in place.theirs}
    for key in taken:
        if key in place.theirs:
            rows[key] = place.theirs[key]
    return list(rows.values())


def _rule(kind: RecordKind, field: str) -> Check | None:
    definition = kind.field(field)
    if definition is None or definition.type is not FieldType.TABLE:
        return None
    return next((c for c in kind.checks if c.form is CheckForm.UNIQUE and c.table == definition.code), None)


def row_parts(kind: RecordKind, place: RowPlace) -> tuple[FieldCode, ...]:
    """The columns that tell a row from the others."""
    rule = _rule(kind, place.field)
    return rule.parts if rule is not None else ()


def same_row(one: Row | None, other: Row | None) -> bool:
    """Whether two rows say the same: a column that was never filled in and one that was emptied are alike."""
    return _texts(one) == _texts(other)


def _texts(row: Row | None) -> Row | None:
    return None if row is None else {code: text for code, text in row.items() if text not in ("", None)}

"""One field of one version of a form in words, for comparing versions and for naming what was done."""

from collections.abc import Mapping, Sequence

from dvapp.domain.recording.kinds import Field, FieldType, RecordKind
from dvapp.host.i18n import _, language, ngettext
from dvapp.ui.records.form_texts import NOT_APPLICABLE, SINCE, UNIT, UNTIL
from dvapp.ui.records.merging import HAPPENED, Difference
from dvapp.ui.records.row_merging import row_parts


def side_words(kind: RecordKind, code: str, part: Mapping[str, object], names: Mapping[str, str]) -> str:
    """The texts of one place of a form.

    :param names: names of units by their codes.
    """
    if code == HAPPENED:
        days = [str(part.get(key) or "") for key in (SINCE, UNTIL)]
        return " – ".join(filter(None, days)) or _("(blank)")
    value = part.get(UNIT if code == "unit" else code, "")
    if code == "unit":
        return names.get(str(value), str(value)) or _("(blank)")
    field = kind.field(code)
    return _value_words(field, value, names) if field is not None else str(value)


def _value_words(field: Field, value: object, names: Mapping[str, str]) -> str:
    if value in ("", [], None):
        return _("(blank)")
    if value == NOT_APPLICABLE:
        return _("not applicable")
    if isinstance(value, list):
        if field.type is FieldType.TABLE:
            return _table_words(field, value)
        return ", ".join(names.get(str(code), str(code)) for code in value)
    choice = field.choice(value) if field.choices else None
    return choice.label.said_in(language()) if choice else str(value)


def _table_words(field: Field, rows: list[object]) -> str:
    """How many rows, and what stands in each of them."""
    told = ngettext("{count} row", "{count} rows", len(rows)).format(count=len(rows))
    lines = [_row_words(field.columns, row) for row in rows if isinstance(row, Mapping)]
    return "\n".join([told, *lines])


def _row_words(columns: Sequence[Field], row: Mapping[str, object]) -> str:
    return " · ".join(_cell_words(column, row[column.code]) for column in columns if row.get(column.code))


def _cell_words(column: Field, value: object) -> str:
    if value == NOT_APPLICABLE:
        return _("not applicable")
    choice = column.choice(value) if column.choices else None
    return choice.label.said_in(language()) if choice else str(value)


def difference_words(
    kind: RecordKind, one: Difference, part: Mapping[str, object], names: Mapping[str, str]
) -> str:
    """One side of a difference; of a row of a table, what stands in it."""
    if one.row is None:
        return side_words(kind, one.code, part, names)
    field, rows = kind.field(one.row.field), part.get(one.row.field)
    if field is None or not isinstance(rows, list):
        return _("(no such row)")
    return _row_words([c for c in field.columns if c.code not in row_parts(kind, one.row)], rows[0]) or _(
        "(blank)"
    )


def difference_place(kind: RecordKind, one: Difference) -> str:
    """What a difference is about, by name; a row by what tells it from the others."""
    if one.row is None:
        return place_words(kind, one.code)
    field = kind.field(one.row.field)
    row = one.row.mine.get(one.row.key) or one.row.theirs[one.row.key]
    if field is None:
        return one.row.field
    named = _row_words([c for c in field.columns if c.code in row_parts(kind, one.row)], row)
    return f"{field.label.said_in(language())}: {named}"


def place_words(kind: RecordKind, code: str) -> str:
    """A place of a form by name."""
    if code == HAPPENED:
        return kind.happened.said_in(language())
    field = kind.field(code)
    return field.label.said_in(language()) if field is not None else _("Unit")

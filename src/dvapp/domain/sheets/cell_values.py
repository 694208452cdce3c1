"""A cell as its field wants it: percentages, answers, figures."""

from decimal import Decimal

from dvapp.domain.language.folding import folded
from dvapp.domain.recording.kinds import Field, FieldType
from dvapp.domain.sheets.cells import CellValue, Unread, read_number, words
from dvapp.domain.sheets.sheet import Sheet
from dvapp.domain.sheets.wide import figure_named
from dvapp.domain.values import NotApplicable


def number_of(
    sheet: Sheet, row: int, column: int, field: Field
) -> int | Decimal | NotApplicable | Unread | None:
    """The number of a cell; a percentage only where the field counts percents."""
    value = sheet.rows[row][column]
    of_percents = "%" in (field.unit.vi, field.unit.en)
    if isinstance(value, str) and words(value).endswith("%") and not of_percents:
        return Unread("cell_percent")
    if (row, column) in sheet.percents and isinstance(value, int | float) and not isinstance(value, bool):
        if not of_percents:
            return Unread("cell_percent")
        return read_number(
            float(round(Decimal(repr(value)) * 100, 10)), whole=field.type is FieldType.INTEGER
        )
    if of_percents and isinstance(value, float) and 0 < value < 1:
        # A fraction in a cell of percents: 0.29 may be 29 % or less than one.
        return Unread("cell_fraction")
    return read_number(value, whole=field.type is FieldType.INTEGER)


def choice_of(value: CellValue, field: Field) -> str | Unread | None:
    """The answer of a cell, by its code or by anything it was ever called."""
    said = folded(words(value))
    if not said:
        return None
    if field.of_indicators:
        return figure_named([words(value)], field) or Unread("cell_unknown_choice")
    for choice in field.choices:
        labels = (form for label in choice.labels for form in (label.vi, label.en))
        if said in {folded(choice.code), *map(folded, labels)}:
            return choice.code
    return Unread("cell_unknown_choice")

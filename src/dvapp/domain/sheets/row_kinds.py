"""What the rows below a head are: records, totals, numbers of columns, names alone, notes, or a further table.

In doubt a row counts as a record, so that what is wrong in it is told cell by cell and not passed over.
"""

import re
from collections.abc import Mapping

from dvapp.domain.language.folding import folded
from dvapp.domain.recording.kinds import Field, FieldType, RecordKind
from dvapp.domain.sheets.cells import CellValue, Unread, read_day, read_number, words
from dvapp.domain.sheets.head import UNIT, Head
from dvapp.domain.sheets.head_words import plain_words, spelled_out
from dvapp.domain.sheets.headers import fields_of, fingerprint, names_of
from dvapp.domain.sheets.importing import RowFate
from dvapp.domain.sheets.period_columns import unnamed
from dvapp.domain.sheets.sheet import Sheet
from dvapp.domain.sheets.wide import Shape, figure_field, figure_named, shape_of

_TOTAL = re.compile(
    r"(?:tong cong|tong so|tong|cong|luy ke|total|toan (?:quan|huyen|thi xa|thanh pho|tinh|phuong|xa|dia ban))"
    r"(?:\s*[:(].*|\s+(?:toan|cac|chung|luy ke|i|ii|iii|iv|v|khu vuc|cum|khoi|nhom|vung|mien|phan|muc|trang|theo)\b.*|\s*\d.*)?"
)
_ROMAN = re.compile(r"[ivx]+")
_MOST_WORDS = 3
"""Filled cells that a note below a table has at most."""


class RowKinds:
    """Tells what each row is.

    :param units: folded names of the units that a row may belong to.
    :param computed: codes and words of figures that nobody types.
    """

    def __init__(
        self,
        sheet: Sheet,
        head: Head,
        kind: RecordKind,
        units: Mapping[str, object],
        computed: frozenset[str] = frozenset(),
    ) -> None:
        self._computed = computed
        self._sheet, self._head, self._units = sheet, head, units
        self._fields = fields_of(kind, head)
        self._names = names_of(kind)
        self._own_head = fingerprint(sheet, head.first, head.last)
        self._typed = [
            (column, field)
            for column, target in head.columns.items()
            if (field := self._fields.get(target)) and field.type not in {FieldType.TEXT, FieldType.LONG_TEXT}
        ]
        self._unit = next((column for column, target in head.columns.items() if target == UNIT), None)
        # Where rows are figures, the words of one may begin as those of a total do.
        by_rows = shape_of(head.columns) is Shape.BY_UNITS or unnamed(head.columns)
        self._figures = figure_field(kind) if by_rows else None

    def all(self) -> dict[int, RowFate]:
        """Every row below the head, by its number from 0."""
        fates: dict[int, RowFate] = {}
        seen, gap = False, False
        last = len(self._sheet.rows)
        for number in range(self._head.last + 1, last):
            fate = self._fate(number, seen=seen, gap=gap)
            if fate is RowFate.OTHER_TABLE:
                first = self._title_above(number, fates)
                fates |= {
                    row: RowFate.BLANK if self._sheet.is_blank(row) else RowFate.OTHER_TABLE
                    for row in range(first, last)
                }
                break
            fates[number] = fate
            seen = seen or fate is RowFate.RECORD
            gap = fate in {RowFate.BLANK, RowFate.TOTAL, RowFate.NOTE} or (gap and fate is not RowFate.RECORD)
        return fates

    def _title_above(self, number: int, fates: Mapping[int, RowFate]) -> int:
        """Notes right above a further head are its title."""
        while fates.get(number - 1) in {RowFate.NOTE, RowFate.NAME_ONLY}:
            number -= 1
        return number

    def _fate(self, number: int, *, seen: bool, gap: bool) -> RowFate:
        if self._sheet.is_blank(number):
            return RowFate.BLANK
        if number <= self._head.last + 2 and self._is_numbering(number):
            return RowFate.NUMBERS
        if (head := self._is_head(number, gap=gap)) is not None:
            return head
        if self._is_total(number):
            return RowFate.TOTAL
        if self._computed and self._is_computed(number):
            return RowFate.COMPUTED
        if seen and gap and self._is_note(number):
            return RowFate.NOTE
        if not self._filled(number):
            return RowFate.NAME_ONLY
        return RowFate.RECORD

    def _filled(self, number: int) -> bool:
        """Whether a field has an answer: a row that only names a unit, or a figure of it, was left blank by it."""
        cells = self._sheet.rows[number]
        return any(
            words(cells[column]) or (number, column) in self._sheet.unvalued
            for column, target in self._head.columns.items()
            if target in self._fields and not self._fields[target].of_indicators
        )

    def _is_numbering(self, number: int) -> bool:
        """A row that counts the columns: (1) (2) (3), or A B 1 2 3, right under the head."""
        said = [text.strip("()[]") for value in self._sheet.rows[number] if (text := words(value))]
        figures = [int(text) for text in said if text.isdecimal()]
        letters = all(text.isdecimal() or text in {"A", "B", "C"} for text in said)
        counted = figures == list(range(figures[0], figures[0] + len(figures))) if figures else False
        return letters and len(figures) >= 2 and counted and figures[0] <= 4

    def _is_head(self, number: int, *, gap: bool) -> RowFate | None:
        """The same head once more right below a record is one of a further page; any other begins a new table."""
        if any(_is_answer(self._sheet.rows[number][column]) for column, _field in self._typed):
            return None
        first = number - (self._head.last - self._head.first)
        same = first > self._head.last and fingerprint(self._sheet, first, number) == self._own_head
        if same and not gap:
            return RowFate.HEAD
        said = [plain_words(value) for value in self._sheet.rows[number] if isinstance(value, str)]
        known = [text for text in said if text in self._names]
        filled = sum(1 for value in self._sheet.rows[number] if words(value))
        if len(known) < 2 or len(known) * 2 < filled:
            return None
        return RowFate.OTHER_TABLE

    def _is_total(self, number: int) -> bool:
        row = self._sheet.rows[number]
        if self._unit is not None and folded(words(row[self._unit])) in self._units:
            return False  # a ward may be called Cộng Hòa
        if self._figures is not None and self._names_figure(number):
            return False
        for value in row:
            text = folded(words(value))
            if text and not text.strip("().").isdecimal() and not _ROMAN.fullmatch(text.strip("().")):
                return _TOTAL.fullmatch(text) is not None
        return False

    def _is_computed(self, number: int) -> bool:
        """Whether a row gives a figure that the program computes: to be told, and no fault of the sender."""
        column = next((c for c, target in self._head.columns.items() if self._is_figures(target)), None)
        said = words(self._sheet.rows[number][column]) if column is not None else ""
        return bool(said) and (said.upper() in self._computed or spelled_out(said) in self._computed)

    def _names_figure(self, number: int) -> bool:
        assert self._figures is not None, "asked of wide tables only"
        code = next((c for c, target in self._head.columns.items() if self._is_figures(target)), None)
        return (
            code is not None
            and figure_named([words(self._sheet.rows[number][code])], self._figures) is not None
        )

    def _is_figures(self, target: str) -> bool:
        field = self._fields.get(target)
        return field is not None and field.of_indicators

    def _is_note(self, number: int) -> bool:
        """A few words after the end of a table, none of which is an answer."""
        row = self._sheet.rows[number]
        if self._unit is not None and folded(words(row[self._unit])) in self._units:
            return False
        if any((number, column) in self._sheet.unvalued for column in self._head.columns):
            return False
        if any(self._answers(number, column, field) for column, field in self._typed):
            return False
        filled = [words(value) for value in row if words(value)]
        figures = any(text.isdecimal() for text in filled)
        return not figures and len(filled) <= (_MOST_WORDS if self._typed else 1)

    def _answers(self, number: int, column: int, field: Field) -> bool:
        value = self._sheet.rows[number][column]
        if not words(value):
            return False
        if field.type.numeric:
            return not isinstance(read_number(value, whole=False), Unread)
        if field.type in {FieldType.DATE, FieldType.MONTH}:
            return not isinstance(read_day(value), Unread)
        labels = {folded(c.code) for c in field.choices}
        labels |= {folded(form) for c in field.choices for said in c.labels for form in (said.vi, said.en)}
        return folded(words(value)) in labels


def _is_answer(value: CellValue) -> bool:
    """Whether a cell of numbers or days can be no word of a head."""
    return value is not None and (not isinstance(value, str) or value[:1].isdecimal())

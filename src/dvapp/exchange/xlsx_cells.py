"""Cells of a workbook: what a table shows as text, as the number, day or words it stands for, and how each looks."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from dvapp.domain.errors import CellTooLong
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.papers.showing import BLANK_WORDS, NOT_APPLICABLE_WORDS, UNDEFINED_RATIO
from dvapp.exchange.xlsx_formulas import fits_exactly

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT = "Times New Roman"
LONGEST = 32_767
"""Characters that an Excel cell holds; the library drops longer texts."""

# As papers write numbers: 1.234.567,8 with or without a sign; never 007, which is a code.
_NUMBER = re.compile("([+\u2212-]?)((?:0|[1-9][0-9]{0,2}(?:\\.[0-9]{3})+|[1-9][0-9]*)(?:,[0-9]+)?)( ?%)?")
_DAY = re.compile(r"([0-9]{2})/([0-9]{1,2})/([0-9]{4})")
_ACTIVE = ("=", "+", "-", "@", "\t", "\r")
"""How texts begin that a spreadsheet may take for a formula when somebody types into their cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a cell looks; equal looks share one format of the workbook."""

    size: int = 12
    bold: bool = False
    italic: bool = False
    grey: bool = False
    fill: str = ""
    align: str = "left"
    number: str = ""
    border: bool = True
    active: bool = False
    middle: bool = False


@dataclass(slots=True)
class Looks:
    """The formats of a workbook, each made once."""

    book: "Workbook"
    _made: dict[Look, "Format"] = field(default_factory=dict)

    def get(self, look: Look) -> "Format":
        """The format of a look."""
        if look not in self._made:
            self._made[look] = self.book.add_format(_properties(look))
        return self._made[look]


def _properties(look: Look) -> dict[str, object]:
    made: dict[str, object] = {
        "font_name": FONT,
        "font_size": look.size,
        "align": look.align,
        "valign": "vcenter" if look.middle else "top",
        "text_wrap": True,
    }
    wanted: Mapping[str, tuple[bool, object]] = {
        "bold": (look.bold, True),
        "italic": (look.italic, True),
        "font_color": (look.grey, "#7F7F7F"),
        "bg_color": (bool(look.fill), look.fill),
        "num_format": (bool(look.number), look.number),
        "border": (look.border, 1),
        "quote_prefix": (look.active, True),
    }
    return made | {name: value for name, (holds, value) in wanted.items() if holds}


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a cell stands for: ``content`` is a number, a day or text; ``number`` is its number format."""

    content: int | Decimal | date | str
    number: str = ""


def read_cell(text: str, *, words_only: bool = False) -> Value:
    """A table's cell as a number or day where it is one, else as text.

    :param words_only: for columns of serial numbers and codes, which nobody adds up.
    """
    text = unicodedata.normalize("NFC", text)
    stripped = text.strip()
    if words_only:
        return Value(content=text)
    if found := _NUMBER.fullmatch(stripped):
        return _read_number(found, text)
    if found := _DAY.fullmatch(stripped):
        day, month, year = (int(part) for part in found.groups())
        try:
            return _day(date(year, month, day))
        except ValueError:
            return Value(content=text)
    return Value(content=text)


def _read_number(found: re.Match[str], text: str) -> Value:
    sign, digits, percent = found.groups()
    whole, _, decimals = digits.partition(",")
    plain = whole.replace(".", "")
    number: int | Decimal = Decimal(f"{plain}.{decimals}") if decimals else int(plain)
    if not fits_exactly(number):
        return Value(content=text)
    shape = ("#,##0." + "0" * len(decimals) if decimals else "#,##0") + ('"%"' if percent else "")
    if sign == "+":
        shape = f"+{shape}"
    return Value(content=-number if sign and sign != "+" else number, number=shape)


def _day(day: date) -> Value:
    # As papers write days: a month of one digit gets its zero in January and February only.
    return Value(content=day, number="dd/mm/yyyy" if day.month < 3 else "dd/m/yyyy")


def figure_value(figure: Figure) -> Value:
    """A figure itself, without the detour over its printed form; blank and not applicable in their words."""
    match figure.value:
        case None if figure.state is FigureState.BLANK:
            return Value(content=BLANK_WORDS)
        case None:
            return Value(content=UNDEFINED_RATIO if figure.is_ratio else NOT_APPLICABLE_WORDS)
        case date() as day:
            return _day(day)
        case int() | Decimal() as number if fits_exactly(number):
            decimals = -int(Decimal(number).as_tuple().exponent) if isinstance(number, Decimal) else 0
            return Value(content=number, number="#,##0." + "0" * decimals if decimals > 0 else "#,##0")
        case other:
            return Value(content=unicodedata.normalize("NFC", str(other)))


def put(sheet: "Worksheet", row: int, column: int, value: Value, look: Look, looks: Looks) -> None:
    """Write a cell. Its three states never look alike: number, grey italics for blank, a grey field for what does not apply.

    :raises CellTooLong: Excel would drop the text.
    """
    content = value.content
    if isinstance(content, str):
        _put_text(sheet, row, column, content, look, looks)
        return
    style = looks.get(_changed(look, align="right", number=value.number))
    if isinstance(content, date):
        sheet.write_datetime(row, column, datetime.combine(content, time()), style)
    else:
        sheet.write_number(row, column, content, style)


def _put_text(sheet: "Worksheet", row: int, column: int, text: str, look: Look, looks: Looks) -> None:
    if len(text.encode("utf-16-le")) // 2 > LONGEST:
        where = f"{sheet.get_name()}: {row + 1}"
        raise CellTooLong(where=where, length=len(text), most=LONGEST)
    if text == BLANK_WORDS:
        look = _changed(look, italic=True, grey=True, align="right")
    elif text == NOT_APPLICABLE_WORDS:
        look = _changed(look, grey=True, fill="#EDEDED", align="right")
    elif text == UNDEFINED_RATIO:
        look = _changed(look, align="right")
    elif text.startswith(_ACTIVE):
        look = _changed(look, active=True)
    sheet.write_string(row, column, text, looks.get(look))


def _changed(look: Look, **other: object) -> Look:
    return replace(look, **other)  # type: ignore[arg-type]  # the callers above name fields of Look

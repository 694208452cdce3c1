"""What a cell of somebody's sheet says: a number, a day, words, or why it cannot be told.

Sheets come from any office: numbers are typed as text, 1.234.567 stands beside 1234567, days are words. What is certain is
read; what could be two things is refused with the way to write it, never guessed (vietnamese.md, domain.md "Traps").
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from dvapp.domain.papers.showing import BLANK_WORDS, NOT_APPLICABLE_WORDS
from dvapp.domain.values import NOT_APPLICABLE, NotApplicable

CellValue = None | bool | int | float | str | date | datetime
"""What a spreadsheet program stores in a cell; ``date`` and ``datetime`` where it is formatted as a day."""

_INVISIBLE = ("\u200b", "\ufeff")  # they part words and are no spaces to Python; the spaces of all widths are
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[. ]\d{3})+")
_PLAIN = re.compile(r"\d+")
_DECIMAL = re.compile(r"(?P<whole>[1-9]\d{0,2}(?:\.\d{3})+|\d+),(?P<part>\d+)")
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TOLD_DAY = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.IGNORECASE)
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?$")
"""What exports write behind a day that has no time."""
_MONTH = re.compile(r"(?:tháng\s*)?(\d{1,2})\s*[/-]\s*(\d{4})", re.IGNORECASE)
_BLANKS = frozenset({"", BLANK_WORDS.casefold(), "chưa có", "chưa có số", "chưa báo cáo"})
_NONE = frozenset({NOT_APPLICABLE_WORDS.casefold(), "không áp dụng", "không phát sinh", "k/a"})


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that cannot be read.

    :param code: the words' key: why, and how to write it.
    :param part: what of the cell is meant, where that is not all of it.
    """

    code: str
    part: str = ""


def words(value: CellValue) -> str:
    """A cell as plain text: NFC, without spaces around or twice; whole numbers without a decimal part."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    text = str(value)
    for mark in _INVISIBLE:
        text = text.replace(mark, " ")
    return " ".join(unicodedata.normalize("NFC", text).split())


def read_number(value: CellValue, *, whole: bool) -> int | Decimal | NotApplicable | Unread | None:
    """A count or amount; ``None`` for a blank cell, which is not zero.

    :param whole: whether parts of one are refused.
    """
    match value:
        case None:
            return None
        case bool() | date():
            return Unread("cell_not_a_number")
        case int():
            return value
        case float():
            return _fraction(Decimal(repr(value)), whole=whole)
        case str():
            return _number_told(words(value), whole=whole)


def _number_told(text: str, *, whole: bool) -> int | Decimal | NotApplicable | Unread | None:
    if text.casefold() in _BLANKS:
        return None
    if text.casefold() in _NONE:
        return NOT_APPLICABLE
    if text in {"-", "–", "—", "x", "X"}:
        return Unread("cell_dash")
    return _number_in(text, whole=whole)


def _number_in(text: str, *, whole: bool) -> int | Decimal | Unread:
    negative = text.startswith("(") and text.endswith(")")
    bare = text[1:-1].strip() if negative else text
    if bare.startswith(("-", "−", "+")):
        negative, bare = negative ^ (bare[0] != "+"), bare[1:].strip()
    bare = bare.removesuffix("%").strip()
    if len(bare) > 1 and bare[0] == "0" and _PLAIN.fullmatch(bare) and len(bare) > 2:
        return Unread("cell_code")
    if _PLAIN.fullmatch(bare):
        number: int | Decimal = int(bare)
    elif _GROUPED.fullmatch(bare):
        number = int(re.sub(r"[. ]", "", bare))
    elif found := _DECIMAL.fullmatch(bare):
        if len(found["part"]) == 3 and "." not in found["whole"]:
            return Unread("cell_two_ways")  # 1,234 is 1234 to one office and one and a bit to another
        read = _fraction(Decimal(found["whole"].replace(".", "") + "." + found["part"]), whole=whole)
        if isinstance(read, Unread):
            return read
        number = read
    elif re.fullmatch(r"[\d.,]+", bare):
        return Unread("cell_two_ways")
    else:
        return Unread("cell_not_a_number")
    return -number if negative else number


def _fraction(number: Decimal, *, whole: bool) -> int | Decimal | Unread:
    if not number.is_finite():
        return Unread("cell_not_a_number")
    if number == number.to_integral_value():
        return int(number)
    return Unread("cell_not_whole") if whole else number


def read_day(value: CellValue) -> date | Unread | None:
    """A day: a date cell, or words as 29/5/2018; ``None`` for a blank cell."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or value is None:
        return value
    if isinstance(value, bool | int | float):
        return Unread("cell_serial_day")
    text = words(value)
    if text.casefold() in _BLANKS:
        return None
    text = _MIDNIGHT.sub("", text)
    if found := (_DAY.fullmatch(text) or _TOLD_DAY.fullmatch(text)):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    return Unread("cell_not_a_day")


def read_month(value: CellValue) -> date | Unread | None:
    """The first day of a month: "7/2018", "tháng 7/2018", "2018-07", or any day in it."""
    text = words(value) if isinstance(value, str) else ""
    if found := _MONTH.fullmatch(text):
        return _day(int(found[2]), int(found[1]), 1)
    if found := re.fullmatch(r"(\d{4})-(\d{2})", text):
        return _day(int(found[1]), int(found[2]), 1)
    day = read_day(value)
    return day.replace(day=1) if isinstance(day, date) else day


def _day(year: int, month: int, day: int) -> date | Unread:
    try:
        return date(year, month, day)
    except ValueError:
        return Unread("cell_not_a_day")


def address(row: int, column: int) -> str:
    """The name of a cell, row and column counted from 0: ``B12``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"

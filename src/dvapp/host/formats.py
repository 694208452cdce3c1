"""Numbers and days as a language writes them, and how typed ones are read."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING

from dvapp.host.clock import ZONE

if TYPE_CHECKING:
    from babel import Locale

_DAY = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
_MONTH = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{4})")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


_WRITTEN_OUT = 10**20
"""Larger numbers occur in refusals only, and Babel cannot write what has more than 28 digits."""


class NotANumber(ValueError):
    """A typed text is no number in the language's way of writing."""


class NotADay(ValueError):
    """A typed text is no calendar day."""


class LocaleFormats:
    """How one language writes. Official papers always use Vietnamese."""

    def __init__(self, language: str = "vi") -> None:
        self.language = language

    def number(self, value: object) -> str:
        """1.234.567,8 in Vietnamese, 1,234,567.8 in English; anything but a number as it is."""
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return str(value)
        if not -_WRITTEN_OUT < value < _WRITTEN_OUT:
            return f"{value:.3e}" if isinstance(value, Decimal) else f"{str(value)[:20]}…"
        return _number(str(value), self.language)

    def padded(self, value: object) -> str:
        """As :meth:`number`; counts from 1 to 9 get a leading zero (03 cuộc), as formal papers write them."""
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10:
            return f"0{value}"
        return self.number(value)

    def day(self, value: date) -> str:
        """09/01/2026, 04/6/2021: zero before a day below 10 and a month below 3 only (Party guide 05-HD, format.md)."""
        month = f"{value.month:02d}" if value.month < 3 else str(value.month)
        return f"{value.day:02d}/{month}/{value.year}"

    def screen_day(self, value: date) -> str:
        """29/05/2018, as lists and forms show days."""
        return f"{value.day:02d}/{value.month:02d}/{value.year}"

    def screen_moment(self, at: datetime, *, seconds: bool = False) -> str:
        """29/05/2018 14:05, in Vietnamese time wherever the computer believes to be."""
        there = at.astimezone(ZONE)
        return (
            f"{self.screen_day(there.date())} {there:%H:%M:%S}"
            if seconds
            else f"{self.screen_day(there.date())} {there:%H:%M}"
        )

    def read_number(self, text: str) -> Decimal:
        """A typed number, strictly in the language's way: "1.234,5" in Vietnamese; "1.5" is refused, not guessed.

        :raises NotANumber: it is none.
        """
        from babel.numbers import NumberFormatError, parse_decimal

        typed = text.strip().replace("\u00a0", "").replace("\u202f", "")
        if not re.fullmatch(r"-?[0-9.,]+", typed):
            raise NotANumber(text)
        try:
            return parse_decimal(typed, locale=_locale(self.language), strict=True)
        except (NumberFormatError, InvalidOperation) as error:
            raise NotANumber(text) from error

    def read_day(self, text: str) -> date:
        """A typed day: 29/5/2018, 29.05.2018, 29-5-2018 or 2018-05-29.

        :raises NotADay: it is none.
        """
        typed = text.strip()
        try:
            if found := _ISO_DAY.fullmatch(typed):
                year, month, day = map(int, found.groups())
                return date(year, month, day)
            if found := _DAY.fullmatch(typed):
                day, month, year = map(int, found.groups())
                return date(year, month, day)
        except ValueError as error:
            raise NotADay(text) from error
        raise NotADay(text)

    def read_month(self, text: str) -> date:
        """The first day of a typed month: 7/2018 or 2018-07.

        :raises NotADay: it is none.
        """
        typed = text.strip()
        try:
            if found := _MONTH.fullmatch(typed):
                month, year = map(int, found.groups())
                return date(year, month, 1)
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}", typed):
                return date(int(typed[:4]), int(typed[5:]), 1)
        except ValueError as error:
            raise NotADay(text) from error
        raise NotADay(text)


@lru_cache(maxsize=2)
def _locale(language: str) -> "Locale":
    from babel import Locale

    return Locale.parse(language)


@lru_cache(maxsize=4096)  # lists, grids and the search index write the same small numbers again and again
def _number(text: str, language: str) -> str:
    """``text``: the number's own, which tells 1 from 1.0."""
    from babel.numbers import format_decimal

    return format_decimal(Decimal(text), locale=_locale(language), decimal_quantization=False)

"""What a cell of the grid means as it was typed or pasted: a number, nothing yet, "did not occur", or why not."""

import re
from decimal import Decimal

from dvapp.domain.sheets.cells import Unread, read_number, words
from dvapp.domain.values import NOT_APPLICABLE, Amount
from dvapp.host.formats import LocaleFormats, NotANumber

DID_NOT_OCCUR = "kps"
"""The short way to type that something did not occur or does not apply."""

_SHORT = frozenset({"-", "–", "—", "−", DID_NOT_OCCUR, "k/p/s", "kpa", "ka", "n/a", "not applicable"})
_ENGLISH = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+\.\d+|-?[1-9]\d{0,2}(?:,\d{3}){2,}")
"""1,234.5 and 1,234,567: shapes that no other way of writing numbers has."""
_BLANK = frozenset({"no data yet"})


def read_typed(text: str, language: str) -> Amount | Unread:
    """The amount that a typed text stands for; ``None``: blank.

    A dash says that nothing occurred, as the grid shows it; in other people's sheets it stays doubtful
    (``domain/sheets/cells.py``). What could be two numbers is not guessed, except in the way of the window's own language;
    12% is no number of things, and shares are computed.
    """
    plain = words(text)
    if plain.casefold() in _SHORT:
        return NOT_APPLICABLE
    if plain.casefold() in _BLANK:
        return None
    if plain.endswith("%"):
        return Unread("cell_percent")
    if language != "vi" and (own := _own(plain, language)) is not None:
        return own
    if _ENGLISH.fullmatch(plain):
        return _whole(Decimal(plain.replace(",", "")))
    return read_number(plain, whole=False)


def _own(text: str, language: str) -> int | Decimal | None:
    try:
        return _whole(LocaleFormats(language).read_number(text))
    except NotANumber:
        return None


def _whole(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number

"""What was laid out before and did not change: a report in work is laid out anew after every pause of its writer.

Only what depends on nothing else is kept: rows of a block by the block, pages of an annex by the annex and its lines of
letters. What is kept is never changed: pages, which are filled and numbered afterwards, are given out as copies.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from dvapp.domain.papers.reports import AnnexTable, Block
from dvapp.reporting.flow import Sheet
from dvapp.reporting.ink import Mark, Row

_BLOCKS = 4096
_ANNEXES = 16
_STRIPS = 16384

_K = TypeVar("_K")
_V = TypeVar("_V")
_BlockKey = tuple[Block, bool, bool]
_AnnexKey = tuple[AnnexTable, str, str]


class Kept:
    """What was laid out by one profile in one typeface. The least used is forgotten first."""

    def __init__(self) -> None:
        self._rows: OrderedDict[_BlockKey, tuple[Row, ...]] = OrderedDict()
        self._annexes: OrderedDict[_AnnexKey, tuple[Sheet, ...]] = OrderedDict()

    def rows(self, key: _BlockKey, made: Callable[[], Iterable[Row]]) -> tuple[Row, ...]:
        """The rows of a block; ``key`` is the block and all else that its rows depend on."""
        return _found(self._rows, key, lambda: tuple(made()), most=_BLOCKS)

    def annex(self, key: _AnnexKey, made: Callable[[], Iterable[Sheet]]) -> list[Sheet]:
        """The pages of an annex before they are numbered; ``key`` is the annex, its label and its reference."""
        return [_copy(sheet) for sheet in _found(self._annexes, key, lambda: tuple(made()), most=_ANNEXES)]


def _found(kept: OrderedDict[_K, _V], key: _K, made: Callable[[], _V], *, most: int) -> _V:
    found = kept.get(key)
    if found is None:
        found = kept[key] = made()
        if len(kept) > most:
            kept.popitem(last=False)
    else:
        kept.move_to_end(key)
    return found


def _copy(sheet: Sheet) -> Sheet:
    return replace(sheet, strips=[*sheet.strips], signs=[*sheet.signs], places=[*sheet.places])


@lru_cache(maxsize=_STRIPS)
def strip_name(marks: tuple[Mark, ...]) -> str:
    """A name of what a row of marks shows: the same name, the same picture."""
    return repr(marks)

"""Numbers that Word writes by itself before a paragraph (ECMA-376-1, 17.9): they are not among its words."""

import re
from typing import Any

from dvapp.reporting.lint.docx_styles import W

_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Numbering:
    """Counts as Word does."""

    def __init__(self, numbering: Any) -> None:
        self._levels: dict[tuple[str, str], Any] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._list_of: dict[str, str] = {}
        if numbering is None:
            return
        for one in numbering.iter(W + "abstractNum"):
            for level in one.iter(W + "lvl"):
                self._levels[str(one.get(W + "abstractNumId")), str(level.get(W + "ilvl"))] = level
        for one in numbering.iter(W + "num"):
            of = one.find(W + "abstractNumId")
            if of is not None:
                self._list_of[str(one.get(W + "numId"))] = str(of.get(W + "val"))

    def before(self, paragraph: Any) -> str:
        """What Word writes before a paragraph, with a space, or nothing."""
        number = paragraph.find(f"{W}pPr/{W}numPr")
        if number is None:
            return ""
        of, at = number.find(W + "numId"), number.find(W + "ilvl")
        kept = self._list_of.get(str(of.get(W + "val")) if of is not None else "")
        level_number = str(at.get(W + "val")) if at is not None else "0"
        if kept is None or not level_number.isdigit() or (kept, level_number) not in self._levels:
            return ""
        depth = int(level_number)
        for key in [key for key in self._counts if key[0] == kept and key[1] > depth]:
            del self._counts[key]
        self._counts[kept, depth] = self._counts.get((kept, depth), self._start(kept, depth) - 1) + 1
        shape = self._levels[kept, level_number].find(W + "lvlText")
        text = str(shape.get(W + "val") or "") if shape is not None else ""
        return re.sub(r"%(\d)", lambda found: self._shown(kept, int(found[1]) - 1), text) + " "

    def _start(self, kept: str, depth: int) -> int:
        start = self._levels[kept, str(depth)].find(W + "start")
        value = str(start.get(W + "val")) if start is not None else "1"
        return int(value) if value.isdigit() else 1

    def _shown(self, kept: str, depth: int) -> str:
        level = self._levels.get((kept, str(depth)))
        shape = level.find(W + "numFmt") if level is not None else None
        count = self._counts.get((kept, depth), 1)
        match shape.get(W + "val") if shape is not None else "decimal":
            case "upperRoman":
                return _roman(count)
            case "lowerRoman":
                return _roman(count).lower()
            case "upperLetter":
                return chr(64 + min(max(count, 1), 26))
            case "lowerLetter":
                return chr(96 + min(max(count, 1), 26))
            case _:
                return str(count)


def _roman(number: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        while number >= value and len(out) < 40:
            out, number = out + sign, number - value
    return out

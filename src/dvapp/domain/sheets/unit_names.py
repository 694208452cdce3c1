"""Units by the names that sheets call them: whole, short, by code, with "P." or "X." before them."""

import re
from collections.abc import Mapping, Sequence

from dvapp.domain.codes import UnitCode
from dvapp.domain.language.folding import folded
from dvapp.domain.places.units import Level, Unit
from dvapp.domain.sheets.cells import CellValue, Unread, words

UnitNames = Mapping[str, tuple[UnitCode, ...]]
"""Codes of units by every folded name that they have."""

_OF_COMMUNES = "@"
"""Beginning of the key under which only communes are found by their short name."""
_STROKES = str.maketrans("Ðð", "Đđ")
"""Old converters wrote the Icelandic letter for the Vietnamese one; they look alike."""
_LEVEL = re.compile(
    r"(?:ubnd |uy ban nhan dan |dang uy |ban dan van )?(?P<level>phuong|xa|thi tran|tt(?:r(?=\.))?|p|x)(?:[.]\s*|\s+)(?P<name>.+)"
)
_WHOLE = {"p": "phuong", "x": "xa", "tt": "thi tran", "ttr": "thi tran"}
_PARTED = re.compile(r"[;,\n\r•]|(?:^|\s)[-–+](?=\s)")


def named_units(units: Sequence[Unit]) -> UnitNames:
    """The names of these units."""
    found: dict[str, set[UnitCode]] = {}
    for unit in units:
        for name in (unit.code, unit.name, unit.short_name):
            found.setdefault(folded(name), set()).add(unit.code)
        if unit.level is Level.COMMUNE:
            found.setdefault(_OF_COMMUNES + folded(unit.short_name), set()).add(unit.code)
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


def units_called(said: str, names: UnitNames) -> tuple[UnitCode, ...]:
    """The units that may be meant; none where no unit is called so."""
    text = folded(said.translate(_STROKES))
    if known := names.get(text):
        return known
    found = _LEVEL.match(text)
    if found is None:
        return ()
    # "Phường Thanh Xuân" is no district of that name, and "TT Sóc Sơn" is its town.
    short = found["name"].strip()
    whole = names.get(f"{_WHOLE.get(found['level'], found['level'])} {short}", ())
    return whole or names.get(_OF_COMMUNES + short, ())


def read_units(value: CellValue, names: UnitNames) -> list[str] | Unread | None:
    """A list of units in one cell: parted by commas, semicolons or lines; each of them must be known.

    :returns: codes, each once, in their order; ``None`` for a blank cell.
    """
    if not (said := words(value)):
        return None
    if len(found := units_called(said, names)) == 1:  # a name may have a dash in it
        return list(found)
    parts = [part for part in map(words, _PARTED.split(value if isinstance(value, str) else said)) if part]
    codes: dict[str, None] = {}
    for part in parts:
        found = units_called(part.strip(" ."), names)
        if len(found) != 1:
            return Unread("cell_two_units" if found else "cell_unknown_unit", part)
        codes[found[0]] = None
    return list(codes) or Unread("cell_unknown_unit")

"""Units by the names that sheets call them: whole, short, by code, with "P." or "X." before them."""

import re
from collections.abc import Mapping, Sequence

from dvapp.domain.codes import UnitCode
from dvapp.domain.language.folding import folded
from dvapp.domain.places.units import Unit
from dvapp.domain.sheets.cells import CellValue, Unread, words

UnitNames = Mapping[str, tuple[UnitCode, ...]]
"""Codes of units by every folded name that they have."""

_PARTED = re.compile(r"[;,\n\r•]|(?:^|\s)[-–+](?=\s)")


def named_units(units: Sequence[Unit]) -> UnitNames:
    """The names of these units."""
    found: dict[str, set[UnitCode]] = {}
    for unit in units:
        for name in (unit.code, unit.name, unit.short_name):
            found.setdefault(folded(name), set()).add(unit.code)
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


def units_called(said: str, names: UnitNames) -> tuple[UnitCode, ...]:
    """The units that may be meant; none where no unit is called so."""
    return names.get(folded(said)) or names.get(_short(said), ())


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


def _short(said: str) -> str:
    return re.sub(
        r"^(?:p|x|tt|uy ban nhan dan (?:phuong|xa|thi tran)|ubnd (?:phuong|xa|thi tran)|phuong|xa|thi tran)[. ]\s*",
        "",
        folded(said),
    ).strip()

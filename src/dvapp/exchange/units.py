"""The catalogue of units: every ``*.csv`` in ``resources/units``."""

from datetime import date
from pathlib import Path

from dvapp.domain.codes import UnitCode
from dvapp.domain.errors import PackInvalid
from dvapp.domain.units import Level, Unit, UnitCatalogue
from dvapp.exchange.tables import TableRefused, read_table
from dvapp.host.i18n import _

COLUMNS = ("code", "name", "kind", "level", "parent", "valid_from", "valid_to", "former_parent")


def read_units(folder: Path) -> UnitCatalogue:
    """Every unit of every file, in the order of the files' names and lines.

    :raises PackInvalid: a line cannot be read; names file, line and reason.
    """
    units: list[Unit] = []
    for path in sorted(folder.glob("*.csv")):
        name = f"units/{path.name}"
        try:
            table = read_table(name, path.read_bytes(), COLUMNS)
        except TableRefused as refused:
            raise PackInvalid(where=refused.where, reason=refused.reason) from refused
        for line, cells in table.rows:
            try:
                units.append(_unit(cells))
            except ValueError as error:
                reason = _("the unit cannot be read: {reason}").format(reason=error)
                raise PackInvalid(where=f"{name}:{line}", reason=reason) from error
    return UnitCatalogue(tuple(units))


def _unit(cells: dict[str, str]) -> Unit:
    if not cells["code"] or not cells["name"]:
        raise ValueError(_("code or name is missing"))
    return Unit(
        code=UnitCode(cells["code"]),
        name=cells["name"],
        kind=cells["kind"],
        level=Level(cells["level"]),
        parent=UnitCode(cells["parent"]) if cells["parent"] else None,
        valid_from=_day(cells["valid_from"]),
        valid_to=_day(cells["valid_to"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

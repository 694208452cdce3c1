"""The catalogue of units: every ``*.csv`` in ``resources/units``, and who took over in its folder ``successors``."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from dvapp.domain.codes import UnitCode
from dvapp.domain.errors import PackInvalid
from dvapp.domain.places.successions import Extent, Succession
from dvapp.domain.places.units import Level, Unit, UnitCatalogue
from dvapp.exchange.tables import TableRefused, read_table
from dvapp.host.i18n import _

COLUMNS = ("code", "name", "kind", "level", "parent", "valid_from", "valid_to", "former_parent")
SUCCESSOR_COLUMNS = ("before", "until", "after", "since", "extent", "source")

_Row = TypeVar("_Row")


def read_units(folder: Path) -> UnitCatalogue:
    """Every unit of every file, in the order of the files' names and lines, and who took over from whom.

    :raises PackInvalid: a line cannot be read; names file, line and reason.
    """
    read = list(_rows(folder, COLUMNS, _unit_with_land, _("the unit cannot be read: {reason}")))
    told = _rows(
        folder / "successors", SUCCESSOR_COLUMNS, _succession, _("the successor cannot be read: {reason}")
    )
    land = (succession for _unit, succession in read if succession is not None)
    return UnitCatalogue(tuple(unit for unit, _land in read), (*told, *land))


def _rows(
    folder: Path, columns: tuple[str, ...], read: Callable[[dict[str, str]], _Row], words: str
) -> Iterator[_Row]:
    for path in sorted(folder.glob("*.csv")):
        name = f"units/{path.name}" if columns is COLUMNS else f"units/{folder.name}/{path.name}"
        try:
            table = read_table(name, path.read_bytes(), columns)
        except TableRefused as refused:
            raise PackInvalid(where=refused.where, reason=refused.reason) from refused
        for line, cells in table.rows:
            try:
                yield read(cells)
            except ValueError as error:
                raise PackInvalid(where=f"{name}:{line}", reason=words.format(reason=error)) from error


def _unit_with_land(cells: dict[str, str]) -> tuple[Unit, Succession | None]:
    """A unit, and that it took over the land of a district, if a line says so."""
    unit = _unit(cells)
    if not cells["former_parent"] or unit.valid_from is None:
        return unit, None
    return unit, Succession(
        before=UnitCode(cells["former_parent"]),
        until=unit.valid_from - timedelta(days=1),
        after=unit.code,
        since=unit.valid_from,
        extent=Extent.AREA,
    )


def _succession(cells: dict[str, str]) -> Succession:
    until, since = date.fromisoformat(cells["until"]), date.fromisoformat(cells["since"])
    if since <= until:
        raise ValueError(_("it takes over before the other ends"))
    return Succession(
        before=UnitCode(cells["before"]),
        until=until,
        after=UnitCode(cells["after"]),
        since=since,
        extent=Extent(cells["extent"]),
        source=cells["source"],
    )


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

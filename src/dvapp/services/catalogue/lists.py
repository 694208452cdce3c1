"""What the catalogues say: lists of a day, what a form begins with, the history of entries and of units."""

from dataclasses import dataclass
from datetime import date

from dvapp.domain.catalogue.checks import Ground
from dvapp.domain.catalogue.entries import Catalogue, Entry
from dvapp.domain.catalogue.items import Difference, Item, differences, items, texts_on
from dvapp.domain.catalogue.reading import UNTIL, read_typed_day
from dvapp.domain.codes import UnitCode
from dvapp.domain.places.successions import Extent
from dvapp.domain.places.units import Unit, UnitCatalogue
from dvapp.services.session import Session


def history(
    session: Session, *, catalogue: Catalogue | None = None, code: str | None = None
) -> tuple[Entry, ...]:
    """Every version of the entries of a catalogue or code, the newest first."""
    with session.store.reading() as read:
        versions = read.catalogue.versions()
    fits = (e for e in versions if catalogue in {None, e.catalogue} and code in {None, e.code})
    return tuple(reversed(tuple(fits)))


def list_differences(session: Session) -> tuple[Difference, ...]:
    """How the board's own entries stand to what ships."""
    return differences(session.ground, session.entries)


def list_items(session: Session, catalogue: Catalogue, day: date) -> tuple[Item, ...]:
    """What a catalogue says on a day, as it counts in this store."""
    made = Ground(pack=session.pack, units=session.units)
    return items(catalogue, made, session.entries, day)


def begin_texts(session: Session, catalogue: Catalogue, code: str, since: str) -> dict[str, str]:
    """The texts that a new entry for something known begins with: as they count on its first day, to the same end.

    :param since: as typed; blank or unreadable: the first day of the store's year.
    """
    day = read_typed_day(since) or date(session.year, 1, 1)
    if catalogue is Catalogue.HOLIDAYS:
        day = read_typed_day(code) or day
    if catalogue is Catalogue.THEMES and not code.isdecimal():
        return {}
    made = Ground(pack=session.pack, units=session.units)
    texts = dict(texts_on(catalogue, code, made, day) or {})
    unit = session.units.on(UnitCode(code), day) if catalogue is Catalogue.UNITS else None
    if unit is not None and unit.valid_to is not None:
        texts[UNTIL] = unit.valid_to.isoformat()
    return texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A unit that took over, or from which one took over."""

    code: UnitCode
    name: str
    extent: Extent


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChapter:
    """A unit under one name, with those before and after it as far as that is known."""

    unit: Unit
    predecessors: tuple[Kin, ...]
    successors: tuple[Kin, ...]


def unit_story(session: Session, code: str) -> tuple[UnitChapter, ...]:
    """Everything that a code stood for, in order of time."""
    units = session.units
    return tuple(
        UnitChapter(
            unit=unit,
            predecessors=tuple(
                _kin(units, s.before, s.until, s.extent)
                for s in units.predecessors(unit.code, unit.valid_from)
                if unit.valid_from is not None
            ),
            successors=tuple(
                _kin(units, s.after, s.since, s.extent)
                for s in units.successors(unit.code, unit.valid_to)
                if unit.valid_to is not None
            ),
        )
        for unit in units.rows(UnitCode(code))
    )


def _kin(units: UnitCatalogue, code: UnitCode, day: date, extent: Extent) -> Kin:
    unit = units.on(code, day)
    return Kin(code=code, name=unit.name if unit is not None else code, extent=extent)

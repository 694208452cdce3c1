"""What is wrong with an entry beside the other entries, the pack and the catalogue of units: all of it at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dvapp.domain.catalogue.entries import (
    OFF,
    SUCCESSORS,
    WORKED,
    Catalogue,
    Entry,
    choice_path,
    in_force,
)
from dvapp.domain.catalogue.overlay import choice_field, days_of, pack_with, units_with
from dvapp.domain.catalogue.reading import SINCE, UNTIL
from dvapp.domain.codes import UnitCode
from dvapp.domain.language.folding import folded
from dvapp.domain.packs import Pack
from dvapp.domain.places.units import Level, UnitCatalogue
from dvapp.domain.recording.records import Fault
from dvapp.domain.validity import Validity, days_left

_LONGEST_HOLIDAY = 31
_CHAIN = 8
"""Steps upwards from a unit after which its parents can only be a circle; there are three levels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What ships: the pack as it was read, and the catalogue of units."""

    pack: Pack
    units: UnitCatalogue


def entry_faults(entry: Entry, others: Sequence[Entry], ground: Ground, *, new: bool) -> tuple[Fault, ...]:
    """Everything wrong with an entry.

    :param others: the other entries of the store; taken back ones do not count.
    :param new: its code shall stand for something that there is not yet.
    """
    checks = {
        Catalogue.THEMES: _theme,
        Catalogue.BOARDS: _board,
        Catalogue.UNITS: _unit,
        Catalogue.CHOICES: _choice,
        Catalogue.HOLIDAYS: _holiday,
    }
    own = [other for other in others if other.id != entry.id]
    overlapping = tuple(_overlaps(entry, own))
    return (*overlapping, *checks[entry.catalogue](entry, own, ground, new and not overlapping))


def _overlaps(entry: Entry, others: Sequence[Entry]) -> Iterator[Fault]:
    alone = (
        entry.catalogue is Catalogue.HOLIDAYS
    )  # two holidays on one day are one too many, whatever their codes
    for other in in_force(others, entry.catalogue):
        if (alone or other.code == entry.code) and other.days.overlaps(entry.days):
            if entry.catalogue is Catalogue.THEMES:
                yield Fault(field="code", code="theme_twice", details={"value": entry.code})
                continue
            details = {"since": other.days.since or "…", "until": other.days.until or "…"}
            yield Fault(field=SINCE, code="entry_overlaps", details=details)


def _theme(entry: Entry, _others: Sequence[Entry], ground: Ground, new: bool) -> Iterator[Fault]:
    if new and ground.pack.programme(int(entry.code)) is not None:
        yield Fault(field="code", code="theme_twice", details={"value": entry.code})


# --- boards and units ------------------------------------------------------------------------------------------------


def _board(entry: Entry, others: Sequence[Entry], ground: Ground, _new: bool) -> Iterator[Fault]:
    units = units_with(ground.units, others)
    rows = [unit for unit in units.rows(UnitCode(entry.code)) if unit.level is not Level.COMMUNE]
    if not any(unit.days.overlaps(entry.days) for unit in rows):
        yield Fault(field="code", code="not_a_board", details={"value": entry.code})


def _unit(entry: Entry, others: Sequence[Entry], ground: Ground, new: bool) -> Iterator[Fault]:
    before = units_with(ground.units, others)
    rows = [unit for unit in before.rows(UnitCode(entry.code)) if unit.days.overlaps(entry.days)]
    if any(unit.level is Level.CITY for unit in rows):
        yield Fault(field="code", code="city_fixed", details={"value": rows[0].name})
        return
    if new and rows:
        yield Fault(field="code", code="code_taken", details={"value": entry.code, "name": rows[0].name})
    after = units_with(ground.units, [*others, entry])
    if entry.gone:
        yield from _end(entry, before, after)
    else:
        yield from _parent(entry, after)


def _end(entry: Entry, before: UnitCatalogue, after: UnitCatalogue) -> Iterator[Fault]:
    day = entry.days.since
    assert day is not None, "an end has a day"
    code = UnitCode(entry.code)
    if not any(unit.days.overlaps(entry.days) for unit in before.rows(code)):
        yield Fault(field=SINCE, code="ended_already", details={"value": entry.code})
    below = after.below(code, day)
    if below:
        yield Fault(
            field=SINCE, code="units_below", details={"count": len(below), "name": below[0].name, "day": day}
        )
    for successor in entry.text(SUCCESSORS).split():
        if successor == entry.code:
            yield Fault(field=SUCCESSORS, code="own_successor")
        elif after.on(UnitCode(successor), day) is None:
            yield Fault(field=SUCCESSORS, code="unknown_unit", details={"value": successor})


def _parent(entry: Entry, after: UnitCatalogue) -> Iterator[Fault]:
    parent = UnitCode(entry.text("parent"))
    level = Level(entry.text("level"))
    if level is Level.CITY:
        yield Fault(field="level", code="one_city")
        return
    if _circular(entry, after):
        yield Fault(field="parent", code="parent_cycle", details={"value": parent})
        return
    rows = after.rows(parent)
    left = days_left(entry.days, [unit.days for unit in rows])
    if left:
        yield _without_parent(parent, left[0])
        return
    above = {Level.DISTRICT: {Level.CITY}, Level.COMMUNE: {Level.CITY, Level.DISTRICT}}[level]
    if any(unit.level not in above for unit in rows if unit.days.overlaps(entry.days)):
        yield Fault(field="parent", code="parent_level", details={"value": rows[0].name})


def _without_parent(parent: UnitCode, days: Validity) -> Fault:
    if days.since is not None and days.until is None:
        return Fault(field="parent", code="parent_ends", details={"value": parent, "since": days.since})
    details = {"value": parent, "since": days.since or "…", "until": days.until or "…"}
    return Fault(field="parent", code="parent_not_valid", details=details)


def _circular(entry: Entry, after: UnitCatalogue) -> bool:
    """Whether a unit is, over others, its own parent on the first or last day of the entry."""
    for day in (entry.days.since or date.min, entry.days.until or date.max):
        code: UnitCode | None = UnitCode(entry.text("parent"))
        for _step in range(_CHAIN):
            if code is None:
                break
            if code == entry.code:
                return True
            unit = after.on(code, day)
            code = unit.parent if unit is not None else None
    return False


# --- answers and holidays --------------------------------------------------------------------------------------------


def _choice(entry: Entry, others: Sequence[Entry], ground: Ground, new: bool) -> Iterator[Fault]:
    path = choice_path(entry.code)
    assert path is not None, "the code was read"
    field = choice_field(ground.pack.kinds, path)
    if field is None or not field.editable:
        yield Fault(field="code", code="list_fixed", details={"value": path.list_code})
        return
    present = choice_field(pack_with(ground.pack, others).kinds, path)
    assert present is not None, "entries take no field away"
    if present.choice(path.choice) is None and (entry.gone or not new):
        yield Fault(field="code", code="answer_unknown", details={"value": path.choice})
    if new and present.choice(path.choice) is not None:
        yield Fault(field="code", code="answer_taken", details={"value": path.choice})
    if entry.gone:
        return
    day = entry.days.since or date.min
    for choice in present.choices:
        other = choice.code != path.choice and choice.given_on(day)
        if other and folded(choice.label_on(day).vi) == folded(entry.text("label")):
            yield Fault(field="label", code="label_taken", details={"value": entry.text("label")})


def _holiday(entry: Entry, _others: Sequence[Entry], ground: Ground, _new: bool) -> Iterator[Fault]:
    since, until = entry.days.since, entry.days.until
    assert since is not None, "a holiday has two days"
    assert until is not None, "a holiday has two days"
    if until.year != since.year:
        yield Fault(field=UNTIL, code="outside_its_year", details={"day": until, "year": str(since.year)})
        return
    if (until - since).days >= _LONGEST_HOLIDAY:
        yield Fault(field=UNTIL, code="holiday_too_long", details={"most": _LONGEST_HOLIDAY})
        return
    kind, holidays = entry.text("kind"), ground.pack.holidays
    said: Mapping[str, str] = {OFF: "already_off", WORKED: "already_worked"}
    works = {OFF: False, WORKED: True}.get(kind)
    if works is None:
        if not any(_special(ground, day) for day in days_of(entry)):
            yield Fault(field="kind", code="already_ordinary", details={"day": since})
    elif all(holidays.works(day) is works and not _special(ground, day) for day in days_of(entry)):
        yield Fault(field="kind", code=said[kind], details={"day": since})


def _special(ground: Ground, day: date) -> bool:
    holidays = ground.pack.holidays
    return day in holidays.off or day in holidays.worked or (day.month, day.day) in holidays.yearly

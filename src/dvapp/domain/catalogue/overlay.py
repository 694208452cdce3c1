"""What counts in a store: what its pack and the catalogue of units say, with the board's own entries over it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dvapp.domain.calendar.workdays import Holidays
from dvapp.domain.catalogue.entries import (
    OFF,
    SUCCESSORS,
    WORKED,
    Catalogue,
    ChoicePath,
    Entry,
    choice_path,
    in_force,
)
from dvapp.domain.codes import FieldCode, KindCode, UnitCode
from dvapp.domain.packs import Pack, Programme
from dvapp.domain.places.boards import WRITTEN, BoardException
from dvapp.domain.places.successions import Extent, Succession
from dvapp.domain.places.units import Level, Unit, UnitCatalogue
from dvapp.domain.recording.kinds import Choice, Field, RecordKind
from dvapp.domain.validity import Validity, days_left
from dvapp.domain.words import Wording

_DAY = timedelta(days=1)
_SATURDAY = 5


# --- units -----------------------------------------------------------------------------------------------------------


def units_with(ground: UnitCatalogue, entries: Sequence[Entry]) -> UnitCatalogue:
    """The catalogue of units with the board's own entries over it; the same object when there are none."""
    own = in_force(entries, Catalogue.UNITS)
    if not own:
        return ground
    by_code: dict[str, list[Entry]] = {}
    for entry in own:
        by_code.setdefault(entry.code, []).append(entry)
    units: list[Unit] = []
    placed: set[str] = set()
    for unit in ground.units:
        stated = by_code.get(unit.code, [])
        units.extend(_cut(unit, stated))
        if stated and unit.code not in placed and unit == ground.rows(unit.code)[-1]:
            units.extend(map(unit_of, _there(stated)))
            placed.add(unit.code)
    for code, stated in by_code.items():
        if code not in placed:
            units.extend(map(unit_of, _there(stated)))
    made = UnitCatalogue(tuple(units))
    return replace(made, successions=tuple(_successions(ground, own, made)))


def _there(stated: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in stated if not entry.gone]


def _cut(unit: Unit, stated: Iterable[Entry]) -> Iterator[Unit]:
    for days in days_left(unit.days, [entry.days for entry in stated]):
        yield replace(unit, valid_from=days.since, valid_to=days.until)


def unit_of(entry: Entry) -> Unit:
    """The unit that an entry states. :raises ValueError: its level is none."""
    return Unit(
        code=UnitCode(entry.code),
        name=entry.text("name"),
        kind=entry.text("kind"),
        level=Level(entry.text("level")),
        parent=UnitCode(entry.text("parent")) if entry.text("parent") else None,
        valid_from=entry.days.since,
        valid_to=entry.days.until,
    )


def _successions(ground: UnitCatalogue, own: Iterable[Entry], made: UnitCatalogue) -> Iterator[Succession]:
    """Those of the ground whose unit still ends on that day, and those that the entries name."""
    ends = {(unit.code, unit.valid_to) for unit in made.units}
    yield from (s for s in ground.successions if (s.before, s.until) in ends)
    for entry in own:
        codes = entry.text(SUCCESSORS).split()
        if not entry.gone or entry.days.since is None:
            continue
        for code in codes:
            yield Succession(
                before=UnitCode(entry.code),
                until=entry.days.since - _DAY,
                after=UnitCode(code),
                since=entry.days.since,
                extent=Extent.WHOLE if len(codes) == 1 else Extent.PART,
                source=entry.text("note"),
            )


# --- the pack --------------------------------------------------------------------------------------------------------


def pack_with(ground: Pack, entries: Sequence[Entry]) -> Pack:
    """The pack with the board's own entries over it; the same object when there are none.

    Entries of units make a new object, too: whoever keeps what was made with a pack sees by it that something changed.
    """
    if all(entry.taken_back for entry in entries):
        return ground
    boards = in_force(entries, Catalogue.BOARDS)
    return replace(
        ground,
        programmes=_programmes(ground.programmes, in_force(entries, Catalogue.THEMES)),
        boards=replace(ground.boards, exceptions=(*ground.boards.exceptions, *map(exception_of, boards))),
        kinds=_kinds(ground.kinds, in_force(entries, Catalogue.CHOICES)),
        holidays=holidays_with(ground.holidays, in_force(entries, Catalogue.HOLIDAYS)),
    )


def _programmes(ground: Mapping[int, Programme], own: Iterable[Entry]) -> dict[int, Programme]:
    stated = {
        int(entry.code): Programme(
            year=int(entry.code),
            central_theme=entry.text("central_theme"),
            city_theme=entry.text("city_theme"),
        )
        for entry in own
    }
    return dict(sorted({**ground, **stated}.items()))


def exception_of(entry: Entry) -> BoardException:
    """What an entry says a board writes."""
    said = {name: entry.text(name) for name in WRITTEN}
    return BoardException(unit=UnitCode(entry.code), days=entry.days, **said)


def holidays_with(ground: Holidays, own: Iterable[Entry]) -> Holidays:
    """The holidays with entries over them, day by day."""
    off, worked = dict(ground.off), dict(ground.worked)
    for entry in own:
        for day in days_of(entry):
            off.pop(day, None)
            worked.pop(day, None)
            if entry.text("kind") == OFF:
                off[day] = entry.text("name")
            elif entry.text("kind") == WORKED or (
                (day.month, day.day) in ground.yearly and day.weekday() < _SATURDAY
            ):
                worked[day] = entry.text("name")
    return replace(ground, off=off, worked=worked)


def days_of(entry: Entry) -> Iterator[date]:
    """Every day of an entry whose both ends are set."""
    day, until = entry.days.since, entry.days.until
    while day is not None and until is not None and day <= until:
        yield day
        day += _DAY


# --- answers of choice fields ----------------------------------------------------------------------------------------


def _kinds(ground: Mapping[KindCode, RecordKind], own: Iterable[Entry]) -> dict[KindCode, RecordKind]:
    by_list: dict[str, list[tuple[ChoicePath, Entry]]] = {}
    for entry in own:
        path = choice_path(entry.code)
        if path is not None:
            by_list.setdefault(path.list_code, []).append((path, entry))
    kinds = dict(ground)
    for stated in by_list.values():
        path = stated[0][0]
        kind = kinds.get(KindCode(path.kind))
        if kind is None:
            continue
        changed = tuple(_field(field, path, stated) for field in kind.fields)
        kinds[kind.code] = replace(kind, fields=changed)
    return kinds


def _field(field: Field, path: ChoicePath, stated: Sequence[tuple[ChoicePath, Entry]]) -> Field:
    if path.table:
        if field.code != path.table:
            return field
        inner = replace(path, table="")
        return replace(field, columns=tuple(_field(column, inner, stated) for column in field.columns))
    if field.code != path.field or not field.editable:
        return field
    by_choice: dict[str, list[Entry]] = {}
    for own, entry in stated:
        by_choice.setdefault(own.choice, []).append(entry)
    known = {choice.code: choice for choice in field.choices}
    codes = dict.fromkeys((*known, *by_choice))
    return replace(
        field, choices=tuple(choice_with(known.get(code), code, by_choice.get(code, [])) for code in codes)
    )


def choice_with(ground: Choice | None, code: str, own: Sequence[Entry]) -> Choice:
    """An answer with the entries over it, which are in order of time; without a ground it is the board's own."""
    if not own:
        assert ground is not None, "an answer comes from somewhere"
        return ground
    dated: list[tuple[Validity, Wording | None]] = [
        (entry.days, None if entry.gone else Wording(entry.text("label"), entry.text("label_en")))
        for entry in own
    ]
    outside = ground.label if ground is not None else None
    called = [label for _days, label in dated if label is not None]
    last = called[-1] if called else outside
    ended = dated[-1][0].until is not None
    label = outside if ended and outside is not None else last
    return Choice(code=code, label=label or Wording(code), dated=tuple(dated), outside=outside)


def choice_field(kinds: Mapping[KindCode, RecordKind], path: ChoicePath) -> Field | None:
    """The choice field or column that a code of an answer names, or ``None``."""
    kind = kinds.get(KindCode(path.kind))
    if kind is None:
        return None
    if not path.table:
        return kind.field(path.field)
    table = kind.field(path.table)
    return next((c for c in table.columns if c.code == FieldCode(path.field)), None) if table else None

"""The catalogues as lists: what counts on a day, and how the board's own entries differ from the ground."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from dvapp.domain.calendar.workdays import Holidays
from dvapp.domain.catalogue.checks import Ground
from dvapp.domain.catalogue.entries import (
    FIELDS,
    GONE,
    NOTE,
    OFF,
    ORDINARY,
    SUCCESSORS,
    WORKED,
    Catalogue,
    ChoicePath,
    Entry,
    choice_path,
    in_force,
)
from dvapp.domain.catalogue.overlay import choice_field
from dvapp.domain.codes import UnitCode
from dvapp.domain.errors import BoardUnknown
from dvapp.domain.places.boards import WRITTEN, board_on
from dvapp.domain.places.units import Level, Unit
from dvapp.domain.recording.kinds import Field, FieldType
from dvapp.domain.recording.plain import iso_day
from dvapp.domain.validity import ALWAYS, Validity

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing of a catalogue as it counts on a day.

    :param texts: by the names of :data:`~dvapp.domain.catalogue.entries.FIELDS`; a blank one is absent.
    :param days: the days on which that counts.
    :param own: the board's own entry behind it; ``None``: the ground.
    :param there: whether it exists on the day asked for (an answer may have ended).
    """

    catalogue: Catalogue
    code: str
    texts: Mapping[str, str]
    days: Validity = ALWAYS
    own: Entry | None = None
    there: bool = True


class Standing(Enum):
    """How an entry stands to the ground: it says something else, the same, or of something the pack no longer has."""

    DIFFERS = "differs"
    SAME = "same"
    WITHOUT_GROUND = "without_ground"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An entry beside what the ground says on its first day; ``None``: nothing."""

    entry: Entry
    ground: Mapping[str, str] | None
    standing: Standing


def items(catalogue: Catalogue, made: Ground, entries: Sequence[Entry], day: date) -> tuple[Item, ...]:
    """What counts on a day; the holidays of that day's whole year, and every year that has themes.

    :param made: pack and units with the entries over them.
    """
    own = in_force(entries, catalogue)
    match catalogue:
        case Catalogue.THEMES:
            return tuple(_themes(made, own))
        case Catalogue.BOARDS:
            return tuple(_boards(made, own, day))
        case Catalogue.UNITS:
            found = (unit for unit in made.units.units if unit.valid_on(day))
            return tuple(_unit_item(unit, own) for unit in found)
        case Catalogue.CHOICES:
            return tuple(_choices(made, own, day))
        case Catalogue.HOLIDAYS:
            return tuple(_holidays(made.pack.holidays, own, day.year))


def differences(ground: Ground, entries: Sequence[Entry]) -> tuple[Difference, ...]:
    """Every entry that counts, beside the ground."""
    return tuple(
        _difference(ground, entry) for catalogue in Catalogue for entry in in_force(entries, catalogue)
    )


def texts_on(catalogue: Catalogue, code: str, ground: Ground, day: date) -> Mapping[str, str] | None:
    """What a pack and units say of a code on a day; ``None``: nothing, or it is no code of that catalogue."""
    match catalogue:
        case Catalogue.THEMES:
            if not code.isdecimal():
                return None
            found = ground.pack.programme(int(code))
            themes = {"central_theme": found.central_theme, "city_theme": found.city_theme} if found else None
            return None if themes is None else _filled(themes)
        case Catalogue.BOARDS:
            return _board_texts(UnitCode(code), ground, day)
        case Catalogue.UNITS:
            unit = ground.units.on(UnitCode(code), day)
            return None if unit is None else _unit_texts(unit)
        case Catalogue.CHOICES:
            return _choice_texts(choice_path(code), ground, day)
        case Catalogue.HOLIDAYS:
            holiday = iso_day(code)
            return None if holiday is None else _holiday_texts(ground.pack.holidays, holiday)


def editable_lists(ground: Ground) -> Iterator[tuple[ChoicePath, Field]]:
    """Every choice field whose answers boards may edit; the path's answer is blank."""
    for kind in ground.pack.kinds.values():
        for field in kind.fields:
            if field.editable:
                yield ChoicePath(kind=kind.code, table="", field=field.code, choice=""), field
            for column in field.columns:
                if column.type is FieldType.CHOICE and column.editable:
                    yield ChoicePath(kind=kind.code, table=field.code, field=column.code, choice=""), column


# --- lists -----------------------------------------------------------------------------------------------------------


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}


def _covering(own: Iterable[Entry], code: str, day: date) -> Entry | None:
    return next((e for e in own if e.code == code and e.days.holds(day)), None)


def _themes(made: Ground, own: Sequence[Entry]) -> Iterator[Item]:
    for year, programme in sorted(made.pack.programmes.items(), reverse=True):
        texts = _filled({"central_theme": programme.central_theme, "city_theme": programme.city_theme})
        entry = next((e for e in own if e.code == str(year)), None)
        yield Item(catalogue=Catalogue.THEMES, code=str(year), texts=texts, own=entry)


def _boards(made: Ground, own: Sequence[Entry], day: date) -> Iterator[Item]:
    for unit in made.units.units:
        if unit.level is Level.COMMUNE or not unit.valid_on(day):
            continue
        texts = _board_texts(unit.code, made, day)
        if texts is not None:
            entry = _covering(own, unit.code, day)
            days = entry.days if entry is not None else unit.days
            yield Item(catalogue=Catalogue.BOARDS, code=unit.code, texts=texts, days=days, own=entry)


def _board_texts(code: UnitCode, ground: Ground, day: date) -> Mapping[str, str] | None:
    try:
        board = board_on(code, day, ground.units, ground.pack.boards)
    except BoardUnknown:
        return None
    return _filled({name: getattr(board, name) for name in WRITTEN})


def _unit_item(unit: Unit, own: Sequence[Entry]) -> Item:
    entry = next((e for e in own if e.code == unit.code and not e.gone and e.days == unit.days), None)
    return Item(catalogue=Catalogue.UNITS, code=unit.code, texts=_unit_texts(unit), days=unit.days, own=entry)


def _unit_texts(unit: Unit) -> dict[str, str]:
    return _filled(
        {"name": unit.name, "kind": unit.kind, "level": unit.level.value, "parent": unit.parent or ""}
    )


def _choices(made: Ground, own: Sequence[Entry], day: date) -> Iterator[Item]:
    for path, field in editable_lists(made):
        for choice in field.choices:
            code = f"{path.list_code}/{choice.code}"
            label = choice.label_on(day)
            entry = _covering(own, code, day)
            yield Item(
                catalogue=Catalogue.CHOICES,
                code=code,
                texts=_filled({"label": label.vi, "label_en": label.en}),
                days=entry.days if entry is not None else ALWAYS,
                own=entry,
                there=choice.given_on(day),
            )


def _choice_texts(path: ChoicePath | None, ground: Ground, day: date) -> Mapping[str, str] | None:
    field = choice_field(ground.pack.kinds, path) if path is not None else None
    choice = field.choice(path.choice) if field is not None and path is not None else None
    if choice is None or not choice.given_on(day):
        return None
    label = choice.label_on(day)
    return _filled({"label": label.vi, "label_en": label.en})


def _holidays(holidays: Holidays, own: Sequence[Entry], year: int) -> Iterator[Item]:
    """Days of the same kind, name and origin that follow each other are one item."""
    run: list[date] = []
    held: tuple[Mapping[str, str] | None, Entry | None] = (None, None)
    day = date(year, 1, 1)
    while day.year == year:
        texts, entry = _holiday_texts(holidays, day), next((e for e in own if e.days.holds(day)), None)
        if entry is not None and texts is None:
            texts = {"kind": ORDINARY, "name": entry.text("name")}
        if run and (texts, entry) != held:
            yield _holiday_item(run, *held)
            run = []
        held = (texts, entry)
        if texts is not None:
            run.append(day)
        day += _DAY
    if run:
        yield _holiday_item(run, *held)


def _holiday_item(run: Sequence[date], texts: Mapping[str, str] | None, entry: Entry | None) -> Item:
    days = entry.days if entry is not None else Validity(since=run[0], until=run[-1])
    code = entry.code if entry is not None else run[0].isoformat()
    return Item(catalogue=Catalogue.HOLIDAYS, code=code, texts=_filled(texts or {}), days=days, own=entry)


def _holiday_texts(holidays: Holidays, day: date) -> Mapping[str, str] | None:
    if day in holidays.worked:
        return _filled({"kind": WORKED, "name": holidays.worked[day]})
    name = holidays.off.get(day) or holidays.yearly.get((day.month, day.day))
    return None if name is None else _filled({"kind": OFF, "name": name})


# --- differences -----------------------------------------------------------------------------------------------------


def _difference(ground: Ground, entry: Entry) -> Difference:
    day = entry.days.since or entry.days.until or date.min
    texts = texts_on(entry.catalogue, entry.code, ground, day)
    if _without_ground(ground, entry):
        standing = Standing.WITHOUT_GROUND
    else:
        standing = Standing.SAME if _says(entry) == _comparable(entry, texts) else Standing.DIFFERS
    return Difference(entry=entry, ground=texts, standing=standing)


def _says(entry: Entry) -> Mapping[str, str] | None:
    if entry.gone:
        return None
    return {n: t for n, t in (entry.content or {}).items() if n not in {NOTE, SUCCESSORS, GONE, "source"}}


def _comparable(entry: Entry, ground: Mapping[str, str] | None) -> Mapping[str, str] | None:
    """What the ground says of the texts that the entry has; a board's entry names only what differs."""
    if ground is None or entry.catalogue is not Catalogue.BOARDS:
        return ground
    return {name: text for name, text in ground.items() if name in (entry.content or {})}


def _without_ground(ground: Ground, entry: Entry) -> bool:
    """Whether an entry says something of a list that the pack no longer has or lets edit."""
    path = choice_path(entry.code) if entry.catalogue is Catalogue.CHOICES else None
    if path is None:
        return False
    field = choice_field(ground.pack.kinds, path)
    return field is None or not field.editable


def blank_texts(catalogue: Catalogue) -> dict[str, str]:
    """The texts of a form that nobody has filled in."""
    return dict.fromkeys(FIELDS[catalogue], "")

"""The lists of the catalogue screen, Qt-free: what stands in which line."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dvapp.domain.catalogue.entries import Catalogue, Entry, choice_path
from dvapp.domain.catalogue.items import Difference, Item, Standing, editable_lists
from dvapp.domain.language.folding import matches
from dvapp.domain.language.ordering import sort_key
from dvapp.domain.places.units import Level, Unit
from dvapp.domain.recording.kinds import Field
from dvapp.host.i18n import _, language
from dvapp.services.catalogue.lists import list_differences, list_items
from dvapp.services.session import Session
from dvapp.ui.catalogue_messages import catalogue_words, entry_field_words, holiday_kind_words
from dvapp.ui.messages import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a list.

    :param code: what it stands for; "" for a heading.
    :param own: whether the board's own entry is behind it; :param dim: whether it does not count on the day.
    :param day: the day to look at it, where that is not the list's.
    """

    catalogue: Catalogue
    code: str
    cells: tuple[str, ...]
    own: bool = False
    dim: bool = False
    day: date | None = None
    below: tuple["Line", ...] = ()


def heads(section: str) -> tuple[str, ...]:
    """The headings of a section's columns."""
    return {
        "themes": (_("Year"), _("Theme of the centre"), _("Theme of the city")),
        "boards": (_("Board"), _("Symbol"), _("Place")),
        "units": (_("Name"), _("Code"), _("Valid")),
        "choices": (_("Answer"), _("Valid")),
        "differences": (_("Entry"), _("Ships as"), _("Own entry"), _("State")),
    }[section]


def lines(session: Session, section: str, day: date, query: str) -> tuple[Line, ...]:
    """What a section lists on a day, narrowed by the words of a query."""
    match section:
        case "themes":
            return _fitting(_themes(session, day), query)
        case "boards":
            return _fitting(_boards(session, day), query)
        case "units":
            return _fitting(_units(session, day), query)
        case "choices":
            return _fitting(_choices(session, day), query)
        case "differences":
            return _fitting((_difference(session, one) for one in list_differences(session)), query)
        case _:
            return ()


def _fitting(found: Iterable[Line], query: str) -> tuple[Line, ...]:
    """Lines that fit, with the headings above them; under a heading that fits all of them."""
    kept = []
    for line in found:
        fits = matches(query, " ".join((*line.cells, line.code)))
        below = line.below if fits and query else _fitting(line.below, query)
        if fits or below:
            kept.append(replace(line, below=below))
    return tuple(kept)


def days_words(since: date | None, until: date | None) -> str:
    """Two days of which either may be open."""
    if since is None and until is None:
        return ""
    if since is None:
        return _("until {day}").format(day=shown(until))
    if until is None:
        return _("since {day}").format(day=shown(since))
    return shown(since) if since == until else f"{shown(since)} – {shown(until)}"


def _themes(session: Session, day: date) -> list[Line]:
    """Every year that has themes, and the store's own year even without."""
    found = [_theme(item) for item in list_items(session, Catalogue.THEMES, day)]
    year = str(session.year)
    if all(line.code != year for line in found):
        cells = (year, _("none yet"), "")
        found.append(Line(catalogue=Catalogue.THEMES, code=year, cells=cells, dim=True))
    return sorted(found, key=lambda line: line.code, reverse=True)


def _theme(item: Item) -> Line:
    said = item.texts
    cells = (item.code, said.get("central_theme", ""), said.get("city_theme", ""))
    return Line(catalogue=Catalogue.THEMES, code=item.code, cells=cells, own=item.own is not None)


def _boards(session: Session, day: date) -> list[Line]:
    """The store's own board first, then by name."""
    found = list_items(session, Catalogue.BOARDS, day)
    mine = session.store.info.board
    order = sorted(found, key=lambda i: (i.code != mine, i.code != "hn", sort_key(i.texts.get("name", ""))))
    return [
        Line(
            catalogue=Catalogue.BOARDS,
            code=item.code,
            cells=tuple(item.texts.get(name, "") for name in ("name", "symbol", "place")),
            own=item.own is not None,
        )
        for item in order
    ]


def _units(session: Session, day: date) -> tuple[Line, ...]:
    own = {item.code: item.own is not None for item in list_items(session, Catalogue.UNITS, day)}
    by_parent: dict[str | None, list[Unit]] = {}
    for unit in session.units.units:
        if unit.valid_on(day):
            by_parent.setdefault(unit.parent, []).append(unit)
    present = {unit.code for group in by_parent.values() for unit in group}
    tops = [u for parent, group in by_parent.items() if parent not in present for u in group]

    def line(unit: Unit, depth: int) -> Line:
        below = sorted(by_parent.get(unit.code, ()), key=_unit_key) if depth < len(Level) else ()
        return Line(
            catalogue=Catalogue.UNITS,
            code=unit.code,
            cells=(unit.name, unit.code, days_words(unit.valid_from, unit.valid_to)),
            own=own.get(unit.code, False),
            below=tuple(line(inner, depth + 1) for inner in below),
        )

    return tuple(line(unit, 0) for unit in sorted(tops, key=_unit_key))


def _unit_key(unit: Unit) -> tuple[bool, str]:
    return (unit.kind in {"xã", "huyện"}, sort_key(unit.short_name))


def _choices(session: Session, day: date) -> list[Line]:
    found: dict[str, list[Line]] = {}
    for item in list_items(session, Catalogue.CHOICES, day):
        path = choice_path(item.code)
        assert path is not None, "made from the pack"
        said = item.texts.get("label_en") if language() == "en" else ""
        words = days_words(item.days.since, item.days.until) if item.there else _("not given on this day")
        line = Line(
            catalogue=Catalogue.CHOICES,
            code=item.code,
            cells=(said or item.texts.get("label", ""), words),
            own=item.own is not None,
            dim=not item.there,
        )
        found.setdefault(path.list_code, []).append(line)
    return [
        Line(catalogue=Catalogue.CHOICES, code="", cells=(words, ""), below=tuple(found.get(code, ())))
        for code, words in choice_lists(session)
    ]


def choice_lists(session: Session) -> list[tuple[str, str]]:
    """Code and name of every list of answers that boards may edit."""
    made = []
    for path, field in editable_lists(session.ground):
        kind = session.pack.kinds[path.kind]  # type: ignore[index]  # a kind's code, made from the pack
        made.append((path.list_code, f"{kind.name.said_in(language())} · {_label(field)}"))
    return made


def _label(field: Field) -> str:
    return field.label.said_in(language())


def _difference(session: Session, one: Difference) -> Line:
    entry = one.entry
    states = {
        Standing.DIFFERS: _("differs"),
        Standing.SAME: _("the same by now"),
        Standing.WITHOUT_GROUND: _("no longer in the pack"),
    }
    ground = ground_words(one)
    cells = (
        f"{catalogue_words(entry.catalogue)}: {entry_name(session, entry)}",
        ground,
        content_words(entry),
        states[one.standing],
    )
    return Line(
        catalogue=entry.catalogue,
        code=entry.code,
        cells=cells,
        own=one.standing is Standing.DIFFERS,
        day=entry.days.since or entry.days.until,
    )


def ground_words(one: Difference) -> str:
    """What ships, of the texts that the entry says."""
    if one.ground is None:
        return "–"
    said = one.entry.content or {}
    shown_texts = [t for n, t in one.ground.items() if (n in said or one.entry.gone) and n not in _INNER]
    return "; ".join(shown_texts) or "–"


_INNER = frozenset({"level", "parent", "label_en", "kind"})


def entry_name(session: Session, entry: Entry) -> str:
    """What an entry is about, in words."""
    match entry.catalogue:
        case Catalogue.UNITS | Catalogue.BOARDS:
            unit = session.ground.units.last(entry.code) or session.units.last(entry.code)  # type: ignore[arg-type]  # a unit's code
            return unit.name if unit is not None else entry.code
        case Catalogue.CHOICES:
            path = choice_path(entry.code)
            names = dict(choice_lists(session))
            return names.get(path.list_code, entry.code) if path is not None else entry.code
        case Catalogue.HOLIDAYS:
            return days_words(entry.days.since, entry.days.until)
        case Catalogue.THEMES:
            return entry.code


def content_words(entry: Entry) -> str:
    """What a version of an entry says, in one line."""
    if entry.taken_back:
        return _("taken back: what ships counts")
    if entry.gone:
        return _("no more from {day}").format(day=shown(entry.days.since)) if entry.days.since else _("ended")
    told = [
        holiday_kind_words(text) if (entry.catalogue, name) == (Catalogue.HOLIDAYS, "kind") else text
        for name, text in _ordered(entry)
        if name not in _INNER or entry.catalogue is Catalogue.HOLIDAYS
    ]
    return "; ".join(told) or "; ".join(
        f"{entry_field_words(entry.catalogue, name)}: {text}" for name, text in _ordered(entry)
    )


def _ordered(entry: Entry) -> list[tuple[str, str]]:
    from dvapp.domain.catalogue.entries import FIELDS

    content = entry.content or {}
    return [(name, content[name]) for name in FIELDS[entry.catalogue] if name in content]

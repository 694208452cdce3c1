"""Searching records, report texts, outgoing papers, figures, units, attached files; and filters with a name."""

import logging
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from dvapp.domain.accounts.duties import Action
from dvapp.domain.codes import KindCode, RecordId, UnitCode
from dvapp.domain.errors import DiskFull, FileUnwritable, StoreBusy, StoreDamaged
from dvapp.domain.language.folding import folded
from dvapp.domain.language.ordering import sort_key
from dvapp.domain.recording.kinds import Field, FieldType
from dvapp.domain.recording.searching import (
    EVERYTHING,
    Asked,
    Found,
    Hit,
    HitGroup,
    ListFilter,
    SavedFilter,
    excerpt,
    holds,
    read_query,
)
from dvapp.domain.recording.searching_errors import (
    FilterNameInvalid,
    FilterNameTaken,
    FilterUnknown,
    UnitUnknown,
)
from dvapp.services.ports import Reading
from dvapp.services.searching.describing import PackDescriber
from dvapp.services.searching.outgoing import line_hits, paper_hits
from dvapp.services.searching.proposed import proposed_hits
from dvapp.services.searching.ranking import ranked, why_found
from dvapp.services.searching.search_ports import EntryRow, Step
from dvapp.services.session import Session

log = logging.getLogger(__name__)

LONGEST_NAME = 60
"""Characters of a saved filter's name: more does not fit a menu."""


def follow_session(session: Session, step: Step | None = None) -> None:
    """Let the store take and describe what is written as this session's pack and units say, after catching up.

    What hinders that (somebody else is writing, the disk is full, a row is damaged) hinders no work: what is not in the
    index yet follows when the store is opened next.

    :param step: told how many things are described and of how many; may raise ``Cancelled``.
    """
    session.store.registers_in(session.pack.returns_kind)
    describer = PackDescriber(session.pack, session.units, session.tools.forms, session.tools.formats)
    try:
        session.store.describe_with(describer, step)
    except (StoreBusy, StoreDamaged, DiskFull, FileUnwritable) as error:
        log.warning("the search index stays behind: %s", error.code)


# --- finding ---------------------------------------------------------------------------------------------------------


def find(
    session: Session,
    words: str,
    *,
    limit: int = 8,
    groups: Iterable[HitGroup] = tuple(HitGroup),
    filter_: ListFilter = EVERYTHING,
) -> Found:
    """What all words are found in, group by group, at most ``limit`` hits of each.

    Records, reports, papers and files come with the newest first; before them those that read exactly as typed, when something
    was typed with diacritics. Words without a letter or digit find nothing.

    :param filter_: which records; only records are looked for then, unless it lets all pass.
    """
    asked = read_query(words)
    if not asked.terms:
        return Found(asked=asked)
    wanted = {HitGroup.RECORDS} if filter_ != EVERYTHING else set(groups)
    hits: list[Hit] = []
    more: set[HitGroup] = set()
    with session.store.reading() as read:
        for group in (group for group in HitGroup if group in wanted):
            found = list(_FINDERS[group](session, read, asked, filter_, limit + 1))
            hits += found[:limit]
            if len(found) > limit:
                more.add(group)
    return Found(asked=asked, hits=tuple(hits), more=frozenset(more))


def _records(session: Session, read: Reading, asked: Asked, filter_: ListFilter, limit: int) -> Iterator[Hit]:
    rows = ranked(read.search, asked, filter_, "record", limit)
    ids = [RecordId(row.id) for row in rows]
    stored = {one.id: one for one in read.records.some(ids)}
    drafts = {one.id: one for one in read.drafts.some(ids)}
    for row in rows:
        kind = session.pack.kinds.get(KindCode(row.kind))
        if kind is None:
            continue
        draft, kept = drafts.get(RecordId(row.id)), stored.get(RecordId(row.id))
        values = draft.texts if draft else kept.values if kept else {}
        yield Hit(
            group=HitGroup.RECORDS,
            target=row.id,
            title=row.title,
            about=kind.name.vi,
            marked=why_found(asked, f"{row.title} {kind.name.vi}", _texts(session, kind.fields, values, row)),
            day=row.until,
        )


def _texts(
    session: Session, fields: Sequence[Field], values: Mapping[str, object], row: EntryRow
) -> Iterator[str]:
    """What stands in a record's fields, in words, as typed."""
    day = row.until or date(session.year, 12, 31)
    for field in fields:
        value = values.get(field.code)
        match value:
            case str():
                choice = field.choice(value)
                yield choice.label.vi if choice else " ".join(value.split())
            case int() | float():
                yield f"{field.label.vi}: {session.tools.formats.number(value)}"
            case list() if field.type is FieldType.UNITS:
                yield ", ".join(session.units.named([UnitCode(str(code)) for code in value], day))
            case list():
                for line in value:
                    if isinstance(line, Mapping):
                        yield " · ".join(_texts(session, field.columns, line, row))
            case _:
                continue
    yield ", ".join(session.units.named([UnitCode(row.unit)], day))


def _files(_session: Session, read: Reading, asked: Asked, filter_: ListFilter, limit: int) -> Iterator[Hit]:
    for row in ranked(read.search, asked, filter_, "file", limit):
        yield Hit(group=HitGroup.FILES, target=row.of, title=row.title, day=row.until)


def _reports(session: Session, read: Reading, asked: Asked, filter_: ListFilter, limit: int) -> Iterator[Hit]:
    count = 0
    rows = ranked(read.search, asked, filter_, "report", limit)
    known = {row.id for row in rows}
    words = read.search.words([row.number for row in rows])
    for row in rows:
        count += 1
        _kind, period, _section = row.id.split("/", 2)
        yield Hit(
            group=HitGroup.REPORTS,
            target=row.id,
            title=row.title,
            about=f"{row.kind} · {period}",
            marked="" if holds(asked, row.title) else excerpt(asked, words.get(row.number, "")),
            day=row.until,
        )
    for code, outline in session.pack.outlines.items():
        if count < limit and holds(asked, f"{code} {outline.name.vi} {outline.name.en}"):
            count += 1
            yield Hit(group=HitGroup.REPORTS, target=code, title=outline.name.vi, about=code)
    if count < limit:
        yield from islice(proposed_hits(session, read, asked, known), limit - count)


def _figures(
    session: Session, _read: Reading, asked: Asked, _filter: ListFilter, limit: int
) -> Iterator[Hit]:
    """A figure whose code was typed comes first."""
    typed = {term.text for term in asked.terms}
    found = [
        one
        for one in session.pack.indicators.values()
        if holds(asked, f"{one.code} {one.label.vi} {one.label.en} {one.group.vi}")
    ]
    found.sort(key=lambda one: folded(one.code) not in typed)
    for one in found[:limit]:
        yield Hit(
            group=HitGroup.FIGURES,
            target=one.code,
            title=f"{one.code} {one.label.vi}",
            about=one.unit.vi,
            marked="" if holds(asked, f"{one.code} {one.label.vi}") else one.group.vi,
        )


def _units(session: Session, _read: Reading, asked: Asked, _filter: ListFilter, limit: int) -> Iterator[Hit]:
    """Units of the store's year first, in the Vietnamese order; then those of other times."""
    day = date(session.year, 12, 31)
    found = [unit for unit in session.units.units if holds(asked, f"{unit.name} {unit.code}")]
    found.sort(key=lambda unit: (not unit.valid_on(day), unit.level.value, sort_key(unit.short_name)))
    for unit in found[:limit]:
        above = session.units.on(unit.parent, unit.valid_to or day) if unit.parent else None
        yield Hit(
            group=HitGroup.UNITS, target=unit.code, title=unit.name, about=above.name if above else unit.code
        )


_Finder = Callable[[Session, Reading, Asked, ListFilter, int], Iterator[Hit]]
_FINDERS: dict[HitGroup, _Finder] = {
    HitGroup.RECORDS: _records,
    HitGroup.REPORTS: _reports,
    HitGroup.PAPERS: paper_hits,
    HitGroup.LINES: line_hits,
    HitGroup.FIGURES: _figures,
    HitGroup.UNITS: _units,
    HitGroup.FILES: _files,
}


def require_unit(session: Session, code: str) -> UnitCode:
    """A unit's code, of any time. :raises UnitUnknown: the catalogue has none."""
    if not any(unit.code == code for unit in session.units.units):
        raise UnitUnknown(where=code)
    return UnitCode(code)


# --- saved filters ---------------------------------------------------------------------------------------------------


def saved_filters(session: Session) -> Sequence[SavedFilter]:
    """All saved filters in their order."""
    with session.store.reading() as read:
        return read.filters.all()


def save_filter(session: Session, name: str, filter_: ListFilter, *, replacing: str = "") -> SavedFilter:
    """Keep a filter under a name, last in the order.

    :param replacing: id of the saved filter that shall let this pass from now on, in its place.
    :raises FilterNameInvalid, FilterNameTaken, FilterUnknown: as they say.
    """
    with session.changing(Action.ARRANGE) as work:
        there = work.filters.all()
        kept = _named(name, [one for one in there if one.id != replacing])
        if replacing:
            before = _with_id(there, replacing)
            saved = replace(before, name=kept, filter=filter_)
        else:
            last = max((one.position for one in there), default=-1)
            saved = SavedFilter(id=str(uuid.uuid4()), name=kept, filter=filter_, position=last + 1)
        work.filters.put(saved)
        work.commit()
    return saved


def rename_filter(session: Session, filter_id: str, name: str) -> SavedFilter:
    """Give a saved filter another name.

    :raises FilterNameInvalid, FilterNameTaken, FilterUnknown: as they say.
    """
    with session.changing(Action.ARRANGE) as work:
        there = work.filters.all()
        saved = replace(
            _with_id(there, filter_id), name=_named(name, [one for one in there if one.id != filter_id])
        )
        work.filters.put(saved)
        work.commit()
    return saved


def remove_filter(session: Session, filter_id: str) -> None:
    """Forget a saved filter. :raises FilterUnknown: there is none with that id."""
    with session.changing(Action.ARRANGE) as work:
        _with_id(work.filters.all(), filter_id)
        work.filters.remove(filter_id)
        work.commit()


def move_filter(session: Session, filter_id: str, position: int) -> None:
    """Put a saved filter at a place, from 0, among the others. :raises FilterUnknown: there is none with that id."""
    with session.changing(Action.ARRANGE) as work:
        there = list(work.filters.all())
        moved = _with_id(there, filter_id)
        there.remove(moved)
        there.insert(max(0, min(position, len(there))), moved)
        for place, one in enumerate(there):
            if one.position != place:
                work.filters.put(replace(one, position=place))
        work.commit()


def filter_named(session: Session, name: str) -> SavedFilter:
    """A saved filter by its name, capitals and diacritics as given or left out. :raises FilterUnknown: there is none."""
    there = saved_filters(session)
    found = [one for one in there if one.name == name] or [
        one for one in there if folded(one.name) == folded(name)
    ]
    if not found:
        raise FilterUnknown(where=name, known=", ".join(one.name for one in there))
    return found[0]


def _with_id(there: Sequence[SavedFilter], filter_id: str) -> SavedFilter:
    found = next((one for one in there if one.id == filter_id), None)
    if found is None:
        raise FilterUnknown(where=filter_id, known=", ".join(one.name for one in there))
    return found


def _named(name: str, others: Sequence[SavedFilter]) -> str:
    kept = " ".join(name.split())
    if not kept or len(kept) > LONGEST_NAME:
        raise FilterNameInvalid(where=kept, most=LONGEST_NAME)
    if kept.casefold() in {one.name.casefold() for one in others}:
        raise FilterNameTaken(where=kept)
    return kept

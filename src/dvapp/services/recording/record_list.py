"""The list of records, page by page: filtered and sorted in the store, read where somebody looks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dvapp.domain.codes import FieldCode, KindCode, RecordId, UnitCode
from dvapp.domain.language.ordering import sort_key
from dvapp.domain.recording.kinds import Field, FieldType, RecordKind
from dvapp.domain.recording.records import shown_value
from dvapp.domain.recording.searching import NEWEST_FIRST, ListFilter, ListOrder, RecordState
from dvapp.domain.recording.searching_errors import ListEmpty
from dvapp.domain.values import DateSpan, NotApplicable
from dvapp.services.list_files import list_lines, require_list_file
from dvapp.services.ports import Draft, StoredRecord
from dvapp.services.recording.records import ListedRecord, read_stored
from dvapp.services.searching.search_ports import EntryRow, ListColumn, ListLines, ListSheet, Step
from dvapp.services.session import Session

PAGE = 200
"""Records read at a time when all of a list are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """A record of the list with what the index says of it. ``number`` is its place there."""

    number: int
    listed: ListedRecord
    state: RecordState
    faults: int
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """A filter's answer: numbers of the records in order, how many of each kind there are at all, and drafts."""

    numbers: Sequence[int]
    counts: Mapping[KindCode, int]
    drafts: int


def order_records(
    session: Session, filter_: ListFilter, order: ListOrder = NEWEST_FIRST, *, language: str = "vi"
) -> Sequence[int]:
    """Numbers of the records and drafts that a filter lets pass, in order.

    :param language: of the kinds' names, when they are sorted by.
    """
    with session.store.reading() as read:
        return read.search.order(filter_, order, _kinds(session, language))


def read_list(
    session: Session, filter_: ListFilter, order: ListOrder = NEWEST_FIRST, *, language: str = "vi"
) -> ListState:
    """As :func:`order_records`, with the counts of the same moment."""
    with session.store.reading() as read:
        return ListState(
            numbers=read.search.order(filter_, order, _kinds(session, language)),
            counts={c: n for c, n in read.search.counts().items() if c in session.pack.kinds},
            drafts=len(read.search.unfinished()),
        )


def _kinds(session: Session, language: str) -> list[RecordKind]:
    return sorted(session.pack.kinds.values(), key=lambda kind: sort_key(kind.name.said_in(language)))


def count_records(session: Session) -> Mapping[KindCode, int]:
    """Records and drafts by kind."""
    with session.store.reading() as read:
        return {code: n for code, n in read.search.counts().items() if code in session.pack.kinds}


def read_page(session: Session, numbers: Sequence[int]) -> tuple[ListedRow, ...]:
    """Records by their numbers, in the same order; those that are gone meanwhile are left out."""
    with session.store.reading() as read:
        rows = read.search.rows(numbers)
        ids = [RecordId(row.id) for row in rows]
        stored = {one.id: one for one in read.records.some(ids)}
        drafts = {one.id: one for one in read.drafts.some(ids)}
    return tuple(
        _listed_row(row, stored.get(key), drafts.get(key), session)
        for row in rows
        if (key := RecordId(row.id)) in stored or key in drafts
    )


def _listed_row(
    row: EntryRow, stored: StoredRecord | None, draft: Draft | None, session: Session
) -> ListedRow:
    listed = _listed(stored, draft, session)
    return ListedRow(number=row.number, listed=listed, state=row.state, faults=row.faults, files=row.files)


def _listed(stored: StoredRecord | None, draft: Draft | None, session: Session) -> ListedRecord:
    if stored is not None:
        return ListedRecord(
            id=stored.id,
            kind=stored.kind,
            record=read_stored(stored, session),
            draft=draft,
            changed_at=stored.changed_at,
        )
    assert draft is not None
    return ListedRecord(id=draft.id, kind=draft.kind, record=None, draft=draft, changed_at=draft.changed_at)


def listed_record(session: Session, record_id: RecordId) -> ListedRecord | None:
    """A record or draft as lists have it, or ``None``."""
    with session.store.reading() as read:
        stored, draft = read.records.get(record_id), read.drafts.get(record_id)
    if (stored is None and draft is None) or (stored or draft).kind not in session.pack.kinds:  # type: ignore[union-attr]  # one is there
        return None
    return _listed(stored, draft, session)


def number_of(session: Session, record_id: RecordId) -> int | None:
    """The number of a record in the index."""
    with session.store.reading() as read:
        return read.search.number(record_id)


def unfinished_records(session: Session) -> tuple[ListedRecord, ...]:
    """The records that are not right or have a draft, the oldest change of a draft first."""
    with session.store.reading() as read:
        ids = read.search.unfinished()
        stored = {one.id: one for one in read.records.some(ids)}
        drafts = {one.id: one for one in read.drafts.some(ids)}
    return tuple(
        _listed(stored.get(key), drafts.get(key), session) for key in ids if key in stored or key in drafts
    )


# --- lists as files --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWords:
    """Words of a list that is written to a file, in the language in use."""

    all_: str
    since: str
    until: str
    kind: str
    unit: str
    subject: str
    state: str
    states: Mapping[RecordState, str]
    language: str = "vi"


def export_list(
    session: Session,
    path: Path,
    *,
    words: ListWords,
    filter_: ListFilter,
    order: ListOrder = NEWEST_FIRST,
    step: Step | None = None,
) -> int:
    """Write what a filter lets pass, in its order: a sheet of all, and one for each kind with all its fields.

    A filter of one kind makes one sheet. A CSV file has the first sheet only. Drafts stand with what can be read of them.

    :param step: told how many records are written and of how many; may raise ``Cancelled``, and nothing stays then.
    :returns: how many records were written.
    :raises ListEmpty, ListFormUnknown, OutputIsInput, DiskFull, FileUnwritable: as they say.
    """
    require_list_file(session, path)
    numbers = order_records(session, filter_, order, language=words.language)
    if not numbers:
        raise ListEmpty(where=str(path))
    sheets = _sheets(session, filter_, words)
    with list_lines(session, path, [sheet for sheet, _kind in sheets]) as lines:
        return _write(session, lines, numbers, sheets, words, step)


_Sheet = tuple[ListSheet, RecordKind | None]


def _sheets(session: Session, filter_: ListFilter, words: ListWords) -> list[_Sheet]:
    if filter_.kind is not None:
        return [_kind_sheet(session.pack.kind(filter_.kind), words)]
    counts = count_records(session)
    common = ListSheet(
        code="",
        title=words.all_,
        columns=(
            ListColumn(title=words.since, wide=12),
            ListColumn(title=words.until, wide=12),
            ListColumn(title=words.kind, wide=28),
            ListColumn(title=words.unit, wide=24),
            ListColumn(title=words.subject, wide=60),
            ListColumn(title=words.state, wide=16),
        ),
    )
    kinds = [kind for kind in _kinds(session, words.language) if counts.get(kind.code)]
    return [(common, None), *(_kind_sheet(kind, words) for kind in kinds)]


def _kind_sheet(kind: RecordKind, words: ListWords) -> _Sheet:
    fields = tuple(_column(field, words.language) for field in kind.fields)
    columns = (
        ListColumn(title=words.since, wide=12),
        ListColumn(title=words.until, wide=12),
        ListColumn(title=words.unit, wide=24),
        *fields,
        ListColumn(title=words.state, wide=16),
    )
    return ListSheet(code=kind.code, title=kind.plural.said_in(words.language), columns=columns), kind


def _column(field: Field, language: str) -> ListColumn:
    unit = field.unit.said_in(language)
    label = field.label.said_in(language)
    wide = 40 if field.type in {FieldType.LONG_TEXT, FieldType.TEXT, FieldType.TABLE} else 16
    return ListColumn(title=f"{label} ({unit})" if unit else label, wide=wide)


def _write(
    session: Session,
    lines: ListLines,
    numbers: Sequence[int],
    sheets: Iterable[_Sheet],
    words: ListWords,
    step: Step | None,
) -> int:
    codes = {sheet.code for sheet, _kind in sheets}
    written = 0
    for start in range(0, len(numbers), PAGE):
        if step is not None:
            step(start, len(numbers))
        for row in read_page(session, numbers[start : start + PAGE]):
            written += 1
            kind = session.pack.kind(row.listed.kind)
            line = _Line(session, row, kind, words)
            if "" in codes:
                lines.add("", line.common())
            if kind.code in codes:
                lines.add(kind.code, line.whole())
    return written


class _Line:
    """A record as a line of a file."""

    def __init__(self, session: Session, row: ListedRow, kind: RecordKind, words: ListWords) -> None:
        self._session, self._row, self._kind, self._words = session, row, kind, words
        listed = row.listed
        if listed.draft is None and listed.record is not None:
            self._values: Mapping[str, object] = {str(k): v for k, v in listed.record.values.items()}
            self._span: DateSpan | None = listed.record.happened
            self._unit = listed.record.unit
        elif listed.draft is not None:
            read = session.tools.forms.read(kind, listed.draft)
            self._values, self._span = {str(k): v for k, v in read.values.items()}, read.span
            self._unit = UnitCode(str(listed.draft.texts.get("@unit", "")))
        else:
            self._values, self._span, self._unit = {}, None, UnitCode("")
        self._day = self._span.until if self._span else date(session.year, 12, 31)

    def common(self) -> list[object]:
        """What all kinds have."""
        subject = next(
            (
                text
                for code in (self._kind.summary, *self._kind.listed)
                if (field := self._kind.field(code)) is not None
                and isinstance(text := self._cell(field), str)
                and text
            ),
            None,
        )
        kind = self._kind.name.said_in(self._words.language)
        return [*self._days(), kind, self._name(self._unit), subject, self._words.states[self._row.state]]

    def whole(self) -> list[object]:
        """All fields of the kind."""
        fields = (self._cell(field) for field in self._kind.fields)
        return [*self._days(), self._name(self._unit), *fields, self._words.states[self._row.state]]

    def _days(self) -> Iterator[date | None]:
        yield self._span.since if self._span else None
        yield self._span.until if self._span else None

    def _name(self, code: object) -> str:
        unit = self._session.units.on(UnitCode(str(code)), self._day)
        return unit.name if unit else str(code)

    def _cell(self, field: Field) -> object:
        value = self._values.get(field.code)
        if field.shown:
            value = shown_value(field, {FieldCode(code): one for code, one in self._values.items()})
        match value:
            case tuple() if field.type is FieldType.UNITS:
                return ", ".join(map(self._name, value))
            case tuple():
                return "; ".join(self._row_words(field, row) for row in value if isinstance(row, Mapping))
            case _:
                return self._plain(field, value)

    def _plain(self, field: Field, value: object) -> object:
        choice = field.choice(value) if isinstance(value, str) else None
        return choice.label.said_in(self._words.language) if choice else value

    def _row_words(self, table: Field, row: Mapping[str, object]) -> str:
        """A row of a table within one cell: "Tổ 5: 12, 3, –"."""
        shown = []
        for column in table.columns:
            value = self._plain(column, row.get(column.code))
            if isinstance(value, NotApplicable):
                shown.append("–")
            elif value is not None:
                plain = isinstance(value, str)
                shown.append(str(value) if plain else self._session.tools.formats.number(value))
        return ", ".join(shown)

"""The list of records: pages of rows as the screen shows them, filtered and sorted in the store. Knows no widget."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import overload

from dvapp.domain.codes import FieldCode, KindCode, RecordId
from dvapp.domain.recording.kinds import Field, FieldType, RecordKind
from dvapp.domain.recording.records import shown_value
from dvapp.domain.recording.searching import (
    DAY,
    EVERYTHING,
    KIND,
    NEWEST_FIRST,
    STATE,
    SUBJECT,
    ListOrder,
)
from dvapp.domain.values import DateSpan, NotApplicable
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.recording.record_list import ListState, number_of, read_list, read_page
from dvapp.services.recording.records import ListedRecord
from dvapp.services.session import Session
from dvapp.ui.records.form_model import FormModel

PAGE = 64
"""Rows read at a time: two or three screens, in a few milliseconds."""

_PAGES = 40
"""Pages kept in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the list. ``code``: a field's, or one of the list's own."""

    code: str
    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far a record is: ``tone`` is a state of the theme, ``faults`` the number of things to mend."""

    words: str
    tone: str
    faults: int


@dataclass(frozen=True, kw_only=True)
class Row:
    """A record as the list shows it. Its words are made when they are first asked for: thousands never are.

    :param write: a field's value in words.
    :param evidence: how many files are attached.
    """

    listed: ListedRecord
    kind: RecordKind
    span: DateSpan | None
    values: Mapping[FieldCode, object]
    state: State
    write: Callable[[Field, object], str]
    evidence: int = 0

    @cached_property
    def cells(self) -> Mapping[str, str]:
        """What stands in each column."""
        found = {DAY: _days(self.span), KIND: self.kind.name.said_in(language()), STATE: self.state.words}
        for field in (f for code in self.kind.listed if (f := self.kind.field(code))):
            found[field.code] = self.write(field, self.value(field))
        return {**found, SUBJECT: self.summary}

    @cached_property
    def summary(self) -> str:
        """What stands for the record: its summary field, else its first listed text."""
        fields = [self.kind.field(code) for code in (self.kind.summary, *self.kind.listed)]
        texts = (self.write(f, self.values.get(f.code)) for f in fields if f is not None and f.type in _TEXTS)
        return next((text for text in texts if text), "")

    def value(self, field: Field) -> object:
        """A field's value, also a computed one."""
        return shown_value(field, self.values) if field.shown else self.values.get(field.code)


_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.CHOICE, FieldType.UNITS})


class RowMaker:
    """Makes rows of records and drafts.

    :param names: a unit code to its name.
    """

    def __init__(self, session: Session, names: Callable[[str], str]) -> None:
        self._session = session
        self._names = names

    def row(self, item: ListedRecord, *, evidence: int = 0) -> Row:
        """A record or draft as the list shows it."""
        kind = self._session.pack.kind(item.kind)
        if item.draft is None and item.record is not None:
            values: Mapping[FieldCode, object] = item.record.values
            span: DateSpan | None = item.record.happened
            state = State(words=_("Complete"), tone="ok", faults=0)
        else:
            texts = item.draft.texts if item.draft else {}
            reading = FormModel(kind, record_id=item.id, texts=texts, language=_tongue(texts)).reading()
            values, span = reading.values, reading.span
            state = _state([fault.code for fault in reading.faults])
        return Row(
            listed=item,
            kind=kind,
            span=span,
            values=values,
            state=state,
            write=self._cell,
            evidence=evidence,
        )

    def gone(self) -> Row:
        """What stands in place of a record that somebody has just taken away, until the list is read again."""
        kind = next(iter(self._session.pack.kinds.values()))
        listed = ListedRecord(id=RecordId(""), kind=kind.code, record=None, draft=None, changed_at=None)
        state = State(words="", tone="draft", faults=0)
        return Row(listed=listed, kind=kind, span=None, values={}, state=state, write=self._cell)

    def _cell(self, field: Field, value: object) -> str:
        formats = LocaleFormats(language())
        match value:
            case None:
                return ""
            case NotApplicable():
                return "–"
            case tuple() if field.type is FieldType.UNITS:
                return self._units([str(code) for code in value])
            case tuple():
                return formats.number(len(value))
            case int() | Decimal():
                return formats.number(value)
            case date() if field.type is FieldType.MONTH:
                return f"{value.month:02d}/{value.year}"
            case date():
                return formats.screen_day(value)
            case _:
                choice = field.choice(value)
                return choice.label.said_in(language()) if choice else str(value).replace("\n", " ")

    def _units(self, codes: Sequence[str]) -> str:
        if len(codes) <= 2:
            return ", ".join(map(self._names, codes))
        return ngettext("{count} unit", "{count} units", len(codes)).format(count=len(codes))


class Pages(Sequence[Row]):
    """The visible rows, read from the store a page at a time where somebody looks."""

    def __init__(self, session: Session, numbers: Sequence[int], make: RowMaker) -> None:
        self._session = session
        self._numbers = numbers
        self._make = make
        self._pages: dict[int, tuple[Row, ...]] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        if place < 0:
            place += len(self)
        if not 0 <= place < len(self):
            raise IndexError(place)
        number, within = divmod(place, PAGE)
        if number not in self._pages:
            self._pages[number] = self._read(number)
            if len(self._pages) > _PAGES:
                del self._pages[next(iter(self._pages))]
        return self._pages[number][within]

    def _read(self, page: int) -> tuple[Row, ...]:
        numbers = self._numbers[page * PAGE : (page + 1) * PAGE]
        found = {one.number: one for one in read_page(self._session, numbers)}
        return tuple(
            self._make.row(found[number].listed, evidence=found[number].files)
            if number in found
            else self._make.gone()
            for number in numbers
        )

    def forget(self) -> None:
        """Read anew what is looked at next."""
        self._pages = {}

    def place_of(self, number: int | None) -> int:
        """Where the record with a number stands, or -1."""
        try:
            return self._numbers.index(number) if number is not None else -1
        except ValueError:
            return -1


class ListModel:
    """Which records and drafts of a store are in sight, and in which order.

    :param names: a unit code to its name.
    """

    def __init__(self, session: Session, names: Callable[[str], str]) -> None:
        self._session = session
        self._make = RowMaker(session, names)
        self.filter = EVERYTHING
        self.order = NEWEST_FIRST
        self.visible = Pages(session, (), self._make)
        self._counts: Mapping[KindCode, int] = {}
        self.drafts = 0
        """How many are not finished."""

    # --- what is asked for -------------------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """The kind in sight, or ``""`` for all."""
        return self.filter.kind or ""

    @kind.setter
    def kind(self, code: str) -> None:
        self.filter = replace(self.filter, kind=KindCode(code) if code else None)

    @property
    def query(self) -> str:
        """The words looked for."""
        return self.filter.words

    @query.setter
    def query(self, words: str) -> None:
        self.filter = replace(self.filter, words=words)

    def sort(self, code: str, *, descending: bool) -> None:
        """Order by a column from now on; records without a value stand last."""
        self.order = ListOrder(code=code, descending=descending)

    # --- content -----------------------------------------------------------------------------------------------------

    def question(self) -> Callable[[], ListState]:
        """What reads the list as it is asked for now; may run on another thread."""
        session, filter_, order, tongue = self._session, self.filter, self.order, language()
        return lambda: read_list(session, filter_, order, language=tongue)

    def take(self, answer: ListState) -> None:
        """Show what :meth:`question` read."""
        self.visible = Pages(self._session, answer.numbers, self._make)
        self._counts, self.drafts = answer.counts, answer.drafts

    def reread(self) -> None:
        """Read the list anew."""
        self.take(self.question()())

    @property
    def size(self) -> int:
        """Records and drafts of the store, in sight or not."""
        return sum(self._counts.values())

    def place(self, record_id: str) -> int:
        """Where a record stands among the visible, or -1."""
        return self.visible.place_of(number_of(self._session, RecordId(record_id))) if record_id else -1

    def columns(self) -> tuple[Column, ...]:
        """The columns for the kind in sight: of one kind its own, of all what they have in common."""
        day = Column(code=DAY, title=_("Date"))
        state = Column(code=STATE, title=_("State"))
        if not self.kind:
            return (
                day,
                Column(code=KIND, title=_("Kind")),
                Column(code=SUBJECT, title=_("Subject")),
                state,
            )
        kind = self._session.pack.kind(self.kind)
        fields = [field for code in kind.listed if (field := kind.field(code)) is not None]
        fields.sort(key=lambda field: field.code != kind.summary)
        listed = [Column(code=f.code, title=f.label.said_in(language()), numeric=_counts(f)) for f in fields]
        return (day, *listed, state)

    def counts(self) -> dict[str, int]:
        """Records and drafts by kind, ``""`` for all."""
        found = {"": self.size, **dict.fromkeys(map(str, self._session.pack.kinds), 0)}
        return {**found, **{str(code): count for code, count in self._counts.items()}}


def _state(codes: Sequence[str]) -> State:
    wrong = [code for code in codes if code != "required"]
    if wrong:
        words = ngettext("{count} fault", "{count} faults", len(codes)).format(count=len(codes))
        return State(words=words, tone="error", faults=len(codes))
    return State(words=_("Draft"), tone="draft", faults=len(codes))


def _tongue(texts: Mapping[str, object]) -> str:
    """A draft is read in the language it was typed in."""
    return str(texts.get("@language", "vi"))


def _days(span: DateSpan | None) -> str:
    if span is None:
        return ""
    first, last = span.since, span.until
    if first == last:
        return f"{last.day:02d}/{last.month:02d}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        whole = (first.year, first.month) == (last.year, last.month)
        return (
            _("Month {month}").format(month=last.month)
            if whole
            else _("Month {first}–{last}").format(first=first.month, last=last.month)
        )
    if first.month == last.month:
        return f"{first.day:02d}–{last.day:02d}/{last.month:02d}"
    return f"{first.day:02d}/{first.month:02d} – {last.day:02d}/{last.month:02d}"


def _counts(field: Field) -> bool:
    return field.type.numeric or field.type is FieldType.TABLE

"""The list of records: rows as the screen shows them, filtered, searched and sorted. Knows no widget."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from operator import itemgetter

from dvapp.domain.codes import FieldCode, RecordId
from dvapp.domain.folding import matches
from dvapp.domain.kinds import Field, FieldType, RecordKind
from dvapp.domain.ordering import sort_key
from dvapp.domain.packs import Pack
from dvapp.domain.records import shown_value
from dvapp.domain.values import DateSpan, NotApplicable
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.records import ListedRecord
from dvapp.ui.records.form_model import FormModel

DAY, KIND, STATE, SUBJECT = "@day", "@kind", "@state", "@summary"


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
    """

    listed: ListedRecord
    kind: RecordKind
    span: DateSpan | None
    values: Mapping[FieldCode, object]
    state: State
    write: Callable[[Field, object], str]

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

    @cached_property
    def found_by(self) -> str:
        """Everything a search looks through: texts, units, days, kind and state."""
        texts = [
            self.write(f, value)
            for f in self.kind.fields
            if f.type in _TEXTS and (value := self.values.get(f.code)) is not None
        ]
        days = LocaleFormats(language()).screen_day(self.span.since) if self.span else ""
        return " ".join((*texts, days, self.kind.name.said_in(language()), self.state.words))

    def value(self, field: Field) -> object:
        """A field's value, also a computed one."""
        return shown_value(field, self.values) if field.shown else self.values.get(field.code)

    def key(self, code: str) -> object:
        """What a column sorts by; ``None`` where there is nothing."""
        own = {KIND: self.kind.name.said_in(language()), STATE: self.state.faults}
        if code == DAY:
            return self.span.until if self.span else None
        if code == SUBJECT:
            return self.summary or None
        if code in own:
            return own[code]
        field = self.kind.field(code)
        value = self.value(field) if field else None
        return len(value) if isinstance(value, tuple) else value


_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.CHOICE, FieldType.UNITS})


class ListModel:
    """All records and drafts of a store, and which of them are in sight.

    :param names: a unit code to its name.
    """

    def __init__(self, pack: Pack, names: Callable[[str], str]) -> None:
        self._pack = pack
        self._names = names
        self._all: dict[RecordId, ListedRecord] = {}
        self._rows: dict[RecordId, Row] = {}
        self.kind: str = ""
        self.query: str = ""
        self.since_until: DateSpan | None = None
        self._sort: tuple[str, bool] = (DAY, True)
        self.visible: list[Row] = []

    # --- content -----------------------------------------------------------------------------------------------------

    def fill(self, listed: Iterable[ListedRecord]) -> None:
        """Take a fresh reading of the store."""
        self._all = {item.id: item for item in listed if item.kind in self._pack.kinds}
        self._rows = {}
        self.arrange()

    def put(self, item: ListedRecord) -> None:
        """A record was kept."""
        self._all[item.id] = item
        self._rows.pop(item.id, None)
        self.arrange()

    def remove(self, record_id: RecordId) -> None:
        """A record was taken away."""
        self._all.pop(record_id, None)
        self._rows.pop(record_id, None)
        self.arrange()

    def get(self, record_id: RecordId) -> ListedRecord | None:
        """A record by its id."""
        return self._all.get(record_id)

    def forget_words(self) -> None:
        """The language changed: make all rows anew."""
        self._rows = {}
        self.arrange()

    # --- view --------------------------------------------------------------------------------------------------------

    def sort(self, code: str, *, descending: bool) -> None:
        """Order by a column; records without a value stand last."""
        self._sort = (code, descending)
        self.arrange()

    def arrange(self) -> None:
        """Filter, search and sort anew."""
        rows = [self._row(item) for item in self._all.values() if not self.kind or item.kind == self.kind]
        if self.since_until is not None:
            rows = [row for row in rows if row.span is None or _touches(row.span, self.since_until)]
        if self.query.strip():
            rows = [row for row in rows if matches(self.query, row.found_by)]
        code, descending = self._sort
        rows.sort(key=lambda row: row.span.until if row.span else date.max, reverse=True)
        keyed = [(row, row.key(code)) for row in rows]
        blank = [row for row, key in keyed if key is None]
        known = [(row, _comparable(key)) for row, key in keyed if key is not None]
        known.sort(key=itemgetter(1), reverse=descending)
        filled = [row for row, _key in known]
        self.visible = [*blank, *filled] if code == DAY else [*filled, *blank]

    def place(self, record_id: str) -> int:
        """Where a record stands among the visible, or -1."""
        return next((n for n, row in enumerate(self.visible) if row.listed.id == record_id), -1)

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
        kind = self._pack.kind(self.kind)
        fields = [field for code in kind.listed if (field := kind.field(code)) is not None]
        fields.sort(key=lambda field: field.code != kind.summary)
        listed = [Column(code=f.code, title=f.label.said_in(language()), numeric=_counts(f)) for f in fields]
        return (day, *listed, state)

    def counts(self) -> dict[str, int]:
        """Records and drafts by kind, ``""`` for all."""
        found = {"": len(self._all), **dict.fromkeys(map(str, self._pack.kinds), 0)}
        for item in self._all.values():
            found[item.kind] += 1
        return found

    def drafts(self) -> tuple[Row, ...]:
        """What still has to be mended or finished, the oldest change first."""
        return tuple(
            self._row(item) for item in self._all.values() if item.draft is not None or item.record is None
        )

    # --- rows --------------------------------------------------------------------------------------------------------

    def _row(self, item: ListedRecord) -> Row:
        if item.id not in self._rows:
            self._rows[item.id] = self._make(item)
        return self._rows[item.id]

    def _make(self, item: ListedRecord) -> Row:
        kind = self._pack.kind(item.kind)
        if item.draft is None and item.record is not None:
            values: Mapping[FieldCode, object] = item.record.values
            span: DateSpan | None = item.record.happened
            state = State(words=_("Complete"), tone="ok", faults=0)
        else:
            texts = item.draft.texts if item.draft else {}
            reading = FormModel(kind, record_id=item.id, texts=texts, language=_tongue(texts)).reading()
            values, span = reading.values, reading.span
            state = _state([fault.code for fault in reading.faults])
        return Row(listed=item, kind=kind, span=span, values=values, state=state, write=self._cell)

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


def _touches(span: DateSpan, other: DateSpan) -> bool:
    return span.since <= other.until and other.since <= span.until


def _counts(field: Field) -> bool:
    return field.type.numeric or field.type is FieldType.TABLE


def _comparable(value: object) -> tuple[int, object]:
    """Numbers before days before texts; a draft may hold a text where a number belongs."""
    match value:
        case int() | Decimal():
            return (0, value)
        case date():
            return (1, value)
        case _:
            return (2, sort_key(str(value)))

"""The list of records: rows as the screen shows them, filtered, searched and sorted. Knows no widget."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dvapp.domain.codes import FieldCode, RecordId
from dvapp.domain.kinds import Field, FieldType, RecordKind
from dvapp.domain.packs import Pack
from dvapp.domain.records import shown_value
from dvapp.domain.values import DateSpan, NotApplicable
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.records import ListedRecord
from dvapp.ui.folding import matches
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A record as the list shows it."""

    listed: ListedRecord
    kind: RecordKind
    span: DateSpan | None
    cells: Mapping[str, str]
    keys: Mapping[str, object]
    state: State
    summary: str

    @property
    def found_by(self) -> str:
        """Everything a search looks through."""
        return " ".join((*self.cells.values(), self.kind.name.said_in(language())))


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
        filled = [row for row in rows if row.keys.get(code) is not None]
        blank = [row for row in rows if row.keys.get(code) is None]
        filled.sort(key=lambda row: _comparable(row.keys[code]), reverse=descending)
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
        said = language()
        keys: dict[str, object] = {DAY: span.until if span else None, KIND: kind.name.said_in(said)}
        keys[STATE] = state.faults
        cells = {DAY: _days(span), KIND: kind.name.said_in(said), STATE: state.words}
        for field in (f for code in dict.fromkeys((*kind.listed, kind.summary)) if (f := kind.field(code))):
            value = shown_value(field, values) if field.shown else values.get(field.code)
            keys[field.code] = len(value) if isinstance(value, tuple) else value
            cells[field.code] = self._cell(field, value)
        summary = cells[kind.summary] or _instead(kind, cells)
        keys[SUBJECT] = cells[SUBJECT] = summary
        return Row(listed=item, kind=kind, span=span, cells=cells, keys=keys, state=state, summary=summary)

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


def _instead(kind: RecordKind, cells: Mapping[str, str]) -> str:
    """What stands for a record whose summary is blank: its first listed text."""
    texts = {f.code for f in kind.fields if f.type in {FieldType.TEXT, FieldType.CHOICE, FieldType.UNITS}}
    return next((cells[code] for code in kind.listed if code in texts and cells.get(code)), "")


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
            return (2, str(value).casefold())

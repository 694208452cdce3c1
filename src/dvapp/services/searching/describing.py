"""What a store's search index says of its content: words, days, states and sort keys, by the pack and the catalogue."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from dvapp.domain.chain.papers import Paper
from dvapp.domain.codes import FieldCode
from dvapp.domain.errors import TextInvalid
from dvapp.domain.packs import Pack
from dvapp.domain.papers.paragraphs import without_style
from dvapp.domain.papers.reports import ReportText
from dvapp.domain.papers.showing import period_words
from dvapp.domain.papers.text import FigureRef, Words, parse_runs
from dvapp.domain.places.units import UnitCatalogue
from dvapp.domain.recording.kinds import Field, FieldType, RecordKind
from dvapp.domain.recording.plain import read_kept
from dvapp.domain.recording.records import InvalidRecord, shown_value
from dvapp.domain.recording.searching import KEYS, RecordState, column_key, indexed, written_days
from dvapp.domain.register.numbers import Number
from dvapp.domain.values import DateSpan, NotApplicable
from dvapp.services.ports import Draft, Formats, StoredRecord
from dvapp.services.searching.describing_papers import describe_line, describe_paper
from dvapp.services.searching.search_ports import Forms, SearchEntry

_MADE = 2
"""Counts up whenever a new version of the program describes the same content otherwise."""

_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.CHOICE, FieldType.UNITS})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """What stands in a record or draft.

    :param plain: all its single values. :param typed: all its texts, as they are.
    """

    values: Mapping[str, object]
    faults: tuple[str, ...]
    plain: Sequence[object]
    typed: Sequence[str]
    files: Sequence[str]


class PackDescriber:
    """Describes what a store keeps as its pack and the catalogue of units name it.

    Words are Vietnamese, as papers and officers say them; kinds can be found in English too.
    """

    def __init__(self, pack: Pack, units: UnitCatalogue, forms: Forms, formats: Formats) -> None:
        self._pack = pack
        self._forms = forms
        self._formats = formats
        self._units: dict[str, list[tuple[date, date, str]]] = {}
        for unit in units.units:
            days = (unit.valid_from or date.min, unit.valid_to or date.max, unit.name)
            self._units.setdefault(unit.code, []).append(days)
        told = repr((_MADE, sorted(pack.kinds.items()), list(pack.outlines), sorted(self._units.items())))
        self._fingerprint = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def fingerprint(self) -> str:
        """As the port says."""
        return self._fingerprint

    # --- records -----------------------------------------------------------------------------------------------------

    def record(
        self, stored: StoredRecord | None, draft: Draft | None, files: Sequence[str]
    ) -> SearchEntry | None:
        """As the port says."""
        known = draft or stored
        kind = self._pack.kinds.get(known.kind) if known is not None else None
        if kind is None:
            return None
        if draft is not None:
            return self._draft(kind, draft, stored, files)
        assert stored is not None, "there is a kind"
        values, faults = _read(kind, stored)
        plain = _flat(values)
        typed = [one for one in plain if isinstance(one, str)]
        what = _Content(values=values, faults=faults, plain=plain, typed=typed, files=files)
        return self._entry(kind, stored.id, stored.unit, stored.happened, what)

    def _draft(
        self, kind: RecordKind, draft: Draft, stored: StoredRecord | None, files: Sequence[str]
    ) -> SearchEntry:
        read = self._forms.read(kind, draft)
        unit = draft.texts.get("@unit")
        code = unit if isinstance(unit, str) and unit else stored.unit if stored else ""
        texts = _flat([text for key, text in draft.texts.items() if not key.startswith("@")])
        typed = [one for one in texts if isinstance(one, str)]
        values = _plain(read.values)
        what = _Content(values=values, faults=read.faults, plain=_flat(values), typed=typed, files=files)
        entry = self._entry(kind, draft.id, code, read.span, what)
        # Right by itself and yet a draft: the store refused it (a unit or a year), or it is about to be kept.
        return entry if read.faults else replace(entry, state=RecordState.DRAFT)

    def _entry(
        self, kind: RecordKind, record_id: str, unit: str, span: DateSpan | None, what: "_Content"
    ) -> SearchEntry:
        day = span.until if span else date.max
        title = self._subject(kind, what.values, day)
        named = [str(code) for field in kind.fields for code in _codes(field, what.values)]
        words = [kind.name.vi, kind.name.en, self._unit(unit, day)]
        words += [self._unit(code, day) for code in named]
        words += _labels(kind.fields, what.values)
        for value in what.plain:
            words += self._number(value)
        words += what.typed
        words += _days(span) if span else ()
        words += what.files
        return SearchEntry(
            thing="record",
            id=record_id,
            kind=kind.code,
            unit=unit,
            span=span,
            state=_state(what.faults),
            faults=len(what.faults),
            files=len(what.files),
            title=title,
            words=indexed(words),
            keys=(column_key(title), *self._keys(kind, what.values, day)),
            units=tuple(dict.fromkeys((unit, *named))),
        )

    def _subject(self, kind: RecordKind, values: Mapping[str, object], day: date) -> str:
        """What stands for a record: its summary field, else its first listed text."""
        fields = [kind.field(code) for code in (kind.summary, *kind.listed)]
        said = (self._said(f, values.get(f.code), day) for f in fields if f is not None and f.type in _TEXTS)
        return next((" ".join(text.split()) for text in said if text), "")

    def _keys(self, kind: RecordKind, values: Mapping[str, object], day: date) -> Iterator[str | None]:
        for code in kind.listed[: KEYS - 1]:
            field = kind.field(code)
            if field is None:
                yield None
                continue
            value = values.get(field.code)
            if field.shown:
                value = shown_value(field, values)  # type: ignore[arg-type]  # codes are texts
            yield (
                None if isinstance(value, NotApplicable) else column_key(value, self._said(field, value, day))
            )

    def _said(self, field: Field, value: object, day: date) -> str:
        """A value in words; numbers and tables have none here."""
        match value:
            case str():
                choice = field.choice(value)
                return choice.label.vi if choice else value
            case tuple() if field.type is FieldType.UNITS:
                return ", ".join(self._unit(str(code), day) for code in value[:2])
            case _:
                return ""

    def _number(self, value: object) -> Sequence[str]:
        """How a number or a day is written; a text is none."""
        match value:
            case str() | bool():
                return ()
            case int():
                # Below a thousand both ways of writing it are one.
                return (str(value), f"{value:,}".replace(",", ".")) if value >= 1000 else (str(value),)
            case Decimal():
                return (self._formats.number(value),)
            case date():
                return _days(DateSpan(since=value, until=value))
            case _:
                return ()

    def _unit(self, code: str, day: date) -> str:
        """A unit's name on a day; its last one before, if it had ended."""
        names = self._units.get(code, ())
        for since, until, name in names:
            if since <= day <= until:
                return name
        return names[-1][2] if names else ""

    # --- files and reports -------------------------------------------------------------------------------------------

    def file(self, file_id: str, name: str, record: SearchEntry) -> SearchEntry:
        """As the port says."""
        return SearchEntry(
            thing="file",
            id=file_id,
            of=record.id,
            kind=record.kind,
            unit=record.unit,
            span=record.span,
            title=name,
            words=indexed([name.replace("_", " ")]),
            units=record.units,
        )

    def report(self, text: ReportText) -> Sequence[SearchEntry]:
        """As the port says."""
        outline = self._pack.outlines.get(text.kind)
        if outline is None:
            return ()
        heads = {section.code: section.heading for section in outline.sections}
        period, name = text.period, f"{text.kind} {outline.name.vi}"
        return tuple(
            SearchEntry(
                thing="report",
                id=f"{text.kind}/{period.written}/{code}",
                of=f"{text.kind}/{period.written}",
                kind=text.kind,
                unit="",
                span=period.span,
                title=heads.get(code) or outline.name.vi,
                words=indexed(
                    [name, period_words(period), heads.get(code, ""), *map(_told, section.paragraphs)]
                ),
            )
            for code, section in text.sections.items()
        )

    # --- outgoing papers ---------------------------------------------------------------------------------------------

    def paper(self, paper: Paper, lines: Sequence[Number]) -> SearchEntry:
        """As the port says."""
        return describe_paper(paper, lines, self._pack)

    def line(self, line: Number) -> SearchEntry | None:
        """As the port says."""
        return describe_line(line)


def _read(kind: RecordKind, stored: StoredRecord) -> tuple[Mapping[str, object], tuple[str, ...]]:
    """The typed values of a record with nothing wrong, or the plain ones of another with what is wrong."""
    try:
        record = read_kept(
            kind, stored.values, record_id=stored.id, unit=stored.unit, happened=stored.happened
        )
    except InvalidRecord as invalid:
        return stored.values, tuple(fault.code for fault in invalid.faults)
    return _plain(record.values), ()


def _plain(values: Mapping[FieldCode, object]) -> Mapping[str, object]:
    return values  # type: ignore[return-value]  # codes are texts


def _state(faults: Sequence[str]) -> RecordState:
    if not faults:
        return RecordState.COMPLETE
    return RecordState.DRAFT if all(code == "required" for code in faults) else RecordState.FAULTY


def _codes(field: Field, values: Mapping[str, object]) -> Sequence[object]:
    value = values.get(field.code)
    return value if field.type is FieldType.UNITS and isinstance(value, tuple | list) else ()


def _labels(fields: Sequence[Field], values: Mapping[str, object]) -> list[str]:
    """The words of every choice, in tables too."""
    found: list[str] = []
    for field in fields:
        value = values.get(field.code)
        if isinstance(value, str):
            choice = field.choice(value)
            if choice is not None:
                found.append(choice.label.vi)
        elif field.type is FieldType.TABLE and isinstance(value, tuple | list):
            for row in value:
                if isinstance(row, Mapping):
                    found += _labels(field.columns, row)
    return found


def _flat(value: object) -> list[object]:
    """Everything within a value that is not made of others, in order."""
    if isinstance(value, dict | Mapping):
        return [one for inner in value.values() for one in _flat_one(inner)]
    return (
        [one for inner in value for one in _flat_one(inner)] if isinstance(value, list | tuple) else [value]
    )


def _flat_one(value: object) -> Sequence[object]:
    return (value,) if type(value) is int or type(value) is str else _flat(value)


@lru_cache(maxsize=10_000)
def _days(span: DateSpan) -> Sequence[str]:
    return written_days(span.since, span.until)


def _told(notation: str) -> str:
    """The words of a paragraph, with the codes of its figures in place of their numbers."""
    plain = without_style(notation)
    try:
        runs = parse_runs(plain)
    except TextInvalid:
        return plain
    return "".join(
        run.text if isinstance(run, Words) else run.written if isinstance(run, FigureRef) else ""
        for run in runs
    )

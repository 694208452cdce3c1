"""Typed figures: numbers that a unit gives for a whole period, beside those that its records make (decision 0016).

They are rows of records of one kind, which the pack names by its feeds of the form TYPED.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dvapp.domain.calendar.periods import Period, period_of
from dvapp.domain.codes import FieldCode, IndicatorCode, RecordId, UnitCode
from dvapp.domain.figures.indicators import Accumulation, Indicator
from dvapp.domain.packs import Pack
from dvapp.domain.recording.kinds import Feed, FeedForm, FieldType, RecordKind
from dvapp.domain.recording.records import Record, rows_of
from dvapp.domain.values import NotApplicable

Given = int | Decimal | NotApplicable
"""What a unit can say of a figure; that it says nothing is no value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedFigure:
    """A number that a unit gave for a period.

    :param record: the record that holds it; ``None`` before it is kept.
    """

    unit: UnitCode
    period: Period
    indicator: IndicatorCode
    number: Given
    note: str = ""
    record: RecordId | None = None


# --- what can be typed -----------------------------------------------------------------------------------------------

_SUMMABLE = frozenset(
    {FeedForm.SUM, FeedForm.COUNT, FeedForm.LATEST, FeedForm.OPENING, FeedForm.TYPED},
)


def typable(indicator: Indicator, feeds: Iterable[Feed]) -> bool:
    """Whether a unit can give the number directly: it is neither computed, nor from a catalogue, nor a count of names.

    :param feeds: all feeds of all kinds; those of other figures are passed over.
    """
    if indicator.formula or indicator.catalogue or indicator.accumulation is Accumulation.FACT:
        return False
    return all(feed.form in _SUMMABLE for feed in feeds if feed.indicator == indicator.code)


def whole_only(kinds: Iterable[RecordKind], code: IndicatorCode) -> bool:
    """Whether a figure has no decimals: whatever records feed it counts whole things."""
    for kind in kinds:
        for feed in kind.feeds:
            if feed.indicator == code and feed.form is not FeedForm.TYPED and feed.field is not None:
                field = kind.field(feed.field)
                source = next((c for c in field.columns if c.code == feed.column), field) if field else None
                if source is not None and source.type is FieldType.DECIMAL:
                    return False
    return True


# --- what was typed --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedTable:
    """Where the kind of typed figures keeps them: a table with a column of codes, one of numbers, one of notes.

    :param note: ``None`` where the kind has no such column.
    """

    kind: RecordKind
    field: FieldCode
    indicator: FieldCode
    number: FieldCode
    note: FieldCode | None
    codes: frozenset[IndicatorCode]

    def read(self, record: Record) -> Iterator[TypedFigure]:
        """The numbers of a record of the kind, in the order of its rows; blank rows say nothing."""
        period = period_of(record.happened)
        if period is None:
            return
        for row in rows_of(record.values.get(self.field)):
            if (figure := self.figure(record.unit, period, row, record.id)) is not None:
                yield figure

    def figure(
        self, unit: UnitCode, period: Period, row: Mapping[str, object], record: RecordId
    ) -> TypedFigure | None:
        """What a row says; ``None`` where it names no figure or no number."""
        code, number = row.get(self.indicator), row.get(self.number)
        if code not in self.codes or not isinstance(number, int | Decimal | NotApplicable):
            return None
        return TypedFigure(
            unit=unit,
            period=period,
            indicator=IndicatorCode(str(code)),
            number=plain_number(number),
            note=self.note_of(row),
            record=record,
        )

    def note_of(self, row: Mapping[str, object]) -> str:
        """The note of a row."""
        told = row.get(self.note) if self.note is not None else None
        return told if isinstance(told, str) else ""


def typed_table(pack: Pack) -> TypedTable | None:
    """Where typed figures are kept; ``None``: the pack lets nobody type any."""
    return next((found for kind in pack.kinds.values() if (found := typed_table_of(kind))), None)


def typed_table_of(kind: RecordKind) -> TypedTable | None:
    """Where a kind keeps typed figures; ``None``: it holds none."""
    feeds = [feed for feed in kind.feeds if feed.form is FeedForm.TYPED]
    return _table(kind, feeds) if feeds else None


def _table(kind: RecordKind, feeds: Sequence[Feed]) -> TypedTable:
    first = feeds[0]
    (key,) = first.rows
    assert first.field is not None, "packs are checked"
    assert first.column is not None, "packs are checked"
    field = kind.field(first.field)
    columns = field.columns if field is not None else ()
    notes = [c.code for c in columns if c.type in {FieldType.TEXT, FieldType.LONG_TEXT}]
    return TypedTable(
        kind=kind,
        field=first.field,
        indicator=key,
        number=first.column,
        note=notes[0] if notes else None,
        codes=frozenset(feed.indicator for feed in feeds),
    )


def plain_number(number: Given) -> Given:
    """A number as it is counted: 4 and not 4,0."""
    if isinstance(number, Decimal) and number == number.to_integral_value():
        return int(number)
    return number

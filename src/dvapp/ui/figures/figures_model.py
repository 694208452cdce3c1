"""What the figures screen shows, without a widget: groups of rows, the way to the records, text for Excel."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import islice

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.codes import IndicatorCode, RecordId
from dvapp.domain.figures.record_ids import RecordIds
from dvapp.domain.language.folding import matches
from dvapp.domain.packs import Pack
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.places.units import UnitCatalogue
from dvapp.domain.recording.kinds import Field, FieldType
from dvapp.domain.recording.records import Record
from dvapp.domain.values import DateSpan, NotApplicable
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.figures.period_figures import compute_figures, records_by_id
from dvapp.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresData:
    """Everything the screen needs of one period, read at once."""

    pack: Pack
    units: UnitCatalogue
    period: Period
    figures: Mapping[IndicatorCode, Figure]
    read: Callable[[Sequence[RecordId]], Sequence[Record]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure as a row. ``source``: what it comes from ("3 records", "computed", "catalogue")."""

    code: IndicatorCode
    label: str
    value: str
    unit: str
    source: str
    state: FigureState
    is_number: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureGroup:
    """Figures of one group, with how many of the whole group have a value."""

    title: str
    rows: tuple[FigureRow, ...]
    known: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """A record in a list of records behind a figure."""

    id: RecordId
    day: str
    kind: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """A figure in another figure's formula."""

    code: IndicatorCode
    label: str
    value: str
    state: FigureState


MOST_LINES = 200
"""Records that are shown behind a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDetail:
    """A figure and where it comes from.

    :param definition: its formula in codes ("B01 + B02"), empty for fed figures.
    :param formula: the formula with its numbers, empty unless everything in it is known.
    :param explanation: one sentence on where the number comes from, or why there is none.
    :param records: the records behind it, the first :data:`MOST_LINES` of ``record_count``; so ``missing``.
    :param kinds: names of the record kinds that feed it.
    """

    row: FigureRow
    definition: str
    formula: str
    explanation: str
    parts: tuple[PartLine, ...]
    records: tuple[RecordLine, ...]
    record_count: int
    missing: tuple[RecordLine, ...]
    missing_count: int
    kinds: tuple[str, ...]


def load_figures(session: Session, period: Period) -> FiguresData:
    """Compute all figures of a period and read the records behind them."""
    return FiguresData(
        pack=session.pack,
        units=session.units,
        period=period,
        figures={figure.code: figure for figure in compute_figures(session, period)},
        read=partial(records_by_id, session),
    )


def arrange(data: FiguresData, *, search: str = "", only_known: bool = False) -> tuple[FigureGroup, ...]:
    """Groups in the order of the pack; groups without a fitting row are left out."""
    grouped: dict[str, list[FigureRow]] = {}
    known: dict[str, int] = {}
    total: dict[str, int] = {}
    for code, indicator in data.pack.indicators.items():
        figure = data.figures.get(code)
        if figure is None:
            continue
        title = indicator.group.said_in(language())
        grouped.setdefault(title, [])
        is_known = figure.state is FigureState.KNOWN
        total[title] = total.get(title, 0) + 1
        known[title] = known.get(title, 0) + is_known
        if (is_known or not only_known) and matches(
            search, f"{code} {indicator.label.vi} {indicator.label.en} {title}"
        ):
            grouped[title].append(_row(data, figure))
    return tuple(
        FigureGroup(title=title, rows=tuple(rows), known=known[title], total=total[title])
        for title, rows in grouped.items()
        if rows
    )


def detail(data: FiguresData, code: str) -> FigureDetail | None:
    """Where a figure comes from; ``None`` if the pack has no such figure."""
    figure = data.figures.get(IndicatorCode(code))
    if figure is None:
        return None
    missing = set(figure.missing)
    kinds = _kinds(data.pack, figure.code)
    return FigureDetail(
        row=_row(data, figure),
        definition=data.pack.indicators[figure.code].definition,
        formula=figure.formula,
        explanation=_explanation(data, figure, kinds),
        parts=tuple(_part(data.figures[part]) for part in figure.parts if part in data.figures),
        records=_lines(data, (r for r in figure.records if r not in missing)),
        record_count=_count(figure, missing),
        missing=_lines(data, figure.missing),
        missing_count=len(figure.missing),
        kinds=kinds,
    )


def value_words(figure: Figure) -> str:
    """A figure's value on the screen: its three states never look alike."""
    if figure.state is FigureState.BLANK:
        return _("no data yet")
    if figure.state is FigureState.NOT_APPLICABLE:
        return "–" if figure.is_ratio else _("not applicable")
    return _shown(figure.value)


def as_tsv(figures: Iterable[FigureRow]) -> str:
    """Rows for Excel: code, label, value, unit, source, one row a line."""
    return "\n".join(
        "\t".join(_cell(text) for text in (row.code, row.label, plain_number(row), row.unit, row.source))
        for row in figures
    )


def plain_number(row: FigureRow) -> str:
    """A value as a spreadsheet in the user's language reads it: no grouping; words for a missing number."""
    return row.value.replace("." if language() == "vi" else ",", "") if row.is_number else row.value


def missing_words(count: int) -> str:
    """The heading over records that lack the number."""
    return ngettext("{count} record is still blank:", "{count} records are still blank:", count).format(
        count=count
    )


def counts_words(groups: Sequence[FigureGroup]) -> str:
    """How many of the figures shown have a value."""
    rows = [row for group in groups for row in group.rows]
    known = sum(row.state is FigureState.KNOWN for row in rows)
    return ngettext(
        "{known} of {total} figure has data", "{known} of {total} figures have data", len(rows)
    ).format(known=known, total=len(rows))


def _row(data: FiguresData, figure: Figure) -> FigureRow:
    return FigureRow(
        code=figure.code,
        label=figure.label.said_in(language()),
        value=value_words(figure),
        unit=figure.unit.said_in(language()),
        source=_source(data, figure),
        state=figure.state,
        is_number=isinstance(figure.value, int | Decimal),
    )


def _source(data: FiguresData, figure: Figure) -> str:
    if data.pack.indicators[figure.code].catalogue:
        return _("catalogue of units")
    count = len(RecordIds.joined((figure.records, figure.missing)))
    if count:
        return ngettext("from {count} record", "from {count} records", count).format(count=count)
    return ""


def _explanation(data: FiguresData, figure: Figure, kinds: tuple[str, ...]) -> str:
    indicator = data.pack.indicators[figure.code]
    if figure.state is FigureState.NOT_APPLICABLE:
        if figure.is_ratio and indicator.formula:
            return _("There is nothing to compare with: the whole is 0 or does not apply.")
        return _("This figure does not apply to this board, or the records say it did not occur.")
    if indicator.catalogue:
        return _("Counted from the catalogue of units on the last day of the period.")
    if indicator.formula:
        return _computed(figure, carried=indicator.carried)
    return _fed(figure, kinds)


def _computed(figure: Figure, *, carried: bool) -> str:
    if figure.state is FigureState.BLANK:
        return _(
            "It is computed from the figures below; as long as one of them has no data, neither has this one."
        )
    if carried:
        return _("What the period before left open, with what the figures below add to it and take from it.")
    return _("Computed from the figures below.")


def _fed(figure: Figure, kinds: tuple[str, ...]) -> str:
    if figure.missing:
        return _(
            "A total that leaves a record out would be wrong: the figure stays blank until every record has it."
        )
    if not kinds:
        return _("No kind of record gives this figure yet.")
    if figure.state is FigureState.BLANK:
        return _("No record in this period gives it yet. It comes from: {kinds}.").format(
            kinds=", ".join(kinds)
        )
    return _("Counted from the records below.")


def _kinds(pack: Pack, code: IndicatorCode) -> tuple[str, ...]:
    return tuple(
        kind.plural.said_in(language())
        for kind in pack.kinds.values()
        if any(feed.indicator == code for feed in kind.feeds)
    )


def _part(figure: Figure) -> PartLine:
    unit = figure.unit.said_in(language())
    value = value_words(figure)
    return PartLine(
        code=figure.code,
        label=figure.label.said_in(language()),
        value=f"{value} {unit}".strip() if figure.state is FigureState.KNOWN else value,
        state=figure.state,
    )


def _lines(data: FiguresData, ids: Iterable[RecordId]) -> tuple[RecordLine, ...]:
    """Records as lines; of very many the first ones: nobody reads them all, and the list of records finds any."""
    return record_lines(data.read([*islice(ids, MOST_LINES)]), data.units)


def _count(figure: Figure, missing: set[RecordId]) -> int:
    """How many records give the figure something."""
    return len(figure.records) if not missing else sum(record not in missing for record in figure.records)


def record_lines(records: Iterable[Record], units: UnitCatalogue) -> tuple[RecordLine, ...]:
    """Records as lines of a list, by their days."""
    return tuple(
        RecordLine(
            id=record.id,
            day=span_words(record.happened),
            kind=record.kind.name.said_in(language()),
            summary=_summary(record, units),
        )
        for record in sorted(records, key=lambda r: r.happened)
    )


def span_words(span: DateSpan) -> str:
    """The days of a record, as short as they can be said: a day, a month, or from – to."""
    formats = LocaleFormats(language())
    if span.since == span.until:
        return formats.screen_day(span.since)
    for kind, number in ((PeriodKind.MONTH, span.since.month), (PeriodKind.YEAR, 1)):
        period = Period(kind=kind, year=span.since.year, number=number)
        if period.span == span:
            return f"{number:02d}/{period.year}" if kind is PeriodKind.MONTH else str(period.year)
    return f"{formats.screen_day(span.since)} – {formats.screen_day(span.until)}"


def _summary(record: Record, units: UnitCatalogue) -> str:
    definition = record.kind.field(record.kind.summary)
    value = record.values.get(record.kind.summary)
    return "" if definition is None or value is None else _field_words(definition, value, record, units)


def _field_words(definition: Field, value: object, record: Record, units: UnitCatalogue) -> str:
    if definition.type is FieldType.CHOICE and (choice := definition.choice(value)) is not None:
        return choice.label_on(record.happened.until).said_in(language())
    if definition.type is FieldType.UNITS and isinstance(value, tuple):
        return ", ".join(units.named(value, record.happened.until))
    if definition.type is FieldType.MONTH and isinstance(value, date):
        return f"{value.month:02d}/{value.year}"
    if isinstance(value, tuple):
        return ngettext("{count} row", "{count} rows", len(value)).format(count=len(value))
    return _("not applicable") if isinstance(value, NotApplicable) else " ".join(_shown(value).split())


def _shown(value: object) -> str:
    formats = LocaleFormats(language())
    return formats.screen_day(value) if isinstance(value, date) else formats.number(value)


def _cell(text: str) -> str:
    return " ".join(text.split())

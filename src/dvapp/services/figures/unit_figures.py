"""What is wrong with typed figures beside what else the unit has typed: whole numbers, and no time counted twice."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from dvapp.domain.calendar.periods import period_of
from dvapp.domain.figures.settling import clash, moment_of
from dvapp.domain.figures.unit_figures import Given, TypedFigure, TypedTable, typed_table, whole_only
from dvapp.domain.papers.showing import period_words
from dvapp.domain.recording.plain import read_values
from dvapp.domain.recording.records import Fault, Record, rows_of
from dvapp.domain.values import NotApplicable
from dvapp.domain.words import Wording
from dvapp.services.ports import StoredRecord
from dvapp.services.session import Session

_NOTHING = Wording("không phát sinh", "not applicable")


def typed_faults(record: Record, others: Iterable[StoredRecord], session: Session) -> Iterator[Fault]:
    """Faults of a record of typed figures; none for any other record.

    :param others: at least the unit's other records of the kind.
    """
    if not record.kind.by_period:
        return
    table = typed_table(session.pack)
    period = period_of(record.happened)
    if table is None or period is None or record.kind.code != table.kind.code:
        return
    elsewhere = _elsewhere(record, others, table)
    for number, row in enumerate(rows_of(record.values.get(table.field))):
        figure = table.figure(record.unit, period, row, record.id)
        if figure is not None:
            place = f"{table.field}[{number}].{table.number}"
            yield from _row_faults(figure, elsewhere.get(figure.indicator, ()), place, session)


def _row_faults(
    figure: TypedFigure, others: Iterable[TypedFigure], place: str, session: Session
) -> Iterator[Fault]:
    kinds = session.pack.kinds.values()
    if isinstance(figure.number, Decimal) and whole_only(kinds, figure.indicator):
        yield Fault(field=place, code="not_whole", details={"value": figure.number})
    feeds = [feed for kind in kinds for feed in kind.feeds if feed.indicator == figure.indicator]
    moment = moment_of(session.pack.indicators[figure.indicator], feeds)
    for other in others:
        # A second row of the very same days is told by the kind's own check of rows that stand twice.
        if other.period != figure.period and clash(moment, figure, other):
            yield Fault(field=place, code="other_period", details=clash_details(other))
            return


def clash_details(other: TypedFigure) -> Mapping[str, object]:
    """What the sentence about a number that cannot stand beside another one names."""
    return {
        "period": Wording(period_words(other.period), other.period.written),
        "number": number_words(other.number),
    }


def number_words(number: Given) -> object:
    """A typed number as a sentence names it."""
    return _NOTHING if isinstance(number, NotApplicable) else number


def _elsewhere(
    record: Record, others: Iterable[StoredRecord], table: TypedTable
) -> dict[str, list[TypedFigure]]:
    """The numbers of the unit's other records, by figure."""
    found: dict[str, list[TypedFigure]] = {}
    for other in others:
        period = period_of(other.happened)
        if other.unit != record.unit or other.id == record.id or period is None:
            continue
        values = read_values(table.kind, other.values)
        for row in rows_of(values.get(table.field)):
            if (figure := table.figure(other.unit, period, row, other.id)) is not None:
                found.setdefault(figure.indicator, []).append(figure)
    return found

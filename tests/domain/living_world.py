"""The sample boards in memory: their records of 2018 and the same work a year earlier, so that there is to compare."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from tests.reporting.samples import RESOURCES

from dvapp.domain.calendar.periods import Period, PeriodKind, parse_period
from dvapp.domain.codes import FieldCode, ProfileCode, RecordId, UnitCode
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.packs import Pack
from dvapp.domain.papers.binding import Binder, Order
from dvapp.domain.papers.reports import ReportText, SectionText, Stage
from dvapp.domain.places.boards import board_of
from dvapp.domain.places.units import UnitCatalogue
from dvapp.domain.recording.kinds import FieldType
from dvapp.domain.recording.plain import read_record
from dvapp.domain.recording.records import InvalidRecord, Record
from dvapp.domain.values import DateSpan, NotApplicable, Value
from dvapp.exchange.packs import PackFolder
from dvapp.exchange.samples import read_sample
from dvapp.host.formats import LocaleFormats

VI = LocaleFormats("vi")
BOARDS = {"ha-noi-2018": UnitCode("hn"), "cau-giay-2018": UnitCode("005")}


@lru_cache
def pack() -> Pack:
    return PackFolder(RESOURCES).read("ha-noi-2018")


@lru_cache
def units() -> UnitCatalogue:
    return PackFolder(RESOURCES).units()


@lru_cache
def sample(name: str) -> tuple[Record, ...]:
    """The sample's records, and each of them a year earlier, as far as the pack takes them."""
    told = read_sample(RESOURCES, name)
    now = [
        read_record(pack().kind(item.kind), item.record, record_id=_id(number), board=BOARDS[name])
        for number, item in enumerate(told)
    ]
    before = [
        replace(record, id=_id(1000 + number), happened=_year_before(record.happened))
        for number, record in enumerate(now)
    ]
    return (*now, *before)


def _id(number: int) -> RecordId:
    return RecordId(f"00000000-0000-4000-8000-{number:012d}")


def _year_before(span: DateSpan) -> DateSpan:
    return DateSpan(since=_earlier(span.since), until=_earlier(span.until))


def _earlier(day: date) -> date:
    return day.replace(year=day.year - 1)


@dataclass(frozen=True)
class Board:
    """A sample board's report of a period."""

    name: str
    kind: str
    period: Period

    def table(self, records: Sequence[Record]) -> FigureTable:
        return FigureTable(
            pack=pack(), board=BOARDS[self.name], units=units(), records=records, period=self.period,
            write=VI.number,
        )  # fmt: skip

    def order(self, text: ReportText | None) -> Order:
        unit = units().on(BOARDS[self.name], self.period.span.until)
        assert unit is not None
        return Order(
            pack=pack(),
            outline=pack().outline(self.kind),
            board=board_of(unit, pack().boards),
            board_code=BOARDS[self.name],
            period=self.period,
            as_of=self.period.span.until,
            stage=Stage.FOR_SIGNATURE,
            profile=ProfileCode("party-2018"),
            role=None,
            text=text,
        )

    def binder(self, text: ReportText | None, table: FigureTable) -> Binder:
        return Binder(self.order(text), table, VI)

    def text(self, sections: Mapping[str, Sequence[str]]) -> ReportText:
        return ReportText(
            kind=pack().outline(self.kind).kind,
            period=self.period,
            sections={c: SectionText(code=c, paragraphs=tuple(p)) for c, p in sections.items()},
        )


def board(name: str, kind: str, period: str) -> Board:
    return Board(name, kind, parse_period(period))


def reports() -> list[tuple[str, str]]:
    """Every report kind with one period it is made for, in 2018; with the texts "kind" and "period"."""
    year = {
        PeriodKind.MONTH: "2018-05",
        PeriodKind.QUARTER: "2018-Q3",
        PeriodKind.HALF: "2018-H1",
        PeriodKind.NINE_MONTHS: "2018-9M",
        PeriodKind.YEAR: "2018",
    }
    found = []
    for kind, outline in pack().outlines.items():
        offered = [p for p in year.values() if outline.offers(parse_period(p))]
        found.append((str(kind), offered[-1]))
    return found


# --- mutations -------------------------------------------------------------------------------------------------------


def scaled(record: Record, factor: int) -> Record:
    """All its numbers so many times larger: sums stay sums."""
    return _with_numbers(record, lambda value: value * factor)


def blanked(record: Record) -> Record:
    """All its numbers left blank."""
    return _with_numbers(record, lambda _value: None)


def not_applicable(record: Record) -> Record:
    return _with_numbers(record, lambda _value: NotApplicable.NOT_APPLICABLE)


def one_number(record: Record, field: FieldCode, value: Value | None) -> Record:
    """One of its numbers changed, if the record's checks let it be."""
    return _with(record, {**record.values, field: value})


def numbers_of(record: Record) -> list[FieldCode]:
    return [f.code for f in record.kind.fields if f.type in {FieldType.INTEGER, FieldType.DECIMAL}]


def _with_numbers(record: Record, change: Callable[[int | Decimal], Value | None]) -> Record:
    fields = set(numbers_of(record))
    values = {
        code: change(value) if code in fields and isinstance(value, int | Decimal) else value
        for code, value in record.values.items()
    }
    return _with(record, values)


def _with(record: Record, values: Mapping[FieldCode, Value | None]) -> Record:
    try:
        return replace(record, values={code: v for code, v in values.items() if v is not None})
    except InvalidRecord:
        return record

"""Invented records of every kind, with Vietnamese texts; the same for the same number, so that runs can be compared."""

import calendar
import random
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dvapp.domain.codes import FieldCode, KindCode, RecordId, UnitCode
from dvapp.domain.packs import Pack
from dvapp.domain.places.units import UnitCatalogue
from dvapp.domain.recording.kinds import Field, FieldType, RecordKind
from dvapp.domain.recording.plain import plain_values, read_record
from dvapp.domain.recording.records import InvalidRecord, Record
from dvapp.domain.values import DateSpan, NotApplicable

BOARD = UnitCode("hn")
YEAR = 2018

_SUBJECTS = [
    "Kiểm tra việc thực hiện kỷ luật, kỷ cương hành chính",
    "Đối thoại giữa người đứng đầu cấp uỷ với Nhân dân",
    "Hội nghị sơ kết công tác dân vận",
    "Tập huấn nghiệp vụ cho cán bộ khối vận",
    "Giám sát việc giải quyết đơn thư",
    "Tuyên truyền về văn hoá công sở",
    "Khảo sát sự hài lòng của người dân",
    "Phối hợp với Mặt trận Tổ quốc và các đoàn thể",
    "Giải phóng mặt bằng dự án đường vành đai",
    "Xây dựng mô hình “Dân vận khéo”",
    "Tiếp công dân định kỳ tháng",
    "Rà soát thủ tục hành chính",
]
_PLACES = [
    "Nghĩa Đô",
    "Dịch Vọng Hậu",
    "Mai Dịch",
    "Quan Hoa",
    "Yên Hoà",
    "Trung Hoà",
    "Đan Phượng",
    "Chương Mỹ",
    "Thạch Thất",
    "Ứng Hoà",
    "Phú Xuyên",
    "Mê Linh",
]
_ENDS = [
    "bảo đảm đúng kế hoạch",
    "còn chậm so với tiến độ",
    "được Nhân dân đồng tình",
    "cần tiếp tục theo dõi",
    "đã chấn chỉnh ngay tại chỗ",
]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind with the values of its example: numbers are scaled together, so that sums and shares still hold."""

    kind: RecordKind
    example: Record

    def record(self, seed: random.Random, unit: UnitCode) -> Record:
        """A record of this kind."""
        factor = seed.choice((1, 1, 1, 2, 2, 3, 5))
        values = {
            field.code: _varied(field, self.example.values[field.code], factor, seed)
            for field in self.kind.fields
            if field.code in self.example.values
        }
        id_ = RecordId(str(uuid.UUID(int=seed.getrandbits(128), version=4)))
        days = _month(seed) if self.kind.by_month else _days(seed)
        try:
            return Record(id=id_, kind=self.kind, unit=unit, happened=days, values=values)  # type: ignore[arg-type]  # values of the kind's own example
        except InvalidRecord:  # a number that may not grow: this kind keeps those of its example
            return Record(id=id_, kind=self.kind, unit=unit, happened=days, values=self.example.values)


def patterns(pack: Pack) -> tuple[Pattern, ...]:
    """Every kind of the pack but typed figures, which are one a unit and period."""
    return tuple(
        Pattern(kind, read_record(kind, kind.example, record_id=RecordId("x"), board=BOARD))
        for kind in pack.kinds.values()
        if not kind.by_period
    )


def records(pack: Pack, units: UnitCatalogue, count: int, *, start: int = 0) -> Iterator[Record]:
    """So many records, a tenth of them of the year before, of the board and the units below it.

    :param start: another run of records than that of 0.
    """
    seed = random.Random(20180101 + start)  # no secrets, the same every time
    made = patterns(pack)
    below = [BOARD, *(unit.code for unit in units.below(BOARD, date(YEAR, 12, 31)))]
    for _ in range(count):
        yield seed.choice(made).record(seed, seed.choice(below))


def kinds_of(pack: Pack) -> Mapping[KindCode, RecordKind]:
    """The kinds of these records."""
    return {pattern.kind.code: pattern.kind for pattern in patterns(pack)}


def plain_row(record: Record) -> dict[str, object]:
    """A record's values as a store keeps them."""
    return plain_values(record.values)


def sentence(seed: random.Random) -> str:
    """A subject as officers write them."""
    return f"{seed.choice(_SUBJECTS)} tại {seed.choice(_PLACES)} lần {seed.randrange(1, 400)}, {seed.choice(_ENDS)}"


def _varied(field: Field, value: object, factor: int, seed: random.Random) -> object:
    match value:
        case str() if field.type in {FieldType.TEXT, FieldType.LONG_TEXT}:
            return sentence(seed)[: field.max_length]
        case bool():
            return value
        case int():
            return value * factor
        case tuple() if field.type is FieldType.TABLE:
            columns = {column.code: column for column in field.columns}
            return tuple(
                {code: _varied(columns[FieldCode(code)], cell, factor, seed) for code, cell in row.items()}
                for row in value
            )
        case _:
            return value


def _year(seed: random.Random) -> int:
    return YEAR - 1 if seed.random() < 0.1 else YEAR


def _days(seed: random.Random) -> DateSpan:
    day = date.fromordinal(date(_year(seed), 1, 1).toordinal() + seed.randrange(365))
    last = min(
        day.toordinal() + (seed.randrange(1, 6) if seed.random() < 0.1 else 0),
        date(day.year, 12, 31).toordinal(),
    )
    return DateSpan(since=day, until=date.fromordinal(last))


def _month(seed: random.Random) -> DateSpan:
    year, month = _year(seed), seed.randrange(1, 13)
    return DateSpan(since=date(year, month, 1), until=date(year, month, calendar.monthrange(year, month)[1]))


def wide_sheet(path: Path, kind: RecordKind, rows: int) -> int:
    """A workbook with so many rows of a kind, as a sender keeps them, and columns of his own; returns how many columns."""
    from openpyxl import Workbook

    seed = random.Random(7)
    fields = [field for field in kind.fields if not field.shown and field.type is not FieldType.TABLE]
    own = [f"Ghi chú {n}" for n in range(1, 20 - len(fields))]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Biểu")
    sheet.append(["Ngày", *(field.label.vi for field in fields), *own])
    pattern = Pattern(kind, read_record(kind, kind.example, record_id=RecordId("x"), board=BOARD))
    for number in range(rows):
        one = pattern.record(seed, BOARD)
        day = date(YEAR, 1, 1) + timedelta(days=number % 365)
        cells = [_cell(field, one.values.get(field.code)) for field in fields]
        sheet.append([day, *cells, *(sentence(seed) for _ in own)])
    book.save(path)
    return 1 + len(fields) + len(own)


def _cell(field: Field, value: object) -> object:
    if isinstance(value, NotApplicable):
        return "không phát sinh"
    if field.type is FieldType.CHOICE and (choice := field.choice(value)) is not None:
        return choice.label.vi
    return value if isinstance(value, int | float | str | date) else None

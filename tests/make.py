"""Valid objects for tests: a tiny pack, records, figures, reports. Every maker takes what a test wants otherwise."""

from datetime import date
from typing import Any

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import FieldCode, IndicatorCode, KindCode, RecordId, ReportKindCode, UnitCode
from dvapp.domain.figures.indicators import Accumulation, Indicator
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.packs import Pack, Programme
from dvapp.domain.papers.outline import Outline, Section, Sentence, TableOutline
from dvapp.domain.places.boards import BoardForm, BoardRules
from dvapp.domain.places.units import Level, Unit, UnitCatalogue
from dvapp.domain.recording.kinds import (
    Check,
    CheckForm,
    Choice,
    Feed,
    FeedForm,
    Field,
    FieldType,
    RecordKind,
)
from dvapp.domain.recording.records import Record
from dvapp.domain.values import DateSpan
from dvapp.domain.words import Wording


def span(since: str = "2018-05-29", until: str | None = None) -> DateSpan:
    return DateSpan(since=date.fromisoformat(since), until=date.fromisoformat(until or since))


def visit_kind() -> RecordKind:
    """A kind with a choice, counts, a sum check, a unit list and a table."""
    number = {"type": FieldType.INTEGER, "minimum": 0, "may_not_apply": True}
    return RecordKind(
        code=KindCode("visit"),
        name=Wording("Kiểm tra", "Visit"),
        plural=Wording("Kiểm tra", "Visits"),
        icon="eye",
        help=Wording("…"),
        happened=Wording("Ngày", "Day"),
        fields=(
            Field(
                code=FieldCode("form"),
                type=FieldType.CHOICE,
                label=Wording("Hình thức", "Form"),
                required=True,
                choices=(
                    Choice(code="surprise", label=Wording("Đột xuất")),
                    Choice(code="self", label=Wording("Tự kiểm tra")),
                ),
            ),
            Field(code=FieldCode("visits"), label=Wording("Số lượt", "Visits"), **number),  # type: ignore[arg-type]
            Field(code=FieldCode("conduct"), label=Wording("Ứng xử"), **number),  # type: ignore[arg-type]
            Field(code=FieldCode("hours"), label=Wording("Giờ giấc"), **number),  # type: ignore[arg-type]
            Field(code=FieldCode("found"), label=Wording("Tổng"), **number),  # type: ignore[arg-type]
            Field(code=FieldCode("units"), type=FieldType.UNITS, label=Wording("Đơn vị")),
            Field(code=FieldCode("number"), type=FieldType.TEXT, label=Wording("Số"), max_length=20),
            Field(
                code=FieldCode("rows"),
                type=FieldType.TABLE,
                label=Wording("Bảng"),
                columns=(
                    Field(code=FieldCode("a"), label=Wording("A"), **number),  # type: ignore[arg-type]
                    Field(code=FieldCode("b"), label=Wording("B"), **number),  # type: ignore[arg-type]
                ),
            ),
        ),
        checks=(
            Check(
                code="total",
                form=CheckForm.SUM,
                field=FieldCode("found"),
                parts=(FieldCode("conduct"), FieldCode("hours")),
                total=FieldCode("found"),
            ),
            Check(
                code="b_in_a",
                form=CheckForm.AT_MOST,
                field=FieldCode("b"),
                parts=(FieldCode("b"),),
                total=FieldCode("a"),
                table=FieldCode("rows"),
            ),
        ),
        feeds=(
            _feed("B01", FeedForm.SUM, "visits", form="surprise"),
            _feed("B03", FeedForm.SUM, "visits", form="self"),
            _feed("B05", FeedForm.SUM, "found"),
            _feed("C01", FeedForm.SUM, "rows", column="a"),
            _feed("A12", FeedForm.DISTINCT_UNITS, "units"),
            _feed("A14", FeedForm.LATEST_TEXT, "number"),
            _feed("C13", FeedForm.EARLIEST_DAY),
            _feed("B20", FeedForm.COUNT),
        ),
        groups={},
        summary=FieldCode("form"),
        listed=(FieldCode("form"),),
        example={"happened": "2018-05-29", "values": {"form": "surprise", "visits": 2}},
    )


def _feed(code: str, how: FeedForm, field: str | None = None, column: str | None = None, **when: str) -> Feed:
    return Feed(
        indicator=IndicatorCode(code),
        form=how,
        field=FieldCode(field) if field else None,
        column=FieldCode(column) if column else None,
        when={FieldCode(k): v for k, v in when.items()},
    )


def indicator(code: str, accumulation: Accumulation = Accumulation.FLOW, **other: Any) -> Indicator:
    made: dict[str, Any] = {
        "code": IndicatorCode(code),
        "group": Wording("Nhóm", "Group"),
        "label": Wording(f"Chỉ tiêu {code}", f"Figure {code}"),
        "unit": Wording("lượt đơn vị", "visits"),
        "accumulation": accumulation,
    }
    return Indicator(**(made | other))


def pack(**other: Any) -> Pack:
    kind = visit_kind()
    indicators = (
        indicator("A11", Accumulation.STOCK, catalogue="units_below", unit=Wording("đơn vị")),
        indicator("A12", Accumulation.STOCK, unit=Wording("đơn vị")),
        indicator("A13", Accumulation.RATIO, formula="percent(A12, A11)", unit=Wording("%")),
        indicator("A14", Accumulation.FACT, unit=Wording("")),
        indicator("B01"),
        indicator("B03"),
        indicator("B04", formula="B01 + B03"),
        indicator("B05", unit=Wording("trường hợp")),
        indicator("B20", unit=Wording("cuộc")),
        indicator("C01", Accumulation.MONTHLY, unit=Wording("người")),
        indicator("C13", Accumulation.FACT, unit=Wording("")),
        indicator("D01"),
        indicator("D13", Accumulation.RATIO, formula="percent(B01 + B03, B05)", unit=Wording("%")),
        indicator("D19", Accumulation.RATIO, formula="percent(B01, B05)", unit=Wording("%")),
        indicator("H01", Accumulation.STOCK, levels=frozenset({Level.DISTRICT})),
    )
    made: dict[str, Any] = {
        "name": "thu",
        "version": "1",
        "title": Wording("Gói thử", "Test pack"),
        "indicators": {i.code: i for i in indicators},
        "kinds": {kind.code: kind},
        "outlines": {ReportKindCode("BC06"): outline()},
        "programmes": {
            2018: Programme(year=2018, central_theme="Năm dân vận chính quyền", city_theme="Hiệu lực")
        },
        "boards": board_rules(),
    }
    return Pack(**(made | other))


def outline() -> Outline:
    return Outline(
        kind=ReportKindCode("BC06"),
        name=Wording("Báo cáo"),
        document_type="BÁO CÁO",
        type_symbol="BC",
        title="kết quả thực hiện {@theme} {@year}",
        opening=(Sentence(say="Thực hiện {@theme}, {@board} báo cáo."),),
        sections=(
            Section(
                code="II",
                level=1,
                heading="II- Kết quả",
                sentences=(
                    Sentence(
                        say="Kiểm tra đột xuất đối với {B01:unit}.", if_blank="Kiểm tra đột xuất: {B01}."
                    ),
                    Sentence(say="Đã ký {A12/A11}."),
                ),
            ),
        ),
        annexes=(
            TableOutline(
                code="bieu", title="Biểu {@year}", groups=(("B", codes("B01", "B05")), ("H", codes("H01")))
            ),
        ),
        recipients=("Thường trực Thành uỷ",),
        archive="Lưu Ban Dân vận",
    )


def codes(*names: str) -> tuple[IndicatorCode, ...]:
    return tuple(IndicatorCode(name) for name in names)


def board_rules() -> BoardRules:
    form = BoardForm(
        level=Level.CITY,
        committee="Thành uỷ",
        board="Ban Dân vận",
        symbol="BDVTU",
        head_title="TRƯỞNG BAN",
        deputy_title="PHÓ TRƯỞNG BAN",
    )
    return BoardRules(forms=(form,), exceptions=(), names_of_people=frozenset())


def units() -> UnitCatalogue:
    city = Unit(code=UnitCode("hn"), name="Thành phố Hà Nội", kind="thành phố", level=Level.CITY, parent=None)
    below = tuple(
        Unit(
            code=UnitCode(code),
            name=f"Quận {code}",
            kind="quận",
            level=Level.DISTRICT,
            parent=city.code,
            valid_to=date(2025, 6, 30),
        )
        for code in ("001", "002", "003")
    )
    return UnitCatalogue((city, *below))


def record(
    number: int = 1, /, *, happened: DateSpan | None = None, unit: str = "hn", **values: Any
) -> Record:
    kept = {"form": "surprise"} | values
    return Record(
        id=RecordId(f"00000000-0000-4000-8000-{number:012d}"),
        kind=visit_kind(),
        unit=UnitCode(unit),
        happened=happened or span(),
        values={FieldCode(k): v for k, v in kept.items()},
    )


def table(*records: Record, period: str = "2018", **other: Any) -> FigureTable:
    made: dict[str, Any] = {
        "pack": pack(),
        "board": UnitCode("hn"),
        "units": units(),
        "records": records,
        "period": parse_period(period),
    }
    return FigureTable(**(made | other))

"""Charts of every kind with every state of a figure, for all who draw, write or judge them."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.papers.charts import Chart, ChartKind, ChartPoint, ChartSeries, with_words
from dvapp.domain.papers.reports import AnnexTable
from dvapp.domain.values import NOT_APPLICABLE, Amount
from dvapp.host.formats import LocaleFormats

MONTHS = tuple(f"Tháng {month}" for month in range(1, 13))
INSPECTED = (
    "Số cơ quan, đơn vị được kiểm tra công vụ đột xuất",
    "Số địa phương, cơ quan, đơn vị được kiểm tra theo chuyên đề",
    "Số lượt đơn vị tự kiểm tra",
    "Số tập thể bị nhắc nhở",
)
GRADES = ("Loại A", "Loại B", "Loại C", "Loại D")
_WRITING = LocaleFormats("vi")


def point(value: Amount, share: str = "", code: str | None = None) -> ChartPoint:
    if value is None:
        shown = "chưa có số liệu"
    elif value is NOT_APPLICABLE:
        shown = "không áp dụng"
    else:
        shown = _WRITING.number(value)
    return ChartPoint(
        value=value, shown=shown, share=share, code=None if code is None else IndicatorCode(code)
    )


def chart(
    kind: ChartKind,
    labels: Sequence[str],
    *series: tuple[str, Sequence[Amount | ChartPoint]],
    title: str = "Kết quả kiểm tra công vụ năm 2018",
    unit: str = "lượt đơn vị",
    number: int = 1,
) -> Chart:
    made = tuple(
        ChartSeries(label=label, points=tuple(v if isinstance(v, ChartPoint) else point(v) for v in values))
        for label, values in series
    )
    return with_words(
        Chart(
            number=number,
            title=title,
            kind=kind,
            unit=unit,
            labels=tuple(labels),
            series=made,
            alternative="",
        )
    )


def shares(*counts: int, label: str = "Tháng 12/2018") -> tuple[str, list[ChartPoint]]:
    whole = sum(counts)
    told = [_WRITING.number((Decimal(n) * 100 / whole).quantize(Decimal("0.1"))) for n in counts]
    return label, [point(n, f"{share}%") for n, share in zip(counts, told, strict=True)]


def every_kind() -> tuple[Chart, ...]:
    """A chart of each kind, alone and beside another period, with blanks and with what does not apply."""
    now: Sequence[Amount] = [36, 11, 527, None]
    before: Sequence[Amount] = [30, NOT_APPLICABLE, 400, 2]
    over: Sequence[Amount] = [5, 8, None, 12, 20, 18, None, 7, 9, 11, 30, 28]
    year_before: Sequence[Amount] = [4, 6, 5, 9, 12, 11, 10, 8, NOT_APPLICABLE, 9, 14, 20]
    made = (
        chart(ChartKind.BARS, INSPECTED, ("Năm 2018", now)),
        chart(ChartKind.BARS, INSPECTED, ("Năm 2018", now), ("Năm 2017", before)),
        chart(ChartKind.COLUMNS, ["Ứng xử", "Giờ giấc", "Khác"], ("Năm 2018", [7, None, Decimal("1234.5")])),
        chart(ChartKind.LINE, MONTHS, ("Năm 2018", over), ("Năm 2017", year_before)),
        chart(ChartKind.SHARES, GRADES, shares(120, 70, 9, 1), shares(110, 80, 9, 1, label="Tháng 11/2018")),
        chart(ChartKind.BARS, INSPECTED, ("Năm 2018", [None] * 4)),
    )
    return tuple(replace(one, number=n) for n, one in enumerate(made, 1))


def charts_annex(*charts: Chart, number: int = 1) -> AnnexTable:
    """An annex of charts alone."""
    return AnnexTable(
        number=number,
        title="Biểu đồ công tác dân vận năm 2018",
        columns=(),
        rows=(),
        charts=charts or every_kind(),
    )

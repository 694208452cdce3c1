"""Charts of a workbook: Excel's own, drawn from cells beside them that say where each number comes from.

A figure of the report is a formula that points to its cell in an annex or among the figures; figures of other periods are
numbers. A blank stays an empty cell, as Excel draws words as zero; the column of notes says what is missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.papers.charts import Chart, ChartKind, ChartPoint
from dvapp.exchange.xlsx_cells import FONT, Look, Looks, Value, put
from dvapp.exchange.xlsx_formulas import fits_exactly

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

TITLE = "Biểu đồ {number}. {title}"
UNIT = "Đơn vị tính: {unit}"
LABELS, NOTES = "Nội dung", "Ghi chú"

_TITLE = Look(bold=True, border=False)
_UNIT = Look(italic=True, border=False)
_HEAD = Look(bold=True, align="center", fill="#F2F2F2", middle=True)
_CELL = Look()
_NOTE = Look(italic=True, grey=True)

_WIDTHS = (46.0, 16.0, 34.0)
"""Characters of the columns of labels, numbers and notes."""

_LINE = 20
"""Pixels of a row of Excel's own height."""

_PIXELS, _LEAST = 720, 260
"""Width of a chart, and its least height."""

# To be told apart in black and white: by lightness and hatching, as on the printed page.
_FILLS: tuple[Mapping[str, Any], ...] = (
    {"fill": {"color": "#1F4A73"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#404040", "bg_color": "#FAD999"}},
    {"fill": {"color": "#8CB8C7"}},
    {"pattern": {"pattern": "wide_downward_diagonal", "fg_color": "#404040", "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#6B6B6B"}},
    {"pattern": {"pattern": "dark_horizontal", "fg_color": "#404040", "bg_color": "#DBDBDB"}},
    {"pattern": {"pattern": "large_check", "fg_color": "#404040", "bg_color": "#FFFFFF"}},
)
_DARK = {0, 4}
"""Fills on which only white words can be read."""

_INKS = ("#1F4A73", "#B86B00", "#007366", "#8C3359")
_DASHES = ("solid", "dash", "round_dot", "dash_dot")
_MARKERS = ("circle", "square", "triangle", "diamond")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartDesk:
    """What the charts of a sheet are drawn with. ``cells``: where each figure of the report stands, as a formula names it."""

    book: "Workbook"
    looks: Looks
    cells: Mapping[IndicatorCode, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """The cells of one chart: its head is ``row``, its labels stand in column 0, its series in those after it."""

    sheet: str
    row: int
    labels: int
    series: int

    def label_cells(self) -> list[object]:
        """The labels."""
        return [self.sheet, self.row + 1, 0, self.row + self.labels, 0]

    def head_cells(self) -> list[object]:
        """The names of all series."""
        return [self.sheet, self.row, 1, self.row, self.series]

    def column(self, number: int) -> tuple[list[object], list[object]]:
        """Name and numbers of a series, from 0."""
        at = number + 1
        return [self.sheet, self.row, at], [self.sheet, self.row + 1, at, self.row + self.labels, at]

    def line(self, number: int) -> tuple[list[object], list[object]]:
        """Name and numbers of a label, from 0, over all series."""
        at = self.row + 1 + number
        return [self.sheet, at, 0], [self.sheet, at, 1, at, self.series]


def write_charts(sheet: "Worksheet", charts: Sequence[Chart], first: int, desk: ChartDesk) -> int:
    """Write the charts of an annex, one below the other from row ``first`` (from 0); return the last column used.

    :raises CellTooLong: Excel could not hold a label.
    """
    most = max(len(chart.series) for chart in charts)
    sheet.set_column(0, 0, _WIDTHS[0])
    sheet.set_column(1, most, _WIDTHS[1])
    sheet.set_column(most + 1, most + 1, _WIDTHS[2])
    row = first
    for chart in charts:
        row += _write(sheet, chart, row, most, desk)
    return most + 1


def _write(sheet: "Worksheet", chart: Chart, row: int, most: int, desk: ChartDesk) -> int:
    """One chart with its cells; return how many rows it takes."""
    looks = desk.looks
    title = TITLE.format(number=chart.number, title=chart.title)
    sheet.merge_range(row, 0, row, most + 1, "", looks.get(_TITLE))
    put(sheet, row, 0, Value(content=title), _TITLE, looks)
    sheet.set_row(row, 16.0 * ceil(len(title) / sum(_WIDTHS)))
    if chart.unit:
        put(sheet, row + 1, 0, Value(content=UNIT.format(unit=chart.unit)), _UNIT, looks)
    head = row + 2
    heads = (LABELS, *(series.label for series in chart.series))
    for column, text in enumerate(heads):
        put(sheet, head, column, Value(content=text), _HEAD, looks)
    put(sheet, head, most + 1, Value(content=NOTES), _HEAD, looks)
    for n, label in enumerate(chart.labels):
        put(sheet, head + 1 + n, 0, Value(content=label), _CELL, looks)
        sheet.set_row(head + 1 + n, 16.0 * max(1, ceil(len(label) / _WIDTHS[0])))
        for column, series in enumerate(chart.series, start=1):
            _point(sheet, head + 1 + n, column, series.points[n], desk)
        put(sheet, head + 1 + n, most + 1, Value(content=_missing(chart, n)), _NOTE, looks)
    below = head + len(chart.labels) + 2
    if not chart.known:
        return below - row + 1
    block = _Block(sheet=sheet.get_name(), row=head, labels=len(chart.labels), series=len(chart.series))
    height = _height(chart)
    drawn = _drawn(chart, block, desk.book)
    drawn.set_title({"name": title, "name_font": {"name": FONT, "size": 12}, "overlay": False})
    drawn.set_size({"width": _PIXELS, "height": height})
    sheet.insert_chart(below, 0, drawn, {"description": chart.alternative, "object_position": 1})
    return below - row + height // _LINE + 3


def _height(chart: Chart) -> int:
    """Pixels: bars need more of them the more there are; columns, lines and wholes do not."""
    if chart.told_as_shares:
        return _LEAST + 60 * (len(chart.series) - 1)
    if chart.kind in {ChartKind.LINE, ChartKind.COLUMNS}:
        return _LEAST + 60
    return max(_LEAST, 120 + len(chart.labels) * (16 + 18 * len(chart.series)))


def _point(sheet: "Worksheet", row: int, column: int, point: ChartPoint, desk: ChartDesk) -> None:
    number = point.number
    if number is None:
        sheet.write_blank(row, column, None, desk.looks.get(_CELL))
        return
    if not fits_exactly(number):
        put(sheet, row, column, Value(content=point.shown), _CELL, desk.looks)
        return
    decimals = -int(number.as_tuple().exponent) if isinstance(number, Decimal) else 0
    shape = "#,##0." + "0" * decimals if decimals > 0 else "#,##0"
    style = desk.looks.get(Look(align="right", number=shape))
    cell = desk.cells.get(point.code) if point.code is not None else None
    if cell is None:
        sheet.write_number(row, column, number, style)
    else:
        sheet.write_formula(row, column, f"={cell}", style, number)


def _missing(chart: Chart, n: int) -> str:
    """What is blank or does not apply at a label."""
    missing = [(series.label, series.points[n]) for series in chart.series]
    told = [(label, point.shown) for label, point in missing if point.number is None]
    if len(chart.series) == 1:
        return told[0][1] if told else ""
    return "; ".join(f"{label}: {shown}" for label, shown in told)


def _drawn(chart: Chart, block: _Block, book: "Workbook") -> Any:
    """Excel's own chart of the cells of a block."""
    if chart.told_as_shares:
        drawn = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
        series = [(block.line(n), block.head_cells()) for n in range(block.labels)]
    else:
        kind = {ChartKind.LINE: "line", ChartKind.COLUMNS: "column"}.get(chart.kind, "bar")
        drawn = book.add_chart({"type": kind})
        series = [(block.column(n), block.label_cells()) for n in range(block.series)]
    for n, ((name, values), categories) in enumerate(series):
        style = (
            _line_style(n) if chart.kind is ChartKind.LINE else _area_style(n, stacked=chart.told_as_shares)
        )
        drawn.add_series({"name": name, "categories": categories, "values": values, **style})
    font = {"name": FONT, "size": 11}
    if chart.kind in {ChartKind.BARS, ChartKind.SHARES}:
        drawn.set_y_axis({"reverse": True, "num_font": font})  # the first label on top, as in the table
        drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    else:
        points = [point.number or 0 for series in chart.series for point in series.points]
        drawn.set_x_axis({"num_font": font})
        # A cut axis lies: Excel would begin at 80 where all months have more.
        drawn.set_y_axis({"num_font": font} if min(points) < 0 else {"num_font": font, "min": 0})
    drawn.set_legend({"none": True} if len(series) == 1 else {"position": "bottom", "font": font})
    drawn.show_blanks_as("gap")
    return drawn


def _area_style(n: int, *, stacked: bool) -> dict[str, Any]:
    ink = "#FFFFFF" if stacked and n in _DARK else "#000000"
    labels = {"value": True, "font": {"name": FONT, "size": 10, "color": ink}}
    return {
        **_FILLS[n % len(_FILLS)],
        "border": {"color": "#000000", "width": 0.5},
        "data_labels": labels,
        "gap": 60,
    }


def _line_style(n: int) -> dict[str, Any]:
    ink, kind = _INKS[n % len(_INKS)], _MARKERS[n % len(_MARKERS)]
    marker = {"type": kind, "size": 7, "fill": {"color": ink}, "border": {"color": "#000000"}}
    labels = {"value": True, "position": "above", "font": {"name": FONT, "size": 10}}
    line = {"color": ink, "width": 1.75, "dash_type": _DASHES[n % len(_DASHES)]}
    return {"line": line, "marker": marker, "data_labels": labels}

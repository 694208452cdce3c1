"""Where a chart is put together: shapes and words in millimetres, and the measures that shrink with the letters."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dvapp.domain.papers.charts import ChartPoint, ChartSeries
from dvapp.domain.values import NOT_APPLICABLE
from dvapp.reporting.charts.looks import Look, Point, hatching, look, marker_points
from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.ink import Curve, Patch, Picture, Words
from dvapp.reporting.lines import Line, break_lines
from dvapp.reporting.profile import ChartShape

_ASCENT = 0.76
"""Share of the pitch above a baseline."""

_THIN = 0.1
_HATCH_INK = (0.25, 0.25, 0.25)
_MARKER = 2.2
_BLANK_SIGN, _NOTHING_SIGN = "…", "–"
_SIGNS = {_BLANK_SIGN: f"{_BLANK_SIGN} chưa có số liệu", _NOTHING_SIGN: f"{_NOTHING_SIGN} không áp dụng"}
"""As the statistical yearbooks have it, where there is no room for the words."""


@dataclass(slots=True)
class Easel:
    """A picture in work: ``width`` millimetres wide, letters of ``size`` points.

    :param several: whether there is more than one series, so that each must be named.
    """

    width: float
    size: float
    shape: ChartShape
    typeface: Typeface
    shapes: list[Patch | Curve] = field(default_factory=list)
    written: list[Words] = field(default_factory=list)
    height: float = 0.0
    alternative: str = ""
    several: bool = False

    # --- measures ----------------------------------------------------------------------------------------------------

    @property
    def scale(self) -> float:
        """How far the letters have shrunk."""
        return self.size / self.shape.size

    @property
    def pitch(self) -> float:
        """Line to line."""
        return self.shape.pitch * self.scale

    @property
    def gap(self) -> float:
        """Between a bar or sign and its words."""
        return 1.4 * self.scale

    def clean(self, text: str) -> str:
        """Words that can be drawn.

        :raises GlyphMissing: the font lacks a character.
        """
        return self.typeface.clean(text)

    def wide(self, text: str, face: Face = Face.REGULAR) -> float:
        """Millimetres that words take."""
        return self.typeface.width(self.clean(text), face, self.size)

    def lines(self, text: str, width: float) -> list[Line]:
        """Words in lines of at most ``width``."""
        return break_lines(
            [(self.clean(text), Face.REGULAR)], typeface=self.typeface, size=self.size, width=max(width, 1.0)
        )

    # --- putting -----------------------------------------------------------------------------------------------------

    def say(self, x: float, top: float, text: str, face: Face = Face.REGULAR) -> None:
        """Words in a line whose upper edge is ``top``."""
        self.written.append(Words(x, top + self.pitch * _ASCENT, self.clean(text), face, self.size))

    def say_centred(self, centre: float, top: float, text: str, face: Face = Face.REGULAR) -> None:
        """Words around ``centre``."""
        self.say(centre - self.wide(text, face) / 2, top, text, face)

    def put_lines(self, x: float, top: float, lines: Sequence[Line]) -> None:
        """Lines below each other from ``x``."""
        for n, line in enumerate(lines):
            baseline = top + n * self.pitch + self.pitch * _ASCENT
            self.written += line.at(x, baseline, size=self.size, typeface=self.typeface)

    def put_lines_centred(self, centre: float, top: float, lines: Sequence[Line]) -> None:
        """Lines below each other, each around ``centre``."""
        for n, line in enumerate(lines):
            baseline = top + n * self.pitch + self.pitch * _ASCENT
            self.written += line.at(centre - line.width / 2, baseline, size=self.size, typeface=self.typeface)

    def area(self, left: float, top: float, width: float, height: float, style: Look) -> None:
        """A filled and hatched rectangle with a thin outline."""
        right, bottom = left + width, top + height
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        self.shapes.append(Patch(corners, style.colour, self.shape.line))
        for begin, end in hatching(style.hatch, left, top, right, bottom):
            self.shapes.append(Curve((begin, end), _THIN, _HATCH_INK))

    def axis(self, begin: Point, end: Point, grey: float = 0.0, thickness: float | None = None) -> None:
        """A straight line."""
        self.shapes.append(Curve((begin, end), thickness or self.shape.line, (grey, grey, grey)))

    def curve(self, points: Sequence[Point], style: Look) -> None:
        """A line over the months, without its markers."""
        self.shapes.append(Curve(tuple(points), self.shape.curve, style.ink, style.dash))

    def marker(self, x: float, y: float, style: Look) -> None:
        """The sign of a series at a place."""
        size = _MARKER * max(self.scale, 0.8)
        self.shapes.append(Patch(marker_points(style.marker, x, y, size), style.ink, 0.1))

    def line_sample(self, x: float, middle: float, style: Look) -> None:
        """A piece of a line with its marker, ``sample`` wide."""
        self.curve(((x, middle), (x + self.sample, middle)), style)
        self.marker(x + self.sample / 2, middle, style)

    @property
    def sample(self) -> float:
        """Width of a sample of a line or an area."""
        return 8.0 * self.scale

    # --- legends -----------------------------------------------------------------------------------------------------

    def legend(self, series: Sequence[ChartSeries], top: float, *, curves: bool = False) -> float:
        """Name the series, side by side as far as they fit; return where what follows may begin."""
        x, y = 0.0, top
        for n, one in enumerate(series):
            room = self.width - self.sample - 2 * self.gap
            lines = self.lines(one.label, room)
            wanted = self.sample + self.gap + max(line.width for line in lines)
            if x and x + wanted > self.width:
                x, y = 0.0, y + self.pitch
            self.key(x, y, n, curves=curves)
            self.put_lines(x + self.sample + self.gap, y, lines)
            y += (len(lines) - 1) * self.pitch
            x += wanted + 4 * self.gap
        return y + self.pitch + 2.2 * self.scale

    def key(self, x: float, top: float, number: int, *, curves: bool = False) -> None:
        """The sample of a series within a line of words."""
        if curves:
            self.line_sample(x, top + self.pitch * 0.52, look(number))
        else:
            self.area(x, top + self.pitch * 0.2, self.sample, self.pitch * 0.62, look(number))

    def sign(self, point: ChartPoint) -> str:
        """What stands for a point where there is no room for words."""
        if point.number is not None:
            return point.shown
        return _NOTHING_SIGN if point.value is NOT_APPLICABLE else _BLANK_SIGN

    def explain_signs(self, series: Sequence[ChartSeries], top: float) -> float:
        """Say what the signs mean if one was used; return where what follows may begin."""
        used = {self.sign(point) for one in series for point in one.points if point.number is None}
        if not used:
            return top
        self.say(0.0, top, "; ".join(words for sign, words in _SIGNS.items() if sign in used), Face.ITALIC)
        return top + self.pitch

    def add_notes(self, notes: Sequence[str]) -> None:
        """Lines below everything else."""
        for note in notes:
            self.say(0.0, self.height, note, Face.ITALIC)
            self.height += self.pitch

    # --- done --------------------------------------------------------------------------------------------------------

    def picture(self, x: float) -> Picture:
        """The picture with its left edge at ``x`` of the page and its top at 0."""
        return Picture(
            x, 0.0, self.width, self.height, self.alternative, tuple(self.shapes), tuple(self.written)
        )

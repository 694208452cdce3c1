"""A finished paper as the rules see it, whether it was read from PDF or DOCX. What a file does not tell is ``None``.

Millimetres from the top left corner of the page; sizes in points; pages from 1.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from dvapp.domain.papers.findings import PaperForm, Spot

MARGINS = ("top", "bottom", "left", "right")
"""Order of a sheet's stated margins."""


Progress = Callable[[int, int], None]
"""Told the pages read so far, and all."""


class Column(Enum):
    """Where a piece stands across the page."""

    LEFT = "left"
    RIGHT = "right"
    FULL = "full"


class Align(Enum):
    """How a paragraph is set."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFIED = "justified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words in one style. ``family``: the font's own name, without subset tag and style words."""

    text: str
    size: float | None
    bold: bool
    italic: bool
    font: str
    embedded: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a printed line, a paragraph joined from such, or a paragraph of a DOCX.

    :param baseline: of its first line.
    :param underlined: the part of its text that a line stands under.
    :param pitch: line to line, points; ``None`` when unknown or of one line.
    :param gap: free room before it beyond the pitch, points.
    :param indent: first line against the others, or against the text's left edge, millimetres.
    :param lines: the printed lines it was joined from.
    """

    text: str
    runs: tuple[Run, ...]
    page: int
    left: float | None = None
    right: float | None = None
    baseline: float | None = None
    column: Column = Column.FULL
    align: Align | None = None
    underlined: str = ""
    in_table: bool = False
    paragraph: int | None = None
    pitch: float | None = None
    gap: float | None = None
    indent: float | None = None
    lines: tuple["Piece", ...] = ()

    @property
    def spot(self) -> Spot:
        """Where it begins."""
        return Spot(page=self.page, x=self.left, y=self.baseline, paragraph=self.paragraph, right=self.right)

    @property
    def centre(self) -> float | None:
        """Its middle across the page."""
        return None if self.left is None or self.right is None else (self.left + self.right) / 2

    @property
    def size(self) -> float | None:
        """The size of most of its letters."""
        sizes: Counter[float] = Counter()
        for run in self.runs:
            if run.size is not None:
                sizes[run.size] += len(run.text.strip())
        return sizes.most_common(1)[0][0] if sizes else None

    @property
    def bold(self) -> bool:
        """Nearly all of it is bold."""
        return self._share(lambda run: run.bold) > 0.9

    @property
    def italic(self) -> bool:
        """Nearly all of it is italic."""
        return self._share(lambda run: run.italic) > 0.9

    def _share(self, test: Callable[[Run], bool]) -> float:
        counted = [(len(run.text.strip()), test(run)) for run in self.runs]
        total = sum(length for length, _ in counted)
        return sum(length for length, yes in counted if yes) / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """Bounds of a drawn line or shape."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def flat(self) -> bool:
        """A horizontal rule."""
        return self.bottom - self.top < 1.2 and self.right - self.left > 3 * (self.bottom - self.top)

    @property
    def upright(self) -> bool:
        """A vertical rule."""
        return self.right - self.left < 1.2 and self.bottom - self.top > 3 * (self.right - self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page of a PDF, or a section of a DOCX. Margins only where the file itself states them (DOCX).

    :param margins: top, bottom, left, right as set in the file.
    :param number: the printed page number, or the paragraph that holds the field that prints it.
    :param foot: what a DOCX prints at the foot of its first page.
    """

    page: int
    width: float
    height: float
    pieces: tuple[Piece, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    margins: tuple[float, float, float, float] | None = None
    number: Piece | None = None
    number_from_top: float | None = None
    first_differs: bool | None = None
    foot: tuple[Piece, ...] = ()

    @property
    def landscape(self) -> bool:
        """Lies on its long side."""
        return self.width > self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class FontUse:
    """A font that draws letters, and where first. ``advances``: letter to its width in thousandths of the size."""

    name: str
    embedded: bool | None
    bold: bool
    italic: bool
    spot: Spot
    advances: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole file.

    :param open_form: number, date and name may still be empty: a draft, or a signature is still to come.
    :param data_profile: the profile that dvapp's own data inside the file name.
    """

    form: PaperForm
    sheets: tuple[Sheet, ...]
    fonts: tuple[FontUse, ...] = ()
    open_form: bool = False
    data_profile: str | None = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All pieces in reading order."""
        return tuple(piece for sheet in self.sheets for piece in sheet.pieces)

"""What lies on a page: words and lines at places. Laying out makes these; only ``paper`` knows how to print them.

Millimetres from the top left corner of the page, sizes in points. Among the marks stand tags: they say what the words
after them are, for those who listen to a page instead of seeing it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from dvapp.reporting.fonts import Face


class Words(NamedTuple):
    """Words in one face on a baseline.

    :param stretch: points added to every space.
    :param goes_on: whether the next word of the text stands on another line: one who listens, or copies the text, needs
        a space there that no reader sees.
    """

    x: float
    baseline: float
    text: str
    face: Face
    size: float
    stretch: float = 0.0
    goes_on: bool = False

    def moved(self, down: float) -> "Words":
        """The same, ``down`` millimetres lower."""
        return self._replace(baseline=self.baseline + down)

    def shifted(self, across: float) -> "Words":
        """The same, ``across`` millimetres further right."""
        return self._replace(x=self.x + across)


def going_on(words: Sequence[Words]) -> list[Words]:
    """The words of a line, after which the text goes on on another one."""
    return [*words[:-1], *(last._replace(goes_on=True) for last in words[-1:])]


class Stroke(NamedTuple):
    """A straight line, ``thickness`` millimetres."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float

    def moved(self, down: float) -> "Stroke":
        """The same, ``down`` millimetres lower."""
        return self._replace(y1=self.y1 + down, y2=self.y2 + down)

    def shifted(self, across: float) -> "Stroke":
        """The same, ``across`` millimetres further right."""
        return self._replace(x1=self.x1 + across, x2=self.x2 + across)


class Role(Enum):
    """What words are in the structure of the document (ISO 32000-1, 14.8)."""

    DECORATION = "decoration"  # signs that only part one thing from another; nobody needs to hear them
    PAGINATION = "pagination"  # page numbers, and what stands again at the head of a page
    TEXT = "text"
    TITLE = "title"
    HEADING = "heading"
    ITEM = "item"
    ANNEX = "annex"  # the title of an annex, which begins a section
    CONTACT = "contact"  # at the foot of the first page, but read after the text
    HEAD = "head"  # a row of column headings, which begins a table
    ROW = "row"
    COLUMN = "column"  # a heading of a column
    GROUP = "group"  # a heading of the rows below it, over all columns
    LABEL = "label"  # a heading of its row
    CELL = "cell"

    __hash__ = object.__hash__  # a role is looked up for every word; by its name that takes ten times as long


class Tag(NamedTuple):
    """From here on, words belong to a thing of that role: until the next tag, or the end of the row of marks.

    Words before the first tag of a row of marks are decoration. Lines always are.

    :param begins: whether it begins here; else it goes on from the words of that role before.
    :param rank: a heading's level, from 1; the columns over which a group's heading reaches.
    :param label: how many characters of an item are its dash or number.
    :param kind: items of one kind next to each other are one list; another kind is a list within the item.
    """

    role: Role
    begins: bool = True
    rank: int = 0
    label: int = 0
    kind: str = ""

    def moved(self, down: float) -> "Tag":
        """The same: it has no place."""
        del down
        return self

    def shifted(self, across: float) -> "Tag":
        """The same: it has no place."""
        del across
        return self


class Patch(NamedTuple):
    """A filled polygon. ``colour``: red, green and blue from 0 to 1; ``edge``: millimetres of its black outline."""

    points: tuple[tuple[float, float], ...]
    colour: tuple[float, float, float]
    edge: float = 0.0


class Curve(NamedTuple):
    """A line through points. ``dash``: millimetres drawn and left out, in turn; empty: whole."""

    points: tuple[tuple[float, float], ...]
    thickness: float
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    dash: tuple[float, ...] = ()


class Picture(NamedTuple):
    """A drawing in a box of the page, one thing for those who listen (a Figure), whatever it is made of.

    :param alternative: what it shows, in words.
    :param shapes: in the order of drawing, all below the words; places count from the box's top left corner.
    """

    x: float
    top: float
    width: float
    height: float
    alternative: str
    shapes: tuple[Patch | Curve, ...]
    words: tuple[Words, ...]

    def moved(self, down: float) -> "Picture":
        """The same, ``down`` millimetres lower."""
        return self._replace(top=self.top + down)

    def shifted(self, across: float) -> "Picture":
        """The same, ``across`` millimetres further right."""
        return self._replace(x=self.x + across)

    @property
    def placed(self) -> list[Words]:
        """Its words where they stand on the page."""
        return [words.moved(self.top).shifted(self.x) for words in self.words]


Mark = Words | Stroke | Tag | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A rectangle kept free on a page for a prepared field."""

    name: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Millimetres across."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Millimetres down."""
        return self.bottom - self.top

    def moved(self, down: float) -> "Place":
        """The same, ``down`` millimetres lower."""
        return replace(self, top=self.top + down, bottom=self.bottom + down)

    def shifted(self, across: float) -> "Place":
        """The same, ``across`` millimetres further right."""
        return replace(self, left=self.left + across, right=self.right + across)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """An entry of the outline (bookmarks): level from 1."""

    level: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The paragraph that begins here, as the outline of the report names it."""

    section: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A strip of a page that is never cut: marks relative to its top.

    :param gap: free room before it; dropped at the head of a page.
    :param joined: whether it must stand on the same page as the row before it.
    :param sign: what begins here, for outline and window.
    """

    height: float
    marks: tuple[Mark, ...]
    gap: float = 0.0
    joined: bool = False
    sign: Stop | Anchor | None = None
    places: tuple[Place, ...] = ()

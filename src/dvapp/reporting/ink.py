"""What lies on a page: words and lines at places. Laying out makes these; only ``paper`` knows how to print them.

Millimetres from the top left corner of the page, sizes in points.
"""

from dataclasses import dataclass, replace

from dvapp.reporting.fonts import Face


@dataclass(frozen=True, slots=True)
class Words:
    """Words in one face on a baseline. ``stretch``: points added to every space."""

    x: float
    baseline: float
    text: str
    face: Face
    size: float
    stretch: float = 0.0

    def moved(self, down: float) -> "Words":
        """The same, ``down`` millimetres lower."""
        return replace(self, baseline=self.baseline + down)

    def shifted(self, across: float) -> "Words":
        """The same, ``across`` millimetres further right."""
        return replace(self, x=self.x + across)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line, ``thickness`` millimetres."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float

    def moved(self, down: float) -> "Stroke":
        """The same, ``down`` millimetres lower."""
        return replace(self, y1=self.y1 + down, y2=self.y2 + down)

    def shifted(self, across: float) -> "Stroke":
        """The same, ``across`` millimetres further right."""
        return replace(self, x1=self.x1 + across, x2=self.x2 + across)


Mark = Words | Stroke


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

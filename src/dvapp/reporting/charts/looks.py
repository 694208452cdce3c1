"""How series are told apart: by lightness, hatching, dashes and markers first, by colour only besides.

A report is printed in black and white more often than not, and one man in twelve sees red and green alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from math import cos, pi, sin

Point = tuple[float, float]
Colour = tuple[float, float, float]


class Hatch(Enum):
    """Lines over a filled area."""

    NONE = "none"
    RISING = "rising"
    FALLING = "falling"
    LEVEL = "level"
    CROSSED = "crossed"


class Marker(Enum):
    """The sign at each point of a line."""

    DISC = "disc"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"


@dataclass(frozen=True, slots=True)
class Look:
    """One way to draw a series: areas in ``colour`` and ``hatch``, lines in ``ink`` and ``dash`` (millimetres)."""

    colour: Colour
    hatch: Hatch
    ink: Colour
    dash: tuple[float, ...]
    marker: Marker


_DARK, _OCHRE, _TEAL, _WINE = (0.12, 0.29, 0.45), (0.72, 0.42, 0.0), (0.0, 0.45, 0.40), (0.55, 0.20, 0.35)
_PALE, _WHITE, _MIDDLE = (0.98, 0.85, 0.60), (1.0, 1.0, 1.0), (0.55, 0.72, 0.78)
_LIGHT, _GREY = (0.86, 0.86, 0.86), (0.42, 0.42, 0.42)

LOOKS = (
    Look(_DARK, Hatch.NONE, _DARK, (), Marker.DISC),
    Look(_PALE, Hatch.RISING, _OCHRE, (2.4, 1.0), Marker.SQUARE),
    Look(_MIDDLE, Hatch.NONE, _TEAL, (0.8, 0.8), Marker.TRIANGLE),
    Look(_WHITE, Hatch.FALLING, _WINE, (3.0, 0.8, 0.8, 0.8), Marker.DIAMOND),
    Look(_GREY, Hatch.NONE, _GREY, (1.2, 1.2), Marker.DISC),
    Look(_LIGHT, Hatch.LEVEL, _DARK, (4.0, 1.0), Marker.SQUARE),
    Look(_WHITE, Hatch.CROSSED, _OCHRE, (0.4, 0.8), Marker.TRIANGLE),
)

_STEP = 1.4
"""Millimetres between two lines of a hatching."""


def look(number: int) -> Look:
    """The look of a series, from 0; they come again after the last."""
    return LOOKS[number % len(LOOKS)]


def hatching(
    hatch: Hatch, left: float, top: float, right: float, bottom: float
) -> Iterator[tuple[Point, Point]]:
    """The lines of a hatching within a rectangle."""
    if hatch is Hatch.LEVEL:
        count = int((bottom - top) / _STEP)
        for n in range(1, count + 1):
            y = top + n * (bottom - top) / (count + 1)
            yield (left, y), (right, y)
    if hatch in {Hatch.RISING, Hatch.CROSSED}:
        yield from _slanted(left, top, right, bottom, rising=True)
    if hatch in {Hatch.FALLING, Hatch.CROSSED}:
        yield from _slanted(left, top, right, bottom, rising=False)


def _slanted(
    left: float, top: float, right: float, bottom: float, *, rising: bool
) -> Iterator[tuple[Point, Point]]:
    """Lines at 45°, cut at the rectangle's edges."""
    width, height = right - left, bottom - top
    step = _STEP * 2**0.5
    at = step / 2
    while at < width + height:
        # The line x + y = at, from the top left corner: where it enters and where it leaves.
        x1, x2 = max(0.0, at - height), min(width, at)
        ends = [(x1, at - x1), (x2, at - x2)]
        if not rising:
            ends = [(width - x, y) for x, y in ends]
        (ax, ay), (bx, by) = ends
        yield (left + ax, top + ay), (left + bx, top + by)
        at += step


def marker_points(marker: Marker, x: float, y: float, size: float) -> tuple[Point, ...]:
    """The outline of a marker around a place; ``size``: its width."""
    half = size / 2
    match marker:
        case Marker.DISC:
            angles = [2 * pi * n / 16 for n in range(16)]
            return tuple((x + half * cos(a), y + half * sin(a)) for a in angles)
        case Marker.SQUARE:
            side = half * 0.9
            return ((x - side, y - side), (x + side, y - side), (x + side, y + side), (x - side, y + side))
        case Marker.TRIANGLE:
            return ((x, y - half * 1.1), (x + half * 1.1, y + half * 0.8), (x - half * 1.1, y + half * 0.8))
        case Marker.DIAMOND:
            long = half * 1.2
            return ((x, y - long), (x + long, y), (x, y + long), (x - long, y))

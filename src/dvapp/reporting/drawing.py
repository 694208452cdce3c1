"""The shapes of a picture as PDF operators: whoever prints pages puts them into the page's content."""

from collections.abc import Iterator

from dvapp.reporting.fonts import MM_PER_POINT
from dvapp.reporting.ink import Curve, Patch, Picture


def shape_operators(picture: Picture, height: float) -> str:
    """Operators (ISO 32000-1, 8.5) that draw the shapes of a picture on a page ``height`` millimetres high.

    They leave the graphics state as it was. Words are no part of them: these need the page's fonts.
    """
    return "\n".join(("q 1 J 1 j", *_all(picture, height), "Q"))


def _all(picture: Picture, height: float) -> Iterator[str]:
    for shape in picture.shapes:
        points = [f"{_points(picture.x + x)} {_points(height - picture.top - y)}" for x, y in shape.points]
        path = f"{points[0]} m " + " ".join(f"{point} l" for point in points[1:])
        red, green, blue = shape.colour
        match shape:
            case Patch():
                yield f"{red:.3f} {green:.3f} {blue:.3f} rg"
                if shape.edge:
                    yield f"0 G [] 0 d {_points(shape.edge)} w {path} b"
                else:
                    yield f"{path} f"
            case Curve():
                dash = " ".join(_points(length) for length in shape.dash)
                yield f"{red:.3f} {green:.3f} {blue:.3f} RG [{dash}] 0 d {_points(shape.thickness)} w"
                yield f"{path} S"


def _points(millimetres: float) -> str:
    """Points with three decimals, which no printer can tell from more."""
    text = f"{millimetres / MM_PER_POINT:.3f}"
    return "0.000" if text == "-0.000" else text

"""Pictures of a signature and a seal, as offices have them: blue and red, transparent, or scanned on white paper."""

import io
import math
from typing import Literal

from PIL import Image, ImageDraw

BLUE, RED, BLACK = (16, 48, 150), (205, 20, 30), (20, 20, 20)

Kind = Literal["PNG", "JPEG"]


def signature(
    *,
    colour: tuple[int, int, int] = BLUE,
    ground: tuple[int, int, int, int] = (255, 255, 255, 0),
    size: tuple[int, int] = (900, 420),
    kind: Kind = "PNG",
    dots: int = 300,
) -> bytes:
    """A stroke of the pen with a wide margin."""
    picture = Image.new("RGBA", size, ground)
    pen = ImageDraw.Draw(picture)
    wide, high = size
    points = [
        (
            wide * (0.1 + 0.8 * step / 60),
            high * (0.5 + 0.32 * math.sin(step / 3) * (1 - step / 90)),
        )
        for step in range(61)
    ]
    pen.line(points, fill=(*colour, 255), width=max(2, wide // 90), joint="curve")
    return _written(picture, kind, dots)


def seal(*, colour: tuple[int, int, int] = RED, side: int = 700, millimetres: float = 30.0) -> bytes:
    """A round seal, scanned so that it is as wide as told."""
    picture = Image.new("RGBA", (side, side), (255, 255, 255, 0))
    pen = ImageDraw.Draw(picture)
    for share, width in ((0.0, 16), (0.2, 5)):
        edge = share * side / 2
        pen.ellipse((edge, edge, side - 1 - edge, side - 1 - edge), outline=(*colour, 255), width=width)
    middle = side / 2
    star = [
        (
            middle + (0.3 if n % 2 == 0 else 0.12) * side * math.sin(n * math.pi / 5),
            middle - (0.3 if n % 2 == 0 else 0.12) * side * math.cos(n * math.pi / 5),
        )
        for n in range(10)
    ]
    pen.polygon(star, fill=(*colour, 255))
    return _written(picture, "PNG", round(side / millimetres * 25.4))


def _written(picture: Image.Image, kind: Kind, dots: int) -> bytes:
    out = io.BytesIO()
    flat = picture.convert("RGB") if kind == "JPEG" else picture
    flat.save(out, kind, dpi=(dots, dots))
    return out.getvalue()

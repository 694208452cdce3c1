"""Pictures of a signature or a seal: looked at before they are used, and made small and clear for the page.

What comes out has a transparent ground, no margin, the colours of sRGB and nothing of where it came from.
"""

import io
import warnings
from dataclasses import dataclass
from typing import Any

from dvapp.domain.signing.stamp_errors import (
    PictureEmpty,
    PictureOpaque,
    PictureTooLarge,
    PictureTooSmall,
    PictureUnreadable,
)
from dvapp.services.reports.paging import StampPicture, Tone

MOST_BYTES = 8 * 1024 * 1024
MOST_POINTS = 30_000_000
"""As many as a page scanned at 600 dots an inch has; a file may claim more than memory holds."""

MOST_KEPT = 1200
"""Points of the longer side that are kept: 1,000 dots an inch for a signature 30 mm wide."""

LEAST_KEPT = 80
"""Fewer than these show as steps."""

_FORMATS = ("PNG", "JPEG")
_SEEN = 24
"""Alpha from which a point is seen."""

_LEAST_CLEAR = 0.10
"""Share of points without ink below which a picture has a ground: a signature leaves nearly all of its area free."""

_PAPER, _INK = 40, 170
"""How far from white a point is that counts as paper, and as full ink (of 255); scans are grey and yellow."""

_PLAUSIBLE = range(50, 2401)
"""Dots an inch that a scanner writes."""


@dataclass(frozen=True, slots=True)
class _Opened:
    picture: Any
    dots_per_inch: float | None


def read_picture(content: bytes, *, clear_ground: bool = False) -> StampPicture:
    """A picture as stamps show it.

    :param clear_ground: take white paper for nothing, as a scan has it.
    :raises PictureUnreadable: no PNG or JPEG, or damaged.
    :raises PictureTooLarge, PictureTooSmall: it has more, or fewer, bytes or points than a stamp needs.
    :raises PictureOpaque: it has a ground that would cover the page, and that shall not be cleared.
    :raises PictureEmpty: nothing can be seen on it.
    """
    if len(content) > MOST_BYTES:
        raise PictureTooLarge(limit=f"{MOST_BYTES // 1024 // 1024} MB")
    opened = _opened(content)
    picture = _cleared(opened.picture) if clear_ground else opened.picture
    alpha = picture.getchannel("A")
    seen = alpha.point([255 if level >= _SEEN else 0 for level in range(256)])
    box = seen.getbbox()
    if box is None:
        raise PictureEmpty
    if seen.histogram()[0] < _LEAST_CLEAR * picture.width * picture.height:
        raise PictureOpaque
    cropped = picture.crop(box)
    if max(cropped.size) < LEAST_KEPT:
        raise PictureTooSmall(size=max(cropped.size), least=LEAST_KEPT)
    natural = cropped.width / opened.dots_per_inch * 25.4 if opened.dots_per_inch else None
    kept = _reduced(cropped)
    out = io.BytesIO()
    kept.save(out, "PNG", optimize=True)
    return StampPicture(
        png=out.getvalue(), width=kept.width, height=kept.height, natural_width=natural, tone=_tone(kept)
    )


def _opened(content: bytes) -> _Opened:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            found = Image.open(io.BytesIO(content), formats=_FORMATS)
        if found.width * found.height > MOST_POINTS:
            raise PictureTooLarge(limit=f"{MOST_POINTS // 1_000_000} MP")
        told = found.info.get("dpi", (0, 0))
        dots = round(float(told[0])) if told else 0
        found.load()
        picture = _in_srgb(ImageOps.exif_transpose(found)).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureTooLarge(limit=f"{MOST_POINTS // 1_000_000} MP") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, EOFError) as error:
        raise PictureUnreadable from error  # what Pillow raises for bytes that are something else, or cut off
    return _Opened(picture=picture, dots_per_inch=dots if dots in _PLAUSIBLE else None)


def _in_srgb(picture: Any) -> Any:
    """The picture in the colours of the page, which says sRGB of itself (PDF/A)."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if picture.mode == "CMYK":
        return picture.convert("RGB")
    if not profile or picture.mode not in {"RGB", "RGBA"}:
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(
            picture, own, ImageCms.createProfile("sRGB"), outputMode=picture.mode
        )
    except (ImageCms.PyCMSError, OSError):
        return picture  # a profile that cannot be used: the values as they are


def _cleared(picture: Any) -> Any:
    """White paper becomes clear; ink keeps its colour and is as dense as it is far from white."""
    from PIL import Image, ImageChops

    white = Image.new("RGBA", picture.size, (255, 255, 255, 255))
    flat = Image.alpha_composite(white, picture).convert("RGB")
    red, green, blue = flat.split()
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    dense = darkest.point([_density(level) for level in range(256)])
    flat.putalpha(dense)
    return flat


def _density(level: int) -> int:
    far = 255 - level
    return max(0, min(255, round((far - _PAPER) * 255 / (_INK - _PAPER))))


def _reduced(picture: Any) -> Any:
    from PIL import Image

    longest = max(picture.size)
    if longest <= MOST_KEPT:
        return picture
    size = tuple(max(1, round(side * MOST_KEPT / longest)) for side in picture.size)
    # With colours weighed by their density: what is clear has a colour, too, and would bleed into the edges.
    return picture.convert("RGBa").resize(size, Image.Resampling.LANCZOS).convert("RGBA")


def _tone(picture: Any) -> Tone:
    """The colour of what is seen, as a whole."""
    from PIL import ImageStat

    red, green, blue = ImageStat.Stat(picture.convert("RGB"), mask=picture.getchannel("A")).mean
    if blue > red + 25 and blue > green + 10:
        return Tone.BLUE
    if red > blue + 40 and red > green + 40:
        return Tone.RED
    return Tone.OTHER

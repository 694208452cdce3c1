"""Stamps: what a signature and a seal look like on the page, each a transparent one-page PDF as large as its place."""

import io
import math
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from dvapp.domain.papers.reports import Issuer
from dvapp.domain.signing.stamp_errors import SealTooLarge
from dvapp.domain.signing.verification import KeyHolder
from dvapp.reporting.fonts import MM_PER_POINT, Face, Typeface
from dvapp.reporting.head import Slot
from dvapp.reporting.ink import Words
from dvapp.reporting.lines import Line, break_lines
from dvapp.reporting.paper import draw_marks, new_canvas
from dvapp.reporting.profile import Profile
from dvapp.services.reports.paging import StampPicture

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_SEAL_PLAY = 0.5
"""Millimetres by which a measured seal may be larger than its place."""

_BLUE = (0.07, 0.19, 0.52)
_RED = (0.80, 0.08, 0.10)

_PITCH = 1.25
"""Line to line of a stamp's text, in its size."""

_NEAR = 1.0
"""Points by which a stamp's text may be smaller only to need fewer lines."""

# The seal, in shares of its radius.
_OUTER, _OUTER_LINE = 0.955, 0.055
_SECOND, _SECOND_LINE = 0.895, 0.012
_INNER, _INNER_LINE = 0.595, 0.020
_BAND = 0.719  # half height of the capitals; on the lower arc their heads point inwards
_TEXT_SIZE = 0.195  # size of the letters
_LEAST_TEXT = 0.6  # how much smaller letters may become before they are condensed
_CAPITAL = 0.655  # height of Tinos' capitals, in their size
_STAR = 0.40
_SMALL_STAR = 0.055
_UPPER_ARC, _LOWER_ARC = math.radians(205), math.radians(115)


def line_appearance(slot: Slot, text: str, typeface: Typeface) -> bytes:
    """A filled line as large as its place, on the very baseline of the page."""
    place = slot.place
    words = slot.words(typeface.clean(text), typeface)
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, place.width, place.height, typeface)
    inner = Words(words.x - place.left, words.baseline - place.top, words.text, words.face, words.size)
    draw_marks(canvas, [inner], place.height)
    return _finished(canvas, buffer)


COVERED = 1 / 3
"""The share of a signature that the seal lies over, on its left (Hướng dẫn 05-HD/VPTW; Nghị định 30/2020, Phụ lục I)."""

_GAP = 1.0
"""Millimetres between a picture and the words below it."""


def pictured_left(profile: Profile) -> float:
    """Where a leader's place begins when a picture of the widest kind stands in it."""
    shape = profile.stamp
    return shape.seal_centre + shape.seal_size / 2 - shape.picture_width * COVERED


def signer_stamp(
    holder: KeyHolder,
    when: datetime,
    profile: Profile,
    typeface: Typeface,
    *,
    picture: StampPicture | None = None,
    width: float | None = None,
) -> bytes:
    """``Ký bởi``, ``Cơ quan``, ``Ngày ký``: in blue, wrapped, and smaller if a long name needs it; over it a picture.

    :param width: of the field, which ends where all leaders' places do.
    """
    shape = profile.stamp
    width = width if width is not None else shape.leader_right - shape.leader_left
    start, height = shape.leader_right - width, shape.leader_height
    left = max(0.0, shape.text_left - start)
    size = _picture_size(picture, profile) if picture is not None else None
    room = height - (size[1] + _GAP if size is not None else 0.0)
    largest = shape.picture_text_size if size is not None else shape.text_size
    texts = [typeface.clean(text) for text in _said(holder, when)]
    size_of_text, lines = _fitted(texts, typeface, profile, width - left, room, largest)
    pitch = size_of_text * _PITCH * MM_PER_POINT
    used = pitch * len(lines)
    baseline = height - room + (room - used) / 2 + pitch * 0.78
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, width, height, typeface)
    if picture is not None and size is not None:
        covered = shape.seal_centre + shape.seal_size / 2 - size[0] * COVERED
        _draw(canvas, picture, max(0.0, covered - start), 0.0, size, height)
    canvas.setFillColorRGB(*_BLUE)
    for n, line in enumerate(lines):
        draw_marks(canvas, line.at(left, baseline + n * pitch, size=size_of_text, typeface=typeface), height)
    return _finished(canvas, buffer)


def _said(holder: KeyHolder, when: datetime) -> list[str]:
    texts = [f"Ký bởi: {holder.name}"]
    if holder.organisation:
        texts.append(f"Cơ quan: {holder.organisation}")
    texts.append(f"Ngày ký: {when:%Y-%m-%d} {when:%H:%M:%S}\u00a0{_zone(when)}")  # hour and zone on one line
    return texts


def _picture_size(picture: StampPicture, profile: Profile) -> tuple[float, float]:
    """Millimetres: as large as fits, in its own proportions."""
    shape = profile.stamp
    scale = min(shape.picture_width / picture.width, shape.picture_height / picture.height)
    return picture.width * scale, picture.height * scale


def _draw(
    canvas: "Canvas",
    picture: StampPicture,
    left: float,
    top: float,
    size: tuple[float, float],
    height: float,
) -> None:
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(
        ImageReader(io.BytesIO(picture.png)),
        left / MM_PER_POINT,
        (height - top - size[1]) / MM_PER_POINT,
        size[0] / MM_PER_POINT,
        size[1] / MM_PER_POINT,
        mask="auto",
    )


def _zone(when: datetime) -> str:
    zone = when.strftime("%z")
    return f"{zone[:3]}:{zone[3:5]}"


def _fitted(
    texts: Sequence[str],
    typeface: Typeface,
    profile: Profile,
    width: float,
    height: float,
    largest: float,
) -> tuple[float, list[Line]]:
    """The size in points and the lines: near the usual size the one with the fewest lines, else the largest that fits.

    If nothing fits, the least size, cut to what does.
    """
    shape = profile.stamp
    steps = round((largest - shape.text_least_size) * 2)
    fitting: list[tuple[float, list[Line]]] = []
    for size in (largest - step / 2 for step in range(steps + 1)):
        lines = _broken(texts, typeface, size, width)
        if len(lines) <= _room(size, height):
            fitting.append((size, lines))
    if not fitting:
        least = shape.text_least_size
        return least, _broken(texts, typeface, least, width)[: _room(least, height)]
    near = [choice for choice in fitting if choice[0] >= fitting[0][0] - _NEAR]
    return min(near, key=lambda choice: (len(choice[1]), -choice[0]))


def _broken(texts: Sequence[str], typeface: Typeface, size: float, width: float) -> list[Line]:
    wrapped = (
        break_lines([(text, Face.REGULAR)], typeface=typeface, size=size, width=width) for text in texts
    )
    return [line for lines in wrapped for line in lines]


def _room(size: float, height: float) -> int:
    """How many lines fit."""
    return int(height / (size * _PITCH * MM_PER_POINT))


def seal_picture_stamp(
    picture: StampPicture, profile: Profile, typeface: Typeface, *, size: float | None = None
) -> bytes:
    """The body's own seal in its real size, in the middle of its place.

    :param size: its width in millimetres; by default what its scan says, or the place's.
    :raises SealTooLarge: it is larger than its place.
    """
    place = profile.stamp.seal_size
    width = size or picture.natural_width or min(place, place * picture.width / picture.height)
    height = width * picture.height / picture.width
    if max(width, height) > place + _SEAL_PLAY:
        raise SealTooLarge(size=f"{max(width, height):.0f}", place=f"{place:.0f}")
    fit = min(1.0, place / max(width, height))
    own = (width * fit, height * fit)
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, place, place, typeface)
    _draw(canvas, picture, (place - own[0]) / 2, (place - own[1]) / 2, own, place)
    return _finished(canvas, buffer)


def seal_stamp(issuer: Issuer, profile: Profile, typeface: Typeface) -> bytes:
    """A red round seal: the superior body along the upper arc, the issuing body along the lower, a star between."""
    size = profile.stamp.seal_size
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, size, size, typeface)
    radius = size / 2 / MM_PER_POINT
    canvas.translate(radius, radius)
    canvas.setStrokeColorRGB(*_RED)
    canvas.setFillColorRGB(*_RED)
    for share, line in ((_OUTER, _OUTER_LINE), (_SECOND, _SECOND_LINE), (_INNER, _INNER_LINE)):
        canvas.setLineWidth(line * radius)
        canvas.circle(0, 0, share * radius, stroke=1, fill=0)
    _star(canvas, 0, 0, _STAR * radius)
    # A body without a superior has the long arc for its own name.
    above, below = (issuer.superior, issuer.issuer) if issuer.superior else (issuer.issuer, "")
    upper, lower = typeface.clean(above), typeface.clean(below)
    ends = (
        _arc(canvas, upper, radius, typeface, most=_UPPER_ARC, upper=True),
        _arc(canvas, lower, radius, typeface, most=_LOWER_ARC, upper=False),
    )
    middle = _BAND * radius
    between = (ends[0] / 2 + math.pi - ends[1] / 2) / 2
    for side in (-1, 1):
        _star(canvas, side * middle * math.sin(between), middle * math.cos(between), _SMALL_STAR * radius)
    return _finished(canvas, buffer)


def _arc(
    canvas: "Canvas", text: str, radius: float, typeface: Typeface, *, most: float, upper: bool
) -> float:
    """Letters along an arc, each upright on its own radius; smaller, at last condensed, if they need more than ``most``.

    :return: the angle they take, in radians.
    """
    face, size, least = Face.BOLD, _TEXT_SIZE * radius, _LEAST_TEXT * _TEXT_SIZE * radius
    while True:
        # Both arcs keep their capitals in the same band, so the lower one's letters stand on its outer edge.
        tall = size * _CAPITAL
        base = _BAND * radius + (-tall / 2 if upper else tall / 2)
        tracking = 0.04 * size
        advances = [typeface.width(char, face, size) / MM_PER_POINT + tracking for char in text]
        # Letters fan out above the line they stand on and crowd together below it: reckon at half their height.
        reckoned = _BAND * radius
        angle = sum(advances) / reckoned
        if angle <= most or size <= least:
            break
        size *= 0.96
    squeeze = min(1.0, most / angle) if angle else 1.0
    turn = -angle * squeeze / 2
    for char, advance in zip(text, advances, strict=True):
        share = advance * squeeze / reckoned
        middle = turn + share / 2
        canvas.saveState()
        canvas.rotate(math.degrees(-middle if upper else middle))
        canvas.translate(0, base if upper else -base)
        canvas.scale(squeeze, 1)
        canvas.setFont(face.font_name, size)
        canvas.drawString(-(advance - tracking) / 2, 0, char)
        canvas.restoreState()
        turn += share
    return angle * squeeze


def _star(canvas: "Canvas", x: float, y: float, radius: float) -> None:
    path = canvas.beginPath()
    for n in range(10):
        reach = radius * (1.0 if n % 2 == 0 else 0.382)  # the waist of a regular five-pointed star
        angle = math.pi / 2 + n * math.pi / 5
        point = (x + reach * math.cos(angle), y + reach * math.sin(angle))
        if n == 0:
            path.moveTo(*point)
        else:
            path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _finished(canvas: "Canvas", buffer: io.BytesIO) -> bytes:
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()

"""Where two states of a document look different: both are drawn by PDFium, and what is not alike is boxed.

What a reader sees decides, not what the file says: a page that was written anew and looks the same is the same here.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from hashlib import sha256
from typing import TYPE_CHECKING

from dvapp.domain.signing.comparison import Box, ComparedPage, Comparison
from dvapp.reporting import viewer
from dvapp.services.reports.paging import PageImage

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PAGES = 400
"""Pages beyond these are not compared: whoever looks at them one by one does not want more."""

_COARSE = 50.0
"""Dots per inch by which pages are told to be alike: whatever an eye sees changes a grey there."""
_FINE = 96.0
_CELL = 8
"""Pixels of a fine picture that make one cell; neighbouring cells make a box."""
_LEAST = 24
"""How different of 255 a dot must be: less is the play of smoothing."""
_DESK, _DESK_COLOUR, _BOX_COLOUR = 16, (225, 227, 230), (196, 43, 28)
"""Pixels around pages, its colour, and that of the boxes."""
_ROOM = 3.0
"""Points between what differs and its box."""
_MOST_BOXES = 60
"""More boxes than this are one: the page is another one."""


def compare_pages(before: bytes, now: bytes) -> Comparison:
    """Pages of both states, and boxes around what looks different.

    :raises PdfUnreadable: one of them is not a PDF.
    """
    counts = viewer.count_pages(before), viewer.count_pages(now)
    old, new = (
        _digests(pdf, min(count, MAX_PAGES)) for pdf, count in zip((before, now), counts, strict=True)
    )
    pages = tuple(_paired(before, now, old, new))
    return Comparison(pages=pages, whole=max(counts) <= MAX_PAGES)


def side_by_side(before: bytes, now: bytes, page: ComparedPage, *, dots_per_inch: float) -> bytes:
    """A picture (PNG) of one page: the signed state at the left, the present one at the right, differences boxed.

    A page that stands in one state alone has empty room at the other side.

    :raises PdfUnreadable: one of them is not a PDF.
    """
    import io

    from PIL import Image, ImageDraw

    scale = dots_per_inch / 72
    sides = [
        _image(viewer.draw_page(pdf, number - 1, dots_per_inch=dots_per_inch)) if number else None
        for pdf, number in ((before, page.before), (now, page.now))
    ]
    width = max(side.width for side in sides if side is not None)
    height = max(side.height for side in sides if side is not None)
    sheet = Image.new("RGB", (2 * width + 3 * _DESK, height + 2 * _DESK), _DESK_COLOUR)
    pen = ImageDraw.Draw(sheet)
    for place, side in enumerate(sides):
        left = _DESK + place * (width + _DESK)
        if side is None:
            continue
        sheet.paste(side, (left, _DESK))
        boxes = page.boxes or ((_whole(side, scale),) if page.differs else ())
        for box in boxes:
            corners = [left + (box.left - _ROOM) * scale, _DESK + (box.top - _ROOM) * scale]
            corners += [left + (box.right + _ROOM) * scale, _DESK + (box.bottom + _ROOM) * scale]
            pen.rectangle(corners, outline=_BOX_COLOUR, width=max(2, round(scale * 1.5)))
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def _whole(side: "Image", scale: float) -> Box:
    edge = _ROOM + 1
    return Box(left=edge, top=edge, right=side.width / scale - edge, bottom=side.height / scale - edge)


def _digests(pdf: bytes, count: int) -> list[bytes]:
    return [_digest(viewer.draw_page(pdf, page, dots_per_inch=_COARSE)) for page in range(count)]


def _digest(image: PageImage) -> bytes:
    return sha256(b"%d %d " % (image.width, image.height) + image.pixels).digest()


def _paired(before: bytes, now: bytes, old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[ComparedPage]:
    """Pages that look alike from afar go together; between them those that are left, one by one."""
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        both = min(i_end - i, j_end - j)
        for step in range(both):
            if tag == "equal":
                yield ComparedPage(before=i + step + 1, now=j + step + 1)
            else:
                yield _compared(before, now, i + step, j + step)
        for page in range(i + both, i_end):
            yield ComparedPage(before=page + 1, now=None)
        for page in range(j + both, j_end):
            yield ComparedPage(before=None, now=page + 1)


def _compared(before: bytes, now: bytes, old: int, new: int) -> ComparedPage:
    one = viewer.draw_page(before, old, dots_per_inch=_FINE)
    other = viewer.draw_page(now, new, dots_per_inch=_FINE)
    if (one.width, one.height) != (other.width, other.height):
        return ComparedPage(before=old + 1, now=new + 1, resized=True)
    boxes = () if one.pixels == other.pixels else tuple(_boxes(_image(one), _image(other)))
    return ComparedPage(before=old + 1, now=new + 1, boxes=boxes)


def _image(page: PageImage) -> "Image":
    from PIL import Image

    return Image.frombuffer("RGBA", (page.width, page.height), page.pixels).convert("RGB")


def _boxes(one: "Image", other: "Image") -> list[Box]:
    from PIL import ImageChops

    red, green, blue = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    lit = most.point([255 if value >= _LEAST else 0 for value in range(256)])
    across, down = -(-lit.width // _CELL), -(-lit.height // _CELL)
    # One pixel a cell, lit when any of its dots is: the mean of a cell with a single lit dot is 4 of 255.
    padded = lit.crop((0, 0, across * _CELL, down * _CELL))
    cells = padded.reduce(_CELL).tobytes()
    found = {(n % across, n // across) for n, value in enumerate(cells) if value}
    groups = list(_groups(found))
    if len(groups) > _MOST_BOXES:
        groups = [found]
    scale = 72 / _FINE
    boxes = []
    for group in groups:
        xs, ys = [x for x, _ in group], [y for _, y in group]
        boxes.append(
            Box(
                left=min(xs) * _CELL * scale,
                top=min(ys) * _CELL * scale,
                right=min((max(xs) + 1) * _CELL, one.width) * scale,
                bottom=min((max(ys) + 1) * _CELL, one.height) * scale,
            )
        )
    return _joined(boxes)


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that would lie over each other, with the room around them, are one."""
    done: list[Box] = []
    for new in boxes:
        box = new
        while touching := [other for other in done if _touch(box, other)]:
            done = [other for other in done if other not in touching]
            box = Box(
                left=min(box.left, *(other.left for other in touching)),
                top=min(box.top, *(other.top for other in touching)),
                right=max(box.right, *(other.right for other in touching)),
                bottom=max(box.bottom, *(other.bottom for other in touching)),
            )
        done.append(box)
    return sorted(done, key=lambda box: (box.top, box.left))


def _touch(one: Box, other: Box) -> bool:
    room = 2 * _ROOM
    return (
        one.left - room < other.right
        and other.left - room < one.right
        and one.top - room < other.bottom
        and other.top - room < one.bottom
    )


def _groups(cells: set[tuple[int, int]]) -> Iterator[set[tuple[int, int]]]:
    """Cells that lie next to each other, or with one between them: letters of a word, words of a line."""
    left = set(cells)
    for start in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        if start not in left:
            continue
        left.discard(start)
        group, waiting = {start}, [start]
        while waiting:
            x, y = waiting.pop()
            near = {(x + dx, y + dy) for dx in (-2, -1, 0, 1, 2) for dy in (-1, 0, 1)} & left
            left -= near
            group |= near
            waiting.extend(near)
        yield group

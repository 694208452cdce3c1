"""A QR code in the bottom margin of every page: which report and page this is, and a digest of the data inside the file.

The official layouts know no such sign, so it is drawn only where a report asks for it, and outside of the area of type. On
the first page, whose bottom margin may hold contacts, it stands in the corner of the left and the bottom margin; on the
pages that follow it is smaller and stands below the text, at its left edge, where it stays on the paper when the back of a
sheet is printed with mirrored margins. There even a page full of text leaves it the quiet zone that readers need, and it
lies further from the edges than office printers leave blank.

Who has the paper reads the report's name and the beginning of a SHA-256; who has the file takes the digest of the attached
``bao-cao.json`` and compares (``dvappctl qr check``). It proves nothing: signatures do. It tells at once which file a paper
was printed from, and whether a page is missing. What it says: ``domain/papers/page_codes.py``.
"""

from collections.abc import Iterator, Sequence

from dvapp.domain.papers.page_codes import page_code
from dvapp.domain.papers.reports import Report
from dvapp.reporting.flow import Sheet
from dvapp.reporting.ink import Patch, Picture

SIDE = 15.2
"""Millimetres of the first page's sign without its quiet zone: modules of 0.46 mm, read from a copy of a copy."""

NEXT_SIDE = 13.2
"""The same of the following pages, at most."""

_LEAST_SIDE = 10.0
"""Below this readers fail; a page whose margin has no room for it bears none."""

_QUIET = 4
"""Modules that stay white around it (ISO/IEC 18004, 6.3.8)."""

_BELOW = 0.3
"""Millimetres between the area of type and the first page's sign; a printer's blank edge leaves no more."""

_BLANK = 4.3
"""Millimetres at the edges that office printers leave blank: a sixth of an inch."""

_BLACK = (0.0, 0.0, 0.0)


def put_signs(sheets: Sequence[Sheet], report: Report, data: bytes) -> None:
    """Put its sign on every page."""
    for number, sheet in enumerate(sheets, 1):
        sign = _sign(sheet, page_code(report, data, number, len(sheets)).written, first=number == 1)
        if sign is not None:
            sheet.strips.append((0.0, (sign,)))


def _sign(sheet: Sheet, text: str, *, first: bool) -> Picture | None:
    """The sign in its place. It has no words for listeners, who have the file itself."""
    import segno

    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    page, left = sheet.page, sheet.page.left - sheet.across
    if first:
        side = SIDE
        x, top = left - _QUIET * side / len(rows) - side, page.text_bottom + _BELOW
    else:
        side = min(NEXT_SIDE, (page.bottom - _BLANK) / (1 + _QUIET / len(rows)))
        x, top = left, page.text_bottom + _QUIET * side / len(rows)
    return _picture(rows, x, top, side) if side >= _LEAST_SIDE else None


def _picture(rows: Sequence[bytes], x: float, top: float, side: float) -> Picture:
    module = side / len(rows)
    shapes = tuple(
        Patch(
            (
                (left * module, above * module),
                (right * module, above * module),
                (right * module, below * module),
                (left * module, below * module),
            ),
            _BLACK,
        )
        for left, above, right, below in _blocks(rows)
    )
    return Picture(x=x, top=top, width=side, height=side, alternative="", shapes=shapes, words=())


def _blocks(rows: Sequence[bytes]) -> Iterator[tuple[int, int, int, int]]:
    """The dark modules as few rectangles: left, top, right, bottom. Where two would meet, some viewers draw a pale line."""
    left_over = [bytearray(row) for row in rows]
    size = len(rows)
    for top, row in enumerate(left_over):
        for left in range(size):
            if not row[left]:
                continue
            right = left
            while right < size and row[right]:
                right += 1
            bottom = top + 1
            while bottom < size and all(left_over[bottom][left:right]):
                bottom += 1
            for line in left_over[top:bottom]:
                line[left:right] = bytes(right - left)
            yield left, top, right, bottom

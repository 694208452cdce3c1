"""A QR code in the bottom margin of the first page: which report this is, and a digest of the data inside it.

The official layouts know no such sign, so it is drawn only where a report asks for it, and outside of the area of type: in
the corner of the left and the bottom margin of the first page, the one page that every paper has, that always stands
upright and carries no number. There even a page full of text leaves it the quiet zone that readers need, and it lies
further from the edges than office printers leave blank.

Who has the paper reads the report's name and the beginning of a SHA-256; who has the file takes the digest of the attached
``bao-cao.json`` and compares. It proves nothing: signatures do. It tells at once which file a paper was printed from.
"""

from collections.abc import Iterator, Sequence

from dvapp.domain.papers.reports import Report
from dvapp.reporting.ink import Patch, Picture
from dvapp.reporting.profile import PageShape

SIDE = 15.2
"""Millimetres of the sign without its quiet zone: modules of 0.46 mm, which a phone reads from a copy of a copy."""

_QUIET = 4
"""Modules that stay white around it (ISO/IEC 18004, 6.3.8)."""

_BELOW = 0.3
"""Millimetres between the area of type and its top; a printer's blank edge (4.2 mm) leaves no more."""

_SCHEME = "dvapp1"
_DIGITS = 32
"""Hexadecimal digits of the digest: 128 bits."""

_BLACK = (0.0, 0.0, 0.0)


def qr_text(report: Report, data: bytes) -> str:
    """``dvapp1:KIND-PERIOD-BOARD:DIGEST``, the digest being the first 128 bits of the data's SHA-256."""
    from hashlib import sha256

    name = f"{report.kind}-{report.period.written}-{report.issuer.board}"
    return f"{_SCHEME}:{name}:{sha256(data).hexdigest()[:_DIGITS]}"


def qr_picture(report: Report, data: bytes, page: PageShape) -> Picture:
    """The sign in its place on the first page. It has no words for listeners, who have the file itself."""
    import segno

    rows = [bytes(row) for row in segno.make(qr_text(report, data), error="m", micro=False).matrix]
    module = SIDE / len(rows)
    shapes = tuple(
        Patch(
            (
                (left * module, top * module),
                (right * module, top * module),
                (right * module, bottom * module),
                (left * module, bottom * module),
            ),
            _BLACK,
        )
        for left, top, right, bottom in _blocks(rows)
    )
    return Picture(
        x=page.left - _QUIET * module - SIDE,
        top=page.text_bottom + _BELOW,
        width=SIDE,
        height=SIDE,
        alternative="",
        shapes=shapes,
        words=(),
    )


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

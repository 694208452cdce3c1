"""The signed state and the present one as rows that lie beside each other, without a widget."""

from dataclasses import dataclass

from dvapp.domain.signing.comparison import Comparison
from dvapp.services.reports.paging import PageImage, PictureMaker

_ROOM = 3.0
"""Points between what differs and its box."""

BoxOn = tuple[float, float, float, float]
"""Left, top, width and height in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """One side: for each row the page of its file (from 0), ``None`` for an empty place."""

    pages: tuple[int | None, ...]
    sizes: tuple[tuple[float, float], ...]
    boxes: tuple[tuple[BoxOn, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Both states. ``different``: rows (from 0) that differ."""

    before: bytes
    now: bytes
    left: Rows
    right: Rows
    different: tuple[int, ...]
    comparison: Comparison


def sides_of(before: bytes, now: bytes, comparison: Comparison, pictures: PictureMaker) -> Sides:
    """Lay both states out row by row. Slow: every page is measured.

    :raises PdfUnreadable: one of them is not a PDF.
    """
    old = tuple(None if page.before is None else page.before - 1 for page in comparison.pages)
    new = tuple(None if page.now is None else page.now - 1 for page in comparison.pages)
    old_sizes, new_sizes = _sizes(before, old, pictures), _sizes(now, new, pictures)
    sizes = tuple(
        (max(one[0], other[0]), max(one[1], other[1]))
        for one, other in zip(old_sizes, new_sizes, strict=True)
    )
    boxes = tuple(_boxes(comparison, row, sizes[row]) for row in range(len(comparison.pages)))
    return Sides(
        before=before,
        now=now,
        left=Rows(pages=old, sizes=_own(old_sizes, old, sizes), boxes=_seen(boxes, old)),
        right=Rows(pages=new, sizes=_own(new_sizes, new, sizes), boxes=_seen(boxes, new)),
        different=comparison.different,
        comparison=comparison,
    )


def _sizes(
    pdf: bytes, pages: tuple[int | None, ...], pictures: PictureMaker
) -> tuple[tuple[float, float], ...]:
    found = []
    for page in pages:
        if page is None:
            found.append((0.0, 0.0))
        else:
            image = pictures.picture(pdf, page, dots_per_inch=20)
            found.append((image.width * 72 / 20, image.height * 72 / 20))
    return tuple(found)


def _own(
    own: tuple[tuple[float, float], ...],
    pages: tuple[int | None, ...],
    both: tuple[tuple[float, float], ...],
) -> tuple[tuple[float, float], ...]:
    return tuple(both[row] if page is None else own[row] for row, page in enumerate(pages))


def _boxes(comparison: Comparison, row: int, size: tuple[float, float]) -> tuple[BoxOn, ...]:
    page = comparison.pages[row]
    if page.boxes:
        return tuple(
            (
                box.left - _ROOM,
                box.top - _ROOM,
                box.right - box.left + 2 * _ROOM,
                box.bottom - box.top + 2 * _ROOM,
            )
            for box in page.boxes
        )
    if not page.differs:
        return ()
    return ((_ROOM, _ROOM, size[0] - 2 * _ROOM, size[1] - 2 * _ROOM),)


def _seen(
    boxes: tuple[tuple[BoxOn, ...], ...], pages: tuple[int | None, ...]
) -> tuple[tuple[BoxOn, ...], ...]:
    return tuple(() if page is None else boxes[row] for row, page in enumerate(pages))


class RowPictures:
    """Pictures of one side's rows: an empty place is grey paper."""

    def __init__(self, pictures: PictureMaker) -> None:
        self._pictures = pictures
        self.rows = Rows(pages=(), sizes=(), boxes=())

    def pages(self, pdf: bytes) -> int:
        """Number of rows."""
        del pdf
        return len(self.rows.pages)

    def picture(self, pdf: bytes, page: int, *, dots_per_inch: float) -> PageImage:
        """The page in a row."""
        own = self.rows.pages[page]
        if own is not None:
            return self._pictures.picture(pdf, own, dots_per_inch=dots_per_inch)
        width, height = (max(1, round(part * dots_per_inch / 72)) for part in self.rows.sizes[page])
        return PageImage(width=width, height=height, pixels=b"\xd8\xda\xdd\xff" * (width * height))

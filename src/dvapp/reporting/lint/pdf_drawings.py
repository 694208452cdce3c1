"""Where drawings lie in a tagged PDF: their words are parts of a picture and follow no rule of running text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Pdf

_MOST = 200_000
"""Elements of the structure that are looked at, whatever a file claims to have."""

_OPENED = frozenset(
    {"/Document", "/DocumentFragment", "/Part", "/Sect", "/Art", "/Div", "/NonStruct", "/P", "/Span"}
)
"""What a drawing may stand in. Tables and lists, of which there may be tens of thousands of parts, are passed by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingPlace:
    """A drawing's box in PDF's own coordinates, on a page from 0."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


def drawings_of(opened: "Pdf") -> Iterator[DrawingPlace]:
    """The boxes of all figures (ISO 32000-1, 14.8.4.5) that have one."""
    import pikepdf

    root = opened.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return
    pages = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
    waiting: list[tuple[Any, int | None]] = [(root, None)]
    for _ in range(_MOST):
        if not waiting:
            return
        element, page = waiting.pop()
        own = element.get("/Pg")
        page = pages.get(own.objgen, page) if isinstance(own, pikepdf.Dictionary) else page
        kind = str(element.get("/S", "/Document"))
        if kind == "/Figure":
            box = _box(element)
            if box is not None and page is not None:
                left, bottom, right, top = box
                yield DrawingPlace(page=page, left=left, bottom=bottom, right=right, top=top)
        elif kind in _OPENED:
            kids = element.get("/K")
            inner = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
            waiting += [(kid, page) for kid in inner if isinstance(kid, pikepdf.Dictionary)]


def _box(element: Any) -> tuple[float, float, float, float] | None:
    import pikepdf

    told = element.get("/A")
    for attributes in list(told) if isinstance(told, pikepdf.Array) else [told]:
        box = attributes.get("/BBox") if isinstance(attributes, pikepdf.Dictionary) else None
        if isinstance(box, pikepdf.Array) and len(box) == 4:
            x1, y1, x2, y2 = (float(side) for side in box)
            return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
    return None

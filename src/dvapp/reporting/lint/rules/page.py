"""The sheet and its margins."""

from collections.abc import Iterator

from dvapp.domain.papers.findings import Spot
from dvapp.reporting.lint.model import MARGINS, Align, Sheet
from dvapp.reporting.lint.norms import PageNorm, Span
from dvapp.reporting.lint.register import Case, Hit, between, hit, inside, measure, rule, say

_PLAY = 1.0
"""Positions on the official specimen are within a millimetre (format.md)."""

_RAGGED = 8.0
"""A text that is not justified need not reach the right margin; that is another rule's finding."""

_LETTER_DROP = 9.0
"""The first baseline of a page lies within so much of the top margin: a line's height above its baseline."""


@rule("page.size", "Khổ giấy", "Page size")
def page_size(case: Case) -> Iterator[Hit]:
    """A4; only annexes may lie on their long side."""
    norm = case.norms.page
    first_annex = min(case.parts.annex_pages, default=1_000_000)
    for sheet in case.paper.sheets:
        sides = (sheet.width, sheet.height)
        if sheet.landscape and (sheet.page >= first_annex or (sheet.margins is not None and sheet.page > 1)):
            sides = (sheet.height, sheet.width)
        if abs(sides[0] - norm.width) > 1.5 or abs(sides[1] - norm.height) > 1.5:
            yield hit(
                Spot(page=sheet.page, x=0.0, y=0.0),
                f"{sheet.width:.0f} × {sheet.height:.0f} mm",
                f"A4, {norm.width:.0f} × {norm.height:.0f} mm",
            )


@rule("margin.left", "Lề trái", "Left margin")
def left_margin(case: Case) -> Iterator[Hit]:
    """Where the text begins; the back of a sheet printed on both sides has the margins changed over."""
    norm = case.norms.page
    for sheet in _upright(case):
        found = _stated(sheet, "left")
        if found is None:
            found = case.parts.edges.left.get(sheet.page) if case.parts.edges else None
        if found is None or inside(found, norm.left, _PLAY) or _mirrored(case, sheet, norm):
            continue
        yield hit(Spot(page=sheet.page, x=found), measure(found), between(norm.left))


@rule("margin.right", "Lề phải", "Right margin")
def right_margin(case: Case) -> Iterator[Hit]:
    """Where the text ends."""
    norm, edges = case.norms.page, case.parts.edges
    for sheet in _upright(case):
        found = _stated(sheet, "right")
        if found is None:
            if edges is None or sheet.page not in edges.right or not _full_lines(case, sheet.page):
                continue
            found = sheet.width - edges.right[sheet.page]
        ragged = any(p.align is Align.LEFT for p in case.parts.body) and sheet.margins is None
        if ragged and norm.right[0] <= found < norm.right[-1] + _RAGGED:
            continue
        if inside(found, norm.right, _PLAY) or _mirrored(case, sheet, norm):
            continue
        yield hit(Spot(page=sheet.page, x=sheet.width - found), measure(found), between(norm.right))


@rule("margin.top", "Lề trên", "Top margin")
def top_margin(case: Case) -> Iterator[Hit]:
    """Where the first line stands. The head may reach a little above the margin, as on the official specimen.

    A page that begins with the signature leaves the signature's own room above it.
    """
    span = case.norms.page.top
    ending = case.parts.ending
    signed = (*ending.titles, *ending.name, ending.label)
    for sheet in _upright(case):
        found = _stated(sheet, "top")
        if found is not None:
            if not inside(found, span, _PLAY):
                yield hit(Spot(page=sheet.page, y=found), measure(found), between(span))
            continue
        if sheet.pieces and sheet.pieces[0] in signed:
            continue
        tops = [p.baseline - 0.68 * (p.size or 0) * 25.4 / 72 for p in sheet.pieces if p.baseline is not None]
        if tops and not span[0] - 3.5 <= min(tops) <= span[-1] + _LETTER_DROP:
            yield hit(Spot(page=sheet.page, y=min(tops)), measure(min(tops)), between(span))


@rule("margin.bottom", "Lề dưới", "Bottom margin")
def bottom_margin(case: Case) -> Iterator[Hit]:
    """No line stands in it, and a page that the text goes on from is filled down to it."""
    span = case.norms.page.bottom
    body = case.parts.body
    going_on = {
        line.page
        for p in body
        for line, after in zip(p.lines, p.lines[1:], strict=False)
        if after.page > line.page
    }
    for sheet in _upright(case):
        found = _stated(sheet, "bottom")
        if found is not None:
            if not inside(found, span, _PLAY):
                yield hit(Spot(page=sheet.page, y=sheet.height - found), measure(found), between(span))
            continue
        ends = [p.baseline for p in sheet.pieces if p.baseline is not None]
        room = sheet.height - max(ends, default=0.0)
        pitch = case.parts.edges.pitch if case.parts.edges else 6.7
        if ends and (room < span[0] - _PLAY or (sheet.page in going_on and room > span[-1] + 3.2 * pitch)):
            yield hit(Spot(page=sheet.page, y=max(ends)), measure(room), between(span))


@rule("margin.landscape", "Lề trang phụ lục nằm ngang", "Margins of a landscape annex")
def landscape_margins(case: Case) -> Iterator[Hit]:
    """A page on its long side keeps the smallest margin of an upright one on all sides."""
    least = case.norms.page.right[0]
    for sheet in case.paper.sheets:
        if not sheet.landscape or sheet.margins is not None:
            continue
        for piece in sheet.pieces:
            assert piece.left is not None
            assert piece.right is not None
            assert piece.baseline is not None
            room = min(
                piece.left, sheet.width - piece.right, piece.baseline - 4, sheet.height - piece.baseline
            )
            if room < least - _PLAY:
                yield hit(piece, measure(room), say(f"ít nhất {least:.0f} mm", f"at least {least:.0f} mm"))
                break


def _upright(case: Case) -> Iterator[Sheet]:
    return (sheet for sheet in case.paper.sheets if not sheet.landscape)


def _stated(sheet: Sheet, side: str) -> float | None:
    return None if sheet.margins is None else sheet.margins[MARGINS.index(side)]


def _mirrored(case: Case, sheet: Sheet, norm: PageNorm) -> bool:
    edges = case.parts.edges
    if sheet.page % 2 or edges is None or sheet.page not in edges.left:
        return False
    left, right = edges.left[sheet.page], sheet.width - edges.right[sheet.page]
    return _near(left, norm.right) and (_near(right, norm.left) or not _full_lines(case, sheet.page))


def _near(value: float, span: Span) -> bool:
    return inside(value, span, _PLAY)


def _full_lines(case: Case, page: int) -> bool:
    """Whether the page has lines that must have reached the right margin: not the last of their paragraphs."""
    full = [line for p in case.parts.body for line in p.lines[:-1] if line.page == page]
    return len(full) >= 3

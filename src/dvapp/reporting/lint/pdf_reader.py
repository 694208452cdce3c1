"""A PDF as a paper: its letters, lines, fonts and drawn rules."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from dvapp.domain.errors import DvError, PdfUnreadable
from dvapp.domain.papers.findings import PaperForm, Spot
from dvapp.domain.words import Wording
from dvapp.reporting.lint.model import FontUse, Paper, Piece, Progress, Sheet, Stroke
from dvapp.reporting.lint.pdf_chars import MM, Char, Turn, chars_of, turn_of
from dvapp.reporting.lint.pdf_drawings import DrawingPlace
from dvapp.reporting.lint.pdf_facts import Facts, SignaturePlace, facts_of
from dvapp.reporting.lint.pdf_lines import stretches
from dvapp.reporting.viewer import DAMAGED, opened_pdf

_DRAFT = re.compile(r"d[ựu]\s*th[ảa]o", re.IGNORECASE)
_NUMBER_DEPTH = 18.0
"""Millimetres from either edge within which a lone number is a page number."""

_NO_PAPER = Wording("khổ trang không có trên giấy", "no paper is of that size")

_MOST_CHARS = 3_000_000


def read_pdf(pdf: bytes, progress: Progress) -> Paper:
    """The paper in a PDF. ``progress`` is told each page.

    :raises PdfUnreadable: not a PDF, or damaged beyond reading.
    """
    facts = facts_of(pdf)
    fonts = _Fonts()
    sheets: list[Sheet] = []
    draft = False
    with opened_pdf(pdf) as document:
        try:
            document.init_forms()
            for number in range(len(document)):
                progress(number, len(document))
                sheet, marked = _sheet(document, number, facts, fonts)
                sheets.append(sheet)
                draft = draft or marked
        except DvError:
            raise
        except Exception as error:  # PDFium's binding raises anything on damaged pages
            raise PdfUnreadable(reason=DAMAGED) from error
    head = sheets[0].pieces[:12]
    return Paper(
        form=PaperForm.PDF,
        sheets=tuple(sheets),
        fonts=fonts.used,
        open_form=draft
        or any(not place.signed for place in facts.signatures)
        or any(_DRAFT.match(piece.text) for piece in head),
        data_profile=facts.profile,
    )


def _sheet(document: Any, number: int, facts: Facts, fonts: "_Fonts") -> tuple[Sheet, bool]:
    loaded = document[number]
    if loaded.formenv is not None and loaded.get_objects is not None:
        loaded.flatten()  # what stands in fields becomes part of the page, as it prints
        loaded.close()
        loaded = document[number]
    try:
        turn = turn_of(loaded)
        if not (0 < turn.width < 20_000 and 0 < turn.height < 20_000):
            raise PdfUnreadable(reason=_NO_PAPER)
        drawn = [char for _, char in zip(range(_MOST_CHARS), chars_of(loaded, turn), strict=False)]
        strokes = tuple(_strokes(loaded, turn))
    finally:
        loaded.close()
    covered = [_covered(place, turn) for place in facts.signatures if place.page == number]
    drawings = [_covered(place, turn) for place in facts.drawings if place.page == number]
    kept = [c for c in drawn if c.ink.upright and not any(_within(c, area) for area in covered)]
    marked = bool(_DRAFT.search("".join(c.text for c in drawn if not c.ink.upright)))
    width, height = turn.point(turn.x0 + turn.width, turn.y0)
    if turn.degrees in {90, 270}:
        width, height = turn.height * MM, turn.width * MM
    else:
        width, height = turn.width * MM, turn.height * MM
    fonts.take(kept, number + 1)
    kept = [c for c in kept if not c.ink.in_figure]
    pieces = stretches(kept, page=number + 1, middle=_middle(kept, width), strokes=strokes, drawings=drawings)
    page_number = next((p for p in pieces if _is_number(p, height)), None)
    sheet = Sheet(
        page=number + 1,
        width=width,
        height=height,
        pieces=tuple(p for p in pieces if p is not page_number),
        strokes=strokes,
        number=page_number,
    )
    return sheet, marked


def _middle(chars: Sequence[Char], width: float) -> float:
    """The middle of the text; of an official page when the letters do not tell."""
    if len(chars) < 200:
        return width / 2 + 7.5
    ordered = sorted(c.left for c in chars)
    return (ordered[len(ordered) // 200] + ordered[-1 - len(ordered) // 200]) / 2


def _is_number(piece: Piece, height: float) -> bool:
    baseline = piece.baseline or 0.0
    at_edge = baseline < _NUMBER_DEPTH or baseline > height - _NUMBER_DEPTH
    return at_edge and re.fullmatch(r"[-–—\s]*\d{1,4}[-–—\s]*|Trang \d+.*", piece.text) is not None


def _covered(place: SignaturePlace | DrawingPlace, turn: Turn) -> Stroke:
    a, b = turn.point(place.left, place.bottom), turn.point(place.right, place.top)
    return Stroke(left=min(a[0], b[0]), right=max(a[0], b[0]), top=min(a[1], b[1]), bottom=max(a[1], b[1]))


def _within(char: Char, area: Stroke) -> bool:
    middle = (char.left + char.right) / 2
    return area.left <= middle <= area.right and area.top <= char.baseline <= area.bottom


def _strokes(page: Any, turn: Turn) -> Iterator[Stroke]:
    import pypdfium2.raw as pdfium

    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4):
        left, bottom, right, top = thing.get_bounds()
        a, b = turn.point(left, bottom), turn.point(right, top)
        stroke = Stroke(
            left=min(a[0], b[0]), right=max(a[0], b[0]), top=min(a[1], b[1]), bottom=max(a[1], b[1])
        )
        # White backgrounds of whole pages are no rules.
        if stroke.right - stroke.left < 0.98 * turn.width * MM or stroke.flat:
            yield stroke


class _Fonts:
    """Fonts as they are met, with the widths of their letters."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, bool, bool, bool], Spot] = {}
        self._widths: dict[tuple[str, bool, bool, bool], dict[str, list[float]]] = defaultdict(
            lambda: defaultdict(list)
        )

    def take(self, chars: Sequence[Char], page: int) -> None:
        """Note the fonts of a page."""
        for char in chars:
            ink = char.ink
            key = (ink.font, ink.embedded, ink.bold, ink.italic)
            if key not in self._first:
                self._first[key] = Spot(page=page, x=char.left, y=char.baseline)
            widths = self._widths[key][char.text]
            if len(widths) < 9 and ink.size > 1:
                widths.append((char.right - char.left) / (ink.size * MM) * 1000)

    @property
    def used(self) -> tuple[FontUse, ...]:
        """Each font once."""
        return tuple(
            FontUse(
                name=name,
                embedded=embedded,
                bold=bold,
                italic=italic,
                spot=spot,
                advances={
                    letter: median(found)
                    for letter, found in self._widths[name, embedded, bold, italic].items()
                    if found
                },
            )
            for (name, embedded, bold, italic), spot in self._first.items()
        )

"""The head of the first page: a table of two cells without lines, then tên loại, trích yếu and the mark or rule below.

The text of a DOCX begins at its top margin, while a printed head may begin a little above it
(``profile.left_head.baseline``). Here the head hangs from the margin; what stands below it stands where it does in
print, as far as the head leaves room.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dvapp.domain.papers.reports import Report, Stage
from dvapp.reporting.docx import styles
from dvapp.reporting.docx.setting import (
    Span,
    above_baseline,
    add_bare_table,
    add_paragraph,
    add_rule,
    below_baseline,
    box_around,
    rule_below,
)
from dvapp.reporting.docx.styles import line_for
from dvapp.reporting.fonts import Face, Typeface, face_of
from dvapp.reporting.head import Head, head_blocks, lay_head
from dvapp.reporting.lettering import (
    date_line,
    draft_words,
    is_letter,
    letter_subject,
    number_line,
)
from dvapp.reporting.lines import Line, balanced_lines
from dvapp.reporting.profile import NoticeShape, Profile
from dvapp.services.reports.paging import Fields

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

SLACK = 0.3
"""Millimetres at each side of a line that must not wrap: other programs round widths in their own ways."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What everything on the pages needs to know."""

    report: Report
    profile: Profile
    typeface: Typeface

    def wrapped(self, text: str, face: Face, size: float, width: float) -> list[Line]:
        """Centred words as print breaks them."""
        pieces = [(self.typeface.clean(text), face)]
        return balanced_lines(pieces, typeface=self.typeface, size=size, width=width)

    def breadth(self, lines: Sequence[Line], face: Face, size: float) -> float:
        """Millimetres in which another program breaks the words of these lines as they are broken here.

        The widest line and some room to spare, but never so much that the next word fits on a line before it.
        """
        texts = ["".join(piece for piece, _ in line.pieces) for line in lines]
        widest = max(line.width for line in lines)
        spare = 2 * SLACK
        for text, following in pairwise(texts):
            longer = self.typeface.width(f"{text} {following.split(' ')[0]}", face, size)
            spare = min(spare, max(0.0, longer - widest) / 2)
        return widest + spare


@dataclass(slots=True, kw_only=True)
class _Column:
    """A cell being filled from its top.

    :param centre: where its lines are centred.
    :param end: where its last line ends, in millimetres from the top of the page.
    """

    cell: "_Cell"
    span: Span
    centre: float
    end: float

    def put(
        self, text: str, style: str, *, line: float, baseline: float, width: float, count: int = 1
    ) -> tuple["Paragraph", float]:
        """A paragraph of ``count`` lines in ``width``, the first with its baseline there if there is room.

        :returns: the paragraph, and the baseline of its last line.
        """
        before = max(0.0, baseline - above_baseline(line) - self.end)
        indents = self.span.around(self.centre, width)
        paragraph = add_paragraph(self.cell, text, style, before=before, indents=indents)
        self.end += before + count * line
        return paragraph, self.end - below_baseline(line)

    def rule(self, width: float, *, y: float, thickness: float) -> None:
        """A rule that many millimetres from the top of the page, if there is room."""
        before = max(0.0, y - self.end)
        self.end += before + add_rule(
            self.cell, self.span, centre=self.centre, width=width, before=before, thickness=thickness
        )


def add_head(document: "Document", page: Page) -> float:
    """Add the head; return how far below its end the first line of the text begins, in millimetres."""
    paper, left, right = page.profile.page, page.profile.left_head, page.profile.right_head
    laid = lay_head(page.report, page.profile, page.typeface, number=Fields.NUMBER, issued=Fields.DATE)
    middle = left.centre + left.width / 2
    spans = Span(left=paper.left, right=middle), Span(left=middle, right=paper.width - paper.right)
    cells = add_bare_table(document, spans)
    columns = [
        _Column(cell=cell, span=span, centre=centre, end=paper.top)
        for cell, span, centre in zip(cells, spans, (left.centre, right.centre), strict=True)
    ]
    # How much lower than in print the head hangs.
    shift = max(0.0, paper.top + above_baseline(line_for(left.size, left.pitch)) - left.baseline)
    _left(columns[0], page, laid, shift)
    _right(columns[1], page, laid, shift)
    return _titles(document, page, laid, end=max(column.end for column in columns))


def _left(column: _Column, page: Page, laid: Head, shift: float) -> None:
    profile, report = page.profile, page.report
    shape = profile.left_head
    at, width = shape.baseline + shift, 0.0
    for name, face, size in head_blocks(report, shape):
        lines = page.wrapped(name, face, size, shape.width)
        style = styles.ISSUER if face is Face.BOLD else styles.SUPERIOR
        width = page.breadth(lines, face, size)
        _, last = column.put(
            page.typeface.clean(name),
            style,
            line=line_for(size, shape.pitch),
            baseline=at,
            width=width,
            count=len(lines),
        )
        at, width = last + shape.pitch, lines[-1].width
    last = at - shape.pitch
    if shape.mark:
        line = line_for(shape.size, shape.pitch)
        column.put(shape.mark, styles.SUPERIOR, line=line, baseline=last + shape.mark_drop, width=shape.width)
    if shape.rule_share:
        column.rule(width * shape.rule_share, y=last + shape.rule_drop, thickness=shape.rule_thickness)
    number = page.typeface.clean(number_line(report, profile, None))
    line = line_for(profile.number.size, shape.pitch)
    at = laid.number.baseline + shift
    _, at = column.put(number, styles.NUMBER, line=line, baseline=at, width=shape.width)
    if is_letter(report, profile):
        at = _subject(column, page, above=at)
    if report.urgency:
        at = _notice(column, page, report.urgency, styles.URGENCY, profile.urgency, above=at)
    if report.stage is Stage.DRAFT:
        words = page.typeface.clean(draft_words(report, profile))
        line = line_for(profile.draft.size, shape.pitch)
        column.put(words, styles.DRAFT, line=line, baseline=at + profile.draft.drop, width=shape.width)


def _subject(column: _Column, page: Page, *, above: float) -> float:
    """The trích yếu of a công văn under its number; the baseline of its last line."""
    shape = page.profile.letter
    text, face = page.typeface.clean(letter_subject(page.report, page.profile)), face_of(italic=shape.italic)
    lines = page.wrapped(text, face, shape.size, shape.width)
    _, last = column.put(
        text,
        styles.SUBJECT,
        line=line_for(shape.size, shape.pitch),
        baseline=above + shape.drop,
        width=page.breadth(lines, face, shape.size),
        count=len(lines),
    )
    return last


def _right(column: _Column, page: Page, laid: Head, shift: float) -> None:
    profile, report = page.profile, page.report
    shape, pitch = profile.right_head, profile.left_head.pitch
    text, style, size = shape.text, styles.NATION, shape.size
    at = shape.baseline + shift
    width = page.typeface.width(text, Face.BOLD, size)
    line = line_for(size, pitch)
    titled, last = column.put(text, style, line=line, baseline=at, width=width + 2 * SLACK)
    if shape.motto:
        width = page.typeface.width(shape.motto, Face.BOLD, shape.motto_size)
        line = line_for(shape.motto_size, pitch)
        at = last + shape.motto_drop
        titled, last = column.put(shape.motto, styles.MOTTO, line=line, baseline=at, width=width + 2 * SLACK)
    # The rule is as long as its line, so it is the line's own: it goes along when somebody moves or copies it.
    gap = max(0.0, shape.rule_drop - below_baseline(line))
    rule_below(titled, shape.rule_thickness, gap)
    column.end += gap + shape.rule_thickness
    slot = laid.date
    column.centre = slot.centre
    date = page.typeface.clean(date_line(report, profile, None))
    room = max(
        2 * min(slot.centre - column.span.left, shape.edge - slot.centre),
        page.typeface.width(date, Face.ITALIC, slot.size)
        + 2 * SLACK,  # the open year may reach into the margin
    )
    line = line_for(shape.date_size, pitch)
    paragraph, at = column.put(date, styles.DATE, line=line, baseline=slot.baseline + shift, width=room)
    if slot.size < shape.date_size:
        _shrink(paragraph, slot.size)
    if report.circulation:
        column.centre = shape.centre
        _notice(column, page, report.circulation, styles.CIRCULATION, profile.circulation, above=at)


def _shrink(paragraph: "Paragraph", size: float) -> None:
    """Smaller letters, in half points, for a place name that is too long for its line."""
    from docx.shared import Pt

    for run in paragraph.runs:
        run.font.size = Pt(int(size * 2) / 2)


def _notice(column: _Column, page: Page, text: str, style: str, shape: NoticeShape, *, above: float) -> float:
    """Urgency or circulation, framed where the layout frames it; the baseline of its last line."""
    room = 2 * min(column.centre - column.span.left, column.span.right - column.centre)
    text = page.typeface.clean(text.upper())
    lines = page.wrapped(text, Face.BOLD, shape.size, room - 2 * shape.frame_padding)
    paragraph, last = column.put(
        text,
        style,
        line=line_for(shape.size),
        baseline=above + shape.drop,
        width=page.breadth(lines, Face.BOLD, shape.size),
        count=len(lines),
    )
    if shape.frame:
        box_around(paragraph, shape.frame, shape.frame_padding)
        column.end += shape.frame_padding
    return last


def _titles(document: "Document", page: Page, laid: Head, *, end: float) -> float:
    """Tên loại, trích yếu, the mark or rule; return how far below its end the text begins."""
    profile, report = page.profile, page.report
    shape, paper, body = profile.title, profile.page, profile.body
    top = laid.body_baseline - above_baseline(line_for(body.size, body.pitch))
    if is_letter(report, profile):
        return max(body.gap, top - end)
    lines = page.wrapped(report.title, Face.BOLD, shape.summary_size, shape.width)
    widths = [line.width for line in lines]
    last = laid.body_baseline - shape.body_drop
    first = last - (len(lines) - 1) * shape.pitch
    flow = _Flow(document=document, end=end)
    line = line_for(shape.type_size, shape.pitch)
    at = first - (shape.summary_baseline - shape.type_baseline)
    flow.put(page.typeface.clean(report.document_type), styles.TYPE, line=line, baseline=at)
    room = Span(left=paper.left, right=paper.width - paper.right)
    line = line_for(shape.summary_size, shape.pitch)
    breadth = page.breadth(lines, Face.BOLD, shape.summary_size)
    indents = room.around(paper.text_centre, min(breadth, room.width))
    text = page.typeface.clean(report.title)
    flow.put(text, styles.SUMMARY, line=line, baseline=first, indents=indents, count=len(lines))
    if shape.mark:
        line = line_for(shape.mark_size, shape.pitch)
        flow.put(shape.mark, styles.MARK, line=line, baseline=last + shape.mark_drop)
    if shape.rule_share:
        before = max(0.0, last + shape.rule_drop - flow.end)
        flow.end += before + add_rule(
            document._body,
            room,
            centre=paper.text_centre,
            width=widths[-1] * shape.rule_share,
            before=before,
            thickness=shape.rule_thickness,
        )
    return top - flow.end if flow.end < top else body.gap


@dataclass(slots=True, kw_only=True)
class _Flow:
    """Paragraphs below the head; ``end`` as of a column."""

    document: "Document"
    end: float

    def put(
        self,
        text: str,
        style: str,
        *,
        line: float,
        baseline: float,
        indents: tuple[float, float] = (0.0, 0.0),
        count: int = 1,
    ) -> None:
        """A paragraph of ``count`` lines, the first with its baseline there if there is room."""
        before = max(0.0, baseline - above_baseline(line) - self.end)
        # The body of a document takes paragraphs as a cell does.
        add_paragraph(self.document._body, text, style, before=before, indents=indents)
        self.end += before + count * line

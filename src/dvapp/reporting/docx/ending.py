"""The end of the text: who signs and who receives it, in a table without lines that is never broken."""

from typing import TYPE_CHECKING

from dvapp.domain.papers.reports import Signatory
from dvapp.reporting.docx import styles
from dvapp.reporting.docx.head import Page
from dvapp.reporting.docx.setting import (
    Span,
    above_baseline,
    add_bare_table,
    add_paragraph,
    below_baseline,
)
from dvapp.reporting.docx.styles import line_for
from dvapp.reporting.fonts import Face, face_of
from dvapp.reporting.lettering import archive_item, punctuated, signatory_lines

if TYPE_CHECKING:
    from docx.blkcntnr import BlockItemContainer
    from docx.document import Document
    from docx.table import _Cell


def add_ending(document: "Document", page: Page) -> None:
    """Add the signatures and Nơi nhận below the text.

    On a joint paper the second body signs at the left, and Nơi nhận stands below both.
    """
    if page.report.second is None:
        _single(document, page)
    else:
        _joint(document, page)


def _single(document: "Document", page: Page) -> None:
    profile = page.profile
    sign, to, paper = profile.signature, profile.recipients, profile.page
    first = _above(page)
    left = Span(left=paper.left, right=to.list_right)
    right = Span(left=to.list_right, right=paper.width - paper.right)
    cells = add_bare_table(document, (left, right))
    items = _items(page)
    kept = items[: to.kept_whole]
    _receivers(cells[0], page, left, kept, before=first)
    _signature(cells[1], page, right, page.report.signatory, centre=sign.centre, before=first)
    _hold(cells)
    whole = Span(left=paper.left, right=paper.width - paper.right)
    for item in items[to.kept_whole :]:
        _receiver(document._body, page, whole, item, before=None)
    _typist(document, page, whole)


def _joint(document: "Document", page: Page) -> None:
    profile, report = page.profile, page.report
    sign, paper = profile.signature, profile.page
    assert report.second is not None
    middle = paper.text_centre
    left, right = Span(left=paper.left, right=middle), Span(left=middle, right=paper.width - paper.right)
    cells = add_bare_table(document, (left, right))
    first = _above(page)
    sides = (report.second.signatory, left, sign.second_centre), (report.signatory, right, sign.centre)
    counts = [_count(page, signatory, span, centre) for signatory, span, centre in sides]
    for cell, (signatory, span, centre), count in zip(cells, sides, counts, strict=True):
        # Both names stand on one line, however many lines of titles stand over each.
        lower = (max(counts) - count) * line_for(sign.size, sign.pitch)
        _signature(cell, page, span, signatory, centre=centre, before=first, lower=lower)
    for cell in cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
    whole = Span(left=paper.left, right=paper.width - paper.right)
    items = _items(page)
    body = document._body
    line = line_for(sign.size, sign.pitch)
    drop = sign.tail + sign.joint_drop - below_baseline(line) - above_baseline(line)
    _receivers(body, page, whole, items, before=drop)
    _typist(document, page, whole)


def _above(page: Page) -> float:
    """Millimetres between the last line of the text and the first line of the signatures."""
    sign, body = page.profile.signature, page.profile.body
    text, title = line_for(body.size, body.pitch), line_for(sign.size, sign.pitch)
    return sign.drop - below_baseline(text) - above_baseline(title)


def _items(page: Page) -> list[str]:
    report, clean = page.report, page.typeface.clean
    archive = archive_item(report, page.profile)
    return [clean(item) for item in punctuated(report.recipients, archive, page.profile)]


def _room(span: Span, centre: float) -> float:
    """Millimetres that lines centred there may take."""
    return 2 * min(centre - span.left, span.right - centre)


def _count(page: Page, signatory: Signatory, span: Span, centre: float) -> int:
    """How many lines stand over a name."""
    size, room = page.profile.signature.size, _room(span, centre)
    return sum(
        len(page.wrapped(text, face_of(bold=bold), size, room))
        for text, bold in signatory_lines(signatory, page.profile)
    )


def _signature(
    cell: "_Cell",
    page: Page,
    span: Span,
    signatory: Signatory,
    *,
    centre: float,
    before: float,
    lower: float = 0.0,
) -> None:
    """The titles and, ``lower`` millimetres lower than usual, the name."""
    shape, clean = page.profile.signature, page.typeface.clean
    room = _room(span, centre)
    for text, bold in signatory_lines(signatory, page.profile):
        face = face_of(bold=bold)
        lines = page.wrapped(text, face, shape.size, room)
        # A single line may use all its room; what print breaks in two breaks here at the same word.
        width = room if len(lines) == 1 else page.breadth(lines, face, shape.size)
        indents = span.around(centre, width)
        add_paragraph(cell, [(clean(text), face)], styles.SIGNER, before=before, indents=indents)
        before = 0.0
    gap = shape.name_drop - line_for(shape.size, shape.pitch) + lower
    name = "" if signatory.name is None else clean(signatory.name)
    indents = span.around(centre, room)
    add_paragraph(cell, name, styles.SIGNER_NAME, before=gap, indents=indents)


def _receivers(
    into: "BlockItemContainer", page: Page, span: Span, items: list[str], *, before: float
) -> None:
    shape = page.profile.recipients
    indents = (shape.label_x - span.left, 0.0)
    label = add_paragraph(into, shape.label, styles.RECEIVERS, before=before, indents=indents)
    for run in label.runs:
        run.underline = shape.label_underlined
    label.add_run(shape.label_end)
    label.paragraph_format.keep_with_next = True
    line, next_line = (
        line_for(shape.label_size, page.profile.signature.pitch),
        line_for(shape.list_size, shape.pitch),
    )
    drop: float | None = shape.first_drop - below_baseline(line) - above_baseline(next_line)
    for item in items:
        _receiver(into, page, span, item, before=drop)
        drop = None


def _receiver(into: "BlockItemContainer", page: Page, span: Span, item: str, *, before: float | None) -> None:
    shape = page.profile.recipients
    left = shape.list_x - span.left + shape.hanging
    right = span.right - shape.list_right
    add_paragraph(into, item, styles.RECEIVER, before=before, indents=(left, right))


def _typist(document: "Document", page: Page, span: Span) -> None:
    shape, report = page.profile.foot, page.report
    if not report.typist:
        return
    to = page.profile.recipients
    above = below_baseline(line_for(to.list_size, to.pitch))
    drop = page.profile.signature.tail + shape.typist_drop
    before = drop - above - above_baseline(line_for(shape.typist_size))
    left = to.list_x - span.left
    add_paragraph(
        document._body,
        [(page.typeface.clean(report.typist), Face.REGULAR)],
        styles.TYPIST,
        before=before,
        indents=(left, 0.0),
    )


def _hold(cells: "tuple[_Cell, ...]") -> None:
    """Keep the row's paragraphs together: Word moves them as one."""
    for cell in cells:
        for paragraph in cell.paragraphs[:-1]:
            paragraph.paragraph_format.keep_with_next = True

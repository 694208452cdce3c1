"""Annexes: label, order, title, and the line that ties each to its report."""

import re
from collections.abc import Iterator

from dvapp.domain.papers.findings import Spot
from dvapp.reporting.lint.register import Case, Hit, hit, quoted, rule, say
from dvapp.reporting.lint.rules.headings import to_roman
from dvapp.reporting.lint.rules.shared import sizes, styles

_MISSING = say("không có", "none")


@rule("annex.label", "Cách viết “Phụ lục”", "Form of an annex's label")
def label(case: Case) -> Iterator[Hit]:
    """Party: Phụ lục 1. State: Phụ lục I."""
    norm = case.norms.annex
    for annex in case.parts.annexes:
        if annex.label is None:
            yield hit(Spot(page=annex.page), _MISSING, quoted(norm.label_example))
        elif re.fullmatch(norm.label, " ".join(annex.label.text.split())) is None:
            yield hit(annex.label, quoted(annex.label.text), quoted(norm.label_example))


@rule("annex.sequence", "Thứ tự phụ lục", "Order of annexes")
def sequence(case: Case) -> Iterator[Hit]:
    """Numbered in order when there are two or more."""
    labels = [annex.label for annex in case.parts.annexes if annex.label is not None]
    for n, piece in enumerate(labels, start=1):
        wanted = to_roman(n) if case.norms.annex.roman else str(n)
        shown = re.search(r"\d+|\b[IVXLC]+\b", piece.text)
        if shown is None:
            if len(labels) > 1:
                yield hit(piece, quoted(piece.text), quoted(f"Phụ lục {wanted}"))
        elif shown.group() not in {str(n), to_roman(n)}:
            yield hit(piece, shown.group(), wanted)


@rule("annex.title", "Tên phụ lục", "Title of an annex")
def title(case: Case) -> Iterator[Hit]:
    """A title below the label."""
    for annex in case.parts.annexes:
        if annex.label is not None and not any(p.bold for p in annex.title):
            yield hit(annex.label, _MISSING, say("tên phụ lục, chữ đậm", "a title in bold"))


@rule("annex.style", "Kiểu và cỡ chữ phụ lục", "Style and size of an annex's head")
def style(case: Case) -> Iterator[Hit]:
    """Label and title are bold, in the size of the guide."""
    norm = case.norms.annex
    for annex in case.parts.annexes:
        yield from styles([annex.label], bold=True, italic=False)
        yield from sizes([annex.label], norm.label_size)
        yield from sizes([p for p in annex.title if p.bold], norm.title_size)


@rule("annex.reference", "Dòng kèm theo của phụ lục", "The line that ties an annex to its report")
def reference(case: Case) -> Iterator[Hit]:
    """Since 2026, and in State papers: which report it belongs to."""
    norm = case.norms.annex
    if not norm.reference:
        return
    for annex in case.parts.annexes:
        lines = [" ".join(p.text.split()) for p in annex.title]
        # A long line breaks: what begins on one may end on the next.
        rests = [" ".join(lines[n:]) for n in range(len(lines))]
        if annex.label is not None and not any(re.match(norm.reference, rest) for rest in rests):
            yield hit(annex.label, _MISSING, quoted("(Kèm theo …)"))

"""The head of the first page."""

import unicodedata
from collections.abc import Iterator

from dvapp.domain.papers.findings import PaperForm, Spot
from dvapp.reporting.lint.model import Piece, Stroke
from dvapp.reporting.lint.register import Case, Hit, hit, measure, quoted, rule, say
from dvapp.reporting.lint.rules.shared import is_caps, sizes, style_words, styles

_MISSING = say("không có", "none")


def _same_words(a: str, b: str) -> bool:
    """Equal, whichever tone style: HOÀ is HÒA."""
    return _bare(a) == _bare(b)


def _bare(text: str) -> str:
    marks = unicodedata.normalize("NFD", " ".join(text.split()))
    return "".join(char for char in marks if char not in "\u0300\u0301\u0303\u0309\u0323")


@rule("motto.text", "Tiêu đề", "Title line")
def motto_text(case: Case) -> Iterator[Hit]:
    """The words at the top right, letter for letter."""
    found = case.parts.head.motto
    for n, wanted in enumerate(case.norms.head.motto):
        if n >= len(found):
            yield hit(Spot(page=1), _MISSING, quoted(wanted))
        elif not _same_words(found[n].text, wanted):
            yield hit(found[n], quoted(found[n].text), quoted(wanted))


@rule("motto.style", "Kiểu chữ của tiêu đề", "Style of the title line")
def motto_style(case: Case) -> Iterator[Hit]:
    """Bold."""
    yield from styles(case.parts.head.motto, bold=True, italic=False)


@rule("motto.size", "Cỡ chữ của tiêu đề", "Size of the title line")
def motto_size(case: Case) -> Iterator[Hit]:
    """As the guide says."""
    for piece, span in zip(case.parts.head.motto, case.norms.head.motto_sizes, strict=False):
        yield from sizes([piece], span)


@rule("motto.rule", "Đường kẻ dưới tiêu đề", "Rule under the title line")
def motto_rule(case: Case) -> Iterator[Hit]:
    """A rule below the last line, as long as its words."""
    motto = case.parts.head.motto
    if not motto:
        return
    last = motto[-1]
    expected = say("đường kẻ dài bằng dòng chữ", "a rule as long as the words")
    if case.paper.form is PaperForm.DOCX:
        if not last.underlined:
            yield hit(last, _MISSING, expected)
        return
    assert last.left is not None
    assert last.right is not None
    below = [s for s in case.paper.sheets[0].strokes if _is_below(s, last)]
    if not below:
        yield hit(last, _MISSING, expected)
        return
    left, right = min(s.left for s in below), max(s.right for s in below)
    if abs(left - last.left) > 2.0 or abs(right - last.right) > 2.0:
        found, wanted = measure(right - left), measure(last.right - last.left)
        yield hit(last, found, say(f"{expected.vi}, {wanted.vi}", f"{expected.en}, {wanted.en}"))


def _is_below(stroke: Stroke, piece: Piece) -> bool:
    assert piece.baseline is not None
    assert piece.left is not None
    assert piece.right is not None
    return (
        stroke.flat
        and -0.3 < stroke.top - piece.baseline < 4.5
        and stroke.left < piece.right
        and stroke.right > piece.left
    )


@rule("issuer.missing", "Tên cơ quan ban hành", "Issuing body present")
def issuer_missing(case: Case) -> Iterator[Hit]:
    """Somebody issues the paper."""
    if not case.parts.head.issuer:
        yield hit(Spot(page=1), _MISSING, say("tên cơ quan ban hành", "the issuing body"))


@rule("issuer.caps", "Tên cơ quan viết hoa", "Bodies in capitals")
def issuer_caps(case: Case) -> Iterator[Hit]:
    """Superior and issuing body stand in capitals."""
    for piece in (*case.parts.head.superior, *case.parts.head.issuer):
        if not is_caps(piece.text):
            yield hit(piece, quoted(piece.text), quoted(piece.text.upper()))


@rule("issuer.style", "Kiểu chữ tên cơ quan", "Style of the bodies")
def issuer_style(case: Case) -> Iterator[Hit]:
    """The superior regular, the issuer bold."""
    yield from styles(case.parts.head.superior, bold=False, italic=False)
    yield from styles(case.parts.head.issuer, bold=True, italic=False)


@rule("issuer.size", "Cỡ chữ tên cơ quan", "Size of the bodies")
def issuer_size(case: Case) -> Iterator[Hit]:
    """As the guide says."""
    yield from sizes(case.parts.head.superior, case.norms.head.superior_size)
    yield from sizes(case.parts.head.issuer, case.norms.head.issuer_size)


@rule("issuer.mark", "Dấu dưới tên cơ quan", "Mark under the issuing body")
def issuer_mark(case: Case) -> Iterator[Hit]:
    """A star on its own line (Party), or a short rule (State)."""
    head, norm = case.parts.head, case.norms.head
    if not head.issuer:
        return
    last = head.issuer[-1]
    if norm.mark:
        if head.mark is None or head.mark.text.strip() != norm.mark:
            found = _MISSING if head.mark is None else head.mark.text
            yield hit(head.mark or last, found, quoted(norm.mark))
    elif case.paper.form is PaperForm.PDF and not any(
        _is_below(stroke, last) for stroke in case.paper.sheets[0].strokes
    ):
        yield hit(last, _MISSING, say("đường kẻ ngắn", "a short rule"))


@rule("draft.style", "Chữ “Dự thảo”", "Words of a draft")
def draft_style(case: Case) -> Iterator[Hit]:
    """Italic, in the size of the guide."""
    draft = case.parts.head.draft
    if draft is None:
        return
    yield from sizes([draft], case.norms.head.draft_size)
    if not draft.italic:
        yield hit(
            draft, style_words(bold=draft.bold, italic=draft.italic), style_words(bold=False, italic=True)
        )

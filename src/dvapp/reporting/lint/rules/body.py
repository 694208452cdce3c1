"""The text: size, first lines, pitch, gaps, justification, its end."""

import re
from collections.abc import Iterator

from dvapp.domain.papers.findings import Spot
from dvapp.reporting.lint.model import Align, Piece
from dvapp.reporting.lint.register import Case, Hit, between, hit, inside, measure, quoted, rule, say
from dvapp.reporting.lint.rules.shared import sizes


def _running(case: Case) -> Iterator[Piece]:
    """Paragraphs of the text itself: centred lines (Phần I) have rules of their own."""
    address = case.parts.title.address
    for piece in case.parts.body:
        if piece.align is Align.CENTRE or not piece.text.strip():
            continue
        if address is None or (piece.lines[:1] != (address,) and piece is not address):
            yield piece


@rule("body.missing", "Nội dung", "Text present")
def body_missing(case: Case) -> Iterator[Hit]:
    """A file without letters (a scan) cannot be judged."""
    if not any(piece.text.strip() for piece in case.paper.pieces):
        yield hit(
            Spot(page=1), say("không có chữ (ảnh quét?)", "no letters (a scan?)"), say("chữ đọc được", "text")
        )


@rule("body.size", "Cỡ chữ nội dung", "Size of the text")
def body_size(case: Case) -> Iterator[Hit]:
    """As the guide says."""
    yield from sizes(list(case.parts.body), case.norms.body.size)


@rule("body.mixed_size", "Cỡ chữ không đều", "Mixed sizes in a paragraph")
def mixed_size(case: Case) -> Iterator[Hit]:
    """One size within a paragraph; raised figures aside."""
    for piece in case.parts.body:
        usual = piece.size
        odd = [
            r
            for r in piece.runs
            if r.size is not None
            and usual is not None
            and len(r.text.strip()) > 2
            and abs(r.size - usual) > 0.4
        ]
        if odd and usual is not None:
            shown = measure(odd[0].size or 0, "pt")
            found = say(
                f"{quoted(odd[0].text, most=30)}: {shown.vi}", f"{quoted(odd[0].text, most=30)}: {shown.en}"
            )
            yield hit(piece, found, measure(usual, "pt"))


@rule("body.indent", "Thụt dòng đầu", "First-line indent")
def indent(case: Case) -> Iterator[Hit]:
    """Every paragraph's first line begins further in."""
    span = case.norms.body.indent
    for piece in _running(case):
        if piece.indent is not None and not inside(piece.indent, span, 0.8):
            yield hit(piece, measure(piece.indent), between(span))


@rule("body.pitch", "Khoảng cách dòng", "Line pitch")
def pitch(case: Case) -> Iterator[Hit]:
    """From line to line, in points."""
    span = case.norms.body.pitch
    for piece in _running(case):
        if piece.pitch is not None and not inside(piece.pitch, span, 0.35):
            yield hit(piece, measure(piece.pitch, "pt"), between(span, "pt"))


@rule("body.gap", "Khoảng cách đoạn", "Room between paragraphs")
def gap(case: Case) -> Iterator[Hit]:
    """At least so many points beyond the pitch."""
    least = case.norms.body.gap
    for before, piece in zip(case.parts.body, case.parts.body[1:], strict=False):
        if Align.CENTRE in {piece.align, before.align}:
            continue
        if piece.gap is not None and piece.gap < least - 0.6:
            shown = measure(least, "pt")
            yield hit(piece, measure(piece.gap, "pt"), say(f"ít nhất {shown.vi}", f"at least {shown.en}"))


@rule("body.justified", "Căn đều hai lề", "Justification")
def justified(case: Case) -> Iterator[Hit]:
    """Both edges straight."""
    for piece in _running(case):
        if piece.lines and len(piece.lines) < 3:
            continue
        if piece.align in {Align.LEFT, Align.RIGHT} and len(piece.text) > 100:
            yield hit(piece, say("không căn đều", "not justified"), say("căn đều hai lề", "justified"))


def last_words(case: Case) -> Piece | None:
    """The last paragraph of the text."""
    return case.parts.body[-1] if case.parts.body else None


@rule("ending.old", "Kết thúc “./.”", "The old ending “./.”")
def old_ending(case: Case) -> Iterator[Hit]:
    """Party papers end with a full stop, never with ./."""
    old = case.norms.body.old_end
    for piece in case.parts.body:
        if old and re.search(r"\.\s*/\s*\.", piece.text):
            yield hit(piece, quoted(piece.text[-20:]), quoted(case.norms.body.end))


@rule("ending.stop", "Dấu chấm hết", "Full stop at the end")
def final_stop(case: Case) -> Iterator[Hit]:
    """The text ends with a full stop."""
    last = last_words(case)
    if last is None or re.search(r"\.\s*/\s*\.$", last.text.strip()):
        return
    if not re.search(r"[.”\")]$", last.text.strip()):
        yield hit(last, quoted(last.text[-20:]), quoted(case.norms.body.end))

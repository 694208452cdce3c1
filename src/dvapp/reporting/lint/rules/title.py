"""Tên loại, trích yếu and what stands around them."""

import re
from collections.abc import Iterator

from dvapp.domain.papers.findings import PaperForm, Spot
from dvapp.reporting.lint.model import Align
from dvapp.reporting.lint.parts import plain
from dvapp.reporting.lint.register import Case, Hit, hit, quoted, rule, say
from dvapp.reporting.lint.rules.shared import is_caps, sizes, styles

_MISSING = say("không có", "none")


def _is_letter(case: Case) -> bool:
    """A công văn has no tên loại: its number line says CV, or it is addressed and has no title."""
    number, title = case.parts.head.number, case.parts.title
    return title.kind is None and (
        title.address is not None
        or (number is not None and re.search(r"-CV/|/[A-ZĐ.]+-[A-ZĐ]+$", number.text) is not None)
    )


@rule("type.missing", "Tên loại văn bản", "Document type present")
def type_missing(case: Case) -> Iterator[Hit]:
    """Every paper but a công văn says what it is."""
    if case.parts.title.kind is None and not _is_letter(case):
        yield hit(Spot(page=1), _MISSING, quoted("BÁO CÁO"))


@rule("type.caps", "Tên loại viết hoa", "Document type in capitals")
def type_caps(case: Case) -> Iterator[Hit]:
    """In capitals."""
    kind = case.parts.title.kind
    if kind is not None and not is_caps(kind.text):
        yield hit(kind, quoted(kind.text), quoted(kind.text.upper()))


@rule("type.style", "Kiểu chữ tên loại", "Style of the document type")
def type_style(case: Case) -> Iterator[Hit]:
    """Bold."""
    yield from styles([case.parts.title.kind], bold=True, italic=False)


@rule("type.size", "Cỡ chữ tên loại", "Size of the document type")
def type_size(case: Case) -> Iterator[Hit]:
    """As the guide says."""
    yield from sizes([case.parts.title.kind], case.norms.title.type_size)


@rule("type.place", "Vị trí tên loại, trích yếu", "Place of type and summary")
def type_place(case: Case) -> Iterator[Hit]:
    """Both are centred on the text."""
    norm = case.norms.page
    middle = (norm.left[0] + norm.width - norm.right[0]) / 2
    for piece in (case.parts.title.kind, *case.parts.title.summary):
        if piece is None:
            continue
        off = piece.centre is not None and abs(piece.centre - middle) > 3.0
        if piece.align is not Align.CENTRE if piece.align is not None else off:
            yield hit(
                piece, say("không ở giữa", "not centred"), say("ở giữa phần chữ", "centred on the text")
            )


@rule("summary.missing", "Trích yếu", "Summary present")
def summary_missing(case: Case) -> Iterator[Hit]:
    """What it is about stands below what it is."""
    title = case.parts.title
    if title.kind is not None and not title.summary:
        yield hit(title.kind, _MISSING, say("trích yếu dưới tên loại", "a summary below the type"))


@rule("summary.case", "Trích yếu viết thường", "Summary in small letters")
def summary_case(case: Case) -> Iterator[Hit]:
    """Small letters, and no full stop."""
    summary = case.parts.title.summary
    if not summary:
        return
    text = " ".join(piece.text for piece in summary)
    if is_caps(text) and len(text) > 12:
        yield hit(summary[0], quoted(text), say("chữ thường", "small letters"))
    if re.search(r"[.;,]$", text.strip()):
        yield hit(
            summary[-1], quoted(summary[-1].text[-20:]), say("không có dấu ở cuối", "no stop at its end")
        )


@rule("summary.style", "Kiểu chữ trích yếu", "Style of the summary")
def summary_style(case: Case) -> Iterator[Hit]:
    """Bold."""
    yield from styles(case.parts.title.summary, bold=True, italic=False)


@rule("summary.size", "Cỡ chữ trích yếu", "Size of the summary")
def summary_size(case: Case) -> Iterator[Hit]:
    """As the guide says."""
    yield from sizes(case.parts.title.summary, case.norms.title.summary_size)


@rule("title.mark", "Dấu dưới trích yếu", "Mark below the summary")
def title_mark(case: Case) -> Iterator[Hit]:
    """Five hyphens (Party), or a rule a third to a half as long as the line (State)."""
    title, norm = case.parts.title, case.norms.title
    if title.kind is None:
        return
    last = title.summary[-1] if title.summary else title.kind
    if norm.mark:
        text = title.hyphens.text.strip() if title.hyphens is not None else ""
        if text != norm.mark:
            yield hit(title.hyphens or last, quoted(text) if text else _MISSING, quoted(norm.mark))
    elif title.hyphens is not None:
        yield hit(title.hyphens, quoted(title.hyphens.text), say("đường kẻ", "a drawn rule"))
    elif norm.rule_below and case.paper.form is PaperForm.PDF and last.baseline is not None:
        strokes = case.paper.sheets[0].strokes
        if not any(s.flat and 0 < s.top - (last.baseline or 0) < 8 for s in strokes):
            yield hit(last, _MISSING, say("đường kẻ dưới trích yếu", "a rule below the summary"))


@rule("address.unwanted", "Kính gửi trong báo cáo của Đảng", "No Kính gửi in a Party report")
def address_unwanted(case: Case) -> Iterator[Hit]:
    """Only a công văn is addressed."""
    title = case.parts.title
    if case.norms.title.address == "never" and title.address is not None and _is_report(case):
        yield hit(title.address, quoted(title.address.text), _MISSING)


@rule("address.missing", "Kính gửi trong báo cáo hành chính", "Kính gửi in a State report")
def address_missing(case: Case) -> Iterator[Hit]:
    """A báo cáo to a superior names him."""
    title = case.parts.title
    if case.norms.title.address == "always" and title.address is None and _is_report(case):
        assert title.kind is not None
        yield hit(title.kind, _MISSING, quoted("Kính gửi: …"))


def _is_report(case: Case) -> bool:
    kind = case.parts.title.kind
    return kind is not None and plain(kind.text).upper() == "BÁO CÁO"

"""What only some papers have: urgency, circulation, addressees, grounds, typist, contact, a second body."""

import re
from collections.abc import Iterator

from dvapp.domain.papers.findings import PaperForm
from dvapp.reporting.lint.model import Column, Piece
from dvapp.reporting.lint.norms import NoticeNorm
from dvapp.reporting.lint.register import Case, Hit, hit, quoted, rule, say
from dvapp.reporting.lint.rules.shared import is_caps, sizes, style_words, styles


@rule("urgency.form", "Cách viết mức độ khẩn", "Form of the urgency")
def urgency_form(case: Case) -> Iterator[Hit]:
    """One of three, in capitals."""
    yield from _form(case.parts.notices.urgency, case.norms.urgency)


@rule("circulation.form", "Cách viết phạm vi lưu hành", "Form of the circulation")
def circulation_form(case: Case) -> Iterator[Hit]:
    """In capitals."""
    yield from _form(case.parts.notices.circulation, case.norms.circulation)


def _form(piece: Piece | None, norm: NoticeNorm) -> Iterator[Hit]:
    if piece is None:
        return
    words = " ".join(piece.text.split())
    if re.fullmatch(norm.words, words) is None or not is_caps(words):
        yield hit(piece, quoted(piece.text), quoted(norm.example))


@rule("urgency.style", "Kiểu và cỡ chữ mức độ khẩn", "Style and size of the urgency")
def urgency_style(case: Case) -> Iterator[Hit]:
    """Bold, and in the State's papers framed."""
    yield from _style(case, case.parts.notices.urgency, case.norms.urgency)


@rule("circulation.style", "Kiểu và cỡ chữ phạm vi lưu hành", "Style and size of the circulation")
def circulation_style(case: Case) -> Iterator[Hit]:
    """Bold, and in the State's papers framed."""
    yield from _style(case, case.parts.notices.circulation, case.norms.circulation)


def _style(case: Case, piece: Piece | None, norm: NoticeNorm) -> Iterator[Hit]:
    if piece is None:
        return
    yield from styles([piece], bold=True, italic=False)
    yield from sizes([piece], norm.size)
    # A frame that only one file format tells apart from a table's lines is not asked for in the other.
    if norm.framed and case.paper.form is PaperForm.PDF and not piece.in_table:
        yield hit(piece, say("không có khung", "no frame"), say("trong khung viền đơn", "in a frame"))


@rule("urgency.place", "Vị trí mức độ khẩn", "Place of the urgency")
def urgency_place(case: Case) -> Iterator[Hit]:
    """At the left, below the number line."""
    piece, number = case.parts.notices.urgency, case.parts.head.number
    if piece is not None and number is not None and not _below(piece, number, Column.LEFT, case):
        yield hit(piece, quoted(piece.text), say("dưới số và ký hiệu", "below the number line"))


@rule("circulation.place", "Vị trí phạm vi lưu hành", "Place of the circulation")
def circulation_place(case: Case) -> Iterator[Hit]:
    """At the right, below the date line."""
    piece, day = case.parts.notices.circulation, case.parts.head.date
    if piece is not None and day is not None and not _below(piece, day, Column.RIGHT, case):
        yield hit(piece, quoted(piece.text), say("dưới địa danh, ngày tháng năm", "below place and date"))


def _below(piece: Piece, line: Piece, column: Column, case: Case) -> bool:
    if piece.column is not column:
        return False
    kind = case.parts.title.kind
    if piece.baseline is not None and line.baseline is not None:
        above_title = kind is None or kind.baseline is None or piece.baseline < kind.baseline
        return 0 < piece.baseline - line.baseline < 30 and above_title
    return (piece.paragraph or 0) > (line.paragraph or 0) and (
        kind is None or (piece.paragraph or 0) < (kind.paragraph or 0)
    )


@rule("addressees.form", "Cách viết Kính gửi", "Form of Kính gửi")
def addressees_form(case: Case) -> Iterator[Hit]:
    """The words and a colon; several in a list with the profile's signs."""
    title, norm = case.parts.title, case.norms.addressees
    if title.address is None:
        return
    if re.match(r"Kính gửi:", " ".join(title.address.text.split())) is None:
        yield hit(title.address, quoted(title.address.text, most=30), quoted("Kính gửi:"))
    listed = [p for p in title.addressees if re.match(r"[-–—•+*]", p.text)]
    beside = title.address.text.partition(":")[2].strip()
    items = [title.address, *title.addressees] if beside else list(title.addressees)
    starts = [n for n, p in enumerate(items) if p in listed or (beside and n == 0)]
    if not listed or len(starts) < 2:
        return
    for end in (*starts[1:], len(items)):
        wanted = norm.separator if end < len(items) else norm.end
        if not items[end - 1].text.rstrip().endswith(wanted):
            yield hit(items[end - 1], quoted(items[end - 1].text[-24:]), quoted(wanted))


@rule("addressees.style", "Kiểu và cỡ chữ Kính gửi", "Style and size of Kính gửi")
def addressees_style(case: Case) -> Iterator[Hit]:
    """The label italic in Party papers, upright in the State's."""
    title, norm = case.parts.title, case.norms.addressees
    if title.address is None or not title.address.runs:
        return
    yield from sizes([title.address, *title.addressees], norm.size)
    label = title.address.runs[0]
    if (label.bold, label.italic) != (False, norm.label_italic):
        found = style_words(bold=label.bold, italic=label.italic)
        yield hit(title.address, found, style_words(bold=False, italic=norm.label_italic))


@rule("grounds.end", "Dấu cuối các căn cứ", "Signs at the end of grounds")
def grounds_end(case: Case) -> Iterator[Hit]:
    """Each ends with a semicolon, the last as the profile says."""
    norm, grounds = case.norms.grounds, case.parts.grounds
    for n, piece in enumerate(grounds, start=1):
        wanted = norm.end if n == len(grounds) else norm.separator
        if not piece.text.rstrip().endswith(wanted):
            yield hit(piece, quoted(piece.text[-24:]), quoted(wanted))


@rule("grounds.dash", "Gạch đầu dòng các căn cứ", "Dashes of grounds")
def grounds_dash(case: Case) -> Iterator[Hit]:
    """A dash before each since 2026, none before."""
    dash = case.norms.grounds.dash
    for piece in case.parts.grounds:
        shown = piece.text.strip()
        wanted = dash + re.sub(r"^[-–—•+*]\s*", "", shown)
        if shown[:6] != wanted[:6]:
            yield hit(piece, quoted(shown, most=24), quoted(wanted, most=24))


@rule("grounds.style", "Kiểu chữ các căn cứ", "Style of grounds")
def grounds_style(case: Case) -> Iterator[Hit]:
    """Italic in the State's papers, upright in the Party's."""
    yield from styles(case.parts.grounds, bold=False, italic=case.norms.grounds.italic)


@rule("typist.size", "Cỡ chữ ký hiệu đánh máy", "Size of the typist's sign")
def typist_size(case: Case) -> Iterator[Hit]:
    """Small, below Nơi nhận."""
    yield from sizes([case.parts.ending.typist], case.norms.foot.typist_size)


@rule("contact.size", "Cỡ chữ thông tin liên hệ", "Size of the contact")
def contact_size(case: Case) -> Iterator[Hit]:
    """Small, at the foot of the first page."""
    yield from sizes(case.parts.notices.contact, case.norms.foot.contact_size)


@rule("number.joint", "Ký hiệu văn bản liên tịch", "Symbol of a joint paper")
def joint_symbol(case: Case) -> Iterator[Hit]:
    """Two that sign stand both in the symbol, and both among the issuing bodies."""
    number, signers = case.parts.head.number, case.parts.ending.signers
    if number is None or len(signers) < 2:
        return
    symbol = number.text.partition("/")[2].strip()
    parts = [part for part in symbol.split("-") if part]
    if case.norms.head.number_pattern.find("/(?P<type>") >= 0:
        parts = parts[1:]  # the State's type stands before the bodies: 12/BC-SNV-STC
    if len(parts) < 2:
        yield hit(
            number, quoted(number.text), say("ký hiệu của cả hai cơ quan", "the symbols of both bodies")
        )


@rule("draft.form", "Cách viết “Dự thảo”", "Form of “Dự thảo”")
def draft_form(case: Case) -> Iterator[Hit]:
    """Dự thảo, or which draft it is."""
    draft = case.parts.head.draft
    if (
        draft is not None
        and re.fullmatch(
            r"\(?(?:Dự thảo|DỰ THẢO)(?: (?:lần|LẦN) (?:[1-9]\d?|thứ .+))?\)?", " ".join(draft.text.split())
        )
        is None
    ):
        yield hit(draft, quoted(draft.text), quoted("Dự thảo lần 2"))

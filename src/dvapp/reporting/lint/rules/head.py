"""The head of the first page."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date as Day

from dvapp.domain.findings import PaperForm, Spot
from dvapp.reporting.lint.model import Piece, Stroke
from dvapp.reporting.lint.parts import KINDS, plain
from dvapp.reporting.lint.register import Case, Hit, hit, measure, quoted, rule, say
from dvapp.reporting.lint.rules.shared import is_caps, sizes, style_words, styles

_MISSING = say("không có", "none")
_TONES = str.maketrans("óòỏõọÓÒỎÕỌúùủũụÚÙỦŨỤ", "o" * 5 + "O" * 5 + "u" * 5 + "U" * 5)


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
    elif case.paper.form is PaperForm.PDF:
        if not any(_is_below(stroke, last) for stroke in case.paper.sheets[0].strokes):
            yield hit(last, _MISSING, say("đường kẻ ngắn", "a short rule"))


# --- number and symbol -----------------------------------------------------------------------------------------------


def _open(case: Case, piece: Piece) -> bool:
    """A form still to be filled: nothing numbered yet."""
    may_be = case.paper.open_form or case.paper.form is PaperForm.DOCX
    return may_be and not re.search(r"\d", piece.text.split("/")[0] if "Số" in piece.text else piece.text)


@rule("number.missing", "Số và ký hiệu", "Number and symbol present")
def number_missing(case: Case) -> Iterator[Hit]:
    """Every paper has a number line, and a finished one its number."""
    number = case.parts.head.number
    if number is None:
        yield hit(Spot(page=1), _MISSING, quoted(case.norms.head.number_example))
    elif not _open(case, number) and re.match(r"số\s*:?\s*[-/…._ ]", plain(number.text)):
        yield hit(number, quoted(number.text), quoted(case.norms.head.number_example))


@rule("number.form", "Cách viết số và ký hiệu", "Form of number and symbol")
def number_form(case: Case) -> Iterator[Hit]:
    """Party: no colon, no year, hyphen then slash. State: colon, slash then hyphen."""
    number, norm = case.parts.head.number, case.norms.head
    if number is None:
        return
    text = " ".join(number.text.split())
    if _open(case, number):
        text = re.sub(r"^(Số:?)\s*[….]*\s*([-/])", r"\1 12\2", text)
    elif re.match(r"số\s*:?\s*[-/…._ ]", plain(text)):
        return
    if re.fullmatch(norm.number_pattern, text) is None:
        yield hit(number, quoted(number.text), quoted(norm.number_example))


@rule("number.padding", "Số dưới 10", "Numbers below 10")
def number_padding(case: Case) -> Iterator[Hit]:
    """Below 10 a zero stands before it; above, none."""
    number = case.parts.head.number
    digits = re.search(r"\d+", number.text) if number is not None else None
    if number is None or digits is None or _open(case, number):
        return
    shown = digits.group()
    wanted = f"{int(shown):02d}"
    if shown != wanted:
        yield hit(number, shown, wanted)


@rule("number.kind", "Ký hiệu đúng tên loại", "Symbol of the document type")
def number_kind(case: Case) -> Iterator[Hit]:
    """A báo cáo is numbered among BC."""
    number, kind = case.parts.head.number, case.parts.title.kind
    if number is None or kind is None:
        return
    wanted = KINDS[plain(kind.text).upper()]
    found = re.search(r"[-/]\s*([^\W\d_]+)\s*[-/]", number.text)
    if found is not None and found[1] != wanted:
        yield hit(number, found[1], wanted)


@rule("number.size", "Cỡ chữ số và ký hiệu", "Size of number and symbol")
def number_size(case: Case) -> Iterator[Hit]:
    """As the guide says."""
    yield from sizes([case.parts.head.number], case.norms.head.number_size)


@rule("number.style", "Kiểu chữ số và ký hiệu", "Style of number and symbol")
def number_style(case: Case) -> Iterator[Hit]:
    """Regular."""
    yield from styles([case.parts.head.number], bold=False, italic=False)


# --- place and date --------------------------------------------------------------------------------------------------

_DATE = re.compile(r"(?P<place>.+), ngày (?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4})")
_EXAMPLE = "Hà Nội, ngày 03 tháng 02 năm 2026"


@rule("date.missing", "Địa danh, ngày tháng năm", "Place and date present")
def date_missing(case: Case) -> Iterator[Hit]:
    """Every paper has a date line."""
    if case.parts.head.date is None:
        yield hit(Spot(page=1), _MISSING, quoted(_EXAMPLE))


@rule("date.form", "Cách viết ngày tháng năm", "Form of place and date")
def date_form(case: Case) -> Iterator[Hit]:
    """Place, comma, ngày, tháng, năm; a day of the calendar."""
    piece = case.parts.head.date
    if piece is None or _blank_date(case):
        return
    text = " ".join(piece.text.split())
    found = _DATE.fullmatch(text)
    if found is None:
        yield hit(piece, quoted(text), quoted(_EXAMPLE))
        return
    try:
        Day(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        yield hit(piece, quoted(text), say("một ngày có trong lịch", "a day of the calendar"))


def _blank_date(case: Case) -> bool:
    piece = case.parts.head.date
    text = " ".join(piece.text.split()) if piece is not None else ""
    blank = re.fullmatch(r".+, ngày\s*[….]*\s*tháng\s*[….\d]*\s*năm\s*[….\d]*", text)
    return blank is not None and (case.paper.open_form or case.paper.form is PaperForm.DOCX)


@rule("date.padding", "Số không trước ngày, tháng", "Zeros in the date")
def date_padding(case: Case) -> Iterator[Hit]:
    """A zero before days below 10 and months below 3, and no other."""
    piece = case.parts.head.date
    found = re.search(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})", piece.text) if piece is not None else None
    if piece is None or found is None:
        return
    wanted = (padded_day(int(found[1])), padded_month(int(found[2])))
    if (found[1], found[2]) != wanted:
        yield hit(piece, quoted(found.group()), quoted(f"ngày {wanted[0]} tháng {wanted[1]}"))


def padded_day(day: int) -> str:
    """A zero below 10."""
    return f"{day:02d}"


def padded_month(month: int) -> str:
    """A zero below 3."""
    return f"{month:02d}" if month < 3 else str(month)


@rule("date.place", "Địa danh", "Place name")
def date_place(case: Case) -> Iterator[Hit]:
    """A name with a capital, and no shortened kind before it."""
    piece = case.parts.head.date
    place = piece.text.split(", ngày")[0].strip() if piece is not None else ""
    if piece is None or not place or ", ngày" not in piece.text:
        return
    if not place[0].isupper() or re.match(r"(?:TP|Tp|P|Q|H|X|TX|Tx)\s*\.", place):
        yield hit(piece, quoted(place), say("tên địa danh viết đầy đủ", "the place's name in full"))


@rule("date.style", "Kiểu chữ ngày tháng năm", "Style of place and date")
def date_style(case: Case) -> Iterator[Hit]:
    """Italic."""
    yield from styles([case.parts.head.date], bold=False, italic=True)


@rule("date.size", "Cỡ chữ ngày tháng năm", "Size of place and date")
def date_size(case: Case) -> Iterator[Hit]:
    """As the guide says; smaller where a long place would not leave room beside the left block."""
    piece, span = case.parts.head.date, case.norms.head.date_size
    if piece is None or _has_no_room(case, piece, span[0]):
        return
    yield from sizes([piece], span)


def _has_no_room(case: Case, piece: Piece, nominal: float) -> bool:
    if piece.left is None or piece.right is None or piece.size is None or piece.size > nominal:
        return False
    block = [*case.parts.head.superior, *case.parts.head.issuer]
    ends = [p.right for p in block if p.right is not None]
    filled = "0" * 6 if not re.search(r"\d", piece.text) else ""
    width = (piece.right - piece.left) * nominal / piece.size + len(filled) * 0.5 * nominal * 25.4 / 72
    sheet = case.paper.sheets[0]
    return width > sheet.width - case.norms.page.right[0] - max(ends, default=100.0) - 6.0


@rule("draft.style", "Chữ “Dự thảo”", "Words of a draft")
def draft_style(case: Case) -> Iterator[Hit]:
    """Italic, in the size of the guide."""
    draft = case.parts.head.draft
    if draft is None:
        return
    yield from sizes([draft], case.norms.head.draft_size)
    if not draft.italic:
        yield hit(draft, style_words(bold=draft.bold, italic=draft.italic), style_words(bold=False, italic=True))

"""The line of place and date."""

import datetime
import re
from collections.abc import Iterator

from dvapp.domain.papers.findings import PaperForm, Spot
from dvapp.reporting.lint.model import Piece
from dvapp.reporting.lint.register import Case, Hit, hit, quoted, rule, say
from dvapp.reporting.lint.rules.shared import sizes, styles

_MISSING = say("không có", "none")
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
        datetime.date(int(found["year"]), int(found["month"]), int(found["day"]))
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

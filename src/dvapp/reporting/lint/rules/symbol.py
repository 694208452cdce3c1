"""The number line: Số 05-BC/BDVTU."""

import re
from collections.abc import Iterator

from dvapp.domain.papers.findings import PaperForm, Spot
from dvapp.reporting.lint.model import Piece
from dvapp.reporting.lint.parts import KINDS, plain
from dvapp.reporting.lint.register import Case, Hit, hit, quoted, rule, say
from dvapp.reporting.lint.rules.shared import sizes, styles

_MISSING = say("không có", "none")


def _open(case: Case, piece: Piece) -> bool:
    """A form still to be filled: nothing numbered yet."""
    may_be = case.paper.open_form or case.paper.form is PaperForm.DOCX
    return may_be and not re.search(r"\d", piece.text.split("/")[0] if "Số" in piece.text else piece.text)


def _is_blank(number: Piece) -> bool:
    """No digit stands before the symbol."""
    return re.match(r"số\s*:?\s*[….]*\s*[-/]", plain(number.text)) is not None


@rule("number.missing", "Số và ký hiệu", "Number and symbol present")
def number_missing(case: Case) -> Iterator[Hit]:
    """Every paper has a number line, and a finished one its number."""
    number = case.parts.head.number
    if number is None:
        yield hit(Spot(page=1), _MISSING, quoted(case.norms.head.number_example))
    elif not _open(case, number) and _is_blank(number):
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
    elif _is_blank(number):
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

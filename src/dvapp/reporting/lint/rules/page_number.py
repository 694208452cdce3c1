"""Page numbers: none on the first page, then in order, in the middle of the text near the top edge."""

import re
from collections.abc import Iterator

from dvapp.domain.papers.findings import Spot
from dvapp.domain.words import Wording
from dvapp.reporting.lint.model import Align, Sheet
from dvapp.reporting.lint.register import Case, Hit, hit, inside, measure, rule, say
from dvapp.reporting.lint.rules.shared import sizes


@rule("page_number.first", "Trang đầu không đánh số", "No number on the first page")
def first_page(case: Case) -> Iterator[Hit]:
    """The first page has none."""
    sheet = case.paper.sheets[0]
    expected = say("không có số trang", "no page number")
    if sheet.margins is not None:
        if sheet.number is not None and sheet.first_differs is False:
            yield hit(sheet.number, say("trang đầu có số trang", "a number on the first page"), expected)
    elif sheet.number is not None:
        yield hit(sheet.number, sheet.number.text, expected)


@rule("page_number.missing", "Số trang", "Page numbers present")
def missing(case: Case) -> Iterator[Hit]:
    """Every further page has one; the first of an annex that counts anew has none."""
    sheets = case.paper.sheets
    if sheets[0].margins is not None:
        if sheets[0].number is None:
            yield hit(Spot(page=1), say("không có trường số trang", "no page number field"), _needed())
        for sheet in sheets[1:]:
            if sheet.first_differs and sheet.number is not None and not _restarts(case):
                yield hit(Spot(page=sheet.page), say("không có", "none"), _needed())
        return
    for sheet in sheets[1:]:
        if sheet.number is None and not (_restarts(case) and sheet.page in case.parts.annex_pages):
            yield hit(Spot(page=sheet.page, y=0.0), say("không có", "none"), _needed())


def _needed() -> Wording:
    return say("số trang từ trang thứ hai", "a number from the second page on")


def _restarts(case: Case) -> bool:
    return case.norms.page.annexes_restart


@rule("page_number.sequence", "Thứ tự số trang", "Order of page numbers")
def sequence(case: Case) -> Iterator[Hit]:
    """Each is one more than the page before it; where annexes count anew, from the annex's first page."""
    expected = 1
    for sheet in case.paper.sheets:
        if sheet.margins is not None:
            return
        if sheet.page > 1:
            expected += 1
        if sheet.page in case.parts.annex_pages and _restarts(case):
            expected = 1
        if sheet.number is None:
            continue
        shown = re.search(r"\d+", sheet.number.text)
        assert shown is not None
        if int(shown.group()) != expected:
            yield hit(sheet.number, shown.group(), str(expected))
            expected = int(shown.group())


@rule("page_number.form", "Cách viết số trang", "Form of page numbers")
def form(case: Case) -> Iterator[Hit]:
    """Digits alone."""
    for sheet in case.paper.sheets:
        number = sheet.number
        if number is None or (sheet.margins is not None and not number.text.strip()):
            continue
        if not re.fullmatch(r"\d*", number.text.strip()):
            yield hit(number, number.text, say("chỉ chữ số, ví dụ 2", "digits alone, such as 2"))


@rule("page_number.place", "Vị trí số trang", "Place of page numbers")
def place(case: Case) -> Iterator[Hit]:
    """In the middle of the text, the middle of the digits so far from the top edge as the guide says."""
    wanted = case.norms.page.number_middle
    for sheet in case.paper.sheets:
        if sheet.number is None:
            continue
        if sheet.margins is not None:
            yield from _docx_place(sheet, wanted)
            continue
        number = sheet.number
        centre = min(_text_centres(case, sheet), key=lambda at: abs(at - (number.centre or 0.0)))
        assert number.baseline is not None
        assert number.centre is not None
        middle = number.baseline - 0.33 * (number.size or 14) * 25.4 / 72
        if abs(middle - wanted) > 2.5:
            yield hit(number, _from_top(middle), _from_top(wanted))
        elif abs(number.centre - centre) > 1.5:
            found = say(
                f"tâm ở {number.centre:.1f} mm".replace(".", ","), f"centred at {number.centre:.1f} mm"
            )
            expected = say(
                f"giữa phần chữ, {centre:.1f} mm".replace(".", ","), f"centred on the text, {centre:.1f} mm"
            )
            yield hit(number, found, expected)


def _from_top(value: float) -> Wording:
    shown = measure(value)
    return say(f"cách mép trên {shown.vi}", f"{shown.en} from the top edge")


def _docx_place(sheet: Sheet, wanted: float) -> Iterator[Hit]:
    number = sheet.number
    assert number is not None
    if sheet.number_from_top is None:
        yield hit(number, say("ở chân trang", "in the footer"), _from_top(wanted))
    elif abs(sheet.number_from_top - wanted) > 3.0:
        yield hit(number, _from_top(sheet.number_from_top), _from_top(wanted))
    elif number.align is not Align.CENTRE:
        yield hit(number, say("không ở giữa", "not centred"), say("ở giữa phần chữ", "centred on the text"))


def _text_centres(case: Case, sheet: Sheet) -> tuple[float, ...]:
    """The middle of the text; on the back of a sheet without running text (an annex) it may be either side's."""
    norm = case.norms.page
    if sheet.landscape:
        return (sheet.number.centre if sheet.number and sheet.number.centre else sheet.width / 2,)
    found = case.parts.edges.left.get(sheet.page) if case.parts.edges is not None else None
    back = (norm.right[0] + sheet.width - norm.left[0]) / 2
    if found is not None and sheet.page % 2 == 0 and inside(found, norm.right, 1.5):  # the back of a sheet
        return ((found + sheet.width - norm.left[0]) / 2,)
    left = found if found is not None and inside(found, norm.left, 1.0) else norm.left[0]
    front = (left + sheet.width - norm.right[0]) / 2
    return (front, back) if found is None and sheet.page % 2 == 0 else (front,)


@rule("page_number.size", "Cỡ số trang", "Size of page numbers")
def size(case: Case) -> Iterator[Hit]:
    """As large as the text."""
    yield from sizes([sheet.number for sheet in case.paper.sheets], case.norms.page.number_size)

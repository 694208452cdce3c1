"""Printing: the pages as they are, millimetre for millimetre, on the sides and in the order that were asked for."""

import io
from pathlib import Path
from threading import Event

import pypdfium2
import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from tests.ui.reporting_world import OFFSCREEN, settle

from dvapp.app.tools import make_tools
from dvapp.domain.errors import Cancelled, PdfUnreadable
from dvapp.domain.papers.printing_errors import (
    NoPrinter,
    PagesInvalid,
    PaperTooSmall,
    PrinterUnknown,
    PrintingFailed,
)
from dvapp.host.i18n import set_language
from dvapp.services.reports.printing import (
    PaperToPrint,
    PrintOrder,
    Side,
    all_sides,
    paper_to_print,
    read_pages,
    sides,
)
from dvapp.ui.jobs import Watch
from dvapp.ui.printing.desk import PrintDesk
from dvapp.ui.printing.painting import duplex_of, lay_paper, named_printer, print_paper, printer_into
from dvapp.ui.printing.window import PrintWindow

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)

DOTS = 100
A4, LYING = (210.0, 297.0), (297.0, 210.0)
TOOLS = make_tools()


def marked_pdf(*sizes: tuple[float, float]) -> bytes:
    """Pages with a black square of 10 mm, 40 mm from the left edge, and 50 mm + 10 mm for each page before from the top."""
    document = pypdfium2.PdfDocument.new()
    import pypdfium2.raw as pdfium

    for number, (width, height) in enumerate(sizes):
        points = 72 / 25.4
        page = document.new_page(width * points, height * points)
        top = height - 50 - 10 * number
        square = pdfium.FPDFPageObj_CreateNewRect(40 * points, (top - 10) * points, 10 * points, 10 * points)
        pdfium.FPDFPageObj_SetFillColor(square, 0, 0, 0, 255)
        pdfium.FPDFPath_SetDrawMode(square, pdfium.FPDF_FILLMODE_WINDING, 0)
        pdfium.FPDFPage_InsertObject(page, square)
        page.gen_content()
        page.close()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def paper(*sizes: tuple[float, float], **known: object) -> PaperToPrint:
    made: dict[str, object] = {
        "pdf": b"", "name": "giấy", "sizes": sizes, "back_shift": -15.0, "is_mirrored": False, "is_ours": True,
    } | known  # fmt: skip
    return PaperToPrint(**made)  # type: ignore[arg-type]  # what the test wants otherwise


def squares(file: Path) -> list[tuple[float, float, float] | None]:
    """Left, top and side of the black square of each printed page in millimetres; ``None`` for a blank page."""
    document = pypdfium2.PdfDocument(file)
    found: list[tuple[float, float, float] | None] = []
    try:
        for page in document:
            image = page.render(scale=200 / 72).to_pil().convert("L")
            box = ImageChops.invert(image).point(lambda v: 255 if v > 128 else 0).getbbox()
            millimetres = [n / 200 * 25.4 for n in box] if box else None
            found.append(
                (millimetres[0], millimetres[1], millimetres[2] - millimetres[0]) if millimetres else None
            )
            page.close()
    finally:
        document.close()
    return found


def quiet(_done: int, _of: int) -> None:
    """Nobody looks."""


def printed(folder: Path, pdf: bytes, order: PrintOrder, **known: object) -> Path:
    out = folder / "in.pdf"
    printer = printer_into(out)
    printer.setResolution(DOTS)
    printer.setDuplex(duplex_of(order))
    sizes = TOOLS.pages.sizes(pdf)
    lay_paper(printer, sizes[order.pages[0]])
    made = paper(*sizes, pdf=pdf, **known)
    print_paper(made, order, printer, TOOLS.pages, Watch(quiet, Event()))
    return out


def near(where: float) -> object:
    return pytest.approx(where, abs=0.5)


def test_printed_millimetres_are_the_pages(qapp, tmp_path):
    out = printed(tmp_path, marked_pdf(A4, LYING, A4), PrintOrder(pages=(0, 1, 2)))
    sizes = TOOLS.pages.sizes(out.read_bytes())
    assert [(round(w), round(h)) for w, h in sizes] == [A4, LYING, A4]
    assert squares(out) == [(near(40), near(50 + 10 * n), near(10)) for n in range(3)]


def test_only_the_chosen_pages_come_and_as_often_as_wanted(qapp, tmp_path):
    pdf = marked_pdf(A4, A4, A4)
    out = printed(tmp_path, pdf, PrintOrder(pages=(0, 2), copies=2))
    assert [place[1] for place in squares(out) if place] == [near(50), near(70), near(50), near(70)]
    out = printed(tmp_path, pdf, PrintOrder(pages=(0, 2), copies=2, collated=False))
    assert [place[1] for place in squares(out) if place] == [near(50), near(50), near(70), near(70)]


def test_backs_move_by_the_mirrored_margins_and_lying_pages_stay(qapp, tmp_path):
    pdf = marked_pdf(A4, A4, LYING, LYING)
    order = PrintOrder(pages=(0, 1, 2, 3), both_sides=True, mirrored=True)
    assert [place[0] for place in squares(printed(tmp_path, pdf, order)) if place] == [
        near(40), near(25), near(40), near(40),
    ]  # fmt: skip
    still = squares(printed(tmp_path, pdf, order, is_mirrored=True))
    assert [place[0] for place in still if place] == [near(40)] * 4


def test_a_page_keeps_its_side_of_the_sheet():
    four = paper(A4, A4, A4, A4, A4)
    order = PrintOrder(pages=(1, 2), both_sides=True, mirrored=True)
    assert sides(order, four) == (Side(page=None), Side(page=1, shift=-15.0), Side(page=2))
    assert sides(PrintOrder(pages=(1, 2)), four) == (Side(page=1), Side(page=2))
    odd = PrintOrder(pages=(0, 1, 2), both_sides=True, copies=2)
    assert [side.page for side in all_sides(odd, four, repeated=True)] == [0, 1, 2, None, 0, 1, 2, None]
    assert [side.page for side in all_sides(odd, four, repeated=False)] == [0, 1, 2]
    apart = PrintOrder(pages=(0, 1, 2), both_sides=True, copies=2, collated=False)
    assert [side.page for side in all_sides(apart, four, repeated=True)] == [0, 1, 0, 1, 2, None, 2, None]


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", (0, 1, 2, 3, 4)),
        ("2", (1,)),
        ("1-3, 5", (0, 1, 2, 4)),
        ("4–", (3, 4)),
        ("-2;5", (0, 1, 4)),
        ("3,3,1", (2, 0)),
    ],
)
def test_pages_are_named_as_people_write_them(text: str, pages: tuple[int, ...]):
    assert read_pages(text, 5) == pages


@pytest.mark.parametrize("text", ["0", "6", "3-2", "a", "1,,2", "-", "1 2", "1--2"])
def test_pages_that_are_not_there_are_refused(text: str):
    with pytest.raises(PagesInvalid):
        read_pages(text, 5)


def test_nothing_is_ever_made_smaller(qapp, tmp_path):
    printer = printer_into(tmp_path / "a5.pdf")
    small = QPageSize(QPageSize.PageSizeId.A5)
    printer.setPageLayout(QPageLayout(small, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    pdf = marked_pdf(A4)
    with pytest.raises(PaperTooSmall) as told:
        print_paper(paper(A4, pdf=pdf), PrintOrder(pages=(0,)), printer, TOOLS.pages, Watch(quiet, Event()))
    assert told.value.details["size"] == "210 × 297 mm"
    assert not (tmp_path / "a5.pdf").exists()


def test_on_larger_paper_the_page_keeps_its_size(qapp, tmp_path):
    out = tmp_path / "a3.pdf"
    printer = printer_into(out)
    printer.setResolution(DOTS)
    large = QPageSize(QPageSize.PageSizeId.A3)
    printer.setPageLayout(QPageLayout(large, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    pdf = marked_pdf(A4)
    print_paper(paper(A4, pdf=pdf), PrintOrder(pages=(0,)), printer, TOOLS.pages, Watch(quiet, Event()))
    assert [round(n) for n in TOOLS.pages.sizes(out.read_bytes())[0]] == [297, 420]
    assert squares(out) == [(near(40), near(50), near(10))]


def test_a_stopped_print_ends_at_once(qapp, tmp_path):
    stop = Event()
    watch = Watch(lambda done, _of: stop.set() if done == 1 else None, stop)
    printer = printer_into(tmp_path / "dừng.pdf")
    printer.setResolution(DOTS)
    pdf = marked_pdf(A4, A4, A4)
    with pytest.raises(Cancelled):
        print_paper(paper(A4, A4, A4, pdf=pdf), PrintOrder(pages=(0, 1, 2)), printer, TOOLS.pages, watch)


@pytest.mark.qt_log_ignore("Returned false", extend=True)
def test_a_printer_that_takes_nothing_is_told(qapp, tmp_path):
    printer = printer_into(tmp_path / "không có" / "x.pdf")
    with pytest.raises(PrintingFailed):
        print_paper(
            paper(A4, pdf=marked_pdf(A4)), PrintOrder(pages=(0,)), printer, TOOLS.pages, Watch(quiet, Event())
        )


def test_printers_that_are_not_there_are_told(qapp, monkeypatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    with pytest.raises(NoPrinter):
        named_printer()
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["HP"]))
    with pytest.raises(PrinterUnknown):
        named_printer("Canon")


def test_bands_of_a_page_are_the_page(qapp):
    pdf = marked_pdf(A4)
    whole = TOOLS.pages.picture(pdf, 0, dots_per_inch=100)
    got = b""
    for top in range(0, whole.height, 173):
        drawn = TOOLS.pages.band(pdf, 0, dots_per_inch=100, rows=(top, min(top + 173, whole.height)))
        assert drawn.width == whole.width
        got += drawn.pixels
    assert len(got) == len(whole.pixels)
    one, other = (Image.frombytes("RGBA", (whole.width, whole.height), p) for p in (whole.pixels, got))
    assert max(ImageChops.difference(one, other).convert("L").tobytes()) < 40  # at the edges of the square


# --- the window ------------------------------------------------------------------------------------------------------


@pytest.fixture
def window(qtbot, jobs):
    set_language("en")
    pdf = marked_pdf(A4, A4, A4)
    made = PrintWindow(paper(A4, A4, A4, pdf=pdf), TOOLS, jobs, has_printer=lambda: True)
    made.show()
    settle(qtbot, jobs)
    yield made
    made.close()
    settle(qtbot, jobs)


def test_the_preview_shows_the_sides_as_they_will_lie(window, qtbot, jobs):
    assert window.preview.words.text() == "Sheet 1: page 1"
    window.both.setChecked(True)
    window.preview.go(1)
    settle(qtbot, jobs)
    assert window.preview.words.text() == "Sheet 1, back: page 2"
    assert window.preview.sheet.image() is not None
    left = _ink(window.preview.sheet.grab().toImage())
    window.mirrored.setChecked(False)
    settle(qtbot, jobs)
    moved = _ink(window.preview.sheet.grab().toImage())
    width = window.preview.sheet._place().width()
    assert (moved - left) / width * 210 == pytest.approx(15, abs=1)


def _ink(image) -> int:
    """The first column with black in it."""
    return next(
        x for x in range(image.width()) for y in range(0, image.height(), 2) if image.pixelColor(x, y).value() < 60
        and image.pixelColor(x + 4, y).value() < 60
    )  # fmt: skip


def test_wrong_pages_are_told_beside_the_field(window):
    window.pages.setText("9")
    assert "9" in window._fault.text()
    assert not window.act_button.isEnabled()
    window.pages.setText("2-3")
    assert window.act_button.isEnabled()
    assert window.order().pages == (1, 2)


def test_the_printer_is_told_of_copies_sides_and_paper(window):
    window.copies.setValue(3)
    window.both.setChecked(True)
    printer = window.prepared()
    assert printer.copyCount() == 3
    assert duplex_of(window.order()) is QPrinter.DuplexMode.DuplexLongSide
    assert printer.fullPage()
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    assert printer.pageLayout().pageSize().size(QPageSize.Unit.Millimeter) == QSizeF(210, 297)


def test_it_prints_beside_the_window_and_says_so(window, qtbot, jobs, tmp_path):
    printer = printer_into(tmp_path / "ra.pdf")
    printer.setResolution(DOTS)
    lay_paper(printer, A4)
    with qtbot.waitSignal(window.printed):
        window.print_to(printer, window.order())
    assert window.said == "Sent to the printer: 3 page sides, 1 copies."
    assert len(squares(tmp_path / "ra.pdf")) == 3


def test_stopping_is_told(window, qtbot, jobs, tmp_path):
    printer = printer_into(tmp_path / "ra.pdf")
    lay_paper(printer, A4)
    window.print_to(printer, window.order())
    assert window.cancel_button.text() == "Stop printing"
    window.cancel_button.click()
    settle(qtbot, jobs)
    assert window.said.startswith("Stopped")
    assert window.isVisible()


def test_the_systems_own_dialog_is_asked(window, qtbot):
    window.copies.setValue(2)
    window.ask_printer()
    assert window._dialog is not None
    assert window._dialog.isVisible()
    assert window._dialog.printer().copyCount() == 2
    window._dialog.reject()


def test_without_a_printer_it_says_what_to_do(qtbot, jobs):
    set_language("en")
    made = PrintWindow(paper(A4, pdf=marked_pdf(A4)), TOOLS, jobs, has_printer=lambda: False)
    assert not made.act_button.isEnabled()
    assert "no printer" in made.said
    made.close()
    settle(qtbot, jobs)


def test_the_desk_looks_at_the_paper_first(qtbot, jobs, tmp_path):
    from PySide6.QtWidgets import QWidget

    owner = QWidget()
    qtbot.addWidget(owner)
    desk = PrintDesk(TOOLS, jobs, owner)
    refused: list[object] = []
    desk.ask(b"hello", "x", refused.append)
    settle(qtbot, jobs)
    assert isinstance(refused[0], PdfUnreadable)
    desk.ask(marked_pdf(A4), "giấy.pdf")
    settle(qtbot, jobs)
    assert isinstance(desk.window, PrintWindow)
    desk.window.close()
    settle(qtbot, jobs)


def test_a_paper_of_ours_tells_its_margins(qapp):
    from tests.reporting.documents import document

    one = document("long", "party-2026")
    known = paper_to_print(TOOLS.pages.draw(one, TOOLS.data.write(one)), "x", TOOLS)
    assert (known.back_shift, known.is_mirrored, known.is_ours) == (-15.0, True, True)
    foreign = paper_to_print(marked_pdf(A4), "x", TOOLS)
    assert (foreign.is_mirrored, foreign.is_ours) == (False, False)


def test_signed_bytes_are_printed_with_their_stamp(qapp, tmp_path):
    from tests.signing.authorities import NOW
    from tests.signing.make_pdf import prepared_pdf, stamp

    from dvapp.services.reports.paging import Fields
    from dvapp.signing.authority import ThrowawayAuthority

    plain = prepared_pdf()
    authority = ThrowawayAuthority("Thử", NOW)
    key = TOOLS.signatures.open_key(
        authority.issue(name="Người", organisation="", password="x"), "x", now=NOW
    )
    signed = TOOLS.signatures.certify(
        plain, key, field=Fields.LEADER, stamp=stamp("Người"), when=NOW, role="leader", place="Hà Nội"
    )  # fmt: skip
    looks = []
    for name, pdf in (("plain", plain), ("signed", signed)):
        folder = tmp_path / name
        folder.mkdir()
        out = printed(folder, pdf, PrintOrder(pages=(0,)))
        looks.append(TOOLS.pages.picture(out.read_bytes(), 0, dots_per_inch=DOTS))
    there = TOOLS.pages.picture(signed, 0, dots_per_inch=DOTS)
    before, after, seen = (
        Image.frombytes("RGBA", (one.width, one.height), one.pixels).convert("L") for one in (*looks, there)
    )
    assert ImageChops.difference(before, after).getbbox() is not None  # the stamp
    size = (min(after.width, seen.width), min(after.height, seen.height))
    off = ImageChops.difference(after.crop((0, 0, *size)), seen.crop((0, 0, *size))).histogram()
    assert sum(off[100:]) < 0.002 * size[0] * size[1]

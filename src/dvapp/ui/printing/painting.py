"""Puts a paper's pages on a printer, millimetre for millimetre. May run beside the window."""

from collections.abc import Callable, Sequence
from math import ceil
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from dvapp.domain.papers.printing_errors import NoPrinter, PaperTooSmall, PrinterUnknown, PrintingFailed
from dvapp.services.reports.paging import PageImage, PageMaker
from dvapp.services.reports.printing import PaperToPrint, PrintOrder, Side, all_sides, size_words
from dvapp.ui.jobs import Watch

MOST_DOTS = 600
"""Dots per inch that pages are drawn with; printers that count finer repeat these dots, as no eye tells them apart."""

_FILE_DOTS = 300
"""The same of a file: enough for eyes and for another printer."""

_BAND = 20_000_000
"""Dots drawn at once: a page at 600 dots per inch has 35 million, which is more memory than old office PCs spare."""

_MM = 25.4
_TOLERANCE = 2.0
"""Millimetres by which papers of one name differ."""


def make_printer() -> QPrinter:
    """A printer at its own resolution, of the system's choice."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    return printer


def named_printer(name: str = "") -> QPrinter:
    """A printer of the system, the usual one unless named.

    :raises NoPrinter: the system has none. :raises PrinterUnknown: it has none of that name.
    """
    known = QPrinterInfo.availablePrinterNames()
    if not known:
        raise NoPrinter
    wanted = name or QPrinterInfo.defaultPrinterName() or known[0]
    if wanted not in known:
        raise PrinterUnknown(where=wanted, known=", ".join(known))
    printer = make_printer()
    printer.setPrinterName(wanted)
    return printer


def printer_into(file: Path) -> QPrinter:
    """A printer that writes a PDF of pictures."""
    printer = make_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(_FILE_DOTS)
    return printer


def duplex_of(order: PrintOrder) -> QPrinter.DuplexMode:
    """How a printer turns the sheets: about their long side, as a bound paper is turned."""
    both = QPrinter.DuplexMode
    return both.DuplexLongSide if order.both_sides else both.DuplexNone


def lay_paper(printer: QPrinter, size: tuple[float, float], chosen: QPageSize | None = None) -> None:
    """Ask for paper as large as a page (millimetres), without margins: the page has its own.

    :param chosen: the paper that somebody chose; where it is larger, the page lies at its upper left.
    """
    own = QPageSize(
        QSizeF(min(size), max(size)), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    lies = QPageLayout.Orientation.Landscape if size[0] > size[1] else QPageLayout.Orientation.Portrait
    larger = chosen is not None and not _is_alike(chosen, size)
    paper = chosen if larger and chosen is not None else own
    made = QPageLayout(paper, lies, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    made.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(made)


def print_paper(
    paper: PaperToPrint, order: PrintOrder, printer: QPrinter, maker: PageMaker, watch: Watch
) -> int:
    """Print, and return how many sides went out.

    :raises PaperTooSmall: a page does not fit on the printer's paper; nothing was printed.
    :raises PrintingFailed: the printer took nothing. :raises PdfUnreadable: a page cannot be drawn.
    :raises Cancelled: the user stopped; what the printer has already may still come.
    """
    require_room(printer, [paper.sizes[page] for page in order.pages], order.pages)
    printer.setDocName(paper.name)
    repeated = not printer.supportsMultipleCopies()
    printer.setCopyCount(order.copies)
    todo = all_sides(order, paper, repeated=repeated and order.copies > 1)
    chosen = printer.pageLayout().pageSize()
    lay_paper(printer, _size(todo, 0, paper), chosen)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintingFailed(where=printer.printerName() or printer.outputFileName())
    done = False
    try:
        for number, side in enumerate(todo):
            watch.step(number, len(todo))
            if number:
                lay_paper(printer, _size(todo, number, paper), chosen)
                if not printer.newPage():
                    raise PrintingFailed(where=printer.printerName() or printer.outputFileName())
            _paint(painter, printer, paper, side, maker.band)
        done = True
    finally:
        if not done:
            printer.abort()
        painter.end()
    return len(todo)


def require_room(printer: QPrinter, sizes: Sequence[tuple[float, float]], pages: Sequence[int]) -> None:
    """Refuse paper on which a page does not fit, whichever way it lies.

    :raises PaperTooSmall: names the page and the paper.
    """
    chosen = printer.pageLayout().pageSize()
    room = sorted(_numbers(chosen.size(QPageSize.Unit.Millimeter)))
    for page, size in zip(pages, sizes, strict=True):
        if any(have + _TOLERANCE < need for have, need in zip(room, sorted(size), strict=True)):
            raise PaperTooSmall(where=chosen.name(), page=page + 1, size=size_words(size))


def paint_side(
    painter: QPainter, target: QRectF, image: QImage, *, shift: float, dots_per_millimetre: float
) -> None:
    """A page's picture on a side, moved by ``shift`` millimetres; what leaves the paper is cut off."""
    painter.drawImage(target.translated(shift * dots_per_millimetre, 0), image)


def _paint(
    painter: QPainter, printer: QPrinter, paper: PaperToPrint, side: Side, draw: Callable[..., PageImage]
) -> None:
    """A page in bands from its head to its foot; a blank side stays as it is."""
    if side.page is None:
        return
    width, height = paper.sizes[side.page]
    dots = min(printer.resolution(), MOST_DOTS)
    per_mm = printer.resolution() / _MM
    rows = ceil(height / _MM * dots - 1e-6)
    step = max(1, min(rows, _BAND // max(1, ceil(width / _MM * dots))))
    for top in range(0, rows, step):
        drawn = draw(paper.pdf, side.page, dots_per_inch=dots, rows=(top, min(top + step, rows)))
        image = QImage(
            drawn.pixels, drawn.width, drawn.height, drawn.width * 4, QImage.Format.Format_RGBX8888
        )
        target = QRectF(
            0.0,
            height * top / rows * per_mm,
            width * per_mm,
            height * drawn.height / rows * per_mm,
        )
        paint_side(painter, target, image, shift=side.shift, dots_per_millimetre=per_mm)


def _is_alike(chosen: QPageSize, size: tuple[float, float]) -> bool:
    room = sorted(_numbers(chosen.size(QPageSize.Unit.Millimeter)))
    return all(abs(have - need) <= _TOLERANCE for have, need in zip(room, sorted(size), strict=True))


def _size(todo: Sequence[Side], number: int, paper: PaperToPrint) -> tuple[float, float]:
    """A blank side is as large as the nearest page after it, or before."""
    around = (*todo[number:], *reversed(todo[:number]))
    return next((paper.sizes[side.page] for side in around if side.page is not None), (210.0, 297.0))


def _numbers(size: QSizeF) -> tuple[float, float]:
    return size.width(), size.height()

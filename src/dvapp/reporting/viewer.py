"""Pages as pictures, by PDFium. The only module that calls it: PDFium is not safe for threads, so one lock holds all."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from typing import Any

from dvapp.domain.errors import PdfUnreadable
from dvapp.domain.words import Wording
from dvapp.services.reports.paging import PageImage

_LOCK = threading.Lock()
_MM = 25.4 / 72

DAMAGED = Wording("tệp hỏng hoặc không phải PDF", "damaged, or no PDF")
LOCKED = Wording("tệp đặt mật khẩu mở", "a password is needed to open it")
_EMPTY = Wording("tệp không có trang nào", "it has no pages")


def count_pages(pdf: bytes) -> int:
    """Number of pages.

    :raises PdfUnreadable: not a PDF.
    """
    with opened_pdf(pdf) as document:
        return len(document)


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in millimetres, as it is looked at.

    :raises PdfUnreadable: not a PDF.
    """
    with opened_pdf(pdf) as document:
        sizes = (document.get_page_size(page) for page in range(len(document)))
        return tuple((width * _MM, height * _MM) for width, height in sizes)


def draw_page(
    pdf: bytes, page: int, *, dots_per_inch: float, band: tuple[int, int] | None = None
) -> PageImage:
    """A page, from 0, as it prints: white paper, fields and stamps included.

    :param band: first row of dots from the top, and the row after the last: only these are drawn. Rows below the page
        are left out.
    :raises PdfUnreadable: not a PDF.
    :raises IndexError: it has no such page.
    """
    import pypdfium2
    import pypdfium2.raw as pdfium

    with opened_pdf(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(page)
        document.init_forms()  # before any page is loaded, else fields and stamps stay away
        try:
            loaded = document[page]
            scale = dots_per_inch / 72
            bitmap = loaded.render(
                scale=scale,
                crop=_crop(loaded.get_height() * scale, band, scale),
                rev_byteorder=True,
                force_bitmap_format=pdfium.FPDFBitmap_BGRA,
                fill_color=(255, 255, 255, 255),
                may_draw_forms=True,
            )
        except pypdfium2.PdfiumError as error:
            raise PdfUnreadable(reason=DAMAGED) from error
        try:
            return PageImage(width=bitmap.width, height=bitmap.height, pixels=bytes(bitmap.buffer))
        finally:
            bitmap.close()
            loaded.close()


def _crop(height: float, band: tuple[int, int] | None, scale: float) -> tuple[float, float, float, float]:
    """What is cut off at the left, bottom, right and top, in points. PDFium rounds up, so halves of dots are safe."""
    if band is None:
        return (0, 0, 0, 0)
    above, below = band[0], max(0, ceil(height) - band[1])
    return (0, max(0.0, below - 0.5) / scale, 0, max(0.0, above - 0.5) / scale)


@contextmanager
def opened_pdf(pdf: bytes) -> Iterator[Any]:
    """The PDFium document of a file, with its forms; one at a time in the process, as PDFium is not thread-safe.

    :raises PdfUnreadable: not a PDF.
    """
    import pypdfium2

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise PdfUnreadable(reason=LOCKED if _wants_password(pdf, error) else DAMAGED) from error
        try:
            if len(document) == 0:
                raise PdfUnreadable(reason=_EMPTY)
            yield document
        finally:
            document.close()


def _wants_password(pdf: bytes, error: Any) -> bool:
    """PDFium keeps the code of an earlier failure, so the file is asked too."""
    import pypdfium2.raw as pdfium

    return error.err_code == pdfium.FPDF_ERR_PASSWORD and b"/Encrypt" in pdf

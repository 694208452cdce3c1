"""Pages as pictures, by PDFium. The only module that calls it: PDFium is not safe for threads, so one lock holds all."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dvapp.domain.errors import PdfUnreadable
from dvapp.domain.words import Wording
from dvapp.services.reports.paging import PageImage

_LOCK = threading.Lock()

DAMAGED = Wording("tệp hỏng hoặc không phải PDF", "damaged, or no PDF")
LOCKED = Wording("tệp đặt mật khẩu mở", "a password is needed to open it")
_EMPTY = Wording("tệp không có trang nào", "it has no pages")


def count_pages(pdf: bytes) -> int:
    """Number of pages.

    :raises PdfUnreadable: not a PDF.
    """
    with opened_pdf(pdf) as document:
        return len(document)


def draw_page(pdf: bytes, page: int, *, dots_per_inch: float) -> PageImage:
    """A page, from 0, as it prints: white paper, fields and stamps included.

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
            bitmap = loaded.render(
                scale=dots_per_inch / 72,
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

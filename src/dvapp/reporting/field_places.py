"""Where the form fields of a finished paper stand, and what words of the page lie under a place."""

import io
from collections.abc import Mapping

from dvapp.domain.errors import PdfUnreadable
from dvapp.reporting.fonts import MM_PER_POINT
from dvapp.reporting.viewer import DAMAGED, opened_pdf
from dvapp.services.reports.paging import FieldPlace


def field_places(pdf: bytes) -> Mapping[str, FieldPlace]:
    """The fields by name; of several widgets of one field the first.

    :raises PdfUnreadable: not a PDF.
    """
    import pikepdf

    found: dict[str, FieldPlace] = {}
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            for number, page in enumerate(opened.pages):
                box = [float(edge) for edge in page.mediabox]
                for widget in page.obj.get("/Annots", ()):
                    if "/T" in widget and "/Rect" in widget:
                        rect = [float(edge) for edge in widget["/Rect"]]
                        found.setdefault(str(widget["/T"]), _place(number, rect, box))
    except (pikepdf.PdfError, ValueError, TypeError, KeyError) as error:
        raise PdfUnreadable(reason=DAMAGED) from error
    return found


def _place(page: int, rect: list[float], box: list[float]) -> FieldPlace:
    left, right = sorted((rect[0], rect[2]))
    bottom, top = sorted((rect[1], rect[3]))
    return FieldPlace(
        page=page,
        left=(left - box[0]) * MM_PER_POINT,
        top=(box[3] - top) * MM_PER_POINT,
        width=(right - left) * MM_PER_POINT,
        height=(top - bottom) * MM_PER_POINT,
    )


def text_under(pdf: bytes, place: FieldPlace) -> str:
    """The words of the page's own text that lie in a place, on one line; fields are no text of the page.

    :raises PdfUnreadable: not a PDF, or without such a page.
    """
    with opened_pdf(pdf) as document:
        if not 0 <= place.page < len(document):
            raise PdfUnreadable(reason=DAMAGED)
        page = document[place.page]
        try:
            high = page.get_height()
            words = page.get_textpage()
            try:
                text = words.get_text_bounded(
                    left=place.left / MM_PER_POINT,
                    right=(place.left + place.width) / MM_PER_POINT,
                    top=high - place.top / MM_PER_POINT,
                    bottom=high - (place.top + place.height) / MM_PER_POINT,
                )
            finally:
                words.close()
        finally:
            page.close()
    return " ".join(text.split())

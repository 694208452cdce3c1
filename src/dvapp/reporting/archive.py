"""Printed pages into PDF/A-3b with the report's data inside (ISO 19005-3), checked before anybody signs them."""

import io
from datetime import datetime
from typing import TYPE_CHECKING

from dvapp.domain.errors import PdfUnreadable
from dvapp.reporting.paper import LANGUAGE, About

if TYPE_CHECKING:
    from pikepdf import Pdf

FLAVOUR = "3b"
DATA_NAME = "bao-cao.json"
DATA_TYPE = "application/json"


def open_pdf(pdf: bytes) -> "Pdf":
    """Open a PDF.

    :raises PdfUnreadable: it is not one, is broken beyond reading, or wants a password.
    """
    import pikepdf

    try:
        return pikepdf.open(io.BytesIO(pdf))
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise PdfUnreadable(reason=str(error)) from error


def to_archive(printed: bytes, *, data: bytes, about: About, when: datetime, checked: bool) -> "Pdf":
    """The printed pages as an open PDF/A-3b with ``data`` attached and dated ``when``.

    :param checked: whether to judge the result, which takes longer than all the rest: for what will be signed.
    :raises RuntimeError: what came out is not PDF/A-3b. That is a fault of ours, not of the user.
    """
    from pikepdf import Dictionary, String, pdfa

    pdf = open_pdf(printed)
    for page in pdf.pages:
        if "/Trans" in page.obj:
            del page.obj["/Trans"]
    _attach(pdf, data, when)
    pdf.Root.Lang = String(LANGUAGE)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for key in ("/Subject", "/Keywords"):  # ReportLab fills in "unspecified"
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    for key in ("/CreationDate", "/ModDate"):
        pdf.docinfo[key] = String(_pdf_date(when))
    pdfa.prepare(pdf, FLAVOUR)
    _describe(pdf, about, when)
    if checked:
        report = pdfa.check(pdf, FLAVOUR, deterministic_id=True, min_version="1.7")
        if report.verdict != "pass":
            raise RuntimeError(f"not PDF/A-3b: {report.summary()}")
    return pdf


def _attach(pdf: "Pdf", data: bytes, when: datetime) -> None:
    from pikepdf import Array, AttachedFileSpec, Name

    spec = AttachedFileSpec(
        pdf,
        data,
        filename=DATA_NAME,
        mime_type=DATA_TYPE,
        creation_date=_pdf_date(when),
        mod_date=_pdf_date(when),
        relationship=Name.Data,  # type: ignore[call-arg]  # there, but not in the library's own types
    )
    pdf.attachments[DATA_NAME] = spec
    pdf.Root.AF = pdf.make_indirect(Array([spec.obj]))


def _describe(pdf: "Pdf", about: About, when: datetime) -> None:
    """The time of day that ``prepare`` writes into XMP would make every file another one."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as described:
        for key in ("xmp:MetadataDate", "xmp:CreateDate", "xmp:ModifyDate"):
            described[key] = when.isoformat()
        described["dc:title"] = about.title
        described["dc:creator"] = [about.author]
        described["dc:language"] = [LANGUAGE]


def _pdf_date(when: datetime) -> str:
    """A PDF date (ISO 32000-1, 7.9.4)."""
    zone = when.strftime("%z")
    return f"D:{when:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:]}'"


def saved(pdf: "Pdf") -> bytes:
    """The bytes of an open archive; the same for the same content."""
    from pikepdf import pdfa

    buffer = io.BytesIO()
    pdf.save(buffer, **pdfa.resolve_save_kwargs(FLAVOUR, deterministic_id=True, min_version="1.7"))
    return buffer.getvalue()


def data_of(pdf: bytes) -> bytes | None:
    """The bytes attached under our name, or ``None``.

    :raises PdfUnreadable: not a PDF.
    """
    with open_pdf(pdf) as opened:
        found = opened.attachments.get(DATA_NAME)
        return None if found is None else found.get_file().read_bytes()

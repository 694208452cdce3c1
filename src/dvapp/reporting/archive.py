"""Finished files: opened, judged by the rules of PDF/A-3 (ISO 19005-3) before anybody signs them, their data read."""

import io
from typing import TYPE_CHECKING

from dvapp.domain.errors import PdfUnreadable
from dvapp.reporting.viewer import DAMAGED, LOCKED

if TYPE_CHECKING:
    from pikepdf import Pdf

FLAVOUR = "3b"
LEVEL = "ISO_19005_3:6.6.4-3"
"""The rule that a file of level B says so. Ours says A, which asks for all of B and for its structure (``tags``) besides;
the checker judges no structure and knows no A."""

DATA_NAME = "bao-cao.json"
DATA_TYPE = "application/json"


def open_pdf(pdf: bytes) -> "Pdf":
    """Open a PDF.

    :raises PdfUnreadable: it is not one, is broken beyond reading, or wants a password.
    """
    import pikepdf

    try:
        return pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PasswordError as error:
        raise PdfUnreadable(reason=LOCKED) from error
    except pikepdf.PdfError as error:
        raise PdfUnreadable(reason=DAMAGED) from error


def require_archive(pdf: bytes) -> None:
    """Judge a file without a form by the rules of PDF/A-3b, all of which hold for PDF/A-3a too.

    :raises RuntimeError: it breaks one. That is a fault of ours, not of the user.
    """
    from pikepdf import pdfa

    with open_pdf(pdf) as opened:
        found = pdfa.check(opened, FLAVOUR, deterministic_id=True, min_version="1.7")
    if any(finding.rule != LEVEL for finding in found.findings):
        raise RuntimeError(f"not PDF/A-{FLAVOUR}: {found.summary()}")


def data_of(pdf: bytes) -> bytes | None:
    """The bytes attached under our name, or ``None``.

    :raises PdfUnreadable: not a PDF.
    """
    with open_pdf(pdf) as opened:
        found = opened.attachments.get(DATA_NAME)
        return None if found is None else found.get_file().read_bytes()

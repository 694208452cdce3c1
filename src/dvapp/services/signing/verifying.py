"""Verifying any PDF, and reading a report's data from under its signature."""

from dataclasses import dataclass
from pathlib import Path

from dvapp.domain.errors import NotOurReport, PdfUnreadable, SignatureBroken, TrustUnreadable
from dvapp.domain.signing.verification import Verdict, Verification
from dvapp.services.places import named
from dvapp.services.ports import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A report's canonical JSON. ``signed``: whether it was read from under a signature."""

    data: bytes
    signed: bool


def verify_document(path: Path, *, trust: Path, tools: Tools) -> Verification:
    """Verify every signature of a PDF against explicitly trusted authorities.

    :raises FileMissing, FileUnreadable, PdfUnreadable, TrustUnreadable: as they say.
    """
    pdf, authorities = tools.files.read(path), tools.files.read(trust)
    try:
        return tools.signatures.verify(pdf, trust=authorities, now=tools.clock.now())
    except TrustUnreadable as error:
        raise TrustUnreadable(where=str(trust)) from error
    except PdfUnreadable as error:
        raise PdfUnreadable(where=str(path)) from error


def require_intact(pdf: bytes, path: Path, tools: Tools) -> None:
    """Every signature must hold; whom the receiver trusts is another question, so no authority is asked here.

    :raises SignatureBroken: one does not, or there is none.
    """
    found = tools.signatures.verify(pdf, trust=None, now=tools.clock.now())
    if found.verdict in {Verdict.TOTAL_FAILED, Verdict.UNSIGNED} or not all(
        s.intact for s in found.signatures
    ):
        raise SignatureBroken(where=str(path))


def extract_data(path: Path, *, tools: Tools) -> Extract:
    """The canonical JSON inside a report: as its first signature covers it, or of the file while nothing is signed.

    :raises FileMissing, FileUnreadable, PdfUnreadable: the file.
    :raises NotOurReport: it carries no report data.
    :raises JsonInvalid: what it carries is not a report, or of a newer version.
    :raises SignatureBroken: a signature does not hold, so nothing vouches for the data; whose it is, is not asked.
    """
    pdf = tools.files.read(path)
    with named(path):
        revision = tools.signatures.signed_revision(pdf)
        if revision is not None:
            require_intact(pdf, path, tools)
        data = tools.pages.data_of(revision if revision is not None else pdf)
    if data is None:
        raise NotOurReport(where=str(path))
    with named(path):
        tools.data.read(data)
    return Extract(data=data, signed=revision is not None)

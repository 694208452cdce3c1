"""Verifying any PDF, and reading a report's data from under its signature."""

from dataclasses import dataclass
from pathlib import Path

from dvapp.domain.errors import NotOurReport
from dvapp.domain.verification import Verification
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
    return tools.signatures.verify(tools.files.read(path), trust=tools.files.read(trust), now=tools.clock.now())


def extract_data(path: Path, *, tools: Tools) -> Extract:
    """The canonical JSON inside a report: as its first signature covers it, or of the file while nothing is signed.

    :raises FileMissing, FileUnreadable, PdfUnreadable: the file.
    :raises NotOurReport: it carries no report data.
    :raises JsonInvalid: what it carries is not a report, or of a newer version.
    """
    pdf = tools.files.read(path)
    revision = tools.signatures.signed_revision(pdf)
    data = tools.pages.data_of(revision if revision is not None else pdf)
    if data is None:
        raise NotOurReport(where=str(path))
    tools.data.read(data)
    return Extract(data=data, signed=revision is not None)

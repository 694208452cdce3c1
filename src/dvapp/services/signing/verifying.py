"""Verifying any PDF, and reading a report's data from under its signature."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePath

from dvapp.domain.errors import NotOurReport, SignatureBroken
from dvapp.domain.signing.authorities import Trusted
from dvapp.domain.signing.known_papers import KnownPaper
from dvapp.domain.signing.verification import SignatureRole, Verdict, Verification
from dvapp.domain.signing.verify_errors import RevisionUnknown
from dvapp.services.places import PDF, named, require_output
from dvapp.services.ports import Tools
from dvapp.services.signing.trust import managed_trust
from dvapp.services.signing.verify_ports import Stopped, never


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A report's canonical JSON. ``signed``: whether it was read from under a signature."""

    data: bytes
    signed: bool


def verify_document(
    path: Path,
    *,
    trust: Path | None,
    tools: Tools,
    known: Iterable[KnownPaper] = (),
    stopped: Stopped = never,
) -> Verification:
    """Verify every signature of a PDF against explicitly trusted authorities, in a process of its own.

    :param trust: certificates of the authorities; ``None`` for those kept on this computer.
    :param known: papers that the store issued, to recognise a copy that lost its signatures.
    :raises FileMissing, FileUnreadable, PdfUnreadable, TrustUnreadable: as they say.
    :raises VerifyingTooLong, VerifyingBroke, Cancelled: see :class:`dvapp.services.signing.verify_ports.Verifier`.
    """
    return verify_bytes(
        tools.files.read(path), path, trusted(trust, tools), tools=tools, known=known, stopped=stopped
    )


def verify_bytes(
    pdf: bytes,
    path: Path,
    by: Trusted,
    *,
    tools: Tools,
    known: Iterable[KnownPaper] = (),
    stopped: Stopped = never,
) -> Verification:
    """As :func:`verify_document`, of bytes that were read from ``path`` and by authorities that were read before."""
    with named(path):
        found = tools.verifier.verify(
            pdf,
            trust=by.roots or None,
            lists=by.lists,
            between=by.between,
            now=tools.clock.now(),
            stopped=stopped,
        )
        return recognised(found, pdf, known, tools)


def trusted(trust: Path | None, tools: Tools) -> Trusted:
    """The authorities of a file, or those kept on this computer.

    :raises FileMissing, FileUnreadable, TrustUnreadable: the file.
    """
    if trust is None:
        return managed_trust(tools)
    content = tools.files.read(trust)
    with named(trust):
        roots = tools.certificates.pem([one.content for one in tools.certificates.read(content)])
    kept = managed_trust(
        tools
    )  # what helps to find a way and to judge it, and is trusted for nothing by itself
    return Trusted(roots=roots, between=kept.between, lists=kept.lists)


def recognised(found: Verification, pdf: bytes, known: Iterable[KnownPaper], tools: Tools) -> Verification:
    """The same, with the issued paper of ``known`` that it was, when it bears fewer signatures than that.

    It is told by the report's data inside the file: whoever takes signatures off seldom thinks of those.
    """
    papers = tuple(known)
    if not papers or any(paper.digest == found.digest for paper in papers):
        return found
    data = tools.verifier.data_of(pdf)
    if data is None:
        return found
    digest = sha256(data).hexdigest()
    people = sum(finding.role is not SignatureRole.TIMESTAMP for finding in found.signatures)
    lost = next((p for p in papers if p.data_digest == digest and people < p.signatures), None)
    return replace(found, lost=lost)


def cut_at(pdf: bytes, found: Verification, number: int) -> bytes:
    """The document as its signature ``number`` (from 1, in the order of signing) covers it.

    :raises RevisionUnknown: it has no such signature, or that one does not say what it covers.
    """
    count = len(found.signatures)
    if not 1 <= number <= count or not found.signatures[number - 1].covered:
        raise RevisionUnknown(number=number, count=count)
    return pdf[: found.signatures[number - 1].covered]


def save_state(path: Path, found: Verification, number: int, out: Path, *, tools: Tools) -> None:
    """Write the document as its signature ``number`` covers it, byte for byte.

    :raises RevisionUnknown: as :func:`cut_at`.
    :raises FileMissing, FileUnreadable: the document. ``OutputIsInput``, ``OutputTaken``, ``FileUnwritable``,
        ``DiskFull``: the copy.
    """
    require_output(out, path, start=PDF, files=tools.files)
    with named(path):
        content = cut_at(tools.files.read(path), found, number)
    tools.files.write(out, content)


def require_intact(pdf: bytes, path: PurePath, tools: Tools) -> Verification:
    """Every signature must hold; whom the receiver trusts is another question, so no authority is asked here.

    :returns: what was found.
    :raises SignatureBroken: one does not, or there is none.
    """
    found = tools.signatures.verify(pdf, trust=None, now=tools.clock.now())
    require_whole(found, path)
    return found


def require_whole(found: Verification, path: PurePath) -> None:
    """The same of what was found before. :raises SignatureBroken: a signature does not hold, or there is none."""
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

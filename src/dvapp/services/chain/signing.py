"""Signing a paper of the store: here with a key at hand, or elsewhere on a copy that is taken out and in again."""

from dataclasses import dataclass
from pathlib import Path, PurePath

from dvapp.domain.chain.chain_errors import NothingNew, NotThisPaper
from dvapp.domain.chain.differences import differences
from dvapp.domain.chain.papers import Paper
from dvapp.domain.chain.steps import State, StepKind
from dvapp.domain.errors import AlreadyIssued, NotOurReport, ReportAltered
from dvapp.domain.papers.reports import Report, Role
from dvapp.domain.signing.authorities import Trusted
from dvapp.domain.signing.choices import Signed
from dvapp.domain.signing.verification import Verification
from dvapp.services.chain.papers import pdf_of
from dvapp.services.chain.steps import require_undrifted
from dvapp.services.chain.taking import Taking, may_take, taking
from dvapp.services.places import PDF, named, require_output
from dvapp.services.reports.paging import Fields
from dvapp.services.session import Session
from dvapp.services.signing.keys import KeySource
from dvapp.services.signing.manner import Manner
from dvapp.services.signing.on_bytes import Body, report_in, second_sealed, signed
from dvapp.services.signing.own_pictures import with_own_picture
from dvapp.services.signing.picture_ports import Purpose
from dvapp.services.signing.verifying import require_whole, verify_bytes

LEADERS = {Body.LEAD: Fields.LEADER, Body.SECOND: Fields.SECOND_LEADER}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPaper:
    """A paper after a signature, and what its signer has to know of it."""

    paper: Paper
    signed: Signed


def place_of(paper: Paper) -> PurePath:
    """How refusals name a paper's file."""
    return PurePath(f"{paper.kind} {paper.period.written}")


def sign_paper(
    session: Session,
    paper_id: str,
    *,
    key: KeySource,
    role: Role,
    body: Body = Body.LEAD,
    manner: Manner | None = None,
) -> SignedPaper:
    """Sign an approved paper as leader, or as deputy for him.

    :param manner: timestamp, picture, questions asked online; none of them by default.
    :raises PaperNotFound, NotAllowed, StepNotNow: as they say.
    :raises PaperDrifted: figures or sentences are other ones than those approved.
    :raises: whatever :func:`~dvapp.services.signing.on_bytes.signed` says of the signer and the key.
    """
    paper = may_take(session, paper_id, StepKind.SIGN, role=role)
    require_undrifted(session, paper)
    made = signed(
        pdf_of(session, paper),
        place_of(paper),
        key=key,
        role=role,
        tools=session.tools,
        body=body,
        manner=with_own_picture(session, manner, Purpose.SIGNATURE),
        account=session.actor.name,
    )
    with taking(session, paper, StepKind.SIGN, role=role) as one:
        _take_signature(one, made.pdf, body, holder=made.signed.holder)
        one.commit()
    return SignedPaper(paper=one.paper, signed=made.signed)


def _take_signature(one: Taking, pdf: bytes, body: Body, *, holder: str = "", received: bool = False) -> None:
    """Keep a file with a leader's signature more, and the step that says so.

    :param holder: whom the certificate names; without one it is the name on the pages.
    """
    tools = one.session.tools
    report, data = report_in(pdf, place_of(one.paper), tools)
    state = tools.signatures.state(pdf)
    missing = report.second is not None and not state.get(Fields.SECOND_LEADER)
    second = report.second if body is Body.SECOND else None
    signatory = second.signatory if second is not None else report.signatory
    one.take(
        StepKind.SIGN,
        complete=bool(state.get(Fields.LEADER)) and not missing,
        role=signatory.role,
        body=body.value,
        holder=holder or signatory.name or "",
        received=received,
        data=one.work.papers.keep(data, packed=True),
        pdf=one.work.papers.keep(pdf, packed=False),
    )


def seal_second_body(
    session: Session, paper_id: str, *, key: KeySource, manner: Manner | None = None
) -> SignedPaper:
    """Seal a joint paper for its second body, before it is numbered.

    :raises PaperNotFound, NotAllowed, StepNotNow, NotTheSamePerson: as they say.
    :raises: whatever :func:`~dvapp.services.signing.on_bytes.second_sealed` says of the paper and the key.
    """
    paper = may_take(session, paper_id, StepKind.SEAL_SECOND)
    pdf, manner = pdf_of(session, paper), with_own_picture(session, manner, Purpose.SEAL)
    made = second_sealed(pdf, place_of(paper), key=key, tools=session.tools, manner=manner)
    with taking(session, paper, StepKind.SEAL_SECOND) as one:
        one.take(
            StepKind.SEAL_SECOND, body=Body.SECOND.value, pdf=one.work.papers.keep(made.pdf, packed=False)
        )
        one.commit()
    return SignedPaper(paper=one.paper, signed=made.signed)


def export_for_signature(session: Session, paper_id: str, path: Path) -> Paper:
    """Write the file that is to be signed, or sealed by the second body, on another computer.

    :raises PaperNotFound, NotAllowed, StepNotNow, PaperDrifted: as they say.
    :raises OutputIsInput, OutputTaken, DiskFull, FileUnwritable: the file.
    """
    paper = may_take(session, paper_id, StepKind.EXPORT)
    require_undrifted(session, paper)
    require_output(path, session.store.path, start=PDF, files=session.tools.files)
    session.tools.files.write(path, pdf_of(session, paper))
    with taking(session, paper, StepKind.EXPORT) as one:
        one.take(StepKind.EXPORT)
        one.commit()
    return one.paper


def receive_signed(session: Session, paper_id: str, path: Path) -> Paper:
    """Take a signed file in: it must be this paper, as it was approved, with one signature or seal more that holds.

    Proved by the bytes: the pages are drawn anew from the data under the signature, and those must be the approved ones
    with the signer's name; once somebody has signed, the file must go on from the kept one byte for byte.

    :raises FileMissing, FileUnreadable, PdfUnreadable, NotOurReport, JsonInvalid: the file.
    :raises NotThisPaper, ReportAltered: it is another paper, or an older copy of this one, or its pages were changed.
    :raises NothingNew: nobody has signed it since it was taken out. :raises AlreadyIssued: it was numbered or sealed.
    :raises SignatureBroken: a signature does not hold. :raises VerifyingTooLong, VerifyingBroke: it cannot be looked at.
    :raises PaperNotFound, NotAllowed, StepNotNow, NotTheSamePerson: as they say.
    """
    session.refresh_actor()
    pdf = session.tools.files.read(path)
    paper = _receivable(session, paper_id)
    kept = pdf_of(session, paper)
    # It comes on a stick: whatever it is, reading it is to hold up nothing.
    found = verify_bytes(pdf, path, Trusted(), tools=session.tools)
    fresh = _new_fields(session, pdf, kept, paper, path, found)
    first = StepKind.SIGN if fresh[0] in LEADERS.values() else StepKind.SEAL_SECOND
    with taking(session, paper, first, received=True) as one:
        for body, field in LEADERS.items():
            if field in fresh:
                _take_signature(one, pdf, body, received=True)
        if Fields.SECOND_SEAL in fresh:
            sha256 = one.work.papers.keep(pdf, packed=False)
            one.take(StepKind.SEAL_SECOND, body=Body.SECOND.value, received=True, pdf=sha256)
        one.commit()
    return one.paper


def _receivable(session: Session, paper_id: str) -> Paper:
    """The paper, if whoever works here may take a signed file of it in."""
    with session.store.reading() as read:
        paper = read.papers.get(paper_id)
    sealing = paper is not None and paper.state in {State.SIGNED, State.FORM_CHECKED}
    kind = StepKind.SEAL_SECOND if sealing else StepKind.SIGN
    return may_take(session, paper_id, kind, received=True)


def _new_fields(
    session: Session, pdf: bytes, kept: bytes, paper: Paper, path: Path, found: Verification
) -> tuple[str, ...]:
    """The fields that are signed in a file and were not before, once it is proved to be this paper."""
    signatures = session.tools.signatures
    with named(path):
        before, now = signatures.state(kept), signatures.state(pdf)
        if not now:
            raise NotOurReport(where=str(path))
        if any(now.get(field) for field in (Fields.NUMBER, Fields.DATE, Fields.SEAL)):
            raise AlreadyIssued(where=str(path))
    wanted = (*LEADERS.values(), Fields.SECOND_SEAL)
    fresh = tuple(field for field in wanted if now.get(field) and not before.get(field))
    if pdf == kept or not any(now.get(field) for field in wanted):
        raise NothingNew(where=str(path), paper=paper.name)
    require_whole(found, path)
    if signatures.signed_revision(kept) is not None:
        if not pdf.startswith(kept):
            raise NotThisPaper(where=str(path), paper=paper.name, count=0, first="")
    else:
        _require_approved(session, pdf, kept, paper, path)
    if not fresh:
        raise NothingNew(where=str(path), paper=paper.name)
    return fresh


def _require_approved(session: Session, pdf: bytes, kept: bytes, paper: Paper, path: Path) -> None:
    """The first signature covers what was approved, and nothing else."""
    tools = session.tools
    report, data = report_in(pdf, path, tools)
    approved, _data = report_in(kept, place_of(paper), tools)
    if _named_as(approved, report) != report:
        found = differences(approved, report, tools.formats)
        first = f"{found[0].label}: {found[0].old or '–'} → {found[0].new or '–'}" if found else ""
        raise NotThisPaper(where=str(path), paper=paper.name, count=len(found), first=first[:200])
    if not any(
        pdf.startswith(tools.pages.draw(report, data, pictured=pictured)) for pictured in (False, True)
    ):
        raise ReportAltered(where=str(path))


def _named_as(approved: Report, signed_report: Report) -> Report:
    """What was approved, with the names of whoever signed."""
    signatory = signed_report.signatory
    made = approved
    if signatory.name:
        made = made.signed_by(signatory.role, signatory.name)
    if signed_report.second is not None and signed_report.second.signatory.name:
        second = signed_report.second.signatory
        made = made.second_signed_by(second.role, second.name or "")
    return made

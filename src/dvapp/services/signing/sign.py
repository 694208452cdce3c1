"""The leaders' signatures and the clerk's number, date and seal. Inputs are never touched; results are proved first.

A joint paper is signed by both leaders in either order, sealed by the second body, and then numbered and sealed by the body
in charge; each step refuses a paper that is not ready for it.
"""

import logging
from dataclasses import replace
from datetime import date
from enum import Enum
from pathlib import Path

from dvapp.domain.errors import (
    AlreadyIssued,
    AlreadySealed,
    AlreadySigned,
    DateTooEarly,
    NotJoint,
    NotOurReport,
    NotSigned,
    NumberInvalid,
    ReportAltered,
    ReportIsDraft,
    RoleContradicts,
    SecondNotSealed,
    SecondNotSigned,
    SignerUnexpected,
    SignerUnnamed,
)
from dvapp.domain.language.folding import accented
from dvapp.domain.papers.reports import Report, Role, Stage
from dvapp.services.places import PDF, named, require_output
from dvapp.services.ports import Tools
from dvapp.services.reports.paging import Fields
from dvapp.services.signing.keys import KeySource, files_of, opened_key
from dvapp.services.signing.verifying import require_intact

log = logging.getLogger(__name__)

LARGEST_NUMBER = 99_999


class Body(Enum):
    """For which body of a paper somebody signs or seals; every paper has the one in charge."""

    LEAD = "lead"
    SECOND = "second"


def sign_report(
    source: Path,
    *,
    key: KeySource,
    role: Role,
    out: Path,
    tools: Tools,
    body: Body = Body.LEAD,
) -> None:
    """Sign a copy made for signature as leader or deputy of a body.

    With the first signature the pages are drawn anew from the data inside the file, with the signer's name from the
    certificate: what is signed is what the data say, and a file whose pages were changed by hand is refused. Nothing on
    the pages may change afterwards; so on a joint paper the other signer's name must stand there beforehand, and whoever
    signs second must be the one they name. Either body may sign first.

    :raises NotOurReport, ReportIsDraft, AlreadySigned, ReportAltered: the file is not a copy for this signature.
    :raises NotJoint, SignerUnnamed, SignerUnexpected, RoleContradicts: it is not made for this signer.
    :raises SignatureBroken: somebody signed, and that does not hold.
    :raises KeyUnreadable, KeyPasswordWrong, CertificateExpired, CertificateNotYetValid, CertificateUnsuitable: the key;
        or those of a token (:func:`~dvapp.services.signing.keys.opened_key`).
    :raises FileMissing, FileUnreadable, FileUnwritable, DiskFull, PdfUnreadable: the files.
    :raises OutputIsInput, OutputTaken: ``out`` is one of them, or a file of another kind.
    """
    require_output(out, source, *files_of(key), start=PDF, files=tools.files)
    pdf = tools.files.read(source)
    report, data = _report_in(pdf, source, tools)
    _require_signer(report, role, body, source)
    signed_before = tools.signatures.signed_revision(pdf) is not None
    field = Fields.LEADER if body is Body.LEAD else Fields.SECOND_LEADER
    if signed_before:
        if tools.signatures.state(pdf).get(field):
            raise AlreadySigned(where=str(source))
        require_intact(pdf, source, tools)
    elif tools.pages.draw(report, data) != pdf:
        raise ReportAltered(where=str(source))
    now = tools.clock.now()
    with opened_key(key, now, tools) as own:
        if signed_before:
            _require_expected(report, role, body, own.holder.name, source)
        else:
            named = _named(report, role, body, own.holder.name)
            pdf = tools.pages.draw(named, tools.data.write(named), proved=True)
        stamp = tools.pages.signer_stamp(report, own.holder, now)
        sign = tools.signatures.countersign if signed_before else tools.signatures.certify
        signed = sign(
            pdf, own, field=field, stamp=stamp, when=now, role=role.value, place=report.issuer.place
        )
    require_intact(signed, out, tools)
    tools.files.write(out, signed)
    log.info("report %s %s signed for the %s body", report.kind, report.period.written, body.value)


def _require_signer(report: Report, role: Role, body: Body, source: Path) -> None:
    """Whether such a person may sign such a paper at all, and the pages will name both signers."""
    if report.stage is Stage.DRAFT:
        raise ReportIsDraft(where=str(source))
    second = report.second
    if second is None:
        if body is Body.SECOND:
            raise NotJoint(where=str(source))
        own = report.signatory
    else:
        own, other, option = (
            (report.signatory, second.signatory, "second_signer")
            if body is Body.LEAD
            else (second.signatory, report.signatory, "signer")
        )
        if not other.name:
            raise SignerUnnamed(where=str(source), option=option)
    if replace(own, role=role).signs_as[1] is not role:
        authority = own.authority.value if own.authority is not None else ""
        raise RoleContradicts(where=str(source), role=role.value, authority=authority)


def _require_expected(report: Report, role: Role, body: Body, holder: str, source: Path) -> None:
    """The pages are signed already: whoever signs now must be the one they name, in the role they say."""
    assert report.second is not None, "only a joint paper has a second signature"
    own = report.signatory if body is Body.LEAD else report.second.signatory
    if _same_name(own.name or "") != _same_name(holder):
        raise SignerUnexpected(where=str(source), expected=own.name, holder=holder)
    if own.signs_as[1] is not role:
        raise RoleContradicts(where=str(source), role=role.value, authority=own.signs_as[0].value)


def _same_name(name: str) -> str:
    """A name as it is compared: case, spaces and the place of a tone mark say nothing, every accent does."""
    return " ".join(accented(name).split())


def _named(report: Report, role: Role, body: Body, name: str) -> Report:
    return report.signed_by(role, name) if body is Body.LEAD else report.second_signed_by(role, name)


def seal_second(source: Path, *, key: KeySource, out: Path, tools: Tools) -> None:
    """Seal a joint paper for its second body, after both leaders signed and before it is numbered.

    :raises NotOurReport, ReportIsDraft, NotJoint: the document is not such a paper.
    :raises NotSigned, SecondNotSigned, AlreadySealed, AlreadyIssued, SignatureBroken: it is not in that state.
    :raises KeyUnreadable, KeyPasswordWrong, CertificateExpired, CertificateNotYetValid, CertificateUnsuitable: the key;
        or those of a token (:func:`~dvapp.services.signing.keys.opened_key`).
    :raises FileMissing, FileUnreadable, FileUnwritable, DiskFull, PdfUnreadable: the files.
    :raises OutputIsInput, OutputTaken: ``out`` is one of them, or a file of another kind.
    """
    require_output(out, source, *files_of(key), start=PDF, files=tools.files)
    pdf = tools.files.read(source)
    report, _data = _report_in(pdf, source, tools)
    if report.second is None:
        raise NotJoint(where=str(source))
    _require_signed_only(pdf, source, report, tools)
    if tools.signatures.state(pdf).get(Fields.SECOND_SEAL):
        raise AlreadySealed(where=str(source))
    now = tools.clock.now()
    with opened_key(key, now, tools) as own:
        stamp = tools.pages.seal_stamp(report, own.holder, now, of_second=True)
        sealed = tools.signatures.countersign(
            pdf, own, field=Fields.SECOND_SEAL, stamp=stamp, when=now, role="seal", place=""
        )
    require_intact(sealed, out, tools)
    tools.files.write(out, sealed)
    log.info("report %s %s sealed for the second body", report.kind, report.period.written)


def issue_report(source: Path, *, number: int, issued: date, key: KeySource, out: Path, tools: Tools) -> None:
    """Fill number and date into a signed report and seal it; a joint paper must bear the second body's seal by then.

    :raises NumberInvalid, DateTooEarly: what is to be filled in.
    :raises NotOurReport, ReportIsDraft, NotSigned, SecondNotSigned, SecondNotSealed, AlreadyIssued, SignatureBroken:
        the document is not in that state.
    :raises KeyUnreadable, KeyPasswordWrong, CertificateExpired, CertificateNotYetValid, CertificateUnsuitable: the key;
        or those of a token (:func:`~dvapp.services.signing.keys.opened_key`).
    :raises FileMissing, FileUnreadable, FileUnwritable, DiskFull, PdfUnreadable: the files.
    :raises OutputIsInput, OutputTaken: ``out`` is one of them, or a file of another kind.
    """
    require_output(out, source, *files_of(key), start=PDF, files=tools.files)
    if not 1 <= number <= LARGEST_NUMBER:
        raise NumberInvalid(where="number", text=str(number))
    pdf = tools.files.read(source)
    report, _data = _report_in(pdf, source, tools)
    _require_signed_only(pdf, source, report, tools)
    if report.second is not None and not tools.signatures.state(pdf).get(Fields.SECOND_SEAL):
        raise SecondNotSealed(where=str(source), body=report.second.issuer.name)
    if issued < report.as_of:
        raise DateTooEarly(where="date", issued=issued, closing=report.as_of)
    now = tools.clock.now()
    fills = tools.pages.number_and_date(report, number, issued)
    with opened_key(key, now, tools) as own:
        stamp = tools.pages.seal_stamp(report, own.holder, now)
        sealed = tools.signatures.seal(pdf, own, field=Fields.SEAL, stamp=stamp, when=now, fills=fills)
    require_intact(sealed, out, tools)
    tools.files.write(out, sealed)
    log.info("report %s %s issued", report.kind, report.period.written)


def _report_in(pdf: bytes, source: Path, tools: Tools) -> tuple[Report, bytes]:
    """The report from under the first signature, or from the whole file while nothing is signed."""
    with named(source):
        data = tools.pages.data_of(tools.signatures.signed_revision(pdf) or pdf)
        if data is None:
            raise NotOurReport
        return tools.data.read(data), data


def _require_signed_only(pdf: bytes, source: Path, report: Report, tools: Tools) -> None:
    """Every leader has signed, and nobody has numbered yet."""
    state = tools.signatures.state(pdf)
    if report.stage is Stage.DRAFT:
        raise ReportIsDraft(where=str(source))
    if not state.get(Fields.LEADER):
        raise NotSigned(where=str(source))
    if report.second is not None and not state.get(Fields.SECOND_LEADER):
        raise SecondNotSigned(where=str(source), body=report.second.issuer.name)
    if any(state.get(name) for name in (Fields.NUMBER, Fields.DATE, Fields.SEAL)):
        raise AlreadyIssued(where=str(source))
    require_intact(pdf, source, tools)

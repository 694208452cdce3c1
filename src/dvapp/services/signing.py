"""The leader's signature and the clerk's number, date and seal. Inputs are never touched; results are proved first."""

import logging
from datetime import date
from pathlib import Path

from dvapp.domain.errors import (
    AlreadyIssued,
    AlreadySigned,
    DateTooEarly,
    NotOurReport,
    NotSigned,
    NumberInvalid,
    ReportAltered,
    ReportIsDraft,
)
from dvapp.domain.reports import Report, Role, Stage
from dvapp.services.places import PDF, named, require_output
from dvapp.services.ports import Fields, Tools
from dvapp.services.verifying import require_intact

log = logging.getLogger(__name__)

LARGEST_NUMBER = 99_999


def sign_report(source: Path, *, key_file: Path, password: str, role: Role, out: Path, tools: Tools) -> None:
    """Sign a copy made for signature as leader or deputy.

    The pages are drawn anew from the data inside the file, with the signer's name from the certificate: what is signed
    is what the data say, and a file whose pages were changed by hand is refused.

    :raises NotOurReport, ReportIsDraft, AlreadySigned, ReportAltered: the file is not a fresh copy for signature.
    :raises KeyUnreadable, KeyPasswordWrong, CertificateExpired, CertificateNotYetValid, CertificateUnsuitable: the key.
    :raises FileMissing, FileUnreadable, FileUnwritable, DiskFull, PdfUnreadable: the files.
    :raises OutputIsInput, OutputTaken: ``out`` is one of them, or a file of another kind.
    """
    require_output(out, source, key_file, start=PDF, files=tools.files)
    pdf = tools.files.read(source)
    report, data = _report_in(pdf, source, tools)
    if report.stage is Stage.DRAFT:
        raise ReportIsDraft(where=str(source))
    if tools.signatures.signed_revision(pdf) is not None:
        raise AlreadySigned(where=str(source))
    if tools.pages.draw(report, data) != pdf:
        raise ReportAltered(where=str(source))
    now = tools.clock.now()
    key = tools.signatures.open_key(tools.files.read(key_file), password, now=now, where=str(key_file))
    named = report.signed_by(role, key.holder.name)
    drawn = tools.pages.draw(named, tools.data.write(named))
    stamp = tools.pages.signer_stamp(named, key.holder, now)
    signed = tools.signatures.certify(
        drawn, key, field=Fields.LEADER, stamp=stamp, when=now, role=role.value, place=report.issuer.place
    )
    require_intact(signed, out, tools)
    tools.files.write(out, signed)
    log.info("report %s %s signed", report.kind, report.period.written)


def issue_report(
    source: Path, *, number: int, issued: date, key_file: Path, password: str, out: Path, tools: Tools
) -> None:
    """Fill number and date into a signed report and seal it.

    :raises NumberInvalid, DateTooEarly: what is to be filled in.
    :raises NotOurReport, NotSigned, AlreadyIssued, SignatureBroken: the document is not in that state.
    :raises KeyUnreadable, KeyPasswordWrong, CertificateExpired, CertificateNotYetValid, CertificateUnsuitable: the key.
    :raises FileMissing, FileUnreadable, FileUnwritable, DiskFull, PdfUnreadable: the files.
    :raises OutputIsInput, OutputTaken: ``out`` is one of them, or a file of another kind.
    """
    require_output(out, source, key_file, start=PDF, files=tools.files)
    if not 1 <= number <= LARGEST_NUMBER:
        raise NumberInvalid(where="number", text=str(number))
    pdf = tools.files.read(source)
    report, _data = _report_in(pdf, source, tools)
    _require_signed_only(pdf, source, report, tools)
    if issued < report.as_of:
        raise DateTooEarly(where="date", issued=issued, closing=report.as_of)
    now = tools.clock.now()
    key = tools.signatures.open_key(tools.files.read(key_file), password, now=now, where=str(key_file))
    fills = tools.pages.number_and_date(report, number, issued)
    stamp = tools.pages.seal_stamp(report, key.holder, now)
    sealed = tools.signatures.seal(pdf, key, field=Fields.SEAL, stamp=stamp, when=now, fills=fills)
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
    state = tools.signatures.state(pdf)
    if report.stage is Stage.DRAFT:
        raise ReportIsDraft(where=str(source))
    if not state.get(Fields.LEADER):
        raise NotSigned(where=str(source))
    if any(state.get(name) for name in (Fields.NUMBER, Fields.DATE, Fields.SEAL)):
        raise AlreadyIssued(where=str(source))
    require_intact(pdf, source, tools)

"""Signing, sealing and issuing a report's bytes, wherever they are kept; results are proved before they are returned.

``place`` names the bytes in refusals: a file, or a paper of the store. Each step refuses a paper that is not ready for it.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import PurePath

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
from dvapp.domain.language.person_names import same_name
from dvapp.domain.papers.reports import Report, Role, Stage
from dvapp.domain.signing.choices import Doubt
from dvapp.domain.signing.sealing_errors import SealIsSeconds, SealIsSigners
from dvapp.domain.signing.signer_errors import SignerDiffers
from dvapp.domain.signing.signers import Claim, OtherName, other_names, printed_name
from dvapp.domain.signing.stamp_errors import StampCoversText
from dvapp.domain.signing.verification import KeyHolder, Verification
from dvapp.services.places import named
from dvapp.services.ports import Tools
from dvapp.services.reports.paging import FieldFill, FieldPlace, Fields, Tone
from dvapp.services.signing.keys import KeySource, opened_key
from dvapp.services.signing.manner import (
    Manner,
    Outcome,
    certificate_doubts,
    picture_in,
    tone_doubt,
    with_timestamp,
)
from dvapp.services.signing.verifying import require_intact

LARGEST_NUMBER = 99_999


class Body(Enum):
    """For which body of a paper somebody signs or seals; every paper has the one in charge."""

    LEAD = "lead"
    SECOND = "second"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A paper with everything on its pages but the signature itself.

    :param field: where it is to be signed. ``stamp``: what will be seen there.
    :param signed_before: whether somebody signed already, so that the pages may not be drawn anew.
    :param second_sealed_by: whom the certificate of a joint paper's second seal names.
    """

    pdf: bytes
    report: Report
    field: str
    stamp: bytes
    signed_before: bool = True
    fills: tuple[FieldFill, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    second_sealed_by: str = ""


def signed(
    pdf: bytes,
    place: PurePath,
    *,
    key: KeySource,
    role: Role,
    tools: Tools,
    body: Body = Body.LEAD,
    manner: Manner | None = None,
    account: str = "",
) -> Outcome:
    """A copy made for signature, signed as leader or deputy of a body.

    With the first signature the pages are drawn anew from the data inside the file, with the signer's name from the
    certificate: what is signed is what the data say, and a file whose pages were changed by hand is refused. Nothing on
    the pages may change afterwards; so on a joint paper the other signer's name must stand there beforehand, and whoever
    signs second must be the one they name. Either body may sign first.

    :param manner: timestamp, picture, questions asked online; none of them by default.
    :param account: name of whoever works in the store, empty where that is not known.
    :raises NotOurReport, ReportIsDraft, AlreadySigned, ReportAltered, PdfUnreadable: it is not a copy for this signature.
    :raises SignerDiffers: the certificate is in another name, and ``manner`` does not allow that.
    :raises NotJoint, SignerUnnamed, SignerUnexpected, RoleContradicts: it is not made for this signer.
    :raises SignatureBroken: somebody signed, and that does not hold.
    :raises CertificateRevoked, StampCoversText: the signer must not, or his stamp cannot.
    :raises: the key, as :func:`~dvapp.services.signing.keys.opened_key` says; the picture, as
        :func:`~dvapp.services.signing.manner.picture_in` says.
    """
    manner = manner or Manner()
    ready = ready_to_sign(pdf, place, role=role, body=body, tools=tools)
    now = tools.clock.now()
    with opened_key(key, now, tools) as own:
        others = others_of(ready.report, body, own.holder, account)
        _require_confirmed(others, own.holder, manner, place)
        doubts = (*name_doubt(others), *certificate_doubts(own, manner, tools))
        made = with_signer(
            ready, place, role=role, body=body, holder=own.holder, manner=manner, tools=tools, account=account
        )
        sign = tools.signatures.countersign if made.signed_before else tools.signatures.certify
        result = sign(
            made.pdf, own, field=made.field, stamp=made.stamp, when=now, role=role.value,
            place=made.report.issuer.place, room_for_timestamp=bool(manner.stamping.authorities),
        )  # fmt: skip
    require_intact(result, place, tools)
    done = with_timestamp(result, made.field, manner, tools, (*doubts, *made.doubts))
    return replace(done, signed=replace(done.signed, holder=own.holder.name, others=others))


def others_of(report: Report, body: Body, holder: KeyHolder, account: str) -> tuple[OtherName, ...]:
    """The names that a signer's certificate should bear and does not; the second body's signer has no account here."""
    own = account if body is Body.LEAD else ""
    return other_names(holder.name, paper=signer_of(report, body), account=own)


def signer_of(report: Report, body: Body) -> str:
    """Whom a report names as the signer of a body; empty for nobody yet."""
    second = report.second.signatory.name if report.second is not None else None
    return (report.signatory.name if body is Body.LEAD else second) or ""


def name_doubt(others: tuple[OtherName, ...]) -> tuple[Doubt, ...]:
    """A word for who signs with a certificate in another name."""
    return (Doubt.NAME_DIFFERS,) if others else ()


def _require_confirmed(
    others: tuple[OtherName, ...], holder: KeyHolder, manner: Manner, place: PurePath
) -> None:
    if others and not manner.any_name:
        said = {claim.value: "" for claim in Claim} | {one.claim.value: one.name for one in others}
        raise SignerDiffers(where=str(place), holder=holder.name, **said)


def ready_to_sign(pdf: bytes, place: PurePath, *, role: Role, body: Body, tools: Tools) -> Prepared:
    """A copy made for signature, found fit for this signer whoever it will be; nothing is drawn yet.

    :raises: as :func:`signed` says of the paper.
    """
    report, data = report_in(pdf, place, tools)
    _require_signer(report, role, body, place)
    signed_before = tools.signatures.signed_revision(pdf) is not None
    field = Fields.LEADER if body is Body.LEAD else Fields.SECOND_LEADER
    if signed_before:
        if tools.signatures.state(pdf).get(field):
            raise AlreadySigned(where=str(place))
        require_intact(pdf, place, tools)
    elif tools.pages.draw(report, data) != pdf:
        raise ReportAltered(where=str(place))
    return Prepared(pdf=pdf, report=report, field=field, stamp=b"", signed_before=signed_before)


def with_signer(
    ready: Prepared,
    place: PurePath,
    *,
    role: Role,
    body: Body,
    holder: KeyHolder,
    manner: Manner,
    tools: Tools,
    account: str = "",
    proved: bool = True,
) -> Prepared:
    """The paper with the signer's name on its pages, and his stamp.

    :param account: name of whoever works in the store, empty where that is not known.
    :param proved: whether the pages are judged by the rules of PDF/A: not for a look at them.
    :raises SignerUnexpected, RoleContradicts, StampCoversText: it is not made for this signer, or his stamp.
    """
    pdf, report = ready.pdf, ready.report
    picture = picture_in(manner, tools)
    if ready.signed_before:
        _require_expected(report, role, body, holder.name, place)
    else:
        named_report = named_for(
            report, role, body, printed_name(holder.name, paper=signer_of(report, body), account=account)
        )
        data = tools.data.write(named_report)
        pdf = tools.pages.draw(named_report, data, proved=proved, pictured=picture is not None)
    where = _free_place(pdf, ready.field, place, tools)
    stamp = tools.pages.signer_stamp(report, holder, tools.clock.now(), picture=picture, width=where.width)
    return replace(ready, pdf=pdf, stamp=stamp, doubts=tone_doubt(picture, Tone.BLUE))


def _free_place(pdf: bytes, field: str, place: PurePath, tools: Tools) -> FieldPlace:
    """Where a stamp goes; nothing of the page's text lies there, and no name above all (format.md)."""
    where = tools.pages.field_places(pdf).get(field)
    if where is None:
        raise NotOurReport(where=str(place))
    if covered := tools.pages.text_under(pdf, where):
        raise StampCoversText(where=str(place), text=covered[:80])
    return where


def _require_signer(report: Report, role: Role, body: Body, place: PurePath) -> None:
    """Whether such a person may sign such a paper at all, and the pages will name both signers."""
    if report.stage is Stage.DRAFT:
        raise ReportIsDraft(where=str(place))
    second = report.second
    if second is None:
        if body is Body.SECOND:
            raise NotJoint(where=str(place))
        own = report.signatory
    else:
        own, other, option = (
            (report.signatory, second.signatory, "second_signer")
            if body is Body.LEAD
            else (second.signatory, report.signatory, "signer")
        )
        if not other.name:
            raise SignerUnnamed(where=str(place), option=option)
    if replace(own, role=role).signs_as[1] is not role:
        authority = own.authority.value if own.authority is not None else ""
        raise RoleContradicts(where=str(place), role=role.value, authority=authority)


def _require_expected(report: Report, role: Role, body: Body, holder: str, place: PurePath) -> None:
    """The pages are signed already: whoever signs now must be the one they name, in the role they say."""
    assert report.second is not None, "only a joint paper has a second signature"
    own = report.signatory if body is Body.LEAD else report.second.signatory
    if not same_name(own.name or "", holder):
        raise SignerUnexpected(where=str(place), expected=own.name, holder=holder)
    if own.signs_as[1] is not role:
        raise RoleContradicts(where=str(place), role=role.value, authority=own.signs_as[0].value)


def named_for(report: Report, role: Role, body: Body, name: str) -> Report:
    """The report with the name of whoever signs for a body."""
    return report.signed_by(role, name) if body is Body.LEAD else report.second_signed_by(role, name)


def second_sealed(
    pdf: bytes, place: PurePath, *, key: KeySource, tools: Tools, manner: Manner | None = None
) -> Outcome:
    """A joint paper sealed for its second body, after both leaders signed and before it is numbered.

    :raises NotOurReport, ReportIsDraft, NotJoint, PdfUnreadable: the document is not such a paper.
    :raises NotSigned, SecondNotSigned, AlreadySealed, AlreadyIssued, SignatureBroken: it is not in that state.
    :raises CertificateRevoked, SealIsSigners, SealTooLarge, StampCoversText: the key or the seal's picture.
    :raises: the key, as :func:`~dvapp.services.signing.keys.opened_key` says.
    """
    manner = manner or Manner()
    ready = ready_for_second_seal(pdf, place, tools)
    now = tools.clock.now()
    with opened_key(key, now, tools) as own:
        doubts = certificate_doubts(own, manner, tools)
        made = with_seal(ready, place, holder=own.holder, manner=manner, tools=tools)
        sealed = tools.signatures.countersign(
            made.pdf, own, field=made.field, stamp=made.stamp, when=now, role="seal", place="",
            room_for_timestamp=bool(manner.stamping.authorities),
        )  # fmt: skip
    require_intact(sealed, place, tools)
    return with_timestamp(sealed, made.field, manner, tools, (*doubts, *made.doubts))


def ready_for_second_seal(pdf: bytes, place: PurePath, tools: Tools) -> Prepared:
    """A joint paper, found fit for the second body's seal. :raises: as :func:`second_sealed` says of the paper."""
    report, _data = report_in(pdf, place, tools)
    if report.second is None:
        raise NotJoint(where=str(place))
    _require_signed_only(pdf, place, report, tools)
    if tools.signatures.state(pdf).get(Fields.SECOND_SEAL):
        raise AlreadySealed(where=str(place))
    return Prepared(pdf=pdf, report=report, field=Fields.SECOND_SEAL, stamp=b"")


def with_seal(
    ready: Prepared, place: PurePath, *, holder: KeyHolder, manner: Manner, tools: Tools
) -> Prepared:
    """The paper with what the seal will look like.

    :raises SealIsSigners, SealIsSeconds: it is no agency's, or of the other one. :raises SealTooLarge, StampCoversText: it does not go there.
    """
    of_second = ready.field == Fields.SECOND_SEAL
    body = ready.report.second if of_second and ready.report.second is not None else ready.report
    if same_name(holder.name, body.signatory.name or ""):
        raise SealIsSigners(where=str(place), holder=holder.name)
    if ready.report.second is not None and same_name(holder.name, ready.second_sealed_by):
        second = ready.report.second.issuer.name
        raise SealIsSeconds(where=str(place), holder=holder.name, body=second)
    picture = picture_in(manner, tools)
    _free_place(ready.pdf, ready.field, place, tools)
    with named(manner.picture or place):
        stamp = tools.pages.seal_stamp(
            ready.report, holder, tools.clock.now(), of_second=of_second,
            picture=picture, size=manner.picture_size,
        )  # fmt: skip
    return replace(ready, stamp=stamp, doubts=tone_doubt(picture, Tone.RED))


def require_number(number: int) -> None:
    """:raises NumberInvalid: no paper has such a number."""
    if not 1 <= number <= LARGEST_NUMBER:
        raise NumberInvalid(where="number", text=str(number))


def issued_with(
    pdf: bytes,
    place: PurePath,
    *,
    number: int,
    issued: date,
    key: KeySource,
    tools: Tools,
    manner: Manner | None = None,
) -> Outcome:
    """A signed report with its number and date filled in, and sealed; a joint one must bear the second body's seal.

    :raises NumberInvalid, DateTooEarly: what is to be filled in.
    :raises NotOurReport, ReportIsDraft, NotSigned, SecondNotSigned, SecondNotSealed, AlreadyIssued, SignatureBroken,
        PdfUnreadable: the document is not in that state.
    :raises CertificateRevoked, SealIsSigners, SealTooLarge, StampCoversText: the key or the seal's picture.
    :raises: the key, as :func:`~dvapp.services.signing.keys.opened_key` says.
    """
    manner = manner or Manner()
    ready = ready_to_issue(pdf, place, number=number, issued=issued, tools=tools)
    now = tools.clock.now()
    with opened_key(key, now, tools) as own:
        doubts = certificate_doubts(own, manner, tools)
        made = with_seal(ready, place, holder=own.holder, manner=manner, tools=tools)
        sealed = tools.signatures.seal(
            made.pdf, own, field=made.field, stamp=made.stamp, when=now, fills=made.fills,
            room_for_timestamp=bool(manner.stamping.authorities),
        )  # fmt: skip
    require_intact(sealed, place, tools)
    return with_timestamp(sealed, made.field, manner, tools, (*doubts, *made.doubts))


def ready_to_issue(pdf: bytes, place: PurePath, *, number: int, issued: date, tools: Tools) -> Prepared:
    """A signed paper, found fit to be issued, with its number and date. :raises: as :func:`issued_with` says."""
    require_number(number)
    report, _data = report_in(pdf, place, tools)
    found = _require_signed_only(pdf, place, report, tools)
    if report.second is not None and not tools.signatures.state(pdf).get(Fields.SECOND_SEAL):
        raise SecondNotSealed(where=str(place), body=report.second.issuer.name)
    if issued < report.as_of:
        raise DateTooEarly(where="date", issued=issued, closing=report.as_of)
    fills = tools.pages.number_and_date(report, number, issued)
    second = next((one.signer for one in found.signatures if one.field == Fields.SECOND_SEAL), "")
    return Prepared(
        pdf=pdf, report=report, field=Fields.SEAL, stamp=b"", fills=fills, second_sealed_by=second
    )


def report_in(pdf: bytes, place: PurePath, tools: Tools) -> tuple[Report, bytes]:
    """The report from under the first signature, or from the whole file while nothing is signed."""
    with named(place):
        data = tools.pages.data_of(tools.signatures.signed_revision(pdf) or pdf)
        if data is None:
            raise NotOurReport
        return tools.data.read(data), data


def _require_signed_only(pdf: bytes, place: PurePath, report: Report, tools: Tools) -> Verification:
    """Every leader has signed, and nobody has numbered yet."""
    state = tools.signatures.state(pdf)
    if report.stage is Stage.DRAFT:
        raise ReportIsDraft(where=str(place))
    if not state.get(Fields.LEADER):
        raise NotSigned(where=str(place))
    if report.second is not None and not state.get(Fields.SECOND_LEADER):
        raise SecondNotSigned(where=str(place), body=report.second.issuer.name)
    if any(state.get(name) for name in (Fields.NUMBER, Fields.DATE, Fields.SEAL)):
        raise AlreadyIssued(where=str(place))
    return require_intact(pdf, place, tools)

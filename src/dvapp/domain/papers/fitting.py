"""Settings onto a report: urgency, addressees, who signs, the second body; what the layout then prints where it has it."""

from dataclasses import replace

from dvapp.domain.codes import UnitCode
from dvapp.domain.errors import JointIncomplete
from dvapp.domain.papers.options import (
    URGENCIES,
    URGENCY_WORDS,
    ReportOptions,
    clean_items,
    lacking_of_second,
)
from dvapp.domain.papers.reports import Authority, Issuer, JointBody, Report, Role, Signatory


def fitted(report: Report, options: ReportOptions, *, role: Role | None = None) -> Report:
    """The report with its settings filled in.

    :param role: who is to sign, whatever the settings say.
    :raises JointIncomplete: it is a joint paper and its second body is not described.
    """
    signatory = replace(
        report.signatory,
        role=role or _role(options.role),
        name=options.signer or None,
        authority=_authority(options.authority),
        behalf=options.behalf or "",
    )
    recipients = report.recipients if options.recipients is None else clean_items(options.recipients)
    return replace(
        report,
        signatory=signatory,
        recipients=recipients or report.recipients,
        urgency=dict(zip(URGENCIES, URGENCY_WORDS, strict=True)).get(options.urgency or "", ""),
        circulation=options.circulation or "",
        typist=options.typist or "",
        contact=options.contact or "",
        draft_number=options.draft_number,
        addressees=clean_items(options.addressees or ()),
        grounds=clean_items(options.grounds or ()),
        duplex=options.duplex or False,
        qr=options.qr or False,
        second=_second(options, report.issuer) if options.joint else None,
    )


def _second(options: ReportOptions, lead: Issuer) -> JointBody:
    if lacking := lacking_of_second(options):
        raise JointIncomplete(where=lacking[0], lacking=", ".join(lacking))
    return JointBody(
        issuer=Issuer(
            board=UnitCode(lead.board),
            name=options.second_name or "",
            superior=options.second_superior or "",
            issuer=options.second_issuer or "",
            symbol=options.second_symbol or "",
            place=lead.place,
        ),
        signatory=Signatory(
            role=_role(options.second_role),
            head_title=options.second_head_title or "",
            deputy_title=options.second_deputy_title or "",
            name=options.second_signer or None,
            authority=_authority(options.second_authority),
            behalf=options.second_behalf or "",
        ),
    )


def _role(code: str | None) -> Role:
    return Role(code) if code else Role.LEADER


def _authority(code: str | None) -> Authority | None:
    return Authority(code) if code else None

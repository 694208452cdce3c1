"""Words for what a verification found. Qt-free: the command line uses them too."""

from datetime import datetime

from dvapp.domain.signing.verification import (
    Coverage,
    Level,
    PaperPart,
    Reason,
    SignatureFinding,
    SignatureRole,
    Verdict,
    Verification,
)
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language
from dvapp.services.reports.paging import Fields


def verdict_name(verdict: Verdict) -> str:
    """The word of ETSI EN 319 102-1 for a verdict; "unsigned", which the standard does not judge, in words."""
    return _("NO SIGNATURE") if verdict is Verdict.UNSIGNED else verdict.name.replace("_", "-")


def verdict_title(found: Verification) -> str:
    """A verdict in three or four words; good signatures of a document that is not issued yet are no more than that."""
    match found.verdict:
        case Verdict.TOTAL_PASSED if found.issued is False:
            return _("Signed, but not issued yet")
        case Verdict.TOTAL_PASSED:
            return _("The document can be trusted")
        case Verdict.INDETERMINATE:
            return _("The document cannot be confirmed yet")
        case Verdict.TOTAL_FAILED:
            return _("The document must not be used")
        case Verdict.UNSIGNED:
            return _("The document is not signed")


def verdict_words(found: Verification) -> str:
    """One or two sentences: what the verdict means for whoever received the document, and why."""
    count = len(found.signatures)
    match found.verdict:
        case Verdict.TOTAL_PASSED:
            return _(
                "Every signature ({count}) is intact, comes from an authority you trust, and was made while its "
                "certificate was valid. Nothing unexplained was changed afterwards."
            ).format(count=count)
        case Verdict.INDETERMINATE:
            return _("No fault was found in the content, but it cannot be confirmed. {reason}").format(
                reason=reason_words(found.reason)
            )
        case Verdict.TOTAL_FAILED:
            return reason_words(found.reason)
        case Verdict.UNSIGNED:
            return _(
                "There is no digital signature in this file: nothing shows who made it, nor that it is unchanged. "
                "A signed document that lost its signatures looks the same."
            )


def issue_words(found: Verification) -> str:
    """Whether a document of this program is issued, or what it lacks; nothing for others and for broken ones."""
    if found.issued is None or found.verdict in {Verdict.TOTAL_FAILED, Verdict.UNSIGNED}:
        return ""
    if found.issued:
        return _("The document is issued: it bears its number, its date and every seal.")
    lacking = ", ".join(part_words(part) for part in found.missing)
    return _("The document is NOT issued yet; it lacks: {parts}.").format(parts=lacking)


def part_words(part: PaperPart) -> str:
    """What a document bears before it is issued."""
    return {
        PaperPart.LEADER: _("the leader's signature"),
        PaperPart.SECOND_LEADER: _("the signature of the second body's leader"),
        PaperPart.SECOND_SEAL: _("the seal of the second body"),
        PaperPart.NUMBER: _("the number"),
        PaperPart.DATE: _("the date of issue"),
        PaperPart.SEAL: _("the seal"),
    }[part]


def reason_words(reason: Reason) -> str:
    """Why a signature is not passed (sub-indications of EN 319 102-1, table 5), as a sentence."""
    return _reasons()[reason]


def _reasons() -> dict[Reason, str]:
    return {
        Reason.NONE: _("Nothing speaks against it."),
        Reason.HASH_FAILURE: _("The content was changed after signing: its digest is not the signed one."),
        Reason.SIG_CRYPTO_FAILURE: _("The signature value does not belong to this content and certificate."),
        Reason.FORMAT_FAILURE: _("The signature is not in a form that can be checked."),
        Reason.UNEXPLAINED_CHANGE: _(
            "Something was changed after signing that neither numbering nor sealing explains."
        ),
        Reason.NO_CERTIFICATE_CHAIN_FOUND: _(
            "The signer's certificate does not lead to any of the authorities you trust."
        ),
        Reason.OUT_OF_BOUNDS_NO_POE: _(
            "The certificate is outside its period of validity, and no timestamp proves an earlier signing time."
        ),
        Reason.REVOKED_NO_POE: _(
            "The certificate was revoked, and no timestamp proves that the signature was made before."
        ),
        Reason.TRY_LATER: _("What is needed to check the certificate could not be reached; try again later."),
        Reason.CHAIN_CONSTRAINTS_FAILURE: _("The certificate may not be used for signing documents."),
        Reason.SIGNED_DATA_NOT_FOUND: _("The signed content cannot be found in the file."),
    }


def role_words(found: SignatureFinding) -> str:
    """What a signature is in the document."""
    if found.of_second:
        return {
            SignatureRole.LEADER: _("Signature of the second body's head"),
            SignatureRole.DEPUTY: _("Signature of the second body's deputy head"),
            SignatureRole.SEAL: _("Seal of the second body"),
            SignatureRole.TIMESTAMP: _("Timestamp over the file"),
            SignatureRole.OTHER: _("Another signature"),
        }[found.role]
    match found.role:
        case SignatureRole.LEADER:
            return _("Signature of the head")
        case SignatureRole.DEPUTY:
            return _("Signature of the deputy head")
        case SignatureRole.SEAL:
            return _("Seal of the body")
        case SignatureRole.TIMESTAMP:
            return _("Timestamp over the file")
        case SignatureRole.OTHER:
            return _("Another signature")


def coverage_words(coverage: Coverage) -> str:
    """How much of the present file a signature covers."""
    match coverage:
        case Coverage.WHOLE_FILE:
            return _("the whole file")
        case Coverage.EARLIER_REVISION:
            return _("the whole document as it was when signed; what came later is listed below")
        case Coverage.PART:
            return _("only a part of the file")


def integrity_words(finding: SignatureFinding) -> str:
    """Whether what was signed is unchanged."""
    return _("unchanged since it was signed") if finding.intact else _("CHANGED after it was signed")


def trust_words(finding: SignatureFinding) -> str:
    """Whether the certificate leads to a trusted authority, and what was not asked."""
    if not finding.intact and not finding.trusted:
        return _("not considered, because what was signed was changed")
    if not finding.trusted:
        return _("not issued by an authority you trust ({issuer})").format(issuer=finding.issuer)
    words = _("trusted, issued by {issuer}").format(issuer=finding.issuer)
    if finding.revocation_checked:
        return words
    return _("{words}; whether it was revoked could not be asked").format(words=words)


def time_words(finding: SignatureFinding) -> str:
    """When it was signed and who says so."""
    if finding.time is None:
        return _("no time given")
    shown = moment(finding.time)
    if finding.time_is_trusted:
        return _("{time}, confirmed by a timestamp authority").format(time=shown)
    if finding.proven is not None:
        proven = moment(finding.proven)
        return _("{time}, by the signer's clock; a timestamp proves it was there by {proven}").format(
            time=shown, proven=proven
        )
    return _("{time}, by the signer's clock (no timestamp)").format(time=shown)


def level_words(finding: SignatureFinding) -> str:
    """How much of what a later verification needs came with the signature."""
    return {
        Level.B: _("PAdES B-B: no timestamp yet"),
        Level.T: _("PAdES B-T: with a timestamp, without revocation answers"),
        Level.LT: _("PAdES B-LT: with a timestamp and revocation answers"),
        Level.LTA: _("PAdES B-LTA: made to be kept, a timestamp covers the whole file"),
    }[finding.level]


def moment(time: datetime) -> str:
    """A time with its zone, as it stands in the signature: 15/01/2019 09:30:00 +07:00."""
    zone = time.strftime("%z")
    return (
        f"{LocaleFormats(language()).screen_day(time.date())} {time:%H:%M:%S} {zone[:3]}:{zone[3:]}".rstrip(
            " :"
        )
    )


def period_of_certificate(finding: SignatureFinding) -> str:
    """First and last day of the signer's certificate."""
    if finding.valid_from is None or finding.valid_to is None:
        return _("unknown")
    formats = LocaleFormats(language())
    return f"{formats.screen_day(finding.valid_from)} – {formats.screen_day(finding.valid_to)}"


def change_words(change: str) -> str:
    """One thing that came after a signature, from its code (``SignatureFinding.changes``)."""
    form, _colon, rest = change.partition(":")
    if form == "field":
        name, _equals, value = rest.partition("=")
        words = {
            Fields.NUMBER: _("the number was filled in: {value}"),
            Fields.DATE: _("the date of issue was filled in: {value}"),
        }.get(name, _("the field {name} was filled in: {value}"))
        return words.format(name=name, value=value)
    if form == "signature":
        words = {
            Fields.SEAL: _("the seal of the body was added"),
            Fields.LEADER: _("the leader's signature was added"),
            Fields.SECOND_LEADER: _("the signature of the second body's leader was added"),
            Fields.SECOND_SEAL: _("the seal of the second body was added"),
        }.get(rest, _("the signature {name} was added"))
        return words.format(name=rest)
    return _("something else was changed that is not explained")

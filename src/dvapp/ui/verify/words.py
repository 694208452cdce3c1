"""Words for what a verification found. Qt-free: the command line uses them too."""

from collections.abc import Sequence
from datetime import datetime

from dvapp.domain.signing.comparison import Comparison
from dvapp.domain.signing.verification import (
    Caution,
    Change,
    Coverage,
    Level,
    OwnTimestamp,
    PaperPart,
    Reason,
    Revocation,
    SignatureFinding,
    SignatureRole,
    Verdict,
    Verification,
)
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.reports.paging import Fields

_CHANGED = frozenset({Reason.UNEXPLAINED_CHANGE, Reason.UNSIGNED_CHANGE})
_PADES = ("/ETSI.CAdES.detached", "/ETSI.RFC3161")


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
        case Verdict.UNSIGNED if found.lost is not None:
            return _("The document has lost its signatures")
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
            said = _("No fault was found in the content, but it cannot be confirmed. {reason}").format(
                reason=reason_words(found.reason)
            )
            return " ".join(filter(None, (said, what_changed(found))))
        case Verdict.TOTAL_FAILED:
            return " ".join(filter(None, (reason_words(found.reason), what_changed(found))))
        case Verdict.UNSIGNED:
            if found.lost is not None:
                return lost_words(found)
            return _(
                "There is no digital signature in this file: nothing shows who made it, nor that it is unchanged. "
                "A signed document that lost its signatures looks the same."
            )


def what_changed(found: Verification) -> str:
    """What came that nobody stands for: after the last signature, and signatures that are gone."""
    if found.reason not in _CHANGED:
        return ""
    last = found.signatures[-1:]
    earlier = [finding for finding in found.signatures[:-1] if finding.reason is found.reason]
    tellers = [
        *(
            finding for finding in earlier if not finding.revision
        ),  # it is gone, and nothing but that is known
        *(last if last and last[0].reason is found.reason else earlier[-1:]),
    ]
    told = dict.fromkeys(change_told(change) for finding in tellers for change in finding.changed)
    return _("What changed: {changes}.").format(changes="; ".join(told)) if told else ""


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
        Reason.UNSIGNED_CHANGE: _(
            "Something was added after signing that the signer allows, but no signature confirms it, or it may cover "
            "what was signed: look at what changed, and ask whoever sent it."
        ),
        Reason.NO_CERTIFICATE_CHAIN_FOUND: _(
            "The signer's certificate does not lead to any of the authorities you trust."
        ),
        Reason.CERTIFICATE_CHAIN_GENERAL_FAILURE: _(
            "The way from the signer's certificate to an authority breaks a rule: a signature on it does not hold, or "
            "somebody on it may not issue this certificate."
        ),
        Reason.NOT_YET_VALID: _(
            "The certificate was not valid yet when it was used: a clock is wrong, or the time in the signature is not true."
        ),
        Reason.OUT_OF_BOUNDS_NO_POE: _(
            "The certificate is outside its period of validity, and no timestamp proves an earlier signing time."
        ),
        Reason.REVOKED_NO_POE: _(
            "The certificate was revoked, and no timestamp proves that the signature was made before."
        ),
        Reason.TRY_LATER: _("What is needed to check the certificate could not be reached; try again later."),
        Reason.CHAIN_CONSTRAINTS_FAILURE: _("The certificate may not be used for signing documents."),
        Reason.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: _(
            "It was made with an algorithm or a key that is no longer held safe, and no timestamp proves an earlier time."
        ),
        Reason.SIG_CONSTRAINTS_FAILURE: _(
            "The signature does not say which certificate it was made with, as its form (PAdES) demands."
        ),
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


def covers_words(finding: SignatureFinding, revisions: int = 0) -> str:
    """How much of the file a signature covers, and which of its states that was."""
    words = coverage_words(finding.coverage)
    if not finding.revision or revisions < 2:
        return words
    return _("{words} (state {number} of {count})").format(
        words=words, number=finding.revision, count=revisions
    )


def revocation_state(finding: SignatureFinding) -> str:
    """The colour of what is known about revocation: unknown is always a warning."""
    return {Revocation.GOOD: "ok", Revocation.REVOKED: "error", Revocation.UNKNOWN: "warn"}.get(
        finding.revocation, "warn" if finding.trusted else ""
    )


def integrity_words(finding: SignatureFinding) -> str:
    """Whether what was signed is unchanged."""
    if not finding.intact:
        return _("CHANGED after it was signed")
    if finding.reason is Reason.UNEXPLAINED_CHANGE:
        return _("what was signed is still there, but CHANGED by what was added to the file afterwards")
    if finding.reason is Reason.UNSIGNED_CHANGE:
        return _("what was signed is still there; something that the signer allows was added afterwards")
    return _("unchanged since it was signed")


def integrity_state(finding: SignatureFinding) -> str:
    """The colour of that."""
    if finding.intact and finding.reason is Reason.UNSIGNED_CHANGE:
        return "warn"
    return "ok" if finding.intact and finding.reason is not Reason.UNEXPLAINED_CHANGE else "error"


def changes_told(finding: SignatureFinding) -> tuple[str, ...]:
    """What came after a signature, or that nothing did."""
    if finding.changed:
        return tuple(change_told(change) for change in finding.changed)
    if not finding.intact:
        return (_("it cannot be told, as the signed content itself was changed"),)
    return (_("nothing was changed"),)


def trust_words(finding: SignatureFinding) -> str:
    """Whether the certificate leads to a trusted authority, and through which."""
    if not finding.intact and not finding.trusted:
        return _("not considered, because what was signed was changed")
    if not finding.trusted:
        return _("not issued by an authority you trust ({issuer})").format(issuer=finding.issuer)
    words = _("trusted, issued by {issuer}").format(issuer=finding.issuer)
    if len(finding.chain) < 2:
        return words
    return _("{words}, which leads to {root}").format(words=words, root=finding.chain[-1])


def revocation_words(finding: SignatureFinding) -> str:
    """Whether the certificate was taken back, or why that is not known."""
    match finding.revocation:
        case Revocation.GOOD:
            return _("not revoked, as far as the revocation answers at hand reach")
        case Revocation.REVOKED if finding.revoked is not None:
            return _("REVOKED since {time}").format(time=moment(finding.revoked))
        case Revocation.REVOKED:
            return _("REVOKED")
        case Revocation.UNKNOWN:
            return _(
                "NOT KNOWN: no recent revocation answer is at hand; import the authority's revocation list"
            )
        case Revocation.NOT_OFFERED:
            return _("not known: the authority names no place to ask")
        case Revocation.NOT_ASKED:
            return _("not asked")


def validity_words(finding: SignatureFinding) -> str:
    """Whether the certificate was in its period when it was signed, and whose clock says when that was."""
    if finding.valid_at_signing is None:
        return _("not known, as no time is given")
    proven = finding.time_is_trusted or finding.proven is not None
    if finding.valid_at_signing:
        if proven:
            return _("valid at the time that a timestamp proves")
        return _("valid at the time that the signer's clock told")
    if proven:
        return _("NOT valid at the time that a timestamp proves")
    return _("NOT valid at the time that the signer's clock told")


def caution_words(caution: Caution) -> str:
    """What a reader should know beside the verdict."""
    return {
        Caution.DYNAMIC_FORM: _(
            "The file carries a dynamic form (XFA): some programs show that instead of the signed pages."
        ),
        Caution.SCRIPTS: _("The file carries scripts or actions, which may change what is shown."),
        Caution.LAYERS: _(
            "The file carries layers that can be shown or hidden: what is printed may differ from what is seen."
        ),
        Caution.STRANGE_LETTERS: _(
            "A name in a certificate has letters of another alphabet or characters that nobody sees: compare the serial "
            "number, not the name alone."
        ),
        Caution.CLOCK: _(
            "A time in the file lies ahead of this computer's clock: check the computer's date, then verify again."
        ),
        Caution.REVOCATION_UNKNOWN: _(
            "Whether a certificate was revoked is not known: import the authority's newest revocation list, then verify "
            "again."
        ),
    }[caution]


def lost_words(found: Verification) -> str:
    """That the store knows this paper with more signatures than the file bears; nothing when it knows none."""
    lost = found.lost
    if lost is None:
        return ""
    left = sum(finding.role is not SignatureRole.TIMESTAMP for finding in found.signatures)
    if lost.number:
        words = _("This document was issued as number {number}{day} with {count} signatures.")
    else:
        words = _("The store of the board holds this document with {count} signatures.")
    ended = (
        _("The file looked at bears only {left}.")
        if left
        else _("The file looked at bears none of them any more.")
    )
    day = _(" on {day}").format(day=LocaleFormats(language()).screen_day(lost.issued)) if lost.issued else ""
    said = words.format(number=lost.number, day=day, count=lost.signatures)
    return " ".join((said, ended.format(left=left), _("Ask for the signed file.")))


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
    words = {
        OwnTimestamp.UNTRUSTED: _(
            "{time}, by the signer's clock; its timestamp is not of an authority you trust"
        ),
        OwnTimestamp.BROKEN: _("{time}, by the signer's clock; its timestamp is BROKEN and proves nothing"),
    }.get(finding.timestamp, _("{time}, by the signer's clock (no timestamp)"))
    return words.format(time=shown)


def level_words(finding: SignatureFinding) -> str:
    """How much of what a later verification needs came with the signature."""
    if finding.form and finding.form not in _PADES:
        if finding.level is Level.B:
            return _("PKCS#7, not PAdES: no timestamp that counts")
        return _("PKCS#7, not PAdES: with a timestamp")
    if finding.level is Level.B and finding.timestamp is not OwnTimestamp.NONE:
        return _("PAdES B-B: no timestamp that counts")
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


def comparison_words(comparison: Comparison) -> str:
    """Which pages look different now."""
    changed = tuple(page.now for page in comparison.pages if page.differs and page.before and page.now)
    added = tuple(page.now for page in comparison.pages if page.now and not page.before)
    removed = tuple(page.before for page in comparison.pages if page.before and not page.now)
    said = [
        words.format(where=pages_words(pages))
        for words, pages in (
            (_("Different: {where}."), changed),
            (_("Added: {where}."), added),
            (_("Removed: {where}."), removed),
        )
        if pages
    ]
    told = " ".join(said) if said else _("No page looks different from how it was signed.")
    if comparison.whole:
        return told
    return _("{words} Only the first {count} pages were compared.").format(
        words=told, count=len(comparison.pages)
    )


def pages_words(pages: Sequence[int]) -> str:
    """Where something is seen, as ``page 2`` or ``pages 1–3, 7``; nothing where that cannot be said."""
    if not pages:
        return ""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    told = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return ngettext("page {pages}", "pages {pages}", len(pages)).format(pages=told)


def change_told(change: Change) -> str:
    """One thing that came after a signature, and on which page."""
    where = pages_words(change.pages)
    words = change_words(change.code)
    return _("{what} ({where})").format(what=words, where=where) if where else words


def change_words(change: str) -> str:
    """One thing that came after a signature, from its code (:class:`dvapp.domain.signing.verification.Change`)."""
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
    if form == "unsigned":
        if not rest:
            return _("a signature over the file was taken out of it")
        return _("the signature {name} was taken off").format(name=rest)
    if form == "look":
        return _("the field {name} looks or lies otherwise").format(name=rest)
    return {
        "timestamp": _("a timestamp over the whole file was added"),
        "validation": _("certificates and revocation answers were added, for verifying later"),
        "resaved": _("the file was written anew; nothing of its content changed"),
        "content": _("what is printed on the page was changed"),
        "fonts": _("the letters' shapes (fonts) were replaced"),
        "annotations": _("notes or other things were laid over the page, or taken off it"),
        "fields_removed": _("fields or signatures were taken off the page"),
        "page_shape": _("the page was turned, cut or resized"),
        "pages_added": _("pages were added"),
        "pages_removed": _("pages of the signed document were removed"),
        "pages_moved": _("pages were put into another order"),
        "stray_field": _("a field was laid over the page under the name of another"),
        "attachment": _("the data attached to the document were changed"),
        "description": _("the title or description of the document was changed"),
        "layers": _("layers that can be hidden were changed"),
        "actions": _("actions or scripts were changed"),
        "certification": _("the mark that forbids changes was taken off"),
        "form": _("how the fields are drawn was changed"),
        "catalogue": _("settings of the whole document were changed"),
    }.get(form, _("something else was changed that is not explained"))

"""Words for signing: refusals of stamps and settings, and what a signer has to know. Qt-free: the command line uses them."""

from collections.abc import Sequence

from dvapp.domain.errors import DvError
from dvapp.domain.signing.choices import Doubt, Signed
from dvapp.domain.signing.signers import Claim, OtherName
from dvapp.host.i18n import _


def doubt_words(signed: Signed) -> tuple[str, ...]:
    """A sentence for each thing that the signer has to know of a signature just made."""
    said = []
    for doubt in signed.doubts:
        words = name_words(signed.holder, signed.others) if doubt is Doubt.NAME_DIFFERS else _doubts()[doubt]
        if (
            doubt is Doubt.TIMESTAMP_MISSING
            and signed.refused is not None
            and signed.refused.code == "cancelled"
        ):
            words = _(
                "Waiting for the timestamp was stopped: the signature holds and has no timestamp yet; add one later."
            )
        said.append(words)
    return tuple(said)


def signed_words(signed: Signed) -> str:
    """All of that, one thing a line; empty when there is nothing to tell."""
    return "\n".join(doubt_words(signed))


def name_words(holder: str, others: Sequence[OtherName]) -> str:
    """That a certificate is in another person's name, and in whose it should be; empty while there is none."""
    said = {
        Claim.PAPER: _(
            "The certificate is that of {holder}, while the paper names {name} as its signer; the pages will show {holder}."
        ),
        Claim.ACCOUNT: _("The certificate is that of {holder}, while {name} is working here."),
    }
    return " ".join(said[one.claim].format(holder=holder, name=one.name) for one in others)


def confirm_words() -> str:
    """What somebody says who signs with it all the same."""
    return _("I confirm that this certificate is to sign")


def others_in(refusal: DvError) -> tuple[OtherName, ...]:
    """The names that a refusal asks somebody to confirm (:class:`~dvapp.domain.signing.signer_errors.SignerDiffers`)."""
    said = {one: str(refusal.details.get(one.value) or "") for one in Claim}
    return tuple(OtherName(claim=one, name=name) for one, name in said.items() if name)


def _doubts() -> dict[Doubt, str]:
    return {
        Doubt.CHAIN_UNKNOWN: _(
            "The certificate leads to none of the authorities kept here, so nothing is known of whether it still counts."
        ),
        Doubt.REVOCATION_UNKNOWN: _(
            "It is not known whether the certificate was revoked: no revocation list of its authority is at hand."
        ),
        Doubt.REVOCATION_STALE: _(
            "It is not known whether the certificate was revoked: the revocation list at hand is too old."
        ),
        Doubt.TIMESTAMP_MISSING: _(
            "The timestamp authority did not answer: the signature holds and has no timestamp yet; add one later."
        ),
        Doubt.PICTURE_NOT_BLUE: _(
            "The picture of the signature is not blue, as the official layout wants it."
        ),
        Doubt.PICTURE_NOT_RED: _("The picture of the seal is not red, as the official layout wants it."),
    }


def stamp_refusals() -> dict[str, str]:
    """One sentence for each refusal of a picture, a revoked certificate or a setting."""
    return {
        "picture_unreadable": _("“{where}” is not a picture that can be used; choose a PNG file."),
        "picture_too_large": _("“{where}” is larger than a stamp needs (most: {limit}); save it smaller."),
        "picture_too_small": _(
            "“{where}” has only {size} points and would be printed in steps; scan it anew (at least {least})."
        ),
        "picture_opaque": _(
            "“{where}” has a ground that would cover the page; save it with a transparent ground, or let its white "
            "be taken away."
        ),
        "picture_empty": _("Nothing can be seen on “{where}”; choose another picture."),
        "seal_too_large": _(
            "The seal of “{where}” is {size} mm large, and its place on the page {place} mm; check its real size."
        ),
        "seal_is_signers": _(
            "The key of “{holder}” signed {where} and cannot seal it as well; choose the key of the agency’s seal."
        ),
        "seal_is_seconds": _(
            "The key of “{holder}” sealed {where} for {body} and cannot seal for the body in charge as well; choose that "
            "one’s own."
        ),
        "stamp_covers_text": _("The stamp would cover “{text}” on {where}; nothing was signed."),
        "certificate_revoked": _(
            "The certificate of {where} was revoked (since: {since}); nothing was signed."
        ),
        "signer_differs": _(
            "{where} waits for a word: the certificate is that of {holder} and not of whoever is to sign. Confirm beside the "
            "key that it is meant; nothing was signed."
        ),
        "setting_unknown": _("There is no setting “{where}”; there are: {known}."),
        "setting_invalid": _("The setting {where} cannot be “{text}”."),
    }

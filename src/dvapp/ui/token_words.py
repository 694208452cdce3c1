"""Words for tokens: refusals, and what the doctor finds. Qt-free: the command line uses them too."""

from collections import Counter
from collections.abc import Sequence

from dvapp.domain.signing.timestamp_errors import (
    BROKEN,
    FOREIGN,
    LATE,
    NO_TIMESTAMP,
    NOBODY,
    REFUSED,
    TOO_LONG,
    UNREACHABLE,
)
from dvapp.domain.signing.tokens import Health, PinState, Symptom
from dvapp.host.i18n import _
from dvapp.services.signing.tokens import Examinable, FoundKey
from dvapp.ui.trust.words import uses_words


def token_refusals() -> dict[str, str]:
    """One sentence for each refusal of a token or a timestamp: what is wrong, and what mends it."""
    return {
        "driver_unusable": _(
            "“{where}” is not a driver of signing tokens for this computer; install the token maker’s driver, "
            "then choose its library file."
        ),
        "driver_bitness": _(
            "The driver “{where}” is made for {driver}-bit programs, and this program is {own}-bit; "
            "choose the maker’s driver of the other width."
        ),
        "driver_missing": _(
            "There is no driver at “{where}”; install the token maker’s driver, then choose its library file."
        ),
        "driver_incomplete": _(
            "The driver “{where}” wants “{reason}”, which this computer lacks; install the token maker’s whole driver anew."
        ),
        "driver_not_started": _(
            "The driver “{where}” does not start ({reason}); see that the computer’s smart card service runs, then install "
            "the driver anew."
        ),
        "driver_hangs": _(
            "The driver “{where}” gave no answer within {seconds} seconds; pull the token out and in again, then install "
            "the driver anew."
        ),
        "driver_crashes": _(
            "The driver “{where}” breaks down when it is loaded, so it is not used here; install the maker’s newest driver."
        ),
        "token_missing": _("The token {where} is not in; plug it in and wait until its light is steady."),
        "token_other": _(
            "Another token is in ({others}), not the chosen one ({where}); plug that one in, or choose the key anew."
        ),
        "no_token": _(
            "No token is in that this computer’s drivers can reach; plug it in and wait until its light is steady, or "
            "choose its maker’s driver."
        ),
        "token_blank": _(
            "No token is in on which anything was set up; plug in the signer’s, and if it is in already, ask the authority "
            "that issued it to set it up."
        ),
        "token_busy": _("The token {where} is being used here at this moment; wait until that is done."),
        "token_key_missing": _("The token {where} has no key {key} with a certificate; choose another key."),
        "token_empty": _(
            "Neither a key nor a certificate can be seen on the token {where}; plug in the one that was issued to the "
            "signer, or ask the authority to load the certificate."
        ),
        "token_certificate_missing": _(
            "The token {where} has the key {key}, but no certificate to it; ask the authority to load the certificate."
        ),
        "token_private_key_missing": _(
            "The token {where} has the certificate of {name}, but not its key; plug in the token on which that key was "
            "made, or ask the authority."
        ),
        "certificate_weak": _(
            "The key of {where} is too short to sign documents with ({algorithm} {bits}, at least {least}); ask the "
            "authority for a new certificate."
        ),
        "token_cannot_sign": _(
            "The token {where} has no way to sign with its {algorithm} key; use another key, or the maker’s newer driver."
        ),
        "token_failed": _("The token {where} gave up ({reason}); pull it out, plug it in and try again."),
        "token_removed": _(
            "The token {where} was pulled out; plug it in and sign again. Nothing was written."
        ),
        "pin_wrong": _("The PIN of the token {where} is not right."),
        "pin_last_try": _(
            "One more wrong PIN could lock the token {where}, so none is tried here; check the PIN in the maker’s "
            "program, or ask the authority that issued the token."
        ),
        "pin_locked": _("The token {where} is locked; the authority that issued it can unlock it."),
        "pin_unset": _(
            "No PIN was ever set on the token {where}; only the authority that issued it can set the first one."
        ),
        "pin_to_change": _(
            "The token {where} wants its first PIN changed before it signs; change it in the maker’s program."
        ),
        "pin_not_given": _("No PIN was given for the token {where}; give it."),
        "pin_not_typed": _(
            "The PIN was not typed on the token {where} itself in time; sign again and type it on its own keys."
        ),
        "timestamp_unavailable": _(
            "The timestamp authority {where} gave no timestamp ({reason}); try again later. The document is as it was."
        ),
        "timestamp_not_trusted": _(
            "The timestamps of {where} do not lead to an authority you trust; add its authority to the trusted ones."
        ),
        "revocation_list_unreadable": _("“{where}” is not a revocation list (CRL); get it again."),
        "signer_not_trusted": _(
            "The certificate of {where} does not lead to an authority you trust; add its authority to the trusted ones."
        ),
        "token_choice": _("There is more than one key to choose from; name one of: {known}."),
    }


def timestamp_reason(reason: str) -> str:
    """Why no timestamp came, within a sentence."""
    return {
        UNREACHABLE: _("it cannot be reached"),
        LATE: _("it did not answer in time"),
        REFUSED: _("it refused"),
        FOREIGN: _("its answer belongs to another request"),
        NO_TIMESTAMP: _("its answer is no timestamp"),
        BROKEN: _("its timestamp is broken"),
        TOO_LONG: _("its timestamp is longer than the room for it"),
        NOBODY: _("no address is set"),
    }.get(reason, reason)


def check_words(check: str) -> str:
    """What the doctor looked at."""
    return {
        "driver": _("Driver"),
        "bitness": _("Width of the driver"),
        "token": _("Token"),
        "pin": _("PIN"),
        "unlocking": _("Unlocking PIN (SO PIN)"),
        "key": _("Key and certificate"),
        "dates": _("Validity"),
        "usage": _("Purpose"),
        "mechanism": _("Way of signing"),
        "chain": _("Issuing authority"),  # “Authority” alone is the right by which one signs
        "revocation": _("Revocation"),
        "clock": _("Clock of the computer"),
        "signing": _("Trial signature"),
    }[check]


def health_words(health: Health) -> str:
    """How a finding stands."""
    return {
        Health.GOOD: _("good"),
        Health.DOUBTFUL: _("doubtful"),
        Health.BAD: _("bad"),
        Health.UNKNOWN: _("not known"),
    }[health]


def pin_words(state: PinState) -> str:
    """What a token says of its PIN."""
    return {
        PinState.GOOD: _("good"),
        PinState.LOW: _("a wrong PIN was given"),
        PinState.LAST: _("only one try is left"),
        PinState.LOCKED: _("locked"),
        PinState.UNSET: _("no PIN yet"),
        PinState.CHANGE: _("must be changed first"),
    }[state]


def token_key_words(found: FoundKey) -> str:
    """A key on a token, in a line: whose it is, and on which token."""
    return _("{name} · token {token}").format(name=found.key.holder.name, token=found.token.label)


def key_lines(found: Sequence[FoundKey]) -> tuple[str, ...]:
    """A line for each key; with the serial number where two would read alike."""
    return _told_apart([(token_key_words(one), one.token.serial) for one in found])


def subject_lines(found: Sequence[Examinable]) -> tuple[str, ...]:
    """The same, for what the doctor can be asked about."""
    return _told_apart([(subject_words(one), one.token.serial) for one in found])


def _told_apart(lines: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    times = Counter(words for words, _serial in lines)
    return tuple(f"{words} · {serial}" if times[words] > 1 else words for words, serial in lines)


def subject_words(one: Examinable) -> str:
    """What the doctor can be asked about, in a line: whose key on which token, or the token alone."""
    if one.key is None:
        return _("token {token}, without a key that can be read").format(token=one.token.label)
    return _("{name} · token {token} · until {day}").format(
        name=one.key.holder.name, token=one.token.label, day=f"{one.key.holder.valid_to:%d/%m/%Y}"
    )


def symptom_words(symptom: Symptom) -> str:
    """What was found, in one sentence; for what is well, what it says."""
    details = dict(symptom.details)
    if "usage" in details:
        details["usage"] = uses_words(details["usage"])
    if not symptom.code:
        return _good(symptom.check).format_map(_Blank(details))
    words = {**token_refusals(), **_symptoms()}[symptom.code].format_map(_Blank(details))
    return " ".join(words.split())  # where a detail is missing, as the key that was not named


class _Blank(dict[str, str]):
    """Details; one that is not there reads as nothing."""

    def __missing__(self, key: str) -> str:
        return ""


def _good(check: str) -> str:
    return {
        "key": _("The key belongs to {name}."),
        "dates": _("Valid from {since} to {until}."),
        "clock": _("It is {now}."),
        "signing": _("A page was signed and verified, and thrown away."),
        "revocation": _("The place answers: {where}"),
    }.get(check, "")


def _symptoms() -> dict[str, str]:
    return {
        "pin_low": _("A wrong PIN was given to the token {where}; mind the next one."),
        "certificate_expired": _(
            "The certificate of {where} ended on {until}; the authority issues a new one."
        ),
        "certificate_not_yet_valid": _(
            "The certificate of {where} begins on {since} and cannot sign before; if that day has come, set the "
            "computer’s clock."
        ),
        "certificate_ends_soon": _("The certificate of {where} ends on {until}; ask for a new one in time."),
        "certificate_old_digest": _(
            "The authority signed the certificate with SHA-1, which can be forged; readers may not trust it."
        ),
        "unlocking_locked": _(
            "The PIN with which its issuer unlocks the token {where} is locked: once the token’s own PIN is locked too, "
            "only a new token helps."
        ),
        "unlocking_low": _("A wrong unlocking PIN (SO PIN) was given to the token {where}."),
        "certificate_unsuitable": _("The certificate is not made for signing documents ({usage})."),
        "certificate_revoked": _("The certificate was revoked; nothing may be signed with it."),
        "chain_not_asked": _("No authorities were given to compare with."),
        "chain_unknown": _(
            "It does not lead to an authority that you trust; receivers may not trust it either."
        ),
        "revocation_listed": _("Not revoked, by the lists kept on this computer."),
        "revocation_unnamed": _("The certificate names no place to ask about revocation."),
        "revocation_not_asked": _("Not asked, so that nothing leaves the computer: {where}"),
        "revocation_unreachable": _("The place does not answer: {where}"),
        "clock_behind": _(
            "The computer says {now}, which is before the certificate was made; set the clock."
        ),
        "clock_behind_list": _(
            "The computer says {now}, which is before the authority made its list of {made}; set the clock."
        ),
        "clock_off": _(
            "The computer says {now}, and {where} says {other}; set the clock, or the signing time will be wrong."
        ),
        "signing_not_asked": _("Not tried, as no PIN was given."),
        "signing_spared": _(
            "Not tried, so that the PIN is not risked: what is found above keeps the token from signing."
        ),
        "signing_kept": _("A page was signed and verified; it is kept in {where}."),
        "signature_broken": _("What the token made is not a good signature; its driver may be damaged."),
    }

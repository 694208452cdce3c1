"""What may keep a token from signing, found out before anybody waits for a signature. Imports pyHanko; load it late."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from asn1crypto import x509

from dvapp.domain.errors import CertificateUnsuitable, DvError
from dvapp.domain.signing.authorities import Trusted
from dvapp.domain.signing.token_errors import (
    CertificateWeak,
    DriverBitness,
    DriverUnusable,
    NoToken,
    TokenBlank,
    TokenKeyMissing,
)
from dvapp.domain.signing.tokens import MOST_WRONG, Health, PinState, Symptom, Token, TokenPlace
from dvapp.domain.signing.verification import Revocation
from dvapp.signing.certificates import holder_of
from dvapp.signing.keys import LEAST_BITS, require_purpose
from dvapp.signing.pin_tries import PinTries
from dvapp.signing.revocation_places import Heard, hear, lists_of, places_of
from dvapp.signing.token_signing import require_mechanism
from dvapp.signing.token_talk import described, find, library_of
from dvapp.signing.tokens import certificate_of, only_blank, tokens_of
from dvapp.signing.trust import Evidence, Standing, judge, read_evidence

SOON = timedelta(days=30)
"""A certificate that ends within this time is worth a word: a new one takes weeks to come."""

CLOCK_SLACK = timedelta(minutes=5)
"""How far clocks may be apart without a word."""

_PIN = {
    PinState.GOOD: (Health.GOOD, ""),
    PinState.LOW: (Health.DOUBTFUL, "pin_low"),
    PinState.LAST: (Health.BAD, "pin_last_try"),
    PinState.LOCKED: (Health.BAD, "pin_locked"),
    PinState.UNSET: (Health.BAD, "pin_unset"),
    PinState.CHANGE: (Health.BAD, "pin_to_change"),
}


_CHECKS: dict[type[DvError], str] = {
    DriverUnusable: "driver", DriverBitness: "bitness", TokenKeyMissing: "key", CertificateWeak: "usage"
}  # fmt: skip
"""Which check a refusal belongs to; any other belongs to the token."""


def examine(
    place: TokenPlace,
    *,
    trust: Trusted | None,
    now: datetime,
    tries: PinTries,
    ask: bool,
    trial: Callable[[Path], None],
) -> Iterator[Symptom]:
    """Look at everything that needs no PIN, from the driver to the certificate; what depends on a fault is left out.

    :param place: with an empty serial: no token is known to be in.
    :param trust: authorities to lead the certificate to, and their lists; ``None``: not looked at.
    :param ask: whether the place that tells about revocation may be called; otherwise nothing leaves the computer.
    :param trial: tries the driver where it can do no harm, and raises what it finds.
    """
    try:
        trial(place.driver)
        library_of(place.driver)
        yield Symptom(check="driver", health=Health.GOOD)
        yield Symptom(check="bitness", health=Health.GOOD)
        if not place.serial and not tokens_of(place.driver):
            code = TokenBlank.code if only_blank(place.driver) else NoToken.code
            yield _bad("token", code, where=str(place.driver))
            return
        token = described(place.driver, find(place.driver, place.serial))
        yield Symptom(check="token", health=Health.GOOD)
        yield _pin(token, tries)
        yield from _unlocking(token)
        own, others = certificate_of(place, now=now)
    except DvError as refusal:
        yield _refused(refusal)
        return
    yield Symptom(check="key", health=Health.GOOD, details=(("name", holder_of(own, now.tzinfo).name),))
    yield _dates(own, now)
    yield from _usage(own, now)
    if own.public_key.algorithm in LEAST_BITS:
        yield _mechanism(place, own)
    evidence = None if trust is None else read_evidence(trust.roots or None, trust.lists, trust.between)
    standing = _standing(own, others, evidence, now) if trust is not None and trust.roots else None
    yield _chain(standing)
    places = places_of(own)
    heard = hear(places, lists=lists_of(own)) if ask else None
    yield _revocation(places, heard, standing, asked=ask)
    yield _clock(own, evidence, heard, now)


def _refused(refusal: DvError, check: str = "") -> Symptom:
    known = next((name for kind, name in _CHECKS.items() if isinstance(refusal, kind)), "token")
    details = {"where": refusal.where, **refusal.details}
    return _bad(check or known, refusal.code, **{name: str(value) for name, value in details.items()})


def _bad(check: str, code: str, **details: str) -> Symptom:
    return Symptom(check=check, health=Health.BAD, code=code, details=tuple(details.items()))


def _pin(token: Token, tries: PinTries) -> Symptom:
    health, code = _PIN[token.pin]
    wrong = tries.wrong(token.serial)
    if health is not Health.BAD and wrong:
        spent = wrong >= MOST_WRONG
        health, code = (Health.BAD, "pin_last_try") if spent else (Health.DOUBTFUL, "pin_low")
    return Symptom(check="pin", health=health, code=code, details=(("where", token.label),))


def _dates(certificate: x509.Certificate, now: datetime) -> Symptom:
    holder = holder_of(certificate, now.tzinfo)
    since, until = f"{holder.valid_from:%d/%m/%Y}", f"{holder.valid_to:%d/%m/%Y}"
    details = (("where", holder.name), ("since", since), ("until", until))
    if now > holder.valid_to:
        return Symptom(check="dates", health=Health.BAD, code="certificate_expired", details=details)
    if now < holder.valid_from:
        return Symptom(check="dates", health=Health.BAD, code="certificate_not_yet_valid", details=details)
    if holder.valid_to - now < SOON:
        return Symptom(check="dates", health=Health.DOUBTFUL, code="certificate_ends_soon", details=details)
    return Symptom(check="dates", health=Health.GOOD, details=details)


def _unlocking(token: Token) -> Iterator[Symptom]:
    """Of the PIN with which its issuer unlocks it (SO PIN) something is said only when it is in danger."""
    code = {
        PinState.LOCKED: "unlocking_locked",
        PinState.LAST: "unlocking_low",
        PinState.LOW: "unlocking_low",
    }
    if token.unlocking in code:
        details = (("where", token.label),)
        yield Symptom(check="unlocking", health=Health.DOUBTFUL, code=code[token.unlocking], details=details)


def _usage(certificate: x509.Certificate, now: datetime) -> Iterator[Symptom]:
    try:
        require_purpose(certificate, holder_of(certificate, now.tzinfo))
    except CertificateUnsuitable as refusal:
        yield _refused(refusal, "usage")
        return
    except CertificateWeak as refusal:
        yield _refused(refusal)
        return
    if certificate.hash_algo == "sha1":
        yield Symptom(check="usage", health=Health.DOUBTFUL, code="certificate_old_digest")
    else:
        yield Symptom(check="usage", health=Health.GOOD)


def _mechanism(place: TokenPlace, own: x509.Certificate) -> Symptom:
    try:
        require_mechanism(place, own)
    except DvError as refusal:
        return _refused(refusal, "mechanism")
    return Symptom(check="mechanism", health=Health.GOOD)


def _standing(
    own: x509.Certificate, others: tuple[x509.Certificate, ...], evidence: Evidence | None, now: datetime
) -> Standing | None:
    if evidence is None:
        return None
    return asyncio.run(judge(own, others, evidence, now))


def _chain(standing: Standing | None) -> Symptom:
    if standing is None:
        return Symptom(check="chain", health=Health.UNKNOWN, code="chain_not_asked")
    if not standing.trusted:
        return Symptom(check="chain", health=Health.DOUBTFUL, code="chain_unknown")
    return Symptom(check="chain", health=Health.GOOD)


def _revocation(
    places: Sequence[str], heard: Heard | None, standing: Standing | None, *, asked: bool
) -> Symptom:
    if standing is not None and standing.revocation is Revocation.REVOKED:
        return Symptom(check="revocation", health=Health.BAD, code="certificate_revoked")
    if places and asked:
        return Symptom(
            check="revocation",
            health=Health.GOOD if heard else Health.DOUBTFUL,
            code="" if heard else "revocation_unreachable",
            details=(("where", heard.place if heard else places[0]),),
        )
    if standing is not None and standing.revocation is Revocation.GOOD:
        return Symptom(check="revocation", health=Health.GOOD, code="revocation_listed")
    code = "revocation_not_asked" if places else "revocation_unnamed"
    details = (("where", places[0]),) if places else ()
    return Symptom(check="revocation", health=Health.UNKNOWN, code=code, details=details)


def _clock(
    certificate: x509.Certificate, evidence: Evidence | None, heard: Heard | None, now: datetime
) -> Symptom:
    """A computer whose battery is empty wakes in a year long gone: before the certificate was made, or a list that it has.
    A clock that runs ahead is only seen beside another one.
    """
    day = (("now", f"{now:%d/%m/%Y}"),)
    if now < certificate.not_valid_before - timedelta(days=1):
        return Symptom(check="clock", health=Health.BAD, code="clock_behind", details=day)
    made = max(_times_of_lists(evidence), default=now)
    if now < made - timedelta(days=1):
        than = (("made", f"{made.astimezone(now.tzinfo):%d/%m/%Y}"),)
        return Symptom(check="clock", health=Health.BAD, code="clock_behind_list", details=day + than)
    told = (("now", f"{now:%d/%m/%Y %H:%M}"),)
    if heard is not None and heard.time is not None and abs(heard.time - now) > CLOCK_SLACK:
        other = f"{heard.time.astimezone(now.tzinfo):%d/%m/%Y %H:%M}"
        there = (("where", heard.place), ("other", other))
        return Symptom(check="clock", health=Health.DOUBTFUL, code="clock_off", details=told + there)
    return Symptom(check="clock", health=Health.GOOD, details=told)


def _times_of_lists(evidence: Evidence | None) -> Iterator[datetime]:
    for one in evidence.lists if evidence is not None else ():
        yield one["tbs_cert_list"]["this_update"].native

"""What may keep a token from signing, found out before anybody waits for a signature. Imports pyHanko; load it late."""

import asyncio
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from asn1crypto import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from dvapp.domain.errors import DvError
from dvapp.domain.signing.authorities import Trusted
from dvapp.domain.signing.token_errors import DriverBitness, DriverUnusable, TokenKeyMissing
from dvapp.domain.signing.tokens import MOST_WRONG, Health, PinState, Symptom, Token, TokenPlace
from dvapp.domain.signing.verification import Revocation, SignatureRole
from dvapp.signing.certificates import holder_of, may_sign, usage_of
from dvapp.signing.drivers import require_loadable
from dvapp.signing.keys import OpenKey
from dvapp.signing.pin_tries import PinTries
from dvapp.signing.sign import certify
from dvapp.signing.tokens import certificate_of, require_mechanism, tokens_of
from dvapp.signing.trust import Standing, judge, read_evidence
from dvapp.signing.verify import require_intact

SOON = timedelta(days=30)
"""A certificate that ends within this time is worth a word: a new one takes weeks to come."""

PATIENCE = 5.0
"""Seconds to wait for the place that tells about revocation."""

_ALGORITHMS = frozenset({"rsa", "ec"})

_PIN = {
    PinState.GOOD: (Health.GOOD, ""),
    PinState.LOW: (Health.DOUBTFUL, "pin_low"),
    PinState.LAST: (Health.BAD, "pin_last_try"),
    PinState.LOCKED: (Health.BAD, "pin_locked"),
    PinState.UNSET: (Health.BAD, "pin_unset"),
}


def examine(
    place: TokenPlace, *, trust: Trusted | None, now: datetime, tries: PinTries, ask: bool
) -> Iterator[Symptom]:
    """Look at everything that needs no PIN, from the driver to the certificate; what depends on a fault is left out.

    :param place: with an empty serial: no token is known to be in.
    :param trust: authorities to lead the certificate to, and their lists; ``None``: not looked at.
    :param ask: whether the place that tells about revocation may be called; otherwise nothing leaves the computer.
    """
    try:
        yield from _driver(place.driver)
        found = {token.serial: token for token in tokens_of(place.driver)}
        if place.serial not in found:
            code = "token_missing" if place.serial else "no_token"
            yield _bad("token", code, where=place.serial or str(place.driver))
            return
        yield Symptom(check="token", health=Health.GOOD)
        yield _pin(found[place.serial], tries)
        own, others = certificate_of(place)
    except DvError as refusal:
        yield _refused(refusal)
        return
    yield Symptom(check="key", health=Health.GOOD, details=(("name", holder_of(own, now.tzinfo).name),))
    yield _dates(own, now)
    yield _usage(own)
    if own.public_key.algorithm in _ALGORITHMS:
        yield _mechanism(place, own)
    standing = _standing(own, others, trust, now)
    yield _chain(standing)
    yield _revocation(own, standing, ask=ask)
    yield _clock(own, now)


def sign_scratch(key: OpenKey, now: datetime) -> None:
    """Sign an empty page and verify it; nothing is written anywhere.

    :raises TokenRemoved, TokenFailed, PinLocked: the token.
    :raises SignatureBroken: what it made is no good signature.
    """
    signed = certify(_page(), key, field="Thu", stamp=_stamp(), when=now, role=SignatureRole.LEADER, place="")
    require_intact(signed, now=now)


def _driver(driver: Path) -> Iterator[Symptom]:
    require_loadable(driver)
    yield Symptom(check="driver", health=Health.GOOD)
    yield Symptom(check="bitness", health=Health.GOOD)


def _refused(refusal: DvError) -> Symptom:
    checks: dict[type[DvError], str] = {
        DriverUnusable: "driver", DriverBitness: "bitness", TokenKeyMissing: "key"
    }  # fmt: skip
    check = checks.get(type(refusal), "token")
    details = {"where": refusal.where, **refusal.details}
    return _bad(check, refusal.code, **{name: str(value) for name, value in details.items()})


def _bad(check: str, code: str, **details: str) -> Symptom:
    return Symptom(check=check, health=Health.BAD, code=code, details=tuple(details.items()))


def _pin(token: Token, tries: PinTries) -> Symptom:
    health, code = _PIN[token.pin]
    if health is not Health.BAD and tries.wrong(token.serial) >= MOST_WRONG:
        health, code = Health.BAD, "pin_last_try"
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


def _usage(certificate: x509.Certificate) -> Symptom:
    algorithm = certificate.public_key.algorithm
    if algorithm not in _ALGORITHMS or not may_sign(certificate):
        usage = ", ".join(usage_of(certificate)) or algorithm
        return _bad(
            "usage", "certificate_unsuitable", where=str(certificate.subject.human_friendly), usage=usage
        )
    return Symptom(check="usage", health=Health.GOOD)


def _mechanism(place: TokenPlace, own: x509.Certificate) -> Symptom:
    try:
        require_mechanism(place, own)
    except DvError as refusal:
        details = {"where": refusal.where, **refusal.details}
        return _bad("mechanism", refusal.code, **{name: str(value) for name, value in details.items()})
    return Symptom(check="mechanism", health=Health.GOOD)


def _standing(
    own: x509.Certificate, others: tuple[x509.Certificate, ...], trust: Trusted | None, now: datetime
) -> Standing | None:
    if trust is None or not trust.roots:
        return None
    evidence = read_evidence(trust.roots, trust.lists, trust.between)
    return asyncio.run(judge(own, others, evidence, now))


def _chain(standing: Standing | None) -> Symptom:
    if standing is None:
        return Symptom(check="chain", health=Health.UNKNOWN, code="chain_not_asked")
    if not standing.trusted:
        return Symptom(check="chain", health=Health.DOUBTFUL, code="chain_unknown")
    return Symptom(check="chain", health=Health.GOOD)


def _revocation(certificate: x509.Certificate, standing: Standing | None, *, ask: bool) -> Symptom:
    if standing is not None and standing.revocation is Revocation.REVOKED:
        return Symptom(check="revocation", health=Health.BAD, code="certificate_revoked")
    places = _places(certificate)
    details = (("where", places[0] if places else ""),)
    if places and ask:
        answered = any(_answers(place) for place in places)
        return Symptom(
            check="revocation",
            health=Health.GOOD if answered else Health.DOUBTFUL,
            code="" if answered else "revocation_unreachable",
            details=details,
        )
    if standing is not None and standing.revocation is Revocation.GOOD:
        return Symptom(check="revocation", health=Health.GOOD, code="revocation_listed")
    code = "revocation_not_asked" if places else "revocation_unnamed"
    return Symptom(check="revocation", health=Health.UNKNOWN, code=code, details=details if places else ())


def _places(certificate: x509.Certificate) -> tuple[str, ...]:
    lists = (point.url for point in certificate.crl_distribution_points)
    return tuple(url for url in (*certificate.ocsp_urls, *lists) if url and url.startswith("http"))


def _answers(url: str) -> bool:
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with socket.create_connection((parts.hostname or "", port), timeout=PATIENCE):
            return True
    except OSError:
        return False


def _clock(certificate: x509.Certificate, now: datetime) -> Symptom:
    """A computer whose battery is empty wakes in a year long gone: before the certificate was made."""
    made = certificate.not_valid_before
    if now < made - timedelta(days=1):
        return Symptom(
            check="clock", health=Health.BAD, code="clock_behind", details=(("now", f"{now:%d/%m/%Y}"),)
        )
    return Symptom(check="clock", health=Health.GOOD, details=(("now", f"{now:%d/%m/%Y %H:%M}"),))


def _page() -> bytes:
    writer = PdfFileWriter()
    page = PageObject(
        contents=writer.add_object(generic.StreamObject(stream_data=b"")), media_box=(0, 0, 200, 100)
    )
    writer.insert_page(page)
    append_signature_field(writer, SigFieldSpec(sig_field_name="Thu", box=(10, 10, 190, 90)))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _stamp() -> bytes:
    writer = PdfFileWriter()
    page = PageObject(
        contents=writer.add_object(generic.StreamObject(stream_data=b"")), media_box=(0, 0, 180, 80)
    )
    writer.insert_page(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()

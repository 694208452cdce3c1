"""What those who are trusted make of a signer's certificate before it signs. Asks nobody. Imports pyHanko."""

import asyncio
from datetime import UTC, datetime

from asn1crypto import x509
from pyhanko_certvalidator.errors import PathError, ValidationError

from dvapp.domain.errors import TrustUnreadable
from dvapp.domain.signing.authorities import SignerStanding, Trusted
from dvapp.domain.signing.verification import Revocation
from dvapp.signing.old_lists import lists_about
from dvapp.signing.trust import Evidence, judge, path_of, read_evidence
from dvapp.signing.x509_facts import list_facts


def standing_of(certificate: bytes, trusted: Trusted, now: datetime) -> SignerStanding:
    """What is known of a certificate (DER) at ``now``, an aware moment.

    :raises TrustUnreadable: it is none.
    """
    try:
        read = x509.Certificate.load(certificate)
        read.native  # noqa: B018 - asn1crypto parses on demand; whatever is wrong shows here
    except (ValueError, TypeError, KeyError) as error:
        raise TrustUnreadable from error
    if not trusted.roots:
        return SignerStanding(known=False, revocation=Revocation.NOT_ASKED)
    evidence = read_evidence(trusted.roots, trusted.lists, trusted.between)
    return asyncio.run(_standing(read, evidence, now))


async def _standing(certificate: x509.Certificate, evidence: Evidence, now: datetime) -> SignerStanding:
    found = await judge(certificate, (), evidence, now)
    if not found.trusted:
        return SignerStanding(known=False, revocation=Revocation.NOT_ASKED)
    made, stale = await _newest(certificate, evidence, now)
    return SignerStanding(
        known=True, revocation=found.revocation, revoked_at=found.revoked, list_made=made, stale=stale
    )


async def _newest(
    certificate: x509.Certificate, evidence: Evidence, now: datetime
) -> tuple[datetime | None, bool]:
    """Of which moment the newest list of the certificate's authority is, and whether it is too old."""
    try:
        path = await path_of(certificate, evidence, now)
    except (PathError, ValidationError):  # expired: no list matters any more
        return None, False
    lists = lists_about(tuple(path.iter_certs(include_root=True)), evidence.lists)
    if not lists:
        return None, False
    facts = list_facts(lists[0])
    return facts.made.astimezone(now.tzinfo or UTC), facts.is_stale(now)

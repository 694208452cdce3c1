"""Reads certificates and revocation lists: the port that services know. What is heavy loads when it is first used."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from dvapp.domain.errors import TrustUnreadable
from dvapp.domain.signing.authorities import FoundCertificate, ListFacts, SignerStanding, Trusted

if TYPE_CHECKING:
    from cryptography import x509

_LONGEST = 10
"""Steps of a chain; a longer one leads nowhere."""


class X509Certificates:
    """:class:`dvapp.services.signing.trust_ports.Certificates` with cryptography. Keeps nothing between calls."""

    def read(self, content: bytes) -> tuple[FoundCertificate, ...]:
        """All certificates of a file: PEM, DER or PKCS#7 (P7B); each once.

        :raises TrustUnreadable: there is none.
        """
        from dvapp.signing.x509_facts import found_certificate, read_certificates

        return tuple(found_certificate(one) for one in read_certificates(content))

    def chain(self, content: bytes, others: Sequence[FoundCertificate]) -> tuple[str, ...]:
        """Fingerprints from a certificate up through those of ``others`` that issued it, itself first; proved by keys.

        :raises TrustUnreadable: ``content`` is no certificate.
        """
        from dvapp.signing.x509_facts import fingerprint_of, issued

        at, around = _one(content), [_one(other.content) for other in others]
        way = [fingerprint_of(at)]
        while len(way) <= _LONGEST and not issued(at, at):
            above = next((one for one in around if fingerprint_of(one) not in way and issued(at, one)), None)
            if above is None:
                break
            at = above
            way.append(fingerprint_of(at))
        return tuple(way)

    def read_list(self, content: bytes) -> tuple[bytes, ListFacts]:
        """A revocation list (PEM or DER) as DER, and what it says.

        :raises RevocationListUnreadable: it is none.
        """
        from cryptography.hazmat.primitives.serialization import Encoding

        from dvapp.signing.x509_facts import list_facts, read_list

        found = read_list(content)
        return found.public_bytes(Encoding.DER), list_facts(found)

    def signed_list(self, content: bytes, authorities: Sequence[FoundCertificate]) -> str | None:
        """The fingerprint of the authority that signed a list (DER), ``None`` when none of them did.

        :raises RevocationListUnreadable: it is none.
        """
        from dvapp.signing.x509_facts import read_list, signed_list

        found = read_list(content)
        for authority in authorities:
            if signed_list(found, _one(authority.content)):
                return authority.facts.fingerprint
        return None

    def pem(self, contents: Sequence[bytes]) -> bytes:
        """Certificates (DER) as one PEM text."""
        from cryptography.hazmat.primitives.serialization import Encoding

        return b"".join(_one(content).public_bytes(Encoding.PEM) for content in contents)

    def standing(self, certificate: bytes, trusted: Trusted, *, now: datetime) -> SignerStanding:
        """What is known of a signer's certificate (DER) without asking anybody.

        :raises TrustUnreadable: it is none.
        """
        from dvapp.signing.standing import standing_of

        return standing_of(certificate, trusted, now)


def _one(content: bytes) -> "x509.Certificate":
    """:raises TrustUnreadable: it is no certificate in DER form."""
    from cryptography import x509

    try:
        return x509.load_der_x509_certificate(content)
    except ValueError as error:
        raise TrustUnreadable from error

"""What looking after authorities needs from outside, as Protocols."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from dvapp.domain.signing.authorities import (
    FoundCertificate,
    Kept,
    KeptAuthority,
    KeptList,
    ListFacts,
    SignerStanding,
    Trusted,
)


class TrustKeeper(Protocol):
    """Keeps authorities and revocation lists: the user's own, beside those of the machine, which it only reads."""

    @property
    def machine_folder(self) -> Path:
        """Where whoever looks after the computer puts theirs."""
        ...

    def kept(self) -> Kept:
        """All that is kept, removed ones included. What cannot be read is named as a fault, never a refusal."""
        ...

    def put(self, authority: KeptAuthority) -> None:
        """Keep one of the user's own, or the new state of one.

        :raises DiskFull, FileUnwritable: as they say.
        """
        ...

    def put_list(self, revocation: KeptList) -> None:
        """Keep a list in the place of its key.

        :raises DiskFull, FileUnwritable: as they say.
        """
        ...

    def drop_list(self, key: str) -> None:
        """Keep a list no longer.

        :raises FileUnwritable: as it says.
        """
        ...

    def files(self, place: Path) -> tuple[Path, ...]:
        """The file itself, or the files of a folder and the folders in it that may be revocation lists, by name.

        :raises FileMissing, FileUnreadable: as they say.
        """
        ...


class Certificates(Protocol):
    """Reads certificates and revocation lists. Works on bytes and asks nobody."""

    def read(self, content: bytes) -> tuple[FoundCertificate, ...]:
        """All certificates of a file: PEM, DER or PKCS#7 (P7B); each once.

        :raises TrustUnreadable: there is none.
        """
        ...

    def chain(self, content: bytes, others: Sequence[FoundCertificate]) -> tuple[str, ...]:
        """Fingerprints from a certificate up through those of ``others`` that issued it, itself first; proved by keys."""
        ...

    def read_list(self, content: bytes) -> tuple[bytes, ListFacts]:
        """A revocation list (PEM or DER) as DER, and what it says.

        :raises RevocationListUnreadable: it is none.
        """
        ...

    def signed_list(self, content: bytes, authorities: Sequence[FoundCertificate]) -> str | None:
        """The fingerprint of the authority that signed a list (DER), ``None`` when none of them did."""
        ...

    def pem(self, contents: Sequence[bytes]) -> bytes:
        """Certificates (DER) as one PEM text."""
        ...

    def standing(self, certificate: bytes, trusted: Trusted, *, now: datetime) -> SignerStanding:
        """What is known of a signer's certificate (DER) without asking anybody.

        :raises TrustUnreadable: it is none.
        """
        ...

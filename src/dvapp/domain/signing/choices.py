"""How a user wants to sign: whom to ask for timestamps, what may be asked online, which pictures are shown."""

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from dvapp.domain.errors import DvError
from dvapp.domain.signing.signers import OtherName
from dvapp.domain.signing.stamp_errors import SettingInvalid
from dvapp.domain.signing.verification import Level

LEAST_PATIENCE, MOST_PATIENCE = 1, 600
"""Seconds that one request for a timestamp may take. Busy services answer after two minutes (pdf.md)."""

MOST_TRIES = 6

SEAL_SIZES = (10.0, 60.0)
"""Millimetres; what is smaller or larger is no seal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamping:
    """Whom to ask for a timestamp, and how patiently. Without an address nobody is asked.

    :param authorities: addresses (RFC 3161 over HTTP); each is asked when the one before did not answer.
    :param patience: seconds that one request may take.
    :param tries: how often each is asked.
    """

    authorities: tuple[str, ...] = ()
    patience: int = 180
    tries: int = 3

    def __post_init__(self) -> None:
        for address in self.authorities:
            require_address(address)
        if not LEAST_PATIENCE <= self.patience <= MOST_PATIENCE:
            raise SettingInvalid(where="tsa-seconds", text=str(self.patience))
        if not 1 <= self.tries <= MOST_TRIES:
            raise SettingInvalid(where="tsa-tries", text=str(self.tries))


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningChoices:
    """What a user chose once for all signatures of this computer.

    :param online: whether the places that certificates name may be asked about revocation.
    :param signature_picture: picture of the user's own signature, put over the name.
    :param seal_picture: picture of the body's seal; ``seal_size`` is its real width in millimetres.
    """

    stamping: Stamping = field(default_factory=Stamping)
    online: bool = False
    signature_picture: Path | None = None
    seal_picture: Path | None = None
    seal_size: float | None = None


class Doubt(Enum):
    """What a signer has to know of a signature that was made all the same."""

    CHAIN_UNKNOWN = "chain_unknown"
    """The certificate leads to none of the managed authorities."""
    REVOCATION_UNKNOWN = "revocation_unknown"
    """Nothing at hand tells whether it was revoked."""
    REVOCATION_STALE = "revocation_stale"
    """What is at hand is older than it may be."""
    TIMESTAMP_MISSING = "timestamp_missing"
    """An authority was asked for a timestamp, and none came."""
    NAME_DIFFERS = "name_differs"
    """The certificate is in another name than that of whoever was to sign."""
    PICTURE_NOT_BLUE = "picture_not_blue"
    PICTURE_NOT_RED = "picture_not_red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What came of signing or sealing.

    :param level: B, or T when a timestamp came.
    :param refused: why no timestamp came, where one was asked for.
    :param holder: whom the certificate names. ``others``: the names that it should bear and does not.
    """

    level: Level
    doubts: tuple[Doubt, ...] = ()
    refused: DvError | None = None
    holder: str = ""
    others: tuple[OtherName, ...] = ()


def require_address(text: str) -> str:
    """An address that can be asked.

    :raises SettingInvalid: it is none. where: ``tsa``.
    """
    try:
        parts = urlsplit(text)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:  # a port that is no number, brackets that do not close
        sound = False
    if not sound or any(letter.isspace() for letter in text):
        raise SettingInvalid(where="tsa", text=text)
    return text

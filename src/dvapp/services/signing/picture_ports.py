"""The pictures that an account's signatures and seals show, as the store keeps them."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol


class Purpose(Enum):
    """What a picture shows."""

    SIGNATURE = "signature"
    SEAL = "seal"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPicture:
    """A picture as it is kept.

    :param png: ready for the page: transparent, without margin, free of where it came from.
    :param width: of the original in micrometres; ``None``: nobody said.
    """

    png: bytes = field(repr=False)
    width: int | None = None


class OwnPictureReader(Protocol):
    """Pictures to read."""

    def of(self, login: str, purpose: Purpose) -> KeptPicture | None:
        """An account's picture, ``None`` where it has none."""
        ...


class OwnPictures(OwnPictureReader, Protocol):
    """Pictures of a transaction."""

    def put(self, login: str, purpose: Purpose, picture: KeptPicture) -> None:
        """Keep it instead of the one before."""

    def remove(self, login: str, purpose: Purpose) -> None:
        """Forget it; nothing happens when there is none."""

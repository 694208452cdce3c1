"""From a password to the data key: argon2id makes a key-encryption key, AES-256-GCM wraps the data key with it.

Every user has a wrap of his own around the same data key; a changed password is a new wrap, the data stay as they are.
An unwrap that fails means a wrong password and nothing else: SQLCipher by itself cannot tell that from a damaged page.
"""

import base64
import json
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dvapp.db.canonical import canonical
from dvapp.domain.errors import PasswordTooShort

LEAST_CHARACTERS = 8
"""Shortest new password, in characters after NFC."""

KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class KdfCost:
    """What argon2id spends on one guess; kept in each wrap, so that it can rise later.

    :param memory_kib: memory in KiB. :param passes: times over it. :param lanes: parallel lanes.
    """

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1

    @property
    def sane(self) -> bool:
        """Whether it is a cost that this program may have asked for: a forged file must not eat the machine."""
        return (
            8 * self.lanes <= self.memory_kib <= 1024 * 1024
            and 1 <= self.passes <= 64
            and 1 <= self.lanes <= 16
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrap:
    """The data key, wrapped for one user.

    :param salt: 16 bytes for argon2id. :param nonce: 12 bytes for AES-GCM. :param wrapped: 32 bytes and the 16-byte tag.
    """

    user: str
    cost: KdfCost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def to_plain(self) -> dict[str, object]:
        """As JSON holds it; byte strings are base64."""
        return {**self._bound(), "nonce": _text(self.nonce), "wrapped": _text(self.wrapped)}

    def _bound(self) -> dict[str, object]:
        return {"user": self.user, "kdf": {"name": "argon2id", **asdict(self.cost)}, "salt": _text(self.salt)}

    @property
    def associated(self) -> bytes:
        """What the tag covers besides the key: nobody may relabel a wrap or cheapen its cost."""
        return canonical(self._bound()).encode()


def read_wrap(plain: object) -> Wrap:
    """A wrap from its JSON form.

    :raises ValueError: it is none, or its cost is beyond sense.
    """
    try:
        assert isinstance(plain, dict)
        kdf = dict(plain["kdf"])
        if kdf.pop("name") != "argon2id":
            raise ValueError("unknown key derivation")
        cost = KdfCost(**{name: int(value) for name, value in kdf.items()})
        wrap = Wrap(
            user=str(plain["user"]),
            cost=cost,
            salt=base64.b64decode(plain["salt"], validate=True),
            nonce=base64.b64decode(plain["nonce"], validate=True),
            wrapped=base64.b64decode(plain["wrapped"], validate=True),
        )
    except (AssertionError, KeyError, TypeError) as error:
        raise ValueError("not a wrapped key") from error
    if not cost.sane:
        raise ValueError("cost out of range")
    return wrap


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def new_data_key() -> bytes:
    """A fresh data key, 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def require_good(password: str) -> None:
    """:raises PasswordTooShort: a new password has fewer than :data:`LEAST_CHARACTERS` characters."""
    if len(unicodedata.normalize("NFC", password)) < LEAST_CHARACTERS:
        raise PasswordTooShort(least=LEAST_CHARACTERS)


def _derive(password: str, salt: bytes, cost: KdfCost) -> bytes:
    # Keyboards and systems differ in how they compose ế; the password is what the person typed, not its bytes.
    secret = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hash_secret_raw(
        secret, salt, cost.passes, cost.memory_kib, cost.lanes, hash_len=KEY_BYTES, type=Type.ID
    )


def wrap_key(data_key: bytes, password: str, *, user: str, cost: KdfCost) -> Wrap:
    """Wrap the 32-byte data key for one user, with fresh salt and nonce."""
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    bare = Wrap(user=user, cost=cost, salt=salt, nonce=nonce, wrapped=b"")
    wrapped = AESGCM(_derive(password, salt, cost)).encrypt(nonce, data_key, bare.associated)
    return Wrap(user=user, cost=cost, salt=salt, nonce=nonce, wrapped=wrapped)


def unwrap_key(wraps: Iterable[Wrap], password: str) -> tuple[bytes, Wrap] | None:
    """The data key and the wrap that the password opens; ``None``: it opens none."""
    for wrap in wraps:
        kek = AESGCM(_derive(password, wrap.salt, wrap.cost))
        try:
            return kek.decrypt(wrap.nonce, wrap.wrapped, wrap.associated), wrap
        except InvalidTag:
            continue
    return None


def write_wraps(wraps: Iterable[Wrap]) -> bytes:
    """JSON of all wraps."""
    return canonical({"wraps": [wrap.to_plain() for wrap in wraps]}).encode()


def read_wraps(text: bytes) -> tuple[Wrap, ...]:
    """The wraps that :func:`write_wraps` wrote.

    :raises ValueError: it is something else.
    """
    plain = json.loads(text)
    if not isinstance(plain, dict) or not isinstance(plain.get("wraps"), list) or not plain["wraps"]:
        raise ValueError("no wraps")
    return tuple(read_wrap(one) for one in plain["wraps"])

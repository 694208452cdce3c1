"""Pages of a SQLCipher 4 file, sealed by hand so that their *ciphertext* is ours to choose.

A page is 4096 bytes: 4016 of ciphertext (AES-256-CBC), a 16-byte IV, and HMAC-SHA512 over ciphertext, IV and the page's
number (4 bytes, little endian). The HMAC key is PBKDF2-HMAC-SHA512 of the raw key, 2 rounds, with the file's salt (its
first 16 bytes) XOR 0x3a. Source: SQLCipher 4, ``sqlcipher_page_hmac`` and ``sqlcipher_cipher_ctx_key_derive``.

In CBC the first plain block is ``D(C1) xor IV``. Whoever chooses the ciphertext can still choose the IV so that these 16
bytes come out as wanted; in an overflow page they hold the number of the next page, all that SQLite needs of it.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
"""Bytes of a page."""

BODY = 4016
"""Bytes of ciphertext in a page; the reserve of 80 follows."""

SALT = 16
"""Bytes of salt at the head of the file, in place of SQLite's own header."""

_IV = 16
_LINK = 4  # an overflow page begins with the number of the next one, big endian (SQLite file format, 1.6)


def offset(number: int) -> int:
    """Where in the file the page with that number (from 1) begins."""
    return (number - 1) * PAGE


@dataclass(frozen=True, slots=True)
class Sealer:
    """Makes and checks pages of one file.

    :param data_key: SQLCipher's raw key, 32 bytes. :param salt: the file's first 16 bytes.
    """

    data_key: bytes = field(repr=False)
    salt: bytes

    def _mac(self, number: int, body_and_iv: bytes) -> bytes:
        salt = bytes(byte ^ 0x3A for byte in self.salt)
        key = hashlib.pbkdf2_hmac("sha512", self.data_key, salt, 2, 32)
        return hmac.digest(key, body_and_iv + number.to_bytes(4, "little"), "sha512")

    def _block(self, cipher_block: bytes) -> bytes:
        # One block, decrypted by itself: CBC with a zero IV is plain AES on the first block.
        opened = Cipher(algorithms.AES(self.data_key), modes.CBC(bytes(_IV))).decryptor()
        return opened.update(cipher_block) + opened.finalize()

    def holds(self, number: int, page: bytes) -> bool:
        """Whether SQLCipher would take this page at this place."""
        signed, mac = page[: BODY + _IV], page[BODY + _IV :]
        return len(page) == PAGE and hmac.compare_digest(self._mac(number, signed), mac)

    def next_page(self, page: bytes) -> int:
        """The next page's number, as an overflow page names it."""
        first = self._block(page[:16])
        plain = bytes(a ^ b for a, b in zip(first, page[BODY : BODY + _IV], strict=True))
        return int.from_bytes(plain[:_LINK], "big")

    def seal(self, number: int, *, body: bytes, next_page: int) -> bytes:
        """A valid overflow page whose ciphertext is ``body`` (4016 bytes) and which links to ``next_page``."""
        assert len(body) == BODY
        # Only the link is read ever; the other 12 bytes are chance, so that the IV looks as every IV does.
        wanted = next_page.to_bytes(_LINK, "big") + secrets.token_bytes(_IV - _LINK)
        iv = bytes(a ^ b for a, b in zip(self._block(body[:16]), wanted, strict=True))
        return body + iv + self._mac(number, body + iv)

"""How many wrong PINs a token was given in a row, as far as this program gave them.

Not every driver tells how many tries are left. The count is kept on the computer, beside the settings: who closes the
program after two wrong PINs and opens it again shall not lock the token.
"""

import hashlib
from pathlib import Path

from dvapp.host.settings import Settings


class PinTries:
    """The counts of this computer. A token is known by the digest of its serial number; no PIN is ever kept."""

    def __init__(self, path: Path) -> None:
        self._kept = Settings(path)

    def wrong(self, serial: str) -> int:
        """Wrong ones since the last right one."""
        text = self._kept.get(_name(serial))
        return int(text) if text.isdecimal() else 0

    def put(self, serial: str, count: int) -> None:
        """Remember the count."""
        self._kept.put(_name(serial), str(count))


def _name(serial: str) -> str:
    return hashlib.sha256(serial.encode()).hexdigest()[:16]

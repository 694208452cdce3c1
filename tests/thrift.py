"""What the tests of one process pay once: everything here is the real thing, only shared or with a smaller number.

Most tests go through ``make_tools`` for every command, as the program does once a run. Then each of a thousand commands
would read the same pack again, start a process of its own to look at files, and spend on every password what a guesser
is meant to spend (``tests/db/test_keyring.py`` holds the program to that).
"""

from functools import lru_cache

import pytest

CHEAPEST = (8, 1, 1)
"""KiB, passes and lanes of a key derivation that costs nothing."""


def share(patch: pytest.MonkeyPatch) -> None:
    """From now on stores are cheap to make, packs that ship are read once, and one process looks at files."""
    from dvapp.app import tools
    from dvapp.app.isolation import verifier
    from dvapp.db import stores
    from dvapp.db.keys import KdfCost

    memory, passes, lanes = CHEAPEST
    patch.setattr(stores, "KdfCost", lambda: KdfCost(memory_kib=memory, passes=passes, lanes=lanes))
    patch.setattr(tools, "_packs", lru_cache(maxsize=2)(tools._packs))
    patch.setattr(verifier, "SeparateVerifier", lru_cache(maxsize=1)(verifier.SeparateVerifier))

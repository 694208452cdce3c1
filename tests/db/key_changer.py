"""Another process that changes passwords without end, and says each one's name once it holds.

Argument: the store. For each line that comes in, the owner's password as it is, it forks one that does it; it says ``pid N``
of that one, and ``ended`` when it is gone.
"""

import os
import sys
from itertools import cycle
from pathlib import Path

from tests.db.made import CHEAP, Ticking

from dvapp.db.stores import SqlStores

OWNERS = ("mật khẩu một", "mật khẩu hai")
"""The owner's passwords, in turn."""

STEADY, COMING = "vanthu", "chuyenvien"
"""A login whose password never changes, and one that comes and goes."""


def tell(*said: object) -> None:
    """One write for one line: a killed process leaves whole lines only."""
    os.write(1, (" ".join(map(str, said)) + "\n").encode())


def work(path: Path, password: str) -> None:
    """Change the owner's password to the other one and back; let another account in and out between."""
    store = SqlStores(Ticking(), kdf=CHEAP, patience=30).open(path, password, login="owner")
    order = OWNERS if password == OWNERS[1] else OWNERS[::-1]
    tell("ready")
    for turn in cycle(order):
        store.give_password("owner", turn)
        tell(OWNERS.index(turn))
        store.give_password(COMING, f"{COMING} {turn}")
        store.drop_password(COMING)


def main() -> None:
    """Serve until nobody asks any more."""
    path = Path(sys.argv[1])
    for line in sys.stdin:
        child = os.fork()
        if not child:
            work(path, OWNERS[int(line)])
        tell("pid", child)
        os.waitpid(child, 0)
        tell("ended")


if __name__ == "__main__":
    main()

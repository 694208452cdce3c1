"""Another process that keeps records, one commit each, and says each one's number once it is kept.

Argument: the store. For each line that comes in, the first number and how many, it forks one that does it, so that
nothing is loaded twice; it says ``pid N`` of that one, and ``ended`` when it is gone.
"""

import os
import sys
from pathlib import Path

from tests.db.made import CHEAP, PASSWORD, Ticking, record

from dvapp.db.stores import SqlStores


def tell(*said: object) -> None:
    """One write for one line: a killed process leaves whole lines only."""
    os.write(1, (" ".join(map(str, said)) + "\n").encode())


def work(path: Path, first: int, many: int) -> None:
    store = SqlStores(Ticking(), kdf=CHEAP, patience=30).open(path, PASSWORD)
    for number in range(first, first + many):
        with store.unit_of_work() as uow:
            uow.records.put(record(number))
            uow.commit()
        tell(number)
    store.close()


def main() -> None:
    path = Path(sys.argv[1])
    for line in sys.stdin:
        first, many = map(int, line.split())
        child = os.fork()
        if not child:
            work(path, first, many)
            os._exit(0)
        tell("pid", child)
        os.waitpid(child, 0)
        tell("ended")


main()

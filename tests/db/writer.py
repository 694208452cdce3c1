"""Another process that keeps records, one commit each, and says each one's number once it is kept.

Arguments: the store, the first number, how many. Begins when a line comes in.
"""

import sys
from pathlib import Path

from tests.db.made import CHEAP, PASSWORD, Ticking, record

from dvapp.db.stores import SqlStores


def main() -> None:
    path, first, many = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    sys.stdin.readline()
    store = SqlStores(Ticking(), kdf=CHEAP, patience=30).open(path, PASSWORD)
    for number in range(first, first + many):
        with store.unit_of_work() as uow:
            uow.records.put(record(number))
            uow.commit()
        print(number, flush=True)
    store.close()


main()

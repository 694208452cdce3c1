"""Another process that attaches a file piece by piece, says how many are written, and waits after each.

Arguments: the store, the number of the record, how many pieces. Each line that comes in lets it go on by one piece.
"""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.db.made import CHEAP, PASSWORD, Ticking, record_id

from dvapp.db.stores import SqlStores
from dvapp.domain.recording.evidence import PIECE, Evidence
from dvapp.domain.recording.evidence_media import UNKNOWN


def main() -> None:
    path, number, many = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    content = bytes(range(256)) * (PIECE // 256) * many
    store = SqlStores(Ticking(), kdf=CHEAP, patience=30).open(path, PASSWORD)

    def pieces() -> Iterator[bytes]:
        for done in range(many):
            yield content[done * PIECE : (done + 1) * PIECE]
            print(done, flush=True)
            sys.stdin.readline()

    made = Evidence(
        id=f"file-{number}",
        record=record_id(number),
        name="a.bin",
        media=UNKNOWN,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    with store.unit_of_work() as work:
        work.evidence.put(made, pieces())
        work.commit()
    print("kept", flush=True)
    store.close()


main()

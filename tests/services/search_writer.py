"""Another process that keeps, changes and removes records until it is killed; it tells each commit."""

import random
import sys
import uuid
from pathlib import Path

from dvapp.app.tools import make_tools
from dvapp.domain.codes import RecordId
from dvapp.domain.recording.plain import read_record
from dvapp.services.recording.records import remove_record, save_record
from dvapp.services.stores import open_session

WORDS = (
    "kiểm tra",
    "công vụ",
    "đột xuất",
    "kỷ luật",
    "kỷ cương",
    "dân vận khéo",
    "đối thoại",
    "tiếp công dân",
)


def main(path: str, password: str) -> None:
    session = open_session(Path(path), password, tools=make_tools())
    kind = session.pack.kind("inspection")
    chance = random.Random(7)
    ids: list[RecordId] = []
    print("ready", flush=True)
    for number in range(10_000):
        if ids and chance.random() < 0.25:
            remove_record(ids.pop(chance.randrange(len(ids))), session=session)
            continue
        one = chance.choice(ids) if ids and chance.random() < 0.3 else RecordId(str(uuid.uuid4()))
        plain = {
            "happened": f"2018-{chance.randint(1, 12):02d}-10",
            "values": {"form": "self", "visits": number, "theme": " ".join(chance.choices(WORDS, k=4))},
        }
        save_record(read_record(kind, plain, record_id=one, board=session.store.info.board), session=session)
        ids = [*dict.fromkeys((*ids, one))]
        print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Several programs issue papers from one store and are killed at any moment; run as a program of its own.

``python -m tests.services.register_race STORE FOLDER PROGRAMS PAPERS KILLS SEED``: prints how many were killed.
"""

import os
import random
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.services.registers import PASSWORD, entry, tools, wish

from dvapp.domain.accounts.duties import Action
from dvapp.domain.register.numbers import LEASE
from dvapp.domain.register.register_errors import PaperNumbered
from dvapp.services.register.numbering import lease_in, use_number_in
from dvapp.services.session import Session


def issue(store: Path, told: Path, name: str, papers: int) -> None:
    """Issue papers from where a killed forerunner stopped, and tell each when it is done."""
    session = desk(store)
    with told.open("ab", buffering=0) as out:
        for n in range(len(told.read_bytes().splitlines()), papers):
            paper = f"{name}-{n}"
            with suppress(PaperNumbered):  # the forerunner issued it and was killed before it could say so
                issue_one(session, paper)
            out.write(f"{paper}\n".encode())
    session.store.close()


def issue_one(session: Session, paper: str) -> None:
    """Take a number, keep that, use it, keep that."""
    with session.changing(Action.NUMBER) as work:
        held = lease_in(work, session, wish(paper), span=LEASE)
        work.commit()
        use_number_in(work, held, entry(f"văn bản {paper}"))
        work.commit()


def desk(store: Path) -> Session:
    """A session of the store alone: pack, units and search index have tests of their own."""
    opened = tools().stores.open(store, PASSWORD)
    unread: Any = None  # whoever gives numbers looks at none of these
    return Session(tools=tools(), store=opened, ground=unread, pack=unread, board=unread, units=unread)


def start(store: Path, folder: Path, name: str, papers: int) -> int:
    """A program of its own, begun as a copy of this one, which has read all it needs."""
    child = os.fork()
    if child:
        return child
    ended = 1
    try:
        issue(store, folder / name, name, papers)
        ended = 0
    finally:
        if ended:
            sys.excepthook(*sys.exc_info())
        os._exit(ended)


def main(store: Path, folder: Path, programs: int, papers: int, kills: int, seed: int) -> int:
    """Run the race. :returns: how many programs were killed."""
    chance = random.Random(seed)
    tools()
    running = {start(store, folder, str(n), papers): str(n) for n in range(programs)}
    killed = 0
    while running:
        time.sleep(chance.uniform(0.01, 0.12))
        if killed < kills:
            victim = chance.choice(list(running))
            os.kill(victim, signal.SIGKILL)
        for child in list(running):
            ended, status = os.waitpid(child, os.WNOHANG)
            if not ended:
                continue
            name = running.pop(child)
            if os.WIFSIGNALED(status):
                killed += 1
                running[start(store, folder, name, papers)] = name
            elif os.WEXITSTATUS(status):
                raise SystemExit(f"{name} failed")
    return killed


if __name__ == "__main__":
    where, beside, *counts = sys.argv[1:]
    sys.stdout.write(f"{main(Path(where), Path(beside), *map(int, counts))}\n")

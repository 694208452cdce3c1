"""Real programs on a real store, killed at any moment: the register stays without gaps and doubles."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.db.made import environment
from tests.services.registers import PASSWORD, begin, blank_store, said, tools

from dvapp.domain.register.numbers import State
from dvapp.services.register.lines import find_numbers
from dvapp.services.register.register_ports import NumberFilter
from dvapp.services.stores import open_session

PROGRAMS, PAPERS, KILLS = 2, 500, 25
MEMORY = Path("/dev/shm")  # what a kill leaves behind does not depend on the disk


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    if not MEMORY.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=MEMORY) as made:
        yield Path(made)


@pytest.mark.skipif(
    sys.platform == "win32", reason="programs are begun as copies of one, which Windows cannot"
)
def test_two_programs_that_are_killed_again_and_again_leave_no_gap_and_no_double(folder):
    store = blank_store(folder)
    session = open_session(store, PASSWORD, tools=tools())
    begin(session)
    session.store.close()
    arguments = (store, folder, PROGRAMS, PAPERS, KILLS, 7)
    race = subprocess.run(
        [sys.executable, "-m", "tests.services.register_race", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        env=environment(),
    )
    assert (race.returncode, race.stderr) == (0, "")
    assert int(race.stdout) >= KILLS
    session = open_session(store, PASSWORD, tools=tools())
    found = find_numbers(session, NumberFilter())
    assert [one.number for one in found] == list(range(1, PROGRAMS * PAPERS + 1))
    assert {one.state for one in found} == {State.USED}
    papers = {f"{program}-{n}" for program in range(PROGRAMS) for n in range(PAPERS)}
    assert {one.paper for one in found} == papers
    assert all(said(one).excerpt == f"văn bản {one.paper}" for one in found)
    assert session.store.check().faults == ()
    session.store.close()

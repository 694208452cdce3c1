"""Whatever order numbers are taken, used and given back in: no gap, no double, no used number is ever another's."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule
from tests.services.registers import PASSWORD, DeskClock, Desks, begin, blank_store, entry, tools_at, wish

from dvapp.domain.register.numbers import Number, State, gaps
from dvapp.domain.register.register_errors import LeasedElsewhere, LeaseLost
from dvapp.services.register.lines import find_numbers
from dvapp.services.register.numbering import lease_number, return_number, use_number
from dvapp.services.register.register_ports import NumberFilter
from dvapp.services.register.series import list_series
from dvapp.services.stores import open_session

BLANK: dict[str, Path] = {}


@pytest.fixture(scope="module", autouse=True)
def _blank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    BLANK["store"] = blank_store(tmp_path_factory.mktemp("states"))
    yield
    BLANK.clear()


class Clerks(RuleBasedStateMachine):
    """Two clerks on two computers; their programs die, their clocks go wrong."""

    held = Bundle("held")

    @initialize(first=st.integers(1, 40))
    def open_the_store(self, first: int) -> None:
        self.folder = tempfile.TemporaryDirectory()
        path = Path(copy(BLANK["store"], self.folder.name))
        self.clock = DeskClock()
        self.desks = [Desks("may-1"), Desks("may-2")]
        self.sessions = [
            open_session(path, PASSWORD, tools=tools_at(self.clock, desks)) for desks in self.desks
        ]
        begin(self.sessions[0], first=first, reason="sổ giấy")
        self.used: dict[int, str] = {}
        self.papers = 0

    @rule(target=held, clerk=st.integers(0, 1))
    def take(self, clerk: int) -> tuple[int, Number]:
        self.papers += 1
        return clerk, lease_number(self.sessions[clerk], wish(f"p{self.papers}"))

    @rule(one=consumes(held))
    def use(self, one: tuple[int, Number]) -> None:
        clerk, number = one
        try:
            used = use_number(self.sessions[clerk], number, entry(number.paper))
        except LeaseLost:
            return
        assert used.number not in self.used
        self.used[used.number] = used.paper

    @rule(one=consumes(held))
    def give_back(self, one: tuple[int, Number]) -> None:
        clerk, number = one
        found = next(n for n in self._numbers() if n.number == number.number)
        own = found.lease is not None and number.lease is not None and found.lease.token == number.lease.token
        if not own:
            return  # it is somebody else's by now
        try:
            return_number(self.sessions[clerk], number.series, number.number, reason="thôi", held=number)
        except LeasedElsewhere:
            raise AssertionError("its holder may give it back") from None

    @rule(clerk=st.integers(0, 1))
    def program_dies(self, clerk: int) -> None:
        desks = self.desks[clerk]
        desks.running.clear()
        desks.process = type(desks.process)(
            host=desks.process.host, pid=desks.process.pid + 1, started=f"{desks.process.pid + 1}"
        )
        desks.running.add(desks.process)

    @rule(minutes=st.sampled_from((-60, 1, 16, 600)))
    def clock_goes(self, minutes: int) -> None:
        self.clock.wait(timedelta(minutes=minutes))

    @invariant()
    def whole(self) -> None:
        numbers = self._numbers()
        series = list_series(self.sessions[0])[0]
        assert gaps(series, [one.number for one in numbers]) == ()
        assert {one.number: one.paper for one in numbers if one.state is State.USED} == self.used
        tokens = [one.lease.token for one in numbers if one.lease is not None]
        assert len(tokens) == len(set(tokens))

    def _numbers(self) -> tuple[Number, ...]:
        return find_numbers(self.sessions[0], NumberFilter())

    def teardown(self) -> None:
        if not hasattr(self, "sessions"):
            return
        assert self.sessions[0].store.check().faults == ()
        for session in self.sessions:
            session.store.close()
        self.folder.cleanup()


Clerks.TestCase.settings = settings(max_examples=5, stateful_step_count=20, deadline=None)
TestClerks = Clerks.TestCase

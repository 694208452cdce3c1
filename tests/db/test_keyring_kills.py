"""Passwords under attack: whatever ends a change of them, the old or the new one opens the store, and nobody else's is lost."""

import os
import random
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.db.key_changer import COMING, OWNERS, STEADY
from tests.db.made import CHEAP, INFO, Ticking, record, start

from dvapp.db.stores import SqlStore, SqlStores
from dvapp.domain.accounts.account_errors import AccountUnknown
from dvapp.domain.errors import PasswordTooShort, WrongPassword

KILLS = 40


def opens(stores: SqlStores, path: Path, login: str, password: str) -> bool:
    try:
        stores.open(path, password, login=login).close()
    except (WrongPassword, AccountUnknown):
        return False
    return True


def change_until_killed(process: "subprocess.Popen[str]", holding: int, wanted: int) -> int:
    """Let the owner's password change, and kill it after so many changes. :returns: which one was said to hold last."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{holding}\n")
    process.stdin.flush()
    child, told, ready = 0, 0, False
    while (line := process.stdout.readline().strip()) != "ended":
        assert line, "it ended by itself"
        if line.startswith("pid "):
            child = int(line.removeprefix("pid "))
        elif line == "ready":
            ready = True
        else:
            holding, told = int(line), told + 1
        if child and ready and told >= wanted:
            os.kill(child, signal.SIGKILL)
            wanted = 1 << 30
    return holding


@pytest.mark.slow
def test_a_kill_while_passwords_change_leaves_the_old_or_the_new_one(tmp_path):
    stores, path = SqlStores(Ticking(), kdf=CHEAP, patience=30), tmp_path / "kho.dvapp"
    store = stores.create(path, OWNERS[0], INFO)
    store.give_password(STEADY, "mật khẩu văn thư")
    with store.unit_of_work() as work:
        work.records.put(record(1))
        work.commit()
    store.close()
    chance, holding = random.Random(5), 0
    with start("key_changer.py", path) as process:
        for kill in range(KILLS):
            told = change_until_killed(process, holding, chance.randrange(4))
            found = [n for n, password in enumerate(OWNERS) if opens(stores, path, "owner", password)]
            assert len(found) == 1
            assert found[0] in {told, 1 - told}
            holding = found[0]
            if kill % 8 == 0:
                assert opens(stores, path, STEADY, "mật khẩu văn thư")
                assert not opens(stores, path, STEADY, OWNERS[holding])
        assert process.stdin is not None
        process.stdin.close()
    store = stores.open(path, OWNERS[holding], login="owner")
    assert store.check().faults == ()
    store.close()


class Keys(RuleBasedStateMachine):
    """Passwords given and taken in any order, by logins from one to more than there is room for."""

    logins = st.sampled_from(("owner", "an", "bình", "chi", COMING))

    @initialize()
    def make(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.stores = SqlStores(Ticking(), kdf=CHEAP)
        self.path = Path(self.folder.name) / "kho.dvapp"
        self.store: SqlStore = self.stores.create(self.path, "mật khẩu 0", INFO)
        self.known = {"owner": "mật khẩu 0"}
        self.former: list[tuple[str, str]] = []

    @rule(login=logins, number=st.integers(0, 5))
    def give(self, login: str, number: int) -> None:
        password = f"mật khẩu {number}"
        self.store.give_password(login, password)
        if login in self.known and self.known[login] != password:
            self.former.append((login, self.known[login]))
        self.known[login] = password

    @rule(login=logins)
    def drop(self, login: str) -> None:
        if len(self.known) == 1 and login in self.known:
            return  # services never take the last one
        self.store.drop_password(login)
        if login in self.known:
            self.former.append((login, self.known.pop(login)))

    @rule()
    def too_short(self) -> None:
        with pytest.raises(PasswordTooShort):
            self.store.give_password("an", "ngắn")

    @rule()
    def many_come_and_go(self) -> None:
        added = [f"nguoi-{number}" for number in range(16)]  # more than fit on one page
        for login in added:
            self.store.give_password(login, f"mật khẩu của {login}")
        assert opens(self.stores, self.path, added[-1], f"mật khẩu của {added[-1]}")
        for login in added:
            self.store.drop_password(login)

    @rule()
    def reopen(self) -> None:
        self.store.close()
        login = min(self.known)
        self.store = self.stores.open(self.path, self.known[login], login=login)

    @invariant()
    def every_password_opens_and_no_former_one(self) -> None:
        assert self.stores.logins(self.path) == tuple(sorted(self.known))
        for login, password in self.known.items():
            assert opens(self.stores, self.path, login, password)
        for login, password in self.former[-2:]:
            if self.known.get(login) != password:
                assert not opens(self.stores, self.path, login, password)

    def teardown(self) -> None:
        if not hasattr(self, "store"):
            return
        assert self.store.check().faults == ()
        self.store.close()
        self.folder.cleanup()


Keys.TestCase.settings = settings(max_examples=3, stateful_step_count=8, deadline=None)
TestKeys = Keys.TestCase

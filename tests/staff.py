"""A store with the people of an office: one account for each duty, made once and copied for each test."""

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from shutil import copy
from tempfile import mkdtemp

from tests.db.made import CHEAP

from dvapp.app.tools import make_tools
from dvapp.db.stores import SqlStores
from dvapp.domain.accounts.duties import Duty
from dvapp.host.clock import SystemClock
from dvapp.services.accounts.accounts import add_account, change_password
from dvapp.services.ports import Tools
from dvapp.services.session import Session
from dvapp.services.stores import create_store, open_session

PASSWORDS = {
    "owner": "mật khẩu chủ kho",
    "chuyenvien": "mật khẩu chuyên viên",
    "phoban": "mật khẩu phó ban",
    "truongban": "mật khẩu trưởng ban",
    "vanthu": "mật khẩu văn thư",
}
NAMES = {
    "chuyenvien": ("Nguyễn Thị Hoà", Duty.OFFICER),
    "phoban": ("Trần Văn Khuê", Duty.DEPUTY),
    "truongban": ("Lê Thị Uyển", Duty.LEADER),
    "vanthu": ("Phạm Văn Quý", Duty.CLERK),
}


@cache
def staff_tools() -> Tools:
    """Real tools with a cheap key derivation; packs are read once."""
    return replace(make_tools(), stores=SqlStores(SystemClock(), kdf=CHEAP))


@cache
def _made() -> Path:
    """The store as it is copied, with every first password changed; the folder is swept with the tests' home."""
    path = Path(mkdtemp(prefix="dvapp-tests-staff-")) / "ban.dvapp"
    tools = staff_tools()
    session = create_store(path, board="005", year=2018, password=PASSWORDS["owner"], tools=tools)
    for login, (name, duty) in NAMES.items():
        add_account(session, login, name=name, duties=[duty], password="cấp lần đầu")
    session.store.close()
    for login in NAMES:
        change_password(path, "cấp lần đầu", PASSWORDS[login], tools=tools, login=login)
    return path


@dataclass(kw_only=True)
class Staff:
    """A copy of that store, and the sessions of those who opened it."""

    path: Path
    tools: Tools = field(default_factory=staff_tools)
    _sessions: dict[str, Session] = field(default_factory=dict)

    @classmethod
    def copied(cls, folder: Path) -> "Staff":
        """A copy of its own for a test."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(path=Path(copy(_made(), folder)))

    def session(self, login: str) -> Session:
        """The store as somebody opened it."""
        if login not in self._sessions:
            self._sessions[login] = open_session(self.path, PASSWORDS[login], tools=self.tools, login=login)
        return self._sessions[login]

    def close(self) -> None:
        """Close whatever was opened."""
        for session in self._sessions.values():
            session.store.close()

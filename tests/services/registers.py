"""Boards' stores with a register, for tests."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from tests.db.made import CHEAP

from dvapp.app.tools import make_tools
from dvapp.db.stores import SqlStores
from dvapp.domain.register.entries import RegisterEntry
from dvapp.domain.register.numbers import Number, Process
from dvapp.domain.register.series import Run, Series
from dvapp.host.clock import ZONE, SystemClock
from dvapp.services.ports import Tools
from dvapp.services.register.numbering import NumberWish, enter_paper
from dvapp.services.register.series import begin_series
from dvapp.services.session import Session

PASSWORD = "mật khẩu thử dài"
TERM = date(2015, 8, 1)
SYMBOL = "-BC/BDVQU"


class DeskClock(SystemClock):
    """A clock that a test sets."""

    def __init__(self, now: datetime | None = None) -> None:
        self.time = now or datetime(2018, 6, 4, 9, 0, tzinfo=ZONE)

    def now(self) -> datetime:
        return self.time

    def today(self) -> date:
        return self.time.date()

    def wait(self, span: timedelta) -> None:
        self.time += span


class Desks:
    """Programs on one or several computers, of which a test says which run."""

    def __init__(self, host: str = "may-1", pid: int = 1) -> None:
        self.process = Process(host=host, pid=pid, started=f"{host}:{pid}")
        self.running = {self.process}

    def own(self) -> Process:
        return self.process

    def alive(self, process: Process) -> bool | None:
        return process in self.running if process.host == self.process.host else None


@cache
def tools() -> Tools:
    """Packs are read once."""
    return replace(make_tools(), stores=SqlStores(SystemClock(), kdf=CHEAP))


def tools_at(clock: DeskClock, desks: Desks) -> Tools:
    """Tools of a desk with a clock of its own."""
    return replace(tools(), stores=SqlStores(clock, kdf=CHEAP), clock=clock, processes=desks)


def begin(session: Session, type_: str = "BC", **other: object) -> Series:
    """A series of the committee's term."""
    return begin_series(session, type_, run=Run.TERM, since=TERM, **other)  # type: ignore[arg-type]  # what the test wants otherwise


def wish(paper: str = "", *, type_: str = "BC", day: date = date(2018, 6, 4)) -> NumberWish:
    return NumberWish(type=type_, run=Run.TERM, symbol=f"-{type_}/BDVQU", day=day, paper=paper)


def entry(excerpt: str = "công tác dân vận tháng 5 năm 2018", **other: object) -> RegisterEntry:
    told = {
        "symbol": SYMBOL,
        "issued": date(2018, 6, 4),
        "document_type": "Báo cáo",
        "signer": "Nguyễn Thị Hoà",
        "recipients": "Thường trực Quận uỷ; Ban Dân vận Thành uỷ",
        "keeper": "Lưu Ban Dân vận",
        **other,
    }
    return RegisterEntry(excerpt=excerpt, **told)  # type: ignore[arg-type]  # what the test wants otherwise


def entered(session: Session, excerpt: str, *, type_: str = "BC", **other: object) -> Number:
    """A paper that was issued on paper."""
    line = entry(excerpt, **other)
    return enter_paper(session, wish(type_=type_, day=line.issued), line)


def said(number: Number | None) -> RegisterEntry:
    """What the register says of a paper that was issued."""
    assert number is not None
    assert number.entry is not None
    return number.entry


def blank_store(folder: Path) -> Path:
    """A store that nobody has written in, to be copied."""
    from dvapp.services.stores import create_store

    path = folder / "x.dvapp"
    create_store(path, board="005", year=2018, password=PASSWORD, tools=tools()).store.close()
    return path

"""A real board to look at figures and reports with: its store, its records, its keys."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.desk import forget_typed

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.codes import RecordId
from dvapp.domain.recording.kinds import RecordKind
from dvapp.services.recording.records import add_record
from dvapp.services.reports.composing import editable_sections, reset_section
from dvapp.services.session import Session
from dvapp.services.stores import create_store
from dvapp.signing.authority import ThrowawayAuthority
from dvapp.ui.figures.screen import FiguresScreen
from dvapp.ui.jobs import Jobs
from dvapp.ui.report.screen import ReportScreen

YEAR = Period(kind=PeriodKind.YEAR, year=2018)
OFFSCREEN = "This plugin does not support"
"""What Qt says of windows without a screen; no fault of the program."""

PASSWORD = "mat-khau-cua-khoa"


def make_session(folder: Path, *, filled: bool = True) -> Session:
    """The city board of 2018; filled: with the example record of every kind."""
    session = create_store(
        folder / "board.dvapp", board="hn", year=2018, password="mat-khau-cua-so", tools=make_tools()
    )
    if filled:
        for code, kind in session.pack.kinds.items():
            add_record(code, example_of(kind), session=session)
    return session


def example_of(kind: RecordKind) -> dict[str, object]:
    """The example of a kind as the city board keeps it: its reports come from districts, not from communes."""
    values = kind.example["values"]
    assert isinstance(values, Mapping)
    below = {"units": ["005", "001"]} if kind.code == "commune_return" else {}
    return {**kind.example, "values": {**values, **below}}


def add(session: Session, kind: str, happened: str, **values: object) -> RecordId:
    """One more record; its id."""
    return add_record(kind, {"happened": happened, "values": values}, session=session).id


def forget_texts(session: Session) -> None:
    """Let every section follow the pack again, so that a store can serve the next test."""
    for section in editable_sections(session, kind="BC06", period=YEAR):
        reset_section(session, kind="BC06", period=YEAR, code=section.code)
    forget_typed(session)


@contextmanager
def working() -> Iterator[Jobs]:
    """The worker thread of a window; what it still does is waited for."""
    jobs = Jobs()
    try:
        yield jobs
    finally:
        jobs.shutdown()


def settle(qtbot: QtBot, jobs: Jobs, *, after: int = 0) -> None:
    """Wait until timers of ``after`` milliseconds have fired and all work beside the window is done."""
    if after:
        qtbot.wait(after)
    qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)


_Screen = TypeVar("_Screen", FiguresScreen, ReportScreen)


@contextmanager
def shown_screen(
    qtbot: QtBot, make: Callable[[Session, Jobs], _Screen], board: Session
) -> Iterator[tuple[Jobs, _Screen]]:
    """A screen of a board, read and drawn, with its worker thread; what it has begun is waited for at the end."""
    with working() as jobs:
        made = make(board, jobs)
        qtbot.addWidget(made)
        made.resize(1200, 800)
        made.show()
        made.refresh()
        settle(qtbot, jobs)
        yield jobs, made
        made.hide()
        settle(qtbot, jobs)


def make_keys(folder: Path, session: Session) -> None:
    """``leader.p12``, ``seal.p12`` and ``trust.pem`` of a throw-away authority."""
    authority = ThrowawayAuthority("Cơ quan chứng thực thử", session.tools.clock.now())
    board = session.board.name
    for file, name in (("leader.p12", "Người Ký Thử"), ("seal.p12", board)):
        (folder / file).write_bytes(authority.issue(name=name, organisation=board, password=PASSWORD))
    (folder / "trust.pem").write_bytes(authority.pem)


def compose(widget: QWidget, *preedits: str, commit: str = "") -> None:
    """Type as an input method does: shown while composed, then committed."""
    for preedit in preedits:
        QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))
    event = QInputMethodEvent("", [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)

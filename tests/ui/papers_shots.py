"""Papers on their way, with the steps each takes, for ``shots.py``."""

from tests.ui.studio import Save, settle, wait

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.chain.papers import Place
from dvapp.domain.chain.steps import StepKind
from dvapp.services.chain.steps import (
    approve_paper,
    begin_paper,
    check_paper,
    pass_paper,
    return_paper,
    submit_paper,
)
from dvapp.services.session import Session
from dvapp.ui.papers.outgoing import OutgoingScreen
from dvapp.ui.shell.main_window import MainWindow

_WHY = "Số cuộc kiểm tra đột xuất chưa khớp với biên bản của quận; đề nghị xem lại"


def put_on_their_way(session: Session) -> str:
    """One paper that was returned once and is approved, and one just begun; the id of the first."""
    paper = begin_paper(session, kind="BC17", period=parse_period("2018-03"))
    check_paper(session, paper.id)
    submit_paper(session, paper.id)
    return_paper(session, paper.id, reason=_WHY, place=Place(code="B01"))
    for step in (check_paper, submit_paper, pass_paper, approve_paper):
        step(session, paper.id)
    begin_paper(session, kind="BC01", period=parse_period("2018-03"))
    return paper.id


def approve_more(session: Session) -> None:
    """Several papers that wait for a signature."""
    for month in ("2018-04", "2018-05", "2018-06"):
        paper = begin_paper(session, kind="BC17", period=parse_period(month))
        for step in (check_paper, submit_paper, pass_paper, approve_paper):
            step(session, paper.id)


def shoot_papers(window: MainWindow, save: Save) -> None:
    """The list and the way of a paper, and a signature being asked for."""
    workspace = window.workspace
    assert workspace is not None
    paper = put_on_their_way(workspace.session)
    workspace.go("register", paper)
    settle(window.jobs)
    wait(400)
    save("papers")
    screen = workspace.screen_of("register")
    assert isinstance(screen, OutgoingScreen)
    screen.papers.detail.begin_step(StepKind.SIGN)
    settle(window.jobs)
    save("papers-sign")
    approve_more(workspace.session)
    screen.papers.refresh()
    screen.papers.batch.open(StepKind.SIGN)
    settle(window.jobs)
    wait(400)
    save("papers-batch")
    screen.papers.batch.close()
    workspace.go("settings", "accounts")
    settle(window.jobs)
    save("accounts")

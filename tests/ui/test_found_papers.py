"""An outgoing paper that was found is shown where it stands: on its way, or as a line of the register."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.staff import Staff
from tests.ui.desk import settle, type_text

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.recording.searching import HitGroup
from dvapp.domain.register.entries import RegisterEntry
from dvapp.domain.register.series import Run
from dvapp.services.chain.steps import begin_paper
from dvapp.services.register.numbering import NumberWish, enter_paper
from dvapp.services.register.series import begin_series
from dvapp.ui.shell.workspace import Workspace


@pytest.fixture
def staff(tmp_path) -> Iterator[Staff]:
    made = Staff.copied(tmp_path / "phòng")
    yield made
    made.close()


def go_to_found(qtbot, workspace: Workspace, jobs, words: str) -> Any:
    """Type words, take the first answer; the screen that comes."""
    bar = workspace.search
    bar.begin()
    bar.field.clear()
    type_text(bar.field, words)
    qtbot.waitUntil(lambda: not bar._late.isActive() and not bar._lane.running, timeout=5_000)
    first = next(line for line in bar.lines.lines if line.chosen)
    assert first.group in {HitGroup.PAPERS, HitGroup.LINES}
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    settle(qtbot, jobs)
    assert workspace.place == "register"
    return workspace.screen_of("register")


def test_what_was_found_is_chosen_in_its_list(qtbot, staff, jobs, settings):
    clerk = staff.session("vanthu")
    paper = begin_paper(staff.session("chuyenvien"), kind="BC02", period=parse_period("2018-Q3"))
    series = begin_series(clerk, "BC", run=Run.TERM, since=date(2015, 8, 1))
    for excerpt in ("tình hình tôn giáo", "hiến đất làm đường"):
        entry = RegisterEntry(symbol="-BC/BDVQU", issued=date(2018, 5, 2), excerpt=excerpt)
        wish = NumberWish(type="BC", run=Run.TERM, symbol=entry.symbol, day=entry.issued)
        enter_paper(clerk, wish, entry)
    workspace = Workspace(clerk, jobs, settings)
    qtbot.addWidget(workspace)
    workspace.resize(1300, 820)
    workspace.show()
    settle(qtbot, jobs)

    screen = go_to_found(qtbot, workspace, jobs, "hien dat lam duong")
    number = screen.register.list.number()
    assert (number.series, number.number) == (series.id, 2)

    screen = go_to_found(qtbot, workspace, jobs, "dang soan quy III")
    assert screen.papers.isVisible()
    assert screen.papers.detail.standing.paper.id == paper.id
    workspace.close_down()

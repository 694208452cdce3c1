"""Thirty papers are not signed one by one: several at once, with one PIN, in the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from tests.services.test_batch import MONTHS, PASSWORD, approved_papers
from tests.staff import NAMES, Staff
from tests.ui.reporting_world import settle

from dvapp.domain.chain.steps import State, StepKind
from dvapp.services.chain.papers import list_papers
from dvapp.signing.authority import ThrowawayAuthority
from dvapp.ui.papers.screen import PapersScreen


@pytest.fixture
def staff(tmp_path) -> Iterator[Staff]:
    made = Staff.copied(tmp_path / "phòng")
    yield made
    made.close()


def test_several_papers_are_chosen_and_signed_with_one_password_and_each_says_what_became_of_it(
    staff, qtbot, jobs, settings, tmp_path
) -> None:
    approved_papers(staff)
    leader = staff.session("truongban")
    authority = ThrowawayAuthority("Cơ quan chứng thực thử", leader.tools.clock.now())
    key = tmp_path / "leader.p12"
    key.write_bytes(authority.issue(name=NAMES["truongban"][0], organisation="Ban", password=PASSWORD))
    screen = PapersScreen(leader, jobs, settings)
    qtbot.addWidget(screen)
    screen.resize(1400, 800)
    screen.refresh()
    many, seal = (screen.batch.buttons[kind] for kind in (StepKind.SIGN, StepKind.SEAL))
    assert not many.isHidden()
    assert seal.isHidden()
    many.click()
    panel = screen.batch.panel
    assert panel is not None
    assert panel.list.topLevelItemCount() == len(MONTHS)
    assert "3" in panel.form.act.text()
    rows = list(panel._items.values())
    rows[1].setCheckState(0, Qt.CheckState.Unchecked)
    assert "2" in panel.form.act.text()
    panel.form.act.click()
    assert panel.form.key.fault  # no key is chosen yet
    panel.form.key.set_path(key)
    panel.form.password.edit.setText("sai")
    panel.form.act.click()
    settle(qtbot, jobs)
    assert panel.form.password.fault
    panel.form.password.edit.setText(PASSWORD)
    panel.form.act.click()
    settle(qtbot, jobs)
    states = [paper.state for paper in reversed(list_papers(leader))]
    assert states == [State.SIGNED, State.APPROVED, State.SIGNED]
    outcomes = [row.text(2) for row in rows]
    assert outcomes[0].startswith("đã ký")
    assert outcomes[1] == ""
    assert panel.form.password.edit.text() == ""
    panel.closed.emit()
    assert screen.batch.panel is None
    assert many.isHidden()  # one paper alone is signed as one

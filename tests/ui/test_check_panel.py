"""The first step: what changed, what the figures break, what departs from the layout; and the ways to each place."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from tests.reporting.lint.corpus import CORPUS
from tests.reporting.lint.made_docx import make_docx
from tests.reporting.lint.made_pdf import make_pdf
from tests.ui.desk import nameless
from tests.ui.reporting_world import (
    OFFSCREEN,
    YEAR,
    add,
    forget_texts,
    make_session,
    settle,
    shown_screen,
)

from dvapp.domain.papers.reports import SectionText
from dvapp.host.i18n import set_language
from dvapp.services.judging.rules import breaches
from dvapp.services.reports.composing import save_section
from dvapp.services.reports.living import changes
from dvapp.ui.report.check_model import Group, GroupState
from dvapp.ui.report.screen import ReportScreen
from dvapp.ui.report.steps_model import Step

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)
KEY: dict[str, Any] = {"kind": "BC06", "period": YEAR}


@pytest.fixture
def board(tmp_path):
    session = make_session(tmp_path)
    yield session
    session.store.close()


@pytest.fixture
def jobs_and_screen(qtbot, board, tmp_path, monkeypatch):
    monkeypatch.setattr("dvapp.ui.report.step_panel.documents_folder", lambda: tmp_path)
    with shown_screen(qtbot, ReportScreen, board) as made:
        yield made
    forget_texts(board)


@pytest.fixture
def jobs(jobs_and_screen):
    return jobs_and_screen[0]


@pytest.fixture
def screen(jobs_and_screen):
    return jobs_and_screen[1]


def opened(screen, jobs, qtbot):
    screen.bar.buttons[Step.CHECK].click()
    settle(qtbot, jobs, after=250)
    return screen.check_panel


def links(panel, words):
    return [b for b in panel.findChildren(QPushButton) if b.text() == words and b.isVisibleTo(panel)]


def write(screen, jobs, qtbot, text):
    save_section(screen._session, **KEY, section=SectionText(code="results", paragraphs=(text,)))
    screen.refresh()
    settle(qtbot, jobs)


def test_all_three_groups_stand_there_with_their_state(screen, jobs, qtbot):
    panel = opened(screen, jobs, qtbot)
    assert all(panel.groups[group].isVisibleTo(panel) for group in Group)
    states = [screen.check.model.state(group) for group in Group]
    assert states == [GroupState.CLEAN, GroupState.BLOCKED, GroupState.CLEAN]
    assert not nameless(panel)


def test_what_is_missing_is_said_in_the_save_step_with_a_way_there(screen, jobs, qtbot):
    screen.bar.buttons[Step.SAVE].click()
    settle(qtbot, jobs)
    assert not screen.panel._act.isEnabled()
    assert "1" in screen.panel._why.text()
    screen.panel._to_check.click()
    settle(qtbot, jobs, after=250)
    assert screen.check_panel.is_open
    assert not screen.panel.is_open


def test_a_draft_can_be_saved_all_the_same(screen, jobs, qtbot):
    screen.bar.buttons[Step.SAVE].click()
    settle(qtbot, jobs)
    screen.panel.form.choose_stage(draft=True)
    assert screen.panel._act.isEnabled()


def test_a_reason_given_here_opens_the_way(screen, jobs, qtbot, board):
    panel = opened(screen, jobs, qtbot)
    field = panel._fields["files_late"]
    qtbot.keyClicks(field.edit, "Phai xac minh them")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    settle(qtbot, jobs)
    assert [b.reason for b in breaches(board, **KEY)] == ["Phai xac minh them"]
    assert screen.steps.obstacles == 0
    assert screen.check.model.state(Group.RULES) is GroupState.CLEAN


def test_an_empty_reason_is_refused_beside_its_field(screen, jobs, qtbot, board):
    panel = opened(screen, jobs, qtbot)
    field = panel._fields["files_late"]
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    settle(qtbot, jobs)
    assert field._fault.text()
    assert not any(b.reason for b in breaches(board, **KEY))


def test_a_begun_reason_survives_what_is_read_meanwhile(screen, jobs, qtbot):
    panel = opened(screen, jobs, qtbot)
    qtbot.keyClicks(panel._fields["files_late"].edit, "Dang viet")
    panel.show_all()
    assert panel._fields["files_late"].edit.text() == "Dang viet"


def test_a_changed_figure_is_shown_old_and_new_and_can_be_accepted(screen, jobs, qtbot, board):
    write(screen, jobs, qtbot, "Đã kiểm tra {B01:unit}.")
    add(board, "inspection", "2018-05-02", **dict(board.pack.kind("inspection").example["values"]))
    screen.refresh()
    settle(qtbot, jobs)
    panel = opened(screen, jobs, qtbot)
    told = screen.check.model.answers.changes
    change = next(change for change in told if change.section == "results")
    assert change.old != change.new
    assert screen.check.model.state(Group.CHANGES) is GroupState.BLOCKED
    panel.accepted.emit(change)
    settle(qtbot, jobs)
    assert change not in changes(board, **KEY)
    panel.accepted.emit(None)
    settle(qtbot, jobs)
    assert not changes(board, **KEY)
    assert screen.check.model.state(Group.CHANGES) is GroupState.CLEAN


def test_old_words_are_kept_with_a_reason(screen, jobs, qtbot, board):
    write(screen, jobs, qtbot, "Đã kiểm tra {B01:unit}.")
    add(board, "inspection", "2018-05-02", **dict(board.pack.kind("inspection").example["values"]))
    screen.refresh()
    settle(qtbot, jobs)
    panel = opened(screen, jobs, qtbot)
    panel._fields["results/B01:unit"].given.emit("Số của kỳ báo cáo trước đã duyệt")
    settle(qtbot, jobs)
    assert [kept.reason for kept in screen.check.model.answers.kept] == ["Số của kỳ báo cáo trước đã duyệt"]


def test_a_change_leads_to_its_paragraph(screen, jobs, qtbot):
    panel = opened(screen, jobs, qtbot)
    panel.paragraph_wanted.emit("inspection", 1)
    settle(qtbot, jobs, after=250)
    assert not panel.is_open
    assert screen.editor.sections["inspection"].edit.textCursor().blockNumber() == 1


def test_a_rule_leads_to_its_figure(screen, jobs, qtbot):
    panel = opened(screen, jobs, qtbot)
    with qtbot.waitSignal(screen.navigate) as told:
        panel.figure_wanted.emit("D11")
    assert told.args == ["figures", "D11"]


def test_a_layout_finding_is_boxed_on_its_page_and_leads_to_its_section(screen, jobs, qtbot):
    write(screen, jobs, qtbot, "Đề nghị các cấp uỷ,, chính quyền quan tâm.")
    panel = opened(screen, jobs, qtbot)
    card = panel.file_cards[0]
    (finding,) = [f for f in screen.check.model.inspection.findings if f.rule == "text.doubled_sign"]
    card._go()
    page, box = screen.pages.view.marked
    assert page == finding.spot.page - 1
    assert box.top() < finding.spot.y * 72 / 25.4 < box.bottom()
    panel.text_of_spot_wanted.emit(finding)
    settle(qtbot, jobs, after=250)
    assert not panel.is_open
    assert screen.editor._last is screen.editor.sections["results"].edit


def test_typing_takes_back_what_was_found_in_the_layout(screen, jobs, qtbot):
    panel = opened(screen, jobs, qtbot)
    panel.close_panel()
    qtbot.keyClicks(screen.editor.sections["inspection"].edit, "abc")
    settle(qtbot, jobs, after=700)
    assert screen.check.model.state(Group.LAYOUT) is GroupState.UNKNOWN


def test_the_look_at_the_layout_can_be_stopped(screen, jobs, qtbot):
    panel = opened(screen, jobs, qtbot)
    screen.check.inspect()
    panel.cancel_wanted.emit()
    settle(qtbot, jobs)
    assert screen.check.model.state(Group.LAYOUT) is not GroupState.BUSY


@pytest.mark.parametrize("name", ["a colon after Số", "KT. in a Party paper"])
def test_any_other_pdf_is_judged_and_shown_with_its_pages(screen, jobs, qtbot, tmp_path, name):
    entry = next(entry for entry in CORPUS if entry.name == name)
    file = tmp_path / "khac.pdf"
    file.write_bytes(make_pdf(entry.recipe))
    panel = opened(screen, jobs, qtbot)
    screen.check.check_file(file)
    settle(qtbot, jobs)
    assert "khac.pdf" in panel._file_said.text()
    assert screen.pages.source.count == 3
    panel.file_cards[0]._go()
    assert screen.pages.view.marked[0] == entry.page - 1
    panel.leave_file()
    assert screen.pages.view.marked is None or screen.pages.source.count > 3


def test_any_other_word_file_is_judged_by_paragraph(screen, jobs, qtbot, tmp_path):
    entry = next(entry for entry in CORPUS if entry.name == "two spaces")
    file = tmp_path / "khac.docx"
    file.write_bytes(make_docx(entry.recipe))
    panel = opened(screen, jobs, qtbot)
    screen.check.check_file(file)
    settle(qtbot, jobs)
    assert len(panel.file_cards) == 1


def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(screen, jobs, qtbot, tmp_path):
    file = tmp_path / "hong.pdf"
    file.write_bytes(b"%PDF-1.7 hong")
    opened(screen, jobs, qtbot)
    with qtbot.waitSignal(jobs.refused):
        screen.check.check_file(file)


def test_the_panel_speaks_the_chosen_language_at_once(screen, jobs, qtbot):
    panel = opened(screen, jobs, qtbot)
    set_language("en")
    try:
        screen.retranslate()
        assert panel._title.text() == "Check"
        assert panel.groups[Group.LAYOUT].said == "nothing to do"
    finally:
        set_language("vi")
        screen.retranslate()

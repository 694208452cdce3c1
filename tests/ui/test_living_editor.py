"""Living sentences at the desk: what changed is marked, told old and new, and answered from the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from tests.ui.desk import nameless
from tests.ui.reporting_world import OFFSCREEN, YEAR, add, compose, make_session

from dvapp.domain.codes import ReportKindCode
from dvapp.domain.papers.reports import Paragraph, ReportText, SectionText
from dvapp.services.recording.records import remove_record
from dvapp.services.reports.composing import compose_report, save_section
from dvapp.services.reports.living import changes, kept_answers
from dvapp.ui.report.chips_model import ChipState
from dvapp.ui.report.editor import EditorPanel
from dvapp.ui.report.report_model import ReportModel, SectionState, Work

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)
KIND = ReportKindCode("BC06")
WORK = Work(kind=KIND, period=YEAR)
OWN = ("Đã kiểm tra {B01:unit}; tổng số {B04:unit}.", "Câu không có số liệu.", "Lại nói: {B01}.")


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    made = make_session(tmp_path_factory.mktemp("board"))
    yield made
    made.store.close()


@pytest.fixture
def session(board):
    with board.store.unit_of_work() as work:
        work.texts.put(ReportText(kind=KIND, period=YEAR, sections={}))
        work.commit()
    save_section(board, kind=KIND, period=YEAR, section=SectionText(code="inspection", paragraphs=OWN))
    return board


@pytest.fixture
def panel(qtbot, session):
    made = EditorPanel(ReportModel(session))
    qtbot.addWidget(made)
    made.resize(460, 700)
    made.show()
    reload(made)
    return made


def reload(panel):
    panel._model.take(panel._model.load(WORK))
    panel.show_sections()


@pytest.fixture
def changed(panel, session):
    """Another inspection: five units more."""
    example = session.pack.kinds["inspection"].example
    record = add(session, "inspection", "2018-06-02", **example["values"])
    reload(panel)
    yield panel
    remove_record(record, session=session)


def edit_of(panel, code="inspection"):
    return panel.sections[code].edit


def pending(session):
    return {c.reference for c in changes(session, kind=KIND, period=YEAR) if c.section == "inspection"}


def printed(session):
    report = compose_report(session, kind=KIND, period=YEAR)
    return [b.text for b in report.blocks if isinstance(b, Paragraph) and b.section == "inspection"]


def test_nothing_is_marked_while_nothing_changed(panel):
    assert panel.review.isHidden()
    assert panel.desk.sentence is None
    assert not edit_of(panel).changed_boxes()


def test_changed_sentences_are_marked_with_old_and_new(changed):
    assert changed.review.isVisible()
    assert changed._model.living.paragraphs("inspection") == {0, 2}
    assert len(edit_of(changed).changed_boxes()) == 2
    assert "05 → 10 cơ quan, đơn vị" in changed.review.words.text()
    chip = changed._look("inspection", "{B01:unit}")
    assert chip.state is ChipState.CHANGED
    assert "05 → 10" in chip.text
    assert changed._model.dot("inspection") is SectionState.CHANGED


def test_enter_accepts_sentence_after_sentence(changed, qtbot, session):
    changed.desk.step(1)
    qtbot.keyClick(changed.review.accept_button, Qt.Key.Key_Return)
    assert "B01:unit" not in pending(session)
    assert "B01" in pending(session)
    while changed.desk.sentence is not None:
        qtbot.keyClick(changed.review.accept_button, Qt.Key.Key_Return)
    assert not changes(session, kind=KIND, period=YEAR)
    assert changed.review.isHidden()
    assert changed._look("inspection", "{B01:unit}").state is ChipState.KNOWN


def test_all_are_accepted_at_once(changed, session, qtbot):
    with qtbot.waitSignal(changed.answered):
        changed.review.all_accepted.emit()
    assert not changes(session, kind=KIND, period=YEAR)
    assert changed.review.isHidden()


def test_the_old_figure_is_kept_with_a_reason_and_printed(changed, qtbot, session):
    first = changed.desk.sentence
    changed.review.keep_button.click()
    assert changed.review.asking
    qtbot.keyClick(changed.review.reason, Qt.Key.Key_Return)
    assert changed.review.asking, "a reason without words keeps nothing"
    compose(changed.review.reason, commit="Số đã báo cáo trước ngày chốt")
    qtbot.keyClick(changed.review.reason, Qt.Key.Key_Return)
    assert not changed.review.asking
    kept = {k.change.reference: k.reason for k in kept_answers(session, kind=KIND, period=YEAR)}
    assert {c.reference for c in first.changes} <= set(kept)
    assert kept["B01:unit"] == "Số đã báo cáo trước ngày chốt"
    assert "05 cơ quan, đơn vị" in printed(session)[0]
    chip = changed._look("inspection", "{B01:unit}")
    assert chip.state is ChipState.KEPT
    assert chip.shown == "05 cơ quan, đơn vị"
    assert "Số đã báo cáo trước ngày chốt" in chip.told


def test_escape_in_the_reason_keeps_nothing(changed, qtbot, session):
    changed.review.keep_button.click()
    compose(changed.review.reason, commit="vì")
    qtbot.keyClick(changed.review.reason, Qt.Key.Key_Escape)
    assert not changed.review.asking
    assert "B01:unit" in pending(session)


def test_what_was_kept_can_be_accepted_after_all(changed, session):
    changed.desk.keep("Số đã báo cáo")
    edit_of(changed).accept_wanted.emit("{B01:unit}")
    assert changed._look("inspection", "{B01:unit}").state is ChipState.KNOWN
    assert "10 cơ quan, đơn vị" in printed(session)[0]


def test_the_caret_chooses_the_sentence_and_editing_goes_into_it(changed):
    edit = edit_of(changed)
    changed._entered("inspection")
    edit.go_to_paragraph(2)
    assert changed.desk.sentence.paragraph == 2
    changed.review.edit_wanted.emit()
    assert edit.caret_paragraph == 2


def test_a_changed_figure_that_is_edited_away_waits_no_more(changed):
    edit = edit_of(changed)
    cursor = edit.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    cursor.removeSelectedText()
    assert changed._model.living.paragraphs("inspection") == {0}


def test_typing_above_a_changed_sentence_moves_its_mark(changed, qtbot):
    edit = edit_of(changed)
    edit.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClicks(edit, "abc")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert changed._model.living.paragraphs("inspection") == {1, 3}


def test_f8_goes_round_the_changed_sentences(changed):
    count = len({(c.section, c.paragraph) for c in changed._model.living.changes})
    seen = []
    for _step in range(count + 1):
        changed.desk.step(1)
        seen.append((changed.desk.sentence.section, changed.desk.sentence.paragraph))
    assert len(set(seen)) == count
    assert seen[0] == seen[-1]
    changed.desk.step(-1)
    assert (changed.desk.sentence.section, changed.desk.sentence.paragraph) == seen[-2]


def test_every_control_has_a_name_in_every_state(changed, panel):
    assert nameless(panel) == []
    changed.review.keep_button.click()
    assert nameless(panel) == []


def test_a_sentence_that_is_not_kept_yet_can_be_answered(changed, qtbot):
    edit = edit_of(changed)
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    edit.insert_chip("{B04:unit}")
    assert 3 in changed._model.living.paragraphs("inspection")
    changed.review.all_accepted.emit()
    assert not changed._model.living.changes


# --- numbers that nobody bound ---------------------------------------------------------------------------------------


def type_sentence(panel, words):
    edit = edit_of(panel)
    panel._entered("inspection")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.textCursor().insertBlock()
    compose(edit, commit=words)
    panel.binding.mark_numbers()
    return edit


def test_a_number_typed_by_hand_is_underlined_and_told(panel):
    edit = type_sentence(panel, "Ban cử 7 người")
    assert len(edit.extraSelections()) == 1
    cursor = edit.textCursor()
    cursor.setPosition(cursor.block().position() + 7)
    edit.setTextCursor(cursor)
    assert panel.hint.isVisible()
    assert "7" in panel.hint._words.text()


def test_one_key_binds_a_number_that_one_figure_has(panel, session):
    section = panel._model.section("inspection")
    living = panel._model.living
    value = next(
        f.value
        for f in panel._model.figures.values()
        if isinstance(f.value, int)
        and f.value > 30
        and sum(g.value == f.value for g in panel._model.figures.values()) == 1
    )
    assert section is not None
    edit = type_sentence(panel, f"Tổng hợp được {value}")
    panel.binding.bind_number()
    (written,) = edit.paragraphs()[-1:]
    assert written.startswith("Tổng hợp được {")
    assert panel._look("inspection", written[len("Tổng hợp được ") :]).shown == str(value)
    assert not living.numbers(panel._model.section("inspection"))
    edit.undo()
    assert edit.paragraphs()[-1] == f"Tổng hợp được {value}"


def test_a_number_of_several_figures_asks_which(panel, qtbot):
    edit = type_sentence(panel, "Có 5 cơ quan, đơn vị")
    cursor = edit.textCursor()
    cursor.setPosition(cursor.block().position() + 4)
    edit.setTextCursor(cursor)
    found = edit.number_at_caret()
    assert found is not None
    assert len(found[0].candidates) > 1
    panel.binding.bind_number()
    assert panel.binding.picker.isVisible()
    assert panel.binding.picker.choice.code == found[0].candidates[0].code
    qtbot.keyClick(panel.binding.picker.search, Qt.Key.Key_Return)
    assert edit.paragraphs()[-1] == f"Có {found[0].candidates[0].notation} cơ quan, đơn vị"


def test_a_figure_bound_by_brace_leaves_no_brace(panel, qtbot):
    edit = type_sentence(panel, "Có ")
    qtbot.keyClicks(edit, "{")
    assert panel.binding.picker.isVisible()
    qtbot.keyClicks(panel.binding.picker.search, "B01}")
    assert edit.paragraphs()[-1] == "Có {B01}"
    qtbot.keyClicks(edit, " {")
    qtbot.keyClick(panel.binding.picker.search, Qt.Key.Key_Escape)
    assert edit.paragraphs()[-1] == "Có {B01} {{"


def test_the_tools_show_and_set_the_style_of_the_paragraph(panel):
    edit = type_sentence(panel, "mục")
    panel.tools.styles.setCurrentIndex(1)
    panel.tools.styles.activated.emit(1)
    assert edit.paragraphs()[-1] == "- mục"
    panel._next_list()
    assert edit.paragraphs()[-1] == "+ mục"
    assert panel.tools.styles.currentIndex() == 2


def test_old_letters_are_asked_about_over_the_text(panel, qtbot):
    from PySide6.QtCore import QMimeData

    edit = type_sentence(panel, "Trích: ")
    foreign = QMimeData()
    foreign.setText("Céng hoµ x· héi chñ nghÜa ViÖt Nam")
    edit.insertFromMimeData(foreign)
    assert panel.old_letters.isVisible()
    qtbot.mouseClick(panel.old_letters.convert_button, Qt.MouseButton.LeftButton)
    assert edit.paragraphs()[-1] == "Trích: Cộng hoà xã hội chủ nghĩa Việt Nam"
    assert panel.old_letters.isHidden()

"""Letters that the report's font lacks are shown where they are typed, before any page refuses them."""

import pytest
from PySide6.QtGui import QTextCharFormat, QTextCursor
from tests.ui.reporting_world import OFFSCREEN, compose

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import ReportKindCode
from dvapp.ui.report.editor import EditorPanel
from dvapp.ui.report.report_model import ReportModel, Work

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)

WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline


@pytest.fixture
def panel(qtbot, board):
    model = ReportModel(board)
    made = EditorPanel(model)
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    model.take(model.load(Work(kind=ReportKindCode("BC06"), period=parse_period("2018"))))
    made.show_sections()
    return made


@pytest.fixture
def edit(panel):
    code = next(code for code, editor in panel.sections.items() if editor.edit.paragraphs())
    panel.go_to(code)
    edit = panel.sections[code].edit
    edit.load(("Một câu.",))
    edit.moveCursor(QTextCursor.MoveOperation.End)
    return edit


def waved(edit):
    return [s.cursor.selectedText() for s in edit.extraSelections() if s.format.underlineStyle() == WAVE]


def hint(panel):
    return panel.hint._words.text() if panel.hint.isVisibleTo(panel) else ""


@pytest.mark.parametrize("letter", ["😀", "漢", "⛄"])
def test_a_letter_that_cannot_be_printed_is_marked_and_told_at_once(panel, edit, letter):
    compose(edit, "d", commit=f" đẹp {letter}")
    assert waved(edit) == [letter]
    assert f"U+{ord(letter):04X}" in hint(panel)
    assert letter in hint(panel)
    assert not panel.hint.bind_button.isVisibleTo(panel)


def test_vietnamese_letters_are_never_marked_nor_while_they_are_composed(panel, edit):
    compose(edit, "v", "vi", "viê", "việ", commit=" việc dân vận “khéo” – Ặ Ỡ ự ₫ 12,5%")
    compose(edit, "😀")
    assert waved(edit) == []
    assert hint(panel) == ""


def test_the_mark_stands_at_its_letter_whatever_stands_before_it(edit):
    compose(edit, commit="a😀b😀c")
    edit.moveCursor(QTextCursor.MoveOperation.Start)
    compose(edit, commit="漢 Hai {{")
    assert sorted(waved(edit)) == sorted(["漢", "😀", "😀"])


def test_a_letter_taken_away_takes_its_mark_along(panel, edit, qtbot):
    compose(edit, commit="😀")
    assert waved(edit)
    edit.textCursor().deletePreviousChar()
    assert waved(edit) == []
    qtbot.waitUntil(lambda: hint(panel) == "")


def test_text_that_is_loaded_with_such_letters_is_marked_too(edit):
    edit.load(("Một **😀** {B01} câu.", "Hai 漢."))
    assert waved(edit) == ["😀", "漢"]


def test_the_hint_of_a_number_comes_back_after_that_of_a_letter(panel, edit, qtbot):
    compose(edit, commit=" 12345 😀")
    assert "U+1F600" in hint(panel)
    qtbot.waitUntil(lambda: len(edit.extraSelections()) == 2)
    cursor = edit.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Left, n=3)
    edit.setTextCursor(cursor)
    assert "12345" in hint(panel)
    assert panel.hint.bind_button.isVisibleTo(panel)

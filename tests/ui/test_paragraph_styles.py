"""Paragraph styles in the editor: lists go on, end, change level; keys and input methods do not spoil each other."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from tests.ui.reporting_world import OFFSCREEN, compose

from dvapp.domain.papers.paragraphs import ITEM_LETTERS, ParagraphStyle
from dvapp.ui.report.chips_model import Chip, ChipState
from dvapp.ui.report.document_text import insert_paragraphs, paragraphs_of, place_in_block
from dvapp.ui.report.section_edit import SectionEdit

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)
ENTER, TAB, BACKTAB, BACKSPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Backspace


def look(notation: str) -> Chip:
    return Chip(text=notation, shown="36", told=notation, state=ChipState.KNOWN)


@pytest.fixture
def edit(qtbot):
    made = SectionEdit(look)
    qtbot.addWidget(made)
    made.resize(420, 200)
    made.show()
    return made


def at_end(edit, *paragraphs):
    edit.load(paragraphs)
    edit.moveCursor(QTextCursor.MoveOperation.End)


def test_styles_come_back_as_they_were_loaded(edit):
    text = ("- một", "+ hai {B01}", "a) ba", "b) bốn", "1) năm", "# **", "# Tiểu mục", "thường")
    edit.load(text)
    assert edit.paragraphs() == ("- một", "+ hai {B01}", "a) ba", "b) bốn", "1) năm", "# Tiểu mục", "thường")


def test_a_list_keeps_its_letters_over_items_below_them_and_where_it_begins_in_the_middle(edit):
    text = ("a) một", "- dưới a", "+ dưới nữa", "b) hai", "Chen ngang.", "c) ba", "d) bốn")
    edit.load(text)
    assert edit.paragraphs() == text


def test_enter_goes_on_with_the_list_and_on_an_empty_item_ends_it(edit, qtbot):
    at_end(edit, "a) một")
    qtbot.keyClick(edit, ENTER)
    qtbot.keyClicks(edit, "hai")
    qtbot.keyClick(edit, ENTER)
    qtbot.keyClick(edit, ENTER)
    qtbot.keyClicks(edit, "ba")
    assert edit.paragraphs() == ("a) một", "b) hai", "ba")


def test_a_letter_that_goes_moves_those_after_it(edit, qtbot):
    edit.load(("a) một", "b) hai", "c) ba"))
    cursor = edit.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    cursor.removeSelectedText()
    assert edit.paragraphs() == ("a) một", "b) ba")
    edit.undo()
    assert edit.paragraphs() == ("a) một", "b) hai", "c) ba")


def test_tab_goes_a_level_down_and_back_but_leaves_plain_text(edit, qtbot):
    at_end(edit, "- một")
    qtbot.keyClick(edit, TAB)
    assert edit.paragraphs() == ("+ một",)
    qtbot.keyClick(edit, BACKTAB)
    assert edit.paragraphs() == ("- một",)
    at_end(edit, "thường")
    qtbot.keyClick(edit, TAB)
    assert edit.paragraphs() == ("thường",)
    at_end(edit, "a) một", "- hai")
    qtbot.keyClick(edit, BACKTAB)
    assert edit.paragraphs() == ("a) một", "b) hai")


@pytest.mark.parametrize(
    ("mark", "style"),
    [("- ", "-"), ("+ ", "+"), ("a) ", "a)"), ("1) ", "1)"), ("# ", "#")],
)
def test_a_typed_mark_makes_the_style_and_one_undo_takes_it_back(edit, qtbot, mark, style):
    edit.load(())
    qtbot.keyClicks(edit, mark + "x")
    assert edit.toPlainText() == "x"
    assert edit.paragraphs() == (f"{style} x",)
    edit.undo()
    edit.undo()
    assert edit.toPlainText() in {mark, ""}


def test_backspace_at_the_beginning_makes_it_plain_again(edit, qtbot):
    edit.load(("- một",))
    qtbot.keyClick(edit, BACKSPACE)
    assert edit.paragraphs() == ("một",)


def test_a_subheading_is_bold_by_itself_and_text_after_it_is_plain(edit, qtbot):
    at_end(edit, "**Đậm** thường")
    edit.set_paragraph_style(ParagraphStyle.HEADING)
    assert edit.paragraphs() == ("# Đậm thường",)
    qtbot.keyClick(edit, ENTER)
    qtbot.keyClicks(edit, "sau")
    assert edit.paragraphs() == ("# Đậm thường", "sau")
    edit.undo()
    edit.undo()
    edit.undo()
    assert edit.paragraphs() == ("**Đậm** thường",)


def test_undo_and_redo_go_over_styles_chips_and_binding(edit, qtbot):
    at_end(edit, "có 36 cuộc")
    start = edit.paragraphs()
    edit.set_paragraph_style(ParagraphStyle.DASH)
    place = edit.textCursor()
    place.setPosition(3)
    place.setPosition(5, QTextCursor.MoveMode.KeepAnchor)
    edit.bind(place, "{B01}")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.insert_chip("{B01:unit}")
    end = edit.paragraphs()
    assert end == ("- có {B01} cuộc{B01:unit}",)
    for _step in range(3):
        edit.undo()
    assert edit.paragraphs() == start
    for _step in range(3):
        edit.redo()
    assert edit.paragraphs() == end


def test_an_input_method_types_lists_and_is_left_in_peace_by_them(edit, qtbot):
    edit.load(())
    compose(edit, commit="- ")
    compose(edit, "m", "mộ", commit="một")
    assert edit.paragraphs() == ("- một",)
    compose(edit, "h", "ha")
    qtbot.keyClick(edit, ENTER)  # an input method takes its keys itself; one that does not must break nothing
    compose(edit, commit=unicodedata.normalize("NFD", "hải"))
    assert [unicodedata.is_normalized("NFC", p) for p in edit.paragraphs()] == [True] * len(edit.paragraphs())
    assert unicodedata.is_normalized("NFC", edit.toPlainText())


def test_marks_and_underlines_do_not_disturb_what_is_being_composed(edit):
    at_end(edit, "có 36 cuộc")
    compose(edit, "D", "Dâ")
    edit.mark_numbers(())
    edit.mark_changed(frozenset({0}))
    edit.figures_changed()
    compose(edit, "Dân", commit="Dân")
    assert edit.paragraphs() == ("có 36 cuộcDân",)


def test_a_brace_asks_for_a_figure_also_from_an_input_method(edit, qtbot):
    edit.load(())
    with qtbot.waitSignal(edit.brace_typed):
        qtbot.keyClicks(edit, "{")
    edit.insert_chip("{B01}", over_brace=True)
    assert edit.paragraphs() == ("{B01}",)
    with qtbot.waitSignal(edit.brace_typed):
        compose(edit, commit="{")


def test_what_is_pasted_from_a_word_processor_is_words_and_lists_only(edit):
    at_end(edit, "Trước ")
    foreign = QMimeData()
    foreign.setHtml("<p style='color:red'>Một <b>hai</b></p><ul><li>Ba</li></ul><p>Bốn</p>")
    edit.insertFromMimeData(foreign)
    assert edit.paragraphs() == ("Trước Một **hai**", "- Ba", "Bốn")
    edit.undo()
    assert edit.paragraphs() == ("Trước ",)


def test_old_letters_are_put_in_as_they_are_and_converted_on_consent(edit, qtbot):
    at_end(edit, "Trước: ")
    foreign = QMimeData()
    foreign.setText("Céng hoµ x· héi\nchñ nghÜa ViÖt Nam")
    with qtbot.waitSignal(edit.old_pasted) as told:
        edit.insertFromMimeData(foreign)
    qtbot.keyClicks(edit, "!")
    edit.convert_pasted(*told.args)
    assert edit.paragraphs() == ("Trước: Cộng hoà xã hội", "chủ nghĩa Việt Nam!")
    edit.undo()
    assert edit.paragraphs()[0] == "Trước: Céng hoµ x· héi"


def test_copied_items_are_pasted_as_items(edit, qtbot):
    edit.load(("- một", "+ hai"))
    edit.selectAll()
    copied = edit.createMimeDataFromSelection()
    assert copied.text() == "- một\n+ hai"
    other = SectionEdit(look)
    qtbot.addWidget(other)
    other.insertFromMimeData(copied)
    assert other.paragraphs() == ("- một", "+ hai")


item = some.sampled_from(["- ", "+ ", "a) ", "1) ", "# ", ""])
body = some.text(some.characters(codec="utf-8", categories=("Lu", "Ll")), min_size=2, max_size=6)


@given(some.lists(some.tuples(item, body), min_size=1, max_size=12))
def test_any_lists_survive_the_document_twice(qapp, lines):
    document, again = QTextDocument(), QTextDocument()
    insert_paragraphs(QTextCursor(document), [mark + words for mark, words in lines])
    once = paragraphs_of(document)
    insert_paragraphs(QTextCursor(again), once)
    assert paragraphs_of(again) == once
    assert [p.split(" ")[-1] for p in once] == [unicodedata.normalize("NFC", words) for _mark, words in lines]


def test_letters_follow_the_vietnamese_alphabet(edit):
    edit.load(tuple(f"{letter}) mục" for letter in ITEM_LETTERS))
    assert [p[0] for p in edit.paragraphs()] == list(ITEM_LETTERS)


pieces = some.lists(
    some.sampled_from(["chữ ", "{B01:unit}", "**đậm**", "__ng__", "{{", "{*}", "36", "𝒳", " "]), max_size=7
)


@given(pieces, pieces, some.sampled_from(["", "- ", "a) "]))
def test_a_place_in_the_notation_is_found_in_the_document(qapp, before, after, mark):
    notation = mark + "".join(before) + "№" + "".join(after)
    document = QTextDocument()
    insert_paragraphs(QTextCursor(document), (notation,))
    (written,) = paragraphs_of(document)
    place = place_in_block(document.begin(), written.index("№"))
    assert place is not None
    assert document.characterAt(place) == "№"


def test_a_mark_without_words_is_no_paragraph_yet(edit, qtbot):
    at_end(edit, "một")
    for mark in ("- ", "# "):
        qtbot.keyClick(edit, ENTER)
        edit.insertPlainText(mark)
    assert edit.paragraphs() == ("một",)

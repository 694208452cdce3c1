import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QMenu
from tests.ui.reporting_world import OFFSCREEN, compose

from dvapp.ui.report.chip_object import OBJECT
from dvapp.ui.report.chips_model import Chip, ChipState
from dvapp.ui.report.document_text import insert_paragraphs, paragraphs_of
from dvapp.ui.report.figure_forms import FormChoice
from dvapp.ui.report.section_edit import MIME, SectionEdit

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)

KNOWN = {"{B01}": "36", "{B01:unit}": "36 cơ quan, đơn vị", "{A12/A11}": "30/30", "{@year}": "2018"}


def look(notation: str) -> Chip:
    state = ChipState.KNOWN if notation in KNOWN else ChipState.UNKNOWN
    shown = KNOWN.get(notation, notation)
    return Chip(text=f"{notation} · {shown}", shown=shown, told=shown, state=state)


@pytest.fixture
def edit(qtbot):
    made = SectionEdit(look)
    qtbot.addWidget(made)
    made.resize(420, 200)
    made.show()
    return made


TEXTS = (
    "Kiểm tra đột xuất đối với {B01:unit}, ký {A12/A11} năm {@year}.",
    "**Đậm {B01}** và __nghiêng__, {{ngoặc}}",
    "{B01}{B01}",
)


def test_what_is_loaded_is_written_back_the_same(edit):
    edit.load(TEXTS)
    assert edit.paragraphs() == TEXTS


word = st.text(
    st.characters(codec="utf-8", exclude_characters="*_{}", categories=("L", "N", "Zs")), min_size=1
)
piece = st.one_of(word, st.sampled_from(["{B01}", "{B01:unit}", "{A12/A11}", "{@year}", "{{", "}}"]))


@given(st.lists(piece, min_size=1, max_size=6).map("".join).filter(lambda text: text.strip()))
def test_any_paragraph_survives_the_document(qapp, text):
    document = QTextDocument()
    insert_paragraphs(QTextCursor(document), (text,))
    once = paragraphs_of(document)
    again = QTextDocument()
    insert_paragraphs(QTextCursor(again), once)
    assert paragraphs_of(again) == once
    assert once == (unicodedata.normalize("NFC", text),)


def test_a_chip_is_one_character_and_undo_takes_it_away(edit):
    edit.load(("Đối với ",))
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.insert_chip("{B01:unit}")
    assert edit.toPlainText() == "Đối với " + OBJECT
    assert edit.paragraphs() == ("Đối với {B01:unit}",)
    edit.undo()
    assert edit.paragraphs() == ("Đối với ",)
    edit.redo()
    assert edit.paragraphs() == ("Đối với {B01:unit}",)


def test_typing_after_a_chip_writes_words(edit, qtbot):
    edit.load(("{B01}",))
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(edit, " nhu vay")
    assert edit.paragraphs() == ("{B01} nhu vay",)


def test_an_input_method_composes_in_peace_and_commits_whole_words(edit):
    edit.load(("Ban ",))
    edit.moveCursor(QTextCursor.MoveOperation.End)
    compose(edit, "D", "Da", "Dâ")
    assert edit.paragraphs() == ("Ban ",)
    compose(edit, "Dân", commit="Dân")
    compose(edit, "v", "vâ", commit=unicodedata.normalize("NFD", " vận"))
    assert edit.paragraphs() == ("Ban Dân vận",)


def test_copied_chips_are_pasted_as_chips_and_other_programs_get_words(edit, qtbot):
    edit.load(("Đối với {B01:unit} trong {@year}",))
    edit.selectAll()
    copied = edit.createMimeDataFromSelection()
    assert copied.text() == "Đối với 36 cơ quan, đơn vị trong 2018"
    other = SectionEdit(look)
    qtbot.addWidget(other)
    other.insertFromMimeData(copied)
    assert other.paragraphs() == ("Đối với {B01:unit} trong {@year}",)


def test_half_a_selection_copies_half(edit):
    edit.load(("abc {B01} def",))
    cursor = edit.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(5, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    copied = edit.createMimeDataFromSelection()
    assert bytes(copied.data(MIME).data()).decode() == '["c {B01}"]'


def test_pasted_words_come_in_as_nfc_one_paragraph_a_line(edit):
    edit.load(())
    foreign = QMimeData()
    foreign.setText(unicodedata.normalize("NFD", "Uỷ ban\r\nnhân dân\u0007\t{B01}") + OBJECT)
    edit.insertFromMimeData(foreign)
    assert edit.paragraphs() == ("Uỷ ban", "nhân dân {{B01}}")


def test_a_typed_code_in_braces_becomes_a_chip(edit, qtbot):
    edit.load(("Tong: ",))
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(edit, "{B01}")
    assert edit.paragraphs() == ("Tong: {B01}",)
    qtbot.keyClicks(edit, " va {Z99}")
    assert edit.paragraphs() == ("Tong: {B01} va {{Z99}}",)


def test_bold_covers_chips_too(edit):
    edit.load(("abc {B01}",))
    edit.selectAll()
    edit.toggle_bold()
    assert edit.paragraphs() == ("**abc {B01}**",)
    edit.toggle_bold()
    assert edit.paragraphs() == ("abc {B01}",)


def test_enter_begins_a_paragraph_also_with_shift(edit, qtbot):
    edit.load(("ab",))
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(edit, "cd")
    assert edit.paragraphs() == ("ab", "cd")


def test_model_sentences_come_back_in_one_step_and_go_in_one(edit):
    edit.load(("Của tôi.",))
    edit.replace_all(("Câu mẫu {B01}.", "Câu hai."))
    assert edit.paragraphs() == ("Câu mẫu {B01}.", "Câu hai.")
    edit.undo()
    assert edit.paragraphs() == ("Của tôi.",)


def test_the_caret_leaves_at_the_top_and_the_bottom(edit, qtbot):
    edit.load(("một dòng",))
    for key, step in ((Qt.Key.Key_Up, -1), (Qt.Key.Key_Down, 1)):
        with qtbot.waitSignal(edit.left) as told:
            qtbot.keyClick(edit, key)
        assert told.args == [step]


def test_a_section_is_as_high_as_its_text(edit):
    edit.load(("một",))
    low = edit.height()
    edit.load(("một " * 200,))
    assert edit.height() > 3 * low


def test_the_form_of_a_chip_is_changed_in_its_menu_and_by_undo_back(qtbot):
    forms = (
        FormChoice(notation="{B01:unit}", name="Kèm đơn vị", shown="36 cơ quan, đơn vị"),
        FormChoice(notation="{B01}", name="Riêng con số", shown="36"),
    )
    edit = SectionEdit(look, forms=lambda _notation: forms)
    qtbot.addWidget(edit)
    edit.load(("Đối với {B01:unit}.",))
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.moveCursor(QTextCursor.MoveOperation.Left)
    place = edit.chip_at_caret()
    assert place is not None
    menu = edit._chip_menu(*place)
    chosen = [act for act in menu.actions() if act.isChecked()]
    assert len(chosen) == 1
    assert "36 cơ quan, đơn vị" in chosen[0].text()
    next(act for act in menu.actions() if "Riêng con số" in act.text()).trigger()
    assert edit.paragraphs() == ("Đối với {B01}.",)
    edit.undo()
    assert edit.paragraphs() == ("Đối với {B01:unit}.",)


def test_alt_and_down_open_the_menu_of_the_chip_at_the_caret(edit, qtbot):
    edit.load(("{B01}",))
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = edit.findChild(QMenu)
    assert menu is not None
    assert menu.isVisible()
    menu.close()
    edit.load(("không có thẻ",))
    assert edit.chip_at_caret() is None


def test_a_chip_that_changed_can_be_accepted_from_its_menu(qtbot):
    def changed(notation):
        return Chip(text="36 → 38", shown="38", told="", state=ChipState.CHANGED)

    edit = SectionEdit(changed)
    qtbot.addWidget(edit)
    edit.load(("{B01}",))
    with qtbot.waitSignal(edit.accept_wanted) as told:
        edit._chip_menu(0, "{B01}").actions()[0].trigger()
    assert told.args == ["{B01}"]

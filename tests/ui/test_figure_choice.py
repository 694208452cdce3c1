"""Choosing a figure and how it is shown: found by code and words, every form with what it prints now."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QRect, Qt
from tests.ui.reporting_world import OFFSCREEN, YEAR, add, forget_texts, make_session

from dvapp.domain.codes import ReportKindCode
from dvapp.domain.papers.reports import FigureState
from dvapp.domain.papers.text import parse_runs
from dvapp.ui.report.chips_model import ChipState
from dvapp.ui.report.figure_picker import FigurePicker
from dvapp.ui.report.report_model import ReportModel, Work

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)
WORK = Work(kind=ReportKindCode("BC06"), period=YEAR)
ENTER, ALT = Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    made = make_session(tmp_path_factory.mktemp("board"))
    add(
        made,
        "inspection",
        "2017-05-28",
        form="surprise",
        theme="Kỷ luật hành chính",
        deciding_body="Uỷ ban nhân dân",
        units_count=3,
        visits=3,
    )
    yield made
    made.store.close()


@pytest.fixture
def chips(session):
    model = ReportModel(session)
    model.take(model.load(WORK))
    yield model.chips
    forget_texts(session)


def forms(chips, notation):
    return {choice.notation: choice.shown for choice in chips.forms(notation)}


def test_every_form_tells_what_it_prints(chips):
    told = forms(chips, "{B01}")
    assert told["{B01:unit}"] == "05 cơ quan, đơn vị"
    assert told["{B01}"] == "5"
    assert told["{B01:pad}"] == "05"
    assert told["{B01:vs_last_year}"] == "tăng 02 cơ quan, đơn vị (66,7%) so với năm 2017"
    assert all(parse_runs(notation) for notation in told)


def test_what_the_chip_says_is_what_the_form_said(chips):
    for notation, shown in forms(chips, "{B01:vs_last}").items():
        assert chips.chip(notation).shown == shown


def test_shares_are_rounded_and_money_is_scaled(chips):
    share = next(
        code for code, f in chips.figures.items() if f.unit.vi == "%" and isinstance(f.value, Decimal)
    )
    assert {f"{{{share}:r0}}", f"{{{share}:r1}}", f"{{{share}:r2}}"} <= set(forms(chips, f"{{{share}}}"))
    money = next(code for code, f in chips.figures.items() if "đồng" in f.unit.vi)
    assert {f"{{{money}:unit:tr}}", f"{{{money}:unit:ty:r2}}"} <= set(forms(chips, f"{{{money}}}"))


def test_a_text_or_a_day_has_but_one_form_and_is_never_compared(chips):
    assert list(forms(chips, "{C13}")) == ["{C13}"]
    assert chips.chip("{C13:vs_last}").state is ChipState.UNKNOWN
    assert chips.chip("{C13:r1}").state is ChipState.UNKNOWN


def test_a_part_of_a_whole_is_shown_with_and_without_its_unit(chips):
    assert forms(chips, "{A12/A11}") == {"{A12/A11}": "3/30", "{A12/A11:unit}": "03/30 ban"}


def test_wholes_of_the_same_unit_come_first(chips):
    first = chips.wholes("A12", "")[0]
    assert first.written == "A12/A11"
    assert first.value == "3/30"
    assert [c.written for c in chips.wholes("A12", "a11")] == ["A12/A11"]


def test_a_notation_that_is_typed_out_is_found(chips):
    assert [c.notation for c in chips.choices("b01:r1")] == ["{B01:r1}"]
    assert [c.notation for c in chips.choices("B01:vs_last_year")] == ["{B01:vs_last_year}"]


def test_names_of_the_programme_are_found_by_their_words(chips):
    assert "{@year}" in [c.notation for c in chips.choices("nam")]
    assert "{@as_of}" in [c.notation for c in chips.choices("@as")]


def test_a_blank_figure_is_offered_and_says_that_it_is_blank(chips):
    blank = next(code for code, f in chips.figures.items() if f.state is FigureState.BLANK)
    assert chips.choices(str(blank))[0].state is FigureState.BLANK
    assert chips.chip(f"{{{blank}:unit}}").state is ChipState.BLANK


# --- the list under the caret ----------------------------------------------------------------------------------------


@pytest.fixture
def picker(qtbot, chips):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    made = FigurePicker(lambda: chips, window)
    made.open_at(QRect(10, 10, 1, 20), QRect(0, 0, 1000, 700))
    yield made
    made.hide()


def chosen_by(qtbot, picker, *keys):
    with qtbot.waitSignal(picker.chosen) as told:
        for key, modifier in keys:
            qtbot.keyClick(picker.search, key, modifier)
    return told.args[0]


def test_enter_takes_the_first_figure_with_its_unit(qtbot, picker):
    qtbot.keyClicks(picker.search, "b01")
    assert chosen_by(qtbot, picker, (ENTER, Qt.KeyboardModifier.NoModifier)) == "{B01:unit}"


def test_another_form_is_taken_without_leaving_the_search(qtbot, picker):
    qtbot.keyClicks(picker.search, "b01")
    assert "05 cơ quan, đơn vị" in picker._printed.text()
    qtbot.keyClick(picker.search, Qt.Key.Key_Down, ALT)
    assert picker._printed.text().endswith("5")
    assert chosen_by(qtbot, picker, (ENTER, Qt.KeyboardModifier.NoModifier)) == "{B01}"


def test_a_part_asks_for_its_whole(qtbot, picker):
    qtbot.keyClicks(picker.search, "a12")
    row = next(at for at in range(picker.forms.count()) if not picker._offered[at].notation)
    picker.forms.setCurrentRow(row)
    qtbot.keyClick(picker.search, ENTER)
    assert picker.isVisible()
    assert chosen_by(qtbot, picker, (ENTER, Qt.KeyboardModifier.NoModifier)) == "{A12/A11}"


def test_escape_goes_back_from_the_whole_and_then_out(qtbot, picker):
    qtbot.keyClicks(picker.search, "a12")
    picker.forms.setCurrentRow(picker.forms.count() - 1)
    qtbot.keyClick(picker.search, ENTER)
    qtbot.keyClick(picker.search, Qt.Key.Key_Escape)
    assert picker.isVisible()
    with qtbot.waitSignal(picker.left):
        qtbot.keyClick(picker.search, Qt.Key.Key_Escape)
    assert not picker.isVisible()


@pytest.mark.parametrize(
    ("typed", "taken"),
    [("B01}", "{B01}"), ("b01:unit}", "{B01:unit}"), ("a12/a11}", "{A12/A11}"), ("b01:r1}", "{B01:r1}")],
)
def test_a_closing_brace_takes_what_was_typed_out(qtbot, picker, typed, taken):
    with qtbot.waitSignal(picker.chosen) as told:
        qtbot.keyClicks(picker.search, typed)
    assert told.args == [taken]


def test_figures_of_a_typed_number_come_first(qtbot, picker):
    picker.open_at(QRect(10, 10, 1, 20), QRect(0, 0, 1000, 700), first=("{B04:r1}", "{A12/A11}"), about="36")
    assert picker.choice is not None
    assert picker.choice.notation == "{B04:r1}"
    qtbot.keyClick(picker.search, Qt.Key.Key_Down)
    assert picker.form.notation == "{A12/A11}"
    qtbot.keyClicks(picker.search, "b04")
    assert chosen_by(qtbot, picker, (ENTER, Qt.KeyboardModifier.NoModifier)) == "{B04:r1}"


def test_words_that_no_figure_has_insert_nothing(qtbot, picker):
    qtbot.keyClicks(picker.search, "xyzzy")
    with qtbot.assertNotEmitted(picker.chosen):
        qtbot.keyClick(picker.search, ENTER)
    assert picker._printed.text()

"""The panel of a report's settings: what is typed is kept and drawn, faults stand beside their field, undo goes back."""

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit
from tests.ui.reporting_world import OFFSCREEN, YEAR, make_session, settle, working

from dvapp.domain.codes import ReportKindCode
from dvapp.domain.papers.options import OPTIONS, OptionForm, OptionGroup
from dvapp.services.reports.composing import compose_report
from dvapp.services.reports.options import options_of
from dvapp.ui.report.option_words import choice_words, group_words, option_words, setting_words
from dvapp.ui.report.options_model import OptionsModel
from dvapp.ui.report.report_model import Work
from dvapp.ui.report.screen import ReportScreen

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)

WORK = Work(kind=ReportKindCode("BC06"), period=YEAR)


@pytest.fixture
def session(tmp_path):
    made = make_session(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def model(session):
    made = OptionsModel(session)
    made.load(WORK)
    return made


@pytest.fixture
def screen(qtbot, session):
    with working() as jobs:
        made = ReportScreen(session, jobs)
        qtbot.addWidget(made)
        made.resize(1200, 800)
        made.show()
        made.set_period(YEAR)
        settle(qtbot, jobs)
        yield made, jobs
        made.hide()
        settle(qtbot, jobs, after=50)
        settle(qtbot, jobs, after=50)  # a drawing may have waited for the one before


def kept(session, name):
    return options_of(session, kind="BC06", period=YEAR).own.value(name)


def type_into(panel, name, text):
    """As somebody would: the field is filled and left alone for a while."""
    box = panel.fields[name].input
    match box:
        case QLineEdit():
            box.setText(text)
            box.textEdited.emit(text)
        case QPlainTextEdit():
            box.setPlainText(text)
        case QComboBox():
            box.setCurrentIndex(box.findData(text))
            box.activated.emit(box.currentIndex())
        case QCheckBox():
            box.click()
        case other:
            raise TypeError(type(other))
    panel.keep_now()


def test_every_setting_has_words():
    assert all(option_words(spec.name) for spec in OPTIONS)
    assert len({group_words(group) for group in OptionGroup}) == len(OptionGroup)
    for spec in OPTIONS:
        assert all(choice_words(spec.name, code) for code in ("", *spec.choices))
    assert setting_words("addressees", ("A", "B")) == "A; B"
    assert setting_words("contact", None) == "–"


def test_what_says_the_same_as_the_pack_is_no_choice_of_the_report(session, model):
    assert model.put("addressees", ["Nơi khác"])
    assert model.is_own("addressees")
    assert model.put("addressees", ["Thường trực Thành uỷ", "Ban Dân vận Trung ương", ""])
    assert not model.is_own("addressees")
    assert not model.put("role", "leader")
    assert not model.put("draft_number", "")
    assert kept(session, "addressees") is None


def test_an_emptied_setting_is_empty_and_does_not_fall_back(model):
    model.put("second_behalf", "")
    assert (model.is_own("second_behalf"), model.value("second_behalf")) == (True, "")
    model.follow("second_behalf")
    assert model.value("second_behalf") == "UỶ BAN NHÂN DÂN"


def test_typing_in_one_field_is_one_step_back(session, model):
    for text in ("S", "Số", "Số 36"):
        model.put("contact", text)
    model.put("duplex", "yes")
    model.undo()
    assert (model.value("duplex"), model.value("contact")) == (None, "Số 36")
    model.undo()
    assert kept(session, "contact") is None
    assert not model.can_undo
    model.redo()
    model.redo()
    assert (kept(session, "contact"), kept(session, "duplex")) == ("Số 36", True)


def test_a_line_with_a_semicolon_is_one_item(model):
    model.put("grounds", ["Căn cứ Luật; Nghị định", "Căn cứ Quy chế"])
    assert model.value("grounds") == ("Căn cứ Luật; Nghị định", "Căn cứ Quy chế")


def test_what_cannot_be_kept_stays_in_its_field_with_a_reason(screen, session, qtbot):
    shown, jobs = screen
    shown.outline.options_wanted.emit()
    type_into(shown.options, "draft_number", "một")
    field = shown.options.fields["draft_number"]
    assert field.input.text() == "một"
    assert field.fault
    assert kept(session, "draft_number") is None
    type_into(shown.options, "draft_number", "2")
    assert not field.fault
    assert kept(session, "draft_number") == 2
    settle(qtbot, jobs)


def test_a_choice_is_kept_and_drawn_at_once(screen, session, qtbot):
    shown, jobs = screen
    shown.outline.options_wanted.emit()
    assert shown.options.is_open
    with qtbot.waitSignal(shown.options.changed):
        type_into(shown.options, "urgency", "khan")
    settle(qtbot, jobs)
    assert kept(session, "urgency") == "khan"
    assert shown.shown.own.report.urgency == "KHẨN"
    assert compose_report(session, kind="BC06", period=YEAR).urgency == "KHẨN"


def test_a_second_body_is_asked_for_only_on_a_joint_paper(screen, qtbot):
    shown, jobs = screen
    shown.outline.options_wanted.emit()
    symbol = shown.options.fields["second_symbol"]
    assert symbol.isHidden()
    type_into(shown.options, "joint", "")
    assert not symbol.isHidden()
    settle(qtbot, jobs)
    assert shown.shown.own.report.second.issuer.symbol == "UBND"
    type_into(shown.options, "second_symbol", "")
    settle(qtbot, jobs)
    assert option_words("second_symbol") in shown.options._lacking.text()
    assert shown.pages.fault
    shown.options.undo()
    settle(qtbot, jobs)
    assert not shown.pages.fault


def test_closing_keeps_what_was_typed_and_another_panel_takes_its_place(screen, session, qtbot):
    shown, jobs = screen
    shown.outline.options_wanted.emit()
    box = shown.options.fields["contact"].input
    qtbot.keyClicks(box, "36")
    shown.options.close_panel()
    assert kept(session, "contact") == "36"
    shown.outline.options_wanted.emit()
    assert box.text() == "36"
    shown.panel.slide_in()
    assert (shown.options.is_open, shown.panel.is_open) == (False, True)
    settle(qtbot, jobs)


def test_every_input_has_a_name_for_a_screen_reader(screen):
    shown, _jobs = screen
    for spec in OPTIONS:
        assert shown.options.fields[spec.name].input.accessibleName() == option_words(spec.name)
    lists = [shown.options.fields[s.name].input for s in OPTIONS if s.form is OptionForm.LIST]
    assert all(box.tabChangesFocus() for box in lists)

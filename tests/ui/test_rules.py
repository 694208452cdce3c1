"""Rules in sight: under a form while one types, and beside the figures with ways, filters and reasons."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton
from tests.make import codes, indicator, record, span, table
from tests.ui.desk import nameless, settle

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import UnitCode
from dvapp.domain.judging.rules import Breach, RuleLevel
from dvapp.domain.recording.plain import read_record
from dvapp.domain.words import Wording
from dvapp.services.judging.rules import breaches
from dvapp.services.recording.records import save_record
from dvapp.services.session import new_record_id
from dvapp.ui.figures.screen import CHECK, FiguresScreen
from dvapp.ui.records.screen import RecordsScreen
from dvapp.ui.rules.card import RuleCard
from dvapp.ui.rules.sentence import RuleSentence
from dvapp.ui.theme import apply_theme

Q3 = parse_period("2018-Q3")


def keep(session, kind, happened, unit="005", **values):
    plain = {"unit": unit, "happened": happened, "values": values}
    made = read_record(session.pack.kind(kind), plain, record_id=new_record_id(), board=UnitCode("005"))
    save_record(made, session=session)
    return made


def petitions(session, month, **values):
    whole = {
        "complaints": 0,
        "denunciations": 0,
        "proposals": 0,
        "competent": 0,
        "settled": 0,
        "forwarded": 0,
    }
    return keep(session, "petitions", month, **(whole | values))


def breach(level=RuleLevel.ERROR):
    rows = (record(1, happened=span("2018-05-10"), visits=3, found=20),)
    figures = tuple(table(*rows).figure(code) for code in codes("B01", "B05"))
    said = Wording("tổng <b>khác</b> B01 + A99 & B05: 3, khác 20", "B01 is not B05")
    return Breach(rule="r", level=level, sentence=said, codes=codes("B01", "B05"), figures=figures)


# --- the sentence and the card -------------------------------------------------------------------------------------------


def test_codes_in_a_sentence_are_links_and_nothing_else_is_markup(qtbot, dressed):
    sentence = RuleSentence()
    qtbot.addWidget(sentence)
    one = breach()
    sentence.say(one.sentence.vi, one.figures)
    assert sentence.text().count("<a href=") == 2
    assert "&lt;b&gt;" in sentence.text()
    assert "A99" in sentence.text()
    assert 'href="A99"' not in sentence.text()
    assert sentence.accessibleName() == one.sentence.vi
    with qtbot.waitSignal(sentence.figure_wanted) as told:
        sentence.linkActivated.emit("B05")
    assert told.args == ["B05"]


def test_a_code_tells_its_label_value_unit_and_records_before_one_goes_there(qtbot, dressed):
    sentence = RuleSentence()
    qtbot.addWidget(sentence)
    one = breach()
    sentence.say(one.sentence.vi, one.figures)
    tip = sentence.tip("B05")
    for words in (indicator("B05").label.vi, "20 trường hợp", "1 bản ghi"):
        assert words in tip
    assert sentence.tip("A99") == ""


def test_links_keep_their_colour_when_the_theme_changes(qtbot, dressed):
    sentence = RuleSentence()
    qtbot.addWidget(sentence)
    sentence.say(breach().sentence.vi, breach().figures)
    light = sentence.text()
    apply_theme(dressed, dark=True)
    assert sentence.text() != light
    apply_theme(dressed, dark=False)
    assert sentence.text() == light


def test_a_card_has_ways_to_every_figure_and_to_the_records(qtbot, dressed):
    card = RuleCard(breach(), state="error", need="Lỗi")
    qtbot.addWidget(card)
    card.add_ways(lambda: ())
    card.show()
    ways = card.findChildren(QPushButton)
    assert [way.text() for way in ways][:2] == ["B01 = 3", "B05 = 20"]
    with qtbot.waitSignal(card.figure_wanted) as told:
        ways[1].click()
    assert told.args == ["B05"]
    assert card.record_count == 1
    assert not nameless(card)


# --- under the form ------------------------------------------------------------------------------------------------------


@pytest.fixture
def records(qtbot, board, jobs):
    made = RecordsScreen(board, jobs)
    qtbot.addWidget(made)
    made.resize(1200, 820)
    made.show()
    yield made
    made.form.close_record()
    settle(qtbot, jobs)


def open_in(screen, qtbot, jobs, one):
    screen.refresh()
    settle(qtbot, jobs)
    screen.open_record(one.id)
    settle(qtbot, jobs)


def put(screen, qtbot, jobs, **texts):
    for code, text in texts.items():
        parts = screen.form.field(code)
        parts.editor.target().setFocus()
        parts.editor.target().clear()
        qtbot.keyClicks(parts.editor.target(), text)
    screen.form.show_meaning()
    settle(qtbot, jobs)


def said(screen):
    return [(card.breach.rule, card.state) for card in screen.rules.cards]


def test_what_is_typed_is_judged_under_the_form_and_mended_there(qtbot, records, board, jobs):
    petitions(board, "2018-06", carried=0, complaints=4, competent=4, settled=1)
    july = petitions(board, "2018-07", carried=3, complaints=2)
    open_in(records, qtbot, jobs, july)
    assert said(records) == []
    assert records.rules.isVisibleTo(records)
    put(records, qtbot, jobs, carried="2")
    assert ("petitions_opening", "error") in said(records)
    (card,) = [c for c in records.rules.cards if c.breach.rule == "petitions_opening"]
    assert "2, khác 4 − 1 − 0 = 3" in card.sentence.words
    records.keep_now()
    settle(qtbot, jobs)
    assert ("petitions_opening", "error") in said(records)
    put(records, qtbot, jobs, carried="3")
    assert said(records) == []


def test_a_form_with_faults_is_judged_by_what_is_right_and_says_so(qtbot, records, board, jobs):
    petitions(board, "2018-06", carried=0, complaints=4, competent=4, settled=1)
    july = petitions(board, "2018-07", carried=3)
    open_in(records, qtbot, jobs, july)
    put(records, qtbot, jobs, carried="2", complaints="ba")
    assert ("petitions_opening", "error") in said(records)
    assert records.rules._note.isVisibleTo(records)


def test_a_code_under_the_form_leads_to_its_figure(qtbot, records, board, jobs):
    petitions(board, "2018-06", carried=0, complaints=4, competent=4, settled=1)
    july = petitions(board, "2018-07", carried=2)
    open_in(records, qtbot, jobs, july)
    with qtbot.waitSignal(records.navigate) as told:
        records.rules.cards[0].sentence.linkActivated.emit("E09")
    assert told.args == ["figures", "E09"]


def test_an_empty_form_is_not_called_right(qtbot, records, jobs):
    records.new_record("petitions")
    settle(qtbot, jobs)
    assert not records.rules.isVisibleTo(records)


# --- beside the figures --------------------------------------------------------------------------------------------------


@pytest.fixture
def figures(qtbot, board, jobs):
    petitions(board, "2018-06", carried=0, complaints=4, competent=4, settled=1)
    petitions(board, "2018-07", carried=2, complaints=1)
    for day, count in (("2018-05-10", 3), ("2018-08-10", 12)):
        keep(board, "inspection", day, form="surprise", units_count=count)
    made = FiguresScreen(board, jobs)
    qtbot.addWidget(made)
    made.resize(1300, 820)
    made.show()
    made.set_period(Q3)
    settle(qtbot, jobs)
    return made


def test_the_check_tells_its_count_and_opens_beside_the_figures(qtbot, figures):
    assert figures.rules.button.text().count("1") == 2
    assert not figures.rules.is_open
    figures.show_figure(CHECK)
    assert figures.rules.is_open
    assert not figures._panel.isVisibleTo(figures)
    assert [card.state for card in figures.rules.panel.cards] == ["error", "warn"]
    assert not nameless(figures.rules.panel)
    qtbot.keyClick(figures.rules.panel, Qt.Key.Key_Escape)
    figures.rules.close_panel()
    assert figures._panel.isVisibleTo(figures)


def test_a_code_in_the_check_chooses_the_figure_and_the_list_stays(qtbot, figures):
    figures.show_figure(CHECK)
    figures.rules.panel.cards[0].sentence.linkActivated.emit("E09")
    assert figures._chosen_code() == "E09"
    assert figures.rules.is_open


def test_the_filter_shows_errors_or_warnings_alone(qtbot, figures):
    figures.show_figure(CHECK)
    panel = figures.rules.panel
    for code, states in (("errors", ["error"]), ("warnings", ["warn"]), ("waiting", ["error", "warn"])):
        panel.filter.choose(code)
        panel._show()
        assert [card.state for card in panel.cards] == states


def test_a_reason_given_in_the_check_reaches_the_reports(qtbot, figures, board, jobs):
    keep(
        board, "inspection", "2018-09-10", form="surprise", units_count=1
    )  # a reason for these numbers alone
    figures.refresh()
    settle(qtbot, jobs)
    figures.show_figure(CHECK)
    (card,) = [c for c in figures.rules.panel.cards if c.state == "warn"]
    assert card.reason is not None
    card.reason.edit.setText("Theo kế hoạch")
    card.reason.edit.returnPressed.emit()
    settle(qtbot, jobs)
    assert [c.state for c in figures.rules.panel.cards] == ["error", "ok"]
    (kept,) = [b for b in breaches(board, kind="BC02", period=Q3) if b.rule == card.breach.rule]
    assert (kept.reason, kept.confirmed) == ("Theo kế hoạch", True)


def test_the_records_behind_a_breach_are_offered_by_their_words(qtbot, figures):
    figures.show_figure(CHECK)
    card = figures.rules.panel.cards[0]
    behind = next(b for b in card.findChildren(QPushButton) if "bản ghi" in b.text())
    behind.click()
    menu = card.findChild(QMenu)
    assert menu is not None
    assert len(menu.actions()) == card.record_count
    with qtbot.waitSignal(figures.navigate) as told:
        menu.actions()[0].trigger()
    assert told.args[0] == "records"
    menu.close()

"""When keeping itself fails: the words stay in the form, are tried again, and leaving says what would be lost."""

from typing import Any

import pytest
from tests.ui.desk import settle, type_text
from tests.ui.test_records_screen import example

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.papers.reports import SectionText
from dvapp.services.recording.records import list_records, save_record
from dvapp.services.reports.composing import editable_sections, save_section
from dvapp.ui.shell.main_window import MainWindow


@pytest.fixture
def window(qtbot, dressed, pair, settings):
    here, _there = pair
    made: Any = MainWindow(lambda: here.tools, settings)
    qtbot.addWidget(made)
    made.work_on(here)
    made.workspace.go("records")
    made.show()
    settle(qtbot, made.jobs)
    yield made
    if made.workspace is not None:
        made.workspace.close_down()
        made.workspace.screen_of("records").form.close_record()
    made.workspace = None
    made.jobs.shutdown()


def visits(window: Any) -> Any:
    return window.workspace.screen_of("records").form.field("visits").editor.target()


def typed(window: Any, text: str) -> Any:
    records = window.workspace.screen_of("records")
    records.new_record("inspection")
    type_text(visits(window), text)
    return records


def test_a_busy_store_is_said_and_the_words_are_kept_as_soon_as_it_is_free(window, pair, qtbot):
    _here, there = pair
    records = typed(window, "bảy")
    said: list[Any] = []
    records.said.connect(said.append)
    with there.store.unit_of_work():
        for _turn in range(8):
            assert not records.keep_now()
        assert visits(window).text() == "bảy"
        assert records.trouble.code == "store_busy"
        assert [n.state for n in said if not n.quiet] == ["error"], "said once, not at every try"
    before = len(list_records(there))
    qtbot.waitUntil(lambda: records.trouble is None, timeout=5_000)
    assert len(list_records(there)) == before + 1


def test_the_form_cannot_be_left_for_another_while_its_words_are_not_kept(window, pair):
    here, there = pair
    other = example(here, "commendation")
    save_record(other, session=here)
    records = typed(window, "tám")
    held = records.form.model.record_id
    said: list[Any] = []
    records.said.connect(said.append)
    with there.store.unit_of_work():
        records.show_record(other.id)
        assert records.form.model.record_id == held
        records.new_record("commendation")
        assert records.form.model.record_id == held
        assert visits(window).text() == "tám"
        assert said[-1].state == "error"
    records.show_record(other.id)
    assert records.form.model.record_id == other.id


def test_closing_says_what_would_be_lost_and_closes_only_when_told_so(window, pair, qtbot):
    _here, there = pair
    typed(window, "chín")
    with there.store.unit_of_work():
        window.close_store()
        assert window.workspace is not None, "the store stays open"
        notice = window.workspace.snack._notice
        assert (notice.state, bool(notice.action)) == ("error", True)
        assert not window.close()
        assert window.isVisible()
    window.close_store()
    assert window.workspace is None or not window.workspace.leave()


def test_logging_off_keeps_what_is_typed(window, pair):
    _here, there = pair
    typed(window, "mười")
    before = len(list_records(there))
    window.keep_for_logoff()
    assert len(list_records(there)) == before + 1


def test_a_record_that_only_the_store_refuses_is_kept_as_a_draft_with_its_faults(window, pair):
    here, _there = pair
    record = example(here, "inspection")
    save_record(record, session=here)
    records = window.workspace.screen_of("records")
    records.desk.show_record(record.id)
    span = records.form.frame.span
    span.put(("01/02/2011", ""))
    span.edited.emit(span.texts())
    assert records.keep_now()
    kept: Any = next(one for one in list_records(here) if one.id == record.id)
    assert kept.draft.texts["@since"] == "01/02/2011"
    assert kept.record == record
    assert "2011" in records.form.frame._fault.text()


def test_report_text_is_kept_while_one_types_without_a_pause_also_when_it_is_wrong(window, pair, qtbot):
    _here, there = pair
    report = window.workspace.screen_of("report")
    report.set_period(parse_period("2018"))
    settle(qtbot, window.jobs)
    section = report.model.sections[1]
    report.model.change(section.code, ("đang gõ {B01",))
    report._changed(section.code)
    for _turn in range(8):
        qtbot.wait(110)
        report.texts._soon.start()
    kept = {s.code: s for s in editable_sections(there, kind=report._kind, period=parse_period("2018"))}
    assert kept[section.code].paragraphs == ("đang gõ {B01",)


def told(there, code):
    sections = editable_sections(there, kind="BC06", period=parse_period("2018"))
    return next(section.paragraphs for section in sections if section.code == code)


def write(there, code, *paragraphs):
    text = SectionText(code=code, paragraphs=paragraphs)
    save_section(there, kind="BC06", period=parse_period("2018"), section=text)


def report_of(window, qtbot):
    report = window.workspace.screen_of("report")
    report.set_period(parse_period("2018"))
    report._choose_kind("BC06")
    report.refresh()
    settle(qtbot, window.jobs)
    return report


def type_in(report, code, *paragraphs):
    report.model.change(code, paragraphs)
    report.editor.sections[code].edit.replace_all(paragraphs)
    report._changed(code)


def test_who_finds_another_ones_words_in_a_section_sees_both_and_chooses_paragraph_by_paragraph(
    window, pair, qtbot
):
    _here, there = pair
    report = report_of(window, qtbot)
    code = report.model.sections[2].code
    write(there, code, "Một.", "Hai.", "Ba.")
    report.refresh()
    settle(qtbot, window.jobs)
    type_in(report, code, "Một của tôi.", "Hai.", "Ba của tôi.")
    write(there, code, "Một.", "Hai của họ.", "Ba của họ.")
    assert report.keep_now()
    assert told(there, code) == ("Một.", "Hai của họ.", "Ba của họ.")
    conflict = report.texts.conflict
    assert not conflict.isHidden()
    assert not conflict.keep_button.isEnabled()  # what both changed is asked
    conflict.theirs_button.click()
    settle(qtbot, window.jobs)
    assert conflict.isHidden()
    assert told(there, code) == ("Một.", "Hai của họ.", "Ba của họ.")
    assert report.editor.sections[code].edit.paragraphs() == told(there, code)
    type_in(report, code, "Một của tôi.", "Hai của họ.", "Ba của họ.")
    write(there, code, "Một.", "Hai của họ.", "Ba lần nữa.")
    assert report.keep_now()
    assert conflict.keep_button.isEnabled()  # each side changed another paragraph: that is proposed
    conflict.keep_button.click()
    settle(qtbot, window.jobs)
    assert told(there, code) == ("Một của tôi.", "Hai của họ.", "Ba lần nữa.")


def test_a_section_that_waits_for_a_choice_is_found_again_after_the_program_was_killed(window, pair, qtbot):
    _here, there = pair
    report = report_of(window, qtbot)
    code = report.model.sections[2].code
    type_in(report, code, "Của tôi.")
    write(there, code, "Của người khác.")
    assert report.keep_now()
    assert report.trouble is None
    report.set_period(parse_period("2018-Q3"))
    settle(qtbot, window.jobs)
    assert report.texts.conflict.isHidden()
    again = report_of(window, qtbot)  # what was read of the store, as after a new start
    assert again.keep_now()
    assert again.editor.sections[code].edit.paragraphs() == ("Của tôi.",)
    assert not again.texts.conflict.isHidden()
    again.texts.conflict.mine_button.click()
    settle(qtbot, window.jobs)
    assert told(there, code) == ("Của tôi.",)
    assert again.texts.conflict.isHidden()

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from tests.ui.reporting_world import (
    OFFSCREEN,
    PASSWORD,
    YEAR,
    add,
    compose,
    forget_texts,
    make_keys,
    make_session,
    settle,
    shown_screen,
)

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.signing.verification import Verdict, Verification
from dvapp.services.judging.rules import explain
from dvapp.services.recording.records import remove_record
from dvapp.services.reports.composing import editable_sections
from dvapp.services.reports.living import accept
from dvapp.services.reports.options import change_options
from dvapp.ui.report.report_model import SectionState
from dvapp.ui.report.screen import ReportScreen
from dvapp.ui.report.steps_model import Step

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    folder = tmp_path_factory.mktemp("board")
    session = make_session(folder)
    make_keys(folder, session)
    explain(session, kind="BC06", period=YEAR, rule="files_late", reason="Hồ sơ phải xác minh thêm.")
    yield session
    session.store.close()


@pytest.fixture
def keys(board):
    return board.store.path.parent


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


def stored(screen, code):
    sections = editable_sections(screen._session, kind="BC06", period=YEAR)
    return next(section for section in sections if section.code == code)


def text_of_section(screen, code):
    return screen.editor.sections[code].edit


def test_the_screen_opens_on_all_sections_and_their_pages(screen):
    assert list(screen.editor.sections) == [section.code for section in screen.model.sections]
    assert screen.pages.source.count >= 3
    assert not screen.pages.fault


def test_what_is_typed_is_kept_and_printed_by_itself(screen, jobs, qtbot):
    edit = text_of_section(screen, "inspection")
    before = screen.shown.seen
    edit.moveCursor(QTextCursor.MoveOperation.Start)
    compose(edit, "Qu", "Quậ", commit="Quận ")
    qtbot.waitUntil(lambda: stored(screen, "inspection").edited, timeout=5000)
    settle(qtbot, jobs, after=350)
    assert stored(screen, "inspection").paragraphs[0].startswith("Quận ")
    assert screen.shown.seen.digests != before.digests


def test_leaving_the_screen_keeps_what_was_just_typed(screen, qtbot):
    edit = text_of_section(screen, "inspection")
    qtbot.keyClicks(edit, "abc")
    screen.hide()
    assert stored(screen, "inspection").paragraphs[0].startswith("abc")


def test_a_figure_is_inserted_from_the_keyboard(screen, qtbot):
    edit = text_of_section(screen, "results")
    screen.editor.go_to("results")
    screen.editor.pick_figure()
    qtbot.keyClicks(screen.editor.binding.picker.search, "b01")
    qtbot.keyClick(screen.editor.binding.picker.search, Qt.Key.Key_Return)
    assert edit.paragraphs() == ("{B01:unit}",)


def test_model_sentences_come_back(screen, jobs, qtbot):
    edit = text_of_section(screen, "inspection")
    proposed = edit.paragraphs()
    qtbot.keyClicks(edit, "abc")
    qtbot.waitUntil(lambda: stored(screen, "inspection").edited, timeout=5000)
    screen.editor._reset("inspection")
    qtbot.waitUntil(lambda: not stored(screen, "inspection").edited, timeout=5000)
    assert edit.paragraphs() == proposed
    settle(qtbot, jobs, after=350)


def test_a_missing_glyph_is_said_above_the_pages_and_the_good_pages_stay(screen, jobs, qtbot):
    good = screen.shown.seen
    edit = text_of_section(screen, "inspection")
    compose(edit, commit="☑")
    settle(qtbot, jobs, after=350)
    assert screen.pages.fault
    assert screen.shown.seen is good
    assert screen.pages.source.count == len(good.sizes)
    assert "inspection" in screen.model.faulty
    edit.undo()
    settle(qtbot, jobs, after=350)
    assert not screen.pages.fault


def test_the_draft_mark_is_on_the_pages_only_when_wanted(screen, jobs, qtbot):
    plain = screen.shown.seen.digests
    screen._draft.setChecked(True)
    settle(qtbot, jobs)
    assert screen.shown.seen.digests != plain
    screen._draft.setChecked(False)
    settle(qtbot, jobs)
    assert screen.shown.seen.digests == plain


def test_the_outline_leads_to_text_and_page(screen):
    last = screen.model.sections[-1].code
    screen.outline.section_chosen.emit(last)
    assert screen.editor.area.verticalScrollBar().value() > 0
    assert screen.pages.view.page == screen.shown.own.places[last][0]


def test_a_record_saved_meanwhile_marks_the_sentence_and_accepting_clears_it(screen, jobs, qtbot, board):
    assert screen.editor.review.isHidden()
    record = add(board, "inspection", "2018-06-02", **board.pack.kinds["inspection"].example["values"])
    try:
        screen.refresh()
        settle(qtbot, jobs)
        assert screen.editor.review.isVisible()
        assert screen.model.dot("inspection") is SectionState.CHANGED
        screen.editor.review.all_accepted.emit()
        settle(qtbot, jobs)
        assert screen.editor.review.isHidden()
        assert screen.model.dot("inspection") is not SectionState.CHANGED
    finally:
        remove_record(record, session=board)
        accept(board, kind="BC06", period=YEAR)


def test_a_chip_leads_to_its_figure(screen, qtbot):
    with qtbot.waitSignal(screen.navigate) as told:
        text_of_section(screen, "inspection").figure_wanted.emit("B01")
    assert told.args == ["figures", "B01"]


def test_pages_are_turned_with_the_keyboard(screen, jobs, qtbot):
    view = screen.pages.view
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 1
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page >= screen.pages.source.count - 2
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page == 0
    settle(qtbot, jobs)


def test_pages_are_drawn_with_a_pixel_for_every_pixel_of_the_screen(screen, jobs, qtbot):
    view = screen.pages.view
    view.set_zoom(1.0)
    qtbot.wait(20)
    settle(qtbot, jobs)
    image = screen.pages.source.image(0, 96 * view.devicePixelRatioF())
    assert abs(image.width() - 210 / 25.4 * 96 * view.devicePixelRatioF()) <= 2


def save_copy(screen, jobs, qtbot):
    screen.bar.chosen.emit(Step.SAVE)
    screen.panel.act()
    settle(qtbot, jobs)
    return screen.steps.progress.saved


def fill(screen, **texts):
    for name, text in texts.items():
        screen.panel.form.fields[name].edit.setText(str(text))


def test_the_whole_way_from_text_to_a_trusted_document(screen, jobs, qtbot, keys):
    saved = save_copy(screen, jobs, qtbot)
    assert saved.exists()
    screen.panel.next_wanted.emit(Step.SIGN)
    fill(screen, key=keys / "leader.p12", password=PASSWORD)
    screen.panel.act()
    settle(qtbot, jobs)
    assert screen.panel.form.fields["password"].edit.text() == ""
    assert screen.shown.file == screen.steps.progress.signed
    screen.panel.next_wanted.emit(Step.ISSUE)
    fill(screen, number="12", issued="15/01/2019", key=keys / "seal.p12", password=PASSWORD)
    screen.panel.act()
    settle(qtbot, jobs)
    assert screen.panel.form.fields["password"].edit.text() == ""
    found: list[Verification] = []
    screen.panel.verified.connect(found.append)
    screen.panel.next_wanted.emit(Step.VERIFY)
    fill(screen, trust=keys / "trust.pem")
    screen.panel.act()
    settle(qtbot, jobs)
    assert [f.verdict for f in found] == [Verdict.TOTAL_PASSED]
    with qtbot.waitSignal(screen.navigate) as told:
        screen.panel._go_on()
    assert told.args == ["verify", (screen.steps.progress.issued, keys / "trust.pem")]


def test_a_wrong_password_is_said_beside_the_password_and_nothing_is_made(
    screen, jobs, qtbot, keys, tmp_path
):
    save_copy(screen, jobs, qtbot)
    screen.bar.chosen.emit(Step.SIGN)
    fill(screen, key=keys / "leader.p12", password="sai")
    screen.panel.act()
    settle(qtbot, jobs)
    field = screen.panel.form.fields["password"]
    assert field.fault
    assert field.edit.text() == ""
    assert screen.steps.progress.signed is None
    assert not list(tmp_path.glob("*signed*")) + list(tmp_path.glob("*da-ky*"))


def test_whose_key_it_is_is_said_before_signing(screen, jobs, qtbot, keys):
    save_copy(screen, jobs, qtbot)
    screen.bar.chosen.emit(Step.SIGN)
    fill(screen, key=keys / "leader.p12", password=PASSWORD)
    screen.panel.form.fields["password"].edit.editingFinished.emit()
    settle(qtbot, jobs)
    assert "Người Ký Thử" in screen.panel.form.fields["password"].note


@pytest.fixture
def named_signer(board):
    change_options(board, kind="BC06", period=YEAR, given={"signer": "Trần Thị Khác"})
    yield
    change_options(board, kind="BC06", period=YEAR, given={}, dropped=["signer"])


def test_a_paper_that_names_another_signer_is_signed_only_once_that_is_confirmed(
    named_signer, screen, jobs, qtbot, keys
):
    save_copy(screen, jobs, qtbot)
    screen.bar.chosen.emit(Step.SIGN)
    fill(screen, key=keys / "leader.p12", password=PASSWORD)
    screen.panel.act()  # before anybody looked whose key it is
    settle(qtbot, jobs)
    check = screen.panel.form.check
    assert screen.steps.progress.signed is None
    assert "Trần Thị Khác" in check.words.text()
    assert not screen.panel._act.isEnabled()
    assert screen.panel.form.fields["password"].edit.text() == PASSWORD
    check.box.setChecked(True)
    screen.panel.act()
    settle(qtbot, jobs)
    assert screen.steps.progress.signed is not None
    assert "Người Ký Thử" in screen.panel.result


def test_a_date_before_the_figures_close_is_said_beside_the_date(screen, jobs, qtbot, keys):
    save_copy(screen, jobs, qtbot)
    screen.bar.chosen.emit(Step.SIGN)
    fill(screen, key=keys / "leader.p12", password=PASSWORD)
    screen.panel.act()
    settle(qtbot, jobs)
    screen.bar.chosen.emit(Step.ISSUE)
    fill(screen, number="12", issued="15/01/2017", key=keys / "seal.p12", password=PASSWORD)
    screen.panel.act()
    settle(qtbot, jobs)
    assert screen.panel.form.fields["issued"].fault
    fill(screen, number="mười hai", issued="15/01/2019")
    screen.panel.act()
    settle(qtbot, jobs)
    assert screen.panel.form.fields["number"].fault


def test_escape_goes_back_to_the_text_and_forgets_the_password(screen, jobs, qtbot):
    save_copy(screen, jobs, qtbot)
    screen.bar.chosen.emit(Step.SIGN)
    form = screen.panel.form
    fill(screen, password="bí mật")
    qtbot.keyClick(screen.panel, Qt.Key.Key_Escape)
    assert form.fields["password"].edit.text() == ""
    assert screen.shown.file is None
    qtbot.waitUntil(lambda: not screen.panel.isVisible())


def test_typing_leads_from_a_file_back_to_the_text_in_work(screen, jobs, qtbot):
    save_copy(screen, jobs, qtbot)
    assert screen.shown.file is not None
    qtbot.keyClicks(text_of_section(screen, "inspection"), "a")
    assert screen.shown.file is None
    settle(qtbot, jobs, after=450)


def test_a_step_that_cannot_be_done_says_why(screen, jobs, qtbot):
    screen.bar.chosen.emit(Step.SIGN)
    assert not screen.panel._act.isEnabled()
    assert screen.panel._why.text()
    settle(qtbot, jobs)


def test_another_period_offers_the_reports_that_are_made_for_it(screen, jobs, qtbot):
    screen.set_period(parse_period("2018-05"))
    settle(qtbot, jobs)
    assert screen._kind in tuple(screen._session.pack.reports_for(parse_period("2018-05")))
    assert screen._kind != "BC06"
    assert screen.shown.seen is not None or screen.shown.own is not None


def test_number_and_date_are_kept_as_typed_until_the_report_is_issued(screen, jobs, qtbot):
    screen.panel.open_step(Step.ISSUE)
    day = screen.panel.form.fields["issued"].edit.text()
    assert day
    screen.panel.form.fields["number"].edit.setText("mười hai")
    screen.panel.form.fields["issued"].edit.setText("3/")
    assert screen.keep_now()
    screen.panel.close_panel()
    assert screen.typed.places("issue/") == ("issue/BC06/2018",)
    screen.typed.reread()
    screen.panel.open_step(Step.ISSUE)
    fields = screen.panel.form.fields
    assert (fields["number"].edit.text(), fields["issued"].edit.text()) == ("mười hai", "3/")
    fields["number"].edit.clear()
    fields["issued"].edit.setText(day)
    assert screen.keep_now()
    assert screen.typed.places("issue/") == ()


def test_what_is_shown_can_be_printed_a_text_in_work_with_its_draft_mark(screen, jobs, qtbot):
    screen.shown.print.click()
    settle(qtbot, jobs)
    window = screen.shown.printing.window
    assert window is not None
    window.close()
    screen.shown.file = screen._session.store.path.with_name("no-such.pdf")
    with qtbot.waitSignal(screen._jobs._jobs.refused, timeout=20_000) as refused:
        screen.shown.print.click()
    assert refused.args[0].code == "file_missing"


def test_steps_give_their_words_a_line_more_where_there_is_little_room(screen):
    for width, tall in ((1400, False), (760, True)):
        screen.bar.resize(width, 80)
        screen.bar.layout().activate()
        screen.bar._fit()
        assert {made._tall for made in screen.bar.buttons.values()} == {tall}

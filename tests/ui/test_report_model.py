from pathlib import Path

import pytest
from tests.ui.reporting_world import YEAR, forget_texts, make_session

from dvapp.domain.codes import ReportKindCode
from dvapp.domain.errors import CertificateExpired, FileMissing, KeyPasswordWrong
from dvapp.domain.papers.reports import FigureState
from dvapp.domain.papers.text import FigureForm
from dvapp.services.reports.options import change_options
from dvapp.ui.report.chips_model import ChipState
from dvapp.ui.report.report_model import ReportModel, SectionState, Work
from dvapp.ui.report.steps_model import Entries, Step, StepsModel, place_of

WORK = Work(kind=ReportKindCode("BC06"), period=YEAR)


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    made = make_session(tmp_path_factory.mktemp("board"))
    yield made
    made.store.close()


@pytest.fixture
def session(board):
    yield board
    forget_texts(board)


@pytest.fixture
def model(session):
    made = ReportModel(session)
    made.take(made.load(WORK))
    return made


def test_a_changed_section_is_kept_and_read_again(model, session):
    assert model.change("inspection", ("Đã kiểm tra {B01:unit}.",))
    model.keep("inspection")
    again = ReportModel(session)
    again.take(again.load(WORK))
    section = again.section("inspection")
    assert section is not None
    assert section.paragraphs == ("Đã kiểm tra {B01:unit}.",)
    assert section.edited


def test_saying_again_what_the_pack_says_follows_the_pack_again(model, session):
    proposed = model.section("inspection").paragraphs
    model.change("inspection", ("Khác.",))
    model.keep("inspection")
    model.change("inspection", proposed)
    model.keep("inspection")
    again = ReportModel(session)
    again.take(again.load(WORK))
    section = again.section("inspection")
    assert section is not None
    assert not section.edited


def test_the_layout_that_follows_by_itself_is_the_one_the_report_asks_for(model, session):
    period = WORK.period
    party = model.profiles(period)[0]
    change_options(session, kind=WORK.kind, period=period, given={"layout": "state"})
    code, words = model.profiles(period)[0]
    assert (code, party[0]) == ("", "")
    assert words != party[1]
    change_options(session, kind=WORK.kind, period=period, given={}, dropped=("layout",))
    assert model.profiles(period)[0] == party


def test_a_text_that_has_not_changed_is_no_change(model):
    assert not model.change("inspection", model.section("inspection").paragraphs)


def blank_code(model):
    """A figure that no record of the examples feeds."""
    return next(code for code, figure in model.figures.items() if figure.state is FigureState.BLANK)


def test_chips_show_what_is_printed(model):
    chips = model.chips
    assert chips.chip("{B01:unit}").text == "B01 · 05 cơ quan, đơn vị"
    assert chips.chip("{B01:pad}").shown == "05"
    assert chips.chip("{A12/A11}").shown == "3/30"
    assert chips.chip(f"{{{blank_code(model)}:unit}}").state is ChipState.BLANK
    assert chips.chip("{Z99}").state is ChipState.UNKNOWN
    assert chips.chip("{@year}").text == "2018"
    assert chips.chip("{@as_of}").text == "31/12/2018"


def test_names_in_chips_are_those_on_the_page(model):
    names = ("theme", "city_theme", "year", "period", "board", "as_of")
    model.change("opening", tuple(f"{{@{name}}}" for name in names))
    preview = model.draw(WORK, model.text(), mark_draft=False)
    printed = [block.text for block in preview.report.blocks if getattr(block, "section", "") == "opening"]
    assert printed == [model.chips.chip(f"{{@{name}}}").shown for name in names]


def test_figures_to_insert_are_found_by_code_and_by_words_without_accents(model):
    assert model.chips.choices("b01", FigureForm.UNIT)[0].notation == "{B01:unit}"
    assert "B01" in [c.code for c in model.chips.choices("kiem tra dot xuat", FigureForm.NUMBER)]
    assert [c.notation for c in model.chips.choices("a12/a11", FigureForm.UNIT)] == ["{A12/A11}"]
    assert model.chips.choices("khong co gi", FigureForm.UNIT) == ()


def test_states_tell_written_from_blank_and_empty(model):
    model.change("inspection", ("Đã kiểm tra {B01:unit}.",))
    assert model.state("inspection") is SectionState.READY
    model.change("inspection", (f"Văn bản: {{{blank_code(model)}:unit}}.",))
    assert model.state("inspection") is SectionState.BLANK_FIGURES
    model.change("inspection", ())
    assert model.state("inspection") is SectionState.EMPTY
    model.change("inspection", ("{Z99}",))
    assert model.state("inspection") is SectionState.FAULTY


def test_a_heading_is_as_far_as_the_least_of_what_stands_below_it(model):
    assert model.state("results") is SectionState.EMPTY
    model.change("inspection", ("{Z99}",))
    assert model.dot("results") is SectionState.FAULTY


def test_a_character_without_a_glyph_is_blamed_on_its_section(model):
    model.change("inspection", ("Hộp kiểm ☑ không in được.",))
    preview = model.draw(WORK, model.text(), mark_draft=False)
    assert preview.pages is None
    assert model.blame(preview) == "inspection"
    assert model.state("inspection") is SectionState.FAULTY
    assert "☑" in model.refusal_sentence(preview.refusal) or "CHECK" in model.refusal_sentence(
        preview.refusal
    )


def test_an_unknown_figure_is_said_with_its_heading_and_paragraph(model):
    model.change("inspection", ("Đúng.", "Sai {Z99}."))
    preview = model.draw(WORK, model.text(), mark_draft=False)
    assert model.blame(preview) == "inspection"
    said = model.refusal_sentence(preview.refusal)
    assert model.section("inspection").heading in said
    assert "Z99" in said


def test_every_section_with_text_is_found_on_the_pages(model):
    preview = model.draw(WORK, model.text(), mark_draft=False)
    written = {s.code for s in model.sections if s.paragraphs}
    assert written <= set(preview.places)
    pages = [preview.places[s.code] for s in model.sections if s.code in preview.places]
    assert pages == sorted(pages)


# --- steps -----------------------------------------------------------------------------------------------------------


def test_each_step_says_what_it_waits_for(session):
    steps = StepsModel(session)
    assert not steps.waiting(Step.SAVE)
    assert all(steps.waiting(step) for step in (Step.SIGN, Step.ISSUE, Step.VERIFY))
    steps.made(Step.SAVE, Path("a.pdf"))
    assert not steps.waiting(Step.SIGN)
    assert steps.waiting(Step.ISSUE)


def test_a_draft_leads_to_no_signature(session):
    steps = StepsModel(session)
    steps.made(Step.SAVE, Path("a.pdf"), draft=True)
    assert steps.waiting(Step.SIGN)


def test_a_newer_copy_takes_the_older_signatures_back(session):
    steps = StepsModel(session)
    steps.made(Step.SAVE, Path("a.pdf"))
    steps.made(Step.SIGN, Path("b.pdf"))
    steps.made(Step.SAVE, Path("c.pdf"))
    assert steps.waiting(Step.ISSUE)


def test_a_step_says_what_is_missing_and_only_that(session):
    steps = StepsModel(session)
    full = Entries(
        source=Path("a.pdf"), out=Path("b.pdf"), key=Path("k.p12"), trust=Path("t.pem"), password="x",
        number="1", issued="15/01/2019",
    )  # fmt: skip
    assert all(not steps.lacks(step, full) for step in Step)
    assert all(steps.lacks(step, Entries()) for step in Step)
    assert steps.lacks(Step.SAVE, full, refusal="Thiếu chữ")


def test_results_get_names_that_are_still_free(session, tmp_path):
    steps = StepsModel(session)
    first = steps.start(Step.SAVE, tmp_path, WORK).out
    assert first is not None
    first.write_bytes(b"%PDF")
    assert steps.start(Step.SAVE, tmp_path, WORK).out != first
    signed = steps.result_name(Step.SIGN, first)
    assert signed is not None
    assert signed.parent == tmp_path
    assert signed != first


def test_a_refusal_finds_its_field():
    entries = Entries(source=Path("/a.pdf"), key=Path("/k.p12"))
    assert place_of(KeyPasswordWrong(where="/k.p12"), entries) == "password"
    assert place_of(CertificateExpired(where="Ai đó"), entries) == "key"
    assert place_of(FileMissing(where="/k.p12"), entries) == "key"
    assert place_of(FileMissing(where="/a.pdf"), entries) == "source"


def test_a_password_is_never_written_out():
    assert "bí mật" not in repr(Entries(password="bí mật"))

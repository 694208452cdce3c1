"""Signing in the window with a picture and an authority that does not answer: looked at before, told afterwards."""

from dataclasses import replace

import pytest
from tests.stamp_pictures import seal, signature
from tests.ui.reporting_world import OFFSCREEN, PASSWORD, YEAR, make_keys, make_session

from dvapp.domain.codes import ReportKindCode
from dvapp.domain.signing.choices import Doubt
from dvapp.domain.signing.stamp_errors import CertificateRevoked, PictureOpaque, SealTooLarge
from dvapp.host.i18n import set_language
from dvapp.host.settings import Settings
from dvapp.host.signing_choices import keep_choice
from dvapp.services.reports.composing import compose_report, draw_report
from dvapp.services.reports.paging import Fields
from dvapp.ui.report.report_model import Work
from dvapp.ui.report.step_form import StepForm
from dvapp.ui.report.steps_model import Entries, Step, StepsModel, place_of
from dvapp.ui.signed_words import signed_words

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)

WORK = Work(kind=ReportKindCode("BC06"), period=YEAR)
NOWHERE = "http://127.0.0.1:9/tsa"
"""Nobody listens at the discard port."""


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language("vi")


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ký")
    session = make_session(folder)
    make_keys(folder, session)
    (folder / "chu-ky.png").write_bytes(signature())
    (folder / "dau.png").write_bytes(seal())
    (folder / "a.pdf").write_bytes(draw_report(session, compose_report(session, kind="BC06", period=YEAR)))
    settings = Settings(folder / "settings.json")
    for name, text in (
        ("tsa", NOWHERE),
        ("tsa-tries", "1"),
        ("signature-image", str(folder / "chu-ky.png")),
        ("seal-image", str(folder / "dau.png")),
    ):
        keep_choice(settings, name, text)
    model = StepsModel(session)
    model.use_settings(settings)
    model.made(Step.SAVE, folder / "a.pdf")
    yield folder, session, model
    session.store.close()


def form_of(step: Step, board, qtbot) -> StepForm:
    folder, _session, model = board
    form = StepForm(step, model.start(step, folder, WORK))
    qtbot.addWidget(form)
    form.fields["key"].edit.setText(str(folder / ("seal.p12" if step is Step.ISSUE else "leader.p12")))
    form.fields["password"].edit.setText(PASSWORD)
    return form


def test_the_choices_stand_in_the_form_and_can_be_set_aside_once(board, qtbot):
    folder = board[0]
    form = form_of(Step.SIGN, board, qtbot)
    assert form.manner is not None
    manner = form.entries().manner
    assert (manner.picture, manner.stamping.authorities) == (folder / "chu-ky.png", (NOWHERE,))
    form.manner.timestamp.click()
    form.manner.picture.set_path(None)
    manner = form.entries().manner
    assert (manner.picture, manner.stamping.authorities) == (None, ())
    assert not form.manner.clear.isEnabled()


def test_without_an_address_the_form_says_why_no_timestamp_can_be_asked_for(board, qtbot):
    form = StepForm(Step.SIGN, Entries())
    qtbot.addWidget(form)
    assert form.manner is not None
    assert not form.manner.timestamp.isEnabled()
    assert "nobody is asked" in form.manner._why.text()


def test_the_page_is_looked_at_signed_and_told_to_lack_a_timestamp(board, qtbot):
    folder, session, model = board
    form = form_of(Step.SIGN, board, qtbot)
    entries = replace(form.entries(), out=folder / "b.pdf")
    shown = model.preview(Step.SIGN, entries)
    assert not session.tools.signatures.state(shown.pdf)[Fields.LEADER]
    model.sign(entries)
    assert model.signed is not None
    assert set(model.signed.doubts) == {Doubt.CHAIN_UNKNOWN, Doubt.TIMESTAMP_MISSING}
    assert signed_words(model.signed).count("\n") == 1
    model.made(Step.SIGN, folder / "b.pdf")
    form = form_of(Step.ISSUE, board, qtbot)
    form.fields["number"].edit.setText("12")
    sealed = model.preview(Step.ISSUE, form.entries())
    assert session.tools.signatures.state(sealed.pdf)[Fields.NUMBER]
    model.issue(replace(form.entries(), out=folder / "c.pdf"))
    assert session.tools.signatures.state((folder / "c.pdf").read_bytes())[Fields.SEAL]


def test_a_width_that_is_no_number_keeps_the_seal_from_being_used(board, qtbot):
    form = form_of(Step.ISSUE, board, qtbot)
    assert form.manner is not None
    form.manner.seal_width.edit.setText("rộng")
    model = board[2]
    entries = replace(form.entries(), source=board[0] / "a.pdf", out=board[0] / "x.pdf", number="1")
    assert model.lacks(Step.ISSUE, entries) == "The width of the seal is a number of millimetres."
    form.manner.seal_width.edit.setText("29,5")
    assert form.entries().manner.picture_size == 29.5


def test_refusals_of_pictures_stand_beside_them(board, qtbot):
    form = form_of(Step.ISSUE, board, qtbot)
    for refusal, place in (
        (PictureOpaque(where="a.png"), "picture"),
        (SealTooLarge(where="a.png", size="36", place="30"), "picture_size"),
        (CertificateRevoked(where="Nguyễn Văn An", since="–"), "key"),
    ):
        assert place_of(refusal, Entries()) == place
        assert form.say_fault(place, "wrong")

"""A key on a token in the window: chosen from a menu, its PIN asked once and never tried for the sake of a name."""

import os
from functools import partial

import pytest
from tests.tokens import OWN_PAD, PIN, driver, faulty_driver, make_hsm, put_key
from tests.ui.reporting_world import OFFSCREEN, PASSWORD, YEAR, make_session, settle, working

from dvapp.domain.codes import ReportKindCode
from dvapp.domain.signing import token_errors
from dvapp.domain.signing.token_errors import PinWrong
from dvapp.domain.signing.verification import Verdict
from dvapp.host.i18n import set_language
from dvapp.services.reports.composing import compose_report, draw_report
from dvapp.signing.authority import ThrowawayAuthority
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.report_model import Work
from dvapp.ui.report.step_form import StepForm
from dvapp.ui.report.step_places import TOKEN_PLACES
from dvapp.ui.report.steps_model import Entries, Step, StepsModel, place_of
from dvapp.ui.report.token_menu import TokenMenu

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)

WORK = Work(kind=ReportKindCode("BC06"), period=YEAR)


@pytest.fixture(autouse=True)
def vietnamese():
    set_language("vi")


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tokens")
    session = make_session(folder)
    authority = ThrowawayAuthority("Cơ quan thử", session.tools.clock.now())
    (folder / "trust.pem").write_bytes(authority.pem)
    make_hsm(folder / "hsm", "Trưởng ban")
    put_key(
        "Trưởng ban", authority.issue(name="Người Ký Thử", organisation="Ban", password=PASSWORD), PASSWORD
    )
    (folder / "a.pdf").write_bytes(draw_report(session, compose_report(session, kind="BC06", period=YEAR)))
    yield folder, session
    session.store.close()
    os.environ.pop("SOFTHSM2_CONF", None)


@pytest.fixture
def model(board) -> StepsModel:
    folder, session = board
    made = StepsModel(session)
    made.made(Step.SAVE, folder / "a.pdf")
    return made


@pytest.fixture
def form(board, model, qtbot) -> StepForm:
    made = StepForm(Step.SIGN, model.start(Step.SIGN, board[0], WORK))
    qtbot.addWidget(made)
    return made


def test_a_key_is_chosen_from_the_tokens_that_are_in(form, model, qtbot):
    with working() as jobs:
        led: list[str] = []
        examine = partial(led.append, "doctor")
        menu = TokenMenu(form, form.fields["key"], model.keys_on_tokens, OwnedJobs(jobs, form), examine)
        menu.ask(driver())
        settle(qtbot, jobs)
        offered = menu.menu.actions()[0]
        assert offered.text() == "Người Ký Thử · token Trưởng ban"
        offered.trigger()
        menu.menu.actions()[-1].trigger()
        menu.menu.close()
    assert led == ["doctor"]
    assert form.fields["key"].edit.text() == "Người Ký Thử · token Trưởng ban"
    assert form.fields["password"].edit.accessibleName() == "PIN của token"
    assert form.entries().token is not None
    assert form.entries().key is None


def test_a_file_that_is_driven_in_after_all_puts_the_token_back(form, model):
    key = form.fields["key"]
    key.set_token(model.keys_on_tokens(driver())[0])
    key.set_path(driver())
    assert form.entries().token is None
    assert form.entries().key == driver()
    assert form.fields["password"].edit.accessibleName() == "Mật khẩu của tệp khoá"


def test_the_leader_signs_with_the_token(board, model):
    folder, _session = board
    token = model.keys_on_tokens(driver())[0]
    entries = Entries(source=folder / "a.pdf", out=folder / "b.pdf", token=token, trust=folder / "trust.pem")
    assert model.lacks(Step.SIGN, entries) == "Chưa có PIN của token."
    assert model.holder(entries).name == "Người Ký Thử"
    made = model.sign(Entries(source=entries.source, out=entries.out, token=token, password=PIN))
    found = model.verify(Entries(source=made, trust=folder / "trust.pem"))
    assert (found.verdict, found.signatures[0].signer) == (Verdict.TOTAL_PASSED, "Người Ký Thử")


def test_a_token_with_its_own_keys_is_not_asked_for_its_pin_here(form, model, tmp_path):
    library = faulty_driver(tmp_path / "pad.so", f"add_flags {OWN_PAD}", f"keypad {PIN}")
    secret = form.fields["password"].edit
    secret.setText("gõ nhầm")
    form.fields["key"].set_token(model.keys_on_tokens(library)[0])
    assert (secret.isEnabled(), secret.text()) == (False, "")
    assert model.lacks(Step.SIGN, form.entries()) != "Chưa có PIN của token."
    form.fields["key"].set_path(driver())
    assert secret.isEnabled()


def test_every_refusal_of_a_token_has_its_field():
    codes = {getattr(kind, "code", "refused") for kind in vars(token_errors).values()} - {"refused"}
    assert codes == TOKEN_PLACES.keys()


def test_a_wrong_pin_is_told_beside_the_pin():
    assert place_of(PinWrong(where="Trưởng ban"), Entries()) == "password"

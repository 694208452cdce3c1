"""The steps of a joint paper in the window: each body's leader, the second body's seal, then number, date and seal."""

from dataclasses import replace

import pytest
from tests.ui.reporting_world import OFFSCREEN, PASSWORD, YEAR, make_session

from dvapp.domain.codes import ReportKindCode
from dvapp.domain.errors import SignerUnexpected
from dvapp.domain.signing.verification import Verdict
from dvapp.services.reports.composing import compose_report, draw_report
from dvapp.services.reports.options import change_options
from dvapp.services.signing.sign import Body
from dvapp.signing.authority import ThrowawayAuthority
from dvapp.ui.report.report_model import Work
from dvapp.ui.report.step_form import StepForm
from dvapp.ui.report.steps_model import Entries, Step, StepsModel, place_of

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)

WORK = Work(kind=ReportKindCode("BC06"), period=YEAR)
KEYS = {Body.LEAD: ("Một", "Dấu một"), Body.SECOND: ("Hai", "Dấu hai")}


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    folder = tmp_path_factory.mktemp("joint")
    session = make_session(folder)
    authority = ThrowawayAuthority("Cơ quan thử", session.tools.clock.now())
    (folder / "trust.pem").write_bytes(authority.pem)
    for name in (name for names in KEYS.values() for name in names):
        (folder / f"{name}.p12").write_bytes(authority.issue(name=name, organisation="", password=PASSWORD))
    given = {"joint": "yes", "signer": "Một", "second_signer": "Hai"}
    change_options(session, kind="BC06", period=YEAR, given=given)
    (folder / "a.pdf").write_bytes(draw_report(session, compose_report(session, kind="BC06", period=YEAR)))
    yield folder, session
    session.store.close()


def test_each_step_asks_for_which_body_and_proposes_the_next_one(board):
    folder, session = board
    model = StepsModel(session)
    model.made(Step.SAVE, folder / "a.pdf")
    told = []
    for step in (Step.SIGN, Step.SIGN, Step.ISSUE, Step.ISSUE):
        start = model.start(step, folder, WORK)
        assert start.joint
        told.append((step, start.body))
        key = folder / f"{KEYS[start.body][step is Step.ISSUE]}.p12"
        entries = replace(start, key=key, password=PASSWORD, number="5", issued="15/01/2027")
        assert model.lacks(step, entries) == ""
        made = model.sign(entries) if step is Step.SIGN else model.issue(entries)
        model.made(step, made, body=start.body)
    assert told == [
        (Step.SIGN, Body.LEAD), (Step.SIGN, Body.SECOND), (Step.ISSUE, Body.SECOND), (Step.ISSUE, Body.LEAD),
    ]  # fmt: skip
    found = model.verify(replace(model.start(Step.VERIFY, folder, WORK), trust=folder / "trust.pem"))
    assert (found.verdict, found.issued, len(found.signatures)) == (Verdict.TOTAL_PASSED, True, 4)


def test_a_wrong_signer_is_told_beside_the_key():
    assert place_of(SignerUnexpected(where="a.pdf", expected="Hai", holder="Một"), Entries()) == "key"


def test_the_form_asks_for_the_body_of_joint_papers_only(qtbot):
    for joint in (False, True):
        form = StepForm(Step.SIGN, Entries(joint=joint, body=Body.SECOND if joint else Body.LEAD))
        qtbot.addWidget(form)
        assert bool(form._body.buttons()) is joint
        assert form.entries().body is (Body.SECOND if joint else Body.LEAD)


def test_the_second_bodys_seal_takes_neither_number_nor_date(qtbot):
    form = StepForm(Step.ISSUE, Entries(joint=True, body=Body.SECOND, issued="15/01/2027"))
    qtbot.addWidget(form)
    assert form.fields["number"].isHidden()
    assert form.first_empty() is form.fields["source"].edit
    form._body.choose(Body.LEAD.value)
    form._body_chosen()
    assert not form.fields["number"].isHidden()


def test_a_paper_of_one_body_has_the_steps_it_always_had(tmp_path):
    session = make_session(tmp_path, filled=False)
    model = StepsModel(session)
    model.made(Step.SAVE, tmp_path / "a.pdf")
    model.made(Step.SIGN, tmp_path / "b.pdf")
    start = model.start(Step.ISSUE, tmp_path, WORK)
    assert (start.joint, start.body, start.source) == (False, Body.LEAD, tmp_path / "b.pdf")
    assert model.start(Step.SIGN, tmp_path, WORK).source == tmp_path / "a.pdf"
    assert model.next_body(WORK) is None
    session.store.close()

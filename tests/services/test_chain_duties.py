"""Every step and every account: who may is let, who may not is refused by name, and whoever works alone may do all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.services.chain_office import (
    CLERK,
    DEPUTY,
    ISSUED,
    KIND,
    LEADER,
    NAME,
    OFFICER,
    PEOPLE,
    PERIOD,
    Office,
)

from dvapp.domain.accounts.account_errors import NotAllowed
from dvapp.domain.accounts.accounts import Actor
from dvapp.domain.accounts.duties import Duty
from dvapp.domain.chain.chain_errors import DayIsGiven, NotTheSamePerson
from dvapp.domain.chain.papers import require_step
from dvapp.domain.chain.steps import StepKind
from dvapp.domain.papers.reports import Role
from dvapp.domain.signing.sealing_errors import SealIsSigners
from dvapp.services.chain import following, issuing, papers, signing, steps
from dvapp.services.session import Session

At = Callable[[str], Office]
Attempt = Callable[[Session, str, Office], Any]

STEPS: dict[str, tuple[str, set[str], Attempt]] = {
    "begin": (
        "fresh",
        {OFFICER},
        lambda session, _paper, _office: steps.begin_paper(session, kind=KIND, period=PERIOD),
    ),
    "return": (
        "submitted",
        {DEPUTY, LEADER},
        lambda session, paper, _office: steps.return_paper(session, paper, reason="Cần xem lại"),
    ),
    "pass on": (
        "submitted",
        {DEPUTY, LEADER},
        lambda session, paper, _office: steps.pass_paper(session, paper),
    ),
    "reopen": (
        "approved",
        {LEADER},
        lambda session, paper, _office: steps.reopen_paper(session, paper, reason="Cần sửa"),
    ),
    "export": (
        "approved",
        {LEADER, DEPUTY, CLERK},
        lambda session, paper, office: signing.export_for_signature(session, paper, office.folder / "ký.pdf"),
    ),
    "sign as leader": (
        "approved",
        {LEADER},
        lambda session, paper, office: signing.sign_paper(
            session, paper, key=office.key("truong-ban"), role=Role.LEADER
        ),
    ),
    "return for its form": (
        "signed",
        {CLERK},
        lambda session, paper, _office: issuing.return_for_form(session, paper, reason="Sai Nơi nhận"),
    ),
    "check form": (
        "signed",
        {CLERK},
        lambda session, paper, _office: issuing.check_form(session, paper, reason="Đúng mẫu"),
    ),
    "number": (
        "form_checked",
        {CLERK},
        lambda session, paper, _office: issuing.number_paper(session, paper, day=ISSUED),
    ),
    "register": ("issued", {CLERK}, lambda session, paper, _office: issuing.register_paper(session, paper)),
    "correct": (
        "issued",
        {LEADER},
        lambda session, paper, _office: following.correct_paper(session, paper, reason="Ghi thiếu"),
    ),
    "replace": (
        "issued",
        {LEADER},
        lambda session, paper, _office: following.replace_paper(session, paper, reason="Ghi thiếu"),
    ),
}
"""By name: the stage it begins from, who may take it, and how."""


@pytest.mark.parametrize("name", STEPS)
def test_each_step_is_taken_by_its_duty_and_by_no_other(at_stage: At, name: str):
    stage, may, attempt = STEPS[name]
    office = at_stage(stage)
    paper = papers.paper_of(office.by(OFFICER), kind=KIND, period=PERIOD)
    paper_id = paper.id if paper is not None else ""
    for login in sorted(PEOPLE.keys() - may):
        with pytest.raises(NotAllowed) as told:
            attempt(office.by(login), paper_id, office)
        assert told.value.where == login
        assert told.value.details["duties"]
    attempt(office.by(min(may)), paper_id, office)


def test_an_account_with_several_duties_does_not_decide_on_its_own(at_stage: At):
    office = at_stage("submitted")
    paper = papers.find_paper(office.by(OFFICER), NAME)
    both = Actor(login=OFFICER, duties=frozenset({Duty.OFFICER, Duty.DEPUTY, Duty.LEADER}), alone=False)
    for kind in (StepKind.RETURN, StepKind.PASS_ON):
        with pytest.raises(NotTheSamePerson) as told:
            require_step(paper, kind, both, reason="vì vậy")
        assert (told.value.details["before"], told.value.details["login"]) == ("submit", OFFICER)
        require_step(paper, kind, replace(both, alone=True), reason="vì vậy")


def test_what_may_follow_is_offered_with_the_reason_against_it(at_stage: At, tmp_path: Path):
    office = at_stage("submitted")
    deputy, officer = office.by(DEPUTY), office.by(OFFICER)
    paper = papers.find_paper(deputy, NAME)
    offers = {offer.kind: offer for offer in papers.standing(deputy, paper).offers}
    assert set(offers) == {StepKind.RETURN, StepKind.PASS_ON}
    assert all(offer.allowed for offer in offers.values())
    refused = papers.standing(officer, paper).offers
    assert {type(offer.refusal) for offer in refused} == {NotAllowed}


def test_nobody_seals_with_the_key_that_signed(at_stage: At):
    office = at_stage("form_checked")
    clerk = office.by(CLERK)
    paper = papers.find_paper(clerk, NAME)
    with pytest.raises(SealIsSigners):
        issuing.finish_paper(clerk, paper.id, key=office.key("truong-ban"), day=ISSUED)
    stopped = papers.paper_by_id(clerk, paper.id)
    assert stopped.state.value == "numbered"
    with pytest.raises(DayIsGiven):
        issuing.finish_paper(clerk, paper.id, key=office.key("dau"), day=ISSUED + timedelta(days=1))
    done = issuing.finish_paper(clerk, paper.id, key=office.key("dau"), day=ISSUED)
    assert (done.state.value, done.number) == ("issued", stopped.number)

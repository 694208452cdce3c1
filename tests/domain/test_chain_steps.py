"""The rules of a paper's way: no sequence of steps leaves it, whoever takes them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.domain.accounts.accounts import Actor
from dvapp.domain.accounts.duties import MAY, Duty
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.chain.chain_errors import NotTheSamePerson, StepNotNow, WhyMissing
from dvapp.domain.chain.locks import Lock, holding, text_lock
from dvapp.domain.chain.papers import Paper, Step, require_step, version_after
from dvapp.domain.chain.steps import (
    APART,
    GONE_OUT,
    IN_WORK,
    LOCKED,
    REASONED,
    State,
    StepKind,
    actions_of,
    after,
    next_steps,
    sources_of,
)
from dvapp.domain.codes import ReportKindCode
from dvapp.domain.errors import DvError
from dvapp.domain.papers.reports import Role
from dvapp.domain.values import DateSpan

NOW = datetime(2019, 1, 15, 8, 0, tzinfo=UTC)
PEOPLE = ("a", "b", "c", "d")
TAKEN = st.tuples(st.sampled_from(StepKind), st.sampled_from(PEOPLE), st.booleans())


def paper(*steps: Step) -> Paper:
    first = Step(paper="p", seq=1, version=1, kind=StepKind.BEGIN, state=State.DRAFT, login="a", at=NOW)
    return Paper(
        id="p",
        kind=ReportKindCode("BC06"),
        period=parse_period("2018"),
        begun_at=NOW,
        steps=(first, *steps),
    )


def took(one: Paper, kind: StepKind, login: str, *, alone: bool = False, complete: bool = True) -> Paper:
    actor = Actor(login=login, name=login, alone=alone)
    state = require_step(one, kind, actor, reason="vì vậy", complete=complete)
    step = Step(
        paper="p",
        seq=one.last.seq + 1,
        version=version_after(one.last.kind, one.version),
        kind=kind,
        state=state,
        login=login,
        at=NOW,
        shown="12-BC/BDVQU" if kind is StepKind.NUMBER else "",
    )
    return Paper(id=one.id, kind=one.kind, period=one.period, begun_at=one.begun_at, steps=(*one.steps, step))


def walked(taken: list[tuple[StepKind, str, bool]], *, alone: bool) -> Paper:
    """A paper after everything of this that is allowed."""
    one = paper()
    for kind, login, complete in taken:
        try:
            one = took(one, kind, login, alone=alone, complete=complete)
        except DvError:
            continue
    return one


def test_the_whole_way_in_its_order():
    one = paper()
    way = (
        "check", "submit", "pass_on", "approve", "sign", "check_form", "number", "seal", "issue", "register",
    )  # fmt: skip
    for kind, login in zip(way, "abccccdddd", strict=True):
        one = took(one, StepKind(kind), "e" if kind == "pass_on" else login)
    assert one.state is State.REGISTERED
    assert next_steps(one.state) == (StepKind.TIMESTAMP,)
    assert took(one, StepKind.TIMESTAMP, "d").state is State.REGISTERED


@given(st.lists(TAKEN, max_size=60), st.booleans())
def test_nothing_goes_out_that_was_not_checked_approved_signed_numbered_and_sealed(taken, alone):
    one = walked(taken, alone=alone)
    kinds = [step.kind for step in one.of_version()]
    order = [
        StepKind.CHECK,
        StepKind.SUBMIT,
        StepKind.PASS_ON,
        StepKind.APPROVE,
        StepKind.SIGN,
        StepKind.CHECK_FORM,
        StepKind.NUMBER,
        StepKind.SEAL,
        StepKind.ISSUE,
    ]
    if one.state in GONE_OUT:
        places = [max(n for n, kind in enumerate(kinds) if kind is wanted) for wanted in order]
        assert places == sorted(places)
    if one.state in LOCKED:
        assert StepKind.APPROVE in kinds


@given(st.lists(TAKEN, max_size=60))
def test_nobody_decides_on_his_own_and_who_signed_does_not_seal(taken):
    one = walked(taken, alone=False)
    for step in one.steps:
        before = [other for other in one.steps if other.seq < step.seq and other.version == step.version]
        for kind in APART.get(step.kind, frozenset()):
            assert step.login not in {other.login for other in before if other.kind is kind}


@given(st.lists(TAKEN, max_size=40), st.booleans())
def test_what_has_gone_out_or_was_given_up_stays_so(taken, alone):
    one = walked(taken, alone=alone)
    if one.state is State.WITHDRAWN:
        assert next_steps(one.state, joint=True) == ()
    if one.state is State.REGISTERED:
        assert next_steps(one.state, joint=True) == (StepKind.TIMESTAMP,)
    if one.state is State.ISSUED:
        assert next_steps(one.state, joint=True) == (StepKind.REGISTER, StepKind.TIMESTAMP)


@given(st.lists(TAKEN, max_size=40), st.booleans())
def test_only_a_numbered_paper_has_a_number(taken, alone):
    one = walked(taken, alone=alone)
    numbered = {State.NUMBERED, State.SEALED, State.ISSUED, State.REGISTERED}
    assert bool(one.number) == (one.state in numbered)


@pytest.mark.parametrize("kind", list(StepKind))
@pytest.mark.parametrize("state", list(State))
def test_a_step_is_refused_from_every_state_it_does_not_begin_in(kind: StepKind, state: State):
    one = paper()
    one = Paper(
        id="p",
        kind=one.kind,
        period=one.period,
        begun_at=NOW,
        steps=(Step(paper="p", seq=1, version=1, kind=StepKind.BEGIN, state=state, login="a", at=NOW),),
    )
    actor = Actor(login="z", alone=False)
    if state in sources_of(kind):
        assert require_step(one, kind, actor, reason="vì vậy") is after(kind, state)
    else:
        with pytest.raises(StepNotNow):
            require_step(one, kind, actor, reason="vì vậy")


@pytest.mark.parametrize("kind", [kind for kind in StepKind if kind in REASONED])
def test_some_steps_need_words(kind: StepKind):
    state = sources_of(kind)[0]
    step = Step(paper="p", seq=2, version=1, kind=StepKind.CHECK, state=state, login="a", at=NOW)
    for reason in ("", "  ", "…", "123"):
        with pytest.raises(WhyMissing):
            require_step(paper(step), kind, Actor(login="z", alone=False), reason=reason)


def test_a_received_signature_is_its_holders_and_not_the_receivers():
    signed = Step(
        paper="p", seq=2, version=1, kind=StepKind.SIGN, state=State.NUMBERED, login="thu", at=NOW,
        holder="Lê  Thị Thư", received=True,
    )  # fmt: skip
    clerk = Actor(login="thu", name="Văn Thư", alone=False)
    assert require_step(paper(signed), StepKind.SEAL, clerk) is State.SEALED
    with pytest.raises(NotTheSamePerson):
        require_step(paper(signed), StepKind.SEAL, Actor(login="x", name="lê thị thư", alone=False))


def test_every_step_belongs_to_a_duty():
    """The matrix: for every step and every duty, whether it may be taken (domain.md, "Who does what")."""
    may = {
        "begin": "officer", "check": "officer", "submit": "officer", "withdraw": "officer",
        "pass_on": "deputy leader", "return": "deputy leader", "approve": "leader", "reopen": "leader",
        "export": "leader deputy clerk", "return_form": "clerk", "check_form": "clerk", "number": "clerk",
        "give_back": "clerk", "seal": "clerk", "seal_second": "clerk", "issue": "clerk", "register": "clerk",
        "timestamp": "clerk leader deputy",
    }  # fmt: skip
    for name, duties in may.items():
        actions = actions_of(StepKind(name), State.SUBMITTED)
        assert set().union(*(MAY[one] for one in actions)) == {Duty(duty) for duty in duties.split()}, name
    assert MAY[actions_of(StepKind.SIGN, role=Role.LEADER)[0]] == {Duty.LEADER}
    assert MAY[actions_of(StepKind.SIGN, role=Role.DEPUTY)[0]] == {Duty.DEPUTY}
    assert MAY[actions_of(StepKind.RETURN, State.PASSED)[0]] == {Duty.LEADER}
    for kind in StepKind:
        for one in actions_of(kind, State.SUBMITTED, received=True):
            assert Duty.ADMINISTRATOR not in MAY[one]


def test_states_are_either_on_their_way_or_at_their_end():
    assert not IN_WORK & GONE_OUT
    assert GONE_OUT < LOCKED


SPANS = st.tuples(st.dates(date(2017, 6, 1), date(2019, 6, 30)), st.integers(0, 400)).map(
    lambda pair: DateSpan(since=pair[0], until=date.fromordinal(pair[0].toordinal() + pair[1]))
)


@given(SPANS, st.dates(date(2018, 1, 1), date(2018, 12, 31)))
def test_a_lock_holds_what_counts_in_its_period_and_had_begun_by_its_closing_day(happened, closing):
    period = parse_period("2018")
    lock = Lock(
        paper="p",
        name="BC06/2018",
        kind="BC06",
        period=period,
        state=State.APPROVED,
        days=DateSpan(since=period.span.since, until=closing),
        whole=period.span,
        since=datetime(2019, 1, 2, tzinfo=UTC),
    )
    held = holding([lock], happened) is lock
    assert held == (period.counts(happened) and happened.since <= closing)
    assert text_lock([lock], "BC06", period) is lock
    assert text_lock([lock], "BC05", period) is None

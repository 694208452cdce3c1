"""The steps of a paper, and which of them may follow which (domain.md, "Who does what, and in which order").

Nothing here knows a store: a paper's state is what its last step left it in, and a step leads from some states to one.
"""

from collections.abc import Mapping
from enum import Enum

from dvapp.domain.accounts.duties import Action
from dvapp.domain.papers.reports import Role


class State(Enum):
    """Where a paper stands."""

    DRAFT = "draft"
    CHECKED = "checked"
    SUBMITTED = "submitted"
    """With the deputy."""
    RETURNED = "returned"
    PASSED = "passed"
    """With the leader."""
    APPROVED = "approved"
    """The figures are locked from here on."""
    PARTLY_SIGNED = "partly_signed"
    """A joint paper that one of two leaders has signed."""
    SIGNED = "signed"
    FORM_CHECKED = "form_checked"
    NUMBERED = "numbered"
    SEALED = "sealed"
    ISSUED = "issued"
    REGISTERED = "registered"
    WITHDRAWN = "withdrawn"
    """Given up before anybody approved it."""


class StepKind(Enum):
    """What somebody does with a paper."""

    BEGIN = "begin"
    CHECK = "check"
    SUBMIT = "submit"
    RETURN = "return"
    PASS_ON = "pass_on"  # noqa: S105  # no password
    APPROVE = "approve"
    REOPEN = "reopen"
    EXPORT = "export"
    """Take the copy out that is to be signed on another computer."""
    SIGN = "sign"
    SEAL_SECOND = "seal_second"
    RETURN_FORM = "return_form"
    CHECK_FORM = "check_form"
    NUMBER = "number"
    GIVE_BACK = "give_back"
    """Give a number back that will not be used."""
    SEAL = "seal"
    ISSUE = "issue"
    REGISTER = "register"
    TIMESTAMP = "timestamp"
    """Add what proves later that it existed, and that its certificates held: bytes after all that were signed."""
    WITHDRAW = "withdraw"


_UNSIGNED_DRAFTS = (State.DRAFT, State.CHECKED, State.RETURNED)
_SAME = None
"""Marks a step that leaves the state as it is."""

_WAY: Mapping[StepKind, tuple[tuple[State, ...], State | None]] = {
    StepKind.BEGIN: ((), State.DRAFT),
    StepKind.CHECK: (_UNSIGNED_DRAFTS, State.CHECKED),
    StepKind.SUBMIT: ((State.CHECKED,), State.SUBMITTED),
    StepKind.RETURN: ((State.SUBMITTED, State.PASSED), State.RETURNED),
    StepKind.PASS_ON: ((State.SUBMITTED,), State.PASSED),
    StepKind.APPROVE: ((State.PASSED,), State.APPROVED),
    StepKind.REOPEN: ((State.APPROVED,), State.DRAFT),
    StepKind.EXPORT: ((State.APPROVED, State.PARTLY_SIGNED, State.SIGNED, State.FORM_CHECKED), _SAME),
    StepKind.SIGN: ((State.APPROVED, State.PARTLY_SIGNED), State.SIGNED),
    StepKind.SEAL_SECOND: ((State.SIGNED, State.FORM_CHECKED), _SAME),
    StepKind.RETURN_FORM: ((State.PARTLY_SIGNED, State.SIGNED, State.FORM_CHECKED), State.RETURNED),
    StepKind.CHECK_FORM: ((State.SIGNED,), State.FORM_CHECKED),
    StepKind.NUMBER: ((State.FORM_CHECKED,), State.NUMBERED),
    StepKind.GIVE_BACK: ((State.NUMBERED,), State.FORM_CHECKED),
    StepKind.SEAL: ((State.NUMBERED,), State.SEALED),
    StepKind.ISSUE: ((State.SEALED,), State.ISSUED),
    StepKind.REGISTER: ((State.ISSUED,), State.REGISTERED),
    StepKind.TIMESTAMP: ((State.SEALED, State.ISSUED, State.REGISTERED), _SAME),
    StepKind.WITHDRAW: (_UNSIGNED_DRAFTS, State.WITHDRAWN),
}
"""From which states each step leads, and to which."""

_JOINT_ONLY = frozenset({StepKind.SEAL_SECOND})

LOCKED = frozenset(
    {
        State.APPROVED,
        State.PARTLY_SIGNED,
        State.SIGNED,
        State.FORM_CHECKED,
        State.NUMBERED,
        State.SEALED,
        State.ISSUED,
        State.REGISTERED,
    }
)
"""States in which the figures of a paper's period, and its text, stand fast."""

IN_WORK = frozenset(State) - {State.ISSUED, State.REGISTERED, State.WITHDRAWN}
"""States of a paper that has not come to its end; a report has one such paper at a time."""

GONE_OUT = frozenset({State.ISSUED, State.REGISTERED})
"""States of a paper that others have: nothing of it may ever be changed; a timestamp may be added after all of it."""

REASONED = frozenset(
    {StepKind.RETURN, StepKind.RETURN_FORM, StepKind.REOPEN, StepKind.GIVE_BACK, StepKind.WITHDRAW}
)
"""Steps that nobody takes without saying why."""

NEW_VERSION = frozenset({StepKind.RETURN, StepKind.RETURN_FORM, StepKind.REOPEN})
"""After these the paper is another one: who submitted the last one may, as far as this goes, approve the next."""


def after(kind: StepKind, state: State | None, *, complete: bool = True) -> State | None:
    """The state that a step leads to, or ``None`` when it does not follow that state.

    :param state: ``None`` before the first step.
    :param complete: of a signature: whether every leader has signed with it.
    """
    sources, target = _WAY[kind]
    if kind is StepKind.BEGIN:
        return target if state is None else None
    if state is None or state not in sources:
        return None
    if kind is StepKind.SIGN and not complete:
        return State.PARTLY_SIGNED
    return state if target is _SAME else target


def sources_of(kind: StepKind) -> tuple[State, ...]:
    """The states in which a step may be taken."""
    return _WAY[kind][0]


def next_steps(state: State, *, joint: bool = False) -> tuple[StepKind, ...]:
    """The steps that may follow a state, in the order of the way."""
    return tuple(
        kind for kind in StepKind if after(kind, state) is not None and (joint or kind not in _JOINT_ONLY)
    )


_ACTIONS: Mapping[StepKind, tuple[Action, ...]] = {
    StepKind.BEGIN: (Action.SUBMIT,),
    StepKind.CHECK: (Action.SUBMIT,),
    StepKind.SUBMIT: (Action.SUBMIT,),
    StepKind.PASS_ON: (Action.REVIEW,),
    StepKind.APPROVE: (Action.APPROVE,),
    StepKind.REOPEN: (Action.REOPEN,),
    StepKind.EXPORT: (Action.SIGN_AS_LEADER, Action.SIGN_AS_DEPUTY, Action.CHECK_FORM),
    StepKind.SEAL_SECOND: (Action.SEAL,),
    StepKind.RETURN_FORM: (Action.CHECK_FORM,),
    StepKind.CHECK_FORM: (Action.CHECK_FORM,),
    StepKind.NUMBER: (Action.NUMBER,),
    StepKind.GIVE_BACK: (Action.NUMBER,),
    StepKind.SEAL: (Action.SEAL,),
    StepKind.ISSUE: (Action.SEAL,),
    StepKind.REGISTER: (Action.REGISTER,),
    StepKind.TIMESTAMP: (Action.SEAL, Action.SIGN_AS_LEADER, Action.SIGN_AS_DEPUTY),
    StepKind.WITHDRAW: (Action.SUBMIT,),
}


def actions_of(
    kind: StepKind, state: State | None = None, *, role: Role | None = None, received: bool = False
) -> tuple[Action, ...]:
    """What a step is to the duties; any one of these will do.

    :param state: where the paper stands: with the deputy he returns it, with the leader the leader.
    :param role: as whom somebody signs; ``None``: as either.
    :param received: a signature made elsewhere is taken in: the clerk may, who answers for the paper's form.
    """
    if kind is StepKind.RETURN:
        return (Action.APPROVE,) if state is State.PASSED else (Action.REVIEW,)
    if kind is StepKind.SIGN:
        signing = {
            Role.LEADER: (Action.SIGN_AS_LEADER,),
            Role.DEPUTY: (Action.SIGN_AS_DEPUTY,),
            None: (Action.SIGN_AS_LEADER, Action.SIGN_AS_DEPUTY),
        }[role]
        return (*signing, Action.CHECK_FORM) if received else signing
    return _ACTIONS[kind]


APART: Mapping[StepKind, frozenset[StepKind]] = {
    StepKind.RETURN: frozenset({StepKind.SUBMIT}),
    StepKind.PASS_ON: frozenset({StepKind.SUBMIT}),
    StepKind.APPROVE: frozenset({StepKind.SUBMIT}),
    StepKind.SEAL: frozenset({StepKind.SIGN}),
    StepKind.SEAL_SECOND: frozenset({StepKind.SIGN}),
}
"""Steps that nobody takes who took one of those with the same version of the paper."""

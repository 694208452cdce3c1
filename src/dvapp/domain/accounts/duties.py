"""Duties and what each of them may do (domain.md, "Who does what, and in which order").

Duties are enforced in the services, for the window, the command line and whatever else calls them. They are no cipher:
whoever can open the store holds its one data key (decision 26).
"""

from collections.abc import Mapping
from enum import Enum


class Duty(Enum):
    """What somebody is charged with in the board's office."""

    OFFICER = "officer"
    DEPUTY = "deputy"
    LEADER = "leader"
    CLERK = "clerk"
    ADMINISTRATOR = "administrator"


class Action(Enum):
    """What services do, as far as duties tell it apart."""

    READ = "read"
    """Look at whatever the store has, verify, print, take lists out."""
    ARRANGE = "arrange"
    """Keep how one looks at things: filters with a name, columns, places in the window."""
    RECORD = "record"
    """Enter, import, attach, type figures, write reports and their reasons."""
    SUBMIT = "submit"
    """Check the figures of a report and submit it."""
    REVIEW = "review"
    """Return what was submitted, or pass it on: the deputy does, or the leader where there is none."""
    APPROVE = "approve"
    """As leader: return, or approve, which locks the figures."""
    REOPEN = "reopen"
    """As leader: take an approval back before anything is signed."""
    SIGN_AS_DEPUTY = "sign_as_deputy"
    SIGN_AS_LEADER = "sign_as_leader"
    CHECK_FORM = "check_form"
    """As clerk: compare a signed paper with its layout, return it for its form."""
    NUMBER = "number"
    """Take numbers of the register, date papers, give numbers back."""
    SEAL = "seal"
    """Seal and issue."""
    REGISTER = "register"
    """Write in the register of outgoing papers: received, sent, kept."""
    CONFIGURE = "configure"
    """Catalogues, units, template packs, the next year, trust."""
    BACK_UP = "back_up"
    """Copy and check the store."""
    MANAGE_ACCOUNTS = "manage_accounts"
    """Make accounts, change their duties, shut them, give a new password."""
    OWN_ACCOUNT = "own_account"
    """Change one's own password."""


_EVERYBODY = frozenset(Duty)
_WRITERS = frozenset({Duty.OFFICER, Duty.DEPUTY, Duty.LEADER})

MAY: Mapping[Action, frozenset[Duty]] = {
    Action.READ: _EVERYBODY,
    Action.ARRANGE: _EVERYBODY,
    Action.RECORD: _WRITERS,
    Action.SUBMIT: frozenset({Duty.OFFICER}),
    Action.REVIEW: frozenset({Duty.DEPUTY, Duty.LEADER}),
    Action.APPROVE: frozenset({Duty.LEADER}),
    Action.REOPEN: frozenset({Duty.LEADER}),
    Action.SIGN_AS_DEPUTY: frozenset({Duty.DEPUTY}),
    Action.SIGN_AS_LEADER: frozenset({Duty.LEADER}),
    Action.CHECK_FORM: frozenset({Duty.CLERK}),
    Action.NUMBER: frozenset({Duty.CLERK}),
    Action.SEAL: frozenset({Duty.CLERK}),
    Action.REGISTER: frozenset({Duty.CLERK}),
    Action.CONFIGURE: frozenset({Duty.ADMINISTRATOR}),
    Action.BACK_UP: frozenset({Duty.ADMINISTRATOR}),
    Action.MANAGE_ACCOUNTS: frozenset({Duty.ADMINISTRATOR}),
    Action.OWN_ACCOUNT: _EVERYBODY,
}
"""Which duties may do what. A leader and a deputy may write too: in a small board they do; nobody approves his own."""

APART: tuple[frozenset[Duty], ...] = (
    frozenset({Duty.ADMINISTRATOR, Duty.OFFICER}),
    frozenset({Duty.ADMINISTRATOR, Duty.DEPUTY}),
    frozenset({Duty.ADMINISTRATOR, Duty.LEADER}),
    frozenset({Duty.ADMINISTRATOR, Duty.CLERK}),
    frozenset({Duty.LEADER, Duty.DEPUTY}),
    frozenset({Duty.LEADER, Duty.CLERK}),
    frozenset({Duty.DEPUTY, Duty.CLERK}),
)
"""Duties that nobody has together: who keeps the accounts changes no figure, and who signs does not seal.

An officer may be the clerk as well: in a small office one person is both.
"""


def clash(duties: frozenset[Duty]) -> frozenset[Duty] | None:
    """Two of these duties that nobody may have together, if there are such."""
    return next((pair for pair in APART if pair <= duties), None)

"""Words for papers: where they stand, the steps, and what changed. Qt-free: the command line uses them too."""

from datetime import date

from dvapp.domain.chain.papers import Paper, Relation, Step
from dvapp.domain.chain.steps import State, StepKind
from dvapp.domain.language.person_names import same_name
from dvapp.domain.papers.reports import Role
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language
from dvapp.services.chain.coming import Coming
from dvapp.ui.account_words import login_words
from dvapp.ui.chain_words import state_words
from dvapp.ui.register_words import ahead_words, order_words

__all__ = ["TONES", "coming_words", "done_words", "relation_words", "state_words", "step_words", "who_words"]

TONES = {
    State.RETURNED: "error",
    State.SUBMITTED: "info",
    State.PASSED: "info",
    State.APPROVED: "ok",
    State.ISSUED: "ok",
    State.REGISTERED: "ok",
    State.WITHDRAWN: "",
}
"""The colour of a state; what is not named is in work."""


def step_words(kind: StepKind) -> str:
    """A step, as somebody takes it."""
    return {
        StepKind.BEGIN: _("Begin"),
        StepKind.CHECK: _("Check the figures"),
        StepKind.SUBMIT: _("Submit to the deputy head"),
        StepKind.RETURN: _("Return"),
        StepKind.PASS_ON: _("Pass on to the head"),
        StepKind.APPROVE: _("Approve and lock the figures"),
        StepKind.REOPEN: _("Reopen"),
        StepKind.EXPORT: _("Take out to be signed elsewhere"),
        StepKind.SIGN: _("Sign"),
        StepKind.SEAL_SECOND: _("Seal of the second body"),
        StepKind.RETURN_FORM: _("Return for its form"),
        StepKind.CHECK_FORM: _("Check the form"),
        StepKind.NUMBER: _("Number and date"),
        StepKind.GIVE_BACK: _("Give the number back"),
        StepKind.SEAL: _("Seal"),
        StepKind.ISSUE: _("Issue"),
        StepKind.REGISTER: _("Enter in the register"),
        StepKind.TIMESTAMP: _("Add a timestamp"),
        StepKind.WITHDRAW: _("Give the paper up"),
    }[kind]


def done_words(step: Step) -> str:
    """A step that was taken, for the list of steps."""
    words = {
        StepKind.BEGIN: _("Begun"),
        StepKind.CHECK: _("Figures checked"),
        StepKind.SUBMIT: _("Submitted"),
        StepKind.RETURN: _("Returned"),
        StepKind.PASS_ON: _("Passed on to the head"),
        StepKind.APPROVE: _("Approved, figures locked"),
        StepKind.REOPEN: _("Reopened"),
        StepKind.EXPORT: _("Taken out to be signed elsewhere"),
        StepKind.SIGN: _("Signed as deputy head") if step.role is Role.DEPUTY else _("Signed as head"),
        StepKind.SEAL_SECOND: _("Sealed by the second body"),
        StepKind.RETURN_FORM: _("Returned for its form"),
        StepKind.CHECK_FORM: _("Form checked"),
        StepKind.NUMBER: _("Numbered {number}, dated {day}"),
        StepKind.GIVE_BACK: _("Number given back"),
        StepKind.SEAL: _("Sealed"),
        StepKind.ISSUE: _("Issued"),
        StepKind.REGISTER: _("Entered in the register"),
        StepKind.TIMESTAMP: _("Timestamp added"),
        StepKind.WITHDRAW: _("Given up"),
    }[step.kind]
    day = LocaleFormats(language()).screen_day(step.day) if step.day is not None else "…"
    return words.format(number=step.shown or "…", day=day)


def coming_words(coming: Coming, *, today: date) -> str:
    """Which number a paper will get, and what is to be known of its day before it does."""
    if not coming.label:
        return _(
            "No number stands ready for such a paper on this day; see to its series in the register first."
        )
    said = [_("Its number will be {number}.").format(number=coming.label)]
    if coming.day > today:
        said.append(ahead_words(coming.day, today))
    elif coming.below is not None:
        said.append(order_words(coming.day, coming.below))
    return " ".join(said)


def who_words(step: Step) -> str:
    """Who took a step, and when."""
    who = step.name or login_words(step.login)
    if step.holder and not same_name(step.holder, step.name):
        who = _("{who}, with the certificate of {holder}").format(who=who, holder=step.holder)
    if step.alone:
        who = _("{who} (the only account)").format(who=who)
    return f"{LocaleFormats(language()).screen_moment(step.at)} · {who}"


def relation_words(paper: Paper, issued: str) -> str:
    """What a paper is to an issued one; empty for a paper of its own."""
    if paper.relation is Relation.CORRECTS:
        return _("Corrects {number}").format(number=issued)
    return _("Replaces {number}").format(number=issued) if paper.relation is Relation.REPLACES else ""

"""Words for papers on their way: states, steps, differences, refusals. Qt-free: the command line uses them too."""

from dvapp.domain.chain.differences import Difference, What
from dvapp.domain.chain.papers import Place, Relation, Step
from dvapp.domain.chain.steps import State, StepKind
from dvapp.host.i18n import _


def state_words(state: State) -> str:
    """Where a paper stands."""
    return {
        State.DRAFT: _("being drafted"),
        State.CHECKED: _("figures checked"),
        State.SUBMITTED: _("submitted to the deputy head"),
        State.RETURNED: _("returned"),
        State.PASSED: _("submitted to the head"),
        State.APPROVED: _("approved, figures locked"),
        State.PARTLY_SIGNED: _("signed by one body"),
        State.SIGNED: _("has been signed"),
        State.FORM_CHECKED: _("form checked"),
        State.NUMBERED: _("numbered and dated"),
        State.SEALED: _("sealed"),
        State.ISSUED: _("has been issued"),
        State.REGISTERED: _("issued and registered"),
        State.WITHDRAWN: _("given up"),
    }[state]


def step_words(kind: StepKind) -> str:
    """What somebody does with a paper, as a clause with a verb."""
    return {
        StepKind.BEGIN: _("begin the paper"),
        StepKind.CHECK: _("check the figures"),
        StepKind.SUBMIT: _("submit"),
        StepKind.RETURN: _("return"),
        StepKind.PASS_ON: _("pass on to the head"),
        StepKind.APPROVE: _("approve and lock the figures"),
        StepKind.REOPEN: _("reopen"),
        StepKind.EXPORT: _("take the copy out for signature"),
        StepKind.SIGN: _("sign the paper"),
        StepKind.SEAL_SECOND: _("seal for the second body"),
        StepKind.RETURN_FORM: _("return for its form"),
        StepKind.CHECK_FORM: _("check the form"),
        StepKind.NUMBER: _("give number and date"),
        StepKind.GIVE_BACK: _("give the number back"),
        StepKind.SEAL: _("seal"),
        StepKind.ISSUE: _("issue"),
        StepKind.REGISTER: _("enter in the register"),
        StepKind.TIMESTAMP: _("add a timestamp"),
        StepKind.WITHDRAW: _("give up"),
    }[kind]


def relation_words(relation: Relation) -> str:
    """What a paper is to the issued one, before that one's number."""
    return {Relation.CORRECTS: _("corrects"), Relation.REPLACES: _("replaces")}[relation]


def what_words(what: What) -> str:
    """What kind of thing differs."""
    return {
        What.FIGURE: _("Figure"),
        What.SENTENCE: _("Sentence"),
        What.ROW: _("Row of an annex"),
        What.TITLE: _("Title"),
        What.SIGNER: _("Signer"),
        What.RECIPIENTS: _("Recipients"),
        What.SETTING: _("Layout"),
    }[what]


def difference_words(difference: Difference) -> str:
    """One line: what it is, old → new."""
    name = difference.place.code if difference.what is What.FIGURE else ""
    label = " ".join(part for part in (name, difference.label) if part) or what_words(difference.what)
    old = difference.old if difference.old is not None else _("(nothing)")
    new = difference.new if difference.new is not None else _("(left out)")
    return f"{label}: {old} → {new}"


def place_words(place: Place | None) -> str:
    """A place of a report, empty for none."""
    if place is None:
        return ""
    if place.code:
        return _("cell {code}").format(code=place.code)
    if place.paragraph is None:
        return _("section {section}").format(section=place.section)
    return _("section {section}, paragraph {number}").format(
        section=place.section, number=place.paragraph + 1
    )


def who_words(step: Step) -> str:
    """Who took a step; whoever works alone in the office is marked."""
    name = step.name or step.login
    return _("{name} (working alone)").format(name=name) if step.alone else name


def chain_values(code: str, values: dict[str, str]) -> dict[str, str]:
    """The placeholders of a refusal of the chain, with codes of steps and states in words."""
    if code not in chain_refusals():
        return values
    told = dict(values)
    for name in ("step", "before"):
        if name in told:
            told[name] = step_words(StepKind(told[name]))
    if "state" in told:
        told["state"] = state_words(State(told["state"]))
    if "fitting" in told:
        states = [state_words(State(one)) for one in told["fitting"].split(",") if one]
        told["fitting"] = ", ".join(states) or "–"
    return told


def chain_refusals() -> dict[str, str]:
    """One sentence for each refusal on the way of a paper: what is wrong, and what mends it."""
    return {
        "paper_not_found": _(
            "The store has no paper “{where}”. Name it by kind and period (BC06/2018-H1), by its number, or by its id."
        ),
        "paper_ambiguous": _("“{where}” may be several papers: {known}. Write more letters of the id."),
        "step_not_now": _(
            "{where} stands at “{state}”; to {step} is possible only from: {fitting}. Look at the paper again first."
        ),
        "not_the_same_person": _(
            "The account “{login}” cannot {step} {where}: the same account did “{before}” with this version. "
            "Another person with the duty has to do it."
        ),
        "why_missing": _("Give the reason in words: nobody can {step} {where} without one."),
        "place_unknown": _("The report has no place “{where}”; there are: {known}."),
        "deadline_past": _("The new deadline {day} is over already; today is {today}."),
        "paper_issued_already": _(
            "{where} has been issued and stays as it is; begin a correction or a replacement of it."
        ),
        "paper_drifted": _(
            "{where} is no longer what was agreed to ({state}): {count} places differ, the first is {first}. Return or reopen "
            "it, and submit it again."
        ),
        "figures_locked": _(
            "The figures from {since} to {until} are locked by {where} ({state}). Only the head opens them again: by "
            "reopening the paper before it is signed, or by a correction or replacement after it was issued."
        ),
        "text_locked": _(
            "The text of {where} is locked: its paper stands at “{state}”. Only the head opens it again: by reopening the "
            "paper before it is signed, or by a correction or replacement after it was issued."
        ),
        "paper_has_no_file": _("{where} has no file yet; it is drawn when the paper is submitted."),
        "paper_content_damaged": _(
            "What the store kept of a paper ({where}) is damaged; check the store and take a backup."
        ),
        "not_this_paper": _(
            "{where} is not {paper} as it was approved ({count} places differ: {first}). Take the copy for signature out again "
            "and sign that one."
        ),
        "nothing_new": _("{where} bears no new signature for {paper}."),
        "not_its_timestamp": _(
            "{where} does not go on from the file of {paper} that is kept here. Save that file, add the timestamp to it, "
            "and take it in again."
        ),
        "no_new_timestamp": _("{where} bears no new timestamp for {paper}."),
        "form_not_clean": _(
            "{where} departs from its layout in {count} places, the first is “{first}”. Return it for its form, or say "
            "why it may stay so."
        ),
        "nothing_corrected": _(
            "{where} says what {number} says already; correct the figures or the text first."
        ),
        "day_is_given": _(
            "{where} bears the day {day} with its number; to date it {wanted}, give the number back first."
        ),
        "not_issued_yet": _(
            "{where} has not been issued (it stands at “{state}”); return or reopen it instead of correcting it."
        ),
        "paper_followed": _("{where} was corrected or replaced already by {by}; go on with that paper."),
    }


def chain_damage() -> dict[str, str]:
    """What a check of the store found of papers, by code."""
    return {
        "paper_unreadable": _("a paper or one of its steps cannot be read: {where}"),
        "paper_altered": _("a paper or one of its steps was changed outside the program: {where}"),
        "paper_damaged": _("what was kept of a paper is damaged: {where}"),
        "papers_unguarded": _("the guards that keep papers from being changed are missing"),
    }

"""``dvappctl paper``: the way of a paper from draft to register, step by step."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.days import day_of
from dvapp.app.commands.frame import json_option, opened, print_json, print_table, store_options
from dvapp.app.commands.paper_words import day_remark, mend_words, plain_paper, print_paper, tell_paper
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.domain.chain.papers import Paper, Place
    from dvapp.services.session import Session

FILE = click.Path(path_type=Path)

Command = Callable[..., Any]


@click.group(
    help=_(
        "Papers on their way: check, submit, return or pass on, approve, sign, number, seal, issue, register. PAPER is "
        "kind and period (BC06/2018-H1), a number (12-BC/BDVQU), or the beginning of an id."
    )
)
def paper() -> None:
    """Group of commands for papers."""


def paper_options(command: Command) -> Command:
    """``PAPER``, ``--json`` and the store."""
    return click.argument("wanted", metavar="PAPER")(json_option(store_options(command)))


def reason_option(*, required: bool = True, text: str | None = None) -> Callable[[Command], Command]:
    """``--reason``."""
    # A default of None would count as given: the option would never be asked for.
    default: dict[str, Any] = {} if required else {"default": ""}
    return click.option("--reason", required=required, metavar="TEXT", help=text or _("Why."), **default)


def place_options(command: Command) -> Command:
    """Where something is wrong, and until when it is to be mended."""
    for option in (
        click.option("--deadline", metavar="YYYY-MM-DD", help=_("Until when it is to be mended.")),
        click.option("--cell", default="", metavar="CODE", help=_("The figure that is meant.")),
        click.option(
            "--paragraph",
            type=click.IntRange(1),
            help=_("The paragraph of the section that is meant, from 1."),
        ),
        click.option("--section", default="", metavar="CODE", help=_("The section that is meant.")),
    ):
        command = option(command)
    return command


def place_of(section: str, paragraph: int | None, cell: str) -> "Place":
    """The place that the options name."""
    from dvapp.domain.chain.papers import Place

    return Place(section=section, paragraph=None if paragraph is None else paragraph - 1, code=cell)


def paper_step(take: "Callable[..., Paper]") -> Command:
    """A command that takes a step with ``PAPER`` and says where it stands then.

    :param take: is given the session, the paper's id, and the other options by their names.
    """

    @wraps(take)
    def command(
        wanted: str, as_json: bool, own_store: Path | None, own_password: Path | None, **given: Any
    ) -> None:
        from dvapp.services.chain.papers import find_paper

        with opened(own_store, own_password) as session:
            done = take(session, find_paper(session, wanted).id, **given)
            remark = day_remark(session, done)
        tell_paper(done, as_json=as_json, remark=remark)

    return paper_options(command)


@paper.command("list", help=_("All papers, the one begun last first."))
@json_option
@store_options
def list_(as_json: bool, own_store: Path | None, own_password: Path | None) -> None:
    """List papers."""
    from dvapp.services.chain.papers import list_papers
    from dvapp.ui.chain_words import state_words

    with opened(own_store, own_password) as session:
        papers = list_papers(session)
        mend = {one.id: mend_words(session, one) for one in papers}
    if as_json:
        print_json([plain_paper(one) for one in papers])
        return
    rows = [
        (
            one.id[:8],
            f"{one.kind}/{one.period.written}",
            one.number,
            "; ".join(filter(None, (state_words(one.state), mend[one.id]))),
            one.title,
        )
        for one in papers
    ]
    print_table((_("Id"), _("Paper"), _("Number"), _("State"), _("Title")), rows)


@paper.command(help=_("A paper with its way: who did what, when and why, and what may follow."))
@click.option(
    "--changes", is_flag=True, help=_("Also what each step changed: sentences and figures, old and new.")
)
@paper_options
def show(
    wanted: str, changes: bool, as_json: bool, own_store: Path | None, own_password: Path | None
) -> None:
    """Show a paper."""
    from dvapp.services.chain.papers import find_paper, paper_by_id, standing

    with opened(own_store, own_password) as session:
        found = find_paper(session, wanted)
        before = paper_by_id(session, found.follows) if found.follows is not None else None
        print_paper(session, standing(session, found), before, changes=changes, as_json=as_json)


@paper.command(help=_("What a paper says otherwise after one step than after another."))
@click.option("--step", "seq", type=click.IntRange(1), help=_("The later step; the last unless given."))
@click.option("--since", type=click.IntRange(1), help=_("The earlier step; the one before unless given."))
@paper_options
def log(
    wanted: str,
    seq: int | None,
    since: int | None,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Tell what changed."""
    from dvapp.app.commands.paper_words import print_differences
    from dvapp.services.chain.papers import difference, find_paper

    with opened(own_store, own_password) as session:
        found = find_paper(session, wanted)
        told = difference(session, found, seq or found.last.seq, since)
    print_differences(told, as_json=as_json)


@paper.command(
    help=_("Check that a report may be submitted; its paper begins with this. PAPER is kind and period.")
)
@paper_options
def check(wanted: str, as_json: bool, own_store: Path | None, own_password: Path | None) -> None:
    """Check the figures of a paper, which is begun if there is none."""
    from dvapp.services.chain.papers import find_paper
    from dvapp.services.chain.steps import begin_paper, check_paper

    with opened(own_store, own_password) as session:
        report = _report(wanted)
        if report is None:
            found = find_paper(session, wanted)
        else:
            found = begin_paper(session, kind=report[0], period=report[1])
        done = check_paper(session, found.id)
    tell_paper(done, as_json=as_json)


def _report(wanted: str) -> "tuple[str, Any] | None":
    """Kind and period, where the words are these."""
    from dvapp.domain.calendar.periods import parse_period
    from dvapp.domain.errors import PeriodInvalid

    kind, slash, period = wanted.partition("/")
    try:
        return (kind.strip().upper(), parse_period(period)) if slash else None
    except PeriodInvalid:
        return None


@paper.command(help=_("Submit a checked paper to the deputy head."))
@paper_step
def submit(session: "Session", paper_id: str) -> "Paper":
    """Submit."""
    from dvapp.services.chain.steps import submit_paper

    return submit_paper(session, paper_id)


@paper.command("return", help=_("Return a submitted paper, with the reason, the place and a new deadline."))
@reason_option()
@place_options
@paper_step
def return_(
    session: "Session",
    paper_id: str,
    *,
    reason: str,
    section: str,
    paragraph: int | None,
    cell: str,
    deadline: str | None,
) -> "Paper":
    """Return a paper, for its form where it is signed already."""
    from dvapp.domain.chain.steps import StepKind, sources_of
    from dvapp.services.chain.issuing import return_for_form
    from dvapp.services.chain.papers import paper_by_id
    from dvapp.services.chain.steps import return_paper

    place, until = place_of(section, paragraph, cell), day_of(deadline)
    signed = paper_by_id(session, paper_id).state in sources_of(StepKind.RETURN_FORM)
    back = return_for_form if signed else return_paper
    return back(session, paper_id, reason=reason, place=place, deadline=until)


@paper.command("pass", help=_("Pass a submitted paper on to the head."))
@reason_option(required=False, text=_("What the head is to know."))
@paper_step
def pass_(session: "Session", paper_id: str, *, reason: str) -> "Paper":
    """Pass on."""
    from dvapp.services.chain.steps import pass_paper

    return pass_paper(session, paper_id, note=reason)


@paper.command(help=_("Approve a paper; the figures of its days and its text are locked from then on."))
@reason_option(required=False, text=_("What is to be noted."))
@paper_step
def approve(session: "Session", paper_id: str, *, reason: str) -> "Paper":
    """Approve."""
    from dvapp.services.chain.steps import approve_paper

    return approve_paper(session, paper_id, note=reason)


@paper.command(help=_("Take an approval back before anybody has signed; figures and text are free again."))
@reason_option()
@paper_step
def reopen(session: "Session", paper_id: str, *, reason: str) -> "Paper":
    """Reopen."""
    from dvapp.services.chain.steps import reopen_paper

    return reopen_paper(session, paper_id, reason=reason)


@paper.command(help=_("Give up a paper that nobody has approved; its steps stay told."))
@reason_option()
@paper_step
def withdraw(session: "Session", paper_id: str, *, reason: str) -> "Paper":
    """Give up."""
    from dvapp.services.chain.steps import withdraw_paper

    return withdraw_paper(session, paper_id, reason=reason)

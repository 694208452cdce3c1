"""``dvappctl paper sign-all`` and ``seal-all``: several papers with one key, whose PIN is asked once."""

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.frame import json_option, opened, print_json
from dvapp.app.commands.key_options import key_options_of_store
from dvapp.app.commands.manner_options import manner_options, plain_signed, tell_signed
from dvapp.app.commands.paper import FILE, paper
from dvapp.app.commands.paper_words import plain_paper
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.domain.chain.papers import Paper
    from dvapp.domain.chain.steps import StepKind
    from dvapp.domain.papers.reports import Role
    from dvapp.services.chain.batch import Fate
    from dvapp.services.ports import Tools
    from dvapp.services.session import Session
    from dvapp.services.signing.keys import KeySource
    from dvapp.services.signing.manner import Manner

__all__ = ["paper"]

Command = Callable[..., Any]


def _batch_options(command: Command) -> Command:
    """``PAPER…``, the key, ``--json`` and the store."""
    store = click.option("--store", "own_store", type=FILE, hidden=True)
    papers = click.argument("wanted", metavar="[PAPER]...", nargs=-1)
    return papers(key_options_of_store(json_option(store(command))))


@paper.command(
    "sign-all",
    help=_(
        "Sign several approved papers with one key: those named, or all that wait. Its PIN is asked once."
    ),
)
@click.option("--role", required=True, type=click.Choice(["leader", "deputy"]), help=_("Who signs."))
@_batch_options
@manner_options(seal=False)
def sign_all(
    wanted: tuple[str, ...],
    role: str,
    find_key: "Callable[[Tools], KeySource]",
    manner: "Manner",
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Sign several papers."""
    from dvapp.domain.chain.steps import StepKind
    from dvapp.domain.papers.reports import Role

    with opened(own_store, own_password) as session:
        fates = _taken(session, wanted, StepKind.SIGN, find_key, manner, Role(role), quiet=as_json)
    tell_fates(fates, as_json=as_json)


@paper.command(
    "seal-all",
    help=_(
        "Seal several numbered papers with one key: those named, or all that wait. Its PIN is asked once."
    ),
)
@_batch_options
@manner_options(seal=True)
def seal_all(
    wanted: tuple[str, ...],
    find_key: "Callable[[Tools], KeySource]",
    manner: "Manner",
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Seal several papers."""
    from dvapp.domain.chain.steps import StepKind
    from dvapp.domain.papers.reports import Role

    with opened(own_store, own_password) as session:
        fates = _taken(session, wanted, StepKind.SEAL, find_key, manner, Role.LEADER, quiet=as_json)
    tell_fates(fates, as_json=as_json)


def _taken(
    session: "Session",
    wanted: Sequence[str],
    kind: "StepKind",
    find_key: "Callable[[Tools], KeySource]",
    manner: "Manner",
    role: "Role",
    *,
    quiet: bool,
) -> "Sequence[Fate]":
    """Take the step with the papers that are meant, telling each as it is done."""
    from dvapp.services.chain.batch import take_all, waiting_for
    from dvapp.services.chain.papers import find_paper

    papers: Sequence[Paper] = (
        [find_paper(session, one) for one in wanted] if wanted else waiting_for(session, kind)
    )
    if not papers:
        return ()
    numbers = count(1)

    def told(fate: "Fate") -> None:
        if not quiet:
            click.echo(f"{next(numbers)}/{len(papers)} {fate_line(fate)}")

    key = find_key(session.tools)
    return take_all(session, papers, kind, key=key, role=role, manner=manner, told=told)


def fate_line(fate: "Fate") -> str:
    """What became of one paper, in a line."""
    from dvapp.ui.chain_words import state_words
    from dvapp.ui.messages import refusal_words

    if fate.refusal is not None:
        return f"{fate.paper.name}: {refusal_words(fate.refusal)}"
    return f"{fate.paper.name}: {state_words(fate.paper.state)}"


def tell_fates(fates: "Sequence[Fate]", *, as_json: bool) -> None:
    """Say how it ended; the exit code is 1 when a paper was not taken."""
    if as_json:
        print_json([_plain(fate) for fate in fates])
    elif not fates:
        click.echo(_("No paper waits for that."))
    else:
        for doubts in {fate.signed.doubts: fate.signed for fate in fates if fate.signed is not None}.values():
            tell_signed(doubts)
    left = sum(fate.signed is None for fate in fates)
    if left and not as_json:
        click.echo(_("Not done: {count} of {total}.").format(count=left, total=len(fates)), err=True)
    if left:
        click.get_current_context().exit(1)


def _plain(fate: "Fate") -> dict[str, Any]:
    signed = plain_signed(fate.signed) if fate.signed is not None else {}
    refused = fate.refusal.code if fate.refusal is not None else None
    return {**plain_paper(fate.paper), "done": fate.signed is not None, "refused": refused, **signed}

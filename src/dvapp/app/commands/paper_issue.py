"""``dvappctl paper sign`` and what follows: signatures, form, number, seal, issue, register, corrections."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dvapp.app.commands.days import day_of
from dvapp.app.commands.frame import json_option, opened, print_json
from dvapp.app.commands.key_options import key_options_of_store
from dvapp.app.commands.manner_options import manner_options, plain_signed, tell_signed
from dvapp.app.commands.paper import FILE, paper, paper_step, reason_option
from dvapp.app.commands.paper_words import day_remark, plain_paper, plain_step, tell_paper
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.domain.chain.papers import Paper
    from dvapp.services.chain.signing import SignedPaper
    from dvapp.services.ports import Tools
    from dvapp.services.session import Session
    from dvapp.services.signing.keys import KeySource
    from dvapp.services.signing.manner import Manner

__all__ = ["paper"]


def _signed_paper_options(command: Callable[..., object]) -> Callable[..., object]:
    """``PAPER``, the key, ``--json`` and the store; the store's password is the one named by ``--password-file``."""
    store = click.option("--store", "own_store", type=FILE, hidden=True)
    return click.argument("wanted", metavar="PAPER")(key_options_of_store(json_option(store(command))))


def _tell_signed(done: "SignedPaper", *, as_json: bool) -> None:
    if as_json:
        told = {**plain_paper(done.paper), "step": plain_step(done.paper.last), **plain_signed(done.signed)}
        print_json(told)
    else:
        tell_paper(done.paper, as_json=False)
        tell_signed(done.signed)


@paper.command(help=_("Sign an approved paper with a key file (PKCS#12) or a token."))
@click.option("--role", required=True, type=click.Choice(["leader", "deputy"]), help=_("Who signs."))
@click.option(
    "--body",
    type=click.Choice(["lead", "second"]),
    default="lead",
    help=_("For which body of a joint paper; the one in charge unless given."),
)
@_signed_paper_options
@manner_options(seal=False)
def sign(
    wanted: str,
    role: str,
    body: str,
    find_key: "Callable[[Tools], KeySource]",
    manner: "Manner",
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Sign."""
    from dvapp.domain.papers.reports import Role
    from dvapp.services.chain.papers import find_paper
    from dvapp.services.chain.signing import sign_paper
    from dvapp.services.signing.on_bytes import Body

    with opened(own_store, own_password) as session:
        found = find_paper(session, wanted)
        key = find_key(session.tools)
        done = sign_paper(session, found.id, key=key, role=Role(role), body=Body(body), manner=manner)
    _tell_signed(done, as_json=as_json)


@paper.command(
    help=_("Write the copy that is to be signed on another computer; or, with --saved, the file as it is.")
)
@click.option("--out", required=True, type=FILE, metavar="FILE", help=_("The PDF to write."))
@click.option("--saved", is_flag=True, help=_("Only save the newest file; no step is told."))
@click.option(
    "--step", "seq", type=click.IntRange(1), help=_("The file as it was after that step (with --saved).")
)
@paper_step
def export(session: "Session", paper_id: str, *, out: Path, saved: bool, seq: int | None) -> "Paper":
    """Take a copy out."""
    from dvapp.services.chain.issuing import save_paper
    from dvapp.services.chain.papers import paper_by_id
    from dvapp.services.chain.signing import export_for_signature

    if saved or seq is not None:
        save_paper(session, paper_id, out, seq=seq)
        return paper_by_id(session, paper_id)
    return export_for_signature(session, paper_id, out)


@paper.command(
    help=_(
        "Take a file in that was signed on another computer; it must be this paper as approved. Of a sealed paper: its own "
        "file with a timestamp added."
    )
)
@paper_step
@click.argument("file", type=FILE)
def receive(session: "Session", paper_id: str, *, file: Path) -> "Paper":
    """Take a signed file in."""
    from dvapp.services.chain.timestamping import receive_file

    return receive_file(session, paper_id, file)


@paper.command(
    "check-form",
    help=_("Compare a signed paper with its layout and find it right, or say why it may stay so."),
)
@reason_option(required=False, text=_("Why departures from the layout may stay."))
@paper_step
def check_form(session: "Session", paper_id: str, *, reason: str) -> "Paper":
    """Check the form."""
    from dvapp.services.chain.issuing import check_form as check

    return check(session, paper_id, reason=reason)


@paper.command(help=_("Give a paper the next number and its date; or give the number back with a reason."))
@click.option("--date", "day", metavar="YYYY-MM-DD", help=_("Day of issue; today unless given."))
@click.option("--give-back", metavar="REASON", help=_("Give the number back, and why."))
@paper_step
def number(session: "Session", paper_id: str, *, day: str | None, give_back: str | None) -> "Paper":
    """Number and date."""
    from dvapp.services.chain.issuing import give_back_number, number_paper

    issued = day_of(day)

    if give_back is not None:
        return give_back_number(session, paper_id, reason=give_back)
    return number_paper(session, paper_id, day=issued)


@paper.command(help=_("Seal a numbered paper; with --second, a joint paper for its second body."))
@click.option("--second", is_flag=True, help=_("Seal for the second body of a joint paper."))
@_signed_paper_options
@manner_options(seal=True)
def seal(
    wanted: str,
    second: bool,
    find_key: "Callable[[Tools], KeySource]",
    manner: "Manner",
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Seal."""
    from dvapp.services.chain.issuing import seal_paper
    from dvapp.services.chain.papers import find_paper
    from dvapp.services.chain.signing import seal_second_body

    with opened(own_store, own_password) as session:
        found = find_paper(session, wanted)
        put = seal_second_body if second else seal_paper
        done = put(session, found.id, key=find_key(session.tools), manner=manner)
    _tell_signed(done, as_json=as_json)


@paper.command(help=_("Let a sealed paper go out; nothing of it can be changed from then on."))
@click.option("--out", type=FILE, metavar="FILE", help=_("Also write the issued PDF."))
@paper_step
def issue(session: "Session", paper_id: str, *, out: Path | None) -> "Paper":
    """Issue."""
    from dvapp.services.chain.issuing import issue_paper, save_paper

    done = issue_paper(session, paper_id)
    if out is not None:
        save_paper(session, paper_id, out)
    return done


@paper.command(
    help=_("Number, date, seal and issue a paper whose form was checked, in one go; run again, it goes on.")
)
@click.option("--date", "day", metavar="YYYY-MM-DD", help=_("Day of issue; today unless given."))
@click.option("--out", type=FILE, metavar="FILE", help=_("Also write the issued PDF."))
@_signed_paper_options
@manner_options(seal=True)
def finish(
    wanted: str,
    day: str | None,
    out: Path | None,
    find_key: "Callable[[Tools], KeySource]",
    manner: "Manner",
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Number, seal and issue."""
    from dvapp.services.chain.issuing import finish_paper, save_paper
    from dvapp.services.chain.papers import find_paper

    issued = day_of(day)
    with opened(own_store, own_password) as session:
        found = find_paper(session, wanted)
        key = find_key(session.tools)
        done = finish_paper(session, found.id, key=key, day=issued, manner=manner)
        if out is not None:
            save_paper(session, done.id, out)
        remark = day_remark(session, done)
    tell_paper(done, as_json=as_json, remark=remark)


@paper.command(help=_("Close the line of an issued paper in the register of outgoing papers."))
@click.option("--copies", type=click.IntRange(1), help=_("How many copies were made."))
@click.option("--keeper", default="", metavar="TEXT", help=_("Who keeps the copy of the archive."))
@click.option("--sent", metavar="YYYY-MM-DD", help=_("The day it went out."))
@click.option("--note", default="", metavar="TEXT", help=_("What else is to be noted."))
@paper_step
def register(
    session: "Session", paper_id: str, *, copies: int | None, keeper: str, sent: str | None, note: str
) -> "Paper":
    """Register."""
    from dvapp.services.chain.issuing import register_paper

    day = day_of(sent)

    return register_paper(session, paper_id, copies=copies, keeper=keeper, note=note, sent=day)


@paper.command(
    help=_("Begin a correction of an issued paper; the figures of its days are free until it is approved.")
)
@reason_option()
@paper_step
def correct(session: "Session", paper_id: str, *, reason: str) -> "Paper":
    """Correct."""
    from dvapp.services.chain.following import correct_paper

    return correct_paper(session, paper_id, reason=reason)


@paper.command(
    help=_("Begin a replacement of an issued paper; the figures of its days are free until it is approved.")
)
@reason_option()
@paper_step
def replace(session: "Session", paper_id: str, *, reason: str) -> "Paper":
    """Replace."""
    from dvapp.services.chain.following import replace_paper

    return replace_paper(session, paper_id, reason=reason)

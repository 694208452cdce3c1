"""``dvappctl register begin | lease | return | enter | amend | take-over``: what the clerk writes into the register."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from dvapp.app.commands.days import day_of, day_words
from dvapp.app.commands.frame import json_option, opened, print_json, read_password, store_options
from dvapp.app.commands.register_parts import (
    order_remark,
    plain_series,
    run_option,
    series_of,
    tell_number,
    type_option,
    wish_of,
)
from dvapp.host.i18n import _


@click.command(
    help=_(
        "Say with which number papers of a type begin here; above 1 where numbers were given before on paper, then with "
        "a reason. A series that has given no number may be begun anew."
    )
)
@type_option
@run_option
@click.option("--since", metavar="YYYY-MM-DD", help=_("First day of the committee’s term; else the pack’s."))
@click.option("--until", metavar="YYYY-MM-DD", help=_("Its last day, where it is known."))
@click.option("--first", type=int, default=1, show_default=True, help=_("The first number."))
@click.option("--reason", default="", help=_("Why it does not begin with 1."))
@json_option
@store_options
def begin(
    type_: str,
    run: str,
    since: str | None,
    until: str | None,
    first: int,
    reason: str,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Begin a series."""
    from dvapp.domain.register.series import Run
    from dvapp.services.register.series import begin_series

    with opened(own_store, own_password) as session:
        made = begin_series(
            session,
            type_,
            run=Run(run),
            since=day_of(since),
            until=day_of(until),
            first=first,
            reason=reason,
        )
    if as_json:
        print_json(plain_series(made))
    else:
        words = _("Papers “{type}” from {since} on begin with number {first}.")
        click.echo(words.format(type=made.type, since=day_words(made.since), first=made.first))


@click.command(help=_("Hold the next number for a paper; it is used by the paper, or given back."))
@type_option
@run_option
@click.option("--date", "day", metavar="YYYY-MM-DD", help=_("Day of issue; today unless given."))
@click.option("--symbol", default="", help=_("What stands after the number; else by type and board."))
@click.option("--paper", default="", metavar="ID", help=_("The paper it is for."))
@click.option("--minutes", type=click.IntRange(1), help=_("Give it free again after so many minutes."))
@json_option
@store_options
def lease(
    type_: str,
    run: str,
    day: str | None,
    symbol: str,
    paper: str,
    minutes: int | None,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Hold a number."""
    from dvapp.domain.register.numbers import LEASE
    from dvapp.services.register.lines import series_by_id
    from dvapp.services.register.numbering import lease_number

    with opened(own_store, own_password) as session:
        wish = wish_of(session, type_, run, symbol, day_of(day) or session.tools.clock.today(), paper)
        span = timedelta(minutes=minutes) if minutes else LEASE
        held = lease_number(session, wish, span=span, bound=False)
        series = series_by_id(session)[held.series]
        remark = order_remark(session, held, wish.day)
    tell_number(held, series, as_json=as_json, remark=remark)


@click.command(name="return", help=_("Give back a number that no paper was issued with; it is given next."))
@click.argument("number", type=int)
@type_option
@run_option
@click.option("--on", "day", metavar="YYYY-MM-DD", help=_("A day of the term or year that is meant."))
@click.option("--reason", required=True, help=_("Why; the register keeps it."))
@json_option
@store_options
def return_(
    number: int,
    type_: str,
    run: str,
    day: str | None,
    reason: str,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Give a number back."""
    from dvapp.services.register.numbering import return_number

    with opened(own_store, own_password) as session:
        series = series_of(session, type_, run, day)
        back = return_number(session, series.id, number, reason=reason)
    tell_number(back, series, as_json=as_json)


@click.command(
    help=_(
        "Enter a paper that was issued outside the program, with its number, so that the series stays whole."
    )
)
@type_option
@run_option
@click.option("--number", type=int, help=_("The number on the paper; the next one unless given."))
@click.option("--date", "day", required=True, metavar="YYYY-MM-DD", help=_("Day of issue."))
@click.option("--symbol", default="", help=_("What stands after the number; else by type and board."))
@click.option("--document-type", default="", help=_("Type of the paper in words, such as “Báo cáo”."))
@click.option("--excerpt", required=True, help=_("What the paper is about (trích yếu)."))
@click.option("--signer", default="", help=_("Who signed."))
@click.option("--recipients", default="", help=_("Who receives it."))
@click.option("--keeper", default="", help=_("Who keeps the copy of the archive."))
@click.option("--copies", type=click.IntRange(0), help=_("How many copies were made."))
@click.option("--sent", metavar="YYYY-MM-DD", help=_("Day it was sent."))
@click.option("--note", default="", help=_("Remark."))
@click.option("--reason", default="", help=_("What else is to be known of this entry."))
@json_option
@store_options
def enter(
    type_: str,
    run: str,
    number: int | None,
    day: str,
    symbol: str,
    sent: str | None,
    reason: str,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
    **told: Any,
) -> None:
    """Enter a paper by hand."""
    from dvapp.domain.register.entries import RegisterEntry
    from dvapp.services.register.lines import series_by_id
    from dvapp.services.register.numbering import enter_paper

    issued = day_of(day)
    assert issued is not None, "the option is required"
    with opened(own_store, own_password) as session:
        wish = wish_of(session, type_, run, symbol, issued, "")
        entry = RegisterEntry(symbol=wish.symbol, issued=issued, sent=day_of(sent), **told)
        used = enter_paper(session, wish, entry, number=number, reason=reason)
        series = series_by_id(session)[used.series]
        remark = order_remark(session, used)
    tell_number(used, series, as_json=as_json, remark=remark)


@click.command(
    help=_("Correct or complete the line of an issued paper; number, symbol, date and subject stay.")
)
@click.argument("number", type=int)
@type_option
@run_option
@click.option("--on", "day", metavar="YYYY-MM-DD", help=_("A day of the term or year that is meant."))
@click.option("--signer", help=_("Who signed."))
@click.option("--recipients", help=_("Who receives it."))
@click.option("--keeper", help=_("Who keeps the copy of the archive."))
@click.option("--copies", type=click.IntRange(0), help=_("How many copies were made."))
@click.option("--sent", metavar="YYYY-MM-DD", help=_("Day it was sent."))
@click.option("--note", help=_("Remark."))
@click.option("--reason", required=True, help=_("Why; the register keeps it."))
@json_option
@store_options
def amend(
    number: int,
    type_: str,
    run: str,
    day: str | None,
    sent: str | None,
    reason: str,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
    **told: Any,
) -> None:
    """Correct a line."""
    from dvapp.services.register.lines import amend_line

    changes = {name: value for name, value in told.items() if value is not None}
    if sent is not None:
        changes["sent"] = day_of(sent)
    with opened(own_store, own_password) as session:
        series = series_of(session, type_, run, day)
        amended = amend_line(session, series.id, number, changes, reason=reason)
    tell_number(amended, series, as_json=as_json)


@click.command(
    "take-over",
    help=_(
        "Go on with the series of numbers of OLD, another store of this board, such as last year’s: each is closed there "
        "and goes on here with the next number. Broken off, it may be run again."
    ),
)
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--old-user", metavar="LOGIN", help=_("The clerk’s login in OLD, where it has several accounts.")
)
@click.option(
    "--old-password-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("A file whose first line is the clerk’s password in OLD; without it you are asked."),
)
@json_option
@store_options
def take_over(
    old: Path,
    old_user: str | None,
    old_password_file: Path | None,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Take series over from another store."""
    from dvapp.services.register.handing_over import take_over as take

    with opened(own_store, own_password) as session:
        password = read_password(old_password_file, _("Password of {file}").format(file=old.name))
        taken = take(session, old, password=password, login=old_user.strip().lower() if old_user else None)
    if as_json:
        print_json([{**plain_series(one.series), "next": one.next} for one in taken])
        return
    for one in taken:
        words = _("Papers “{type}” from {since} on go on here with number {next}.")
        click.echo(words.format(type=one.series.type, since=day_words(one.series.since), next=one.next))


COMMANDS = (begin, lease, return_, enter, amend, take_over)
"""Commands of the group that write."""

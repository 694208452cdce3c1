"""``dvappctl register``: the register of outgoing papers."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.days import day_of, day_words, moment_words
from dvapp.app.commands.frame import json_option, opened, print_json, print_table, store_options
from dvapp.app.commands.register_changes import COMMANDS
from dvapp.app.commands.register_parts import (
    order_remark,
    plain_number,
    plain_series,
    run_option,
    series_of,
    type_option,
)
from dvapp.host.i18n import _, ngettext

if TYPE_CHECKING:
    from dvapp.domain.register.numbers import Event, Number
    from dvapp.services.register.register_ports import NumberFilter
    from dvapp.services.session import Session

_FILE = click.Path(path_type=Path, dir_okay=False)
_SHORT = 8
"""Letters of a paper's id that a table shows, as the list of papers does."""
_STATES = ("leased", "used", "returned")


def _wanted(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that choose lines of the register."""
    for option in (
        click.option("--words", default="", help=_("Words of the line, with or without diacritics.")),
        click.option("--until", metavar="YYYY-MM-DD", help=_("Issued until that day.")),
        click.option("--since", metavar="YYYY-MM-DD", help=_("Issued from that day on.")),
        click.option(
            "--state",
            "states",
            multiple=True,
            type=click.Choice(_STATES),
            help=_("What the number is; may be given more than once."),
        ),
        click.option(
            "--type", "type_", default="", metavar="SYMBOL", help=_("Papers of one type, such as BC.")
        ),
    ):
        command = option(command)
    return command


@click.group(help=_("The register of outgoing papers: numbers without gaps or doubles."))
def register() -> None:
    """Group of commands for the register."""


@register.command(name="list", help=_("Lines of the register, by series and number."))
@_wanted
@json_option
@store_options
def list_(as_json: bool, own_store: Path | None, own_password: Path | None, **wanted: Any) -> None:
    """List lines."""
    from dvapp.services.register.lines import find_numbers, series_by_id, without_paper
    from dvapp.ui.register_words import column_words, state_words

    with opened(own_store, own_password) as session:
        found, series = find_numbers(session, _filter(**wanted)), series_by_id(session)
        remarks, why = _remarks(session), without_paper(session, found)
    if as_json:
        print_json(
            [
                plain_number(one, series[one.series], remarks.get(_place(one), ""), why.get(_place(one)))
                for one in found
            ]
        )
        return
    if not found:
        click.echo(_("The register has no such line."))
        return
    names = ("number", "issued", "subject", "signer", "copies", "sent")
    marked = {_place(one) for one in found} & remarks.keys()
    rows = [
        [
            *_cells(one, why.get(_place(one))),
            state_words(one.state) + (" (!)" if _place(one) in marked else ""),
        ]
        for one in found
    ]
    print_table([*map(column_words, names), _("State")], rows)
    for one in found:
        if _place(one) in marked:
            click.echo(f"(!) {one.label}: {remarks[_place(one)]}", err=True)


@register.command(help=_("One number with all that happened to it."))
@click.argument("number", type=int)
@type_option
@run_option
@click.option("--on", "day", metavar="YYYY-MM-DD", help=_("A day of the term or year that is meant."))
@json_option
@store_options
def show(
    number: int,
    type_: str,
    run: str,
    day: str | None,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Show a number and its history."""
    from dvapp.services.register.lines import number_with_history
    from dvapp.ui.register_words import happening_words, state_words

    with opened(own_store, own_password) as session:
        series = series_of(session, type_, run, day)
        found, events = number_with_history(session, series.id, number)
        remark = order_remark(session, found)
    if as_json:
        print_json(
            {**plain_number(found, series, remark), "history": [_plain_event(event) for event in events]}
        )
        return
    click.echo(f"{found.label}: {state_words(found.state)}")
    for name, text in _fields(found):
        click.echo(f"  {name}: {text}")
    if remark:
        click.echo(f"  (!) {remark}")
    heads = [_("Done at"), _("Done by"), _("Event"), _("Paper"), _("Reason")]
    print_table(
        heads,
        [
            [
                moment_words(event.at, seconds=True),
                event.actor,
                happening_words(event.happening),
                event.paper[:_SHORT],
                event.reason,
            ]
            for event in events
        ],
    )


@register.command(name="series", help=_("The series of numbers, each with the number that comes next."))
@json_option
@store_options
def series_(as_json: bool, own_store: Path | None, own_password: Path | None) -> None:
    """List series."""
    from dvapp.services.register.series import list_series, next_numbers
    from dvapp.ui.register_words import gone_words, run_words

    with opened(own_store, own_password) as session:
        found, following = list_series(session), next_numbers(session)
    if as_json:
        print_json([{**plain_series(one), "next": following[one.id]} for one in found])
        return
    heads = [
        _("Symbol"),
        _("Runs through"),
        _("Begins on"),
        _("Ends on"),
        _("First number"),
        _("Next number"),
        _("Remark"),
    ]
    rows = [
        [
            one.type,
            run_words(one.run),
            day_words(one.since),
            day_words(one.until),
            str(one.first),
            str(following[one.id] or "–"),
            gone_words(one) or one.reason,
        ]
        for one in found
    ]
    print_table(heads, rows)


@register.command(
    name="print", help=_("The register in its official layout as PDF, to be printed and bound.")
)
@_wanted
@click.option("--out", type=_FILE, required=True, metavar="FILE", help=_("The PDF to write."))
@json_option
@store_options
def print_(
    out: Path, as_json: bool, own_store: Path | None, own_password: Path | None, **wanted: Any
) -> None:
    """Print the register."""
    from dvapp.services.register.printing import save_register

    with opened(own_store, own_password) as session:
        lines = save_register(session, out, _filter(**wanted))
    _tell_written(out, lines, as_json=as_json)


@register.command(help=_("Lines of the register as an .xlsx or .csv file."))
@_wanted
@click.option("--out", type=_FILE, required=True, metavar="FILE", help=_("The file to write."))
@json_option
@store_options
def export(
    out: Path, as_json: bool, own_store: Path | None, own_password: Path | None, **wanted: Any
) -> None:
    """Export the register."""
    from dvapp.services.register.printing import export_register
    from dvapp.ui.register_words import export_words

    with opened(own_store, own_password) as session:
        lines = export_register(session, out, words=export_words(), wanted=_filter(**wanted))
    _tell_written(out, lines, as_json=as_json)


def _filter(
    *, type_: str, states: tuple[str, ...], since: str | None, until: str | None, words: str
) -> "NumberFilter":
    from dvapp.domain.register.numbers import State
    from dvapp.services.register.register_ports import NumberFilter

    return NumberFilter(
        type=type_,
        states=frozenset(map(State, states)),
        since=day_of(since),
        until=day_of(until),
        words=words,
    )


def _remarks(session: "Session") -> dict[tuple[str, int], str]:
    """What is to be known of the days of lines, by series and number."""
    from dvapp.services.register.lines import find_numbers
    from dvapp.services.register.order import lines_out_of_order
    from dvapp.ui.register_words import order_words

    below = lines_out_of_order(session)
    days = {_place(one): one.entry.issued for one in find_numbers(session) if one.entry is not None}
    return {place: order_words(days[place], before) for place, before in below.items()}


def _place(one: "Number") -> tuple[str, int]:
    return one.series, one.number


def _cells(one: "Number", why: "Event | None") -> list[str]:
    entry = one.entry
    if entry is None:
        return [one.label, "", _why_words(why), "", "", ""]
    copies = "" if entry.copies is None else str(entry.copies)
    return [one.label, day_words(entry.issued), entry.subject, entry.signer, copies, day_words(entry.sent)]


def _why_words(why: "Event | None") -> str:
    """Why a number has no paper, or whose it is."""
    if why is None:
        return ""
    who = ", ".join(filter(None, (why.paper[:_SHORT], why.actor, moment_words(why.at))))
    return f"({why.reason}; {who})" if why.reason else f"({who})"


def _fields(one: "Number") -> list[tuple[str, str]]:
    from dvapp.ui.register_words import column_words

    entry = one.entry
    if entry is None:
        return []
    told = {
        "issued": day_words(entry.issued),
        "subject": entry.subject,
        "signer": entry.signer,
        "recipients": entry.recipients,
        "keeper": entry.keeper,
        "copies": "" if entry.copies is None else str(entry.copies),
        "sent": day_words(entry.sent),
        "note": entry.note,
    }
    return [(column_words(name), text) for name, text in told.items() if text]


def _plain_event(event: "Event") -> dict[str, object]:
    return {
        "what": event.happening.value,
        "by": event.actor,
        "at": event.at.isoformat() if event.at else None,
        "paper": event.paper or None,
        "reason": event.reason or None,
    }


def _tell_written(out: Path, lines: int, *, as_json: bool) -> None:
    if as_json:
        print_json({"file": str(out), "lines": lines})
    else:
        words = ngettext("{count} line written to {file}.", "{count} lines written to {file}.", lines)
        click.echo(words.format(count=lines, file=out))


for _command in COMMANDS:
    register.add_command(_command)

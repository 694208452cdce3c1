"""What the commands of the register share: options, days, and how numbers are told."""

from datetime import date
from typing import TYPE_CHECKING

import click

from dvapp.app.commands.days import day_of
from dvapp.app.commands.frame import print_json
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.domain.register.numbers import Event, Number
    from dvapp.domain.register.series import Series
    from dvapp.services.register.numbering import NumberWish
    from dvapp.services.session import Session

_RUNS = ("term", "year")

type_option = click.option(
    "--type",
    "type_",
    default="BC",
    show_default=True,
    metavar="SYMBOL",
    help=_("Symbol of the document type."),
)
run_option = click.option(
    "--run",
    type=click.Choice(_RUNS),
    default="term",
    show_default=True,
    help=_("Whether numbers run through the committee’s term or through the calendar year."),
)


def series_of(session: "Session", type_: str, run: str, day: str | None) -> "Series":
    """The series that is meant. :raises SeriesUnknown: there is none."""
    from dvapp.domain.register.series import Run
    from dvapp.services.register.series import find_series

    return find_series(session, type_, Run(run), day_of(day))


def wish_of(session: "Session", type_: str, run: str, symbol: str, day: date, paper: str) -> "NumberWish":
    """The number that is wanted."""
    from dvapp.domain.register.entries import symbol_as_written, symbol_of
    from dvapp.domain.register.series import Run
    from dvapp.services.register.numbering import NumberWish

    symbol = symbol_as_written(symbol, Run(run)) or symbol_of(type_, session.board_on(day).symbol, Run(run))
    return NumberWish(type=type_, run=Run(run), symbol=symbol, day=day, paper=paper)


def order_remark(session: "Session", one: "Number", day: date | None = None) -> str:
    """That the day of a number is earlier than that of the one just below it; empty while days follow numbers.

    :param day: of a number that no paper was issued with yet.
    """
    from dvapp.services.register.order import number_out_of_order
    from dvapp.ui.register_words import order_words

    known = one.entry.issued if one.entry is not None else day
    below = number_out_of_order(session, one.series, one.number, known) if known is not None else None
    return order_words(known, below) if known is not None and below is not None else ""


def plain_number(
    one: "Number", series: "Series", remark: str = "", why: "Event | None" = None
) -> dict[str, object]:
    """A number as JSON has it. ``remark``: what is to be known of its day; ``why``: how it came to have no paper."""
    entry, lease_ = one.entry, one.lease
    plain: dict[str, object] = {
        "type": series.type,
        "run": series.run.value,
        "since": series.since.isoformat(),
        "number": one.number,
        "label": one.label,
        "state": one.state.value,
        "paper": one.paper or None,
    }
    if lease_ is not None:
        plain["holder"] = lease_.holder
        plain["until"] = lease_.until.isoformat() if lease_.until else None
    if why is not None:
        plain |= {"reason": why.reason or None, "since": why.at.isoformat() if why.at else None}
    if entry is not None:
        plain |= {
            "issued": entry.issued.isoformat(),
            "document_type": entry.document_type,
            "excerpt": entry.excerpt,
            "signer": entry.signer,
            "recipients": entry.recipients,
            "keeper": entry.keeper,
            "copies": entry.copies,
            "sent": entry.sent.isoformat() if entry.sent else None,
            "note": entry.note,
        }
    return {**plain, "remark": remark or None}


def plain_series(one: "Series") -> dict[str, object]:
    """A series as JSON has it."""
    return {
        "type": one.type,
        "run": one.run.value,
        "since": one.since.isoformat(),
        "until": one.until.isoformat() if one.until else None,
        "first": one.first,
        "reason": one.reason,
        "moves": [
            {
                "way": move.way.value,
                "store": move.store,
                "year": move.year,
                "file": move.file,
                "next": move.next,
                "free": list(move.free),
                "by": move.actor,
                "at": move.at.isoformat() if move.at else None,
            }
            for move in one.handovers
        ],
    }


def tell_number(one: "Number", series: "Series", *, as_json: bool, remark: str = "") -> None:
    """Say what became of a number, and what is to be known of its day."""
    from dvapp.ui.register_words import state_words

    if as_json:
        print_json(plain_number(one, series, remark))
        return
    click.echo(f"{one.label}: {state_words(one.state)}")
    if remark:
        click.echo(remark, err=True)

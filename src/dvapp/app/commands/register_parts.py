"""What the commands of the register share: options, days, and how numbers are told."""

from datetime import date
from typing import TYPE_CHECKING

import click

from dvapp.app.commands.frame import print_json
from dvapp.domain.errors import DateInvalid
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.domain.register.numbers import Number
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
    from dvapp.domain.register.entries import symbol_of
    from dvapp.domain.register.series import Run
    from dvapp.services.register.numbering import NumberWish

    symbol = symbol or symbol_of(type_, session.board_on(day).symbol, Run(run))
    return NumberWish(type=type_, run=Run(run), symbol=symbol, day=day, paper=paper)


def day_of(text: str | None) -> date | None:
    """A day of an option.

    :raises DateInvalid: it is none.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DateInvalid(where="date", text=text) from None


def plain_number(one: "Number", series: "Series") -> dict[str, object]:
    """A number as JSON has it."""
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
    return plain


def plain_series(one: "Series") -> dict[str, object]:
    """A series as JSON has it."""
    return {
        "type": one.type,
        "run": one.run.value,
        "since": one.since.isoformat(),
        "until": one.until.isoformat() if one.until else None,
        "first": one.first,
        "reason": one.reason,
    }


def tell_number(one: "Number", series: "Series", *, as_json: bool) -> None:
    """Say what became of a number."""
    from dvapp.ui.register_words import state_words

    if as_json:
        print_json(plain_number(one, series))
    else:
        click.echo(f"{one.label}: {state_words(one.state)}")

"""``dvappctl figures check`` and ``dvappctl report explain``: the rules on figures, and reasons for their warnings."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.frame import json_option, opened, print_json, store_options
from dvapp.host.i18n import _, language, ngettext

if TYPE_CHECKING:
    from dvapp.domain.judging.rules import Breach


@click.command(
    name="check",
    help=_(
        "What the figures of a period break, with the arithmetic: errors, and warnings that want a reason."
    ),
)
@click.option("--period", required=True, help=_("2018, 2018-H1, 2018-Q3, 2018-9M or 2018-05."))
@click.option("--kind", help=_("Only figures that this report prints, with the reasons given in it."))
@click.option(
    "--unit",
    metavar="CODE",
    help=_("Judge this unit's own figures instead of the board's; notes beside its numbers are its reasons."),
)
@json_option
@store_options
@click.pass_context
def check_figures(
    context: click.Context,
    period: str,
    kind: str | None,
    unit: str | None,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Exit 0 when nothing blocks, 1 when something does."""
    from dvapp.domain.calendar.periods import parse_period
    from dvapp.domain.codes import UnitCode
    from dvapp.services.judging.rule_check import require_unit
    from dvapp.services.judging.rules import breaches

    if kind and unit:
        raise click.UsageError(
            _("--kind and --unit exclude each other: a report prints the board's figures.")
        )
    wanted = parse_period(period)
    with opened(own_store, own_password) as session:
        of = UnitCode(unit) if unit else None
        if of is not None:
            require_unit(session, wanted, of)
        found = breaches(session, kind=kind, period=wanted, unit=of)
    blocking = sum(breach.blocks for breach in found)
    if as_json:
        told = [_plain(breach) for breach in found]
        whole = {"period": wanted.written, "kind": kind, "unit": unit, "blocking": blocking, "breaches": told}
        print_json(whole)
    else:
        _print(found, blocking, of_unit=unit is not None)
    context.exit(1 if blocking else 0)


@click.command(help=_("Give the reason (giải trình) for a warning of a report; it is kept and printed."))
@click.option("--kind", required=True, help=_("Report kind, such as BC06."))
@click.option("--period", required=True, help=_("2018, 2018-H1, 2018-Q3, 2018-9M or 2018-05."))
@click.option("--rule", required=True, metavar="CODE", help=_("The warning's code, from “figures check”."))
@click.option("--reason", required=True, metavar="TEXT", help=_("Why it is so. No names of persons."))
@json_option
@store_options
def explain(
    kind: str,
    period: str,
    rule: str,
    reason: str,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Keep a reason."""
    from dvapp.domain.calendar.periods import parse_period
    from dvapp.services.judging.rules import explain as keep

    wanted = parse_period(period)
    with opened(own_store, own_password) as session:
        breach = keep(session, kind=kind, period=wanted, rule=rule, reason=reason)
    if as_json:
        print_json(_plain(breach))
    else:
        click.echo(
            _("Kept the reason for “{rule}” in {kind}, {period}.").format(
                rule=rule, kind=kind, period=wanted.written
            )
        )


def _print(found: "tuple[Breach, ...]", blocking: int, *, of_unit: bool) -> None:
    for breach in found:
        click.echo(f"{breach.level.value} {breach.rule}: {breach.sentence.said_in(language())}.")
        if breach.confirmed:
            click.echo("  " + _("Reason: {reason}").format(reason=breach.reason))
        elif breach.reason:
            words = _("The numbers changed; give the reason again: {reason}")
            click.echo("  " + words.format(reason=breach.reason))
    if not found:
        click.echo(_("The figures break no rule."))
    elif blocking and of_unit:
        words = ngettext(
            "{count} of them wants mending, or a note beside the number.",
            "{count} of them want mending, or a note beside the number.",
            blocking,
        )
        click.echo(words.format(count=blocking))
    elif of_unit:
        click.echo(_("Each of them has its note."))
    elif blocking:
        words = ngettext("{count} of them blocks the report.", "{count} of them block the report.", blocking)
        click.echo(words.format(count=blocking))
    else:
        click.echo(_("Nothing blocks the report."))


def _plain(breach: "Breach") -> dict[str, Any]:
    return {
        "rule": breach.rule,
        "level": breach.level.value,
        "sentence": breach.sentence.said_in(language()),
        "figures": list(breach.codes),
        "unit": breach.unit,
        "values": {
            str(figure.code): None if figure.value is None else str(figure.value) for figure in breach.figures
        },
        "records": sorted(
            {*breach.records, *(record for figure in breach.figures for record in figure.records)}
        ),
        "folded": list(breach.folded),
        "reason": breach.reason or None,
        "confirmed": breach.confirmed,
        "blocks": breach.blocks,
    }

"""``dvappctl record`` and ``dvappctl figures``."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands import record_list
from dvapp.app.commands.frame import json_option, opened, print_json, print_table, store_options
from dvapp.domain.errors import JsonInvalid
from dvapp.host.i18n import _, language

if TYPE_CHECKING:
    from dvapp.domain.papers.reports import Figure


@click.group(help=_("Keep and list records."))
def record() -> None:
    """Group of record commands."""


@record.command(help=_("Keep one record, given as JSON in a file or (with -) on standard input."))
@click.argument("kind")
@click.argument("json_file", metavar="JSONFILE|-", type=click.Path(path_type=Path, allow_dash=True))
@json_option
@store_options
def add(kind: str, json_file: Path, as_json: bool, own_store: Path | None, own_password: Path | None) -> None:
    """Keep a record."""
    from dvapp.domain.recording.plain import plain_record
    from dvapp.exchange.files import LocalFiles
    from dvapp.exchange.strict_json import read_strict
    from dvapp.services.recording.records import add_record

    content = sys.stdin.buffer.read() if str(json_file) == "-" else LocalFiles().read(json_file)
    plain = read_strict(content, where=str(json_file))
    if not isinstance(plain, dict):
        raise JsonInvalid(where=str(json_file), reason=_("an object is expected"))
    with opened(own_store, own_password) as session:
        kept = add_record(kind, plain, session=session)
    if as_json:
        print_json(plain_record(kept))
    else:
        click.echo(kept.id)


record.add_command(record_list.list_)


@click.group(
    invoke_without_command=True,
    help=_("The figures of a period, each with the ids of the records behind it; “check” judges them."),
)
@click.option("--period", help=_("2018, 2018-H1, 2018-Q3, 2018-9M or 2018-05."))
@json_option
@store_options
@click.pass_context
def figures(
    context: click.Context,
    period: str | None,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Compute figures, unless one of its own commands follows."""
    if context.invoked_subcommand is not None:
        return
    if period is None:
        raise click.MissingParameter(ctx=context, param_hint="--period", param_type="option")
    from dvapp.domain.calendar.periods import parse_period
    from dvapp.services.figures.period_figures import figure_table

    wanted = parse_period(period)
    with opened(own_store, own_password) as session:
        table = figure_table(session, wanted)
        found = table.all()
        board = session.store.info.board
    units = 1 + len(table.units_below)
    if as_json:
        figures_ = [{**plain_figure(f), "givers": list(f.givers)} for f in found]
        print_json({"board": board, "period": wanted.written, "units": units, "figures": figures_})
        return
    rows = [
        [
            f.code,
            f.label.said_in(language()),
            _shown(f),
            f.unit.said_in(language()),
            str(len(f.records) or ""),
            f"{len(f.givers)}/{units}" if f.givers else "",
        ]
        for f in found
    ]
    print_table([_("Code"), _("Figure"), _("Value"), _("Unit"), _("Records"), _("Units that gave it")], rows)


def _shown(figure: "Figure") -> str:
    from dvapp.domain.papers.reports import FigureState
    from dvapp.ui.messages import shown

    words = {FigureState.BLANK: _("no figure yet"), FigureState.NOT_APPLICABLE: _("not applicable")}
    return words.get(figure.state) or shown(figure.value)


def plain_figure(figure: "Figure") -> dict[str, Any]:
    """A figure as the command line prints it: numbers as numbers, days as ISO texts, blank as null."""
    from dvapp.domain.figures.record_ids import digest_of

    value: object = figure.value
    if isinstance(value, Decimal):
        value = float(value)
    elif isinstance(value, date):
        value = value.isoformat()
    return {
        "code": figure.code,
        "label": figure.label.said_in(language()),
        "unit": figure.unit.said_in(language()),
        "state": figure.state.value,
        "value": value,
        "records": list(figure.records),
        "missing": list(figure.missing),
        "records_sha256": digest_of(figure.records),
        "parts": list(figure.parts),
        "formula": figure.formula,
    }

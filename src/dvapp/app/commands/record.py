"""``dvappctl record`` and ``dvappctl figures``."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.frame import json_option, opened, print_json, print_table, store_options
from dvapp.domain.errors import JsonInvalid
from dvapp.host.i18n import _, language

if TYPE_CHECKING:
    from dvapp.domain.reports import Figure


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
    from dvapp.domain.plain import plain_record
    from dvapp.exchange.files import LocalFiles
    from dvapp.exchange.strict_json import read_strict
    from dvapp.services.records import add_record

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


@record.command(name="list", help=_("The records of a store, oldest first."))
@click.option("--kind", metavar="KIND", help=_("Only this kind."))
@json_option
@store_options
def list_(kind: str | None, as_json: bool, own_store: Path | None, own_password: Path | None) -> None:
    """List records."""
    from dvapp.domain.plain import plain_record, plain_span
    from dvapp.services.records import list_records

    with opened(own_store, own_password) as session:
        listed = list_records(session, kind=kind)
        kinds = session.pack.kinds
    records = [(item, item.record) for item in listed if item.record is not None]
    if as_json:
        stamps = [item.changed_at.isoformat() if item.changed_at else None for item, _record in records]
        plain = [plain_record(kept) for _item, kept in records]
        print_json([{**p, "changed_at": stamp} for p, stamp in zip(plain, stamps, strict=True)])
        return
    rows = [
        [
            kept.id,
            kinds[kept.kind.code].name.said_in(language()),
            _days(plain_span(kept.happened)),
            str(kept.values.get(kept.kind.summary, "")),
        ]
        for _item, kept in records
    ]
    print_table([_("Id"), _("Kind"), _("Days"), _("Summary")], rows)


def _days(plain: Any) -> str:
    return plain if isinstance(plain, str) else f"{plain['from']} – {plain['to']}"


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
    from dvapp.domain.periods import parse_period
    from dvapp.services.figures import compute_figures

    wanted = parse_period(period)
    with opened(own_store, own_password) as session:
        found = compute_figures(session, wanted)
        board = session.store.info.board
    if as_json:
        print_json({"board": board, "period": wanted.written, "figures": [plain_figure(f) for f in found]})
        return
    rows = [
        [
            f.code,
            f.label.said_in(language()),
            _shown(f),
            f.unit.said_in(language()),
            str(len(f.records) or ""),
        ]
        for f in found
    ]
    print_table([_("Code"), _("Figure"), _("Value"), _("Unit"), _("Records")], rows)


def _shown(figure: "Figure") -> str:
    from dvapp.domain.reports import FigureState
    from dvapp.ui.messages import shown

    words = {FigureState.BLANK: _("no figure yet"), FigureState.NOT_APPLICABLE: _("not applicable")}
    return words.get(figure.state) or shown(figure.value)


def plain_figure(figure: "Figure") -> dict[str, Any]:
    """A figure as the command line prints it: numbers as numbers, days as ISO texts, blank as null."""
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
        "parts": list(figure.parts),
        "formula": figure.formula,
    }

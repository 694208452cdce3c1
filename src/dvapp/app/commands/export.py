"""``dvappctl report export``: a report as DOCX to be edited elsewhere, or its annexes as XLSX."""

from pathlib import Path

import click

from dvapp.app.commands.frame import json_option, opened, print_json, store_options
from dvapp.host.i18n import _


@click.command(
    help=_(
        "Export a report: as .docx to be edited elsewhere, or its tables as .xlsx with formulas that check them."
    )
)
@click.option("--kind", required=True, help=_("Report kind, such as BC06."))
@click.option("--period", required=True, help=_("2018, 2018-H1, 2018-Q3, 2018-9M or 2018-05."))
@click.option("--profile", help=_("Layout profile; without it the one in force on the report's date."))
@click.option("--draft", is_flag=True, help=_("Mark the pages as a draft."))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("The file to write; its name ends in .docx or .xlsx."),
)
@json_option
@store_options
def export(
    kind: str,
    period: str,
    profile: str | None,
    draft: bool,
    out: Path,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Export a report."""
    from dvapp.domain.calendar.periods import parse_period
    from dvapp.domain.papers.reports import Stage
    from dvapp.services.reports.composing import compose_report
    from dvapp.services.reports.exports import export_form, export_report

    wanted = parse_period(period)
    form = export_form(out)
    stage = Stage.DRAFT if draft else Stage.FOR_SIGNATURE
    with opened(own_store, own_password) as session:
        made = compose_report(session, kind=kind, period=wanted, profile=profile, stage=stage)
        export_report(session, made, out)
    if as_json:
        print_json(
            {
                "file": str(out),
                "format": form.value.removeprefix("."),
                "kind": made.kind,
                "period": wanted.written,
                "profile": made.profile,
            }
        )
    else:
        click.echo(_("Exported {file}.").format(file=out))

"""``dvappctl report due``: when the reports of a period must have arrived."""

from datetime import date
from pathlib import Path

import click

from dvapp.app.commands.frame import json_option, opened, print_json, print_table, store_options
from dvapp.host.i18n import _, language


@click.command(
    help=_("When the reports of a period are due: the day named, and the working day that counts.")
)
@click.option("--period", required=True, help=_("2018, 2018-H1, 2018-Q3, 2018-9M or 2018-05."))
@json_option
@store_options
def due(period: str, as_json: bool, own_store: Path | None, own_password: Path | None) -> None:
    """List due days."""
    from dvapp.domain.calendar.periods import parse_period

    wanted = parse_period(period)
    with opened(own_store, own_password) as session:
        pack = session.pack
        found = [(pack.outline(code), pack.due_day(code, wanted)) for code in pack.reports_for(wanted)]
    if as_json:
        told = [
            {
                "kind": outline.kind,
                "named": day.named.isoformat() if day else None,
                "working": day.working.isoformat() if day else None,
                "note": outline.due_note.said_in(language()) or None,
            }
            for outline, day in found
        ]
        print_json({"period": wanted.written, "reports": told})
        return
    rows = [
        [
            outline.kind,
            outline.name.said_in(language()),
            _shown(day.named) if day else outline.due_note.said_in(language()),
            _shown(day.working) if day else "",
        ]
        for outline, day in found
    ]
    print_table([_("Kind"), _("Name"), _("Due"), _("Working day")], rows)


def _shown(day: date) -> str:
    from dvapp.ui.messages import shown

    return shown(day)

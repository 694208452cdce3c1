"""``dvappctl deadlines``: all deadlines of the store's year, who has sent, and the calendar file."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dvapp.app.commands.frame import json_option, opened, print_json, print_table, store_options
from dvapp.domain.errors import DateInvalid
from dvapp.host.i18n import _, language

if TYPE_CHECKING:
    from dvapp.services.deadlines import DeadlineState, DeadlineYear, Returned
    from dvapp.services.session import Session


@click.command(
    help=_(
        "All deadlines of the store's year: what the board sends, what it receives from below, and who has sent."
    )
)
@click.option(
    "--ics",
    "calendar",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=_("Write them as a calendar file for other programs, with reminders."),
)
@click.option(
    "--out",
    "sheet",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=_("Write who has sent what, units by reports, to an .xlsx or .csv file."),
)
@click.option(
    "--on",
    "seen_on",
    metavar="YYYY-MM-DD",
    help=_("Look from that day instead of today."),
)
@click.option(
    "--matrix",
    is_flag=True,
    help=_("One page: units below each other, the reports due from them side by side."),
)
@json_option
@store_options
def deadlines(
    calendar: Path | None,
    sheet: Path | None,
    seen_on: str | None,
    matrix: bool,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """List deadlines, and write the calendar and the sheet if a file is named for them."""
    from dvapp.services.deadlines import list_deadlines, save_calendar

    today = _day(seen_on) if seen_on is not None else None
    with opened(own_store, own_password) as session:
        found = list_deadlines(session, today=today, with_figures=True)
        if calendar is not None:
            save_calendar(calendar, session=session)
        if sheet is not None:
            _write_sheet(session, found, sheet)
        year = session.year
    if as_json:
        print_json({"year": year, **_plain(found), "calendar": str(calendar) if calendar else None,
                    "sheet": str(sheet) if sheet else None})  # fmt: skip
        return
    (_print_matrix if matrix else _print)(found)
    if calendar is not None:
        click.echo(_("Calendar written: {path}").format(path=calendar))
    if sheet is not None:
        click.echo(_("Wrote {file}.").format(file=sheet))


def _write_sheet(session: "Session", found: "DeadlineYear", path: Path) -> None:
    from dvapp.services.deadline_sheets import export_returns
    from dvapp.ui.deadlines.matrix_words import returns_words

    export_returns(session, found, path, words=returns_words(found))


def _day(text: str) -> date:
    from dvapp.domain.recording.plain import iso_day

    day = iso_day(text)
    if day is None:
        raise DateInvalid(where="on", text=text)
    return day


def _plain(found: "DeadlineYear") -> dict[str, object]:
    return {
        "today": found.today.isoformat(),
        "deadlines": [_plain_state(one) for one in found.states],
        "without_day": [
            {
                "kind": outline.kind,
                "name": outline.name.said_in(language()),
                "note": outline.due_note.said_in(language()),
            }
            for outline in found.without_day
        ],
    }


def _plain_state(state: "DeadlineState") -> dict[str, object]:
    one, far = state.deadline, state.distance
    return {
        "side": one.side.value,
        "kind": one.kind,
        "name": one.name.said_in(language()),
        "period": one.period.written,
        "named": one.due.named.isoformat(),
        "working": one.due.working.isoformat(),
        "state": far.nearness.value,
        "days": far.days,
        "returns": None if state.returned is None else _plain_returns(state.returned),
    }


def _plain_returns(returned: "Returned") -> dict[str, object]:
    from dvapp.domain.calendar.deadlines import Standing

    return {
        "registered": returned.registered,
        **{standing.value: returned.count(standing) for standing in Standing},
        "units": [
            {
                "code": one.report.unit.code,
                "name": one.report.unit.name,
                "standing": one.standing.value,
                "received": one.report.received.isoformat() if one.report.received else None,
                "days_late": one.report.days_late,
                "record": one.report.record,
                "figures_unregistered": one.figures,
            }
            for one in returned.units
        ],
    }


def _print_matrix(found: "DeadlineYear") -> None:
    from dvapp.ui.deadlines.matrix_words import MARK, come_words, matrix_of, short_period, unregistered_words

    page = matrix_of(found)
    heads = [_("Unit"), *(short_period(state.deadline.period) for state in page.columns)]
    rows = [
        [
            unit.name,
            *(
                cell.said if (cell := page.cells.get((unit.code, number))) else ""
                for number in range(len(page.columns))
            ),
        ]
        for unit in page.units
    ]
    print_table(heads, [*rows, [_("Received"), *map(come_words, page.columns)]])
    if page.unregistered:
        click.echo(f"{MARK}: {unregistered_words()}")


def _print(found: "DeadlineYear") -> None:
    from dvapp.ui.deadlines.words import distance_words, returned_words
    from dvapp.ui.messages import shown

    rows = [
        [
            shown(one.deadline.due.working),
            shown(one.deadline.due.named) if one.deadline.due.moved else "",
            one.deadline.kind,
            one.deadline.period.written,
            distance_words(one.distance),
            returned_words(one.returned) if one.returned else "",
        ]
        for one in found.states
    ]
    heads = [_("Working day"), _("Day named"), _("Kind"), _("Period"), _("State"), _("Reports from below")]
    print_table(heads, rows)
    for outline in found.without_day:
        click.echo(f"{outline.kind}: {outline.due_note.said_in(language())}")

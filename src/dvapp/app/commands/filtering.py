"""Options by which commands choose records, and ``dvappctl filters``: filters with a name."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.frame import json_option, opened, print_json, print_table, store_options
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.domain.recording.searching import ListFilter, SavedFilter
    from dvapp.services.session import Session

STATES = ("complete", "draft", "faulty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the options of a command ask for, as typed."""

    words: str = ""
    kind: str | None = None
    period: str | None = None
    unit: str | None = None
    state: str | None = None
    files: bool | None = None
    named: str | None = None

    @property
    def any(self) -> bool:
        """Whether anything but a kind is asked for."""
        return self != Wishes(kind=self.kind)

    def filter(self, session: "Session") -> "ListFilter":
        """The filter; options stand over a saved one.

        :raises KindUnknown, PeriodInvalid, FilterUnknown, UnitUnknown: as they say.
        """
        from dvapp.domain.calendar.periods import parse_period
        from dvapp.domain.recording.searching import EVERYTHING, RecordState
        from dvapp.services.searching.search import filter_named, require_unit

        made = filter_named(session, self.named).filter if self.named is not None else EVERYTHING
        if self.words:
            made = replace(made, words=self.words)
        if self.kind is not None:
            made = replace(made, kind=session.pack.kind(self.kind).code)
        if self.period is not None:
            made = replace(made, days=parse_period(self.period).span)
        if self.unit is not None:
            made = replace(made, unit=require_unit(session, self.unit))
        if self.state is not None:
            made = replace(made, state=RecordState(self.state))
        return made if self.files is None else replace(made, evidence=self.files)


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--kind --period --unit --state --files/--no-files --filter``: a command takes them as ``**wishes``."""
    options = (
        click.option("--kind", metavar="KIND", help=_("Only this kind.")),
        click.option(
            "--period", metavar="PERIOD", help=_("Only records of which a day lies in this period.")
        ),
        click.option("--unit", metavar="CODE", help=_("Only records of this unit, or that name it.")),
        click.option("--state", type=click.Choice(STATES), help=_("Only records in this state.")),
        click.option(
            "--files/--no-files", default=None, help=_("Only records with, or without, attached files.")
        ),
        click.option(
            "--filter", "named", metavar="NAME", help=_("A saved filter; other options stand over it.")
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group(help=_("Filters of the list of records that have a name."))
def filters() -> None:
    """Group of commands for saved filters."""


@filters.command(name="list", help=_("The saved filters in their order."))
@json_option
@store_options
def list_(as_json: bool, own_store: Path | None, own_password: Path | None) -> None:
    """List saved filters."""
    from dvapp.services.searching.search import saved_filters

    with opened(own_store, own_password) as session:
        found = saved_filters(session)
    if as_json:
        print_json([_plain(one) for one in found])
        return
    rows = [[one.name, ", ".join(f"{k}={v}" for k, v in _parts(one.filter).items())] for one in found]
    print_table([_("Name"), _("Filter")], rows)


@filters.command(help=_("Keep a filter under a name; one of that name is replaced with --replace."))
@click.argument("name")
@click.option("--words", default="", help=_("Words that the records hold."))
@click.option("--replace", "replacing", is_flag=True, help=_("Replace the filter of that name."))
@filter_options
@json_option
@store_options
def save(
    name: str,
    replacing: bool,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
    **wishes: Any,
) -> None:
    """Save a filter."""
    from dvapp.services.searching.search import filter_named, save_filter

    with opened(own_store, own_password) as session:
        before = filter_named(session, name).id if replacing else ""
        kept = save_filter(session, name, Wishes(**wishes).filter(session), replacing=before)
    if as_json:
        print_json(_plain(kept))
    else:
        click.echo(kept.name)


@filters.command(help=_("Give a saved filter another name."))
@click.argument("name")
@click.argument("new")
@store_options
def rename(name: str, new: str, own_store: Path | None, own_password: Path | None) -> None:
    """Rename a filter."""
    from dvapp.services.searching.search import filter_named, rename_filter

    with opened(own_store, own_password) as session:
        click.echo(rename_filter(session, filter_named(session, name).id, new).name)


@filters.command(help=_("Put a saved filter at a place, counted from 1."))
@click.argument("name")
@click.argument("place", type=click.IntRange(1))
@store_options
def move(name: str, place: int, own_store: Path | None, own_password: Path | None) -> None:
    """Move a filter."""
    from dvapp.services.searching.search import filter_named, move_filter

    with opened(own_store, own_password) as session:
        move_filter(session, filter_named(session, name).id, place - 1)


@filters.command(help=_("Forget a saved filter."))
@click.argument("name")
@store_options
def remove(name: str, own_store: Path | None, own_password: Path | None) -> None:
    """Remove a filter."""
    from dvapp.services.searching.search import filter_named, remove_filter

    with opened(own_store, own_password) as session:
        remove_filter(session, filter_named(session, name).id)


def _plain(one: "SavedFilter") -> dict[str, object]:
    return {"id": one.id, "name": one.name, "filter": _parts(one.filter)}


def _parts(filter_: "ListFilter") -> dict[str, object]:
    """What a filter asks for; what it leaves open is left out."""
    plain: dict[str, object] = {
        "words": filter_.words or None,
        "kind": filter_.kind,
        "since": filter_.days.since.isoformat() if filter_.days else None,
        "until": filter_.days.until.isoformat() if filter_.days else None,
        "unit": filter_.unit,
        "state": filter_.state.value if filter_.state else None,
        "files": filter_.evidence,
    }
    return {name: value for name, value in plain.items() if value is not None}

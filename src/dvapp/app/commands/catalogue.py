"""``dvappctl catalogue``: themes, boards, units, answers and holidays, and the board's own entries over what ships."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dvapp.app.commands.catalogue_words import (
    content_words,
    days_words,
    days_words_of,
    field_words,
    iso,
    item_words,
    plain_entry,
    plain_item,
    tell_entries,
    tell_papers,
    unit_rows,
)
from dvapp.app.commands.days import moment_words
from dvapp.app.commands.frame import json_option, opened, print_json, print_table, store_options
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.domain.catalogue.entries import Catalogue, Entry
    from dvapp.domain.catalogue.items import Item
    from dvapp.services.session import Session

CATALOGUES = ("themes", "boards", "units", "choices", "holidays")


@click.group(
    help=_("The catalogues: themes of the year, boards, units, answers, holidays; edited with history.")
)
def catalogue() -> None:
    """Group of catalogue commands."""


_WHICH = click.argument("which", type=click.Choice(CATALOGUES), metavar="|".join(CATALOGUES))
_ON = click.option(
    "--on", "seen_on", metavar="YYYY-MM-DD", help=_("As it counts on that day; without it, today.")
)
_NOTE = click.option("--note", default="", help=_("What it rests on: a decision or resolution."))


@catalogue.command("list", help=_("What counts on a day."))
@_WHICH
@_ON
@click.option("--own", is_flag=True, help=_("Only the board's own entries."))
@json_option
@store_options
def list_(
    which: str,
    seen_on: str | None,
    own: bool,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """List a catalogue."""
    with opened(own_store, own_password) as session:
        found = [item for item in _items(session, which, _day(session, seen_on)) if item.own or not own]
    if as_json:
        print_json([plain_item(item) for item in found])
        return
    rows = [
        [i.code, item_words(i), days_words(i.days.since, i.days.until), _("own") if i.own else ""]
        for i in found
    ]
    print_table([_("Code"), _("Says"), _("Valid"), _("Origin")], rows)


@catalogue.command(help=_("One thing of a catalogue on a day, with who took over and from whom."))
@_WHICH
@click.argument("code")
@_ON
@json_option
@store_options
def show(
    which: str,
    code: str,
    seen_on: str | None,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Show one thing."""
    from dvapp.domain.catalogue.catalogue_errors import EntryUnknown

    with opened(own_store, own_password) as session:
        item = next((i for i in _items(session, which, _day(session, seen_on)) if i.code == code), None)
        rows = unit_rows(session, code) if which == "units" else []
    if item is None and not rows:
        raise EntryUnknown(where=code)
    found = {"item": plain_item(item) if item is not None else None, **({"rows": rows} if rows else {})}
    if as_json:
        print_json(found)
        return
    if item is not None:
        for name, text in item.texts.items():
            click.echo(f"{field_words(which, name)}: {text}")
    for row in rows:
        click.echo(f"{row['name']}: {days_words_of(row)}")
        for way, words in (("predecessors", _("from")), ("successors", _("into"))):
            names = row[way]
            assert isinstance(names, list)
            if names:
                told = ", ".join("{name} ({code})".format(**one) for one in names)
                click.echo(f"  {words} {told}")


@catalogue.command("set", help=_("Keep an entry: NAME=TEXT for each text. It counts from --from to --to."))
@_WHICH
@click.argument("code")
@click.argument("texts", nargs=-1, metavar="NAME=TEXT…")
@click.option("--from", "since", default="", metavar="YYYY-MM-DD", help=_("First day."))
@click.option("--to", "until", default="", metavar="YYYY-MM-DD", help=_("Last day."))
@click.option("--new", is_flag=True, help=_("The code stands for something that there is not yet."))
@_NOTE
@json_option
@store_options
def set_(
    which: str,
    code: str,
    texts: Sequence[str],
    since: str,
    until: str,
    new: bool,
    note: str,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Keep an entry."""
    from dvapp.domain.catalogue.entries import Catalogue
    from dvapp.domain.catalogue.reading import SINCE, UNTIL, Wish
    from dvapp.services.catalogue.entries import put_entry

    with opened(own_store, own_password) as session:
        said = dict(map(_pair, texts))
        options = {SINCE: since, UNTIL: until, "note": note}
        typed = {**{name: text for name, text in options.items() if text}, **said}
        entry = _same_days(session, which, code, since)
        if entry is not None:
            kept = {SINCE: iso(entry.days.since), UNTIL: iso(entry.days.until), **(entry.content or {})}
            typed = {**kept, **typed}
        elif not new:
            typed = _upon_ground(session, which, code, typed)
        wish = Wish(catalogue=Catalogue(which), code=code, texts=typed, new=new, entry=entry)
        change = put_entry(wish, session=session)
        tell_papers(session, change.after)
    tell_entries(change.after, as_json=as_json)


@catalogue.command(help=_("Say that a unit or an answer is no more from a day on."))
@click.argument("which", type=click.Choice(("units", "choices")), metavar="units|choices")
@click.argument("code")
@click.option("--from", "since", required=True, metavar="YYYY-MM-DD", help=_("First day without it."))
@click.option("--to", "until", default="", metavar="YYYY-MM-DD", help=_("Last day without it."))
@click.option("--successor", "successors", multiple=True, metavar="CODE", help=_("A unit that takes over."))
@_NOTE
@json_option
@store_options
def end(
    which: str,
    code: str,
    since: str,
    until: str,
    successors: Sequence[str],
    note: str,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """End something."""
    from dvapp.services.catalogue.entries import end_entry

    with opened(own_store, own_password) as session:
        change = end_entry(
            _catalogue(which),
            code,
            since=since,
            until=until,
            successors=successors,
            note=note,
            session=session,
        )
        tell_papers(session, change.after)
    tell_entries(change.after, as_json=as_json)


@catalogue.command(help=_("Take an own entry back: what ships counts again."))
@_WHICH
@click.argument("code")
@_ON
@json_option
@store_options
def back(
    which: str,
    code: str,
    seen_on: str | None,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Take an entry back."""
    from dvapp.services.catalogue.entries import find_entry, take_back

    with opened(own_store, own_password) as session:
        day = None if seen_on is None else _day(session, seen_on)
        change = take_back(find_entry(session, _catalogue(which), code, day), session=session)
        tell_papers(session, change.after)
    tell_entries(change.after, as_json=as_json)


@catalogue.command(help=_("Every version of the board's own entries, the newest first."))
@click.argument("which", type=click.Choice(CATALOGUES), required=False, metavar="[CATALOGUE]")
@click.argument("code", required=False)
@json_option
@store_options
def history(
    which: str | None, code: str | None, as_json: bool, own_store: Path | None, own_password: Path | None
) -> None:
    """List versions."""
    from dvapp.services.catalogue.lists import history as versions

    with opened(own_store, own_password) as session:
        found = versions(session, catalogue=_catalogue(which) if which else None, code=code)
    if as_json:
        print_json([plain_entry(entry) for entry in found])
        return
    rows = [
        [
            moment_words(entry.changed_at),
            entry.actor,
            entry.catalogue.value,
            entry.code,
            str(entry.version),
            days_words(entry.days.since, entry.days.until),
            content_words(entry),
        ]
        for entry in found
    ]
    print_table([_("When"), _("Who"), _("Catalogue"), _("Code"), _("Version"), _("Valid"), _("Says")], rows)


@catalogue.command(help=_("How the board's own entries differ from the template pack and the list of units."))
@json_option
@store_options
def differences(as_json: bool, own_store: Path | None, own_password: Path | None) -> None:
    """List differences."""
    from dvapp.services.catalogue.lists import list_differences
    from dvapp.ui.catalogue.lines import ground_words

    with opened(own_store, own_password) as session:
        found = list_differences(session)
    if as_json:
        print_json(
            [
                {
                    **plain_entry(one.entry),
                    "ground": dict(one.ground) if one.ground is not None else None,
                    "standing": one.standing.value,
                }
                for one in found
            ]
        )
        return
    words = {
        "differs": _("differs"),
        "same": _("the same by now"),
        "without_ground": _("no longer in the pack"),
    }
    rows = [
        [
            one.entry.catalogue.value,
            one.entry.code,
            ground_words(one),
            content_words(one.entry),
            words[one.standing.value],
        ]
        for one in found
    ]
    print_table([_("Catalogue"), _("Code"), _("Ships as"), _("Own entry"), _("State")], rows)


# --- what the commands share -----------------------------------------------------------------------------------------


def _catalogue(which: str) -> "Catalogue":
    from dvapp.domain.catalogue.entries import Catalogue

    return Catalogue(which)


def _day(session: "Session", text: str | None) -> date:
    from dvapp.domain.catalogue.reading import read_typed_day
    from dvapp.domain.errors import DateInvalid
    from dvapp.services.session import working_day

    if text is None:
        return working_day(session.year, session.tools)
    day = read_typed_day(text)
    if day is None:
        raise DateInvalid(where="on", text=text)
    return day


def _items(session: "Session", which: str, day: date) -> "tuple[Item, ...]":
    from dvapp.services.catalogue.lists import list_items

    return list_items(session, _catalogue(which), day)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise click.BadParameter(_("write NAME=TEXT, not “{text}”").format(text=text))
    return name, value


def _same_days(session: "Session", which: str, code: str, since: str) -> "Entry | None":
    """The own entry that begins on that day, which shall be changed; without a day the one without a beginning."""
    from dvapp.domain.catalogue.entries import in_force
    from dvapp.domain.catalogue.reading import read_typed_day

    day = read_typed_day(since) if since else None
    fits = (e for e in in_force(session.entries, _catalogue(which)) if e.code == code and not e.gone)
    return next((e for e in fits if which in {"themes", "holidays"} or e.days.since == day), None)


def _upon_ground(session: "Session", which: str, code: str, typed: dict[str, str]) -> dict[str, str]:
    """Texts that were not given stay as they count on the first day, a unit's end too; one given blank is left out."""
    from dvapp.services.catalogue.lists import begin_texts

    if which == "boards":
        return typed
    begun = begin_texts(session, _catalogue(which), code, typed.get("valid_from", ""))
    return {**begun, **typed}

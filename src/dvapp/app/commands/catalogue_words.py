"""How the catalogue commands say what they found, in words and as JSON."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from dvapp.app.commands.frame import print_json
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.domain.catalogue.entries import Entry
    from dvapp.domain.catalogue.items import Item
    from dvapp.services.session import Session


def tell_papers(session: "Session", changed: "Sequence[Entry]") -> None:
    """Say on stderr which approved papers may say the names that were just changed."""
    from dvapp.services.chain.locking import locks_touched

    touched = locks_touched(session, *(entry.days for entry in changed))
    if touched:
        names = ", ".join(lock.name for lock in touched)
        words = _(
            "Papers of these days: {papers}. What is signed keeps its names; a paper that is approved and not signed yet "
            "must be approved anew if it says others now."
        )
        click.echo(words.format(papers=names), err=True)


def item_words(item: "Item") -> str:
    """What an item says, in one line."""
    from dvapp.domain.catalogue.entries import Catalogue
    from dvapp.ui.catalogue_messages import holiday_kind_words

    texts = {name: text for name, text in item.texts.items() if name not in {"label_en", "level", "parent"}}
    if item.catalogue is Catalogue.HOLIDAYS:
        texts["kind"] = holiday_kind_words(texts.get("kind", ""))
    words = "; ".join(texts.values())
    return words if item.there else _("{words} (ended)").format(words=words)


def content_words(entry: "Entry") -> str:
    """What a version of an entry says, in one line."""
    from dvapp.ui.catalogue.lines import content_words as words

    named = entry.text("successors") if entry.gone else ""
    return _("ended; successors: {codes}").format(codes=named) if named else words(entry)


def days_words(since: date | None, until: date | None) -> str:
    """Two days of which either may be open; blank when both are."""
    from dvapp.ui.catalogue.lines import days_words as words

    return words(since, until)


def days_words_of(row: dict[str, object]) -> str:
    """The days of a row of :func:`unit_rows`."""
    since, until = row["valid_from"], row["valid_to"]
    return days_words(
        date.fromisoformat(since) if isinstance(since, str) else None,
        date.fromisoformat(until) if isinstance(until, str) else None,
    )


def field_words(which: str, name: str) -> str:
    """The name of a text of a catalogue."""
    from dvapp.domain.catalogue.entries import Catalogue
    from dvapp.ui.catalogue_messages import entry_field_words

    return entry_field_words(Catalogue(which), name)


def unit_rows(session: "Session", code: str) -> list[dict[str, object]]:
    """Everything that a unit code stood for, with those before and after."""
    from dvapp.services.catalogue.lists import unit_story

    return [
        {
            "name": one.unit.name,
            "valid_from": iso(one.unit.valid_from) or None,
            "valid_to": iso(one.unit.valid_to) or None,
            "predecessors": [_kin(kin.code, kin.name, kin.extent.value) for kin in one.predecessors],
            "successors": [_kin(kin.code, kin.name, kin.extent.value) for kin in one.successors],
        }
        for one in unit_story(session, code)
    ]


def _kin(code: str, name: str, extent: str) -> dict[str, str]:
    return {"code": code, "name": name, "extent": extent}


def plain_item(item: "Item") -> dict[str, object]:
    """An item as JSON can hold it."""
    return {
        "catalogue": item.catalogue.value,
        "code": item.code,
        "texts": dict(item.texts),
        "valid_from": iso(item.days.since) or None,
        "valid_to": iso(item.days.until) or None,
        "own": item.own.id if item.own is not None else None,
        "there": item.there,
    }


def plain_entry(entry: "Entry") -> dict[str, object]:
    """A version of an entry as JSON can hold it."""
    return {
        "id": entry.id,
        "version": entry.version,
        "catalogue": entry.catalogue.value,
        "code": entry.code,
        "valid_from": iso(entry.days.since) or None,
        "valid_to": iso(entry.days.until) or None,
        "content": dict(entry.content) if entry.content is not None else None,
        "changed_at": entry.changed_at.isoformat() if entry.changed_at else None,
        "actor": entry.actor,
    }


def tell_entries(entries: "Sequence[Entry]", *, as_json: bool) -> None:
    """Say what was kept."""
    if as_json:
        print_json([plain_entry(entry) for entry in entries])
        return
    for entry in entries:
        days = days_words(entry.days.since, entry.days.until)
        words = _("{code}, version {version}: {text}").format(
            code=entry.code, version=entry.version, text=content_words(entry)
        )
        click.echo(f"{words} ({days})" if days else words)


def iso(day: date | None) -> str:
    """A day as JSON and options write it; blank for none."""
    return "" if day is None else day.isoformat()

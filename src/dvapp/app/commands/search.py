"""``dvappctl search``: records, reports, outgoing papers, figures, units and files by their words."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.days import day_words
from dvapp.app.commands.filtering import Wishes, filter_options
from dvapp.app.commands.frame import json_option, opened, print_json, print_table, store_options
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.domain.recording.searching import Hit


@click.command(
    help=_(
        "Find records, reports, outgoing papers, figures, units and files by WORDS, with or without diacritics, in any "
        "order; “words in quotation marks” stand together. With an option that chooses records, only records are looked for."
    )
)
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, help=_("At most so many of each group."))
@filter_options
@json_option
@store_options
def search(
    words: tuple[str, ...],
    limit: int,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
    **wishes: Any,
) -> None:
    """Search a store."""
    from dvapp.services.searching.search import find
    from dvapp.ui.search.words import group_words

    # A shell takes quotation marks away: an argument of several words was written within them.
    asked = " ".join(f'"{one}"' if " " in one.strip() and len(words) > 1 else one for one in words)
    with opened(own_store, own_password) as session:
        found = find(session, asked, limit=limit, filter_=Wishes(**wishes).filter(session))
    if as_json:
        print_json(
            {
                "words": asked,
                "hits": [_plain(hit) for hit in found.hits],
                "more": [group.value for group in found.more],
            }
        )
        return
    rows = [
        [
            group_words(hit.group),
            day_words(hit.day),
            hit.title,
            hit.marked or hit.about,
            hit.target,
        ]
        for hit in found.hits
    ]
    if not rows:
        click.echo(_("Nothing found"))
        return
    print_table([_("Found in"), _("Day"), _("Subject"), _("About"), _("Id")], rows)


def _plain(hit: "Hit") -> dict[str, object]:
    return {
        "group": hit.group.value,
        "id": hit.target,
        "title": hit.title,
        "about": hit.about,
        "marked": hit.marked,
        "day": hit.day.isoformat() if hit.day else None,
    }

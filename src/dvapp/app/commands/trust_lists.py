"""``dvappctl trust crl``: revocation lists that came by hand, such as on a stick."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.frame import json_option, print_json, print_table
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.domain.signing.authorities import ListFacts


@click.group(help=_("Revocation lists (CRL) that came by hand, such as on a stick."))
def crl() -> None:
    """Group of commands about revocation lists."""


@crl.command(name="list", help=_("Lists that are kept, how old they are, and whether newer ones are due."))
@json_option
def list_(as_json: bool) -> None:
    """List revocation lists."""
    from dvapp.app.tools import make_tools
    from dvapp.services.signing.revocation_lists import revocation_lists
    from dvapp.ui.trust.words import MARK, age_words, day, list_count_words, list_state_words

    tools = make_tools()
    found = revocation_lists(tools)
    if as_json:
        print_json(
            [
                {
                    **_plain(one.facts),
                    "origin": one.kept.origin.value,
                    "proved": one.proved,
                    "stale": one.stale,
                    "added_by": one.kept.by or None,
                    "added_at": one.kept.at.isoformat(),
                    "source": one.kept.source,
                }
                for one in found
            ]
        )
        return
    if not found:
        click.echo(
            _(
                "No revocation list is here: whether a certificate was revoked is told only by what documents bring "
                "along. Bring one: dvappctl trust crl import FILE-OR-FOLDER."
            )
        )
        return
    now = tools.clock.now()
    print_table(
        (_("Fingerprint"), _("Issued by"), _("Issued on"), _("Content"), _("State")),
        [
            (
                one.facts.fingerprint[:MARK],
                one.facts.issuer,
                f"{day(one.facts.made)} ({age_words(one.facts, now)})",
                list_count_words(one.facts),
                list_state_words(one),
            )
            for one in found
        ],
    )


@crl.command(
    name="import",
    help=_("Bring a revocation list, or all that lie in a folder; each is proved, and the newest is kept."),
)
@click.argument("place", type=click.Path(path_type=Path), metavar="FILE-OR-FOLDER")
@json_option
def import_(place: Path, as_json: bool) -> None:
    """Import lists; exit code 1 when none of them could be kept or was known."""
    from dvapp.app.tools import make_tools
    from dvapp.host.account import account_name
    from dvapp.services.signing.revocation_lists import Outcome, import_lists
    from dvapp.ui.trust.words import outcome_words

    found = import_lists(place, by=account_name(), tools=make_tools())
    if as_json:
        print_json(
            [
                {
                    "file": str(one.file),
                    "outcome": one.outcome.value,
                    "message": outcome_words(one),
                    **(_plain(one.facts) if one.facts is not None else {}),
                }
                for one in found
            ]
        )
    else:
        for one in found:
            issuer = f" ({one.facts.issuer})" if one.facts is not None else ""
            click.echo(f"{one.file.name}{issuer}: {outcome_words(one)}")
    good = {Outcome.KEPT, Outcome.KEPT_STALE, Outcome.SAME, Outcome.OLDER}
    if not any(one.outcome in good for one in found):
        click.get_current_context().exit(1)


@crl.command(help=_("Keep one of your lists no longer."))
@click.argument("fingerprint")
@json_option
def remove(fingerprint: str, as_json: bool) -> None:
    """Remove a list."""
    from dvapp.app.tools import make_tools
    from dvapp.services.signing.revocation_lists import remove_list

    gone = remove_list(fingerprint, make_tools())
    if as_json:
        print_json({"removed": gone.key, "source": gone.source})
    else:
        click.echo(_("The revocation list from {source} is kept no longer.").format(source=gone.source))


def _plain(facts: "ListFacts") -> dict[str, Any]:
    return {
        "fingerprint": facts.fingerprint,
        "issuer": facts.issuer,
        "made": facts.made.isoformat(),
        "due": facts.due.isoformat() if facts.due is not None else None,
        "number": facts.number,
        "count": facts.count,
    }

"""``dvappctl paper timestamp``: what proves a sealed paper for years, added when there is a way to get it."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dvapp.app.commands.frame import json_option, opened, store_options
from dvapp.app.commands.manner_options import asked_stamping, evidence_options
from dvapp.app.commands.paper import paper
from dvapp.app.commands.paper_batch import fate_line, tell_fates
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.domain.chain.papers import Paper
    from dvapp.services.chain.batch import Fate
    from dvapp.services.session import Session

__all__ = ["paper"]


@paper.command(
    help=_(
        "Add a timestamp over sealed papers, and revocation answers: those named, or all that have none yet. What was signed "
        "and issued stays as it is."
    )
)
@click.argument("wanted", metavar="[PAPER]...", nargs=-1)
@evidence_options
@json_option
@store_options
def timestamp(
    wanted: tuple[str, ...],
    tsa: tuple[str, ...],
    trust: Path | None,
    lists: tuple[Path, ...],
    online: bool,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Add timestamps."""
    from dvapp.services.chain.timestamping import timestamp_all

    stamping = asked_stamping(tsa)
    numbers = count(1)
    with opened(own_store, own_password) as session:
        papers = _meant(session, wanted)

        def told(fate: "Fate") -> None:
            if not as_json:
                click.echo(f"{next(numbers)}/{len(papers)} {fate_line(fate)}")

        fates = timestamp_all(
            session, papers, stamping=stamping, trust=trust, lists=lists, fetch=online, told=told
        )
    tell_fates(fates, as_json=as_json)


def _meant(session: "Session", wanted: Sequence[str]) -> "Sequence[Paper]":
    from dvapp.services.chain.papers import find_paper
    from dvapp.services.chain.timestamping import undated_papers

    return [find_paper(session, one) for one in wanted] if wanted else undated_papers(session)

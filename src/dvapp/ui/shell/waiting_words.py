"""What was typed before and not given yet, told when a store is opened, with the way to it."""

from collections.abc import Callable, Sequence

from dvapp.domain.errors import DvError
from dvapp.host.i18n import _, ngettext
from dvapp.services.recording.typed_drafts import typed_drafts
from dvapp.services.session import Session
from dvapp.ui.notices import Notice

GRID = "grid"
"""What the screen of figures is asked for to show them by units."""
Go = Callable[[str, str, str], object]
"""Goes to a screen in a period (``""``: whichever is in work) with an argument (``""``: none)."""


def waiting_notice(session: Session, go: Go) -> Notice | None:
    """Says how much waits and offers to go to what was typed last; ``None`` when nothing does."""
    try:
        places = [draft.place for draft in typed_drafts(session)]
    except DvError:  # the check of the store tells of that
        return None
    ways = [way for place in places if (way := _way(place.split("/"))) is not None]
    if not ways:
        return None
    words = ngettext(
        "{count} text that was typed before waits to be given or kept.",
        "{count} texts that were typed before wait to be given or kept.",
        len(ways),
    )
    return Notice(
        words=words.format(count=len(ways)), state="info", action=_("Go on"), then=lambda: go(*ways[-1])
    )


def _way(place: Sequence[str]) -> tuple[str, str, str] | None:
    """Screen, period and argument; ``None`` for words that are no work to tell of, as the name of a filter."""
    match place:
        case ["reason", period, *_rule]:
            return "figures", period, "check"
        case ["cell" | "note", period, *_cell]:
            return "figures", period, GRID
        case ["keep" | "section", kind, period, section, *_reference]:
            return "report", period, f"{kind}/{period}/{section}"
        case ["issue", kind, period]:
            return "report", period, f"{kind}/{period}/issue"
        case ["paper", paper, _step]:
            return "register", "", paper
        case ["catalogue", section, *_form]:
            return "units", "", section
        case _:
            return None

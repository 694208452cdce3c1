"""What the register's list shows, Qt-free: lines, their cells, their order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dvapp.domain.language.ordering import name_key, sort_key
from dvapp.domain.register.numbers import Number, State
from dvapp.domain.register.series import Run, Series
from dvapp.host.i18n import _, ngettext
from dvapp.services.register.lines import find_numbers
from dvapp.services.register.register_ports import NumberFilter
from dvapp.services.register.series import list_series, next_numbers
from dvapp.services.session import Session
from dvapp.ui.messages import shown
from dvapp.ui.register_words import column_words, state_words

COLUMNS = ("number", "issued", "subject", "signer", "state")
"""Columns of the list."""


@dataclass(slots=True, kw_only=True)
class Wanted:
    """What somebody narrowed the list to. ``sort``: name of a column, or "" for series and number."""

    words: str = ""
    type: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None
    sort: str = ""
    descending: bool = False

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.words.strip() or self.type or self.state or self.since or self.until)

    @property
    def filter(self) -> NumberFilter:
        """As services want it."""
        states = frozenset({State(self.state)}) if self.state else frozenset[State]()
        return NumberFilter(
            states=states, type=self.type, since=self.since, until=self.until, words=self.words
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The list as it stands. ``following``: by series the number that comes next."""

    numbers: tuple[Number, ...]
    series: Mapping[str, Series]
    following: Mapping[str, int | None]

    @property
    def types(self) -> tuple[str, ...]:
        """Symbols of the types that have series."""
        return tuple(dict.fromkeys(one.type for one in self.series.values()))


def read_listing(session: Session, wanted: Wanted) -> Listing:
    """The list."""
    found = find_numbers(session, wanted.filter)
    if wanted.sort:
        found = tuple(sorted(found, key=lambda one: _key(one, wanted.sort), reverse=wanted.descending))
    series = {one.id: one for one in list_series(session)}
    return Listing(numbers=found, series=series, following=next_numbers(session))


def _key(one: Number, column: str) -> tuple[object, ...]:
    entry = one.entry
    match column:
        case "issued":
            return (entry.issued if entry is not None else date.max, one.number)
        case "subject":
            return (sort_key(entry.subject if entry is not None else ""), one.number)
        case "signer":
            return (name_key(entry.signer if entry is not None else ""), one.number)
        case "state":
            return (one.state.value, one.number)
        case _:
            return (one.number, one.symbol)


def cells(one: Number) -> tuple[str, ...]:
    """A line's words, one for each of :data:`COLUMNS`."""
    entry = one.entry
    if entry is None:
        return (one.label, "", state_words(one.state), "", state_words(one.state))
    return (one.label, shown(entry.issued), entry.subject, entry.signer, state_words(one.state))


def head_words(column: str) -> str:
    """The heading of a column."""
    return _("State") if column == "state" else column_words(column)


def summary(listing: Listing) -> str:
    """How much is listed, and which number comes next where."""
    issued = sum(one.state is State.USED for one in listing.numbers)
    words = ngettext("{count} paper", "{count} papers", issued).format(count=issued)
    following = [
        f"{one.type} {listing.following[one.id]:02d}"
        for one in latest(listing)
        if listing.following.get(one.id) is not None
    ]
    if not following:
        return words
    return _("{papers}. Next number: {numbers}.").format(papers=words, numbers=", ".join(following))


def latest(listing: Listing) -> tuple[Series, ...]:
    """The last series of each type and run."""
    found: dict[tuple[str, Run], Series] = {}
    for one in sorted(listing.series.values(), key=lambda one: one.since):
        found[one.type, one.run] = one
    return tuple(found.values())


def fields(one: Number) -> list[tuple[str, str]]:
    """What the register says of a paper: names and words, blank ones as a dash."""
    entry = one.entry
    if entry is None:
        return []
    told = {
        "issued": shown(entry.issued),
        "subject": entry.subject,
        "signer": entry.signer,
        "recipients": entry.recipients,
        "keeper": entry.keeper,
        "copies": "" if entry.copies is None else str(entry.copies),
        "sent": shown(entry.sent) if entry.sent is not None else "",
        "note": entry.note,
    }
    return [(column_words(name), text or "–") for name, text in told.items()]

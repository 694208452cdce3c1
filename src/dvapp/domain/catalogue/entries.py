"""The board's own entries over what its pack and the catalogue of units say.

What ships is the *ground*. An entry states one thing for some days: a unit's name, what a board writes, an answer of a
choice field, the themes of a year, a holiday. On these days the entry counts and the ground does not; on all other days
the ground counts as before. An entry without content says that the thing does *not* exist on these days (a unit that
ended, an answer that is no longer given).

Entries are never overwritten: a change is a new version of the entry, and taking an entry back is one, too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from dvapp.domain.validity import ALWAYS, Validity


class Catalogue(Enum):
    """What can be edited. The code of an entry is, in this order: the year; a unit's code; a unit's code;
    ``kind/field/answer``, with ``table.column`` for a column; the first day.
    """

    THEMES = "themes"
    BOARDS = "boards"
    UNITS = "units"
    CHOICES = "choices"
    HOLIDAYS = "holidays"


FIELDS: Mapping[Catalogue, tuple[str, ...]] = {
    Catalogue.THEMES: ("central_theme", "city_theme"),
    Catalogue.BOARDS: ("name", "superior", "issuer", "symbol", "place", "head_title", "deputy_title"),
    Catalogue.UNITS: ("name", "kind", "level", "parent"),
    Catalogue.CHOICES: ("label", "label_en"),
    Catalogue.HOLIDAYS: ("kind", "name", "source"),
}
"""The texts that the content of an entry may have, in the order of the form."""

NOTE = "note"
"""What an entry rests on (a resolution, a decision); every content may have one."""

SUCCESSORS = "successors"
"""Codes of the units that took over, in the content of a unit's end, separated by spaces."""

GONE = "gone"
"""Marks the content of an entry that says: does not exist on these days."""

OFF, WORKED, ORDINARY = HOLIDAY_KINDS = ("off", "worked", "ordinary")
"""Nobody works; everybody works although it is a weekend or holiday; a day as its weekday says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One version of an entry.

    :param content: texts by name; a blank one is absent. ``None``: taken back, the ground counts again.
    :param version: counts from 1; 0 before it was kept.
    :param changed_at: UTC time of the writing of this version; :param actor: who wrote it.
    """

    id: str
    catalogue: Catalogue
    code: str
    days: Validity = ALWAYS
    content: Mapping[str, str] | None
    version: int = 0
    changed_at: datetime | None = None
    actor: str = ""

    @property
    def gone(self) -> bool:
        """Whether it says that the thing does not exist on its days."""
        return self.content is not None and GONE in self.content

    @property
    def taken_back(self) -> bool:
        """Whether it counts no longer."""
        return self.content is None

    def text(self, name: str) -> str:
        """A text of its content; "" when there is none."""
        return (self.content or {}).get(name, "")

    def same_as(self, other: "Entry") -> bool:
        """Whether both say the same, whoever wrote them and when."""
        return (self.code, self.days, self.content) == (other.code, other.days, other.content)

    def back(self) -> "Entry":
        """This entry taken back."""
        return replace(self, content=None)


def in_force(entries: Iterable[Entry], catalogue: Catalogue) -> tuple[Entry, ...]:
    """The entries of a catalogue that count, in order of code and time."""
    found = (e for e in entries if e.catalogue is catalogue and not e.taken_back)
    return tuple(sorted(found, key=lambda e: (e.code, e.days.since or date.min)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePath:
    """Which answer of which choice field a code of :attr:`Catalogue.CHOICES` means.

    :param table: the table field whose column it is; "" for a field of the form.
    """

    kind: str
    table: str
    field: str
    choice: str

    @property
    def code(self) -> str:
        """The code of its entries."""
        return f"{self.list_code}/{self.choice}"

    @property
    def list_code(self) -> str:
        """The code of the list of answers it belongs to."""
        return f"{self.kind}/{self.table}.{self.field}" if self.table else f"{self.kind}/{self.field}"


def choice_path(code: str) -> ChoicePath | None:
    """The answer that a code means; ``None`` when it is no such code."""
    parts = code.split("/")
    if len(parts) != 3 or not all(parts):
        return None
    table, _dot, field = parts[1].rpartition(".")
    return ChoicePath(kind=parts[0], table=table, field=field, choice=parts[2])

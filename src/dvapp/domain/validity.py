"""Days on which something holds: a name, a unit, an entry of a catalogue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """The days from ``since`` to ``until``, both included; ``None`` leaves that end open.

    :raises ValueError: ``until`` lies before ``since``.
    """

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.until < self.since:
            raise ValueError("a validity ends before it begins")

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def overlaps(self, other: "Validity") -> bool:
        """Whether there is a day on which both hold."""
        return not (_after(self.since, other.until) or _after(other.since, self.until))

    def without(self, other: "Validity") -> tuple["Validity", ...]:
        """Its days that are not the other's, as at most two validities, in order of time."""
        if not self.overlaps(other):
            return (self,)
        left: list[Validity] = []
        if other.since is not None and (self.since is None or self.since < other.since):
            left.append(Validity(since=self.since, until=other.since - _DAY))
        if other.until is not None and (self.until is None or other.until < self.until):
            left.append(Validity(since=other.until + _DAY, until=self.until))
        return tuple(left)


ALWAYS = Validity()


def _after(since: date | None, until: date | None) -> bool:
    return since is not None and until is not None and since > until


def days_left(days: Validity, taken: Iterable[Validity]) -> tuple[Validity, ...]:
    """What is left of some days when others are taken out."""
    left: tuple[Validity, ...] = (days,)
    for other in taken:
        left = tuple(part for one in left for part in one.without(other))
    return left

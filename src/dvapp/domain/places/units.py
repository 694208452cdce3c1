"""Administrative units and the boards that work in them, each with its days of validity.

A report of an old period uses the names of its time: look units up by the period's last day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from dvapp.domain.codes import UnitCode
from dvapp.domain.errors import BoardUnknown
from dvapp.domain.places.successions import Succession
from dvapp.domain.validity import Validity


class Level(Enum):
    """Which board a unit may have, and whose subordinate it is."""

    CITY = "city"
    DISTRICT = "district"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A city, district or commune as it was called between two days.

    :param kind: "thành phố", "quận", "huyện", "thị xã", "phường", "xã" or "thị trấn".
    :param valid_from: first day under this name; ``None``: before the catalogue begins.
    :param valid_to: last day; ``None``: still valid.
    """

    code: UnitCode
    name: str
    kind: str
    level: Level
    parent: UnitCode | None
    valid_from: date | None = None
    valid_to: date | None = None

    def valid_on(self, day: date) -> bool:
        """Whether the unit existed under this name on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    @property
    def days(self) -> Validity:
        """The days under this name."""
        return Validity(since=self.valid_from, until=self.valid_to)

    @property
    def short_name(self) -> str:
        """The name without its kind: "Cầu Giấy" for "Quận Cầu Giấy"."""
        head = self.kind.casefold() + " "
        return self.name[len(head) :] if self.name.casefold().startswith(head) else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A mass-mobilization board as it signs its papers (format.md: body symbol, place, issuer names).

    :param superior: the committee above, in capitals ("QUẬN UỶ CẦU GIẤY").
    :param issuer: the board's own name in capitals ("BAN DÂN VẬN").
    :param symbol: the body symbol after the slash of a number ("BDVQU").
    :param place: the place name before the date ("Cầu Giấy", "Quận Hai Bà Trưng").
    :param head_title: the leader's title in the signature block ("TRƯỞNG BAN").
    :param deputy_title: the deputy's ("PHÓ TRƯỞNG BAN").
    """

    unit: Unit
    name: str
    superior: str
    issuer: str
    symbol: str
    place: str
    head_title: str
    deputy_title: str


@dataclass(frozen=True, slots=True)
class UnitCatalogue:
    """Every unit the program knows, of every time.

    :param successions: who took over from whom, where that is known.
    """

    units: tuple[Unit, ...]
    successions: tuple[Succession, ...] = ()

    def on(self, code: UnitCode, day: date) -> Unit | None:
        """The unit with that code as it was on that day, or ``None``."""
        return next((u for u in self.units if u.code == code and u.valid_on(day)), None)

    def below(self, code: UnitCode, day: date) -> tuple[Unit, ...]:
        """The units directly under ``code`` on that day, in catalogue order."""
        return tuple(u for u in self.units if u.parent == code and u.valid_on(day))

    def below_within(self, code: UnitCode, since: date, until: date) -> tuple[Unit, ...]:
        """The units directly under ``code`` on any of these days, each as it was last, in catalogue order."""
        span = Validity(since=since, until=until)
        found = [u for u in self.units if u.parent == code and u.days.overlaps(span)]
        last = {unit.code: unit for unit in sorted(found, key=lambda unit: unit.valid_from or date.min)}
        return tuple(unit for unit in found if last[unit.code] is unit)

    def named(self, codes: Iterable[UnitCode], day: date) -> tuple[str, ...]:
        """Names of the given units on that day; a code that was no unit then stands for itself."""
        return tuple(unit.name if (unit := self.on(c, day)) else c for c in codes)

    def rows(self, code: UnitCode) -> tuple[Unit, ...]:
        """All that a code stood for, in order of time."""
        return tuple(
            sorted((u for u in self.units if u.code == code), key=lambda unit: unit.valid_from or date.min)
        )

    def last(self, code: UnitCode) -> Unit | None:
        """What a code stood for last, or ``None`` if it never stood for anything."""
        return next(reversed(self.rows(code)), None)

    def successors(self, code: UnitCode, ended: date | None = None) -> tuple[Succession, ...]:
        """Who took over from a unit, in order of time; empty where nobody says it.

        :param ended: only from the unit that ended on that day, as a code may stand for another unit later.
        """
        found = (s for s in self.successions if s.before == code and ended in (None, s.until))
        return tuple(sorted(found, key=lambda s: s.since))

    def predecessors(self, code: UnitCode, began: date | None = None) -> tuple[Succession, ...]:
        """From whom a unit took over, in order of time; empty where nobody says it.

        :param began: only what the unit that began on that day took over.
        """
        found = (s for s in self.successions if s.after == code and began in (None, s.since))
        return tuple(sorted(found, key=lambda s: s.until))

    def board_unit(self, code: UnitCode, day: date) -> Unit | None:
        """The city or district whose board signs on a day: as on that day, else as it was last before, else first after."""
        rows = [unit for unit in self.rows(code) if unit.level is not Level.COMMUNE]
        before = [unit for unit in rows if unit.valid_from is None or unit.valid_from <= day]
        return before[-1] if before else next(iter(rows), None)

    def require_board_unit(self, code: UnitCode, year: int) -> Unit:
        """The city or district whose board works in ``year`` (as on its first day, else its last).

        :raises BoardUnknown: no such unit had a board in that year.
        """
        for day in (date(year, 1, 1), date(year, 12, 31)):
            unit = self.on(code, day)
            if unit is not None and unit.level is not Level.COMMUNE:
                return unit
        raise BoardUnknown(where=code, board=code, year=str(year))

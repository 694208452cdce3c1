"""Administrative units and the boards that work in them, each with its days of validity.

A report of an old period uses the names of its time: look units up by the period's last day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from dvapp.domain.codes import UnitCode
from dvapp.domain.errors import BoardUnknown


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
    """Every unit the program knows, of every time."""

    units: tuple[Unit, ...]

    def on(self, code: UnitCode, day: date) -> Unit | None:
        """The unit with that code as it was on that day, or ``None``."""
        return next((u for u in self.units if u.code == code and u.valid_on(day)), None)

    def below(self, code: UnitCode, day: date) -> tuple[Unit, ...]:
        """The units directly under ``code`` on that day, in catalogue order."""
        return tuple(u for u in self.units if u.parent == code and u.valid_on(day))

    def named(self, codes: Iterable[UnitCode], day: date) -> tuple[str, ...]:
        """Names of the given units on that day; a code that was no unit then stands for itself."""
        return tuple(unit.name if (unit := self.on(c, day)) else c for c in codes)

    def require_board_unit(self, code: UnitCode, year: int) -> Unit:
        """The city or district whose board works in ``year`` (as on its first day, else its last).

        :raises BoardUnknown: no such unit had a board in that year.
        """
        for day in (date(year, 1, 1), date(year, 12, 31)):
            unit = self.on(code, day)
            if unit is not None and unit.level is not Level.COMMUNE:
                return unit
        raise BoardUnknown(where=code, board=code, year=str(year))

"""How boards sign their papers: names, symbols and places by rule (format.md), the exceptions as data of the pack."""

from dataclasses import dataclass
from datetime import date

from dvapp.domain.codes import UnitCode
from dvapp.domain.errors import BoardUnknown
from dvapp.domain.places.units import Board, Level, Unit, UnitCatalogue
from dvapp.domain.validity import ALWAYS, Validity


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardForm:
    """How the boards of one level and kind of unit call themselves between two days.

    :param kind: "quận", "huyện", "thị xã"; empty: every kind of that level.
    :param committee: the committee above, before the place ("Quận uỷ").
    :param board: the board's own name ("Ban Dân vận").
    :param symbol: the body symbol after the slash of a number ("BDVQU").
    :param head_title: the head's title in the signature block, in capitals.
    :param deputy_title: the deputy's.
    """

    level: Level
    kind: str = ""
    committee: str
    board: str
    symbol: str
    head_title: str
    deputy_title: str
    valid_from: date | None = None
    valid_to: date | None = None

    def fits(self, unit: Unit, day: date | None) -> bool:
        """Whether the board of that unit follows this form on that day; without a day, whether it ever does."""
        if self.level is not unit.level or self.kind not in {"", unit.kind}:
            return False
        since, until = self.valid_from, self.valid_to
        return day is None or ((since is None or since <= day) and (until is None or day <= until))


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardException:
    """What one unit's board writes otherwise than its form says on some days; an empty text follows the form."""

    unit: UnitCode
    name: str = ""
    superior: str = ""
    issuer: str = ""
    symbol: str = ""
    place: str = ""
    head_title: str = ""
    deputy_title: str = ""
    days: Validity = ALWAYS

    def fits(self, unit: Unit, day: date | None) -> bool:
        """Whether that unit's board writes so on that day; without a day, whether it always does."""
        return self.unit == unit.code and (self.days == ALWAYS if day is None else self.days.holds(day))

    def over(self, other: "BoardException") -> "BoardException":
        """What is written when both fit: this one, and the other where this one says nothing."""
        said = {name: getattr(self, name) or getattr(other, name) for name in WRITTEN}
        return BoardException(unit=self.unit, days=self.days, **said)


WRITTEN = ("name", "superior", "issuer", "symbol", "place", "head_title", "deputy_title")
"""The texts that a board may write otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRules:
    """All that a pack says of the boards' own texts; of two exceptions that fit, the later one counts.

    :param names_of_people: short names of units that are called after a person; their place carries the kind.
    """

    forms: tuple[BoardForm, ...] = ()
    exceptions: tuple[BoardException, ...] = ()
    names_of_people: frozenset[str] = frozenset()


def board_of(unit: Unit, rules: BoardRules, *, day: date | None = None, parent: Unit | None = None) -> Board:
    """The board of a unit as it signs its papers. The first form that fits is used.

    :param day: chooses between forms of different times; without it the first form of the unit's kind is used.
    :param parent: the unit above, for the rule that a place of the same name keeps its kind.
    :raises BoardUnknown: the pack has no form for such a unit on that day (communes have no board).
    """
    form = next((f for f in rules.forms if f.fits(unit, day)), None)
    if form is None:
        raise BoardUnknown(where=unit.code, board=unit.code, year=str(day.year) if day else "")
    own = BoardException(unit=unit.code)
    for exception in rules.exceptions:
        if exception.fits(unit, day):
            own = exception.over(own)
    return Board(
        unit=unit,
        name=own.name or f"{form.board} {form.committee} {unit.short_name}",
        superior=own.superior or f"{form.committee} {unit.short_name}".upper(),
        issuer=own.issuer or form.board.upper(),
        symbol=own.symbol or form.symbol,
        place=own.place or place_of(unit, parent=parent, names_of_people=rules.names_of_people),
        head_title=own.head_title or form.head_title,
        deputy_title=own.deputy_title or form.deputy_title,
    )


def place_of(unit: Unit, *, parent: Unit | None = None, names_of_people: frozenset[str] = frozenset()) -> str:
    """The place before a date: the name without its kind, unless that would mislead.

    It keeps the kind when the name is a person's, has one syllable, or is the parent's (Hướng dẫn 36-HD/VPTW).
    """
    short = unit.short_name
    same = parent is not None and parent.short_name == short
    return unit.name if " " not in short or short in names_of_people or same else short


def board_on(code: UnitCode, day: date, units: UnitCatalogue, rules: BoardRules) -> Board:
    """The board of a unit as it signs its papers on a day; after the unit's end, as it did last.

    :raises BoardUnknown: there is no such unit, or it never had a board.
    """
    unit = units.board_unit(code, day)
    if unit is None:
        raise BoardUnknown(where=code, board=code, year=str(day.year))
    if unit.valid_to is not None and unit.valid_to < day:
        day = unit.valid_to
    elif unit.valid_from is not None and day < unit.valid_from:
        day = unit.valid_from
    above = units.on(unit.parent, day) if unit.parent is not None else None
    return board_of(unit, rules, day=day, parent=above)

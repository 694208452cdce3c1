"""What was typed into cells and is in no figure: refused texts, an open editor. Kept as typed, and shown again later."""

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import IndicatorCode, UnitCode
from dvapp.domain.errors import PeriodInvalid
from dvapp.ui.grid.edits import Refusal
from dvapp.ui.grid.sheet import Place, Shows
from dvapp.ui.grid.typing_desk import TypingDesk
from dvapp.ui.typed_keeper import LINE, TypedKeeper

_BEGINNING = "cell/"
_CODE = "code"
LEFT = "typed_before"
"""Why a text stands in its cell that a program which ended could not tell of any more."""


class UnkeptCells:
    """Follows the texts that the desk could not keep."""

    def __init__(self, typed: TypedKeeper, desk: TypingDesk) -> None:
        self._typed, self._desk = typed, desk
        self._noted: set[str] = set()

    def load(self) -> None:
        """Put what waits from before into the desk, once."""
        for name in self._typed.places(_BEGINNING):
            place, texts = _read(name), self._typed.texts(name)
            if place is not None and place not in self._desk.refused:
                code = texts.get(_CODE) or LEFT
                self._desk.note_refused([Refusal(place=place, text=texts.get(LINE, ""), code=code)])
            self._noted.add(name)

    def save(self) -> None:
        """Note what the desk has refused now, at once: who pastes may close the window in the next moment."""
        now = {
            name_of(place): {LINE: one.text, _CODE: LEFT if one.details else one.code}
            for place, one in self._desk.refused.items()
        }
        for name in self._noted - set(now):
            self._typed.put(name, {})
        for name, texts in now.items():
            self._typed.put(name, texts)
        self._noted = set(now)
        self._typed.keep_now()

    def typing(self, place: Place, text: str) -> None:
        """Somebody types in a cell whose editor is open."""
        name = name_of(place)
        self._noted.add(name)
        self._typed.put(name, {LINE: text})


def name_of(place: Place) -> str:
    """A cell's place among what is typed and not given."""
    return f"{_BEGINNING}{place.period.written}/{place.unit}/{place.indicator}/{place.shows.value}"


def _read(name: str) -> Place | None:
    period, unit, indicator, shows = name.removeprefix(_BEGINNING).split("/")
    try:
        return Place(UnitCode(unit), IndicatorCode(indicator), parse_period(period), Shows(shows))
    except (PeriodInvalid, ValueError):
        return None  # of another version of the program

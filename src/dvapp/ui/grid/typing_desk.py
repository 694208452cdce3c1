"""Typing into the grid: what is kept, what is not, and the way back. Knows the store and no widget."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import UnitCode
from dvapp.domain.figures.grid_errors import CellsChanged
from dvapp.host.i18n import _, ngettext
from dvapp.services.figures.grid import unit_grid
from dvapp.services.figures.grid_typing import CellEdit, Whatever, type_figures
from dvapp.services.session import Session
from dvapp.ui.grid.edits import EditPlan, Outcome, Refusal
from dvapp.ui.grid.sheet import Place
from dvapp.ui.history import Step

Edits = Mapping[Period, tuple[CellEdit, ...]]


@dataclass(slots=True)
class _Turn:
    """What the next undo or redo of a step types."""

    edits: Edits


class TypingDesk:
    """What the grid refused, and the steps it made. ``shown`` is called with the places that an undo or redo changed."""

    def __init__(self, session: Session, shown: Callable[[tuple[Place, ...]], None]) -> None:
        self._session = session
        self._shown = shown
        self.refused: dict[Place, Refusal] = {}

    def forget(self, places: Iterable[Place]) -> None:
        """Other words were written there, or they are no longer wanted."""
        for place in places:
            self.refused.pop(place, None)

    def note_refused(self, refused: Iterable[Refusal]) -> None:
        """Remember what was not taken, with its words, until it is mended or put away."""
        self.refused |= {one.place: one for one in refused}

    def note_unkept(self, plan: EditPlan) -> None:
        """The store could not write: the words stay in their cells and can be tried again."""
        self.note_refused(
            Refusal(place=place, text=text, code="not_kept") for place, text in plan.texts.items()
        )

    def step(self, outcome: Outcome, unit_names: Mapping[UnitCode, str]) -> Step | None:
        """The way back from what was kept; ``None`` where nothing changed."""
        if not any(outcome.undo.values()):
            return None
        turn = _Turn(outcome.undo)

        def go() -> None:
            turn.edits = self._swap(turn.edits)
            self._shown(outcome.places)

        return Step(words=_step_words(outcome.places, unit_names), undo=go, redo=go)

    def _swap(self, edits: Edits) -> Edits:
        """Type what a step has, and give what takes that back.

        :raises CellsChanged: a cell says something else by now; nothing was typed then.
        """
        changed = sum(not self._as_left(period, edit) for period, some in edits.items() for edit in some)
        if changed:
            raise CellsChanged(count=changed)
        return {period: type_figures(self._session, period, some).undo for period, some in edits.items()}

    def _as_left(self, period: Period, edit: CellEdit) -> bool:
        grid = unit_grid(self._session, period)
        cell = grid.cell(edit.unit, edit.indicator)
        if edit.number is not None and cell.why_fixed:
            return False
        if isinstance(edit.was, Whatever):
            return True
        now = (cell.typed.number, cell.typed.note) if cell.typed is not None else None
        return now == ((edit.was.number, edit.was.note) if edit.was is not None else None)


def _step_words(places: tuple[Place, ...], unit_names: Mapping[UnitCode, str]) -> str:
    if len(places) == 1:
        return f"{places[0].indicator} · {unit_names.get(places[0].unit, places[0].unit)}"
    return ngettext("{count} cell of the grid", "{count} cells of the grid", len(places)).format(
        count=len(places)
    )


def outcome_words(kept: int, same: int, refused: int) -> str:
    """What became of several cells."""
    parts = [ngettext("{count} cell kept", "{count} cells kept", kept).format(count=kept)]
    if same:
        parts.append(ngettext("{count} unchanged", "{count} unchanged", same).format(count=same))
    if refused:
        parts.append(ngettext("{count} not taken", "{count} not taken", refused).format(count=refused))
    return _("Figures grid: {parts}.").format(parts=", ".join(parts))

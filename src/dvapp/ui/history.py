"""What was done since the store was opened, so that it can be undone and done again, on every screen alike.

A step knows how to take itself back and how to do itself again; what it needs for that it holds itself. A step never
overwrites: when what it would change is no longer as the step left it, it raises a refusal, and says so.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from dvapp.domain.errors import DiskFull, DvError, FileUnwritable, StoreBusy

log = logging.getLogger(__name__)

MOST = 500
"""Steps that are remembered; the oldest go first."""
PAUSE = 2.0
"""Seconds without a change after which the next change in the same place is a step of its own."""
_PASSING = (StoreBusy, DiskFull, FileUnwritable)
"""Refusals that may not come again: the step stays and can be tried once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that was done, already in the language in use.

    :param words: what was done, as the tooltip of undo names it: "Units inspected", "3 cells", "Deletion of …".
    :param undo: takes it back and shows where; raises a refusal when that is not possible, having changed nothing.
    :param redo: does it again, likewise.
    :param place: changes of one place that follow each other without a pause become one step; ``""`` for none.
    :param subject: what it is about (a record's id); when one of its steps is refused for good, the others about the
        same subject are forgotten with it.
    :param what: what was done, for ``joined``.
    :param joined: makes one step of this one and the one that follows it in the same place, or ``None`` when both
        together do nothing. Without it, the undo of the first and the redo of the second are taken.
    """

    words: str
    undo: Callable[[], None]
    redo: Callable[[], None]
    place: str = ""
    subject: str = ""
    what: object = None
    joined: Callable[["Step", "Step"], "Step | None"] | None = None

    def and_then(self, later: "Step") -> "Step | None":
        """This step and the one after it as one."""
        if self.joined is not None:
            return self.joined(self, later)
        return replace(self, redo=later.redo, words=later.words)


class History(QObject):
    """The steps of a session. ``refused`` carries the refusal of an undo or redo, ``went`` the words of a step and
    whether it was undone (``True``) or done again.
    """

    changed = Signal()
    refused = Signal(object)
    went = Signal(str, bool)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        most: int = MOST,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._most, self._now = most, now
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._last = float("-inf")
        self._going = False

    # --- what there is -----------------------------------------------------------------------------------------------

    @property
    def undo_words(self) -> str:
        """What the next undo takes back; ``""`` when there is nothing."""
        return self._done[-1].words if self._done else ""

    @property
    def redo_words(self) -> str:
        """What the next redo does again; ``""`` when there is nothing."""
        return self._undone[-1].words if self._undone else ""

    @property
    def next_undo(self) -> Step | None:
        """The step that the next undo takes back."""
        return self._done[-1] if self._done else None

    @property
    def going(self) -> bool:
        """Whether a step is being undone or done again now."""
        return self._going

    # --- doing -------------------------------------------------------------------------------------------------------

    def push(self, step: Step) -> None:
        """Something was done. What a step itself does while it is undone or done again is no step."""
        if self._going:
            return
        now = self._now()
        last = self._done[-1] if self._done else None
        flows = last is not None and bool(step.place) and last.place == step.place and not self._undone
        if last is not None and flows and now - self._last < PAUSE:
            joined = last.and_then(step)
            self._done[-1:] = [joined] if joined is not None else []
        else:
            self._done.append(step)
            del self._done[: -self._most]
        self._last = now
        self._undone.clear()
        self.changed.emit()

    def rest(self) -> None:
        """What follows is a step of its own, also in the same place."""
        self._last = float("-inf")

    def undo(self) -> bool:
        """Take the last step back; ``False`` when there is none or it was refused."""
        return self._go(self._done, self._undone, backwards=True)

    def undo_only(self, step: Step) -> bool:
        """Take one step back, also one that others followed: like any other, it refuses where it would overwrite."""
        if step not in self._done:
            return False
        if self._done[-1] is not step:
            self._done.remove(step)
            self._done.append(step)
        return self.undo()

    def redo(self) -> bool:
        """Do the step that was taken back last again; ``False`` when there is none or it was refused."""
        return self._go(self._undone, self._done, backwards=False)

    def clear(self) -> None:
        """Forget everything: another store has another history."""
        self._done.clear()
        self._undone.clear()
        self.rest()
        self.changed.emit()

    def forget(self, subject: str) -> None:
        """Drop the steps about something that can be taken no more: work beside the window was refused."""
        for steps in (self._done, self._undone):
            steps[:] = [step for step in steps if step.subject != subject]
        self.changed.emit()

    def _go(self, source: list[Step], target: list[Step], *, backwards: bool) -> bool:
        if self._going or not source:
            return False
        step = source[-1]
        self._going = True
        try:
            (step.undo if backwards else step.redo)()
        except DvError as refusal:
            log.info("a step was refused: %s", refusal.code)
            if not isinstance(refusal, _PASSING):
                self._forget(step)
            self.refused.emit(refusal)
            return False
        finally:
            self._going = False
            self.rest()
        source.pop()
        target.append(step)
        self.changed.emit()
        self.went.emit(step.words, backwards)
        return True

    def _forget(self, step: Step) -> None:
        """Drop a step that can never be taken, and those that stand on it."""
        for steps in (self._done, self._undone):
            steps[:] = [
                s for s in steps if s is not step and not (step.subject and s.subject == step.subject)
            ]
        self.changed.emit()

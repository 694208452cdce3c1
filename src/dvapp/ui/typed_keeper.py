"""Fields whose words count only when they are given: what stands in them is kept as typed until then, also by a kill.

Reasons, notes, entries of the catalogues: whatever has a button, or a key, that gives it. One keeper for each screen.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit

from dvapp.domain.errors import DvError, StoreDamaged
from dvapp.services.recording.typed_drafts import keep_typed, typed_drafts
from dvapp.services.session import Session

KEEP_AFTER, KEEP_AT_LATEST, TRY_AGAIN = 450, 800, 1500
"""Milliseconds after the last key, after the first unkept one, and after a try that failed."""
PATIENCE = 0.25
"""Seconds that keeping waits for another writer: it is on the thread of the window, and is tried again soon."""
LINE = ""
"""The name of the one text of a place that is a single line."""


def reason_place(period: str, rule: str) -> str:
    """Where the reason for what a rule found in a period is typed: the same beside figures and beside a report."""
    return f"reason/{period}/{rule}"


def keep_place(kind: str, period: str, section: str, reference: str) -> str:
    """Where the reason for keeping an old figure in a report is typed: the same over its text and in its check."""
    return f"keep/{kind}/{period}/{section}/{reference}"


class TypedKeeper(QObject):
    """What stands at the places of one screen.

    :ivar trouble: why the last words are not kept; ``None`` while everything is.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._held: dict[str, dict[str, str]] | None = None
        self._unkept: dict[str, dict[str, str]] = {}
        self.trouble: DvError | None = None
        self._soon, self._latest = self._timer(KEEP_AFTER), self._timer(KEEP_AT_LATEST)
        self._again = self._timer(TRY_AGAIN)

    def _timer(self, after: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(self.keep_now)
        return timer

    # --- what was typed ----------------------------------------------------------------------------------------------

    def reread(self) -> None:
        """Another screen or window may have typed meanwhile: read the store when something is asked for next."""
        self._held = None

    def texts(self, place: str) -> Mapping[str, str]:
        """What was typed at a place and is not given; empty when nothing was."""
        return self._unkept.get(place, self._all.get(place, {}))

    def text(self, place: str, otherwise: str = "") -> str:
        """What was typed into the line of a place, else something else."""
        return self.texts(place).get(LINE, otherwise)

    def places(self, beginning: str) -> tuple[str, ...]:
        """The places with words in them whose names begin so, the ones changed last at the end."""
        known = {**self._all, **self._unkept}
        return tuple(place for place, texts in known.items() if texts and place.startswith(beginning))

    @property
    def _all(self) -> dict[str, dict[str, str]]:
        if self._held is None:
            try:
                found = typed_drafts(self._session)
            except StoreDamaged:  # the check of the store tells of that; here it must not stop anybody's work
                found = ()
            self._held = {one.place: dict(one.texts) for one in found}
        return self._held

    # --- typing ------------------------------------------------------------------------------------------------------

    def put(self, place: str, texts: Mapping[str, str]) -> None:
        """Somebody typed: this stands at a place now. Empty texts: nothing does."""
        if dict(texts) == self.texts(place):
            return
        self._unkept[place] = dict(texts)
        self._soon.start()
        if not self._latest.isActive():
            self._latest.start()

    def put_line(self, place: str, text: str, given: str = "") -> None:
        """As :meth:`put`, for a single line. ``given``: what counts already, which needs no keeping."""
        self.put(place, {} if text == given else {LINE: text})

    def drop(self, place: str) -> None:
        """What was typed there was given, or is not wanted any more."""
        if self.texts(place):
            self.put(place, {})
            self.keep_now()

    def keep_now(self) -> bool:
        """Keep what is not kept yet; whether everything is safe then."""
        for timer in (self._soon, self._latest, self._again):
            timer.stop()
        if not self._unkept:
            return True
        held, unkept = self._all, dict(self._unkept)
        try:
            keep_typed(self._session, unkept, patience=PATIENCE)
        except DvError as refusal:
            self.trouble = refusal
            self._again.start()
            return False
        self.trouble = None
        self._unkept.clear()
        for place, texts in unkept.items():
            held.pop(place, None)
            if texts:
                held[place] = texts
        return True

    # --- fields ------------------------------------------------------------------------------------------------------

    def watch(self, edit: QLineEdit, place: str, *, given: str = "") -> None:
        """Keep what is typed into a line until :meth:`drop`. ``given``: what counts already."""
        edit.textEdited.connect(partial(self.put_line, place, given=given))

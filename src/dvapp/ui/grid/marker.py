"""Marks in the cells what the rules say of their figures: of the whole board and of every unit, judged beside the window."""

from collections.abc import Iterator, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import UnitCode
from dvapp.domain.errors import Cancelled, DvError
from dvapp.domain.judging.rules import Breach, RuleLevel
from dvapp.host.i18n import _, language
from dvapp.services.judging.rule_check import CheckedBreach, PeriodCheck, check_period
from dvapp.services.session import Session
from dvapp.ui.grid.book import GridBook
from dvapp.ui.grid.sheet import BOARD, Place
from dvapp.ui.grid.table import CellMark
from dvapp.ui.grid.view import GridView
from dvapp.ui.jobs import Watch
from dvapp.ui.report.owned_jobs import OwnedJobs

_RESTED = 700
"""Milliseconds after the last change of a figure: who types on is not judged at every cell."""
_WORST_FIRST = ("error", "warn", "told")


class CellMarker(QObject):
    """Judges the period in sight anew whenever its figures changed; an older answer that comes late is dropped."""

    def __init__(self, session: Session, jobs: OwnedJobs, view: GridView) -> None:
        super().__init__(view)
        self._session, self._jobs, self._view = session, jobs, view
        self._turn = self._begun = 0
        self._period: Period | None = None
        self._rested = QTimer(self)
        self._rested.setSingleShot(True)
        self._rested.setInterval(_RESTED)
        self._rested.timeout.connect(self._judge)
        view.installEventFilter(self)

    def judge(self, book: GridBook) -> None:
        """The figures are others: judge them when they rest; what was said of another period goes at once."""
        self._turn += 1
        if book.period != self._period:
            self._period = book.period
            self._view.content.mark_breaches({})
        self._rested.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Figures that changed while nobody looked are judged when the grid comes into sight."""
        if event.type() == QEvent.Type.Show and self._begun != self._turn:
            self._rested.start()
        return False

    def _judge(self) -> None:
        period, turn, session = self._period, self._turn, self._session
        if period is None or not self._view.isVisible():
            return
        self._begun = turn

        def step(watch: Watch, done: int, of: int) -> None:
            if turn != self._turn:
                raise Cancelled
            watch.step(done, of)

        self._jobs.run(
            _("Checking the figures"),
            lambda watch: check_period(session, period, progress=partial(step, watch)),
            lambda check: self._take(turn, check),
            self._refused,
        )

    def _refused(self, refusal: DvError) -> None:
        if not isinstance(refusal, Cancelled):
            self._jobs.refuse(refusal)

    def _take(self, turn: int, check: PeriodCheck) -> None:
        if turn == self._turn:
            self._view.content.mark_breaches(marks_of(check))


def marks_of(check: PeriodCheck) -> Mapping[Place, CellMark]:
    """The cells of which something is said, with the worst of it and all its sentences."""
    found: dict[Place, list[tuple[str, str]]] = {}
    for unit, state, breach in _said(check):
        for code in breach.codes:
            place = Place(unit, code, check.period)
            found.setdefault(place, []).append((state, sentence_of(breach)))
    return {
        place: CellMark(
            state=min((state for state, _words in told), key=_WORST_FIRST.index),
            words=tuple(dict.fromkeys(words for _state, words in told)),
        )
        for place, told in found.items()
    }


def _said(check: PeriodCheck) -> Iterator[tuple[UnitCode, str, Breach]]:
    for one in check.board:
        yield one.breach.unit or BOARD, _state(one), one.breach
    for unit, broken in check.units:
        for breach in broken:
            yield unit.code, _state(CheckedBreach(breach=breach)), breach


def _state(one: CheckedBreach) -> str:
    if one.breach.level is RuleLevel.ERROR:
        return "error"
    told = one.breach.confirmed or (bool(one.reports) and not one.waits)
    return "told" if told else "warn"


def sentence_of(breach: Breach) -> str:
    """What is said of a breach, as a sentence."""
    words = breach.sentence.said_in(language())
    return words[:1].upper() + words[1:] + "."

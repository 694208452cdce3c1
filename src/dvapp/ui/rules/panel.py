"""The check of a period beside its figures: every breach of the board and of its units, filtered, with ways and reasons."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dvapp.domain.accounts.duties import Action
from dvapp.domain.calendar.periods import Period
from dvapp.domain.errors import Cancelled, DvError
from dvapp.domain.judging.rules import Breach, RuleLevel
from dvapp.domain.places.units import Unit
from dvapp.host.i18n import _, ngettext
from dvapp.services.judging.rule_check import (
    CheckedBreach,
    PeriodCheck,
    check_period,
    explain_everywhere,
    records_behind,
)
from dvapp.services.session import Session
from dvapp.ui.figures.figures_model import RecordLine, record_lines
from dvapp.ui.jobs import Jobs, Watch
from dvapp.ui.messages import refusal_words
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.rules.card import RuleCard
from dvapp.ui.rules.words import (
    checked_state,
    count_words,
    level_state,
    need_words,
    unit_need_words,
)
from dvapp.ui.shell.periods import in_year_words
from dvapp.ui.typed_keeper import TypedKeeper, reason_place
from dvapp.ui.widgets import (
    EmptyState,
    Segmented,
    button,
    clear_layout,
    icon_button,
    label,
    line,
    name_icon_button,
    row,
    scrolled,
)

SHOWN_AT_ONCE = 40
"""Cards made at once; the rest come when they are asked for."""
ALL, ERRORS, WARNINGS, WAITING = "all", "errors", "warnings", "waiting"


class RulesPanel(QFrame):
    """``counted`` carries errors, warnings that wait, and the theme's state; ``figure_wanted`` a code."""

    figure_wanted = Signal(str)
    record_wanted = Signal(str)
    closed = Signal()
    counted = Signal(int, int)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._session, self._jobs = session, OwnedJobs(jobs, self)
        self._check: PeriodCheck | None = None
        self._period: Period | None = None
        self.typed = TypedKeeper(session, self)
        self._turn = 0
        self._more = 0
        self.cards: list[RuleCard] = []
        self._filters: tuple[tuple[str, str, str], ...] = ()
        self._build()
        self.retranslate()

    # --- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._title, self._when = label("", "heading"), label("", "small")
        self._close = icon_button("x", "", clicked=self.closed.emit)
        self.filter = Segmented()
        self.filter.offer(tuple((code, "") for code in (ALL, ERRORS, WARNINGS, WAITING)))
        self.filter.choose(ALL)
        self.filter.chosen.connect(lambda _code: self._show())
        page = QWidget()
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        body = QVBoxLayout(page)
        body.setContentsMargins(14, 12, 14, 14)
        body.addLayout(self._list)
        body.addStretch(1)
        self._nothing = EmptyState("circle-check")
        self._body = QStackedWidget()
        self._body.addWidget(scrolled(page))
        self._body.addWidget(self._nothing)
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 10, 8)
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._when)
        head.addStretch(1)
        head.addWidget(self._close)
        choices = row(self.filter, None)
        choices.setContentsMargins(14, 0, 14, 10)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addLayout(choices)
        whole.addWidget(line())
        whole.addWidget(self._body, 1)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(_("Check of the figures"))
        name_icon_button(self._close, _("Close (Esc)"))
        self.filter.setAccessibleName(_("Which to show"))
        self._show()

    # --- reading -----------------------------------------------------------------------------------------------------

    def load(self, period: Period) -> None:
        """Judge a period beside the window; an older answer that comes late is dropped.

        While nobody looks, the board alone: many units take their time.
        """
        self._period = period
        self._turn += 1
        turn, session, units = self._turn, self._session, not self.isHidden()

        def step(watch: Watch, done: int, of: int) -> None:
            if turn != self._turn:
                raise Cancelled
            watch.step(done, of)

        self._jobs.run(
            _("Checking the figures"),
            lambda watch: check_period(session, period, units=units, progress=partial(step, watch)),
            lambda check: self._take(turn, check),
            self._refused,
        )

    def _refused(self, refusal: DvError) -> None:
        if not isinstance(refusal, Cancelled):
            self._jobs.refuse(refusal)

    def show_panel(self) -> None:
        """Come into sight, the units included."""
        self.show()
        if self._period is not None and (self._check is None or not self._check.units_judged):
            self.load(self._period)

    def _take(self, turn: int, check: PeriodCheck) -> None:
        if turn != self._turn:
            return
        if self._check is None or self._check.period != check.period:
            self._more = 0
        changed, self._check = check != self._check, check
        if changed:
            self._show()
        self.counted.emit(check.count(RuleLevel.ERROR), self._waiting(check))

    @staticmethod
    def _waiting(check: PeriodCheck) -> int:
        own = sum(one.breach.level is RuleLevel.WARNING and one.waits for one in check.board)
        return own + sum(
            breach.level is RuleLevel.WARNING and breach.blocks
            for _unit, told in check.units
            for breach in told
        )

    # --- showing -----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self._name_filters()
        self.typed.reread()
        held = next((c.breach.rule for c in self.cards if c.reason and c.reason.edit.hasFocus()), "")
        clear_layout(self._list)
        self.cards = []
        if self._check is None:
            self._when.setText("")
            self._nothing.say(_("Checking the figures…"), "")
            self._body.setCurrentIndex(1)
            return
        self._when.setText(in_year_words(self._check.period))
        left = SHOWN_AT_ONCE + self._more
        hidden = 0
        for unit, breaches in self._groups(self._check):
            shown = breaches[: max(left, 0)]
            left -= len(shown)
            hidden += len(breaches) - len(shown)
            if shown and unit is not None:
                self._list.addWidget(label(unit.name, "group"))
            for one in shown:
                self._add(self._card(one, unit))
        if hidden:
            words = ngettext("Show {count} more", "Show {count} more", hidden).format(count=hidden)
            self._list.addWidget(button(words, "link", clicked=partial(self._show_more, hidden)))
        self._say_nothing()
        for card in self.cards:
            if held and card.breach.rule == held and card.reason is not None:
                card.reason.edit.setFocus()

    def _show_more(self, count: int) -> None:
        self._more += count
        self._show()

    def _add(self, card: RuleCard) -> None:
        self.cards.append(card)
        self._list.addWidget(card)

    def _groups(self, check: PeriodCheck) -> Iterator[tuple[Unit | None, list[CheckedBreach]]]:
        yield None, [one for one in check.board if self._passes(one)]
        for unit, told in check.units:
            ones = (CheckedBreach(breach=breach) for breach in told)
            yield unit, [one for one in ones if self._passes(one)]

    def _passes(self, one: CheckedBreach) -> bool:
        match self.filter.code():
            case "errors":
                return one.breach.level is RuleLevel.ERROR
            case "warnings":
                return one.breach.level is RuleLevel.WARNING
            case "waiting":
                return one.waits
            case _:
                return True

    def _name_filters(self) -> None:
        check = self._check
        errors = check.count(RuleLevel.ERROR) if check is not None else 0
        warnings = check.count(RuleLevel.WARNING) if check is not None else 0
        waiting = errors + (self._waiting(check) if check is not None else 0)
        self._filters = (
            (ALL, _("All"), _("All ({count})").format(count=errors + warnings)),
            (ERRORS, _("Errors"), _("Errors ({count})").format(count=errors)),
            (WARNINGS, _("Warnings"), _("Warnings ({count})").format(count=warnings)),
            (WAITING, _("Still open"), _("Open ({count})").format(count=waiting)),
        )
        self._fit_filters()

    def _fit_filters(self) -> None:
        """The filters without their counts where those do not fit; the counts stay in what is told of them."""
        self.filter.offer([(code, counted) for code, _words, counted in self._filters])
        if self.filter.sizeHint().width() > self.width() - 30:
            self.filter.offer([(code, words) for code, words, _counted in self._filters])
        for made, (_code, _words, counted) in zip(self.filter.buttons(), self._filters, strict=True):
            made.setToolTip(counted)
            made.setAccessibleName(counted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may hold more."""
        super().resizeEvent(event)
        if self._filters:
            self._fit_filters()

    def _say_nothing(self) -> None:
        self._body.setCurrentIndex(0 if self.cards else 1)
        if self.filter.code() == ALL:
            self._nothing.say(
                _("The figures break no rule"),
                _("Rules are silent where a number is still lacking: see how many figures are known."),
            )
        else:
            self._nothing.say(_("Nothing of this kind"), _("Choose “All” to see everything that was found."))

    def _card(self, one: CheckedBreach, unit: Unit | None) -> RuleCard:
        breach = one.breach
        if unit is not None:
            card = RuleCard(breach, state=level_state(breach), need=unit_need_words(breach))
        else:
            card = RuleCard(breach, state=checked_state(one), need=need_words(one))
        card.add_ways(lambda: self._lines(breach))
        card.figure_wanted.connect(self.figure_wanted)
        card.record_wanted.connect(self.record_wanted)
        if one.reports:
            act = _("Give the reason") if one.waits else _("Change the reason")
            assert self._period is not None, "a card is of a period"
            place = reason_place(self._period.written, breach.rule)
            field = card.ask_reason(act, self.typed.text(place, one.reason))
            self.typed.watch(field.edit, place, given=one.reason)
            field.setEnabled(self._session.actor.may(Action.RECORD))
            card.reason_given.connect(lambda reason: self._explain(card, breach, reason))
        return card

    def _lines(self, breach: Breach) -> tuple[RecordLine, ...]:
        return record_lines(records_behind(self._session, breach), self._session.units)

    def _explain(self, card: RuleCard, breach: Breach, reason: str) -> None:
        check, session = self._check, self._session
        assert check is not None, "a card is shown"

        def refused(refusal: DvError) -> None:
            card.say_reason_fault(refusal_words(refusal))

        def kept() -> None:
            self.typed.drop(reason_place(check.period.written, breach.rule))
            self.load(check.period)

        self._jobs.run(
            _("Keeping the answer"),
            lambda _watch: explain_everywhere(session, period=check.period, breach=breach, reason=reason),
            lambda _kinds: kept(),
            refused,
        )

    @property
    def words(self) -> str:
        """What was found, in short."""
        check = self._check
        if check is None:
            return _("checking…")
        return count_words(check.count(RuleLevel.ERROR), check.count(RuleLevel.WARNING))

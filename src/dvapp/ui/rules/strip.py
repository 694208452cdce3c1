"""What a record in work breaks and mends, under its form, as it is typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import RecordId
from dvapp.domain.errors import DvError
from dvapp.domain.judging.rules import RuleLevel
from dvapp.domain.recording.records import Record
from dvapp.host.i18n import _
from dvapp.services.judging.rule_check import ReportReason, explain_everywhere, records_behind, report_reasons
from dvapp.services.judging.typed_rules import RuleNews, Turn, stored_record, typed_breaches
from dvapp.services.session import Session
from dvapp.ui.figures.figures_model import RecordLine, record_lines
from dvapp.ui.jobs import Jobs
from dvapp.ui.messages import refusal_words
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.rules.card import RuleCard
from dvapp.ui.rules.words import count_words, news_state, turn_words, when_words
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import clear_layout, label, row


@dataclass(frozen=True, slots=True, kw_only=True)
class InWork:
    """A record as it stands in the form.

    :param record: as far as it is valid.
    :param whole: whether it has no fault: then it is kept as it stands here.
    """

    id: RecordId
    record: Record
    whole: bool


class RuleStrip(QWidget):
    """One card for each rule that the record's figures touch and that is broken, or was.

    ``figure_wanted`` carries a code, ``record_wanted`` the id of another record.
    """

    figure_wanted = Signal(str)
    record_wanted = Signal(str)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session, self._jobs = session, OwnedJobs(jobs, self)
        self._in_work: InWork | None = None
        self._period: Period | None = None
        self._news: tuple[RuleNews, ...] = ()
        self._reasons: Mapping[str, tuple[ReportReason, ...]] = {}
        self._written: dict[str, str] = {}
        self._busy = self._wanted = False
        self._of: RecordId | None = None
        self._judged: InWork | None = None
        self._opened: Record | None = None
        self.cards: list[RuleCard] = []
        self._title, self._count = label("", "heading"), label("", "chip")
        self._note = label("", "small", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 14, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row(self._title, self._count, None))
        layout.addWidget(self._note)
        layout.addLayout(self._list)
        self.retranslate()

    # --- judging -----------------------------------------------------------------------------------------------------

    def set_period(self, period: Period) -> None:
        """The period in work is judged, too, where the record counts in it."""
        if period != self._period:
            self._period = period
            self._judge()

    def judge(self, in_work: InWork | None) -> None:
        """Judge a record as it stands now; what comes of older words is dropped.

        :param in_work: ``None``: nothing in the form can be judged, as it has no day yet.
        """
        if in_work is not None and in_work.id != self._of:
            self.open(in_work.id)
        self._in_work = in_work
        if in_work is None:
            self._news, self._reasons, self._judged = (), {}, None
            self._show()
        self._judge()

    def open(self, record_id: RecordId) -> None:
        """Another record comes into the form: what it does to the rules counts from how it is stored now."""
        self._of, self._opened = record_id, stored_record(self._session, record_id)
        self._news, self._reasons, self._written, self._judged = (), {}, {}, None
        self._show()

    def _judge(self) -> None:
        in_work, period, session, opened = self._in_work, self._period, self._session, self._opened
        if in_work is None:
            return
        if self._busy:
            self._wanted = True
            return
        self._busy, self._wanted = True, False

        def work() -> tuple[tuple[RuleNews, ...], Mapping[str, tuple[ReportReason, ...]]]:
            found = typed_breaches(session, in_work.id, in_work.record, opened=opened, period=period)
            return found, _reasons(session, found) if in_work.whole else {}

        self._jobs.run(
            _("Checking the figures"),
            lambda _watch: work(),
            lambda made: self._take(in_work, *made),
            lambda _refusal: self._take(in_work, (), {}),  # what is wrong with a report's text is said there
        )

    def _take(
        self,
        in_work: InWork,
        news: tuple[RuleNews, ...],
        reasons: Mapping[str, tuple[ReportReason, ...]],
    ) -> None:
        self._busy = False
        if self._in_work is not None and in_work.id == self._in_work.id:
            changed = (news, reasons) != (self._news, self._reasons) or self._judged is None
            self._news, self._reasons, self._judged = news, reasons, in_work
            if changed:
                self._show()
            else:
                self._say()
        if self._wanted:
            self._judge()

    # --- showing -----------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(_("Check of the figures"))
        self._show()

    def _say(self) -> None:
        open_ones = [one for one in self._news if one.turn is not Turn.MENDS]
        errors = sum(one.breach.level is RuleLevel.ERROR for one in open_ones)
        warnings = len(open_ones) - errors
        self._count.setVisible(self._judged is not None)
        self._count.setText(count_words(errors, warnings))
        restyle(self._count, state="error" if errors else "warn" if warnings else "ok")
        judged = self._judged
        self._note.setVisible(judged is not None and not judged.whole)
        self._note.setText(
            _(
                "Judged by what is right so far; in the figures the record counts once nothing is left to mend."
            )
        )
        self.setAccessibleName(f"{self._title.text()}: {self._count.text()}")
        self.setVisible(judged is not None)

    def _show(self) -> None:
        held = self._focused_reason()
        clear_layout(self._list)
        self.cards = [self._card(one) for one in self._news]
        for card in self.cards:
            self._list.addWidget(card)
            if card.breach.rule == held and (field := card.reason) is not None:
                field.edit.setFocus()
        self._say()

    def _focused_reason(self) -> str:
        return next(
            (c.breach.rule for c in self.cards if c.reason is not None and c.reason.edit.hasFocus()), ""
        )

    def _card(self, news: RuleNews) -> RuleCard:
        mended = news.turn is Turn.MENDS
        reports = self._reasons.get(news.breach.rule, ()) if not mended else ()
        answered = bool(reports) and all(report.confirmed for report in reports)
        state = "ok" if answered else news_state(news)
        card = RuleCard(
            news.breach,
            state=state,
            need=self._need(news, reports),
            chips=((turn_words(news), state), (when_words(news), "")),
        )
        card.add_ways(lambda: self._lines(news))
        card.figure_wanted.connect(self.figure_wanted)
        card.record_wanted.connect(self.record_wanted)
        if reports:
            act = _("Give the reason") if not answered else _("Change the reason")
            kept = next((report.reason for report in reports if report.reason), "")
            field = card.ask_reason(act, self._written.get(news.breach.rule, kept))
            field.edit.textChanged.connect(lambda text: self._written.__setitem__(news.breach.rule, text))
            card.reason_given.connect(lambda reason: self._explain(card, news, reason))
        return card

    def _need(self, news: RuleNews, reports: Sequence[ReportReason]) -> str:
        if news.turn is Turn.MENDS:
            return ""
        if news.breach.level is RuleLevel.ERROR:
            return _("Error: mend it here or in the other records before the report is submitted.")
        if not reports:
            return _("Warning: see whether the numbers are right.")
        waiting = ", ".join(report.kind for report in reports if not report.confirmed)
        if not waiting:
            return _("Reason given in {reports}.").format(reports=", ".join(r.kind for r in reports))
        return _("Warning: give the reason for {reports}, or mend the figures.").format(reports=waiting)

    def _lines(self, news: RuleNews) -> tuple[RecordLine, ...]:
        return record_lines(records_behind(self._session, news.breach), self._session.units)

    def _explain(self, card: RuleCard, news: RuleNews, reason: str) -> None:
        session = self._session

        def keep() -> None:
            for period, breach in news.told:
                explain_everywhere(session, period=period, breach=breach, reason=reason)

        def refused(refusal: DvError) -> None:
            card.say_reason_fault(refusal_words(refusal))

        def kept() -> None:
            self._written.pop(news.breach.rule, None)
            self._judge()

        self._jobs.run(_("Keeping the answer"), lambda _watch: keep(), lambda _none: kept(), refused)


def _reasons(session: Session, found: Sequence[RuleNews]) -> Mapping[str, tuple[ReportReason, ...]]:
    """Of each warning that stands, the reports of all its periods that want a reason."""
    made: dict[str, tuple[ReportReason, ...]] = {}
    standing = [one for one in found if one.turn is not Turn.MENDS]
    for period in dict.fromkeys(period for one in standing for period, _breach in one.told):
        of_period = [breach for one in standing for at, breach in one.told if at == period]
        for rule, reports in report_reasons(session, period, of_period).items():
            made[rule] = (*made.get(rule, ()), *reports)
    return made

"""The overview: what to do next, the main figures, inspections by month, and the state of the report."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.judging.rule_check import open_breaches
from dvapp.services.session import Session
from dvapp.ui.deadlines.card import DeadlineCard
from dvapp.ui.icons import set_icon
from dvapp.ui.jobs import Jobs
from dvapp.ui.overview.chart import MonthChart
from dvapp.ui.overview.overview_model import Overview, load_overview, share
from dvapp.ui.records.list_model import Row, RowMaker
from dvapp.ui.rules.words import count_words
from dvapp.ui.shell.periods import period_words
from dvapp.ui.widgets import ElidedLink, EmptyState, button, card, clear_layout, label, line, row, scrolled

SHOWN = 7


class Card(QFrame):
    """A number that matters, with what it is and where it comes from."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.title = label("", "dim")
        self.value = label("", "figure")
        self.unit = label("", "dim", wrap=True)
        self.more = label("", "small", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setProperty("state", "ok")
        self.bar.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(3)
        layout.addWidget(self.title)
        values = row(self.value, self.unit, spacing=6)
        values.setStretch(1, 1)
        values.setAlignment(self.unit, Qt.AlignmentFlag.AlignBottom)
        self.unit.setContentsMargins(0, 0, 0, 6)
        layout.addLayout(values)
        layout.addWidget(self.bar)
        layout.addWidget(self.more)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, title: str, value: str, unit: str = "", more: str = "") -> None:
        """Fill the card; an unknown value is said in words, never as 0."""
        self.title.setText(title)
        self.value.setText(value or _("none yet"))
        self.value.setProperty("role", "figure" if value else "heading")
        self.value.style().unpolish(self.value)
        self.value.style().polish(self.value)
        self.unit.setText(unit if value else "")
        self.more.setText(more)
        self.more.setVisible(bool(more))
        none = _("none yet")
        self.setAccessibleName(f"{title}: {value or none} {unit}. {more}")

    def fill(self, part: float | None) -> None:
        """Show a bar from 0 to 1; ``None`` shows none."""
        self.bar.setVisible(part is not None)
        self.bar.setRange(0, 1000)
        self.bar.setValue(round((part or 0) * 1000))
        self.bar.setAccessibleName(self.title.text())


class OverviewScreen(QWidget):
    """The first screen."""

    navigate = Signal(str, object)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._period = Period(kind=PeriodKind.YEAR, year=session.year)
        self._data: Overview | None = None
        self._counts: tuple[int, int] | None = None
        self._rows = RowMaker(session, str)
        self._drafts: tuple[Row, ...] = ()
        self._title = label("", "title")
        self._theme = label("", "subtitle", wrap=True)
        self._cards = [Card() for _n in range(4)]
        self._card_grid = QGridLayout()
        self._card_grid.setSpacing(12)
        self._panels = QGridLayout()
        self._panels.setSpacing(12)
        self._todo = self._make_todo()
        self._visits = self._make_visits()
        self._report = self._make_report()
        self._deadlines = DeadlineCard()
        self._deadlines.wanted.connect(lambda one: self.navigate.emit("deadlines", one))
        self._columns = 0
        page = QWidget()
        body = QVBoxLayout(page)
        body.setContentsMargins(24, 20, 24, 20)
        body.setSpacing(12)
        heads = QVBoxLayout()
        heads.setSpacing(2)
        heads.addWidget(self._title)
        heads.addWidget(self._theme)
        body.addLayout(heads)
        body.addLayout(self._card_grid)
        body.addLayout(self._panels, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(page))
        self._arrange()
        self.retranslate()

    def _make_todo(self) -> QFrame:
        frame, body = card()
        self._todo_title = label("", "heading")
        self._todo_rows = QVBoxLayout()
        self._todo_rows.setSpacing(0)
        self._first = button("", "primary", clicked=self._go_first)
        self._open_report = button("", "", clicked=lambda: self.navigate.emit("report", None))
        self._nothing = EmptyState("circle-check")
        self._nothing.action.clicked.connect(lambda: self.navigate.emit("records", "new:"))
        body.addWidget(self._todo_title)
        body.addLayout(self._todo_rows)
        body.addWidget(self._nothing, 1)
        body.addSpacing(4)
        body.addLayout(row(self._first, self._open_report, None))
        body.addStretch(1)
        return frame

    def _make_visits(self) -> QFrame:
        frame, body = card()
        self._visits_title = label("", "heading")
        self._chart = MonthChart()
        self._chart_note = label("", "small", wrap=True)
        body.addWidget(self._visits_title)
        body.addWidget(self._chart, 1)
        body.addWidget(self._chart_note)
        return frame

    def _make_report(self) -> QFrame:
        frame, body = card()
        self._report_title = label("", "heading")
        self._report_name = label("", "", wrap=True)
        self._report_state = label("", "small", wrap=True)
        body.addWidget(self._report_title)
        body.addWidget(self._report_name)
        body.addWidget(self._report_state)
        self._check = button("", "link", clicked=lambda: self.navigate.emit("figures", "check"))
        body.addLayout(row(self._check, None))
        body.addStretch(1)
        return frame

    # --- the screens' contract ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read and compute again."""
        period = self._period
        self._jobs.run(
            _("Computing the overview"), lambda _watch: load_overview(self._session, period), self._take
        )
        self._jobs.run(
            _("Checking the figures"),
            lambda _watch: open_breaches(self._session, period),
            lambda counts: self._take_check(period, counts),
            lambda _refusal: None,  # a text that cannot be read is said where the report is
        )

    def set_period(self, period: Period) -> None:
        """Show another period."""
        if period != self._period:
            self._period, self._counts = period, None
            self.retranslate()
            if self.isVisible():
                self.refresh()

    def _take(self, data: Overview) -> None:
        if data.period != self._period:
            return
        self._data = data
        self.retranslate()

    def _take_check(self, period: Period, counts: tuple[int, int]) -> None:
        if period == self._period:
            self._counts = counts
            self._say_check()

    def _say_check(self) -> None:
        """What the figures break, as a way to its list."""
        errors, warnings = self._counts or (0, 0)
        self._check.setVisible(self._counts is not None)
        self._check.setText(_("Check of the figures: {words}").format(words=count_words(errors, warnings)))
        state = "error" if errors else "warn" if warnings else "ok"
        sign = {"error": "circle-alert", "warn": "triangle-alert", "ok": "circle-check"}[state]
        set_icon(self._check, sign, state, size=16, gap=5)

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        if self._data is not None:
            self._drafts = tuple(self._rows.row(item) for item in self._data.unfinished)
        period = period_words(self._period)
        self._title.setText(_("Overview · {period} {year}").format(period=period, year=self._session.year))
        self._todo_title.setText(_("To do"))
        self._visits_title.setText(_("Unit-visits inspected by month"))
        self._report_title.setText(_("The period's report"))
        self._first.setText(_("Deal with the first one"))
        self._open_report.setText(_("Open the report"))
        self._say_check()
        self._deadlines.retranslate()
        if self._data is not None:
            self._say_theme(self._data)
            self._say_cards(self._data)
            self._say_todo(self._data)
            self._say_visits(self._data)
            self._say_report(self._data)
            self._deadlines.show_data(self._data.deadlines, self._data.period)

    # --- words and numbers -------------------------------------------------------------------------------------------

    def _say_theme(self, data: Overview) -> None:
        parts = []
        if data.theme:
            parts.append(_("Theme of the centre: {theme}").format(theme=data.theme))
        if data.city_theme:
            parts.append(_("theme of the city: {theme}").format(theme=data.city_theme))
        self._theme.setText(" · ".join(parts))
        self._theme.setVisible(bool(parts))

    def _say_cards(self, data: Overview) -> None:
        drafts = self._drafts
        faults = sum(r.state.faults for r in drafts)
        todo, covered, visits, rate = self._cards
        blank = len(data.report.unknown) if data.report else 0
        todo.say(
            _("To do"),
            LocaleFormats(language()).number(len(drafts)),
            ngettext("record not finished", "records not finished", len(drafts)),
            ngettext("{count} thing to mend", "{count} things to mend", faults).format(count=faults)
            + " · "
            + ngettext("{count} figure unknown", "{count} figures unknown", blank).format(count=blank),
        )
        if data.coverage is None:
            covered.say(_("Units with a plan"), "", "", _("Does not apply to this board"))
            covered.fill(None)
        else:
            part, whole = data.coverage
            value = f"{_number(part)}/{_number(whole)}" if _number(part) else ""
            covered.say(_("Units with a plan"), value, part.unit.said_in(language()), "")
            fraction = share(part, whole)
            covered.fill(float(fraction) if fraction is not None else None)
        inspected = data.visits
        visits.say(
            _("Inspections"),
            _number(inspected),
            inspected.unit.said_in(language()) if inspected else "",
            _from_records(inspected),
        )
        of = ""
        if data.satisfied is not None and data.returned is not None and _number(data.returned):
            forms = _("{satisfied} of {returned} forms")
            of = forms.format(satisfied=_number(data.satisfied) or "–", returned=_number(data.returned))
        rate.say(_("Satisfied"), f"{_number(data.rate)}%" if _number(data.rate) else "", "", of)

    def _say_todo(self, data: Overview) -> None:
        clear_layout(self._todo_rows)
        drafts = self._drafts
        unknown = data.report.unknown if data.report and data.records else ()
        tasks = [self._task(one) for one in drafts[:SHOWN]]
        tasks += [self._missing(figure) for figure in unknown[: max(2, SHOWN - len(tasks))]]
        for number, task in enumerate(tasks):
            if number:
                self._todo_rows.addWidget(line())
            self._todo_rows.addWidget(task)
        if (rest := len(drafts) + len(unknown) - len(tasks)) > 0:
            more = ngettext("and {count} more", "and {count} more", rest).format(count=rest)
            where = "records" if len(drafts) > SHOWN else "figures"
            self._todo_rows.addSpacing(4)
            self._todo_rows.addWidget(button(more, "link", clicked=partial(self.navigate.emit, where, None)))
        self._first.setVisible(bool(drafts))
        self._nothing.setVisible(not tasks)
        if data.records:
            self._nothing.say(
                _("No record is waiting"),
                _(
                    "All {count} records are complete. Figures that no record gives are named in the report."
                ).format(count=LocaleFormats(language()).number(data.records)),
            )
        else:
            self._nothing.say(
                _("Begin with the first record"),
                _("Record what was done; figures, sentences and annexes of the report come from it."),
                _("New record"),
            )

    def _task(self, one: Row) -> QWidget:
        """A record to finish."""
        name = one.kind.name.said_in(language())
        words = one.summary or _("Without a subject yet")
        go = partial(self.navigate.emit, "records", str(one.listed.id))
        return _task_row(one.state.words, one.state.tone, words, name, go)

    def _missing(self, figure: Figure) -> QWidget:
        """A figure that the report names and nobody has given yet."""
        go = partial(self.navigate.emit, "figures", str(figure.code))
        return _task_row(_("Missing"), "warn", figure.label.said_in(language()), str(figure.code), go)

    def _say_visits(self, data: Overview) -> None:
        self._visits.setVisible(bool(data.months))
        self._chart.show_months(data.months)
        notes = [_("A month without a figure stays empty; it is not zero.")]
        if data.longer:
            notes.append(
                ngettext(
                    "{count} inspection took longer than a month and stands in none of them.",
                    "{count} inspections took longer than a month and stand in none of them.",
                    data.longer,
                ).format(count=data.longer)
            )
        self._chart_note.setText(" ".join(notes))

    def _say_report(self, data: Overview) -> None:
        state = data.report
        self._report.setVisible(state is not None)
        if state is None:
            return
        self._report_name.setText(f"{state.kind} · {state.title}")
        parts = [
            ngettext("{count} section", "{count} sections", state.sections).format(count=state.sections),
            ngettext("{count} changed by hand", "{count} changed by hand", state.edited).format(
                count=state.edited
            ),
        ]
        known = state.figures - len(state.unknown)
        parts.append(_("{known} of {all} figures known").format(known=known, all=state.figures))
        self._report_state.setText(" · ".join(parts))

    def _go_first(self) -> None:
        if drafts := self._drafts:
            self.navigate.emit("records", str(drafts[0].listed.id))

    # --- room --------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: object) -> None:
        """Four cards in a row, or two, or one."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
        self._arrange()

    def _arrange(self) -> None:
        columns = 4 if self.width() >= 860 else 2
        if columns == self._columns:
            return
        self._columns = columns
        for place, one in enumerate(self._cards):
            self._card_grid.addWidget(one, place // columns, place % columns)
        for place in range(4):
            self._card_grid.setColumnStretch(place, 1 if place < columns else 0)
        wide = columns == 4
        panels: list[tuple[QFrame, int, int, int]] = [  # where each stands, and over how many rows
            (self._todo, 0, 0, 1),
            (self._deadlines, 1, 0, 1),
            (self._visits, 2, 0, 1),
            (self._report, 3, 0, 1),
        ]
        if wide:  # two columns, each as high as it needs: the row in the middle is shared
            panels = [
                (self._todo, 0, 0, 2),
                (self._report, 2, 0, 1),
                (self._deadlines, 0, 1, 1),
                (self._visits, 1, 1, 2),
            ]
        for panel, row_of, column_of, rows in panels:
            self._panels.addWidget(panel, row_of, column_of, rows, 1)
        self._panels.setColumnStretch(0, 11)
        self._panels.setColumnStretch(1, 10 if wide else 0)
        self._panels.setRowStretch(1 if wide else 0, 1)
        self._panels.setRowStretch(0 if wide else 1, 0)


def _task_row(state: str, tone: str, words: str, where: str, go: Callable[[], object]) -> QWidget:
    """A thing to do: how it stands, what it is (a way there), and where."""
    task = QWidget()
    layout = QHBoxLayout(task)
    layout.setContentsMargins(0, 6, 0, 6)
    layout.setSpacing(10)
    chip = label(state, "chip", state=tone)
    link = ElidedLink(words, clicked=go)
    link.setAccessibleName(f"{where}: {words}, {state}")
    layout.addWidget(chip)
    layout.addWidget(link, 1)
    layout.addWidget(label(where, "small"))
    return task


def _number(figure: Figure | None) -> str:
    """A known figure as text, else ``""``."""
    if figure is None or figure.state is not FigureState.KNOWN:
        return ""
    return LocaleFormats(language()).number(figure.value)


def _from_records(figure: Figure | None) -> str:
    if figure is None or not (figure.records or figure.missing):
        return ""
    if figure.missing:
        count = len(figure.missing)
        return ngettext("{count} record lacks the number", "{count} records lack the number", count).format(
            count=count
        )
    count = len(figure.records)
    return ngettext("from {count} record", "from {count} records", count).format(count=count)

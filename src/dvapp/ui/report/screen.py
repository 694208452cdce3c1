"""The report screen: outline, text with bound figures, real pages; and the steps to the issued document."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.codes import ReportKindCode
from dvapp.domain.errors import Cancelled, DvError
from dvapp.domain.papers.reports import ReportText
from dvapp.domain.signing.verification import Verification
from dvapp.host.i18n import _
from dvapp.host.settings import Settings
from dvapp.services.session import Session
from dvapp.ui.jobs import Jobs, Watch
from dvapp.ui.messages import refusal_words
from dvapp.ui.notices import Notice
from dvapp.ui.papers.model import paper_for
from dvapp.ui.remembered import KeptSplit
from dvapp.ui.report.check_desk import CheckDesk
from dvapp.ui.report.check_model import CheckModel
from dvapp.ui.report.check_panel import CheckPanel
from dvapp.ui.report.check_words import step_words
from dvapp.ui.report.editor import EditorPanel
from dvapp.ui.report.options_model import OptionsModel
from dvapp.ui.report.options_panel import OptionsPanel
from dvapp.ui.report.outline_panel import OutlinePanel
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.page_source import PagesSeen, in_work
from dvapp.ui.report.pages_panel import PagesPanel
from dvapp.ui.report.report_model import Loaded, Preview, ReportModel, Work
from dvapp.ui.report.shown_pages import ShownPages
from dvapp.ui.report.step_panel import StepPanel
from dvapp.ui.report.steps_bar import StepsBar
from dvapp.ui.report.steps_model import Step, StepsModel
from dvapp.ui.report.text_keeper import TextKeeper
from dvapp.ui.theme import theme
from dvapp.ui.typed_keeper import TypedKeeper
from dvapp.ui.verify.words import verdict_name
from dvapp.ui.widgets import button

_DRAW_AFTER = 300
"""Milliseconds after the last keystroke."""
_STEPS = {"check": Step.CHECK, "issue": Step.ISSUE}
"""Steps that others lead to, named instead of a section."""
_NARROW = 860
"""Pixels of the screen below which the outline gives way."""


class _Middle(QWidget):
    """Holds the editor; a step's panel slides over it."""

    resized = Signal()

    def __init__(self, editor: QWidget) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(editor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 200)


class ReportScreen(QWidget):
    """A report in work."""

    navigate = Signal(str, object)
    said = Signal(object)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session, self._jobs = session, OwnedJobs(jobs, self)
        self.model, self.steps = ReportModel(session), StepsModel(session)
        self._period = Period(kind=PeriodKind.YEAR, year=session.year)
        self._kind = self.model.kind_for(self._period, ReportKindCode(""))
        self._profile: str | None = None
        self._turn = self._drawing = 0
        self._wanted = False
        self._section_wanted = ""
        self._typed = 0
        self._verdict = ""
        self._build(jobs)
        self._connect()
        self.retranslate()

    # --- what others ask -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read text and figures anew, keeping what was typed first."""
        if not self.keep_now():
            return  # reading anew would put the kept words over those that are not kept yet
        self._turn += 1
        turn, work, typed = self._turn, self._work(), self._typed

        def take(loaded: Loaded) -> None:
            if typed == self._typed:
                self._take(turn, loaded)
            elif turn == self._turn:
                self.refresh()  # somebody typed meanwhile: what was read is older than that

        self._jobs.run(_("Reading the report"), lambda _watch: self.model.load(work), take)

    def set_period(self, period: Period) -> None:
        """Work on the report of another period."""
        if period == self._period and self.model.work is not None:
            return
        self.keep_now()
        self.options.close_panel()
        self._period = period
        self.shown.forget()
        self.check.forget()
        self._kind = self.model.kind_for(period, self._kind)
        self.outline.show_kind(self._kind)
        self.outline.retranslate(period)
        self.refresh()

    def show_argument(self, code: object) -> None:
        """Go to a section, or to a report: its kind, or "KIND/PERIOD/SECTION" of the period in work.

        The section may be one of :data:`_STEPS`.
        """
        kind, _slash, rest = str(code).partition("/")
        if kind in self._session.pack.outlines:
            self._section_wanted = rest.partition("/")[2]
            self._choose_kind(kind)
        else:
            self._choose_section(str(code))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._draft.setText(_("Draft mark"))
        self._draft.setToolTip(_("Show the pages with the draft mark"))
        self.outline.show_kind(self._kind)
        self.outline.retranslate(self._period)
        self.editor.retranslate()
        self.texts.conflict.retranslate()
        self.shown.retranslate()
        self.panel.retranslate()
        self.options.retranslate()
        self.check_panel.retranslate()
        self._show_steps()

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self, jobs: Jobs) -> None:
        self.outline = OutlinePanel(self.model)
        self.editor = EditorPanel(self.model)
        self._middle = _Middle(self.editor)
        self.typed = TypedKeeper(self._session, self)
        self.panel = StepPanel(self.steps, jobs, self._in_work, self._middle, self.typed)
        self.options = OptionsPanel(OptionsModel(self._session), self._middle)
        self.pages = PagesPanel(self._session.tools.pages, jobs)
        self.shown = ShownPages(self._session, jobs, self.pages, self.model, self)
        self.editor.review.typed = self.typed
        self.texts = TextKeeper(self.model, self.editor, self.typed, self)
        self.check_panel = CheckPanel(CheckModel(self._session), self._middle, self.typed)
        self.check = CheckDesk(
            self._session,
            jobs,
            panel=self.check_panel,
            steps=self.steps,
            pages=self.pages,
            in_work=self._work,
        )
        self._draft = button("", "ghost")
        self._draft.setCheckable(True)
        self.pages.tools.insertWidget(self.pages.tools.count() - 4, self._draft)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(12)
        for widget, least in ((self.outline, 190), (self._middle, 330), (self.pages, 290)):
            widget.setMinimumWidth(least)
            self._split.addWidget(widget)
        for at, share in enumerate((0, 5, 6)):
            self._split.setStretchFactor(at, share)
            self._split.setCollapsible(at, at == 0)
        self._split.setSizes([232, 440, 500])
        KeptSplit(self._split, "report")
        self.bar = StepsBar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self._split, 1)
        layout.addWidget(self.bar)

    def _connect(self) -> None:
        self._draw_timer = QTimer(self)
        self._draw_timer.setSingleShot(True)
        self._draw_timer.setInterval(_DRAW_AFTER)
        self._draw_timer.timeout.connect(self._draw)
        self.texts.kept.connect(self._kept)
        self.texts.recovered.connect(self.refresh)  # another report may have been chosen meanwhile
        self.texts.said.connect(self.said)
        self.outline.section_chosen.connect(self._choose_section)
        self.outline.kind_chosen.connect(self._choose_kind)
        self.outline.profile_chosen.connect(self._choose_profile)
        self.outline.options_wanted.connect(lambda: self.options.open_for(self._work()))
        self.options.changed.connect(self._options_changed)
        self._middle.resized.connect(self.options.fit)
        self.editor.changed.connect(self._changed)
        self.editor.section_entered.connect(self._entered)
        self.editor.said.connect(self.said)
        self.editor.answered.connect(self._answered)
        self.editor.figure_wanted.connect(lambda code: self.navigate.emit("figures", code))
        self._draft.toggled.connect(lambda _on: self._draw())
        self.shown.print.clicked.connect(lambda _checked=False: self.shown.ask_print(self._work()))
        self.pages.back_wanted.connect(self.shown.back_to_text)
        self.pages.blamed.connect(self._go_to_fault)
        self._middle.resized.connect(self.panel.fit)
        self._middle.resized.connect(self.check_panel.fit)
        self._connect_check()
        self.bar.chosen.connect(self._choose_step)
        self.bar.submit_wanted.connect(self._begin_paper)
        self.panel.closed.connect(self._panel_closed)
        self.panel.next_wanted.connect(self._choose_step)
        self.panel.made.connect(self._made)
        self.panel.looked_at.connect(self.shown.look_at)
        self.panel.previewed.connect(self.shown.show_preview)
        self.panel.settings_wanted.connect(lambda: self.navigate.emit("settings", "signing"))
        self.panel.doctor_wanted.connect(lambda: self.navigate.emit("settings", "signing/token"))
        self.panel.print_wanted.connect(self.shown.printing.ask_file)
        self.panel.verified.connect(self._verified)
        self.panel.details_wanted.connect(lambda path, trust: self.navigate.emit("verify", (path, trust)))
        theme().changed.connect(self._recolour)

    def _connect_check(self) -> None:
        self.panel.check_wanted.connect(lambda: self._choose_step(Step.CHECK))
        self.check_panel.closed.connect(self._show_steps)
        self.check_panel.figure_wanted.connect(lambda code: self.navigate.emit("figures", code))
        self.check_panel.record_wanted.connect(lambda record: self.navigate.emit("records", record))
        self.check.known.connect(self._show_steps)
        self.check.answered.connect(self.refresh)
        self.check.place_wanted.connect(self._go_to_paragraph)
        self.check.own_pages_wanted.connect(self.shown.back_to_text)
        self.check.file_shown.connect(self.shown.show_file)

    # --- reading and keeping ---------------------------------------------------------------------------------------

    def _work(self) -> Work:
        return Work(
            kind=self._kind, period=self._period, profile=self._profile, draft=self._draft.isChecked()
        )

    def _in_work(self) -> tuple[Work, ReportText | None, str]:
        return self._work(), self.model.text(), self.pages.fault

    def _take(self, turn: int, loaded: Loaded) -> None:
        if turn != self._turn:
            return
        self.model.take(loaded)
        self.texts.resume()
        self.check_panel.name_sections({section.code: section.heading for section in self.model.sections})
        self.editor.show_sections()
        self.outline.show_sections()
        self._show_steps()
        wanted, self._section_wanted = self._section_wanted, ""
        if wanted in _STEPS:
            self._choose_step(_STEPS[wanted])
        elif wanted:
            self._choose_section(wanted)
        self._draw()

    def _changed(self, code: str) -> None:
        self.texts.changed(code)
        self._typed += 1
        self._draw_timer.start()
        if self.shown.file is not None:
            self.shown.back_to_text()

    def keep_now(self) -> bool:
        """Keep what was typed and is not kept yet; whether everything is safe then."""
        return self.texts.keep_now()

    @property
    def trouble(self) -> DvError | None:
        """Why the last words are not kept; ``None`` while everything is."""
        return self.texts.trouble or self.typed.trouble

    def _kept(self) -> None:
        self.editor.show_changes()
        self.outline.show_sections()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the screen keeps what was typed; the pages are drawn when one comes back."""
        self.keep_now()
        self._draw_timer.stop()
        super().hideEvent(event)

    def _answered(self) -> None:
        """Changed figures were accepted or kept: the answers lie in the store already, by the figures of this moment."""
        self.outline.show_sections()
        self.refresh()
        self.said.emit(Notice.saved(_("Report text saved"), ok=True))

    # --- pages -----------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        """Draw the text as it stands; one drawing at a time, and the last wish wins."""
        self._draw_timer.stop()
        if self.model.work is None:
            return
        if self._drawing:
            self._wanted = True
            return
        self._wanted = False
        self._drawing = turn = self._turn + 1
        work, text, maker = self._work(), self.model.text(), self._session.tools.pages
        sight = self.pages.source.sight

        def draw(_watch: Watch) -> tuple[Preview, PagesSeen | None]:
            preview = self.model.draw(work, text, mark_draft=work.draft)
            return preview, in_work(preview.pages, maker, sight) if preview.pages is not None else None

        self._jobs.run(_("Drawing the pages"), draw, lambda drawn: self._drawn(turn, *drawn), self._not_drawn)

    def _drawn(self, turn: int, preview: Preview, seen: PagesSeen | None) -> None:
        self._drawing = 0
        if self._wanted:
            self._draw()
        if turn != self._turn + 1:
            return
        section = self.model.blame(preview)
        refusal = self.model.refusal_sentence(preview.refusal) if preview.refusal else ""
        self.pages.say_fault(refusal, has_place=bool(section))
        self.editor.show_faults()
        self.outline.show_sections()
        self.panel.refusal_changed()
        self.check.drawn(preview)
        if seen is not None:
            self.shown.drawn(preview, seen)
        elif self.shown.seen is None:
            self.pages.show_nothing(_("The pages cannot be drawn yet"), refusal)

    def _not_drawn(self, refusal: DvError) -> None:
        self._drawing = 0
        if not isinstance(refusal, Cancelled):
            self.pages.say_fault(refusal_words(refusal))
        if self._wanted:
            self._draw()

    def _go_to_fault(self) -> None:
        for code in self.model.faulty:
            self.panel.close_panel()
            self.check_panel.close_panel()
            self.editor.go_to(code)

    def use_settings(self, settings: Settings) -> None:
        """Where the user's choices of signing are kept."""
        self.steps.use_settings(settings)

    # --- outline ---------------------------------------------------------------------------------------------------

    def _go_to_paragraph(self, code: str, number: int) -> None:
        """Close what lies over the text and put the caret into a paragraph (from 0)."""
        self._choose_section(code)
        editor = self.editor.sections.get(code)
        block = editor.edit.document().findBlockByNumber(number) if editor is not None else None
        if editor is not None and block is not None and block.isValid():
            editor.edit.setTextCursor(QTextCursor(block))

    def _choose_section(self, code: str) -> None:
        self.panel.close_panel()
        self.check_panel.close_panel()
        self.outline.choose(code)
        self.editor.go_to(code)
        self.shown.scroll_to(code)

    def _entered(self, code: str) -> None:
        self.outline.choose(code)
        self.shown.scroll_to(code)

    def _choose_kind(self, code: str) -> None:
        self.options.close_panel()
        self.keep_now()
        self._kind = ReportKindCode(code)
        self.check.forget()
        self.refresh()

    def _options_changed(self) -> None:
        self.shown.back_to_text()
        self.outline.retranslate(self._period)  # which layout follows by itself may be another one
        self._draw()

    def _choose_profile(self, code: str) -> None:
        self._profile = code or None
        self._draw()

    # --- steps -----------------------------------------------------------------------------------------------------

    def _choose_step(self, step: Step | None) -> None:
        if step is None:
            self.panel.close_panel()
            self.check_panel.close_panel()
            return
        self.keep_now()
        if step is Step.CHECK:
            self.panel.close_panel()
            self.check.open()
        else:
            self.check_panel.close_panel()
            self.panel.open_step(step)
        self._show_steps()

    def _panel_closed(self) -> None:
        self._show_steps()
        self.shown.back_to_text()

    def _made(self, step: Step, path: Path) -> None:
        self._verdict = ""
        self._show_steps()
        self.shown.look_at(path, step)

    def _begin_paper(self) -> None:
        """Into the chain: the paper of this report, begun now or on its way already."""
        self.keep_now()
        try:
            work = self._work()
            self.navigate.emit("register", paper_for(self._session, kind=work.kind, period=work.period))
        except DvError as refusal:
            self.said.emit(Notice.refused(refusal))

    def _verified(self, found: Verification) -> None:
        self._verdict = verdict_name(found.verdict)
        self._show_steps()

    def _show_steps(self) -> None:
        current = Step.CHECK if self.check_panel.is_open else self.panel.step
        self.bar.show_steps(self.steps, current, verified=self._verdict, checked=step_words(self.check.model))
        self.panel.refusal_changed()

    # --- Qt asks ---------------------------------------------------------------------------------------------------

    def _recolour(self) -> None:
        self.editor.show_sections()
        self.bar.update()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the outline gives way to text and pages."""
        super().resizeEvent(event)
        self.outline.setVisible(self.width() >= _NARROW)

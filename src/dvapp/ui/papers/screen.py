"""Papers on their way: the list at the left, one paper with its steps in the middle, its pages at the right."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from dvapp.domain.chain.papers import Paper, Place
from dvapp.domain.chain.steps import IN_WORK, StepKind
from dvapp.domain.errors import DvError
from dvapp.domain.signing.verification import KeyHolder
from dvapp.host.i18n import _
from dvapp.host.settings import Settings
from dvapp.services.chain.signing import SignedPaper
from dvapp.services.session import Session
from dvapp.services.signing.previewing import Preview
from dvapp.ui.jobs import Jobs, Watch
from dvapp.ui.notices import Notice
from dvapp.ui.papers.batch_desk import BatchDesk
from dvapp.ui.papers.batch_panel import BatchPanel
from dvapp.ui.papers.detail import PaperDetail
from dvapp.ui.papers.following_bar import FollowingBar
from dvapp.ui.papers.model import PapersModel, Wish
from dvapp.ui.papers.paper_list import PaperList
from dvapp.ui.papers.step_form import PaperStepForm
from dvapp.ui.papers.words import done_words, step_words
from dvapp.ui.printing.desk import PrintDesk
from dvapp.ui.remembered import KeptSplit
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.page_source import PagesSeen, glance
from dvapp.ui.report.pages_panel import PagesPanel
from dvapp.ui.signed_words import doubt_words
from dvapp.ui.typed_keeper import TypedKeeper
from dvapp.ui.widgets import EmptyState, Segmented, column, label, row

_ABOVE = 120
"""Points of the page that are seen above a stamp."""
_WIDE = 1180
"""Pixels from which steps and pages stand side by side; below, one of them is shown."""


class PapersScreen(QWidget):
    """``navigate`` leads to other screens, ``period_wanted`` carries a period, ``said`` a notice."""

    navigate = Signal(str, object)
    period_wanted = Signal(object)
    said = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._jobs = OwnedJobs(jobs, self)
        self._model = PapersModel(session)
        self._printing = PrintDesk(session.tools, jobs, self)
        self._papers: tuple[Paper, ...] = ()
        self._shown: tuple[str, str | None] | None = None
        self._subtitle = label("", "subtitle", wrap=True)
        self.filter = Segmented()
        self.list = PaperList(self._model.mine)
        self.typed = TypedKeeper(session, self)
        self.detail = PaperDetail(session, self._model, self._jobs, settings, self.typed)
        self.following = FollowingBar()
        self.batch = BatchDesk(session, self._jobs, self.detail, self)
        self.pages = PagesPanel(session.tools.pages, jobs)
        self.view = Segmented()
        self._empty = EmptyState("send")
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        middle = QWidget()
        self._middle_rows = column(self.view, self.following, self.detail, spacing=10)
        middle.setLayout(self._middle_rows)
        middle.setMinimumWidth(300)
        self._middle = middle
        self.pages.setMinimumWidth(280)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(14)
        split.setChildrenCollapsible(False)
        sizes = [320, 410, 420]
        for part, size in zip((self.list, middle, self.pages), sizes, strict=True):
            split.addWidget(part)
            split.setStretchFactor(split.count() - 1, 0 if part is self.list else size)
        split.setSizes(sizes)
        KeptSplit(split, "papers")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(split)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 0, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(self._subtitle)
        layout.addLayout(row(self.filter, None, *self.batch.buttons.values()))
        layout.addWidget(self._stack, 1)
        self.following.hide()

    def _connect(self) -> None:
        self.filter.chosen.connect(lambda _code: self._fill())
        self.view.chosen.connect(lambda _code: self._arrange())
        self.list.chosen.connect(self._chosen)
        self.detail.step_wanted.connect(self._take)
        self.detail.received.connect(self._receive)
        self.detail.save_wanted.connect(self._save)
        self.detail.follow_wanted.connect(self._begin_following)
        self.following.typed.connect(lambda text: self.typed.put_line(self._following_place(), text))
        self.detail.changes_wanted.connect(self._show_changes)
        self.detail.preview_wanted.connect(self._preview)
        self.detail.print_wanted.connect(self._print)
        self.detail.settings_wanted.connect(lambda: self.navigate.emit("settings", "signing"))
        self.detail.doctor_wanted.connect(lambda: self.navigate.emit("settings", "signing/token"))
        self.detail.place_wanted.connect(self._go_to_place)
        self.detail.to_report_wanted.connect(lambda: self._go_to_report("check"))
        self.following.wanted.connect(self._follow)
        self.batch.opened.connect(self._show_batch)
        self.batch.closed.connect(self._leave_batch)
        self.batch.changed.connect(self.refresh)
        self.batch.looked_at.connect(self._show_pages)
        self.batch.preview_wanted.connect(self._preview_of_batch)
        self.batch.said.connect(self.said)
        self._empty.action.clicked.connect(self._leave_empty)

    # --- what others ask ---------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._subtitle.setText(
            _("Each report from draft to register: who has done what, and whose turn it is.")
        )
        self.filter.offer([("mine", _("Waiting for me")), ("work", _("In work")), ("all", _("All"))])
        if not self.filter.code():
            self.filter.choose("work")
        self.view.offer([("way", _("Steps")), ("pages", _("Pages"))])
        if not self.view.code():
            self.view.choose("way")
        self.list.retranslate()
        self._say_empty()
        self.following.retranslate()
        self.batch.retranslate()
        self.pages.retranslate()
        if (standing := self.detail.standing) is not None:
            self.detail.show_standing(standing, anew=True)
        if self._papers:  # before the first reading there is nothing to say in another language
            self._fill()

    def refresh(self) -> None:
        """Read the papers again, keeping the one in sight."""
        if self._read():
            self._fill()

    changed_elsewhere = refresh

    def _read(self) -> bool:
        """Read the papers again; whether they could be read."""
        try:
            self._papers = self._model.all()
        except DvError as refusal:
            self.said.emit(Notice.refused(refusal))
            return False
        self.batch.refresh()
        return True

    def show_argument(self, argument: object) -> None:
        """Show a paper by its id."""
        if not self._read():
            return
        paper = next((one for one in self._papers if one.id == argument), None)
        if paper is not None and paper.state not in IN_WORK:
            self.filter.choose("all")
        self._fill(paper.id if paper is not None else "")

    # --- the list ----------------------------------------------------------------------------------------------------

    def _fill(self, wanted: str = "") -> None:
        rows = [one for one in self._papers if self._is_listed(one)]
        self._say_empty()
        self._stack.setCurrentIndex(1 if rows or self.batch.panel is not None else 0)
        numbers = {one.id: one.number for one in self._papers if one.number}
        self.list.fill(rows, wanted, numbers=numbers)

    def _say_empty(self) -> None:
        """Why nothing is listed, and what to do first."""
        if self.filter.code() == "mine" and self._papers:
            self._empty.say(
                _("Nothing waits for you"),
                _("What others have to do next is among those in work."),
                _("Show all papers"),
            )
        elif self._papers:
            self._empty.say(
                _("No paper is on its way"),
                _("All of them have gone out, or were given up."),
                _("Show all papers"),
            )
        else:
            self._empty.say(
                _("No paper is on its way"),
                _("Write a report first; “Submit” there begins its way to the deputy head and the head."),
                _("To the report"),
            )

    def _leave_empty(self) -> None:
        if self._papers:
            self.filter.choose("all")
            self._fill()
        else:
            self.navigate.emit("report", None)

    def _is_listed(self, paper: Paper) -> bool:
        match self.filter.code():
            case "all":
                return True
            case "mine":
                return self._model.mine(paper)
            case _:
                return paper.state in IN_WORK

    def _chosen(self) -> None:
        if (paper := self.paper) is not None:
            self._show(paper)

    @property
    def paper(self) -> Paper | None:
        """The paper in sight."""
        return next((one for one in self._papers if one.id == self.list.paper_id), None)

    # --- one paper ---------------------------------------------------------------------------------------------------

    def _show(self, paper: Paper) -> None:
        try:
            standing = self._model.standing(paper)
        except DvError as refusal:
            self.said.emit(Notice.refused(refusal))
            return
        self.following.keep_to(paper.id)
        self.detail.show_standing(standing)
        self._arrange()
        self._show_pages(paper)

    def _show_pages(self, paper: Paper) -> None:
        if self._shown == (paper.id, paper.pdf) or self._other_in_sight(paper):
            return
        self._shown = (paper.id, paper.pdf)
        if paper.pdf is None:
            self.pages.show_nothing(
                _("No pages yet"),
                _("The pages are drawn when the report is submitted; until then see the report."),
            )
            return
        wanted, maker = self._shown, self._session.tools.pages

        def shown(seen: PagesSeen) -> None:
            if wanted == self._shown:
                self.pages.show_pages(seen)

        self._jobs.run(
            _("Reading the document"), lambda watch: glance(maker, self._model.pdf(paper), watch), shown
        )

    def _other_in_sight(self, paper: Paper) -> bool:
        """Whether several papers are being signed, and the pages are those of another one."""
        panel = self.batch.panel
        return panel is not None and panel.current is not None and panel.current.id != paper.id

    def _show_changes(self, seq: int) -> None:
        paper = self.paper
        if paper is None:
            return
        self._jobs.run(
            _("Comparing"),
            lambda _watch: self._model.changes(paper, seq),
            partial(self.detail.show_changes, seq),
        )

    # --- doing -------------------------------------------------------------------------------------------------------

    def _take(self, kind: StepKind, wish: Wish) -> None:
        """Take a step beside the window: a token or a drawing may need its time."""
        paper, form = self.paper, self.detail.form
        if paper is None:
            return
        key = form.key.edit.text() if form is not None else ""

        def taken(done: SignedPaper) -> None:
            self.detail.forget_typed(paper.id, kind)
            self.detail.keep_key(kind, wish, key)
            self._taken(done.paper)
            for words in doubt_words(done.signed):
                self.said.emit(Notice(words=words, state="warn"))

        def refused(refusal: DvError) -> None:
            if form is self.detail.form:
                self.detail.refuse(refusal)
            else:  # another paper is in sight by now
                self.said.emit(Notice.refused(refusal))
            self._offer_way(refusal)

        self._jobs.run(
            step_words(kind),
            lambda watch: self._model.take(paper, kind, wish, lambda: watch.step(0, 0)),
            taken,
            refused,
        )

    def _offer_way(self, refusal: DvError) -> None:
        """Where the register has to be seen to first: the way there."""
        if refusal.code == "series_not_begun":
            words = _("The register has to be begun for such papers first.")
            there = partial(self.navigate.emit, "register", "register")
            self.said.emit(Notice(words=words, state="warn", action=_("To the register"), then=there))

    def _preview(self, kind: StepKind, wish: Wish, holder: KeyHolder | None) -> None:
        """Show the pages as the step will make them look; nothing is signed."""
        form = self.detail.form
        if (paper := self.paper) is not None and form is not None:
            self._show_preview(
                paper, wish, holder, form, lambda: form is self.detail.form, self.detail.refuse
            )

    def _show_preview(
        self,
        paper: Paper,
        wish: Wish,
        holder: KeyHolder | None,
        form: PaperStepForm,
        still: Callable[[], bool],
        refused: Callable[[DvError], None],
    ) -> None:
        """``still``: whether it is wanted when it is drawn."""
        maker = self._session.tools.pages
        self._shown = None

        def drawn(watch: Watch) -> tuple[PagesSeen, Preview]:
            made = self._model.preview(paper, form.kind, wish, holder)
            return glance(maker, made.pdf, watch), made

        def shown(found: tuple[PagesSeen, Preview]) -> None:
            if not still():
                return
            seen, made = found
            self.view.choose("pages")
            self._arrange()
            self.pages.show_pages(seen)
            form.signing.check.ask(made.holder, made.others)
            points = made.place.top * 72 / 25.4 - _ABOVE
            self.pages.view.go_to(made.place.page, points_down=max(0.0, points))
            self.said.emit(
                Notice(words=_("The pages as they will look; nothing is signed yet."), state="info")
            )

        self._jobs.run(
            _("Drawing pages"),
            drawn,
            shown,
            lambda refusal: refused(refusal) if still() else None,
        )

    def _taken(self, paper: Paper) -> None:
        """A step was taken: show what came of it, unless another paper is looked at by now."""
        self.said.emit(Notice(words=f"{paper.name}: {done_words(paper.last)}", state="ok"))
        if self.paper is None or self.paper.id == paper.id:
            self.show_argument(paper.id)
        else:
            self.refresh()

    def _receive(self, path: Path) -> None:
        if (paper := self.paper) is not None:
            words = _("Take in a signed file")
            self._jobs.run(words, lambda _watch: self._model.receive(paper, path), self._taken)

    def _save(self, path: Path) -> None:
        if (paper := self.paper) is None:
            return
        words = _("Saved: {file}").format(file=path.name)
        self._jobs.run(
            _("Saving"),
            lambda _watch: self._model.save(paper, path),
            lambda _none: self.said.emit(Notice(words=words, state="ok")),
        )

    def _print(self) -> None:
        if (paper := self.paper) is not None:
            self._jobs.run(
                _("Reading the document"),
                lambda _watch: self._model.pdf(paper),
                lambda pdf: self._printing.ask(pdf, paper.name),
            )

    def _following_place(self) -> str:
        return f"paper/{self.paper.id if self.paper is not None else ''}/follow"

    def _begin_following(self, replacing: bool) -> None:  # a slot
        self.following.begin(replacing, self.typed.text(self._following_place()))

    def _follow(self, reason: str, replacing: bool) -> None:  # a slot
        if (paper := self.paper) is not None:
            self._jobs.run(
                _("Begin the replacement") if replacing else _("Begin the correction"),
                lambda _watch: self._model.follow(paper, reason=reason, replacing=replacing),
                self._followed,
            )

    def _followed(self, paper: Paper) -> None:
        """The new paper has begun."""
        self.typed.drop(self._following_place())
        self.following.hide()
        self.said.emit(Notice(words=f"{paper.name}: {done_words(paper.last)}", state="ok"))
        self.show_argument(paper.id)

    # --- several -----------------------------------------------------------------------------------------------------

    def _show_batch(self, panel: BatchPanel) -> None:
        self.list.hide()
        self.following.hide()
        self._middle_rows.addWidget(panel)
        self._arrange()

    def _leave_batch(self) -> None:
        self.list.show()
        self._arrange()
        self.refresh()

    def _preview_of_batch(self, paper: Paper, wish: Wish, holder: KeyHolder | None) -> None:
        panel = self.batch.panel
        if panel is not None:
            self._show_preview(
                paper, wish, holder, panel.form, lambda: panel is self.batch.panel, panel.refuse
            )

    # --- elsewhere ---------------------------------------------------------------------------------------------------

    def _go_to_place(self, place: Place) -> None:
        """Where something is to be mended: a figure, or a section of the report."""
        if (paper := self.paper) is None:
            return
        if place.code:
            self.period_wanted.emit(paper.period)
            self.navigate.emit("figures", place.code)
        else:
            self._go_to_report(place.section)

    def _go_to_report(self, section: str) -> None:
        if (paper := self.paper) is not None:
            self.period_wanted.emit(paper.period)
            self.navigate.emit("report", f"{paper.kind}/{paper.period.written}/{section}")

    def keep_now(self) -> bool:
        """Keep what is typed and not given yet; whether it is safe then."""
        return self.typed.keep_now()

    # --- room --------------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        wide = self.width() >= _WIDE
        pages = self.view.code() == "pages"
        self.view.setVisible(not wide)
        several = self.batch.panel
        self.detail.setVisible(several is None and (wide or not pages))
        if several is not None:
            several.setVisible(wide or not pages)
        self.pages.setVisible(wide or pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the pages where there is some."""
        super().resizeEvent(event)
        self._arrange()

"""Papers on their way: the list at the left, one paper with its steps in the middle, its pages at the right."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dvapp.domain.chain.papers import Paper
from dvapp.domain.chain.steps import IN_WORK, StepKind
from dvapp.domain.errors import DvError
from dvapp.domain.signing.verification import KeyHolder
from dvapp.host.i18n import _
from dvapp.host.settings import Settings
from dvapp.services.chain.signing import SignedPaper
from dvapp.services.session import Session
from dvapp.ui.jobs import Jobs
from dvapp.ui.notices import Notice
from dvapp.ui.papers.detail import PaperDetail
from dvapp.ui.papers.following_bar import FollowingBar
from dvapp.ui.papers.model import PapersModel, Wish
from dvapp.ui.papers.words import done_words, state_words
from dvapp.ui.printing.desk import PrintDesk
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.page_source import PagesSeen, glance
from dvapp.ui.report.pages_panel import PagesPanel
from dvapp.ui.signed_words import doubt_words
from dvapp.ui.widgets import EmptyState, Segmented, column, label, row

_WIDE = 1180
"""Pixels from which steps and pages stand side by side; below, one of them is shown."""


class PapersScreen(QWidget):
    """``navigate`` leads to other screens, ``said`` carries a notice."""

    navigate = Signal(str, object)
    said = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._jobs = OwnedJobs(jobs, self)
        self._model = PapersModel(session)
        self._printing = PrintDesk(session.tools, jobs, self)
        self._papers: tuple[Paper, ...] = ()
        self._shown: tuple[str, str | None] | None = None
        self._title, self._subtitle = label("", "title"), label("", "subtitle", wrap=True)
        self.filter = Segmented()
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setMinimumWidth(240)
        self.detail = PaperDetail(session, self._model, self._jobs, settings)
        self.following = FollowingBar()
        self.pages = PagesPanel(session.tools.pages, jobs)
        self.view = Segmented()
        self._empty = EmptyState("send")
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        middle = QWidget()
        middle.setLayout(column(self.view, self.following, self.detail, spacing=10))
        middle.setMinimumWidth(300)
        self._middle = middle
        self.pages.setMinimumWidth(280)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(14)
        split.setChildrenCollapsible(False)
        for part, size in ((self.list, 300), (middle, 420), (self.pages, 460)):
            split.addWidget(part)
            split.setStretchFactor(split.count() - 1, size)
        split.setSizes([300, 420, 460])
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(split)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self._subtitle)
        layout.addLayout(row(self.filter, None))
        layout.addWidget(self._stack, 1)
        self.following.hide()

    def _connect(self) -> None:
        self.filter.chosen.connect(lambda _code: self._fill())
        self.view.chosen.connect(lambda _code: self._arrange())
        self.list.currentItemChanged.connect(lambda now, _before: self._chosen(now))
        self.detail.step_wanted.connect(self._take)
        self.detail.received.connect(self._receive)
        self.detail.save_wanted.connect(self._save)
        self.detail.follow_wanted.connect(self.following.begin)
        self.detail.changes_wanted.connect(self._show_changes)
        self.detail.preview_wanted.connect(self._preview)
        self.detail.print_wanted.connect(self._print)
        self.detail.settings_wanted.connect(lambda: self.navigate.emit("settings", "signing"))
        self.following.wanted.connect(self._follow)
        self._empty.action.clicked.connect(lambda _checked=False: self.navigate.emit("report", None))

    # --- what others ask ---------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._title.setText(_("Papers on their way"))
        self._subtitle.setText(
            _("Each report from draft to register: who has done what, and whose turn it is.")
        )
        self.filter.offer([("work", _("In work")), ("all", _("All"))])
        if not self.filter.code():
            self.filter.choose("work")
        self.view.offer([("way", _("Steps")), ("pages", _("Pages"))])
        if not self.view.code():
            self.view.choose("way")
        self.list.setHeaderLabels([_("Paper"), _("Period"), _("State")])
        self.list.setAccessibleName(_("Papers on their way"))
        self._empty.say(
            _("No paper is on its way"),
            _("Write a report first; “Submit” there begins its way to the deputy head and the head."),
            _("To the report"),
        )
        self.following.retranslate()
        self.pages.retranslate()
        self.refresh()

    def refresh(self) -> None:
        """Read the papers again, keeping the one in sight."""
        try:
            self._papers = self._model.all()
        except DvError as refusal:
            self.said.emit(Notice.refused(refusal))
            return
        self._fill()

    changed_elsewhere = refresh

    def show_argument(self, argument: object) -> None:
        """Show a paper by its id."""
        self.refresh()
        paper = next((one for one in self._papers if one.id == argument), None)
        if paper is not None:
            if paper.state not in IN_WORK:
                self.filter.choose("all")
            self._fill(paper.id)

    # --- the list ----------------------------------------------------------------------------------------------------

    def _fill(self, wanted: str = "") -> None:
        item = self.list.currentItem()
        held = wanted or (item.data(0, Qt.ItemDataRole.UserRole) if item is not None else "")
        rows = [one for one in self._papers if self.filter.code() == "all" or one.state in IN_WORK]
        self.list.blockSignals(True)  # noqa: FBT003  # Qt's own parameter
        self.list.clear()
        chosen: QTreeWidgetItem | None = None
        for paper in rows:
            made = QTreeWidgetItem(
                [paper.number or str(paper.kind), paper.period.written, state_words(paper.state)]
            )
            made.setData(0, Qt.ItemDataRole.UserRole, paper.id)
            made.setToolTip(0, paper.title or paper.name)
            self.list.addTopLevelItem(made)
            if paper.id == held or chosen is None:
                chosen = made
        self.list.blockSignals(False)  # noqa: FBT003  # Qt's own parameter
        head = self.list.header()
        head.setStretchLastSection(True)
        for number in (0, 1):
            head.setSectionResizeMode(number, QHeaderView.ResizeMode.ResizeToContents)
        self._stack.setCurrentIndex(1 if rows else 0)
        if chosen is not None:
            self.list.setCurrentItem(chosen)
            self._chosen(chosen)

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        paper = self._paper_of(item)
        if paper is not None:
            self._show(paper)

    def _paper_of(self, item: QTreeWidgetItem | None) -> Paper | None:
        held = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None
        return next((one for one in self._papers if one.id == held), None)

    @property
    def paper(self) -> Paper | None:
        """The paper in sight."""
        return self._paper_of(self.list.currentItem())

    # --- one paper ---------------------------------------------------------------------------------------------------

    def _show(self, paper: Paper) -> None:
        try:
            standing = self._model.standing(paper)
        except DvError as refusal:
            self.said.emit(Notice.refused(refusal))
            return
        self.following.hide()
        self.detail.show_standing(standing)
        self._arrange()
        self._show_pages(paper)

    def _show_pages(self, paper: Paper) -> None:
        if self._shown == (paper.id, paper.pdf):
            return
        self._shown = (paper.id, paper.pdf)
        if paper.pdf is None:
            self.pages.show_nothing(
                _("No pages yet"), _("The pages are fixed when the head approves; until then see the report.")
            )
            return
        wanted, maker = self._shown, self._session.tools.pages

        def shown(seen: PagesSeen) -> None:
            if wanted == self._shown:
                self.pages.show_pages(seen)

        self._jobs.run(
            _("Reading the document"), lambda watch: glance(maker, self._model.pdf(paper), watch), shown
        )

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
        paper = self.paper
        if paper is None:
            return
        self._jobs.run(
            _("Working…"),
            lambda _watch: self._model.take(paper, kind, wish),
            self._signed,
            self._not_taken,
        )

    def _not_taken(self, refusal: DvError) -> None:
        """Said beside the step; where the register has to be seen to first, with the way there."""
        self.detail.refuse(refusal)
        if refusal.code == "series_not_begun":
            words = _("The register has to be begun for such papers first.")
            there = partial(self.navigate.emit, "register", "register")
            self.said.emit(Notice(words=words, state="warn", action=_("To the register"), then=there))

    def _signed(self, taken: SignedPaper) -> None:
        self._taken(taken.paper)
        for words in doubt_words(taken.signed):
            self.said.emit(Notice(words=words, state="warn"))

    def _preview(self, kind: StepKind, wish: Wish, holder: KeyHolder | None) -> None:
        """Show the pages as the step will make them look; nothing is signed."""
        paper, maker = self.paper, self._session.tools.pages
        if paper is None:
            return
        self._shown = None

        def shown(seen: PagesSeen) -> None:
            self.view.choose("pages")
            self._arrange()
            self.pages.show_pages(seen)
            self.said.emit(
                Notice(words=_("The pages as they will look; nothing is signed yet."), state="info")
            )

        self._jobs.run(
            _("Working…"),
            lambda watch: glance(maker, self._model.preview(paper, kind, wish, holder), watch),
            shown,
            self.detail.refuse,
        )

    def _taken(self, paper: Paper) -> None:
        self.said.emit(Notice(words=f"{paper.name}: {done_words(paper.last)}", state="ok"))
        self.show_argument(paper.id)

    def _receive(self, path: Path) -> None:
        if (paper := self.paper) is not None:
            self._jobs.run(_("Working…"), lambda _watch: self._model.receive(paper, path), self._taken)

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

    def _follow(self, reason: str, replacing: bool) -> None:  # a slot
        if (paper := self.paper) is not None:
            self._jobs.run(
                _("Working…"),
                lambda _watch: self._model.follow(paper, reason=reason, replacing=replacing),
                self._taken,
            )

    # --- room --------------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        wide = self.width() >= _WIDE
        pages = self.view.code() == "pages"
        self.view.setVisible(not wide)
        self.detail.setVisible(wide or not pages)
        self.pages.setVisible(wide or pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the pages where there is some."""
        super().resizeEvent(event)
        self._arrange()

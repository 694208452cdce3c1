"""Opens the panel for several papers where there are several, and does what it asks beside the window."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from dvapp.domain.chain.papers import Paper
from dvapp.domain.chain.steps import StepKind
from dvapp.domain.errors import DvError
from dvapp.host.i18n import _
from dvapp.services.chain.batch import BATCHED, Fate, take_all, waiting_for
from dvapp.services.session import Session
from dvapp.ui.jobs import Watch
from dvapp.ui.notices import Notice
from dvapp.ui.papers.batch_panel import BatchPanel, batch_words
from dvapp.ui.papers.detail import PaperDetail
from dvapp.ui.papers.model import Wish
from dvapp.ui.papers.places import PaperPlaces
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.widgets import button

_SEVERAL = 2


class BatchDesk(QObject):
    """``opened`` carries the panel; ``closed``: one paper is shown again; ``changed``: papers took steps.

    :ivar buttons: one for each step that can be taken with several papers; seen where there are several.
    """

    opened = Signal(object)
    closed = Signal()
    changed = Signal()
    looked_at = Signal(object)
    preview_wanted = Signal(object, object, object)
    said = Signal(object)

    def __init__(self, session: Session, jobs: OwnedJobs, detail: PaperDetail, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._detail = session, jobs, detail
        self.panel: BatchPanel | None = None
        self.buttons: dict[StepKind, QPushButton] = {
            kind: button(
                "", icon="signature" if kind is StepKind.SIGN else "stamp", clicked=partial(self.open, kind)
            )
            for kind in BATCHED
        }
        for made in self.buttons.values():
            made.hide()

    def retranslate(self) -> None:
        """Set all words in the language in use; an open panel keeps its own until it is opened again."""
        for kind, made in self.buttons.items():
            made.setText(f"{batch_words(kind)}…")
            made.setToolTip(_("One key and one PIN for all papers that wait for it"))

    def refresh(self) -> None:
        """See what waits now."""
        for kind, made in self.buttons.items():
            made.setVisible(self.panel is None and len(self._waiting(kind)) >= _SEVERAL)

    def _waiting(self, kind: StepKind) -> Sequence[Paper]:
        try:
            return waiting_for(self._session, kind)
        except DvError:  # the list itself says why it cannot be read
            return ()

    def open(self, kind: StepKind) -> None:
        """Show the papers that wait for a step."""
        papers = self._waiting(kind)
        if not papers:
            return
        panel = BatchPanel(kind, papers, lambda step: self._detail.make_form(step, PaperPlaces(sections={})))
        self.panel = panel
        panel.closed.connect(self.close)
        panel.looked_at.connect(self.looked_at)
        panel.wanted.connect(self._take)
        panel.preview_wanted.connect(self._preview)
        panel.form.settings_wanted.connect(self._detail.settings_wanted)
        panel.form.doctor_wanted.connect(self._detail.doctor_wanted)
        self.refresh()
        self.opened.emit(panel)
        panel.begin()

    def close(self) -> None:
        """Back to one paper; a secret that was typed is gone."""
        if (panel := self.panel) is not None:
            panel.form.forget_secret()
            panel.hide()
            panel.deleteLater()
            self.panel = None
            self.closed.emit()

    def _preview(self, paper: Paper) -> None:
        if (panel := self.panel) is not None:
            self.preview_wanted.emit(paper, panel.form.wish(), panel.form.holder())

    def _take(self, papers: tuple[Paper, ...]) -> None:
        panel = self.panel
        assert panel is not None, "only the panel asks"
        session, kind, wish = self._session, panel.kind, panel.form.wish()
        key, so_far = panel.form.key.edit.text(), list[Fate]()

        def work(watch: Watch) -> tuple[Fate, ...]:
            return _taken(session, papers, kind, wish, watch, so_far)

        def done(fates: tuple[Fate, ...]) -> None:
            if any(fate.signed is not None for fate in fates):
                self._detail.keep_key(kind, wish, key)
            if panel is self.panel:
                panel.finish(fates)
            count = sum(fate.signed is not None for fate in fates)
            words = _("Done: {count} of {total}.").format(count=count, total=len(fates))
            self.said.emit(Notice(words=words, state="ok" if count == len(fates) else "warn"))
            self.changed.emit()

        def refused(refusal: DvError) -> None:
            if panel is self.panel:
                panel.refuse(refusal)
            else:
                self.said.emit(Notice.refused(refusal))

        job = self._jobs.run(batch_words(kind), work, done, refused)
        job.progressed.connect(
            lambda _done, _of: panel.show_fates(tuple(so_far)) if panel is self.panel else None
        )


def _taken(
    session: Session,
    papers: Sequence[Paper],
    kind: StepKind,
    wish: Wish,
    watch: Watch,
    so_far: list[Fate],
) -> tuple[Fate, ...]:
    """Take all, beside the window; ``so_far`` is what the window may look at meanwhile."""
    assert wish.key is not None, "the form asks for it first"
    assert wish.manner is not None, "the form has one"

    def waited() -> None:
        watch.step(len(so_far), len(papers))

    return take_all(
        session, papers, kind, key=wish.key, role=wish.role, manner=replace(wish.manner, watch=waited),
        told=so_far.append, go_on=lambda done: watch.step(done, len(papers)),
    )  # fmt: skip

"""Keeping entries beside the window, with a step in the session's history for each."""

from PySide6.QtCore import QObject, Signal

from dvapp.domain.catalogue.catalogue_errors import EntryRefused
from dvapp.domain.catalogue.entries import Catalogue, Entry
from dvapp.domain.errors import DvError
from dvapp.host.i18n import _
from dvapp.services.catalogue.entries import Change, put_entry, take_back, undo
from dvapp.services.session import Session
from dvapp.ui.catalogue.lines import entry_name
from dvapp.ui.catalogue.model import EntryModel
from dvapp.ui.catalogue_messages import catalogue_words
from dvapp.ui.history import History, Step
from dvapp.ui.jobs import Jobs
from dvapp.ui.notices import Notice


class Keeping(QObject):
    """``kept`` and ``refused`` carry the form's model; ``changed`` and ``undone`` the catalogue and the code."""

    said = Signal(object)
    kept = Signal(object)
    refused = Signal(object)
    changed = Signal(object, str)
    undone = Signal(object, str)

    def __init__(self, session: Session, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self.history: History | None = None

    def put(self, model: EntryModel) -> None:
        """Keep what a form says; its faults are said beside their fields."""
        session, wish = self._session, model.wish()

        def failed(error: DvError) -> None:
            if isinstance(error, EntryRefused):
                model.refused = error.faults
                self.refused.emit(model)
            else:
                self.said.emit(Notice.refused(error))

        def done(change: Change) -> None:
            self.kept.emit(model)
            self._done(change)

        self._jobs.run(_("Keeping the entry"), lambda _watch: put_entry(wish, session=session), done, failed)

    def take_back(self, entry: Entry) -> None:
        """Let what ships count again."""
        session = self._session
        self._jobs.run(
            _("Taking the entry back"), lambda _watch: take_back(entry, session=session), self._done
        )

    def _done(self, change: Change) -> None:
        last = change.after[-1]
        words = _("{catalogue}: “{name}” kept").format(
            catalogue=catalogue_words(last.catalogue), name=entry_name(self._session, last)
        )
        self._push(change, words)
        self.changed.emit(last.catalogue, last.code)
        self.said.emit(Notice(words=words, state="ok"))

    def _push(self, change: Change, words: str) -> None:
        if self.history is None:
            return
        held = [change]

        def turn() -> None:
            held[0] = undo(held[0], session=self._session)
            last: Entry = held[0].after[-1]
            catalogue: Catalogue = last.catalogue
            self.undone.emit(catalogue, last.code)

        self.history.push(Step(words=words, undo=turn, redo=turn, subject=f"catalogue:{change.after[-1].id}"))

"""The work on several files: each is read and tried by itself, and all that are ready are imported one after another."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dvapp.domain.errors import DvError
from dvapp.domain.sheets.imports import Import
from dvapp.host.i18n import _
from dvapp.services.sheets.importing import ImportPlan
from dvapp.ui.importing.model import ImportModel
from dvapp.ui.importing.queue_model import (
    FileQueue,
    QueuedFile,
    carried_out,
    kept,
    looked_at,
    planned,
)
from dvapp.ui.importing.queue_panel import QueuePanel
from dvapp.ui.report.owned_jobs import OwnedJobs


class QueueDesk(QObject):
    """``opened`` carries the path of a file to be shown; ``imported`` an import that was kept and the plan it followed;
    ``ended`` says that a run over all files is over, with how many were kept; ``changed`` that a state did.
    """

    opened = Signal(object)
    imported = Signal(object, object)
    ended = Signal(int)
    changed = Signal()

    def __init__(self, model: ImportModel, jobs: OwnedJobs, panel: QueuePanel, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._jobs, self._panel = model, jobs, panel
        self._queue = FileQueue()
        self._waiting: list[Path] = []
        self._kept = 0
        self.busy = False
        panel.wanted.connect(self.opened)
        panel.unwanted.connect(self._put_away)
        panel.all_wanted.connect(self.import_all)
        self.show()

    @property
    def files(self) -> tuple[QueuedFile, ...]:
        """The files and their states."""
        return self._queue.files

    def show(self) -> None:
        """Show the queue as it is."""
        self._panel.show_files(self._queue.files, busy=self.busy)
        self.changed.emit()

    # --- reading -----------------------------------------------------------------------------------------------------

    def add(self, paths: Iterable[Path]) -> None:
        """Read and try these files, one after another."""
        for path in self._queue.add(paths):
            self._look(path)
        self.show()

    def _look(self, path: Path) -> None:
        def looked(file: QueuedFile) -> None:
            self._queue.put(file)
            self.show()

        words = _("Trying {file}").format(file=path.name)
        self._jobs.run(words, lambda watch: looked_at(self._model, path, watch.step), looked)

    def _put_away(self, path: Path) -> None:
        self._queue.put_away(path)
        self.show()

    # --- what the screen did with one of them ------------------------------------------------------------------------

    def tried(self, path: Path, plan: ImportPlan) -> None:
        """The file in sight was tried, with whatever was chosen for it."""
        self._queue.put(planned(path.absolute(), plan))
        self.show()

    def kept(self, path: Path, done: Import | None) -> None:
        """The file in sight was imported: columns agreed for it may answer for others."""
        self._queue.put(kept(QueuedFile(path=path.absolute()), done))
        for other in self._queue.asking():
            self._look(other)
        self.show()

    # --- importing ---------------------------------------------------------------------------------------------------

    def import_all(self) -> None:
        """Import every file that is ready."""
        if self.busy or not self._queue.ready:
            return
        self.busy, self._kept = True, 0
        self._waiting = [file.path for file in self._queue.ready]
        self._next()

    def _next(self) -> None:
        file = None
        while self._waiting and file is None:
            path = self._waiting.pop(0)
            file = next((one for one in self._queue.ready if one.path == path), None)
        if file is None:
            self.busy = False
            self.show()
            self.ended.emit(self._kept)
            return
        self.show()
        self._run(file)

    def _run(self, file: QueuedFile) -> None:
        def done(result: tuple[QueuedFile, Import | None]) -> None:
            now, import_ = result
            self._queue.put(now)
            if import_ is not None:
                self._kept += 1
                self.imported.emit(import_, file.plan)
            self._next()

        def refused(_cancelled: DvError) -> None:
            self._waiting.clear()  # whoever stops one file stops those after it
            self._next()

        words = _("Importing {file}").format(file=file.path.name)
        self._jobs.run(words, lambda watch: carried_out(self._model, file, watch.step), done, refused)

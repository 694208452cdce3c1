"""Writing the list in sight to a file: where to is asked once, the work is done beside the window and can be stopped."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from dvapp.host.i18n import _, ngettext
from dvapp.services.recording.record_list import export_list
from dvapp.services.session import Session
from dvapp.ui.jobs import Jobs, Watch
from dvapp.ui.notices import Notice
from dvapp.ui.records.list_model import ListModel
from dvapp.ui.records.list_words import list_words


class ListExport(QObject):
    """``said`` carries what came of it."""

    said = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, content: ListModel, over: QWidget) -> None:
        super().__init__(over)
        self._session = session
        self._jobs = jobs
        self._content = content
        self._over = over

    def ask(self) -> None:
        """Ask where to, and write."""
        kind = self._content.kind
        name = self._session.pack.kind(kind).plural.vi if kind else _("Record of work")
        proposed = self._session.store.path.parent / f"{name.replace('/', '-')} {self._session.year}.xlsx"
        chosen, _kind = QFileDialog.getSaveFileName(
            self._over,
            _("Write this list to a file"),
            str(proposed),
            ";;".join((_("Excel workbooks (*.xlsx)"), _("Text with semicolons (*.csv)"))),
        )
        if chosen:
            self.write(Path(chosen))

    def write(self, path: Path) -> None:
        """Write what the filter lets pass, in its order."""
        path = path if path.suffix else path.with_suffix(".xlsx")
        session, filter_, order, words = (
            self._session,
            self._content.filter,
            self._content.order,
            list_words(),
        )

        def work(watch: Watch) -> int:
            return export_list(session, path, words=words, filter_=filter_, order=order, step=watch.step)

        def done(count: int) -> None:
            said = ngettext("{count} record written to {file}.", "{count} records written to {file}.", count)
            self.said.emit(Notice(words=said.format(count=count, file=path.name), state="ok"))

        self._jobs.run(_("Writing the list"), work, done)

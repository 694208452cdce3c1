"""What is done with the files of the record in the form: taken in, opened, saved, named, removed, and all of it undone.

Content is read and written on the worker thread; what takes no time is done at once.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage

from dvapp.domain.codes import RecordId
from dvapp.domain.errors import DvError
from dvapp.domain.recording.evidence import Evidence, file_name
from dvapp.host.i18n import _, ngettext
from dvapp.services.recording.attaching import AttachedAll, attach_all, attach_content
from dvapp.services.recording.evidence import (
    free_names,
    list_evidence,
    read_evidence,
    remove_evidence,
    rename_evidence,
    restore_evidence,
    save_evidence,
)
from dvapp.services.session import Session
from dvapp.ui.history import History, Step
from dvapp.ui.jobs import Jobs, Watch
from dvapp.ui.notices import Notice
from dvapp.ui.opened_copies import OpenedCopies, opened_copies
from dvapp.ui.records.evidence_pictures import picture_of
from dvapp.ui.report.owned_jobs import OwnedJobs


class EvidenceWork(QObject):
    """The files of one record after the other.

    ``attached`` carries a record's id and what came of files that were added to it, ``refused`` a refusal, ``changed`` the id of a record whose
    files are others now, ``pictured`` a file and its small picture or ``None``.

    :param go_to: brings a record into sight, for undo; raises a refusal where it cannot.
    """

    attached = Signal(str, object)
    refused = Signal(object)
    changed = Signal(str)
    pictured = Signal(object, object)
    said = Signal(object)

    def __init__(
        self, session: Session, jobs: Jobs, parent: QObject, *, go_to: Callable[[RecordId], object]
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, OwnedJobs(jobs, self)
        self._go_to = go_to
        self.history: History | None = None
        self.copies: OpenedCopies | None = None
        """Where copies to be opened lie; those of the process unless a test says otherwise."""

    # --- adding ------------------------------------------------------------------------------------------------------

    def attach(self, record_id: RecordId, paths: Sequence[Path]) -> None:
        """Attach files of this computer, one after the other; it can be stopped."""
        title = ngettext("Attaching {count} file", "Attaching {count} files", len(paths))

        def work(watch: Watch) -> AttachedAll:
            return attach_all(record_id, paths, session=self._session, step=watch.step)

        self._jobs.run(
            title.format(count=len(paths)), work, partial(self._attached, record_id), self.refused.emit
        )

    def attach_picture(self, record_id: RecordId, picture: QImage) -> None:
        """Attach a picture from the clipboard, as PNG."""
        now = self._session.tools.clock.now()
        name = _("Pasted picture {time}").format(time=f"{now:%Y-%m-%d %H.%M.%S}") + ".png"

        def work(watch: Watch) -> AttachedAll:
            content = _png(picture)
            done = attach_content(record_id, content, name, session=self._session, step=watch.step)
            return AttachedAll(attached=(done,))

        self._jobs.run(
            _("Attaching the picture"), work, partial(self._attached, record_id), self.refused.emit
        )

    def _attached(self, record_id: RecordId, done: AttachedAll) -> None:
        new = tuple(one.evidence for one in done.attached if not one.again)
        if new:
            if len(new) == 1:
                words = _("Attaching “{name}”").format(name=new[0].name)
            else:
                words = ngettext("Attaching {count} file", "Attaching {count} files", len(new))
                words = words.format(count=len(new))
            self._note(record_id, words, undo=partial(self._remove, new), redo=partial(self._restore, new))
            self.changed.emit(record_id)
        self.attached.emit(record_id, done)

    # --- removing and naming -----------------------------------------------------------------------------------------

    def remove(self, record_id: RecordId, files: Sequence[Evidence]) -> bool:
        """Take files away; they can be brought back. ``False``: it was refused."""
        taken = tuple(files)
        if not self._done(partial(self._remove, taken)):
            return False
        if len(taken) == 1:
            words = _("Removal of “{name}”").format(name=taken[0].name)
        else:
            words = ngettext("Removal of {count} file", "Removal of {count} files", len(taken))
            words = words.format(count=len(taken))
        self._note(record_id, words, undo=partial(self._restore, taken), redo=partial(self._remove, taken))
        self.changed.emit(record_id)
        return True

    def rename(self, file: Evidence, name: str) -> bool:
        """Give a file another name; ``False``: it was refused."""
        if not self._done(partial(self._rename, file, name)):
            return False
        words = _("New name of “{name}”").format(name=file.name)
        back, forth = partial(self._rename, file, file.name), partial(self._rename, file, name)
        self._note(file.record, words, undo=back, redo=forth)
        self.changed.emit(file.record)
        return True

    def _remove(self, files: tuple[Evidence, ...]) -> None:
        remove_evidence(*files, session=self._session)

    def _restore(self, files: tuple[Evidence, ...]) -> None:
        restore_evidence(*files, session=self._session)

    def _rename(self, file: Evidence, name: str) -> None:
        rename_evidence(file, name, session=self._session)

    def _done(self, change: Callable[[], None]) -> bool:
        try:
            change()
        except DvError as refusal:
            self.refused.emit(refusal)
            return False
        return True

    def _note(
        self, record_id: RecordId, words: str, *, undo: Callable[[], None], redo: Callable[[], None]
    ) -> None:
        def seen(change: Callable[[], None]) -> None:
            self._go_to(record_id)
            change()
            self.changed.emit(record_id)

        if self.history is not None:
            step = Step(words=words, undo=partial(seen, undo), redo=partial(seen, redo), subject=record_id)
            self.history.push(step)

    # --- looking -----------------------------------------------------------------------------------------------------

    def files_of(self, record_id: RecordId) -> Sequence[Evidence]:
        """The files of a record; none where the store cannot be read, which is said."""
        try:
            return list_evidence(record_id, session=self._session)
        except DvError as refusal:
            self.refused.emit(refusal)
            return ()

    def draw(self, file: Evidence, wanted: Callable[[], bool]) -> None:
        """Make the small picture of a file.

        :param wanted: asked right before the work: whether the file is still in sight.
        """

        def work(_watch: Watch) -> QImage | None:
            if not wanted():
                return None
            return picture_of(file, read_evidence(file, session=self._session), self._session.tools.pages)

        def done(picture: QImage | None) -> None:
            if wanted():
                self.pictured.emit(file, picture)

        self._jobs.run(_("Looking at the files"), work, done, self.refused.emit)

    def open(self, file: Evidence) -> None:
        """Show a file with the system's program, as a read-only copy."""
        copies = self.copies or opened_copies()
        name = file_name(file)
        known = copies.find(file.id, name)
        if known is not None:
            self._show(known)
            return

        def work(_watch: Watch) -> Path:
            copy = copies.place(file.id, name)
            save_evidence(file, copy, session=self._session)
            copies.seal(copy)
            return copy

        self._jobs.run(_("Opening “{name}”").format(name=file.name), work, self._show, self.refused.emit)

    def _show(self, copy: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            words = _("No program of this computer opens “{name}”. Save it and open it elsewhere.")
            self.said.emit(Notice(words=words.format(name=copy.name), state="error"))

    def close_copies(self) -> None:
        """The store is closed: what was opened from it lies nowhere any more."""
        (self.copies or opened_copies()).clear()

    def save(self, file: Evidence, out: Path) -> None:
        """Write a file to a place the user chose; what is there he agreed to replace."""
        self._write([(file, out)], replace=True)

    def save_all(self, files: Sequence[Evidence], folder: Path) -> None:
        """Write several files into a folder; nothing there is replaced."""
        try:
            names = free_names(folder, [file_name(one) for one in files])
        except DvError as refusal:
            self.refused.emit(refusal)
            return
        self._write([(file, folder / name) for file, name in zip(files, names, strict=True)], replace=False)

    def _write(self, pairs: Sequence[tuple[Evidence, Path]], *, replace: bool) -> None:
        def work(watch: Watch) -> int:
            for number, (file, out) in enumerate(pairs):
                watch.step(number, len(pairs))
                save_evidence(file, out, session=self._session, replace=replace)
            return len(pairs)

        def done(count: int) -> None:
            where = pairs[0][1].parent
            words = ngettext("{count} file saved in {folder}", "{count} files saved in {folder}", count)
            self.said.emit(Notice(words=words.format(count=count, folder=where), state="ok"))

        self._jobs.run(_("Saving files"), work, done, self.refused.emit)


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows of names of files only
    return bytes(buffer.data().data())

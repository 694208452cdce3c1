"""The files of the record in the form: a strip of tiles below its fields, with everything that is done with them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QMenu, QPushButton, QVBoxLayout, QWidget

from dvapp.domain.codes import RecordId
from dvapp.domain.recording.evidence import MOST_BYTES, MOST_FILES, Evidence, file_name
from dvapp.domain.recording.kinds import RecordKind
from dvapp.host.i18n import _, language, ngettext
from dvapp.host.paths import documents_folder
from dvapp.services.recording.attaching import AttachedAll
from dvapp.services.session import Session
from dvapp.ui.evidence_words import files_words, size_words
from dvapp.ui.history import History
from dvapp.ui.icons import icon
from dvapp.ui.jobs import Jobs
from dvapp.ui.notices import Notice
from dvapp.ui.records.evidence_notes import EvidenceNotes
from dvapp.ui.records.evidence_pictures import has_picture
from dvapp.ui.records.evidence_tiles import EvidenceTiles, TileView
from dvapp.ui.records.evidence_work import EvidenceWork
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import FlowLayout, button, label, row

_DRAW_AFTER = 150
"""Milliseconds a record is in sight before its pictures are drawn: who walks through the list wants none."""


class EvidenceStrip(QFrame):
    """Heading, help, tiles, what can be done with them, and what was refused.

    :param keep: keeps the record in the form so that files can belong to it; ``False`` when that is not possible now.
    :param go_to: brings a record into sight, for undo.
    """

    said = Signal(object)
    changed = Signal(str)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        *,
        keep: Callable[[], bool],
        go_to: Callable[[RecordId], object],
    ) -> None:
        super().__init__()
        self._keep = keep
        self._record: RecordId | None = None
        self._kind: RecordKind | None = None
        self.work = EvidenceWork(session, jobs, self, go_to=go_to)
        self.tiles = EvidenceTiles(self)
        self.view = TileView(self.tiles)
        self._build()
        self._draw_soon = QTimer(self)
        self._draw_soon.setSingleShot(True)
        self._draw_soon.setInterval(_DRAW_AFTER)
        self._draw_soon.timeout.connect(self._draw)
        self._connect()
        self.retranslate()

    # --- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self._title = label("", "group")
        self._count = label("", "small")
        self.add = button("", "", icon="paperclip", clicked=self.ask_for_files)
        self._help = label("", "small", wrap=True)
        self._hint = label("", "dim", wrap=True)
        self._empty = QFrame()
        self._empty.setProperty("role", "drop")
        inside = QVBoxLayout(self._empty)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.addWidget(self._hint)
        self.open = button("", "ghost", icon="external-link", clicked=self.open_chosen)
        self.save = button("", "ghost", icon="download", clicked=self.save_chosen)
        self.name = button("", "ghost", icon="pen-line", clicked=self.name_current)
        self.remove = button("", "ghost", icon="trash-2", clicked=self.remove_chosen)
        self._doing = QWidget()
        doing = FlowLayout(self._doing, spacing=4)
        for one in self._actions():
            doing.addWidget(one)
        self.notes = EvidenceNotes()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 14, 0, 2)
        layout.setSpacing(6)
        layout.addLayout(row(self._title, self._count, None, self.add))
        for widget in (self._help, self.notes, self._empty, self.view, self._doing):
            layout.addWidget(widget)

    def _actions(self) -> tuple[QPushButton, ...]:
        return (self.open, self.save, self.name, self.remove)

    def _connect(self) -> None:
        self.work.attached.connect(self._attached)
        self.work.refused.connect(self.notes.refuse)
        self.work.changed.connect(self._changed)
        self.work.pictured.connect(self.tiles.put_picture)
        self.work.said.connect(self.said)
        self.tiles.named.connect(self.work.rename)
        self.view.opened.connect(self.open_chosen)
        self.view.removed.connect(self.remove_chosen)
        self.view.customContextMenuRequested.connect(self._menu)
        self.view.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_actions())

    def use_history(self, history: History) -> None:
        """Note what is done in the session's history."""
        self.work.history = history

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [self.add, self.view, *self._actions()]

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._title.setText(_("Attached files"))
        self.add.setText(_("Add files…"))
        self.view.setAccessibleName(_("Attached files"))
        self._hint.setText(
            _("Drag files or pictures here, paste a picture with Ctrl+V, or add them with the button.")
        )
        words = (
            (self.open, _("Open"), _("Open a read-only copy with the system's program (Enter)")),
            (self.save, _("Save as…"), _("Save a copy outside the store")),
            (self.name, _("Rename"), _("Give the file another name (F2)")),
            (self.remove, _("Remove"), _("Remove from the record (Delete); it can be undone")),
        )
        for made, said, told in words:
            made.setText(said)
            made.setAccessibleName(told)
            made.setToolTip(told)
        self._show()

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_record(self, record_id: str, kind: RecordKind | None) -> None:
        """Show the files of the record in the form; ``""``: nothing is in it."""
        if record_id != self._record:
            self.notes.clear()
        self._record = RecordId(record_id) if record_id else None
        self._kind = kind
        self.reload()

    def reload(self) -> None:
        """Read the files again; the one that is chosen stays chosen where it is still there."""
        held = {one.id for one in self.view.chosen()[:1]}
        self.tiles.fill(self.work.files_of(self._record) if self._record is not None else ())
        for place, one in enumerate(self.tiles.files):
            if one.id in held:
                self.view.choose(place)
        self._show()
        self._draw_soon.start()

    def _show(self) -> None:
        files = self.tiles.files
        total = sum(one.size for one in files)
        self._count.setText(f"{files_words(len(files))} · {size_words(total)}" if files else "")
        wish = self._kind.evidence if self._kind is not None else None
        said = wish.help.said_in(language()) if wish is not None else ""
        if wish is not None and wish.wished and not files:
            said = _("Wished for here: {what}").format(what=said)
        self._help.setText(said)
        self._help.setVisible(bool(said))
        self._empty.setVisible(not files)
        self.view.setVisible(bool(files))
        full = len(files) >= MOST_FILES
        self.add.setEnabled(not full)
        most = size_words(MOST_BYTES)
        limit = _("A record may have {most} files.").format(most=MOST_FILES)
        self.add.setToolTip(limit if full else _("Each file may have {most}.").format(most=most))
        self.add.setAccessibleName(f"{self.add.text()} {self.add.toolTip()}")
        self._show_actions()

    def _show_actions(self) -> None:
        chosen = len(self.view.chosen())
        self._doing.setVisible(bool(self.tiles.files))
        self.open.setEnabled(chosen == 1)
        self.name.setEnabled(chosen == 1)
        self.save.setEnabled(chosen > 0)
        self.remove.setEnabled(chosen > 0)

    def _draw(self) -> None:
        record = self._record
        for file in self.tiles.files:
            if has_picture(file) and self.tiles.lacks_picture(file):
                self.work.draw(file, lambda: self._record == record)

    # --- adding ------------------------------------------------------------------------------------------------------

    def ask_for_files(self) -> None:
        """Let the user choose files to attach."""
        chosen, _kind = QFileDialog.getOpenFileNames(self, self.add.text(), str(documents_folder()))
        if chosen:
            self.attach([Path(one) for one in chosen])

    def attach(self, paths: list[Path]) -> None:
        """Attach files to the record in the form, which is kept first."""
        if self._ready() and self._record is not None:
            self.work.attach(self._record, paths)

    def paste(self) -> None:
        """Attach what the clipboard has: files or a picture."""
        if not self.take(QGuiApplication.clipboard().mimeData()):
            words = _("There is neither a file nor a picture in the clipboard.")
            self.said.emit(Notice(words=words, state="info"))

    def take(self, given: QMimeData) -> bool:
        """Attach files or a picture that were dropped or pasted; ``False``: there are none."""
        if paths := local_files(given):
            self.attach(paths)
            return True
        picture = given.imageData() if given.hasImage() else None
        if not isinstance(picture, QImage) or picture.isNull():
            return False
        if self._ready() and self._record is not None:
            self.work.attach_picture(self._record, picture)
        return True

    def _ready(self) -> bool:
        self.notes.clear()
        return self._record is not None and self._keep()

    def _attached(self, record_id: str, done: AttachedAll) -> None:
        if record_id == self._record:
            self.notes.tell(done)
        elif (
            done.refused
        ):  # another record came into the form meanwhile: what is said there would be read as its own
            self.said.emit(Notice.refused(done.refused[0]))
        new = [one for one in done.attached if not one.again]
        if new:
            words = ngettext("{count} file attached.", "{count} files attached.", len(new))
            self.said.emit(Notice.saved(words.format(count=len(new)), ok=True))
            if record_id == self._record:
                self.view.choose(len(self.tiles.files))

    def _changed(self, record_id: str) -> None:
        if record_id == self._record:
            self.reload()
        self.changed.emit(record_id)

    # --- what is done with the chosen --------------------------------------------------------------------------------

    def open_chosen(self) -> None:
        """Show the chosen files with the system's programs."""
        for file in self.view.chosen()[:5]:
            self.work.open(file)

    def name_current(self) -> None:
        """Type the chosen file's name over."""
        self.view.edit(self.view.currentIndex())

    def remove_chosen(self) -> None:
        """Take the chosen files away; it can be undone."""
        files = self.view.chosen()
        if self._record is None or not files:
            return
        place = self.tiles.files.index(files[0])
        if not self.work.remove(self._record, files):
            return
        self.view.choose(place)
        history = self.work.history
        words = ngettext("{count} file removed.", "{count} files removed.", len(files))
        self.said.emit(
            Notice(
                words=words.format(count=len(files)),
                state="info",
                action=_("Undo (Ctrl+Z)") if history is not None else "",
                then=history.undo if history is not None else None,
            )
        )

    def save_chosen(self) -> None:
        """Save copies of the chosen files where the user wants them."""
        files = self.view.chosen()
        if len(files) == 1:
            self._save_one(files[0])
        elif files:
            folder = QFileDialog.getExistingDirectory(self, self.save.text(), str(documents_folder()))
            if folder:
                self.work.save_all(files, Path(folder))

    def _save_one(self, file: Evidence) -> None:
        proposed = documents_folder() / file_name(file)
        chosen, _kind = QFileDialog.getSaveFileName(self, self.save.text(), str(proposed))
        if chosen:
            self.work.save(file, Path(chosen))

    def _menu(self, at: QPoint) -> None:
        menu = self.make_menu()
        menu.exec(self.view.viewport().mapToGlobal(at))
        menu.deleteLater()

    def make_menu(self) -> QMenu:
        """What can be done here, as a menu."""
        menu = QMenu(self)
        for made, name, keys in (
            (self.open, "external-link", "Return"),
            (self.save, "download", ""),
            (self.name, "pen-line", "F2"),
            (self.remove, "trash-2", "Del"),
        ):
            action = QAction(icon(name, "dim"), made.text(), menu)
            action.setShortcut(QKeySequence(keys))
            action.setEnabled(made.isEnabled())
            action.triggered.connect(made.click)
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(icon("paperclip", "dim"), self.add.text()).triggered.connect(self.add.click)
        paste = menu.addAction(icon("copy", "dim"), _("Paste"))
        paste.setShortcut(QKeySequence(QKeySequence.StandardKey.Paste))
        paste.triggered.connect(self.paste)
        return menu

    # --- dragging ----------------------------------------------------------------------------------------------------

    def accepts(self, given: QMimeData) -> bool:
        """Whether files or a picture are dragged, and there is a record to take them."""
        return self._record is not None and bool(local_files(given) or given.hasImage())

    def light_up(self, *, on: bool) -> None:
        """Show where what is dragged will go."""
        restyle(self._empty, state="info" if on else "")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if self.accepts(event.mimeData()):
            self.light_up(on=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self.light_up(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what is dropped."""
        self.light_up(on=False)
        if self.take(event.mimeData()):
            event.acceptProposedAction()


def local_files(given: QMimeData) -> list[Path]:
    """The files of this computer among what is dragged or pasted."""
    return [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()]

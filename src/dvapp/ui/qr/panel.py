"""Comparing printed pages with a file in the window: a scan dropped or chosen, a picture pasted, or a scanner's text."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from dvapp.domain.errors import DvError
from dvapp.host.i18n import _
from dvapp.services.ports import Tools
from dvapp.services.reports.qr_check import PaperFinding, check_bytes, check_pictures, check_texts
from dvapp.ui.jobs import Jobs
from dvapp.ui.messages import refusal_words
from dvapp.ui.qr.words import all_words, match_state
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import button, icon_button, label, name_icon_button, row


class QrPanel(QFrame):
    """A card that says whether printed pages belong to the file that is looked at. It is hidden until it is opened."""

    def __init__(self, tools: Tools, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._jobs = tools, OwnedJobs(jobs, self)
        self._file: Path | None = None
        self._turn = 0
        self.setProperty("role", "card")
        self.setAcceptDrops(True)
        self._title, self._intro = label("", "heading"), label("", "dim", wrap=True)
        self._close = icon_button("x", "", clicked=self.hide)
        self._choose = button("", icon="image", clicked=self._ask_pictures)
        self._paste = button("", icon="copy", clicked=self.paste)
        self.text = _ScannerText(self.paste_picture)
        self.check_button = button("", "primary", clicked=self.check_text)
        self._note, self._words = QFrame(), label("", wrap=True)
        self._note.setProperty("role", "note")
        inside = QVBoxLayout(self._note)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.addWidget(self._words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(8)
        layout.addLayout(row(self._title, None, self._close))
        layout.addWidget(self._intro)
        layout.addLayout(row(self._choose, self._paste, None))
        layout.addWidget(self.text)
        layout.addLayout(row(self.check_button, None))
        layout.addWidget(self._note)
        self.text.textChanged.connect(self._update)
        self.text.finished.connect(self.check_text)
        self.hide()
        self.retranslate()

    def open_for(self, file: Path) -> None:
        """Compare pages with this file from now on."""
        self._turn += 1
        self._file = file
        self.text.clear()
        self._say("", "")
        self.retranslate()
        self.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        name = self._file.name if self._file is not None else ""
        self._title.setText(_("Is this printed page of this file?"))
        self._intro.setText(
            _(
                "Scan or photograph the page with its QR code and drop the picture here, or hold a scanner to the code. "
                "Compared with: {file}"
            ).format(file=name)
        )
        name_icon_button(self._close, _("Close"))
        self._choose.setText(_("Choose pictures…"))
        self._paste.setText(_("Paste"))
        self._paste.setToolTip(_("A picture or a scanner’s text from the clipboard (Ctrl+V)"))
        self.text.setPlaceholderText(_("What a scanner reads appears here (DVAPP2:…)"))
        self.text.setAccessibleName(_("Text of the QR code"))
        self.check_button.setText(_("Compare with the file"))
        self._update()

    @property
    def said(self) -> str:
        """The answer."""
        return self._words.text()

    @property
    def state(self) -> str:
        """The colour's name of the answer."""
        return str(self._note.property("state") or "")

    # --- comparing ---------------------------------------------------------------------------------------------------

    def check_text(self) -> None:
        """Compare what a scanner read."""
        text = self.text.toPlainText().strip()
        if text:
            lines = [line for line in text.splitlines() if line.strip()]
            self._compare(lambda file: check_texts(file, lines, tools=self._tools))

    def check_files(self, pictures: Sequence[Path]) -> None:
        """Compare pictures of pages."""
        self._compare(lambda file: check_pictures(file, pictures, tools=self._tools))

    def paste(self) -> None:
        """Take a picture, files or text from the clipboard."""
        if not self.paste_picture():
            self.text.setPlainText(QGuiApplication.clipboard().text())
            self.check_text()

    def paste_picture(self) -> bool:
        """Take a picture or files from the clipboard; whether there were any."""
        mime = QGuiApplication.clipboard().mimeData()
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if files:
            self.check_files(files)
            return True
        if mime.hasImage():
            picture = _png(QGuiApplication.clipboard().image())
            self._compare(lambda file: check_bytes(file, picture, tools=self._tools))
            return True
        return False

    def _compare(self, work: Callable[[Path], PaperFinding]) -> None:
        file = self._file
        if file is None:
            return
        self._turn += 1
        turn = self._turn
        self._say(_("Comparing…"), "")

        def found(finding: PaperFinding) -> None:
            if turn == self._turn:
                self._say("\n".join(all_words(finding)), match_state(finding))

        def refused(refusal: DvError) -> None:
            if turn == self._turn:
                self._say(refusal_words(refusal), "warn")

        self._jobs.run(_("Comparing the page"), lambda _watch: work(file), found, refused)

    def _say(self, words: str, state: str) -> None:
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self._note.setVisible(bool(words))
        restyle(self._note, state=state)

    def _update(self) -> None:
        self.check_button.setEnabled(bool(self.text.toPlainText().strip()))

    def _ask_pictures(self) -> None:
        pictures, every = _("Pictures and scans"), _("All files")
        kinds = f"{pictures} (*.png *.jpg *.jpeg *.tif *.tiff *.bmp *.webp *.gif *.pdf);;{every} (*)"
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("Pictures of printed pages"), "", kinds)
        if chosen:
            self.check_files([Path(one) for one in chosen])

    # --- Qt asks -----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures."""
        urls = event.mimeData().urls()
        if (urls and all(url.isLocalFile() for url in urls)) or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Compare what was dropped."""
        event.acceptProposedAction()
        if files := [Path(url.toLocalFile()) for url in event.mimeData().urls()]:
            self.check_files(files)
        elif isinstance(image := event.mimeData().imageData(), QImage):
            picture = _png(image)
            self._compare(lambda file: check_bytes(file, picture, tools=self._tools))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)


class _ScannerText(QPlainTextEdit):
    """Two lines for a scanner, which types like a keyboard and ends with Enter. ``finished``: it did.

    :param paste_picture: takes a picture from the clipboard; whether there was one.
    """

    finished = Signal()

    def __init__(self, paste_picture: Callable[[], bool]) -> None:
        super().__init__()
        self._paste_picture = paste_picture
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 2 + 22)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter compares; a picture that is pasted is compared instead of written."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._paste_picture():
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.finished.emit()
            return
        super().keyPressEvent(event)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know the name of a file only
    return bytes(buffer.data().data())

"""The section of the settings that says whom signatures are trusted by. It needs no store."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dvapp.domain.errors import DvError
from dvapp.domain.signing.authorities import KeptList
from dvapp.host.i18n import _, ngettext
from dvapp.services.ports import Tools
from dvapp.services.signing.trust import Candidate
from dvapp.ui.jobs import Jobs
from dvapp.ui.messages import refusal_words
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.theme import restyle
from dvapp.ui.trust.detail import AuthorityDetail
from dvapp.ui.trust.lists_part import ListsPart
from dvapp.ui.trust.model import Shown, TrustModel, is_list
from dvapp.ui.trust.preview import ImportPreview
from dvapp.ui.trust.table import StateTable, TableRow
from dvapp.ui.trust.words import day, standing_words, state_of, use_words
from dvapp.ui.widgets import EmptyState, button, label, line, row


class TrustPanel(QWidget):
    """Authorities and revocation lists: looked at, added, removed, brought back.

    :param by: the name of whoever works here.
    """

    def __init__(self, tools: Tools, jobs: Jobs, *, by: Callable[[], str]) -> None:
        super().__init__()
        self._model, self._jobs = TrustModel(tools, by), OwnedJobs(jobs, self)
        self._shown: Shown | None = None
        self._undo: Callable[[], None] | None = None
        self.setAcceptDrops(True)
        self._build()
        self.retranslate()
        self.refresh()

    def _build(self) -> None:
        self._title, self._intro = label("", "heading"), label("", "dim", wrap=True)
        self._machine = label("", "small", wrap=True)
        self.add_button = button("", "primary", icon="plus", clicked=self._ask_file)
        self._export = button("", icon="download", clicked=self._ask_out)
        self._say, self._said = QFrame(), label("", wrap=True)
        self._say.setProperty("role", "note")
        self.undo_button = button("", "link", clicked=self._undo_last)
        inside = QHBoxLayout(self._say)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.addWidget(self._said, 1)
        inside.addWidget(self.undo_button)
        self.preview, self.table = ImportPreview(), StateTable(stretch=0, most=8)
        self.detail, self.lists = AuthorityDetail(), ListsPart()
        self.empty = EmptyState("shield")
        self.empty.action.clicked.connect(self._ask_file)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self._intro)
        layout.addLayout(row(self.add_button, self._export, None))
        for widget in (
            self._say, self.preview, self.empty, self.table, self.detail, self._machine, line(), self.lists,
        ):  # fmt: skip
            layout.addWidget(widget)
        layout.addStretch(1)
        self.table.chosen.connect(self._show_detail)
        self.detail.removed.connect(self._remove)
        self.preview.accepted.connect(self._add)
        self.preview.left.connect(self.preview.hide)
        self.lists.brought.connect(self.bring)
        self.lists.dropped.connect(self._drop)

    # --- what the settings ask ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read anew: another program, or whoever looks after the computer, may have changed the folders."""
        self._jobs.run(_("Reading the authorities"), lambda _watch: self._model.load(), self._show)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(_("Authorities you trust"))
        self._intro.setText(
            _(
                "A signature is confirmed only when its certificate leads to one of these. None comes with the program, and "
                "those of the system are never used."
            )
        )
        self.add_button.setText(_("Add from a file…"))
        self._export.setText(_("Export…"))
        self._export.setToolTip(_("Write the certificates in use as one file for another computer"))
        self.undo_button.setText(_("Undo"))
        self.table.setAccessibleName(self._title.text())
        self.empty.say(
            _("No authority is trusted yet"),
            _(
                "No document can be confirmed before. Add the certificate file (CER, CRT, PEM, DER, P7B) of the authority "
                "that issued the signing certificates of your offices; it publishes the file and its fingerprint."
            ),
            _("Add from a file…"),
        )
        self.say("", "")
        if self.preview.isVisibleTo(self):
            self.preview.retranslate()
        self.lists.retranslate()
        if self._shown is not None:
            self._show(self._shown)

    # --- showing -----------------------------------------------------------------------------------------------------

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        some = bool(shown.authorities)
        self.table.setVisible(some)
        self.empty.setVisible(not some and not self.preview.isVisibleTo(self))
        self._export.setEnabled(some)
        self.add_button.setEnabled(not shown.locked)
        self.empty.action.setEnabled(not shown.locked)
        self.table.show_rows(
            (_("Name"), _("For"), _("Valid until"), _("State")),
            [
                TableRow(
                    key=one.facts.fingerprint,
                    cells=(
                        one.facts.name,
                        use_words(one.kept.use),
                        day(one.facts.valid_to),
                        standing_words(one.standing),
                    ),
                    state=state_of(one),
                )
                for one in shown.authorities
            ],
        )
        self.lists.show_lists(shown)
        self._machine.setText("\n".join(_machine_words(shown)))

    def _show_detail(self, key: str) -> None:
        found = self._shown.authorities if self._shown is not None else ()
        self.detail.show_authority(next((one for one in found if one.facts.fingerprint == key), None))

    def say(self, words: str, state: str, undo: Callable[[], None] | None = None) -> None:
        """Say what came of something; ``undo`` takes it back."""
        self._said.setText(words)
        restyle(self._say, state=state)
        self._say.setVisible(bool(words))
        self._undo = undo
        self.undo_button.setVisible(undo is not None)

    @property
    def said(self) -> str:
        """What came of the last thing that was done."""
        return self._said.text()

    def _refused(self, refusal: DvError) -> None:
        self.say(refusal_words(refusal), "error")

    # --- authorities -------------------------------------------------------------------------------------------------

    def look_at(self, file: Path) -> None:
        """Show what a file would bring."""

        def looked(found: tuple[Candidate, ...]) -> None:
            self.say("", "")
            self.preview.show_file(file, found)
            self.empty.hide()
            self.preview.table.setFocus(Qt.FocusReason.OtherFocusReason)

        self._jobs.run(
            _("Reading the certificates"), lambda _watch: self._model.look(file), looked, self._refused
        )

    def _add(self, chosen: Sequence[Candidate]) -> None:
        marks = [one.found.facts.fingerprint for one in chosen]
        source = self.preview.source

        def added(count: int) -> None:
            self.preview.hide()
            words = ngettext(
                "{count} authority is trusted from now on.",
                "{count} authorities are trusted from now on.",
                count,
            )
            self.say(words.format(count=count), "ok", lambda: self._take_back(marks))
            self.refresh()

        self._jobs.run(
            _("Keeping the authorities"), lambda _watch: self._model.add(chosen, source), added, self._refused
        )

    def _take_back(self, marks: Sequence[str]) -> None:
        def work() -> None:
            for mark in marks:
                self._model.remove(mark)

        self._do(work, _("It is as it was before."))

    def _remove(self, mark: str) -> None:
        def removed(name: str) -> None:
            words = _("{name} is trusted no longer.").format(name=name)
            self.say(words, "warn", lambda: self._restore(mark))
            self.refresh()

        self._jobs.run(
            _("Removing the authority"), lambda _watch: self._model.remove(mark), removed, self._refused
        )

    def _restore(self, mark: str) -> None:
        self._do(lambda: self._model.restore(mark), _("It is as it was before."))

    def export_to(self, out: Path) -> None:
        """Write the certificates in use."""
        self._do(lambda: self._model.export(out), _("Written: {file}.").format(file=out.name))

    # --- revocation lists --------------------------------------------------------------------------------------------

    def bring(self, place: Path) -> None:
        """Keep what is proved and new of a file or a folder."""
        self.say("", "")

        def told(brought: object) -> None:
            assert isinstance(brought, tuple), "what the model returned"
            self.lists.say_results(brought)
            self.refresh()

        self._jobs.run(
            _("Reading the revocation lists"), lambda _watch: self._model.bring(place), told, self._refused
        )

    def _drop(self, mark: str) -> None:
        def dropped(kept: KeptList) -> None:
            self.lists.say_results(())
            words = _("The revocation list from {source} is kept no longer.").format(source=kept.source)
            self.say(words, "warn", lambda: self._put_back(kept))
            self.refresh()

        self._jobs.run(_("Removing the list"), lambda _watch: self._model.drop(mark), dropped, self._refused)

    def _put_back(self, kept: KeptList) -> None:
        self._do(lambda: self._model.put_back(kept), _("It is as it was before."))

    # --- doing -------------------------------------------------------------------------------------------------------

    def _do(self, work: Callable[[], None], words: str) -> None:
        def done(_nothing: None) -> None:
            self.say(words, "ok")
            self.refresh()

        self._jobs.run(_("Keeping the change"), lambda _watch: work(), done, self._refused)

    def _undo_last(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()

    def _ask_file(self) -> None:
        certificates, every = _("Certificates"), _("All files")
        kinds = f"{certificates} (*.cer *.crt *.pem *.der *.p7b *.p7c *.sst *.zip);;{every} (*)"
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Add from a file"), "", kinds)
        if chosen:
            self.look_at(Path(chosen))

    def _ask_out(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Export"), "co-quan-chung-thuc.pem", _("Certificates") + " (*.pem)"
        )
        if chosen:
            self.export_to(Path(chosen))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file or folder."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A revocation list or a folder of them is brought, anything else is looked at."""
        path = Path(event.mimeData().urls()[0].toLocalFile())
        event.acceptProposedAction()
        (self.bring if is_list(path) else self.look_at)(path)


def _machine_words(shown: Shown) -> list[str]:
    words = [
        _("For everybody on this computer, whoever looks after it puts authorities into {folder}.").format(
            folder=shown.folder
        )
    ]
    if shown.locked:
        words = [_("Only the authorities in {folder} count on this computer.").format(folder=shown.folder)]
    words += [
        _("Not a certificate or a list, and not used: {file}").format(file=name) for name in shown.faults
    ]
    return words

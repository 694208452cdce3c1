"""What can be done with a verified document: compared, and saved in parts. Asks where, works beside the window."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QFileDialog

from dvapp.domain.errors import Cancelled, DvError
from dvapp.domain.signing.verification import Verification
from dvapp.host.i18n import _
from dvapp.ui.jobs import Watch
from dvapp.ui.messages import refusal_words
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.verify.compare_model import Sides
from dvapp.ui.verify.told import telling_of
from dvapp.ui.verify.verify_model import VerifyModel

if TYPE_CHECKING:
    from dvapp.ui.verify.screen import VerifyScreen

T = TypeVar("T")


class Acts:
    """On behalf of a :class:`VerifyScreen`; what comes of it is said beside the document's field."""

    def __init__(self, screen: "VerifyScreen", model: VerifyModel, jobs: OwnedJobs) -> None:
        self._screen, self._model, self._jobs = screen, model, jobs

    # --- comparing -------------------------------------------------------------------------------------------------

    def compare(self, path: Path, found: Verification, number: int, shown: Callable[[Sides], None]) -> None:
        """The state of a signature beside the present one."""
        self._run(
            _("Comparing the pages"),
            lambda watch: self._model.compare(path, found, number, lambda: watch.stopped),
            shown,
        )

    # --- saving ----------------------------------------------------------------------------------------------------

    def ask_extract(self) -> None:
        """Ask where the data inside shall go."""
        self._ask(_("Save the data inside"), ".json", _("JSON data (*.json)"), self.extract_to)

    def extract_to(self, out: Path) -> None:
        """Save the data inside the document."""
        path = self._screen.document.path()
        if path is None:
            return

        def saved(signed: bool) -> None:  # a job's result
            told = _("Saved from under the signature: {file}") if signed else _("Saved; NOT signed: {file}")
            self._say(told, out, "ok" if signed else "warn")

        self._run(_("Saving the data"), lambda _watch: self._model.extract(path, out), saved)

    def ask_evidence(self) -> None:
        """Ask where the evidence pack shall go."""
        name = _("evidence")
        self._ask(_("Save the evidence"), f" - {name}.zip", _("ZIP archive (*.zip)"), self.evidence_to)

    def evidence_to(self, out: Path) -> None:
        """Save everything the verdict rests on."""
        path, trust, found = self._screen.document.path(), self._screen.trust.path(), self._screen.found
        if path is None or found is None:
            return
        when = self._model.now()
        telling = telling_of(found, path.name, when)
        self._run(
            _("Saving the evidence"),
            lambda watch: self._model.write_evidence(
                path, trust, out, found=found, telling=telling, when=when, stopped=lambda: watch.stopped
            ),
            lambda _nothing: self._say(_("Evidence saved: {file}"), out, "ok"),
        )

    def ask_state(self, number: int) -> None:
        """Ask where the state of a signature (from 1) shall go."""
        name = _("signed {number}").format(number=number)
        self._ask(
            _("Save the signed state"),
            f" - {name}.pdf",
            _("PDF (*.pdf)"),
            lambda out: self.state_to(number, out),
        )

    def state_to(self, number: int, out: Path) -> None:
        """Save the document as a signature covers it."""
        path, found = self._screen.document.path(), self._screen.found
        if path is None or found is None:
            return
        self._run(
            _("Saving the signed state"),
            lambda _watch: self._model.save_state(path, found, number, out),
            lambda _nothing: self._say(_("Signed state saved: {file}"), out, "ok"),
        )

    def ask_timestamp(self) -> None:
        """Ask where the file with a timestamp shall go."""
        name = _("timestamped")
        self._ask(_("Add a timestamp"), f"-{name}.pdf", _("PDF (*.pdf)"), self.timestamp_to)

    def timestamp_to(self, out: Path) -> None:
        """Save the document with a timestamp over it, and look at that one from then on."""
        path, trust = self._screen.document.path(), self._screen.trust.path()
        if path is None:
            return

        def saved(_nothing: None) -> None:
            self._screen.show_file(out)
            self._say(_("With a timestamp: {file}"), out, "ok")

        self._run(
            _("Asking for a timestamp"),
            lambda watch: self._model.preserve(path, trust, out, lambda: watch.step(0, 0)),
            saved,
        )

    # --- how -------------------------------------------------------------------------------------------------------

    def _ask(self, title: str, ending: str, kinds: str, then: Callable[[Path], None]) -> None:
        path = self._screen.document.path()
        if path is None:
            return
        start = str(path.with_name(path.stem + ending))
        chosen, _kind = QFileDialog.getSaveFileName(self._screen, title, start, kinds)
        if chosen:
            then(Path(chosen))

    def _run(self, title: str, work: Callable[[Watch], T], done: Callable[[T], None]) -> None:
        def refused(refusal: DvError) -> None:
            if not isinstance(refusal, Cancelled):
                self._screen.document.say_fault(refusal_words(refusal))

        self._jobs.run(title, work, done, refused)

    def _say(self, told: str, out: Path, state: str) -> None:
        self._screen.document.say_note(told.format(file=out.name), state)

"""Asks for a print: reads the paper beside the window, then opens the print window. Screens hold one of these."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from dvapp.domain.errors import DvError
from dvapp.host.i18n import _
from dvapp.services.ports import Tools
from dvapp.services.reports.printing import PaperToPrint, file_to_print, paper_to_print
from dvapp.ui.jobs import Jobs, Watch
from dvapp.ui.report.owned_jobs import OwnedJobs


class PrintDesk:
    """Printing on behalf of ``owner``, a screen."""

    def __init__(self, tools: Tools, jobs: Jobs, owner: QWidget) -> None:
        self._tools, self._all, self._owner = tools, jobs, owner
        self._jobs = OwnedJobs(jobs, owner)
        self._window: QWidget | None = None

    @property
    def window(self) -> QWidget | None:
        """The print window, while it is open."""
        return self._window if self._window is not None and isValid(self._window) else None

    def ask(self, pdf: bytes, name: str, refused: Callable[[DvError], None] | None = None) -> None:
        """Print a paper that is at hand as bytes.

        :param name: what it is called at the printer.
        :param refused: takes PdfUnreadable; else the window shows it.
        """
        self._look(lambda _watch: paper_to_print(pdf, name, self._tools), refused)

    def ask_file(self, file: Path, refused: Callable[[DvError], None] | None = None) -> None:
        """Print a file.

        :param refused: takes FileMissing, FileUnreadable and PdfUnreadable; else the window shows them.
        """
        self._look(lambda _watch: file_to_print(file, self._tools), refused)

    def _look(self, work: Callable[[Watch], PaperToPrint], refused: Callable[[DvError], None] | None) -> None:
        self._jobs.run(_("Reading the document"), work, self._open, refused)

    def _open(self, paper: PaperToPrint) -> None:
        from dvapp.ui.printing.window import PrintWindow

        if (old := self.window) is not None:
            old.close()
        self._window = PrintWindow(paper, self._tools, self._all, self._owner)
        self._window.show()
        self._window.raise_()

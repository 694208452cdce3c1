"""The window before the system's own print dialog: which pages, both sides or one, and how the sheets will look."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from dvapp.domain.errors import Cancelled, DvError
from dvapp.domain.papers.printing_errors import NoPrinter, PagesInvalid
from dvapp.host.i18n import _
from dvapp.services.ports import Tools
from dvapp.services.reports.printing import PaperToPrint, PrintOrder, read_pages, sides
from dvapp.ui.jobs import Job, Jobs
from dvapp.ui.messages import refusal_words
from dvapp.ui.printing.painting import duplex_of, lay_paper, make_printer, print_paper
from dvapp.ui.printing.preview import PrintPreview
from dvapp.ui.printing.words import printed_words
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import button, label, row

MOST_COPIES = 999


def has_printer() -> bool:
    """Whether the system knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


class PrintWindow(QWidget):
    """Prints one paper. It is a window of its own and holds nothing up. ``printed`` carries the number of sides.

    :param has_printer: whether there is a printer to choose.
    """

    printed = Signal(int)

    def __init__(
        self,
        paper: PaperToPrint,
        tools: Tools,
        jobs: Jobs,
        parent: QWidget | None = None,
        *,
        has_printer: Callable[[], bool] = has_printer,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._paper, self._tools, self._jobs = paper, tools, OwnedJobs(jobs, self)
        self._has_printer = has_printer
        self._job: Job[int] | None = None
        self._dialog: QPrintDialog | None = None
        self._build(jobs)
        self.retranslate()
        self._show()
        self.resize(860, 640)
        self.pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, jobs: Jobs) -> None:
        self.preview = PrintPreview(self._tools.pages, jobs)
        self._title = label("", "heading", wrap=True)
        self._size_words = label("", "dim", wrap=True)
        self._pages_label, self._copies_label = label("", "label"), label("", "label")
        self.pages, self._fault = QLineEdit(), label("", "small", wrap=True, state="error")
        self.copies = QSpinBox()
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)  # arrow keys and the wheel count
        self.both, self.mirrored = QCheckBox(), QCheckBox()
        self._mirror_words = label("", "small", wrap=True)
        self._said = label("", "small", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.act_button = button("", "primary", icon="printer", clicked=self.ask_printer)
        self.cancel_button = button("", clicked=self._cancel)
        self._pages_label.setBuddy(self.pages)
        self._copies_label.setBuddy(self.copies)
        side = QWidget()
        side.setFixedWidth(300)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (
            self._title, self._size_words, self._pages_label, self.pages, self._fault, self._copies_label, self.copies,
            self.both, self.mirrored, self._mirror_words,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self._said)
        column.addWidget(self.progress)
        column.addLayout(row(self.act_button, self.cancel_button, None))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(16)
        layout.addWidget(side)
        layout.addWidget(self.preview, 1)
        self.pages.textChanged.connect(lambda _text: self._show())
        self.both.toggled.connect(lambda _on: self._show())
        self.mirrored.toggled.connect(lambda _on: self._show())
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._cancel)
        self.both.setChecked(self._paper.is_mirrored)
        self.mirrored.setChecked(self._paper.is_ours and not self._paper.is_mirrored)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        count = len(self._paper.sizes)
        self.setWindowTitle(_("Print {name}").format(name=self._paper.name))
        self._title.setText(self._paper.name)
        self._size_words.setText(
            _(
                "Printed as it is, stamps and seals included, at its real size (100 %); pages are never made smaller."
            )
        )
        self._pages_label.setText(_("Pages to print"))
        self.pages.setPlaceholderText(_("all {count}; or such as 1-3, 5").format(count=count))
        self.pages.setAccessibleName(_("Pages to print"))
        self._copies_label.setText(_("Copies"))
        self.copies.setAccessibleName(_("Copies"))
        self.both.setText(_("On both sides of the paper"))
        self.mirrored.setText(_("Mirrored margins on the backs"))
        self._mirror_words.setText(self._mirror_sentence())
        self.act_button.setText(_("Choose the printer…"))
        self.preview.retranslate()
        self._say_printers()

    def _mirror_sentence(self) -> str:
        if self._paper.is_mirrored:
            return _("This document was made for both sides: its even pages have mirrored margins already.")
        if self._paper.is_ours:
            return _("Even pages move by {mm} mm, so that the wide margin lies at the binding.").format(
                mm=abs(round(self._paper.back_shift))
            )
        return _("This layout is not known; look at the preview before you move the backs by 15 mm.")

    # --- what is wanted ----------------------------------------------------------------------------------------------

    def order(self) -> PrintOrder:
        """What is chosen.

        :raises PagesInvalid: no such pages.
        """
        return PrintOrder(
            pages=read_pages(self.pages.text(), len(self._paper.sizes)),
            copies=self.copies.value(),
            both_sides=self.both.isChecked(),
            mirrored=self.mirrored.isChecked() and self.both.isChecked(),
        )

    def _show(self) -> None:
        self.mirrored.setEnabled(self.both.isChecked() and not self._paper.is_mirrored)
        try:
            order = self.order()
        except PagesInvalid as refusal:
            self._fault.setText(refusal_words(refusal))
            self._fault.show()
            self._update()
            return
        self._fault.hide()
        self._fault.setText("")
        self.preview.show_sides(self._paper, sides(order, self._paper), both=order.both_sides)
        self._update()

    def _update(self) -> None:
        self.act_button.setEnabled(self._job is None and not self._fault.text() and self._has_printer())
        self.cancel_button.setText(_("Stop printing") if self._job is not None else _("Close"))

    def _say_printers(self) -> None:
        if not self._has_printer():
            self.say(refusal_words(NoPrinter()), "warn")
        self._update()

    def say(self, words: str, state: str) -> None:
        """Say what came of it."""
        self._said.setText(words)
        self._said.setAccessibleName(words)
        restyle(self._said, state=state)

    @property
    def said(self) -> str:
        """What came of it."""
        return self._said.text()

    # --- printing ----------------------------------------------------------------------------------------------------

    def ask_printer(self) -> None:
        """Show the system's own dialog, filled with what is chosen here."""
        order, printer = self.order(), self.prepared()
        dialog = QPrintDialog(printer, self)
        options = QAbstractPrintDialog.PrintDialogOption
        dialog.setOptions(options.PrintToFile | options.PrintCollateCopies | options.PrintShowPageSize)
        dialog.setWindowTitle(self.windowTitle())
        dialog.accepted.connect(lambda: self._agreed(printer, order))
        self._dialog = dialog
        QDialog.open(dialog)  # the print dialog's own wants a receiver

    def prepared(self) -> QPrinter:
        """A printer set as it is chosen here."""
        order, printer = self.order(), make_printer()
        lay_paper(printer, self._paper.sizes[order.pages[0]])
        printer.setDocName(self._paper.name)
        printer.setCopyCount(order.copies)
        printer.setDuplex(duplex_of(order))
        return printer

    def _agreed(self, printer: QPrinter, order: PrintOrder) -> None:
        """What the system's dialog says of copies goes before what is chosen here.

        A printer that does not turn sheets says one side; whoever turns them by hand wants the backs all the same.
        """
        both = order.both_sides or printer.duplex() is not QPrinter.DuplexMode.DuplexNone
        self.both.setChecked(both)
        self.copies.setValue(printer.copyCount())
        self.print_to(
            printer,
            PrintOrder(
                pages=order.pages,
                copies=printer.copyCount(),
                collated=printer.collateCopies(),
                both_sides=both,
                mirrored=both and self.mirrored.isChecked(),
            ),
        )

    def print_to(self, printer: QPrinter, order: PrintOrder) -> None:
        """Print, beside the window."""
        paper, maker = self._paper, self._tools.pages
        self.say(_("Printing…"), "")
        self.progress.setRange(0, 0)
        self.progress.show()

        def done(count: int) -> None:
            self._end()
            self.say(printed_words(count, copies=order.copies), "ok")
            self.printed.emit(count)

        def refused(refusal: DvError) -> None:
            self._end()
            stopped = isinstance(refusal, Cancelled)
            words = _("Stopped; pages that the printer has already may still come.")
            self.say(words if stopped else refusal_words(refusal), "warn" if stopped else "error")

        self._job = self._jobs.run(
            _("Printing"),
            lambda watch: print_paper(paper, order, printer, maker, watch),
            done,
            refused,
        )
        self._job.progressed.connect(self._progressed)
        self._update()

    def _progressed(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _end(self) -> None:
        self._job = None
        self.progress.hide()
        self._update()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window stops the printing."""
        if self._job is not None:
            self._job.cancel()
        super().closeEvent(event)

"""The pages with what belongs to them: page number, zoom, what is shown, and why it may not be the newest."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout

from dvapp.host.i18n import _
from dvapp.services.reports.paging import PictureMaker
from dvapp.ui.icons import set_icon
from dvapp.ui.jobs import Jobs
from dvapp.ui.report.page_source import PageSource, PagesSeen
from dvapp.ui.report.pages_view import PagesView
from dvapp.ui.widgets import EmptyState, FocusFrame, button, icon_button, label, name_icon_button

_NARROW = 400
"""Pixels below which the tools say less."""


class PagesPanel(QFrame):
    """Pages of the report in work, or of a file. ``back_wanted``: from a file to the report in work."""

    back_wanted = Signal()
    blamed = Signal()

    def __init__(self, maker: PictureMaker, jobs: Jobs) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.source = PageSource(maker, jobs, self)
        self.view = PagesView(self.source)
        self._empty = EmptyState("file-text")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        self._build()
        FocusFrame(self, self.view)
        self.view.page_changed.connect(self._show_page)
        self.view.zoom_changed.connect(self._show_zoom)
        self.retranslate()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        self._number = label("", "dim")
        self._out = icon_button("zoom-out", "", clicked=self.view.zoom_out)
        self._in = icon_button("zoom-in", "", clicked=self.view.zoom_in)
        self._fit = button("", "ghost", clicked=self.view.fit_width)
        self._fit.setCheckable(True)
        self._real = button("100%", "ghost", clicked=lambda: self.view.set_zoom(1.0))
        self._real.setCheckable(True)
        self.tools = QHBoxLayout()
        self.tools.setContentsMargins(12, 5, 6, 5)
        self.tools.setSpacing(0)
        self.tools.addWidget(self._number)
        self.tools.addStretch(1)
        for widget in (self._out, self._real, self._in, self._fit):
            self.tools.addWidget(widget)
        layout.addLayout(self.tools)
        self._file_bar, self._file_words, self._back = self._make_bar("info", "file-text")
        self._back.clicked.connect(self.back_wanted)
        self._fault_bar, self._fault_words, self._go = self._make_bar("error", "circle-alert")
        self._go.clicked.connect(self.blamed)
        layout.addWidget(self._file_bar)
        layout.addWidget(self._fault_bar)
        layout.addWidget(self._stack, 1)

    def _make_bar(self, state: str, picture: str) -> tuple[QFrame, QLabel, QPushButton]:
        bar = QFrame()
        bar.setProperty("role", "note")
        bar.setProperty("state", state)
        sign = label()
        set_icon(sign, picture, state, size=16)
        words = label("", "small", wrap=True, state=state)
        act = button("", "link")
        inner = QHBoxLayout(bar)
        inner.setContentsMargins(14, 7, 10, 7)
        inner.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        inner.addWidget(words, 1)
        inner.addWidget(act)
        bar.hide()
        return bar, words, act

    # --- what is shown ---------------------------------------------------------------------------------------------

    def show_pages(self, seen: PagesSeen) -> None:
        """Show a document."""
        self.source.take(seen)
        self._stack.setCurrentIndex(1)

    def show_nothing(self, title: str, words: str) -> None:
        """Say why there are no pages."""
        self.source.clear()
        self._empty.say(title, words)
        self._stack.setCurrentIndex(0)

    def say_file(self, words: str, *, may_go_back: bool = True) -> None:
        """Say that a file is shown, not the text in work; ``""`` ends that."""
        self._file_words.setText(words)
        self._file_bar.setVisible(bool(words))
        self._back.setVisible(may_go_back)

    def say_fault(self, words: str, *, has_place: bool = False) -> None:
        """Say why the pages shown are not the newest; ``""`` ends that."""
        self._fault_words.setText(words)
        self._fault_bar.setVisible(bool(words))
        self._go.setVisible(has_place)

    @property
    def fault(self) -> str:
        """What the fault bar says now."""
        return self._fault_words.text() if self._fault_bar.isVisibleTo(self) else ""

    def _show_page(self, page: int, count: int) -> None:
        words = "{page}/{count}" if self.width() < _NARROW else _("Page {page}/{count}")
        self._number.setText(words.format(page=page + 1, count=count) if count else "")
        self._number.setAccessibleName(_("Page {page}/{count}").format(page=page + 1, count=count))

    def _show_zoom(self, zoom: float, fits: bool) -> None:  # a slot
        self._fit.setChecked(fits)
        self._real.setChecked(not fits)
        self._real.setText(f"{round(zoom * 100)}%" if self.source.count else "100%")

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        name_icon_button(self._out, _("Smaller (Ctrl+−)"))
        name_icon_button(self._in, _("Larger (Ctrl++)"))
        self._fit.setText(_("Fit"))
        self._fit.setToolTip(_("Fit the width (Ctrl+0)"))
        self._real.setToolTip(_("Real size"))
        self._back.setText(_("Back to the text in work"))
        self._go.setText(_("Go there"))
        self.view.retranslate()
        self._show_page(self.view.page, self.source.count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the tools say less."""
        super().resizeEvent(event)
        for widget in (self._out, self._in):
            widget.setVisible(self.width() >= _NARROW)  # Ctrl with + and − still works
        self._show_page(self.view.page, self.source.count)

"""The charts of the period: a list of them, the one that is chosen as it is printed, and ways to take it elsewhere."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QIODevice,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QFontMetrics, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QSplitter,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dvapp.domain.calendar.periods import Period
from dvapp.domain.papers.charts import Chart
from dvapp.host.i18n import _
from dvapp.services.figures.charts import draw_chart, write_picture
from dvapp.services.reports.paging import PageImage
from dvapp.services.session import Session
from dvapp.ui.figures.chart_model import ChartItem, file_name, load_charts, place_of
from dvapp.ui.figures.chart_picture import ChartPicture
from dvapp.ui.jobs import Jobs
from dvapp.ui.notices import Notice
from dvapp.ui.remembered import KeptSplit
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.page_source import image_of
from dvapp.ui.widgets import EmptyState, button, row, scrolled

_SIDES, _ABOVE = 24, 14
"""Pixels that the style keeps free around the words of an entry."""

_PRINTED = 200.0
"""Dots per inch of a picture that leaves the window."""


class _WholeTitles(QStyledItemDelegate):
    """Entries as high as their words need: Qt's own guess leaves out the style's padding and cuts a title off."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = option.widget
        wide = (view.viewport().width() if isinstance(view, QListWidget) else option.rect.width()) - _SIDES
        room = QRect(0, 0, max(wide, 60), 10_000)
        words = QFontMetrics(option.font).boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data()))
        return QSize(wide, words.height() + _ABOVE)


class ChartPanel(QWidget):
    """The charts of one period at a time."""

    said = Signal(object)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session = session
        self._jobs = OwnedJobs(jobs, self)
        self._period: Period | None = None
        self._items: tuple[ChartItem, ...] = ()
        self._key = ""
        self._turn = self._drawing = 0
        self._build()
        self.retranslate()

    # --- what others ask -------------------------------------------------------------------------------------------

    def show_period(self, period: Period, code: str) -> None:
        """The charts of a period, that of the figure ``code`` over the months first. Older answers are dropped."""
        self._turn += 1
        turn, session = self._turn, self._session
        if self._key.startswith("figure ") and code and self._key != f"figure {code}":
            self._key = f"figure {code}"
        self._jobs.run(
            _("Computing charts"),
            lambda _watch: load_charts(session, period, code),
            lambda items: self._take(turn, period, items),
        )

    def choose_figure(self, code: str) -> None:
        """From now on show that figure over the months."""
        self._key = f"figure {code}"

    @property
    def chart(self) -> Chart | None:
        """The chart looked at."""
        at = self._list.currentRow()
        return self._items[at].chart if 0 <= at < len(self._items) else None

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._list.setAccessibleName(_("Charts of the period"))
        self._copy.setText(_("Copy the picture"))
        self._copy.setToolTip(_("Puts the chart on the clipboard as a picture (Ctrl+C)"))
        self._save.setText(_("Save the picture…"))
        self._nothing.say(_("No charts"), _("The reports of this template pack have none."))

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._list = QListWidget()
        self._list.setProperty("flat", "true")
        self._list.setWordWrap(True)
        self._list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.setItemDelegate(_WholeTitles(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMinimumWidth(200)
        self._list.currentRowChanged.connect(lambda _row: self._show_chosen())
        self.picture = ChartPicture()
        self.picture.wanted.connect(self._draw)
        self.picture.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.picture.customContextMenuRequested.connect(self._menu)
        self._copy = button("", "", icon="copy", clicked=self.copy_picture)
        self._save = button("", "", icon="download", clicked=self._ask_where)
        self._nothing = EmptyState("chart-column")
        left, right = QFrame(), QFrame()
        for frame, inner in ((left, self._list), (right, self._right())):
            frame.setProperty("role", "card")
            layout = QVBoxLayout(frame)
            layout.setContentsMargins(1, 1, 1, 1)
            layout.addWidget(inner)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(14)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([300, 800])
        KeptSplit(split, "charts")
        split.setStretchFactor(1, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(split)
        self._stack.addWidget(self._nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        copy = QAction(self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy.triggered.connect(self.copy_picture)
        self.addAction(copy)

    def _right(self) -> QWidget:
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        tools = row(None, self._copy, self._save, spacing=8)
        tools.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(tools)
        layout.addWidget(scrolled(self.picture), 1)
        return made

    # --- showing ---------------------------------------------------------------------------------------------------

    def _take(self, turn: int, period: Period, items: tuple[ChartItem, ...]) -> None:
        if turn != self._turn:
            return
        self._period, self._items = period, items
        key = self._key
        with QSignalBlocker(self._list):
            self._list.clear()
            for item in items:
                words = f"{item.chart.title}\n{item.note}" if item.note else item.chart.title
                entry = QListWidgetItem(words)
                entry.setData(Qt.ItemDataRole.AccessibleDescriptionRole, item.chart.alternative)
                self._list.addItem(entry)
            self._list.setCurrentRow(place_of(items, key))
        self._stack.setCurrentIndex(0 if items else 1)
        self._show_chosen()
        self._key = key or self._key

    def _show_chosen(self) -> None:
        at = self._list.currentRow()
        if 0 <= at < len(self._items):
            self._key = self._items[at].key
        for tool in (self._copy, self._save):
            tool.setEnabled(self.chart is not None)
        self.picture.show_chart(self.chart)

    def _draw(self, dots_per_inch: float) -> None:
        self._drawing += 1
        turn = self._drawing

        def drawn(image: QImage) -> None:
            if turn == self._drawing:
                self.picture.take(image)

        self._with_picture(dots_per_inch, drawn)

    def _with_picture(self, dots_per_inch: float, then: Callable[[QImage], None]) -> None:
        """Draw the chosen chart beside the window."""
        chart, period, session = self.chart, self._period, self._session
        if chart is None or period is None:
            return

        def draw(_watch: object) -> PageImage:
            return draw_chart(session, chart, period, dots_per_inch=dots_per_inch)

        self._jobs.run(_("Drawing the chart"), draw, lambda page: then(image_of(page)))

    # --- taking it elsewhere ---------------------------------------------------------------------------------------

    def copy_picture(self) -> None:
        """Put the chart on the clipboard, as sharp as print."""

        def copy(image: QImage) -> None:
            QGuiApplication.clipboard().setImage(image)
            self.said.emit(Notice(words=_("Picture copied"), state="ok"))

        self._with_picture(_PRINTED, copy)

    def _ask_where(self) -> None:
        if self.chart is None:
            return
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save the picture"), file_name(self.chart), _("PNG picture (*.png)")
        )
        if chosen:
            self.save_picture(Path(chosen))

    def save_picture(self, out: Path) -> None:
        """Keep the chart as a PNG file; without an ending in its name it gets one."""
        out = out if out.suffix else out.with_suffix(".png")
        session = self._session

        def save(image: QImage) -> None:
            content = png_of(image)
            words = _("Picture saved: {file}").format(file=out.name)
            self._jobs.run(
                _("Saving the picture"),
                lambda _watch: write_picture(session, content, out),
                lambda _done: self.said.emit(Notice(words=words, state="ok")),
            )

        self._with_picture(_PRINTED, save)

    def _menu(self, place: QPoint) -> None:
        if self.chart is None:
            return
        menu = QMenu(self.picture)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Copy the picture"), self.copy_picture)
        menu.addAction(_("Save the picture…"), self._ask_where)
        menu.addAction(_("Copy its words"), self.copy_words)
        menu.popup(self.picture.mapToGlobal(place))

    def copy_words(self) -> None:
        """Put what the chart says on the clipboard, as a screen reader says it."""
        if self.chart is not None:
            QGuiApplication.clipboard().setText(self.chart.alternative)
            self.said.emit(Notice(words=_("Words copied"), state="ok"))


def png_of(image: QImage) -> bytes:
    """A picture as a PNG file that knows how large it is on paper."""
    dots = round(_PRINTED / 0.0254)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt takes the name as text
    return bytes(buffer.data().data())

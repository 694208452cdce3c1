"""The signed state of a document beside its present one: rolled and zoomed together, what differs in boxes."""

import hashlib

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dvapp.host.i18n import _
from dvapp.services.reports.paging import PictureMaker
from dvapp.ui.jobs import Jobs
from dvapp.ui.report.page_source import PageSource, PagesSeen
from dvapp.ui.report.pages_view import PagesView
from dvapp.ui.verify import words
from dvapp.ui.verify.compare_model import RowPictures, Rows, Sides
from dvapp.ui.widgets import button, icon_button, label, name_icon_button


class _Side(QWidget):
    """One state, under its name."""

    def __init__(self, pictures: PictureMaker, jobs: Jobs) -> None:
        super().__init__()
        self._pictures = RowPictures(pictures)
        self._source = PageSource(self._pictures, jobs, self)
        self.view = PagesView(self._source)
        self.title = label("", "label", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.view, 1)

    def show_rows(self, pdf: bytes, rows: Rows) -> None:
        """Show a file's pages in these rows."""
        self._pictures.rows = rows
        digest = hashlib.sha256(pdf).hexdigest()
        names = tuple(
            f"{digest}:{page}" if page is not None else f"empty:{row}" for row, page in enumerate(rows.pages)
        )
        self._source.take(PagesSeen(pdf=pdf, sizes=rows.sizes, digests=names))
        self.view.show_boxes({row: [QRectF(*box) for box in boxes] for row, boxes in enumerate(rows.boxes)})


class ComparePanel(QFrame):
    """Both states. ``closed`` when the reader has seen enough."""

    closed = Signal()

    def __init__(self, pictures: PictureMaker, jobs: Jobs) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._different: tuple[int, ...] = ()
        self._sides: Sides | None = None
        self._signer = ""
        self._following = False
        self.left, self.right = _Side(pictures, jobs), _Side(pictures, jobs)
        self._build()
        self._follow(self.left, self.right)
        self._follow(self.right, self.left)
        self.retranslate()

    def _build(self) -> None:
        self._told = label("", "small", wrap=True)
        self.before = icon_button("chevron-left", "", clicked=lambda: self._go(-1))
        self.after = icon_button("chevron-right", "", clicked=lambda: self._go(1))
        self._out = icon_button("zoom-out", "", clicked=self.left.view.zoom_out)
        self._in = icon_button("zoom-in", "", clicked=self.left.view.zoom_in)
        self._fit = button("", "ghost", clicked=self.left.view.fit_width)
        self.close_button = button("", "link", clicked=self.closed.emit)
        head = QHBoxLayout()
        head.setContentsMargins(12, 5, 6, 5)
        head.setSpacing(2)
        head.addWidget(self._told, 1)
        for widget in (self.before, self.after, self._out, self._in, self._fit, self.close_button):
            head.addWidget(widget)
        both = QHBoxLayout()
        both.setContentsMargins(8, 0, 8, 8)
        both.setSpacing(8)
        both.addWidget(self.left, 1)
        both.addWidget(self.right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(both, 1)
        # The pages are wide: both fit where there is room for neither's margins.
        self.setMinimumWidth(300)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.closed)

    def _follow(self, one: _Side, other: _Side) -> None:
        """Where one rolls, the other does: rows lie beside each other, only their scales may differ by a little."""
        bar, follower = one.view.verticalScrollBar(), other.view.verticalScrollBar()

        def rolled(value: int) -> None:
            share = value / bar.maximum() if bar.maximum() else 0.0
            wanted = round(share * follower.maximum())
            if abs(follower.value() - wanted) > 1:
                follower.setValue(wanted)

        def zoomed(zoom: float, fits: bool) -> None:  # a slot
            if self._following:
                return
            self._following = True
            if fits:
                other.view.fit_width()
            else:
                other.view.set_zoom(zoom)
            self._following = False

        bar.valueChanged.connect(rolled)
        one.view.zoom_changed.connect(zoomed)

    def show_sides(self, sides: Sides, signer: str) -> None:
        """Show both states; the first difference comes into sight.

        :param signer: whose signature the left one is as of.
        """
        self._sides, self._signer, self._different = sides, signer, sides.different
        self.left.show_rows(sides.before, sides.left)
        self.right.show_rows(sides.now, sides.right)
        self.retranslate()
        if self._different:
            self._go_to(self._different[0])
        self.left.view.setFocus()

    @property
    def told(self) -> str:
        """What the head says."""
        return self._told.text()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._told.setText(words.comparison_words(self._sides.comparison) if self._sides else "")
        self.left.title.setText(_("As signed by {signer}").format(signer=self._signer))
        self.right.title.setText(_("The file as it is now"))
        self.left.view.setAccessibleName(self.left.title.text())
        self.right.view.setAccessibleName(self.right.title.text())
        name_icon_button(self.before, _("Previous difference (Shift+F3)"))
        name_icon_button(self.after, _("Next difference (F3)"))
        name_icon_button(self._out, _("Smaller (Ctrl+−)"))
        name_icon_button(self._in, _("Larger (Ctrl++)"))
        self._fit.setText(_("Fit"))
        self._fit.setToolTip(_("Fit the width (Ctrl+0)"))
        self.close_button.setText(_("Back to the pages"))
        for widget in (self.before, self.after):
            widget.setEnabled(len(self._different) > 0)

    def _go(self, step: int) -> None:
        """The next difference in that direction; after the last comes the first."""
        if not self._different:
            return
        here = self.left.view.page
        ahead = [row for row in self._different if (row > here if step > 0 else row < here)]
        wrapped = self._different[0] if step > 0 else self._different[-1]
        self._go_to((ahead[0] if step > 0 else ahead[-1]) if ahead else wrapped)

    def _go_to(self, row: int) -> None:
        assert self._sides is not None
        tops = [box[1] for rows in (self._sides.left, self._sides.right) for box in rows.boxes[row]]
        for side in (self.left, self.right):
            side.view.go_to(row, points_down=min(tops, default=0.0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F3 and Shift+F3 go from difference to difference; the pages know the other keys."""
        if event.key() == Qt.Key.Key_F3:
            self._go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

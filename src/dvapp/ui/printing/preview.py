"""The sides of a printed paper as they will lie in the tray, one at a time."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dvapp.domain.errors import Cancelled, DvError
from dvapp.host.i18n import _
from dvapp.services.reports.paging import PageImage, PageMaker
from dvapp.services.reports.printing import PaperToPrint, Side
from dvapp.ui.jobs import Job, Jobs
from dvapp.ui.printing.painting import paint_side
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.page_source import image_of
from dvapp.ui.theme import tokens
from dvapp.ui.widgets import icon_button, label, name_icon_button

_EDGE = 12
"""Pixels around the sheet."""

_MM = 25.4


class _Sheet(QWidget):
    """One side of a sheet."""

    def __init__(self, maker: PageMaker, jobs: Jobs) -> None:
        super().__init__()
        self._maker, self._jobs = maker, OwnedJobs(jobs, self)
        self._paper: PaperToPrint | None = None
        self._side = Side(page=None)
        self._image: QImage | None = None
        self._drawn: tuple[int, int] | None = None
        self._job: Job[PageImage] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_side(self, paper: PaperToPrint, side: Side) -> None:
        """Show a side."""
        if self._paper is not paper or self._side.page != side.page:
            self._image = self._drawn = None
        self._paper, self._side = paper, side
        self._ask()
        self.update()

    def image(self) -> QImage | None:
        """The page's picture, when it is drawn."""
        return self._image

    def minimumSizeHint(self) -> QSize:
        """A page of which one sees how it lies."""
        return QSize(220, 260)

    def _place(self) -> QRectF:
        """Where the sheet lies."""
        width, height = self._size()
        room = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        scale = max(0.01, min(room.width() / width, room.height() / height))
        place = QRectF(0, 0, width * scale, height * scale)
        place.moveCenter(room.center())
        return place

    def _size(self) -> tuple[float, float]:
        if self._paper is None or self._side.page is None:
            return (210.0, 297.0)
        return self._paper.sizes[self._side.page]

    def _ask(self) -> None:
        paper, page = self._paper, self._side.page
        if paper is None or page is None:
            return
        dots = self._place().width() * self.devicePixelRatioF() / self._size()[0] * _MM
        wanted = page, round(dots)
        if wanted == self._drawn:
            return
        if self._job is not None:
            self._job.cancel()
        self._drawn = wanted

        def drawn(image: PageImage) -> None:
            if wanted == self._drawn and paper is self._paper:
                self._image = image_of(image)
                self.update()

        self._job = self._jobs.run(
            _("Drawing pages"),
            lambda _watch: self._maker.picture(paper.pdf, page, dots_per_inch=max(20.0, dots)),
            drawn,
            self._missed,
        )

    def _missed(self, refusal: DvError) -> None:
        if not isinstance(refusal, Cancelled):  # another side, or another size, is wanted by now
            self._jobs.refuse(refusal)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw it as sharp as it is large."""
        super().resizeEvent(event)
        self._ask()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The sheet on the desk."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), tokens().colour("desk"))
        place = self._place()
        painter.fillRect(place, QColor("white"))
        if self._image is not None and self._side.page is not None:
            painter.setClipRect(place)
            per_mm = place.width() / self._size()[0]
            paint_side(painter, place, self._image, shift=self._side.shift, dots_per_millimetre=per_mm)
            painter.setClipping(False)
        painter.setPen(tokens().colour("line_strong"))
        painter.drawRect(place)
        painter.end()


class PrintPreview(QWidget):
    """Goes through the sides with arrows, PgUp and PgDn."""

    def __init__(self, maker: PageMaker, jobs: Jobs) -> None:
        super().__init__()
        self._paper: PaperToPrint | None = None
        self._sides: tuple[Side, ...] = ()
        self._both = False
        self.at = 0
        self.sheet = _Sheet(maker, jobs)
        self._before = icon_button("chevron-left", "", clicked=lambda: self.go(self.at - 1))
        self._after = icon_button("chevron-right", "", clicked=lambda: self.go(self.at + 1))
        self.words = label("", "dim")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bar = QHBoxLayout()
        bar.addWidget(self._before)
        bar.addWidget(self.words, 1)
        bar.addWidget(self._after)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.sheet, 1)
        layout.addLayout(bar)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.retranslate()

    def show_sides(self, paper: PaperToPrint, sides: Sequence[Side], *, both: bool) -> None:
        """Show what would be printed."""
        self._paper, self._sides, self._both = paper, tuple(sides), both
        self.go(min(self.at, max(0, len(sides) - 1)))

    def go(self, at: int) -> None:
        """Show a side, counted from 0."""
        if self._paper is None or not 0 <= at < len(self._sides):
            return
        self.at = at
        self.sheet.show_side(self._paper, self._sides[at])
        self._before.setEnabled(at > 0)
        self._after.setEnabled(at + 1 < len(self._sides))
        self._say()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        name_icon_button(self._before, _("Side before (PgUp)"))
        name_icon_button(self._after, _("Next side (PgDn)"))
        self.setAccessibleName(_("Print preview"))
        self._say()

    def _say(self) -> None:
        if not self._sides:
            self.words.setText("")
            return
        side, number = self._sides[self.at], self.at + 1
        page = _("page {page}").format(page=side.page + 1) if side.page is not None else _("blank")
        if self._both:
            face = _("back") if self.at % 2 else _("front")
            words = _("Sheet {sheet}, {face}: {page}").format(sheet=self.at // 2 + 1, face=face, page=page)
        else:
            words = _("Sheet {sheet}: {page}").format(sheet=number, page=page)
        self.words.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and page keys."""
        step = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Up: -1,
            Qt.Key.Key_Right: 1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_Down: 1,
        }.get(Qt.Key(event.key()))  # fmt: skip
        if step is None:
            super().keyPressEvent(event)
        else:
            self.go(self.at + step)

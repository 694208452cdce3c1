"""Pictures of a PDF's pages, drawn beside the window and kept; what is asked for again is there at once."""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtGui import QImage

from dvapp.domain.errors import Cancelled, DvError
from dvapp.host.i18n import _
from dvapp.services.ports import PageImage, PageMaker
from dvapp.ui.jobs import Job, Jobs, Watch
from dvapp.ui.report.owned_jobs import OwnedJobs

_GLANCE = 20.0
"""Dots per inch of the small pictures that give the pages' sizes and stand until the sharp ones are drawn."""
_KEPT = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesSeen:
    """A PDF at a glance. ``glances``: every page at 20 dots per inch."""

    pdf: bytes
    digest: str
    glances: tuple[PageImage, ...]


def glance(maker: PageMaker, pdf: bytes, watch: Watch | None = None) -> PagesSeen:
    """Look at every page of a PDF; may run beside the window.

    :raises PdfUnreadable: not a PDF.
    """
    count = maker.pages(pdf)
    seen: list[PageImage] = []
    for page in range(count):
        if watch is not None:
            watch.step(page, count)
        seen.append(maker.picture(pdf, page, dots_per_inch=_GLANCE))
    return PagesSeen(pdf=pdf, digest=hashlib.sha256(pdf).hexdigest(), glances=tuple(seen))


class PageSource(QObject):
    """Pages of the document shown now. ``drawn`` carries the page that became sharp."""

    changed = Signal()
    drawn = Signal(int)

    def __init__(self, maker: PageMaker, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._maker = maker
        self._jobs = OwnedJobs(jobs, self)
        self._seen: PagesSeen | None = None
        self._glances: list[QImage] = []
        self._kept: OrderedDict[tuple[str, int, int], QImage] = OrderedDict()
        self._last: dict[int, QImage] = {}
        self._asked: dict[tuple[str, int, int], Job[PageImage]] = {}

    @property
    def count(self) -> int:
        """Number of pages; 0 before anything is shown."""
        return len(self._glances)

    def take(self, seen: PagesSeen) -> None:
        """Show another document; pictures of the one before stand until its own are drawn."""
        if self._seen is not None and self._seen.digest == seen.digest:
            return
        for job in self._asked.values():
            job.cancel()
        self._seen = seen
        self._glances = [image_of(page) for page in seen.glances]
        self._last = {page: image for page, image in self._last.items() if page < len(self._glances)}
        self.changed.emit()

    def clear(self) -> None:
        """Show nothing."""
        self._seen, self._glances, self._last = None, [], {}
        self.changed.emit()

    def size(self, page: int) -> QSizeF:
        """A page's size in points (1/72 inch)."""
        image = self._glances[page]
        return QSizeF(image.width(), image.height()) * (72 / _GLANCE)

    def image(self, page: int, dots_per_inch: float) -> QImage:
        """The best picture there is; a sharp one is asked for if this is none."""
        if self._seen is None:
            return QImage()
        key = (self._seen.digest, page, round(dots_per_inch * 10))
        if key in self._kept:
            self._kept.move_to_end(key)
            self._last[page] = self._kept[key]
            return self._kept[key]
        self._ask(key, self._seen.pdf, page, dots_per_inch)
        return self._last.get(page, self._glances[page])

    def forget_wishes(self, pages: Sequence[int]) -> None:
        """Cancel what was asked for pages that are no longer looked at."""
        for key, job in self._asked.items():
            if key[1] not in pages:
                job.cancel()

    def _ask(self, key: tuple[str, int, int], pdf: bytes, page: int, dots_per_inch: float) -> None:
        if key in self._asked:
            return
        maker = self._maker

        def work(watch: Watch) -> PageImage:
            watch.step(0, 1)
            return maker.picture(pdf, page, dots_per_inch=dots_per_inch)

        self._asked[key] = self._jobs.run(
            _("Drawing pages"),
            work,
            lambda drawn: self._keep(key, drawn),
            lambda refusal: self._miss(key, refusal),
        )

    def _keep(self, key: tuple[str, int, int], drawn: PageImage) -> None:
        self._asked.pop(key, None)
        image = image_of(drawn)
        self._kept[key] = image
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        if self._seen is not None and key[0] == self._seen.digest:
            self._last[key[1]] = image
            self.drawn.emit(key[1])

    def _miss(self, key: tuple[str, int, int], refusal: DvError) -> None:
        self._asked.pop(key, None)
        if isinstance(refusal, Cancelled):
            self.drawn.emit(key[1])  # looked at again meanwhile: it is asked for anew
        else:
            self._jobs.refuse(refusal)


def image_of(page: PageImage) -> QImage:
    """A page's picture as Qt draws it, with pixels of its own."""
    made = QImage(page.pixels, page.width, page.height, page.width * 4, QImage.Format.Format_RGBA8888)
    return made.convertToFormat(QImage.Format.Format_RGB32)

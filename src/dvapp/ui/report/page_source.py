"""Pictures of a PDF's pages, drawn beside the window and kept; what is asked for again is there at once."""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made

from PySide6.QtCore import QObject, QSizeF, Qt, Signal
from PySide6.QtGui import QImage

from dvapp.domain.errors import Cancelled, DvError
from dvapp.host.i18n import _
from dvapp.services.reports.paging import PageImage, PagesInWork, PictureMaker
from dvapp.ui.jobs import Job, Jobs, Watch
from dvapp.ui.report.owned_jobs import OwnedJobs

_GLANCE = 20.0
"""Dots per inch of the small pictures that give the pages' sizes and stand until the sharp ones are drawn."""
_KEPT = 32

_Key = tuple[str, int]
"""A page's digest, and tenths of dots per inch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesSeen:
    """A PDF's pages before their sharp pictures are drawn.

    :param sizes: width and height of each page in points (1/72 inch).
    :param digests: a name of each page: the same name, the same picture.
    :param glances: every page at 20 dots per inch; empty where nobody had the time to look.
    :param sharp: pictures drawn already, of pages that somebody looks at.
    """

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    digests: tuple[str, ...]
    glances: tuple[PageImage, ...] = ()
    sharp: Mapping[_Key, PageImage] = made(default_factory=dict)


def glance(
    maker: PictureMaker, pdf: bytes, watch: Watch | None = None, *, most: int | None = None
) -> PagesSeen:
    """Look at every page of a PDF; may run beside the window.

    :param most: pages beyond these are left out.
    :raises PdfUnreadable: not a PDF.
    """
    count = maker.pages(pdf)
    count = count if most is None else min(count, most)
    seen: list[PageImage] = []
    for page in range(count):
        if watch is not None:
            watch.step(page, count)
        seen.append(maker.picture(pdf, page, dots_per_inch=_GLANCE))
    digest = hashlib.sha256(pdf).hexdigest()
    return PagesSeen(
        pdf=pdf,
        sizes=tuple((image.width * 72 / _GLANCE, image.height * 72 / _GLANCE) for image in seen),
        digests=tuple(f"{digest}:{page}" for page in range(count)),
        glances=tuple(seen),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What is in sight: pages with their dots per inch, and the pictures that are there already."""

    pages: Mapping[int, float]
    known: frozenset[_Key]


def in_work(pages: PagesInWork, maker: PictureMaker, sight: Sight) -> PagesSeen:
    """Pages of a text in work: only those in sight are drawn, as all change with every word. May run beside the window."""
    keys = {
        _key(pages.digests[n], dots): (n, dots) for n, dots in sight.pages.items() if n < len(pages.digests)
    }
    sharp = {
        key: maker.picture(pages.pdf, page, dots_per_inch=dots)
        for key, (page, dots) in keys.items()
        if key not in sight.known
    }
    return PagesSeen(pdf=pages.pdf, sizes=pages.sizes, digests=pages.digests, sharp=sharp)


def _key(digest: str, dots_per_inch: float) -> _Key:
    return digest, round(dots_per_inch * 10)


class PageSource(QObject):
    """Pages of the document shown now. ``drawn`` carries the page that became sharp."""

    changed = Signal()
    drawn = Signal(int)

    def __init__(self, maker: PictureMaker, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._maker = maker
        self._jobs = OwnedJobs(jobs, self)
        self._seen: PagesSeen | None = None
        self._glances: list[QImage] = []
        self._kept: OrderedDict[_Key, QImage] = OrderedDict()
        self._last: dict[int, QImage] = {}
        self._asked: dict[_Key, Job[PageImage]] = {}
        self._looked_at: dict[int, float] = {}

    @property
    def count(self) -> int:
        """Number of pages; 0 before anything is shown."""
        return len(self._seen.sizes) if self._seen is not None else 0

    @property
    def sight(self) -> Sight:
        """What is in sight now."""
        return Sight(pages=dict(self._looked_at), known=frozenset(self._kept))

    def take(self, seen: PagesSeen) -> None:
        """Show another document; pictures of the one before stand until its own are drawn.

        Pages that are the same as before keep their pictures.
        """
        before, self._seen = self._seen, seen
        if before is not None and (before.digests, before.sizes) == (seen.digests, seen.sizes):
            return
        for key, picture in seen.sharp.items():
            self._remember(key, image_of(picture))
        wanted = set(seen.digests)
        for (digest, _dots), job in self._asked.items():
            if digest not in wanted:
                job.cancel()
        self._glances = [image_of(page) for page in seen.glances]
        self._last = {page: image for page, image in self._last.items() if page < len(seen.sizes)}
        self.changed.emit()

    def clear(self) -> None:
        """Show nothing."""
        self._seen, self._glances, self._last = None, [], {}
        self.changed.emit()

    def size(self, page: int) -> QSizeF:
        """A page's size in points (1/72 inch)."""
        assert self._seen is not None, "a page is measured when there is one"
        return QSizeF(*self._seen.sizes[page])

    def image(self, page: int, dots_per_inch: float) -> QImage:
        """The best picture there is; a sharp one is asked for if this is none."""
        if self._seen is None:
            return QImage()
        self._looked_at[page] = dots_per_inch
        key = _key(self._seen.digests[page], dots_per_inch)
        if key in self._kept:
            self._kept.move_to_end(key)
            self._last[page] = self._kept[key]
            return self._kept[key]
        self._ask(key, self._seen, page, dots_per_inch)
        return self._last.get(page) or self._blank(page)

    def _blank(self, page: int) -> QImage:
        """The page as it was seen at a glance, or white paper."""
        if self._glances:
            return self._glances[page]
        size = self.size(page) * (_GLANCE / 72)
        paper = QImage(max(1, round(size.width())), max(1, round(size.height())), QImage.Format.Format_RGB32)
        paper.fill(Qt.GlobalColor.white)
        return paper

    def forget_wishes(self, pages: Sequence[int]) -> None:
        """Cancel what was asked for pages that are no longer looked at."""
        self._looked_at = {page: dots for page, dots in self._looked_at.items() if page in pages}
        digests = self._seen.digests if self._seen is not None else ()
        looked_at = {digests[page] for page in pages if page < len(digests)}
        for (digest, _dots), job in self._asked.items():
            if digest not in looked_at:
                job.cancel()

    def _ask(self, key: _Key, seen: PagesSeen, page: int, dots_per_inch: float) -> None:
        if key in self._asked:
            return
        maker = self._maker

        def work(watch: Watch) -> PageImage:
            watch.step(0, 1)
            return maker.picture(seen.pdf, page, dots_per_inch=dots_per_inch)

        self._asked[key] = self._jobs.run(
            _("Drawing pages"),
            work,
            lambda drawn: self._keep(key, drawn),
            lambda refusal: self._miss(key, refusal),
        )

    def _keep(self, key: _Key, drawn: PageImage) -> None:
        self._asked.pop(key, None)
        image = image_of(drawn)
        self._remember(key, image)
        for page in self._pages_of(key):
            self._last[page] = image
            self.drawn.emit(page)

    def _remember(self, key: _Key, image: QImage) -> None:
        self._kept[key] = image
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def _pages_of(self, key: _Key) -> list[int]:
        """Pages that have this picture now."""
        digests = self._seen.digests if self._seen is not None else ()
        return [page for page, digest in enumerate(digests) if digest == key[0]]

    def _miss(self, key: _Key, refusal: DvError) -> None:
        self._asked.pop(key, None)
        if isinstance(refusal, Cancelled):
            for page in self._pages_of(key):
                self.drawn.emit(page)  # looked at again meanwhile: it is asked for anew
        else:
            self._jobs.refuse(refusal)


def image_of(page: PageImage) -> QImage:
    """A page's picture as Qt draws it, with pixels of its own."""
    made = QImage(page.pixels, page.width, page.height, page.width * 4, QImage.Format.Format_RGBA8888)
    return made.convertToFormat(QImage.Format.Format_RGB32)

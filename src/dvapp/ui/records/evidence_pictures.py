"""Small pictures of attached files: of photographs as they are held, of PDFs the first page. Safe on any thread.

A picture of a few kilobytes can claim a million pixels a side. Its size is asked first, and what is too large is not
drawn; the file itself is kept and opened all the same.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from dvapp.domain.errors import DvError
from dvapp.domain.recording.evidence import Evidence
from dvapp.domain.recording.evidence_media import MediaGroup
from dvapp.services.reports.paging import PageMaker

SIDE = 128
"""Pixels of the longer side: enough for 64 at twice the density."""
_MOST_PIXELS = 50_000_000
"""Four bytes each, 200 MB at once; a camera of 48 megapixels is just within."""
_MOST_JPEG = 400_000_000
"""JPEG is made smaller while it is read, so that only a 64th of it is ever in memory."""
_PAGE_DOTS = 14.0
"""Dots per inch of a page's picture: A4 comes out 116 by 164."""
_FORMATS = {
    "image/png": b"png",
    "image/jpeg": b"jpeg",
    "image/gif": b"gif",
    "image/webp": b"webp",
    "image/bmp": b"bmp",
    "image/tiff": b"tiff",
    "image/heic": b"heic",
}


def has_picture(evidence: Evidence) -> bool:
    """Whether it is worth trying to draw one."""
    return evidence.media.group in {MediaGroup.PICTURE, MediaGroup.PDF}


def picture_of(evidence: Evidence, content: bytes, pages: PageMaker) -> QImage | None:
    """The small picture of a file; ``None`` where there is none, or the file is broken or too large to draw."""
    if evidence.media.group is MediaGroup.PDF:
        return _first_page(content, pages)
    wanted = _FORMATS.get(evidence.media.code)
    return decoded(content, wanted) if wanted is not None else None


def decoded(content: bytes, kind: bytes) -> QImage | None:
    """A photograph made small, turned as its camera says (EXIF)."""
    if kind not in {bytes(one.data()) for one in QImageReader.supportedImageFormats()}:
        return None  # HEIC needs what Qt brings only on some systems
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return _read(buffer, kind)


def _read(buffer: QBuffer, kind: bytes) -> QImage | None:
    """The reader lives here alone: where it outlived its buffer, that of TIFF crashed while it was cleared away."""
    reader = QImageReader(buffer, QByteArray(kind))
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > (_MOST_JPEG if kind == b"jpeg" else _MOST_PIXELS):
        return None
    reader.setScaledSize(_fitted(size))
    image = reader.read()
    return None if image.isNull() else image


def _fitted(size: QSize) -> QSize:
    within = size.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio)
    smaller = within if within.width() < size.width() else size
    return smaller.expandedTo(QSize(1, 1))


def _first_page(content: bytes, pages: PageMaker) -> QImage | None:
    try:
        page = pages.picture(content, 0, dots_per_inch=_PAGE_DOTS)
    except DvError:
        return None
    drawn = QImage(page.pixels, page.width, page.height, page.width * 4, QImage.Format.Format_RGBA8888)
    small = drawn.scaled(
        SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return None if small.isNull() else small.copy()  # of its own memory, not the page's

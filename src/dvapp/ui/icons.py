"""Line icons from ``resources/icons`` (Lucide, ISC), drawn in a colour of the theme and sharp at every scale."""

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from dvapp.host.resources import resources_folder

_NAME, _TOKEN, _SIZE, _GAP = "dvIcon", "dvIconToken", "dvIconSize", "dvIconGap"


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def icon_svg(name: str, colour: str) -> bytes:
    """The drawing with its lines in a colour (``#rrggbb``). A name without a file is a bug and raises."""
    return _source(name).replace("currentColor", colour).encode()


@lru_cache(maxsize=1024)
def _drawn(name: str, colour: str, size: int, scale: float, gap: int = 0) -> QPixmap:
    pixels = round(size * scale)
    image = QImage(pixels + round(gap * scale), pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(icon_svg(name, colour))).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    drawn = QPixmap.fromImage(image)
    drawn.setDevicePixelRatio(scale)
    return drawn


def pixmap(name: str, tint: str = "dim", *, size: int = 18, scale: float = 1.0) -> QPixmap:
    """An icon as a picture, ``size`` logical pixels square, for painting and labels."""
    from dvapp.ui.theme import tokens

    return _drawn(name, getattr(tokens(), tint), size, scale)


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, off: str, on: str, sizes: tuple[int, ...], gap: int = 0) -> QIcon:
    made = QIcon()
    for size in sizes:
        for scale in (1.0, 1.5, 2.0):
            made.addPixmap(_drawn(name, colour, size, scale, gap), QIcon.Mode.Normal, QIcon.State.Off)
            made.addPixmap(_drawn(name, on, size, scale, gap), QIcon.Mode.Normal, QIcon.State.On)
            made.addPixmap(_drawn(name, off, size, scale, gap), QIcon.Mode.Disabled, QIcon.State.Off)
    return made


def icon(
    name: str, tint: str = "dim", *, on_token: str | None = None, gap: int = 0, size: int | None = None
) -> QIcon:
    """An icon in a colour of the present theme. It does not follow a later theme: see :func:`set_icon`.

    :param size: logical pixels it will be shown at, if that is known; drawing one size costs less.
    :param gap: empty pixels at its right, before a button's words.
    :param on_token: the colour while a checkable button is on; the same if not given.
    """
    from dvapp.ui.theme import tokens

    t = tokens()
    colour = getattr(t, tint)
    sizes = (16, 18, 20, 24) if size is None else (size,)
    return _icon(name, colour, t.off, getattr(t, on_token) if on_token else colour, sizes, gap)


def set_icon(
    widget: QAbstractButton | QLabel,
    name: str,
    tint: str = "dim",
    *,
    size: int = 18,
    on: str = "",
    gap: int = 0,
) -> None:
    """Give a button or label an icon that follows the theme."""
    widget.setProperty(_NAME, name)
    widget.setProperty(_TOKEN, f"{tint},{on}")
    widget.setProperty(_SIZE, size)
    widget.setProperty(_GAP, gap)
    _put(widget)


def _put(widget: QAbstractButton | QLabel) -> None:
    name, size = widget.property(_NAME), int(widget.property(_SIZE))
    token, _, on = str(widget.property(_TOKEN)).partition(",")
    if isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, token, size=size, scale=widget.devicePixelRatioF()))
        return
    gap = int(widget.property(_GAP) or 0)
    widget.setIcon(icon(name, token, on_token=on or None, gap=gap, size=size))
    widget.setIconSize(QSize(size + gap, size))


def refresh_icons(widgets: Iterable[QWidget]) -> None:
    """Draw the icons of these widgets anew, after the theme changed."""
    for widget in widgets:
        if isinstance(widget, QAbstractButton | QLabel) and widget.property(_NAME):
            _put(widget)


def forget_icons() -> None:
    """Drop what was drawn in another theme's colours."""
    _icon.cache_clear()
    _drawn.cache_clear()

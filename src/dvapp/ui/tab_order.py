"""Tab goes as one reads: from the bar on top through the navigation and the screen to the line below, part by part.

Qt follows the order in which controls were made, and what is drawn anew comes last. So the order is read off the places
of what is seen each time somebody presses Tab, and the chain is put right where it is another.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
"""Controls whose inner parts are Qt's affair."""


def step_on(root: QWidget, *, forward: bool, along: Callable[[bool], bool]) -> bool:
    """Go to the next control of ``root`` in reading order, or the one before, and scroll to it; from the last to the first.

    :param along: Qt's own step along the chain; what it answers is answered here.
    """
    stops = [one for one in put_in_order(root) if one.isEnabled()]
    if not stops:
        return along(forward)
    now, ends = QApplication.focusWidget(), (stops[-1], stops[0])
    last, first = ends if forward else reversed(ends)
    if now is last and now is not first:
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        first.setFocus(reason)
        moved = True
    else:
        moved = along(forward)
    if (there := QApplication.focusWidget()) is not None:
        _bring_into_sight(there)
    return moved


def _bring_into_sight(control: QWidget) -> None:
    """Qt scrolls to what comes next on the same page, not to what one comes to from beside it."""
    around = control.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and control.visibleRegion().isEmpty():
            around.ensureWidgetVisible(control, 0, 40)
        around = around.parentWidget()


def put_in_order(root: QWidget) -> list[QWidget]:
    """Let Tab walk what is seen in ``root`` in reading order, and tell that order.

    The chain is not read first: ``nextInFocusChain`` makes PySide take one control for the owner of the next, and with
    the one the other would be gone.
    """
    stops = list(reading_order(root))
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
    return stops


def reading_order(root: QWidget) -> Iterator[QWidget]:
    """Where Tab may stop in ``root``: what stands in one part of the window comes together."""
    if root.isHidden():
        return
    if root.focusPolicy() & Qt.FocusPolicy.TabFocus and root.focusProxy() is None:
        yield root
    if isinstance(root, _WHOLE):
        return
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    parts: list[QWidget] = list(root.findChildren(QWidget, options=direct))
    for part in _lines([part for part in parts if not part.isWindow() and not part.isHidden()]):
        yield from reading_order(part)


def _lines(parts: Sequence[QWidget]) -> Iterator[QWidget]:
    """Line by line, each from left to right; what stands beside the line's lowest part but lower begins a new one."""
    left = sorted(parts, key=lambda part: (part.y(), part.x()))
    while left:
        bottom = left[0].y() + left[0].height()
        line: list[QWidget] = []
        for part in left:
            if line and part.y() + part.height() / 2 >= bottom:
                break
            line.append(part)
            bottom = min(bottom, part.y() + part.height())
        left = left[len(line) :]
        yield from sorted(line, key=lambda part: part.x())

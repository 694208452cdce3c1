"""What a person does at the desk, for the window's tests."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dvapp.services.recording.typed_drafts import keep_typed, typed_drafts
from dvapp.services.session import Session
from dvapp.ui.jobs import Jobs


def type_text(widget: QWidget, text: str) -> None:
    """Type as an input method does: composing first, then the finished text."""
    QCoreApplication.sendEvent(widget, QInputMethodEvent(text[:1], []))
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


def settle(qtbot: QtBot, jobs: Jobs) -> None:
    """Wait until all work beside the window is done."""
    qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)


def nameless(root: QWidget) -> list[str]:
    """Controls that a screen reader could not name."""
    controls = (
        QAbstractButton,
        QLineEdit,
        QPlainTextEdit,
        QTextEdit,
        QComboBox,
        QAbstractItemView,
        QAbstractSpinBox,
    )
    found = [w for kind in controls for w in root.findChildren(kind)]
    return [
        f"{type(w).__name__} in {type(w.parentWidget()).__name__}"
        for w in found
        if not w.accessibleName() and not (isinstance(w, QAbstractButton) and w.text()) and not _inner(w)
    ]


def _inner(widget: QWidget) -> bool:
    """Parts that Qt makes for itself: the list of a closed combo box, a spin box's line, a table's corner."""
    above = widget.parentWidget()
    inside = isinstance(above, QComboBox | QAbstractSpinBox | QAbstractScrollArea)
    popup = above is not None and isinstance(above.parentWidget(), QComboBox)
    return inside or popup or widget.objectName().startswith("qt_")


def forget_typed(session: Session) -> None:
    """Forget what was typed and not given, so that a store can serve the next test."""
    keep_typed(session, {one.place: {} for one in typed_drafts(session)})

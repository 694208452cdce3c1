"""Ctrl+Z in a text field: its own undo while it has one, then the session's."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

SESSION = "session"
"""Value of the property ``undo`` of a widget in which every change is a step of the session's history."""
OWN = "own"
"""Value of that property of a widget that has steps of its own, and methods ``undo`` and ``redo``."""


class UndoKeys(QObject):
    """Qt's text fields swallow the keys of undo and redo even when they have nothing to undo. This hands them on.

    It watches the field that has the focus, and no other.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watched: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None and old is self._watched:
            old.removeEventFilter(self)
            self._watched = None
        if isinstance(now, QLineEdit | QPlainTextEdit | QTextEdit):
            now.installEventFilter(self)
            self._watched = now

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse the key in the field's name where the session shall have it: then Qt's shortcut takes it."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        undo, redo = _wishes(event)
        if not (undo or redo) or (not belongs_to_session(watched) and has_own(watched, undo=undo)):
            return False
        event.ignore()
        return True


def _wishes(event: QKeyEvent) -> tuple[bool, bool]:
    """Whether the keys ask for undo, and for redo: Ctrl+Y and Ctrl+Shift+Z both do, whatever the system says."""
    control = Qt.KeyboardModifier.ControlModifier
    keys = (event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
    if keys == (Qt.Key.Key_Z, control):
        return True, False
    return False, keys in {
        (Qt.Key.Key_Y, control),
        (Qt.Key.Key_Z, control | Qt.KeyboardModifier.ShiftModifier),
    }


def belongs_to_session(field: QObject) -> bool:
    """Whether what is typed in a field is kept in the session's history."""
    return _around(field, SESSION) is not None


def own_steps(field: QObject | None) -> QObject | None:
    """The widget around a field, or itself, that has steps of its own."""
    return _around(field, OWN)


def _around(field: QObject | None, whose: str) -> QObject | None:
    at = field
    while at is not None and at.property("undo") != whose:
        at = at.parent()
    return at


def has_own(field: QObject, *, undo: bool) -> bool:
    """Whether a text field can undo, or redo, something by itself."""
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable() if undo else field.isRedoAvailable()
    if isinstance(field, QPlainTextEdit | QTextEdit):
        document = field.document()
        return document.isUndoAvailable() if undo else document.isRedoAvailable()
    return False

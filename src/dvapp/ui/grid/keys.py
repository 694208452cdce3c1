"""The keys of a spreadsheet: which move, which type, and which ask for something else."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_KEY = Qt.Key
ARROWS = {_KEY.Key_Up: (-1, 0), _KEY.Key_Down: (1, 0), _KEY.Key_Left: (0, -1), _KEY.Key_Right: (0, 1)}
"""Rows and columns that a key goes further."""
PAGES = {_KEY.Key_PageUp: -1, _KEY.Key_PageDown: 1}
ENDS = frozenset({_KEY.Key_Home, _KEY.Key_End})
STEPS = {
    _KEY.Key_Return: (1, 0),
    _KEY.Key_Enter: (1, 0),
    _KEY.Key_Tab: (0, 1),
    _KEY.Key_Backtab: (0, -1),
}
"""Keys that also leave an editor, and where they lead from it."""
ENTERS = frozenset({_KEY.Key_Return, _KEY.Key_Enter})


def types(event: QKeyEvent) -> bool:
    """Whether a key types into a cell, or asks to edit it."""
    modifiers = event.modifiers()
    held = modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier)
    command = bool(held) and not modifiers & Qt.KeyboardModifier.AltModifier
    words = bool(event.text()) and event.text().isprintable() and not command
    return words or event.key() == _KEY.Key_F2


def wish_of(event: QKeyEvent) -> str:
    """What a key asks for besides moving and typing."""
    standard = QKeySequence.StandardKey
    for keys, wish in (
        (standard.Copy, "copy"),
        (standard.Cut, "cut"),
        (standard.Paste, "paste"),
        (standard.SelectAll, "all"),
    ):
        if event.matches(keys):
            return wish
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
    with_control = {_KEY.Key_D: "down", _KEY.Key_R: "right", _KEY.Key_0: "none"}
    alone = {
        _KEY.Key_Delete: "clear",
        _KEY.Key_Backspace: "clear",
        _KEY.Key_F1: "explain",
        _KEY.Key_F3: "find_next",
        _KEY.Key_F6: "leave",
    }
    key = _KEY(event.key())
    return with_control.get(key, "") if control else alone.get(key, "") if plain else ""

"""Layouts are put into layouts without leaving the Python halves of their items behind.

PySide's ``addLayout`` makes a Python half for every item that is already in the inner layout and keeps it as long as the
layout. Qt deletes the item itself when its widget goes and tells nobody, so the half stays registered at an address that
is soon another object's. A label made there then ends the program when it is deleted (a segmentation fault, seen while
typing in a form), or an action is taken for the item. Nobody needs the halves: they are let go of at once.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import shiboken6
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout


def let_items_go(layout: QLayout) -> None:
    """Forget the Python halves of a layout's items, and of those in the layouts within it.

    A layout of our own holds its items itself and is told when they go.
    """
    if not isinstance(layout, QBoxLayout | QGridLayout):
        return
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner = item.layout() if item is not None else None
        if inner is not None:
            let_items_go(inner)
        elif item is not None:
            shiboken6.invalidate(item)


def _mended(add: Callable[..., None]) -> Callable[..., None]:
    @wraps(add)
    def add_layout(outer: QLayout, inner: QLayout, *where: Any) -> None:
        add(outer, inner, *where)
        let_items_go(inner)

    return add_layout


def nest_cleanly() -> None:
    """From now on every ``addLayout`` lets the items go; doing it again changes nothing."""
    for kind in (QBoxLayout, QGridLayout):
        if not hasattr(kind.addLayout, "__wrapped__"):
            setattr(kind, "addLayout", _mended(kind.addLayout))  # noqa: B010  # for every screen, in one place

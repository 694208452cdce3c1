"""Layouts in layouts leave nothing behind that could be taken for another object."""

import gc
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget, QWidgetItem

from dvapp.ui.widgets import column, row


def halves() -> list[Any]:
    """Python halves of layout items that are taken for living ones."""
    return [one for one in gc.get_objects() if type(one) is QWidgetItem and shiboken6.isValid(one)]


def test_nested_layouts_keep_no_item_that_qt_deletes_without_a_word(qtbot):
    """Such a half stood at the address of a later label: deleting that ended the program while somebody typed."""
    page = QWidget()
    qtbot.addWidget(page)
    first, second = QLabel("1"), QLabel("2")
    grid = QGridLayout()
    grid.addWidget(QLabel("3"), 0, 0)
    grid.addLayout(row(QLabel("4"), None), 1, 0, 1, 2)
    before = halves()
    layout = QVBoxLayout(page)
    layout.addLayout(row(first, column(second, grid), 4, None), 1)
    assert [one for one in halves() if not any(one is old for old in before)] == []
    second.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert shiboken6.isValid(grid)
    assert layout.count() == 1

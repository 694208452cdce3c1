"""A list of things, some below others, with columns: what the lists of deadlines and of catalogues have in common."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTreeView

THING = Qt.ItemDataRole.UserRole
"""Where the first cell of a line holds what the line is about; a heading holds nothing, or something without a code."""


class NestedTree(QTreeView):
    """Whole lines are chosen; nothing is edited in place. ``opened``: somebody asks for more of the line in focus."""

    opened = Signal()

    def __init__(self, columns: int) -> None:
        super().__init__()
        self.setProperty("flat", "true")
        self._filling = False
        self._model = QStandardItemModel(0, columns, self)
        self.setModel(self._model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(16)
        heads = self.header()
        heads.setStretchLastSection(False)
        heads.setHighlightSections(False)
        heads.setSectionsClickable(False)
        self.selectionModel().currentChanged.connect(self._moved)

    def thing(self) -> object:
        """What the line in focus is about; ``None`` where there is none."""
        index = self.currentIndex()
        return index.siblingAtColumn(0).data(THING) if index.isValid() else None

    def tell_chosen(self) -> None:
        """Another line has the focus."""

    def _moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if not self._filling:
            self.tell_chosen()

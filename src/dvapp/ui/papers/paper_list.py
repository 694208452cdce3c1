"""The list of papers: number or kind, period, state; what waits for whoever looks is in heavier letters."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from dvapp.domain.chain.papers import Paper
from dvapp.host.i18n import _
from dvapp.ui.papers.words import state_words
from dvapp.ui.shell.periods import in_year_words

_ID = Qt.ItemDataRole.UserRole


class PaperList(QTreeWidget):
    """``chosen`` says that a paper was chosen; :attr:`paper_id` is its id.

    :param mine: whether a paper waits for whoever looks.
    """

    chosen = Signal()

    def __init__(self, mine: Callable[[Paper], bool]) -> None:
        super().__init__()
        self._mine = mine
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMinimumWidth(260)
        self.currentItemChanged.connect(lambda now, _before: self.chosen.emit() if now is not None else None)

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self.setHeaderLabels([_("Paper"), _("Period"), _("State")])
        self.setAccessibleName(_("Papers on their way"))

    @property
    def paper_id(self) -> str:
        """The id of the paper in sight; empty while there is none."""
        item = self.currentItem()
        return str(item.data(0, _ID)) if item is not None else ""

    def fill(self, papers: Sequence[Paper], wanted: str = "") -> None:
        """Show papers, with ``wanted`` in sight, else the one that was, else the first."""
        held = wanted or self.paper_id
        with QSignalBlocker(self):
            self.clear()
            chosen: QTreeWidgetItem | None = None
            for paper in papers:
                made = self._item(paper)
                self.addTopLevelItem(made)
                if paper.id == held or chosen is None:
                    chosen = made
            head = self.header()
            head.setStretchLastSection(True)
            for number in (0, 1):
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.ResizeToContents)
            if chosen is not None:
                self.setCurrentItem(chosen)
        if chosen is not None:
            self.chosen.emit()

    def _item(self, paper: Paper) -> QTreeWidgetItem:
        state = state_words(paper.state)
        made = QTreeWidgetItem([paper.number or str(paper.kind), in_year_words(paper.period), state])
        made.setData(0, _ID, paper.id)
        made.setToolTip(0, paper.title or paper.name)
        made.setToolTip(2, state)
        if self._mine(paper):
            font = self.font()
            font.setWeight(font.Weight.DemiBold)
            for number in range(self.columnCount()):
                made.setFont(number, font)
            told = _("{state}; waits for you").format(state=state)
            made.setData(2, Qt.ItemDataRole.AccessibleTextRole, told)
        return made

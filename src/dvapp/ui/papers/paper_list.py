"""The list of papers: kind and period with the number, below them the state; what waits for whoever looks is in heavier letters."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from dvapp.domain.chain.papers import Paper
from dvapp.host.i18n import _
from dvapp.ui.papers.words import TONES, relation_words, state_words
from dvapp.ui.shell.periods import in_year_words
from dvapp.ui.theme import tokens

_ID = Qt.ItemDataRole.UserRole
_STATE = Qt.ItemDataRole.UserRole + 1
_TONE = Qt.ItemDataRole.UserRole + 2
_NUMBER = Qt.ItemDataRole.UserRole + 3
NO_NUMBERS: Mapping[str, str] = MappingProxyType({})
_SIDE, _ABOVE = 12, 7
"""Pixels beside and above the words of a line."""


class PaperList(QTreeWidget):
    """``chosen`` says that a paper was chosen; :attr:`paper_id` is its id.

    :param mine: whether a paper waits for whoever looks.
    """

    chosen = Signal()

    def __init__(self, mine: Callable[[Paper], bool]) -> None:
        super().__init__()
        self._mine = mine
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(_TwoLines(self))
        self.setMinimumWidth(240)
        self.currentItemChanged.connect(lambda now, _before: self.chosen.emit() if now is not None else None)

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self.setAccessibleName(_("Papers on their way"))

    @property
    def paper_id(self) -> str:
        """The id of the paper in sight; empty while there is none."""
        item = self.currentItem()
        return str(item.data(0, _ID)) if item is not None else ""

    def fill(
        self, papers: Sequence[Paper], wanted: str = "", *, numbers: Mapping[str, str] = NO_NUMBERS
    ) -> None:
        """Show papers, with ``wanted`` in sight, else the one that was, else the first.

        :param numbers: of papers that others correct or replace, by their id.
        """
        held = wanted or self.paper_id
        with QSignalBlocker(self):
            self.clear()
            chosen: QTreeWidgetItem | None = None
            for paper in papers:
                made = self._item(paper, numbers.get(paper.follows or "", ""))
                self.addTopLevelItem(made)
                if paper.id == held or chosen is None:
                    chosen = made
            if chosen is not None:
                self.setCurrentItem(chosen)
        if chosen is not None:
            self.chosen.emit()

    def _item(self, paper: Paper, followed: str) -> QTreeWidgetItem:
        mine = self._mine(paper)
        state = " · ".join(filter(None, (state_words(paper.state), relation_words(paper, followed).strip())))
        head = f"{paper.kind} · {in_year_words(paper.period)}"
        made = QTreeWidgetItem([head])
        for role, value in (
            (_ID, paper.id),
            (_STATE, state),
            (_TONE, TONES.get(paper.state, "warn")),
            (_NUMBER, paper.number or ""),
        ):
            made.setData(0, role, value)
        made.setToolTip(0, "\n".join((paper.title or paper.name, state)))
        told = _("{state}; waits for you").format(state=state) if mine else state
        said = ", ".join(filter(None, (head, paper.number, told)))
        made.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        if mine:
            font = self.font()
            font.setWeight(QFont.Weight.DemiBold)
            made.setFont(0, font)
        return made


class _TwoLines(QStyledItemDelegate):
    """Draws a paper: what it is and its number, below it where it stands."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for two lines."""
        return QSize(120, 2 * option.fontMetrics.lineSpacing() + 2 * _ABOVE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one paper."""
        t = tokens()
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, t.colour("accent_ground"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, t.colour("hover"))
        painter.setPen(t.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        held = index.data(Qt.ItemDataRole.FontRole)
        font = QFont(held) if isinstance(held, QFont) else QFont(option.font)
        line = rect.adjusted(_SIDE, _ABOVE, -_SIDE, 0)
        line.setHeight(QFontMetrics(font).lineSpacing())
        number = str(index.data(_NUMBER) or "")
        painter.setFont(font)
        painter.setPen(t.colour("dim"))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
        room = QFontMetrics(font).horizontalAdvance(number) + 12 if number else 0
        painter.setPen(t.colour("ink"))
        self._write(painter, line.adjusted(0, 0, -room, 0), str(index.data()), font)
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(t.colour(str(index.data(_TONE) or "dim")))
        self._write(painter, line.translated(0, line.height()), str(index.data(_STATE)), font)
        painter.restore()

    @staticmethod
    def _write(painter: QPainter, rect: QRect, words: str, font: QFont) -> None:
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

"""The files of a record as tiles: a small picture, the name, kind and size. Knows nothing of a store."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QImage, QKeyEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dvapp.domain.recording.evidence import Evidence, split_name
from dvapp.domain.recording.evidence_media import MediaGroup, Remark
from dvapp.host.i18n import _
from dvapp.ui.evidence_words import described, group_words, size_words
from dvapp.ui.icons import pixmap
from dvapp.ui.theme import tokens

Index = QModelIndex | QPersistentModelIndex
FILE = int(Qt.ItemDataRole.UserRole) + 1
PICTURE = FILE + 1

_ICONS = {
    MediaGroup.PICTURE: "image",
    MediaGroup.PDF: "file-text",
    MediaGroup.TEXT: "file-text",
    MediaGroup.SHEET: "table",
    MediaGroup.SLIDES: "presentation",
    MediaGroup.MAIL: "mail",
    MediaGroup.SOUND: "music",
    MediaGroup.FILM: "film",
    MediaGroup.ARCHIVE: "archive",
    MediaGroup.OTHER: "file",
}
_THUMB, _PAD = 44, 8
GAP = 6
"""Pixels between tiles."""
_LEAST = 210
"""Pixels of a tile's width at least; as many stand in a line as that allows."""
_KEPT_PICTURES = 300
"""Pictures kept in memory, about 60 KB each, so that going back to a record shows them at once."""


class EvidenceTiles(QAbstractListModel):
    """The files of the record in the form. ``named`` carries a file and the name that was typed for it."""

    named = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.files: tuple[Evidence, ...] = ()
        self._pictures: dict[str, QImage | None] = {}

    def fill(self, files: Sequence[Evidence]) -> None:
        """Show these files."""
        self.beginResetModel()
        self.files = tuple(files)
        self.endResetModel()

    def lacks_picture(self, file: Evidence) -> bool:
        """Whether nobody has tried yet to draw its picture."""
        return file.sha256 not in self._pictures

    def put_picture(self, file: Evidence, picture: QImage | None) -> None:
        """The small picture of a file; ``None``: it has none."""
        self._pictures[file.sha256] = picture
        while len(self._pictures) > _KEPT_PICTURES:
            del self._pictures[next(iter(self._pictures))]
        for place, one in enumerate(self.files):
            if one.sha256 == file.sha256:
                self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own way
        """How many files there are."""
        return 0 if parent.isValid() else len(self.files)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A file's words, or the file itself."""
        if not index.isValid() or index.row() >= len(self.files):
            return None
        file = self.files[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return file.name
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return described(file)
            case _:
                return {FILE: file, PICTURE: self._pictures.get(file.sha256)}.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A file can be chosen and named."""
        able = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
        return able if index.isValid() else Qt.ItemFlag.NoItemFlags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A name was typed; whoever listens keeps it."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        file = self.files[index.row()]
        if str(value).strip() not in {"", file.name}:
            self.named.emit(file, str(value))
        return True


class TileDelegate(QStyledItemDelegate):
    """Draws a tile, and lets its name be typed over."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.width, self.across = _LEAST, 1

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All tiles are alike."""
        return QSize(self.width, _THUMB + 2 * _PAD + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Frame, picture, name, kind and size."""
        t = tokens()
        file = index.data(FILE)
        tile = QRectF(self._tile(option.rect)).adjusted(0.5, 0.5, -0.5, -0.5)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        line = "accent" if focused else "accent_line" if chosen else "line_strong"
        painter.setPen(QPen(t.colour(line), 2 if focused else 1))
        painter.setBrush(t.colour("accent_ground" if chosen else "hover" if hovered else "paper"))
        painter.drawRoundedRect(tile, 6, 6)
        thumb = QRect(int(tile.left()) + _PAD, int(tile.top()) + _PAD, _THUMB, _THUMB)
        self._picture(painter, thumb, file, index.data(PICTURE))
        words = QRect(thumb.right() + 10, thumb.top(), int(tile.right()) - thumb.right() - 16, _THUMB)
        self._words(painter, words, file, option.font)
        painter.restore()

    def _tile(self, cell: QRect) -> QRect:
        """A tile in its cell: the gaps shared out so that the first and the last of a line are flush."""
        place, gap = cell.left() // max(self.width, 1), GAP * (self.across - 1) / self.across
        left = round(place * (GAP - gap))
        return QRect(cell.left() + left, cell.top(), cell.width() - round(gap), cell.height() - GAP)

    def _picture(self, painter: QPainter, thumb: QRect, file: Evidence, picture: QImage | None) -> None:
        t = tokens()
        if picture is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour("draft_ground"))
            painter.drawRoundedRect(thumb, 4, 4)
            scale = painter.device().devicePixelRatioF()
            icon = pixmap(_ICONS[file.media.group], "dim", size=22, scale=scale)
            painter.drawPixmap(thumb.center().x() - 10, thumb.center().y() - 10, icon)
            return
        size = QSize(picture.width(), picture.height()).scaled(
            thumb.size(), Qt.AspectRatioMode.KeepAspectRatio
        )
        inside = QRect(0, 0, size.width(), size.height())
        inside.moveCenter(thumb.center())
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(inside), 3, 3)
        painter.setClipPath(shape)
        painter.fillRect(inside, t.colour("draft_ground"))
        painter.drawImage(inside, picture)
        painter.setClipping(False)
        painter.setPen(QPen(t.colour("line_strong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(inside, 3, 3)

    def _words(self, painter: QPainter, words: QRect, file: Evidence, font: QFont) -> None:
        t = tokens()
        painter.setFont(font)
        painter.setPen(t.colour("ink"))
        upper = QRect(words.left(), words.top(), words.width(), words.height() // 2)
        metrics = painter.fontMetrics()
        # The middle goes: how a name begins and ends tells one scan from another.
        name = metrics.elidedText(file.name, Qt.TextElideMode.ElideMiddle, upper.width())
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        small = QFont(font)
        small.setPointSizeF(max(font.pointSizeF() - 1.0, 7.0))
        painter.setFont(small)
        lower = upper.translated(0, words.height() // 2)
        if Remark.MACROS in file.remarks:
            painter.setPen(t.colour("warn"))
            said = size_words(file.size) + " · " + _("has macros")
        else:
            painter.setPen(t.colour("dim"))
            said = f"{group_words(file.media.group)} · {size_words(file.size)}"
        said = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        """A line for the name."""
        edit = QLineEdit(parent)
        edit.setAccessibleName(_("Name of the file"))
        edit.setProperty("role", "cell")
        edit.setAutoFillBackground(True)
        return edit

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The whole name, of which what stands before the ending is chosen."""
        if isinstance(editor, QLineEdit):
            name = str(index.data(Qt.ItemDataRole.EditRole))
            editor.setText(name)
            stem = len(split_name(name)[0])
            QTimer.singleShot(
                0, editor, lambda: editor.setSelection(0, stem)
            )  # after Qt has chosen all of it

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        """Hand the typed name to the model."""
        if isinstance(editor, QLineEdit) and isinstance(model, EvidenceTiles):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Where the words stand."""
        left = _PAD + _THUMB + 4
        editor.setGeometry(self._tile(option.rect).adjusted(left, 12, -4, -12))


class TileView(QListView):
    """The tiles, as many in a line as fit, all of them in sight: the form scrolls, not this.

    ``opened`` by Enter, Space or a double click; ``removed`` by Delete.
    """

    opened = Signal()
    removed = Signal()

    def __init__(self, tiles: EvidenceTiles) -> None:
        super().__init__()
        self.setModel(tiles)
        self._delegate = TileDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setProperty("flat", "true")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        tiles.modelReset.connect(self._fit)

    def chosen(self) -> tuple[Evidence, ...]:
        """The chosen files, in their order."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return tuple(index.data(FILE) for index in (self.model().index(row, 0) for row in rows))

    def choose(self, place: int) -> None:
        """Choose a file by its place; the last one where there is none so far."""
        count = self.model().rowCount()
        if count:
            # Not the view's own way: with Ctrl held, as while undoing, that would choose nothing.
            wanted = self.model().index(min(place, count - 1), 0)
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(wanted, flag)

    def _fit(self) -> None:
        """As high as its lines are."""
        count = self.model().rowCount()
        room = max(self.width() - 1, _LEAST)  # what fits exactly, Qt would wrap
        across = max(1, room // _LEAST)
        self._delegate.width, self._delegate.across = room // across, across
        lines = -(-count // across)
        height = self._delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        self.setFixedHeight(max(lines * height + 2, 1))
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: object) -> None:
        """More or fewer in a line."""
        self._fit()
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open, Delete removes; everything else as Qt does it."""
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # what a name's line leaves over, such as the Enter that ends it
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

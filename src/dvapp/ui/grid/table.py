"""The grid's cells for Qt: a model that asks the book only for what is in sight, and how a cell is painted and typed in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPolygon

from dvapp.host.i18n import _
from dvapp.ui.grid.book import CellLook, GridBook
from dvapp.ui.grid.edits import Refusal
from dvapp.ui.grid.sheet import Head, Place, Sheet
from dvapp.ui.grid.words import refused_words, why_fixed_words
from dvapp.ui.theme import tokens

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_CORNER, _SIDE, _RING = 6, 8, 3
_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPED_IN = _FIXED | Qt.ItemFlag.ItemIsEditable
_EMPTY = CellLook("", ground="side")


@dataclass(frozen=True, slots=True)
class CellMark:
    """What the rules say of a cell. ``state``: "error", "warn", or "told" where a reason is given for all of it."""

    state: str
    words: tuple[str, ...]


class GridModel(QAbstractTableModel):
    """A sheet over a book. Looks are made when a cell is first painted."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: Sheet | None = None
        self.book: GridBook | None = None
        self.refused: dict[Place, Refusal] = {}
        self.marks: Mapping[Place, CellMark] = {}
        self.closed = False
        self._looks: dict[tuple[int, int], CellLook] = {}
        self._takes: dict[tuple[int, int], bool] = {}

    def show_sheet(self, sheet: Sheet, book: GridBook) -> bool:
        """Show another sheet; one with the same heads is only painted anew, so that everything keeps its place.

        :returns: whether it had the same heads.
        """
        self._looks.clear()
        self._takes.clear()
        held = self.sheet
        if held is not None and sheet.rows and sheet.columns and _alike(held, sheet):
            self.sheet, self.book = sheet, book
            last = self.index(len(sheet.rows) - 1, len(sheet.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(sheet.columns) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(sheet.rows) - 1)
            return True
        self.beginResetModel()
        self.sheet, self.book = sheet, book
        self.endResetModel()
        return False

    def would_stay(self, sheet: Sheet) -> bool:
        """Whether a sheet has the heads of the one shown, so that an open editor can stay."""
        return self.sheet is None or _alike(self.sheet, sheet)

    def close(self, closed: bool) -> None:
        """Take no text in any cell while whoever works here may only look."""
        if closed is not self.closed:
            self.closed = closed
            self._takes.clear()
            self._repaint()

    def mark_refused(self, refused: dict[Place, Refusal]) -> None:
        """Show what was refused in its cells."""
        self.refused = refused
        self._takes.clear()
        self._repaint()

    def _repaint(self) -> None:
        self._looks.clear()
        if self.sheet is not None and self.rowCount() and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def look(self, row: int, column: int) -> CellLook:
        """How a cell is painted."""
        found = self._looks.get((row, column))
        if found is None:
            found = self._looks[row, column] = self._make_look(row, column)
        return found

    def _make_look(self, row: int, column: int) -> CellLook:
        place = self.place(row, column)
        if place is None or self.book is None:
            return _EMPTY
        if place in self.refused:
            return CellLook(self.refused[place].text, ink="error", mark="refused")
        look, marked = self.book.look(place), self.marks.get(place)
        if marked is None:
            return look
        ground = {"error": "error_ground", "warn": "warn_ground"}.get(marked.state, look.ground)
        return replace(look, breach=marked.state, ground=ground)

    def mark_breaches(self, marks: Mapping[Place, CellMark]) -> None:
        """Show what the rules say of cells."""
        if marks != self.marks:
            self.marks = marks
            self._repaint()

    def place(self, row: int, column: int) -> Place | None:
        """What a cell is about."""
        return self.sheet.place(row, column) if self.sheet is not None else None

    def head(self, row: int) -> Head:
        """The head of a row."""
        assert self.sheet is not None
        return self.sheet.rows[row]

    # --- Qt asks -----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        """Qt asks: rows."""
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Qt asks: columns."""
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt asks: lines that name a group cannot be chosen, cells that take no number not be typed in."""
        if not index.isValid() or self.sheet is None or self.sheet.rows[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return _TYPED_IN if self.takes_text(index.row(), index.column()) else _FIXED

    def takes_text(self, row: int, column: int) -> bool:
        """Whether one can type in a cell."""
        found = self._takes.get((row, column))
        if found is None:
            place = self.place(row, column)
            refused = place in self.refused
            found = (
                not self.closed
                and place is not None
                and self.book is not None
                and (refused or not self.book.why_fixed(place))
            )
            self._takes[row, column] = found
        return found

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Qt asks: the words of a head."""
        if self.sheet is None:
            return None
        heads = self.sheet.columns if orientation is Qt.Orientation.Horizontal else self.sheet.rows
        if not 0 <= section < len(heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return heads[section].words
        return (heads[section].tip or heads[section].words) if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = 0) -> Any:
        """Qt asks: what a cell says; how it looks is painted from :meth:`look`."""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.look(index.row(), index.column()).text
            case Qt.ItemDataRole.EditRole:
                return self.editable_text(index.row(), index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return self.told(index.row(), index.column())
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._read_out(index.row(), index.column())
            case _:
                return None

    def editable_text(self, row: int, column: int) -> str:
        """What stands in the editor when it opens on a cell."""
        place = self.place(row, column)
        if place is None or self.book is None:
            return ""
        refusal = self.refused.get(place)
        return refusal.text if refusal is not None else self.book.text(place, plain=True)

    def told(self, row: int, column: int) -> str:
        """What is to be known of a cell: what was refused, what contradicts, why it takes no number, its note."""
        place = self.place(row, column)
        if place is None or self.book is None:
            return ""
        if (refusal := self.refused.get(place)) is not None:
            return refused_words(refusal.code, refusal.text, refusal.details)
        cell = self.book.cell(place)
        parts = []
        if cell is not None and cell.conflict and cell.typed is not None:
            parts.append(_("The entered number contradicts the records of the unit."))
        look = self.look(row, column)
        if look.dotted:
            parts.append(_("no data yet"))
        if (marked := self.marks.get(place)) is not None:
            parts.extend(marked.words)
        parts.append(why_fixed_words(self.book.why_fixed(place)))
        if cell is not None and cell.typed is not None:
            parts.append(cell.typed.note)
        return "\n".join(part for part in parts if part)

    def _read_out(self, row: int, column: int) -> str:
        if self.sheet is None or self.sheet.rows[row].heading:
            return self.sheet.rows[row].title if self.sheet is not None else ""
        down, across = self.sheet.rows[row].words, self.sheet.columns[column].words
        look = self.look(row, column)
        value = look.text or _("no data yet")
        if look.text == "–":
            value = _("not applicable")
        said = {"error": _("breaks a rule"), "warn": _("to be explained"), "told": _("explained")}.get(
            look.breach
        )
        return f"{down}, {across}: {value}" + (f", {said}" if said else "")


def _alike(one: Sheet, other: Sheet) -> bool:
    def keys(sheet: Sheet) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(h.key for h in sheet.rows), tuple(h.key for h in sheet.columns)

    return one.arrangement is other.arrangement and keys(one) == keys(other)


class CellPainter:
    """Paints cells without the style sheet, which would be too slow for thousands of them."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[bool, bool], QFont] = {}
        self._base = QFont()
        self._dark: bool | None = None
        self._colours: dict[str, QColor] = {}

    def prepare(self, font: QFont) -> None:
        """Once before a repaint: follow the font and the theme."""
        if font != self._base or not self._fonts:
            self._base = QFont(font)
            self._fonts = {
                (b, i): _dressed(font, bold=b, italic=i) for b in (False, True) for i in (False, True)
            }
        if tokens().dark is not self._dark:
            self._dark = tokens().dark
            self._colours = {name: QColor(value) for name, value in tokens().names().items()}
            self._hatch = QBrush(self._colours["line"], Qt.BrushStyle.BDiagPattern)
            self._grid = QPen(self._colours["line"])

    def paint(self, painter: QPainter, rect: QRect, look: CellLook, *, chosen: bool) -> None:
        """One cell; ``chosen``: it is part of the selection."""
        colours = self._colours
        if chosen:
            painter.fillRect(rect, colours["accent_ground"])
        elif look.ground:
            painter.fillRect(rect, colours[look.ground])
        if look.hatched:
            painter.fillRect(rect, self._hatch)
        if look.text:
            painter.setFont(self._fonts[look.bold, look.italic])
            painter.setPen(colours[look.ink])
            side = Qt.AlignmentFlag.AlignLeft if look.left else Qt.AlignmentFlag.AlignRight
            inner = rect.adjusted(_SIDE, 0, -_SIDE, 0)
            painter.drawText(
                inner, int(side | Qt.AlignmentFlag.AlignVCenter), self._fitting(painter, look, inner)
            )
        elif look.dotted:
            self._ring(painter, rect)
        if look.mark or look.noted:
            self._marks(painter, rect, look)
        if look.breach:
            self._breach(painter, rect, look.breach)

    def _ring(self, painter: QPainter, rect: QRect) -> None:
        """The sign of a blank: a pale ring in the middle, unlike any number or dash."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._colours["line_strong"])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect.center(), _RING, _RING)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    @staticmethod
    def _fitting(painter: QPainter, look: CellLook, inner: QRect) -> str:
        """Words are shortened; a number never is: one without its end would be another number."""
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(look.text) <= inner.width():
            return look.text
        words = look.left or look.mark == "refused" or not look.text[-1:].isdigit()
        return metrics.elidedText(look.text, Qt.TextElideMode.ElideRight, inner.width()) if words else "###"

    def _marks(self, painter: QPainter, rect: QRect, look: CellLook) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        x, y = rect.left(), rect.top()
        if look.mark == "record":
            painter.setBrush(self._colours["accent"])
            painter.drawPolygon(QPolygon([QPoint(x, y), QPoint(x + _CORNER, y), QPoint(x, y + _CORNER)]))
        elif look.mark:
            painter.setPen(self._colours["error"])
            painter.setFont(self._fonts[True, False])
            painter.drawText(rect.adjusted(5, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), "!")
            if look.mark == "refused":
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.adjusted(0, 0, -1, -1))
        if look.noted:
            right = rect.right()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colours["warn"])
            corner = [QPoint(right + 1, y), QPoint(right + 1 - _CORNER, y), QPoint(right + 1, y + _CORNER)]
            painter.drawPolygon(QPolygon(corner))

    def _breach(self, painter: QPainter, rect: QRect, state: str) -> None:
        """A triangle in the lower left corner: filled for an error, empty for a warning, small where it is explained."""
        size = _CORNER if state == "told" else _CORNER + 3
        x, y = rect.left() + 1, rect.bottom() - 1
        corner = QPolygon([QPoint(x, y), QPoint(x + size, y), QPoint(x, y - size)])
        colour = self._colours["error" if state == "error" else "warn"]
        painter.setPen(QPen(colour, 1))
        painter.setBrush(colour if state == "error" else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(corner)

    def frame(self, painter: QPainter, rect: QRect) -> None:
        """The frame of the current cell."""
        painter.setPen(QPen(self._colours["accent"], 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def outline(self, painter: QPainter, rect: QRect) -> None:
        """A thin frame, for a cell that stands alone."""
        painter.setPen(self._colours["line_strong"])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def words(self, painter: QPainter, rect: QRect, words: str) -> None:
        """Dim words beside a cell."""
        painter.setFont(self._fonts[False, False])
        painter.setPen(self._colours["dim"])
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), words)

    def group(self, painter: QPainter, rect: QRect, title: str, start: int) -> None:
        """A line that names a group: its words run on over the row's cells, from ``start`` pixels left of the first."""
        painter.fillRect(rect, self._colours["side"])
        if rect.left() < 900:
            painter.save()
            painter.setClipRect(rect)
            painter.setFont(self._fonts[True, False])
            painter.setPen(self._colours["accent"])
            line = QRect(start, rect.top(), 4000, rect.height())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), title)
            painter.restore()


def _dressed(font: QFont, *, bold: bool, italic: bool) -> QFont:
    made = QFont(font)
    made.setItalic(italic)
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def cell_size(font_height: int) -> QSize:
    """The size of a cell that holds a number of nine digits, in pixels, from the height of the font."""
    return QSize(font_height * 6, font_height + 12)

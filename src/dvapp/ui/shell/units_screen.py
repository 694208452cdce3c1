"""The units that were valid in the store's year, to look up and search; they come with the program and are not edited."""

from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dvapp.domain.folding import matches
from dvapp.domain.units import Level, Unit
from dvapp.host.i18n import _, ngettext
from dvapp.services.session import Session
from dvapp.ui.jobs import Jobs
from dvapp.ui.widgets import Segmented, label, row

Index = QModelIndex | QPersistentModelIndex


class UnitTable(QAbstractTableModel):
    """Units with code, name, kind and the unit above."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        super().__init__()
        self._all = units
        self._names = {unit.code: unit.name for unit in units}
        self.rows: list[Unit] = list(units)

    def narrow(self, query: str, level: str, above: str) -> None:
        """Show what fits: words of the query, a level ("" for every), units under a code ("" for every)."""
        self.beginResetModel()
        self.rows = [
            unit
            for unit in self._all
            if (not level or unit.level.value == level)
            and (not above or above in {unit.parent, unit.code})
            and matches(query, f"{unit.name} {unit.code} {self._names.get(unit.parent or unit.code, '')}")
        ]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Units in sight."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Code, name, kind, unit above."""
        return 0 if parent is not None and parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole} or not index.isValid():
            return None
        unit = self.rows[index.row()]
        above = self._names.get(unit.parent, "") if unit.parent is not None else ""
        return (unit.name, unit.kind, above, unit.code)[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Name"), _("Kind"), _("Belongs to"), _("Code"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class UnitsScreen(QWidget):
    """The catalogue of units, read-only."""

    navigate = Signal(str, object)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        del jobs
        self._session = session
        day = date(session.year, 12, 31)
        self.table = UnitTable(tuple(unit for unit in session.units.units if unit.valid_on(day)))
        self._title = label("", "title")
        self._subtitle = label("", "subtitle")
        self.search = QLineEdit()
        self.levels = Segmented()
        self.view = QTableView()
        self.view.setProperty("flat", "true")
        self.view.setModel(self.table)
        self.view.setShowGrid(False)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(36)
        self.view.horizontalHeader().setHighlightSections(False)
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.view.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.ResizeToContents)
        frame = QFrame()
        frame.setProperty("role", "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        heads = QVBoxLayout()
        heads.setSpacing(2)
        heads.addWidget(self._title)
        heads.addWidget(self._subtitle)
        layout.addLayout(heads)
        tools = row(self.levels, spacing=12)
        tools.addWidget(self.search, 1)
        layout.addLayout(tools)
        layout.addWidget(frame, 1)
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.levels.chosen.connect(lambda _code: self._narrow())
        self.retranslate()
        self.levels.choose("ours")
        self._narrow()

    def refresh(self) -> None:
        """The catalogue comes with the program: nothing to read again."""

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._title.setText(_("Units"))
        self.search.setPlaceholderText(_("Search by name or code (Ctrl+F), with or without diacritics"))
        self.search.setAccessibleName(_("Search units"))
        self.view.setAccessibleName(_("Units"))
        self.levels.offer(
            [
                ("ours", _("Ours")),
                (Level.DISTRICT.value, _("Districts")),
                (Level.COMMUNE.value, _("Communes")),
                ("all", _("All")),
            ]
        )
        self.table.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 3)
        self._count()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus()
        self.search.selectAll()

    def _narrow(self) -> None:
        code = self.levels.code()
        level = code if code in {Level.DISTRICT.value, Level.COMMUNE.value} else ""
        above = str(self._session.board.unit.code) if code == "ours" else ""
        self.table.narrow(self.search.text(), level, above)
        self._count()

    def _count(self) -> None:
        shown = len(self.table.rows)
        words = ngettext("{count} unit valid in {year}", "{count} units valid in {year}", shown)
        self._subtitle.setText(
            words.format(count=shown, year=self._session.year)
            + " · "
            + _("comes with the program, not edited here")
        )

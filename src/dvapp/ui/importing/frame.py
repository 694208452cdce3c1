"""The widgets of the import screen and where they stand; what they do is :mod:`dvapp.ui.importing.screen`."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QButtonGroup,
    QCheckBox,
    QFrame,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dvapp.host.i18n import _
from dvapp.ui.chooser import Chooser
from dvapp.ui.importing.columns import ColumnsPanel
from dvapp.ui.importing.model import ImportModel
from dvapp.ui.importing.queue_panel import QueuePanel
from dvapp.ui.importing.tables import CellDelegate, LinesView, SheetGrid
from dvapp.ui.remembered import KeptSplit
from dvapp.ui.widgets import EmptyState, FlowLayout, button, label, row


class TabChips(QWidget):
    """Choices in lines like words, one of which is on; for places too narrow for one line."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._chips: dict[str, QPushButton] = {}
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(10, 9, 10, 5)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Show these (code, words) pairs, and no others."""
        if list(self._chips) != [code for code, _words in choices]:
            self._clear()
        for code, words in choices:
            if code not in self._chips:
                chip = button("", "chip", clicked=partial(self.chosen.emit, code))
                chip.setCheckable(True)
                self._group.addButton(chip)
                self._flow.addWidget(chip)
                self._chips[code] = chip
            self._chips[code].setText(words)
            self._chips[code].setAccessibleName(words)
        self.updateGeometry()

    def _clear(self) -> None:
        for chip in self._chips.values():
            self._group.removeButton(chip)
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = {}

    def code(self) -> str:
        """What is chosen, or ``""``."""
        return next((code for code, chip in self._chips.items() if chip.isChecked()), "")

    def choose(self, code: str) -> None:
        """Show a choice without telling anyone."""
        if code in self._chips:
            self._chips[code].setChecked(True)


class ImportFrame(QWidget):
    """All parts of the screen, with their words; nothing is connected."""

    def __init__(self, model: ImportModel) -> None:
        super().__init__()
        self.model = model
        self._back = button("", "ghost", icon="chevron-left")
        self._title = label("", "title")
        self._blank = button("", icon="download")
        self._choose = button("", icon="folder-open")
        self._name = label("", "heading")
        self._name.hide()
        self._left = button("", "link")
        self._left.hide()
        self.letters = QCheckBox()
        self.letters.hide()
        self._fault = label("", "fault", wrap=True)
        self.counts = label("", wrap=True)
        self.all = button("", "primary", icon="check")
        self.good = button("")
        self._build_fields()
        self._build_grid()
        self._build_lists()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(row(self._back, self._title, None, self._blank, self._choose))
        layout.addLayout(row(self._name, self._left, None, self.letters))
        layout.addLayout(self._fields)
        layout.addWidget(self._fault)
        layout.addWidget(self._halves(), 1)
        bottom = row(self.counts, self.good, self.all)
        bottom.setStretch(0, 1)
        layout.addLayout(bottom)

    def _build_fields(self) -> None:
        self.kind, self.sheet = Chooser(), Chooser()
        self.time = QLineEdit()
        self.time.setMaximumWidth(130)
        self.head = QSpinBox()
        self.head.setMaximumWidth(110)
        self.head.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self._labels = {name: label("", "label") for name in ("kind", "sheet", "time", "head")}
        places = {
            "kind": (self.kind, 3),
            "sheet": (self.sheet, 2),
            "time": (self.time, 1),
            "head": (self.head, 0),
        }
        self._fields = row(spacing=12)
        for name, (field, stretch) in places.items():
            self._labels[name].setBuddy(field)
            place = QVBoxLayout()
            place.setSpacing(3)
            place.addWidget(self._labels[name])
            place.addWidget(field)
            self._fields.addLayout(place, stretch)

    def _build_grid(self) -> None:
        self.grid = SheetGrid(self.model)
        self.view = QTableView()
        self.view.setModel(self.grid)
        self._delegate = CellDelegate(self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.setProperty("flat", "true")
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setTabKeyNavigation(False)
        self.view.setWordWrap(False)
        self.view.horizontalHeader().setDefaultSectionSize(104)
        self._nothing = EmptyState("table")
        self._seen = QStackedWidget()
        self._seen.addWidget(self._nothing)
        self._seen.addWidget(self.view)

    def _build_lists(self) -> None:
        self.tabs = TabChips()
        self.files = QueuePanel()
        self.columns = ColumnsPanel()
        self.refused, self.changes, self.notes, self.history = (LinesView() for _number in range(4))
        self._undo = button("", icon="undo-2")
        past = QWidget()
        below = QVBoxLayout(past)
        below.setContentsMargins(0, 0, 0, 8)
        below.addWidget(self.history, 1)
        below.addLayout(row(10, self._undo, None))
        self.pages = QStackedWidget()
        for page in (self.files, self.columns, self.refused, self.changes, self.notes, past):
            self.pages.addWidget(page)

    def _halves(self) -> QSplitter:
        left, right = QFrame(), QFrame()
        for frame, parts in ((left, [self._seen]), (right, [self.tabs, self.pages])):
            frame.setProperty("role", "card")
            inner = QVBoxLayout(frame)
            inner.setContentsMargins(1, 1, 1, 1)
            inner.setSpacing(4)
            for part in parts:
                inner.addWidget(part, 0 if part is self.tabs else 1)
        left.setMinimumWidth(280)
        right.setMinimumWidth(400)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(14)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([500, 500])
        KeptSplit(split, "import")
        return split

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._back.setText(_("List"))
        self._back.setAccessibleName(_("Back to the list (Esc)"))
        self._title.setText(_("Import from a sheet"))
        self.files.retranslate()
        self._left.setText(_("Go on"))
        self._blank.setText(_("Blank form…"))
        self._blank.setToolTip(_("A form for the units to fill in: read again without questions"))
        self._choose.setText(_("Choose files…"))
        for name, words, field in (
            ("kind", _("Kind of record"), self.kind),
            ("sheet", _("Sheet"), self.sheet),
            ("time", _("Month or day"), self.time),
            ("head", _("Head in row"), self.head),
        ):
            self._labels[name].setText(words)
            field.setAccessibleName(words)
        self.time.setPlaceholderText(_("07/2018"))
        self.time.setToolTip(_("Of rows that name none themselves"))
        self.view.setAccessibleName(_("The sheet"))
        for view, words in (
            (self.refused, _("Cells that were not read")),
            (self.changes, _("Changed records")),
            (self.notes, _("Remarks")),
            (self.history, _("Imports")),
        ):
            view.setAccessibleName(words)
        self.letters.setText(_("Keep the letters of the file"))
        self.letters.setToolTip(_("Do not convert texts that look as in TCVN3 or VNI."))
        self._undo.setText(_("Take this import back"))
        self.all.setText(_("Import"))
        self.good.setText(_("Only the good rows"))
        self._nothing.say(
            _("Drop sheets here, or choose them"),
            _(
                "Excel, LibreOffice or CSV, from any unit. Nothing is kept before you have seen what would be."
            ),
            _("Choose files…"),
        )

"""A new store: which board, which year, where the file goes, and a password twice."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from dvapp.domain.errors import DvError, PasswordTooShort
from dvapp.domain.language.folding import folded, matches
from dvapp.domain.language.ordering import sort_key
from dvapp.domain.places.units import Level, Unit, UnitCatalogue
from dvapp.host.i18n import _
from dvapp.ui.login.password_field import PasswordField
from dvapp.ui.messages import refusal_words
from dvapp.ui.widgets import button, column, label, row

LEAST = 8
"""Characters of a password that the length hint speaks of; the store itself decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the page asks for."""

    path: Path
    board: str
    year: int
    password: str


class CreatePage(QWidget):
    """``wanted`` carries an :class:`Order`."""

    wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._units: UnitCatalogue | None = None
        self._named_by_hand = False
        self._title = label("", "title")
        self._lead = label("", "subtitle", wrap=True)
        self._heads = {name: label("", "label") for name in ("board", "year", "file")}
        self.search = QLineEdit()
        self.boards = QListWidget()
        self.boards.setFixedHeight(132)
        self.boards.setUniformItemSizes(True)
        self.year = QSpinBox()
        self.year.setRange(2010, 2100)
        self.year.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.file = QLineEdit()
        self._browse = button("", "", icon="folder-open", clicked=self._choose)
        self.password = PasswordField()
        self.again = PasswordField()
        self._length = label("", "small")
        self._fault = label("", "fault", wrap=True)
        self._fault.hide()
        self.make = button("", "primary", clicked=self._go)
        self._back = button("", "ghost", icon="chevron-left", clicked=self.back_wanted.emit)
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.boards.currentItemChanged.connect(lambda _new, _old: self._propose_file())
        self.year.valueChanged.connect(lambda _year: self._fill())
        self.file.textEdited.connect(lambda _text: self._by_hand())
        self.password.edited.connect(self._say_length)
        self.again.entered.connect(self._go)
        self.retranslate()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(self._lead)
        layout.addSpacing(12)
        board = column(self._heads["board"], self.search, self.boards, spacing=4)
        year = column(self._heads["year"], self.year, None, spacing=4)
        across = row(spacing=12)
        across.addLayout(board, 4)
        across.addLayout(year, 1)
        layout.addLayout(across)
        layout.addSpacing(8)
        layout.addWidget(self._heads["file"])
        place = row(self.file, self._browse)
        place.setStretch(0, 1)
        layout.addLayout(place)
        layout.addSpacing(8)
        words = row(spacing=12)
        words.addWidget(self.password, 1, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self.again, 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words)
        layout.addWidget(self._length)
        layout.addWidget(self._fault)
        layout.addSpacing(12)
        layout.addLayout(row(self.make, self._back, None))

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._title.setText(_("New store for a board"))
        self._lead.setText(_("One file for one board and one year, encrypted with the password you choose."))
        self._heads["board"].setText(_("Board"))
        self._heads["year"].setText(_("Year"))
        self._heads["file"].setText(_("Where the file goes"))
        self.search.setPlaceholderText(_("Search, with or without diacritics"))
        self.search.setAccessibleName(_("Search boards"))
        self.boards.setAccessibleName(_("Board"))
        self.year.setAccessibleName(_("Year"))
        self.file.setAccessibleName(_("Where the file goes"))
        self._browse.setText(_("Choose…"))
        self._browse.setAccessibleName(_("Choose where the file goes"))
        self.password.say(_("Password"))
        self.again.say(_("Password again"))
        self.make.setText(_("Make the store"))
        self._back.setText(_("Back"))
        self._say_length()

    def offer(self, units: UnitCatalogue, year: int) -> None:
        """Offer the boards of a year."""
        self._units = units
        self.year.setValue(year)
        self._fill()
        self.search.setFocus()

    def _fill(self) -> None:
        if self._units is None:
            return
        held = self._board()
        self.boards.clear()
        for unit in boards_in(self._units, self.year.value()):
            item = QListWidgetItem(unit.name)
            item.setData(Qt.ItemDataRole.UserRole, unit.code)
            self.boards.addItem(item)
            if unit.code == held:
                self.boards.setCurrentItem(item)
        self._filter(self.search.text())

    def _filter(self, query: str) -> None:
        shown = 0
        for number in range(self.boards.count()):
            item = self.boards.item(number)
            item.setHidden(not matches(query, item.text()))
            if not item.isHidden():
                shown += 1
                if shown == 1 and query:
                    self.boards.setCurrentItem(item)
        self._propose_file()

    def _board(self) -> str:
        number = self.boards.currentRow()
        if number < 0 or self.boards.item(number).isHidden():
            return ""
        return str(self.boards.item(number).data(Qt.ItemDataRole.UserRole))

    def _by_hand(self) -> None:
        self._named_by_hand = bool(self.file.text())

    def _propose_file(self) -> None:
        if self._named_by_hand or not self._board():
            return
        name = folded(self.boards.item(self.boards.currentRow()).text()).replace(" ", "-")
        self.file.setText(str(self._folder / f"{name}-{self.year.value()}.dvapp"))

    def _choose(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("Choose where the file goes"), self.file.text(), _("Stores (*.dvapp)")
        )
        if chosen:
            self.file.setText(chosen)
            self._named_by_hand = True

    def _say_length(self) -> None:
        typed = len(self.password.text())
        if not typed:
            words = _("At least {least} characters; a sentence is easier to remember than signs.").format(
                least=LEAST
            )
        elif typed < LEAST:
            words = _("{typed} of at least {least} characters").format(typed=typed, least=LEAST)
        else:
            words = _("{typed} characters. Nobody can open the store without this password.").format(
                typed=typed
            )
        self._length.setText(words)

    def _go(self) -> None:
        self._say("")
        if not self._board():
            self._say(_("Choose the board."))
        elif not self.file.text().strip():
            self._say(_("Say where the file goes."))
        elif len(self.password.text()) < LEAST:
            self.password.hint(refusal_words(PasswordTooShort(least=LEAST)))
            self.password.edit.setFocus()
        elif self.password.text() != self.again.text():
            self.again.hint(_("The two passwords differ."))
            self.again.edit.setFocus()
        else:
            path = Path(self.file.text().strip()).expanduser()
            path = path if path.suffix else path.with_suffix(".dvapp")
            self.wanted.emit(
                Order(path=path, board=self._board(), year=self.year.value(), password=self.password.text())
            )

    def busy(self, *, busy: bool) -> None:
        """While the store is being made nothing can be changed."""
        for widget in (
            self.search,
            self.boards,
            self.year,
            self.file,
            self._browse,
            self.password,
            self.again,
            self.make,
            self._back,
        ):
            widget.setEnabled(not busy)
        self.make.setText(_("Making the store…") if busy else _("Make the store"))

    def refuse(self, error: DvError) -> None:
        """Say why it was not made."""
        self._say(refusal_words(error))

    def _say(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.setVisible(bool(words))


def boards_in(units: UnitCatalogue, year: int) -> tuple[Unit, ...]:
    """Units that had a board in a year: the city first, then the districts by name."""
    days = (date(year, 1, 1), date(year, 12, 31))
    found = [u for u in units.units if u.level is not Level.COMMUNE and any(u.valid_on(day) for day in days)]
    unique = {unit.code: unit for unit in found}
    return tuple(sorted(unique.values(), key=lambda u: (u.level is not Level.CITY, sort_key(u.short_name))))

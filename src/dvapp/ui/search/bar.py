"""The search field of the bar on top, and its answers below it. Words are looked for beside the window, on a lane of their
own: neither a report in the making nor another window that writes makes the search wait.
"""

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from dvapp.domain.recording.searching import Found
from dvapp.host.i18n import _
from dvapp.services.searching.search import find
from dvapp.services.session import Session
from dvapp.ui.jobs import Jobs, Watch
from dvapp.ui.search.results import LineDelegate, ResultLines
from dvapp.ui.search.words import PLACES, Line, lines_of, target_of
from dvapp.ui.widgets import label

ASK_AFTER = 90
"""Milliseconds after the last key until the question is asked."""

EACH = 6
"""Hits of each group that are shown."""

_FIELD_SIDES = 28
"""Pixels of the field that are no room for words."""


class SearchField(QLineEdit):
    """The field. ``stepped`` carries 1 or -1, ``entered`` says Enter, ``left`` Esc, ``came`` that the focus came."""

    stepped = Signal(int)
    entered = Signal()
    left = Signal()
    came = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Enter and Esc; everything else is typing."""
        match event.key():
            case Qt.Key.Key_Down:
                self.stepped.emit(1)
            case Qt.Key.Key_Up:
                self.stepped.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Somebody is about to search."""
        super().focusInEvent(event)
        self.came.emit()


class SearchBar(QWidget):
    """Asks and shows. ``wanted`` carries the place to go to and what to show there.

    :param over: the widget over which the answers are laid.
    """

    wanted = Signal(str, object)

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__()
        self._session = session
        self._over = over
        self._lane = Jobs(self)
        self._turn = 0
        self._warm = False
        self._before: QWidget | None = None
        self.field = SearchField()
        self.field.setProperty("undo", "own")
        self.field.setMinimumWidth(120)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field)
        self.lines = ResultLines()
        self.view = QListView()
        self.panel = self._make_panel()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(ASK_AFTER)
        self._late.timeout.connect(self.ask)
        self._connect()

    def _make_panel(self) -> QFrame:
        panel = QFrame(self._over)
        panel.setObjectName("answers")
        panel.setProperty("role", "raised")
        self.view.setProperty("flat", "true")
        self.view.setModel(self.lines)
        self._delegate = LineDelegate(self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = label("", "small", wrap=True)
        self.nothing.setContentsMargins(14, 12, 14, 12)
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(1, 6, 1, 6)
        inner.addWidget(self.view)
        inner.addWidget(self.nothing)
        panel.hide()
        return panel

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda _text: self._typed())
        self.field.stepped.connect(self.step)
        self.field.entered.connect(self.open_chosen)
        self.field.left.connect(self.leave)
        self.field.came.connect(self._came)
        self.view.clicked.connect(self._clicked)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]  # there is one

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._invite()
        self.field.setAccessibleName(_("Search records, reports, figures, units and files"))
        self.field.setToolTip(
            _("With or without diacritics; words in any order; “words in quotation marks” stand together")
        )
        self.view.setAccessibleName(_("Search results"))
        self._typed()

    def _invite(self) -> None:
        """The words in the empty field; where it is narrow, without the key."""
        words = _("Search (Ctrl+K)")
        room = self.field.width() - _FIELD_SIDES
        fits = self.field.fontMetrics().horizontalAdvance(words) <= room
        self.field.setPlaceholderText(words if fits else _("Search"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._invite()

    def shutdown(self) -> None:
        """The store is about to be closed: nothing is asked any more."""
        self._late.stop()
        self._lane.shutdown()

    # --- asking ------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Ctrl+K."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _came(self) -> None:
        if not self._warm:
            self._warm = True  # the first question reads all names; nobody shall wait for that
            self._lane.run(
                _("Searching"), lambda _watch: find(self._session, "a", limit=1), lambda _found: None
            )
        if self.field.text().strip() and self.lines.lines:
            self._lay()

    def _typed(self) -> None:
        self._turn += 1
        if self.field.text().strip():
            self._late.start()
        else:
            self._late.stop()
            self.panel.hide()

    def ask(self) -> None:
        """Look for what stands in the field; an answer that comes too late is dropped."""
        self._turn += 1
        turn, words = self._turn, self.field.text()

        def look(_watch: Watch) -> Found:
            return find(self._session, words, limit=EACH)

        self._lane.run(_("Searching"), look, lambda found: self._take(turn, found))

    def _take(self, turn: int, found: Found) -> None:
        if turn != self._turn:
            return
        self.lines.show_lines(lines_of(found))
        self.nothing.setText(
            _("Nothing contains “{text}”. Try fewer words, or write them without diacritics.").format(
                text=self.field.text().strip()
            )
        )
        if self.field.hasFocus() or self.panel.isVisible():  # also of a window that is not in front now
            self._lay()
            self._choose(self.lines.step(-1, 1))

    # --- showing -----------------------------------------------------------------------------------------------------

    def _lay(self) -> None:
        """Below the field, as wide as it is read well, as high as it needs and the window has."""
        some = bool(self.lines.lines)
        self.view.setVisible(some)
        self.nothing.setVisible(not some)
        corner = self.field.mapTo(self._over, QPoint(0, self.field.height() + 6))
        width = min(max(self.field.width(), 560), self._over.width() - 24)
        left = max(12, min(corner.x(), self._over.width() - width - 12))
        rows = sum(self.view.sizeHintForRow(n) for n in range(len(self.lines.lines))) + 18
        high = rows if some else self.nothing.sizeHint().height() + 40
        self.panel.setGeometry(left, corner.y(), width, min(high, self._over.height() - corner.y() - 48))
        self.panel.show()
        self.panel.raise_()

    def _choose(self, row: int) -> None:
        index = self.lines.index(row, 0) if row >= 0 else QModelIndex()
        self.view.setCurrentIndex(index)
        if row == self.lines.step(-1, 1):
            self.view.scrollToTop()

    def step(self, by: int) -> None:
        """Up and Down."""
        if not self.panel.isVisible() and self.field.text().strip():
            self._lay()
        self._choose(self.lines.step(self.view.currentIndex().row(), by))

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is self.field and before is not None and before is not self.field:
            self._before = before
        elif now is not None and now is not self.field:
            self.panel.hide()

    def leave(self) -> None:
        """Esc: the answers go, then the words, and the focus returns to where it was."""
        if self.panel.isVisible():
            self.panel.hide()
            return
        self.field.clear()
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus()
        else:
            self._over.setFocus()

    # --- opening -----------------------------------------------------------------------------------------------------

    def _clicked(self, index: QModelIndex) -> None:
        self.view.setCurrentIndex(index)
        self.open_chosen()

    def open_chosen(self) -> None:
        """Enter: go to the line chosen."""
        row = self.view.currentIndex().row()
        if not self.panel.isVisible() or not 0 <= row < len(self.lines.lines):
            return
        line = self.lines.lines[row]
        if line.chosen:
            self.panel.hide()
            self._open(line)

    def _open(self, line: Line) -> None:
        if line.all_:
            self.wanted.emit("records", f"find:{self.field.text().strip()}")
            return
        assert line.hit is not None
        self.wanted.emit(PLACES[line.group], target_of(line.hit))

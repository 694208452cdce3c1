"""Choosing a figure to put into a text, and how it is shown there: type a code or words, Enter takes the first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.papers.text import FigureForm
from dvapp.host.i18n import _
from dvapp.ui.report.chips_model import Chips, FigureChoice
from dvapp.ui.report.choice_lines import CHOICE, FigureLine, FormLine
from dvapp.ui.report.figure_forms import FormChoice
from dvapp.ui.widgets import label

_WIDTH, _HEIGHT = 660, 400


class FigurePicker(QFrame):
    """Figures, and the forms of the one that is chosen, under the caret. ``chosen`` carries the notation.

    ``left`` follows when it closes without a choice.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self, chips: Callable[[], Chips | None], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._chips = chips
        self._first: tuple[str, ...] = ()
        self._usual = FigureForm.UNIT
        self._part: IndicatorCode | None = None
        self._taken = False
        self._found: tuple[FigureChoice, ...] = ()
        self._offered: tuple[FormChoice, ...] = ()
        self.setProperty("role", "popup")
        self._about = label("", "label", wrap=True)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.list, self.forms = QListWidget(), QListWidget()
        for shown, lines in ((self.list, FigureLine(self.list)), (self.forms, FormLine(self.forms))):
            shown.setProperty("flat", "true")
            shown.setItemDelegate(lines)
            shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            shown.itemActivated.connect(lambda _item: self._take())
            shown.installEventFilter(self)
        self.search.installEventFilter(self)
        self.list.currentRowChanged.connect(lambda _row: self._show_forms())
        self.list.itemDoubleClicked.connect(lambda _item: self._take())
        self.forms.currentRowChanged.connect(lambda _row: self._preview())
        self.forms.itemClicked.connect(lambda _item: self._take())
        self._printed, self._hint = label("", wrap=True), label("", "small", wrap=True)
        self._build()

    def _build(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(10)
        across.addWidget(self.list, 5)
        across.addWidget(self.forms, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(8)
        layout.addWidget(self._about)
        layout.addWidget(self.search)
        layout.addLayout(across, 1)
        layout.addWidget(self._printed)
        layout.addWidget(self._hint)

    def open_at(
        self,
        caret: QRect,
        within: QRect,
        *,
        first: tuple[str, ...] = (),
        usual: FigureForm = FigureForm.UNIT,
        about: str = "",
    ) -> None:
        """Open below a caret (above it where there is no room), both in screen coordinates.

        :param first: notations that come before all others.
        :param usual: the form that is offered first.
        :param about: what it is asked for, above the search.
        """
        self._first, self._usual, self._part, self._taken = first, usual, None, False
        self.retranslate()
        self._say(about)
        self.search.clear()
        self._narrow()
        self.resize(min(_WIDTH, max(320, within.width() - 16)), min(_HEIGHT, max(240, within.height() - 16)))
        place = caret.bottomLeft() + QPoint(-12, 6)
        if place.y() + self.height() > within.bottom():
            place.setY(min(caret.top() - 6, within.bottom()) - self.height())
        place.setY(max(within.top(), place.y()))
        place.setX(max(within.left(), min(place.x(), within.right() - self.width())))
        self.move(place)
        self.show()
        self.search.setFocus()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.search.setPlaceholderText(_("Code or words, with or without accents"))
        self.search.setAccessibleName(_("Find a figure to insert"))
        for inner in self.search.findChildren(QToolButton):  # Qt's own, to clear the line
            inner.setAccessibleName(_("Clear the search"))
        self.list.setAccessibleName(_("Figures to insert"))
        self.forms.setAccessibleName(_("How it is shown"))

    def _say(self, about: str) -> None:
        self._about.setText(about)
        self._about.setVisible(bool(about))
        if self._part is None:
            self._hint.setText(
                _("Enter inserts · Alt+↓ another way to show it · A12/A11 gives n/N · Esc goes back")
            )
        else:
            self._hint.setText(_("Enter inserts · Esc goes back to the figures"))

    # --- what is offered -------------------------------------------------------------------------------------------

    def _narrow(self) -> None:
        chips, text = self._chips(), self.search.text().lstrip("{ ")
        if text.endswith("}"):
            self._take_exact(text)
            return
        if chips is None:
            self._found = ()
        elif self._part is not None:
            self._found = chips.wholes(self._part, text)
        else:
            self._found = chips.choices(text, self._usual, first=self._first)
        lines = [(f"{c.written} {c.label}: {c.value}", f"{c.label}: {c.value}", c) for c in self._found]
        _fill(self.list, lines, 0)
        self._show_forms()

    def _show_forms(self) -> None:
        choice, chips = self.choice, self._chips()
        offered = list(chips.forms(choice.notation)) if choice is not None and chips is not None else []
        if choice is not None and len(offered) > 1 and "/" not in choice.written:
            offered.append(FormChoice(notation="", name=_("n/N: part of a whole"), shown=_("n/N …")))
        self._offered = tuple(offered)
        now = choice.notation if choice is not None else ""
        at = next((at for at, form in enumerate(offered) if form.notation == now), 0)
        _fill(self.forms, [(f"{form.name}: {form.shown}", form.shown, form) for form in offered], at)
        self.forms.setVisible(bool(offered))
        self._preview()

    def _preview(self) -> None:
        form, choice = self.form, self.choice
        shown = form.shown if form is not None else (choice.value if choice is not None else "")
        if form is not None and not form.notation:
            shown = _("then choose the whole")
        self._printed.setText(
            _("Prints: {words}").format(words=shown) if shown else _("No figure has these words.")
        )

    @property
    def choice(self) -> FigureChoice | None:
        """The figure that is chosen."""
        row = self.list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    @property
    def form(self) -> FormChoice | None:
        """The form that is chosen; ``None`` for a name of the programme, which has but one."""
        row = self.forms.currentRow()
        return self._offered[row] if 0 <= row < len(self._offered) else None

    # --- taking it -------------------------------------------------------------------------------------------------

    def _take(self) -> None:
        choice, form = self.choice, self.form
        if choice is None:
            return
        if form is not None and not form.notation:
            self._ask_whole(choice)
            return
        self._finish(form.notation if form is not None else choice.notation)

    def _take_exact(self, text: str) -> None:
        """A closing brace ends a code that was typed out."""
        with QSignalBlocker(self.search):
            self.search.setText(text[:-1])
        self._narrow()
        choice = self.choice
        wanted = text.strip().strip("{}").casefold()
        if choice is None:
            return
        if wanted == choice.written.casefold():
            bare = "{" + choice.written + "}"
            chips = self._chips()
            known = chips is not None and any(f.notation == bare for f in chips.forms(choice.notation))
            self._finish(bare if known else choice.notation)
        elif wanted == choice.notation.strip("{}").casefold():
            self._finish(choice.notation)

    def _finish(self, notation: str) -> None:
        self._taken = True
        self.hide()
        self.chosen.emit(notation)

    def _ask_whole(self, choice: FigureChoice) -> None:
        self._part = choice.code
        self._say(_("{figure}: out of which whole?").format(figure=f"{choice.written} · {choice.label}"))
        self.search.clear()
        self._narrow()
        self.search.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Closed without a choice."""
        super().hideEvent(event)
        if not self._taken:
            self._taken = True
            self.left.emit()

    # --- keys ------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the lists while the words are typed; Enter takes, Escape goes back."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take()
            return True
        if key == Qt.Key.Key_Escape:
            self._back()
            return True
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        if key not in step or watched is self.forms:
            return False
        beside = event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
        _move(self.forms if beside else self.list, step[Qt.Key(key)])
        return True

    def _back(self) -> None:
        if self._part is None:
            self.hide()
            return
        self._part = None
        self._say("")
        self.search.clear()
        self._narrow()


def _fill(shown: QListWidget, lines: Sequence[tuple[str, str, FigureChoice | FormChoice]], at: int) -> None:
    """Show lines (what is read out, tooltip, what is drawn), the one at ``at`` chosen, without telling anyone."""
    with QSignalBlocker(shown):
        shown.clear()
        for words, tip, choice in lines:
            item = QListWidgetItem(words)
            item.setData(CHOICE, choice)
            item.setToolTip(tip)
            shown.addItem(item)
        shown.setCurrentRow(at)


def _move(shown: QListWidget, step: int) -> None:
    if shown.count():
        shown.setCurrentRow(max(0, min(shown.currentRow() + step, shown.count() - 1)))

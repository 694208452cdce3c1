"""Small building blocks that several screens use, dressed by the theme."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from dvapp.ui.icons import set_icon
from dvapp.ui.nesting import nest_cleanly
from dvapp.ui.theme import restyle

nest_cleanly()


def label(text: str = "", role: str = "", *, wrap: bool = False, state: str = "") -> QLabel:
    """A text in one of the theme's roles. It is plain text: nothing in it is taken for markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if state:
        made.setProperty("state", state)
    if role == "chip":
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def button(
    text: str = "", role: str = "", *, icon: str = "", clicked: Callable[[], object] | None = None
) -> QPushButton:
    """A push button in one of the theme's roles, optionally with an icon before its words."""
    made = QPushButton(text)
    if role:
        made.setProperty("role", role)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if icon:
        gap = 5 if role != "icon" else 0
        set_icon(made, icon, {"primary": "on_accent", "danger": "error"}.get(role, "dim"), gap=gap)
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def icon_button(
    icon: str, words: str, *, clicked: Callable[[], object] | None = None, tint: str = "dim"
) -> QPushButton:
    """A button that is only an icon; ``words`` are its tooltip and its name for a screen reader."""
    made = button("", "icon", clicked=clicked)
    set_icon(made, icon, tint)
    name_icon_button(made, words)
    return made


def name_icon_button(made: QAbstractButton, words: str) -> None:
    """Say what an icon-only button does (again, after the language changed)."""
    made.setToolTip(words)
    made.setAccessibleName(words)


def card(role: str = "card", *, margins: int = 18, spacing: int = 8) -> tuple[QFrame, QVBoxLayout]:
    """A framed surface and its layout."""
    frame = QFrame()
    frame.setProperty("role", role)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(margins, margins, margins, margins)
    layout.setSpacing(spacing)
    return frame, layout


def line() -> QFrame:
    """A thin horizontal line."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def row(*items: QWidget | QLayout | int | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; a number is empty space, ``None`` takes the rest."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for item in items:
        match item:
            case None:
                layout.addStretch(1)
            case int():
                layout.addSpacing(item)
            case QWidget():
                layout.addWidget(item)
            case QLayout():
                layout.addLayout(item)
    return layout


def column(*items: QWidget | QLayout | int | None, spacing: int = 8) -> QVBoxLayout:
    """Widgets below each other; a number is empty space, ``None`` takes the rest."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for item in items:
        match item:
            case None:
                layout.addStretch(1)
            case int():
                layout.addSpacing(item)
            case QWidget():
                layout.addWidget(item)
            case QLayout():
                layout.addLayout(item)
    return layout


def scrolled(inner: QWidget) -> QScrollArea:
    """A page that scrolls upright and never sideways, without a frame or ground of its own."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner.setObjectName("page")
    area.setWidget(inner)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area


def show_within(area: QScrollArea, part: QWidget, *, margin: int = 12) -> None:
    """Scroll so that all of a part is in sight; where it is too tall, its beginning."""
    page, bar = area.widget(), area.verticalScrollBar()
    if page is None:
        return
    top = part.mapTo(page, QPoint(0, 0)).y() - margin
    bottom = top + part.height() + 2 * margin
    if top < bar.value() or bottom - top > area.viewport().height():
        bar.setValue(top)
    elif bottom > bar.value() + area.viewport().height():
        bar.setValue(bottom - area.viewport().height())


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear_layout(inner)


class ElidedLink(QPushButton):
    """A link whose words are shortened where they do not fit; the tooltip has them all."""

    def __init__(self, words: str, *, clicked: Callable[[], object]) -> None:
        super().__init__()
        self._words = words
        self.setProperty("role", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: clicked())
        self._fit()

    def _fit(self) -> None:
        room = max(self.width() - 12, 20)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten anew."""
        super().resizeEvent(event)
        self._fit()


class EmptyState(QWidget):
    """What stands where nothing is yet: a quiet icon, what this place is for, and what to do first."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = QLabel()
        set_icon(self._icon, icon, "faint", size=40)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = label("", "heading", wrap=True)
        self.text = label("", "dim", wrap=True)
        self.action = button("", "primary")
        self.action.setAccessibleName(icon)
        self.action.hide()
        for part in (self.title, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner = QWidget()
        inner.setMaximumWidth(440)
        words = QVBoxLayout(inner)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(8)
        for widget in (self._icon, self.title, self.text):
            words.addWidget(widget)
        words.addSpacing(6)
        words.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(inner, 20)
        across.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.addStretch(2)
        layout.addLayout(across)
        layout.addStretch(3)

    def say(self, title: str, text: str, action: str = "") -> None:
        """Set its words; without ``action`` there is no button."""
        self.title.setText(title)
        self.text.setText(text)
        self.action.setText(action)
        self.action.setAccessibleName(action or title)
        self.action.setVisible(bool(action))


def hand_keys(screen: QWidget, target: QWidget) -> None:
    """Give a screen's main part the keyboard when one came to it by a button of the frame, so that its keys are heard.

    Whoever types elsewhere, or is inside of the screen already, is left alone.
    """
    now = QApplication.focusWidget()
    elsewhere = isinstance(now, QAbstractButton) and not screen.isAncestorOf(now)
    if screen.isVisible() and (now is None or elsewhere or now is screen.window()):
        target.setFocus()


class Segmented(QWidget):
    """A few choices side by side of which one (or none) is on. Arrow keys move, Space chooses.

    Tab stops at one of them only: where one was last, else the one that is on, else the first.
    """

    chosen = Signal(str)

    def __init__(self, *, may_be_none: bool = False) -> None:
        super().__init__()
        self._may_be_none = may_be_none
        self._group = QButtonGroup(self)
        self._group.setExclusive(not may_be_none)
        self._buttons: dict[str, QPushButton] = {}
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addStretch(1)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Show these (code, words) pairs, keeping what is chosen where it still exists."""
        held = self.code()
        if list(self._buttons) != [code for code, _ in choices]:
            self._make([code for code, _ in choices])
        for code, words in choices:
            self._buttons[code].setText(words)
            self._buttons[code].setAccessibleName(words)
        self.choose(held)

    def _make(self, codes: Sequence[str]) -> None:
        for old in self._buttons.values():
            self._group.removeButton(old)
            self._layout.removeWidget(old)
            old.deleteLater()
        self._buttons = {}
        for number, code in enumerate(codes):
            made = button("", "segment")
            made.setCheckable(True)
            place = "only" if len(codes) == 1 else {0: "first", len(codes) - 1: "last"}.get(number, "middle")
            made.setProperty("place", place)
            made.clicked.connect(lambda checked, code=code: self._clicked(code, checked))
            self._group.addButton(made)
            self._layout.insertWidget(number, made)
            self._buttons[code] = made
        self._stop_at(next(iter(self._buttons.values()), None))

    def _stop_at(self, stop: QPushButton | None) -> None:
        """Let Tab stop at this choice, and pass the others by; the mouse reaches all."""
        for made in self._buttons.values():
            here = made is stop
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        if stop is not None:
            self.setFocusProxy(stop)

    def _clicked(self, code: str, checked: bool) -> None:
        if self._may_be_none:
            for other, made in self._buttons.items():
                if other != code:
                    made.setChecked(False)
        self._stop_at(self._buttons[code])
        self.chosen.emit(code if checked else "")

    def code(self) -> str:
        """What is chosen, or ``""``."""
        return next((code for code, made in self._buttons.items() if made.isChecked()), "")

    def choose(self, code: str) -> None:
        """Show a choice without telling anyone."""
        self._group.setExclusive(False)
        for other, made in self._buttons.items():
            made.setChecked(other == code)
        self._group.setExclusive(not self._may_be_none)
        on = self._buttons.get(code)
        if on is not None:
            self._stop_at(on)

    def buttons(self) -> tuple[QPushButton, ...]:
        """Its buttons in order."""
        return tuple(self._buttons.values())

    def set_state(self, state: str) -> None:
        """Mark all its parts ("error" or "")."""
        for made in self._buttons.values():
            restyle(made, state=state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go to the neighbour."""
        buttons = self.buttons()
        here = next((n for n, made in enumerate(buttons) if made.hasFocus()), None)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if here is None or step is None:
            super().keyPressEvent(event)
            return
        there = buttons[(here + step) % len(buttons)]
        self._stop_at(there)
        there.setFocus(Qt.FocusReason.TabFocusReason)


class FlowLayout(QLayout):
    """Items in lines like words, as many in a line as fit."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def insert_widget(self, index: int, widget: QWidget) -> None:
        """Take a widget at a place."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, or ``None``."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Its height depends on how many lines the width makes."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at a width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """As small as it can be."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Room for the largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        x, y, tall = area.x(), area.y(), 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = item.sizeHint()
            wide = min(size.width(), max(area.width(), 1))
            if x + wide > area.right() + 1 and tall:
                x, y, tall = area.x(), y + tall + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(wide, size.height())))
            x += wide + self._gap
            tall = max(tall, size.height())
        return y + tall - rect.y() + margins.bottom()


class FocusFrame(QObject):
    """Shows the focus of an inner editor on the frame around it."""

    def __init__(self, frame: QWidget, *editors: QWidget) -> None:
        super().__init__(frame)
        self._frame = frame
        for editor in editors:
            editor.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the editor in and out of focus; a frame that is being taken down is left alone."""
        if not isValid(self._frame):
            return False
        if event.type() == QEvent.Type.FocusIn:
            restyle(self._frame, focused="true")
        elif event.type() == QEvent.Type.FocusOut:
            restyle(self._frame, focused="")
        return False

"""One control for each type of field. An editor shows a text and tells when the user changes it; it judges nothing."""

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dvapp.host.formats import LocaleFormats, NotADay
from dvapp.host.i18n import _, language
from dvapp.ui.chooser import Chooser
from dvapp.ui.theme import restyle, tokens
from dvapp.ui.widgets import FocusFrame, Segmented, icon_button, label, name_icon_button

_AROUND_A_DAY = 46
"""Pixels of a day's field that its frame and the calendar's button take."""
_DIGITS = re.compile(r"[0-9]{4}|[0-9]{6}|[0-9]{8}")
_SHORT_DAY = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})(?:[/.\-]([0-9]{2}))?")


class Editor(QWidget):
    """A field's control. ``edited`` carries its new text, ``left`` says that the focus went away from it,
    ``rearranged`` that its parts are others now, and Tab is to be led through them anew.
    """

    edited = Signal(object)
    left = Signal()
    rearranged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def put(self, text: object) -> None:
        """Show a text without telling anyone."""
        raise NotImplementedError

    def mark(self, state: str) -> None:
        """Show that it is faulty ("error") or not ("")."""
        raise NotImplementedError

    def name(self, words: str, explained: str) -> None:
        """Its name and description for a screen reader."""
        target = self.target()
        target.setAccessibleName(words)
        target.setAccessibleDescription(explained)
        self.setAccessibleName(words)

    def target(self) -> QWidget:
        """The part that takes the focus."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """Where Tab may stop in it, in reading order; the target alone when it is of one piece."""
        return [self.target()]

    def retranslate(self) -> None:
        """Set its own words again after the language changed."""

    def watch(self, *parts: QWidget) -> None:
        """Tell ``left`` when one of these parts loses the focus."""
        for part in parts:
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the focus leaving; a popup of its own does not count."""
        if (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() != Qt.FocusReason.PopupFocusReason
        ):
            self.left.emit()
        return super().eventFilter(watched, event)


class FramedEditor(Editor):
    """A line edit in a frame, with room for a unit or a button behind it."""

    def __init__(self, *, tail: QWidget | None = None) -> None:
        super().__init__()
        self.frame = QFrame()
        self.frame.setProperty("role", "input")
        self.frame.setMinimumHeight(34)
        self.edit = QLineEdit()
        inner = QHBoxLayout(self.frame)
        inner.setContentsMargins(6, 0, 6 if tail is None else 4, 0)
        inner.setSpacing(2)
        inner.addWidget(self.edit, 1)
        if tail is not None:
            inner.addWidget(tail)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.frame)
        FocusFrame(self.frame, self.edit)
        self.watch(self.edit)
        self.edit.textEdited.connect(self.edited.emit)

    def put(self, text: object) -> None:
        """Show a text; the cursor stays where it is if nothing changes."""
        shown = text if isinstance(text, str) else ""
        if self.edit.text() != shown:
            self.edit.setText(shown)
            self.edit.setCursorPosition(0)

    def mark(self, state: str) -> None:
        """Colour the frame."""
        restyle(self.frame, state=state)

    def target(self) -> QWidget:
        """The line edit."""
        return self.edit


class LineEditor(FramedEditor):
    """A short text."""


class NumberEditor(FramedEditor):
    """A number as typed, with what it counts behind it."""

    def __init__(self) -> None:
        self.suffix = label("", "suffix")
        super().__init__(tail=self.suffix)
        self.suffix.setContentsMargins(0, 0, 5, 0)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.edit.setMinimumWidth(44)

    def count(self, unit: str) -> None:
        """Say what is counted."""
        self.suffix.setText(unit)
        self.suffix.setVisible(bool(unit))


class ComputedEditor(FramedEditor):
    """A number the program computes; read-only, and never a stop for Tab."""

    def __init__(self) -> None:
        self.suffix = label("", "suffix")
        super().__init__(tail=self.suffix)
        self.suffix.setContentsMargins(0, 0, 5, 0)
        self.edit.setReadOnly(True)
        self.edit.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.frame.setProperty("computed", "true")
        self.retranslate()

    def count(self, unit: str) -> None:
        """Say what is counted."""
        self.suffix.setText(unit)

    def retranslate(self) -> None:
        """Say that nobody needs to type here."""
        self.edit.setPlaceholderText(_("computed"))


class LongEditor(Editor):
    """A text of several lines that grows with what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.edit)
        self.watch(self.edit)
        self._quiet = False
        self.edit.textChanged.connect(self._changed)
        self.edit.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit(self.edit.toPlainText())

    def _grow(self) -> None:
        lines = min(12, max(3, round(self.edit.document().size().height())))
        self.edit.setFixedHeight(self.edit.fontMetrics().lineSpacing() * lines + 22)

    def put(self, text: object) -> None:
        """Show a text."""
        shown = text if isinstance(text, str) else ""
        if self.edit.toPlainText() != shown:
            self._quiet = True
            self.edit.setPlainText(shown)
            self._quiet = False

    def mark(self, state: str) -> None:
        """Colour the frame."""
        restyle(self.edit, state=state)

    def target(self) -> QWidget:
        """The text edit."""
        return self.edit


class ComboEditor(Editor):
    """A choice of many."""

    def __init__(self) -> None:
        super().__init__()
        self.combo = Chooser()
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(6)
        self.combo.setMaxVisibleItems(16)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.combo)
        self.watch(self.combo)
        self.combo.activated.connect(lambda _index: self.edited.emit(self.combo.currentData() or ""))

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Show (code, words) pairs; the first line is "nothing chosen"."""
        held = self.combo.currentData()
        self.combo.clear()
        self.combo.addItem(_("choose…"), "")
        for code, words in choices:
            self.combo.addItem(words, code)
        self.put(held)

    def put(self, text: object) -> None:
        """Show a choice."""
        self.combo.setCurrentIndex(max(0, self.combo.findData(text)))

    def mark(self, state: str) -> None:
        """Colour the frame."""
        restyle(self.combo, state=state)

    def target(self) -> QWidget:
        """The combo box."""
        return self.combo


class SegmentEditor(Editor):
    """A choice of few, all in sight."""

    def __init__(self) -> None:
        super().__init__()
        self.segments = Segmented(may_be_none=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.segments)
        self.segments.chosen.connect(self.edited.emit)
        self._words = ("", "")

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Show (code, words) pairs."""
        self.segments.offer(choices)
        self.watch(*self.segments.buttons())
        self.setFocusProxy(self.segments.buttons()[0])

    def put(self, text: object) -> None:
        """Show a choice."""
        self.segments.choose(text if isinstance(text, str) else "")

    def mark(self, state: str) -> None:
        """Colour the parts."""
        self.segments.set_state(state)

    def name(self, words: str, explained: str) -> None:
        """Each part is named with the field it answers."""
        self.setAccessibleName(words)
        self.segments.setAccessibleName(words)
        for part in self.segments.buttons():
            part.setAccessibleName(f"{words}: {part.text()}")
            part.setAccessibleDescription(explained)

    def target(self) -> QWidget:
        """The chosen part, else the first."""
        parts = self.segments.buttons()
        return next((part for part in parts if part.isChecked()), parts[0])

    def stops(self) -> list[QWidget]:
        """All its choices, for the arrows may have gone to any; Tab itself stops at one."""
        return list(self.segments.buttons())


class DayEditor(FramedEditor):
    """A day typed as dd/MM/yyyy, or picked from a calendar.

    Short ways are completed in sight, once the field is left: "29/5" and "2905" with the year, "29/5/18", "290518" and
    "29052018" to the whole day.
    """

    def __init__(self, year: int) -> None:
        self._open = icon_button("calendar", "", clicked=self.pick)
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        super().__init__(tail=self._open)
        self._open.setFixedSize(24, 24)
        self.edit.setMinimumWidth(92)
        self._year = year
        self.left.connect(self._complete)
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the calendar's button and the form of a day."""
        name_icon_button(self._open, _("Pick from the calendar (Alt+Down)"))
        self._hint()

    def _hint(self) -> None:
        """The form of a day: in words where they have room, else in blanks."""
        words = _("dd/mm/yyyy")
        fits = self.fontMetrics().horizontalAdvance(words) <= self.width() - _AROUND_A_DAY
        self.edit.setPlaceholderText(words if fits else "__/__/____")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words or the blanks."""
        super().resizeEvent(event)
        self._hint()

    def _complete(self) -> None:
        typed = _whole_day(self.edit.text().strip(), self._year)
        try:
            written = LocaleFormats("vi").screen_day(LocaleFormats("vi").read_day(typed))
        except NotADay:
            return  # stays as typed; the form names the fault
        if written != self.edit.text():
            self.edit.setText(written)
            self.edited.emit(written)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down opens the calendar, as everywhere."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.pick()
        else:
            super().keyPressEvent(event)

    def pick(self) -> None:
        """Open the calendar under the field."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setProperty("role", "popup")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = make_calendar(self._shown_day())
        layout = QVBoxLayout(popup)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(calendar)

        def take(day: QDate) -> None:
            popup.close()
            self.edit.setText(day.toString("dd/MM/yyyy"))
            self.edited.emit(self.edit.text())
            self.edit.setFocus()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        popup.move(self.frame.mapToGlobal(QPoint(0, self.frame.height() + 2)))
        popup.show()
        calendar.setFocus()

    def _shown_day(self) -> date:
        try:
            return LocaleFormats("vi").read_day(self.edit.text())
        except NotADay:
            return date(self._year, 1, 1)


def _whole_day(typed: str, year: int) -> str:
    """A day typed the short way, written out; anything else as it is."""
    if _DIGITS.fullmatch(typed):
        typed = f"{typed[:2]}/{typed[2:4]}/{typed[4:]}".rstrip("/")
    found = _SHORT_DAY.fullmatch(typed)
    if found is None:
        return typed
    day, month, short = found.groups()
    return f"{day}/{month}/{f'20{short}' if short else year}"


class MonthEditor(FramedEditor):
    """A month typed as MM/yyyy; "7" is completed with the year, "7/18" with its century."""

    def __init__(self, year: int) -> None:
        super().__init__()
        self._year = year
        self.left.connect(self._complete)
        self.retranslate()

    def retranslate(self) -> None:
        """The form of a month."""
        self.edit.setPlaceholderText(_("mm/yyyy"))

    def _complete(self) -> None:
        typed = self.edit.text().strip()
        if re.fullmatch(r"[0-9]{1,2}", typed):
            typed = f"{typed}/{self._year}"
        elif re.fullmatch(r"[0-9]{1,2}/[0-9]{2}", typed):
            month_part, _slash, short = typed.partition("/")
            typed = f"{month_part}/20{short}"
        try:
            month = LocaleFormats("vi").read_month(typed)
        except NotADay:
            return  # stays as typed; the form names the fault
        written = f"{month.month:02d}/{month.year}"
        if written != self.edit.text():
            self.edit.setText(written)
            self.edited.emit(written)


def make_calendar(day: date) -> QCalendarWidget:
    """A month's leaf in the language in use, weeks beginning on Monday."""
    calendar = QCalendarWidget()
    vietnamese = language() == "vi"
    calendar.setLocale(QLocale(QLocale.Language.Vietnamese if vietnamese else QLocale.Language.English))
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setGridVisible(False)
    weekend = QTextCharFormat()
    weekend.setForeground(tokens().colour("dim"))  # Qt's own red would look like a fault
    for day_of_week in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day_of_week, weekend)
    calendar.setSelectedDate(QDate(day.year, day.month, day.day))
    calendar.setAccessibleName(_("Calendar"))
    return calendar

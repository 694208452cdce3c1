"""Where the grid stands on the screen of figures: it is made when somebody first asks for it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dvapp.domain.calendar.periods import Period
from dvapp.ui.grid.screen import GridScreen
from dvapp.ui.history import History


class GridPlace(QWidget):
    """Holds the grid. ``made`` carries the :class:`GridScreen` once it is there."""

    made = Signal(object)

    def __init__(self, make: Callable[[], GridScreen]) -> None:
        super().__init__()
        self._make = make
        self._screen: GridScreen | None = None
        self._history: History | None = None
        self._closed = False
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    def open(self) -> GridScreen:
        """The grid, made if it was not there yet."""
        if self._screen is None:
            self._screen = self._make()
            if self._history is not None:
                self._screen.use_history(self._history)
            self._screen.look_only(self._closed)
            self._room.addWidget(self._screen)
            self.made.emit(self._screen)
        return self._screen

    def show_period(self, period: Period, *, focus: bool = True) -> None:
        """The grid comes in sight.

        :param focus: and has the keyboard; not where it is only read anew, while one may be typing elsewhere.
        """
        grid = self.open()
        if grid.book is None or grid.book.period != period:
            grid.set_period(period)
            if grid.book is None:
                grid.refresh()
        if focus:
            grid.view.setFocus()

    def set_period(self, period: Period) -> None:
        """Another period is in work."""
        if self._screen is not None:
            self._screen.set_period(period)

    def refresh(self) -> None:
        """The figures may have changed."""
        if self._screen is not None:
            self._screen.refresh()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        if self._screen is not None:
            self._screen.retranslate()

    def use_history(self, history: History) -> None:
        """What is typed can be undone through this history."""
        self._history = history
        if self._screen is not None:
            self._screen.use_history(history)

    def look_only(self, closed: bool) -> None:
        """Whoever works here may only look at the figures, or may change them again."""
        self._closed = closed
        if self._screen is not None:
            self._screen.look_only(closed)

    def keep_now(self) -> None:
        """Keep what is still being typed."""
        if self._screen is not None:
            self._screen.keep_now()

"""Cyclic garbage is collected on the GUI thread alone, and between two events.

Python collects on whichever thread allocates at the wrong moment. On the worker's it would destroy things of Qt that live
on the GUI thread; in the midst of reading a formula it may let another thread read one, which Python 3.11 answers with a
``SystemError`` (seen while typing, when the list was read beside). So nobody collects by itself, and a timer does it where
widgets live.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1000
"""Milliseconds between two collections of what is young."""
_OLDER, _ALL = 10, 60
"""So many young collections come before one that looks at older things, and before one that looks at everything."""

_users = 0


class Collecting(QObject):
    """While at least one of these is at work, garbage is collected by its timer only."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._turn = 0
        self._over = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        _count(1)

    def collect(self) -> None:
        """Collect what is young, now and then also what is older."""
        self._turn += 1
        if self._turn % _ALL == 0:
            gc.collect(2)
        else:
            gc.collect(1 if self._turn % _OLDER == 0 else 0)

    def end(self) -> None:
        """There is no other thread any more."""
        self._timer.stop()
        if not self._over:
            self._over = True
            _count(-1)


def _count(more: int) -> None:
    global _users  # noqa: PLW0603  # Python has one collector, and this counts who needs it quiet
    _users += more
    if _users:
        gc.disable()
    else:
        gc.enable()

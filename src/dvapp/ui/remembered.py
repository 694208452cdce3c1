"""How a person parted panels and drew columns wide, remembered from one start to the next in this computer's settings.

Kept are shares of the room in thousandths, never pixels: the same arrangement in another size and at another scale.
The settings are those of the window the widget stands in; a widget outside the program's window remembers nothing.
"""

import json
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHeaderView, QSplitter, QWidget

from dvapp.host.settings import Settings

_WHOLE = 1000


class KeptSplit(QObject):
    """Remembers where a splitter's parts meet, once somebody has moved them.

    :param name: what it is called in the settings; one for each splitter of the program.
    """

    def __init__(self, split: QSplitter, name: str) -> None:
        super().__init__(split)
        self._split, self._name = split, f"split {name}"
        self._settled = False
        split.installEventFilter(self)
        split.splitterMoved.connect(lambda _place, _handle: self._keep())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the remembered places when the splitter is first seen."""
        if event.type() == QEvent.Type.Show and not self._settled:
            self._settled = True
            shares = _read(self._split, self._name)
            sizes = [shares.get(str(place), -1) for place in range(self._split.count())]
            if min(sizes, default=-1) >= 0 and sum(sizes) > 0:
                self._split.setSizes(sizes)  # Qt spreads what is missing by their proportion
        return False

    def _keep(self) -> None:
        sizes = self._split.sizes()
        whole = sum(sizes)
        if whole > 0:
            _write(self._split, self._name, {str(n): round(s * _WHOLE / whole) for n, s in enumerate(sizes)})


class KeptColumns(QObject):
    """Remembers the columns that somebody has drawn wider or narrower with the mouse.

    :param name: what the table is called in the settings.
    :param key: names a section, for tables whose columns change; its number if not given.
    """

    def __init__(self, header: QHeaderView, name: str, key: Callable[[int], str] = str) -> None:
        super().__init__(header)
        self._header, self._name, self._key = header, f"columns {name}", key
        self._drawn: dict[int, int] = {}
        self._held = False
        header.viewport().installEventFilter(self)
        header.sectionResized.connect(self._resized)

    def width(self, section: int, usual: int) -> int:
        """Pixels that a column shall have: as it was drawn last, else ``usual``."""
        share = _read(self._header, self._name).get(self._key(section))
        room = self._header.viewport().width()
        return max(24, round(share * room / _WHOLE)) if share and room > 0 else usual

    def _resized(self, section: int, _old: int, new: int) -> None:
        if self._held:
            self._drawn[section] = new

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Tell a hand's work from the table's own, and put the columns as they were when the table is first seen."""
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            self._held = event.type() == QEvent.Type.MouseButtonPress
            if event.type() == QEvent.Type.MouseButtonRelease:
                self._keep()
        elif event.type() == QEvent.Type.Show:
            for section in range(self._header.count()):
                if self._header.sectionResizeMode(section) == QHeaderView.ResizeMode.Interactive:
                    self._header.resizeSection(
                        section, self.width(section, self._header.sectionSize(section))
                    )
        return False

    def _keep(self) -> None:
        drawn, self._drawn = self._drawn, {}
        room = self._header.viewport().width()
        if drawn and room > 0:
            shares = {self._key(section): round(wide * _WHOLE / room) for section, wide in drawn.items()}
            _write(self._header, self._name, {**_read(self._header, self._name), **shares})


def _settings(widget: QWidget) -> Settings | None:
    found = getattr(widget.window(), "settings", None)
    return found if isinstance(found, Settings) else None


def _read(widget: QWidget, name: str) -> dict[str, int]:
    """Shares by place or name; a damaged setting means that nothing was arranged."""
    settings = _settings(widget)
    try:
        read = json.loads(settings.get(name, "{}")) if settings is not None else {}
    except ValueError:
        return {}
    if not isinstance(read, Mapping):
        return {}
    return {
        str(key): share
        for key, share in read.items()
        if isinstance(share, int) and not isinstance(share, bool) and 0 <= share <= _WHOLE
    }


def _write(widget: QWidget, name: str, shares: Mapping[str, int]) -> None:
    if (settings := _settings(widget)) is not None:
        settings.put(name, json.dumps(shares, sort_keys=True))

"""How a person likes the grid: arrangement, widths, and whether the panel is open. Kept in the settings of the computer."""

import json

from dvapp.host.settings import Settings
from dvapp.ui.grid.sheet import Arrangement

_NAME = "figures_grid"
_HEADS = {Arrangement.UNITS: 380, Arrangement.ONE_UNIT: 420, Arrangement.ONE_FIGURE: 240}


class GridMemory:
    """What was chosen last. Without settings it lasts as long as the window."""

    def __init__(self, settings: Settings | None) -> None:
        self._settings = settings
        self._held = _read(settings.get(_NAME) if settings is not None else "")

    @property
    def arrangement(self) -> Arrangement:
        """The arrangement last used."""
        known = {a.value: a for a in Arrangement}
        return known.get(str(self._held.get("arrangement")), Arrangement.UNITS)

    @property
    def turned(self) -> bool:
        """Whether the units stand in the rows."""
        return self._held.get("turned") is True

    @property
    def panel(self) -> bool:
        """Whether the panel of the chosen cell is open."""
        return self._held.get("panel") is not False

    def heads(self, arrangement: Arrangement) -> int:
        """Pixels of the rows' heads."""
        return _pixels(self._held.get(f"heads {arrangement.value}")) or _HEADS[arrangement]

    def width(self, arrangement: Arrangement, key: str, usual: int) -> int:
        """Pixels of a column."""
        return _pixels(self._held.get(f"width {arrangement.value} {key}")) or usual

    def put(self, name: str, value: str | bool) -> None:
        """Remember a choice: "arrangement", "turned" or "panel"."""
        self._keep(name, value)

    def put_heads(self, arrangement: Arrangement, pixels: int) -> None:
        """Remember how wide the rows' heads are."""
        self._keep(f"heads {arrangement.value}", pixels)

    def put_width(self, arrangement: Arrangement, key: str, pixels: int) -> None:
        """Remember how wide a column is."""
        self._keep(f"width {arrangement.value} {key}", pixels)

    def _keep(self, name: str, value: str | bool | int) -> None:
        self._held[name] = value
        if self._settings is not None:
            self._settings.put(_NAME, json.dumps(self._held, ensure_ascii=False))


def _read(text: str) -> dict[str, object]:
    """What was kept; a damaged setting means the defaults."""
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    return dict(read) if isinstance(read, dict) else {}


def _pixels(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 20 <= value <= 2000 else 0

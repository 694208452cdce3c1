"""That the columns of a sheet are being chosen, noted on this computer: after a cut-off the program offers to go on.

The note names the store alone; which file it was, and what was chosen, lies in the store.
"""

from pathlib import Path

from dvapp.host.settings import Settings

_NAME = "open_import"


def note_import(settings: Settings, store: Path) -> None:
    """Columns are being chosen."""
    if settings.get(_NAME) != str(store):
        settings.put(_NAME, str(store))


def was_importing(settings: Settings, store: Path) -> bool:
    """Whether the program was cut off while columns were being chosen in this store."""
    return settings.get(_NAME) == str(store)


def forget_import(settings: Settings, store: Path) -> None:
    """The choice is made, or the store is being closed in good order."""
    if was_importing(settings, store):
        settings.put(_NAME, "")

"""Where the program keeps what is not a board's data: settings, logs, the sample board."""

from pathlib import Path

import platformdirs


def settings_file() -> Path:
    """Window state and choices of this user on this computer."""
    return Path(platformdirs.user_config_path("dvapp", appauthor=False)) / "settings.json"


def documents_folder() -> Path:
    """Where a user expects files to be offered for saving."""
    return Path(platformdirs.user_documents_path())


def log_file() -> Path:
    """The program's log; ids and counts only."""
    return Path(platformdirs.user_log_path("dvapp", appauthor=False)) / "dvapp.log"

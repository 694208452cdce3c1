"""Where the program keeps what is not a board's data: settings, logs, the sample board."""

from pathlib import Path

import platformdirs


def settings_file() -> Path:
    """Window state and choices of this user on this computer."""
    return Path(platformdirs.user_config_path("dvapp", appauthor=False)) / "settings.json"


def documents_folder() -> Path:
    """Where a user expects files to be offered for saving; always a folder that is there.

    A system freshly made may name a documents folder and not have it: the home folder takes its place.
    """
    named = Path(platformdirs.user_documents_path())
    return named if named.is_dir() else Path.home()


def log_file() -> Path:
    """The program's log; ids and counts only."""
    return Path(platformdirs.user_log_path("dvapp", appauthor=False)) / "dvapp.log"


def pin_tries_file() -> Path:
    """How many wrong PINs the tokens of this computer were given."""
    return Path(platformdirs.user_state_path("dvapp", appauthor=False)) / "pin-tries.json"


def own_trust_folder() -> Path:
    """Authorities and revocation lists that this user trusts."""
    return Path(platformdirs.user_data_path("dvapp", appauthor=False, roaming=True)) / "trust"


def machine_trust_folder() -> Path:
    """The same for everybody on this computer: filled by whoever looks after it, only read by the program."""
    return Path(platformdirs.site_config_path("dvapp", appauthor=False)) / "trust"


def opened_folder() -> Path:
    """Where copies of attached files lie while other programs show them; nothing stays there after the program's end."""
    return Path(platformdirs.user_cache_path("dvapp", appauthor=False)) / "opened"

"""Who works at this computer, by the system's own account."""

import getpass
import unicodedata


def account_name() -> str:
    """The account's name; ``?`` where the system tells none."""
    try:
        return unicodedata.normalize("NFC", getpass.getuser())
    except (OSError, KeyError, ImportError):  # no account database, or no entry in it
        return "?"

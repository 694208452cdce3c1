"""The sections of the catalogue screen."""

from dvapp.host.i18n import _

SECTIONS = ("themes", "boards", "units", "choices", "holidays", "differences")
DATED = frozenset({"boards", "units", "choices"})
"""Those whose list is that of a day."""

ADDABLE = frozenset({"themes", "units", "choices"})
"""Those in which something new can begin."""


def section_words(section: str) -> str:
    """The name of a section."""
    return {
        "themes": _("Years and themes"),
        "boards": _("Boards"),
        "units": _("Administrative units"),
        "choices": _("Staff groups, answers"),
        "holidays": _("Holidays"),
        "differences": _("Own entries"),
    }[section]


def empty_words(section: str, *, narrowed: bool) -> str:
    """Why a list is empty."""
    if narrowed:
        return _("Nothing is called so.")
    if section == "differences":
        return _("Everything counts as it ships: the board has no entries of its own.")
    return _("Nothing counts on this day.")

"""Qt's own words (standard buttons, context menus, the file dialog) in the language in use.

PySide6 brings no Vietnamese ``qtbase``. This translator takes them from our catalogue and answers ``None`` on a miss,
so that Qt falls back to its English.
"""

from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QTranslator

from dvapp.host.i18n import _, language


class QtWords(QTranslator):
    """Looks Qt's words up in our catalogue, whatever context Qt asks from."""

    def translate(
        self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1
    ) -> str | None:
        """One of Qt's words, or ``None``."""
        return _words(language()).get(source)

    def isEmpty(self) -> bool:
        """Never: Qt would not ask an empty one."""
        return False


def install_qt_words(app: QCoreApplication) -> QtWords:
    """Let Qt speak the program's language from now on; keep what comes back."""
    words = QtWords(app)
    app.installTranslator(words)
    return words


@lru_cache(maxsize=2)
def _words(said: str) -> dict[str, str]:
    """Qt's words in a language; none for English, which Qt knows."""
    if said != "vi":
        return {}
    return {
        # standard buttons
        "OK": _("OK"), "&OK": _("&OK"), "Cancel": _("Cancel"), "&Cancel": _("&Cancel"), "Close": _("Close"),
        "&Close": _("&Close"), "Save": _("Save"), "&Save": _("&Save"), "Save All": _("Save All"),
        "Open": _("Open"), "&Open": _("&Open"), "Yes": _("Yes"), "&Yes": _("&Yes"), "No": _("No"),
        "&No": _("&No"), "Yes to &All": _("Yes to &All"), "N&o to All": _("N&o to All"), "Apply": _("Apply"),
        "Reset": _("Reset"), "Help": _("Help"), "Discard": _("Discard"), "Retry": _("Retry"),
        "Ignore": _("Ignore"), "Abort": _("Abort"), "Restore Defaults": _("Restore Defaults"),
        "Show Details...": _("Show Details..."), "Hide Details...": _("Hide Details..."),
        # context menus of text fields
        "&Undo": _("&Undo"), "&Redo": _("&Redo"), "Cu&t": _("Cu&t"), "&Copy": _("&Copy"),
        "&Paste": _("&Paste"), "Delete": _("Delete"), "Select All": _("Select All"),
        "Copy &Link Location": _("Copy &Link Location"), "&Delete": _("&Delete"),
        # scroll bars and tables
        "Scroll here": _("Scroll here"), "Top": _("Top"), "Bottom": _("Bottom"), "Page up": _("Page up"),
        "Page down": _("Page down"), "Scroll up": _("Scroll up"), "Scroll down": _("Scroll down"),
        # file dialog
        "Look in:": _("Look in:"), "File &name:": _("File &name:"), "Files of type:": _("Files of type:"),
        "Directory:": _("Folder:"), "&Choose": _("&Choose"), "All Files (*)": _("All Files (*)"),
        "Name": _("Name"), "Size": _("Size"), "Type": _("Type"), "Date Modified": _("Date Modified"),
        "Back": _("Back"), "Forward": _("Forward"), "Parent Directory": _("Parent folder"),
        "Create New Folder": _("Create New Folder"), "New Folder": _("New Folder"), "&Rename": _("&Rename"),
        "List View": _("List View"), "Detail View": _("Detail View"), "Computer": _("Computer"),
        "Show &hidden files": _("Show &hidden files"), "&New Folder": _("&New Folder"),
        "Recent Places": _("Recent Places"), "My Computer": _("Computer"), "Find Directory": _("Find folder"),
        "%1 already exists.\nDo you want to replace it?": _("%1 already exists.\nDo you want to replace it?"),
        "%1\nFile not found.\nPlease verify the correct file name was given.": _(
            "%1\nFile not found.\nPlease verify the correct file name was given."
        ),
    }  # fmt: skip

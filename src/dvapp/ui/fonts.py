"""Type: the system's font for the window, Tinos for report text only."""

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from dvapp.host.resources import resources_folder

WINDOW_POINTS = 10.5
"""Readable for a 55-year-old at arm's length; smaller system sizes are raised to it."""
MOST_POINTS = 11.0
"""The theme's headings and labels are made for these sizes; the system's scale enlarges all of them alike."""


def use_window_font(app: QApplication) -> None:
    """Take the system's font, 10.5 to 11 pt; Noto Sans where the system offers only a bare fallback."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if font.family().casefold() in {
        "",
        "sans",
        "sans serif",
        "sans-serif",
        "dejavu sans",
        "helvetica",
        "fixed",
    }:
        families = QFontDatabase.families()
        font = QFont(next((f for f in ("Noto Sans", "Segoe UI") if f in families), font.family()))
        font.setPointSizeF(WINDOW_POINTS)  # a new font has Qt's 12 pt, which nobody asked for
    font.setPointSizeF(max(WINDOW_POINTS, min(font.pointSizeF(), MOST_POINTS)))
    app.setFont(font)


@lru_cache(maxsize=1)
def load_report_font() -> str:
    """Make Tinos known to Qt and return its family's name."""
    family = "Tinos"
    for style in ("Regular", "Bold", "Italic", "BoldItalic"):
        number = QFontDatabase.addApplicationFont(str(resources_folder() / "fonts" / f"Tinos-{style}.ttf"))
        if names := QFontDatabase.applicationFontFamilies(number):
            family = names[0]
    return family

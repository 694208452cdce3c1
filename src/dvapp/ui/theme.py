"""The window's colours, type and spacing, light and dark, in one place.

Widgets say what they are by dynamic properties and the style sheet draws them:

- ``QPushButton[role="primary" | "ghost" | "danger" | "nav" | "segment" | "chip" | "link"]``; without a role: secondary
- ``QLabel[role="title" | "subtitle" | "heading" | "label" | "dim" | "small" | "fault" | "figure" | "chip"]``
- ``[state="ok" | "warn" | "error" | "info" | "draft"]`` colours chips, faulty inputs, notes
- ``QFrame[role="card" | "panel" | "bar" | "sidebar" | "line" | "note"]``
"""

from dataclasses import dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from dvapp.ui.fonts import use_window_font
from dvapp.ui.icons import forget_icons, icon_svg, refresh_icons
from dvapp.ui.stylesheet import style_sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The palette of one theme. Every colour is ``#rrggbb``; pairs text/ground have contrast AA.

    ``edge`` outlines what one types or ticks in, 3 : 1 against its ground; ``line`` and ``line_strong`` only part
    things. ``off`` is for what cannot be used now, the one thing that may be hard to read.
    """

    dark: bool
    paper: str
    ground: str
    side: str
    raised: str
    line: str
    line_strong: str
    edge: str
    ink: str
    dim: str
    faint: str
    off: str
    accent: str
    accent_strong: str
    accent_ground: str
    accent_line: str
    on_accent: str
    hover: str
    pressed: str
    ok: str
    ok_ground: str
    warn: str
    warn_ground: str
    error: str
    error_ground: str
    info: str
    info_ground: str
    draft: str
    draft_ground: str
    previous: str
    desk: str

    def colour(self, name: str) -> QColor:
        """A token as a colour for painting."""
        return QColor(getattr(self, name))

    def names(self) -> dict[str, str]:
        """All colours by name, for the style sheet."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "dark"}


LIGHT = Tokens(
    dark=False, paper="#ffffff", ground="#f4f5f7", side="#fbfbfc", raised="#ffffff", line="#dfe2e7",
    line_strong="#c3c9d2", edge="#828c9b", ink="#1c2430", dim="#5d6878", faint="#636d7d", off="#8b95a3",
    accent="#1f4e79", accent_strong="#173c5e", accent_ground="#e8eff6", accent_line="#b9cde0", on_accent="#ffffff",
    hover="#f0f2f5", pressed="#e4e8ee", ok="#1e7a46", ok_ground="#e4f3ea", warn="#8a5800",
    warn_ground="#fdf1da", error="#b3261e", error_ground="#fbe7e5", info="#1f4e79", info_ground="#e8eff6",
    draft="#55606f", draft_ground="#eceef1", previous="#c5d4e3", desk="#cfd3da",
)  # fmt: skip

DARK = Tokens(
    dark=True, paper="#1d232c", ground="#14181f", side="#191e26", raised="#242b36", line="#323b48",
    line_strong="#465162", edge="#6f7b8d", ink="#e8ebf0", dim="#a3aebd", faint="#97a2b1", off="#748091",
    accent="#8fbce6", accent_strong="#b3d3f0", accent_ground="#21374d", accent_line="#3a5a7a", on_accent="#0e1a26",
    hover="#262e39", pressed="#2f3946", ok="#6fcf97", ok_ground="#17352a", warn="#f0c067",
    warn_ground="#3b2e14", error="#ff9d95", error_ground="#462322", info="#8fbce6", info_ground="#21374d",
    draft="#b4bdc9", draft_ground="#2f3743", previous="#4a6079", desk="#0e1116",
)  # fmt: skip


class Theme(QObject):
    """The theme in use. ``changed`` is emitted after a switch, when everything is already restyled."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens = LIGHT
        self._wish: bool | None = None
        self._follows = False
        self._folder: TemporaryDirectory[str] | None = None

    def wish(self, app: QApplication, dark: bool | None) -> None:
        """Use dark or light from now on; ``None`` follows the system, also when it changes."""
        self._wish = dark
        if not self._follows:
            self._follows = True
            app.styleHints().colorSchemeChanged.connect(lambda _scheme: self._system_changed(app))
        self._use(app)

    def _system_changed(self, app: QApplication) -> None:
        if self._wish is None:
            self._use(app)

    def _use(self, app: QApplication) -> None:
        system = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self.tokens = DARK if (system if self._wish is None else self._wish) else LIGHT
        forget_icons()
        app.setPalette(_palette(self.tokens))
        app.setStyleSheet(style_sheet(self.tokens.names(), self._marks()))
        refresh_icons(app.allWidgets())
        self.changed.emit()

    def _marks(self) -> dict[str, str]:
        """Small pictures that a style sheet can only take from files, in the theme's colours."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="dvapp-theme-")
        mood = "dark" if self.tokens.dark else "light"
        wanted = {
            "arrow": ("chevron-down", self.tokens.dim),
            "arrow_on": ("chevron-down", self.tokens.on_accent),
            "arrow_right": ("chevron-right", self.tokens.dim),
            "arrow_left": ("chevron-left", self.tokens.dim),
            "check": ("check", self.tokens.on_accent),
            "clear": ("circle-x", self.tokens.dim),
        }
        paths: dict[str, str] = {}
        for name, (file, colour) in wanted.items():
            path = Path(self._folder.name) / f"{name}-{mood}.svg"
            if not path.exists():
                path.write_bytes(icon_svg(file, colour))
            paths[name] = path.as_posix()
        return paths


_theme: list[Theme] = []


def theme() -> Theme:
    """The theme of this process, made when first asked for."""
    if not _theme:
        _theme.append(Theme())
    return _theme[0]


def tokens() -> Tokens:
    """The palette in use now; ask when painting, do not keep it."""
    return theme().tokens


def apply_theme(app: QApplication, dark: bool | None = None) -> None:
    """Dress the whole program: style, palette, font and style sheet.

    :param dark: ``None`` follows the system and keeps following it.
    """
    app.setStyle("Fusion")
    use_window_font(app)
    theme().wish(app, dark)


def restyle(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties and draw the widget anew by them (``restyle(edit, state="error")``)."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, t.ground), (role.WindowText, t.ink), (role.Base, t.paper), (role.AlternateBase, t.side),
        (role.Text, t.ink), (role.Button, t.paper), (role.ButtonText, t.ink), (role.BrightText, t.error),
        (role.ToolTipBase, t.raised), (role.ToolTipText, t.ink), (role.Highlight, t.accent),
        (role.HighlightedText, t.on_accent), (role.Link, t.accent), (role.LinkVisited, t.accent),
        (role.PlaceholderText, t.faint), (role.Mid, t.line), (role.Dark, t.line_strong), (role.Light, t.raised),
        (role.Midlight, t.line), (role.Shadow, t.line_strong), (role.Accent, t.accent),
    ):  # fmt: skip
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.off))
    return palette

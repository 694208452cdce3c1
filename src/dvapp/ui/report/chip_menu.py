"""The menu of a bound figure: every way to show it, where its number comes from, and taking it away."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from dvapp.host.i18n import _
from dvapp.ui.report.chips_model import Chip
from dvapp.ui.report.figure_forms import FormChoice

_WIDEST = 60


def chip_menu(
    parent: QWidget,
    chip: Chip,
    notation: str,
    forms: Sequence[FormChoice],
    *,
    rewrite: Callable[[str], None],
    remove: Callable[[], None],
    origin: Callable[[str], None],
    accept: Callable[[], None] | None = None,
) -> QMenu:
    """A menu for the chip of a notation.

    :param rewrite: shows it in another form. ``origin``: goes to its figure.
    :param accept: agrees to the new figure; ``None`` where nothing changed and nothing was kept.
    """
    menu = QMenu(parent)
    menu.setAccessibleName(chip.told)
    if accept is not None:
        menu.addAction(_("Accept the new figure"), accept)
        menu.addSeparator()
    for form in forms:
        act = menu.addAction(f"{form.name}: {_short(form.shown)}".replace("&", "&&"))
        act.setCheckable(True)
        act.setChecked(form.notation == notation)
        act.triggered.connect(lambda _on=False, other=form.notation: rewrite(other))
    if forms:
        menu.addSeparator()
    if chip.code is not None:
        code = str(chip.code)
        menu.addAction(_("Where does this number come from?"), lambda: origin(code))
    menu.addAction(_("Remove"), remove)
    return menu


def _short(words: str) -> str:
    return words if len(words) <= _WIDEST else words[: _WIDEST - 1].rstrip() + "…"

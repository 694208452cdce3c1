"""Screens with nothing in them, with very many units, for accounts that only look; help and popups; for ``shots.py``."""

import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton
from tests.staff import Staff
from tests.ui.studio import Save, records_of, settle, wait, window_on

from dvapp.services.stores import create_store
from dvapp.ui.figures.screen import FiguresScreen
from dvapp.ui.records.editors import DayEditor
from dvapp.ui.records.units_editor import UnitsEditor
from dvapp.ui.shell.main_window import MainWindow

EMPTY = ("overview", "records", "figures", "report", "register", "units", "deadlines")
CLOSED = ("records", "figures", "report", "register", "units")


def shoot_help(window: MainWindow, save: Save) -> None:
    """F1 on the screens that have most to say."""
    workspace = window.workspace
    assert workspace is not None
    for place in ("records", "figures"):
        workspace.go(place)
        settle(window.jobs)
        workspace.show_help()
        save(f"help-{place}")
        workspace.show_help()


def shoot_popups(window: MainWindow, save: Save) -> None:
    """What opens over a form: the calendar, the units to tick, the periods."""
    screen = records_of(window)
    screen.new_record("coordination_plan")
    settle(window.jobs)
    screen.form.findChildren(DayEditor)[0].pick()
    _shoot_popup(save, "popup-calendar")
    units = screen.form.findChildren(UnitsEditor)[0]
    next(one for one in units.findChildren(QPushButton) if one.isVisible()).click()
    _shoot_popup(save, "popup-units")
    assert window.workspace is not None
    window.workspace.top.periods.button.click()
    _shoot_popup(save, "popup-periods")
    screen.form.close_record()
    screen.back_to_list()


def _shoot_popup(save: Save, name: str) -> None:
    wait(200)
    popup = QApplication.activePopupWidget()
    if popup is not None:
        save.of(popup, name)
        popup.close()


def shoot_empty(window: MainWindow, save: Save) -> None:
    """A city's board with 126 communes and no record, in a year of which nothing is known yet."""
    assert window.workspace is not None
    tools = window.workspace.session.tools
    with tempfile.TemporaryDirectory(prefix="dvapp-shots-") as folder:
        path = Path(folder) / "thanh-pho.dvapp"
        session = create_store(path, board="hn", year=2026, password="không cần nhớ", tools=tools)
        with window_on(session, (window.width(), window.height())) as empty:
            assert empty.workspace is not None
            for place in EMPTY:
                empty.workspace.go(place)
                settle(empty.jobs)
                wait(300)
                save.of(empty, f"empty-{place}")
            figures = empty.workspace.screen_of("figures")
            assert isinstance(figures, FiguresScreen)
            empty.workspace.go("figures")
            figures.show_grid()
            settle(empty.jobs)
            save.of(empty, "empty-grid")


def shoot_looking(window: MainWindow, save: Save) -> None:
    """The clerk looks at what the officers write, and may not change it."""
    with tempfile.TemporaryDirectory(prefix="dvapp-shots-") as folder:
        staff = Staff.copied(Path(folder))
        with window_on(staff.session("vanthu"), (window.width(), window.height())) as looking:
            assert looking.workspace is not None
            for place in CLOSED:
                looking.workspace.go(place)
                settle(looking.jobs)
                wait(200)
                save.of(looking, f"looking-{place}")
            looking.workspace.go("settings", "accounts")
            settle(looking.jobs)
            save.of(looking, "looking-accounts")

"""Pictures of the catalogues, for ``shots.py``."""

from tests.ui.studio import Save, settle

from dvapp.ui.catalogue.screen import CatalogueScreen
from dvapp.ui.catalogue.sections import SECTIONS
from dvapp.ui.shell.main_window import MainWindow


def shoot_catalogue(window: MainWindow, save: Save) -> None:
    """Every section of the catalogues, and a unit that cannot be kept so."""
    workspace = window.workspace
    assert workspace is not None
    for section in SECTIONS:
        workspace.go("units", section)
        settle(window.jobs)
        save(f"catalogue-{section}")
    workspace.go("units", "units:00163")
    screen = workspace.screen_of("units")
    assert isinstance(screen, CatalogueScreen)
    for name, text in (("name", ""), ("valid_from", "31/02/2018"), ("valid_to", "01/01/2018")):
        screen.detail.form.editors[name].put(text)
        screen.detail.form.editors[name].edited.emit(text)
    screen.detail.form.keep.click()
    settle(window.jobs)
    save("catalogue-faults")
    screen.detail.form.forget.click()

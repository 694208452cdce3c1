"""Pictures of the figures grid in all its states, for ``shots.py``."""

from PySide6.QtGui import QGuiApplication
from tests.ui.studio import Save, settle

from dvapp.domain.calendar.periods import Period, parse_period
from dvapp.domain.codes import IndicatorCode, KindCode, UnitCode
from dvapp.services.figures.grid_typing import CellEdit, type_figures
from dvapp.services.recording.records import add_record
from dvapp.services.session import Session
from dvapp.ui.figures.screen import FiguresScreen
from dvapp.ui.grid.screen import GridScreen
from dvapp.ui.grid.sheet import Arrangement, Place
from dvapp.ui.shell.main_window import MainWindow


def shoot_grid(window: MainWindow, save: Save) -> None:
    """Units and figures as they are; then refused cells, a block that does not fit, a contradiction; and turned."""
    workspace = window.workspace
    assert workspace is not None
    period = parse_period("2018-Q3")
    workspace.top.periods.choose(period)
    workspace.go("figures")
    settle(window.jobs)
    screen = workspace.screen_of("figures")
    assert isinstance(screen, FiguresScreen)
    screen.show_grid()
    settle(window.jobs)
    grid = screen.grid.open()
    save("grid-units")
    wards = [unit.code for unit in grid.book.at(period).units[1:]] if grid.book else []
    refuse_some(grid, wards[0], period)
    settle(window.jobs)
    save("grid-refused")
    grid.strip.put_away.emit()
    grid.show_place(Place(wards[-1], IndicatorCode("A06"), period))
    QGuiApplication.clipboard().setText("1\t2\t3\n4\t5\t6\n")
    grid.typist.ask("paste")
    settle(window.jobs)
    save("grid-misfit")
    grid.strip.hide()
    contradict(workspace.session, wards[0])
    grid.refresh()
    settle(window.jobs)
    grid.show_place(Place(wards[0], IndicatorCode("A06"), period))
    settle(window.jobs)
    settle(window.jobs)
    save("grid-conflict")
    for arrangement in (Arrangement.ONE_UNIT, Arrangement.ONE_FIGURE):
        grid.tools.arrangement.choose(arrangement.value)
        grid.tools.arranged.emit()
        settle(window.jobs)
        save(f"grid-{arrangement.value}")
    grid.tools.arrangement.choose(Arrangement.UNITS.value)
    grid.tools.turn.click()
    grid.tools.search.setText("mai dich")
    settle(window.jobs)
    save("grid-turned")
    grid.tools.search.clear()
    grid.tools.turn.click()
    screen.show_table()


def refuse_some(grid: GridScreen, unit: UnitCode, period: Period) -> None:
    """Paste a block of which some cells cannot be taken."""
    grid.show_place(Place(unit, IndicatorCode("A06"), period))
    QGuiApplication.clipboard().setText("4\t6\t0\n120\t1,234\t-\nba\t2\t1\n\t5\tkps\n")
    grid.typist.ask("paste")


def contradict(session: Session, unit: UnitCode) -> None:
    """Records of a unit beside another number that was typed for it."""
    for day in ("2018-07-09", "2018-08-14"):
        record = dict(session.pack.kinds[KindCode("meeting")].example)
        add_record("meeting", {**record, "unit": unit, "happened": day}, session=session)
    period = parse_period("2018-Q3")
    type_figures(session, period, [CellEdit(unit=unit, indicator=IndicatorCode("A07"), number=0)])

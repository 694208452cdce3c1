"""Pictures of several sheets at once, of wide sheets, and of units by reports, for ``shots.py``."""

import tempfile
from pathlib import Path

from tests.services.test_broken_sheets import CARRIED, GOOD, book, with_cell
from tests.services.test_wide_sheets import BY_UNITS
from tests.services.test_wide_sheets import book as wide_book
from tests.ui.studio import Save, records_of, settle, wait

from dvapp.domain.calendar.deadlines import Side
from dvapp.services.deadlines import year_deadlines
from dvapp.services.recording.records import add_record
from dvapp.services.session import Session
from dvapp.ui.deadlines.screen import DeadlinesScreen
from dvapp.ui.shell.main_window import MainWindow

_MONTHS = (
    ("Tên phường", *(f"Tháng {number}" for number in range(1, 13)), "Cộng"),
    ("Phường Mai Dịch", *range(12), 66),
    ("Nghĩa Tân", *range(2, 14), 90),
    ("P. Quan Hoa", 1, 2, "1,234", *([0] * 9), 3),
)


def shoot_files(window: MainWindow, save: Save) -> None:
    """Five files with five states; a wide sheet with what cannot be read of it."""
    with tempfile.TemporaryDirectory(prefix="dvapp-shots-") as name:
        folder = Path(name)
        contents = {
            "đơn thư Mai Dịch": book(GOOD[0]),
            "đơn thư Quan Hoa": book(with_cell(GOOD[0], 1, "P. Quan Hoa")),
            "đơn thư Nghĩa Tân": book(with_cell(GOOD[1], CARRIED, "1,234")),
            "tệp hỏng": b"PK\x03\x04",
            "biểu lạ": book(*GOOD, head=tuple(f"Mục {n}" for n in range(10))),
            "khiếu nại cả năm": wide_book(_MONTHS, title="Biểu 3 - năm 2018"),
            "số liệu quý III": wide_book((*BY_UNITS, (5, "B03", "lượt", 1, 1, None, 3))),
        }
        for one, content in contents.items():
            (folder / f"{one}.xlsx").write_bytes(content)
        screen = records_of(window)
        screen.import_sheet(*(folder / f"{one}.xlsx" for one in contents))
        settle(window.jobs)
        save("import-files")
        importing = screen._importing
        assert importing is not None
        importing.open_file(folder / "số liệu quý III.xlsx")
        settle(window.jobs)
        importing.show_tab("columns")
        wait(100)
        save("import-wide")
        importing.show_tab("refused")
        importing.refused.selectRow(0)
        wait(100)
        save("import-wide-refused")
        importing.open_file(folder / "khiếu nại cả năm.xlsx")
        settle(window.jobs)
        importing.kind.setCurrentIndex(importing.kind.findData("petitions"))
        settle(window.jobs)
        importing.show_tab("refused")
        wait(100)
        save("import-months")
        importing.columns.changed.emit(1, "complaints")
        wait(500)  # it is tried after a moment
        settle(window.jobs)
        importing.show_tab("columns")
        wait(100)
        save("import-months-columns")
        importing.left.emit()


def shoot_matrix(window: MainWindow, save: Save) -> None:
    """The year's deadlines as a calendar and as a page of units by reports."""
    workspace = window.workspace
    assert workspace is not None
    register_some(workspace.session)
    workspace.go("deadlines")
    settle(window.jobs)
    screen = workspace.screen_of("deadlines")
    assert isinstance(screen, DeadlinesScreen)
    for code in ("year", "matrix"):
        screen.views.choose(code)
        screen.views.chosen.emit(code)
        screen.matrix.table.setCurrentIndex(screen.matrix.model.index(1, 2))
        settle(window.jobs)
        save(f"deadlines-{code}")
    screen.views.choose("list")
    screen.views.chosen.emit("list")


def register_some(session: Session) -> None:
    """Reports that came in time and late, and figures of a unit that is not in the register."""
    below = [one for one in year_deadlines(session) if one.side is Side.BELOW]
    units = [unit.code for unit in session.units.below(session.store.info.board, below[0].period.span.until)]
    for number, one in enumerate(below[:6]):
        span = one.period.span
        happened = {"from": span.since.isoformat(), "to": span.until.isoformat()}
        for day, some in ((one.due.working, units[number:-2]), (span.until, units[:number])):
            if some:
                values = {"report": "periodic", "received": day.isoformat(), "units": some}
                add_record("commune_return", {"happened": happened, "values": values}, session=session)
    figures = [{"indicator": "F04", "number": 120}]
    plain = {"unit": units[-1], "happened": below[2].period.written, "values": {"figures": figures}}
    add_record("unit_figures", plain, session=session)

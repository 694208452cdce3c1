"""Several sheets at once, choices that survive a cut-off, forms for all units, and imports done again beside the window."""

import pytest
from tests.services.test_broken_sheets import CARRIED, GOOD, HEAD, book, with_cell
from tests.services.test_wide_sheets import BY_FIGURES, BY_UNITS
from tests.services.test_wide_sheets import book as wide_book
from tests.ui.desk import nameless, settle

from dvapp.host.settings import Settings
from dvapp.services.recording.records import list_records
from dvapp.services.recording.typed_drafts import typed_drafts
from dvapp.ui.history import History
from dvapp.ui.importing.left_import import was_importing
from dvapp.ui.importing.queue_model import FileState
from dvapp.ui.importing.screen import ImportScreen
from dvapp.ui.notices import Notice

STRANGE = (*HEAD[:3], "KN", *HEAD[4:])
QUAN_HOA = with_cell(GOOD[0], 1, "P. Quan Hoa")


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def screen(qtbot, board, jobs, settings):
    made = made_screen(qtbot, board, jobs, settings)
    yield made
    settle(qtbot, jobs)
    with board.store.unit_of_work() as work:
        work.records.remove_all([one.id for one in work.records.all()])
        for mapping in work.mappings.all():
            work.mappings.remove(mapping.head)
        for draft in work.typed.of(board.actor.login):
            work.typed.remove(draft.author, draft.place)
        work.commit()


def made_screen(qtbot, board, jobs, settings):
    made = ImportScreen(board, jobs, settings)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    made.begin()
    settle(qtbot, jobs)
    return made


def written(folder, **contents):
    files = []
    for name, content in contents.items():
        files.append(folder / f"{name}.xlsx")
        files[-1].write_bytes(content)
    return files


def tried(qtbot, jobs, screen):
    qtbot.waitUntil(lambda: not screen._again.isActive())
    settle(qtbot, jobs)


def states(screen):
    return [one.state for one in screen.queue.files]


def test_every_file_has_its_own_state_and_all_that_are_ready_are_imported(
    qtbot, jobs, board, screen, tmp_path
):
    asks = book(*GOOD, head=tuple(f"Mục {n}" for n in range(10)))
    bad = book(with_cell(GOOD[1], CARRIED, "1,234"))
    files = written(tmp_path, một=book(GOOD[0]), hai=book(QUAN_HOA), ba=bad, bốn=b"PK\x03\x04", năm=asks)
    screen.open_files(files)
    settle(qtbot, jobs)
    ready, refused = FileState.READY, FileState.REFUSED
    assert states(screen) == [ready, ready, refused, FileState.BROKEN, FileState.ASKS]
    assert screen.tabs.code() == "files"
    assert not nameless(screen)
    said: list[Notice] = []
    screen.said.connect(said.append)
    screen.files.import_all.click()
    settle(qtbot, jobs)
    assert states(screen)[:2] == [FileState.KEPT, FileState.KEPT]
    assert len(list_records(board)) == 2
    assert said[-1].state == "ok"
    assert not screen.files.import_all.isEnabled()
    assert screen.files.import_all.toolTip()
    screen.files.view.selectRow(2)
    screen.files.open.click()
    settle(qtbot, jobs)
    assert screen.model.opened.path == files[2]
    screen.files.away.click()
    assert len(screen.queue.files) == 4


def test_two_files_of_the_same_record_are_not_imported_over_each_other_unseen(
    qtbot, jobs, board, screen, tmp_path
):
    files = written(tmp_path, một=book(GOOD[0]), hai=book(with_cell(GOOD[0], 3, 2)))
    screen.open_files(files)
    settle(qtbot, jobs)
    screen.files.import_all.click()
    settle(qtbot, jobs)
    assert states(screen) == [FileState.KEPT, FileState.READY]
    assert len(screen.queue.files[1].plan.changed) == 1
    screen.files.import_all.click()
    settle(qtbot, jobs)
    assert states(screen) == [FileState.KEPT, FileState.KEPT]


def test_columns_named_for_one_file_answer_for_the_others_of_that_sender(
    qtbot, jobs, board, screen, tmp_path
):
    head = tuple(f"Mục {number}" for number in range(10))
    files = written(tmp_path, một=book(GOOD[0], head=head), hai=book(QUAN_HOA, head=head))
    screen.open_files(files)
    settle(qtbot, jobs)
    assert states(screen) == [FileState.ASKS, FileState.ASKS]
    screen.kind.setCurrentIndex(screen.kind.findData("petitions"))
    screen.head.setValue(3)
    tried(qtbot, jobs, screen)
    for column, target in enumerate(("@unit", "carried", "complaints", "denunciations", "proposals", "competent",
                                     "settled", "forwarded"), start=1):  # fmt: skip
        screen.columns.choosers[column].setCurrentIndex(screen.columns.choosers[column].findData(target))
    tried(qtbot, jobs, screen)
    assert states(screen) == [FileState.READY, FileState.ASKS]
    screen.all.click()
    settle(qtbot, jobs)
    assert states(screen) == [FileState.KEPT, FileState.READY]


def test_choices_come_back_with_the_file_after_a_cut_off(qtbot, jobs, board, screen, settings, tmp_path):
    (file,) = written(tmp_path, lạ=book(*GOOD, head=STRANGE))
    screen.open_file(file)
    settle(qtbot, jobs)
    chooser = screen.columns.choosers[3]
    chooser.setCurrentIndex(chooser.findData("complaints"))
    screen.time.setText("08/2018")
    screen.time.textEdited.emit("08/2018")
    assert was_importing(settings, board.store.path)
    qtbot.waitUntil(lambda: bool(typed_drafts(board)), timeout=3000)
    again = made_screen(qtbot, board, jobs, settings)  # another program: nothing of the first one is asked
    assert again._left.isVisible()
    again.go_on()
    settle(qtbot, jobs)
    assert (again.columns.choosers[3].currentData(), again.time.text()) == ("complaints", "08/2018")
    assert again.model.plan.happened == "2018-08"
    file.write_bytes(book(GOOD[0], head=STRANGE))  # a cell is mended, and the choices still stand
    again.open_file(file)
    settle(qtbot, jobs)
    assert again.columns.choosers[3].currentData() == "complaints"
    again.all.click()
    settle(qtbot, jobs)
    assert len(list_records(board)) == 1
    assert not was_importing(settings, board.store.path)
    assert again.kept.left() is None


def test_an_import_is_taken_back_and_done_again_beside_the_window(qtbot, jobs, board, screen, tmp_path):
    history = History()
    screen.use_history(history)
    (file,) = written(tmp_path, một=book(*GOOD))
    screen.open_file(file)
    settle(qtbot, jobs)
    screen.all.click()
    settle(qtbot, jobs)
    for step, count in ((history.undo, 0), (history.redo, 2), (history.undo, 0)):
        assert step()
        assert jobs.running, "the window does not wait for it"
        settle(qtbot, jobs)
        assert len(list_records(board)) == count


def test_forms_for_all_units_are_written_from_the_window(qtbot, jobs, screen, tmp_path):
    screen.kind.setCurrentIndex(screen.kind.findData("petitions"))
    folder = tmp_path / "biểu"
    folder.mkdir()
    screen.forms.write_each(screen.forms.kind, screen.forms.period_of("petitions"), folder)
    settle(qtbot, jobs)
    assert len(list(folder.glob("petitions-*.xlsx"))) == 8
    assert [action.text() for action in screen._blank.menu().actions()] != ["", ""]


def test_wide_sheets_are_read_without_a_question_and_can_be_corrected(qtbot, jobs, board, screen, tmp_path):
    for name, rows, count in (("rộng", BY_FIGURES, 2), ("ngang", BY_UNITS[:4], 2)):
        (file,) = written(tmp_path, **{name: wide_book(rows)})
        screen.open_file(file)
        settle(qtbot, jobs)
        assert (screen.kind.currentData(), screen.model.plan.refused) == ("unit_figures", ())
        assert len(screen.model.plan.fresh) == count
    chooser = screen.columns.choosers[4]
    chooser.setCurrentIndex(chooser.findData("@unit:00157"))
    tried(qtbot, jobs, screen)
    assert {str(one.record.unit) for one in screen.model.plan.fresh} == {"00163", "00157"}
    assert "Quý III/2018" in screen.time.text() or "2018-Q3" in screen.time.text()

"""Files at the record in the form: added by button, drop and paste, opened, named, removed, and all of it undone."""

import io
import stat
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLineEdit
from tests.domain.test_evidence import PDF, PNG
from tests.ui.desk import nameless, settle
from tests.ui.test_records_screen import example

from dvapp.domain.recording.evidence import MOST_FILES
from dvapp.services.recording.attaching import attach_content
from dvapp.services.recording.evidence import forget_removed, list_evidence, remove_evidence
from dvapp.services.recording.records import list_records, save_record
from dvapp.ui.opened_copies import OpenedCopies
from dvapp.ui.records.evidence_pictures import SIDE, decoded
from dvapp.ui.records.evidence_tiles import PICTURE
from dvapp.ui.records.screen import RecordsScreen


@pytest.fixture
def screen(qtbot, board, jobs, tmp_path):
    made = RecordsScreen(board, jobs)
    made.files.work.copies = OpenedCopies(tmp_path / "opened")
    qtbot.addWidget(made)
    made.resize(1200, 820)
    made.show()
    made.refresh()
    settle(qtbot, jobs)
    yield made
    made.form.close_record()
    made.files.work.close_copies()
    settle(qtbot, jobs)
    forget_removed(board, at_once=True)


@pytest.fixture
def record(screen, qtbot, jobs):
    """The id of a record that is in the form."""
    made = example(screen._session, "commendation")
    save_record(made, session=screen._session)
    screen._reread()
    settle(qtbot, jobs)
    screen.open_record(made.id)
    return made.id


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "Biên bản.pdf"
    file.write_bytes(PDF + b"x" * 5000)
    return file


def names(screen, record) -> list[str]:
    return [one.name for one in list_evidence(record, session=screen._session)]


def shown(screen) -> list[str]:
    return [one.name for one in screen.files.tiles.files]


def told(screen) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(one.text() for one in screen.files.notes.findChildren(QLabel))


def photograph(wide: int, high: int, turn: int = 1, kind: str = "JPEG") -> bytes:
    image = Image.new("RGB", (wide, high), "#b3261e")
    exif = Image.Exif()
    exif[0x0112] = turn
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def bomb(side: int) -> bytes:
    """A PNG of a few bytes that claims to be a square of so many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(100_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


# --- adding ----------------------------------------------------------------------------------------------------------


def test_added_files_stand_below_the_fields(screen, record, paper, qtbot, jobs):
    screen.files.attach([paper])
    settle(qtbot, jobs)
    assert names(screen, record) == shown(screen) == ["Biên bản.pdf"]
    assert screen.files.view.isVisible()
    assert "5 KB" in screen.files._count.text()


def test_the_first_thing_of_a_new_record_may_be_a_file(screen, paper, qtbot, jobs):
    screen.new_record("commendation")
    screen.files.attach([paper])
    settle(qtbot, jobs)
    (kept,) = list_records(screen._session)
    assert kept.record is None
    assert names(screen, kept.id) == ["Biên bản.pdf"]


def test_what_is_refused_is_said_beside_the_strip_and_the_rest_is_kept(
    screen, record, paper, tmp_path, qtbot, jobs
):
    (tmp_path / "ảnh.jpg").write_bytes(b"MZ" + bytes(50))
    (tmp_path / "rỗng.txt").touch()
    screen.files.attach([tmp_path / "ảnh.jpg", paper, tmp_path / "rỗng.txt", paper, tmp_path])
    settle(qtbot, jobs)
    assert shown(screen) == ["Biên bản.pdf"]
    for word in ("ảnh.jpg", "MZ", "rỗng.txt", "Biên bản.pdf", str(tmp_path)):
        assert word in told(screen)
    screen.files.attach([paper])
    settle(qtbot, jobs)
    assert "ảnh.jpg" not in told(screen), "what was said of earlier files is gone"


def test_what_is_refused_late_is_not_said_of_another_record(screen, record, tmp_path, qtbot, jobs):
    (tmp_path / "rỗng.txt").touch()
    said: list[Any] = []
    screen.said.connect(said.append)
    screen.files.attach([tmp_path / "rỗng.txt"])
    screen.new_record("inspection")
    settle(qtbot, jobs)
    assert told(screen) == ""
    assert any("rỗng.txt" in notice.words for notice in said)


def test_files_dropped_anywhere_on_the_form_are_attached(screen, record, paper, qtbot, jobs):
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(paper))])
    at = QPoint(40, 40)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, given, buttons, keys)
    QApplication.sendEvent(screen.form, enter)
    assert enter.isAccepted()
    drop = QDropEvent(at.toPointF(), Qt.DropAction.CopyAction, given, buttons, keys)
    QApplication.sendEvent(screen.form, drop)
    settle(qtbot, jobs)
    assert names(screen, record) == ["Biên bản.pdf"]


def test_a_long_text_lets_dragged_files_pass_to_the_form(screen, paper):
    screen.new_record("inspection")
    text = screen.form.field("note").editor.target()
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(paper))])
    enter = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        given,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(text.viewport(), enter)
    assert text.toPlainText() == ""
    assert enter.isAccepted()


def test_a_picture_from_the_clipboard_becomes_a_file(screen, record, qtbot, jobs):
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(picture)
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow, timeout=1_000)
    screen.files.add.setFocus()
    qtbot.keyClick(screen.files.add, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, jobs)
    (name,) = shown(screen)
    assert name.endswith(".png")
    (kept,) = list_evidence(record, session=screen._session)
    assert kept.media.code == "image/png"


def test_files_from_the_clipboard_are_attached(screen, record, paper, qtbot, jobs):
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(paper))])
    assert screen.files.take(given)
    settle(qtbot, jobs)
    assert shown(screen) == ["Biên bản.pdf"]
    words = QMimeData()
    words.setText("chỉ là chữ")
    assert not screen.files.take(words)


def test_who_has_all_files_is_told_why_no_more_are_taken(screen, record, qtbot):
    for number in range(MOST_FILES):
        attach_content(record, b"%d" % number, f"{number}.txt", session=screen._session)
    screen.files.reload()
    assert not screen.files.add.isEnabled()
    assert str(MOST_FILES) in screen.files.add.toolTip()


# --- looking ---------------------------------------------------------------------------------------------------------


def test_photographs_and_pdfs_have_small_pictures(screen, record, qtbot, jobs):
    attach_content(record, photograph(400, 200), "ảnh.jpg", session=screen._session)
    attach_content(record, b"only words", "lời.txt", session=screen._session)
    screen.files.reload()
    model = screen.files.tiles
    qtbot.waitUntil(lambda: model.index(0).data(PICTURE) is not None, timeout=5_000)
    settle(qtbot, jobs)
    picture = model.index(0).data(PICTURE)
    assert (picture.width(), picture.height()) == (SIDE, SIDE // 2)
    assert model.index(1).data(PICTURE) is None


def test_a_photograph_is_shown_as_it_was_held():
    upright = decoded(photograph(400, 200, turn=6), b"jpeg")
    assert upright is not None
    assert (upright.width(), upright.height()) == (SIDE // 2, SIDE)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_the_usual_kinds_of_pictures_are_drawn(kind):
    picture = decoded(photograph(300, 300, kind=kind), kind.lower().encode())
    assert picture is not None
    assert picture.width() == SIDE


def test_a_picture_that_claims_a_million_pixels_a_side_is_not_drawn(screen, record, qtbot, jobs):
    claims = bomb(60_000)
    assert len(claims) < 1000
    assert decoded(claims, b"png") is None
    attach_content(record, claims, "bom.png", session=screen._session)
    screen.files.reload()
    qtbot.waitUntil(lambda: not screen.files.tiles.lacks_picture(screen.files.tiles.files[0]), timeout=5_000)
    assert shown(screen) == ["bom.png"]


@pytest.mark.qt_log_ignore("JPEG")
def test_a_broken_picture_has_its_icon_only():
    assert decoded(b"\xff\xd8\xff\xe0 nothing more", b"jpeg") is None
    assert decoded(PNG, b"png") is None


class Opener(QObject):
    """Stands where the system's program would: takes the addresses it is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def opener():
    made = Opener()
    QDesktopServices.setUrlHandler("file", made, "take")  # type: ignore[arg-type]  # the stub wants bytes, the call text
    yield made
    QDesktopServices.unsetUrlHandler("file")


def test_a_file_opens_as_a_private_copy_that_nobody_can_write(screen, record, opener, tmp_path, qtbot, jobs):
    attach_content(record, PDF, "CON.pdf", session=screen._session)
    screen.files.reload()
    screen.files.view.choose(0)
    screen.files.view.setFocus()
    qtbot.keyClick(screen.files.view, Qt.Key.Key_Return)
    settle(qtbot, jobs)
    (copy,) = opener.opened
    assert copy.read_bytes() == PDF
    assert copy.name == "_CON.pdf", "a name that Windows keeps for itself is mended"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    assert stat.S_IMODE(copy.parents[1].stat().st_mode) == 0o700
    screen.files.open_chosen()
    settle(qtbot, jobs)
    assert opener.opened == [copy, copy], "one copy is enough"
    screen.close_down()
    assert not copy.exists()
    assert not any(one.is_file() for one in (tmp_path / "opened").rglob("*"))


def test_what_a_killed_program_left_open_is_gone_at_the_next_start(tmp_path):
    import subprocess
    import sys

    root = tmp_path / "opened"
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom dvapp.ui.opened_copies import OpenedCopies\n"
        "copies = OpenedCopies(Path(sys.argv[1]))\ncopies.place('k', 'a.pdf').write_text('x')\n"
        "copies.seal(copies.find('k', 'a.pdf'))\nos.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(root)], check=False)
    mine = OpenedCopies(root)
    kept = mine.place("k", "b.pdf")
    kept.write_text("x")
    assert len(list(root.iterdir())) == 2
    OpenedCopies(root).sweep()
    assert [one.parent.parent for one in root.rglob("*.pdf")] == [kept.parent.parent]
    mine.clear()
    assert not list(root.iterdir())


def test_a_damaged_file_says_so_and_opens_nothing(screen, record, opener, qtbot, jobs):
    from sqlalchemy import text

    kept = attach_content(record, PDF + bytes(100), "a.pdf", session=screen._session).evidence
    with screen._session.store._engine.begin() as connection:
        connection.execute(text("UPDATE evidence_pieces SET content = x'00'"))
    screen.files.reload()
    screen.files.work.open(kept)
    settle(qtbot, jobs)
    assert not opener.opened
    assert "a.pdf" in told(screen)
    remove_evidence(kept, session=screen._session)


def test_several_files_are_saved_without_touching_what_is_there(screen, record, tmp_path, qtbot, jobs):
    for content, name in ((PDF, "a.pdf"), (PDF + b"2", "A.pdf")):
        attach_content(record, content, name, session=screen._session)
    folder = tmp_path / "ra"
    folder.mkdir()
    (folder / "a.pdf").write_text("của người khác")
    screen.files.reload()
    screen.files.work.save_all(screen.files.tiles.files, folder)
    settle(qtbot, jobs)
    assert {one.name for one in folder.iterdir()} == {"a.pdf", "a (2).pdf", "A (3).pdf"}
    assert (folder / "a.pdf").read_text() == "của người khác"


# --- removing, naming, undoing ---------------------------------------------------------------------------------------


def test_delete_removes_and_undo_brings_back(screen, record, paper, qtbot, jobs):
    screen.files.attach([paper])
    settle(qtbot, jobs)
    screen.files.view.choose(0)
    screen.files.view.setFocus()
    qtbot.keyClick(screen.files.view, Qt.Key.Key_Delete)
    assert names(screen, record) == shown(screen) == []
    assert screen.history.undo()
    assert names(screen, record) == shown(screen) == ["Biên bản.pdf"]
    assert screen.history.undo()
    assert names(screen, record) == [], "undoing the adding takes it away"
    assert screen.history.redo()
    assert names(screen, record) == ["Biên bản.pdf"]


def test_undo_goes_to_the_record_whose_file_it_brings_back(screen, record, paper, qtbot, jobs):
    screen.files.attach([paper])
    settle(qtbot, jobs)
    screen.files.view.choose(0)
    screen.files.remove_chosen()
    screen.new_record("inspection")
    assert shown(screen) == []
    assert screen.history.undo()
    assert screen.form.model.record_id == record
    assert shown(screen) == ["Biên bản.pdf"]


def test_a_deleted_record_comes_back_with_its_files(screen, record, paper, qtbot, jobs):
    screen.files.attach([paper])
    settle(qtbot, jobs)
    screen.remove_current()
    settle(qtbot, jobs)
    assert names(screen, record) == []
    assert screen.history.undo()
    settle(qtbot, jobs)
    assert screen.form.model.record_id == record
    assert names(screen, record) == shown(screen) == ["Biên bản.pdf"]


def test_f2_names_a_file_and_leaves_its_ending_alone(screen, record, paper, qtbot, jobs):
    screen.files.attach([paper])
    settle(qtbot, jobs)
    view = screen.files.view
    view.choose(0)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_F2)
    edit: Any = view.findChild(QLineEdit)
    qtbot.waitUntil(lambda: edit.selectedText() == "Biên bản", timeout=1_000)
    edit.insert("Kết luận")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(screen, record) == shown(screen) == ["Kết luận.pdf"], timeout=1_000)
    assert not screen.files.work.copies.find(screen.files.tiles.files[0].id, "Kết luận.pdf"), (
        "Enter opens nothing"
    )
    assert screen.history.undo()
    assert names(screen, record) == ["Biên bản.pdf"]
    screen.files.tiles.named.emit(screen.files.tiles.files[0], "x.exe")
    assert names(screen, record) == ["Biên bản.pdf"]
    assert "x.exe" in told(screen)


def test_an_undo_that_another_window_made_impossible_is_refused_in_words(screen, record, paper, qtbot, jobs):
    screen.files.attach([paper])
    settle(qtbot, jobs)
    refused: list[Any] = []
    screen.history.refused.connect(refused.append)
    (kept,) = list_evidence(record, session=screen._session)
    remove_evidence(kept, session=screen._session)
    assert not screen.history.undo()
    assert [one.code for one in refused] == ["evidence_unknown"]


# --- words and keys --------------------------------------------------------------------------------------------------


def test_everything_has_a_name_and_a_place_in_the_order_of_tab(screen, record, paper, qtbot, jobs):
    screen.files.attach([paper])
    settle(qtbot, jobs)
    assert nameless(screen.files) == []
    screen.files.view.choose(0)
    assert all(one.isEnabled() for one in screen.files._actions())
    screen.files.add.setFocus()
    seen = []
    for _step in range(6):
        seen.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen == screen.files.stops()


def test_the_menu_offers_what_the_buttons_do(screen, record, paper, qtbot, jobs):
    screen.files.attach([paper])
    settle(qtbot, jobs)
    screen.files.view.clearSelection()
    menu = screen.files.make_menu()
    enabled = [one.isEnabled() for one in menu.actions() if not one.isSeparator()]
    assert enabled == [False, False, False, False, True, True]
    screen.files.view.choose(0)
    menu = screen.files.make_menu()
    menu.actions()[3].trigger()
    assert names(screen, record) == []


def test_a_kind_that_wishes_for_files_hints_at_it_and_never_faults(screen):
    screen.new_record("inspection")
    wished = screen.files._help.text()
    assert "Biên bản" in wished
    assert screen.form.model.seen_faults() == ()
    screen.new_record("monthly_evaluation")
    assert screen.files._help.isHidden()


def test_the_tiles_stand_in_as_many_columns_as_fit(screen, record, qtbot):
    for number in range(6):
        attach_content(record, b"%d" % number, f"{number}.txt", session=screen._session)
    screen.files.reload()
    view = screen.files.view
    heights = []
    for width in (900, 450, 230):
        view.resize(width, 100)
        view._fit()
        heights.append(view.height())
    assert heights == sorted(heights)
    assert len(set(heights)) == 3

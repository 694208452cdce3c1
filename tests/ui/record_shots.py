"""Pictures of records in trouble, of the rules, of attached files and of an import, for ``shots.py``."""

import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QImage, QPainter, QPdfWriter
from tests.ui.studio import Save, records_of, settle, wait

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import FieldCode
from dvapp.services.recording.records import add_record, remove_record, save_record
from dvapp.ui.figures.screen import FiguresScreen
from dvapp.ui.shell.main_window import MainWindow
from dvapp.ui.theme import tokens


def shoot_conflict(window: MainWindow, save: Save) -> None:
    """A record that somebody else changed, and one that somebody else deleted, while it was being typed in."""
    workspace = window.workspace
    assert workspace is not None
    session = workspace.session
    screen = records_of(window)
    record = add_record("inspection", dict(session.pack.kind("inspection").example), session=session)
    screen.refresh()
    settle(window.jobs)
    screen.open_record(record.id)
    theirs = {**record.values, FieldCode("visits"): 31, FieldCode("theme"): "Cải cách hành chính ở cơ sở"}
    save_record(replace(record, values=theirs), session=session)
    model = screen.form.model
    assert model is not None
    long = "Kỷ luật, kỷ cương hành chính; trách nhiệm của người đứng đầu trong giải quyết công việc của dân"
    for code, text in {"theme": long, "note": "Đã thống nhất với Quận đoàn."}.items():
        model.put(code, text)
    screen.form.open(model)
    screen.keep_now()
    settle(window.jobs)
    wait(200)
    save("conflict-changed")
    screen.desk.conflict.mine_button.click()
    remove_record(record.id, session=session)
    model.put("note", "Vẫn đang gõ.")
    screen.keep_now()
    settle(window.jobs)
    wait(200)
    save("conflict-deleted")
    screen.desk.conflict.theirs_button.click()
    settle(window.jobs)


def shoot_rules(window: MainWindow, save: Save) -> None:
    """What a record breaks while it is typed; and the check of a period beside its figures, all and of no kind."""
    workspace = window.workspace
    assert workspace is not None
    screen = records_of(window)
    months = [r for r in screen.content.visible if r.listed.kind == "petitions" and r.listed.record]
    screen.open_record(months[len(months) // 2].listed.id)
    settle(window.jobs)
    model = screen.form.model
    assert model is not None
    held = dict(model.texts)
    for code, text in {"carried": "31", "settled": "40", "competent": "40", "complaints": "60"}.items():
        model.put(code, text)
    screen.form.open(model)
    settle(window.jobs)
    screen.form._area.verticalScrollBar().setValue(screen.form._area.verticalScrollBar().maximum())
    wait(200)
    save("rules-form")
    for code in ("carried", "settled", "competent", "complaints"):
        model.put(code, held.get(code, ""))
    screen.form.open(model)
    screen.keep_now()
    workspace.top.periods.choose(parse_period("2018-Q3"))
    workspace.go("figures", "check")
    settle(window.jobs)
    wait(300)
    save("rules-figures")
    figures = workspace.screen_of("figures")
    assert isinstance(figures, FiguresScreen)
    figures.rules.panel.filter.choose("errors")
    figures.rules.panel.retranslate()
    wait(100)
    save("rules-figures-errors")
    figures.rules.panel.filter.choose("all")
    figures.rules.close_panel()


def shoot_files(window: MainWindow, save: Save) -> None:
    """The files of a record: none yet, some with their pictures, and what was refused."""
    with tempfile.TemporaryDirectory(prefix="dvapp-shots-") as folder:
        attach_files(window, save, Path(folder))


def attach_files(window: MainWindow, save: Save, folder: Path) -> None:
    screen = records_of(window)
    full = next(row for row in screen.content.visible if row.listed.kind == "inspection")
    screen.open_record(full.listed.id)
    settle(window.jobs)

    def seen(name: str) -> None:
        settle(window.jobs)
        wait(400)
        settle(window.jobs)
        screen.form._area.ensureWidgetVisible(screen.files, 0, 30)
        wait(150)
        save(name)

    seen("files-empty")
    pictures = {
        "ảnh kiểm tra bộ phận một cửa (1).jpg": "accent",
        "ảnh kiểm tra bộ phận một cửa (2).jpg": "ok",
    }
    for name, colour in pictures.items():
        picture = QImage(1600, 1100, QImage.Format.Format_RGB32)
        picture.fill(tokens().colour(colour))
        picture.save(str(folder / name))
    paper = QPdfWriter(str(folder / "Thông báo kết luận kiểm tra.pdf"))
    painter = QPainter(paper)
    for line in range(24):
        painter.fillRect(1000, 1200 + line * 420, 7000 if line % 5 else 4000, 160, tokens().colour("ink"))
    painter.end()
    (folder / "ghi chép của đoàn.txt").write_text("Ghi chép tại chỗ.", "utf-8")
    screen.files.attach(sorted(folder.iterdir()))
    settle(window.jobs)
    screen.files.view.choose(1)
    seen("files")
    (folder / "cài đặt.exe").write_bytes(b"MZ")
    (folder / "trang trắng.pdf").touch()
    screen.files.attach(
        [folder / name for name in ("cài đặt.exe", "trang trắng.pdf", "ghi chép của đoàn.txt")]
    )
    seen("files-refused")


def shoot_import(window: MainWindow, save: Save) -> None:
    """Importing a ward's sheet: what its columns mean, and the cells that cannot be read."""
    with tempfile.TemporaryDirectory(prefix="dvapp-shots-") as folder:
        import_ward_sheet(window, save, Path(folder))


def import_ward_sheet(window: MainWindow, save: Save, folder: Path) -> None:
    screen = records_of(window)
    head = "STT;Đơn vị;Kỳ trước chuyển sang;Khiếu nại;Tố cáo;Kiến nghị, phản ánh;Thuộc thẩm quyền;Đã giải quyết;Nơi gửi"
    rows = (
        "1;Phường Mai Dịch;2;1;0;6;5;4;VP",
        "2;Nghĩa Tân;1,234;3;1;4;5;5;",
        "3;P. Quan Hoa;0;0;0;ba;3;2;",
        ";Tổng cộng;3;4;1;13;13;11;",
    )
    file = folder / "đơn thư các phường.csv"
    file.write_text("\n".join(["BIỂU ĐƠN THƯ THÁNG 7 NĂM 2018", "", head, *rows]), "utf-8")
    screen.import_sheet(file)
    settle(window.jobs)
    save("import-columns")
    importing = screen._importing
    assert importing is not None
    importing.show_tab("refused")
    importing.refused.selectRow(0)
    wait(100)
    save("import")
    importing.left.emit()

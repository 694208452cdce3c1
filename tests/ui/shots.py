"""Pictures of every screen: ``python tests/ui/shots.py FOLDER [--size 1440x900] [--lang vi] [--dark] [--only NAME…]``.

Run under a real or virtual screen for the pictures of the docs, or with ``QT_QPA_PLATFORM=offscreen``;
``QT_SCALE_FACTOR=1.5`` makes them at 150 %. They show the sample board, so they can be made again by anybody.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMimeData, QTimer
from PySide6.QtGui import QImage, QPainter, QPdfWriter, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from dvapp.app.demo import run_demo
from dvapp.app.window import make_application, make_sample
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import FieldCode, KindCode
from dvapp.domain.recording.kinds import RecordKind
from dvapp.host.i18n import set_language
from dvapp.host.settings import Settings
from dvapp.services.judging.rules import breaches, explain
from dvapp.services.recording.records import add_record, remove_record, save_record
from dvapp.ui.catalogue.screen import CatalogueScreen
from dvapp.ui.catalogue.sections import SECTIONS
from dvapp.ui.deadlines.screen import DeadlinesScreen
from dvapp.ui.figures.screen import FiguresScreen
from dvapp.ui.jobs import Jobs
from dvapp.ui.records.screen import RecordsScreen
from dvapp.ui.report.screen import ReportScreen
from dvapp.ui.report.steps_model import Step
from dvapp.ui.shell.main_window import MainWindow
from dvapp.ui.theme import apply_theme, tokens

WRONG: dict[str, dict[str, object]] = {
    "inspection": {"@since": "31/02/2018", "units_count": "5", "visits": "3", "conduct": "1", "hours": "2",
                   "harassment": "-1", "other": "một", "found": "4", "reminded": "9"},
    "coordination_plan": {"@since": "29/13/2018", "scope": "own_level", "number": "x" * 70, "date_issued": "hôm qua"},
    "monthly_evaluation": {"@since": "01/07/2018", "@until": "31/07/2018", "organisations": "ba",
                           "rows": [{"organisation": "Văn phòng", "group": "cc", "total": "20", "a": "12", "b": "5",
                                     "c": "2", "d": "0", "not_graded": "0"}, {"organisation": "Phòng Nội vụ"}]},
    "satisfaction_survey": {"@since": "01/05/2018", "@until": "01/04/2018", "channel": "paper", "sent": "100",
                            "returned": "120", "satisfied": "90", "neutral": "10", "unsatisfied": "5"},
    "commendation": {"@since": "", "level": "city", "collectives": "1.5", "individuals": "-3"},
}  # fmt: skip
"""What a form says when everything in it is wrong."""


def wrong_everywhere(kind: RecordKind) -> dict[str, object]:
    """A day that is none, and a word in every number."""
    wrong: dict[str, object] = {"@since": "31/02/2018"}
    return wrong | {str(f.code): "một" for f in kind.fields if f.type.numeric and not f.shown}


def wait(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settle(jobs: Jobs, most: int = 20_000) -> None:
    """Wait until all work beside the window is done and drawn."""
    for _turn in range(most // 50):
        wait(50)
        if not jobs.running:
            break
    wait(150)


@contextmanager
def sample_window(size: tuple[int, int]) -> Iterator[MainWindow]:
    """The main window on the sample board."""
    with tempfile.TemporaryDirectory(prefix="dvapp-shots-", ignore_cleanup_errors=True) as folder:
        session = make_sample(Path(folder), lambda _done, _of: None)
        window = MainWindow(lambda: session.tools, Settings(Path(folder) / "settings.json"))
        window.resize(*size)
        window.show()
        yield_login = window
        window.work_on(session)
        settle(window.jobs)
        try:
            yield yield_login
        finally:
            window.close()
            wait(50)


def records_of(window: MainWindow) -> RecordsScreen:
    """The screen of records, in sight."""
    assert window.workspace is not None
    window.workspace.go("records")
    settle(window.jobs)
    screen = window.workspace.screen_of("records")
    assert isinstance(screen, RecordsScreen)
    return screen


def shoot_year(window: MainWindow, save: Callable[[str], None]) -> None:
    """The deadlines as twelve months."""
    assert window.workspace is not None
    screen = window.workspace.screen_of("deadlines")
    assert isinstance(screen, DeadlinesScreen)
    screen.views.buttons()[1].click()
    settle(window.jobs)
    save("deadlines-year")
    screen.views.buttons()[0].click()


def shoot_all(window: MainWindow, save: Callable[[str], None], only: list[str]) -> None:
    """Show one screen after the other and save a picture of each."""
    workspace = window.workspace
    assert workspace is not None
    for place in (
        "overview",
        "deadlines",
        "figures",
        "report",
        "register",
        "units",
        "verify",
        "safety",
        "settings",
    ):
        if not only or place in only:
            workspace.go(place)
            settle(window.jobs)
            wait(600)
            save(place)
            if place == "deadlines":
                shoot_year(window, save)
    if only and not any(name.startswith("records") for name in only):
        return
    screen = records_of(window)
    save("records")
    for kind in map(str, workspace.session.pack.kinds):
        if only and "records" not in only and f"records-{kind}" not in only:
            continue
        full = next((row for row in screen.content.visible if row.listed.kind == kind), None)
        if full is not None:
            screen.open_record(full.listed.id)
            settle(window.jobs)
            save(f"records-{kind}-full")
        screen.new_record(kind)
        settle(window.jobs)
        save(f"records-{kind}-empty")
        model = screen.form.model
        assert model is not None
        for code, text in (WRONG.get(kind) or wrong_everywhere(workspace.session.pack.kind(kind))).items():
            model.put(code, text)
        model.visit_all()
        screen.form.open(model)
        screen.keep_now()
        settle(window.jobs)
        save(f"records-{kind}-faults")
    if not only or "overview" in only:
        workspace.go("overview")
        settle(window.jobs)
        save("overview-todo")


def shoot_catalogue(window: MainWindow, save: Callable[[str], None]) -> None:
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


def shoot_options(window: MainWindow, save: Callable[[str], None]) -> None:
    """The settings of a report's layout: as the pack has them, and of a joint paper."""
    workspace = window.workspace
    assert workspace is not None
    workspace.go("report")
    settle(window.jobs)
    screen = workspace.screen_of("report")
    assert isinstance(screen, ReportScreen)
    screen.outline.options_wanted.emit()
    wait(400)
    save("report-options")
    for name in ("urgency", "joint"):
        screen.options.model.put(name, "khan" if name == "urgency" else True)
    screen.options.open_for(screen._work())
    screen.options.changed.emit()
    settle(window.jobs)
    joint = screen.options.fields["second_signer"]
    screen.options.scroll_to(joint)
    wait(600)
    save("report-options-joint")
    screen.options.model.undo()
    screen.options.model.undo()
    screen.options.close_panel()
    wait(300)


def shoot_editing(window: MainWindow, save: Callable[[str], None]) -> None:
    """Writing the text: choosing a figure, a number typed by hand, old letters pasted, and figures that changed."""
    workspace = window.workspace
    assert workspace is not None
    workspace.go("report")
    settle(window.jobs)
    screen = workspace.screen_of("report")
    assert isinstance(screen, ReportScreen)
    editor, edit = screen.editor, screen.editor.sections["inspection"].edit
    window.activateWindow()
    editor.go_to("inspection")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.insertPlainText("\nTổng số lượt kiểm tra: 36 lượt, trong đó ")
    editor.pick_figure()
    editor.binding.picker.search.setText("kiem tra")
    wait(200)
    save_with(window, editor.binding.picker, save, "report-picker")
    editor.binding.picker.hide()
    wait(400)
    edit.go_to_paragraph(len(edit.paragraphs()) - 1)
    for _step in range(24):
        edit.moveCursor(QTextCursor.MoveOperation.Right)
    wait(200)
    save("report-typed")
    old = QMimeData()
    old.setText("Céng t¸c d©n vËn cña §¶ng bé huyÖn cã nhiÒu chuyÓn biÕn")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.insertFromMimeData(old)
    wait(200)
    save("report-pasted")
    editor.old_letters.leave_button.click()
    edit.replace_all(screen.model.pack_text("inspection"))
    screen.keep_now()
    example = workspace.session.pack.kinds[KindCode("inspection")].example
    record = add_record("inspection", dict(example), session=workspace.session)
    screen.refresh()
    settle(window.jobs)
    editor.desk.step(1)
    wait(200)
    save("report-changes")
    editor.review.keep_button.click()
    wait(200)
    save("report-keep")
    editor.review.forget_reason()
    remove_record(record.id, session=workspace.session)
    screen.refresh()
    settle(window.jobs)


def shoot_import(window: MainWindow, save: Callable[[str], None], folder: Path) -> None:
    """Importing a ward's sheet: what its columns mean, and the cells that cannot be read."""
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


def shoot_conflict(window: MainWindow, save: Callable[[str], None]) -> None:
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


def shoot_rules(window: MainWindow, save: Callable[[str], None]) -> None:
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


def shoot_files(window: MainWindow, save: Callable[[str], None], folder: Path) -> None:
    """The files of a record: none yet, some with their pictures, and what was refused."""
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


def save_with(window: MainWindow, popup: QWidget, save: Callable[[str], None], name: str) -> None:
    """Save a picture with a popup in it, which a picture of the window leaves out."""
    copy = QLabel(window)
    copy.setPixmap(popup.grab())
    copy.adjustSize()
    copy.move(window.mapFromGlobal(popup.pos()))
    copy.show()
    save(name)
    copy.deleteLater()


def shoot_the_way(window: MainWindow, save: Callable[[str], None], folder: Path) -> None:
    """The records behind a figure; then a report on its way: saved, signed, issued, verified; and a spoiled one."""
    workspace = window.workspace
    assert workspace is not None
    workspace.go("figures", "B04")
    settle(window.jobs)
    wait(300)
    save("figures-behind")
    run_demo(folder, lambda _step: None)
    workspace.go("report")
    settle(window.jobs)
    screen = workspace.screen_of("report")
    assert isinstance(screen, ReportScreen)
    screen.bar.chosen.emit(Step.CHECK)
    settle(window.jobs)
    wait(400)
    save("report-check")
    work = screen.model.work
    assert work is not None
    for breach in breaches(workspace.session, kind=work.kind, period=work.period):
        reason = "Đã rà soát với các đơn vị; số liệu đúng."
        explain(workspace.session, kind=work.kind, period=work.period, rule=breach.rule, reason=reason)
    screen.refresh()
    settle(window.jobs)
    wait(1800)
    settle(window.jobs)
    for step in (Step.SAVE, Step.SIGN):
        screen.bar.chosen.emit(step)
        settle(window.jobs)
        wait(400)
        save(f"report-{step.name.lower()}")
        if step is Step.SAVE:
            assert screen.panel.form is not None
            screen.panel.form.fields["out"].edit.setText(str(folder / "trinh-ky.pdf"))
            screen.panel.act()
            settle(window.jobs)
            wait(400)
            save("report-saved")
    spoiled = folder / "bao-cao-sua.pdf"
    content = bytearray((folder / "bao-cao.pdf").read_bytes())
    content[len(content) // 3] ^= 1
    spoiled.write_bytes(content)
    for name, file in (("verify-passed", folder / "bao-cao.pdf"), ("verify-failed", spoiled)):
        workspace.go("verify", (file, folder / "trust.pem"))
        settle(window.jobs)
        wait(800)
        settle(window.jobs)
        save(name)


def shoot_search(window: MainWindow, save: Callable[[str], None]) -> None:
    """The search of the bar on top, and the list's filter, saved filters and nothing found."""
    workspace = window.workspace
    assert workspace is not None
    workspace.go("records")
    settle(window.jobs)
    bar = workspace.search
    for number, words in enumerate(("dan van", "kiểm tra Cầu", "B0", "khong co chu nay"), start=1):
        bar.begin()
        bar.field.setText(words)
        wait(1200)
        bar.step(1)
        save(f"search-{number}")
    bar.leave()
    bar.leave()
    screen = records_of(window)
    screen.back_to_list()
    screen.list.more.click()
    screen.list.panel.days.setCurrentIndex(2)
    screen.list.panel.days.activated.emit(2)
    screen.list.panel.name.setText("6 tháng đầu năm, đã xong")
    screen.list.panel.save()
    screen.list.search.setText("kiem")
    settle(window.jobs)
    save("search-filter")
    screen.list.search.setText("xyz")
    screen.list.more.click()
    save("search-filter-nothing")
    screen.list.show_all()


def main() -> int:
    """Read the wishes and make the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--lang", default="vi")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--login", action="store_true")
    parser.add_argument("--only", nargs="*", default=[])
    wishes = parser.parse_args()
    wishes.folder.mkdir(parents=True, exist_ok=True)
    set_language(wishes.lang)
    app = make_application()
    assert isinstance(app, QApplication)
    apply_theme(app, wishes.dark)
    width, height = map(int, wishes.size.split("x"))
    with sample_window((width, height)) as window:

        def save(name: str) -> None:
            window.grab().save(str(wishes.folder / f"{name}.png"))

        if wishes.login:
            workspace, window.workspace = window.workspace, None
            window._stack.setCurrentWidget(window.login)
            window.login.show_open()
            wait(300)
            save("login")
            window.login.show_create()
            settle(window.jobs)
            save("login-create")
            window.workspace = workspace
            assert workspace is not None
            window._stack.setCurrentWidget(workspace)
        shoot_all(window, save, wishes.only)
        if not wishes.only or "report" in wishes.only:
            shoot_options(window, save)
            shoot_editing(window, save)
        if not wishes.only or "way" in wishes.only:
            with tempfile.TemporaryDirectory(prefix="dvapp-shots-") as folder:
                shoot_the_way(window, save, Path(folder))
        if not wishes.only or "grid" in wishes.only:  # what is typed from here on stays in the store
            sys.path.append(str(Path(__file__).parents[2]))  # a script's own folder alone stands there
            from tests.ui.grid_shots import shoot_grid

            shoot_grid(window, save, lambda: settle(window.jobs))
        if not wishes.only or "conflict" in wishes.only:
            shoot_conflict(window, save)
        if not wishes.only or "rules" in wishes.only:
            shoot_rules(window, save)
        if not wishes.only or "catalogue" in wishes.only:
            shoot_catalogue(window, save)
        if not wishes.only or "search" in wishes.only:
            shoot_search(window, save)
        if not wishes.only or "files" in wishes.only:
            with tempfile.TemporaryDirectory(prefix="dvapp-shots-") as folder:
                shoot_files(window, save, Path(folder))
        if not wishes.only or "import" in wishes.only:
            with tempfile.TemporaryDirectory(prefix="dvapp-shots-") as folder:
                shoot_import(window, save, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())

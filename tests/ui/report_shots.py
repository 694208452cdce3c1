"""Pictures of a report that is written, set up, checked, signed and verified, for ``shots.py``."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor
from tests.ui.studio import Save, save_with, settle, wait

from dvapp.app.demo import run_demo
from dvapp.domain.codes import KindCode
from dvapp.services.judging.rules import breaches, explain
from dvapp.services.recording.records import add_record, remove_record
from dvapp.ui.report.screen import ReportScreen
from dvapp.ui.report.steps_model import Step
from dvapp.ui.shell.main_window import MainWindow


def shoot_options(window: MainWindow, save: Save) -> None:
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


def shoot_editing(window: MainWindow, save: Save) -> None:
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


def shoot_the_way(window: MainWindow, save: Save) -> None:
    """The records behind a figure; then a report on its way: saved, signed, issued, verified; and a spoiled one."""
    with tempfile.TemporaryDirectory(prefix="dvapp-shots-") as folder:
        walk_the_way(window, save, Path(folder))


def walk_the_way(window: MainWindow, save: Save, folder: Path) -> None:
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

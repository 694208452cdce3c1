"""Pictures of settings, and of signing with pictures and a timestamp that does not come, for ``shots.py``."""

import tempfile
from pathlib import Path

from tests.stamp_pictures import BLACK, seal, signature
from tests.ui.reporting_world import PASSWORD, make_keys
from tests.ui.studio import Save, settle, wait

from dvapp.domain.calendar.periods import parse_period
from dvapp.host.signing_choices import keep_choice
from dvapp.services.reports.composing import compose_report, draw_report
from dvapp.services.signing.sign import Body
from dvapp.ui.report.screen import ReportScreen
from dvapp.ui.report.steps_model import Step
from dvapp.ui.settings.screen import SettingsScreen
from dvapp.ui.settings.signing import SigningSection
from dvapp.ui.shell.main_window import MainWindow

NOWHERE = "http://127.0.0.1:9/tsa"
"""Nobody listens at the discard port."""


def shoot_signing(window: MainWindow, save: Save) -> None:
    """Settings empty, full and with faults; then the way of a signature: fields, preview, what came of it."""
    with tempfile.TemporaryDirectory(prefix="dvapp-shots-") as folder:
        shoot_settings(window, save, Path(folder))
        shoot_steps(window, save, Path(folder))


def shoot_settings(window: MainWindow, save: Save, folder: Path) -> None:
    workspace = window.workspace
    assert workspace is not None
    (folder / "chu-ky.png").write_bytes(signature())
    (folder / "dau.png").write_bytes(seal())
    (folder / "nen-trang.png").write_bytes(signature(colour=BLACK, ground=(255, 255, 255, 255)))
    workspace.go("settings")
    settle(window.jobs)
    save("settings")
    workspace.go("settings", "signing")
    settle(window.jobs)
    save("settings-signing-empty")
    screen = workspace.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    section = screen.section("signing")
    assert isinstance(section, SigningSection)
    for name, text in (
        ("tsa", "tsa.vidu.vn"),
        ("tsa-seconds", "nhanh"),
        ("signature-image", str(folder / "nen-trang.png")),
    ):
        section.fields[name].edit.setText(text)
        section.fields[name].left.emit()
    settle(window.jobs)
    save("settings-signing-faults")
    filled = {"tsa": NOWHERE, "tsa-seconds": "5", "tsa-tries": "1", "seal-size": "30"}
    filled |= {"signature-image": str(folder / "chu-ky.png"), "seal-image": str(folder / "dau.png")}
    for name, text in filled.items():
        section.fields[name].edit.setText(text)
        section.fields[name].left.emit()
    settle(window.jobs)
    section.try_it.click()
    settle(window.jobs)
    save("settings-signing")
    workspace.go("settings", "trust")
    settle(window.jobs)
    save("settings-trust")


def shoot_steps(window: MainWindow, save: Save, folder: Path) -> None:
    workspace = window.workspace
    assert workspace is not None
    session = workspace.session
    make_keys(folder, session)
    keep_choice(window.settings, "tsa", NOWHERE)
    period = parse_period("2018-H1")
    copy = folder / "trinh-ky.pdf"
    copy.write_bytes(draw_report(session, compose_report(session, kind="BC06", period=period)))
    workspace.go("report")
    settle(window.jobs)
    screen = workspace.screen_of("report")
    assert isinstance(screen, ReportScreen)
    screen.steps.made(Step.SAVE, copy)
    for step, key in ((Step.SIGN, "leader"), (Step.ISSUE, "seal")):
        screen.bar.chosen.emit(step)
        settle(window.jobs)
        wait(400)
        form = screen.panel.form
        assert form is not None
        save(f"signing-{step.value}-empty")
        form.fields["key"].edit.setText(str(folder / f"{key}.p12"))
        form.fields["password"].edit.setText(PASSWORD)
        if step is Step.ISSUE:
            form._body.choose(
                Body.LEAD.value
            )  # the options of an earlier scene ask for two bodies, this file has one
            form._body_chosen()
            form.fields["number"].edit.setText("12")
        form.preview_wanted.emit()
        settle(window.jobs)
        wait(600)
        settle(window.jobs)
        save(f"signing-{step.value}-preview")
        screen.panel.act()
        settle(window.jobs)
        wait(600)
        settle(window.jobs)
        save(f"signing-{step.value}-done")
    screen.panel.close_panel()

"""Pictures of the doctor of tokens for ``shots.py``: nothing asked yet, all well, faults, and two keys to choose from."""

import os
import tempfile
from pathlib import Path

from tests.tokens import (
    LAST_TRY,
    OWN_PAD,
    PIN,
    UNLOCKING_LOCKED,
    driver,
    faulty_driver,
    make_hsm,
    put_key,
    set_flags,
)
from tests.ui.reporting_world import PASSWORD
from tests.ui.studio import Save, settle

from dvapp.signing.authority import ThrowawayAuthority
from dvapp.ui.settings.screen import SettingsScreen
from dvapp.ui.settings.signing import SigningSection
from dvapp.ui.settings.token_doctor import TokenDoctor
from dvapp.ui.shell.main_window import MainWindow


def shoot_doctor(window: MainWindow, save: Save) -> None:
    """The doctor before, during and after an examination."""
    doctor = _doctor(window)
    settle(window.jobs)
    save("doctor-empty")
    with tempfile.TemporaryDirectory(prefix="dvapp-shots-") as folder:
        label = "Trưởng ban"
        hsm = make_hsm(Path(folder) / "hsm", label, "Văn thư")
        assert window.workspace is not None
        authority = ThrowawayAuthority("Cơ quan chứng thực thử", window.workspace.session.tools.clock.now())
        for token, name in ((label, "Người Ký Thử"), ("Văn thư", "Ban Dân vận Thử")):
            put_key(token, authority.issue(name=name, organisation="Ban", password=PASSWORD), PASSWORD)
        doctor.use_driver(driver())
        _examine(window, doctor)
        save("doctor-choice")
        doctor.keys.setCurrentIndex(next(at for at in range(1, 3) if label in doctor.keys.itemText(at)))
        doctor.pin.edit.setText(PIN)
        _examine(window, doctor)
        save("doctor-well")
        save.of(doctor, "doctor-well-whole")
        set_flags(hsm, label, add=LAST_TRY)
        doctor.pin.edit.setText(PIN)
        _examine(window, doctor)
        save("doctor-last-try")
        save.of(doctor, "doctor-last-try-whole")
        set_flags(hsm, label, take=LAST_TRY)
        pad = faulty_driver(
            Path(folder) / "bàn phím.so", f"add_flags {OWN_PAD | UNLOCKING_LOCKED}", f"keypad {PIN}"
        )
        doctor.use_driver(pad)
        _examine(window, doctor)
        doctor.keys.setCurrentIndex(1)
        doctor.pad.setChecked(True)
        _examine(window, doctor)
        save("doctor-own-pad")
        save.of(doctor, "doctor-own-pad-whole")
        doctor.use_driver(
            faulty_driver(Path(folder) / "trùng tên.so", f"label_bytes {'Văn thư'.encode().hex()}")
        )
        _examine(window, doctor)
        save("doctor-one-label")
        doctor.use_driver(faulty_driver(Path(folder) / "chết.so", "dies_in initialize"))
        _examine(window, doctor)
        save("doctor-dead-driver")
        doctor.use_driver(Path(folder) / "khong-co" / "libthe.so")
        _examine(window, doctor)
        save("doctor-no-driver")
    os.environ.pop("SOFTHSM2_CONF", None)


def _examine(window: MainWindow, doctor: TokenDoctor) -> None:
    doctor.check.setFocus()
    doctor.examine()
    settle(window.jobs)


def _doctor(window: MainWindow) -> TokenDoctor:
    workspace = window.workspace
    assert workspace is not None
    workspace.go("settings", "signing")
    screen = workspace.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    section = screen.section("signing")
    assert isinstance(section, SigningSection)
    return section.doctor

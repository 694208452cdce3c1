"""The doctor of tokens in the window: every check told with what mends it, no PIN risked and none left lying about."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from tests.tokens import (
    LAST_TRY,
    OWN_PAD,
    PIN,
    Hsm,
    driver,
    faulty_driver,
    make_hsm,
    put_key,
    set_flags,
)
from tests.ui.reporting_world import OFFSCREEN, PASSWORD, settle, working

from dvapp.app.tools import make_tools
from dvapp.domain.signing.tokens import Health
from dvapp.host.i18n import set_language
from dvapp.host.settings import Settings
from dvapp.services.ports import Tools
from dvapp.signing.authority import ThrowawayAuthority
from dvapp.signing.pin_tries import PinTries
from dvapp.ui.jobs import Jobs
from dvapp.ui.settings.token_doctor import TokenDoctor

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)

LEADER, CLERK = "Người Ký Thử", "Văn Thư Thử"


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language("vi")


@pytest.fixture(scope="module")
def hsm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hsm]:
    authority = ThrowawayAuthority("Cơ quan thử", make_tools().clock.now())
    made = make_hsm(tmp_path_factory.mktemp("doctor") / "hsm", "Trưởng ban", "Văn thư", "Thẻ trắng")
    for label, name in (("Trưởng ban", LEADER), ("Văn thư", CLERK)):
        put_key(label, authority.issue(name=name, organisation="Ban", password=PASSWORD), PASSWORD)
    yield made
    os.environ.pop("SOFTHSM2_CONF", None)


@dataclass(frozen=True)
class Bench:
    doctor: TokenDoctor
    jobs: Jobs
    tools: Tools
    settings: Settings

    def choose(self, words: str) -> None:
        """Take the key whose line has these words."""
        texts = [self.doctor.keys.itemText(at) for at in range(self.doctor.keys.count())]
        self.doctor.keys.setCurrentIndex(next(at for at, text in enumerate(texts) if words in text))

    def said(self) -> dict[str, str]:
        """Every row, by the first word of its name."""
        names = [row.accessibleName() for row in self.doctor.rows.rows]
        return {name.partition(":")[0]: name.partition(": ")[2] for name in names}


@pytest.fixture
def bench(hsm, qtbot, tmp_path: Path) -> Iterator[Bench]:
    with working() as jobs:
        tools, settings = make_tools(), Settings(tmp_path / "settings.json")
        doctor = TokenDoctor(tools, jobs, settings)
        qtbot.addWidget(doctor)
        doctor.resize(700, 900)
        doctor.show()
        doctor.activateWindow()
        qtbot.waitUntil(doctor.isActiveWindow)
        yield Bench(doctor, jobs, tools, settings)


@pytest.fixture
def found(bench: Bench, qtbot) -> Bench:
    """The devices are found already."""
    bench.doctor.use_driver(driver())
    bench.doctor.look.click()
    settle(qtbot, bench.jobs)
    return bench


def test_with_the_pin_every_check_is_a_row_and_a_page_is_signed(found, qtbot):
    found.choose(LEADER)
    found.doctor.pin.edit.setText(PIN)
    qtbot.keyClick(found.doctor.pin.edit, Qt.Key.Key_Return)
    settle(qtbot, found.jobs)
    said = found.said()
    assert said["Trial signature"] == "good. A page was signed and verified, and thrown away."
    assert LEADER in said["Key and certificate"]
    assert "Add the authority’s certificate" in said["Issuing authority"]
    assert [health for health in said.values() if health.startswith("bad")] == []
    assert found.doctor.pin.edit.text() == ""


def test_without_the_pin_nothing_is_signed_and_that_is_said(found, qtbot):
    found.choose(LEADER)
    found.doctor.check.click()
    settle(qtbot, found.jobs)
    assert found.said()["Trial signature"].startswith("not known. Not tried, as no PIN was given.")
    assert found.doctor._summary.text() == "Nothing was found that keeps the token from signing."


def test_between_two_keys_the_user_chooses(bench, qtbot):
    bench.doctor.use_driver(driver())
    bench.doctor.pin.edit.setText(PIN)
    bench.doctor.check.click()
    settle(qtbot, bench.jobs)
    assert bench.doctor.pin.edit.text() == PIN  # it was not used yet
    assert bench.doctor._key_fault.text() == "More than one key is in; choose the one to examine."
    assert bench.doctor.rows.rows == []
    texts = [bench.doctor.keys.itemText(at) for at in range(bench.doctor.keys.count())]
    assert [LEADER in text or CLERK in text for text in texts] == [False, True, True, False]


def test_a_token_without_a_key_is_examined_too(found, qtbot):
    found.choose("Thẻ trắng")
    found.doctor.check.click()
    settle(qtbot, found.jobs)
    assert "Neither a key nor a certificate" in found.said()["Key and certificate"]


def test_a_token_with_its_own_keys_is_tried_without_a_pin_in_the_window(bench, qtbot, tmp_path):
    bench.doctor.use_driver(faulty_driver(tmp_path / "pad.so", f"add_flags {OWN_PAD}", f"keypad {PIN}"))
    bench.doctor.look.click()
    settle(qtbot, bench.jobs)
    bench.choose(LEADER)
    assert (bench.doctor.pin.isVisible(), bench.doctor.pad.isVisible()) == (False, True)
    bench.doctor.pad.setChecked(True)
    bench.doctor.check.click()
    settle(qtbot, bench.jobs)
    assert bench.said()["Trial signature"] == "good. A page was signed and verified, and thrown away."


def test_keys_of_tokens_with_one_label_are_told_apart(bench, qtbot, tmp_path):
    label = "Văn phòng".encode().hex()
    bench.doctor.use_driver(faulty_driver(tmp_path / "one.so", f"label_bytes {label}"))
    bench.doctor.look.click()
    settle(qtbot, bench.jobs)
    lines = [bench.doctor.keys.itemText(at) for at in range(1, bench.doctor.keys.count())]
    assert len(set(lines)) == len(lines) == 3


def test_the_last_try_is_never_taken(hsm, found, qtbot):
    set_flags(hsm, "Văn thư", add=LAST_TRY)
    try:
        found.choose(CLERK)
        found.doctor.pin.edit.setText("000000")
        found.doctor.check.click()
        settle(qtbot, found.jobs)
        assert found.said()["PIN"].startswith("bad. One more wrong PIN could lock the token")
        assert "so that the PIN is not risked" in found.said()["Trial signature"]
        assert found.doctor._summary.text() == "1 fault keeps the token from signing."
        assert (
            found.doctor.confirm.isHidden()
        )  # the token itself says so: only its maker's program can mend that
    finally:
        set_flags(hsm, "Văn thư", take=LAST_TRY)


def test_after_two_wrong_pins_the_right_one_in_the_makers_program_opens_the_way_again(found, qtbot):
    found.choose(CLERK)
    for _turn in range(2):
        found.doctor.pin.edit.setText("000000")
        found.doctor.check.click()
        settle(qtbot, found.jobs)
        assert found.said()["Trial signature"].startswith("bad. The PIN of the token Văn thư is not right.")
    found.doctor.pin.edit.setText(PIN)
    found.doctor.check.click()
    settle(qtbot, found.jobs)
    assert "so that the PIN is not risked" in found.said()["Trial signature"]
    found.doctor.confirm.click()
    settle(qtbot, found.jobs)
    found.doctor.pin.edit.setText(PIN)
    found.doctor.check.click()
    settle(qtbot, found.jobs)
    assert found.said()["Trial signature"].startswith("good")


def test_a_file_that_is_no_driver_is_named_and_not_remembered(bench, qtbot, tmp_path):
    other = tmp_path / "thẻ.so"
    other.write_bytes(b"no library")
    bench.doctor.use_driver(other)
    bench.doctor.check.click()
    settle(qtbot, bench.jobs)
    assert f"“{other}” is not a driver" in bench.said()["Driver"]
    assert bench.settings.get("token_driver") == ""


def test_a_driver_that_works_is_offered_next_time(found, qtbot):
    with working() as jobs:
        again = TokenDoctor(found.tools, jobs, found.settings)
        qtbot.addWidget(again)
        assert driver() in [again.drivers.itemData(at) for at in range(again.drivers.count())]


def test_the_result_is_copied_for_whoever_helps_without_the_pin(found, qtbot):
    found.choose(LEADER)
    found.doctor.pin.edit.setText(PIN)
    found.doctor.check.setFocus()
    found.doctor.check.click()
    settle(qtbot, found.jobs)
    focused = QApplication.focusWidget()
    assert focused in found.doctor.rows.rows
    qtbot.keyClick(focused, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert str(driver()) in text
    assert "[chain_not_asked]" in text
    assert PIN not in text


def test_the_keyboard_walks_the_rows_and_tab_stops_at_one(found, qtbot):
    found.choose("Thẻ trắng")
    found.doctor.check.setFocus()
    found.doctor.check.click()
    settle(qtbot, found.jobs)
    rows = found.doctor.rows.rows
    fault = QApplication.focusWidget()
    assert fault is rows[-1]  # the fault comes first
    qtbot.keyClick(fault, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is rows[-2]
    assert [row.focusPolicy() for row in rows].count(Qt.FocusPolicy.StrongFocus) == 1


def test_stopped_before_the_pin_is_used_it_is_not_used(found, qtbot):
    found.choose(LEADER)
    found.doctor.pin.edit.setText("000000")
    others = Event()
    found.jobs.run("", lambda _watch: others.wait(10), lambda _done: None)
    found.doctor.check.click()
    found.doctor.stop.click()
    others.set()
    settle(qtbot, found.jobs)
    assert found.doctor._said.text().startswith("Stopped")
    serial = found.doctor._subject().token.serial
    assert PinTries(Path(found.tools.tokens._tries)).wrong(serial) == 0
    assert found.doctor.check.isEnabled()


def test_the_rows_follow_the_language(found, qtbot):
    found.choose(LEADER)
    found.doctor.check.click()
    settle(qtbot, found.jobs)
    before = len(found.doctor.rows.rows)
    set_language("vi")
    found.doctor.retranslate()
    assert len(found.doctor.rows.rows) == before
    assert "Mã PIN" in found.said()
    assert found.doctor.rows._symptoms[0].health is Health.GOOD

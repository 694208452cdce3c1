"""The settings screen: what is typed is kept at once, what is wrong is told beside it, and nobody is asked unawares."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.stamp_pictures import BLACK, seal, signature
from tests.ui.reporting_world import OFFSCREEN, make_session, settle, working

from dvapp.host.i18n import set_language
from dvapp.host.settings import Settings
from dvapp.host.signing_choices import keep_choice, kept_choice, signing_choices
from dvapp.services.signing.picture_ports import Purpose
from dvapp.ui.jobs import Jobs
from dvapp.ui.report.own_choices import kept_picture
from dvapp.ui.settings.screen import SettingsScreen
from dvapp.ui.settings.signing import SigningSection

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)

NOWHERE = "http://127.0.0.1:9/tsa"
"""Nobody listens at the discard port."""


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language("vi")


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    made = make_session(tmp_path_factory.mktemp("cài đặt"), filled=False)
    yield made
    made.store.close()


@dataclass(frozen=True)
class Desk:
    screen: SettingsScreen
    jobs: Jobs
    file: Path

    @property
    def signing(self) -> SigningSection:
        section = self.screen.section("signing")
        assert isinstance(section, SigningSection)
        return section


@pytest.fixture
def desk(session, qtbot, tmp_path):
    with working() as jobs:
        made = SettingsScreen(session, jobs, Settings(tmp_path / "settings.json"))
        qtbot.addWidget(made)
        yield Desk(made, jobs, tmp_path / "settings.json")


def typed(desk: Desk, name: str, text: str) -> str:
    """What is said to be wrong after this was typed."""
    field = desk.signing.fields[name]
    field.edit.setText(text)
    field.left.emit()
    return field.fault


def kept(desk: Desk) -> Settings:
    return Settings(desk.file)


def test_every_section_opens_by_its_name_and_an_unknown_one_changes_nothing(desk):
    for code in ("general", "signing", "trust"):
        desk.screen.show_argument(code)
        assert desk.screen.choice.code() == code
    desk.screen.show_argument("nothing")
    assert desk.screen.choice.code() == "trust"


def test_who_doubts_a_token_is_led_to_its_doctor(desk, qtbot):
    desk.screen.show()
    desk.screen.activateWindow()
    qtbot.waitUntil(desk.screen.isActiveWindow)
    desk.screen.show_argument("signing/token")
    assert desk.screen.choice.code() == "signing"
    assert desk.signing.doctor.keys.hasFocus()


def test_what_is_typed_is_kept_at_once(desk):
    assert typed(desk, "tsa", f"  {NOWHERE}   https://tsa.example/ ") == ""
    assert typed(desk, "tsa-seconds", "60") == ""
    desk.signing.online.click()
    choices = signing_choices(kept(desk))
    assert choices.stamping.authorities == (NOWHERE, "https://tsa.example/")
    assert (choices.stamping.patience, choices.online) == (60, True)


def test_what_cannot_be_is_told_beside_it_and_not_kept(desk):
    typed(desk, "tsa-seconds", "60")
    assert "1 to 600" in typed(desk, "tsa-seconds", "nhanh")
    assert kept_choice(kept(desk), "tsa-seconds") == "60"
    assert "http://" in typed(desk, "tsa", "tsa.example")


def test_an_authority_is_asked_only_when_the_button_is_pressed(desk, qtbot):
    section = desk.signing
    assert not section.try_it.isEnabled()
    typed(desk, "tsa", NOWHERE)
    typed(desk, "tsa-seconds", "5")
    assert section.try_it.isEnabled()
    section.try_it.click()
    settle(qtbot, desk.jobs)
    assert NOWHERE in section._tried.text()


def test_a_picture_is_shown_as_it_will_be_or_refused_with_its_reason(desk, qtbot, tmp_path: Path):
    section = desk.signing
    for name, content in (
        ("chu-ky.png", signature()),
        ("dau.png", seal()),
        ("den.png", signature(colour=BLACK)),
    ):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "nen.png").write_bytes(signature(ground=(255, 255, 255, 255)))

    def said(field: str, file: str) -> tuple[str, str, bool]:
        typed(desk, field, str(tmp_path / file))
        settle(qtbot, desk.jobs)
        one = section.fields[field]
        return one.note, one.fault, section._samples[field].isHidden()

    assert said("signature-image", "chu-ky.png") == ("It can be used.", "", False)
    assert said("seal-image", "dau.png") == ("It can be used.", "", False)
    assert said("signature-image", "den.png")[0] == "The official layout wants the signature blue."
    note, fault, hidden = said("signature-image", "nen.png")
    assert (note, hidden) == ("", False)  # the one before stays
    assert "ground" in fault
    assert said("seal-image", "khong-co.png")[1]


def test_a_picture_belongs_to_an_account_and_outlives_its_file(desk, session, qtbot, tmp_path: Path):
    section, file = desk.signing, tmp_path / "chu-ky.png"
    settle(qtbot, desk.jobs)
    file.write_bytes(signature())
    typed(desk, "signature-image", str(file))
    settle(qtbot, desk.jobs)
    file.unlink()
    assert section.fields["signature-image"].edit.text() == ""
    assert kept_picture(session, seal=False) is not None
    with session.store.reading() as read:
        assert read.pictures.of("somebody-else", Purpose.SIGNATURE) is None
    section.remove["signature-image"].click()
    settle(qtbot, desk.jobs)
    assert kept_picture(session, seal=False) is None
    assert section._samples["signature-image"].isHidden()


def test_what_another_program_changed_is_not_written_over_by_a_screen_that_shows_the_old(desk, qtbot):
    typed(desk, "tsa", NOWHERE)
    keep_choice(kept(desk), "tsa", "https://tsa.example/")
    desk.screen.keep_now()
    assert kept_choice(kept(desk), "tsa") == "https://tsa.example/"

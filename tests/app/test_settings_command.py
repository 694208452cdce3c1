"""``dvappctl settings``, and signing by them: timestamps that are asked for only when somebody said so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.app.ctl import Ctl
from tests.authorities import PASSWORD, Authority, serving
from tests.reporting.samples import report
from tests.stamp_pictures import seal, signature

from dvapp.app.tools import make_tools
from dvapp.host.paths import settings_file
from dvapp.host.settings import Settings
from dvapp.host.signing_choices import CHOICES, keep_choice, signing_choices

NOWHERE = "http://127.0.0.1:9/tsa"
"""Nobody listens at the discard port."""


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    yield
    for name in CHOICES:
        keep_choice(Settings(settings_file()), name, "")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with serving(tmp_path_factory.mktemp("cơ quan")) as running:
        yield running


@pytest.fixture(scope="module")
def copy() -> bytes:
    tools, made = make_tools(), report(name=None)
    return tools.pages.draw(made, tools.data.write(made))


@pytest.fixture
def keys(ctl: Ctl, authority: Authority) -> dict[str, tuple[object, ...]]:
    secret = ctl.write("khoa.txt", PASSWORD)
    return {
        name: ("--p12", ctl.write(f"{name}.p12", authority.key_file(name)), "--p12-password-file", secret)
        for name in ("leader", "seal")
    }


def test_settings_are_kept_listed_and_taken_back(ctl: Ctl):
    ctl.done("settings", "set", "tsa", f"{NOWHERE}  https://tsa.example/stamp")
    assert ctl.done("settings", "list", "--json").json["tsa"] == f"{NOWHERE} https://tsa.example/stamp"
    assert "https://tsa.example/stamp" in ctl.done("settings", "list").out
    ctl.done("settings", "unset", "tsa")
    assert ctl.done("settings", "list", "--json").json["tsa"] is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tsa", "ftp://tsa.example/"),
        ("tsa", "tsa.example"),
        ("tsa", "http://tsa.example:0x/"),
        ("tsa-seconds", "0"),
        ("tsa-seconds", "601"),
        ("tsa-tries", "ba"),
        ("seal-size", "3"),
        ("seal-size", "rộng"),
        ("revocation-online", "maybe"),
    ],
)
def test_what_cannot_be_is_refused_and_what_stood_there_stays(ctl: Ctl, name: str, value: str):
    assert ctl.refused("settings", "set", name, value) == "setting_invalid"
    assert ctl.done("settings", "list", "--json").json[name] is None


def test_an_unknown_setting_is_told_with_those_there_are(ctl: Ctl):
    assert ctl.refused("settings", "set", "mau", "xanh") == "setting_unknown"


def test_what_a_hand_wrote_wrongly_into_the_file_counts_as_unsaid(tmp_path: Path):
    file = tmp_path / "settings.json"
    file.write_text('{"signing.tsa": "kho:ng", "signing.tsa-seconds": "9999", "signing.seal-size": "29,5"}')
    choices = signing_choices(Settings(file))
    assert (choices.stamping.authorities, choices.stamping.patience, choices.seal_size) == ((), 180, 29.5)


def test_the_settings_stamp_each_signature_and_a_word_on_stderr_tells_what_is_missing(
    ctl: Ctl, authority: Authority, keys, copy: bytes
):
    file, leader, issued = ctl.write("a.pdf", copy), ctl.folder / "b.pdf", ctl.folder / "c.pdf"
    sign = ("report", "sign", file, "--role", "leader", "--out", leader, *keys["leader"])
    said = ctl.done(*sign, "--json").json
    assert (said["level"], said["timestamp_refused"]) == ("B-B", None)
    assert not [path for path in authority.served if path.endswith("/tsa")]
    for name, value in (("tsa", authority.url), ("tsa-tries", "1")):
        ctl.done("settings", "set", name, value)
    assert ctl.done(*sign, "--json").json["level"] == "B-T"
    pictures = ("--seal-image", ctl.write("dau.png", seal()), "--seal-size", "30")
    number = ("--number", "12", "--date", "2027-01-15", "--out", issued)
    told = ctl.done("report", "issue", leader, *number, *keys["seal"], *pictures, "--timestamp", NOWHERE)
    assert "dấu thời gian" in told.err or "timestamp" in told.err
    trust = ctl.write("goc.crt", authority.trust)
    lasting = ctl.folder / "d.pdf"
    crl = ctl.write("thu-hoi.crl", authority.crl)
    ctl.done("report", "timestamp", issued, "--trust", trust, "--crl", crl, "--out", lasting)
    found = ctl.done("verify", lasting, "--trust", trust, "--json").json
    assert found["verdict"] == "TOTAL_PASSED"
    assert [one["level"] for one in found["signatures"]][:2] == ["B-LTA", "B-LTA"]


def test_a_picture_that_would_cover_the_page_is_refused_and_cleared_on_demand(ctl: Ctl, keys, copy: bytes):
    file, out = ctl.write("a.pdf", copy), ctl.folder / "b.pdf"
    white = ctl.write("nen.png", signature(ground=(255, 255, 255, 255)))
    sign = ("report", "sign", file, "--role", "leader", "--out", out, *keys["leader"])
    assert ctl.refused(*sign, "--signature-image", white) == "picture_opaque"
    assert not out.exists()
    ctl.done(*sign, "--signature-image", white, "--clear-white")
    assert ctl.refused(
        *sign[:2], *sign[2:5], "--out", white, *keys["leader"], "--signature-image", white
    ) == ("output_is_input")


def test_without_an_address_no_later_timestamp_can_be_asked_for(ctl: Ctl, copy: bytes):
    said = ctl.run("report", "timestamp", ctl.write("a.pdf", copy), "--out", ctl.folder / "b.pdf")
    assert said.code == 2

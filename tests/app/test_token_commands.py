"""``dvappctl`` with real tokens: list them, examine one, sign as leader with RSA, number and seal as clerk with EC."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.app.ctl import PASSWORD, Ctl
from tests.tokens import OWN_PAD, PIN, driver, faulty_driver, make_hsm, put_key

from dvapp.app.cli import run
from dvapp.app.tools import make_tools
from dvapp.host.clock import SystemClock
from dvapp.services.signing.tokens import present_keys, present_tokens
from dvapp.signing.authority import ThrowawayAuthority
from dvapp.signing.pkcs11_tokens import Pkcs11Tokens

NOW = SystemClock().now()
HOLDERS = {"Trưởng ban": ("Nguyễn Thị Trưởng Ban", "rsa"), "Văn thư": ("Ban Dân vận Thử", "ec")}


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("thẻ")
    authority = ThrowawayAuthority("Cơ quan thử", NOW)
    make_hsm(folder / "hsm", *HOLDERS)
    for label, (name, key) in HOLDERS.items():
        issued = authority.issue(name=name, organisation="Ban thử", password=PASSWORD, key=key)  # type: ignore[arg-type]
        put_key(label, issued, PASSWORD)
    file = folder / "trust.pem"
    file.write_bytes(authority.pem)
    yield file
    os.environ.pop("SOFTHSM2_CONF", None)


@pytest.fixture
def pin(ctl: Ctl) -> Path:
    return ctl.write("pin.txt", PIN + "\n")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy for signature, made once."""
    folder = tmp_path_factory.mktemp("trình ký")
    (folder / "pw").write_text(PASSWORD)
    key = ("--password-file", str(folder / "pw"))
    store, out = str(folder / "a.dvapp"), folder / "a.pdf"
    assert run(["store", "init", store, "--board", "hn", "--year", "2018", *key]) == 0
    compose = ["report", "compose", "--kind", "BC06", "--period", "2018", "--out", str(out)]
    assert run(["--store", store, *key, *compose]) == 0
    return out


def serial_of(ctl: Ctl, label: str) -> str:
    listed = ctl.done("token", "list", "--driver", driver(), "--json").json
    found: str = next(token["serial"] for token in listed["tokens"] if token["label"] == label)
    return found


def test_tokens_are_listed_with_whose_keys_are_on_them(ctl: Ctl, trust: Path):
    words = ctl.done("token", "list", "--driver", driver()).out
    assert all(label in words and name in words for label, (name, _key) in HOLDERS.items())


def test_the_doctor_says_all_is_well_and_signs_a_page(ctl: Ctl, trust: Path, pin: Path):
    which = ("--driver", driver(), "--token-serial", serial_of(ctl, "Trưởng ban"))
    found = ctl.done("token", "doctor", *which, "--trust", trust, "--pin-file", pin, "--json").json
    assert {one["check"]: one["health"] for one in found}["signing"] == "good"
    assert not [one for one in found if one["health"] == "bad"]
    words = ctl.done("token", "doctor", *which, "--trust", trust).out
    assert "Nguyễn Thị Trưởng Ban" in words


def test_the_doctor_ends_with_a_fault_when_there_is_one(ctl: Ctl, trust: Path):
    wrong = ctl.write("sai.txt", "999999\n")
    which = ("--driver", driver(), "--token-serial", serial_of(ctl, "Văn thư"))
    said = ctl.run("token", "doctor", *which, "--pin-file", wrong, "--json")
    assert said.code == 1
    assert [one["code"] for one in said.json if one["health"] == "bad"] == ["pin_wrong"]
    ctl.done("token", "doctor", *which, "--pin-file", ctl.write("pin.txt", PIN))


def test_the_doctor_names_what_is_missing_before_there_is_a_key(ctl: Ctl, trust: Path):
    nothing = ctl.run("token", "doctor", "--driver", "/nowhere/driver.so", "--json")
    assert (nothing.code, [one["code"] for one in nothing.json]) == (1, ["driver_missing"])
    other = ctl.run("token", "doctor", "--driver", driver(), "--token-serial", "0000", "--json")
    assert (other.code, other.json[-1]["check"], other.json[-1]["code"]) == (1, "token", "token_other")


def test_two_keys_are_not_guessed_between(ctl: Ctl, trust: Path, pin: Path):
    assert ctl.refused("token", "doctor", "--driver", driver()) == "token_choice"


def test_a_key_is_a_file_or_on_a_token_and_not_both(ctl: Ctl):
    sign = ("report", "sign", "a.pdf", "--role", "leader", "--out", "b.pdf")
    assert ctl.run(*sign).code == 2
    assert ctl.run(*sign, "--p12", "a.p12", "--token", "auto").code == 2


def test_the_whole_way_with_two_tokens_is_trusted(ctl: Ctl, trust: Path, pin: Path, fresh: Path):
    signed, issued = (ctl.folder / name for name in ("b.pdf", "c.pdf"))

    def token(label: str) -> tuple[object, ...]:
        return ("--token", driver(), "--token-serial", serial_of(ctl, label), "--pin-file", pin)

    ctl.done("report", "sign", fresh, *token("Trưởng ban"), "--role", "leader", "--out", signed)
    number = ("--number", "12", "--date", "2019-01-15")
    ctl.done("report", "issue", signed, *number, *token("Văn thư"), "--out", issued)
    found = ctl.done("verify", issued, "--trust", trust, "--json").json
    assert found["verdict"] == "TOTAL_PASSED"
    assert [one["signer"] for one in found["signatures"]] == ["Nguyễn Thị Trưởng Ban", "Ban Dân vận Thử"]


def test_a_token_with_its_own_keys_signs_without_a_pin_file(ctl: Ctl, trust: Path, fresh: Path):
    library = faulty_driver(ctl.folder / "bàn phím.so", f"keypad {PIN}", f"add_flags {OWN_PAD}")
    token = ("--token-serial", serial_of(ctl, "Trưởng ban"))
    signed, page = ctl.folder / "b.pdf", ctl.folder / "trang thử.pdf"
    said = ctl.done("report", "sign", fresh, "--token", library, *token, "--role", "leader", "--out", signed)
    assert "token" in said.err
    ctl.done("token", "doctor", "--driver", library, *token, "--own-keys", "--keep", page)
    assert ctl.done("verify", page, "--trust", trust, "--json").json["verdict"] == "TOTAL_PASSED"
    assert ctl.run("token", "doctor", "--driver", library, *token, "--keep", page).code == 2
    doctor = ("token", "doctor", "--driver", library, *token, "--own-keys")
    assert ctl.refused(*doctor, "--keep", library) == "output_is_input"
    assert ctl.refused(*doctor, "--keep", ctl.write("pin.txt", PIN)) == "output_taken"


def test_what_may_not_sign_is_refused_before_anybody_is_asked_for_a_pin(ctl: Ctl, trust: Path, fresh: Path):
    for label, flags, code in (("Trưởng ban", 0x40000, "pin_locked"), ("Văn thư", 0x80000, "pin_to_change")):
        library = faulty_driver(ctl.folder / f"{code}.so", f"add_flags {flags}")
        token = ("--token", library, "--token-serial", serial_of(ctl, label))
        sign = ("report", "sign", fresh, *token, "--role", "leader", "--out", ctl.folder / "b.pdf")
        assert ctl.run(*sign, "--json").refusal["code"] == code


def test_one_token_seen_through_two_drivers_is_one_key(ctl: Ctl, trust: Path):
    again = faulty_driver(ctl.folder / "hãng khác.so", "serial 0123456789abcdef")
    known = "".join(
        f'[[driver]]\nmaker = "{file.stem}"\nlinux = ["{file}"]\nwindows = []\n' for file in (driver(), again)
    )
    ctl.write("token-drivers.toml", known)
    tools = replace(make_tools(), tokens=Pkcs11Tokens(ctl.folder, ctl.folder / "tries.json"))
    assert len(present_tokens(tools)) > len(HOLDERS)
    keys = present_keys(tools)
    assert sorted(one.key.holder.name for one in keys) == sorted(name for name, _kind in HOLDERS.values())
    assert {one.place.driver for one in keys} == {driver()}


def test_a_wrong_pin_leaves_nothing_behind(ctl: Ctl, trust: Path, pin: Path, fresh: Path):
    signed = ctl.folder / "b.pdf"
    token = ("--token-serial", serial_of(ctl, "Trưởng ban"))
    wrong = (*token, "--token", driver(), "--pin-file", ctl.write("sai.txt", "000000"))
    said = ctl.run("report", "sign", fresh, *wrong, "--role", "leader", "--out", signed, "--json")
    assert said.refusal["code"] == "pin_wrong"
    assert not signed.exists()
    ctl.done("token", "doctor", *token, "--driver", driver(), "--pin-file", pin)


def test_whoever_checked_the_pin_elsewhere_may_sign_here_again(ctl: Ctl, trust: Path, pin: Path, fresh: Path):
    key = ("--driver", driver(), "--token-serial", serial_of(ctl, "Trưởng ban"))
    wrong = ctl.write("wrong.txt", "000000\n")
    for _ in range(2):
        assert ctl.run("token", "doctor", *key, "--pin-file", wrong).code == 1
    assert ctl.run("token", "doctor", *key, "--pin-file", pin).code == 1
    ctl.done("token", "pin-checked", *key)
    assert ctl.run("token", "doctor", *key, "--pin-file", pin).code == 0

"""Drivers with faults, and tokens that do what SoftHSM never does: keys of their own, locks, being pulled out while they sign."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.signing.make_pdf import prepared_pdf, stamp
from tests.signing.world import BOARD, LATER, LEADER, NOW, PASSWORD, World
from tests.tokens import (
    INITIALIZED,
    OWN_PAD,
    PIN,
    READ_ONLY,
    UNLOCKING_LAST,
    UNLOCKING_LOCKED,
    compiled,
    driver,
    faulty_driver,
    make_hsm,
    put_key,
)

from dvapp.domain.signing.token_errors import (
    DriverIncomplete,
    DriverMissing,
    DriverNotStarted,
    DriverUnusable,
    PinLastTry,
    PinLocked,
    PinNotGiven,
    PinWrong,
    TokenCannotSign,
    TokenRemoved,
)
from dvapp.domain.signing.tokens import Health, PinState, Symptom, Token, TokenPlace
from dvapp.domain.signing.verification import Verdict
from dvapp.host.resources import resources_folder
from dvapp.services.reports.paging import Fields
from dvapp.signing.drivers import installed, windows_bits
from dvapp.signing.pkcs11_tokens import Pkcs11Tokens

KINDS = {"Thẻ RSA": "rsa", "Thẻ EC": "ec", "Sai PIN": "ec"}


@pytest.fixture(scope="module", autouse=True)
def hsm(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    make_hsm(tmp_path_factory.mktemp("tokens") / "thẻ", *KINDS)
    for label, kind in KINDS.items():
        key = world.authority.issue(name=LEADER, organisation=BOARD, password=PASSWORD, key=kind)  # type: ignore[arg-type]
        put_key(label, key, PASSWORD)
    yield
    os.environ.pop("SOFTHSM2_CONF", None)


@pytest.fixture
def tokens(tmp_path: Path) -> Pkcs11Tokens:
    return Pkcs11Tokens(resources_folder(), tmp_path / "tries.json")


def token(tokens: Pkcs11Tokens, library: Path, label: str) -> Token:
    return next(one for one in tokens.tokens(library) if one.label == label)


def place(tokens: Pkcs11Tokens, library: Path, label: str = "Thẻ RSA") -> TokenPlace:
    return TokenPlace(driver=library, serial=token(tokens, library, label).serial, key="01")


def found(tokens: Pkcs11Tokens, at: TokenPlace) -> list[Symptom]:
    return list(tokens.examine(at, trust=None, now=NOW))


# --- drivers that are none, or not whole ------------------------------------------------------------------------------


def test_a_driver_that_is_not_there_is_told_as_such(tokens, tmp_path):
    with pytest.raises(DriverMissing):
        tokens.tokens(tmp_path / "không có.so")


def test_a_library_without_the_entrance_of_drivers_is_none(tokens, tmp_path):
    with pytest.raises(DriverUnusable) as refused:
        tokens.tokens(faulty_driver(tmp_path / "khác.so", entrance=False))
    assert refused.value.code == "driver_unusable"


def test_a_driver_that_lacks_something_says_what(tokens, tmp_path):
    wants = "extern int pcsc_of_the_maker(void); int C_GetFunctionList(void) { return pcsc_of_the_maker(); }"
    half = tmp_path / "nửa.so"
    half.write_bytes(compiled(wants, "-Wl,-z,now"))
    with pytest.raises(DriverIncomplete) as refused:
        tokens.tokens(half)
    assert refused.value.details["reason"] == "pcsc_of_the_maker"
    lost = tmp_path / "libtoken-maker.so.3"
    lost.write_bytes(compiled("int pcsc_of_the_maker(void) { return 0; }", f"-Wl,-soname,{lost.name}"))
    needy = tmp_path / "cần.so"
    needy.write_bytes(compiled(wants, str(lost)))
    lost.unlink()
    with pytest.raises(DriverIncomplete) as refused:
        tokens.tokens(needy)
    assert refused.value.details["reason"] == lost.name


def test_a_driver_that_does_not_start_is_told_with_its_own_number(tokens, tmp_path):
    library = faulty_driver(tmp_path / "dừng.so", "refuses_to_start 0x1B0")
    with pytest.raises(DriverNotStarted) as refused:
        tokens.tokens(library)
    assert str(refused.value.details["reason"]).lower() == "0x1b0"
    (told,) = found(tokens, TokenPlace(driver=library, serial="", key=""))
    assert (told.check, told.health, told.code) == ("driver", Health.BAD, "driver_not_started")


@pytest.mark.parametrize(("machine", "bits"), [(0x14C, 32), (0x8664, 64), (0xAA64, 64), (0x1C0, None)])
def test_the_width_of_a_library_for_windows_stands_in_its_head(machine, bits):
    head = b"MZ" + bytes(58) + (64).to_bytes(4, "little") + b"PE\0\0" + machine.to_bytes(2, "little")
    assert windows_bits(head) == bits
    assert windows_bits(head[:62]) is None


def test_a_maker_s_driver_is_found_where_its_installer_puts_it(tmp_path, monkeypatch):
    from dvapp.signing import drivers

    monkeypatch.setattr(drivers, "_LINUX", (str(tmp_path),))
    for name in ("libeToken.so", "libcastle.so.1.0.0", "bit4id/libbit4xpki.so", "fptca_v4.so"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "libeToken.so.10").symlink_to("libeToken.so")  # one library under two names is one driver
    makers = [one.maker for one in installed(resources_folder())]
    assert makers == ["bit4id", "SafeNet eToken", "Feitian ePass2003", "FPT-CA"]


# --- tokens with keys of their own ------------------------------------------------------------------------------------


def test_a_token_with_its_own_keys_gets_no_pin_from_the_program(tokens, tmp_path):
    library = faulty_driver(tmp_path / "bàn phím.so", f"keypad {PIN}", f"add_flags {OWN_PAD}")
    assert token(tokens, library, "Thẻ RSA").own_pad
    with tokens.open(place(tokens, library), "typed by mistake", now=NOW) as key:
        tokens.sign_scratch(key, now=NOW)


def test_a_pin_that_was_typed_wrong_on_the_token_counts_too(tokens, tmp_path):
    library = faulty_driver(tmp_path / "nhầm.so", "keypad 999999", f"add_flags {OWN_PAD}")
    at = place(tokens, library, "Sai PIN")
    for refusal in (PinWrong, PinWrong, PinLastTry):
        with pytest.raises(refusal), tokens.open(at, "", now=NOW):
            pass


def test_no_pin_at_all_costs_no_try(tokens):
    with pytest.raises(PinNotGiven), tokens.open(place(tokens, driver()), "", now=NOW):
        pass
    assert token(tokens, driver(), "Thẻ RSA").pin is PinState.GOOD


# --- locks ------------------------------------------------------------------------------------------------------------


def test_a_token_that_locks_at_the_third_wrong_pin_is_never_locked_here(tokens, tmp_path):
    library = faulty_driver(tmp_path / "khoá.so", "locks_after 3")
    at = place(tokens, library, "Sai PIN")
    for _ in range(2):
        with pytest.raises(PinWrong), tokens.open(at, "000000", now=NOW):
            pass
    assert token(tokens, library, "Sai PIN").pin is PinState.LAST
    fresh = Pkcs11Tokens(resources_folder(), tmp_path / "of another computer.json")
    for program in (tokens, fresh):  # by our own count, and by the token's word
        with pytest.raises(PinLastTry), program.open(at, PIN, now=NOW):
            pass


def test_a_token_that_says_nothing_and_is_locked_all_the_same_is_told(tokens, tmp_path):
    library = faulty_driver(tmp_path / "câm.so", "locks_after 1", "take_flags 0x70000")
    at = place(tokens, library, "Sai PIN")
    with pytest.raises(PinWrong), tokens.open(at, "000000", now=NOW):
        pass
    with pytest.raises(PinLocked), tokens.open(at, PIN, now=NOW):
        pass


@pytest.mark.parametrize(
    ("flag", "code"), [(UNLOCKING_LOCKED, "unlocking_locked"), (UNLOCKING_LAST, "unlocking_low")]
)
def test_danger_for_the_unlocking_pin_is_told_and_keeps_nobody_from_signing(tokens, tmp_path, flag, code):
    library = faulty_driver(tmp_path / f"{code}.so", f"add_flags {flag}")
    told = [one for one in found(tokens, place(tokens, library)) if one.check == "unlocking"]
    assert [(one.health, one.code) for one in told] == [(Health.DOUBTFUL, code)]
    with tokens.open(place(tokens, library), PIN, now=NOW):
        pass


# --- ways of signing --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "faults"),
    [
        ("Thẻ RSA", ("mechanisms 0x43,0x250",)),  # with the newer padding only
        ("Thẻ EC", ("mechanisms 0x1041,0x250",)),  # a digest only
        ("Thẻ EC", ("mechanisms 0x1041,0x250,0x80000001",)),  # and one of the maker's own
        ("Thẻ RSA", ("asks_each_time 1",)),
        ("Thẻ EC", ("asks_each_time 1",)),
        ("Thẻ RSA", (f"add_flags {READ_ONLY}",)),
    ],
    ids=["PSS", "raw ECDSA", "maker's own", "PIN each time, RSA", "PIN each time, EC", "read only"],
)
def test_tokens_that_sign_in_their_own_way_sign(world, tokens, tmp_path, label, faults):
    library = faulty_driver(tmp_path / "cách riêng.so", *faults)
    with tokens.open(place(tokens, library, label), PIN, now=NOW) as key:
        signed = certified(world, key)
    assert world.verify(signed, now=LATER).signatures[0].intact


def test_a_token_that_can_only_encrypt_is_told_before_its_pin(tokens, tmp_path):
    library = faulty_driver(tmp_path / "mã hoá.so", "mechanisms 0x250,0x1082")
    with pytest.raises(TokenCannotSign), tokens.open(place(tokens, library), "000000", now=NOW):
        pass


def certified(world: World, key: object) -> bytes:
    return world.signatures.certify(
        prepared_pdf(), key, field=Fields.LEADER, stamp=stamp(LEADER), when=NOW, role="leader", place="x"  # type: ignore[arg-type]  # as the port gives it
    )  # fmt: skip


# --- pulled out -------------------------------------------------------------------------------------------------------


def test_what_was_signed_before_a_token_was_pulled_out_stays_good(world, tokens, tmp_path):
    library = faulty_driver(tmp_path / "rút ra.so", "is_pulled_out_after 1")
    with tokens.open(place(tokens, library), PIN, now=NOW) as key:
        signed = certified(world, key)
        with pytest.raises(TokenRemoved) as refused:
            certified(world, key)
    assert refused.value.where == "Thẻ RSA"
    assert world.verify(signed, now=LATER).verdict is Verdict.TOTAL_PASSED


def test_a_label_that_was_cut_within_a_letter_is_still_a_name(tokens, tmp_path):
    cut = "Trưởng ban Dân v".encode() + "ậ".encode()[:2]
    library = faulty_driver(tmp_path / "cắt.so", f"label_bytes {cut.hex()}")
    assert {one.label for one in tokens.tokens(library)} == {"Trưởng ban Dân v"}


def test_a_token_on_which_nothing_was_set_up_is_told_as_such(tokens, tmp_path):
    library = faulty_driver(tmp_path / "trắng.so", f"take_flags {INITIALIZED}")
    assert tokens.tokens(library) == ()
    told = found(tokens, TokenPlace(driver=library, serial="", key=""))
    assert [(one.check, one.code) for one in told][-1] == ("token", "token_blank")


def test_two_tokens_with_one_label_are_told_apart_by_their_serials(tokens, tmp_path):
    library = faulty_driver(tmp_path / "trùng tên.so", f"label_bytes {b'Van thu'.hex()}")
    both = [one for one in tokens.tokens(library) if one.label == "Van thu"]
    assert len({one.serial for one in both}) == len(both) == len(KINDS)
    for one in both:
        with tokens.open(TokenPlace(driver=library, serial=one.serial, key="01"), PIN, now=NOW) as key:
            tokens.sign_scratch(key, now=NOW)


def test_a_page_that_was_signed_to_try_a_token_is_a_good_file(world, tokens, tmp_path):
    with tokens.open(place(tokens, driver()), PIN, now=NOW) as key:
        page = tokens.sign_scratch(key, now=NOW)
    verified = world.verify(page, now=LATER)
    assert (verified.verdict, verified.signatures[0].signer) == (Verdict.TOTAL_PASSED, LEADER)


def test_no_fault_ends_otherwise_than_in_words(tokens, tmp_path):
    library = faulty_driver(tmp_path / "lạ.so", "serial ", "label_bytes ff", "mechanisms 0x0")
    for one in tokens.tokens(library):
        at = TokenPlace(driver=library, serial=one.serial, key="01")
        with pytest.raises(TokenCannotSign), tokens.open(at, PIN, now=NOW):
            pass

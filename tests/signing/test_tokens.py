"""Signing with real tokens (SoftHSM), and every fault of one said by its name before a PIN is risked."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.signing.make_pdf import fills, prepared_pdf, stamp
from tests.signing.world import BOARD, LATER, LEADER, NOW, PASSWORD, World
from tests.tokens import PIN, Hsm, driver, make_hsm, put_key

from dvapp.domain.errors import CertificateExpired, CertificateNotYetValid, CertificateUnsuitable
from dvapp.domain.signing.authorities import Trusted
from dvapp.domain.signing.token_errors import (
    DriverBitness,
    DriverUnusable,
    PinLastTry,
    PinWrong,
    TokenKeyMissing,
    TokenMissing,
)
from dvapp.domain.signing.tokens import Health, PinState, TokenPlace
from dvapp.domain.signing.verification import Verdict
from dvapp.host.resources import resources_folder
from dvapp.services.reports.paging import Fields
from dvapp.signing.drivers import OWN_BITS, require_loadable
from dvapp.signing.pkcs11_tokens import Pkcs11Tokens
from dvapp.signing.tokens import certificate_of

NOWHERE = "http://127.0.0.1:9/thu-hoi.crl"
"""Nobody listens at the discard port."""

TOKENS: dict[str, dict[str, object]] = {
    "Trưởng ban": {"name": LEADER, "key": "rsa"},
    "Văn thư": {"name": BOARD, "key": "ec"},
    "Hết hạn": {"name": LEADER, "days": 1, "not_before": NOW - timedelta(days=30)},
    "Chưa tới ngày": {"name": LEADER, "not_before": NOW + timedelta(days=3)},
    "Mã hoá": {"name": LEADER, "usage": frozenset({"key_encipherment"})},
    "Không khoá": {"name": LEADER},
    "Sai PIN": {"name": LEADER},
    "Sắp hết": {"name": LEADER, "days": 10},
    "Có danh sách thu hồi": {"name": LEADER, "revocation_url": NOWHERE},
}


@pytest.fixture(scope="module")
def hsm(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hsm]:
    made = make_hsm(tmp_path_factory.mktemp("tokens") / "thẻ", *TOKENS, "Trống")
    for label, certificate in TOKENS.items():
        given = {"organisation": BOARD, "password": PASSWORD, **certificate}
        put_key(label, world.authority.issue(**given), PASSWORD, with_key=label != "Không khoá")  # type: ignore[arg-type]
    yield made
    os.environ.pop("SOFTHSM2_CONF", None)


@pytest.fixture
def tokens(hsm: Hsm, tmp_path: Path) -> Pkcs11Tokens:
    return Pkcs11Tokens(resources_folder(), tmp_path / "tries.json")


@pytest.fixture
def place(tokens: Pkcs11Tokens):
    def of(label: str) -> TokenPlace:
        token = next(token for token in tokens.tokens(driver()) if token.label == label)
        return TokenPlace(driver=driver(), serial=token.serial, key="01")

    return of


def test_tokens_and_their_keys_are_listed_without_a_pin(tokens):
    found = {token.label: token for token in tokens.tokens(driver())}
    assert found.keys() >= {*TOKENS, "Trống"}
    leader = found["Trưởng ban"]
    assert (leader.model, leader.own_pad) == ("SoftHSM v2", False)
    (key,) = tokens.keys(driver(), leader.serial, now=NOW)
    assert (key.holder.name, key.holder.organisation, key.algorithm, key.may_sign) == (
        LEADER,
        BOARD,
        "rsa",
        True,
    )
    assert tokens.keys(driver(), found["Trống"].serial, now=NOW) == ()


def test_leader_and_clerk_sign_with_their_tokens(world, tokens, place):
    with tokens.open(place("Trưởng ban"), PIN, now=NOW) as key:
        assert key.holder.name == LEADER
        signed = world.signatures.certify(
            prepared_pdf(),
            key,
            field=Fields.LEADER,
            stamp=stamp(LEADER),
            when=NOW,
            role="leader",
            place="Hà Nội",
        )
    with tokens.open(place("Văn thư"), PIN, now=NOW) as key:
        sealed = world.signatures.seal(
            signed, key, field=Fields.SEAL, stamp=stamp(BOARD, Fields.SEAL), when=NOW, fills=fills()
        )
    verification = world.verify(sealed, now=LATER)
    assert verification.verdict is Verdict.TOTAL_PASSED
    assert [finding.signer for finding in verification.signatures] == [LEADER, BOARD]


def test_a_scratch_page_can_be_signed_to_try_a_token(tokens, place):
    for label in ("Trưởng ban", "Văn thư"):
        with tokens.open(place(label), PIN, now=NOW) as key:
            tokens.sign_scratch(key, now=NOW)


# --- faults -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "refusal"),
    [
        ("Hết hạn", CertificateExpired),
        ("Chưa tới ngày", CertificateNotYetValid),
        ("Mã hoá", CertificateUnsuitable),
        ("Trống", TokenKeyMissing),
    ],
)
def test_what_may_not_sign_is_refused_before_a_pin_is_risked(tokens, place, label, refusal):
    with pytest.raises(refusal), tokens.open(place(label), "0000", now=NOW):
        pass
    state = next(token.pin for token in tokens.tokens(driver()) if token.label == label)
    assert state is PinState.GOOD


def test_a_certificate_without_its_key_is_told(tokens, place):
    with pytest.raises(TokenKeyMissing), tokens.open(place("Không khoá"), PIN, now=NOW):
        pass


def test_a_token_that_is_not_in_is_named(tokens, place):
    gone = replace(place("Trưởng ban"), serial="khong-co")
    with pytest.raises(TokenMissing) as refused, tokens.open(gone, PIN, now=NOW):
        pass
    assert refused.value.where == "khong-co"


def test_after_two_wrong_pins_no_third_is_tried(tokens, place, tmp_path):
    for _ in range(2):
        with pytest.raises(PinWrong), tokens.open(place("Sai PIN"), "111111", now=NOW):
            pass
    later = Pkcs11Tokens(resources_folder(), tmp_path / "tries.json")  # the program was closed and opened
    with pytest.raises(PinLastTry), later.open(place("Sai PIN"), PIN, now=NOW):
        pass
    assert "111111" not in (tmp_path / "tries.json").read_text()


def test_a_right_pin_begins_the_count_anew(tokens, place):
    with pytest.raises(PinWrong), tokens.open(place("Sai PIN"), "111111", now=NOW):
        pass
    with tokens.open(place("Sai PIN"), PIN, now=NOW):
        pass
    for _ in range(2):
        with pytest.raises(PinWrong), tokens.open(place("Sai PIN"), "111111", now=NOW):
            pass


def test_a_file_that_is_no_driver_is_not_loaded(tokens, tmp_path):
    text = tmp_path / "trình điều khiển.so"
    text.write_text("không phải thư viện")
    foreign = tmp_path / "khac.so"
    foreign.write_bytes(b"\x7fELF" + bytes([1 if OWN_BITS == 64 else 2]) + bytes(100))
    for file, refusal in [
        (text, DriverUnusable),
        (foreign, DriverBitness),
        (tmp_path / "không có", DriverUnusable),
    ]:
        with pytest.raises(refusal):
            tokens.tokens(file)


def test_a_library_that_speaks_with_no_token_is_told(tokens):
    import sqlcipher3._sqlite3 as library

    with pytest.raises(DriverUnusable) as refused:
        tokens.tokens(Path(library.__file__))
    assert refused.value.details["reason"] == "load"


def test_a_driver_that_was_half_copied_is_refused_before_it_is_loaded(tmp_path):
    """Linux would map it, and end the program."""
    half = tmp_path / "half.so"
    half.write_bytes(driver().read_bytes()[:5000])
    with pytest.raises(DriverUnusable) as refused:
        require_loadable(half)
    assert refused.value.details["reason"] == "cut short"


def test_the_softhsm_driver_is_fit_for_this_program():
    require_loadable(driver())


# --- the doctor -------------------------------------------------------------------------------------------------------


def symptoms(tokens, place, **options):
    return {s.check: s for s in tokens.examine(place, **{"trust": None, "now": NOW, **options})}


def test_the_doctor_finds_a_good_token_good(world, tokens, place):
    found = symptoms(tokens, place("Trưởng ban"), trust=Trusted(roots=world.authority.pem))
    assert [check for check, s in found.items() if s.health is Health.GOOD] == [
        "driver", "bitness", "token", "pin", "key", "dates", "usage", "mechanism", "chain", "clock",
    ]  # fmt: skip
    assert (found["revocation"].health, found["revocation"].code) == (Health.UNKNOWN, "revocation_unnamed")


@pytest.mark.parametrize(
    ("label", "check", "code"),
    [
        ("Hết hạn", "dates", "certificate_expired"),
        ("Chưa tới ngày", "dates", "certificate_not_yet_valid"),
        ("Sắp hết", "dates", "certificate_ends_soon"),
        ("Mã hoá", "usage", "certificate_unsuitable"),
        ("Trống", "key", "token_key_missing"),
    ],
)
def test_the_doctor_names_each_fault(tokens, place, label, check, code):
    assert symptoms(tokens, place(label))[check].code == code


def test_the_doctor_knows_a_stranger_authority(tokens, place):
    from dvapp.signing.authority import ThrowawayAuthority

    stranger = ThrowawayAuthority("Cơ quan khác", NOW).pem
    assert (
        symptoms(tokens, place("Trưởng ban"), trust=Trusted(roots=stranger))["chain"].code == "chain_unknown"
    )


def test_the_doctor_judges_by_the_lists_that_are_kept(world, tokens, place):
    own, _others = certificate_of(place("Trưởng ban"), now=NOW)

    def found(*revoked: int) -> tuple[Health, str]:
        lists = (world.authority.revocation_list(*revoked),)
        trusted = Trusted(roots=world.authority.pem, lists=lists)
        symptom = symptoms(tokens, place("Trưởng ban"), trust=trusted)["revocation"]
        return symptom.health, symptom.code

    assert found(own.serial_number) == (Health.BAD, "certificate_revoked")
    assert found() == (Health.GOOD, "revocation_listed")


def test_the_doctor_sees_a_clock_that_stands_in_a_year_long_gone(tokens, place):
    found = symptoms(tokens, place("Trưởng ban"), now=NOW.replace(year=2009))
    assert found["clock"].code == "clock_behind"


def test_the_doctor_sees_that_only_the_last_try_is_left(tokens, place):
    for _ in range(2):
        with pytest.raises(PinWrong), tokens.open(place("Sai PIN"), "111111", now=NOW):
            pass
    assert symptoms(tokens, place("Sai PIN"))["pin"].code == "pin_last_try"


def test_the_doctor_stops_at_a_driver_that_is_none(tokens, place, tmp_path):
    file = tmp_path / "x.so"
    file.write_text("x")
    found = symptoms(tokens, replace(place("Trưởng ban"), driver=file))
    assert [(s.check, s.code) for s in found.values()] == [("driver", "driver_unusable")]


def test_the_doctor_asks_about_revocation_only_when_told_to(tokens, place):
    quiet = symptoms(tokens, place("Có danh sách thu hồi"))["revocation"]
    assert (quiet.health, quiet.code) == (Health.UNKNOWN, "revocation_not_asked")
    asked = symptoms(tokens, place("Có danh sách thu hồi"), ask=True)["revocation"]
    assert (asked.health, asked.code) == (Health.DOUBTFUL, "revocation_unreachable")
    assert dict(asked.details)["where"] == NOWHERE

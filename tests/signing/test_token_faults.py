"""Every fault of a token by its name: told by the doctor and refused by signing, with RSA and EC keys, before a PIN is risked.

SoftHSM never locks a PIN itself: what it tells of one is set in the token's file.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.signing.make_pdf import prepared_pdf, stamp
from tests.signing.world import BOARD, LEADER, NOW, PASSWORD, World
from tests.tokens import (
    COUNT_LOW,
    LAST_TRY,
    LOCKED,
    PIN,
    TO_BE_CHANGED,
    Hsm,
    allow_mechanisms,
    begin_anew,
    driver,
    make_hsm,
    make_token_without_pin,
    put_key,
    set_flags,
)

from dvapp.domain.signing.token_errors import (
    PinLastTry,
    PinLocked,
    PinToChange,
    PinUnset,
    TokenCannotSign,
    TokenCertificateMissing,
    TokenMissing,
    TokenRemoved,
)
from dvapp.domain.signing.tokens import Health, PinState, TokenPlace
from dvapp.host.resources import resources_folder
from dvapp.services.reports.paging import Fields
from dvapp.signing.pkcs11_tokens import Pkcs11Tokens

KINDS = {"Thẻ RSA": "rsa", "Thẻ EC": "ec"}


@pytest.fixture(scope="module")
def hsm(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hsm]:
    made = make_hsm(tmp_path_factory.mktemp("tokens") / "thẻ", *KINDS, "Có khoá")
    for label in (*KINDS, "Có khoá"):
        given = {"name": LEADER, "organisation": BOARD, "password": PASSWORD, "key": KINDS.get(label, "ec")}
        put_key(label, world.authority.issue(**given), PASSWORD, with_certificate=label in KINDS)  # type: ignore[arg-type]  # what the case wants
    yield made
    os.environ.pop("SOFTHSM2_CONF", None)


@pytest.fixture
def tokens(hsm: Hsm, tmp_path: Path) -> Pkcs11Tokens:
    return Pkcs11Tokens(resources_folder(), tmp_path / "tries.json")


def place_of(tokens: Pkcs11Tokens, label: str) -> TokenPlace:
    token = next(token for token in tokens.tokens(driver()) if token.label == label)
    return TokenPlace(driver=driver(), serial=token.serial, key="01")


def found(tokens: Pkcs11Tokens, place: TokenPlace, check: str) -> tuple[Health, str]:
    symptom = next(s for s in tokens.examine(place, trust=None, now=NOW) if s.check == check)
    return symptom.health, symptom.code


@pytest.mark.parametrize("label", KINDS)
@pytest.mark.parametrize(
    ("flags", "state", "refusal"),
    [
        (LAST_TRY | COUNT_LOW, PinState.LAST, PinLastTry),
        (LOCKED, PinState.LOCKED, PinLocked),
        (TO_BE_CHANGED, PinState.CHANGE, PinToChange),
    ],
    ids=["last try", "locked", "to be changed"],
)
def test_no_pin_is_tried_where_the_token_says_it_must_not(hsm, tokens, label, flags, state, refusal):
    place = place_of(tokens, label)
    set_flags(hsm, label, add=flags)
    try:
        assert next(t.pin for t in tokens.tokens(driver()) if t.label == label) is state
        with pytest.raises(refusal) as refused, tokens.open(place, PIN, now=NOW):
            pass
        assert refused.value.where == label
        assert found(tokens, place, "pin") == (Health.BAD, refusal.code)
    finally:
        set_flags(hsm, label, take=flags)
    with tokens.open(place, PIN, now=NOW) as key:
        assert key.holder.name == LEADER


def test_a_token_whose_pin_nobody_ever_set_is_told_as_such(hsm, tokens):
    make_token_without_pin("Thẻ mới")
    place = replace(place_of(tokens, "Thẻ mới"), key="")
    assert next(t.pin for t in tokens.tokens(driver()) if t.label == "Thẻ mới") is PinState.UNSET
    with pytest.raises(PinUnset) as refused, tokens.open(place, PIN, now=NOW):
        pass
    assert refused.value.where == "Thẻ mới"
    assert found(tokens, place, "pin") == (Health.BAD, "pin_unset")


def test_a_wrong_pin_before_is_told_as_a_warning(hsm, tokens):
    set_flags(hsm, "Thẻ RSA", add=COUNT_LOW)
    try:
        assert found(tokens, place_of(tokens, "Thẻ RSA"), "pin") == (Health.DOUBTFUL, "pin_low")
    finally:
        set_flags(hsm, "Thẻ RSA", take=COUNT_LOW)


@pytest.mark.parametrize(("label", "algorithm"), KINDS.items())
def test_a_token_without_a_way_to_sign_is_told_before_its_pin_is_used(hsm, tokens, label, algorithm):
    place = place_of(tokens, label)
    allow_mechanisms(hsm, "CKM_SHA256")
    try:
        with pytest.raises(TokenCannotSign) as refused, tokens.open(place, "000000", now=NOW):
            pass
        assert refused.value.details["algorithm"] == algorithm.upper()
        assert found(tokens, place, "mechanism") == (Health.BAD, "token_cannot_sign")
        assert next(t.pin for t in tokens.tokens(driver()) if t.label == label) is PinState.GOOD
    finally:
        allow_mechanisms(hsm, "ALL")


@pytest.mark.parametrize("label", KINDS)
def test_a_token_that_signs_digests_only_signs_all_the_same(world, hsm, tokens, label):
    place = place_of(tokens, label)
    allow_mechanisms(hsm, "CKM_RSA_PKCS,CKM_ECDSA,CKM_SHA256")
    try:
        with tokens.open(place, PIN, now=NOW) as key:
            tokens.sign_scratch(key, now=NOW)
    finally:
        allow_mechanisms(hsm, "ALL")


@pytest.mark.parametrize("label", KINDS)
def test_a_token_that_is_pulled_out_while_it_signs_is_told(world, tokens, label):
    with tokens.open(place_of(tokens, label), PIN, now=NOW) as key:
        begin_anew()  # what was open is gone
        with pytest.raises(TokenRemoved) as refused:
            world.signatures.certify(
                prepared_pdf(), key, field=Fields.LEADER, stamp=stamp("x"), when=NOW, role="leader", place="x"
            )
    assert refused.value.where == label


def test_a_token_whose_folder_is_gone_is_missing(hsm, tokens, tmp_path):
    place = place_of(tokens, "Thẻ EC")
    folder = next(p.parent for p in hsm.folder.glob("*/token.object") if "Thẻ EC".encode() in p.read_bytes())
    away = folder.rename(tmp_path / folder.name)
    try:
        begin_anew()
        with pytest.raises(TokenMissing), tokens.open(place, PIN, now=NOW):
            pass
        assert found(tokens, place, "token") == (Health.BAD, "token_other")
    finally:
        away.rename(folder)
        begin_anew()


def test_a_key_without_its_certificate_is_told(tokens):
    place = place_of(tokens, "Có khoá")
    assert tokens.keys(driver(), place.serial, now=NOW) == ()
    with pytest.raises(TokenCertificateMissing), tokens.open(replace(place, key=""), PIN, now=NOW):
        pass
    assert found(tokens, place, "key") == (Health.BAD, "token_key_missing")

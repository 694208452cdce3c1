"""Opening keys: what may sign, and what is refused before it signs."""

import unicodedata
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from tests.signing.world import BOARD, LEADER, NOW, PASSWORD

from dvapp.domain.errors import (
    CertificateExpired,
    CertificateNotYetValid,
    CertificateUnsuitable,
    KeyPasswordWrong,
    KeyUnreadable,
)


def test_a_key_says_whose_it_is(world):
    holder = world.key().holder
    assert (holder.name, holder.organisation) == (LEADER, BOARD)
    assert holder.issuer == "Cơ quan chứng thực thử nghiệm"
    assert holder.valid_from <= NOW <= holder.valid_to
    assert holder.valid_from.utcoffset() == NOW.utcoffset()


def test_names_come_out_composed_however_they_went_in(world):
    holder = world.key(name=unicodedata.normalize("NFD", LEADER)).holder
    assert holder.name == LEADER


def test_a_password_opens_however_its_letters_are_composed(world):
    issued = world.authority.issue(
        name=LEADER, organisation="", password=unicodedata.normalize("NFC", PASSWORD)
    )
    key = world.signatures.open_key(issued, unicodedata.normalize("NFD", PASSWORD), now=NOW)
    assert key.holder.name == LEADER


def test_a_wrong_password_opens_nothing(world):
    issued = world.authority.issue(name=LEADER, organisation="", password=PASSWORD)
    for wrong in ("", "mat khau", PASSWORD + " "):
        with pytest.raises(KeyPasswordWrong) as refusal:
            world.signatures.open_key(issued, wrong, now=NOW, where="khoa.p12")
        assert refusal.value.where == "khoa.p12"


@pytest.mark.parametrize(
    "content", [b"", b"0", b"%PDF-1.7", b"\x30\x03\x02\x01\x03", b"\x30\x82\xff\xff", bytes(300)]
)
def test_a_file_that_is_no_key_is_not_blamed_on_the_password(world, content):
    with pytest.raises(KeyUnreadable) as refusal:
        world.signatures.open_key(content, PASSWORD, now=NOW, where="anh.jpg")
    assert refusal.value.where == "anh.jpg"


def test_a_certificate_is_not_a_key(world):
    with pytest.raises(KeyUnreadable):
        world.signatures.open_key(world.authority.der, PASSWORD, now=NOW)


def test_a_key_without_its_own_certificate_is_refused(world):
    issued = world.authority.issue(name=LEADER, organisation="", password="x")
    stranger = pkcs12.load_pkcs12(issued, b"x").cert
    assert stranger is not None
    mixed = pkcs12.serialize_key_and_certificates(
        None,
        ec.generate_private_key(ec.SECP256R1()),
        None,
        [stranger.certificate],
        BestAvailableEncryption(b"x"),
    )
    with pytest.raises(KeyUnreadable):
        world.signatures.open_key(mixed, "x", now=NOW)


def test_an_expired_certificate_is_refused_with_its_day(world):
    with pytest.raises(CertificateExpired) as refusal:
        world.key(days=30, opened=NOW + timedelta(days=31))
    assert refusal.value.where == LEADER
    assert refusal.value.details == {"until": date(2019, 2, 14)}


def test_a_certificate_of_tomorrow_is_refused_with_its_day(world):
    with pytest.raises(CertificateNotYetValid) as refusal:
        world.key(not_before=NOW + timedelta(days=1))
    assert refusal.value.details == {"since": date(2019, 1, 16)}


@pytest.mark.parametrize(
    "usage", [{"digital_signature"}, {"content_commitment"}, {"content_commitment", "crl_sign"}, None]
)
def test_a_certificate_that_may_sign_is_taken(world, usage):
    assert world.key(usage=usage).holder.name == LEADER


@pytest.mark.parametrize("usage", [{"key_encipherment"}, {"key_agreement", "data_encipherment"}])
def test_a_certificate_that_may_only_encrypt_is_refused(world, usage):
    with pytest.raises(CertificateUnsuitable) as refusal:
        world.key(usage=usage)
    assert refusal.value.where == LEADER
    assert set(str(refusal.value.details["usage"]).split(", ")) == usage


def test_an_authority_may_not_sign_documents(world):
    with pytest.raises(CertificateUnsuitable):
        world.key(authority=True)


def test_an_open_key_does_not_print_its_secret(world):
    assert "PrivateKey" not in repr(world.leader)
    assert "signer" not in repr(world.leader)

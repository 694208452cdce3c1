"""What authorities and offices leave on tokens: odd, old, double and missing things, each told by its name, and the right key
found among them."""

import os
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, pkcs12
from hypothesis import given
from hypothesis import strategies as st
from tests.signing.authorities import DAY, NOW, YEAR, Made, make, revocation_list
from tests.tokens import PIN, driver, make_hsm, put_key

from dvapp.domain.errors import CertificateNotYetValid
from dvapp.domain.signing.authorities import Trusted
from dvapp.domain.signing.token_errors import (
    CertificateWeak,
    TokenBusy,
    TokenEmpty,
    TokenKeyMissing,
    TokenPrivateKeyMissing,
)
from dvapp.domain.signing.tokens import Health, Symptom, TokenPlace
from dvapp.host.clock import SystemClock
from dvapp.host.resources import resources_folder
from dvapp.signing.keys import open_key
from dvapp.signing.pkcs11_tokens import Pkcs11Tokens
from dvapp.signing.token_objects import read_name

LABELS = (
    "Hai chứng thư", "Ba khoá", "Không số", "Trùng số", "Chỉ chứng thư", "Trống", "Chữ lạ", "P-384", "Ngắn", "SHA-1",
    "Ngày mai", "Có mạng", "Danh sách mất",
)  # fmt: skip
ROOT = make("Gốc thử miền Trung")


@cache
def rsa_key() -> rsa.RSAPrivateKey:
    """One for all that need one: it costs more than the signatures."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def person(name: str, **certificate: Any) -> Made:
    return make(name, by=ROOT, authority=False, organisation="Ban Dân vận Tỉnh uỷ Quảng Trị", **certificate)


def packed(made: Made) -> bytes:
    name = b"x"
    return pkcs12.serialize_key_and_certificates(name, made.key, made.certificate, None, NoEncryption())


def with_sha1(made: Made) -> Made:
    """As if its authority had signed it with SHA-1: the names of both ways are of one length."""
    der = made.certificate.public_bytes(Encoding.DER)
    new, old = (bytes.fromhex(f"06092a864886f70d0101{way}") for way in ("0b", "05"))
    return Made(certificate=x509.load_der_x509_certificate(der.replace(new, old)), key=made.key)


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        pass


def answer(environ: dict[str, Any], start: Any) -> list[bytes]:
    """A place that has one list, and says what time it is."""
    start("200 OK" if environ["PATH_INFO"] == "/thu-hoi.crl" else "404 Not Found", [])
    return [b""]


@pytest.fixture(scope="module", autouse=True)
def hsm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    make_hsm(tmp_path_factory.mktemp("tokens") / "thẻ", *LABELS)
    new = person("Bùi Gia Hạn")
    old = person("Bùi Gia Hạn", key=new.key, begin=NOW - 2 * YEAR, end=NOW - 60 * DAY)
    renewed = person("Bùi Gia Hạn", key=new.key, end=NOW + 2 * YEAR)
    for made, with_key in ((old, False), (renewed, False), (new, True)):
        put_key("Hai chứng thư", packed(made), "", with_key=with_key)
    for number, name in enumerate(("Phạm Một", "Phạm Hai", "Phạm Ba"), start=0xA0):
        put_key("Ba khoá", packed(person(name)), "", key_id=bytes([number]))
    put_key("Không số", packed(person("Dương Không Số", key=rsa_key())), "", key_id=b"")
    put_key("Không số", packed(person("Người Khác")), "", key_id=b"\x02")
    put_key("Trùng số", packed(person("Người Khác")), "", with_certificate=False)
    put_key("Trùng số", packed(person("Mai Trùng Số", key=rsa_key())), "")
    put_key("Chỉ chứng thư", packed(person("Đỗ Thiếu Khoá")), "", with_key=False)
    put_key("Chữ lạ", packed(person("Huỳnh Chữ Lạ")), "", name="Chữ ký số".encode("utf-16-le"))
    put_key("P-384", packed(person("Trần Đường Cong", key=ec.generate_private_key(ec.SECP384R1()))), "")
    put_key("Ngắn", packed(person("Lê Khoá Ngắn", weak=True)), "")
    old_way = with_sha1(make("Võ Cũ Kỹ", authority=False, key=rsa_key()))
    put_key("SHA-1", packed(old_way), "")
    put_key("Ngày mai", packed(person("Ngô Ngày Mai", begin=NOW + DAY)), "")
    server = make_server("127.0.0.1", 0, answer, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for label, path in (("Có mạng", "thu-hoi.crl"), ("Danh sách mất", "da-chuyen.crl")):
        there = f"http://127.0.0.1:{server.server_port}/{path}"
        put_key(label, packed(person(label, list_url=there)), "")
    yield
    server.shutdown()
    server.server_close()
    os.environ.pop("SOFTHSM2_CONF", None)


@pytest.fixture
def tokens(tmp_path: Path) -> Pkcs11Tokens:
    return Pkcs11Tokens(resources_folder(), tmp_path / "tries.json")


def place(tokens: Pkcs11Tokens, label: str, key: str | None = None) -> TokenPlace:
    token = next(one for one in tokens.tokens(driver()) if one.label == label)
    keys = [one.id for one in tokens.keys(driver(), token.serial, now=NOW)]
    return TokenPlace(driver=driver(), serial=token.serial, key=key if key is not None else [*keys, ""][0])


def found(
    tokens: Pkcs11Tokens, label: str, check: str, *, now: datetime = NOW, lists: bytes = b""
) -> Symptom:
    trust = Trusted(roots=ROOT.pem, lists=(lists,) if lists else ())
    told = tokens.examine(place(tokens, label), trust=trust, now=now)
    return next(one for one in told if one.check == check)


def signs(tokens: Pkcs11Tokens, at: TokenPlace) -> str:
    """Who signs a page there."""
    with tokens.open(at, PIN, now=NOW) as key:
        tokens.sign_scratch(key, now=NOW)
        return key.holder.name


def test_of_old_and_new_certificates_of_a_key_the_one_that_lasts_longest_is_taken(tokens):
    at = place(tokens, "Hai chứng thư")
    (key,) = tokens.keys(at.driver, at.serial, now=NOW)
    assert key.holder.valid_to == NOW + 2 * YEAR
    with tokens.open(at, PIN, now=NOW) as opened:
        assert opened.holder.valid_to == NOW + 2 * YEAR
    (before,) = tokens.keys(
        at.driver, at.serial, now=NOW - YEAR - 30 * DAY
    )  # when only the old one was valid
    assert before.holder.valid_to == NOW - 60 * DAY


@pytest.mark.parametrize(("key", "name"), [("a0", "Phạm Một"), ("a1", "Phạm Hai"), ("a2", "Phạm Ba")])
def test_of_several_keys_the_one_that_was_chosen_signs(tokens, key, name):
    assert signs(tokens, place(tokens, "Ba khoá", key)) == name


def test_a_key_that_was_given_no_identity_is_found_by_its_public_half(tokens):
    serial = place(tokens, "Không số").serial
    names = {one.holder.name: one.id for one in tokens.keys(driver(), serial, now=NOW)}
    assert names["Người Khác"] == "02"
    assert signs(tokens, place(tokens, "Không số", names["Dương Không Số"])) == "Dương Không Số"


def test_of_two_keys_with_one_identity_the_one_of_the_certificate_signs(tokens):
    assert signs(tokens, place(tokens, "Trùng số")) == "Mai Trùng Số"


def test_a_certificate_whose_key_is_elsewhere_is_told_with_its_name(tokens):
    with (
        pytest.raises(TokenPrivateKeyMissing) as refused,
        tokens.open(place(tokens, "Chỉ chứng thư"), PIN, now=NOW),
    ):
        pass
    assert (refused.value.where, refused.value.details["name"]) == ("Chỉ chứng thư", "Đỗ Thiếu Khoá")
    assert isinstance(refused.value, TokenKeyMissing)


def test_a_token_with_nothing_on_it_is_told_as_empty(tokens):
    with pytest.raises(TokenEmpty), tokens.open(place(tokens, "Trống"), PIN, now=NOW):
        pass
    assert found(tokens, "Trống", "key").code == "token_empty"


def test_a_name_in_letters_of_windows_hides_no_key(tokens):
    at = place(tokens, "Chữ lạ")
    (key,) = tokens.keys(at.driver, at.serial, now=NOW)
    assert key.label == "Chữ ký số"
    assert signs(tokens, at) == "Huỳnh Chữ Lạ"


@given(
    st.text(alphabet="abc ăâđêôơưÀỘẪỬỳ", min_size=2, max_size=30)
    .map(str.strip)
    .filter(lambda name: " " in name),
    st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]),
    st.integers(min_value=0, max_value=5),
)
def test_names_on_tokens_are_read_in_the_letters_they_were_written_in(name, letters, padding):
    assert read_name(name.encode(letters) + bytes(padding)) == name


def test_a_name_in_the_one_byte_letters_of_windows_is_read():
    assert read_name(b"Tr\xfd\xf5\xd2ng ban") == "Trưởng ban"  # cp1258: the letter, then its tone
    assert read_name(b"\xd2\xff\xfe\0") != ""
    assert read_name(b"") == ""


def test_a_key_on_a_longer_curve_signs(tokens):
    assert signs(tokens, place(tokens, "P-384")) == "Trần Đường Cong"


def test_a_key_that_is_too_short_is_refused_before_the_pin(tokens):
    with pytest.raises(CertificateWeak) as refused, tokens.open(place(tokens, "Ngắn"), "000000", now=NOW):
        pass
    assert (refused.value.details["bits"], refused.value.details["least"]) == ("1024", "2048")
    with pytest.raises(CertificateWeak):  # nor from a file
        open_key(packed(person("Lê Khoá Ngắn", weak=True)), "", now=NOW, where="khoá.p12")
    told = found(tokens, "Ngắn", "usage")
    assert (told.health, told.code) == (Health.BAD, "certificate_weak")


def test_a_certificate_that_was_signed_with_sha1_signs_with_a_caution(tokens):
    told = found(tokens, "SHA-1", "usage")
    assert (told.health, told.code) == (Health.DOUBTFUL, "certificate_old_digest")
    assert signs(tokens, place(tokens, "SHA-1")) == "Võ Cũ Kỹ"


def test_a_certificate_that_begins_tomorrow_waits_for_tomorrow(tokens):
    with pytest.raises(CertificateNotYetValid), tokens.open(place(tokens, "Ngày mai"), PIN, now=NOW):
        pass
    assert found(tokens, "Ngày mai", "dates").code == "certificate_not_yet_valid"
    assert found(tokens, "Ngày mai", "clock").health is Health.GOOD  # a day is within what clocks are wrong
    later = NOW + timedelta(hours=25)
    assert found(tokens, "Ngày mai", "dates", now=later).health is Health.GOOD


def test_a_clock_that_stands_before_the_list_that_is_kept_is_told(tokens):
    lists = revocation_list(ROOT, made=NOW - DAY)
    told = found(tokens, "P-384", "clock", now=NOW - 90 * DAY, lists=lists)
    assert (told.health, told.code) == (Health.BAD, "clock_behind_list")
    assert found(tokens, "P-384", "clock", lists=lists).health is Health.GOOD


def asked(tokens: Pkcs11Tokens, label: str, now: datetime) -> dict[str, tuple[Health, str]]:
    told = tokens.examine(place(tokens, label), trust=None, now=now, ask=True)
    return {one.check: (one.health, one.code) for one in told}


def test_a_place_that_has_its_list_answers_and_tells_the_time(tokens):
    now = SystemClock().now()
    told = asked(tokens, "Có mạng", now)
    assert (told["revocation"], told["clock"]) == ((Health.GOOD, ""), (Health.GOOD, ""))
    late = asked(tokens, "Có mạng", now + timedelta(hours=2))
    assert late["clock"] == (Health.DOUBTFUL, "clock_off")


def test_a_place_whose_list_is_gone_does_not_count_as_an_answer(tokens):
    told = asked(tokens, "Danh sách mất", SystemClock().now())
    assert told["revocation"] == (Health.DOUBTFUL, "revocation_unreachable")


def test_a_token_that_is_signing_is_not_unlocked_a_second_time(tokens):
    at = place(tokens, "P-384")
    with tokens.open(at, PIN, now=NOW) as key:
        with pytest.raises(TokenBusy) as refused, tokens.open(at, PIN, now=NOW):
            pass
        assert refused.value.where == "P-384"
        tokens.sign_scratch(key, now=NOW)  # the first is none the worse
    assert signs(tokens, at) == "Trần Đường Cong"

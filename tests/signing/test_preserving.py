"""A paper signed offline gets its timestamp and revocation answers later, and passes when its certificates are long gone."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from tests.authorities import NAMES, PASSWORD, Authority, serving
from tests.signing.make_pdf import fills, prepared_pdf, stamp

from dvapp.domain.errors import NotSigned, SignatureBroken
from dvapp.domain.signing.timestamp_errors import (
    RevocationListUnreadable,
    SignerNotTrusted,
    TimestampNotTrusted,
    TimestampUnavailable,
)
from dvapp.domain.signing.verification import Level, Reason, Verdict
from dvapp.host.clock import SystemClock
from dvapp.services.ports import Preservation
from dvapp.services.reports.paging import Fields
from dvapp.signing.authority import ThrowawayAuthority
from dvapp.signing.preserving import preserve
from dvapp.signing.signatures import PdfSignatures
from dvapp.signing.timestamps import PatientTimeStamper

NOW = SystemClock().now()
SIGNATURES = PdfSignatures()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with serving(tmp_path_factory.mktemp("cơ quan")) as running:
        yield running


def signed_by(authority: Authority, name: str, *, when: datetime = NOW) -> bytes:
    key = SIGNATURES.open_key(authority.key_file(name), PASSWORD, now=when)
    return SIGNATURES.certify(
        prepared_pdf(), key, field=Fields.LEADER, stamp=stamp("x"), when=when, role="leader", place="Hà Nội"
    )


@pytest.fixture(scope="module")
def sealed(authority: Authority) -> bytes:
    key = SIGNATURES.open_key(authority.key_file("seal"), PASSWORD, now=NOW)
    return SIGNATURES.seal(
        signed_by(authority, "leader"),
        key,
        field=Fields.SEAL,
        stamp=stamp("x", Fields.SEAL),
        when=NOW,
        fills=fills(),
    )


def stamped(pdf: bytes, asked: Authority, *, url: str = "", **evidence: object) -> bytes:
    given = {"authority": url or asked.url, "trust": asked.trust, **evidence}
    stamper = PatientTimeStamper(str(given["authority"]), pauses=(0.01,), patience=20)
    return preserve(pdf, Preservation(**given), stamper, now=SystemClock().now())  # type: ignore[arg-type]


def verified(pdf: bytes, authority: Authority, *, now: datetime | None = None):
    return SIGNATURES.verify(pdf, trust=authority.trust, now=now or SystemClock().now())


def test_offline_the_paper_says_that_revocation_is_not_known(authority, sealed):
    found = verified(sealed, authority)
    assert (found.verdict, found.reason) == (Verdict.INDETERMINATE, Reason.TRY_LATER)
    assert {finding.level for finding in found.signatures} == {Level.B}


@pytest.mark.parametrize("online", [False, True], ids=["with a list from a stick", "online"])
def test_with_timestamp_and_answers_it_passes_at_the_highest_level(authority, sealed, online):
    evidence = {"fetch": True} if online else {"lists": [authority.crl]}
    asked = len(authority.served)
    preserved = stamped(sealed, authority, **evidence)
    assert preserved.startswith(sealed)
    found = verified(preserved, authority)
    assert found.verdict is Verdict.TOTAL_PASSED
    leader, seal, time = found.signatures
    assert (leader.signer, seal.signer) == (NAMES["leader"], NAMES["seal"])
    assert [leader.level, seal.level] == [Level.LTA, Level.LTA]
    assert leader.proven is not None
    assert time.time_is_trusted
    places = {path.split("/")[2] for path in authority.served[asked:]}
    assert places == ({"tsa", "ocsp"} if online else {"tsa"})


def test_years_later_when_the_answers_are_old_it_still_passes(authority, sealed):
    preserved = stamped(sealed, authority, lists=[authority.crl])
    later = SystemClock().now() + timedelta(days=3650)
    assert verified(preserved, authority, now=later).verdict is Verdict.TOTAL_PASSED
    assert verified(sealed, authority, now=later).verdict is Verdict.INDETERMINATE


def test_a_second_timestamp_may_follow_the_first(authority, sealed):
    twice = stamped(stamped(sealed, authority, lists=[authority.crl]), authority, lists=[authority.crl])
    assert verified(twice, authority).verdict is Verdict.TOTAL_PASSED


def test_who_was_revoked_before_does_not_pass_with_a_timestamp(authority):
    signed = signed_by(authority, "revoked")
    with pytest.raises(SignerNotTrusted) as refused:
        stamped(signed, authority, lists=[authority.crl])
    assert refused.value.where == NAMES["revoked"]


def test_what_is_not_signed_or_was_changed_gets_no_timestamp(authority, sealed):
    with pytest.raises(NotSigned):
        stamped(prepared_pdf(), authority)
    with pytest.raises(SignatureBroken):
        stamped(sealed + b"\n% khac", authority)


def test_a_stranger_authority_and_a_broken_list_are_told(authority, sealed):
    stranger = ThrowawayAuthority("Cơ quan khác", NOW).pem
    with pytest.raises(SignerNotTrusted):
        stamped(sealed, authority, trust=stranger)
    with pytest.raises(RevocationListUnreadable):
        stamped(sealed, authority, lists=[b"khong phai"])


def test_when_nobody_answers_it_is_asked_again_and_then_refused(authority, sealed):
    with pytest.raises(TimestampUnavailable) as refused:
        stamped(sealed, authority, url="http://127.0.0.1:9/tsa", lists=[authority.crl])
    assert refused.value.where == "http://127.0.0.1:9/tsa"
    before = len(authority.served)
    with pytest.raises(TimestampUnavailable):
        stamped(sealed, authority, url=authority.url + "-khac", lists=[authority.crl])
    assert len(authority.served) - before == 2


def test_timestamps_of_a_stranger_are_not_taken(authority, sealed, tmp_path):
    with serving(tmp_path / "khác") as other, pytest.raises(TimestampNotTrusted):
        stamped(sealed, authority, url=other.url, lists=[authority.crl])

"""What managed trust makes of a signer: by roots, authorities between and revocation lists that came by hand."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from tests.signing.authorities import DAY, NOW, YEAR, Made, bundle, make, revocation_list

from dvapp.domain.errors import TrustUnreadable
from dvapp.domain.signing.authorities import SignerStanding, Trusted
from dvapp.domain.signing.timestamp_errors import RevocationListUnreadable
from dvapp.domain.signing.verification import Revocation
from dvapp.host.i18n import set_language
from dvapp.signing.x509_certificates import X509Certificates
from dvapp.ui.trust.words import fact_lines, signer_words

CERTIFICATES = X509Certificates()
PLACE = "http" + "://127.0.0.1:1/thu-hoi.crl"
OLD: dict[str, Any] = {"made": NOW - 30 * DAY, "due": NOW - 20 * DAY}


@pytest.fixture(scope="module")
def root() -> Made:
    return make("Gốc")


@pytest.fixture(scope="module")
def link(root: Made) -> Made:
    return make("Giữa", by=root)


@pytest.fixture(scope="module")
def signer(link: Made) -> Made:
    return make("Nguyễn Thị Ký", by=link, authority=False, list_url=PLACE)


def standing(signer: Made, root: Made, *between: Made, lists: tuple[bytes, ...] = ()) -> SignerStanding:
    trusted = Trusted(roots=root.pem, between=b"".join(one.pem for one in between), lists=lists)
    return CERTIFICATES.standing(signer.der, trusted, now=NOW)


def test_a_chain_is_found_through_kept_authorities_between(root, link, signer):
    assert standing(signer, root, link).known
    assert not standing(signer, root).known


def test_an_authority_between_is_not_trusted_by_itself(root, link, signer):
    stranger = make("Gốc khác")
    assert standing(signer, stranger, link).revocation is Revocation.NOT_ASKED
    assert not standing(signer, stranger, link).known
    nobody = CERTIFICATES.standing(signer.der, Trusted(between=link.pem), now=NOW)
    assert not nobody.known


def test_without_a_list_it_is_unknown_whether_the_certificate_was_revoked(root, link, signer):
    found = standing(signer, root, link)
    assert (found.revocation, found.list_made) == (Revocation.UNKNOWN, None)


def test_recent_lists_clear_or_convict(root, link, signer):
    above = revocation_list(root)
    good = standing(signer, root, link, lists=(revocation_list(link), above))
    assert (good.revocation, good.stale) == (Revocation.GOOD, False)
    assert good.list_made == NOW - DAY
    bad = standing(signer, root, link, lists=(revocation_list(link, signer), above))
    assert (bad.revocation, bad.revoked_at) == (Revocation.REVOKED, NOW - DAY)


def test_an_answer_of_an_authority_whose_clock_is_some_minutes_ahead_counts(root, link, signer):
    above = revocation_list(root)
    for minutes, known in ((2, Revocation.GOOD), (10, Revocation.UNKNOWN)):
        ahead = revocation_list(link, made=NOW + timedelta(minutes=minutes))
        assert standing(signer, root, link, lists=(ahead, above)).revocation is known


def test_an_old_list_clears_nobody_and_still_convicts(root, link, signer):
    above = revocation_list(root)
    unknown = standing(signer, root, link, lists=(revocation_list(link, **OLD), above))
    assert (unknown.revocation, unknown.stale) == (Revocation.UNKNOWN, True)
    bad = standing(signer, root, link, lists=(revocation_list(link, signer, **OLD), above))
    assert (bad.revocation, bad.revoked_at) == (Revocation.REVOKED, NOW - 30 * DAY)


def test_a_revoked_authority_between_takes_its_signers_along(root, link, signer):
    lists = (revocation_list(root, link, **OLD), revocation_list(link))
    assert standing(signer, root, link, lists=lists).revocation is Revocation.REVOKED


@pytest.mark.parametrize("age", [{}, OLD])
def test_a_certificate_that_names_no_place_to_ask_is_judged_by_lists_all_the_same(root, age):
    quiet = make("Người", by=root, authority=False)
    assert standing(quiet, root).revocation is Revocation.NOT_OFFERED
    assert (
        standing(quiet, root, lists=(revocation_list(root, quiet, **age),)).revocation is Revocation.REVOKED
    )
    cleared = standing(quiet, root, lists=(revocation_list(root, **age),)).revocation
    assert cleared is (Revocation.NOT_OFFERED if age else Revocation.GOOD)


def test_a_list_that_somebody_else_signed_in_the_authoritys_name_means_nothing(root, link, signer):
    forger = make("Giữa")
    forged = standing(signer, root, link, lists=(revocation_list(forger, signer), revocation_list(root)))
    assert forged.revocation is Revocation.UNKNOWN


def test_words_before_signing_warn_of_everything_that_is_not_known(root, link, signer):
    set_language("en")
    above = revocation_list(root)
    assert signer_words(standing(signer, root, link, lists=(revocation_list(link), above))) == ""
    assert "does not lead" in signer_words(standing(signer, root))
    assert "no revocation list" in signer_words(standing(signer, root, link))
    assert "too old" in signer_words(
        standing(signer, root, link, lists=(revocation_list(link, **OLD), above))
    )
    assert "REVOKED" in signer_words(
        standing(signer, root, link, lists=(revocation_list(link, signer), above))
    )
    set_language("vi")


def test_certificates_are_read_from_every_usual_form(root, link):
    for content, names in (
        (root.pem, ["Gốc"]),
        (root.der, ["Gốc"]),
        (b"# a note\r\n" + root.pem.replace(b"\n", b"\r\n") + link.pem + root.pem, ["Gốc", "Giữa"]),
    ):
        assert [one.facts.name for one in CERTIFICATES.read(content)] == names
    assert {one.facts.name for one in CERTIFICATES.read(bundle(root, link))} == {"Gốc", "Giữa"}


@pytest.mark.parametrize("cut", [1, 20, 100, -1])
def test_damaged_certificates_and_lists_are_refused(root, cut: int):
    with pytest.raises(TrustUnreadable):
        CERTIFICATES.read(root.der[:cut])
    with pytest.raises(RevocationListUnreadable):
        CERTIFICATES.read_list(revocation_list(root)[:cut])


def test_what_limits_an_authority_is_told(root):
    set_language("en")
    limited = make("Hẹp", by=root, path_length=0, limited_to="danvan.example", end=NOW + 2 * YEAR)
    lines = dict(fact_lines(CERTIFICATES.read(limited.der)[0].facts))
    assert lines["Limited to names"] == "+ danvan.example"
    assert lines["May issue certificates"] == "yes, to holders only, not to further authorities"
    assert lines["Issued by"] == "Gốc"
    set_language("vi")


def test_a_short_key_is_weak():
    assert CERTIFICATES.read(make("Ngắn", weak=True).der)[0].facts.weak
    assert not CERTIFICATES.read(make("Đủ").der)[0].facts.weak


def exported(*made: Made) -> bytes:
    """As Windows exports several certificates (SST): properties of each, then an end."""
    rows = b"".join(
        number.to_bytes(4, "little") + b"\1\0\0\0" + len(value).to_bytes(4, "little") + value
        for one in made
        for number, value in ((3, bytes(20)), (32, one.der))
    )
    return b"\0\0\0\0CERT" + rows + bytes(12)


def archived(**files: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"chứng thư/{name}", content)
    return out.getvalue()


def test_bundles_as_authorities_and_windows_hand_them_out_are_read(root, link):
    names = [one.facts.name for one in CERTIFICATES.read(archived(a=root.der, b=link.pem, doc=b"khac"))]
    assert names == ["Gốc", "Giữa"]
    assert [one.facts.name for one in CERTIFICATES.read(exported(root, link))] == names


@pytest.mark.parametrize("what", ["nothing in it", "cut", "of Windows, cut"])
def test_a_bundle_without_certificates_or_cut_off_is_refused(root, what):
    bundles = {
        "nothing in it": archived(doc=b"khac"),
        "cut": archived(a=root.der)[:-30],
        "of Windows, cut": exported(root)[:-40],
    }
    with pytest.raises(TrustUnreadable):
        CERTIFICATES.read(bundles[what])

"""Verifying with the authorities that are kept: nobody needs to be named, and lists from a stick change the verdict."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import pkcs12
from tests.app.ctl import Ctl
from tests.signing.authorities import NOW
from tests.signing.make_pdf import prepared_pdf, stamp

from dvapp.services.reports.paging import Fields
from dvapp.signing.authority import ThrowawayAuthority
from dvapp.signing.signatures import PdfSignatures

PASSWORD = "mật khẩu"
PLACE = "http" + "://127.0.0.1:1/thu-hoi.crl"
PASSED, INDETERMINATE = 0, 3


@pytest.fixture(scope="module")
def authority() -> ThrowawayAuthority:
    return ThrowawayAuthority("Cơ quan chứng thực thử nghiệm", NOW)


@pytest.fixture(scope="module")
def key(authority: ThrowawayAuthority) -> bytes:
    return authority.issue(
        name="Nguyễn Thị Ký", organisation="Ban Thử", password=PASSWORD, revocation_url=PLACE
    )


@pytest.fixture(scope="module")
def signed(key: bytes) -> bytes:
    tool = PdfSignatures()
    return tool.certify(
        prepared_pdf(),
        tool.open_key(key, PASSWORD, now=NOW),
        field=Fields.LEADER,
        stamp=stamp("Nguyễn Thị Ký"),
        when=NOW,
        role="leader",
        place="Hà Nội",
    )


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders of this test alone."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "machine"))


def verdict(ctl: Ctl, file: Path) -> tuple[int, str, str]:
    said = ctl.run("verify", file, "--json")
    (one,) = said.json["signatures"]
    return said.code, one["reason"], one["revocation"]


def test_kept_authorities_and_lists_make_the_verdict(
    ctl: Ctl, authority: ThrowawayAuthority, key: bytes, signed: bytes
):
    file = ctl.write("ký.pdf", signed)
    assert verdict(ctl, file)[:2] == (INDETERMINATE, "NO_CERTIFICATE_CHAIN_FOUND")
    ctl.done("trust", "add", ctl.write("gốc.pem", authority.pem))
    assert verdict(ctl, file) == (INDETERMINATE, "TRY_LATER", "unknown")
    ctl.done("trust", "crl", "import", ctl.write("a.crl", authority.revocation_list()))
    assert verdict(ctl, file)[0] == PASSED
    certificate = pkcs12.load_pkcs12(key, PASSWORD.encode()).cert
    assert certificate is not None
    serial = certificate.certificate.serial_number
    mark = ctl.done("trust", "crl", "list", "--json").json[0]["fingerprint"]
    ctl.done("trust", "crl", "remove", mark)
    ctl.done("trust", "crl", "import", ctl.write("b.crl", authority.revocation_list(serial)))
    code, reason, revocation = verdict(ctl, file)
    assert (code, reason, revocation) == (INDETERMINATE, "REVOKED_NO_POE", "revoked")


def test_a_file_of_authorities_still_goes_before_those_that_are_kept(
    ctl: Ctl, authority: ThrowawayAuthority, signed: bytes
):
    file = ctl.write("ký.pdf", signed)
    stranger = ThrowawayAuthority("Khác", NOW)
    ctl.done("trust", "add", ctl.write("gốc.pem", authority.pem))
    ctl.done("trust", "crl", "import", ctl.write("a.crl", authority.revocation_list()))
    assert ctl.run("verify", file).code == PASSED
    assert ctl.run("verify", file, "--trust", ctl.write("khác.pem", stranger.pem)).code == INDETERMINATE

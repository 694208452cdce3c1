"""Other programs look at every signature of the chain: poppler, OpenSSL and MuPDF agree on its integrity, and on its loss.

The leader's signature has a timestamp within and the seal none, both a picture on the page; a later timestamp lies over the
whole file.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.authorities import PASSWORD, Authority, serving
from tests.reporting.samples import DATA, RESOURCES, report
from tests.signing.other_programs import openssl_verifies, said, signatures_in
from tests.stamp_pictures import seal, signature

from dvapp.domain.signing.choices import Stamping
from dvapp.host.clock import SystemClock
from dvapp.reporting.pages import ReportPages
from dvapp.services.ports import Preservation
from dvapp.services.reports.paging import Fields
from dvapp.signing.signatures import PdfSignatures

NOW = SystemClock().now()
SIGNATURES = PdfSignatures()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with serving(tmp_path_factory.mktemp("cơ quan")) as running:
        yield running


@pytest.fixture(scope="module")
def chain(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The paper after each step."""
    pages, made = ReportPages(RESOURCES), report()
    leader, body = (
        SIGNATURES.open_key(authority.key_file(name), PASSWORD, now=NOW) for name in ("leader", "seal")
    )
    drawn = pages.draw(made, DATA, pictured=True)
    width = pages.field_places(drawn)[Fields.LEADER].width
    stamp = pages.signer_stamp(made, leader.holder, NOW, picture=pages.read_picture(signature()), width=width)
    signed = SIGNATURES.certify(
        drawn, leader, field=Fields.LEADER, stamp=stamp, when=NOW, role="leader", place="Hà Nội",
        room_for_timestamp=True,
    )  # fmt: skip
    stamping = Stamping(authorities=(authority.url,), tries=1)
    signed = SIGNATURES.stamp_signature(signed, field=Fields.LEADER, stamping=stamping)
    red = pages.seal_stamp(made, body.holder, NOW, picture=pages.read_picture(seal()))
    issued = SIGNATURES.seal(
        signed, body, field=Fields.SEAL, stamp=red, when=NOW,
        fills=pages.number_and_date(made, 12, date(2019, 1, 15)),
    )  # fmt: skip
    evidence = Preservation(authority=authority.url, trust=authority.trust, lists=[authority.crl], tries=1)
    lasting = SIGNATURES.preserve(issued, evidence, now=SystemClock().now())
    folder, files = tmp_path_factory.mktemp("chuỗi"), {}
    for name, pdf in {"signed": signed, "issued": issued, "lasting": lasting}.items():
        files[name] = folder / f"{name}.pdf"
        files[name].write_bytes(pdf)
    return files


@pytest.fixture
def spoiled(chain: dict[str, Path], tmp_path: Path) -> dict[str, Path]:
    """The same papers with one byte changed under the first signature."""
    made = {}
    for name, path in chain.items():
        content = bytearray(path.read_bytes())
        content[content.index(b"stream", 2000) + 40] ^= 1
        made[name] = tmp_path / path.name
        made[name].write_bytes(content)
    return made


SIGNATURES_OF = {"signed": 1, "issued": 2, "lasting": 2}


def test_poppler_agrees(chain, spoiled):
    for step, count in SIGNATURES_OF.items():
        told = said("pdfsig", "-nocert", chain[step])
        assert told.count("Signature is Valid") >= count
        assert "Invalid" not in told
        assert "Digest Mismatch" in said("pdfsig", "-nocert", spoiled[step])


def test_openssl_agrees(chain, spoiled, tmp_path):
    for step, count in SIGNATURES_OF.items():
        cms = signatures_in(chain[step])
        assert len(cms) == count
        for number, (value, covered) in enumerate(cms):
            assert openssl_verifies(value, covered, tmp_path / f"{step}-{number}")
        value, covered = signatures_in(spoiled[step])[0]
        assert not openssl_verifies(value, covered, tmp_path / f"{step}-spoiled")


@pytest.mark.skipif(shutil.which("mutool") is None, reason="MuPDF is not installed (tools/setup.sh does it)")
def test_mupdf_agrees(chain, spoiled):
    # It calls a stranger's authority an unknown error, and says of the digest alone what is asked here.
    for step, count in SIGNATURES_OF.items():
        told = said("mutool", "sign", "-v", chain[step])
        sound = re.findall(
            r"The signature is valid but there have been edits|The document is unchanged", told
        )
        assert len(sound) >= count
        assert "igest" not in told
        assert "Digest" in said("mutool", "sign", "-v", spoiled[step])


def test_the_files_themselves_are_sound(chain):
    for path in chain.values():
        assert "No syntax or stream encoding errors" in said("qpdf", "--check", path)

"""Whatever was done to a signed paper, it is never green: after the seal, before it, or in the bytes themselves."""

from io import BytesIO

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import SigSeedSubFilter
from tests.signing.attacks import CURED, RAW, REVISIONS, STOOD_FOR
from tests.signing.make_pdf import prepared_pdf
from tests.signing.world import World

from dvapp.domain.errors import PdfUnreadable
from dvapp.domain.signing.verification import Reason, Verdict
from dvapp.services.reports.paging import Fields

KNOWN_REASONS = {
    Reason.UNEXPLAINED_CHANGE,
    Reason.HASH_FAILURE,
    Reason.SIG_CRYPTO_FAILURE,
    Reason.FORMAT_FAILURE,
}


@pytest.fixture(scope="session")
def open_end(world: World) -> bytes:
    """Sealed, but the seal's field did not ask that nothing may change."""
    return world.sealed(world.signed(prepared_pdf(lock=False)))


def test_there_are_many_ways_to_attack():
    assert len(REVISIONS) + len(RAW) >= 60


def test_what_is_attacked_is_green_before(world, signed, sealed, open_end):
    assert {world.verify(pdf).verdict for pdf in (signed, sealed, open_end)} == {Verdict.TOTAL_PASSED}


@pytest.mark.parametrize("name", REVISIONS)
def test_a_revision_after_the_seal_fails_and_says_so(world, open_end, name):
    verification = world.verify(REVISIONS[name](open_end))
    assert verification.verdict is Verdict.TOTAL_FAILED
    assert verification.reason in KNOWN_REASONS


@pytest.mark.parametrize("name", sorted(REVISIONS.keys() - CURED - STOOD_FOR))
def test_a_revision_before_the_seal_fails_though_somebody_trusted_sealed_it(world, name):
    """The clerk's own program refuses such a file; another program does not look."""
    changed = REVISIONS[name](world.signed(prepared_pdf(lock=False)))
    writer = IncrementalPdfFileWriter(BytesIO(changed))
    meta = PdfSignatureMetadata(field_name=Fields.SEAL, subfilter=SigSeedSubFilter.PADES)
    try:
        sealed = PdfSigner(meta, world.seal.signer).sign_pdf(writer).getvalue()
    except Exception:  # noqa: BLE001 - the other program could not seal it either
        sealed = changed
    assert world.verify(sealed).verdict is Verdict.TOTAL_FAILED


@pytest.mark.parametrize("name", RAW)
@pytest.mark.parametrize("paper", ["signed", "sealed"])
def test_changed_bytes_are_never_green(world, request, name, paper):
    pdf = request.getfixturevalue(paper)
    changed = RAW[name](pdf)
    assert changed != pdf
    try:
        verdict = world.verify(changed).verdict
    except PdfUnreadable:
        return  # said to be unreadable: exit code and words are those of a file that is no PDF
    assert verdict is Verdict.TOTAL_FAILED

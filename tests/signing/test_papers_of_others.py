"""Papers that other programs signed, and files of kinds that this program never makes."""

from contextlib import suppress
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from tests.signing.make_pdf import plain_pdf, prepared_pdf
from tests.signing.test_verifying import timestamper
from tests.signing.world import NOW, World

from dvapp.domain.errors import PdfUnreadable
from dvapp.domain.signing.verification import (
    Caution,
    Coverage,
    Level,
    Reason,
    Revocation,
    SignatureRole,
    Verdict,
)
from dvapp.host.i18n import set_language
from dvapp.signing.verify import verify
from dvapp.ui.messages import refusal_words


def signed_by_others(
    world: World,
    pdf: bytes,
    *,
    field: str = "Signature1",
    subfilter: SigSeedSubFilter = SigSeedSubFilter.PADES,
    digest: str = "sha256",
    stamped: bool = False,
    visible: bool = True,
) -> bytes:
    """As pyHanko's own command line signs: a field of its own, seen on the first page."""
    writer = writer_of(pdf)
    box = (20, 20, 220, 80) if visible else None
    append_signature_field(writer, SigFieldSpec(field, box=box))
    meta = PdfSignatureMetadata(field_name=field, md_algorithm=digest, subfilter=subfilter, name="Người ký")
    signer = PdfSigner(meta, world.lasting.signer, timestamper=timestamper(world) if stamped else None)
    return bytes(signer.sign_pdf(writer).getvalue())


def writer_of(pdf: bytes) -> IncrementalPdfFileWriter:
    """What adds to a file; one that is encrypted for everybody stays so."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    if writer.prev.encrypted:
        writer.encrypt(user_pwd="")
    return writer


def rebuilt(pdf: bytes, **how: Any) -> bytes:
    out = BytesIO()
    with Pdf.open(BytesIO(pdf)) as opened:
        opened.save(out, **how)
    return out.getvalue()


def test_two_signatures_of_another_program_pass_each_with_its_state(world):
    once = signed_by_others(world, plain_pdf())
    twice = signed_by_others(world, once, field="Signature2")
    found = world.verify(twice)
    assert found.verdict is Verdict.TOTAL_PASSED
    assert [finding.role for finding in found.signatures] == [SignatureRole.OTHER] * 2
    first, second = found.signatures
    assert (first.coverage, second.coverage) == (Coverage.EARLIER_REVISION, Coverage.WHOLE_FILE)
    assert (first.revision, second.revision, found.revisions) == (2, 3, 3)
    assert twice[: first.covered] == once
    assert second.covered == len(twice) == found.size
    assert [(change.code, change.pages) for change in first.changed] == [("signature:Signature2", (1,))]


def test_what_a_certificate_says_is_told(world):
    (finding,) = world.verify(signed_by_others(world, plain_pdf())).signatures
    assert finding.algorithms == "SHA-256, EC 256"
    assert int(finding.serial, 16) == world.lasting.signer.signing_cert.serial_number
    assert finding.chain == ("Cơ quan chứng thực thử nghiệm",)
    assert finding.form == "/ETSI.CAdES.detached"
    assert finding.revocation is Revocation.NOT_OFFERED


def test_the_older_form_of_signatures_passes(world):
    pdf = signed_by_others(world, plain_pdf(), subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED)
    finding = world.only(pdf)
    assert (finding.verdict, finding.form) == (Verdict.TOTAL_PASSED, "/adbe.pkcs7.detached")


def test_a_timestamp_within_a_signature_is_told_with_its_maker(world):
    finding = world.only(signed_by_others(world, plain_pdf(), stamped=True))
    assert (finding.verdict, finding.level) == (Verdict.TOTAL_PASSED, Level.T)
    assert finding.timestamp_by == "Dịch vụ dấu thời gian"
    assert finding.valid_at_signing


def test_a_certificate_that_was_out_of_its_period_when_it_signed_is_told(world):
    """The signer's clock says a day after its end."""
    short = world.key(days=1)
    late = world.signatures.certify(
        prepared_pdf(),
        short,
        field="ChuKyLanhDao",
        stamp=plain_pdf(),
        when=NOW + timedelta(days=3),
        role="leader",
        place="",
    )
    finding = world.only(late)
    assert finding.valid_at_signing is False
    assert finding.intact


def test_a_digest_that_is_not_safe_any_more_leaves_it_open(world):
    (finding,) = world.verify(signed_by_others(world, plain_pdf(), digest="sha1")).signatures
    assert finding.intact
    assert (finding.verdict, finding.reason) == (
        Verdict.INDETERMINATE,
        Reason.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
    )


def test_a_changed_paper_with_such_a_digest_fails(world):
    pdf = signed_by_others(world, plain_pdf(), digest="sha1")
    changed = pdf.replace(b"/MediaBox", b"/MediaBux", 1)
    assert world.verify(changed).verdict is Verdict.TOTAL_FAILED


def test_a_signature_of_an_unknown_form_fails_in_words(world):
    pdf = signed_by_others(world, plain_pdf())
    other = pdf.replace(b"/ETSI.CAdES.detached", b"/XYZ.unknown.format ", 1)
    found = world.verify(other)
    assert found.verdict is Verdict.TOTAL_FAILED
    assert found.reason in {Reason.FORMAT_FAILURE, Reason.HASH_FAILURE}


def test_a_paper_that_opens_with_a_password_only_is_refused_with_what_to_do():
    locked = rebuilt(plain_pdf(), encryption=pikepdf.Encryption(owner="chủ", user="mở"))
    set_language("vi")
    with pytest.raises(PdfUnreadable) as refused:
        verify(locked, trust=None, now=NOW)
    assert "tệp chỉ mở được bằng mật khẩu" in refusal_words(refused.value)


@pytest.mark.parametrize("kind", [3, 4, 6])
def test_a_paper_that_only_forbids_something_is_verified_like_any_other(world, kind):
    aes = {"aes": False, "metadata": False} if kind == 3 else {}
    locks = pikepdf.Encryption(
        owner="owner", user="", R=kind, allow=pikepdf.Permissions(extract=False), **aes
    )
    once = signed_by_others(world, rebuilt(plain_pdf(), encryption=locks))
    twice = signed_by_others(world, once, field="Signature2")
    found = world.verify(twice)
    assert found.verdict is Verdict.TOTAL_PASSED
    assert [finding.coverage for finding in found.signatures] == [
        Coverage.EARLIER_REVISION,
        Coverage.WHOLE_FILE,
    ]
    writer = writer_of(twice)
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = generic.NumberObject(180)
    writer.update_container(page)
    changed = BytesIO()
    writer.write(changed)
    assert world.verify(changed.getvalue()).verdict is Verdict.TOTAL_FAILED
    spot = len(once) // 3
    damaged = once[:spot] + bytes([once[spot] ^ 1]) + once[spot + 1 :]
    with suppress(PdfUnreadable):  # what it is opened with was damaged
        assert world.verify(damaged).verdict is Verdict.TOTAL_FAILED


def test_a_paper_of_pdf_2_passes(world):
    pdf = rebuilt(plain_pdf(), force_version="2.0")
    assert world.only(signed_by_others(world, pdf)).verdict is Verdict.TOTAL_PASSED


def test_a_dynamic_form_is_told_beside_the_verdict(world):
    with Pdf.open(BytesIO(plain_pdf())) as opened:
        xfa = opened.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
        opened.Root.AcroForm = opened.make_indirect(Dictionary(Fields=pikepdf.Array(), XFA=xfa))
        out = BytesIO()
        opened.save(out)
    found = world.verify(signed_by_others(world, out.getvalue()))
    assert Caution.DYNAMIC_FORM in found.warnings


def test_scripts_are_told_beside_the_verdict(world):
    with Pdf.open(BytesIO(plain_pdf())) as opened:
        opened.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
        out = BytesIO()
        opened.save(out)
    warnings = world.verify(signed_by_others(world, out.getvalue())).warnings
    assert warnings == (
        Caution.SCRIPTS,
        Caution.CLOCK,
    )  # the other program signs today, which is years ahead of 2019


def test_a_paper_with_two_tables_of_its_objects_at_once_is_never_green(world):
    """Hybrid files (ISO 32000-1, 7.5.8.4) show one thing to old programs and another to new ones."""
    pdf = signed_by_others(world, rebuilt(plain_pdf(), object_stream_mode=pikepdf.ObjectStreamMode.disable))
    at = pdf.rindex(b"trailer")
    hybrid = pdf[:at] + pdf[at:].replace(b"<<", b"<< /XRefStm 9 ", 1)
    try:
        verdict = world.verify(hybrid).verdict
    except PdfUnreadable:
        return
    assert verdict is Verdict.TOTAL_FAILED


def test_a_paper_of_very_many_pages_is_verified(world):
    with Pdf.open(BytesIO(plain_pdf())) as opened:
        page = opened.pages[0]
        for _ in range(3_000):
            opened.pages.append(page)
        out = BytesIO()
        opened.save(out)
    pdf = signed_by_others(world, out.getvalue())
    assert world.only(pdf).verdict is Verdict.TOTAL_PASSED


def test_a_page_tree_that_contains_itself_is_named_without_end(world):
    pdf = signed_by_others(world, plain_pdf())
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    pages = writer.root["/Pages"]
    pages["/Kids"].append(writer.root.raw_get("/Pages"))
    pages[generic.pdf_name("/Count")] = generic.NumberObject(9)
    writer.mark_update(writer.root.raw_get("/Pages"))
    out = BytesIO()
    writer.write(out)
    assert world.verify(out.getvalue()).verdict is Verdict.TOTAL_FAILED

"""What somebody found who tried the verifier with papers, keys and tokens of his own."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pikepdf import Dictionary, ObjectStreamMode, Pdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfTimeStamper, SimpleSigner
from tests.signing.make_pdf import plain_pdf, prepared_pdf
from tests.signing.test_papers_of_others import signed_by_others
from tests.signing.test_verifying import timestamper, with_revocation_list, with_timestamp_on_the_document
from tests.signing.world import LEADER, LONG_AFTER, NOW, PASSWORD, World

from dvapp.domain.errors import CertificateUnsuitable
from dvapp.domain.signing.verification import Level, OwnTimestamp, Reason, SignatureFinding, Verdict
from dvapp.host.i18n import set_language
from dvapp.services.reports.paging import Fields
from dvapp.signing.authority import ThrowawayAuthority
from dvapp.ui.verify import words

# --- files of kinds that others make ----------------------------------------------------------------------------------


def linearized(pdf: bytes, streams: ObjectStreamMode) -> bytes:
    out = BytesIO()
    with Pdf.open(BytesIO(pdf)) as opened:
        opened.save(out, linearize=True, object_stream_mode=streams)
    return out.getvalue()


@pytest.mark.parametrize("streams", [ObjectStreamMode.disable, ObjectStreamMode.generate])
def test_a_paper_written_for_quick_viewing_is_verified_like_any_other(world, streams):
    plain = linearized(plain_pdf(), streams)
    assert world.verify(plain).verdict is Verdict.UNSIGNED
    one = signed_by_others(world, plain)
    two = signed_by_others(world, one, field="Signature2")
    assert [world.verify(pdf).verdict for pdf in (one, two)] == [Verdict.TOTAL_PASSED] * 2
    assert world.verify(linearized(one, streams)).verdict is Verdict.TOTAL_FAILED


def test_a_paper_with_the_table_that_mupdf_writes_is_verified(world):
    plain = prepared_pdf()
    assert plain.count(b"0000000000 65535 f") == 1
    signed = signed_by_others(world, plain.replace(b"0000000000 65535 f", b"0000000000 65536 f"))
    assert world.verify(signed).verdict is Verdict.TOTAL_PASSED
    assert world.verify(signed.replace(b"65536 f", b"65535 f")).verdict is Verdict.TOTAL_FAILED


# --- keys that are for something else ---------------------------------------------------------------------------------


def key_for(world: World, *purposes: x509.ObjectIdentifier, issuer: x509.Name | None = None) -> bytes:
    """A key whose certificate names its purposes, as PKCS#12."""
    authority = world.authority._key  # the tests' own root; nobody else can sign with it
    private = ec.generate_private_key(ec.SECP256R1())
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, LEADER)]))
        .issuer_name(issuer or world.authority._name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=9000))
    )
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage([*purposes]), critical=True)
    certificate = builder.sign(authority, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(b"key", private, certificate, None, NoEncryption())


def signed_with(pkcs: bytes, pdf: bytes, subfilter: SigSeedSubFilter = SigSeedSubFilter.PADES) -> bytes:
    signer = SimpleSigner.load_pkcs12_data(pkcs, other_certs=[])
    assert signer is not None
    meta = PdfSignatureMetadata(field_name=Fields.LEADER, subfilter=subfilter)
    return bytes(PdfSigner(meta, signer).sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf))).getvalue())


@pytest.mark.parametrize(
    "purpose",
    [ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.OCSP_SIGNING],
)
def test_a_key_of_a_service_signs_no_papers(world, purpose):
    key = key_for(world, purpose)
    found = world.only(signed_with(key, prepared_pdf()))
    assert (found.verdict, found.reason) == (Verdict.INDETERMINATE, Reason.CHAIN_CONSTRAINTS_FAILURE)
    with pytest.raises(CertificateUnsuitable):
        world.signatures.open_key(key, "", now=NOW)


@pytest.mark.parametrize(
    "purposes",
    [(ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.CLIENT_AUTH), (ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH), ()],
)  # fmt: skip
def test_a_key_of_a_person_does_whatever_else_it_is_for(world, purposes):
    assert world.only(signed_with(key_for(world, *purposes), prepared_pdf())).verdict is Verdict.TOTAL_PASSED


def test_a_paper_key_makes_no_timestamps(world, signed):
    stamper = timestamper(world)
    stamper.tsa_cert, stamper.tsa_key = world.leader.signer.signing_cert, world.leader.signer.signing_key
    out = PdfTimeStamper(stamper).timestamp_pdf(IncrementalPdfFileWriter(BytesIO(signed)), "sha256")
    found = world.verify(out.getvalue()).signatures[-1]
    assert (found.verdict, found.reason) == (Verdict.INDETERMINATE, Reason.CHAIN_CONSTRAINTS_FAILURE)


def test_nobody_is_believed_whom_a_person_vouches_for(world):
    """A person's key can sign a certificate as well; it only may not."""
    below = world.authority.issue(name="Một người", organisation="", password=PASSWORD)
    key, certificate, _ = pkcs12.load_key_and_certificates(below, PASSWORD.encode())
    assert certificate is not None
    leaf = key_for(replace_authority(world, key, certificate))
    private, own, _ = pkcs12.load_key_and_certificates(leaf, None)
    both = pkcs12.serialize_key_and_certificates(b"k", private, own, [certificate], NoEncryption())  # type: ignore[arg-type]
    found = world.only(signed_with(both, prepared_pdf()))
    assert (found.verdict, found.reason) == (
        Verdict.INDETERMINATE, Reason.CERTIFICATE_CHAIN_GENERAL_FAILURE,
    )  # fmt: skip


def replace_authority(world: World, key: object, certificate: x509.Certificate) -> World:
    other = ThrowawayAuthority("x", NOW)
    other._key, other._name = key, certificate.subject  # type: ignore[assignment]  # the tests' own
    return replace(world, authority=other)


# --- times ------------------------------------------------------------------------------------------------------------


def test_a_time_at_which_the_certificate_was_not_valid_is_not_believed(world):
    """pyHanko writes the time of today, years after the leader's certificate of 2019."""
    signed = signed_by_others(world, prepared_pdf(), field="Signature1")
    assert world.only(signed).verdict is Verdict.TOTAL_PASSED
    late = signed_with(short_key(world), prepared_pdf())
    found = world.only(late)
    assert (found.verdict, found.reason) == (Verdict.INDETERMINATE, Reason.OUT_OF_BOUNDS_NO_POE)
    assert found.valid_at_signing is False


def short_key(world: World) -> bytes:
    issued = world.authority.issue(name=LEADER, organisation="", password=PASSWORD)
    private, own, _ = pkcs12.load_key_and_certificates(issued, PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(b"k", private, own, None, NoEncryption())  # type: ignore[arg-type]


def test_a_later_timestamp_keeps_one_whose_authority_has_ended(world, sealed):
    first = with_timestamp_on_the_document(world, sealed, days=400)
    assert world.verify(first, now=LONG_AFTER).reason is Reason.OUT_OF_BOUNDS_NO_POE
    kept = with_timestamp_on_the_document(world, first)
    found = world.verify(kept, now=LONG_AFTER)
    assert [one.verdict for one in found.signatures] == [Verdict.TOTAL_PASSED] * 4


def test_an_archive_whose_time_is_over_is_open_and_not_broken(world, sealed):
    archive = with_revocation_list(world, sealed, days=400)
    assert world.verify(archive).verdict is Verdict.TOTAL_PASSED
    found = world.verify(archive, now=LONG_AFTER)
    assert {one.reason for one in found.signatures} == {Reason.OUT_OF_BOUNDS_NO_POE}


def stamped_by(world: World, authority: World) -> bytes:
    meta = PdfSignatureMetadata(field_name=Fields.LEADER, subfilter=SigSeedSubFilter.PADES)
    signer = PdfSigner(meta, world.lasting.signer, timestamper=timestamper(authority))
    return bytes(signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(prepared_pdf()))).getvalue())


def told(finding: SignatureFinding) -> str:
    set_language("en")
    return f"{words.time_words(finding)}; {words.level_words(finding)}"


def test_a_timestamp_of_a_stranger_is_told_as_such(world):
    stranger = replace(world, authority=ThrowawayAuthority("Cơ quan khác", NOW))
    found = world.only(stamped_by(world, stranger))
    assert (found.verdict, found.timestamp, found.level) == (
        Verdict.TOTAL_PASSED, OwnTimestamp.UNTRUSTED, Level.B,
    )  # fmt: skip
    assert "its timestamp is not of an authority you trust" in told(found)
    assert "no timestamp that counts" in told(found)


def test_a_form_that_is_not_pades_is_not_called_so(world):
    signed = signed_by_others(world, prepared_pdf(), subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED)
    assert "PKCS#7, not PAdES" in told(world.only(signed))


def test_a_timestamp_over_the_file_is_told_as_one_and_not_as_a_signature(world, signed):
    changed = world.verify(with_timestamp_on_the_document(world, signed)).signatures[0].changed
    assert [(change.code, change.pages) for change in changed] == [("timestamp", ())]


# --- what was done to signed files ------------------------------------------------------------------------------------


def test_a_state_without_a_past_does_not_make_a_signed_file_an_unsigned_one(world, signed):
    root, pages = b"900 0 obj\n<< /Type /Catalog /Pages 901 0 R >>\nendobj\n", b"901 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"  # fmt: skip
    at = len(signed)
    table = b"xref\n0 1\n0000000000 65535 f \n900 2\n%010d 00000 n \n%010d 00000 n \n" % (at, at + len(root))
    end = b"trailer\n<< /Size 902 /Root 900 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (at + len(root) + len(pages))
    found = world.verify(signed + root + pages + table + end)
    assert (found.verdict, found.reason) == (Verdict.TOTAL_FAILED, Reason.UNEXPLAINED_CHANGE)
    set_language("en")
    assert "a signature over the file was taken out of it" in words.verdict_words(found)


def test_a_signed_file_inside_an_unsigned_one_makes_it_no_signed_one(world, signed):
    out = BytesIO()
    with Pdf.open(BytesIO(plain_pdf())) as pdf:
        pdf.attachments["bản đã ký.pdf"] = signed
        pdf.save(out, compress_streams=False)
    assert b"/ByteRange" in out.getvalue()
    assert world.verify(out.getvalue()).verdict is Verdict.UNSIGNED


def test_what_fields_are_drawn_with_may_grow_and_not_change(world):
    out = BytesIO()
    with Pdf.open(BytesIO(prepared_pdf())) as pdf:
        pdf.Root.AcroForm.DR = Dictionary(Font=Dictionary(F1=pdf.make_indirect(Dictionary())))
        pdf.save(out)
    signed = world.signed(out.getvalue())

    def sealed_after(change) -> Verdict:
        writer = IncrementalPdfFileWriter(BytesIO(signed))
        fonts = writer.root["/AcroForm"]["/DR"]["/Font"]
        change(writer, fonts)
        writer.update_container(fonts)
        meta = PdfSignatureMetadata(field_name="Them", subfilter=SigSeedSubFilter.PADES)
        out = PdfSigner(meta, world.lasting.signer).sign_pdf(writer).getvalue()
        first: SignatureFinding = world.verify(out).signatures[0]
        return first.verdict

    def grown(writer, fonts):
        fonts[generic.pdf_name("/Helv")] = writer.add_object(generic.DictionaryObject())

    def exchanged(writer, fonts):
        fonts[generic.pdf_name(next(iter(fonts)))] = writer.add_object(generic.DictionaryObject())

    assert (sealed_after(grown), sealed_after(exchanged)) == (Verdict.TOTAL_PASSED, Verdict.TOTAL_FAILED)


class Silent(SimpleSigner):
    """Signs without saying with which certificate."""

    async def signed_attrs(self, *args, **kwargs):
        attributes = await super().signed_attrs(*args, **kwargs)
        return cms.CMSAttributes(
            [one for one in attributes if not one["type"].native.startswith("signing_certificate")]
        )


def test_a_pades_signature_must_name_its_certificate(world):
    own = world.lasting.signer
    signer = Silent(
        signing_cert=own.signing_cert, signing_key=own.signing_key, cert_registry=own.cert_registry
    )
    meta = PdfSignatureMetadata(field_name=Fields.LEADER, subfilter=SigSeedSubFilter.PADES)
    signed = PdfSigner(meta, signer).sign_pdf(IncrementalPdfFileWriter(BytesIO(prepared_pdf()))).getvalue()
    found = world.only(signed)
    assert (found.verdict, found.reason) == (Verdict.INDETERMINATE, Reason.SIG_CONSTRAINTS_FAILURE)

"""Whom a verifier may trust, and what it says when it may not."""

from datetime import timedelta
from functools import cache
from io import BytesIO

import pytest
from asn1crypto import crl as asn1_crl
from asn1crypto import keys as asn1_keys
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, PdfTimeStamper
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore
from tests.signing.make_pdf import plain_pdf, prepared_pdf
from tests.signing.world import BOARD, LATER, LEADER, LONG_AFTER, NOW, PASSWORD, World

from dvapp.domain.errors import PdfUnreadable, TrustUnreadable
from dvapp.domain.signing.verification import Coverage, Reason, SignatureRole, Verdict
from dvapp.services.reports.paging import Fields
from dvapp.signing.authority import ThrowawayAuthority


def verdict(world: World, pdf: bytes, **how: object) -> tuple[Verdict, Reason]:
    verification = world.verify(pdf, **how)  # type: ignore[arg-type]
    return verification.verdict, verification.reason


@cache
def _stamping_key(authority: ThrowawayAuthority, days: int) -> bytes:
    """Made once: an RSA key costs more than all that is stamped with it."""
    return authority.issue(
        name="Dịch vụ dấu thời gian", organisation=BOARD, password=PASSWORD, stamps_time=True, days=days, key="rsa"
    )  # fmt: skip


def timestamper(world: World, *, days: int = 7300) -> DummyTimeStamper:
    own = _stamping_key(world.authority, days)
    signer = SimpleSigner.load_pkcs12_data(own, other_certs=[], passphrase=PASSWORD.encode())
    assert signer is not None
    key = signer.signing_key
    assert isinstance(key, asn1_keys.PrivateKeyInfo)
    return DummyTimeStamper(
        tsa_cert=signer.signing_cert,
        tsa_key=key,
        certs_to_embed=SimpleCertificateStore(),
        fixed_dt=NOW + timedelta(minutes=1),
    )


def with_timestamp_on_the_document(world: World, pdf: bytes, *, days: int = 7300) -> bytes:
    stamper = PdfTimeStamper(timestamper(world, days=days))
    out = stamper.timestamp_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), "sha256")
    return bytes(out.getvalue())


def with_revocation_list(world: World, pdf: bytes, *revoked: int, days: int = 7300) -> bytes:
    """A list put beside the signatures, then a document timestamp over it, as archives do."""
    out = BytesIO(pdf)
    crl = asn1_crl.CertificateList.load(world.authority.revocation_list(*revoked))
    DocumentSecurityStore.add_dss(out, sig_contents=None, crls=[crl])
    return with_timestamp_on_the_document(world, out.getvalue(), days=days)


def test_a_document_without_signatures_is_unsigned(world):
    for pdf in (plain_pdf(), prepared_pdf()):
        verification = world.verify(pdf)
        assert (verification.verdict, verification.reason) == (Verdict.UNSIGNED, Reason.NONE)
        assert verification.signatures == ()


def test_the_leaders_copy_passes_by_itself(world, signed):
    finding = world.only(signed)
    assert finding.verdict is Verdict.TOTAL_PASSED
    assert finding.coverage is Coverage.WHOLE_FILE
    assert finding.issuer == "Cơ quan chứng thực thử nghiệm"
    assert (finding.valid_from, finding.valid_to) == (NOW.date(), (NOW + timedelta(days=365)).date())


def test_an_authority_may_come_as_der(world, sealed):
    assert world.verify(sealed, trust=world.authority.der).verdict is Verdict.TOTAL_PASSED


def test_an_authority_may_come_among_others(world, sealed):
    others = ThrowawayAuthority("Cơ quan khác", NOW).pem
    assert world.verify(sealed, trust=others + world.authority.pem).verdict is Verdict.TOTAL_PASSED


def test_a_stranger_authority_leaves_it_open(world, sealed):
    verification = world.verify(sealed, trust=ThrowawayAuthority("Cơ quan khác", NOW).pem)
    assert verification.verdict is Verdict.INDETERMINATE
    assert verification.reason is Reason.NO_CERTIFICATE_CHAIN_FOUND
    assert not any(finding.trusted for finding in verification.signatures)
    assert all(finding.intact for finding in verification.signatures)


def test_an_authority_that_only_bears_the_name_is_a_stranger(world, sealed):
    namesake = ThrowawayAuthority("Cơ quan chứng thực thử nghiệm", NOW).pem
    assert verdict(world, sealed, trust=namesake) == (
        Verdict.INDETERMINATE,
        Reason.NO_CERTIFICATE_CHAIN_FOUND,
    )
    expired = verdict(world, sealed, trust=namesake, now=LONG_AFTER)
    assert expired == (Verdict.INDETERMINATE, Reason.NO_CERTIFICATE_CHAIN_FOUND)


def test_one_stranger_among_the_signers_decides_for_all(world, signed):
    stranger = ThrowawayAuthority("Cơ quan khác", NOW)
    key = world.signatures.open_key(stranger.issue(name="Kẻ lạ", organisation="", password="x"), "x", now=NOW)
    verification = world.verify(world.sealed(signed, key=key))
    assert [finding.verdict for finding in verification.signatures] == [
        Verdict.TOTAL_PASSED,
        Verdict.INDETERMINATE,
    ]
    assert verification.verdict is Verdict.INDETERMINATE
    assert verification.signatures[1].signer == "Kẻ lạ"


def test_without_any_authority_only_the_bytes_are_judged(world, sealed):
    verification = world.signatures.verify(sealed, trust=None, now=LATER)
    assert verification.verdict is Verdict.INDETERMINATE
    assert verification.reason is Reason.NO_CERTIFICATE_CHAIN_FOUND
    assert all(finding.intact and not finding.trusted for finding in verification.signatures)
    broken = world.signatures.verify(sealed.replace(b"/MediaBox", b"/MediaBux"), trust=None, now=LATER)
    assert broken.verdict is Verdict.TOTAL_FAILED


@pytest.mark.parametrize(
    "trust", [b"", b"xin chao", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", bytes(64)]
)
def test_trust_without_a_certificate_is_refused(world, sealed, trust):
    with pytest.raises(TrustUnreadable):
        world.verify(sealed, trust=trust)


def test_a_key_is_no_authority(world, sealed):
    issued = world.authority.issue(name=LEADER, organisation="", password="x")
    with pytest.raises(TrustUnreadable):
        world.verify(sealed, trust=issued)


def test_an_expired_certificate_needs_a_timestamp(world, sealed):
    assert verdict(world, sealed, now=LONG_AFTER) == (Verdict.INDETERMINATE, Reason.OUT_OF_BOUNDS_NO_POE)
    assert all(finding.trusted for finding in world.verify(sealed, now=LONG_AFTER).signatures)


def test_a_certificate_of_later_needs_a_timestamp_too(world, sealed):
    before = verdict(world, sealed, now=NOW - timedelta(days=10))
    assert before == (Verdict.INDETERMINATE, Reason.NOT_YET_VALID)


def test_a_certificate_given_as_its_own_authority_still_expires(world, signed):
    pem = world.leader.signer.signing_cert.dump()
    assert verdict(world, signed, trust=pem) == (Verdict.TOTAL_PASSED, Reason.NONE)
    late = verdict(world, signed, trust=pem, now=LONG_AFTER)
    assert late == (Verdict.INDETERMINATE, Reason.OUT_OF_BOUNDS_NO_POE)


def test_a_trusted_timestamp_keeps_an_expired_signature(world):
    meta = PdfSignatureMetadata(
        field_name=Fields.LEADER, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    signer = PdfSigner(meta, world.leader.signer, timestamper=timestamper(world))
    stamped = signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(prepared_pdf()))).getvalue()
    finding = world.only(stamped, now=LONG_AFTER)
    assert finding.verdict is Verdict.TOTAL_PASSED
    assert finding.time_is_trusted
    assert finding.time == NOW + timedelta(minutes=1)
    stranger = ThrowawayAuthority("Cơ quan khác", NOW)
    assert world.verify(stamped, trust=stranger.pem).verdict is Verdict.INDETERMINATE


def test_a_timestamp_over_the_sealed_document_is_welcome(world, sealed):
    verification = world.verify(with_timestamp_on_the_document(world, sealed))
    assert verification.verdict is Verdict.TOTAL_PASSED
    assert [finding.role for finding in verification.signatures] == [
        SignatureRole.LEADER,
        SignatureRole.SEAL,
        SignatureRole.TIMESTAMP,
    ]
    assert verification.signatures[-1].time_is_trusted


def test_whoever_names_a_revocation_list_must_bring_it(world):
    key = world.key(revocation_url="http://crl.invalid/thu.crl")
    signed = world.signed(key=key)
    assert verdict(world, signed) == (Verdict.INDETERMINATE, Reason.TRY_LATER)
    assert world.only(signed).trusted
    leader = world.verify(with_revocation_list(world, signed)).signatures[0]
    assert (leader.verdict, leader.revocation_checked) == (Verdict.TOTAL_PASSED, True)


def test_a_revoked_certificate_does_not_pass(world):
    key = world.key(revocation_url="http://crl.invalid/thu.crl")
    serial = key.signer.signing_cert.serial_number
    leader = world.verify(with_revocation_list(world, world.signed(key=key), serial)).signatures[0]
    assert (leader.verdict, leader.reason) == (Verdict.INDETERMINATE, Reason.REVOKED_NO_POE)


def test_a_certificate_that_may_not_sign_does_not_pass(world):
    signer = world.key().signer
    for certificate in ({"usage": {"key_encipherment"}}, {"authority": True}):
        # what open_key refuses, another program may have signed with
        issued = world.authority.issue(name=LEADER, organisation=BOARD, password="x", **certificate)
        other = type(signer).load_pkcs12_data(issued, other_certs=[], passphrase=b"x")
        meta = PdfSignatureMetadata(field_name=Fields.LEADER, subfilter=SigSeedSubFilter.PADES)
        signed = PdfSigner(meta, other).sign_pdf(IncrementalPdfFileWriter(BytesIO(prepared_pdf()))).getvalue()
        finding = world.only(signed)
        assert (finding.verdict, finding.reason) == (Verdict.INDETERMINATE, Reason.CHAIN_CONSTRAINTS_FAILURE)


def test_a_signature_of_another_program_in_a_place_of_its_own_is_shown(world):
    meta = PdfSignatureMetadata(field_name="ChuKyKhac")
    signed = (
        PdfSigner(meta, world.lasting.signer)
        .sign_pdf(IncrementalPdfFileWriter(BytesIO(prepared_pdf())))
        .getvalue()
    )
    finding = world.only(signed)
    assert (finding.field, finding.role) == ("ChuKyKhac", SignatureRole.OTHER)
    assert finding.verdict is Verdict.TOTAL_PASSED
    assert not any(world.signatures.state(signed).values())


def test_a_form_that_contains_itself_is_not_followed(world):
    writer = IncrementalPdfFileWriter(BytesIO(prepared_pdf()))
    field = writer.root["/AcroForm"]["/Fields"].raw_get(0)
    field.get_object()["/Kids"] = writer.root["/AcroForm"]["/Fields"]
    writer.mark_update(field)
    out = BytesIO()
    writer.write(out)
    with pytest.raises(PdfUnreadable):
        world.verify(out.getvalue())


def test_a_file_of_very_many_revisions_is_not_examined(world, signed):
    pdf = signed
    for _ in range(50):
        writer = IncrementalPdfFileWriter.from_reader(PdfFileReader(BytesIO(pdf)))
        writer.update_root()
        out = BytesIO()
        writer.write(out)
        pdf = out.getvalue()
    with pytest.raises(PdfUnreadable):
        world.verify(pdf)


def test_the_time_of_verifying_does_not_come_from_the_machine(world, sealed):
    # The certificates ran out in January 2020; a verifier that asked the computer would say so.
    assert world.verify(sealed, now=LATER).verdict is Verdict.TOTAL_PASSED

"""What may come after a signature: a lawful file is never called broken, and never confirmed for more than was signed."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from asn1crypto import crl as asn1_crl
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from pikepdf import Array, Dictionary, Name, Object, Pdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    MDPPerm,
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
)
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.revinfo import validate_crl
from tests.signing import authorities as made
from tests.signing.attacks import annotation, appended, dictionary, edited_field, edited_root, form
from tests.signing.make_pdf import plain_pdf
from tests.signing.test_papers_of_others import signed_by_others
from tests.signing.test_tampering import verdict_of
from tests.signing.test_verifying import with_timestamp_on_the_document
from tests.signing.world import NOW, World

from dvapp.domain.signing.verification import Caution, Level, Reason, Verdict
from dvapp.host.i18n import language, set_language
from dvapp.services.reports.paging import Fields
from dvapp.signing import quick_lists
from dvapp.signing.cautions import is_strange
from dvapp.signing.trust import judge, read_evidence
from dvapp.signing.x509_facts import found_certificate, read_certificates
from dvapp.ui.verify import words

PASSED, OPEN, FAILED = Verdict.TOTAL_PASSED, Verdict.INDETERMINATE, Verdict.TOTAL_FAILED


def with_store(world: World, pdf: bytes) -> bytes:
    """Revocation answers as nearly every program adds them to B-LT: after the signature, with nothing over them."""
    out = BytesIO(pdf)
    revoked = asn1_crl.CertificateList.load(world.authority.revocation_list())
    DocumentSecurityStore.add_dss(out, sig_contents=None, crls=[revoked])
    return out.getvalue()


def form_of_others() -> bytes:
    """Two pages, the first with two text fields that have looks."""
    with Pdf.open(BytesIO(plain_pdf())) as pdf:
        page = pdf.pages[0]
        pdf.pages.append(page)
        pdf.pages[1].Rotate = 0
        look = pdf.make_stream(b"q Q", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 20])
        fields = [
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=name, Rect=[100, at, 300, at + 20], F=4,
                    P=page.obj, DA="/Helv 12 Tf 0 g", AP=Dictionary(N=look),
                )
            )
            for name, at in (("a", 300), ("b", 340))
        ]  # fmt: skip
        page.Annots = Array(fields)
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(fields)))
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def signed_form(world: World, *, level: MDPPerm | None = None, locked: str = "", box: bool = True, pdf: bytes = b"", field: str = "S1") -> bytes:  # fmt: skip
    """``level``: certified, and what may still be done. ``locked``: a field that nobody may fill any more."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf or form_of_others()))
    lock = FieldMDPSpec(FieldMDPAction.INCLUDE, [locked]) if locked else None
    place = (20, 20, 220, 80) if box else None
    append_signature_field(writer, SigFieldSpec(field, box=place, field_mdp_spec=lock))
    certify: dict[str, object] = {} if level is None else {"certify": True, "docmdp_permissions": level}
    meta = PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES, **certify)  # type: ignore[arg-type]
    return bytes(PdfSigner(meta, world.lasting.signer).sign_pdf(writer).getvalue())


def filled(name: str) -> Callable[[bytes], bytes]:
    return appended(edited_field(name, V=generic.pdf_string("12")))


def told(world: World, pdf: bytes) -> tuple[Verdict, Reason]:
    found = world.verify(pdf)
    return found.verdict, found.reason


# --- what lets a paper be verified for years --------------------------------------------------------------------------


def test_revocation_answers_after_the_last_signature_are_no_change(world, signed, sealed):
    for pdf in (signed, sealed, signed_by_others(world, plain_pdf())):
        found = world.verify(with_store(world, pdf))
        assert found.verdict is PASSED
        assert found.signatures[-1].changes == ("validation",)


def test_answers_after_a_timestamp_over_the_file_are_no_change_and_so_on(world, sealed):
    pdf = with_timestamp_on_the_document(world, with_store(world, sealed))
    pdf = with_store(world, with_timestamp_on_the_document(world, pdf))
    found = world.verify(pdf)
    assert found.verdict is PASSED
    assert found.signatures[0].level is Level.LTA


@pytest.mark.parametrize("tail", [b"% xong\n", b"A" * 2000, b"%%EOF\n", b"\n" * 100])
def test_nothing_hides_behind_such_answers(world, sealed, tail):
    assert verdict_of(world, with_store(world, sealed) + tail) is FAILED


HIDING: dict[str, Callable[[Pdf, Object], Object]] = {
    "under a name that leads back": lambda _pdf, part: Dictionary(XObject=Dictionary(Data=part)),
    "under what says it is a page": lambda _pdf, part: Dictionary(Type=Name.Page, XObject=Dictionary(A=part)),
    "very deep": lambda pdf, part: Dictionary(XObject=Dictionary(A=nested(pdf, part, 30))),
}
"""Where a later look may differ from the signed one, for whoever compares them in haste."""


def nested(pdf: Pdf, part: Object, levels: int) -> Object:
    for _ in range(levels):
        resources = Dictionary(XObject=Dictionary(A=part))
        part = pdf.make_stream(
            b"/A Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Resources=resources
        )
    return part


@pytest.mark.parametrize("way", HIDING)
def test_a_look_that_differs_only_where_nobody_looks_does_not_pass_beside_such_answers(world, way):
    def paper(content: bytes) -> bytes:
        with Pdf.open(BytesIO(form_of_others())) as pdf:
            part = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
            look = Dictionary(
                Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Resources=HIDING[way](pdf, part)
            )
            pdf.Root.AcroForm.Fields[0].AP = Dictionary(N=pdf.make_stream(b"/A Do", look))
            out = BytesIO()
            pdf.save(out)
        return out.getvalue()

    other = PdfFileReader(BytesIO(paper(b"q 1 1 1 rg 0 0 9 9 re f Q")))

    def swap(writer: IncrementalPdfFileWriter) -> None:
        look = other.root["/AcroForm"]["/Fields"][0]["/AP"].raw_get("/N")
        edited_field("a", AP=dictionary(N=writer.import_object(look)))(writer)

    found = world.verify(with_store(world, appended(swap)(signed_form(world, pdf=paper(b"q Q")))))
    assert (found.verdict, found.reason) == (OPEN, Reason.UNSIGNED_CHANGE)
    assert found.signatures[0].changes[0] == "look:a"


def test_what_cannot_be_read_among_the_answers_breaks_no_signature(world):
    signed = signed_by_others(world, plain_pdf())

    def junk(writer: IncrementalPdfFileWriter) -> None:
        stream = writer.add_object(generic.StreamObject(stream_data=b"khac"))
        lists = {name: generic.ArrayObject([stream]) for name in ("Certs", "CRLs", "OCSPs")}
        edited_root(DSS=writer.add_object(dictionary(Type=pdf_name("/DSS"), **lists)))(writer)

    assert world.verify(appended(junk)(signed)).verdict is PASSED


def test_nobody_stands_for_a_number_because_a_timestamp_came_after_it(world, signed):
    numbered = filled(Fields.NUMBER)(signed)
    assert world.verify(with_timestamp_on_the_document(world, numbered)).verdict is FAILED
    others = filled("a")(signed_form(world))
    assert told(world, with_timestamp_on_the_document(world, others)) == (OPEN, Reason.UNSIGNED_CHANGE)


# --- what signers of other papers allow -------------------------------------------------------------------------------


@pytest.mark.parametrize("level", [None, MDPPerm.FILL_FORMS, MDPPerm.ANNOTATE])
def test_a_field_filled_by_nobody_leaves_the_paper_of_others_open(world, level):
    paper = filled("a")(signed_form(world, level=level))
    assert told(world, paper) == (OPEN, Reason.UNSIGNED_CHANGE)
    later = signed_form(world, pdf=paper, field="S2", box=False)
    assert world.verify(later).verdict is PASSED


def test_it_is_told_in_words_with_the_page(world):
    before = language()
    set_language("en")
    said = words.verdict_words(world.verify(filled("a")(signed_form(world))))
    set_language(before)
    assert "no signature confirms it" in said
    assert "the field a was filled in: 12 (page 1)" in said


def test_where_nothing_may_come_a_filled_field_breaks_the_paper(world):
    paper = filled("a")(signed_form(world, level=MDPPerm.NO_CHANGES))
    assert told(world, paper) == (FAILED, Reason.UNEXPLAINED_CHANGE)


def test_a_locked_field_keeps_others_free(world):
    """pyHanko alone would take whatever comes for a change of the locked field, as that one has a look."""
    signed = signed_form(world, locked="a")
    assert told(world, filled("b")(signed)) == (OPEN, Reason.UNSIGNED_CHANGE)
    assert world.verify(signed_form(world, pdf=filled("b")(signed), field="S2")).verdict is PASSED
    assert world.verify(signed_form(world, pdf=filled("a")(signed), field="S2")).verdict is FAILED


def test_a_note_is_let_through_only_where_the_first_signer_allowed_notes(world):
    noted = appended(annotation("FreeText", Contents=generic.pdf_string("574 → 600")))
    allowed = noted(signed_form(world, level=MDPPerm.ANNOTATE))
    assert told(world, allowed) == (OPEN, Reason.UNSIGNED_CHANGE)
    assert told(world, signed_form(world, pdf=allowed, field="S2")) == (OPEN, Reason.UNSIGNED_CHANGE)
    for level in (None, MDPPerm.FILL_FORMS):
        assert world.verify(noted(signed_form(world, level=level))).verdict is FAILED


def test_a_new_visible_signature_leaves_a_certified_paper_open_and_breaks_ours(world, signed):
    """Its look may lie over what was certified, whoever is trusted to sign."""
    paper = signed_form(world, level=MDPPerm.FILL_FORMS)
    assert told(world, signed_form(world, pdf=paper, field="S2")) == (OPEN, Reason.UNSIGNED_CHANGE)
    assert world.verify(signed_form(world, pdf=paper, field="S2", box=False)).verdict is PASSED
    assert world.verify(signed_form(world, pdf=signed, field="S2")).verdict is FAILED


def test_another_look_of_a_field_is_told_though_somebody_signed_after_it(world):
    def swap(writer: IncrementalPdfFileWriter) -> None:
        look = writer.add_object(form(b"q 1 1 1 rg 0 0 999 999 re f Q"))
        edited_field("a", AP=dictionary(N=look))(writer)

    paper = appended(swap)(signed_form(world))
    assert told(world, paper) == (OPEN, Reason.UNSIGNED_CHANGE)
    found = world.verify(signed_form(world, pdf=paper, field="S2"))
    assert "look:a" in found.signatures[0].changes


def test_pages_in_another_order_are_named(world):
    def reorder(writer: IncrementalPdfFileWriter) -> None:
        kids = writer.root["/Pages"]["/Kids"]
        kids[0], kids[1] = kids.raw_get(1), kids.raw_get(0)
        writer.mark_update(writer.root.raw_get("/Pages"))

    found = world.verify(appended(reorder)(signed_form(world)))
    (change,) = found.signatures[0].changed
    assert (found.verdict, change.code, change.pages) == (FAILED, "pages_moved", (1, 2))


# --- what a reader is told beside -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "strange"),
    [("Nguyễn Thị Đặng Ưu", False), ("Trаn Vаn Kiеm", True), ("Trần\ufffdVăn", True), ("Иван", False), ("李明 VNPT", False)],
)  # fmt: skip
def test_letters_that_look_like_others_are_noticed(name, strange):
    assert is_strange(name) is strange


def test_a_name_with_unseen_characters_reaches_no_terminal(world):
    root = made.make("Gốc\x1b[2J\u202e giả\u200b")
    (one,) = read_certificates(root.pem)
    assert found_certificate(one).facts.name == "Gốc\ufffd[2J\ufffd giả\ufffd"


def test_layers_and_scripts_of_fields_are_told(world):
    with Pdf.open(BytesIO(form_of_others())) as pdf:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="lớp"))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(ON=Array([layer])))
        pdf.Root.AcroForm.Fields[0].AA = Dictionary(F=Dictionary(S=Name.JavaScript, JS="1"))
        out = BytesIO()
        pdf.save(out)
    found = world.verify(signed_form(world, pdf=out.getvalue()))
    assert {Caution.LAYERS, Caution.SCRIPTS} <= set(found.warnings)


def test_a_time_ahead_of_this_computer_is_told(world, sealed):
    assert world.verify(sealed).warnings == ()
    assert Caution.CLOCK in world.verify(sealed, now=NOW - timedelta(hours=1)).warnings


# --- revocation -------------------------------------------------------------------------------------------------------


def revoked_later(world: World, serial: int, *, unsafe_days: int | None = None) -> bytes:
    """A list of five days after the timestamp; the certificate was revoked three days after it."""
    entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(NOW + timedelta(days=3))
    if unsafe_days is not None:
        since = (NOW + timedelta(days=unsafe_days)).replace(tzinfo=None)
        entry = entry.add_extension(x509.InvalidityDate(since), critical=False)
    authority = world.authority
    builder = x509.CertificateRevocationListBuilder().issuer_name(authority._name)
    made_at = NOW + timedelta(days=5)
    builder = builder.last_update(made_at).next_update(made_at + timedelta(days=7))
    signed = builder.add_revoked_certificate(entry.build()).sign(authority._key, hashes.SHA256())
    return signed.public_bytes(Encoding.DER)


def test_who_was_revoked_after_a_timestamp_had_signed_before(world):
    pdf = signed_by_others(world, plain_pdf())
    pdf = with_timestamp_on_the_document(world, pdf)
    serial = world.lasting.signer.signing_cert.serial_number

    def judged(**how: int) -> Reason:
        found = world.signatures.verify(
            pdf,
            trust=world.authority.pem,
            now=NOW + timedelta(days=6),
            lists=[revoked_later(world, serial, **how)],
        )
        reason: Reason = found.signatures[0].reason
        return reason

    assert judged() is Reason.NONE
    assert judged(unsafe_days=1) is Reason.NONE
    assert judged(unsafe_days=-1) is Reason.REVOKED_NO_POE


def test_a_root_that_has_ended_confirms_nothing_new():
    root = made.make("Gốc", begin=made.NOW - 5 * made.YEAR, end=made.NOW - made.DAY)
    person = asn1_x509.Certificate.load(made.make("Người ký", by=root, authority=False).der)
    evidence = read_evidence(root.pem)
    now, before = (
        asyncio.run(judge(person, (), evidence, moment)) for moment in (made.NOW, made.NOW - 2 * made.DAY)
    )
    assert (now.reason, now.trusted) == (Reason.OUT_OF_BOUNDS_NO_POE, True)
    assert before.reason is Reason.NONE


def test_a_serial_number_in_a_list_is_found_as_the_library_finds_it():
    root, other = made.make("Gốc"), made.make("Khác")
    listed, free = made.make("Có", by=root, authority=False), made.make("Không", by=root, authority=False)
    content = asn1_crl.CertificateList.load(made.revocation_list(root, listed))
    name = asn1_x509.Certificate.load(root.der).subject
    assert validate_crl.find_cert_in_list is quick_lists._find
    for one in (listed, free, other):
        certificate = asn1_x509.Certificate.load(one.der)
        quick = quick_lists._find(certificate, name, content, name)
        slow = quick_lists._read_through(certificate, name, content, name)
        assert (quick[0], quick[1] and quick[1].native) == (slow[0], slow[1] and slow[1].native)

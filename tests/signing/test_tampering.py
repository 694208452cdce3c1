"""Attacks on a sealed document. Several viewers call some of these valid."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from tests.signing.make_pdf import prepared_pdf
from tests.signing.world import World

from dvapp.domain.errors import PdfUnreadable, SignatureBroken
from dvapp.domain.signing.verification import Coverage, Reason, Verdict, Verification
from dvapp.services.reports.paging import Fields

Change = Callable[[IncrementalPdfFileWriter], None]


def appended(pdf: bytes, change: Change) -> bytes:
    """The file with one more revision."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def flipped(pdf: bytes, at: int, bit: int = 1) -> bytes:
    return pdf[:at] + bytes([pdf[at] ^ bit]) + pdf[at + 1 :]


def field(writer: IncrementalPdfFileWriter, name: str) -> generic.IndirectObject:
    entries = writer.root["/AcroForm"]["/Fields"]
    references: list[generic.IndirectObject] = [entries.raw_get(number) for number in range(len(entries))]
    return next(reference for reference in references if reference.get_object()["/T"] == name)


def contents_of(pdf: bytes, which: int) -> tuple[int, int]:
    """Begin and end of the n-th signature's hexadecimal digits."""
    begin = -1
    for _ in range(which + 1):
        begin = pdf.index(b"/Contents <30", begin + 1)
    begin += len(b"/Contents <")
    return begin, pdf.index(b">", begin)


def verdict_of(world: World, pdf: bytes) -> Verdict:
    """A file that can no longer be read is as good as failed: both end with exit code 4."""
    try:
        return world.verify(pdf).verdict
    except PdfUnreadable:
        return Verdict.TOTAL_FAILED


def failed(world: World, pdf: bytes) -> Verification:
    verification = world.verify(pdf)
    assert verification.verdict is Verdict.TOTAL_FAILED
    return verification


@pytest.fixture(scope="session")
def sealed_without_lock(world: World) -> bytes:
    """The seal's field asks for nothing; its signature locks the fields by itself."""
    return world.sealed(world.signed(prepared_pdf(lock=False)))


# --- one byte ---------------------------------------------------------------------------------------------------------


def test_one_byte_of_the_page_breaks_both_signatures(world, sealed):
    at = sealed.index(b"/MediaBox") + len(b"/MediaBox [ 0 0 5")
    verification = failed(world, flipped(sealed, at))
    assert [finding.reason for finding in verification.signatures] == [Reason.HASH_FAILURE] * 2
    assert not any(finding.intact for finding in verification.signatures)


def test_one_byte_of_the_attachment_breaks_both_signatures(world, sealed):
    at = sealed.index(b"/EmbeddedFile", sealed.index(b"/EmbeddedFile") + 1)
    at = sealed.index(b"stream", at) + 12
    verification = failed(world, flipped(sealed, at))
    assert {finding.reason for finding in verification.signatures} == {Reason.HASH_FAILURE}


def test_one_byte_of_the_clerks_revision_leaves_the_leader_only_suspicious(world, signed, sealed):
    at = sealed.index(b"BBox", len(signed))
    leader, seal = failed(world, flipped(sealed, at)).signatures
    assert seal.reason is Reason.HASH_FAILURE
    assert leader.intact


@pytest.mark.slow
def test_a_byte_anywhere_is_noticed(world, sealed):
    for at in range(7, len(sealed), len(sealed) // 40):
        assert verdict_of(world, flipped(sealed, at)) is Verdict.TOTAL_FAILED, (at, sealed[at - 20 : at + 20])


@pytest.mark.slow
@pytest.mark.parametrize("bit", [1, 4, 32])
def test_a_byte_of_a_signature_is_noticed(world, signed, bit):
    """Its unsigned parts and the zeros behind it included; 32 turns a large letter into a small one."""
    begin, end = contents_of(signed, 0)
    der = len(signed[begin:end].rstrip(b"0"))
    certificates = signed[begin:end].index(b"A08202")
    places = [*range(0, certificates, 6), *range(certificates, der, der // 25), der + 20, end - begin - 1]
    for at in places:
        assert verdict_of(world, flipped(signed, begin + at, bit)) is Verdict.TOTAL_FAILED, at


def test_the_value_of_a_signature_is_checked(world, signed):
    begin, end = contents_of(signed, 0)
    digits = signed[begin:end].rstrip(b"0")
    at = begin + len(digits) - 20  # the value stands at the end of the structure
    changed = signed[:at] + (b"11" if signed[at : at + 2] != b"11" else b"22") + signed[at + 2 :]
    (finding,) = failed(world, changed).signatures
    assert finding.reason is Reason.SIG_CRYPTO_FAILURE
    assert not finding.intact
    assert not finding.trusted


def test_nothing_may_hide_behind_a_signature_in_its_own_value(world, signed):
    _, end = contents_of(signed, 0)
    (finding,) = failed(world, signed[: end - 2] + b"41" + signed[end:]).signatures
    assert finding.reason is Reason.UNEXPLAINED_CHANGE
    assert finding.coverage is Coverage.PART


def test_a_signature_may_not_leave_out_more_than_itself(world, signed):
    at = signed.index(b"/ByteRange [0 ") + len(b"/ByteRange [0 ")
    numbers = signed[at : signed.index(b"]", at)]
    before, after, rest = (int(number) for number in numbers.split())
    wider = b"%d %d %d" % (before, after + 1, rest - 1)
    changed = signed[:at] + wider.ljust(len(numbers)) + signed[at + len(numbers) :]
    assert failed(world, changed).signatures[0].coverage is Coverage.PART


@pytest.mark.parametrize("digit", [b"X", b"\x15", b">", b"<"])
def test_a_signature_that_is_no_number_is_broken_and_nothing_worse(world, sealed, digit):
    begin, _ = contents_of(sealed, 0)
    changed = sealed[: begin + 9] + digit + sealed[begin + 10 :]
    assert verdict_of(world, changed) is Verdict.TOTAL_FAILED
    with pytest.raises((SignatureBroken, PdfUnreadable)):
        world.signatures.signed_revision(changed)


# --- a revision more --------------------------------------------------------------------------------------------------


def change_page(writer: IncrementalPdfFileWriter) -> None:
    stream = generic.StreamObject(stream_data=b"q 1 0 0 rg 100 500 200 200 re f Q")
    writer.add_stream_to_page(0, writer.add_object(stream))


def add_annotation(writer: IncrementalPdfFileWriter) -> None:
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (100, 500, 300, 600))),
            pdf_name("/Contents"): generic.pdf_string("574 → 600"),
        }
    )
    writer.register_annotation(writer.root["/Pages"]["/Kids"].raw_get(0), writer.add_object(note))


def replace_attachment(writer: IncrementalPdfFileWriter) -> None:
    file = writer.root["/AF"][0]["/EF"].raw_get("/F")
    stream = generic.StreamObject(dict(file.get_object()), stream_data=b"{}")
    writer.objects[(file.generation, file.idnum)] = stream


def change_number(writer: IncrementalPdfFileWriter) -> None:
    number = field(writer, Fields.NUMBER)
    number.get_object()["/V"] = generic.pdf_string("99")
    writer.mark_update(number)


def move_seal(writer: IncrementalPdfFileWriter) -> None:
    seal = field(writer, Fields.SEAL)
    seal.get_object()["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 500, 500)))
    writer.mark_update(seal)


def unsign_seal(writer: IncrementalPdfFileWriter) -> None:
    seal = field(writer, Fields.SEAL)
    del seal.get_object()["/V"]
    writer.mark_update(seal)


def drop_form(writer: IncrementalPdfFileWriter) -> None:
    del writer.root["/AcroForm"]
    writer.update_root()


def rewrite_catalogue(writer: IncrementalPdfFileWriter) -> None:
    writer.update_root()


ALL_CHANGES = [
    change_page,
    add_annotation,
    replace_attachment,
    change_number,
    move_seal,
    unsign_seal,
    drop_form,
    rewrite_catalogue,
]


@pytest.mark.parametrize("change", ALL_CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("lock", [True, False])
def test_no_revision_may_follow_the_seal(world, sealed, sealed_without_lock, change, lock):
    verification = failed(world, appended(sealed if lock else sealed_without_lock, change))
    assert verification.reason is Reason.UNEXPLAINED_CHANGE
    assert any(finding.changes for finding in verification.signatures) or change in (drop_form, unsign_seal)


@pytest.mark.parametrize("change", [change_page, add_annotation, replace_attachment, move_seal, drop_form])
def test_the_leader_stands_for_no_change_but_the_prepared_ones(world, signed, change):
    """Even if somebody trusted seals the changed document with another program."""
    from pyhanko.sign import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.fields import SigSeedSubFilter

    changed = IncrementalPdfFileWriter(BytesIO(appended(signed, change)))
    meta = PdfSignatureMetadata(field_name=Fields.SEAL, subfilter=SigSeedSubFilter.PADES)
    sealed = PdfSigner(meta, world.seal.signer).sign_pdf(changed).getvalue()
    verification = failed(world, sealed)
    leader = next(finding for finding in verification.signatures if finding.field == Fields.LEADER)
    assert leader.reason is Reason.UNEXPLAINED_CHANGE
    assert leader.verdict is Verdict.TOTAL_FAILED


def test_a_number_changed_after_the_seal_is_named(world, sealed):
    leader, seal = failed(world, appended(sealed, change_number)).signatures
    assert seal.changes == ("field:SoVanBan=99",)
    assert [change.pages for change in seal.changed] == [(1,)]
    assert seal.coverage is Coverage.EARLIER_REVISION
    assert "field:SoVanBan=99" in leader.changes


def test_a_page_drawn_anew_is_named_with_its_number(world, sealed):
    _, seal = failed(world, appended(sealed, change_page)).signatures
    assert [(change.code, change.pages) for change in seal.changed] == [("content", (1,))]


def test_a_change_without_a_name_is_still_told(world, sealed):
    _, seal = failed(world, appended(sealed, rewrite_catalogue)).signatures
    assert seal.changes == ("other",)


def test_a_number_that_nobody_stands_for_does_not_pass(world, signed):
    """The leader allowed filling; without the clerk's signature anybody may have filled."""

    def fill_in(writer: IncrementalPdfFileWriter) -> None:
        number = field(writer, Fields.NUMBER)
        number.get_object()["/V"] = generic.pdf_string("7")
        writer.mark_update(number)

    (leader,) = failed(world, appended(signed, fill_in)).signatures
    assert (leader.reason, leader.changes) == (Reason.UNEXPLAINED_CHANGE, ("field:SoVanBan=7",))


@pytest.mark.parametrize("tail", [b"\n", b"\x00", b"% xong\n", b"\n%%EOF\n", b"A" * 2000])
def test_bytes_after_the_end_are_a_change(world, sealed, tail):
    try:
        verification = world.verify(sealed + tail)
    except PdfUnreadable:
        return
    assert verification.verdict is Verdict.TOTAL_FAILED
    assert verification.signatures[-1].changes == ("other",)


def test_control_characters_of_a_stranger_do_not_reach_the_terminal(world, signed):
    def fill_in(writer: IncrementalPdfFileWriter) -> None:
        number = field(writer, Fields.NUMBER)
        number.get_object()["/V"] = generic.pdf_string("7\x1b[2J\n" + "x" * 5000)
        writer.mark_update(number)

    (change,) = world.only(appended(signed, fill_in)).changes
    assert change.isprintable()
    assert len(change) < 300


# --- a revision less --------------------------------------------------------------------------------------------------


def test_a_document_cut_back_to_the_leaders_copy_is_that_copy_and_not_issued(world, signed, sealed):
    cut = sealed[: len(signed)]
    verification = world.verify(cut)
    assert verification.verdict is Verdict.TOTAL_PASSED
    assert [finding.field for finding in verification.signatures] == [Fields.LEADER]
    assert world.signatures.state(cut)[Fields.SEAL] is False
    assert world.signatures.state(cut)[Fields.NUMBER] is False


def test_a_document_cut_in_the_middle_does_not_pass(world, signed, sealed):
    for length in (len(signed) + 1, (len(signed) + len(sealed)) // 2, len(sealed) - 1, len(signed) - 10):
        assert verdict_of(world, sealed[:length]) is Verdict.TOTAL_FAILED


def test_signatures_that_a_revision_hides_are_found(world, sealed):
    verification = failed(world, appended(sealed, drop_form))
    assert [finding.field for finding in verification.signatures] == [Fields.LEADER, Fields.SEAL]
    assert not any(world.signatures.state(appended(sealed, drop_form)).values())


def test_pages_taken_from_another_signed_document_do_not_carry_its_signature(world, sealed):
    other = world.sealed(world.signed(prepared_pdf(lock=False)))
    begin, end = contents_of(sealed, 0)
    there, stop = contents_of(other, 0)
    assert end - begin == stop - there
    grafted = sealed[:begin] + other[there:stop] + sealed[end:]
    assert verdict_of(world, grafted) is Verdict.TOTAL_FAILED

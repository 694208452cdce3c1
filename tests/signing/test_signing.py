"""The leader's signature and the clerk's step, as other programs see them too."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from tests.signing.make_pdf import DATA, RECTANGLES, fills, plain_pdf, prepared_pdf, stamp
from tests.signing.world import BOARD, LEADER, NOW

from dvapp.domain.errors import (
    AlreadyIssued,
    AlreadySigned,
    NotOurReport,
    NotSigned,
    PdfUnreadable,
    SignatureBroken,
)
from dvapp.domain.signing.verification import Coverage, Reason, SignatureRole, Verdict
from dvapp.services.reports.paging import FieldFill, Fields

EMPTY = dict.fromkeys((Fields.NUMBER, Fields.DATE, Fields.LEADER, Fields.SEAL), False)


def tool(*words: object) -> str:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_state_follows_the_way_of_a_document(world, signed, sealed):
    state = world.signatures.state
    assert state(plain_pdf()) == {}
    assert state(prepared_pdf()) == EMPTY
    assert state(signed) == EMPTY | {Fields.LEADER: True}
    assert state(sealed) == dict.fromkeys(EMPTY, True)


@pytest.mark.parametrize("lock", [True, False])
@pytest.mark.parametrize("packed", [True, False])
def test_a_sealed_document_passes_with_both_signatures(world, lock, packed):
    sealed = world.sealed(world.signed(prepared_pdf(lock=lock, packed=packed)))
    verification = world.verify(sealed)
    assert (verification.verdict, verification.reason) == (Verdict.TOTAL_PASSED, Reason.NONE)
    leader, seal = verification.signatures
    assert (leader.field, leader.signer, leader.organisation) == (Fields.LEADER, LEADER, BOARD)
    assert (leader.role, seal.role) == (SignatureRole.LEADER, SignatureRole.SEAL)
    assert (leader.coverage, seal.coverage) == (Coverage.EARLIER_REVISION, Coverage.WHOLE_FILE)
    assert leader.changes == (
        "field:SoVanBan=12",
        "field:NgayBanHanh=ngày 15 tháng 01 năm 2019",
        "signature:DauCoQuan",
    )
    assert seal.changes == ()
    for finding in (leader, seal):
        assert finding.intact
        assert finding.trusted
        assert not finding.revocation_checked
        assert not finding.time_is_trusted
    assert leader.time == NOW
    assert leader.time.utcoffset() == NOW.utcoffset()


def test_the_seal_comes_in_one_update_on_top_of_the_leaders_bytes(world, signed, sealed):
    assert sealed.startswith(signed)
    assert sealed[len(signed) :].count(b"%%EOF") == 1
    assert signed.startswith(prepared_pdf())


def test_the_signed_revision_is_what_the_leader_signed(world, signed, sealed):
    assert world.signatures.signed_revision(sealed) == signed
    assert world.signatures.signed_revision(signed) == signed
    assert world.signatures.signed_revision(prepared_pdf()) is None


@pytest.mark.parametrize("role", ["leader", "deputy"])
def test_the_signature_itself_says_who_stood_in_the_leaders_place(world, role):
    assert world.only(world.signed(role=role)).role is SignatureRole(role)


def test_the_signature_dictionary_holds_what_the_practice_asks(world, sealed):
    with pikepdf.open(BytesIO(sealed)) as pdf:
        values = {str(field.T): field.V for field in pdf.Root.AcroForm.Fields}
        leader, seal = values[Fields.LEADER], values[Fields.SEAL]
        assert leader.SubFilter == "/ETSI.CAdES.detached"
        assert str(leader.M) == "D:20190115093000+07'00'"
        assert str(leader.Location) == "Hà Nội"
        assert str(leader.Reason) == "Trưởng ban ký"
        assert leader.Reference[0].TransformMethod == "/DocMDP"
        assert leader.Reference[0].TransformParams.P == 2
        assert pdf.Root.Perms.DocMDP.objgen == leader.objgen
        assert seal.Reference[0].TransformMethod == "/FieldMDP"
        assert seal.Reference[0].TransformParams.Action == "/All"
        assert str(values[Fields.NUMBER]) == "12"
        assert str(values[Fields.DATE]) == "ngày 15 tháng 01 năm 2019"
        assert "/NeedAppearances" not in pdf.Root.AcroForm
        assert pdf.attachments["bao-cao.json"].get_file().read_bytes() == DATA
        assert "/Version" not in pdf.Root  # PDF/A-3 is PDF 1.7; elliptic curves do not make it 2.0


def test_looks_are_as_large_as_their_fields_and_filled_fields_read_only(sealed):
    with pikepdf.open(BytesIO(sealed)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            left, bottom, right, top = RECTANGLES[str(field.T)]
            assert [float(edge) for edge in field.AP.N.BBox] == [0, 0, right - left, top - bottom]
            if field.FT == "/Tx":
                assert int(field.Ff) & 1


def test_poppler_and_qpdf_find_nothing_to_complain_of(sealed, tmp_path):
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(sealed)
    said = tool("pdfsig", "-nocert", path)
    assert said.count("Signature is Valid.") == 2
    assert said.count("ETSI.CAdES.detached") == 2
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", path)
    fonts = tool("pdffonts", path).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts), fonts
    tool("pdfdetach", "-savefile", "bao-cao.json", "-o", tmp_path / "du-lieu.json", path)
    assert (tmp_path / "du-lieu.json").read_bytes() == DATA


def test_filled_fields_are_drawn_the_same_by_pdfium_and_poppler(sealed, tmp_path):
    from PIL import Image

    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(sealed)
    tool("pdftoppm", "-r", 72, "-png", "-singlefile", path, tmp_path / "poppler")
    with pypdfium2.PdfDocument(sealed) as pdf:
        pdf.init_forms()
        pdfium = pdf[0].render(scale=1, may_draw_forms=True).to_pil().convert("L")
    with Image.open(tmp_path / "poppler.png") as image:
        poppler = image.convert("L")
    for name, (left, bottom, right, top) in RECTANGLES.items():
        box = (left, poppler.height - top, right, poppler.height - bottom)
        inks = [sum(picture.crop(box).histogram()[:200]) for picture in (pdfium, poppler)]
        assert min(inks) > 10, (name, inks)
        assert max(inks) < 2 * min(inks), (name, inks)


def test_a_leader_signs_once(world, signed):
    with pytest.raises(AlreadySigned):
        world.signed(signed)


def test_nothing_is_sealed_that_nobody_signed(world):
    with pytest.raises(NotSigned):
        world.sealed(prepared_pdf())


def test_a_document_is_issued_once(world, sealed):
    with pytest.raises(AlreadyIssued):
        world.sealed(sealed)


def test_a_pdf_without_prepared_places_is_not_ours(world, signed):
    with pytest.raises(NotOurReport):
        world.signed(plain_pdf())
    with pytest.raises(NotOurReport):
        world.signatures.seal(
            signed,
            world.seal,
            field=Fields.SEAL,
            stamp=stamp("x", Fields.SEAL),
            when=NOW,
            fills=(FieldFill(name="KhongCo", text="1", appearance=stamp("1", Fields.NUMBER)),),
        )


def test_the_seal_is_not_put_on_a_document_that_was_changed(world, signed):
    for changed in (signed + b"\n% xong\n", signed.replace(b"/Rect [ 120 720", b"/Rect [ 121 720", 1)):
        assert changed != signed
        with pytest.raises(SignatureBroken):
            world.sealed(changed)


@pytest.mark.parametrize(
    "content", [b"", b"xin chao", b"%PDF-1.7\n", bytes(5000), b"%PDF-1.7\nstartxref\n9999999\n%%EOF"]
)
def test_what_is_no_pdf_is_said_to_be_none(world, content):
    for use in (
        world.signatures.state,
        world.signatures.signed_revision,
        world.verify,
        world.signed,
        world.sealed,
    ):
        with pytest.raises(PdfUnreadable):
            use(content)


def test_an_encrypted_pdf_is_not_signed(world):
    out = BytesIO()
    with pikepdf.open(BytesIO(prepared_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(PdfUnreadable):
        world.signed(out.getvalue())


def test_a_number_is_text_in_any_letters(world, signed):
    number, date = fills(number="Số 12 ✓ – “đặc biệt”")
    sealed = world.signatures.seal(
        signed,
        world.seal,
        field=Fields.SEAL,
        stamp=stamp(BOARD, Fields.SEAL),
        when=NOW,
        fills=(FieldFill(name=number.name, text=number.text, appearance=fills()[0].appearance), date),
    )
    assert "field:SoVanBan=Số 12 ✓ – “đặc biệt”" in world.verify(sealed).signatures[0].changes


def test_the_port_itself_costs_nothing_to_load():
    source = Path(__file__).parents[2] / "src"
    code = (
        f"import sys; sys.path.insert(0, {str(source)!r}); import dvapp.signing.signatures;"
        "print([name for name in ('pyhanko', 'cryptography', 'asn1crypto', 'aiohttp') if name in sys.modules])"
    )
    assert tool(sys.executable, "-c", code).strip() == "[]"

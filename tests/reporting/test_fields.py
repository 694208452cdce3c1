"""The places prepared in a copy for signature."""

import io
from datetime import date

import pikepdf
import pytest
from pikepdf import Dictionary, Name, pdfa
from tests.reporting.reading import MM, find, flattened, seen
from tests.reporting.samples import CITY, DATA, DISTRICT, RESOURCES, report

from dvapp.domain.papers.reports import Role, Stage
from dvapp.reporting.fieldfont import embed_field_font
from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.pages import ReportPages
from dvapp.reporting.pdf.file import PdfFile
from dvapp.reporting.pdf.values import Name as PdfName
from dvapp.reporting.pdf.values import Value
from dvapp.services.reports.paging import Fields


def fields_of(pdf: bytes) -> tuple[pikepdf.Pdf, dict[str, pikepdf.Object]]:
    opened = pikepdf.open(io.BytesIO(pdf))
    return opened, {str(field.T): field for field in opened.Root.AcroForm.Fields}


def box_of(field: pikepdf.Object) -> tuple[float, float, float, float]:
    """Left, top, right, bottom in millimetres."""
    left, bottom, right, top = (float(v) * MM for v in field.Rect)
    return left, 297 - top, right, 297 - bottom


def test_a_copy_for_signature_has_four_empty_fields_and_a_draft_none(pages: ReportPages):
    _, fields = fields_of(pages.draw(report(), DATA))
    assert set(fields) == {Fields.NUMBER, Fields.DATE, Fields.LEADER, Fields.SEAL}
    assert all("/V" not in field for field in fields.values())
    assert {n: str(f.FT) for n, f in fields.items() if f.FT == "/Sig"} == {
        Fields.LEADER: "/Sig",
        Fields.SEAL: "/Sig",
    }
    with pikepdf.open(io.BytesIO(pages.draw(report(stage=Stage.DRAFT), DATA))) as draft:
        assert "/AcroForm" not in draft.Root
        assert all("/Annots" not in page.obj for page in draft.pages)


def test_fields_are_printed_and_know_their_page(pages: ReportPages):
    opened, fields = fields_of(pages.draw(report(), DATA))
    for name, field in fields.items():
        assert int(field.F) & 4
        on = [n for n, page in enumerate(opened.pages) if page.obj.objgen == field.P.objgen]
        assert on == [0 if name in {Fields.NUMBER, Fields.DATE} else len(opened.pages) - 2]
        page = opened.pages[on[0]]
        assert field.objgen in [annotation.objgen for annotation in page.obj.Annots]
    assert fields[Fields.SEAL].Lock.Action == "/All"
    assert "/NeedAppearances" not in opened.Root.AcroForm


def test_the_unfilled_lines_show_their_form_and_leave_even_the_year_open(pages: ReportPages):
    pdf = flattened(pages.draw(report(), DATA))
    number = seen(pdf, gap=3)
    before, after = (next(s for s in number if s.text == text) for text in ("Số", "-BC/BDVTU"))
    assert after.left - before.right > 6, "room for the number"
    dated = find(pdf, "Hà Nội, ngày")
    assert " ".join(dated.text.split()) == "Hà Nội, ngày tháng năm"
    assert dated.right < 195 - 8, "room for the year"


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", ["Nguyễn Thị Hồng Hạnh", "Công Tằng Tôn Nữ Nguyễn Phước Thị Hồng Hạnh"])
def test_no_stamp_can_cover_title_or_name_or_the_other_stamp(pages: ReportPages, role: Role, name: str):
    pdf = pages.draw(report(annexes=(), role=role, name=name), DATA)
    _, fields = fields_of(pdf)
    leader, seal = box_of(fields[Fields.LEADER]), box_of(fields[Fields.SEAL])
    last = pages.pages(pdf) - 1
    capital = 14 * MM * 0.66
    for words in [s for s in seen(pdf, last) if s.left > 113 and s.size == 14]:
        below = words.baseline - capital - 1.2 > max(leader[3], seal[3])  # 1.2 mm for accents
        above = words.baseline + 1.2 < min(leader[1], seal[1])
        assert below or above
    assert seal[2] <= leader[0]
    assert leader[2] <= 195.4
    assert (seal[0] + seal[2]) / 2 == pytest.approx(135, abs=0.3)
    assert seal[2] - seal[0] == pytest.approx(30, abs=0.1)
    assert seal[3] - seal[1] == pytest.approx(30, abs=0.1)
    assert not [s for s in seen(pdf, last) if s.size == 12 and s.right > seal[0]]


@pytest.mark.parametrize(
    ("number", "issued", "texts"),
    [
        (5, date(2019, 1, 15), ("Số 05-BC/BDVTU", "Hà Nội, ngày 15 tháng 01 năm 2019")),
        (12, date(2026, 5, 27), ("Số 12-BC/BDVTU", "Hà Nội, ngày 27 tháng 5 năm 2026")),
        (123, date(2026, 2, 3), ("Số 123-BC/BDVTU", "Hà Nội, ngày 03 tháng 02 năm 2026")),
        (9, date(2026, 10, 1), ("Số 09-BC/BDVTU", "Hà Nội, ngày 01 tháng 10 năm 2026")),
    ],
)
def test_number_and_date_are_written_as_the_guide_wants(
    pages: ReportPages, number: int, issued: date, texts: tuple[str, str]
):
    fills = pages.number_and_date(report(issuer=CITY), number, issued)
    assert tuple(fill.text for fill in fills) == texts
    assert tuple(fill.name for fill in fills) == (Fields.NUMBER, Fields.DATE)


@pytest.mark.parametrize("issuer", [CITY, DISTRICT])
def test_what_the_clerk_fills_in_is_as_large_as_its_place_and_on_the_official_baseline(
    pages: ReportPages, issuer
):
    made = report(issuer=issuer)
    opened, fields = fields_of(pages.draw(made, DATA))
    fills = pages.number_and_date(made, 12, date(2019, 1, 15))
    for fill in fills:
        with pikepdf.open(io.BytesIO(fill.appearance)) as drawn:
            (page,) = drawn.pages
            width, height = (float(v) for v in page.mediabox[2:])
            left, bottom, right, top = (float(v) for v in fields[fill.name].Rect)
            assert (width, height) == pytest.approx((right - left, top - bottom), abs=0.01)
            look = opened.copy_foreign(page.as_form_xobject())
        fields[fill.name].AP = Dictionary(N=look)
    out = io.BytesIO()
    opened.save(out)
    printed = flattened(out.getvalue())
    number, dated = find(printed, f"Số 12-BC/{issuer.symbol}"), find(printed, f"{issuer.place}, ngày 15")
    assert (number.baseline, number.centre) == pytest.approx((38.5, 66.7), abs=0.5)
    assert dated.baseline == pytest.approx(30.7, abs=0.5)
    if dated.right - dated.left < 73:
        assert dated.centre == pytest.approx(158.7, abs=0.5)
    else:
        assert dated.right == pytest.approx(195.3, abs=0.5), "a longer line ends at the margin"


def test_a_viewer_that_draws_the_fields_anew_still_finds_every_letter(pages: ReportPages):
    opened, fields = fields_of(pages.draw(report(), DATA))
    for fill in pages.number_and_date(report(), 27, date(2019, 1, 15)):
        fields[fill.name].V = pikepdf.String(fill.text)
        font = opened.Root.AcroForm.DR.Font[str(fields[fill.name].DA).split()[0]]
        assert font.Encoding.BaseEncoding == "/WinAnsiEncoding"
        assert "/FontFile2" in font.FontDescriptor
        known = {chr(code) for code in range(32, 127)} | {"ố", "à", "ộ", "á", "ă"}
        assert set(fill.text) <= known
        assert len([n for n in font.Encoding.Differences if isinstance(n, Name)]) >= 1


@pytest.mark.parametrize("face", list(Face))
def test_the_font_of_the_fields_is_fit_for_an_archive_and_readable(face: Face):
    text = "Số 05-BC/BĐVQU: Hà Nội, ngày tháng năm – ệỡữỵ"
    pdf = PdfFile()
    font = embed_field_font(pdf, Typeface(RESOURCES / "fonts"), face, [text])
    content = f"BT /F 14 Tf 20 50 Td <{font.encoded(text).hex()}> Tj ET"
    tree = pdf.reserve()
    page: dict[str, Value] = {"Type": PdfName("Page"), "Parent": tree, "MediaBox": [0, 0, 400, 100]}
    page |= {"Resources": {"Font": {"F": font.font}}, "Contents": pdf.stream(content.encode())}
    pdf.put(tree, {"Type": PdfName("Pages"), "Kids": [pdf.add(page)], "Count": 1})
    root = pdf.add({"Type": PdfName("Catalog"), "Pages": tree})
    with pikepdf.open(io.BytesIO(pdf.written(root=root, info=pdf.add({})))) as opened:
        out = io.BytesIO()
        assert pdfa.save(opened, out, "3b").verdict == "pass"
    assert seen(out.getvalue(), gap=1000)[0].text == text

"""The components that only some papers have: what is printed in which layout, and what it does to the rest."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pikepdf
import pytest
from tests.reporting.documents import PROFILES, document
from tests.reporting.reading import MM, find, flattened, page_texts, seen
from tests.reporting.samples import CITY, DATA, PROPAGANDA, RESOURCES, annex, blocks, paragraph, report

from dvapp.domain.papers.reports import Authority, Heading, JointBody, Part, Role, Signatory, Stage
from dvapp.domain.signing.verification import KeyHolder
from dvapp.reporting.fonts import Typeface
from dvapp.reporting.layout import lay_out
from dvapp.reporting.lettering import roman, signatory_lines
from dvapp.reporting.pages import ReportPages
from dvapp.reporting.profile import read_profile
from dvapp.services.reports.paging import Fields

EVERY = pytest.mark.parametrize("profile", PROFILES)
SHORT = (paragraph("Một dòng."),)


@pytest.mark.parametrize(
    ("profile", "printed"),
    [
        ("party-2018", ["Căn cứ Điều lệ;", "Căn cứ Quy chế,"]),
        ("party-2026", ["- Căn cứ Điều lệ;", "- Căn cứ Quy chế."]),
        ("state-2020", ["Căn cứ Điều lệ;", "Căn cứ Quy chế."]),
    ],
)
def test_grounds_begin_and_end_as_their_layout_says(pages: ReportPages, profile: str, printed: list[str]):
    pdf = pages.draw(document("optional", profile), DATA)
    assert [line.text for line in seen(pdf) if "Căn cứ" in line.text] == printed


def test_a_report_to_a_superior_has_addressees_in_state_papers_and_none_in_those_of_the_party(
    pages: ReportPages,
):
    to = ("Thường trực Thành uỷ",)
    made = {p: report(profile=p, blocks=SHORT, annexes=(), addressees=to) for p in PROFILES}
    texts = {p: page_texts(pages.draw(made[p], DATA))[0] for p in PROFILES}
    assert [p for p, text in texts.items() if "Kính gửi" in text] == ["state-2020"]


@pytest.mark.parametrize(
    ("profile", "lines"),
    [
        ("party-2018", ["Kính gửi: - Thường trực Thành uỷ,", "- Văn phòng Thành uỷ."]),
        ("party-2026", ["Kính gửi: - Thường trực Thành uỷ;", "- Văn phòng Thành uỷ."]),
        ("state-2020", ["Kính gửi:", "- Thường trực Thành uỷ;", "- Văn phòng Thành uỷ."]),
    ],
)
def test_several_addressees_stand_in_a_list_and_a_single_one_beside_the_label(
    pages: ReportPages, profile: str, lines: list[str]
):
    text = page_texts(pages.draw(document("letter", profile), DATA))[0].splitlines()
    start = next(n for n, line in enumerate(text) if line.startswith("Kính gửi"))
    assert text[start : start + len(lines)] == lines
    one = page_texts(pages.draw(document("letter-one", profile), DATA))[0]
    assert "Kính gửi: Thường trực Thành uỷ\n" in one


@EVERY
def test_what_a_paper_does_not_have_leaves_no_trace(pages: ReportPages, profile: str):
    plain = report(profile=profile, blocks=SHORT, annexes=())
    assert [mark.text for mark in _words(plain) if not mark.text.strip()] == []
    assert len(_words(plain)) < len(_words(document("optional", profile)))


def _words(made):
    profile = read_profile(RESOURCES / "profiles", made.profile)
    sheets = lay_out(made, profile, Typeface(RESOURCES / "fonts")).sheets
    return [mark for sheet in sheets for mark in sheet.marks if hasattr(mark, "text")]


@EVERY
def test_a_counted_draft_tells_its_number_and_a_copy_for_signature_does_not(pages: ReportPages, profile: str):
    draft = document("draft", profile)
    assert "lần 2" in page_texts(pages.draw(draft, DATA))[0].lower()
    final = replace(draft, stage=Stage.FOR_SIGNATURE)
    assert "lần 2" not in page_texts(pages.draw(final, DATA))[0].lower()


@EVERY
def test_an_urgent_draft_breaks_its_pages_like_the_copy_for_signature(profile: str):
    made = report(profile=profile, urgency="HOẢ TỐC", sections=8, annexes=())
    shape, typeface = read_profile(RESOURCES / "profiles", profile), Typeface(RESOURCES / "fonts")
    tops = [
        [sign for sheet in lay_out(copy, shape, typeface).sheets for sign in sheet.signs]
        for copy in (made, replace(made, stage=Stage.DRAFT))
    ]
    assert tops[0] == tops[1]


@EVERY
def test_the_contact_stands_at_the_foot_of_the_first_page_only_and_no_text_meets_it(
    pages: ReportPages, profile: str
):
    made = report(profile=profile, sections=9, contact="Số 4 phố Lê Lai, Hà Nội", annexes=())
    pdf = pages.draw(made, DATA)
    texts = page_texts(pdf)
    assert ["Lê Lai" in text for text in texts] == [True, *[False] * (len(texts) - 1)]
    contact = find(pdf, "Lê Lai")
    assert contact.baseline < 277
    assert max(line.baseline for line in seen(pdf) if line != contact) < contact.baseline - 6


_PARTY = {
    (None, Role.LEADER): ["TRƯỞNG BAN"],
    (None, Role.DEPUTY): ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"],
    (Authority.ACTING, Role.LEADER): ["Q. TRƯỞNG BAN"],
    (Authority.ON_BEHALF, Role.LEADER): ["T/M BAN THƯỜNG VỤ", "TRƯỞNG BAN"],
    (Authority.ON_BEHALF, Role.DEPUTY): ["T/M BAN THƯỜNG VỤ", "PHÓ TRƯỞNG BAN"],
    (Authority.BY_ORDER, Role.LEADER): ["T/L BAN THƯỜNG VỤ", "TRƯỞNG BAN"],
}


@EVERY
@pytest.mark.parametrize(("authority", "role"), _PARTY)
def test_each_authority_is_written_with_the_slash_of_the_party_or_the_dots_of_the_state(
    profile: str, authority: Authority | None, role: Role
):
    shape = read_profile(RESOURCES / "profiles", profile)
    who = Signatory(
        role=role,
        head_title="TRƯỞNG BAN",
        deputy_title="PHÓ TRƯỞNG BAN",
        authority=authority,
        behalf="BAN THƯỜNG VỤ",
    )
    wanted = _PARTY[authority, role]
    lines = [text for text, _ in signatory_lines(who, shape)]
    if profile == "state-2020":
        wanted = [line.replace("K/T", "KT.").replace("T/M", "TM.").replace("T/L", "TL.") for line in wanted]
        assert all(bold for _, bold in signatory_lines(who, shape))
        lines = [line for line in lines if line != "KT. TRƯỞNG BAN" or authority is None]
    assert lines == wanted


@EVERY
@pytest.mark.parametrize("authority", [None, *Authority])
@pytest.mark.parametrize("role", list(Role))
def test_every_authority_has_its_lines_for_every_role(profile: str, authority: Authority | None, role: Role):
    who = Signatory(role=role, head_title="A", deputy_title="B", authority=authority)
    assert signatory_lines(who, read_profile(RESOURCES / "profiles", profile))


def fields_of(pdf: bytes) -> tuple[pikepdf.Pdf, dict[str, pikepdf.Object]]:
    opened = pikepdf.open(io.BytesIO(pdf))
    return opened, {str(field.T): field for field in opened.Root.AcroForm.Fields}


@EVERY
def test_a_joint_paper_has_places_for_two_signatures_and_two_seals_that_cover_nothing(
    pages: ReportPages, profile: str
):
    pdf = pages.draw(document("joint", profile), DATA)
    _opened, fields = fields_of(pdf)
    assert set(fields) == {
        Fields.NUMBER,
        Fields.DATE,
        Fields.LEADER,
        Fields.SEAL,
        Fields.SECOND_LEADER,
        Fields.SECOND_SEAL,
    }
    assert {name for name, field in fields.items() if "/Lock" in field} == {Fields.SEAL}
    boxes = {
        name: [float(v) * MM for v in fields[name].Rect]
        for name in (Fields.LEADER, Fields.SEAL, Fields.SECOND_LEADER, Fields.SECOND_SEAL)
    }
    ordered = [boxes[n] for n in (Fields.SECOND_SEAL, Fields.SECOND_LEADER, Fields.SEAL, Fields.LEADER)]
    assert all(one[2] <= other[0] + 0.1 for one, other in pairwise(ordered))
    low, high = min(box[1] for box in ordered), max(box[3] for box in ordered)
    inside = [line for line in seen(pdf) if low < 297 - line.baseline < high]
    assert not inside


def test_a_joint_paper_names_one_superior_once_and_two_superiors_each_over_its_body(pages: ReportPages):
    second = document("joint", "party-2026").second
    assert second is not None
    same = page_texts(pages.draw(document("joint", "party-2026"), DATA))[0]
    assert same.count("THÀNH UỶ HÀ NỘI") == 1
    assert "BAN DÂN VẬN -\nBAN TUYÊN GIÁO\n" in same
    other = replace(second, issuer=replace(PROPAGANDA, superior="QUẬN UỶ CẦU GIẤY"))
    text = page_texts(pages.draw(replace(document("joint", "party-2026"), second=other), DATA))[0]
    order = [
        text.index(words) for words in ("THÀNH UỶ HÀ NỘI", "BAN DÂN VẬN", "QUẬN UỶ CẦU", "BAN TUYÊN GIÁO")
    ]
    assert order == sorted(order)


def test_both_names_of_a_joint_paper_stand_on_one_line(pages: ReportPages):
    pdf = pages.draw(document("joint", "party-2026"), DATA)
    assert find(pdf, "Trần Văn Bình").baseline == find(pdf, "Nguyễn Thị Hồng Hạnh").baseline


def test_the_second_body_has_a_seal_of_its_own(pages: ReportPages):
    made = document("joint", "party-2026")
    when = datetime(2026, 5, 28, tzinfo=UTC)
    holder = KeyHolder(name="x", organisation="", issuer="CA", valid_from=when, valid_to=when)
    first = pages.seal_stamp(made, holder, when)
    assert pages.seal_stamp(made, holder, when, of_second=True) != first
    assert pages.seal_stamp(report(), holder, when, of_second=True) == first


def test_signing_fills_in_each_body_of_a_joint_report():
    made = replace(
        document("joint", "party-2026"),
        second=JointBody(
            issuer=PROPAGANDA, signatory=Signatory(role=Role.LEADER, head_title="A", deputy_title="B")
        ),
    )
    signed = made.second_signed_by(Role.DEPUTY, "Lê Thị Mai")
    assert signed.second is not None
    assert (signed.second.signatory.name, signed.signatory) == ("Lê Thị Mai", made.signatory)
    alone = report()
    assert alone.second_signed_by(Role.DEPUTY, "Lê Thị Mai") == alone


def test_the_mirrored_margins_turn_with_each_sheet_and_take_the_places_along():
    made = report(sections=9, annexes=(annex(60),), duplex=True, profile="party-2026")
    shape, typeface = read_profile(RESOURCES / "profiles", "party-2026"), Typeface(RESOURCES / "fonts")
    single, double = (lay_out(replace(made, duplex=d), shape, typeface).sheets for d in (False, True))
    assert len(single) == len(double) > 4
    for n, (front, sheet) in enumerate(zip(single, double, strict=True)):
        across = -15 if n % 2 else 0
        assert sheet.marks == [mark.shifted(across) for mark in front.marks]
        assert sheet.places == [place.shifted(across) for place in front.places]
        assert sheet.page.left == (15 if n % 2 else 30)


def test_an_annex_lies_down_only_if_its_table_needs_it_or_the_report_says_so():
    shape, typeface = read_profile(RESOURCES / "profiles", "party-2026"), Typeface(RESOURCES / "fonts")
    many = replace(
        annex(3),
        columns=("STT", *(f"Tháng {n}" for n in range(12))),
        rows=tuple(
            replace(row, cells=("1", *["12.345"] * 12)) for row in annex(3).rows if row.code is not None
        ),
    )
    tables = (annex(3), replace(annex(3), landscape=True), many)
    sheets = lay_out(report(blocks=SHORT, annexes=tables), shape, typeface).sheets[1:]
    assert [sheet.page.width for sheet in sheets] == [210, 297, 297]


def test_lying_pages_are_lying_in_the_file(pages: ReportPages):
    pdf = pikepdf.open(io.BytesIO(pages.draw(document("annexes", "party-2026"), DATA)))
    boxes = [[round(float(v) * MM) for v in page.mediabox] for page in pdf.pages]
    assert boxes[:3] == [[0, 0, 210, 297], [0, 0, 210, 297], [0, 0, 297, 210]]


def test_annexes_have_roman_numbers_in_state_papers_and_a_single_one_has_none(pages: ReportPages):
    one = pages.draw(document("annex", "state-2020"), DATA)
    two = pages.draw(document("annexes", "state-2020"), DATA)
    assert page_texts(one)[1].startswith("Phụ lục\nSỐ LIỆU")
    assert [page_texts(two)[n].splitlines()[0] for n in (1, 2)] == ["Phụ lục I", "Phụ lục II"]
    assert [roman(n) for n in (1, 4, 9, 14, 40, 1999)] == ["I", "IV", "IX", "XIV", "XL", "MCMXCIX"]


def test_a_table_that_goes_on_says_so_where_the_layout_wants_it(pages: ReportPages):
    for profile, wanted in (("party-2018", False), ("party-2026", True), ("state-2020", True)):
        texts = page_texts(pages.draw(document("annex", profile), DATA))
        assert len(texts) > 2
        assert ["(tiếp theo)" in text for text in texts[1:]] == [False, *[wanted] * (len(texts) - 2)]


def test_the_last_recipient_of_a_state_paper_is_its_own_archive(pages: ReportPages):
    made = report(profile="state-2020", blocks=SHORT, annexes=())
    assert find(pages.draw(made, DATA), "- Lưu").text == "- Lưu: VT, BDVTU."
    kept = pages.draw(replace(made, archive="Lưu: VT, TH (03)"), DATA)
    assert find(kept, "- Lưu").text == "- Lưu: VT, TH (03)."


def test_a_body_without_a_superior_begins_at_the_first_line(pages: ReportPages):
    made = report(issuer=replace(CITY, superior=""), blocks=SHORT, annexes=())
    pdf = flattened(pages.draw(made, DATA))
    assert find(pdf, "BAN DÂN VẬN").baseline == pytest.approx(21.6, abs=0.2)
    assert find(pdf, "-BC/BDVTU").baseline == pytest.approx(38.5, abs=0.2)


def test_parts_stand_over_the_headings_in_the_bookmarks(pages: ReportPages):
    made = report(blocks=(Part(label="Phần I", title="Kết quả"), *blocks(1)), annexes=())
    with pikepdf.open(io.BytesIO(pages.draw(made, DATA))) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Phần I. Kết quả"]
        assert outline.root[0].children[0].title.startswith("I- ")


def test_a_part_stays_with_the_text_it_heads():
    shape, typeface = read_profile(RESOURCES / "profiles", "party-2026"), Typeface(RESOURCES / "fonts")
    for before in range(18, 26):
        text = (
            *(paragraph("Một dòng.", number=n) for n in range(before)),
            Part(label="Phần II", title="Phương hướng"),
            Heading(level=1, text="I- Mục"),
            paragraph("Một dòng."),
        )
        sheets = lay_out(report(blocks=text, annexes=()), shape, typeface).sheets
        signs = [[getattr(sign, "title", "") for _, sign in sheet.signs] for sheet in sheets]
        (page,) = [titles for titles in signs if any(t.startswith("Phần II") for t in titles)]
        assert page[-1] == ""

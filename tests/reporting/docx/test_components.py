"""Head, ending and annexes of a DOCX, read back."""

from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from tests.reporting.samples import DISTRICT, RESOURCES, annex, report

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.errors import GlyphMissing, ProfileUnknown, TableUneven
from dvapp.domain.papers.reports import AnnexTable, JointBody, Part, Role, Signatory, TableRow
from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.profile import profile_codes, read_profile

PROFILES = profile_codes(RESOURCES / "profiles")


def lines(cell):
    return [p.text for p in cell.paragraphs if p.text]


def head(document):
    return [lines(cell) for cell in document.tables[0].rows[0].cells]


def test_the_partys_head_names_who_issues_and_leaves_number_and_date_open(opened):
    left, right = head(opened(report(issuer=DISTRICT)))
    assert left == ["QUẬN UỶ CẦU GIẤY", "BAN DÂN VẬN", "*", "Số      -BC/BDVQU"]
    assert right[0] == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert right[1].split() == ["Cầu", "Giấy,", "ngày", "tháng", "năm"]


def test_the_states_head_has_its_motto_and_its_own_number(opened):
    left, right = head(opened(report(profile="state-2020")))
    assert right[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert left[-1] == "Số:      /BC-BDVTU"


@pytest.mark.parametrize("code", PROFILES)
def test_the_rule_under_the_title_is_as_long_as_the_title(code, opened):
    profile = read_profile(RESOURCES / "profiles", code)
    cell = opened(report(profile=code)).tables[0].rows[0].cells[1]
    rule = next(p for p in cell.paragraphs if p._element.pPr.find(qn("w:pBdr")) is not None)
    layout = rule.paragraph_format
    long = cell.width.mm - layout.left_indent.mm - layout.right_indent.mm
    shape = profile.right_head
    text, size = (shape.motto, shape.motto_size) if shape.motto else (shape.text, shape.size)
    assert abs(long - Typeface(RESOURCES / "fonts").width(text, Face.BOLD, size)) < 0.7
    edge = rule._element.pPr.find(qn("w:pBdr"))[0]
    assert abs(int(edge.get(qn("w:sz"))) / 8 * 25.4 / 72 - profile.right_head.rule_thickness) < 0.05


def test_the_title_stands_in_styles_that_word_knows(opened):
    made = opened(report())
    by_style = {p.style.name: p.text for p in made.paragraphs}
    assert by_style["Title"] == "BÁO CÁO"
    assert by_style["Subtitle"].startswith("kết quả thực hiện")
    assert by_style["Dấu phân cách"] == "-----"


def test_a_long_summary_breaks_where_print_breaks_it(opened):
    title = "kết quả thực hiện “Năm dân vận chính quyền” 2018 và phương hướng, nhiệm vụ năm 2019"
    made = opened(report(title=title))
    summary = next(p for p in made.paragraphs if p.style.name == "Subtitle")
    room = 165 - summary.paragraph_format.left_indent.mm - summary.paragraph_format.right_indent.mm
    assert summary.text == title
    assert 80 < room < 140


def test_signer_and_recipients_stay_together_with_the_text_before_them(opened):
    made = opened(report())
    table = made.tables[1]
    assert table.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
    last = [p for p in made.paragraphs if p.style.name == "Body Text"][-1]
    assert last.paragraph_format.keep_with_next
    left, right = (lines(cell) for cell in table.rows[0].cells)
    assert right == ["TRƯỞNG BAN", "Nguyễn Thị Hồng Hạnh"]
    assert left[0] == "Nơi nhận:"
    assert left[1] == "- Ban Dân vận Trung ương,"
    assert left[-1] == "- Lưu Ban Dân vận."


def test_the_words_noi_nhan_are_underlined_and_their_colon_is_not(opened):
    words, colon = opened(report()).tables[1].rows[0].cells[0].paragraphs[0].runs
    assert (words.text, bool(words.underline)) == ("Nơi nhận", True)
    assert (colon.text, bool(colon.underline)) == (":", False)


def test_the_guide_of_2026_parts_recipients_by_semicolons(opened):
    left = lines(opened(report(profile="party-2026")).tables[1].rows[0].cells[0])
    assert left[1] == "- Ban Dân vận Trung ương;"


def test_a_deputy_signs_for_the_head(opened):
    right = opened(report(role=Role.DEPUTY)).tables[1].rows[0].cells[1]
    assert lines(right)[:2] == ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"]
    assert [bool(p.runs[0].bold) for p in right.paragraphs[:2]] == [True, False]


def test_a_joint_paper_has_both_signers_on_one_line_and_the_recipients_below(opened):
    second = JointBody(
        issuer=replace(DISTRICT, superior="THÀNH UỶ HÀ NỘI", issuer="BAN TUYÊN GIÁO"),
        signatory=Signatory(
            role=Role.DEPUTY, head_title="TRƯỞNG BAN", deputy_title="PHÓ TRƯỞNG BAN", name="Trần Văn Thử"
        ),
    )
    made = opened(report(second=second))
    left, right = made.tables[1].rows[0].cells
    assert (lines(left)[-1], lines(right)[-1]) == ("Trần Văn Thử", "Nguyễn Thị Hồng Hạnh")

    def height(cell):
        names = [
            p.paragraph_format.space_before or p.style.paragraph_format.space_before for p in cell.paragraphs
        ]
        pitch = cell.paragraphs[0].style.paragraph_format.line_spacing.mm
        return sum(n.mm for n in names) + pitch * len(cell.paragraphs)

    assert abs(height(left) - height(right)) < 0.1
    below = [p.text for p in made.paragraphs]
    assert "Nơi nhận:" in below
    assert lines(made.tables[0].rows[0].cells[0])[1:3] == ["BAN DÂN VẬN -", "BAN TUYÊN GIÁO"]


def test_optional_components_stand_in_their_places(opened):
    made = opened(
        report(
            profile="state-2020",
            urgency="Hoả tốc",
            circulation="Lưu hành nội bộ",
            typist="NVA-12b",
            contact="Số 1 phố Thử, Hà Nội",
            grounds=("Căn cứ Luật số 1", "Căn cứ Nghị quyết số 2"),
            addressees=("Ban Dân vận Trung ương", "Thường trực Thành uỷ"),
        )
    )
    left, right = head(made)
    assert "HOẢ TỐC" in left
    assert "LƯU HÀNH NỘI BỘ" in right
    texts = [p.text for p in made.paragraphs]
    start = texts.index("Kính gửi:")
    assert texts[start + 1 : start + 3] == ["- Ban Dân vận Trung ương;", "- Thường trực Thành uỷ."]
    assert texts[start + 3 : start + 5] == ["Căn cứ Luật số 1;", "Căn cứ Nghị quyết số 2."]
    assert "NVA-12b" in texts
    assert made.sections[0].first_page_footer.paragraphs[0].text == "Số 1 phố Thử, Hà Nội"
    assert not made.sections[-1].first_page_footer.paragraphs[0].text


def test_a_part_is_two_lines_that_stay_with_what_follows(opened):
    made = opened(report(blocks=(Part(label="Phần I", title="Kết quả"), *report().blocks)))
    parts = [p for p in made.paragraphs if p.style.name == "Phần"]
    assert [p.text for p in parts] == ["Phần I", "KẾT QUẢ"]
    assert parts[0].style.paragraph_format.keep_with_next


def test_an_annex_repeats_its_head_and_keeps_groups_with_their_rows(opened):
    made = opened(report())
    table = made.tables[-1]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [c.text for c in table.rows[0].cells] == ["STT", "Chỉ tiêu", "Đơn vị tính", "Kết quả"]
    group = table.rows[1].cells
    assert group[0]._tc is group[-1]._tc
    assert group[0].paragraphs[0].paragraph_format.keep_with_next
    texts = [p.text for p in made.paragraphs]
    assert "Phụ lục 1" in texts


def test_a_total_is_bold_and_never_alone(opened):
    rows = (
        *annex(4).rows,
        TableRow(code=IndicatorCode("B99"), cells=("", "Tổng cộng", "", "99"), total=True),
    )
    table = opened(report(annexes=(replace(annex(), rows=rows),))).tables[-1]
    assert all(p.runs[0].bold for c in table.rows[-1].cells for p in c.paragraphs if p.runs)
    assert table.rows[-2].cells[1].paragraphs[0].paragraph_format.keep_with_next


def test_no_row_of_a_long_annex_is_lost(opened):
    table = opened(report(annexes=(annex(5000),))).tables[-1]
    rows = annex(5000).rows
    assert len(table._tbl.tr_lst) == len(rows) + 1
    last = [t.text for t in table._tbl.tr_lst[-1].iter(qn("w:t"))]
    assert last == [cell for cell in rows[-1].cells if cell]


def test_an_annex_without_a_table_is_a_page_with_its_title(opened):
    made = opened(report(annexes=(AnnexTable(number=1, title="Danh sách", columns=(), rows=()),)))
    assert len(made.tables) == 2
    assert "Danh sách" in [p.text for p in made.paragraphs]


def test_what_cannot_be_set_is_refused_as_in_print(maker):
    with pytest.raises(GlyphMissing) as refused:
        maker.document(report(title="kết quả 漢 năm 2018"))
    assert "kết quả" in refused.value.where
    with pytest.raises(ProfileUnknown):
        maker.document(report(profile="party-1999"))
    uneven = replace(annex(), rows=(TableRow(code=IndicatorCode("B01"), cells=("1", "2", "3", "4", "5")),))
    with pytest.raises(TableUneven):
        maker.document(report(annexes=(uneven,)))

"""Annexes: a page of their own, a head on every page, numbers at the right."""

import pytest
from tests.reporting.reading import find, page_texts, seen
from tests.reporting.samples import DATA, RESOURCES, annex, paragraph, report
from tests.work import calls_of

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.papers.reports import AnnexTable, Stage, TableRow
from dvapp.reporting.columns import Align, _align, set_columns
from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.ink import Words
from dvapp.reporting.layout import lay_out
from dvapp.reporting.pages import ReportPages
from dvapp.reporting.profile import read_profile

SHORT = (paragraph("Một dòng."),)


def test_an_annex_begins_a_page_with_its_label_and_title_in_the_middle(pages: ReportPages):
    pdf = pages.draw(report(blocks=SHORT), DATA)
    label, title = find(pdf, "Phụ lục 1", 1), find(pdf, "Số liệu kết quả", 1)
    assert label.centre == pytest.approx(112.5, abs=0.5)
    assert title.centre == pytest.approx(112.5, abs=0.5)
    assert title.baseline - label.baseline == pytest.approx(6.7, abs=0.2)


def test_only_papers_since_2026_say_which_report_an_annex_belongs_to(pages: ReportPages):
    old, new = (pages.draw(report(blocks=SHORT, profile=p), DATA) for p in ("party-2018", "party-2026"))
    assert find(new, "Kèm theo", 1).text == "(Kèm theo Báo cáo của Ban Dân vận Thành uỷ Hà Nội)"
    assert "Kèm theo" not in page_texts(old)[1]


def test_page_numbers_run_on_in_2018_and_begin_again_in_each_annex_in_2026(pages: ReportPages):
    annexes = (annex(60), annex(60, number=2))
    numbers = {}
    for profile in ("party-2018", "party-2026"):
        made = report(blocks=SHORT, annexes=annexes, profile=profile)
        sheets = lay_out(
            made, read_profile(RESOURCES / "profiles", profile), Typeface(RESOURCES / "fonts")
        ).sheets
        numbers[profile] = [s.number for s in sheets]
    count = len(numbers["party-2018"])
    assert numbers["party-2018"] == [None, *range(2, count + 1)]
    half = (count - 1) // 2
    assert numbers["party-2026"] == [None, *[None, *range(2, half + 1)] * 2]


def test_three_hundred_rows_repeat_their_head_and_lose_none(pages: ReportPages):
    pdf = pages.draw(report(blocks=SHORT, annexes=(annex(300),), stage=Stage.DRAFT), DATA)
    texts = page_texts(pdf)[1:]
    assert len(texts) > 8
    assert all("Chỉ tiêu" in text and "STT" in text for text in texts)
    serials = [
        s for n in range(1, len(texts) + 1) for s in seen(pdf, n, gap=2) if s.text.isdigit() and s.left < 45
    ]
    assert [int(s.text) for s in serials] == list(range(1, 301))


def test_a_group_heading_is_never_the_last_row_of_a_page(pages: ReportPages):
    pdf = pages.draw(report(blocks=SHORT, annexes=(annex(200),)), DATA)
    for text in page_texts(pdf)[1:]:
        assert "Nhóm chỉ tiêu" not in text.splitlines()[-1]


def test_figures_end_at_one_line_at_the_right_and_serials_stand_in_the_middle(pages: ReportPages):
    pdf = pages.draw(report(blocks=SHORT), DATA)
    found = [s for s in seen(pdf, 1, gap=3) if s.size == 13]
    figures = [s for s in found if s.text.replace(".", "").isdigit() and s.left > 150]
    assert len(figures) >= 10
    assert max(s.right for s in figures) - min(s.right for s in figures) < 0.7
    serials = [s for s in found if s.text.isdigit() and s.left < 45]
    assert max(s.centre for s in serials) - min(s.centre for s in serials) < 0.7


def test_a_cell_without_figure_says_so_in_its_words(pages: ReportPages):
    assert "chưa có số liệu" in page_texts(pages.draw(report(blocks=SHORT), DATA))[1]


def test_the_work_for_an_annex_grows_no_faster_than_its_rows():
    profile, typeface = read_profile(RESOURCES / "profiles", "party-2018"), Typeface(RESOURCES / "fonts")
    lay_out(report(), profile, typeface)

    def work(rows: int) -> int:
        made = report(blocks=SHORT, annexes=(annex(rows),))
        return calls_of(lambda: lay_out(made, profile, typeface))

    assert work(1200) < work(150) * 8 * 1.2


def test_a_heading_over_short_cells_is_folded_only_as_far_as_the_page_asks():
    profile, typeface = read_profile(RESOURCES / "profiles", "party-2018"), Typeface(RESOURCES / "fonts")
    heads = ("Mã số", "Chỉ tiêu", "Năm 2018", "So với năm 2017 (%)")
    table = AnnexTable(number=1, title="Bảng", columns=heads, rows=(), landscape=True)
    row = ("B01", "Số cuộc " * 30, "1", "+5")
    page, columns, size = set_columns(table, heads, [row], profile, typeface)
    assert columns[-1].width > typeface.width(heads[-1], Face.BOLD, size) / 2
    assert columns[1].width > page.text_width / 2


@pytest.mark.parametrize("words", [1, 60, 900])
def test_a_label_of_any_length_stays_inside_its_column_and_page(words: int):
    table = AnnexTable(
        number=1,
        title="Bảng",
        columns=("Chỉ tiêu", "Số lượng người được khen thưởng các cấp", "Ghi chú rất dài " * 8),
        rows=(
            TableRow(code=None, cells=("Nhóm",)),
            TableRow(code=IndicatorCode("B01"), cells=("kiểm tra " * words, "12", "")),
            TableRow(code=IndicatorCode("B02"), cells=("đ" * 300, "1.234.567,8", "ghi chú")),
            TableRow(code=IndicatorCode("B03"), cells=("thiếu ô",)),
        ),
    )
    typeface = Typeface(RESOURCES / "fonts")
    made = report(blocks=SHORT, annexes=(table,))
    sheets = lay_out(made, read_profile(RESOURCES / "profiles", "party-2018"), typeface).sheets
    marks = [m for sheet in sheets[1:] for m in sheet.marks if isinstance(m, Words)]
    assert all(m.x >= 29.9 and m.x + typeface.width(m.text, m.face, m.size) <= 195.1 for m in marks)
    assert all(m.baseline <= 277 for m in marks)
    assert sum(m.text.count("kiểm") for m in marks) == words


def test_figures_stand_at_the_right_beside_a_symbol_and_sentences_at_the_left():
    symbol = ["1", "21-KHPH/BDVQU-UBND", "chưa có số liệu"]
    assert _align(3, symbol, {"1"}, 45.0) is Align.RIGHT
    sentence = ["12", "Kết quả: đã kiểm tra mười hai cơ quan, đơn vị trong năm 2018."]
    assert _align(2, sentence, {"12"}, 90.0) is Align.LEFT

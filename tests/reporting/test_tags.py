"""What a listener hears: the structure of every paper, its reading order, and words that never stick together."""

import io
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from tests.reporting.documents import PROFILES, document
from tests.reporting.samples import DATA, annex, paragraph, report
from tests.reporting.structure import HEADINGS, Element, judged

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.papers.charts import Chart, ChartKind, ChartPoint, ChartSeries
from dvapp.domain.papers.reports import AnnexTable, Heading, Paragraph, Part, ShownWords, Stage, TableRow
from dvapp.reporting.pages import ReportPages
from dvapp.reporting.tags import Ladder

EVERY = pytest.mark.parametrize("profile", PROFILES)
NAMES = (
    "plain",
    "optional",
    "draft",
    "letter",
    "letter-one",
    "long",
    "for-head",
    "acting",
    "on-behalf",
    "by-order",
    "joint",
    "annex",
    "annexes",
)
CODE = IndicatorCode("B01")
LONG = (
    "Ban Dân vận Quận uỷ đã phối hợp kiểm tra việc thực hiện kỷ luật, kỷ cương hành chính tại các phường; "
    * 9
)


def spaced(text: str) -> str:
    return " ".join(text.split())


def item(mark: str, text: str) -> Paragraph:
    return Paragraph(runs=(ShownWords(text=f"{mark} {text}"),), item=mark)


def outline(element: Element) -> list[object]:
    """Kinds only, nested."""
    return [part.kind if not part.parts else [part.kind, *outline(part)] for part in element.parts]


@EVERY
@pytest.mark.parametrize("name", NAMES)
def test_every_paper_of_every_layout_is_tagged_without_a_fault(pages: ReportPages, profile: str, name: str):
    judged(pages.draw(document(name, profile), DATA))


ODD: dict[str, dict[str, Any]] = {
    "headings and paragraphs without words": {
        "blocks": (Heading(level=1, text=" "), Heading(level=2, text="x"), paragraph("  "), paragraph("a"))
    },
    "no title": {"title": ""},
    "no type": {"document_type": " "},
    "an annex without a table": {"annexes": (AnnexTable(number=1, title="t", columns=(), rows=()),)},
    "a table without rows": {"annexes": (replace(annex(3), rows=()),)},
    "rows with few cells and a group without a name": {
        "annexes": (
            replace(annex(3), rows=(TableRow(code=CODE, cells=("1",)), TableRow(code=None, cells=("",)))),
        )
    },
    "recipients over pages": {"recipients": tuple(f"Nơi nhận {n} " * 9 for n in range(60))},
    "a recipient without words": {"recipients": ("", "a")},
    "an item in many styles": {
        "blocks": (
            Paragraph(
                runs=(ShownWords(text="-", bold=True), ShownWords(text=" a" * 300), ShownWords(text="")),
                item="-",
            ),
        )
    },
    "words without end": {"blocks": (item("-", "x" * 500), paragraph("y" * 500))},
    "everything": {
        "urgency": "Hoả tốc",
        "circulation": "lưu hành nội bộ " * 5,
        "typist": "a",
        "contact": "c " * 200,
        "grounds": ("g",) * 5,
        "addressees": ("a", "b"),
        "draft_number": 3,
    },
}


@EVERY
@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("kind", ["BC", "CV"])
@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_odd_papers_are_tagged_without_a_fault(
    pages: ReportPages, profile: str, stage: Stage, kind: str, odd: dict[str, Any]
):
    judged(pages.draw(report(profile=profile, stage=stage, type_symbol=kind, **odd), DATA))


def test_the_judge_is_strict(pages: ReportPages):
    """A paragraph less, a heading too deep, a way back that leads astray: each is seen."""
    written = pages.draw(report(), DATA)

    def without_words(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.StructTreeRoot.K.K[0]

    def too_deep(pdf: pikepdf.Pdf) -> None:
        next(kid for kid in pdf.Root.StructTreeRoot.K.K if kid.S == "/H2").S = pikepdf.Name.H4

    def astray(pdf: pikepdf.Pdf) -> None:
        ways = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
        ways[0], ways[1] = ways[1], ways[0]

    def unsaid(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n0 0 m 9 9 l S")

    spoilers: list[Callable[[pikepdf.Pdf], None]] = [without_words, too_deep, astray, unsaid]
    for spoil in spoilers:
        with pikepdf.open(io.BytesIO(written)) as pdf:
            spoil(pdf)
            out = io.BytesIO()
            pdf.save(out)
        with pytest.raises(AssertionError):
            judged(out.getvalue())


def test_a_paper_is_read_from_its_head_over_text_and_signer_to_recipients_and_annexes(pages: ReportPages):
    made = report(
        blocks=(
            Part(label="Phần I", title="Kết quả"),
            Heading(level=1, text="I- MỤC"),
            paragraph("Một dòng."),
        ),
        annexes=(annex(2),),
        contact="Số 4 phố Lê Lai, Hà Nội",
        urgency="Khẩn",
    )
    read = judged(pages.draw(made, DATA))
    assert [(part.kind, part.text.strip()) for part in read.parts if not part.parts] == [
        ("P", "THÀNH UỶ HÀ NỘI"),
        ("P", "BAN DÂN VẬN"),
        ("P", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("P", "KHẨN"),
        ("H1", "BÁO CÁO kết quả thực hiện “Năm dân vận chính quyền” 2018"),
        ("H2", "Phần I KẾT QUẢ"),
        ("H3", "I- MỤC"),
        ("P", "Một dòng."),
        ("P", "TRƯỞNG BAN"),
        ("P", "Nguyễn Thị Hồng Hạnh"),
        ("P", "Nơi nhận:"),
        ("P", "Số 4 phố Lê Lai, Hà Nội"),  # it stands on the first page, and belongs to the end
    ]
    recipients, section = (part for part in read.parts if part.parts)
    assert [body.text.strip() for body in recipients.of("LBody")][-1] == "Lưu Ban Dân vận."
    assert {label.text for label in recipients.of("Lbl")} == {"- "}
    assert section.kind == "Sect"
    assert section.parts[0].kind == "H2"
    assert section.parts[0].text.startswith("Phụ lục")
    assert section.parts[-1].kind == "Table"


@EVERY
def test_a_draft_is_read_with_its_number_and_date_lines_and_without_its_pale_mark(
    pages: ReportPages, profile: str
):
    read = judged(pages.draw(document("draft", profile), DATA))
    assert any("tháng" in part.text for part in read.parts)
    # The words of a draft at its head are said once; the mark under the text of every page never is.
    assert sum("dự thảo" in element.text.lower() for element in read.all()) == 1


@EVERY
def test_no_words_stick_together_where_lines_end(pages: ReportPages, profile: str):
    runs = (ShownWords(text=LONG), ShownWords(text=LONG, bold=True), ShownWords(text=LONG, italic=True))
    made = report(
        profile=profile,
        blocks=(Paragraph(runs=runs), Heading(level=1, text="I- " + LONG[:200]), paragraph(LONG)),
        annexes=(replace(annex(30), title=LONG[:220]),),
        title=LONG[:180],
    )
    read = judged(pages.draw(made, DATA))
    said = Counter(spaced(element.text) for element in read.all())
    assert said[spaced(LONG * 3)] == said[spaced(LONG)] == said[spaced("I- " + LONG[:200])] == 1
    assert any(spaced(LONG[:180]) in spaced(title.text) for title in read.of("H1"))
    cells = {spaced(cell.text) for cell in read.of("TD", "TH")}
    assert cells >= {spaced(cell) for row in made.annexes[0].rows for cell in row.cells}


def test_a_word_longer_than_its_line_stays_one_word(pages: ReportPages):
    word = "https://dichvucong.example.vn/" + "ketquagiaiquyet" * 12
    made = report(blocks=(paragraph(f"Xem {word} và phụ lục."),), annexes=())
    (found,) = [e.text for e in judged(pages.draw(made, DATA)).of("P") if "dichvucong" in e.text]
    assert spaced(found) == f"Xem {word} và phụ lục."


def test_other_programs_copy_the_words_as_they_are(pages: ReportPages, tmp_path: Path):
    made = report(blocks=tuple(paragraph(LONG, number=n) for n in range(9)), annexes=(annex(40),))
    written = pages.draw(made, DATA)
    path = tmp_path / "r.pdf"
    path.write_bytes(written)
    for words in (("pdftotext", path, "-"), ("pdftotext", "-raw", path, "-")):
        copied = subprocess.run(words, capture_output=True, text=True, check=True).stdout
        assert_words_of(LONG * 9, copied)
    document = pypdfium2.PdfDocument(written)
    try:
        assert_words_of(LONG * 9, " ".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()


def assert_words_of(wanted: str, copied: str) -> None:
    """All the words are there, and none that is two words in one."""
    words = Counter(copied.split())
    assert not Counter(wanted.split()) - words
    known = set(wanted.split())
    glued = {a + b for a in known for b in known} - known
    assert not glued & words.keys()


def test_other_programs_find_the_structure(pages: ReportPages, tmp_path: Path):
    path = tmp_path / "r.pdf"
    path.write_bytes(pages.draw(report(), DATA))
    told = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True)
    assert not told.stderr
    assert "Table" in told.stdout
    assert "/Scope /Column" in told.stdout
    assert '"BÁO CÁO kết quả thực hiện “Năm dân vận chính quyền” 2018"' in told.stdout


def test_what_goes_over_pages_is_one_thing(pages: ReportPages):
    words = "chữ " * 2500
    rows = (
        TableRow(code=CODE, cells=("1", words, "", "5")),
        *annex(60).rows,
    )
    made = report(blocks=(paragraph(words.strip() + "."),), annexes=(replace(annex(), rows=rows),))
    written = pages.draw(made, DATA)
    read = judged(written)
    (text,) = [e for e in read.of("P") if e.text.count("chữ") == 2500]
    assert len({page for page, _ in text.pieces}) > 2
    (cell,) = [e for e in read.of("TH") if e.text.count("chữ") == 2500]
    assert len({page for page, _ in cell.pieces}) > 2
    (table,) = read.of("Table")
    assert len({page for e in table.all() for page, _ in e.pieces}) > 4
    # The head comes again on every page to be seen, and is said once.
    assert pages.pages(written) > 6
    assert [head.text for head in table.parts[0].of("TH")] == ["STT", "Chỉ tiêu", "Đơn vị tính", "Kết quả"]
    assert sum(e.text.strip() == "Chỉ tiêu" for e in read.all()) == 1
    assert "tiếp theo" not in read.words


def test_cells_know_their_headings(pages: ReportPages):
    read = judged(pages.draw(report(annexes=(annex(8),)), DATA))
    (table,) = read.of("Table")
    head, body = table.parts
    assert {cell.scope for cell in head.of("TH")} == {"/Column"}
    group, first = body.parts[:2]
    assert [(cell.kind, cell.reach) for cell in group.parts] == [("TH", 4)]
    assert [cell.kind for cell in first.parts] == ["TD", "TH", "TD", "TD"]
    assert first.parts[1].scope == "/Row"


def test_an_empty_cell_is_there_all_the_same(pages: ReportPages):
    rows = (TableRow(code=CODE, cells=("1", "Số cơ quan được kiểm tra", "", "5")),)
    read = judged(pages.draw(report(annexes=(replace(annex(), rows=rows),)), DATA))
    (row,) = read.of("TBody")[0].parts
    assert [cell.text for cell in row.parts] == ["1", "Số cơ quan được kiểm tra", "", "5"]


def test_items_make_lists_within_lists(pages: ReportPages):
    made = report(
        blocks=(
            paragraph("Kết quả:"),
            item("-", "Một là " + LONG),
            item("+", "trong đó"),
            item("+", "và"),
            item("-", "Hai là"),
            paragraph("Hết."),
            item("1)", "Mới"),
            item("10)", "Mười"),
        ),
        annexes=(),
        recipients=("Ban Dân vận Trung ương",),
    )
    read = judged(pages.draw(made, DATA))
    lists = [part for part in read.parts if part.kind == "L"]
    assert [len(part.parts) for part in lists] == [2, 2, 2]  # two of the text, one of recipients
    inner = lists[0].parts[0].parts[1].parts[0]
    assert [spaced(body.text) for body in inner.of("LBody")] == ["trong đó", "và"]
    assert [label.text for label in lists[0].of("Lbl")] == ["- ", "+ ", "+ ", "- "]
    assert spaced(lists[0].parts[0].parts[1].text) == spaced("Một là " + LONG)
    assert [label.text for label in lists[1].of("Lbl")] == ["1) ", "10) "]


def test_headings_form_a_ladder_whatever_levels_they_came_with(pages: ReportPages):
    ranks = (3, 3, 1, 4, 2, 6, 1)
    made = report(blocks=tuple(Heading(level=rank, text=f"Mục {n}") for n, rank in enumerate(ranks)))
    read = judged(pages.draw(made, DATA))
    assert [e.kind for e in read.of(*HEADINGS)] == ["H1", "H2", "H2", "H2", "H3", "H3", "H4", "H2", "H2"]
    ladder = Ladder()
    assert [ladder.step(rank) for rank in (1, 3, 3, 2, 5, 1)] == [1, 2, 2, 2, 3, 1]


def test_bookmarks_stand_beside_each_other_as_their_headings_do(pages: ReportPages):
    made = report(blocks=tuple(Heading(level=rank, text=f"Mục {rank}") for rank in (1, 3, 3, 1)), annexes=())
    with pikepdf.open(io.BytesIO(pages.draw(made, DATA))) as pdf, pdf.open_outline() as outline:
        assert [len(entry.children) for entry in outline.root] == [2, 0]


def test_headings_deeper_than_readers_know_are_the_deepest_they_know(pages: ReportPages):
    blocks = (Part(label="Phần I", title="Một"), *(Heading(level=n, text=f"Mục {n}") for n in range(1, 7)))
    written = pages.draw(report(blocks=blocks, annexes=()), DATA)
    assert [e.kind for e in judged(written).of(*HEADINGS)][-3:] == ["H6", "H6", "H6"]


def test_a_chart_is_a_figure_with_its_words(pages: ReportPages):
    points = tuple(ChartPoint(value=n, shown=str(n)) for n in (3, 5))
    chart = Chart(
        number=1,
        title="Số cuộc kiểm tra",
        kind=ChartKind.BARS,
        unit="cuộc",
        labels=("Quý I", "Quý II"),
        series=(ChartSeries(label="2018", points=points),),
        alternative="Biểu đồ: quý I có 3 cuộc, quý II có 5 cuộc.",
    )
    read = judged(pages.draw(report(annexes=(replace(annex(3), charts=(chart,)),)), DATA))
    (figure,) = read.of("Figure")
    assert "Quý I: 3 cuộc; Quý II: 5 cuộc" in figure.alternative
    assert "Quý II" in figure.text


@pytest.mark.parametrize("stage", list(Stage))
def test_text_may_have_nothing_but_a_head(pages: ReportPages, stage: Stage):
    read = judged(pages.draw(report(blocks=(), annexes=(), stage=stage, name=None), DATA))
    assert read.of("H1")

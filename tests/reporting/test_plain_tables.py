"""Papers that are no reports: text and tables, whatever stands in them."""

import io
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest

from dvapp.app.tools import make_tools
from dvapp.domain.papers.annexes import NO_FIGURE
from dvapp.domain.papers.reports import AnnexTable, Heading, Paragraph, ShownWords, TableRow

WHEN = datetime(2026, 11, 23, 8, tzinfo=UTC)


def printed(*cells: tuple[str, str]) -> pikepdf.Pdf:
    """A paper with a sentence, a heading and a table of two columns."""
    pages = make_tools().pages
    rows = tuple(TableRow(code=NO_FIGURE, cells=pair) for pair in cells)
    table = AnnexTable(number=1, title="Chữ ký 1", columns=("Nội dung", "Kết quả"), rows=rows)
    said = Paragraph(runs=(ShownWords(text="Văn bản: a.pdf"),))
    made = pages.plain_paper(
        "Biên bản",
        (said, Heading(text="Chữ ký 1", level=1), table),
        profile=pages.profiles()[-1],
        data=b"{}",
        name="verdict.json",
        when=WHEN,
    )
    return pikepdf.open(io.BytesIO(made))


def kinds(element: pikepdf.Object) -> list[str]:
    """What the structure of a paper is made of, in order."""
    if not isinstance(element, pikepdf.Dictionary):
        return []
    inner: Any = element.get("/K", pikepdf.Array())
    parts = inner if isinstance(inner, pikepdf.Array) else [inner]
    own = [str(element.S)] if "/S" in element else []
    return own + [kind for part in parts for kind in kinds(part)]


def test_a_table_stands_in_a_paper_as_a_table_for_those_who_hear_it() -> None:
    with printed(("Người ký", "Lê Thị Uyển"), ("Toàn vẹn", "không thay đổi từ khi ký")) as paper:
        told = kinds(paper.Root.StructTreeRoot.K)
    assert told.count("/Table") == 1
    assert told.count("/TR") == 3


@pytest.mark.parametrize("name", ["x" * 5000, "tên rất dài " * 900, "\u0e44\u0e17\u0e22 \U0001f600", ""])
def test_whatever_a_stranger_calls_himself_the_table_is_printed(name: str) -> None:
    with printed(("Người ký", name), ("Toàn vẹn", "không thay đổi")) as paper:
        assert len(paper.pages) >= 1

"""A correction or a replacement of an issued paper: another report, which names the old one and what differs.

A correction (đính chính) is a short paper: it says what is corrected, and its annex has each place, as it was and as it
is to be read. A replacement is the whole report again, with the same annex at its end (decision 27).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dvapp.domain.chain.differences import Difference, What
from dvapp.domain.chain.papers import Relation
from dvapp.domain.papers.annexes import NO_FIGURE
from dvapp.domain.papers.reports import AnnexTable, Block, Paragraph, Report, ShownWords, TableRow

COLUMNS = ("TT", "Nội dung", "Đã ghi", "Sửa thành")
ABSENT = "(không có)"
DROPPED = "(bỏ)"
SECTION = "dinh_chinh"
"""The section that the sentences of a correction are said to belong to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """The issued paper that is amended. ``number``: with its symbol; ``document``: its type, "BÁO CÁO"."""

    number: str
    issued: date
    document: str
    title: str


def amended(
    report: Report, old: Amended, relation: Relation, changes: Sequence[Difference], *, reason: str
) -> Report:
    """The report as a correction or replacement.

    :param changes: what differs from the issued report, without the head lines that this function writes itself.
    """
    cited = f"{old.document.capitalize()} số {old.number}, {_day(old.issued)}"
    table = _annex(max((annex.number for annex in report.annexes), default=0) + 1, cited, changes)
    opening = _paragraph(_opening(report, old, relation, cited, reason), 0)
    if relation is Relation.REPLACES:
        return replace(
            report,
            title=f"{report.title} (thay thế {cited})",
            blocks=(opening, *report.blocks),
            annexes=(*report.annexes, table),
        )
    closing = _paragraph(
        "Các nội dung khác giữ nguyên. Nội dung đính chính nêu tại Phụ lục kèm theo; đề nghị các cơ quan, đơn vị nhận "
        "văn bản sử dụng số liệu, nội dung đã đính chính.",
        1,
    )
    blocks: tuple[Block, ...] = (opening, closing)
    return replace(
        report,
        title=f"đính chính {cited}",
        blocks=blocks,
        annexes=(replace(table, number=1),),
        explanations=(),
    )


def _opening(report: Report, old: Amended, relation: Relation, cited: str, reason: str) -> str:
    why = reason.strip().rstrip(".")
    if relation is Relation.REPLACES:
        return f"{_sentence_case(old.document)} này thay thế {cited} {old.title}. Lý do thay thế: {why}."
    return f"{report.issuer.name} đính chính {cited} {old.title}. Lý do đính chính: {why}."


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:].lower()


def _day(day: date) -> str:
    """As papers cite a day: a zero before days below 10 and months below 3 (format.md)."""
    return f"ngày {day.day:02d}/{day.month:0{2 if day.month < 3 else 1}d}/{day.year}"


_INDENT = "— "
"""How the list of figures sets in a part of the one above it; here each stands alone."""


def _paragraph(text: str, number: int) -> Paragraph:
    return Paragraph(runs=(ShownWords(text=text),), section=SECTION, number=number)


def _annex(number: int, cited: str, changes: Sequence[Difference]) -> AnnexTable:
    rows = tuple(
        TableRow(
            code=NO_FIGURE,
            cells=(str(place), _subject(one), one.old or ABSENT, one.new or DROPPED),
        )
        for place, one in enumerate(changes, start=1)
    )
    return AnnexTable(number=number, title=f"Bảng đối chiếu với {cited}", columns=COLUMNS, rows=rows)


def _subject(change: Difference) -> str:
    if change.what is What.FIGURE:
        return f"{change.place.code}. {change.label.removeprefix(_INDENT)}"
    return change.label or "Phần mở đầu"

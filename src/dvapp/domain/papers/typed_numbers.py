"""Numbers typed by hand into a report's text: found, read as Vietnamese papers write them, and matched with figures.

A number that no figure fills stays as it is when the figures change, so the editor shows it and lets it be bound. Not
every digit is such a number: days, years, numbers of documents, of articles and of list items are left alone. What is
doubtful is left alone too: the officer can always put a figure there himself.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.papers.reports import Figure, SectionText
from dvapp.domain.papers.showing import Writing, rounded, show_figure
from dvapp.domain.papers.text import FigureForm, FigureRef, Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A figure that could stand for a typed number. ``notation`` prints the same words."""

    code: IndicatorCode
    notation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedNumber:
    """A number that somebody typed.

    :param paragraph: from 0, among the section's paragraphs as the editor has them.
    :param offset: where it begins in the paragraph's notation, in characters; it is as long as ``text``.
    :param text: as typed, with the sign % or the word (tỷ) that belongs to it.
    :param value: 36; 28.77 for "28,77%"; 1300000000 for "1,3 tỷ"; 29 for "29/30".
    :param whole: the 30 of "29/30".
    :param candidates: figures of the period that show just this, the likeliest first; then those that do when rounded.
    """

    section: str
    paragraph: int
    offset: int
    text: str
    value: int | Decimal
    candidates: tuple[Candidate, ...]
    whole: int | None = None


_WHOLE = r"[1-9]\d{0,2}(?:\.\d{3})+|0\d|[1-9]\d{0,6}|0"
_NUMBER = re.compile(
    r"(?<![\w.,/:–−-])(?<!\d\s)"
    rf"(?P<whole>{_WHOLE})(?:,(?P<part>\d{{1,4}})|/(?P<of>{_WHOLE}))?"
    r"(?P<after>\s?%|\s(?:nghìn|ngàn|triệu|tỷ|tỉ)\b)?"
    r"(?![\w/–−%]|[-.,:]\w|\s\d)"
)
_SCALES = {
    "nghìn": (Scale.THOUSAND, 10**3),
    "ngàn": (Scale.THOUSAND, 10**3),
    "triệu": (Scale.MILLION, 10**6),
    "tỷ": (Scale.BILLION, 10**9),
    "tỉ": (Scale.BILLION, 10**9),
}
_YEARS = range(1900, 2101)

# References and braces hide what is in them; marks of style do not part a number from what stands before it.
_HIDDEN = re.compile(r"\{[^{}\n]*\}|\{\{|\}\}|[{}][^\s{}]*")
_STYLES = re.compile(r"\*\*|__")

# What stands right before a number and makes it a name: a day, an article, a place.
_NAMED = re.compile(
    r"(?<!\w)(?:ngày|tháng|quý|năm|tuần|giờ|mùng|mồng|thứ|lần|khoá|khóa|kỳ|điều|khoản|điểm|mục|tiết|chương|phần|trang|"
    r"dòng|phụ lục|biểu|bảng|mẫu|hình|bước|đợt|vòng|hạng|loại|mức|mức độ|cấp độ|quận|phường|thôn|xóm|ấp|khu phố|"
    r"tổ dân phố|quốc lộ|tập|quyển|giai đoạn|nhiệm kỳ|niên độ|điện thoại|fax)\s+(?:\d+\s*(?:,|và|hoặc|đến)\s*)*$"
)
# "số 217" is a paper's number; "tổng số 36" and "trong số 36" are counts.
_NUMBERED = re.compile(r"(?<!\w)(?:(?P<before>\w+)\s+)?số:?\s+(?:\d+\s*(?:,|và)\s*)*$")
_COUNTING = frozenset({"tổng", "trong", "trên", "với", "ước"})
# With a capital it is a paper (Quyết định 217), without one something done (quyết định 36 việc).
_PAPER = re.compile(
    r"(?<!\w)(?:Quyết định|Kế hoạch|Chỉ thị|Nghị quyết|Công văn|Hướng dẫn|Thông tư|Nghị định|Quy định|Quy chế|Kết luận|"
    r"Thông báo|Chương trình|Tờ trình|Luật|Pháp lệnh|Đề án|Công điện)\s+$"
)
_TIME = re.compile(r"\s+(?:tháng|năm|ngày|tuần|giờ|phút|giây|tuổi)(?!\w)")
_ITEM = re.compile(r"\s*(?:[-–+•]\s+)?\d{1,2}[.)]\s")


def numbers_typed(section: SectionText, figures: Sequence[Figure], writing: Writing) -> Iterator[TypedNumber]:
    """The typed numbers of a section, in reading order, each with the figures that could stand there."""
    for number, paragraph in enumerate(section.paragraphs):
        plain = _STYLES.sub("  ", _HIDDEN.sub(lambda hidden: "\ufffc" * len(hidden[0]), paragraph))
        for found in _NUMBER.finditer(plain):
            before, after = _words(plain[: found.start()]), _words(plain[found.end() :])
            if _names_something(before, after, found, plain):
                continue
            candidates = _candidates(found, figures, writing, after)
            if _tells_time(found, after) and not any(sure for _, sure in candidates):
                continue
            yield TypedNumber(
                section=section.code,
                paragraph=number,
                offset=found.start(),
                text=found[0],
                value=_value(found),
                whole=_integer(found["of"]) if found["of"] else None,
                candidates=tuple(candidate for candidate, _sure in candidates),
            )


def _words(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _names_something(before: str, after: str, found: re.Match[str], plain: str) -> bool:
    """Whether it is no quantity: a day, an article, a paper's number, the mark of an item."""
    low = before.lower()
    numbered = _NUMBERED.search(low)
    if numbered is not None and (numbered["before"] or "") not in _COUNTING:
        return True
    if _NAMED.search(low) or _PAPER.search(before):
        return True
    if before.endswith("(") and after.startswith(")") and not found["after"] and not found["part"]:
        return True
    item = _ITEM.match(plain)
    return item is not None and found.start() < item.end()


def _tells_time(found: re.Match[str], after: str) -> bool:
    """Whether it may be a year, a day, a month or a length of time, unless a figure says otherwise."""
    if found["of"]:
        first, second = _integer(found["whole"]), _integer(found["of"])
        return (first <= 31 and second <= 12) or second in _YEARS
    bare = not found["part"] and not found["after"]
    return bare and (
        (found["whole"].isdecimal() and _integer(found["whole"]) in _YEARS) or bool(_TIME.match(after))
    )


def _integer(text: str) -> int:
    return int(text.replace(".", ""))


def _typed(found: re.Match[str]) -> int | Decimal:
    """The digits alone, without what % or a word after them makes of them."""
    whole = _integer(found["whole"])
    return Decimal(f"{whole}.{found['part']}") if found["part"] else whole


def _value(found: re.Match[str]) -> int | Decimal:
    size = _SCALES.get((found["after"] or "").strip(), (None, 1))[1]
    value = _typed(found) * size
    return int(value) if size > 1 and value == int(value) else value


def _candidates(
    found: re.Match[str], figures: Sequence[Figure], writing: Writing, after: str
) -> list[tuple[Candidate, bool]]:
    """Figures that could stand there, each with whether its own unit follows."""
    if found["of"]:
        return list(_pairs(found, figures, after))
    ranked: list[tuple[tuple[bool, bool], Candidate, bool]] = []
    for figure in figures:
        if not isinstance(figure.value, int | Decimal):
            continue
        notation, exact = _notation(found, figure, figure.value, writing)
        if notation:
            sure = _follows(figure.unit.vi, after)
            ranked.append(((not exact, not sure), Candidate(code=figure.code, notation=notation), sure))
    ranked.sort(key=lambda entry: entry[0])
    return [(candidate, sure) for _rank, candidate, sure in ranked]


def _pairs(found: re.Match[str], figures: Sequence[Figure], after: str) -> Iterator[tuple[Candidate, bool]]:
    """What "29/30" may be: the two parts of a share."""
    by_code = {figure.code: figure for figure in figures}
    wanted = (_integer(found["whole"]), _integer(found["of"]))
    pairs = dict.fromkeys(figure.parts for figure in figures if figure.is_ratio and len(figure.parts) == 2)
    for part, whole in pairs:
        told = by_code.get(part), by_code.get(whole)
        if told[0] is not None and told[1] is not None and (told[0].value, told[1].value) == wanted:
            reference = FigureRef(code=part, form=FigureForm.OF, of=whole)
            yield Candidate(code=part, notation=reference.written), _follows(told[0].unit.vi, after)


def _notation(
    found: re.Match[str], figure: Figure, value: int | Decimal, writing: Writing
) -> tuple[str, bool]:
    """How a figure is written to print just this, and whether nothing is rounded off; empty where it cannot."""
    after, typed = (found["after"] or "").strip(), _typed(found)
    if after in _SCALES:
        scale = _SCALES[after][0]
        for decimals in (None, 0, 1, 2):
            form = FigureForm.NUMBER
            reference = FigureRef(code=figure.code, form=form, scale=scale, decimals=decimals)
            if show_figure(figure, form, writing, scale=scale, decimals=decimals) == found[0]:
                return reference.written, False
        return "", False
    if (after == "%") is not (figure.unit.vi == "%"):
        return "", False
    if value == typed:
        padded = found["whole"].startswith("0") and found["whole"] != "0"
        return FigureRef(code=figure.code, form=FigureForm.PAD if padded else FigureForm.NUMBER).written, True
    decimals = len(found["part"] or "")
    if isinstance(value, Decimal) and decimals <= 2 and rounded(value, decimals) == typed:
        return FigureRef(code=figure.code, decimals=decimals).written, False
    return "", False


def _follows(unit: str, after: str) -> bool:
    """Whether a unit's words stand right after a number."""
    words = after.lstrip().casefold()
    unit = unit.casefold()
    return bool(unit) and words.startswith(unit) and not words[len(unit) : len(unit) + 1].isalnum()

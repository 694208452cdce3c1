"""How each giải trình is printed: a short list after the last section, before the signature."""

from collections.abc import Iterator, Sequence

from dvapp.domain.papers.binding import Binder, Departure
from dvapp.domain.papers.phrases import SWITCH, all_sections
from dvapp.domain.papers.reports import Explanation, Paragraph, ShownWords

SECTION = "explanations"
"""The section code of the paragraphs; no outline has a section of that name."""

LEAD = "Giải trình số liệu:"


_NAMES = {
    "@theme": "Chủ đề năm của Trung ương",
    "@city_theme": "Chủ đề năm của Thành phố",
    "@board": "Tên ban",
}


def kept_explanations(binder: Binder) -> tuple[Explanation, ...]:
    """One for each place that prints what an officer kept against the figures, in reading order."""
    headings = {section.code: section.heading for section in all_sections(binder.order.outline)}
    return tuple(
        Explanation(
            subject=_kept(binder, departure, headings.get(departure.section, "")),
            reason=departure.answer.reason,
        )
        for departure in binder.departures
    )


def _kept(binder: Binder, departure: Departure, heading: str) -> str:
    """Số cuộc kiểm tra công vụ (mục “2. Kiểm tra”) ghi “03 cuộc”, số liệu tổng hợp là “05 cuộc”."""
    answer = departure.answer
    where = f"mục “{heading}”" if heading else "phần mở đầu"
    return f"{_subject(binder, departure)} ({where}) ghi “{answer.shown}”, số liệu tổng hợp là “{answer.against}”"


def _subject(binder: Binder, departure: Departure) -> str:
    if departure.reference in _NAMES:
        return _NAMES[departure.reference]
    if departure.reference.startswith(SWITCH):
        return "Câu báo cáo"
    indicators = binder.order.pack.indicators
    return " trên ".join(indicators[code].label.vi for code in departure.codes)


def explaining_blocks(explanations: Sequence[Explanation]) -> Iterator[Paragraph]:
    """The printed list; nothing where nothing is to be explained."""
    if not explanations:
        return
    yield Paragraph(runs=(ShownWords(text=LEAD, bold=True),), section=SECTION)
    for number, explanation in enumerate(explanations, start=1):
        words = ShownWords(text=f"- {explained(explanation)}")
        yield Paragraph(runs=(words,), section=SECTION, number=number, item="-")


def explained(explanation: Explanation) -> str:
    """One giải trình as a sentence."""
    reason = " ".join(explanation.reason.split()).rstrip(".").rstrip()
    return f"{explanation.subject}; lý do: {reason}."

"""What the search index says of outgoing papers: those on their way, and lines of the register that were entered by hand."""

from collections.abc import Sequence

from dvapp.domain.chain.papers import Paper, Relation
from dvapp.domain.chain.steps import State
from dvapp.domain.packs import Pack
from dvapp.domain.papers.showing import period_words
from dvapp.domain.recording.searching import indexed, written_days
from dvapp.domain.register.numbers import Number
from dvapp.domain.values import DateSpan
from dvapp.services.searching.search_ports import SearchEntry

STATES = {
    State.DRAFT: "đang soạn",
    State.CHECKED: "đã kiểm tra số liệu",
    State.SUBMITTED: "đã trình phó trưởng ban",
    State.RETURNED: "bị trả lại",
    State.PASSED: "đã trình trưởng ban",
    State.APPROVED: "đã duyệt, khoá số liệu",
    State.PARTLY_SIGNED: "một bên đã ký",
    State.SIGNED: "đã ký",
    State.FORM_CHECKED: "đã kiểm tra thể thức",
    State.NUMBERED: "đã cấp số, ghi ngày",
    State.SEALED: "đã đóng dấu",
    State.ISSUED: "đã phát hành",
    State.REGISTERED: "đã phát hành, đã vào sổ",
    State.WITHDRAWN: "đã bỏ",
}
"""Where a paper stands, as offices say it: the index is Vietnamese whatever the language of the window."""

_RELATIONS = {Relation.CORRECTS: "đính chính", Relation.REPLACES: "thay thế"}


def paper_title(paper: Paper, pack: Pack) -> str:
    """What stands for a paper: tên loại and trích yếu; before it was composed, what report it is of."""
    outline = pack.outlines.get(paper.kind)
    if paper.title:
        return f"{outline.document_type.capitalize()} {paper.title}" if outline is not None else paper.title
    return f"{outline.name.vi if outline is not None else paper.kind}, {period_words(paper.period)}"


def paper_texts(paper: Paper, lines: Sequence[Number]) -> tuple[str, ...]:
    """What is known of a paper beside its title: who did what and why, and what the register says of it."""
    said: list[str] = [paper.number, STATES[paper.state], period_words(paper.period)]
    if paper.relation is not None:
        said.append(_RELATIONS[paper.relation])
    for step in paper.steps:
        said += [step.holder, step.name, step.reason]
    for line in lines:
        if line.entry is not None:
            said += line_texts(line)
    return tuple(dict.fromkeys(text for text in said if text))


def line_texts(line: Number) -> tuple[str, ...]:
    """What the register says of a paper."""
    entry = line.entry
    if entry is None:
        return ()
    told = (entry.subject, entry.signer, entry.recipients, entry.keeper, entry.note)
    return (line.label, *filter(None, told))


def describe_paper(paper: Paper, lines: Sequence[Number], pack: Pack) -> SearchEntry:
    """As :meth:`~dvapp.services.searching.search_ports.Describer.paper`."""
    known = paper.issued or (paper.reading.as_of if paper.reading is not None else None)
    day = known or paper.period.span.until
    title, outline = paper_title(paper, pack), pack.outlines.get(paper.kind)
    words = [title, f"{paper.kind} {paper.period.written}", *paper_texts(paper, lines)]
    if outline is not None:
        words.append(outline.name.vi)
    return SearchEntry(
        thing="paper",
        id=paper.id,
        kind=paper.kind,
        unit="",
        span=DateSpan(since=day, until=day),
        title=title,
        words=indexed([*words, *written_days(day)]),
    )


def describe_line(line: Number) -> SearchEntry | None:
    """As :meth:`~dvapp.services.searching.search_ports.Describer.line`."""
    entry = line.entry
    if entry is None:
        return None
    span = DateSpan(since=entry.issued, until=entry.issued)
    return SearchEntry(
        thing="line",
        id=f"{line.series}/{line.number}",
        kind="",
        unit="",
        span=span,
        title=entry.subject,
        words=indexed([*line_texts(line), *written_days(entry.issued)]),
    )

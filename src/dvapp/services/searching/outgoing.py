"""Finding outgoing papers, and lines of the register that were entered by hand."""

from collections.abc import Iterator

from dvapp.domain.recording.searching import Asked, Hit, HitGroup, ListFilter
from dvapp.services.ports import Reading
from dvapp.services.searching.describing_papers import STATES, line_texts, paper_texts
from dvapp.services.searching.ranking import ranked, why_found
from dvapp.services.session import Session


def paper_hits(
    _session: Session, read: Reading, asked: Asked, filter_: ListFilter, limit: int
) -> Iterator[Hit]:
    """Papers on their way and gone out, wherever they stand now."""
    for row in ranked(read.search, asked, filter_, "paper", limit):
        paper = read.papers.get(row.id)
        if paper is None:
            continue
        about = f"{paper.name} · {STATES[paper.state]}"
        texts = paper_texts(paper, read.register.of_paper(paper.id))
        yield Hit(
            group=HitGroup.PAPERS,
            target=row.id,
            title=row.title,
            about=about,
            marked=why_found(asked, f"{row.title} {about}", texts),
            day=row.until,
        )


def line_hits(
    _session: Session, read: Reading, asked: Asked, filter_: ListFilter, limit: int
) -> Iterator[Hit]:
    """Lines of papers that were issued outside the program."""
    for row in ranked(read.search, asked, filter_, "line", limit):
        series, _slash, number = row.id.rpartition("/")
        line = read.register.get(series, int(number))
        if line is None:
            continue
        yield Hit(
            group=HitGroup.LINES,
            target=row.id,
            title=row.title,
            about=line.label,
            marked=why_found(asked, f"{row.title} {line.label}", line_texts(line)),
            day=row.until,
        )

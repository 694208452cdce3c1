"""How long the window waits for the page in sight after a change of one paragraph in a report of 20 pages."""

import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import Period, parse_period
from dvapp.domain.codes import ReportKindCode
from dvapp.domain.papers.reports import ReportText, SectionText
from dvapp.exchange.samples import read_sample
from dvapp.host.resources import resources_folder
from dvapp.services.recording.records import add_record
from dvapp.services.reports.composing import (
    EditableSection,
    compose_report,
    editable_sections,
    preview_report,
)
from dvapp.services.session import Session
from dvapp.services.stores import create_store

_PASSWORD = "benchmark password"
_RECORDS = 300
_PAGES = 20
_DOTS_PER_INCH = 110
"""A page as wide as its panel in a window of 1440 pixels."""

_SENTENCE = (
    "Ban Dân vận đã phối hợp với các cơ quan, đơn vị tổ chức kiểm tra việc thực hiện kỷ luật, kỷ cương hành chính và văn hoá "
    "công sở tại các phường trên địa bàn; qua kiểm tra đã kịp thời chấn chỉnh những tồn tại, hạn chế. "
)


def preview_times(rounds: int) -> dict[str, float]:
    """Medians in seconds: composing, printing, drawing the page, and all of it."""
    with tempfile.TemporaryDirectory() as folder:
        session = create_store(
            Path(folder) / "board.dvapp", board="hn", year=2018, password=_PASSWORD, tools=make_tools()
        )
        try:
            _fill(session)
            return _measured(session, rounds)
        finally:
            session.store.close()


def _fill(session: Session) -> None:
    """Several hundred records, as a district has in a year."""
    sample = list(read_sample(resources_folder(), "ha-noi-2018"))
    for n in range(_RECORDS):
        item = sample[n % len(sample)]
        add_record(item.kind, item.record, session=session)


def _measured(session: Session, rounds: int) -> dict[str, float]:
    pages = session.tools.pages
    texts = _texts(session)
    times: dict[str, list[float]] = {"compose": [], "print": [], "draw the page in sight": [], "all": []}
    for number in range(rounds + 1):
        text = next(texts)
        begun = time.perf_counter()
        report = compose_report(session, kind="BC06", period=text.period, text=text)
        composed = time.perf_counter()
        seen = preview_report(session, report)
        printed = time.perf_counter()
        pages.picture(seen.pdf, len(seen.sizes) // 2, dots_per_inch=_DOTS_PER_INCH)
        drawn = time.perf_counter()
        if number:  # the first time all is loaded
            steps = (composed - begun, printed - composed, drawn - printed, drawn - begun)
            for name, seconds in zip(times, steps, strict=True):
                times[name].append(seconds)
    return {name: statistics.median(found) for name, found in times.items()}


def _texts(session: Session) -> Iterator[ReportText]:
    """The text of a report of about 20 pages, each time with another word in a paragraph in its middle."""
    period = parse_period("2018")
    sections = [s for s in editable_sections(session, kind="BC06", period=period) if s.paragraphs]
    more = 0
    while True:
        text = _text(sections, period, more, word="")
        report = compose_report(session, kind="BC06", period=period, text=text)
        if len(preview_report(session, report).sizes) >= _PAGES:
            break
        more += 1
    number = 0
    while True:
        number += 1
        yield _text(sections, period, more, word=f"Lần {number}. ")


def _text(sections: Sequence[EditableSection], period: Period, more: int, *, word: str) -> ReportText:
    middle = sections[len(sections) // 2].code
    return ReportText(
        kind=ReportKindCode("BC06"),
        period=period,
        sections={
            s.code: SectionText(
                code=s.code,
                paragraphs=(
                    *s.paragraphs,
                    *((word if s.code == middle and n == 0 else "") + _SENTENCE * 3 for n in range(more)),
                ),
            )
            for s in sections
        },
    )

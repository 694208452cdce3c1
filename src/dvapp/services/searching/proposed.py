"""Finding the sentences that a pack proposes and nobody changed: they stand in every report, and in no row of a store."""

from collections.abc import Collection, Iterator
from functools import lru_cache

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.errors import TextInvalid
from dvapp.domain.papers.outline import Outline
from dvapp.domain.papers.paragraphs import without_style
from dvapp.domain.papers.phrases import proposed
from dvapp.domain.papers.text import Words, parse_runs
from dvapp.domain.recording.searching import Asked, Hit, HitGroup, excerpt, holds
from dvapp.services.ports import Reading
from dvapp.services.session import Session

_FIGURE = "…"
"""What stands for a figure: another number in every period."""
_PARTS = (
    (PeriodKind.YEAR, 1),
    (PeriodKind.NINE_MONTHS, 1),
    (PeriodKind.HALF, 2),
    (PeriodKind.QUARTER, 4),
    (PeriodKind.MONTH, 12),
)


def proposed_hits(session: Session, read: Reading, asked: Asked, known: Collection[str]) -> Iterator[Hit]:
    """Sections whose proposed sentences hold what is asked for, in the newest period that the report is made for.

    :param known: targets that were found already, by what somebody wrote there.
    """
    for kind, outline in session.pack.outlines.items():
        period = newest_period(session, outline)
        if period is None:
            continue
        kept = read.texts.get(kind, period)
        for section in outline.sections:
            target = f"{kind}/{period.written}/{section.code}"
            if target in known or (kept is not None and section.code in kept.sections):
                continue
            told = next(
                (
                    words
                    for sentence in proposed(section, session.board)
                    if holds(asked, words := plain_words(sentence.say))
                ),
                "",
            )
            if told:
                yield Hit(
                    group=HitGroup.REPORTS,
                    target=target,
                    title=section.heading or outline.name.vi,
                    about=f"{kind} · {period.written}",
                    marked=excerpt(asked, told),
                    day=period.span.until,
                )


def newest_period(session: Session, outline: Outline) -> Period | None:
    """The last period of the store's year that is over and has this report, else its first."""
    offered = sorted(
        (
            period
            for kind, count in _PARTS
            for number in range(1, count + 1)
            if outline.offers(period := Period(kind=kind, year=session.year, number=number))
        ),
        key=lambda period: (period.span.until, -period.span.days),
    )
    today = session.tools.clock.today()
    over = [period for period in offered if period.span.until <= today]
    return over[-1] if over else next(iter(offered), None)


@lru_cache(maxsize=5000)
def plain_words(notation: str) -> str:
    """The words of a paragraph, without the codes of its figures."""
    plain = without_style(notation)
    try:
        runs = parse_runs(plain)
    except TextInvalid:
        return plain
    return "".join(run.text if isinstance(run, Words) else _FIGURE for run in runs)

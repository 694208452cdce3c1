"""What a report is composed from: the pack's outline, the board, the day, and the text in work."""

from dataclasses import replace
from datetime import date

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import ProfileCode
from dvapp.domain.errors import ProfileUnknown
from dvapp.domain.papers.binding import Order
from dvapp.domain.papers.options import NO_OPTIONS, STATE
from dvapp.domain.papers.reports import ReportText, Role, Stage
from dvapp.services.session import Session

GUIDE_OF_2026 = date(2026, 5, 27)
"""From this day the party's layout is that of guide 05-HD/VPTW; before it, of 36-HD/VPTW (format.md)."""


def profile_for(day: date, layout: str | None = None) -> ProfileCode:
    """The layout that was in force on a day: the Party's unless a setting asks for the state's (``layout``)."""
    if layout == STATE:
        return ProfileCode("state-2020")
    return ProfileCode("party-2026" if day >= GUIDE_OF_2026 else "party-2018")


def make_order(
    session: Session,
    *,
    kind: str,
    period: Period,
    profile: str | None = None,
    stage: Stage = Stage.DRAFT,
    role: Role | None = None,
    text: ReportText | None = None,
    as_of: date | None = None,
) -> Order:
    """Everything but the figures and the reasons for broken rules.

    The figures close on the last day of the period or as the pack says, or today while it runs. ``profile`` follows that day unless given.

    :param text: a text not yet kept (the editor's), instead of the stored one.
    :param as_of: the day on which the figures are said to close, instead of that.
    :raises ReportKindUnknown, PeriodNotOffered, ProfileUnknown: as they say.
    """
    outline = session.pack.outline(kind)
    outline.require(period)
    as_of = as_of or min(period.closed_on(outline.closing).until, session.tools.clock.today())
    known = session.tools.pages.profiles() if profile is not None else ()
    if profile is not None and profile not in known:
        raise ProfileUnknown(where=profile, profile=profile, known=", ".join(known))
    text = text_in_work(session, kind=kind, period=period, text=text)
    own = text.options if text is not None else NO_OPTIONS
    layout = own.over(outline.options_for(session.board.unit)).layout
    return Order(
        pack=session.pack,
        outline=outline,
        board=session.board_on(min(period.span.until, session.tools.clock.today())),
        board_code=session.store.info.board,
        period=period,
        as_of=as_of,
        stage=stage,
        profile=ProfileCode(profile) if profile else profile_for(as_of, layout),
        role=role,
        text=text,
    )


def text_in_work(
    session: Session, *, kind: str, period: Period, text: ReportText | None = None
) -> ReportText | None:
    """The text a report is made from: the stored one, or the editor's with everything else that is kept.

    The editor knows paragraphs only; answers to changed figures, reasons for broken rules and settings lie in the store.
    """
    with session.store.reading() as read:
        kept = read.texts.get(kind, period)
    if text is None or kept is None:
        return text or kept
    return replace(
        text,
        accepted=text.accepted or kept.accepted,
        reasons=text.reasons or kept.reasons,
        options=kept.options if text.options == NO_OPTIONS else text.options,
    )

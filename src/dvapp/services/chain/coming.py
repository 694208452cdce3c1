"""Which number a paper would get on a day: told before it is taken, since it is not given back without a reason."""

from dataclasses import dataclass
from datetime import date

from dvapp.domain.chain.papers import Paper
from dvapp.domain.register.entries import numbered
from dvapp.domain.register.numbers import Number
from dvapp.domain.register.series import series_on
from dvapp.services.chain.papers import report_of
from dvapp.services.register.lines import wish_for
from dvapp.services.register.order import number_out_of_order
from dvapp.services.register.series import next_numbers
from dvapp.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What stands ready for a paper.

    :param label: the number with its symbol; empty where its series is not begun, or has come to its end.
    :param below: the number just below it, where that paper bears a later day.
    """

    day: date
    label: str = ""
    below: Number | None = None


def coming_number(session: Session, paper: Paper, day: date) -> Coming | None:
    """What a paper would be given on a day; somebody else may take it first. ``None``: nothing was read of it yet.

    :raises PaperContentDamaged, ProfileUnknown: as they say.
    """
    report = report_of(session, paper)
    if report is None:
        return None
    wish = wish_for(report, paper=paper.id, day=day, tools=session.tools)
    with session.store.reading() as read:
        series = series_on(read.register.series(), wish.type, wish.run, day)
    number = next_numbers(session).get(series.id) if series is not None else None
    if series is None or number is None:
        return Coming(day=day)
    below = number_out_of_order(session, series.id, number, day)
    return Coming(day=day, label=numbered(number, wish.symbol), below=below)

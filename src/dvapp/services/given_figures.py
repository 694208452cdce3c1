"""Which units have given figures of a period, typed or as records, whether or not their report is registered."""

from collections.abc import Collection, Mapping
from datetime import date

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import UnitCode
from dvapp.domain.figures.unit_figures import typed_table
from dvapp.domain.values import DateSpan
from dvapp.services.session import Session


def givers_of(
    session: Session, periods: Collection[Period], today: date
) -> Mapping[Period, frozenset[UnitCode]]:
    """Of each period the units that typed figures for just that period, or have records that ended in it.

    Single records say something of a period only when it is over: in its midst every unit would seem to have reported.
    """
    if not periods:
        return {}
    rule, typed = session.pack.returns, typed_table(session.pack)
    days = DateSpan(
        since=min(period.span.since for period in periods), until=max(period.span.until for period in periods)
    )
    others = [
        code
        for code in session.pack.kinds
        if (rule is None or code != rule.kind) and (typed is None or code != typed.kind.code)
    ]
    with session.store.reading() as read:
        ended = {pair for code in others for pair in read.records.last_days(code, days)}
        given = read.records.ending_in(typed.kind.code, days) if typed is not None else ()
    spans = {(one.unit, one.happened) for one in given}
    return {
        period: frozenset(unit for unit, span in spans if span == period.span)
        | frozenset(
            unit
            for unit, day in ended
            if period.span.until < today and period.span.since <= day <= period.span.until
        )
        for period in periods
    }

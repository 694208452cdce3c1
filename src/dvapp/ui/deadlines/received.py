"""The record of a report received, as far as the screen of deadlines knows it."""

from collections.abc import Sequence

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import UnitCode
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import language
from dvapp.services.session import Session
from dvapp.ui.records.form_texts import SINCE, UNTIL
from dvapp.ui.records.wished import WishedRecord


def report_received(period: Period, units: Sequence[UnitCode], session: Session) -> WishedRecord:
    """A form with the period, what counts in the register, and today; with units chosen it is a record at once.

    Today is left out where the period has not begun, as nothing can have come by then.
    """
    rule = session.pack.returns
    assert rule is not None, "without a register nothing is due from below"
    day, today = LocaleFormats(language()).screen_day, session.tools.clock.today()
    texts: dict[str, object] = {
        SINCE: day(period.span.since),
        UNTIL: day(period.span.until),
        **{str(field): value for field, value in rule.when.items()},
    }
    if today >= period.span.since:
        texts[str(rule.received)] = day(today)
    chosen = {str(rule.units): [str(unit) for unit in units]} if units else {}
    return WishedRecord(kind=rule.kind, texts=texts, chosen=chosen)

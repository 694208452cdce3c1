"""The register of reports received: what no report from below can be, and what is worth a word beside the field.

A pack names the register (``ReturnsRule``); records that do not count in it, and those of any other kind, pass.
"""

from collections.abc import Iterator
from datetime import date

from dvapp.domain.calendar.deadlines import Side, deadlines_of_year
from dvapp.domain.calendar.periods import Period, period_of
from dvapp.domain.calendar.returns import ReturnsRule
from dvapp.domain.calendar.workdays import DueDay
from dvapp.domain.codes import UnitCode
from dvapp.domain.recording.records import Fault, Record
from dvapp.services.session import Session


def return_faults(record: Record, session: Session) -> Iterator[Fault]:
    """Why a record cannot be that of a report received: unit_not_below, not_a_period, received_before."""
    rule = _rule(record, session)
    if rule is None:
        return
    yield from _strangers(record, rule, session)
    period = period_of(record.happened)
    if period is None:
        said = f"{record.happened.since:%d/%m/%Y} – {record.happened.until:%d/%m/%Y}"
        yield Fault(field="happened", code="not_a_period", details={"value": said})
    received = record.values.get(rule.received)
    if isinstance(received, date) and received < record.happened.since:
        details = {"received": received, "since": record.happened.since}
        yield Fault(field=str(rule.received), code="received_before", details=details)


def return_remarks(record: Record, session: Session) -> Iterator[Fault]:
    """What to look at again though it may be right: nobody is named, or it came early, or comes only later than today.

    Some due days lie before the end of their period; the remark names the day, so that nobody has to look it up.
    """
    rule = _rule(record, session)
    if rule is None:
        return
    if not record.values.get(rule.units) and record.unit == session.store.info.board:
        yield Fault(field=str(rule.units), code="nobody_reported")
    received = record.values.get(rule.received)
    if not isinstance(received, date):
        return
    field, until = str(rule.received), record.happened.until
    if received > session.tools.clock.today():
        yield Fault(field=field, code="received_later", details={"received": received})
    elif record.happened.since <= received <= until:
        due = _due(period_of(record.happened), session)
        code = "received_early" if due is None else "received_early_due"
        details = {"until": until, "due": due.working if due is not None else None}
        yield Fault(field=field, code=code, details=details)


def _rule(record: Record, session: Session) -> ReturnsRule | None:
    """The rule of the register, if the record counts in it."""
    rule = session.pack.returns
    if rule is None or record.kind.code != rule.kind:
        return None
    return rule if all(record.values.get(field) == wanted for field, wanted in rule.when.items()) else None


def _strangers(record: Record, rule: ReturnsRule, session: Session) -> Iterator[Fault]:
    """Units that exist and are not below the board on the last day; unknown ones have their own fault.

    The record's own unit is the one that reported where it names none; the board itself does not report to itself.
    """
    day, board = record.happened.until, session.store.info.board
    below = {unit.code for unit in session.units.below(board, day)}
    named = record.values.get(rule.units)
    codes = [UnitCode(code) for code in named if isinstance(code, str)] if isinstance(named, tuple) else []
    places = [(str(rule.units), code) for code in codes]
    if record.unit != board:
        places.append(("unit", record.unit))
    for field, code in places:
        unit = session.units.on(code, day)
        if unit is not None and code not in below:
            yield Fault(field=field, code="unit_not_below", details={"value": unit.name, "day": day})


def _due(period: Period | None, session: Session) -> DueDay | None:
    """When the reports of a period are due from below."""
    if period is None:
        return None
    found = deadlines_of_year(session.pack, session.board.unit.level, period.year)
    fitting = (one for one in found if one.side is Side.BELOW and one.period == period)
    return next((one.due for one in fitting), None)

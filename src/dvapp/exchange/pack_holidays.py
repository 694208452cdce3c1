"""``holidays.csv``: the public holidays of the years that were announced, and those of every year."""

from collections.abc import Iterator
from datetime import date, timedelta

from dvapp.domain.calendar.workdays import NO_HOLIDAYS, Holidays
from dvapp.exchange.pack_yaml import PackFault
from dvapp.exchange.tables import TableRefused, read_table
from dvapp.host.i18n import _

NAME = "holidays.csv"
COLUMNS = ("from", "to", "kind", "name", "source")
OFF, WORKED, YEARLY = _KINDS = ("off", "worked", "yearly")
_LONGEST = 31
_ANY_YEAR = "2000-"
"""A leap year, so that every day of a year can be named."""


def read_holidays(content: bytes, faults: list[PackFault]) -> Holidays:
    """The holidays; what is wrong is added to ``faults``, each with its line."""
    try:
        table = read_table(NAME, content, COLUMNS)
    except TableRefused as refused:
        faults.append(PackFault(where=refused.where, reason=refused.reason))
        return NO_HOLIDAYS
    found: dict[str, dict[date, str]] = {kind: {} for kind in _KINDS}
    for line, cells in table.rows:
        reason = _row_fault(cells)
        if reason:
            faults.append(PackFault(where=f"{NAME}:{line}", reason=reason))
        else:
            found[cells["kind"]].update(dict.fromkeys(_days(cells), cells["name"]))
    return Holidays(
        off=found[OFF],
        worked=found[WORKED],
        yearly={(day.month, day.day): name for day, name in found[YEARLY].items()},
    )


def _row_fault(cells: dict[str, str]) -> str:
    if cells["kind"] not in _KINDS:
        return _("“{value}” is none of: {known}").format(value=cells["kind"], known=", ".join(_KINDS))
    if not cells["name"]:
        return _("a holiday needs a name")
    try:
        days = list(_days(cells))
    except ValueError as error:
        return _("a day is not in the calendar: {reason}").format(reason=error)
    return (
        "" if 0 < len(days) <= _LONGEST else _("a holiday ends before it begins, or is longer than a month")
    )


def _days(cells: dict[str, str]) -> Iterator[date]:
    """:raises ValueError: a day is not written as YYYY-MM-DD, or as MM-DD for every year."""
    prefix = _ANY_YEAR if cells["kind"] == YEARLY else ""
    day = date.fromisoformat(prefix + cells["from"])
    until = date.fromisoformat(prefix + (cells["to"] or cells["from"]))
    while day <= until and (until - day).days < 400:
        yield day
        day += timedelta(days=1)

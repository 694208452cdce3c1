"""Words for deadlines. Qt-free: the command line uses them too."""

from collections.abc import Sequence

from dvapp.domain.calendar.deadlines import Deadline, Distance, Nearness, Standing
from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.host.i18n import _, ngettext
from dvapp.services.deadlines import DeadlineState, Returned
from dvapp.ui.messages import shown

NEARNESS_TONES = {Nearness.SOON: "warn", Nearness.TODAY: "warn", Nearness.PAST: "error"}
STANDING_TONES = {
    Standing.IN_TIME: "ok",
    Standing.LATE: "warn",
    Standing.MISSING: "error",
    Standing.AWAITED: "draft",
}


def distance_words(distance: Distance) -> str:
    """How far off a deadline is; ``""`` where the day alone says it."""
    days = distance.days
    if days is None:
        return ""
    match distance.nearness:
        case Nearness.TODAY:
            return _("today")
        case Nearness.PAST:
            return ngettext("passed {count} day ago", "passed {count} days ago", days).format(count=days)
        case _:
            return ngettext("{count} working day left", "{count} working days left", days).format(count=days)


def deadline_words(one: Deadline, distance: Distance, *, brief: bool = False) -> str:
    """The top bar's words: "Hạn: 15/06/2018 · còn 3 ngày làm việc"; ``brief``: the day alone."""
    due = _("Due {day}").format(day=shown(one.due.working))
    if brief:
        return due
    return " · ".join(part for part in (due, distance_words(distance)) if part)


def reminder_words(soon: Sequence[tuple[Deadline, Distance]]) -> str:
    """What the status line says at the start: the next deadline, and how many come with it; ``""``: none is near."""
    if not soon:
        return ""
    first, far = soon[0]
    words = _("Due soon: {kind}, {day}, {distance}").format(
        kind=first.kind, day=shown(first.due.working), distance=distance_words(far)
    )
    if rest := len(soon) - 1:
        more = ngettext("and {count} more (Ctrl+Shift+D)", "and {count} more (Ctrl+Shift+D)", rest)
        words = f"{words} {more.format(count=rest)}"
    return words


def moved_words(one: Deadline) -> str:
    """Why another day counts than the one named; ``""`` where it is the same."""
    if not one.due.moved:
        return ""
    return _("The rule names {named}, on which nobody works; {working} counts.").format(
        named=shown(one.due.named), working=shown(one.due.working)
    )


def standing_words(standing: Standing) -> str:
    """How a unit below stands."""
    return {
        Standing.IN_TIME: _("received in time"),
        Standing.LATE: _("received late"),
        Standing.MISSING: _("not received"),
        Standing.AWAITED: _("awaited"),
    }[standing]


def returned_words(returned: Returned) -> str:
    """How many units have sent, in short."""
    if not returned.units:
        return _("no units below")
    if not returned.registered:
        return _("none registered yet")
    come = returned.count(Standing.IN_TIME, Standing.LATE)
    parts = [_("{come} of {all} received").format(come=come, all=len(returned.units))]
    if late := returned.count(Standing.LATE):
        parts.append(_("{count} late").format(count=late))
    if missing := returned.count(Standing.MISSING):
        parts.append(_("{count} missing").format(count=missing))
    return ", ".join(parts)


def returned_tone(state: DeadlineState) -> str:
    """The colour of those words."""
    returned = state.returned
    if returned is None or not returned.registered:
        return ""
    for standing in (Standing.MISSING, Standing.LATE):
        if returned.count(standing):
            return STANDING_TONES[standing]
    return "" if returned.count(Standing.AWAITED) else "ok"


def state_words(state: DeadlineState) -> str:
    """How a deadline stands, in a line of a list."""
    far, returned = distance_words(state.distance), state.returned
    if returned is None or state.distance.nearness in {Nearness.FAR, Nearness.PAST}:
        return returned_words(returned) if returned is not None else far
    return " · ".join(filter(None, (far, returned_words(returned) if returned.registered else "")))


def state_tone(state: DeadlineState) -> str:
    """The colour of those words. Of the board's own reports nobody knows whether they went out: a day that has passed
    is no fault.
    """
    near = state.distance.nearness
    return returned_tone(state) or ("dim" if near is Nearness.PAST else NEARNESS_TONES.get(near, "dim"))


def missing_names(returned: Returned) -> str:
    """Units whose report has not come: those that are missing, or still awaited."""
    waited = (Standing.MISSING, Standing.AWAITED)
    return ", ".join(one.report.unit.name for one in returned.units if one.standing in waited)


def weekday_words(number: int) -> str:
    """A weekday in short, from 0 for Monday."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[number]


def period_with_year(period: Period, words: str) -> str:
    """A period's words with its year, where a list has deadlines of the year after."""
    return f"{words}/{period.year}" if period.kind is PeriodKind.MONTH else f"{words} {period.year}"

"""Beginning a series of numbers, and finding the one of a paper."""

import logging
import uuid
from datetime import UTC, date
from typing import TypeVar

from dvapp.domain.accounts.duties import Action
from dvapp.domain.errors import NumberInvalid
from dvapp.domain.register.entries import one_line
from dvapp.domain.register.numbers import Number, is_dead, next_number
from dvapp.domain.register.register_errors import (
    NumberReasonEmpty,
    SeriesBegun,
    SeriesDaysInvalid,
    SeriesHandedOver,
    SeriesNotBegun,
    SeriesUnknown,
    TermUnknown,
    TypeInvalid,
)
from dvapp.domain.register.series import (
    LARGEST,
    Run,
    Series,
    Term,
    series_on,
    term_of,
    type_fits,
    year_of,
)
from dvapp.services.ports import Reading, UnitOfWork
from dvapp.services.register.register_ports import NumberFilter, RegisterReader
from dvapp.services.session import Session

log = logging.getLogger(__name__)


def list_series(session: Session) -> tuple[Series, ...]:
    """All series, by type and first day."""
    with session.store.reading() as read:
        return tuple(read.register.series())


def proposed_term(session: Session, run: Run, day: date) -> Term | None:
    """The year of a day, or the committee's term that the pack names for it, if it does."""
    return year_of(day) if run is Run.YEAR else term_of(session.pack.terms, day)


def begin_series(
    session: Session,
    type_: str,
    *,
    run: Run,
    day: date | None = None,
    since: date | None = None,
    until: date | None = None,
    first: int = 1,
    reason: str = "",
) -> Series:
    """Say with which number papers of a type begin here. As long as it gave no number a series may be begun anew.

    :param day: a day of the year or term that is meant, today if not given; used where ``since`` is not.
    :param since, until: days of a committee's term, where they are not those of the pack.
    :param first: above 1 where numbers were given before on paper; then with a ``reason``.
    :raises NotAllowed: as of :attr:`Action.NUMBER`.
    :raises TypeInvalid, NumberInvalid, NumberReasonEmpty, TermUnknown, SeriesDaysInvalid: what was said.
    :raises SeriesBegun: it has given numbers already. :raises SeriesHandedOver: another store numbers these papers.
    """
    type_, reason = type_.strip(), one_line(reason)
    if not type_fits(type_):
        raise TypeInvalid(text=type_)
    if not 1 <= first <= LARGEST:
        raise NumberInvalid(where="number", text=str(first))
    if first > 1 and not reason:
        raise NumberReasonEmpty(where=str(first))
    day = day or since or session.tools.clock.today()
    term = Term(since=since, until=until) if since is not None else proposed_term(session, run, day)
    if term is None:
        raise TermUnknown(where=type_, day=day)
    if run is Run.YEAR:
        term = year_of(term.since)
    if term.until is not None and term.until < term.since:
        raise SeriesDaysInvalid(where=type_, since=term.since)
    with session.changing(Action.NUMBER) as work:
        made = begun_in(
            work,
            Series(
                id=str(uuid.uuid4()),
                type=type_,
                run=run,
                since=term.since,
                until=term.until,
                first=first,
                reason=reason,
            ),
        )
        work.commit()
    log.info("series %s begun", made.id)
    return made


def begun_in(work: UnitOfWork, wanted: Series) -> Series:
    """As :func:`begin_series`, within a unit of work; the caller has asked for the duty.

    :raises SeriesBegun, SeriesDaysInvalid, SeriesHandedOver: as there.
    """
    alike = [one for one in work.register.series() if (one.type, one.run) == (wanted.type, wanted.run)]
    require_here(max((o for o in alike if o.since <= wanted.since), key=lambda o: o.since, default=None))
    for one in alike:
        same = one.since == wanted.since
        if same and work.register.last(one.id) is not None:
            raise SeriesBegun(where=wanted.type, since=one.since)
        if not same and _disturbed(work.register, one, wanted):
            raise SeriesDaysInvalid(where=wanted.type, since=one.since)
        if same:
            wanted = Series(
                id=one.id,
                type=one.type,
                run=one.run,
                since=one.since,
                until=wanted.until,
                first=wanted.first,
                reason=wanted.reason,
            )
    work.register.begin(wanted)
    return next(one for one in work.register.series() if one.id == wanted.id)


_Known = TypeVar("_Known", bound=Series | None)


def require_here(series: _Known) -> _Known:
    """A series that this store numbers in, if there is one. :raises SeriesHandedOver: another store goes on with it."""
    gone = series.gone if series is not None else None
    if series is not None and gone is not None:
        day = gone.at.date() if gone.at is not None else None
        raise SeriesHandedOver(where=series.type, year=gone.year, file=gone.file, day=day)
    return series


def open_numbers(read: Reading, series: Series) -> tuple[Number, ...]:
    """Numbers of a series that are leased or given back, and are this store's to give; the smallest first."""
    return tuple(one for one in read.register.open(series.id) if not series.elsewhere(one.number))


def _disturbed(register: RegisterReader, one: Series, wanted: Series) -> bool:
    """Whether papers that have their numbers in one series would belong to another one that is begun now."""
    given = register.find(NumberFilter(series=one.id))
    days = [number.entry.issued for number in given if number.entry is not None]
    return wanted.since > one.since and any(wanted.holds(day) for day in days)


def series_for(work: UnitOfWork, type_: str, run: Run, day: date) -> Series:
    """The series of a paper. A calendar year follows the one before it with number 1 by itself, a term never does:
    its first day is the committee's to say.

    :raises SeriesNotBegun: nobody said yet with which number it begins.
    :raises SeriesHandedOver: another store goes on with it, or with the one before it.
    """
    all_ = work.register.series()
    found = series_on(all_, type_, run, day)
    if found is not None:
        return require_here(found)
    alike = [one for one in all_ if (one.type, one.run) == (type_, run) and one.since < day]
    earlier = max(alike, key=lambda one: one.since, default=None)
    require_here(earlier)
    if run is not Run.YEAR or earlier is None:
        raise SeriesNotBegun(where=type_, day=day)
    year = year_of(day)
    work.register.begin(Series(id=str(uuid.uuid4()), type=type_, run=run, since=year.since, until=year.until))
    made = series_on(work.register.series(), type_, run, day)
    assert made is not None, "it was begun just now"
    return made


def find_series(session: Session, type_: str, run: Run, day: date | None = None) -> Series:
    """The series of a type on a day; today, or the last one, unless a day is given.

    :raises SeriesUnknown: there is none.
    """
    all_ = [one for one in list_series(session) if (one.type, one.run) == (type_, run)]
    found = series_on(all_, type_, run, day or session.tools.clock.today())
    if found is None and day is None:
        found = max(all_, key=lambda one: one.since, default=None)
    if found is None:
        raise SeriesUnknown(where=type_)
    return found


def next_numbers(session: Session) -> dict[str, int | None]:
    """By series the number that comes next; ``None`` where it has come to its last one, or another store goes on with it."""
    now, alive = session.tools.clock.now().astimezone(UTC), session.tools.processes.alive
    with session.store.reading() as read:
        found: dict[str, int | None] = {}
        for one in read.register.series():
            open_ = open_numbers(read, one)
            free = [n.number for n in open_ if n.lease is None or is_dead(n.lease, now=now, alive=alive)]
            coming = next_number(one, free, read.register.last(one.id))
            found[one.id] = None if one.gone is not None else coming
        return found

"""Figures of a period, each with the records behind it."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from dvapp.domain.figures import FigureTable
from dvapp.domain.packs import Pack
from dvapp.domain.periods import Period
from dvapp.domain.reports import Figure
from dvapp.services.ports import Store
from dvapp.services.records import valid_records
from dvapp.services.session import Session


@dataclass(frozen=True, slots=True)
class _Kept:
    """Tables made from the records as they stood after a write."""

    last_write: int
    pack: Pack
    tables: dict[tuple[Period, int | None], FigureTable]


_KEPT: "WeakKeyDictionary[Store, _Kept]" = WeakKeyDictionary()
"""The tables of each open store. They are read again and again while a text is edited, and records change seldom."""


def figure_table(session: Session, period: Period, *, closing: int | None = None) -> FigureTable:
    """The figures of a period, computed on demand; the same table again as long as no record was written.

    :param closing: the day of the month on which they close; ``None``: by calendar.
    """
    with session.store.unit_of_work() as work:
        last_write = work.records.last_write()
    kept = _KEPT.get(session.store)
    if kept is None or kept.last_write != last_write or kept.pack is not session.pack:
        kept = _KEPT[session.store] = _Kept(last_write, session.pack, {})
    if (period, closing) not in kept.tables:
        kept.tables[period, closing] = _made(session, period, closing)
    return kept.tables[period, closing]


def report_table(session: Session, kind: str, period: Period) -> FigureTable:
    """The figures of a period as a report of that kind closes them.

    :raises ReportKindUnknown: the pack has no such report.
    """
    return figure_table(session, period, closing=session.pack.outline(kind).closing)


def _made(session: Session, period: Period, closing: int | None) -> FigureTable:
    return FigureTable(
        pack=session.pack,
        board=session.store.info.board,
        units=session.units,
        records=valid_records(session),
        period=period,
        write=session.tools.formats.number,
        closing=closing,
    )


def compute_figures(session: Session, period: Period) -> tuple[Figure, ...]:
    """All figures of a period, in the order of the pack's catalogue."""
    return figure_table(session, period).all()

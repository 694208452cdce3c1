"""Figures of a period, each with the records behind it."""

from dvapp.domain.figures import FigureTable
from dvapp.domain.periods import Period
from dvapp.domain.reports import Figure
from dvapp.services.records import valid_records
from dvapp.services.session import Session


def figure_table(session: Session, period: Period) -> FigureTable:
    """The figures of a period, computed on demand."""
    return FigureTable(
        pack=session.pack,
        board=session.store.info.board,
        units=session.units,
        records=valid_records(session),
        period=period,
        write=session.tools.formats.number,
    )


def compute_figures(session: Session, period: Period) -> tuple[Figure, ...]:
    """All figures of a period, in the order of the pack's catalogue."""
    return figure_table(session, period).all()

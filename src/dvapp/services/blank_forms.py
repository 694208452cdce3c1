"""Blank forms that units fill in and send back."""

from pathlib import Path

from dvapp.domain.blank_forms import BlankForm
from dvapp.domain.periods import Period, PeriodKind
from dvapp.domain.sheet_errors import PeriodNotMonth
from dvapp.services.places import ZIP, require_output
from dvapp.services.session import Session


def blank_form(session: Session, *, kind: str, period: Period, path: Path) -> None:
    """Write the form that units fill in: a row for each unit below the board, or for the board where there is none.

    :raises KindUnknown: the pack has no such kind.
    :raises PeriodNotMonth: records of the kind stand for months, and the period is none.
    :raises OutputIsInput, OutputTaken, DiskFull, FileUnwritable: the file.
    """
    require_output(path, session.store.path, start=ZIP, files=session.tools.files)
    definition = session.pack.kind(kind)
    if definition.by_month and period.kind is not PeriodKind.MONTH:
        raise PeriodNotMonth(where=period.written, kind=definition.name.vi)
    board = session.store.info.board
    below = session.units.below(board, period.span.until)
    form = BlankForm(
        kind=definition,
        board=session.board.name,
        period=period,
        units=below or (session.board.unit,),
    )
    session.tools.files.write(path, session.tools.workbooks.blank(form))

"""Blank forms that units fill in and send back."""

import re
from dataclasses import replace
from pathlib import Path

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.language.folding import folded
from dvapp.domain.sheets.blank_forms import BlankForm
from dvapp.domain.sheets.sheet_errors import PeriodNotMonth
from dvapp.services.places import ZIP, require_output
from dvapp.services.session import Session

_NO_LETTER = re.compile(r"[^a-z0-9]+")


def blank_form(session: Session, *, kind: str, period: Period, path: Path) -> None:
    """Write the form that units fill in: a row for each unit below the board, or for the board where there is none.

    :raises KindUnknown: the pack has no such kind.
    :raises PeriodNotMonth: records of the kind stand for months, and the period is none.
    :raises OutputIsInput, OutputTaken, DiskFull, FileUnwritable: the file.
    """
    _write(session, _form(session, kind, period), path)


def blank_forms(session: Session, *, kind: str, period: Period, folder: Path) -> tuple[Path, ...]:
    """Write a form of its own for each of the units into a folder that is there; returns the files, in their order.

    :raises KindUnknown, PeriodNotMonth, OutputIsInput, OutputTaken, DiskFull, FileUnwritable: as :func:`blank_form`.
    """
    form = _form(session, kind, period)
    paths = []
    for unit in form.units:
        name = _NO_LETTER.sub("-", folded(unit.name)).strip("-")
        path = folder / f"{form.kind.code}-{period.written}-{unit.code}-{name}.xlsx"
        _write(session, replace(form, units=(unit,)), path)
        paths.append(path)
    return tuple(paths)


def _form(session: Session, kind: str, period: Period) -> BlankForm:
    definition = session.pack.kind(kind)
    if definition.by_month and period.kind is not PeriodKind.MONTH:
        raise PeriodNotMonth(where=period.written, kind=definition.name.vi)
    below = session.units.below(session.store.info.board, period.span.until)
    return BlankForm(
        kind=definition.within(period.span.since, period.span.until),
        board=session.board_on(period.span.until).name,
        period=period,
        units=below or (session.board.unit,),
    )


def _write(session: Session, form: BlankForm, path: Path) -> None:
    require_output(path, session.store.path, start=ZIP, files=session.tools.files)
    session.tools.files.write(path, session.tools.workbooks.blank(form))

"""An import after its trial, when the store may have become another one: what a plan made again says differently."""

from collections.abc import Callable

from dvapp.domain.sheets.imports import Import
from dvapp.domain.sheets.sheet_errors import ImportOutdated
from dvapp.services.session import Session
from dvapp.services.sheets.importing import ImportPlan, carry_out, plan_opened


def carry_out_again(
    session: Session,
    plan: ImportPlan,
    *,
    good_only: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Import | None:
    """Import what was taken back since, from what was read of the file then.

    :raises ImportRefused: as :func:`~dvapp.services.sheets.importing.carry_out`.
    :raises ImportOutdated: it would not be the same import any more; nothing is kept.
    """
    now = plan_opened(session, plan.order, plan.opened)
    if rows := differing_rows(plan, now):
        raise ImportOutdated(where=plan.opened.path.name, count=len(rows))
    return carry_out(session, now, good_only=good_only, progress=progress)


def differing_rows(before: ImportPlan, now: ImportPlan) -> tuple[int, ...]:
    """Rows, from 0, for which a plan that was made again says something else than before."""
    old, new = _said(before), _said(now)
    return tuple(sorted(row for row in old.keys() | new.keys() if old.get(row) != new.get(row)))


def _said(plan: ImportPlan) -> dict[int, object]:
    """Of each row: what becomes of its record, what the store had, and what is refused in it."""
    said: dict[int, object] = {}
    for name in ("fresh", "changed", "same"):
        for one in getattr(plan, name):
            said.update(dict.fromkeys(one.rows, (name, one.record.id, one.before)))
    for one in plan.refused:
        said[one.row] = (said.get(one.row), one.column, one.code)
    return said

"""What an import says, for the window and the command line alike; without Qt."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dvapp.domain.calendar.periods import PeriodKind, parse_period
from dvapp.domain.errors import PeriodInvalid
from dvapp.domain.language.old_letters import OldLetters
from dvapp.domain.papers.showing import period_head
from dvapp.domain.recording.kinds import Field, RecordKind
from dvapp.domain.recording.records import Fault
from dvapp.domain.sheets.cells import words
from dvapp.domain.sheets.head import MONTH, SINCE, TOTAL, UNIT, UNTIL
from dvapp.domain.sheets.importing import CellFate, Refused, RowFate
from dvapp.domain.sheets.period_columns import is_total, period_in, periods_of, series_of
from dvapp.domain.sheets.wide import figure_field, figure_in, unit_in
from dvapp.domain.values import NOT_APPLICABLE
from dvapp.host.i18n import _, language, ngettext
from dvapp.ui.messages import fault_words

if TYPE_CHECKING:
    from dvapp.services.sheets.importing import ImportPlan

_FEW = 12
"""Rows left blank that are told one by one; a form of ours has some hundred."""
_SKIPPED = (
    RowFate.NUMBERS,
    RowFate.NAME_ONLY,
    RowFate.NOTE,
    RowFate.HEAD,
    RowFate.COMPUTED,
    RowFate.OTHER_TABLE,
)
_SHOWN = 48
"""Characters of a skipped row that are shown."""


def why(one: Refused) -> str:
    """Why a cell was refused, and how to write it."""
    return fault_words(Fault(field=one.cell, code=one.code, details={"value": one.value, **one.details}))


def again_words(before: "ImportPlan", now: "ImportPlan") -> str:
    """What a trial says otherwise that was made again because the store had changed."""
    from dvapp.services.sheets.import_again import differing_rows

    rows = differing_rows(before, now)
    if not rows:
        return _(
            "The store had changed; the trial was made again and says the same. Nothing is imported yet."
        )
    named = ", ".join(str(row + 1) for row in rows[:_FEW]) + ("…" if len(rows) > _FEW else "")
    return ngettext(
        "The store had changed; the trial was made again and says otherwise of {count} row ({rows}). Nothing is imported yet.",
        "The store had changed; the trial was made again and says otherwise of {count} rows ({rows}). Nothing is imported yet.",
        len(rows),
    ).format(count=len(rows), rows=named)


def target_words(target: str, kind: RecordKind) -> str:
    """What a column is filled into."""
    frame = {
        UNIT: _("Unit"),
        SINCE: _("First day"),
        UNTIL: _("Last day"),
        MONTH: _("Month"),
        TOTAL: _("Total of the units"),
    }
    if target in frame:
        return frame[target]
    if is_total(target):
        return _("Total of the periods")
    if (period := period_in(target)) is not None:
        series = series_of(target)
        told = target_words(series, kind) if series else _("figure not chosen yet")
        return f"{time_words(period.written)} · {told}"
    if (unit := unit_in(target)) is not None:
        return _("Numbers of {unit}").format(unit=unit)
    if (code := figure_in(target)) is not None:
        figures = figure_field(kind)
        choice = figures.choice(code) if figures is not None else None
        return choice.label.said_in(language()) if choice is not None else code
    table, _dot, inner = target.rpartition(".")
    own = kind.field(table) if table else None
    field = next((c for c in own.columns if c.code == inner), None) if own else kind.field(inner)
    if field is None:
        return target
    return f"{own.label.said_in(language())} › {_labelled(field)}" if own else _labelled(field)


def _labelled(field: Field) -> str:
    unit = field.unit.said_in(language())
    label = field.label.said_in(language())
    return f"{label} ({unit})" if unit else label


def value_words(value: object) -> str:
    """A plain value of a record as a difference shows it."""
    if value is None:
        return _("blank")
    if value == NOT_APPLICABLE.value:
        return _("not applicable")
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    if isinstance(value, list):
        return ngettext("{count} row", "{count} rows", len(value)).format(count=len(value))
    return str(value)


def letters_words(letters: OldLetters) -> str:
    """From which encoding texts were converted."""
    return _("The texts were converted from {encoding}.").format(encoding=letters.value.upper())


def row_words(fate: RowFate) -> str:
    """What a row is that is no record."""
    return {
        RowFate.TOTAL: _("total row"),
        RowFate.NUMBERS: _("numbers of the columns"),
        RowFate.NAME_ONLY: _("names a unit and nothing else"),
        RowFate.NOTE: _("words below the table"),
        RowFate.HEAD: _("the head again"),
        RowFate.COMPUTED: _("a figure that the program computes"),
        RowFate.OTHER_TABLE: _("a further table"),
    }.get(fate, "")


def cell_words(fate: CellFate) -> str:
    """What became of a cell."""
    return {
        CellFate.READ: _("read"),
        CellFate.REFUSED: _("refused"),
        CellFate.HELD: _("held back with its row"),
        CellFate.UNREAD: _("in a column that is not read"),
        CellFate.TOTAL: _("in a total row"),
        CellFate.SKIPPED: _("in a row that is no record"),
    }[fate]


def counts_words(plan: "ImportPlan") -> str:
    """How many records of each sort there are."""
    return _(
        "{fresh} new, {changed} changed, {same} as before, {refused} cells refused, {totals} total rows."
    ).format(
        fresh=len(plan.fresh),
        changed=len(plan.changed),
        same=len(plan.same),
        refused=len(plan.refused),
        totals=len(plan.rows(RowFate.TOTAL)),
    )


def remarks(plan: "ImportPlan") -> Iterator[str]:
    """What else there is to know before importing; nothing is left out in silence."""
    if plan.opened.letters is not None:
        yield letters_words(plan.opened.letters)
    if plan.recognized:
        yield _("The columns are read as agreed for this head before.")
    if plan.from_title:
        told = _("Month {month}, as the title above the table says.")
        if plan.kind.by_period:
            told = _("Period {month}, as the title above the table says.")
        yield told.format(month=time_words(plan.happened))
    yield from _around(plan)
    for said, cell in plan.unread:
        yield _("{cell}: the column “{said}” is not read.").format(cell=cell, said=said)
    yield from skipped(plan)
    hidden = sum(1 for row in plan.sheet.hidden_rows if plan.fates.get(row) is RowFate.RECORD)
    if hidden:
        yield ngettext(
            "{count} hidden or filtered row is read as well.",
            "{count} hidden or filtered rows are read as well.",
            hidden,
        ).format(count=hidden)
    if plan.stays:
        yield _stays(plan.stays)
    for name in plan.other_sheets:
        yield _("The sheet “{name}” is not read.").format(name=name)
    for name in plan.opened.hidden:
        yield _("The hidden sheet “{name}” is not read.").format(name=name)
    if plan.opened.macros:
        yield _("The file holds macros; they are never run.")


def _around(plan: "ImportPlan") -> Iterator[str]:
    """Times, what is counted and whose rows they are, where the table itself does not say so."""
    if across := [time_words(period.written) for period in periods_of(plan.head.columns.values())]:
        yield _("Each of these columns is of a period of its own: {periods}.").format(
            periods=", ".join(across)
        )
    elif plan.title is not None:
        yield _("The title above the table names {title}, but the rows are read as of {time}.").format(
            title=time_words(plan.title), time=time_words(plan.happened)
        )
    if plan.series_from_title and plan.series is not None:
        yield _("The columns count “{figure}”, as the title above the table says.").format(
            figure=target_words(plan.series, plan.kind)
        )
    if plan.unit_from_title and plan.unit is not None:
        yield _("The rows are of the unit {unit}, which the title above the table names.").format(
            unit=plan.unit
        )


def _stays(stays: Sequence[tuple[str, str]]) -> str:
    """Numbers of the store that a sheet leaves blank; the first few by unit and figure."""
    named = ", ".join(f"{unit} {code}" for unit, code in stays[:_FEW]) + ("…" if len(stays) > _FEW else "")
    told = ngettext(
        "{count} number that the sheet leaves blank stays as the store has it: {named}.",
        "{count} numbers that the sheet leaves blank stay as the store has them: {named}.",
        len(stays),
    )
    return told.format(count=len(stays), named=named)


def time_words(happened: object) -> str:
    """A month as people write it ("2018-07" as "07/2018"); of other periods the words; a day as it stands."""
    said = str(happened)
    try:
        period = parse_period(said)
    except PeriodInvalid:
        return said
    if period.kind is PeriodKind.MONTH:
        return f"{period.number:02d}/{period.year}"
    return period_head(period) if language() == "vi" else said


def skipped(plan: "ImportPlan") -> Iterator[str]:
    """Rows that are no records, with their first words; a further table once, and of rows left blank the first few."""
    told = False
    further = frozenset(plan.rows(RowFate.NAME_ONLY)[_FEW:])
    for row in plan.rows(*_SKIPPED):
        fate = plan.fates[row]
        if fate is RowFate.OTHER_TABLE:
            if not told:
                told = True
                yield _("From row {row} on a further table begins, which is not read: “{said}”.").format(
                    row=row + 1, said=_beginning(plan, row)
                )
            continue
        if row in further:
            continue
        yield _("Row {row} is not read ({what}): “{said}”.").format(
            row=row + 1, what=row_words(fate), said=_beginning(plan, row)
        )
    if rest := len(further):
        told_so = ngettext(
            "{count} further row was left blank in the same way.",
            "{count} further rows were left blank in the same way.",
            rest,
        )
        yield told_so.format(count=rest)


def _beginning(plan: "ImportPlan", row: int) -> str:
    said = " ".join(text for value in plan.sheet.rows[row] if (text := words(value)))
    return said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"

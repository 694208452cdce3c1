"""Where a unit typed a number and its own records make another: an error that nobody has to write as a rule."""

from collections.abc import Collection, Iterator

from dvapp.domain.codes import IndicatorCode, UnitCode
from dvapp.domain.figures.settling import Conflict
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.judging.each import name_of
from dvapp.domain.judging.rules import IDLE, Breach, RuleLevel
from dvapp.domain.papers.showing import Writing, period_words
from dvapp.domain.places.units import UnitCatalogue
from dvapp.domain.values import Amount, NotApplicable
from dvapp.domain.words import Wording

RULE = "typed_differs"
"""The rule's name, before the figure's code and the unit's; no pack may use it."""


def contradictions(
    table: FigureTable,
    units: UnitCatalogue,
    writing: Writing,
    *,
    codes: Collection[IndicatorCode] | None = None,
    unit: UnitCode | None = None,
) -> Iterator[Breach]:
    """Every contradiction in the period, with the words of both numbers and the records of both.

    :param codes: of these figures; ``None``: of all.
    :param unit: of this unit; ``None``: of all.
    """
    for conflict in table.all_conflicts():
        code, of = conflict.typed.indicator, conflict.typed.unit
        if (codes is None or code in codes) and unit in (None, of):
            typed = () if conflict.typed.record is None else (conflict.typed.record,)
            yield Breach(
                rule=f"{RULE}.{code}.{of}",
                level=RuleLevel.ERROR,
                sentence=_told(table, units, writing, conflict),
                codes=(code,),
                figures=(table.figure(code),),
                unit=of,
                records=(*typed, *conflict.records),
            )


def _told(table: FigureTable, units: UnitCatalogue, writing: Writing, conflict: Conflict) -> Wording:
    typed, count = conflict.typed, len(conflict.records)
    held = units.on(typed.unit, table.closes)
    name, figure = held.name if held is not None else typed.unit, name_of(table.figure(typed.indicator))
    number = _written(typed.number, writing)
    when = Wording(period_words(typed.period), typed.period.written)
    if conflict.recorded is None:
        made = Wording(f"{count} bản ghi chưa đủ số liệu", f"{count} records that lack a number")
    else:
        whole = _written(conflict.recorded, writing)
        made = Wording(f"{count} bản ghi cộng được {whole.vi}", f"{count} records make {whole.said_in('en')}")
    return Wording(
        f"{name}, {_small(figure.vi)}: ghi tay {number.vi} ({when.vi}), nhưng {made.vi}; số liệu lấy theo bản ghi",
        f"{name}, {_small(figure.said_in('en'))}: {number.said_in('en')} typed ({when.said_in('en')}), but "
        f"{made.said_in('en')}; the records count",
    )


def _written(amount: Amount, writing: Writing) -> Wording:
    if isinstance(amount, NotApplicable):
        return IDLE
    shown = writing.number(amount)
    return Wording(shown, shown)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]

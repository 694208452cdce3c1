"""The ways in which one figure can stand in a sentence, each with what it prints now; without a widget."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.figures.indicators import Accumulation, Indicator
from dvapp.domain.papers.reports import Figure
from dvapp.domain.papers.text import FigureForm, FigureRef, Scale
from dvapp.host.i18n import _

_MONEY = "đồng"
_LARGE = 10_000
"""From here on a count is read more easily in thousands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChoice:
    """One way to show a figure.

    :param name: what this way is called.
    :param shown: what it prints in the period in work.
    """

    notation: str
    name: str
    shown: str


def forms_of(
    indicator: Indicator, figure: Figure, of: IndicatorCode | None, shown: Callable[[FigureRef], str]
) -> tuple[FormChoice, ...]:
    """Every way that makes sense for a figure, the most usual first.

    :param of: the whole, where the figure stands as n/N.
    :param shown: what a reference prints.
    """
    if of is not None:
        references: Iterator[FigureRef] = _of_whole(figure, of)
    elif indicator.accumulation is Accumulation.FACT:
        references = iter((FigureRef(code=figure.code),))
    else:
        references = _of_number(figure)
    return tuple(FormChoice(notation=r.written, name=form_name(r), shown=shown(r)) for r in references)


def _of_whole(figure: Figure, of: IndicatorCode) -> Iterator[FigureRef]:
    yield FigureRef(code=figure.code, form=FigureForm.OF, of=of)
    if figure.unit.vi and figure.unit.vi != "%":
        yield FigureRef(code=figure.code, form=FigureForm.UNIT, of=of)


def _of_number(figure: Figure) -> Iterator[FigureRef]:
    code, unit = figure.code, figure.unit.vi
    counted = bool(unit) and unit != "%"
    if counted:
        yield FigureRef(code=code, form=FigureForm.UNIT)
    yield FigureRef(code=code)
    if counted:
        yield FigureRef(code=code, form=FigureForm.PAD)
    yield FigureRef(code=code, form=FigureForm.VS_LAST)
    yield FigureRef(code=code, form=FigureForm.VS_LAST_YEAR)
    form = FigureForm.UNIT if counted else FigureForm.NUMBER
    if figure.is_ratio or unit == "%" or isinstance(figure.value, Decimal):
        for decimals in (0, 1, 2):
            yield FigureRef(code=code, form=form, decimals=decimals)
    for scale in _scales(figure):
        yield FigureRef(code=code, form=form, scale=scale)
        yield FigureRef(code=code, form=form, scale=scale, decimals=2)


def _scales(figure: Figure) -> tuple[Scale, ...]:
    if _MONEY in figure.unit.vi:
        return (Scale.THOUSAND, Scale.MILLION, Scale.BILLION)
    value = figure.value
    if figure.unit.vi == "%" or not isinstance(value, int | Decimal) or -_LARGE < value < _LARGE:
        return ()
    return (Scale.THOUSAND, Scale.MILLION)


def form_name(reference: FigureRef) -> str:
    """What a way of showing is called."""
    if reference.of is not None:
        return _("n/N with unit") if reference.form is FigureForm.UNIT else _("n/N: part of a whole")
    if reference.scale is not None:
        name = {
            Scale.THOUSAND: _("In thousands"),
            Scale.MILLION: _("In millions"),
            Scale.BILLION: _("In billions"),
        }[reference.scale]
        return name if reference.decimals is None else _("{form}, 2 decimals").format(form=name)
    if reference.decimals is not None:
        return (
            _("Rounded to a whole number"),
            _("Rounded to 1 decimal"),
            _("Rounded to 2 decimals"),
        )[reference.decimals]
    return {
        FigureForm.UNIT: _("With unit"),
        FigureForm.NUMBER: _("Number only"),
        FigureForm.PAD: _("Two digits (03)"),
        FigureForm.VS_LAST: _("Against the period before"),
        FigureForm.VS_LAST_YEAR: _("Against the same period last year"),
        FigureForm.OF: _("n/N: part of a whole"),
    }[reference.form]

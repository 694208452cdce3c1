"""What the grid says: periods, states of a cell, where its number comes from, and why it cannot be typed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from dvapp.domain.calendar.periods import Period
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.recording.records import Fault
from dvapp.domain.values import Amount, NotApplicable
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language
from dvapp.ui.messages import fault_words, known_faults
from dvapp.ui.shell.periods import in_year_words

NOT_APPLICABLE_MARK = "–"
"""How the grid shows that something did not occur; a blank cell shows no sign at all."""


@lru_cache(maxsize=20_000)
def _number(value: int | Decimal, said_in: str) -> str:
    return LocaleFormats(said_in).number(value)


def shown(figure: Figure) -> str:
    """A figure in a cell: empty for a blank one."""
    if figure.state is FigureState.NOT_APPLICABLE:
        return NOT_APPLICABLE_MARK
    value = figure.value
    if isinstance(value, int | Decimal):
        return _number(value, language())
    if isinstance(value, date):
        return LocaleFormats(language()).screen_day(value)
    return value or ""


def typed_form(amount: Amount) -> str:
    """An amount as one types it, and as spreadsheet programs take it: without grouping."""
    if amount is None:
        return ""
    if isinstance(amount, NotApplicable):
        return NOT_APPLICABLE_MARK
    return _number(amount, language()).replace("." if language() == "vi" else ",", "")


def amount_of(figure: Figure) -> Amount:
    """A figure as an amount; days and texts are none."""
    if figure.state is FigureState.NOT_APPLICABLE:
        return NotApplicable.NOT_APPLICABLE
    return figure.value if isinstance(figure.value, int | Decimal) else None


def plain_form(figure: Figure) -> str:
    """A figure for a spreadsheet program."""
    if figure.state is FigureState.KNOWN and not isinstance(figure.value, int | Decimal):
        return shown(figure)
    return typed_form(amount_of(figure))


def state_words(figure: Figure) -> str:
    """A figure in words: its three states never read alike."""
    match figure.state:
        case FigureState.BLANK:
            return _("no data yet")
        case FigureState.NOT_APPLICABLE:
            return _("nothing to compare with") if figure.is_ratio else _("did not occur or does not apply")
        case FigureState.KNOWN:
            return f"{shown(figure)} {figure.unit.said_in(language())}".strip()


def why_fixed_words(code: str) -> str:
    """Why a cell takes no number, as a whole sentence; ``""`` where it takes one."""
    if not code:
        return ""
    return _reasons().get(code) or _("This cell takes no number.")


def _reasons() -> Mapping[str, str]:
    return {
        "computed": _("It is computed by a formula; enter the figures it is made of."),
        "catalogue": _("It is counted from the catalogue of units or the register of returns."),
        "text": _("It is a text or a day, which records give; it cannot be entered here."),
        "distinct": _("It counts each unit once, which only records can tell."),
        "records": _("Records of this unit give the number; change it there."),
        "other_period": _(
            "A number for an overlapping period is entered already; change that one, or clear it first."
        ),
        "level": _("It does not apply to units of this level."),
        "pack": _("The template pack in use has no form for entered figures."),
        "board": _("It is the sum over all units; enter the number of one unit."),
        "comparison": _("It is a number of another period, shown to compare with."),
        "unknown_indicator": _("The template pack has no such figure."),
        "unit_elsewhere": _("There is no such unit below the board in this period."),
        "not_whole": _("It is a count: only a whole number is possible."),
        "too_small": _("It cannot be less than zero."),
        "too_large": _("The number is too large."),
        "note_needs_number": _("A note belongs to an entered number; enter the number first."),
        "not_kept": _("It could not be written into the store; press F2 and Enter to try again."),
        "typed_before": _("It was typed before and is in no figure yet; press F2 and Enter to enter it."),
        "changed_since": _("The cell was changed elsewhere in the meantime; the newer number stays."),
    }


def refused_words(code: str, text: str, details: Mapping[str, object]) -> str:
    """Why what was typed or pasted into a cell was not taken."""
    period, number = details.get("period"), details.get("number")
    if code == "other_period" and isinstance(period, Period):
        return _("{number} is entered for {period} already; change that one, or clear it first.").format(
            number=typed_form(number) if isinstance(number, int | Decimal | NotApplicable) else "",
            period=in_year_words(period),
        )
    if code in _reasons():
        return _reasons()[code]
    if code in known_faults():
        return fault_words(Fault(field="", code=code, details={"value": text, **details}))
    return _("This cell takes no number.")

"""What is to be known of one cell, without a widget: where its number comes from, what it is compared with, its note."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dvapp.domain.codes import RecordId
from dvapp.domain.figures.indicators import Accumulation, Indicator
from dvapp.domain.judging.rules import Breach, RuleLevel
from dvapp.domain.papers.comparing import Against, change_words, other_period, than_words
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.figures.grid import CellSource, GridCell
from dvapp.services.figures.period_figures import records_by_id
from dvapp.services.session import Session
from dvapp.ui.figures.figures_model import RecordLine, record_lines
from dvapp.ui.grid.book import GridBook
from dvapp.ui.grid.sheet import BOARD, Place, Shows
from dvapp.ui.grid.words import shown, state_words, why_fixed_words
from dvapp.ui.shell.periods import in_year_words

MOST_RECORDS = 40
"""Records behind a cell that are listed; of more only the number is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCell:
    """A figure in the formula of a cell, and where it stands."""

    place: Place
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierValue:
    """An earlier period's value, and the change since in words."""

    title: str
    value: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellDetail:
    """One cell and where it comes from.

    :param faults: what is wrong: (state, sentence) with the state "error" or "warn".
    :param source: one sentence on where the number comes from.
    :param typed_record: the record that holds the entered number; "" if none is entered.
    :param note: the note of the entered number; ``None`` where there is none to have a note.
    :param definition: what the figure means: (heading, words).
    """

    place: Place
    code: str
    unit: str
    label: str
    value: str
    counted_in: str
    known: bool
    faults: tuple[tuple[str, str], ...]
    source: str
    formula: str
    parts: tuple[PartCell, ...]
    records: tuple[RecordLine, ...]
    more_records: int
    typed_record: RecordId | None
    note: str | None
    earlier: tuple[EarlierValue, ...]
    definition: tuple[tuple[str, str], ...]

    @property
    def said(self) -> str:
        """All that F1 says: code, words, meaning, source."""
        lines = [f"{self.code} {self.label}", *(f"{heading}: {words}" for heading, words in self.definition)]
        return "\n".join([*lines, self.source])


def cell_detail(session: Session, book: GridBook, place: Place, breaches: Iterable[Breach]) -> CellDetail:
    """What the panel beside the grid says of a cell."""
    figure, cell = book.figure(place), book.cell(place)
    indicator = session.pack.indicators[place.indicator]
    typed = cell.typed if cell is not None else None
    behind = tuple(r for r in figure.records if typed is None or r != typed.record)
    return CellDetail(
        place=place,
        code=place.indicator,
        unit=_unit_name(book, place),
        label=figure.label.said_in(language()),
        value=shown(figure) or state_words(figure),
        counted_in=figure.unit.said_in(language()),
        known=figure.state is FigureState.KNOWN,
        faults=(*_cell_faults(cell, figure), *_breach_faults(place, breaches, cell)),
        source=_source(session, book, place, figure, cell),
        formula=figure.formula,
        parts=tuple(_part(book, place, code) for code in figure.parts),
        records=_records(session, behind),
        more_records=max(len(behind) - MOST_RECORDS, 0),
        typed_record=typed.record if typed is not None else None,
        note=typed.note if typed is not None else None,
        earlier=_earlier(book, place, figure),
        definition=definition_lines(indicator),
    )


def _unit_name(book: GridBook, place: Place) -> str:
    if place.unit == BOARD:
        return _("Whole board")
    return next((unit.name for unit in book.at(place.period).units if unit.code == place.unit), place.unit)


def _cell_faults(cell: GridCell | None, figure: Figure) -> Iterable[tuple[str, str]]:
    if cell is None or not cell.conflict or cell.typed is None:
        return
    formats = LocaleFormats(language())
    number = cell.typed.number
    typed = formats.number(number) if isinstance(number, int) else shown_amount(number)
    yield (
        "error",
        _(
            "Entered here: {typed}; the records of the unit give {counted}. The records count. "
            "Clear the entered number (Delete), or mend the records."
        ).format(typed=typed, counted=shown(figure) or state_words(figure)),
    )


def shown_amount(number: object) -> str:
    """An entered amount as the panel says it."""
    formats = LocaleFormats(language())
    return formats.number(number) if not hasattr(number, "name") else _("not applicable")


def _breach_faults(
    place: Place, breaches: Iterable[Breach], cell: GridCell | None
) -> Iterable[tuple[str, str]]:
    """The breaches that name the cell; a contradiction is told already by the cell itself."""
    told_already = f"typed_differs.{place.indicator}." if cell is not None and cell.conflict else " "
    for breach in breaches:
        if place.indicator in breach.codes and not breach.rule.startswith(told_already):
            words = breach.sentence.said_in(language())
            told = words[:1].upper() + words[1:] + "."
            if breach.reason:
                told += " " + _("Reason given: {reason}").format(reason=breach.reason)
            yield ("error" if breach.level is RuleLevel.ERROR else "warn", told)


def _source(session: Session, book: GridBook, place: Place, figure: Figure, cell: GridCell | None) -> str:
    count = len(figure.records)
    if cell is None:
        if figure.formula:
            return _("Computed from the board's own figures.")
        if session.pack.indicators[place.indicator].catalogue:
            return why_fixed_words("catalogue")
        units = len(book.at(place.period).units)
        givers = _("{known} of {count} units have a number.").format(known=len(figure.givers), count=units)
        return (
            ngettext("From {count} record of all units.", "From {count} records of all units.", count).format(
                count=count
            )
            + f" {givers}"
            if count
            else _("No unit has given a number yet.")
        )
    match cell.source:
        case CellSource.TYPED:
            return _typed_words(session, cell)
        case CellSource.RECORDS:
            return ngettext(
                "From {count} record of the unit.", "From {count} records of the unit.", count
            ).format(count=count)
        case CellSource.COMPUTED:
            return _("Computed from other figures of the same unit.")
        case CellSource.CATALOGUE:
            return why_fixed_words("catalogue")
        case CellSource.NONE:
            fixed = why_fixed_words(book.why_fixed(place)) if place.shows is Shows.VALUE else ""
            return fixed or _("No number yet: type one here, or enter the records it is counted from.")


def _typed_words(session: Session, cell: GridCell) -> str:
    if cell.typed is None:
        return _("Sum of the numbers entered for shorter periods.")
    when = _when(session, cell.typed.record)
    if when is None:
        return _("Entered by hand.")
    day = LocaleFormats(language()).screen_day(when.date())
    return _("Entered by hand, last changed on {day} at {time}.").format(day=day, time=f"{when:%H:%M}")


def _when(session: Session, record: RecordId | None) -> datetime | None:
    if record is None:
        return None
    with session.store.reading() as read:
        stored = read.records.get(record)
    return stored.changed_at.astimezone(session.tools.clock.now().tzinfo) if stored is not None else None


def _part(book: GridBook, place: Place, code: str) -> PartCell:
    where = Place(place.unit, code, place.period)  # type: ignore[arg-type]  # codes of the pack's own formulas
    figure = book.figure(where)
    return PartCell(
        place=where, label=figure.label.said_in(language()), value=shown(figure) or state_words(figure)
    )


def _records(session: Session, ids: tuple[RecordId, ...]) -> tuple[RecordLine, ...]:
    return record_lines(records_by_id(session, ids[:MOST_RECORDS]), session.units)


def _earlier(book: GridBook, place: Place, figure: Figure) -> tuple[EarlierValue, ...]:
    lines = []
    seen = set()
    for against in (Against.LAST, Against.LAST_YEAR):
        period = other_period(place.period, against)
        if period in seen:
            continue
        seen.add(period)
        before = book.earlier(place, against)
        change = (
            change_words(figure, before, than_words(place.period, against), LocaleFormats("vi"))
            if language() == "vi" and FigureState.BLANK not in (figure.state, before.state)
            else ""
        )
        title = f"{_('Period before') if against is Against.LAST else _('Same period last year')} · {in_year_words(period)}"
        lines.append(EarlierValue(title=title, value=shown(before) or state_words(before), change=change))
    return tuple(lines)


def definition_lines(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """What a figure means, as headings and words; what the pack does not say is left out."""
    kinds = {
        Accumulation.FLOW: _("number of the period; months add up"),
        Accumulation.STOCK: _("number at the end of the period; the last one counts"),
        Accumulation.MONTHLY: _("number of one month; months are never added up"),
        Accumulation.RATIO: _("share, computed anew from its parts"),
        Accumulation.FACT: _("text or day, no number"),
    }
    said = language()
    lines = (
        (_("Group"), indicator.group.said_in(said)),
        (_("Unit of count"), indicator.unit.said_in(said)),
        (_("Kind of number"), kinds[indicator.accumulation]),
        (_("Formula"), indicator.definition),
        (_("Definition"), indicator.source),
    )
    return tuple((heading, words) for heading, words in lines if words)

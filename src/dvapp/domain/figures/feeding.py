"""What one record adds to which figures, as its kind's feeds tell."""

from decimal import Decimal

from dvapp.domain.codes import FieldCode, IndicatorCode, UnitCode
from dvapp.domain.expressions import add
from dvapp.domain.figures.indicators import Indicator
from dvapp.domain.figures.settling import Recorded
from dvapp.domain.packs import Pack
from dvapp.domain.places.units import Level
from dvapp.domain.recording.kinds import Feed, FeedForm
from dvapp.domain.recording.records import Record, rows_of
from dvapp.domain.values import Amount, NotApplicable, Row


def contributions(record: Record, pack: Pack, level: Level) -> tuple[tuple[Indicator, Amount], ...]:
    """What one record adds to which figures of a board of that level, for the line under its form."""
    found: dict[IndicatorCode, Amount] = {}
    for feed in record.kind.feeds:
        if any(record.values.get(field) != wanted for field, wanted in feed.when.items()):
            continue
        value = _added(record, feed)
        if value is not None and not isinstance(value, NotApplicable):
            found[feed.indicator] = add(found.get(feed.indicator, 0), value)
    named = ((pack.indicators[code], value) for code, value in found.items())
    return tuple((indicator, value) for indicator, value in named if level in indicator.levels)


def _added(record: Record, feed: Feed) -> Amount:
    match feed.form:
        case FeedForm.COUNT:
            return 1
        case FeedForm.SUM | FeedForm.LATEST | FeedForm.OPENING | FeedForm.TYPED:
            return sum_in(record, feed)
        case FeedForm.DISTINCT_UNITS:
            value = record.values.get(source_field(feed))
            return len(value) if isinstance(value, tuple) else None
        case FeedForm.EARLIEST_DAY | FeedForm.LATEST_TEXT:
            return None


def chosen(form: FeedForm | None, recorded: list[Recorded]) -> list[Recorded]:
    """Of what counts in a period, what makes the figure."""
    match form:
        case FeedForm.LATEST:
            # A stock holds until another one is written down.
            known = [one for one in recorded if one.value is not None]
            return _first_of_units(known or recorded, backwards=True)
        case FeedForm.OPENING:
            return _first_of_units(recorded)
        case _:
            return recorded


def _first_of_units(recorded: list[Recorded], *, backwards: bool = False) -> list[Recorded]:
    """Of each unit the first record, or the last: numbers of one unit at two times are never added up."""
    found: dict[UnitCode, Recorded] = {}
    ordered = sorted(recorded, key=lambda one: (one.days.until, one.days.since))
    for one in reversed(ordered) if backwards else ordered:
        found.setdefault(one.unit, one)
    return list(found.values())


def sum_in(record: Record, feed: Feed) -> Amount:
    """The number that a feed takes from a record; of a table the sum of its rows, blank as soon as one is."""
    value = record.values.get(source_field(feed))
    if type(value) is int and feed.column is None:  # by far the most
        return value
    if feed.column is None:
        return value if isinstance(value, int | Decimal | NotApplicable) else None
    cells = [row.get(feed.column) for row in rows_of(value) if not feed.rows or _meant(row, feed)]
    if not cells or None in cells:
        return None
    total: Amount = NotApplicable.NOT_APPLICABLE
    for cell in cells:
        if isinstance(cell, int | Decimal):
            total = cell if isinstance(total, NotApplicable) else add(total, cell)
    return total


def _meant(row: Row, feed: Feed) -> bool:
    return all(row.get(column) == wanted for column, wanted in feed.rows.items())


def source_field(feed: Feed) -> FieldCode:
    """The field that a feed comes from."""
    assert feed.field is not None, "packs are checked: only counts and days have no field"
    return feed.field

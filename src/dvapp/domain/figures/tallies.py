"""Tallies: what the records of one kind, unit and stretch of days add to each figure.

A figure of a year is made of some hundred tallies, however many records there are; when a record changes, its tally alone
is made anew. A stretch is a piece of a month within which it makes no difference to any period on which day something
was: periods are made of whole months, by calendar or from the day on which figures close to the next. What took longer
stands by its own days. So a period counts all records of a tally or none of them, and asks with the stretch for all.
"""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dvapp.domain.calendar.periods import month_end
from dvapp.domain.codes import FieldCode, IndicatorCode, KindCode, RecordId, UnitCode
from dvapp.domain.expressions import add
from dvapp.domain.figures.feeding import source_field, sum_in
from dvapp.domain.figures.record_ids import NONE, Packed, packed
from dvapp.domain.figures.settling import Recorded
from dvapp.domain.packs import Pack
from dvapp.domain.recording.kinds import Feed, FeedForm, RecordKind
from dvapp.domain.recording.records import Record
from dvapp.domain.values import Amount, DateSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the records of a tally say for one figure; of the members those that its form needs.

    :param recorded: numbers, added up; of LATEST the last that is known and the last that is blank, of OPENING the first.
    :param ids: where it is not numbers that count: the records that do.
    :param missing: of these, those that should say something and do not.
    :param since: the earliest day.
    :param text: the last text, its day and its record.
    :param named: the units that are named.
    """

    recorded: tuple[Recorded, ...] = ()
    ids: Packed = NONE
    missing: Packed = NONE
    since: date | None = None
    text: tuple[date, str, RecordId] | None = None
    named: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What the records of one kind, unit and stretch of days add.

    :param ids: all these records, in order of writing, whether they count anywhere or not.
    :param said: by figure; figures for which no record counts are left out.
    """

    kind: KindCode
    unit: UnitCode
    days: DateSpan
    ids: Packed
    said: Mapping[IndicatorCode, Said]


class Stretches:
    """Cuts days into stretches.

    :param closings: days of the month on which figures close, apart from the month's own end.
    """

    def __init__(self, closings: Iterable[int]) -> None:
        self.closings = frozenset(closings)
        self._starts = sorted({1, *(day + 1 for day in self.closings)})
        self._known: dict[tuple[date, date], DateSpan] = {}

    def of(self, happened: DateSpan) -> DateSpan:
        """The stretch in which all of these days lie, or else these days."""
        key = (happened.since, happened.until)
        if key not in self._known:
            self._known[key] = self._found(happened)
        return self._known[key]

    def _found(self, happened: DateSpan) -> DateSpan:
        day = happened.since
        end = month_end(day)
        since = max(start for start in self._starts if start <= day.day)
        later = [start for start in self._starts if start > since]
        until = min(end, day.replace(day=1) + timedelta(days=later[0] - 2)) if later else end
        stretch = DateSpan(since=day.replace(day=since), until=until)
        return stretch if happened.until <= until else happened


@dataclass(frozen=True, slots=True, kw_only=True)
class FedFigure:
    """A figure that a kind feeds: the form in which all records make it, and the feeds of this kind."""

    code: IndicatorCode
    form: FeedForm
    feeds: tuple[Feed, ...]


def fed_figures(pack: Pack) -> Mapping[KindCode, tuple[FedFigure, ...]]:
    """What the records of each kind make. Where feeds differ in form the first decides; typed numbers are no feeds here."""
    forms: dict[IndicatorCode, FeedForm] = {}
    found: dict[KindCode, dict[IndicatorCode, list[Feed]]] = {}
    for kind in pack.kinds.values():
        of_kind = found.setdefault(kind.code, {})
        for feed in kind.feeds:
            if feed.form is not FeedForm.TYPED:
                forms.setdefault(feed.indicator, feed.form)
                of_kind.setdefault(feed.indicator, []).append(feed)
    return {
        kind: tuple(
            FedFigure(code=code, form=forms[code], feeds=tuple(feeds)) for code, feeds in of_kind.items()
        )
        for kind, of_kind in found.items()
    }


class Tallying:
    """Takes records one after another, in order of writing, and makes tallies of them. It keeps none of them."""

    def __init__(self, fed: Mapping[KindCode, tuple[FedFigure, ...]], stretches: Stretches) -> None:
        self._fed = fed
        self._stretches = stretches
        self._open: dict[tuple[KindCode, UnitCode, DateSpan], _Open] = {}

    def add(self, record: Record) -> None:
        """Take a record, which is valid."""
        key = (record.kind.code, record.unit, self._stretches.of(record.happened))
        found = self._open.get(key)
        if found is None:
            found = self._open[key] = _Open(record.kind, self._fed.get(record.kind.code, ()))
        found.add(record)

    def done(self) -> tuple[Tally, ...]:
        """The tallies of all that were taken."""
        return tuple(found.tally(*key) for key, found in self._open.items())


class _Open:
    """A tally in the making."""

    __slots__ = ("by_month", "codes", "figures", "ids")

    def __init__(self, kind: RecordKind, fed: tuple[FedFigure, ...]) -> None:
        self.by_month = kind.by_month
        self.ids: list[RecordId] = []
        self.figures = [(figure.feeds, _GATHERED[figure.form]()) for figure in fed]
        self.codes = [figure.code for figure in fed]

    def add(self, record: Record) -> None:
        place = len(self.ids)
        self.ids.append(record.id)
        for feeds, gathered in self.figures:
            for feed in feeds:
                if not feed.when or _meant(record, feed.when):
                    gathered.add(place, record, feed)

    def tally(self, kind: KindCode, unit: UnitCode, days: DateSpan) -> Tally:
        whole = packed(self.ids)
        frame = _Frame(ids=self.ids, whole=whole, unit=unit, days=days, by_month=self.by_month)
        both = zip(self.codes, self.figures, strict=True)
        said = {code: gathered.said(frame) for code, (_feeds, gathered) in both if gathered.anything}
        return Tally(kind=kind, unit=unit, days=days, ids=whole, said=said)


def _meant(record: Record, when: Mapping[FieldCode, str]) -> bool:
    values = record.values
    for field, wanted in when.items():  # noqa: SIM110  # a generator would be made for every feed of every record
        if values.get(field) != wanted:
            return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """The tally that something was gathered for."""

    ids: list[RecordId]
    whole: Packed
    unit: UnitCode
    days: DateSpan
    by_month: bool

    def packed(self, places: "array[int]") -> Packed:
        """The ids at these places, which are in order, each once; the tally's own where they are all."""
        return self.whole if len(places) == len(self.ids) else packed([self.ids[place] for place in places])

    def recorded(self, value: Amount, *, known: Packed, missing: Packed = NONE) -> Recorded:
        """Numbers of this tally, added up."""
        return self._recorded(value, known, missing, self.days)

    def picked(self, days: DateSpan, place: int, value: Amount) -> Recorded:
        """The number of one of its records, which has days of its own."""
        id_ = packed((self.ids[place],))
        known, missing = (NONE, id_) if value is None else (id_, NONE)
        return self._recorded(value, known, missing, days)

    def _recorded(self, value: Amount, known: Packed, missing: Packed, days: DateSpan) -> Recorded:
        return Recorded(
            known=known, missing=missing, unit=self.unit, days=days, value=value, by_month=self.by_month
        )


class _Gathered:
    """What is gathered for one figure. ``places``: of the records that count, among those of the tally, each once."""

    __slots__ = ("places",)

    def __init__(self) -> None:
        self.places = array("I")

    @property
    def anything(self) -> bool:
        """Whether any record counts."""
        return bool(self.places)

    def add(self, place: int, record: Record, feed: Feed) -> None:
        """Take what a record says through a feed; records come in order of their places."""
        _note(self.places, place)

    def said(self, frame: _Frame) -> Said:
        """What all of them say."""
        return Said(ids=frame.packed(self.places))


class _Counted(_Gathered):
    """COUNT: each record once."""

    __slots__ = ()

    def said(self, frame: _Frame) -> Said:
        return Said(recorded=(frame.recorded(len(self.places), known=frame.packed(self.places)),))


class _Summed(_Gathered):
    """SUM: what is known added up; ``blank``: places of the records that say nothing through one of the feeds."""

    __slots__ = ("blank", "total")

    def __init__(self) -> None:
        super().__init__()
        self.blank = array("I")
        self.total: Amount = None

    @property
    def anything(self) -> bool:
        return bool(self.places or self.blank)

    def add(self, place: int, record: Record, feed: Feed) -> None:
        value = number_in(record, feed)
        if value is None:
            _note(self.blank, place)
        else:
            _note(self.places, place)
            total = self.total
            if type(total) is int and type(value) is int:
                self.total = total + value
            else:
                self.total = value if total is None else add(total, value)

    def said(self, frame: _Frame) -> Said:
        known, missing = frame.packed(self.places), frame.packed(self.blank)
        return Said(recorded=(frame.recorded(self.total, known=known, missing=missing),))


_Pick = tuple[DateSpan, int, Amount]


class _Picked(_Gathered):
    """LATEST: the last record that says a number, and the last that says none in case that all do."""

    __slots__ = ("blank", "known")

    def __init__(self) -> None:
        super().__init__()
        self.known: _Pick | None = None
        self.blank: _Pick | None = None

    @property
    def anything(self) -> bool:
        return self.known is not None or self.blank is not None

    def add(self, place: int, record: Record, feed: Feed) -> None:
        one = (record.happened, place, number_in(record, feed))
        if one[2] is None:
            self.blank = one if self.blank is None or _order(one) >= _order(self.blank) else self.blank
        else:
            self.known = one if self.known is None or _order(one) >= _order(self.known) else self.known

    def said(self, frame: _Frame) -> Said:
        picks = [one for one in (self.blank, self.known) if one is not None]
        return Said(recorded=tuple(frame.picked(*one) for one in picks))


class _First(_Gathered):
    """OPENING: the first record, whether it says a number or not."""

    __slots__ = ("first",)

    def __init__(self) -> None:
        super().__init__()
        self.first: _Pick | None = None

    @property
    def anything(self) -> bool:
        return self.first is not None

    def add(self, place: int, record: Record, feed: Feed) -> None:
        one = (record.happened, place, number_in(record, feed))
        self.first = one if self.first is None or _order(one) < _order(self.first) else self.first

    def said(self, frame: _Frame) -> Said:
        return Said(recorded=(frame.picked(*self.first),) if self.first is not None else ())


class _Day(_Gathered):
    """EARLIEST_DAY."""

    __slots__ = ("since",)

    def __init__(self) -> None:
        super().__init__()
        self.since: date | None = None

    def add(self, place: int, record: Record, feed: Feed) -> None:
        _note(self.places, place)
        since = record.happened.since
        self.since = since if self.since is None else min(self.since, since)

    def said(self, frame: _Frame) -> Said:
        return Said(ids=frame.packed(self.places), since=self.since)


class _Text(_Gathered):
    """LATEST_TEXT: the text with the last day; of two with the same the later written."""

    __slots__ = ("last",)

    def __init__(self) -> None:
        super().__init__()
        self.last: tuple[date, str, RecordId] | None = None

    def add(self, place: int, record: Record, feed: Feed) -> None:
        _note(self.places, place)
        value = record.values.get(source_field(feed))
        if isinstance(value, str) and (self.last is None or self.last[0] <= record.happened.until):
            self.last = (record.happened.until, value, record.id)

    def said(self, frame: _Frame) -> Said:
        return Said(ids=frame.packed(self.places), text=self.last)


class _Named(_Gathered):
    """DISTINCT_UNITS: which units are named, and which records name none although they should."""

    __slots__ = ("blank", "named")

    def __init__(self) -> None:
        super().__init__()
        self.blank = array("I")
        self.named: set[str] = set()

    def add(self, place: int, record: Record, feed: Feed) -> None:
        _note(self.places, place)
        value = record.values.get(source_field(feed))
        if isinstance(value, tuple):
            self.named.update(unit for unit in value if isinstance(unit, str))
        elif value is None:
            _note(self.blank, place)

    def said(self, frame: _Frame) -> Said:
        missing = frame.packed(self.blank)
        return Said(ids=frame.packed(self.places), missing=missing, named=frozenset(self.named))


_GATHERED: Mapping[FeedForm, type[_Gathered]] = {
    FeedForm.COUNT: _Counted,
    FeedForm.SUM: _Summed,
    FeedForm.LATEST: _Picked,
    FeedForm.OPENING: _First,
    FeedForm.EARLIEST_DAY: _Day,
    FeedForm.LATEST_TEXT: _Text,
    FeedForm.DISTINCT_UNITS: _Named,
}


def _note(places: "array[int]", place: int) -> None:
    """Remember a record once, however many feeds it says something through."""
    if not places or places[-1] != place:
        places.append(place)


def number_in(record: Record, feed: Feed) -> Amount:
    """The number that a record adds through a feed; each counts as one where records are counted."""
    return 1 if feed.form is FeedForm.COUNT else sum_in(record, feed)


def _order(pick: _Pick) -> tuple[date, date]:
    return pick[0].until, pick[0].since

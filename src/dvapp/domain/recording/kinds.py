"""Record kinds, as a template pack defines them: fields, checks, and the figures they feed.

A kind is data. Forms, lists, import, export and figures work from the definition; there is no class per kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from datetime import date, timedelta
from enum import Enum

from dvapp.domain.codes import FieldCode, IndicatorCode, KindCode
from dvapp.domain.validity import Validity
from dvapp.domain.words import Wording


class FieldType(Enum):
    """What a field holds. ``UNITS`` is a set of unit codes, ``TABLE`` rows of the field's columns."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    DATE = "date"
    MONTH = "month"
    UNITS = "units"
    TABLE = "table"

    @property
    def numeric(self) -> bool:
        """Whether it counts something."""
        return self in {FieldType.INTEGER, FieldType.DECIMAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer of a choice field.

    :param label: what it is called at last.
    :param dated: what it was called on some days, where that was otherwise; ``None``: it was no answer then.
    :param outside: what it is called on all other days; ``None``: it is no answer then. Nothing ``dated``: the label.
    """

    code: str
    label: Wording
    dated: tuple[tuple[Validity, Wording | None], ...] = ()
    outside: Wording | None = None

    def given_on(self, day: date) -> bool:
        """Whether it is an answer on a day."""
        return self._on(day) is not None

    def label_on(self, day: date) -> Wording:
        """What it is called on a day; when it is no answer then, what it is called at last."""
        return self._on(day) or self.label

    def given_within(self, since: date, until: date) -> bool:
        """Whether it is an answer on any of these days."""
        edges = [since, until]
        for days, _label in self.dated:
            edges += [days.since] if days.since else []
            edges += [days.until + timedelta(days=1)] if days.until and days.until < until else []
        return any(since <= day <= until and self.given_on(day) for day in edges)

    @property
    def labels(self) -> tuple[Wording, ...]:
        """Everything it was ever called, the last first."""
        said = (self.label, self.outside, *(label for _days, label in self.dated))
        return tuple(dict.fromkeys(label for label in said if label is not None))

    def _on(self, day: date) -> Wording | None:
        if not self.dated:
            return self.label
        return next((label for days, label in self.dated if days.holds(day)), self.outside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the form shows a field: a group's heading, a row in it, and a width in twelfths of the form."""

    group: str = ""
    row: int = 0
    span: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a kind, or one column of a table field.

    :param unit: what is counted ("lượt đơn vị"); empty for texts.
    :param minimum: smallest number allowed; counts have 0.
    :param max_length: longest text, in characters.
    :param may_not_apply: whether "không áp dụng" is an answer.
    :param shown: an expression over other fields, shown read-only and never stored (pending = found - handled).
    :param columns: for tables only.
    :param editable: for choices only: whether boards may add, rename and end answers.
    :param of_indicators: for choices only: the answers are the figures that can be typed, whichever the pack has.
    """

    code: FieldCode
    type: FieldType
    label: Wording
    help: Wording = Wording("")
    unit: Wording = Wording("")
    required: bool = False
    minimum: int | None = None
    maximum: int | None = None
    max_length: int = 2000
    may_not_apply: bool = False
    choices: tuple[Choice, ...] = ()
    columns: tuple["Field", ...] = ()
    shown: str = ""
    place: Place = Place()
    editable: bool = False
    of_indicators: bool = False
    needed: frozenset[FieldCode] = made(init=False, repr=False, compare=False)
    """Of a table: its required columns."""
    _by_code: Mapping[str, Choice] = made(init=False, repr=False, compare=False)
    _columns: Mapping[str, "Field"] = made(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Asked for by every row of every record; of two with one code the first counts.
        object.__setattr__(self, "_by_code", {c.code: c for c in reversed(self.choices)})
        object.__setattr__(self, "_columns", {c.code: c for c in reversed(self.columns)})
        object.__setattr__(self, "needed", frozenset(c.code for c in self.columns if c.required))

    def choice(self, code: object) -> Choice | None:
        """The choice with that code, or ``None``."""
        return self._by_code.get(code) if isinstance(code, str) else None

    def column(self, code: str) -> "Field | None":
        """The column with that code, or ``None``."""
        return self._columns.get(code)

    def given(self, code: object, day: date) -> bool:
        """Whether a code is an answer on a day."""
        choice = self.choice(code)
        return choice is not None and choice.given_on(day)

    def given_within(self, since: date, until: date) -> tuple[Choice, ...]:
        """The choices that are answers on any of these days."""
        return tuple(c for c in self.choices if c.given_within(since, until))

    def within(self, since: date, until: date) -> "Field":
        """The field as it is on these days: with the answers given then, called as they were on the last."""
        if not any(choice.dated for choice in self.choices) and not self.columns:
            return self
        given = self.given_within(since, until)
        choices = tuple(replace(c, label=c.label_on(until)) if c.dated else c for c in given)
        return replace(self, choices=choices, columns=tuple(c.within(since, until) for c in self.columns))


class CheckForm(Enum):
    """How a check is written in the pack."""

    SUM = "sum"
    AT_MOST = "at_most"
    EXPRESSION = "expression"
    UNIQUE = "unique"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A condition between fields of one record; it holds when any number it needs is blank.

    ``SUM``: the ``parts`` add up to ``total``. ``AT_MOST``: ``parts[0]`` ≤ ``total``. ``EXPRESSION``: ``must`` is true,
    else ``message`` is said (placeholders ``{field}``). ``field`` is where the form shows the fault.
    ``UNIQUE``: no two rows of ``table`` have the same ``parts``, capitals and spaces apart.
    ``table``: the check is made in every row of that table field.
    """

    code: str
    form: CheckForm
    field: FieldCode
    parts: tuple[FieldCode, ...] = ()
    total: FieldCode | None = None
    must: str = ""
    message: Wording = Wording("")
    table: FieldCode | None = None


class FeedForm(Enum):
    """How the records of a kind make a figure.

    ``LATEST``: the number in the last record of each unit (stocks). ``OPENING``: that in its first record of the period
    (what was carried over). ``TYPED``: a number that a unit gave for a whole period (domain/figures/unit_figures.py).
    """

    SUM = "sum"
    LATEST = "latest"
    OPENING = "opening"
    COUNT = "count"
    DISTINCT_UNITS = "distinct_units"
    EARLIEST_DAY = "earliest_day"
    LATEST_TEXT = "latest_text"
    TYPED = "typed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One way from records to a figure.

    :param field: the field summed, united or quoted; ``None`` for counts and days.
    :param column: the column to sum when ``field`` is a table.
    :param when: field values that a record must have to count here.
    :param rows: of a table, only rows whose columns have these values.
    """

    indicator: IndicatorCode
    form: FeedForm
    field: FieldCode | None = None
    column: FieldCode | None = None
    when: Mapping[FieldCode, str] = made(default_factory=dict)
    rows: Mapping[FieldCode, str] = made(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceWish:
    """What a kind says of files attached to its records.

    :param help: which papers or pictures belong here, and which do not.
    :param wished: a record without any is hinted at; that is never a fault.
    """

    help: Wording
    wished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind:
    """What one kind of record looks like and what it adds to.

    :param icon: name of an icon in ``resources/icons``.
    :param happened: how the form names the day or days of the record.
    :param summary: the field whose value stands for the record in lists.
    :param listed: the fields that the list shows as columns.
    :param groups: group code to heading, in the order of the form.
    :param example: a filled record in plain JSON form that passes every check.
    :param evidence: what is said of attached files; ``None``: nothing, and files may be attached all the same.
    """

    code: KindCode
    name: Wording
    plural: Wording
    icon: str
    help: Wording
    happened: Wording
    fields: tuple[Field, ...]
    checks: tuple[Check, ...]
    feeds: tuple[Feed, ...]
    groups: Mapping[str, Wording]
    summary: FieldCode
    listed: tuple[FieldCode, ...]
    example: Mapping[str, object]
    evidence: EvidenceWish | None = None
    codes: frozenset[FieldCode] = made(init=False, repr=False, compare=False)
    """The codes of its fields."""
    required: frozenset[FieldCode] = made(init=False, repr=False, compare=False)
    """The codes of those that must be answered."""
    by_month: bool = made(init=False, repr=False, compare=False)
    """Whether its records stand for whole months, as its example does ("2018-07")."""
    by_period: bool = made(init=False, repr=False, compare=False)
    """Whether its records stand for whole reporting periods: it holds typed figures."""
    _by_code: Mapping[str, Field] = made(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Asked for by every value of every record; of two with one code the first counts.
        object.__setattr__(self, "_by_code", {f.code: f for f in reversed(self.fields)})
        object.__setattr__(self, "codes", frozenset(f.code for f in self.fields))
        object.__setattr__(self, "required", frozenset(f.code for f in self.fields if f.required))
        happened = self.example.get("happened")
        by_month = isinstance(happened, str) and len(happened) == len("2018-07")
        object.__setattr__(self, "by_month", by_month)
        object.__setattr__(self, "by_period", any(feed.form is FeedForm.TYPED for feed in self.feeds))

    def field(self, code: str) -> Field | None:
        """The field with that code, or ``None``."""
        return self._by_code.get(code)

    def within(self, since: date, until: date) -> "RecordKind":
        """The kind as its answers are on these days."""
        return replace(self, fields=tuple(field.within(since, until) for field in self.fields))

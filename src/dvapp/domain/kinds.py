"""Record kinds, as a template pack defines them: fields, checks, and the figures they feed.

A kind is data. Forms, lists, import, export and figures work from the definition; there is no class per kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from enum import Enum

from dvapp.domain.codes import FieldCode, IndicatorCode, KindCode
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
    """One answer of a choice field."""

    code: str
    label: Wording


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

    def choice(self, code: object) -> Choice | None:
        """The choice with that code, or ``None``."""
        return next((c for c in self.choices if c.code == code), None)


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
    (what was carried over).
    """

    SUM = "sum"
    LATEST = "latest"
    OPENING = "opening"
    COUNT = "count"
    DISTINCT_UNITS = "distinct_units"
    EARLIEST_DAY = "earliest_day"
    LATEST_TEXT = "latest_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One way from records to a figure.

    :param field: the field summed, united or quoted; ``None`` for counts and days.
    :param column: the column to sum when ``field`` is a table.
    :param when: field values that a record must have to count here.
    """

    indicator: IndicatorCode
    form: FeedForm
    field: FieldCode | None = None
    column: FieldCode | None = None
    when: Mapping[FieldCode, str] = made(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind:
    """What one kind of record looks like and what it adds to.

    :param icon: name of an icon in ``resources/icons``.
    :param happened: how the form names the day or days of the record.
    :param summary: the field whose value stands for the record in lists.
    :param listed: the fields that the list shows as columns.
    :param groups: group code to heading, in the order of the form.
    :param example: a filled record in plain JSON form that passes every check.
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

    def field(self, code: str) -> Field | None:
        """The field with that code, or ``None``."""
        return next((f for f in self.fields if f.code == code), None)

    @property
    def by_month(self) -> bool:
        """Whether its records stand for whole months, as its example does ("2018-07")."""
        happened = self.example.get("happened")
        return isinstance(happened, str) and len(happened) == len("2018-07")

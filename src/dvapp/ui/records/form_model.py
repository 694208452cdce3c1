"""What stands in a record's form and what it means: texts to values, faults, computed fields. Knows no widget."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import cast

from dvapp.domain.calendar.periods import period_of
from dvapp.domain.codes import FieldCode, RecordId, UnitCode
from dvapp.domain.figures.feeding import contributions
from dvapp.domain.figures.indicators import Indicator
from dvapp.domain.packs import Pack
from dvapp.domain.places.units import Level
from dvapp.domain.recording.kinds import Field, FieldType, RecordKind
from dvapp.domain.recording.records import Fault, Record, check, shown_value
from dvapp.domain.values import NOT_APPLICABLE as APPLIES_NOT
from dvapp.domain.values import Amount, DateSpan, NotApplicable, Value
from dvapp.host.formats import LocaleFormats, NotADay, NotANumber
from dvapp.ui.records.form_texts import (
    LANGUAGE,
    NOT_APPLICABLE,
    SINCE,
    UNIT,
    UNTIL,
    Texts,
    cleaned,
    rewritten,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the texts mean now. ``record`` is there exactly when ``faults`` is empty."""

    values: Mapping[FieldCode, object]
    span: DateSpan | None
    faults: tuple[Fault, ...]
    record: Record | None


class FormModel:
    """One record or draft in its form.

    :param texts: as kept in a draft or made by :mod:`~dvapp.ui.records.form_texts`.
    :param fresh: a new record: a blank required field is only named once it was visited.
    """

    def __init__(
        self,
        kind: RecordKind,
        *,
        record_id: RecordId,
        texts: Mapping[str, object],
        language: str,
        fresh: bool = False,
    ) -> None:
        self.kind = kind
        self.record_id = record_id
        self.texts: Texts = rewritten(kind, texts, language)
        self.fresh = fresh
        self._start = dict(self.texts)
        self._visited: set[str] = set()
        self._formats = LocaleFormats(language)
        self._reading: Reading | None = None
        self.noticed: Callable[[Texts, Texts], object] = lambda _before, _after: None
        """Hears of every change: what stood in the places concerned, and what stands there now; blank is ``""``."""

    # --- texts -------------------------------------------------------------------------------------------------------

    def text(self, code: str) -> str:
        """What stands in a control; ``""`` when blank."""
        value = self.texts.get(code, "")
        return value if isinstance(value, str) else ""

    def put(self, code: str, text: object) -> None:
        """A control changed: a text, a list of unit codes, or a table's rows."""
        self.put_all({code: text})

    def put_all(self, texts: Mapping[str, object]) -> None:
        """Several controls changed as one."""
        new = {code: cleaned(text) or "" for code, text in texts.items()}
        before = {code: self.texts.get(code, "") for code in new if new[code] != self.texts.get(code, "")}
        if not before:
            return
        new = {code: new[code] for code in before}
        for code, text in new.items():
            if text:
                self.texts[code] = text
            else:
                self.texts.pop(code, None)
            self._visited.add(code)
        self._reading = None
        self.noticed(before, new)

    def take(self, texts: Mapping[str, object]) -> None:
        """Show what the store has in place of what stood here: nothing of it is the user's change."""
        self.texts = rewritten(self.kind, texts, self.language)
        self._start = dict(self.texts)
        self._reading = None

    def refused(self, faults: tuple[Fault, ...]) -> None:
        """The store does not take the record for these reasons, which it alone can see; until the next change."""
        self._reading = replace(self.reading(), faults=faults, record=None)

    def visit(self, code: str) -> bool:
        """The user has been in a field; True when that is news."""
        news = code not in self._visited
        self._visited.add(code)
        return news

    def visit_all(self) -> None:
        """Name every blank required field from now on."""
        self.fresh = False

    def codes(self, code: str) -> list[str]:
        """The unit codes of a units field."""
        value = self.texts.get(code)
        return [str(v) for v in value] if isinstance(value, list) else []

    def rows(self, code: str) -> list[dict[str, str]]:
        """The rows of a table field, as typed."""
        value = self.texts.get(code)
        return [dict(row) for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []

    @property
    def language(self) -> str:
        """The language in which its numbers are written."""
        return str(self.texts[LANGUAGE])

    def speak(self, language: str) -> None:
        """Write numbers as another language does."""
        self.texts = rewritten(self.kind, self.texts, language)
        self._start = rewritten(self.kind, self._start, language)
        self._formats = LocaleFormats(language)
        self._reading = None

    @property
    def changed(self) -> bool:
        """Whether anything differs from what the form began with."""
        return self.texts != self._start

    def kept(self) -> None:
        """What stands here now is in the store."""
        self._start = dict(self.texts)

    # --- meaning -----------------------------------------------------------------------------------------------------

    def reading(self) -> Reading:
        """Values, faults and, when there is none, the record."""
        if self._reading is None:
            self._reading = self._read()
        return self._reading

    def _read(self) -> Reading:
        values: dict[FieldCode, object] = {}
        rows_kept: dict[str, list[int]] = {}
        for definition in self.kind.fields:
            if definition.shown:
                continue
            if definition.type is FieldType.TABLE:
                value, rows_kept[definition.code] = self._table(definition)
            else:
                value = self._value(definition, self.texts.get(definition.code))
            if value is not None:
                values[definition.code] = value
        span, frame = self._span()
        inner = (self._renamed(f, rows_kept) for f in check(self.kind, values))
        faults = (*frame, *inner)
        record = self._record(values, span) if not faults and span is not None else None
        return Reading(values=values, span=span, faults=faults, record=record)

    def _record(self, values: Mapping[FieldCode, object], span: DateSpan) -> Record:
        typed = cast("Mapping[FieldCode, Value]", values)  # the checks passed: these are values
        unit = UnitCode(self.text(UNIT))
        return Record(id=self.record_id, kind=self.kind, unit=unit, happened=span, values=typed)

    def _value(self, definition: Field, text: object) -> object:
        if isinstance(text, list):
            return tuple(text) or None
        if not isinstance(text, str) or not text.strip():
            return None
        typed = text.strip()
        if typed == NOT_APPLICABLE:
            return APPLIES_NOT
        match definition.type:
            case FieldType.INTEGER | FieldType.DECIMAL:
                return self._number(definition, typed)
            case FieldType.DATE:
                return self._day(typed)
            case FieldType.MONTH:
                return self._month(typed)
            case _:
                return typed

    def _number(self, definition: Field, typed: str) -> object:
        try:
            number = self._formats.read_number(typed)
        except NotANumber:
            return typed  # the checks name what stands there
        if number == number.to_integral_value():
            return int(number)
        return number if definition.type is FieldType.DECIMAL else typed

    def _day(self, typed: str) -> object:
        try:
            return self._formats.read_day(typed)
        except NotADay:
            return typed

    def _month(self, typed: str) -> object:
        try:
            return self._formats.read_month(typed)
        except NotADay:
            return typed

    def _table(self, definition: Field) -> tuple[object, list[int]]:
        """Rows with something in them, and where they stand on the screen."""
        values: list[dict[str, object]] = []
        places: list[int] = []
        for place, row in enumerate(self.rows(definition.code)):
            if any(text.strip() for text in row.values()):
                values.append(self._cells(definition, row))
                places.append(place)
        return tuple(values) or None, places

    def _cells(self, definition: Field, row: Mapping[str, str]) -> dict[str, object]:
        read = {str(c.code): self._value(c, row.get(c.code)) for c in definition.columns if not c.shown}
        return {code: value for code, value in read.items() if value is not None}

    def _span(self) -> tuple[DateSpan | None, tuple[Fault, ...]]:
        since = self._day(self.text(SINCE).strip() or "")
        until = self._day(self.text(UNTIL).strip()) if self.text(UNTIL).strip() else since
        if not self.text(SINCE).strip():
            return None, (Fault(field="happened", code="required"),)
        for day in (since, until):
            if not isinstance(day, date):
                return None, (Fault(field="happened", code="not_a_date", details={"value": day}),)
        assert isinstance(since, date)
        assert isinstance(until, date)
        if until < since:
            return None, (Fault(field="happened", code="ends_before_it_begins"),)
        span = DateSpan(since=since, until=until)
        if self.kind.by_period and period_of(span) is None:
            said = f"{self.text(SINCE)} – {self.text(UNTIL)}"
            return None, (Fault(field="happened", code="not_a_period", details={"value": said}),)
        return span, ()

    def _renamed(self, fault: Fault, rows_kept: Mapping[str, list[int]]) -> Fault:
        """The fault at the row as the screen counts it, in the words of its field's type."""
        head, bracket, rest = fault.field.partition("[")
        definition = self.kind.field(head)
        if bracket:
            number, _, column = rest.partition("].")
            place = rows_kept[head][int(number)]
            fault = replace(fault, field=f"{head}[{place}].{column}")
            columns = definition.columns if definition else ()
            definition = next((c for c in columns if c.code == column), None)
        code = {
            ("not_a_whole_number", FieldType.DECIMAL): "not_a_number",
            ("not_a_date", FieldType.MONTH): "not_a_month",
        }.get((fault.code, definition.type if definition else FieldType.TEXT), fault.code)
        return replace(fault, code=code)

    def seen_faults(self) -> tuple[Fault, ...]:
        """The faults to name now: on a new record, blanks only where the user has been."""
        faults = self.reading().faults
        if not self.fresh:
            return faults
        return tuple(f for f in faults if f.code != "required" or f.field.partition("[")[0] in self._visited)

    # --- computed ----------------------------------------------------------------------------------------------------

    def shown(self, definition: Field) -> str:
        """A computed field's text; ``""`` while a part is blank."""
        return self._write(shown_value(definition, self.reading().values))

    def shown_cell(self, table: Field, column: Field, row: int) -> str:
        """A computed cell's text."""
        rows = self.rows(table.code)
        cells = self._cells(table, rows[row]) if row < len(rows) else {}
        return self._write(shown_value(column, {FieldCode(code): value for code, value in cells.items()}))

    def total(self, table: Field, column: Field) -> str:
        """The sum under a table's column; ``""`` while no row has a number there, "…" while one lacks it."""
        if not column.type.numeric:
            return ""
        rows = [row for row in self.rows(table.code) if any(t.strip() for t in row.values())]
        cells = [self._value(column, row.get(column.code)) for row in rows]
        numbers = [cell for cell in cells if isinstance(cell, int | Decimal)]
        if not numbers:
            return ""
        whole = all(isinstance(cell, int | Decimal | NotApplicable) for cell in cells)
        return self._formats.number(sum(numbers)) if whole else "…"

    def _write(self, value: object) -> str:
        if isinstance(value, NotApplicable) or value is None:
            return ""
        return self._formats.number(value)

    def added(self, pack: Pack, level: Level) -> tuple[tuple[Indicator, Amount], ...]:
        """What the record adds to which figures; nothing while it has faults."""
        record = self.reading().record
        return contributions(record, pack, level) if record is not None else ()

    def written(self, amount: Amount) -> str:
        """A contribution as the form shows it: "+2"."""
        return f"+{self._formats.number(amount)}"


def by_field(faults: Iterable[Fault]) -> dict[str, list[Fault]]:
    """Faults by the place they stand at, a table's cells apart."""
    found: dict[str, list[Fault]] = {}
    for fault in faults:
        found.setdefault(fault.field, []).append(fault)
    return found

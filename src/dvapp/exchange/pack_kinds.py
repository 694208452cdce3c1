"""What the schemas cannot say of a record kind: its names meet, its sums can be made, its example is right."""

import keyword
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from dvapp.domain.codes import IndicatorCode, RecordId, UnitCode
from dvapp.domain.expressions import FUNCTIONS
from dvapp.domain.figures.indicators import Accumulation, Indicator
from dvapp.domain.figures.unit_figures import typable
from dvapp.domain.recording.kinds import Check, CheckForm, Feed, FeedForm, Field, FieldType, RecordKind
from dvapp.domain.recording.plain import read_record
from dvapp.domain.recording.records import InvalidRecord
from dvapp.exchange.pack_rules import expression_faults
from dvapp.exchange.pack_typed import EVERY, typed_faults
from dvapp.exchange.pack_yaml import PackFault, PackFile, Spot
from dvapp.host.i18n import _

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NOBODY = UnitCode("example")
_STOCKS = (FeedForm.LATEST, FeedForm.OPENING)
_OF_NUMBERS = (FeedForm.SUM, *_STOCKS, FeedForm.TYPED)

Problem = tuple[Spot, str]
"""A place in the file and the reason."""


def kind_faults(
    file: PackFile,
    kind: RecordKind,
    *,
    indicators: Mapping[IndicatorCode, Indicator],
    icons: Collection[str],
    feeds: tuple[Feed, ...],
) -> list[PackFault]:
    """Everything wrong with a record kind that its schema cannot see, in the order of the file's parts.

    :param feeds: as the file has them, "every figure" not written out.
    """
    problems: list[Problem] = []
    if kind.icon not in icons:
        problems.append((("icon",), _("there is no icon “{icon}”").format(icon=kind.icon)))
    problems.extend(_fields(kind.fields, ("fields",), groups=kind.groups))
    for number, check in enumerate(kind.checks):
        problems.extend((("checks", number, *spot), reason) for spot, reason in _check(check, kind))
    for number, feed in enumerate(feeds):
        problems.extend((("feeds", number, *spot), reason) for spot, reason in _feed(feed, kind, indicators))
    problems.extend(_lists(kind))
    faults = [file.fault(reason, *spot) for spot, reason in problems]
    return faults or [file.fault(reason, *spot) for spot, reason in _example(kind)]


# --- fields ----------------------------------------------------------------------------------------------------------


def _fields(fields: tuple[Field, ...], spot: Spot, *, groups: Collection[str] | None) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, field in enumerate(fields):
        here = (*spot, number)
        if field.code in seen:
            yield (*here, "code"), _("the field “{code}” is defined twice").format(code=field.code)
        seen.add(field.code)
        if keyword.iskeyword(field.code) or field.code in FUNCTIONS:
            yield (*here, "code"), _("“{code}” cannot be the name of a field").format(code=field.code)
        yield from _field(field, fields, here)
        if groups is not None and field.place.group not in groups:
            yield (*here, "place", "group"), _("there is no group “{code}”").format(code=field.place.group)


def _field(field: Field, siblings: tuple[Field, ...], here: Spot) -> Iterator[Problem]:
    if (field.type is FieldType.CHOICE) != bool(field.choices):
        yield (*here, "choices"), _("fields of the type choice, and only they, have choices")
    if (field.type is FieldType.TABLE) != bool(field.columns):
        yield (*here, "columns"), _("fields of the type table, and only they, have columns")
    if (field.minimum is not None or field.maximum is not None) and not field.type.numeric:
        yield here, _("only numbers have a smallest or largest value")
    if field.editable and field.type is not FieldType.CHOICE:
        yield (*here, "editable"), _("only choices can be editable")
    codes = [choice.code for choice in field.choices]
    if len(set(codes)) != len(codes):
        yield (*here, "choices"), _("something is listed twice")
    if field.shown:
        names = {f.code for f in siblings if f.type.numeric and not f.shown}
        yield from (((*here, "shown"), reason) for reason in expression_faults(field.shown, names))
        if field.required or not field.type.numeric:
            yield (*here, "shown"), _("a computed field is a number and is never required")
    for number, column in enumerate(field.columns):
        if column.type in {FieldType.TABLE, FieldType.UNITS}:
            yield (
                (*here, "columns", number, "type"),
                _("a column cannot be of the type {type}").format(type=column.type.value),
            )
    yield from _fields(field.columns, (*here, "columns"), groups=None)


# --- checks ----------------------------------------------------------------------------------------------------------


def _check(check: Check, kind: RecordKind) -> Iterator[Problem]:
    fields: tuple[Field, ...] = kind.fields
    if check.table is not None:
        table = kind.field(check.table)
        if table is None or table.type is not FieldType.TABLE:
            yield ("table",), _("there is no table “{code}”").format(code=check.table)
            return
        fields = table.columns
    codes = {f.code for f in fields}
    if check.field not in codes:
        yield ("field",), _("there is no field “{code}”").format(code=check.field)
    if check.form is CheckForm.EXPRESSION:
        yield from _expression_check(check, fields)
        return
    if check.form is CheckForm.UNIQUE:
        if check.table is None or not check.parts:
            yield (), _("“unique” needs a table and the columns that make a row")
        for code in check.parts:
            if code not in codes:
                yield ("parts",), _("there is no field “{code}”").format(code=code)
        return
    numbers = {f.code for f in fields if f.type.numeric}
    wanted = 1 if check.form is CheckForm.AT_MOST else len(check.parts)
    if check.total is None or not check.parts or len(check.parts) != wanted:
        yield (), _("a sum needs parts and a total; “at most” needs one part and a total")
    for code in (*check.parts, *((check.total,) if check.total else ())):
        if code not in numbers:
            yield ("parts",), _("“{code}” is no field that counts something").format(code=code)


def _expression_check(check: Check, fields: tuple[Field, ...]) -> Iterator[Problem]:
    names = {f.code for f in fields if not f.shown}
    if not check.must or not check.message:
        yield (), _("a check by formula needs “must” and “message”")
        return
    yield from ((("must",), reason) for reason in expression_faults(check.must, names))
    for text in (check.message.vi, check.message.en):
        for name in _PLACEHOLDER.findall(text):
            if name not in names:
                yield ("message",), _("there is no field “{code}”").format(code=name)


# --- feeds -----------------------------------------------------------------------------------------------------------


def _feed(feed: Feed, kind: RecordKind, indicators: Mapping[IndicatorCode, Indicator]) -> Iterator[Problem]:
    indicator = indicators.get(feed.indicator)
    if feed.indicator == EVERY:
        pass
    elif indicator is None:
        yield ("indicator",), _("there is no figure {code}").format(code=feed.indicator)
    else:
        yield from ((("indicator",), reason) for reason in _target_faults(feed, indicator))
    yield from (((spot,), reason) for spot, reason in _source_faults(feed, kind))
    yield from (((spot,), reason) for spot, reason in typed_faults(feed, kind))
    for code, value in feed.when.items():
        field = kind.field(code)
        if field is None or field.type is not FieldType.CHOICE:
            yield ("when", code), _("there is no choice field “{code}”").format(code=code)
        elif field.choice(value) is None:
            yield ("when", code), _("“{value}” is no choice of “{code}”").format(value=value, code=code)


def _target_faults(feed: Feed, indicator: Indicator) -> Iterator[str]:
    if indicator.formula or indicator.catalogue:
        yield _("the figure {code} is computed; records do not feed it").format(code=feed.indicator)
    facts = feed.form in {FeedForm.EARLIEST_DAY, FeedForm.LATEST_TEXT}
    wanted = {Accumulation.FACT} if facts else {Accumulation.FLOW, Accumulation.STOCK, Accumulation.MONTHLY}
    if feed.form in _STOCKS:
        wanted = {Accumulation.STOCK}
    if feed.form is FeedForm.TYPED and not typable(indicator, ()):
        return
    if indicator.accumulation not in wanted:
        yield _("a feed of the form {form} does not make a figure of the kind {kind} ({code})").format(
            form=feed.form.value, kind=indicator.accumulation.value, code=feed.indicator
        )


def _source_faults(feed: Feed, kind: RecordKind) -> Iterator[tuple[str, str]]:
    needs_field = feed.form not in {FeedForm.COUNT, FeedForm.EARLIEST_DAY}
    if needs_field != (feed.field is not None):
        yield "form", _("sums, unit counts and texts come from a field; counts and days from none")
        return
    if feed.field is None:
        if feed.column is not None:
            yield "column", _("only a sum over a table has a column")
        return
    field = kind.field(feed.field)
    if field is None:
        yield "field", _("there is no field “{code}”").format(code=feed.field)
        return
    column = next((c for c in field.columns if c.code == feed.column), None)
    if feed.column is not None and (column is None or feed.form not in _OF_NUMBERS):
        yield "column", _("there is no column “{code}” to add up").format(code=feed.column)
        return
    source = column or field
    fits = {
        **dict.fromkeys(_OF_NUMBERS, source.type.numeric and not source.shown),
        FeedForm.DISTINCT_UNITS: source.type is FieldType.UNITS,
        FeedForm.LATEST_TEXT: source.type in {FieldType.TEXT, FieldType.LONG_TEXT},
    }
    if not fits.get(feed.form, True):
        yield (
            "field",
            _("a feed of the form {form} cannot come from the field “{code}”").format(
                form=feed.form.value, code=source.code
            ),
        )


def mixed_feeds(kinds: Iterable[tuple[PackFile, RecordKind]]) -> Iterator[PackFault]:
    """Figures that are fed in two ways which cannot be added up."""
    first: dict[IndicatorCode, FeedForm] = {}
    for file, kind in kinds:
        for number, feed in enumerate(kind.feeds):
            if feed.form is FeedForm.TYPED:
                continue
            if first.setdefault(feed.indicator, feed.form) is not feed.form:
                reason = _("the figure {code} is fed as {one} and as {other}").format(
                    code=feed.indicator, one=first[feed.indicator].value, other=feed.form.value
                )
                yield file.fault(reason, "feeds", number)


# --- lists and example -----------------------------------------------------------------------------------------------


def _lists(kind: RecordKind) -> Iterator[Problem]:
    if kind.field(kind.summary) is None:
        yield ("summary",), _("there is no field “{code}”").format(code=kind.summary)
    for number, code in enumerate(kind.listed):
        field = kind.field(code)
        if field is None or field.type is FieldType.TABLE:
            yield ("listed", number), _("there is no field “{code}” to list").format(code=code)


def _example(kind: RecordKind) -> Iterator[Problem]:
    try:
        read_record(kind, kind.example, record_id=RecordId("example"), board=_NOBODY)
    except InvalidRecord as refused:
        for fault in refused.faults:
            place = fault.field.partition("[")[0]
            reason = _("the example is refused by the kind's own checks: {field} ({code})").format(
                field=fault.field, code=fault.code
            )
            yield ("example", place) if place == "happened" else ("example", "values", place), reason

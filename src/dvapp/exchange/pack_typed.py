"""The kind of typed figures in a pack: its choices and feeds are "every figure that can be typed", filled in here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dvapp.domain.codes import FieldCode, IndicatorCode
from dvapp.domain.figures.indicators import Indicator
from dvapp.domain.figures.unit_figures import typable
from dvapp.domain.recording.kinds import Choice, Feed, FeedForm, Field, FieldType, RecordKind
from dvapp.domain.words import Wording
from dvapp.exchange.pack_yaml import PackFault, PackFile
from dvapp.host.i18n import _

EVERY = "*"
"""Stands for every figure that can be typed."""
OF_INDICATORS = "indicators"
"""The answers of a choice field that are these figures."""


def completed(kinds: Sequence[RecordKind], indicators: Mapping[IndicatorCode, Indicator]) -> list[RecordKind]:
    """The kinds with "every figure that can be typed" written out, in the order of the catalogue."""
    feeds = [feed for kind in kinds for feed in kind.feeds]
    every = [indicator for indicator in indicators.values() if typable(indicator, feeds)]
    return [_completed(kind, every) for kind in kinds]


def _completed(kind: RecordKind, every: Sequence[Indicator]) -> RecordKind:
    if not any(column.of_indicators for field in kind.fields for column in (field, *field.columns)):
        return kind
    choices = tuple(Choice(code=one.code, label=_label(one)) for one in every)
    return replace(
        kind,
        fields=tuple(_with_choices(field, choices) for field in kind.fields),
        feeds=tuple(feed for written in kind.feeds for feed in _feeds(written, every)),
    )


def _label(indicator: Indicator) -> Wording:
    """The code tells apart what reads alike in two groups: "F02 Số cuộc đối thoại"."""
    vi, en = (text.lstrip("—– ") for text in (indicator.label.vi, indicator.label.said_in("en")))
    return Wording(f"{indicator.code} {vi}", f"{indicator.code} {en}")


def _with_choices(field: Field, choices: tuple[Choice, ...]) -> Field:
    columns = tuple(_with_choices(column, choices) for column in field.columns)
    return replace(field, choices=choices if field.of_indicators else field.choices, columns=columns)


def _feeds(written: Feed, every: Sequence[Indicator]) -> Iterator[Feed]:
    if written.indicator != EVERY:
        yield written
        return
    for one in every:
        rows = {column: one.code if value == EVERY else value for column, value in written.rows.items()}
        yield replace(written, indicator=one.code, rows=rows)


def typed_faults(feed: Feed, kind: RecordKind) -> Iterator[tuple[str, str]]:
    """What is wrong with a feed of the form TYPED, or with the rows that a feed names: key and reason."""
    field = kind.field(feed.field) if feed.field is not None else None
    columns = {column.code: column for column in field.columns} if field is not None else {}
    for code, value in feed.rows.items():
        column = columns.get(code)
        if column is None or column.type is not FieldType.CHOICE:
            yield "rows", _("there is no choice column “{code}”").format(code=code)
        elif value == EVERY and not column.of_indicators:
            yield "rows", _("“*” needs a column whose choices are “indicators”")
        elif value != EVERY and column.choice(value) is None:
            yield "rows", _("“{value}” is no choice of “{code}”").format(value=value, code=code)
    if feed.form is not FeedForm.TYPED:
        if feed.indicator == EVERY:
            yield "indicator", _("“*” is for feeds of the form typed only")
        return
    named = [(FieldCode(code), value) for code, value in feed.rows.items()]
    if feed.column is None or len(named) != 1 or named[0][1] != feed.indicator or feed.when:
        yield (
            "form",
            _("a typed feed names a table, its column of numbers, and in “rows” the column with the code"),
        )
    elif _place(feed) != _place(next(one for one in kind.feeds if one.form is FeedForm.TYPED)):
        yield "form", _("all typed feeds of a kind come from the same columns")


def _place(feed: Feed) -> tuple[object, ...]:
    return feed.field, feed.column, tuple(feed.rows)


def typed_twice(kinds: Sequence[tuple[PackFile, RecordKind]]) -> Iterator[PackFault]:
    """Only one kind of a pack keeps typed figures: two could say different numbers of one unit and period."""
    for file, _kind in [(file, kind) for file, kind in kinds if kind.by_period][1:]:
        yield file.fault(_("another kind of record keeps typed figures already"), "feeds")

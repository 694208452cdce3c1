"""A form's texts: from a record, for a new record, and from one language's way of writing to the other's.

Texts are what stands in the controls: a number as typed, a day as dd/MM/yyyy, a choice as its code, units as a list of
codes, a table as a list of rows of texts. The frame (who, when) has keys beginning with ``@``, which no field may have.
"""

import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from dvapp.domain.recording.kinds import Field, FieldType, RecordKind
from dvapp.domain.recording.records import Record, rows_of
from dvapp.domain.values import NotApplicable
from dvapp.host.formats import LocaleFormats, NotANumber

UNIT, SINCE, UNTIL, LANGUAGE = "@unit", "@since", "@until", "@language"
NOT_APPLICABLE = "@not_applicable"
"""What stands for không áp dụng in a text."""
BESIDE, BASE = "@beside", "@base"
"""In a draft that is kept aside, because somebody else changed the record meanwhile: the record's id, and the texts
from which both began."""

Texts = dict[str, object]


def clean(text: str) -> str:
    """The one door for typed text: composed letters (NFC) and no stray control characters from pasting."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in composed if c in "\n\t" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF))


def cleaned(text: object) -> object:
    """A field's text, list of unit codes or rows of texts, every text of it cleaned."""
    if isinstance(text, str):
        return clean(text)
    if isinstance(text, list):
        return [cleaned(item) for item in text]
    if isinstance(text, Mapping):
        return {key: cleaned(item) for key, item in text.items()}
    return text


def texts_of(record: Record, language: str) -> Texts:
    """A record as its form shows it."""
    formats = LocaleFormats(language)
    texts: Texts = {UNIT: record.unit, SINCE: formats.screen_day(record.happened.since), LANGUAGE: language}
    if record.happened.days > 1:
        texts[UNTIL] = formats.screen_day(record.happened.until)
    for definition in record.kind.fields:
        if not definition.shown and (value := record.values.get(definition.code)) is not None:
            texts[definition.code] = _text(definition, value, formats)
    return texts


def new_texts(*, unit: str, day: date | None, language: str) -> Texts:
    """An empty form with what repeats: whose record it is, and a day to begin with if there is a likely one."""
    texts: Texts = {UNIT: unit, LANGUAGE: language}
    if day is not None:
        texts[SINCE] = LocaleFormats(language).screen_day(day)
    return texts


def _text(definition: Field, value: object, formats: LocaleFormats) -> object:
    match value:
        case NotApplicable():
            return NOT_APPLICABLE
        case int() | Decimal():
            return formats.number(value)
        case date() if definition.type is FieldType.MONTH:
            return f"{value.month:02d}/{value.year}"
        case date():
            return formats.screen_day(value)
        case tuple() if definition.type is FieldType.TABLE:
            return [_row(definition, row, formats) for row in rows_of(value)]
        case tuple():
            return list(value)
        case _:
            return str(value)


def _row(definition: Field, row: Mapping[str, object], formats: LocaleFormats) -> dict[str, str]:
    columns = [c for c in definition.columns if not c.shown]
    return {str(c.code): str(_text(c, row[c.code], formats)) for c in columns if row.get(c.code) is not None}


def rewritten(kind: RecordKind, texts: Mapping[str, object], language: str) -> Texts:
    """Texts typed in another language's way of writing numbers ("1,234" and "1.234"), in this one's."""
    old = str(texts.get(LANGUAGE, language))
    new: Texts = {**texts, LANGUAGE: language}
    if old == language:
        return new
    if isinstance(base := texts.get(BASE), Mapping):
        new[BASE] = rewritten(kind, {LANGUAGE: old, **base}, language)
    for definition in kind.fields:
        value = texts.get(definition.code)
        if definition.type.numeric and isinstance(value, str):
            new[definition.code] = _number_again(value, old, language)
        elif definition.type is FieldType.TABLE and isinstance(value, list):
            numeric = {c.code for c in definition.columns if c.type.numeric}
            rows = cast("list[Mapping[str, str]]", value)
            new[definition.code] = [
                {c: _number_again(t, old, language) if c in numeric else t for c, t in row.items()}
                for row in rows
            ]
    return new


def _number_again(text: str, old: str, new: str) -> str:
    try:
        number = LocaleFormats(old).read_number(text)
    except NotANumber:
        return text  # wrong in one language, wrong in the other: it stays as typed
    return LocaleFormats(new).number(number)

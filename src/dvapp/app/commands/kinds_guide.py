"""The chapter of the guide that tells how each kind of a pack is recorded, as Markdown.

It is made from the pack, so it cannot say anything else than the forms do, and a city with a pack of its own prints
its own.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from dvapp.domain.packs import Pack
from dvapp.domain.recording.kinds import Check, CheckForm, Field, FieldType, RecordKind
from dvapp.domain.values import NOT_APPLICABLE
from dvapp.domain.words import Wording
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language


def kinds_guide(pack: Pack) -> str:
    """The whole chapter in the language in use, in the order of the pack."""
    chapters = [_("# How each kind of record is kept"), _introduction()]
    chapters += [f"[{_said(k.name)}](#{k.code})" for k in pack.kinds.values()]
    chapters = [*chapters[:2], " · ".join(chapters[2:])]
    chapters += [chapter for kind in pack.kinds.values() for chapter in _chapter(kind, pack)]
    return "\n\n".join(chapters) + "\n"


def _introduction() -> str:
    return _(
        "Press Alt+N and choose the kind, or type the beginning of its name; Ctrl+N begins another record of the kind "
        "in sight. Fields marked with * are required; all others may stay blank while the number is not known. F1 shows "
        "the words below beside the field. Names of persons are never recorded."
    )


def _chapter(kind: RecordKind, pack: Pack) -> Iterator[str]:
    yield f'<a id="{kind.code}"></a>\n## {_said(kind.name)}'
    yield _said(kind.help)
    yield _fields(kind)
    if checks := [words for check in kind.checks if (words := _condition(check, kind))]:
        yield _("The form checks:") + "\n\n" + "\n".join(f"- {words}" for words in checks)
    yield "**" + _("Example.") + "** " + _example(kind)
    if feeds := _feeds(kind, pack):
        yield "**" + _("Adds to the figures") + "**: " + feeds


def _said(words: Wording) -> str:
    return words.said_in(language())


def _fields(kind: RecordKind) -> str:
    words = _("What to write")
    head = f"| {_('Field')} | {words} |\n|---|---|"
    happened = f"| {_said(kind.happened)} * | {_happened(kind)} |"
    rows = [head, happened]
    for field in kind.fields:
        rows.append(_row(field, ""))
        rows += [_row(column, "– ") for column in field.columns]
    return "\n".join(rows)


def _happened(kind: RecordKind) -> str:
    return _("the month, e.g. 07/2018") if kind.by_month else _("one day, or the first and the last day")


def _row(field: Field, before: str) -> str:
    mark = " *" if field.required else ""
    unit = f" ({_said(field.unit)})" if _said(field.unit) else ""
    return f"| {before}{_cell(_said(field.label))}{mark} | {_cell(_meaning(field) + unit)} |"


def _meaning(field: Field) -> str:
    parts = [_said(field.help).rstrip(".")]
    if field.choices and len(field.choices) <= _LISTED:
        parts.append(" · ".join(_said(choice.label) for choice in field.choices))
    elif field.choices:
        parts.append(_("chosen from a list"))
    if field.shown:
        parts.append(_("computed"))
    if field.may_not_apply:
        parts.append(_("may be “not applicable”"))
    return "; ".join(part for part in parts if part)


_LISTED = 12
"""Choices that are named one by one; a longer list is found in the form."""


def _condition(check: Check, kind: RecordKind) -> str:
    """What a check asks, by the labels of its fields; nothing where the pack's own words need numbers."""
    names = _labels(check, kind)
    parts = [names.get(part, part) for part in check.parts]
    total = names.get(check.total or "", "")
    match check.form:
        case CheckForm.SUM:
            return f"{' + '.join(parts)} = {total}"
        case CheckForm.AT_MOST:
            return f"{parts[0]} ≤ {total}"
        case CheckForm.UNIQUE:
            return _("no two rows with the same {parts}").format(parts=", ".join(parts))
        case CheckForm.EXPRESSION:
            return ""


def _labels(check: Check, kind: RecordKind) -> Mapping[str, str]:
    table = kind.field(check.table) if check.table else None
    fields = table.columns if table is not None else kind.fields
    return {field.code: _said(field.label) for field in fields}


def _example(kind: RecordKind) -> str:
    values = kind.example.get("values")
    assert isinstance(values, Mapping), "packs are checked"
    told = [f"{_said(kind.happened)}: {_span(kind.example['happened'])}"]
    told += [f"{_said(f.label)}: {_value(f, values[f.code])}" for f in kind.fields if f.code in values]
    return "; ".join(told) + "."


def _span(happened: object) -> str:
    if isinstance(happened, Mapping) and happened["from"] == happened["to"]:
        return _day(happened["from"])
    if isinstance(happened, Mapping):
        return f"{_day(happened['from'])} – {_day(happened['to'])}"
    return _day(happened)


def _day(text: object) -> str:
    year, month, *day = str(text).split("-")
    return LocaleFormats(language()).screen_day(date.fromisoformat(str(text))) if day else f"{month}/{year}"


def _value(field: Field, value: object) -> str:
    if field.type is FieldType.TABLE and isinstance(value, list):
        return " / ".join(_line(field, row) for row in value)
    if isinstance(value, list):
        return _("{count} units").format(count=len(value))
    if field.type in {FieldType.DATE, FieldType.MONTH}:
        return _day(value)
    if (choice := field.choice(value)) is not None:
        return _said(choice.label)
    if value == NOT_APPLICABLE.value:
        return _("not applicable")
    return (
        _cell(str(value)).rstrip(".") if isinstance(value, str) else LocaleFormats(language()).number(value)
    )


def _line(field: Field, row: Mapping[str, object]) -> str:
    cells = [(column, row[column.code]) for column in field.columns if column.code in row]
    return "[" + ", ".join(f"{_said(column.label)} {_value(column, value)}" for column, value in cells) + "]"


def _feeds(kind: RecordKind, pack: Pack) -> str:
    codes = list(dict.fromkeys(feed.indicator for feed in kind.feeds))
    if len(codes) > _LISTED * 2:
        return _("{count} figures of the catalogue, each by its own row").format(count=len(codes))
    return "; ".join(f"{code} {_said(pack.indicators[code].label)}" for code in codes) + (
        "." if codes else ""
    )


def _cell(text: str) -> str:
    """A text in one cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")

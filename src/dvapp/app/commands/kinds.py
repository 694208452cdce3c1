"""``dvappctl kinds``: what can be recorded, with a filled example of each kind."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.frame import Choices, json_option, opened, print_json, print_table, store_options
from dvapp.host.i18n import _, language

if TYPE_CHECKING:
    from dvapp.domain.packs import Pack
    from dvapp.domain.recording.kinds import Check, Field, RecordKind


@click.command(
    help=_("The record kinds, their fields, their checks, and an example that “record add” accepts.")
)
@click.argument("kind", required=False)
@click.option("--guide", is_flag=True, help=_("Print the chapter of the guide on them, as Markdown."))
@json_option
@store_options
def kinds(
    kind: str | None, guide: bool, as_json: bool, own_store: Path | None, own_password: Path | None
) -> None:
    """List kinds, or show one."""
    pack = _pack(own_store, own_password)
    chosen = [pack.kind(kind)] if kind else list(pack.kinds.values())
    if guide:
        from dvapp.app.commands.kinds_guide import kinds_guide

        click.echo(kinds_guide(replace(pack, kinds={k.code: k for k in chosen})), nl=False)
    elif as_json:
        told = [_plain(k) for k in chosen]
        print_json(told[0] if kind else told)
    elif kind:
        _print_kind(chosen[0])
    else:
        rows = [[k.code, k.name.said_in(language()), k.help.said_in(language())] for k in chosen]
        print_table([_("Kind"), _("Name"), _("What it records")], rows)


def _pack(own_store: Path | None, own_password: Path | None) -> "Pack":
    """The pack of the store that is named, before the command or after it; else the one that comes with the program."""
    from dvapp.exchange.packs import PackFolder
    from dvapp.host.resources import resources_folder
    from dvapp.services.stores import DEFAULT_PACK

    choices = click.get_current_context().find_object(Choices)
    if own_store is None and (choices is None or choices.store is None):
        return PackFolder(resources_folder()).read(DEFAULT_PACK)
    with opened(own_store, own_password) as session:
        return session.pack


def _print_kind(kind: "RecordKind") -> None:
    click.echo(f"{kind.code} · {kind.name.said_in(language())}\n{kind.help.said_in(language())}\n")
    rows = []
    for field in kind.fields:
        rows.append(_row(field, ""))
        rows.extend(_row(column, f"{field.code}[].") for column in field.columns)
    print_table([_("Field"), _("Type"), _("Required"), _("Label"), _("Answers")], rows)
    click.echo("\n" + _("Checks") + ":")
    for check in kind.checks:
        click.echo(f"  {check.code}: {_condition(check)}")
    click.echo("\n" + _("Example") + ":")
    click.echo(json.dumps(kind.example, ensure_ascii=False, indent=2))


def _row(field: "Field", prefix: str) -> list[str]:
    return [
        prefix + field.code,
        field.type.value if not field.shown else _("computed"),
        _("yes") if field.required else "",
        field.label.said_in(language()),
        ", ".join(choice.code for choice in field.choices),
    ]


def _condition(check: "Check") -> str:
    place = f"{check.table}[]: " if check.table else ""
    if check.must:
        return place + check.must
    if check.form.value == "unique":
        return place + "unique (" + ", ".join(check.parts) + ")"
    sign = " = " if check.form.value == "sum" else " ≤ "
    return place + " + ".join(check.parts) + sign + str(check.total)


def _plain(kind: "RecordKind") -> dict[str, Any]:
    return {
        "kind": kind.code,
        "name": kind.name.said_in(language()),
        "help": kind.help.said_in(language()),
        "happened": kind.happened.said_in(language()),
        "fields": [_plain_field(field) for field in kind.fields],
        "checks": [{"code": c.code, "field": c.field, "condition": _condition(c)} for c in kind.checks],
        "feeds": [{"indicator": f.indicator, "how": f.form.value, "field": f.field} for f in kind.feeds],
        "example": kind.example,
    }


def _plain_field(field: "Field") -> dict[str, Any]:
    return {
        "field": field.code,
        "type": field.type.value,
        "label": field.label.said_in(language()),
        "help": field.help.said_in(language()),
        "unit": field.unit.said_in(language()),
        "required": field.required,
        "minimum": field.minimum,
        "maximum": field.maximum,
        "may_not_apply": field.may_not_apply,
        "computed": field.shown or None,
        "choices": [{"code": c.code, "label": c.label.said_in(language())} for c in field.choices],
        "columns": [_plain_field(column) for column in field.columns],
    }

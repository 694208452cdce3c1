"""``dvappctl import``, ``blank`` and ``imports``: records from somebody's sheet, and taking them back."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dvapp.app.commands.days import moment_words
from dvapp.app.commands.frame import (
    json_option,
    opened,
    print_json,
    print_table,
    store_options,
    told_on_terminal,
)
from dvapp.host.i18n import _, language, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dvapp.domain.sheets.imports import Import
    from dvapp.services.session import Session
    from dvapp.services.sheets.import_records import Incoming
    from dvapp.services.sheets.importing import ImportOrder, ImportPlan


@click.command(name="import", help=_("Records from a sheet of any office: xlsx, xls, ods or csv."))
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", metavar="KIND", help=_("What the rows are; our own blank form says it itself."))
@click.option("--sheet", metavar="NAME", help=_("The sheet; without it the one with the best known head."))
@click.option(
    "--from-row", type=click.IntRange(min=1), default=1, help=_("Look for the head from this row on.")
)
@click.option(
    "--happened",
    metavar="TIME",
    help=_("Month, day or period of rows that name none: 2018-07, 2018-07-31, 2018-Q3."),
)
@click.option(
    "--map",
    "agreed",
    multiple=True,
    metavar="COLUMN=FIELD",
    help=_(
        "What a column means: “Số đơn=complaints”; of wide tables “Đối thoại=F02” or “P. Mai Dịch=00163”; “Ghi chú=” leaves "
        "it out. It is remembered."
    ),
)
@click.option(
    "--figure",
    metavar="FIELD",
    help=_("What is counted where columns are months or quarters: “complaints”, or the code of a figure."),
)
@click.option("--unit", metavar="UNIT", help=_("Whose rows are that name no unit: its name or code."))
@click.option("--forget", is_flag=True, help=_("Forget what the columns of this head were agreed to mean."))
@click.option("--keep-letters", is_flag=True, help=_("Do not convert texts that look as in TCVN3 or VNI."))
@click.option("--dry-run", is_flag=True, help=_("Only say what would be imported."))
@click.option("--good-rows", is_flag=True, help=_("Import what can be read though other rows cannot."))
@json_option
@store_options
def import_(
    files: tuple[Path, ...],
    kind: str | None,
    sheet: str | None,
    from_row: int,
    happened: str | None,
    agreed: tuple[str, ...],
    figure: str | None,
    unit: str | None,
    forget: bool,
    keep_letters: bool,
    dry_run: bool,
    good_rows: bool,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Import sheets, each for itself: one that is refused hinders no other."""
    from dvapp.services.sheets.importing import ImportOrder

    order = ImportOrder(
        path=files[0],
        kind=kind,
        sheet=sheet,
        agreed=_agreed(agreed),
        below=from_row - 1,
        happened=happened,
        keep_letters=keep_letters,
        figure=figure,
        unit=unit,
    )
    how = _How(forget=forget, dry_run=dry_run, good_rows=good_rows, as_json=as_json)
    with opened(own_store, own_password) as session:
        if len(files) == 1:
            told = _import(session, order, how)
            good = told.good
            if as_json:
                print_json(told.plain)
        else:
            good = _import_all(session, [replace(order, path=file) for file in files], how)
    if not good:
        click.get_current_context().exit(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _How:
    """What the command line asks for beside the order itself."""

    forget: bool
    dry_run: bool
    good_rows: bool
    as_json: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What became of a file; ``good``: nothing of it was refused."""

    good: bool
    plain: "Mapping[str, object]"


def _import(session: "Session", order: "ImportOrder", how: _How) -> _Told:
    """Import one file, or try it, and say what became of it; in JSON it is only handed back."""
    from dvapp.services.sheets.importing import carry_out, forget_columns, plan_import

    if how.forget:
        forget_columns(session, order.path)
    plan = plan_import(session, order)
    refused = bool(plan.refused) and not how.good_rows
    progress = told_on_terminal(_("Records kept: {done} of {of}"))
    done = (
        None
        if how.dry_run or refused
        else carry_out(session, plan, good_only=how.good_rows, progress=progress)
    )
    if not how.as_json:
        _say(plan, done, dry_run=how.dry_run, refused=refused)
    return _Told(good=not refused, plain=_plain(plan, done) if how.as_json else {})


def _import_all(session: "Session", orders: "Sequence[ImportOrder]", how: _How) -> bool:
    """Several files, each with its own verdict; whether all of them were good."""
    from dvapp.domain.errors import DvError
    from dvapp.ui.messages import refusal_words

    good, told = True, []
    for order in orders:
        if not how.as_json:
            click.echo(f"— {order.path.name}")
        try:
            one = _import(session, order, how)
        except DvError as refusal:
            words = refusal_words(refusal)
            one = _Told(good=False, plain={"error": {"code": refusal.code, "message": words}})
            if not how.as_json:
                click.echo(words)
        good = good and one.good
        told.append({"file": str(order.path), **one.plain})
    if how.as_json:
        print_json({"files": told})
    return good


def _agreed(pairs: tuple[str, ...]) -> dict[str, str]:
    agreed: dict[str, str] = {}
    for pair in pairs:
        said, mark, field = pair.rpartition("=")
        if not mark or not said.strip():
            raise click.BadParameter(_("write it as COLUMN=FIELD"), param_hint="--map")
        agreed[said.strip()] = field.strip()
    return agreed


def _say(plan: "ImportPlan", done: "Import | None", *, dry_run: bool, refused: bool) -> None:
    from dvapp.ui.importing.words import counts_words, remarks, why

    if plan.refused:
        rows = [[one.sheet, one.cell, one.value, why(one)] for one in plan.refused]
        print_table([_("Sheet"), _("Cell"), _("Value"), _("Why it is not read")], rows)
    for remark in remarks(plan):
        click.echo(remark)
    if plan.changed:
        heads = [_("Row"), _("Field"), _("Before"), _("Now")]
        print_table(heads, [cells for one in plan.changed for cells in _changes(one)])
    click.echo(counts_words(plan))
    if dry_run:
        click.echo(_("Nothing was imported: this was a trial."))
    elif refused:
        click.echo(_("Nothing was imported; mend the cells, or import the good rows with --good-rows."))
    else:
        kept = done.count if done else 0
        click.echo(ngettext("{count} record imported.", "{count} records imported.", kept).format(count=kept))
        if done is not None:
            click.echo(_("To take it back: dvappctl imports undo {id}").format(id=done.id[:8]))


def _changes(one: "Incoming") -> "Iterator[list[str]]":
    from dvapp.services.sheets.import_records import differences
    from dvapp.ui.importing.words import target_words, value_words

    for code, old, new in differences(one):
        yield [
            str(one.rows[0] + 1), target_words(code, one.record.kind), value_words(old), value_words(new)
        ]  # fmt: skip


def _plain(plan: "ImportPlan", done: "Import | None") -> dict[str, object]:
    from dvapp.domain.recording.plain import plain_record
    from dvapp.domain.sheets.importing import RowFate
    from dvapp.ui.importing.words import remarks, why

    cells = Counter(fate.value for fate in plan.accounts().values())
    return {
        "kind": plan.kind.code,
        "sheet": plan.sheet.name,
        "head_row": plan.head.last + 1,
        "happened": plan.happened,
        "happened_from_title": plan.from_title,
        "series": plan.series,
        "unit": plan.unit,
        "columns": {str(column): target for column, target in plan.head.columns.items()},
        "columns_recognized": plan.recognized,
        "letters": plan.opened.letters.value if plan.opened.letters else None,
        "unread": [{"cell": cell, "words": said} for said, cell in plan.unread],
        "fresh": [plain_record(one.record) for one in plan.fresh],
        "changed": [
            {"now": plain_record(one.record), "before": plain_record(one.before)}
            for one in plan.changed
            if one.before is not None
        ],
        "same": len(plan.same),
        "refused": [
            {"sheet": r.sheet, "cell": r.cell, "value": r.value, "code": r.code, "words": why(r)}
            for r in plan.refused
        ],
        "total_rows": [number + 1 for number in plan.rows(RowFate.TOTAL)],
        "blank_rows": len(plan.rows(RowFate.BLANK)),
        "skipped_rows": {
            str(number + 1): fate.value
            for number, fate in plan.fates.items()
            if fate not in {RowFate.RECORD, RowFate.TOTAL, RowFate.BLANK}
        },
        "other_sheets": list(plan.other_sheets),
        "hidden_sheets": list(plan.opened.hidden),
        "macros": plan.opened.macros,
        "cells": dict(sorted(cells.items())),
        "stays": [{"unit": unit, "figure": code} for unit, code in plan.stays],
        "remarks": list(remarks(plan)),
        "imported": done.count if done else 0,
        "import": done.id if done else None,
        "language": language(),
    }


@click.command(help=_("Write a blank form for units to fill in and send back."))
@click.option("--kind", required=True, metavar="KIND", help=_("The kind of record it asks for."))
@click.option("--period", required=True, help=_("2018, 2018-H1, 2018-Q3, 2018-9M or 2018-05."))
@click.option("--all-units", is_flag=True, help=_("One form for each unit; --out is then a folder."))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("The .xlsx to write, or the folder for --all-units."),
)
@json_option
@store_options
def blank(
    kind: str,
    period: str,
    all_units: bool,
    out: Path,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Write a blank form, or one for each unit."""
    from dvapp.domain.calendar.periods import parse_period
    from dvapp.services.sheets.blank_forms import blank_form, blank_forms

    wanted = parse_period(period)
    with opened(own_store, own_password) as session:
        if all_units:
            _make_folder(out)
            files = blank_forms(session, kind=kind, period=wanted, folder=out)
            _tell_forms(files, out, {"kind": kind, "period": wanted.written}, as_json=as_json)
            return
        blank_form(session, kind=kind, period=wanted, path=out)
    if as_json:
        print_json({"file": str(out), "kind": kind, "period": wanted.written})
    else:
        click.echo(_("Wrote {file}.").format(file=out))


def _make_folder(folder: Path) -> None:
    """:raises FileUnwritable: it is not there and cannot be made."""
    from dvapp.domain.errors import FileUnwritable

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnwritable(where=str(folder), reason=error.strerror or "") from None


def _tell_forms(
    files: "Sequence[Path]", folder: Path, asked: "Mapping[str, object]", *, as_json: bool
) -> None:
    if as_json:
        print_json({"files": [str(file) for file in files], **asked})
        return
    words = ngettext("{count} form written to {folder}.", "{count} forms written to {folder}.", len(files))
    click.echo(words.format(count=len(files), folder=folder))


@click.group(
    invoke_without_command=True, help=_("What was imported, the newest first; and taking an import back.")
)
@json_option
@store_options
@click.pass_context
def imports(context: click.Context, as_json: bool, own_store: Path | None, own_password: Path | None) -> None:
    """List the imports."""
    if context.invoked_subcommand is not None:
        return
    from dvapp.services.sheets.imports import list_imports

    with opened(own_store, own_password) as session:
        found = list_imports(session)
    if as_json:
        print_json([_plain_import(one) for one in found])
        return
    heads = ["ID", _("When"), _("File"), _("Kind"), _("Records"), _("State")]
    rows = [
        [
            one.id[:8],
            moment_words(one.done_at),
            one.file,
            one.kind,
            str(one.count),
            _("taken back") if one.undone_at else "",
        ]
        for one in found
    ]
    print_table(heads, rows)


@imports.command(help=_("Take an import back: what it made goes, what it changed is again as it was."))
@click.argument("import_id", metavar="ID")
@json_option
@store_options
def undo(import_id: str, as_json: bool, own_store: Path | None, own_password: Path | None) -> None:
    """Undo an import."""
    from dvapp.services.sheets.imports import undo_import

    with opened(own_store, own_password) as session:
        done = undo_import(session, import_id)
    if as_json:
        print_json(_plain_import(done))
    else:
        words = ngettext(
            "The import of {file} was taken back: {count} record.",
            "The import of {file} was taken back: {count} records.",
            done.count,
        )
        click.echo(words.format(file=done.file, count=done.count))


@imports.command(help=_("The rows of an import: each record with the cells that it was read from."))
@click.argument("import_id", metavar="ID")
@json_option
@store_options
def show(import_id: str, as_json: bool, own_store: Path | None, own_password: Path | None) -> None:
    """Show where the records of an import came from."""
    from dvapp.services.sheets.imports import find_import

    with opened(own_store, own_password) as session:
        found = find_import(session, import_id)
    if as_json:
        rows = [{"record": row.record, "before": row.before, "cells": dict(row.cells)} for row in found.rows]
        print_json({**_plain_import(found), "rows": rows})
        return
    for row in found.rows:
        click.echo(f"{row.record}  {'; '.join(f'{place} {said}' for place, said in row.cells)}")


def _plain_import(one: "Import") -> dict[str, object]:
    return {
        "id": one.id,
        "done_at": one.done_at.isoformat() if one.done_at else None,
        "undone_at": one.undone_at.isoformat() if one.undone_at else None,
        "file": one.file,
        "sha256": one.sha256,
        "kind": one.kind,
        "sheet": one.sheet,
        "records": one.count,
    }

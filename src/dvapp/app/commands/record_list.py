"""``dvappctl record list``: the records that a filter lets pass, on the screen or as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.filtering import Wishes, filter_options
from dvapp.app.commands.frame import json_option, opened, print_json, print_table, store_options
from dvapp.host.i18n import _, language, ngettext

if TYPE_CHECKING:
    from dvapp.domain.recording.records import Record
    from dvapp.services.recording.record_list import ListedRow
    from dvapp.services.session import Session


@click.command(
    name="list", help=_("The records of a store, oldest first; drafts, too, when a filter is given.")
)
@click.option("--words", default="", help=_("Words that the records hold."))
@filter_options
@click.option(
    "--sort",
    metavar="COLUMN",
    help=_("A field that the kind lists, or day, kind, state, summary; with - before it, downwards."),
)
@click.option("--limit", type=click.IntRange(1), help=_("At most so many."))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("Write to an .xlsx or .csv file instead."),
)
@json_option
@store_options
def list_(
    sort: str | None,
    limit: int | None,
    out: Path | None,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
    **wishes: Any,
) -> None:
    """List records."""
    from dvapp.domain.recording.searching import ListOrder
    from dvapp.services.recording.record_list import export_list, order_records, read_page
    from dvapp.ui.records.list_words import list_words

    wish = Wishes(**wishes)
    with opened(own_store, own_password) as session:
        filter_ = wish.filter(session)
        order = _order(sort) if sort else ListOrder(descending=False)
        if out is not None:
            written = export_list(session, out, words=list_words(), filter_=filter_, order=order)
            _tell_written(out, written, as_json=as_json)
            return
        numbers = order_records(session, filter_, order, language=language())[:limit]
        pages = [numbers[at : at + 200] for at in range(0, len(numbers), 200)]
        rows = [row for page in pages for row in read_page(session, page)]
        if not wish.any:
            rows = [row for row in rows if row.listed.record is not None]
        if as_json:
            print_json([_plain(row) for row in rows])
        else:
            print_table([_("Id"), _("Kind"), _("Days"), _("Summary")], [_line(row, session) for row in rows])


def _order(sort: str) -> Any:
    from dvapp.domain.recording.searching import ListOrder

    code = sort.removeprefix("-")
    own = {"day": "@day", "kind": "@kind", "state": "@state", "summary": "@summary"}
    return ListOrder(code=own.get(code, code), descending=sort.startswith("-"))


def _tell_written(out: Path, written: int, *, as_json: bool) -> None:
    if as_json:
        print_json({"file": str(out), "records": written})
    else:
        words = ngettext("{count} record written to {file}.", "{count} records written to {file}.", written)
        click.echo(words.format(count=written, file=out))


def _plain(row: "ListedRow") -> dict[str, object]:
    from dvapp.domain.recording.plain import plain_record

    listed = row.listed
    changed = listed.changed_at.isoformat() if listed.changed_at else None
    if listed.record is not None:
        return {**plain_record(listed.record), "changed_at": changed}
    texts = dict(listed.draft.texts) if listed.draft else {}
    return {
        "id": listed.id,
        "kind": listed.kind,
        "state": row.state.value,
        "faults": row.faults,
        "texts": texts,
        "changed_at": changed,
    }


def _line(row: "ListedRow", session: "Session") -> list[str]:
    listed = row.listed
    kind = session.pack.kind(listed.kind)
    name = kind.name.said_in(language())
    if listed.record is None:
        texts = listed.draft.texts if listed.draft else {}
        return [listed.id, name, str(texts.get("@since", "")), str(texts.get(kind.summary, ""))]
    return [listed.id, name, _days(listed.record), str(listed.record.values.get(kind.summary, ""))]


def _days(record: "Record") -> str:
    span = record.happened
    if span.since == span.until:
        return span.since.isoformat()
    return f"{span.since.isoformat()} – {span.until.isoformat()}"

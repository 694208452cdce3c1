"""``dvappctl evidence``: files attached to records."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.frame import json_option, opened, print_json, print_table, store_options
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.domain.recording.evidence import Evidence
    from dvapp.services.recording.attaching import AttachedAll

REFUSED = 1


@click.group(help=_("Attach files to records, list them, hand them out, name and remove them."))
def evidence() -> None:
    """Group of commands for attached files."""


@evidence.command(help=_("Attach files to a record or draft; those that are refused hinder no other."))
@click.argument("record")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help=_("Keep the one file under this name."))
@json_option
@store_options
@click.pass_context
def add(
    context: click.Context,
    record: str,
    files: tuple[Path, ...],
    name: str | None,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Attach files. Exit code 1 when one of them was refused."""
    from dvapp.domain.codes import RecordId
    from dvapp.services.recording.attaching import AttachedAll, attach_all, attach_file

    if name is not None and len(files) != 1:
        raise click.BadOptionUsage("--name", _("--name is for one file."), ctx=context)
    with opened(own_store, own_password) as session:
        if name is None and len(files) > 1:
            done = attach_all(RecordId(record), files, session=session)
        else:
            one = attach_file(RecordId(record), files[0], name=name or "", session=session)
            done = AttachedAll(attached=(one,))
    _tell(done, as_json=as_json)
    if done.refused:
        context.exit(REFUSED)


def _tell(done: "AttachedAll", *, as_json: bool) -> None:
    from dvapp.ui.evidence_words import remark_words
    from dvapp.ui.messages import refusal_words

    if as_json:
        attached = [
            {**plain_evidence(one.evidence), "again": one.again, "remarks": [r.value for r in one.remarks]}
            for one in done.attached
        ]
        refused = [{"code": r.code, "where": r.where, "message": refusal_words(r)} for r in done.refused]
        print_json({"attached": attached, "refused": refused})
        return
    for one in done.attached:
        known = _(" (the record had it already)") if one.again else ""
        click.echo(f"{one.evidence.id}  {one.evidence.name}{known}")
        for remark in one.remarks:
            click.echo(f"“{one.evidence.name}”: {remark_words(remark)}", err=True)
    for refusal in done.refused:
        click.echo(refusal_words(refusal), err=True)


@evidence.command(name="list", help=_("The files of a record, or how many files each record has."))
@click.argument("record", required=False)
@json_option
@store_options
def list_(record: str | None, as_json: bool, own_store: Path | None, own_password: Path | None) -> None:
    """List files."""
    from dvapp.domain.codes import RecordId
    from dvapp.services.recording.evidence import count_files, files_of

    with opened(own_store, own_password) as session:
        counts = count_files(session) if record is None else {}
        files = files_of(RecordId(record), session=session) if record is not None else ()
    if record is None:
        if as_json:
            print_json([{"record": key, "files": count} for key, count in sorted(counts.items())])
        else:
            print_table([_("Record"), _("Files")], [[key, str(n)] for key, n in sorted(counts.items())])
    elif as_json:
        print_json([plain_evidence(one) for one in files])
    else:
        _print_files(files)


def _print_files(files: Sequence["Evidence"]) -> None:
    from dvapp.ui.evidence_words import group_words, size_words

    rows = [
        [one.id, one.name, group_words(one.media.group), size_words(one.size), one.sha256[:16]]
        for one in files
    ]
    print_table([_("Id"), _("Name"), _("Kind"), _("Size"), "SHA-256"], rows)


@evidence.command(help=_("Write a file, or all files of a record into a folder; nothing there is replaced."))
@click.argument("record")
@click.argument("which", metavar="[NAME|ID]", required=False)
@click.option("--out", type=click.Path(path_type=Path), required=True, help=_("The file or folder to write."))
@json_option
@store_options
def save(
    record: str,
    which: str | None,
    out: Path,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Hand files out."""
    from dvapp.domain.codes import RecordId
    from dvapp.domain.recording.evidence import file_name
    from dvapp.services.recording.evidence import files_of, find_evidence, free_names, save_evidence

    with opened(own_store, own_password) as session:
        record_id = RecordId(record)
        if which is not None:
            files: Sequence[Evidence] = (find_evidence(record_id, which, session=session),)
        else:
            files = files_of(record_id, session=session)
        if which is None or out.is_dir():
            paths = [out / name for name in free_names(out, [file_name(one) for one in files])]
        else:
            paths = [out]
        for one, path in zip(files, paths, strict=True):
            save_evidence(one, path, session=session)
    if as_json:
        print_json(
            [{**plain_evidence(one), "file": str(path)} for one, path in zip(files, paths, strict=True)]
        )
    else:
        for path in paths:
            click.echo(str(path))


@evidence.command(help=_("Give a file of a record another name."))
@click.argument("record")
@click.argument("which", metavar="NAME|ID")
@click.argument("name", metavar="NEW-NAME")
@json_option
@store_options
def rename(
    record: str, which: str, name: str, as_json: bool, own_store: Path | None, own_password: Path | None
) -> None:
    """Name a file anew."""
    from dvapp.domain.codes import RecordId
    from dvapp.services.recording.evidence import find_evidence, rename_evidence

    with opened(own_store, own_password) as session:
        found = find_evidence(RecordId(record), which, session=session)
        kept = rename_evidence(found, name, session=session)
    if as_json:
        print_json(plain_evidence(kept))
    else:
        click.echo(kept.name)


@evidence.command(help=_("Remove a file from a record and erase it, unless --keep leaves it for a day."))
@click.argument("record")
@click.argument("which", metavar="NAME|ID")
@click.option("--keep", is_flag=True, help=_("Leave it restorable for a day (“evidence restore”)."))
@json_option
@store_options
def remove(
    record: str, which: str, keep: bool, as_json: bool, own_store: Path | None, own_password: Path | None
) -> None:
    """Remove a file."""
    from dvapp.domain.codes import RecordId
    from dvapp.services.recording.evidence import erase_evidence, find_evidence, remove_evidence

    with opened(own_store, own_password) as session:
        found = find_evidence(RecordId(record), which, session=session)
        if keep:
            remove_evidence(found, session=session)
        else:
            erase_evidence(found, session=session)
    if as_json:
        print_json({**plain_evidence(found), "erased": not keep})
    else:
        click.echo(_("Removed: {name}").format(name=found.name))


@evidence.command(help=_("Bring a file back that was removed less than a day ago, by its id."))
@click.argument("evidence_id", metavar="ID")
@json_option
@store_options
def restore(evidence_id: str, as_json: bool, own_store: Path | None, own_password: Path | None) -> None:
    """Bring a file back."""
    from dvapp.services.recording.evidence import restore_by_id

    with opened(own_store, own_password) as session:
        kept = restore_by_id(evidence_id, session=session)
    if as_json:
        print_json(plain_evidence(kept))
    else:
        click.echo(kept.name)


def plain_evidence(file: "Evidence") -> dict[str, Any]:
    """A file as the command line prints it."""
    return {
        "id": file.id,
        "record": file.record,
        "name": file.name,
        "type": file.media.code,
        "size": file.size,
        "sha256": file.sha256,
        "changed_at": file.changed_at.isoformat() if file.changed_at is not None else None,
        "remarks": [one.value for one in file.remarks],
    }

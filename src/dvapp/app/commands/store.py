"""``dvappctl store``: make and check stores."""

from pathlib import Path

import click

from dvapp.app.commands.frame import (
    json_option,
    outer_password_file,
    password_option,
    print_json,
    read_password,
)
from dvapp.host.i18n import _


@click.group(help=_("Make and check board stores."))
def store() -> None:
    """Group of store commands."""


@store.command(help=_("Make a new encrypted store for a board."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--board", required=True, metavar="CODE", help=_("Code of the board's unit; hn for the city."))
@click.option("--year", required=True, type=click.IntRange(1945, 2100), help=_("The year to work in."))
@click.option(
    "--pack",
    metavar="NAME|DIR",
    help=_(
        "The template pack: one that comes with the program, or a folder, which is copied into the store."
    ),
)
@password_option
@json_option
def init(
    file: Path, board: str, year: int, pack: str | None, own_password: Path | None, as_json: bool
) -> None:
    """Make a store."""
    from dvapp.app.tools import make_tools
    from dvapp.services.stores import DEFAULT_PACK, create_store

    password = read_password(own_password or outer_password_file(), _("New password"), twice=True)
    chosen = DEFAULT_PACK if pack is None else _pack(pack)
    session = create_store(file, board=board, year=year, password=password, tools=make_tools(), pack=chosen)
    name, used = session.board.name, session.pack.name
    session.store.close()
    if as_json:
        print_json({"store": str(file), "board": board, "name": name, "year": year, "pack": used})
    else:
        click.echo(_("Made {file} for {board}, {year}.").format(file=file, board=name, year=year))


def _pack(text: str) -> str | Path:
    """A name stands for a pack that comes with the program, everything that looks like a path for a folder."""
    from dvapp.host.resources import resources_folder

    path = Path(text)
    shipped = path.name == text and (resources_folder() / "packs" / text).is_dir()
    return path if not shipped and (path.is_dir() or path.name != text) else text


@store.command(help=_("Read a whole store and say whether it is sound."))
@click.argument("file", type=click.Path(path_type=Path))
@password_option
@json_option
def check(file: Path, own_password: Path | None, as_json: bool) -> None:
    """Check a store."""
    from dvapp.app.tools import make_tools
    from dvapp.domain.errors import StoreDamaged
    from dvapp.services.stores import check_store

    password = read_password(own_password or outer_password_file(), _("Password of the store"))
    health = check_store(file, password, tools=make_tools())
    if health.faults:
        raise StoreDamaged(where=str(file), reason=", ".join(health.faults))
    if as_json:
        print_json(
            {
                "store": str(file),
                "sound": True,
                "records": health.records,
                "drafts": health.drafts,
                "audit_rows": health.audit_rows,
                "schema": health.schema,
            }
        )
    else:
        words = _("{file} is sound: {records} records, {drafts} drafts, {audit} entries in the audit trail.")
        click.echo(
            words.format(file=file, records=health.records, drafts=health.drafts, audit=health.audit_rows)
        )

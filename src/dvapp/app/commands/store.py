"""``dvappctl store``: make and check stores."""

from pathlib import Path

import click

from dvapp.app.commands.frame import (
    json_option,
    outer_password_file,
    outer_user,
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


@store.command(
    help=_("Copy a store, also one in use, to a new file that the same passwords open; the copy is checked.")
)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("copy", type=click.Path(path_type=Path))
@password_option
@json_option
def backup(file: Path, copy: Path, own_password: Path | None, as_json: bool) -> None:
    """Copy a store."""
    from dvapp.app.tools import make_tools
    from dvapp.services.stores import back_up_store

    password = read_password(own_password or outer_password_file(), _("Password of the store"))
    back_up_store(file, password, copy, tools=make_tools(), login=outer_user())
    if as_json:
        print_json({"copy": str(copy)})
    else:
        click.echo(_("Wrote {file}.").format(file=copy))


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
    health = check_store(file, password, tools=make_tools(), login=outer_user())
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


@store.command(
    "next-year",
    help=_(
        "Make the store of the next year: the same board, pack and own catalogue entries, and this year's records to compare with."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--without-records", is_flag=True, help=_("Take no records along."))
@click.option(
    "--new-password-file",
    "new_password",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("A file whose first line is the password of the new store; without it, the present one."),
)
@password_option
@json_option
def next_year(
    file: Path,
    new: Path,
    without_records: bool,
    new_password: Path | None,
    own_password: Path | None,
    as_json: bool,
) -> None:
    """Make next year's store."""
    from dvapp.app.tools import make_tools
    from dvapp.domain.register.series import to_hand_over
    from dvapp.services.catalogue.next_year import create_next_year
    from dvapp.services.register.series import list_series
    from dvapp.services.stores import open_session

    password = read_password(own_password or outer_password_file(), _("Password of the store"))
    fresh = password if new_password is None else read_password(new_password, _("New password"), twice=True)
    session = open_session(file, password, tools=make_tools(), login=outer_user())
    try:
        made = create_next_year(session, new, password=fresh, with_records=not without_records)
        running = to_hand_over(list_series(session), session.tools.clock.today())
    finally:
        session.store.close()
    if as_json:
        print_json(
            {
                "store": str(new),
                "year": made.year,
                "entries": made.entries,
                "records": made.records,
                "left": made.left,
                "series": [one.type for one in running],
            }
        )
        return
    words = _("Made {file} for {year}: {records} records to compare with, {entries} own catalogue entries.")
    click.echo(words.format(file=new, year=made.year, records=made.records, entries=made.entries))
    if made.left:
        click.echo(
            _("Not taken along, as the pack does not accept them: {count} records.").format(count=made.left)
        )
    if running:
        words = _(
            "Numbers of papers ({types}) are still given in {old}. When papers shall be numbered in {new}, the clerk takes them "
            "over: dvappctl --store {new} register take-over {old}"
        )
        types = ", ".join(dict.fromkeys(one.type for one in running))
        click.echo(words.format(types=types, old=file, new=new))


@store.command(
    "pack",
    help=_(
        "Let a store use another template pack. Records that it would not accept are named first; nothing is lost."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("pack", metavar="NAME|DIR")
@click.option("--force", is_flag=True, help=_("Change it though some records are not accepted any more."))
@password_option
@json_option
def change_pack(file: Path, pack: str, force: bool, own_password: Path | None, as_json: bool) -> None:
    """Change the pack."""
    from dvapp.app.tools import make_tools
    from dvapp.services.catalogue.lists import list_differences
    from dvapp.services.catalogue.pack_change import change_pack as use
    from dvapp.services.stores import open_session

    password = read_password(own_password or outer_password_file(), _("Password of the store"))
    session = open_session(file, password, tools=make_tools(), login=outer_user())
    try:
        used = use(session, _pack(pack), force=force)
        same = [one.entry.code for one in list_differences(session) if one.standing.value == "same"]
    finally:
        session.store.close()
    if as_json:
        print_json({"store": str(file), "pack": used.name, "version": used.version, "same": same})
        return
    click.echo(
        _("{file} uses the pack {pack} {version}.").format(file=file, pack=used.name, version=used.version)
    )
    if same:
        words = _("Own catalogue entries that say the same as this pack: {codes}.")
        click.echo(words.format(codes=", ".join(same)))

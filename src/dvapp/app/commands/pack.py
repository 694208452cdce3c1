"""``dvappctl pack``: check a template pack that was changed, and make a new one from another."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.frame import json_option, print_json
from dvapp.host.i18n import _, ngettext

if TYPE_CHECKING:
    from dvapp.exchange.pack_yaml import PackFault
    from dvapp.exchange.packs import PackCheck, PackFolder

_FOLDER = click.Path(path_type=Path)


@click.group(help=_("Check and make template packs (docs/pack-format.md)."))
def pack() -> None:
    """Group of pack commands."""


@pack.command(help=_("Tell every fault of a pack, each with file, line and reason."))
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option(
    "--mark", is_flag=True, help=_("If it has none, renew passed.sha256, so that it is read quickly.")
)
@json_option
@click.pass_context
def check(context: click.Context, folder: Path, mark: bool, as_json: bool) -> None:
    """Exit 0 without faults, 1 with some."""
    from dvapp.exchange.files import LocalFiles
    from dvapp.exchange.pack_marks import PASSED

    found = _packs().check(folder)
    if mark and found.pack is not None:
        LocalFiles().write(folder / PASSED, found.marks.encode("ascii"))
    if as_json:
        print_json(_plain(found, folder))
    else:
        _print(found, folder)
    context.exit(1 if found.faults else 0)


@pack.command(help=_("Make a pack from another: the same files, called like the new folder."))
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option("--from", "source", required=True, metavar="NAME", help=_("The shipped pack to copy."))
@json_option
def new(folder: Path, source: str, as_json: bool) -> None:
    """Copy a pack."""
    from dvapp.exchange.pack_making import new_pack

    made = new_pack(_packs(), source, folder)
    if as_json:
        print_json({"folder": str(folder), "pack": made.name, "from": source})
    else:
        click.echo(_("Made {folder} from {source}.").format(folder=folder, source=source))


def _packs() -> "PackFolder":
    from dvapp.exchange.packs import PackFolder
    from dvapp.host.resources import resources_folder

    return PackFolder(resources_folder())


def _print(found: "PackCheck", folder: Path) -> None:
    for fault in found.faults:
        click.echo(f"{fault.where}: {fault.reason}")
    if found.pack is not None:
        counts = _counts(found)
        words = _("{folder} is sound: {kinds} kinds of record, {reports} reports, {figures} figures.")
        click.echo(words.format(folder=folder, **counts))
    else:
        count = len(found.faults)
        words = ngettext("{folder} has {count} fault.", "{folder} has {count} faults.", count)
        click.echo(words.format(folder=folder, count=count))


def _counts(found: "PackCheck") -> dict[str, int]:
    made = found.pack
    if made is None:
        return {}
    return {"kinds": len(made.kinds), "reports": len(made.outlines), "figures": len(made.indicators)}


def _plain(found: "PackCheck", folder: Path) -> dict[str, Any]:
    name = found.pack.name if found.pack is not None else folder.resolve().name
    return {
        "pack": name,
        "sound": found.pack is not None,
        **_counts(found),
        "faults": [_plain_fault(f) for f in found.faults],
    }


def _plain_fault(fault: "PackFault") -> dict[str, Any]:
    file, _colon, line = fault.where.rpartition(":")
    return {"file": file, "line": int(line), "reason": fault.reason}

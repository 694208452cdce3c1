"""Making a template pack from another one: the same files under a new name, checked and marked before they appear."""

import re
import tempfile
from pathlib import Path

from dvapp.domain.errors import FileMissing, FileUnwritable, PackExists, PackInvalid, PackNameInvalid
from dvapp.domain.packs import Pack
from dvapp.exchange.files import LocalFiles
from dvapp.exchange.pack_marks import PASSED
from dvapp.exchange.packs import NAME, PackFolder
from dvapp.host.reasons import system_reason

_NAME_LINE = re.compile(rb"^name:[^\r\n]*", re.MULTILINE)


def new_pack(packs: PackFolder, source: str, target: Path) -> Pack:
    """Copy a shipped pack to a folder that is not there yet; the folder's name becomes the pack's.

    :raises PackNameInvalid: the folder's name cannot be that of a pack.
    :raises PackExists: something stands there already; it is left alone.
    :raises PackUnknown, PackInvalid: the pack that is copied.
    :raises FileMissing, FileUnwritable, DiskFull: the folder around it; nothing half-made stays.
    """
    if not NAME.fullmatch(target.name):
        raise PackNameInvalid(where=str(target), text=target.name)
    if target.exists() or target.is_symlink():
        raise PackExists(where=str(target))
    if not target.parent.is_dir():
        raise FileMissing(where=str(target.parent))
    packs.read(source)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".pack-") as room:
            made = Path(room) / target.name
            pack = _copy(packs, source, made)
            made.rename(target)
    except OSError as error:
        raise FileUnwritable(where=str(target), reason=system_reason(error)) from error
    return pack


def _copy(packs: PackFolder, source: str, made: Path) -> Pack:
    files = LocalFiles()
    for name, content in packs.files(source):
        file = made / name
        file.parent.mkdir(parents=True, exist_ok=True)
        named = _NAME_LINE.sub(f'name: "{made.name}"'.encode(), content, count=1)
        files.write(file, named if name == "pack.yaml" else content)
    checked = packs.check(made)
    if checked.pack is None:
        first = checked.faults[0]
        raise PackInvalid(where=first.where, reason=first.reason, faults=checked.faults)
    files.write(made / PASSED, checked.marks.encode("ascii"))
    return checked.pack

"""Drivers of tokens: where they lie, and whether this program can load them at all."""

import struct
import sys
import tomllib
from collections.abc import Iterator, Sequence
from os import SEEK_END
from pathlib import Path

from dvapp.domain.signing.token_errors import DriverBitness, DriverMissing, DriverUnusable
from dvapp.domain.signing.tokens import Driver

OWN_BITS = struct.calcsize("P") * 8

_PE_MACHINES = {0x014C: 32, 0x8664: 64, 0xAA64: 64}
"""Machine of a Windows library's header: i386, AMD64, ARM64 (PE/COFF, 2.3.1)."""

_LINUX = (
    "/usr/lib", "/usr/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/local/lib",
    "/usr/local/lib64", "/opt",
)  # fmt: skip


def installed(resources: Path) -> tuple[Driver, ...]:
    """The drivers of ``token-drivers.toml`` that lie where the system keeps its libraries, each once."""
    table = tomllib.loads((resources / "token-drivers.toml").read_text(encoding="utf-8"))
    system = "windows" if sys.platform == "win32" else "linux"
    found: dict[Path, Driver] = {}
    for entry in table["driver"]:
        for path in _places(entry[system]):
            found.setdefault(path.resolve(), Driver(path=path, maker=str(entry["maker"])))
    return tuple(found.values())


def _places(names: Sequence[str]) -> Iterator[Path]:
    folders = _windows_folders() if sys.platform == "win32" else _LINUX
    return (path for name in names for folder in folders if (path := Path(folder) / name).is_file())


def _windows_folders() -> tuple[str, ...]:
    import os

    root = os.environ.get("SYSTEMROOT", r"C:\Windows")
    programs = (os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)"))
    # A 32-bit program sees its own libraries under the name of the others.
    return (rf"{root}\System32", rf"{root}\SysWOW64", *(folder for folder in programs if folder))


def require_loadable(driver: Path) -> None:
    """Look at a driver's head before it is loaded.

    :raises DriverMissing: there is none.
    :raises DriverUnusable: it cannot be read, is no library of this system, or was only half copied:
        Linux maps such a one all the same, and ends the program that touches what is not there.
    :raises DriverBitness: it is for programs of another width.
    """
    try:
        with driver.open("rb") as file:
            head = file.read(4096)
            size = file.seek(0, SEEK_END)
    except FileNotFoundError as error:
        raise DriverMissing(where=str(driver)) from error
    except OSError as error:
        raise DriverUnusable(where=str(driver), reason=error.strerror or "") from error
    bits = _bits(head)
    if bits is None:
        raise DriverUnusable(where=str(driver), reason="kind")
    if bits != OWN_BITS:
        raise DriverBitness(where=str(driver), driver=str(bits), own=str(OWN_BITS))
    if head[:4] == b"\x7fELF" and _elf_end(head) > size:
        raise DriverUnusable(where=str(driver), reason="cut short")


def _bits(head: bytes) -> int | None:
    """Width of a library for this system, or ``None`` when it is none."""
    if sys.platform == "win32":
        return windows_bits(head)
    return {1: 32, 2: 64}.get(head[4]) if head[:4] == b"\x7fELF" and len(head) > 4 else None


def windows_bits(head: bytes) -> int | None:
    """Width of a library for Windows by its first bytes, or ``None`` when it is none."""
    if head[:2] != b"MZ" or len(head) < 64:
        return None
    at = int.from_bytes(head[60:64], "little")
    machine = int.from_bytes(head[at + 4 : at + 6], "little")
    return _PE_MACHINES.get(machine) if head[at : at + 4] == b"PE\0\0" else None


def _elf_end(head: bytes) -> int:
    """Where the last part ends that a 64-bit library of Linux wants loaded (its program headers, ELF-64, 5), in bytes."""
    parts_at, entry, count = (int.from_bytes(head[a:b], "little") for a, b in ((32, 40), (54, 56), (56, 58)))
    ends = [parts_at + entry * count]
    for number in range(min(count, len(head) // max(entry, 1))):
        part = head[parts_at + number * entry :][:40]
        ends.append(int.from_bytes(part[8:16], "little") + int.from_bytes(part[32:40], "little"))
    return max(ends)

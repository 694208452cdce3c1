"""Authorities and revocation lists as files: a folder of the user's own beside one that the machine's keeper fills.

The machine's folder holds plain files as they came, so that any tool can put them there: certificates (PEM, DER, P7B) in
``roots`` and ``links``, lists (DER, PEM) in ``lists``; a file named ``locked`` says that no others count. The user's own
folder holds one file a certificate, with who put it there and when; what is removed stays, marked, and can come back.
"""

import contextlib
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from dvapp.domain.errors import FileMissing, FileUnreadable, FileUnwritable, TrustUnreadable
from dvapp.domain.signing.authorities import Kept, KeptAuthority, KeptList, Origin, Use
from dvapp.exchange.files import LocalFiles, refusal
from dvapp.host.reasons import system_reason
from dvapp.services.signing.trust_ports import Certificates

_FOLDERS = {Use.ROOT: "roots", Use.LINK: "links"}
_LISTS, _LOCK = "lists", "locked"
_LIST_NAMES = frozenset({".crl", ".pem", ".der"})
_LARGEST = 100 * 2**20
"""Bytes; the largest revocation lists of public authorities have some tens of millions."""


class TrustFolders:
    """:class:`dvapp.services.signing.trust_ports.TrustKeeper` in two folders, which need not exist."""

    def __init__(self, machine: Path, own: Path, certificates: Certificates) -> None:
        self._machine, self._own = machine, own
        self._certificates = certificates
        self._files = LocalFiles()

    @property
    def machine_folder(self) -> Path:
        """The folder that is only read."""
        return self._machine

    def kept(self) -> Kept:
        """All that is kept; what cannot be read is named as a fault."""
        faults: list[str] = []
        authorities = list(self._of_machine(faults))
        lists = list(self._lists_of_machine(faults))
        locked = (self._machine / _LOCK).exists()
        if not locked:
            known = {one.fingerprint for one in authorities}
            authorities += [one for one in self._of_own(faults) if one.fingerprint not in known]
        # Lists need no trust: an authority that counts has signed each.
        lists += self._lists_of_own(faults)
        return Kept(
            authorities=tuple(authorities), lists=tuple(lists), faults=tuple(sorted(faults)), locked=locked
        )

    def put(self, authority: KeptAuthority) -> None:
        """Keep one of the user's own.

        :raises DiskFull, FileUnwritable: as they say.
        """
        removed = authority.removed_at
        plain = {
            "certificate": b64encode(authority.content).decode(),
            "use": authority.use.value,
            "by": authority.by,
            "at": authority.at.isoformat(),
            "source": authority.source,
            "removed_by": authority.removed_by,
            "removed_at": removed.isoformat() if removed else None,
        }
        self._write(self._own / "authorities" / f"{authority.fingerprint}.json", _json(plain))

    def put_list(self, revocation: KeptList) -> None:
        """Keep a list in the place of its key.

        :raises DiskFull, FileUnwritable: as they say.
        """
        plain = {
            "sha256": sha256(revocation.content).hexdigest(),
            "by": revocation.by,
            "at": revocation.at.isoformat(),
            "source": revocation.source,
        }
        folder = self._own / _LISTS
        self._write(folder / f"{revocation.key}.crl", revocation.content)
        self._write(folder / f"{revocation.key}.json", _json(plain))

    def drop_list(self, key: str) -> None:
        """Keep a list no longer.

        :raises FileUnwritable: as it says.
        """
        for ending in (".crl", ".json"):
            path = self._own / _LISTS / f"{key}{ending}"
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise FileUnwritable(where=str(path), reason=system_reason(error)) from error

    def files(self, place: Path) -> tuple[Path, ...]:
        """The file itself, or what in a folder has the name of a revocation list.

        :raises FileMissing, FileUnreadable: as they say.
        """
        if not place.is_dir():
            self._files.size(place)
            return (place,)
        try:
            return tuple(
                sorted(
                    path
                    for path in place.rglob("*")
                    if path.suffix.casefold() in _LIST_NAMES and path.is_file()
                )
            )
        except OSError as error:
            raise FileUnreadable(where=str(place), reason=system_reason(error)) from error

    # --- reading -----------------------------------------------------------------------------------------------------

    def _of_machine(self, faults: list[str]) -> Iterator[KeptAuthority]:
        for use, name in _FOLDERS.items():
            for path, content in self._contents(self._machine / name, faults):
                try:
                    found = self._certificates.read(content)
                except TrustUnreadable:
                    faults.append(str(path))
                    continue
                for one in found:
                    yield KeptAuthority(
                        content=one.content,
                        fingerprint=one.facts.fingerprint,
                        use=use,
                        origin=Origin.MACHINE,
                        by="",
                        at=_date_of(path),
                        source=path.name,
                    )

    def _of_own(self, faults: list[str]) -> Iterator[KeptAuthority]:
        for path, content in self._contents(self._own / "authorities", faults):
            try:
                yield _authority(content, path.stem)
            except (ValueError, KeyError, TypeError):
                faults.append(str(path))

    def _lists_of_machine(self, faults: list[str]) -> Iterator[KeptList]:
        for path, content in self._contents(self._machine / _LISTS, faults):
            yield KeptList(
                content=content,
                key=path.name,
                origin=Origin.MACHINE,
                by="",
                at=_date_of(path),
                source=path.name,
            )

    def _lists_of_own(self, faults: list[str]) -> Iterator[KeptList]:
        for path, content in self._contents(self._own / _LISTS, faults, ".crl"):
            beside = self._beside(path.with_suffix(".json"), content)
            at = beside.get("at", "")
            yield KeptList(
                content=content,
                key=path.stem,
                origin=Origin.OWN,
                by=beside.get("by", ""),
                at=_moment(at) if at else _date_of(path),
                source=beside.get("source", path.name),
            )

    def _beside(self, path: Path, content: bytes) -> dict[str, str]:
        """Who brought a list; nothing when that was told of another content."""
        with contextlib.suppress(FileMissing, FileUnreadable, ValueError):
            told = json.loads(self._files.read(path))
            if isinstance(told, dict) and told.get("sha256") == sha256(content).hexdigest():
                return {name: str(value) for name, value in told.items()}
        return {}

    def _contents(self, folder: Path, faults: list[str], ending: str = "") -> Iterator[tuple[Path, bytes]]:
        """The files of a folder by name; none when there is no such folder."""
        try:
            paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        except FileNotFoundError:
            return
        except OSError:
            faults.append(str(folder))
            return
        for path in paths:
            if not path.is_file() or (ending and path.suffix != ending):
                continue
            try:
                if self._files.size(path) <= _LARGEST:
                    yield path, self._files.read(path)
                else:
                    faults.append(str(path))
            except (FileMissing, FileUnreadable):
                faults.append(str(path))

    def _write(self, path: Path, content: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise refusal(error, path) from error
        self._files.write(path, content)


def _authority(content: bytes, fingerprint: str) -> KeptAuthority:
    """:raises ValueError, KeyError, TypeError: it is none, or not the one that its name says."""
    plain = json.loads(content)
    certificate = b64decode(plain["certificate"], validate=True)
    if sha256(certificate).hexdigest() != fingerprint:
        raise ValueError(fingerprint)
    return KeptAuthority(
        content=certificate,
        fingerprint=fingerprint,
        use=Use(plain["use"]),
        origin=Origin.OWN,
        by=str(plain["by"]),
        at=_moment(plain["at"]),
        source=str(plain["source"]),
        removed_by=str(plain["removed_by"]),
        removed_at=_moment(plain["removed_at"]) if plain["removed_at"] else None,
    )


def _moment(text: str) -> datetime:
    """:raises ValueError: no moment with a zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _date_of(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return datetime.fromtimestamp(0, UTC)


def _json(plain: Mapping[str, str | None]) -> bytes:
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True).encode()

"""What the trust section shows and does, without a widget. All of it may run beside the window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dvapp.domain.signing.authorities import KeptList, KnownList, TrustedAuthority
from dvapp.services.places import require_output
from dvapp.services.ports import Tools
from dvapp.services.signing.revocation_lists import (
    Brought,
    import_lists,
    lists_of,
    remove_list,
    restore_list,
)
from dvapp.services.signing.trust import (
    PEM,
    Candidate,
    add_authorities,
    examine_file,
    export_authorities,
    remove_authority,
    restore_authority,
    trusted_authorities,
)

LIST_NAMES = frozenset({".crl"})
CERTIFICATE_NAMES = frozenset({".pem", ".crt", ".cer", ".der", ".p7b", ".p7c", ".sst", ".zip"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that the section shows. ``faults``: files of the machine's folder that hold nothing of the kind."""

    authorities: tuple[TrustedAuthority, ...]
    lists: tuple[KnownList, ...]
    faults: tuple[str, ...]
    locked: bool
    folder: Path
    now: datetime


class TrustModel:
    """Reads and changes what is trusted.

    :param by: the name of whoever works here, kept with what is added and removed.
    """

    def __init__(self, tools: Tools, by: Callable[[], str]) -> None:
        self._tools, self._by = tools, by

    def load(self) -> Shown:
        """What is trusted now."""
        kept = self._tools.trust.kept()
        return Shown(
            authorities=trusted_authorities(self._tools),
            lists=lists_of(kept, self._tools),
            faults=kept.faults,
            locked=kept.locked,
            folder=self._tools.trust.machine_folder,
            now=self._tools.clock.now(),
        )

    def look(self, file: Path) -> tuple[Candidate, ...]:
        """What a file would bring.

        :raises FileMissing, FileUnreadable, TrustUnreadable: the file.
        """
        return examine_file(file, self._tools)

    def add(self, chosen: Sequence[Candidate], source: str) -> int:
        """Keep what was chosen; how many there are.

        :raises NotAnAuthority, TrustLocked, DiskFull, FileUnwritable: as they say.
        """
        return len(add_authorities(chosen, source=source, by=self._by(), tools=self._tools))

    def remove(self, fingerprint: str) -> str:
        """Trust an authority no longer; its name.

        :raises AuthorityUnknown, AuthorityOfMachine, DiskFull, FileUnwritable: as they say.
        """
        return remove_authority(fingerprint, by=self._by(), tools=self._tools).facts.name

    def restore(self, fingerprint: str) -> None:
        """Trust it again.

        :raises AuthorityUnknown, TrustLocked, DiskFull, FileUnwritable: as they say.
        """
        restore_authority(fingerprint, by=self._by(), tools=self._tools)

    def export(self, out: Path) -> None:
        """Write the certificates in use.

        :raises TrustUnreadable, OutputTaken, DiskFull, FileUnwritable: as they say.
        """
        require_output(out, start=PEM, files=self._tools.files)
        self._tools.files.write(out, export_authorities((), self._tools))

    def bring(self, place: Path) -> tuple[Brought, ...]:
        """Keep what is proved and new of a file or a folder of revocation lists.

        :raises FileMissing, FileUnreadable, NoRevocationLists, RevocationListUnreadable, DiskFull, FileUnwritable: as
            they say.
        """
        return import_lists(place, by=self._by(), tools=self._tools)

    def drop(self, fingerprint: str) -> KeptList:
        """Keep a list no longer.

        :raises RevocationListUnknown, FileUnwritable: as they say.
        """
        return remove_list(fingerprint, self._tools)

    def put_back(self, kept: KeptList) -> None:
        """Keep it again.

        :raises DiskFull, FileUnwritable: as they say.
        """
        restore_list(kept, self._tools)


def is_list(path: Path) -> bool:
    """Whether something that was dropped is a revocation list, or a folder of such."""
    return path.is_dir() or path.suffix.casefold() in LIST_NAMES

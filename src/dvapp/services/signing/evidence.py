"""The evidence pack: everything a verdict rests on, in one ZIP that is read without this program."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from dvapp.domain.papers.reports import AnnexTable, Block
from dvapp.domain.signing.authorities import Trusted
from dvapp.domain.signing.evidence import EvidenceItem
from dvapp.domain.signing.verification import Verification
from dvapp.domain.signing.verify_errors import FileChanged
from dvapp.services.places import ZIP, named, require_output
from dvapp.services.ports import Tools
from dvapp.services.signing.verify_ports import Stopped, never

VERDICT = "verdict.json"
PAPER = "verdict.pdf"
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A verification in the words of whoever asked for the pack.

    :param plain: as JSON values. ``title``, ``blocks``: as the text of a paper.
    """

    plain: Mapping[str, Any]
    title: str
    blocks: Sequence[Block | AnnexTable]


def write_evidence(
    path: Path,
    out: Path,
    *,
    by: Trusted,
    found: Verification,
    telling: Telling,
    when: datetime,
    tools: Tools,
    stopped: Stopped = never,
) -> None:
    """Write the evidence pack of a verified document; the same bytes for the same arguments.

    :param by: the authorities it was verified by.
    :param when: the time of verifying.
    :raises FileMissing, FileUnreadable, PdfUnreadable, VerifyingTooLong, VerifyingBroke, Cancelled: the document.
    :raises FileChanged: it is no longer the file that was verified.
    :raises OutputIsInput, OutputTaken, FileUnwritable, DiskFull: the pack.
    """
    require_output(out, path, start=ZIP, files=tools.files)
    pdf = tools.files.read(path)
    with named(path):
        if sha256(pdf).hexdigest() != found.digest:
            raise FileChanged
        items = tools.verifier.evidence(pdf, trust=by.roots or None, lists=by.lists, stopped=stopped)
    verdict = json.dumps(telling.plain, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"
    paper = tools.pages.plain_paper(
        telling.title,
        telling.blocks,
        profile=tools.pages.profiles()[
            -1
        ],  # any will do: it is no paper of the board, only page and letters are its
        data=verdict,
        name=VERDICT,
        when=when,
    )
    tools.files.write(out, packed([_item(VERDICT, verdict), _item(PAPER, paper), *items], when))


def packed(items: Iterable[EvidenceItem], when: datetime) -> bytes:
    """A ZIP of the items in the order of their names, with a list of their digests that ``sha256sum -c`` reads."""
    ordered = sorted(items, key=lambda item: item.name)
    sums = "".join(f"{sha256(item.content).hexdigest()}  {item.name}\n" for item in ordered)
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as target:
        for item in (*ordered, _item(SUMS, sums.encode("ascii"))):
            entry = zipfile.ZipInfo(item.name, date_time=when.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            target.writestr(entry, item.content)
    return raw.getvalue()


def _item(name: str, content: bytes) -> EvidenceItem:
    return EvidenceItem(name=name, content=content)

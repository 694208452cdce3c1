"""The leaders' signatures and the clerk's number, date and seal, on files. Inputs are never touched; results are proved first.

A joint paper is signed by both leaders in either order, sealed by the second body, and then numbered and sealed by the body
in charge; each step refuses a paper that is not ready for it (:mod:`dvapp.services.signing.on_bytes` has the steps).
"""

import logging
from datetime import date
from pathlib import Path

from dvapp.domain.papers.reports import Role
from dvapp.domain.signing.choices import Signed
from dvapp.services.places import PDF, require_output
from dvapp.services.ports import Tools
from dvapp.services.signing import on_bytes
from dvapp.services.signing.keys import KeySource, files_of
from dvapp.services.signing.manner import Manner
from dvapp.services.signing.on_bytes import LARGEST_NUMBER, Body

__all__ = ["LARGEST_NUMBER", "Body", "issue_report", "seal_second", "sign_report"]

log = logging.getLogger(__name__)


def sign_report(
    source: Path,
    *,
    key: KeySource,
    role: Role,
    out: Path,
    tools: Tools,
    body: Body = Body.LEAD,
    manner: Manner | None = None,
    account: str = "",
) -> Signed:
    """Sign a copy made for signature as leader or deputy of a body.

    :param manner: timestamp, picture, questions asked online; none of them by default.
    :param account: name of whoever works in the store, empty where that is not known.

    :raises FileMissing, FileUnreadable, FileUnwritable, DiskFull: the files.
    :raises OutputIsInput, OutputTaken: ``out`` is one of them, or a file of another kind.
    :raises: whatever :func:`~dvapp.services.signing.on_bytes.signed` says of the paper, the signer and the key.
    """
    require_output(out, source, *_inputs(key, manner), start=PDF, files=tools.files)
    pdf = tools.files.read(source)
    made = on_bytes.signed(
        pdf, source, key=key, role=role, tools=tools, body=body, manner=manner, account=account
    )
    tools.files.write(out, made.pdf)
    log.info("a report was signed for the %s body, level %s", body.value, made.signed.level.value)
    return made.signed


def seal_second(
    source: Path, *, key: KeySource, out: Path, tools: Tools, manner: Manner | None = None
) -> Signed:
    """Seal a joint paper for its second body, after both leaders signed and before it is numbered.

    :raises FileMissing, FileUnreadable, FileUnwritable, DiskFull: the files.
    :raises OutputIsInput, OutputTaken: ``out`` is one of them, or a file of another kind.
    :raises: whatever :func:`~dvapp.services.signing.on_bytes.second_sealed` says of the paper and the key.
    """
    require_output(out, source, *_inputs(key, manner), start=PDF, files=tools.files)
    pdf = tools.files.read(source)
    made = on_bytes.second_sealed(pdf, source, key=key, tools=tools, manner=manner)
    tools.files.write(out, made.pdf)
    log.info("a joint report was sealed for the second body, level %s", made.signed.level.value)
    return made.signed


def issue_report(
    source: Path,
    *,
    number: int,
    issued: date,
    key: KeySource,
    out: Path,
    tools: Tools,
    manner: Manner | None = None,
) -> Signed:
    """Fill number and date into a signed report and seal it; a joint paper must bear the second body's seal by then.

    :raises FileMissing, FileUnreadable, FileUnwritable, DiskFull: the files.
    :raises OutputIsInput, OutputTaken: ``out`` is one of them, or a file of another kind.
    :raises: whatever :func:`~dvapp.services.signing.on_bytes.issued_with` says of number, date, paper and key.
    """
    require_output(out, source, *_inputs(key, manner), start=PDF, files=tools.files)
    on_bytes.require_number(number)
    pdf = tools.files.read(source)
    made = on_bytes.issued_with(
        pdf, source, number=number, issued=issued, key=key, tools=tools, manner=manner
    )
    tools.files.write(out, made.pdf)
    log.info("a report was issued, level %s", made.signed.level.value)
    return made.signed


def _inputs(key: KeySource, manner: Manner | None) -> tuple[Path, ...]:
    """Files that no result may be written over."""
    picture = manner.picture if manner is not None else None
    return (*files_of(key), *((picture,) if picture is not None else ()))

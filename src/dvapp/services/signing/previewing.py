"""What a paper will look like once it is signed or sealed, before anybody signs."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath

from dvapp.domain.papers.reports import Role
from dvapp.domain.signing.choices import Doubt
from dvapp.domain.signing.signers import OtherName
from dvapp.domain.signing.verification import KeyHolder
from dvapp.services.ports import Tools
from dvapp.services.reports.paging import FieldPlace
from dvapp.services.signing.manner import Manner
from dvapp.services.signing.on_bytes import (
    Body,
    Prepared,
    others_of,
    ready_for_second_seal,
    ready_to_issue,
    ready_to_sign,
    with_seal,
    with_signer,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The paper as it will look. Nothing in it is signed.

    :param place: where the stamp stands. ``doubts``: what the signer has to know of its picture.
    :param holder: whom the certificate names. ``others``: the names that it should bear and does not.
    """

    pdf: bytes = field(repr=False)
    place: FieldPlace
    doubts: tuple[Doubt, ...]
    holder: str = ""
    others: tuple[OtherName, ...] = ()


def preview_signature(
    source: Path,
    *,
    holder: KeyHolder,
    role: Role,
    tools: Tools,
    body: Body = Body.LEAD,
    manner: Manner | None = None,
    account: str = "",
) -> Preview:
    """A copy made for signature, as its signer's stamp will make it look.

    :param account: name of whoever works in the store, empty where that is not known.
    :raises: as :func:`~dvapp.services.signing.on_bytes.signed` says of paper, signer and picture.
    :raises FileMissing, FileUnreadable: the file.
    """
    pdf = tools.files.read(source)
    return signature_on(
        pdf, source, holder=holder, role=role, tools=tools, body=body, manner=manner, account=account
    )


def signature_on(
    pdf: bytes,
    place: PurePath,
    *,
    holder: KeyHolder,
    role: Role,
    tools: Tools,
    body: Body = Body.LEAD,
    manner: Manner | None = None,
    account: str = "",
) -> Preview:
    """As :func:`preview_signature`, of a paper that is at hand as bytes. ``place``: how refusals name it."""
    ready = ready_to_sign(pdf, place, role=role, body=body, tools=tools)
    made = with_signer(
        ready, place, role=role, body=body, holder=holder, manner=manner or Manner(), tools=tools,
        account=account, proved=False,
    )  # fmt: skip
    others = others_of(ready.report, body, holder, account)
    return replace(_shown(made, tools), holder=holder.name, others=others)


def preview_seal(
    source: Path,
    *,
    holder: KeyHolder,
    tools: Tools,
    number: int = 1,
    issued: date | None = None,
    body: Body = Body.LEAD,
    manner: Manner | None = None,
) -> Preview:
    """A signed paper, as number, date and seal will make it look; of the second body the seal alone.

    :raises: as :func:`~dvapp.services.signing.on_bytes.issued_with` says of number, date, paper and picture.
    :raises FileMissing, FileUnreadable: the file.
    """
    pdf = tools.files.read(source)
    return seal_on(
        pdf, source, holder=holder, tools=tools, number=number, issued=issued, body=body, manner=manner
    )


def seal_on(
    pdf: bytes,
    place: PurePath,
    *,
    holder: KeyHolder,
    tools: Tools,
    number: int = 1,
    issued: date | None = None,
    body: Body = Body.LEAD,
    manner: Manner | None = None,
) -> Preview:
    """As :func:`preview_seal`, of a paper that is at hand as bytes. ``place``: how refusals name it."""
    if body is Body.SECOND:
        ready = ready_for_second_seal(pdf, place, tools)
    else:
        day = issued or tools.clock.today()
        ready = ready_to_issue(pdf, place, number=number, issued=day, tools=tools)
    return _shown(with_seal(ready, place, holder=holder, manner=manner or Manner(), tools=tools), tools)


def _shown(made: Prepared, tools: Tools) -> Preview:
    pdf = tools.signatures.show(made.pdf, field=made.field, stamp=made.stamp, fills=made.fills)
    return Preview(pdf=pdf, place=tools.pages.field_places(pdf)[made.field], doubts=made.doubts)

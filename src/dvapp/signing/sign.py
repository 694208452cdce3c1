"""The leader's certifying signature and the clerk's step. Imports pyHanko; load it late.

PAdES B-B (ETSI EN 319 142-1): ``ETSI.CAdES.detached``, SHA-256, signing time in ``/M``. pyHanko's embedder is used
rather than its ``PdfSigner``, which takes the time from the system, raises the file to PDF 2.0 for ordinary elliptic
curves (PDF/A-3 stays 1.7), and can lock fields only as the field itself asks.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import BuildProps, SignatureObject
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer

from dvapp.domain.errors import AlreadyIssued, AlreadySigned, NotOurReport, NotSigned
from dvapp.domain.signing.verification import SignatureRole
from dvapp.services.reports.paging import FieldFill
from dvapp.signing.fields import fill, show
from dvapp.signing.keys import OpenKey
from dvapp.signing.revisions import FormField, fields_of, open_pdf
from dvapp.signing.roles import claim, reason_of
from dvapp.signing.verify import require_intact

_DIGEST = "sha256"

_ROOM = 2 * 1024
"""Bytes of a signature beside its certificates: attributes and the value itself, 512 bytes with the longest RSA keys.
No more: pyHanko reads a signature letter by letter, and reads it often."""


def certify(
    pdf: bytes,
    key: OpenKey,
    *,
    field: str,
    stamp: bytes,
    when: datetime,
    role: SignatureRole,
    place: str,
    room: int = 0,
) -> bytes:
    """Sign ``field`` as the first signature; filling fields and signing stay allowed (DocMDP level 2).

    :param stamp: one-page PDF as large as the field.
    :param when: aware; its zone is written into the signature.
    :param room: bytes to be left in the signature for what is added to it afterwards.
    :raises PdfUnreadable, NotOurReport: no PDF, or none with a signature field of that name.
    :raises AlreadySigned: it bears a signature; a certifying one must be the first.
    """
    reader = open_pdf(pdf)
    fields = fields_of(reader)
    if _is_signed(fields):
        raise AlreadySigned
    target = _field(fields, field, "/Sig")
    writer = IncrementalPdfFileWriter.from_reader(reader)
    writer.register_extension(ESIC_EXTENSION_1)
    show(writer, target.reference.get_object(), stamp)
    lock = SigMDPSetup(md_algorithm=_DIGEST, certify=True, docmdp_perms=MDPPerm.FILL_FORMS)
    about = _About(role=role, when=when, place=place, room=room)
    return asyncio.run(_sign(writer, key.signer, target.name, lock, about))


def countersign(
    pdf: bytes,
    key: OpenKey,
    *,
    field: str,
    stamp: bytes,
    when: datetime,
    role: SignatureRole,
    place: str,
    room: int = 0,
) -> bytes:
    """Sign a further ``field`` of a signed document in an incremental update; what is allowed afterwards stays so.

    :raises PdfUnreadable, NotOurReport: no PDF, or none with a signature field of that name.
    :raises NotSigned: nobody has signed yet: the first signature certifies.
    :raises AlreadySigned: that field is signed.
    :raises SignatureBroken: a signature in the document does not hold, or something came after the last one.
    """
    reader = open_pdf(pdf)
    fields = fields_of(reader)
    if not _is_signed(fields):
        raise NotSigned
    target = _field(fields, field, "/Sig")
    if target.is_filled:
        raise AlreadySigned
    require_intact(pdf, now=when)
    writer = IncrementalPdfFileWriter.from_reader(reader)
    show(writer, target.reference.get_object(), stamp)
    about = _About(role=role, when=when, place=place, room=room)
    return asyncio.run(_sign(writer, key.signer, target.name, None, about))


def seal(
    pdf: bytes,
    key: OpenKey,
    *,
    field: str,
    stamp: bytes,
    when: datetime,
    fills: Sequence[FieldFill],
    room: int = 0,
) -> bytes:
    """Fill text fields and sign ``field`` in one incremental update, which locks every field.

    The lock is FieldMDP over all fields; if the prepared field asks for more (``/Lock`` with ``/P 1``), it says DocMDP
    level 1 as well. It cannot add that wish itself: the field is under the leader's signature.

    :raises PdfUnreadable, NotOurReport: no PDF, or a field is missing.
    :raises NotSigned: nobody has signed yet.
    :raises AlreadyIssued: a field is filled already.
    :raises SignatureBroken: a signature in the document does not hold, or something came after the last one.
    """
    reader = open_pdf(pdf)
    fields = fields_of(reader)
    if not _is_signed(fields):
        raise NotSigned
    target = _field(fields, field, "/Sig")
    places = [(_field(fields, content.name, "/Tx"), content) for content in fills]
    if any(place.is_filled for place in (target, *(place for place, _ in places))):
        raise AlreadyIssued
    require_intact(pdf, now=when)
    writer = IncrementalPdfFileWriter.from_reader(reader)
    for place, content in places:
        fill(writer, place, content)
    widget = target.reference.get_object()
    show(writer, widget, stamp)
    lock = SigMDPSetup(
        md_algorithm=_DIGEST,
        field_lock=FieldMDPSpec(FieldMDPAction.ALL),
        docmdp_perms=MDPPerm.NO_CHANGES if "/Lock" in widget else None,
    )
    about = _About(role=SignatureRole.SEAL, when=when, place="", room=room)
    return asyncio.run(_sign(writer, key.signer, target.name, lock, about))


def shown(pdf: bytes, *, field: str, stamp: bytes, fills: Sequence[FieldFill] = ()) -> bytes:
    """The document as it will look; nothing is signed.

    :raises PdfUnreadable, NotOurReport: no PDF, or a field is missing.
    """
    reader = open_pdf(pdf)
    fields = fields_of(reader)
    target = _field(fields, field, "/Sig")
    writer = IncrementalPdfFileWriter.from_reader(reader)
    for content in fills:
        fill(writer, _field(fields, content.name, "/Tx"), content)
    show(writer, target.reference.get_object(), stamp)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def _is_signed(fields: Mapping[str, FormField]) -> bool:
    return any(field.is_signature and field.is_filled for field in fields.values())


def _field(fields: Mapping[str, FormField], name: str, kind: str) -> FormField:
    field = fields.get(name)
    if field is None or field.kind != kind:
        raise NotOurReport
    return field


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """What a signature says of itself, and how many bytes it leaves for what is added to it."""

    role: SignatureRole
    when: datetime
    place: str
    room: int


async def _sign(
    writer: IncrementalPdfFileWriter, signer: Signer, field: str, lock: SigMDPSetup | None, about: _About
) -> bytes:
    assert signer.signing_cert is not None, "keys are opened with their certificate"
    certificates = (signer.signing_cert, *signer.cert_registry)
    room = _ROOM + about.room + sum(len(certificate.dump()) for certificate in certificates)
    value = SignatureObject(
        timestamp=about.when,
        subfilter=SigSeedSubFilter.PADES,
        reason=reason_of(field, about.role),
        location=about.place or None,
        app_build_props=BuildProps(name="dvapp"),
        bytes_reserved=2 * room,
    )
    # The embedder is a coroutine of the old kind; its steps stand in its documentation.
    steps = PdfCMSEmbedder().write_cms(field_name=field, writer=writer, existing_fields_only=True)
    next(steps)
    steps.send(SigObjSetup(sig_placeholder=value, mdp_setup=lock))
    prepared, output = steps.send(SigIOSetup(md_algorithm=_DIGEST))
    content = await signer.async_sign(
        prepared.document_digest,
        _DIGEST,
        use_pades=True,
        signed_attr_settings=PdfCMSSignedAttributes(cades_signed_attrs=claim(about.role)),
    )
    prepared.fill_with_cms(output, content)
    return bytes(output.getvalue())

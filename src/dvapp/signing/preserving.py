"""Adds to a signed paper what lets it be verified for years: revocation answers, and a timestamp over everything.

PAdES B-LT and B-LTA (ETSI EN 319 142-1, 5.4 and 5.5): a document security store and a document timestamp, in one
incremental update after the last signature; no signature is touched. Imports pyHanko; load it late.
"""

import asyncio
from datetime import datetime
from typing import Any

from asn1crypto import crl, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.signers.pdf_signer import TimestampDSSContentSettings
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore, collect_validation_info
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from dvapp.domain.errors import NotSigned
from dvapp.domain.signing.timestamp_errors import (
    RevocationListUnreadable,
    SignerNotTrusted,
    TimestampNotTrusted,
)
from dvapp.services.ports import Preservation
from dvapp.signing.certificates import holder_of
from dvapp.signing.revisions import fields_of, open_pdf
from dvapp.signing.trust import SKEW, read_authorities
from dvapp.signing.verify import require_intact

_DIGEST = "sha256"


def preserve(pdf: bytes, evidence: Preservation, stamper: TimeStamper, *, now: datetime) -> bytes:
    """The paper with revocation answers and a timestamp over all of it.

    :raises PdfUnreadable, NotSigned, SignatureBroken: it is no signed paper, or was changed.
    :raises TrustUnreadable, RevocationListUnreadable: what is to be trusted.
    :raises SignerNotTrusted, TimestampNotTrusted: they lead to none of the authorities.
    :raises TimestampUnavailable: no timestamp came; the paper is as it was.
    """
    require_intact(pdf, now=now)
    reader = open_pdf(pdf)
    context = _context(evidence, now)
    return asyncio.run(_released(reader, context, stamper))


async def _released(reader: PdfFileReader, context: ValidationContext, stamper: TimeStamper) -> bytes:
    try:
        return await _preserve(reader, context, stamper, str(getattr(stamper, "url", "")))
    finally:
        await context.aclose()  # what it opened to ask for revocation


def _context(evidence: Preservation, now: datetime) -> ValidationContext:
    options: dict[str, Any] = {
        "trust_roots": list(read_authorities(evidence.trust)),
        "other_certs": list(read_authorities(evidence.between)) if evidence.between.strip() else [],
        "crls": [_list(content) for content in evidence.lists],
        "moment": None if evidence.fetch else now,
        "allow_fetching": evidence.fetch,
        "time_tolerance": SKEW,
        # What can be had is taken along; what cannot leaves the paper at a lower level, and the verdict says so.
        "revocation_mode": "soft-fail",
    }
    return ValidationContext(**options)


def _list(content: bytes) -> crl.CertificateList:
    try:
        read = crl.CertificateList.load(content)
        read.native  # noqa: B018 - asn1crypto parses on demand; whatever is wrong shows here
    except (ValueError, TypeError, KeyError) as error:
        raise RevocationListUnreadable from error
    return read


async def _preserve(
    reader: PdfFileReader, context: ValidationContext, stamper: TimeStamper, address: str
) -> bytes:
    signed = [field for field in fields_of(reader).values() if field.is_signature and field.is_filled]
    if not signed:
        raise NotSigned
    paths = []
    for field in signed:
        signature = EmbeddedPdfSignature(reader, field.reference.get_object(), field.name)
        try:
            paths += await collect_validation_info(signature, context)
        except (PathError, ValidationError) as error:
            raise SignerNotTrusted(where=_name(signature.signer_cert)) from error
    writer = IncrementalPdfFileWriter.from_reader(reader)
    DocumentSecurityStore.supply_dss_in_writer(
        writer, None, paths=paths, validation_context=context, embed_roots=False
    )
    settings = TimestampDSSContentSettings(include_vri=False, update_before_ts=True)
    try:
        stamped = await PdfTimeStamper(stamper).async_timestamp_pdf(
            writer, _DIGEST, context, dss_settings=settings, embed_roots=False
        )
    except (PathError, ValidationError, SigningError) as error:
        raise TimestampNotTrusted(where=address) from error
    return bytes(stamped.getvalue())


def _name(certificate: x509.Certificate) -> str:
    return holder_of(certificate, None).name

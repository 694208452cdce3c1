"""A timestamp within a signature (PAdES B-T; ETSI EN 319 142-1, 5.3). Imports pyHanko; load it late.

It goes into the room that the signature left beside itself, which the signature does not cover: so a paper is signed
first, and a service that does not answer takes nothing away from it.
"""

import asyncio
import binascii
import hashlib
import secrets
from datetime import datetime

from asn1crypto import cms
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

from dvapp.domain.errors import DvError, NotSigned
from dvapp.domain.signing.timestamp_errors import BROKEN, NO_TIMESTAMP, TOO_LONG, TimestampUnavailable
from dvapp.signing.revisions import fields_of, open_pdf

ROOM = 12 * 1024
"""Bytes for a timestamp with its authority's certificates: those of national services take six to eight thousand."""

_DIGEST = "sha256"


def stamp_signature(pdf: bytes, field: str, stamper: TimeStamper) -> bytes:
    """The document with a timestamp in the signature of ``field``, which must be the last thing in it.

    :raises PdfUnreadable, NotSigned: it is no such document.
    :raises TimestampUnavailable: no timestamp came, or none that fits the signature.
    """
    begin, end = _place(pdf, field)
    room = binascii.unhexlify(pdf[begin + 1 : end - 1])
    content = cms.ContentInfo.load(room, strict=False)
    signer = content["content"]["signer_infos"][0]
    where = str(getattr(stamper, "url", ""))
    token = asyncio.run(_token(stamper, signer["signature"].native, where))
    attributes = [*signer["unsigned_attrs"]] if signer["unsigned_attrs"].native else []
    attributes.append(cms.CMSAttribute({"type": "signature_time_stamp_token", "values": [token]}))
    signer["unsigned_attrs"] = cms.CMSAttributes(attributes)
    stamped = content.dump()
    if len(stamped) > len(room):
        raise TimestampUnavailable(where=where, reason=TOO_LONG)
    written = binascii.hexlify(stamped.ljust(len(room), b"\0")).upper()
    return pdf[: begin + 1] + written + pdf[end - 1 :]


def ask_time(stamper: TimeStamper) -> datetime:
    """The time an authority tells, asked about nothing in particular.

    :raises TimestampUnavailable: it did not answer, or with no timestamp.
    """
    about = secrets.token_bytes(32)
    token = asyncio.run(_token(stamper, about, str(getattr(stamper, "url", ""))))
    told = token["content"]["encap_content_info"]["content"].parsed["gen_time"].native
    assert isinstance(told, datetime), "a timestamp that holds tells a time"
    return told


async def _token(stamper: TimeStamper, signature: bytes, where: str) -> cms.ContentInfo:
    token = await stamper.async_timestamp(hashlib.sha256(signature).digest(), _DIGEST)
    try:
        # Whether the authority is trusted is asked when the paper is verified, by whom it then concerns.
        nobody = ValidationContext(trust_roots=[], allow_fetching=False)
        found = await validate_tst_signed_data(
            token["content"], nobody, lambda algorithm: hashlib.new(algorithm, signature).digest()
        )
    except DvError:
        raise
    except Exception as error:  # as in examine: a stranger's answer raises from anywhere in the parser
        raise TimestampUnavailable(where=where, reason=NO_TIMESTAMP) from error
    if not (found["intact"] and found["valid"]):
        raise TimestampUnavailable(where=where, reason=BROKEN)
    return token


def _place(pdf: bytes, field: str) -> tuple[int, int]:
    """Where the signature's value stands in the file, its brackets included.

    :raises NotSigned: there is none, or it does not reach to the file's end.
    """
    found = fields_of(open_pdf(pdf)).get(field)
    if found is None or not (found.is_signature and found.is_filled):
        raise NotSigned
    spans = [int(number) for number in found.reference.get_object()["/V"]["/ByteRange"]]
    begin, end = spans[1], spans[2]
    if sum(spans[2:]) != len(pdf) or pdf[begin : begin + 1] != b"<" or pdf[end - 1 : end] != b">":
        raise NotSigned
    return begin, end

"""A page that is signed to try a key and belongs to no paper. Imports pyHanko; load it late."""

from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from dvapp.domain.signing.verification import SignatureRole
from dvapp.signing.keys import OpenKey
from dvapp.signing.sign import certify
from dvapp.signing.verify import require_intact


def sign_scratch(key: OpenKey, now: datetime) -> bytes:
    """Sign an empty page and verify it; the file. Nothing is written anywhere.

    :raises TokenRemoved, TokenFailed, PinLocked: the token.
    :raises SignatureBroken: what it made is no good signature.
    """
    signed = certify(_page(), key, field="Thu", stamp=_stamp(), when=now, role=SignatureRole.LEADER, place="")
    require_intact(signed, now=now)
    return signed


def _page() -> bytes:
    writer = PdfFileWriter()
    page = PageObject(
        contents=writer.add_object(generic.StreamObject(stream_data=b"")), media_box=(0, 0, 200, 100)
    )
    writer.insert_page(page)
    append_signature_field(writer, SigFieldSpec(sig_field_name="Thu", box=(10, 10, 190, 90)))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _stamp() -> bytes:
    writer = PdfFileWriter()
    page = PageObject(
        contents=writer.add_object(generic.StreamObject(stream_data=b"")), media_box=(0, 0, 180, 80)
    )
    writer.insert_page(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()

"""Reads signed PDFs: revisions, form fields, signed bytes. Imports pyHanko; load it late."""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.reader import PdfFileReader

from dvapp.domain.errors import PdfUnreadable, SignatureBroken
from dvapp.domain.words import Wording
from dvapp.signing.quick_reader import QuickReader

# Whatever pyHanko warns of becomes part of a finding, so its words would only be said twice, with names of people in
# them. What it raises still arrives.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

MAX_FIELDS = 500
"""More form fields than this are not examined: a dvapp document has six at most."""

MAX_REVISIONS = 50
"""More revisions than this are not examined: each is compared with each signed one before it."""

_MAX_DEPTH = 8

_RANGE = re.compile(rb"/ByteRange\s{0,9}\[" + rb"\s{0,9}".join([rb"", *[rb"(\d{1,10})"] * 4, rb""]) + rb"\]")
_VALUE = re.compile(rb"<[0-9A-Fa-f]+>")

DAMAGED = Wording("tệp hỏng hoặc không phải PDF", "damaged, or no PDF")
LOCKED = Wording(
    "tệp chỉ mở được bằng mật khẩu; đề nghị xin tệp không đặt mật khẩu",
    "it opens with a password only; ask for a copy that needs none",
)
MEDDLED = Wording(
    "tệp có chữ ký số nhưng cấu trúc không đúng chuẩn: bị hỏng hoặc đã bị can thiệp sau khi ký, không được sử dụng",
    "it bears signatures, but its structure breaks the standard: damaged or meddled with after signing, not to be used",
)
OFTEN_CHANGED = Wording(
    "tệp được ghi thêm quá nhiều lần nên không kiểm tra được", "it was added to too often to be verified"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A form field of one revision.

    :param kind: PDF's field type, such as ``/Tx`` or ``/Sig``.
    :param value: what stands in it, ``None`` when nothing does. Of a signature only the reference: reading one costs
        as much as all the rest of a small file.
    """

    name: str
    kind: str
    value: object | None
    reference: generic.IndirectObject

    @property
    def is_signature(self) -> bool:
        """Whether it is a place for a signature."""
        return self.kind == "/Sig"

    @property
    def is_filled(self) -> bool:
        """Whether it is signed, or holds a text that is not empty."""
        return self.value is not None if self.is_signature else bool(self.text)

    @property
    def text(self) -> str:
        """Its value as text; empty for a signature."""
        return str(self.value) if isinstance(self.value, str) else ""


def open_pdf(pdf: bytes) -> PdfFileReader:
    """A reader for ``pdf``, strict: what needs guessing is not worth a signature.

    :raises PdfUnreadable: not a PDF, encrypted with a password, or made of more than :data:`MAX_REVISIONS` revisions.
    """
    try:
        reader = QuickReader(BytesIO(pdf))
        # Whoever forbids printing or copying encrypts for everybody: such a file opens without a password.
        locked = reader.encrypted and reader.decrypt(b"").status is AuthStatus.FAILED
        readable = locked or "/Pages" in reader.root
        revisions = reader.total_revisions
    except Exception as error:  # a broken file raises from anywhere in the parser: ValueError,
        # TypeError, AssertionError, RecursionError, zlib.error; all of them mean this
        raise PdfUnreadable(reason=_why_broken(pdf)) from error
    if locked:
        raise PdfUnreadable(reason=LOCKED)
    if not readable:
        raise PdfUnreadable(reason=_why_broken(pdf))
    if revisions > MAX_REVISIONS:
        raise PdfUnreadable(reason=OFTEN_CHANGED)
    return reader


def _why_broken(pdf: bytes) -> Wording:
    """A file that says it is a signed PDF was meddled with, or damaged on its way."""
    return MEDDLED if pdf.lstrip()[:5] == b"%PDF-" and b"/ByteRange" in pdf else DAMAGED


def fields_of(reader: PdfFileReader, revision: int | None = None) -> Mapping[str, FormField]:
    """Form fields by full name, in the form's order; as of ``revision`` (from 0), by default as they are now.

    What a file written for quick viewing (linearized, ISO 32000-1, annex F) has before its own first state is none: it
    has no catalogue, and so no fields.

    :raises PdfUnreadable: the form cannot be read, or has more than :data:`MAX_FIELDS` fields.
    """
    found: dict[str, FormField] = {}
    try:
        if revision is not None and "/Root" not in reader.get_historical_resolver(revision).trailer_view:
            return found
        root = reader.root if revision is None else reader.get_historical_root(revision)
        form = _entry(root, "/AcroForm")
        for field in _walk((_entry(form, "/Fields") if form else None) or (), "", None, 0):
            found.setdefault(field.name, field)
            if len(found) > MAX_FIELDS:
                raise PdfUnreadable
    except PdfUnreadable:
        raise
    except Exception as error:  # as in open_pdf: objects are parsed when they are asked for
        raise PdfUnreadable from error
    return found


def is_timestamp(field: FormField) -> bool:
    """Whether it is a timestamp over the file. What cannot be read is none; examining it says so."""
    try:
        return str(field.reference.get_object()["/V"]["/Type"]) == "/DocTimeStamp"
    except Exception:  # noqa: BLE001 - a stranger's file raises from anywhere in the parser
        return False


def is_visible(field: FormField) -> bool:
    """Whether a field, or one of its widgets, takes up room on a page; what cannot be read may do so."""
    try:
        seen = field.reference.get_object()
        widgets = [seen, *(kid.get_object() for kid in (_entry(seen, "/Kids") or ()))]
        return any(_has_area(_entry(widget, "/Rect")) for widget in widgets)
    except Exception:  # noqa: BLE001 - as above
        return True


def _has_area(box: Any) -> bool:
    if box is None:
        return False
    left, bottom, right, top = (float(number) for number in box)
    return left != right and bottom != top


def _walk(entries: Iterable[object], above: str, inherited: str | None, depth: int) -> Iterator[FormField]:
    if depth > _MAX_DEPTH:  # a form that contains itself
        raise PdfUnreadable
    for entry in entries:
        field = entry.get_object() if isinstance(entry, generic.IndirectObject) else None
        if not isinstance(entry, generic.IndirectObject) or not isinstance(field, generic.DictionaryObject):
            continue
        if "/T" not in field:  # a widget of the field above, not a field
            continue
        name = f"{above}.{field['/T']}" if above else str(field["/T"])
        kind = str(field["/FT"]) if "/FT" in field else inherited
        if kind is not None:
            yield FormField(name=name, kind=kind, value=_value(field, kind), reference=entry)
        yield from _walk(_entry(field, "/Kids") or (), name, kind, depth + 1)


def _value(field: generic.DictionaryObject, kind: str) -> Any:
    if kind != "/Sig":
        return _entry(field, "/V")
    value = field.raw_get("/V") if "/V" in field else None
    return None if isinstance(value, generic.NullObject) else value


def _entry(dictionary: generic.DictionaryObject, key: str) -> Any:
    """An entry's object, ``None`` when it is absent or null. (``get`` would answer with a reference to it.)"""
    value = dictionary[key] if key in dictionary else None  # noqa: SIM401 - see above
    return None if isinstance(value, generic.NullObject) else value


def signed_span(signature: generic.DictionaryObject, pdf: bytes) -> int | None:
    """How many bytes from the file's begin a signature covers, its own value left out; ``None`` when it does not
    cover one piece, or leaves out anything beside its own value.

    pyHanko does not look at what stands in the gap, nor behind the signature inside its value: room for what nobody
    signed. Here the gap must be the value, in hexadecimal of one case, and nothing but zeros may follow the signature.
    """
    numbers = _entry(signature, "/ByteRange")
    if not isinstance(numbers, generic.ArrayObject) or len(numbers) != 4:
        return None
    start, before, after, rest = (int(number) for number in numbers)
    end = after + rest
    if start != 0 or not 0 < before < after < end <= len(pdf):
        return None
    return end if _is_value(pdf[before:after], signature) else None


def _is_value(gap: bytes, signature: generic.DictionaryObject) -> bool:
    digits = gap[1:-1]
    if gap[:1] + gap[-1:] != b"<>" or digits not in (digits.upper(), digits.lower()):
        return False
    contents = signature.raw_get("/Contents", decrypt=generic.EncryptedObjAccess.RAW)  # it is never encrypted
    value = getattr(contents, "original_bytes", b"")
    try:
        return bytes.fromhex(digits.decode("ascii")) == value and not any(value[_der_length(value) :])
    except ValueError:  # not hexadecimal, or not DER
        return False


def _der_length(value: bytes) -> int:
    """Length in bytes of the DER structure that ``value`` begins with (X.690, 8.1.3).

    Some signers write a length that shows only at its end (BER); then nothing is known of what follows.
    """
    if len(value) < 2:
        raise ValueError
    if value[1] == 0x80:
        return len(value)
    if value[1] < 0x80:
        return 2 + value[1]
    octets = value[1] & 0x7F
    return 2 + octets + int.from_bytes(value[2 : 2 + octets], "big")


def bears_signature(pdf: bytes) -> bool:
    """Whether somebody's signature lies in these very bytes, whatever the file says of itself.

    A state without a past (no ``/Prev``) can be appended to a signed file: nothing leads to the signatures any more, and
    every viewer shows a document that never was signed. A signature's own numbers say where its value lies, so that
    those of a file that is only attached to this one point to something else.
    """
    for found in _RANGE.finditer(pdf):
        start, before, after, rest = map(int, found.groups())
        gap = pdf[before:after]
        if start == 0 and before < after and after + rest <= len(pdf) and _VALUE.fullmatch(gap):
            return True
    return False


def signed_revision(pdf: bytes) -> bytes | None:
    """The file as its first signature covers it, or ``None`` when nothing is signed.

    :raises PdfUnreadable: not a PDF.
    :raises SignatureBroken: a signature does not say what it covers.
    """
    signed = [field for field in fields_of(open_pdf(pdf)).values() if field.is_signature and field.is_filled]
    return pdf[: min(_span_of(field, pdf) for field in signed)] if signed else None


def _span_of(field: FormField, pdf: bytes) -> int:
    try:
        span = signed_span(field.reference.get_object()["/V"], pdf)
    except Exception as error:  # as in open_pdf
        raise SignatureBroken from error
    if span is None:
        raise SignatureBroken
    return span

"""Signs, seals and verifies PDFs: the port that services know, in front of pyHanko.

pyHanko takes about a second to load, so each method fetches the module that does its work when it is called. None of
them may be called where an event loop runs (pyHanko's own interface is one of coroutines): use a job.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from dvapp.domain.signing.choices import Stamping
from dvapp.domain.signing.timestamp_errors import NOBODY, TimestampUnavailable
from dvapp.domain.signing.verification import SignatureRole, Verification
from dvapp.services.ports import Preservation, SigningKey
from dvapp.services.reports.paging import FieldFill, Fields

if TYPE_CHECKING:
    from dvapp.signing.keys import OpenKey
    from dvapp.signing.timestamps import PatientTimeStamper

T = TypeVar("T")

PREPARED_FIELDS = (
    Fields.NUMBER,
    Fields.DATE,
    Fields.LEADER,
    Fields.SEAL,
    Fields.SECOND_LEADER,
    Fields.SECOND_SEAL,
)


class PdfSignatures:
    """:class:`dvapp.services.ports.Signatures` with pyHanko. Keeps nothing between calls."""

    def open_key(self, key_file: bytes, password: str, *, now: datetime, where: str = "") -> "OpenKey":
        """Open a PKCS#12 key and check that its certificate may sign at ``now``.

        :raises KeyUnreadable: no PKCS#12, or one without a private key (RSA, elliptic curve) and its certificate.
        :raises KeyPasswordWrong: the password does not open it.
        :raises CertificateExpired, CertificateNotYetValid, CertificateUnsuitable, CertificateWeak: where: the holder.
        """
        from dvapp.signing.keys import open_key

        return open_key(key_file, password, now=now, where=where)

    def certify(
        self,
        pdf: bytes,
        key: SigningKey,
        *,
        field: str,
        stamp: bytes,
        when: datetime,
        role: str,
        place: str,
        room_for_timestamp: bool = False,
    ) -> bytes:
        """Sign the prepared field as the first, certifying signature; filling fields stays allowed.

        :param role: ``leader`` or ``deputy``.
        :raises PdfUnreadable, NotOurReport, AlreadySigned: as they say.
        """
        from dvapp.signing.sign import certify

        return certify(
            pdf,
            _own(key),
            field=field,
            stamp=stamp,
            when=when,
            role=SignatureRole(role),
            place=place,
            room=_room(room_for_timestamp),
        )

    def countersign(
        self,
        pdf: bytes,
        key: SigningKey,
        *,
        field: str,
        stamp: bytes,
        when: datetime,
        role: str,
        place: str,
        room_for_timestamp: bool = False,
    ) -> bytes:
        """Sign a further prepared field of a signed document; it closes nothing.

        :param role: ``leader``, ``deputy`` or ``seal``.
        :raises PdfUnreadable, NotOurReport, NotSigned, AlreadySigned: as they say.
        :raises SignatureBroken: the document was changed since it was signed.
        """
        from dvapp.signing.sign import countersign

        return countersign(
            pdf,
            _own(key),
            field=field,
            stamp=stamp,
            when=when,
            role=SignatureRole(role),
            place=place,
            room=_room(room_for_timestamp),
        )

    def seal(
        self,
        pdf: bytes,
        key: SigningKey,
        *,
        field: str,
        stamp: bytes,
        when: datetime,
        fills: Sequence[FieldFill],
        room_for_timestamp: bool = False,
    ) -> bytes:
        """Fill prepared text fields and add the last signature; nothing may change after it.

        :raises PdfUnreadable, NotOurReport, NotSigned, AlreadyIssued: as they say.
        :raises SignatureBroken: the document was changed since it was signed.
        """
        from dvapp.signing.sign import seal

        return seal(
            pdf,
            _own(key),
            field=field,
            stamp=stamp,
            when=when,
            fills=fills,
            room=_room(room_for_timestamp),
        )

    def stamp_signature(
        self, pdf: bytes, *, field: str, stamping: Stamping, watch: Callable[[], None] | None = None
    ) -> bytes:
        """Put a timestamp into the last signature, which left room for it; nothing else changes.

        :raises PdfUnreadable, NotSigned: the signature of ``field`` is not the last thing in the document.
        :raises TimestampUnavailable: none of the authorities gave one. Others: what ``watch`` raises.
        """
        from dvapp.signing.stamping import stamp_signature

        return _from_any(stamping, watch, lambda asked: stamp_signature(pdf, field, asked))

    def ask_time(self, stamping: Stamping, watch: Callable[[], None] | None = None) -> datetime:
        """The time that the first authority that answers tells, to find out whether one does.

        :raises TimestampUnavailable: none of them answered. Others: what ``watch`` raises.
        """
        from dvapp.signing.stamping import ask_time

        return _from_any(stamping, watch, ask_time)

    def show(self, pdf: bytes, *, field: str, stamp: bytes, fills: Sequence[FieldFill] = ()) -> bytes:
        """The document as it will look with this stamp and these lines; nothing is signed.

        :raises PdfUnreadable, NotOurReport: no PDF, or a field is missing.
        """
        from dvapp.signing.sign import shown

        return shown(pdf, field=field, stamp=stamp, fills=fills)

    def ask_revocation(self, key: SigningKey, *, trust: bytes, between: bytes, now: datetime) -> bool | None:
        """Ask the places that the key's certificate names whether it was revoked; ``None``: nobody could tell."""
        from dvapp.signing.asking import ask_revocation

        return ask_revocation(_own(key), trust=trust, between=between, now=now)

    def verify(
        self,
        pdf: bytes,
        *,
        trust: bytes | None,
        now: datetime,
        lists: Sequence[bytes] = (),
        between: bytes = b"",
    ) -> Verification:
        """Verify every signature against the given authorities (PEM or DER certificates).

        :param lists: revocation lists (DER) at hand. ``between``: authorities between, which are not trusted.
        :raises TrustUnreadable: ``trust`` holds no certificate.
        :raises PdfUnreadable: not a PDF.
        """
        from dvapp.signing.verify import verify

        return verify(pdf, trust=trust, now=now, lists=lists, between=between)

    def preserve(self, pdf: bytes, evidence: Preservation, *, now: datetime) -> bytes:
        """Add revocation answers and a timestamp over everything; no signature is touched.

        :raises PdfUnreadable, NotSigned, SignatureBroken: it is no signed paper, or was changed.
        :raises TrustUnreadable, RevocationListUnreadable, SignerNotTrusted, TimestampNotTrusted: what is trusted.
        :raises TimestampUnavailable: no timestamp came.
        """
        from dvapp.signing.preserving import preserve
        from dvapp.signing.timestamps import PatientTimeStamper, pauses_of

        stamper = PatientTimeStamper(
            evidence.authority,
            pauses=pauses_of(evidence.tries),
            patience=evidence.patience,
            watch=evidence.watch,
        )
        return preserve(pdf, evidence, stamper, now=now)

    def state(self, pdf: bytes) -> Mapping[str, bool]:
        """Prepared field name to whether it is filled or signed; empty for a PDF without such fields.

        :raises PdfUnreadable: not a PDF.
        """
        from dvapp.signing.revisions import fields_of, open_pdf

        fields = fields_of(open_pdf(pdf))
        return {name: fields[name].is_filled for name in PREPARED_FIELDS if name in fields}

    def signed_revision(self, pdf: bytes) -> bytes | None:
        """The file as the first signature covers it, or ``None`` when nothing is signed.

        :raises PdfUnreadable: not a PDF.
        :raises SignatureBroken: a signature does not say what it covers.
        """
        from dvapp.signing.revisions import signed_revision

        return signed_revision(pdf)


def _own(key: SigningKey) -> "OpenKey":
    from dvapp.signing.keys import OpenKey

    if not isinstance(key, OpenKey):
        raise TypeError("a key of another Signatures")
    return key


def _room(wanted: bool) -> int:
    from dvapp.signing.stamping import ROOM

    return ROOM if wanted else 0


def _from_any(
    stamping: Stamping, watch: Callable[[], None] | None, ask: "Callable[[PatientTimeStamper], T]"
) -> "T":
    """What the first of the authorities that answers gives.

    :raises TimestampUnavailable: none of them did.
    """
    from dvapp.signing.timestamps import PatientTimeStamper, pauses_of

    last = TimestampUnavailable(where="", reason=NOBODY)
    for address in stamping.authorities:
        pauses = pauses_of(stamping.tries)
        try:
            return ask(PatientTimeStamper(address, pauses=pauses, patience=stamping.patience, watch=watch))
        except TimestampUnavailable as refusal:
            last = refusal
    raise last

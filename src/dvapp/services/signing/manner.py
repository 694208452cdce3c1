"""How somebody signs: with whose timestamp, with which picture, and what is looked at before."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from dvapp.domain.errors import Cancelled
from dvapp.domain.signing.choices import Doubt, Signed, Stamping
from dvapp.domain.signing.stamp_errors import CertificateRevoked
from dvapp.domain.signing.timestamp_errors import TimestampUnavailable
from dvapp.domain.signing.verification import Level, Revocation, Verdict
from dvapp.services.places import named
from dvapp.services.ports import SigningKey, Tools
from dvapp.services.reports.paging import StampPicture, Tone
from dvapp.services.signing.trust import managed_trust


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a signature or a seal is made. The plain one asks nobody and shows no picture.

    :param online: whether the places that the certificate names may be asked whether it was revoked.
    :param picture: of the signature, or of the seal. ``clear_ground``: take its white paper for nothing.
    :param kept: the picture that the store keeps for whoever signs; shown where no file is named.
    :param own: nobody said which picture: the one that the store keeps goes before the file named here
        (:func:`~dvapp.services.signing.own_pictures.with_own_picture`).
    :param picture_size: real width of a seal in millimetres.
    :param any_name: whether a certificate may sign that is in another name than that of whoever was to sign; where not,
        somebody has to confirm it first.
    :param watch: called while a timestamp is waited for; a refusal it raises ends the waiting, not the signing.
    """

    stamping: Stamping = field(default_factory=Stamping)
    online: bool = False
    picture: Path | None = None
    kept: StampPicture | None = None
    own: bool = False
    clear_ground: bool = False
    picture_size: float | None = None
    any_name: bool = True
    watch: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A signed paper, and what its signer has to know of it."""

    pdf: bytes = field(repr=False)
    signed: Signed


def picture_in(manner: Manner, tools: Tools) -> StampPicture | None:
    """The picture that is to be shown.

    :raises FileMissing, FileUnreadable: its file.
    :raises PictureUnreadable, PictureTooLarge, PictureTooSmall, PictureOpaque, PictureEmpty: what is in it.
    """
    if manner.picture is None:
        return manner.kept
    content = tools.files.read(manner.picture)
    with named(manner.picture):
        return tools.pages.read_picture(content, clear_ground=manner.clear_ground)


def tone_doubt(picture: StampPicture | None, wanted: Tone) -> tuple[Doubt, ...]:
    """A word for who shows a signature that is not blue, or a seal that is not red."""
    if picture is None or picture.tone is wanted:
        return ()
    return (Doubt.PICTURE_NOT_BLUE if wanted is Tone.BLUE else Doubt.PICTURE_NOT_RED,)


def certificate_doubts(key: SigningKey, manner: Manner, tools: Tools) -> tuple[Doubt, ...]:
    """What is not known of the signer's certificate: a word to the signer, and no refusal.

    :raises CertificateRevoked: a list at hand, or an answer that was allowed to be asked for, says so.
    """
    now = tools.clock.now()
    trusted = managed_trust(tools)
    between = trusted.between + tools.certificates.pem(key.authorities)
    found = tools.certificates.standing(key.certificate, replace(trusted, between=between), now=now)
    if found.revocation is Revocation.REVOKED:
        raise CertificateRevoked(where=key.holder.name, since=found.revoked_at or "–")
    if not found.known:
        return (Doubt.CHAIN_UNKNOWN,)
    if found.revocation is not Revocation.UNKNOWN:
        return ()
    if manner.online:
        revoked = tools.signatures.ask_revocation(key, trust=trusted.roots, between=between, now=now)
        if revoked:
            raise CertificateRevoked(where=key.holder.name, since="–")
        if revoked is False:
            return ()
    return (Doubt.REVOCATION_STALE if found.stale else Doubt.REVOCATION_UNKNOWN,)


def with_timestamp(pdf: bytes, name: str, manner: Manner, tools: Tools, doubts: tuple[Doubt, ...]) -> Outcome:
    """The signed paper with a timestamp in the signature of that field, or as it is when none comes.

    :param doubts: what is to be said of the signature anyway.
    """
    if not manner.stamping.authorities:
        return Outcome(pdf=pdf, signed=Signed(level=Level.B, doubts=doubts))
    try:
        stamped = tools.signatures.stamp_signature(
            pdf, field=name, stamping=manner.stamping, watch=manner.watch
        )
        found = tools.signatures.verify(stamped, trust=None, now=tools.clock.now())
        if found.verdict is Verdict.TOTAL_FAILED:
            raise TimestampUnavailable(where=manner.stamping.authorities[-1], reason="broken")
    except (TimestampUnavailable, Cancelled) as refusal:
        missing = (*doubts, Doubt.TIMESTAMP_MISSING)
        return Outcome(pdf=pdf, signed=Signed(level=Level.B, doubts=missing, refused=refusal))
    return Outcome(pdf=stamped, signed=Signed(level=Level.T, doubts=doubts))

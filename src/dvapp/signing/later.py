"""How what came after a signature is to be judged. Imports pyHanko; load it late."""

from collections.abc import Sequence
from enum import Enum, auto

from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from dvapp.domain.signing.verification import Change
from dvapp.signing.changes import TIMESTAMP
from dvapp.signing.differences import VALIDATION
from dvapp.signing.revisions import fields_of, is_visible

_KEEP = frozenset({TIMESTAMP, VALIDATION})
_OF_NOTES = frozenset({"annotations"})


class Later(Enum):
    """What came after a signature, as far as that one is concerned."""

    NOTHING = auto()
    KEEPING = auto()
    """Only what lets it be verified for years: certificates, revocation answers, timestamps that nobody sees."""
    PERMITTED = auto()
    """What the signature allows: fields that were filled in, other signatures."""
    DOUBTFUL = auto()
    """Allowed too, but it may lie over the pages: notes, and places for signatures that nobody had prepared."""
    FORBIDDEN = auto()


def later_of(
    signature: EmbeddedPdfSignature, changed: Sequence[Change], *, whole: bool, permitted: bool
) -> Later:
    """What it is.

    :param changed: what came, named.
    :param whole: whether the signature covers the whole file.
    :param permitted: whether the rules of signatures allow all that came.
    """
    if not permitted:
        notes = _allows_notes(signature) and _is_of_notes(changed)
        return Later.DOUBTFUL if notes else Later.FORBIDDEN
    if whole:
        return Later.NOTHING
    if changed and all(change.code in _KEEP and not change.pages for change in changed):
        return Later.KEEPING
    return Later.DOUBTFUL if _shows_new_places(signature) else Later.PERMITTED


def _shows_new_places(signature: EmbeddedPdfSignature) -> bool:
    """Whether a certified file got a visible place for a signature that it did not have when it was certified."""
    if signature.docmdp_level is None:
        return False
    before = fields_of(signature.reader, signature.signed_revision)
    return any(
        field.is_signature and name not in before and is_visible(field)
        for name, field in fields_of(signature.reader).items()
    )


def _allows_notes(signature: EmbeddedPdfSignature) -> bool:
    """DocMDP level 3 (ISO 32000-1, table 254), and no field locked apart."""
    return signature.docmdp_level is MDPPerm.ANNOTATE and signature.fieldmdp is None


def _is_of_notes(changed: Sequence[Change]) -> bool:
    """PyHanko has no rule for notes and refuses all that comes with them; only what is plainly one is let through."""
    codes = {change.code.partition(":")[0] for change in changed}
    return bool(codes & _OF_NOTES) and codes <= _OF_NOTES | _KEEP | {"signature"}

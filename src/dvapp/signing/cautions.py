"""What a reader should know of a file beside its verdict. Imports pyHanko; load it late."""

import logging
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from dvapp.domain.signing.verification import Caution, Revocation, SignatureFinding
from dvapp.signing.certificates import UNSEEN
from dvapp.signing.revisions import fields_of

_AHEAD = timedelta(minutes=15)
"""Clocks of offices and of authorities differ by some minutes."""

_ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH"})
"""Whose letters look like each other, by the first word of Unicode's names; no name of a person has two of them."""

log = logging.getLogger(__name__)


def cautions_of(
    reader: PdfFileReader, findings: Sequence[SignatureFinding], now: datetime
) -> tuple[Caution, ...]:
    """In the order of :class:`Caution`; never raises."""
    found = set()
    if any(finding.intact and finding.revocation is Revocation.UNKNOWN for finding in findings):
        found.add(Caution.REVOCATION_UNKNOWN)
    if any(time is not None and time > now + _AHEAD for one in findings for time in (one.time, one.proven)):
        found.add(Caution.CLOCK)
    if any(is_strange(name) for one in findings for name in (one.signer, one.organisation, one.issuer)):
        found.add(Caution.STRANGE_LETTERS)
    try:
        found.update(_of_file(reader))
    except Exception as error:  # noqa: BLE001 - a stranger's file raises from anywhere in the parser; the verdict does
        # not depend on what is told here
        log.info("the file's cautions could not be read: %s", type(error).__name__)
    return tuple(caution for caution in Caution if caution in found)


def is_strange(name: str) -> bool:
    """Whether a name mixes Latin letters with those of another alphabet, or has characters that nobody sees."""
    letters = (unicodedata.name(letter, "").split(" ")[0] for letter in name if letter.isalpha())
    return UNSEEN in name or len(_ALPHABETS & set(letters)) > 1


def _of_file(reader: PdfFileReader) -> Iterator[Caution]:
    root = reader.root
    form, names = _entry(root, "/AcroForm"), _entry(root, "/Names")
    if _entry(form, "/XFA") is not None:
        yield Caution.DYNAMIC_FORM
    opening = _entry(root, "/OpenAction")
    does = isinstance(opening, generic.DictionaryObject) and _entry(opening, "/S") != "/GoTo"
    if (
        does
        or _entry(root, "/AA") is not None
        or _entry(names, "/JavaScript") is not None
        or any(
            _entry(field.reference.get_object(), "/AA") is not None for field in fields_of(reader).values()
        )
    ):
        yield Caution.SCRIPTS
    if _entry(_entry(root, "/OCProperties"), "/OCGs"):
        yield Caution.LAYERS


def _entry(dictionary: Any, key: str) -> Any:
    if not isinstance(dictionary, generic.DictionaryObject) or key not in dictionary:
        return None
    value = dictionary[key]
    return None if isinstance(value, generic.NullObject) else value

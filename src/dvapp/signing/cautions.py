"""What a reader should know of a file beside its verdict. Imports pyHanko; load it late."""

import logging
from collections.abc import Iterator, Sequence
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from dvapp.domain.signing.verification import Caution, Revocation, SignatureFinding

log = logging.getLogger(__name__)


def cautions_of(reader: PdfFileReader, findings: Sequence[SignatureFinding]) -> tuple[Caution, ...]:
    """In the order of :class:`Caution`; never raises."""
    found = set()
    if any(finding.intact and finding.revocation is Revocation.UNKNOWN for finding in findings):
        found.add(Caution.REVOCATION_UNKNOWN)
    try:
        found.update(_of_file(reader))
    except Exception as error:  # noqa: BLE001 - a stranger's file raises from anywhere in the parser; the verdict does
        # not depend on what is told here
        log.info("the file's cautions could not be read: %s", type(error).__name__)
    return tuple(caution for caution in Caution if caution in found)


def _of_file(reader: PdfFileReader) -> Iterator[Caution]:
    root = reader.root
    form, names = _entry(root, "/AcroForm"), _entry(root, "/Names")
    if _entry(form, "/XFA") is not None:
        yield Caution.DYNAMIC_FORM
    opening = _entry(root, "/OpenAction")
    does = isinstance(opening, generic.DictionaryObject) and _entry(opening, "/S") != "/GoTo"
    if does or _entry(root, "/AA") is not None or _entry(names, "/JavaScript") is not None:
        yield Caution.SCRIPTS


def _entry(dictionary: Any, key: str) -> Any:
    if not isinstance(dictionary, generic.DictionaryObject) or key not in dictionary:
        return None
    value = dictionary[key]
    return None if isinstance(value, generic.NullObject) else value

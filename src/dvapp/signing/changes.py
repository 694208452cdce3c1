"""What came after a signature. Imports pyHanko; load it late."""

import logging

from pyhanko.pdf_utils.reader import PdfFileReader

from dvapp.domain.signing.verification import Change
from dvapp.signing.differences import VALIDATION, differences, pages_of_fields, plain_words, quiet_changes
from dvapp.signing.revisions import FormField, fields_of, is_timestamp, is_visible

log = logging.getLogger(__name__)

OTHER = "other"
"""The code of a change that has no name."""

TIMESTAMP = "timestamp"
"""The code of a timestamp over the file, which mostly is seen on no page and whose field has no name for people."""

RESAVED = "resaved"
"""The code of a state that was written and changes nothing that has a name."""


def changes_after(reader: PdfFileReader, revision: int, *, unexplained: bool) -> tuple[Change, ...]:
    """What differs between ``revision`` and the present file: filled fields and signatures in the form's order, looks of
    fields, what signatures are verified with.

    When something is ``unexplained`` also everything else that can be named, or that there is something.
    """
    if revision >= reader.total_revisions - 1 and not unexplained:
        return ()
    before, now = fields_of(reader, revision), fields_of(reader)
    told = {name: _code(field) for name, field in now.items() if _differs(before.get(name), field)}
    pages, more = _looked_at(reader, revision, frozenset(told), unexplained=unexplained)
    seen = {
        name: pages.get(name, ()) if code != TIMESTAMP or is_visible(now[name]) else ()
        for name, code in told.items()
    }
    changes = (*(Change(code=code, pages=seen[name]) for name, code in told.items()), *more)
    if unexplained and {change.code for change in changes} <= {TIMESTAMP, VALIDATION}:
        return (*changes, Change(code=OTHER))
    return changes or (Change(code=RESAVED),)


def _looked_at(
    reader: PdfFileReader, revision: int, told: frozenset[str], *, unexplained: bool
) -> tuple[dict[str, tuple[int, ...]], tuple[Change, ...]]:
    """Where fields are, and what else differs; nothing where the file is too broken to be looked at."""
    try:
        tell = differences if unexplained else quiet_changes
        return pages_of_fields(reader, told), tell(reader, revision, told)
    except Exception as error:  # noqa: BLE001 - the file may come from anybody and raises from anywhere in the parser;
        # then something is there that has no name
        log.info("what changed could not be named: %s", type(error).__name__)
        return {}, (Change(code=OTHER),)


def vanished_signatures(reader: PdfFileReader) -> tuple[str, ...]:
    """Signed fields of earlier revisions that are no longer there, or no longer signed.

    An appended revision without a form would make a signed document look like one that never was.
    """
    now = fields_of(reader)
    gone: dict[str, None] = {}
    for revision in range(reader.total_revisions - 1):
        for name, field in fields_of(reader, revision).items():
            if _is_signed(field) and not (name in now and _is_signed(now[name])):
                gone[name] = None
    return tuple(gone)


def _is_signed(field: FormField) -> bool:
    return field.is_signature and field.is_filled


def _differs(before: FormField | None, now: FormField) -> bool:
    if now.is_signature:
        return now.is_filled and not (before is not None and before.is_filled)
    return now.text != (before.text if before is not None else "")


def _code(field: FormField) -> str:
    if field.is_signature:
        return TIMESTAMP if is_timestamp(field) else f"signature:{plain_words(field.name)}"
    return f"field:{plain_words(field.name)}={plain_words(field.text)}"

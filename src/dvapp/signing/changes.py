"""What came after a signature. Imports pyHanko; load it late."""

from pyhanko.pdf_utils.reader import PdfFileReader

from dvapp.signing.revisions import FormField, fields_of

OTHER = "other"
"""The code of a change that is neither a filled field nor a signature."""

_LONGEST_VALUE = 200


def changes_after(reader: PdfFileReader, revision: int, *, unexplained: bool) -> tuple[str, ...]:
    """Codes of what differs between ``revision`` and the present file, in the form's order.

    ``field:NAME=VALUE`` for a text that was filled in or changed, ``signature:NAME`` for one that was added, ``other``
    at the end when there is something ``unexplained``.
    """
    before, now = fields_of(reader, revision), fields_of(reader)
    codes = [_code(field) for name, field in now.items() if _differs(before.get(name), field)]
    return (*codes, OTHER) if unexplained else tuple(codes)


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
        return f"signature:{_plain(field.name)}"
    return f"field:{_plain(field.name)}={_plain(field.text)}"


def _plain(text: str) -> str:
    """One line without control characters: the file may come from anybody, and this goes to a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:_LONGEST_VALUE]

"""Words for what is refused while a stranger's file is verified. Qt-free."""

from collections.abc import Mapping

from dvapp.host.i18n import _


def verify_refusals() -> Mapping[str, str]:
    """By code (``domain/signing/verify_errors.py``)."""
    return {
        "verifying_too_long": _(
            "{where} takes longer than {seconds} seconds to read and was given up: it is damaged, or made to do harm. "
            "Nothing was verified; ask for the document again."
        ),
        "verifying_broke": _(
            "{where} cannot be read within the memory allowed, or breaks whoever reads it: it is damaged, or made to do "
            "harm. Nothing was verified; ask for the document again."
        ),
        "revision_unknown": _(
            "{where} has no signature number {number} whose signed state could be saved (signatures: {count})."
        ),
        "file_changed": _("{where} was changed since it was verified. Verify it again first."),
    }

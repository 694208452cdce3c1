"""Printing in words. Qt-free: the command line uses them too."""

from dvapp.host.i18n import _, ngettext


def printing_refusals() -> dict[str, str]:
    """One sentence for each refusal about printing: what is wrong, and what mends it."""
    return {
        "no_printer": _(
            "This computer has no printer; add one in the system’s settings, or take the file to a computer that has one."
        ),
        "printer_unknown": _("There is no printer “{where}”; there are: {known}."),
        "paper_too_small": _(
            "Page {page} is {size} and does not fit on the chosen paper {where}; pages are never made smaller. Choose larger "
            "paper."
        ),
        "pages_invalid": _("“{where}” names no pages of this document, which has {count}; write 1-3, 5."),
        "printing_failed": _("{where} took no page; look whether the printer is on, and try again."),
    }


def printed_words(sides: int, *, copies: int) -> str:
    """What went to the printer."""
    return ngettext(
        "Sent to the printer: {sides} page side, {copies} copies.",
        "Sent to the printer: {sides} page sides, {copies} copies.",
        sides,
    ).format(sides=sides, copies=copies)

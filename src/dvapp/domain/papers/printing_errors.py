"""What may go wrong when a paper is printed."""

from dvapp.domain.errors import DvError


class NoPrinter(DvError):
    """This computer has no printer."""

    code = "no_printer"


class PrinterUnknown(DvError):
    """There is no printer of that name. where: the name. Placeholders: ``where``, ``known``."""

    code = "printer_unknown"


class PaperTooSmall(DvError):
    """The page is larger than the chosen paper, and is never shrunk. where: the paper. Placeholders: ``where``, ``page``,
    ``size``.
    """

    code = "paper_too_small"


class PagesInvalid(DvError):
    """No pages of the document are named so. where: what was written. Placeholders: ``where``, ``count``."""

    code = "pages_invalid"


class PrintingFailed(DvError):
    """The printer took no page. where: its name, or the file. Placeholders: ``where``."""

    code = "printing_failed"

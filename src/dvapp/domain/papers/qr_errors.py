"""What may go wrong when a printed page is compared with its file."""

from dvapp.domain.errors import DvError


class ScanUnreadable(DvError):
    """A file is no picture that can be read, or one too large. where: the file. Placeholders: ``where``."""

    code = "scan_unreadable"


class NoCode(DvError):
    """No QR code was found in a picture. where: the file. Placeholders: ``where``."""

    code = "no_code"


class CodeForeign(DvError):
    """A QR code is none of a report of this program. where: the beginning of its text. Placeholders: ``where``."""

    code = "code_foreign"

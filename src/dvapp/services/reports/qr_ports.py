"""The port of whoever finds QR codes in pictures."""

from typing import Protocol


class CodeReader(Protocol):
    """Finds QR codes in pictures of paper."""

    def texts(self, picture: bytes) -> tuple[str, ...]:
        """What the codes in a picture say, each once: a scan or photograph (PNG, JPEG, TIFF …), or a scanned PDF.

        :raises ScanUnreadable: it is no picture, or too large a one.
        """
        ...

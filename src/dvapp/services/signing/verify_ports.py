"""The port of whoever looks at files of strangers: in a place where they can do no harm."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from dvapp.domain.signing.comparison import ComparedPage, Comparison
from dvapp.domain.signing.evidence import EvidenceItem
from dvapp.domain.signing.verification import Verification
from dvapp.services.reports.paging import PageImage

Stopped = Callable[[], bool]
"""Asked now and then; ``True`` ends the work with :class:`dvapp.domain.errors.Cancelled`."""


def never() -> bool:
    """Nobody stops it."""
    return False


class Verifier(Protocol):
    """Looks at any PDF for at most some seconds and with bounded memory; the program itself is never harmed.

    All of it may raise, besides what is named,

    :raises VerifyingTooLong, VerifyingBroke: the file hangs or bursts whoever reads it.
    :raises Cancelled: it was stopped.
    """

    def verify(
        self,
        pdf: bytes,
        *,
        trust: bytes | None,
        now: datetime,
        lists: Sequence[bytes] = (),
        between: bytes = b"",
        stopped: Stopped = never,
    ) -> Verification:
        """As :meth:`dvapp.services.ports.Signatures.verify`.

        :raises TrustUnreadable: ``trust`` holds no certificate.
        :raises PdfUnreadable: not a PDF.
        """
        ...

    def evidence(
        self, pdf: bytes, *, trust: bytes | None, lists: Sequence[bytes] = (), stopped: Stopped = never
    ) -> tuple[EvidenceItem, ...]:
        """Certificates, revocation answers and timestamps of all signatures, each as a file of its own.

        :raises TrustUnreadable: ``trust`` holds no certificate.
        :raises PdfUnreadable: not a PDF.
        """
        ...

    def compare(self, before: bytes, now: bytes, *, stopped: Stopped = never) -> Comparison:
        """Where the pages of two states of a document look different.

        :raises PdfUnreadable: one of them is not a PDF.
        """
        ...

    def side_by_side(
        self, before: bytes, now: bytes, page: ComparedPage, *, dots_per_inch: float, stopped: Stopped = never
    ) -> bytes:
        """A picture (PNG) of a page in both states, next to each other, with what differs in boxes.

        :raises PdfUnreadable: one of them is not a PDF.
        """
        ...

    def data_of(self, pdf: bytes) -> bytes | None:
        """The report's data attached to a PDF of this program; ``None`` if there are none."""
        ...

    def pages(self, pdf: bytes) -> int:
        """Number of pages.

        :raises PdfUnreadable: not a PDF.
        """
        ...

    def picture(self, pdf: bytes, page: int, *, dots_per_inch: float) -> PageImage:
        """A page (from 0) as it prints, stamps included.

        :raises PdfUnreadable: not a PDF.
        """
        ...

    def warm_up(self) -> None:
        """Make ready beforehand what takes a second; returns at once and refuses nothing."""
        ...

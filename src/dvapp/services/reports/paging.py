"""The port of whoever draws pages, and what passes through it.

Apart from the other ports, so that drawing a report loads nothing of a store, a pack or a signature.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from dvapp.domain.papers.charts import Chart
from dvapp.domain.papers.reports import Report
from dvapp.domain.signing.verification import KeyHolder


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """A drawn page: ``pixels`` is RGBA, 8 bits a channel, row by row, ``width * height * 4`` bytes."""

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFill:
    """A prepared field's text and the one-page PDF that shows it, as large as the field."""

    name: str
    text: str
    appearance: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphPlace:
    """Where a paragraph begins: page from 0, millimetres from its top edge.

    ``section`` and ``number`` are those of the :class:`Paragraph`.
    """

    section: str
    number: int
    page: int
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesInWork:
    """The pages of a report that is still being written: to be looked at, not to be kept.

    :param pdf: the pages as they will be printed, without data inside.
    :param sizes: width and height of each page in points.
    :param digests: for each page a name of all that can be seen on it: the same name, the same picture.
    :param places: where each paragraph begins, in reading order.
    """

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    digests: tuple[str, ...]
    places: tuple[ParagraphPlace, ...]


class Fields:
    """Names of the fields that a copy for signature has; the last two only on a joint paper.

    The second body signs and seals before the paper is numbered; the body in charge seals last, which closes all fields.
    """

    NUMBER = "SoVanBan"
    DATE = "NgayBanHanh"
    LEADER = "ChuKyLanhDao"
    SEAL = "DauCoQuan"
    SECOND_LEADER = "ChuKyLanhDao2"
    SECOND_SEAL = "DauCoQuan2"


class PageMaker(Protocol):
    """Draws reports and reads what it drew."""

    def profiles(self) -> tuple[str, ...]:
        """Codes of the layout profiles there are."""
        ...

    def missing(self, text: str) -> tuple[int, ...]:
        """Where a text has characters that the reports' font lacks, counted from 0; quick, and waits for no drawing."""
        ...

    def draw(self, report: Report, data: bytes, *, proved: bool = False) -> bytes:
        """The report as tagged PDF/A-3a with ``data`` attached; the same bytes for the same arguments.

        ``proved``: judged by the rules of PDF/A first, as what is signed in the next moment must be.

        A copy for signature has the prepared fields of :class:`Fields`, empty; a draft has none.

        :raises GlyphMissing: the font lacks a character; names it and its place.
        """
        ...

    def preview(self, report: Report, data: bytes) -> PagesInWork:
        """The pages that :meth:`draw` would print, for a screen; pictures of them are those of the finished file.

        :param data: asked for only by a report whose pages show a digest of it.
        :raises GlyphMissing: as :meth:`draw`.
        """
        ...

    def data_of(self, pdf: bytes) -> bytes | None:
        """The data attached to a PDF that :meth:`draw` made; ``None`` if there is none.

        :raises PdfUnreadable: not a PDF.
        """
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

    def places(self, report: Report) -> tuple[ParagraphPlace, ...]:
        """Where each paragraph begins, in reading order; nothing is printed for it.

        :raises GlyphMissing: as :meth:`draw`.
        """
        ...

    def chart_picture(self, chart: Chart, *, profile: str, dots_per_inch: float) -> PageImage:
        """A chart with its title as a layout prints it, on white paper with a small margin.

        :raises GlyphMissing: the font lacks a character.
        :raises ProfileUnknown: there is no such layout.
        """
        ...

    def signer_stamp(self, report: Report, holder: KeyHolder, when: datetime) -> bytes:
        """The leader's stamp, a one-page PDF as large as the leader's field."""
        ...

    def seal_stamp(
        self, report: Report, holder: KeyHolder, when: datetime, *, of_second: bool = False
    ) -> bytes:
        """The seal, a one-page PDF as large as the seal's field; on a joint paper also that of the second body."""
        ...

    def number_and_date(self, report: Report, number: int, issued: date) -> tuple[FieldFill, FieldFill]:
        """What the clerk fills in, drawn in the report's font."""
        ...

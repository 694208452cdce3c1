"""The port of whoever draws pages, and what passes through it.

Apart from the other ports, so that drawing a report loads nothing of a store, a pack or a signature.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Protocol

from dvapp.domain.papers.charts import Chart
from dvapp.domain.papers.reports import AnnexTable, Block, Report
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


class Tone(Enum):
    """The colour of a stamp's picture: offices want a signature blue and a seal red (format.md)."""

    BLUE = "blue"
    RED = "red"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class StampPicture:
    """A picture of a signature or a seal, ready for the page: transparent, without margin.

    :param width: points, as ``height``.
    :param natural_width: millimetres, as whoever scanned it said; ``None`` when nobody did.
    """

    png: bytes = field(repr=False)
    width: int
    height: int
    natural_width: float | None
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPlace:
    """Where a field stands: page from 0, millimetres from the page's top left corner."""

    page: int
    left: float
    top: float
    width: float
    height: float


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


class PictureMaker(Protocol):
    """Draws the pages of a PDF as pictures."""

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


class PageMaker(Protocol):
    """Draws reports and reads what it drew."""

    def profiles(self) -> tuple[str, ...]:
        """Codes of the layout profiles there are."""
        ...

    def missing(self, text: str) -> tuple[int, ...]:
        """Where a text has characters that the reports' font lacks, counted from 0; quick, and waits for no drawing."""
        ...

    def draw(self, report: Report, data: bytes, *, proved: bool = False, pictured: bool = False) -> bytes:
        """The report as tagged PDF/A-3a with ``data`` attached; the same bytes for the same arguments.

        ``proved``: judged by the rules of PDF/A first, as what is signed in the next moment must be.
        ``pictured``: the leaders' places reach to the left under the seals, for pictures of their signatures.

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

    def sizes(self, pdf: bytes) -> tuple[tuple[float, float], ...]:
        """Width and height of each page in millimetres.

        :raises PdfUnreadable: not a PDF.
        """
        ...

    def band(self, pdf: bytes, page: int, *, dots_per_inch: float, rows: tuple[int, int]) -> PageImage:
        """Rows of dots of a page (from 0): the first, and the one after the last. A whole page may be too much at once.

        :raises PdfUnreadable: not a PDF.
        """
        ...

    def back_shift(self, report: Report) -> float:
        """Millimetres to the right by which a page of that layout moves on the back of a sheet; below 0: to the left."""
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

    def read_picture(self, content: bytes, *, clear_ground: bool = False) -> StampPicture:
        """A picture of a signature or a seal (PNG, JPEG) as stamps show it.

        :param clear_ground: take white paper for nothing, as a scan has it.
        :raises PictureUnreadable, PictureTooLarge, PictureTooSmall, PictureOpaque, PictureEmpty: as they say.
        """
        ...

    def signer_stamp(
        self,
        report: Report,
        holder: KeyHolder,
        when: datetime,
        *,
        picture: StampPicture | None = None,
        width: float | None = None,
    ) -> bytes:
        """The leader's stamp, a one-page PDF as large as the leader's field.

        :param picture: of the handwritten signature, to stand over the name.
        :param width: millimetres of the field; by default that of a field for no picture.
        """
        ...

    def seal_stamp(
        self,
        report: Report,
        holder: KeyHolder,
        when: datetime,
        *,
        of_second: bool = False,
        picture: StampPicture | None = None,
        size: float | None = None,
    ) -> bytes:
        """The seal, a one-page PDF as large as the seal's field; on a joint paper also that of the second body.

        :param picture: of the body's own seal, instead of a drawn one. ``size``: its real width in millimetres.
        :raises SealTooLarge: it is larger than its place.
        """
        ...

    def field_places(self, pdf: bytes) -> Mapping[str, FieldPlace]:
        """Where the form fields of a PDF stand, by name.

        :raises PdfUnreadable: not a PDF.
        """
        ...

    def text_under(self, pdf: bytes, place: FieldPlace) -> str:
        """The words of a page's own text that lie in a place; empty when there are none.

        :raises PdfUnreadable: not a PDF.
        """
        ...

    def number_line(self, report: Report, number: int) -> str:
        """Number and symbol as the pages print them ("Số 12-BC/BDVQU"); nothing is drawn.

        :raises ProfileUnknown: there is no such layout.
        """
        ...

    def plain_paper(
        self,
        title: str,
        blocks: Sequence[Block | AnnexTable],
        *,
        profile: str,
        data: bytes,
        name: str,
        when: datetime,
    ) -> bytes:
        """A paper that is no report, with the page and letters of a layout; the same bytes for the same arguments.

        :param data: JSON that is attached under ``name``.
        :raises ProfileUnknown: there is no such layout.
        """
        ...

    def number_and_date(self, report: Report, number: int, issued: date) -> tuple[FieldFill, FieldFill]:
        """What the clerk fills in, drawn in the report's font."""
        ...

"""The report's pages: the ``PageMaker`` of ``services/ports.py``. Draws, never counts.

Importing this is light; ReportLab, pikepdf and PDFium are loaded by the first call that needs them.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import cached_property, partial
from pathlib import Path

from dvapp.domain.papers.charts import Chart
from dvapp.domain.papers.reports import AnnexTable, Block, Report, Stage
from dvapp.domain.signing.verification import KeyHolder
from dvapp.reporting import archive, forms, head, paper, press, profile, stamps, viewer
from dvapp.reporting.charts.alone import titled_chart
from dvapp.reporting.flow import Sheet
from dvapp.reporting.fonts import MM_PER_POINT, Typeface
from dvapp.reporting.ink import Anchor
from dvapp.reporting.keeping import Kept, strip_name
from dvapp.reporting.layout import Layout, lay_out
from dvapp.reporting.lettering import date_line, issued_by, number_line
from dvapp.reporting.qr import put_signs
from dvapp.services.reports.paging import (
    FieldFill,
    FieldPlace,
    Fields,
    PageImage,
    PagesInWork,
    ParagraphPlace,
    StampPicture,
)

_ZONE = timezone(timedelta(hours=7))
"""Việt Nam; the file's date is the day the figures close, at its beginning."""

# ReportLab keeps the letters that a document uses in the font, and reads the font file by seeking: one at a time.
DRAWING = threading.RLock()


_LEADERS = frozenset({Fields.LEADER, Fields.SECOND_LEADER})


class ReportPages:
    """Draws reports by the layout profiles, and reads what it drew.

    :param resources: the folder with ``fonts/`` and ``profiles/``.
    """

    def __init__(self, resources: Path) -> None:
        self._resources = resources
        self._profiles: dict[str, profile.Profile] = {}
        self._kept: dict[str, Kept] = {}

    @cached_property
    def _typeface(self) -> Typeface:
        return Typeface(self._resources / "fonts")

    def profiles(self) -> tuple[str, ...]:
        """Codes of the layout profiles there are."""
        return profile.profile_codes(self._resources / "profiles")

    def missing(self, text: str) -> tuple[int, ...]:
        """Where a text has characters that the reports' font lacks, counted from 0.

        It is asked at every keystroke, and so never waits for a drawing: it only reads the list of the font's letters.
        """
        return self._typeface.lacking(text)

    def draw(self, report: Report, data: bytes, *, proved: bool = False, pictured: bool = False) -> bytes:
        """The report as tagged PDF/A-3a with ``data`` attached; the same bytes for the same arguments.

        A copy for signature has the prepared fields of :class:`Fields`, empty; a draft has none.

        :param proved: judge the pages of a copy for signature by the rules of PDF/A first, which takes longer than all
            the rest: for what is signed in the next moment.

        :param pictured: let the leaders' places reach to the left under the seals, for pictures of their signatures.

        A joint paper has a second pair of signature places.

        :raises GlyphMissing: the font lacks a character; names it and its place.
        :raises ProfileUnknown: there is no such layout.
        :raises TableTooWide, TableHeadTooTall, TableUneven, HeadTooTall: it cannot be set on such pages.
        :raises RuntimeError: the proof failed, which is a fault of ours.
        """
        with DRAWING:
            layout = self._with_sign(report, data)
            if pictured:
                self._widen(layout, report)
            if proved and report.stage is not Stage.DRAFT:  # without the form, which no checker judges
                archive.require_archive(self._printed(report, layout, data, forms_too=False))
            return self._printed(report, layout, data)

    def preview(self, report: Report, data: bytes) -> PagesInWork:
        """The pages that :meth:`draw` would print, for a screen; pictures of them are those of the finished file.

        :param data: asked for only by a report whose pages show a digest of it.
        :raises GlyphMissing, ProfileUnknown, TableTooWide, TableHeadTooTall, TableUneven, HeadTooTall: as :meth:`draw`.
        """
        with DRAWING:
            kept = self._kept.setdefault(report.profile, Kept())
            layout = self._with_sign(report, data, kept)
            shape = self._profile(report)
            always = (report.stage, report.profile)  # of which the mark of a draft depends
            fields = (number_line(report, shape, None), date_line(report, shape, None))
            return PagesInWork(
                pdf=self._printed(report, layout, b"", on_screen=True),
                sizes=tuple(
                    (sheet.page.width / MM_PER_POINT, sheet.page.height / MM_PER_POINT)
                    for sheet in layout.sheets
                ),
                digests=tuple(
                    _digest(sheet, always, fields if sheet.places else ()) for sheet in layout.sheets
                ),
                places=_places(layout),
            )

    def data_of(self, pdf: bytes) -> bytes | None:
        """The data attached to a PDF that :meth:`draw` made; ``None`` if there is none.

        :raises PdfUnreadable: not a PDF.
        """
        return archive.data_of(pdf)

    def pages(self, pdf: bytes) -> int:
        """Number of pages.

        :raises PdfUnreadable: not a PDF.
        """
        return viewer.count_pages(pdf)

    def picture(self, pdf: bytes, page: int, *, dots_per_inch: float) -> PageImage:
        """A page (from 0) as it prints, stamps included.

        :raises PdfUnreadable: not a PDF.
        """
        return viewer.draw_page(pdf, page, dots_per_inch=dots_per_inch)

    def sizes(self, pdf: bytes) -> tuple[tuple[float, float], ...]:
        """Width and height of each page in millimetres.

        :raises PdfUnreadable: not a PDF.
        """
        return viewer.page_sizes(pdf)

    def band(self, pdf: bytes, page: int, *, dots_per_inch: float, rows: tuple[int, int]) -> PageImage:
        """Rows of dots of a page (from 0): the first, and the one after the last. A whole page may be too much at once.

        :raises PdfUnreadable: not a PDF.
        """
        return viewer.draw_page(pdf, page, dots_per_inch=dots_per_inch, band=rows)

    def back_shift(self, report: Report) -> float:
        """Millimetres to the right by which a page of that layout moves on the back of a sheet; below 0: to the left.

        :raises ProfileUnknown: there is no such layout.
        """
        page = self._profile(report).page
        return page.back.left - page.left

    def chart_picture(self, chart: Chart, *, profile: str, dots_per_inch: float) -> PageImage:
        """A chart with its title as a layout prints it, on white paper with a small margin.

        :raises GlyphMissing: the font lacks a character.
        :raises ProfileUnknown: there is no such layout.
        """
        with DRAWING:
            shape = self._profile_of(profile)
            return titled_chart(chart, shape, self._typeface, dots_per_inch=dots_per_inch)

    def places(self, report: Report) -> tuple[ParagraphPlace, ...]:
        """Where each paragraph begins, in reading order; nothing is printed for it.

        :raises GlyphMissing, ProfileUnknown, TableTooWide, TableHeadTooTall, TableUneven, HeadTooTall: as :meth:`draw`.
        """
        with DRAWING:
            return _places(self._laid_out(report))

    def read_picture(self, content: bytes, *, clear_ground: bool = False) -> StampPicture:
        """A picture of a signature or a seal (PNG, JPEG) as stamps show it.

        :param clear_ground: take white paper for nothing, as a scan has it.
        :raises PictureUnreadable, PictureTooLarge, PictureTooSmall, PictureOpaque, PictureEmpty: as they say.
        """
        from dvapp.reporting.stamp_pictures import read_picture

        return read_picture(content, clear_ground=clear_ground)

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
        :raises GlyphMissing: the font lacks a character of the holder's name.
        """
        with DRAWING:
            return stamps.signer_stamp(
                holder, when, self._profile(report), self._typeface, picture=picture, width=width
            )

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

        The paper shows the body's seal and nothing of key or time: those are in the signature itself.

        :param picture: of the body's own seal, instead of a drawn one. ``size``: its real width in millimetres.
        :raises SealTooLarge: it is larger than its place.
        """
        del holder, when
        with DRAWING:
            shape, typeface = self._profile(report), self._typeface
            if picture is not None:
                return stamps.seal_picture_stamp(picture, shape, typeface, size=size)
            issuer = report.second.issuer if of_second and report.second is not None else report.issuer
            return stamps.seal_stamp(issuer, shape, typeface)

    def field_places(self, pdf: bytes) -> Mapping[str, FieldPlace]:
        """Where the form fields of a PDF stand, by name.

        :raises PdfUnreadable: not a PDF.
        """
        from dvapp.reporting.field_places import field_places

        return field_places(pdf)

    def text_under(self, pdf: bytes, place: FieldPlace) -> str:
        """The words of a page's own text that lie in a place; empty when there are none.

        :raises PdfUnreadable: not a PDF.
        """
        from dvapp.reporting.field_places import text_under

        return text_under(pdf, place)

    def number_line(self, report: Report, number: int) -> str:
        """Number and symbol as the pages print them ("Số 12-BC/BDVQU"); nothing is drawn.

        :raises ProfileUnknown: there is no such layout.
        """
        return number_line(report, self._profile(report), number)

    def number_and_date(self, report: Report, number: int, issued: date) -> tuple[FieldFill, FieldFill]:
        """What the clerk fills in, drawn in the report's font."""
        with DRAWING:
            shape, typeface = self._profile(report), self._typeface
            drawn = head.lay_head(report, shape, typeface, number=Fields.NUMBER, issued=Fields.DATE)
            numbered, dated = head.fills(report, shape, number, issued)
            return (
                FieldFill(
                    name=Fields.NUMBER,
                    text=numbered,
                    appearance=stamps.line_appearance(drawn.number, numbered, typeface),
                ),
                FieldFill(
                    name=Fields.DATE,
                    text=dated,
                    appearance=stamps.line_appearance(drawn.date, dated, typeface),
                ),
            )

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
        from dvapp.reporting.plain import print_plain

        with DRAWING:
            shape = self._profile_of(profile)
            return print_plain(
                title, blocks, data=data, name=name, when=when, profile=shape, typeface=self._typeface
            )

    def _laid_out(self, report: Report, kept: Kept | None = None) -> Layout:
        return lay_out(report, self._profile(report), self._typeface, kept)

    def _widen(self, layout: Layout, report: Report) -> None:
        """Let the leaders' places begin where a picture of the widest kind does."""
        shape = self._profile(report)
        more = shape.stamp.leader_left - stamps.pictured_left(shape)
        for sheet in layout.sheets:
            sheet.places[:] = [
                replace(place, left=place.left - more) if place.name in _LEADERS else place
                for place in sheet.places
            ]

    def _with_sign(self, report: Report, data: bytes, kept: Kept | None = None) -> Layout:
        """The layout, with the signs of its data where the report asks for it."""
        layout = self._laid_out(report, kept)
        if report.qr:
            put_signs(layout.sheets, report, data)
        return layout

    def _printed(
        self, report: Report, layout: Layout, data: bytes, *, forms_too: bool = True, on_screen: bool = False
    ) -> bytes:
        shape, typeface = self._profile(report), self._typeface
        is_draft = report.stage is Stage.DRAFT
        title, author = f"{report.document_type} {report.title}", issued_by(report)
        when = datetime(report.as_of.year, report.as_of.month, report.as_of.day, tzinfo=_ZONE)
        fields = partial(forms.add_fields, report=report, layout=layout, profile=shape, typeface=typeface)
        return press.print_report(
            layout.sheets,
            typeface=typeface,
            about=paper.About(title=typeface.clean(title), author=typeface.clean(author)),
            attached=press.Attached(data=data, when=when),
            draft=shape.draft if is_draft else None,
            addition=fields if forms_too and not is_draft else None,
            on_screen=on_screen,
        )

    def _profile(self, report: Report) -> profile.Profile:
        return self._profile_of(report.profile)

    def _profile_of(self, code: str) -> profile.Profile:
        if code not in self._profiles:
            self._profiles[code] = profile.read_profile(self._resources / "profiles", code)
        return self._profiles[code]


def _places(layout: Layout) -> tuple[ParagraphPlace, ...]:
    return tuple(
        ParagraphPlace(section=sign.section, number=sign.number, page=page, top=top)
        for page, sheet in enumerate(layout.sheets)
        for top, sign in sheet.signs
        if isinstance(sign, Anchor)
    )


def _digest(sheet: Sheet, *more: object) -> str:
    """A name of all that can be seen on a page: its marks, its places, and what these show."""
    from hashlib import sha256

    strips = [(down, strip_name(tuple(marks))) for down, marks in sheet.strips]
    seen = (sheet.page, sheet.across, strips, sheet.places, more)
    return sha256(repr(seen).encode()).hexdigest()

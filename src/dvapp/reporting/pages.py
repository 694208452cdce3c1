"""The report's pages: the ``PageMaker`` of ``services/ports.py``. Draws, never counts.

Importing this is light; ReportLab, pikepdf and PDFium are loaded by the first call that needs them.
"""

import threading
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path

from dvapp.domain.reports import Report, Stage
from dvapp.domain.verification import KeyHolder
from dvapp.reporting import archive, forms, head, paper, profile, stamps, viewer
from dvapp.reporting.fonts import Typeface
from dvapp.reporting.ink import Anchor
from dvapp.reporting.layout import Layout, lay_out
from dvapp.reporting.lettering import issued_by
from dvapp.services.ports import FieldFill, Fields, PageImage

_ZONE = timezone(timedelta(hours=7))
"""Việt Nam; the file's date is the day the figures close, at its beginning."""

# ReportLab keeps the letters that a document uses in the font, and reads the font file by seeking: one at a time.
DRAWING = threading.RLock()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphPlace:
    """Where a paragraph begins: page from 0, millimetres from its top edge."""

    section: str
    number: int
    page: int
    top: float


class ReportPages:
    """Draws reports by the layout profiles, and reads what it drew.

    :param resources: the folder with ``fonts/`` and ``profiles/``.
    """

    def __init__(self, resources: Path) -> None:
        self._resources = resources
        self._profiles: dict[str, profile.Profile] = {}

    @cached_property
    def _typeface(self) -> Typeface:
        return Typeface(self._resources / "fonts")

    def profiles(self) -> tuple[str, ...]:
        """Codes of the layout profiles there are."""
        return profile.profile_codes(self._resources / "profiles")

    def draw(self, report: Report, data: bytes) -> bytes:
        """The report as PDF/A-3b with ``data`` attached; the same bytes for the same arguments.

        A copy for signature has the four prepared fields of :class:`Fields`, empty; a draft has none.

        A joint paper has a second pair of signature places (``reporting/places.py``).

        :raises GlyphMissing: the font lacks a character; names it and its place.
        :raises ProfileUnknown: there is no such layout.
        :raises TableTooWide, TableHeadTooTall, TableUneven, HeadTooTall: it cannot be set on such pages.
        """
        with DRAWING:
            shape, layout = self._laid_out(report)
            clean = self._typeface.clean
            about = paper.About(
                title=clean(f"{report.document_type} {report.title}"), author=clean(issued_by(report))
            )
            is_draft = report.stage is Stage.DRAFT
            printed = paper.print_sheets(
                layout.sheets,
                typeface=self._typeface,
                about=about,
                draft=shape.draft if is_draft else None,
            )
            when = datetime(report.as_of.year, report.as_of.month, report.as_of.day, tzinfo=_ZONE)
            with archive.to_archive(printed, data=data, about=about, when=when, checked=not is_draft) as pdf:
                if not is_draft:
                    forms.add_fields(pdf, report, layout, shape, self._typeface)
                return archive.saved(pdf)

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

    def places(self, report: Report) -> tuple[ParagraphPlace, ...]:
        """Where each paragraph begins, in reading order; nothing is printed for it.

        :raises GlyphMissing, ProfileUnknown, TableTooWide, TableHeadTooTall, TableUneven, HeadTooTall: as :meth:`draw`.
        """
        with DRAWING:
            _, layout = self._laid_out(report)
        return tuple(
            ParagraphPlace(section=sign.section, number=sign.number, page=page, top=top)
            for page, sheet in enumerate(layout.sheets)
            for top, sign in sheet.signs
            if isinstance(sign, Anchor)
        )

    def signer_stamp(self, report: Report, holder: KeyHolder, when: datetime) -> bytes:
        """The leader's stamp, a one-page PDF as large as the leader's field.

        :raises GlyphMissing: the font lacks a character of the holder's name.
        """
        with DRAWING:
            return stamps.signer_stamp(holder, when, self._profile(report), self._typeface)

    def seal_stamp(
        self, report: Report, holder: KeyHolder, when: datetime, *, of_second: bool = False
    ) -> bytes:
        """The seal, a one-page PDF as large as the seal's field; on a joint paper also that of the second body.

        The paper shows the body's seal and nothing of key or time: those are in the signature itself.
        """
        del holder, when
        with DRAWING:
            issuer = report.second.issuer if of_second and report.second is not None else report.issuer
            return stamps.seal_stamp(issuer, self._profile(report), self._typeface)

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

    def _laid_out(self, report: Report) -> tuple[profile.Profile, Layout]:
        shape = self._profile(report)
        return shape, lay_out(report, shape, self._typeface)

    def _profile(self, report: Report) -> profile.Profile:
        code = report.profile
        if code not in self._profiles:
            self._profiles[code] = profile.read_profile(self._resources / "profiles", code)
        return self._profiles[code]

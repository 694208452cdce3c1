"""The ``Linter`` of ``services/ports.py``: which profile a paper should follow, and where it departs from it."""

import re
from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path

from dvapp.domain.codes import ProfileCode
from dvapp.domain.errors import PaperUnknown
from dvapp.domain.papers.findings import Inspection, ToldBy
from dvapp.reporting.fonts import Typeface, face_of
from dvapp.reporting.lint.model import Paper, Progress
from dvapp.reporting.lint.norms import norm_codes, read_norms
from dvapp.reporting.lint.parts import Parts, is_motto, parts_of, plain
from dvapp.reporting.lint.register import Case, findings_of

_GUIDE_OF_2026 = date(2026, 5, 27)
"""From this day the party's layout is that of 05-HD/VPTW (format.md)."""


class PaperLinter:
    """Reads finished papers and judges them.

    :param resources: the folder with ``fonts/`` and ``lint/``.
    """

    def __init__(self, resources: Path) -> None:
        self._resources = resources

    def profiles(self) -> tuple[str, ...]:
        """Codes of the profiles a paper can be judged by."""
        return norm_codes(self._resources / "lint")

    def inspect(
        self, content: bytes, *, profile: str | None = None, progress: Progress | None = None
    ) -> Inspection:
        """All departures of a PDF or DOCX from a profile; without one it is told from the paper.

        :param progress: called with the pages read so far and all; whatever refusal it raises ends the reading.
        :raises PdfUnreadable, DocxUnreadable: damaged beyond reading.
        :raises PaperUnknown: neither PDF nor DOCX.
        :raises ProfileUnknown: there is no such profile.
        """
        if profile is not None:
            read_norms(self._resources / "lint", profile)
        paper = _read(content, progress or _unheard)
        parts = parts_of(paper)
        code, told_by = (profile, ToldBy.USER) if profile is not None else self._told(paper, parts)
        from dvapp.reporting.lint import rules

        assert rules.__all__
        norms = read_norms(self._resources / "lint", code)
        case = Case(paper=paper, parts=parts, norms=norms, advance=self._advance)
        return Inspection(
            form=paper.form,
            profile=ProfileCode(code),
            told_by=told_by,
            pages=len(paper.sheets),
            findings=findings_of(case),
        )

    def _told(self, paper: Paper, parts: Parts) -> tuple[str, ToldBy]:
        if paper.data_profile in self.profiles():
            assert paper.data_profile is not None
            return paper.data_profile, ToldBy.DATA
        words = [plain(piece.text) for piece in parts.head.motto]
        if any(is_motto(w) and w.startswith("cộng") for w in words):
            return "state-2020", ToldBy.HEAD
        day = _day_of(parts)
        old = day < _GUIDE_OF_2026 if day is not None else _parted_by_commas(parts)
        return "party-2018" if old else "party-2026", ToldBy.HEAD

    @cached_property
    def _advance(self) -> Callable[[str, bool, bool], float | None]:
        typeface = Typeface(self._resources / "fonts")

        def advance(letter: str, bold: bool, italic: bool) -> float | None:
            face = face_of(bold=bold, italic=italic)
            if not all(typeface.files[face].glyph(ord(part)) for part in letter):
                return None  # not a letter of our font
            return typeface.width(letter, face, 1000 * 72 / 25.4)

        return advance


def _unheard(_done: int, _of: int) -> None:
    """Nobody asks how far it is."""


def _read(content: bytes, progress: Progress) -> Paper:
    """By what the file begins with, not by its name."""
    if content[:4] == b"PK\x03\x04":
        from dvapp.reporting.lint.docx_reader import read_docx

        return read_docx(content)
    if b"%PDF-" in content[:1024]:
        from dvapp.reporting.lint.pdf_reader import read_pdf

        return read_pdf(content, progress)
    raise PaperUnknown


def _parted_by_commas(parts: Parts) -> bool:
    """Whether most recipients of a paper without a date end as those of 2018 do."""
    ends = [item.text.rstrip()[-1:] for item in parts.ending.items[:-1]]
    return ends.count(",") > ends.count(";")


def _day_of(parts: Parts) -> date | None:
    piece = parts.head.date
    found = re.search(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4})", piece.text) if piece is not None else None
    if found is None:
        year = re.search(r"\b(20\d\d)\b", piece.text) if piece is not None else None
        return date(int(year[1]), 1, 1) if year else None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None

"""Whether a printed page belongs to a file: what its QR code says, beside the data inside the file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from dvapp.domain.papers.page_codes import PageCode, digest_of, name_of, read_code
from dvapp.domain.papers.qr_errors import CodeForeign, NoCode
from dvapp.domain.papers.reports import Report
from dvapp.services.places import named
from dvapp.services.ports import Tools
from dvapp.services.signing.verifying import extract_data


class Match(Enum):
    """What a page is to a file."""

    SAME = "same"
    """The page was printed from this file, or from one with the very same data."""
    OTHER_DATA = "other_data"
    """The same report with other figures or other text: an earlier or a later state of it."""
    OTHER_REPORT = "other_report"
    OTHER_COUNT = "other_count"
    """The same data, and yet the file has another number of pages: it was printed from another drawing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFinding:
    """What one code says beside the file."""

    code: PageCode
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFinding:
    """What was found of some pages.

    :param name: what a code of the file's report would say; ``digest``: of its data.
    :param signed: whether the data were read from under an intact signature. Whose it is, verifying tells.
    :param missing: pages of the file of which no code was given; empty unless more than one page was.
    :param foreign: beginnings of codes that are none of this program's.
    :param blank: names of pictures in which no code was found.
    """

    report: Report
    name: str
    digest: str
    pages: int
    signed: bool
    findings: tuple[PageFinding, ...]
    missing: tuple[int, ...]
    foreign: tuple[str, ...]
    blank: tuple[str, ...] = ()

    @property
    def match(self) -> Match:
        """All of them together: the same only when every page is."""
        return next((one.match for one in self.findings if one.match is not Match.SAME), Match.SAME)


def check_pictures(file: Path, pictures: Sequence[Path], *, tools: Tools) -> PaperFinding:
    """Compare the codes in scans or photographs of pages with a report's file.

    A picture in which no code is found keeps the others from nothing: it is named.

    :raises FileMissing, FileUnreadable: a file. :raises ScanUnreadable: a picture. :raises NoCode: none of them has one.
    :raises CodeForeign: no code of this program is among them.
    :raises PdfUnreadable, NotOurReport, JsonInvalid, SignatureBroken: the report's file.
    """
    texts: list[str] = []
    blank: list[str] = []
    for picture in pictures:
        with named(picture):
            found = tools.codes.texts(tools.files.read(picture))
        if not found:
            blank.append(picture.name)
        texts += found
    if not texts:
        raise NoCode(where=str(pictures[0]) if pictures else "")
    return replace(check_texts(file, texts, tools=tools), blank=tuple(blank))


def check_bytes(file: Path, picture: bytes, *, tools: Tools) -> PaperFinding:
    """As :func:`check_pictures`, of a picture that is no file, such as one from the clipboard."""
    found = tools.codes.texts(picture)
    if not found:
        raise NoCode
    return check_texts(file, found, tools=tools)


def check_texts(file: Path, texts: Sequence[str], *, tools: Tools) -> PaperFinding:
    """Compare what a scanner read of pages with a report's file.

    :raises CodeForeign: none of them is a code of this program.
    :raises FileMissing, FileUnreadable, PdfUnreadable, NotOurReport, JsonInvalid, SignatureBroken: the file.
    """
    codes, foreign = _codes(texts)
    extract = extract_data(file, tools=tools)
    with named(file):
        report = tools.data.read(extract.data)
        pages = tools.pages.pages(tools.files.read(file))
    name, digest = name_of(report), digest_of(extract.data)
    findings = tuple(
        PageFinding(code=code, match=_match(code, name=name, digest=digest, pages=pages)) for code in codes
    )
    seen = {one.code.page for one in findings if one.match is Match.SAME}
    several = len(findings) > 1 and None not in seen
    return PaperFinding(
        report=report,
        name=name,
        digest=digest,
        pages=pages,
        signed=extract.signed,
        findings=findings,
        missing=tuple(page for page in range(1, pages + 1) if page not in seen) if several else (),
        foreign=foreign,
    )


def _codes(texts: Sequence[str]) -> tuple[tuple[PageCode, ...], tuple[str, ...]]:
    codes: list[PageCode] = []
    foreign: list[str] = []
    for text in texts:
        try:
            codes.append(read_code(text))
        except CodeForeign as refusal:
            foreign.append(refusal.where)
    if not codes:
        raise CodeForeign(where=foreign[0] if foreign else "")
    return tuple(sorted(set(codes), key=lambda code: (code.name, code.page or 0, code.digest))), tuple(
        foreign
    )


def _match(code: PageCode, *, name: str, digest: str, pages: int) -> Match:
    if code.name != name:
        return Match.OTHER_REPORT
    if code.digest != digest:
        return Match.OTHER_DATA
    return Match.SAME if code.pages in {None, pages} else Match.OTHER_COUNT

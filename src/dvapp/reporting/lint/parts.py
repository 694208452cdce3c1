"""Which piece of a paper is what: head, title, body, signature, recipients, annexes."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from dvapp.domain.papers.findings import PaperForm
from dvapp.reporting.lint.ending import Ending, ending_of
from dvapp.reporting.lint.flowing import Edges, edges_of, paragraphs_of
from dvapp.reporting.lint.model import Align, Column, Paper, Piece
from dvapp.reporting.lint.notices import Notices, grounds_of, listed_addressees, notices_of

KINDS = {
    "NGHỊ QUYẾT": "NQ", "QUYẾT ĐỊNH": "QĐ", "CHỈ THỊ": "CT", "KẾT LUẬN": "KL", "QUY CHẾ": "QC", "QUY ĐỊNH": "QĐi",
    "THÔNG BÁO": "TB", "HƯỚNG DẪN": "HD", "BÁO CÁO": "BC", "KẾ HOẠCH": "KH", "CHƯƠNG TRÌNH": "CTr", "TỜ TRÌNH": "TTr",
    "ĐỀ ÁN": "ĐA", "PHƯƠNG ÁN": "PA", "DỰ ÁN": "DA", "BIÊN BẢN": "BB", "GIẤY MỜI": "GM", "GIẤY GIỚI THIỆU": "GGT",
    "THƯ CÔNG": "TC", "THÔNG TRI": "TT", "QUY HOẠCH": "QH",
}  # fmt: skip
"""Names of document types with the symbol in their numbers (format.md; both guides, and Nghị định 30, Phụ lục III)."""

_HEAD_PIECES = 30
_SUBJECT_SIZE = 13.0
"""Points: the trích yếu of a công văn has 12 (36-HD/VPTW, Phụ lục 3), 12 to 13 in State papers."""
_ANNEX = re.compile(r"(?:phụ lục|phu luc)(?:\s*(?:số)?\s*[:.]?\s*[0-9IVXLC]+)?\s*[:.]?", re.IGNORECASE)
_HYPHENS = re.compile(r"[-–—_*.=~]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of the first page."""

    motto: tuple[Piece, ...] = ()
    superior: tuple[Piece, ...] = ()
    issuer: tuple[Piece, ...] = ()
    mark: Piece | None = None
    number: Piece | None = None
    date: Piece | None = None
    draft: Piece | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """Tên loại, trích yếu, the mark below, and Kính gửi. ``addressees``: its further lines."""

    kind: Piece | None = None
    summary: tuple[Piece, ...] = ()
    hyphens: Piece | None = None
    address: Piece | None = None
    addressees: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """An annex's first lines. ``label`` is ``None`` when its first page begins with something else."""

    page: int
    label: Piece | None
    title: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """All parts. ``edges``: where the text really begins and ends across the page (PDF).

    :param grounds: căn cứ, the first paragraphs of ``body`` where it has any.
    """

    head: Head
    title: Title
    body: tuple[Piece, ...]
    grounds: tuple[Piece, ...]
    notices: Notices
    ending: Ending
    annexes: tuple[Annex, ...]
    edges: Edges | None

    @property
    def annex_pages(self) -> frozenset[int]:
        """Pages on which an annex begins."""
        return frozenset(annex.page for annex in self.annexes)


def plain(text: str) -> str:
    """For recognising: NFC, single spaces, no case."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def parts_of(paper: Paper) -> Parts:
    """Sort the pieces of a paper."""
    notices = notices_of(paper, [plain(piece.text) for piece in paper.pieces])
    aside = {id(piece) for piece in notices.pieces}
    pieces = tuple(piece for piece in paper.pieces if id(piece) not in aside)
    text_end = next((n for n, p in enumerate(pieces) if n > 5 and _begins_annex(pieces, n)), len(pieces))
    text, after = pieces[:text_end], pieces[text_end:]
    kind_at = _kind_at(text)
    head_end = kind_at if kind_at is not None else _head_end(text)
    head = _head(text[:head_end])
    title, body_at = _title(text, kind_at, head_end)
    ending, ending_at, beyond = ending_of(text, body_at, in_pdf=paper.form is PaperForm.PDF)
    addressed = {id(p) for p in (title.address, *title.addressees)}
    body = [p for p in text[body_at:ending_at] if not p.in_table and id(p) not in addressed]
    edges = None
    if paper.form is PaperForm.PDF:
        edges = edges_of(body)
        body = list(paragraphs_of(body, edges))
    lone = _unlabelled(beyond)
    return Parts(
        head=head,
        title=title,
        body=tuple(body),
        grounds=grounds_of(body),
        notices=notices,
        ending=ending,
        annexes=(*lone, *_annexes(after)),
        edges=edges,
    )


def _begins_annex(pieces: Sequence[Piece], n: int) -> bool:
    """A short line of these words at the head of a page (or, in a DOCX, anywhere: it is a paragraph of its own)."""
    piece = pieces[n]
    if piece.in_table or not _ANNEX.fullmatch(plain(piece.text)):
        return False
    return piece.paragraph is not None or pieces[n - 1].page != piece.page


def _kind_at(text: Sequence[Piece]) -> int | None:
    for n, piece in enumerate(text[:_HEAD_PIECES]):
        if piece.page == 1 and not piece.in_table and plain(piece.text).upper() in KINDS:
            return n
    return None


def _head_end(text: Sequence[Piece]) -> int:
    """Without a tên loại the head ends after the last line that only a head has."""
    last = 0
    for n, piece in enumerate(text[:_HEAD_PIECES]):
        words = plain(piece.text)
        if is_motto(words) or is_number(words) or is_date(words) or words == "*" or words.startswith("v/v"):
            last = n + 1
    while last < len(text) and _is_subject(text[last]):
        last += 1
    return last


def _is_subject(piece: Piece) -> bool:
    """A line of a công văn's trích yếu: small letters at the left, below the number line."""
    small = piece.size is not None and piece.size <= _SUBJECT_SIZE
    return piece.page == 1 and piece.column is Column.LEFT and small and not piece.in_table


def is_motto(words: str) -> bool:
    """Words at the top right, in any case."""
    return words.startswith(("đảng cộng sản việt", "cộng hoà xã hội", "cộng hòa xã hội", "độc lập"))


def is_number(words: str) -> bool:
    """A number line, right or wrong."""
    return re.match(r"số\s*[:.]?(?:\s|\d|$)", words) is not None


def is_date(words: str) -> bool:
    """A place and date line, right or wrong."""
    return re.search(r"ngày\b.*\btháng\b", words) is not None or (
        re.search(r",\s*ngày\s+\d", words) is not None
    )


def _head(pieces: Sequence[Piece]) -> Head:
    motto, left = [], []
    number = date = mark = draft = None
    for piece in pieces:
        words = plain(piece.text)
        if is_motto(words):
            motto.append(piece)
        elif number is None and is_number(words):
            number = piece
        elif date is None and is_date(words):
            date = piece
        elif words.startswith("dự thảo"):
            draft = piece
        elif mark is None and re.fullmatch(r"[*x+•\-–—_ ]{1,9}", words):
            mark = piece
        elif number is None and piece.column is not Column.RIGHT and re.search(r"[^\W\d_]", words):
            left.append(piece)
    bold_at = next((n for n, p in enumerate(left) if p.bold), max(len(left) - 1, 0))
    if left and all(p.bold for p in left):
        bold_at = 1 if len(left) > 1 else 0
    superior, issuer = left[:bold_at], left[bold_at:]
    if issuer and issuer[-1].bold and not all(p.bold for p in issuer):
        # Bodies of a joint paper, each under its own superior.
        superior = [p for p in left if not p.bold]
        issuer = [p for p in left if p.bold]
    return Head(
        motto=tuple(motto),
        superior=tuple(superior),
        issuer=tuple(issuer),
        mark=mark,
        number=number,
        date=date,
        draft=draft,
    )


def _title(text: Sequence[Piece], kind_at: int | None, head_end: int) -> tuple[Title, int]:
    if kind_at is None:
        address = _address(text, head_end)
        return Title(address=address, addressees=_listed(text, address)), head_end
    kind, at = text[kind_at], kind_at + 1
    marks = [n for n in range(at, min(at + 7, len(text))) if _HYPHENS.fullmatch(text[n].text.strip())]
    if marks:
        summary, hyphens, at = text[at : marks[0]], text[marks[0]], marks[0] + 1
    else:
        end = at
        while end < len(text) and _centred(text[end], kind):
            end += 1
        summary, hyphens, at = text[at:end], None, end
    address = _address(text, at)
    if address is not None and not marks and address in summary:
        summary = tuple(p for p in summary if p is not address)
    kept = tuple(p for p in summary if (not p.in_table and p.column is not Column.LEFT) or p.bold)
    listed = _listed(text, address)
    return Title(kind=kind, summary=kept, hyphens=hyphens, address=address, addressees=listed), at


def _listed(text: Sequence[Piece], address: Piece | None) -> tuple[Piece, ...]:
    at = next((n for n, piece in enumerate(text) if piece is address), None)
    return () if at is None else listed_addressees(text[at + 1 :])


def _address(text: Sequence[Piece], at: int) -> Piece | None:
    """Kính gửi stands among the first lines after the title."""
    near = text[max(at - 4, 0) : at + 4]
    return next((p for p in near if re.match(r"kính\s+(?:gửi|gởi|trình)", plain(p.text))), None)


def _centred(piece: Piece, kind: Piece) -> bool:
    if piece.page != kind.page or piece.in_table:
        return False
    if re.match(r"kính\s+gửi", plain(piece.text)):
        return False
    if piece.align is not None:
        return piece.align is Align.CENTRE and (piece.bold or not piece.text.rstrip().endswith("."))
    if piece.centre is None or kind.centre is None:
        return False
    return abs(piece.centre - kind.centre) < 3.5


def _unlabelled(beyond: Sequence[Piece]) -> tuple[Annex, ...]:
    """Pages behind the signature that begin with no label."""
    first = next((p for p in beyond if not p.in_table), None)
    return () if first is None else (Annex(page=first.page, label=None),)


def _annexes(after: Sequence[Piece]) -> tuple[Annex, ...]:
    annexes = []
    starts = [n for n in range(len(after)) if n == 0 or _begins_annex(after, n)]
    for n in starts:
        label = after[n]
        title = []
        for piece in after[n + 1 : n + 12]:
            if piece.in_table or piece.page != label.page or _ANNEX.fullmatch(plain(piece.text)):
                break
            title.append(piece)
        annexes.append(Annex(page=label.page, label=label, title=tuple(title)))
    return tuple(annexes)

"""What only some papers have beside their text: urgency, circulation, contact, grounds, addressees.

They are taken out before the paper is sorted, wherever they stand: a misplaced one must not be read as something else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dvapp.reporting.lint.model import Paper, Piece, Stroke

_URGENCY = re.compile(
    r"[-–*( ]*(?:(?:thượng|đặc biệt|rất) )?(?:khẩn|ho[ảa]̉? ?tốc|h[oỏ]ả? ?tốc)(?: cấp| hẹn giờ.*)?[-–*). !]*"
)
_CIRCULATION = re.compile(
    r"[-–*( ]*(?:(?:tài liệu )?lưu hành (?:nội bộ|hẹp)|(?:xem |đọc |xong hội nghị |xong việc |họp xong )?trả lại"
    r"|xem xong trả lại|xong hội nghị trả lại|xong việc trả lại|tài liệu (?:nội bộ|thu hồi|họp)"
    r"|không phổ biến|không đưa tin.*|phạm vi hẹp)[-–*). !]*"
)
_CONTACT = re.compile(
    r"điện thoại|đt\s*:|tel\s*:|fax|thư điện tử|e-?mail|website|trang thông tin", re.IGNORECASE
)
_GROUND = re.compile(r"(?:[-–—•+*]\s*)?căn cứ\b", re.IGNORECASE)

_RULE_LENGTH, _RULE_ROOM = 100.0, 8.0
"""The contact stands under a rule at least so long, and at most so far below it; millimetres."""

_FOOT = 70.0
"""The contact stands within so much of the page's lower edge."""

_SMALL = 12.8
"""Points: the contact is always smaller than any text."""

_LISTED = 55.0
"""Items of Kính gửi stand further in than any paragraph begins; millimetres from the left edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """Lines of the first page that are neither head, title nor text."""

    urgency: Piece | None = None
    circulation: Piece | None = None
    contact: tuple[Piece, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All of them."""
        return tuple(p for p in (self.urgency, self.circulation, *self.contact) if p is not None)


def notices_of(paper: Paper, plain: Sequence[str]) -> Notices:
    """Find them on the first page. ``plain``: the pieces' words for recognising, in order."""
    urgency = circulation = None
    contact: list[Piece] = list(paper.sheets[0].foot)
    for piece, words in zip(paper.pieces, plain, strict=True):
        if piece.page != 1:
            continue
        if urgency is None and len(words) < 40 and _URGENCY.fullmatch(words):
            urgency = piece
        elif circulation is None and len(words) < 60 and _CIRCULATION.fullmatch(words):
            circulation = piece
    if not contact:
        contact = list(_contact(paper))
    return Notices(urgency=urgency, circulation=circulation, contact=tuple(contact))


def _contact(paper: Paper) -> Sequence[Piece]:
    """The lines under a long rule at the foot, or the last lines of small letters that tell a telephone."""
    sheet = paper.sheets[0]
    foot = [p for p in sheet.pieces if p.baseline is not None and p.baseline > sheet.height - _FOOT]
    for n, piece in enumerate(foot):
        if _CONTACT.search(piece.text) or _under_rule(piece, sheet.strokes):
            below = foot[n:]
            return below if all((p.size or 99) < _SMALL and not p.in_table for p in below) else ()
    return ()


def _under_rule(piece: Piece, strokes: Sequence[Stroke]) -> bool:
    return (
        any(
            s.flat and s.right - s.left > _RULE_LENGTH and 0 < (piece.baseline or 0) - s.bottom < _RULE_ROOM
            for s in strokes
        )
        and not piece.in_table
    )


def grounds_of(body: Sequence[Piece]) -> tuple[Piece, ...]:
    """The list of grounds that a text may begin with; one sentence that merely begins so is none."""
    found: list[Piece] = []
    for piece in body:
        if not _GROUND.match(piece.text.strip()):
            break
        found.append(piece)
    if len(found) > 1:
        return tuple(found)
    listed = bool(found) and re.search(r"^[-–—]|[;,]$", found[0].text.strip()) is not None
    return tuple(found) if listed else ()


def listed_addressees(after: Sequence[Piece]) -> tuple[Piece, ...]:
    """The further lines of Kính gửi among the pieces that follow its first."""
    found: list[Piece] = []
    for piece in after:
        if piece.page != 1 or piece.in_table or piece.left is None or piece.left < _LISTED:
            break
        found.append(piece)
    return tuple(found)

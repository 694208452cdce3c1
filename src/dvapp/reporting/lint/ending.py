"""The end of a paper's text: who signs at the right, who receives it at the left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dvapp.reporting.lint.model import Column, Piece

_STAMP = re.compile(
    r"(?:(?:ký bởi|người ký|cơ quan|ngày ký|thời gian ký|email)\s*:|signature\b|digitally\b).*", re.IGNORECASE
)
_TITLE_WORDS = re.compile(
    r"\b(?:TRƯỞNG|PHÓ|CHÁNH|BÍ THƯ|CHỦ TỊCH|GIÁM ĐỐC|VĂN PHÒNG|BAN|K/T|T/M|T/L|KT|TM|TL|Q)\b", re.IGNORECASE
)
_LABEL = re.compile(r"nơi\s+nhận\b", re.IGNORECASE)
_NAME_GAP = 12.0
_ITEM_HANG = 1.2


_TYPIST = re.compile(r"[A-ZĐa-zđ][A-ZĐa-zđ.]{1,11}\s*[.,/-]?\s*\(?\d{1,4}\)?(?:\s*b(?:ản)?)?\.?")
"""Initials and the number of copies, below the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs: the lines over the signature, and the name below."""

    titles: tuple[Piece, ...] = ()
    name: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The signatures, the label and items of Nơi nhận, and the typist's sign below them.

    :param signers: who signs for the body in charge, and on a joint paper who signs at the left for the other.
    """

    signers: tuple[Signer, ...] = ()
    label: Piece | None = None
    items: tuple[Piece, ...] = ()
    typist: Piece | None = None

    @property
    def titles(self) -> tuple[Piece, ...]:
        """The lines over all signatures."""
        return tuple(piece for signer in self.signers for piece in signer.titles)

    @property
    def name(self) -> tuple[Piece, ...]:
        """The names of all who sign."""
        return tuple(piece for signer in self.signers for piece in signer.name)


def ending_of(text: Sequence[Piece], body_at: int, *, in_pdf: bool) -> tuple[Ending, int, Sequence[Piece]]:
    """The ending, where it begins among the pieces, and what stands on later pages without belonging to it."""
    labels = [
        n for n in range(body_at, len(text)) if _LABEL.match(text[n].text.strip()) and not text[n].in_table
    ]
    if labels:
        label_at = labels[-1]
        start = _upwards(text, label_at, body_at)
        label: Piece | None = text[label_at]
    else:
        label, start = None, _without_label(text, body_at)
    rest = [p for p in text[start:] if p is not label and p.text.strip() and not _STAMP.match(p.text.strip())]
    signed_on = label.page if label is not None else rest[0].page if rest else 0
    right = [p for p in rest if p.column is Column.RIGHT and not p.in_table and p.page == signed_on]
    beside = (
        []
        if label is None
        else [p for p in text[start : labels[-1]] if p.column is Column.LEFT and p in rest]
    )
    if any(p.page != signed_on for p in beside):
        beside = []
    last_page = max((p.page for p in right), default=label.page if label else text[-1].page if text else 1)
    left = [p for p in rest if (p.column is not Column.RIGHT or p.page > signed_on) and p not in beside]
    items, beyond = _items(left, label, last_page, in_pdf=in_pdf)
    typist = items[-1] if len(items) > 1 and _TYPIST.fullmatch(items[-1].text.strip()) else None
    found = [_signers(side) for side in (right, beside)]
    signers = tuple(Signer(titles=titles, name=name) for titles, name in found if titles)
    return (
        Ending(signers=signers, label=label, items=items[:-1] if typist else items, typist=typist),
        start,
        beyond,
    )


def _upwards(text: Sequence[Piece], at: int, body_at: int) -> int:
    """Lines of the signature may stand a little above the label; on a joint paper both signatures do."""
    start = at
    while start > body_at and text[start - 1].page == text[at].page:
        before = text[start - 1]
        if before.column is Column.FULL or before.in_table:
            break
        row = _row(text, start - 1, body_at)
        # A short last line of the text stands at the left too; titles and names are in capitals or bold.
        lone = before.baseline is not None and all(p.column is Column.LEFT for p in text[row:start])
        if lone and before.text.upper() != before.text and not before.bold:
            break
        start = row
    return start


def _row(text: Sequence[Piece], at: int, body_at: int) -> int:
    """Where the printed line begins that a piece belongs to."""
    baseline = text[at].baseline
    if baseline is None:
        return at
    start = at
    while (
        start > body_at
        and text[start - 1].page == text[at].page
        and text[start - 1].column is not Column.FULL
    ):
        other = text[start - 1].baseline
        if other is None or abs(other - baseline) > 0.5:
            break
        start -= 1
    return start


def _without_label(text: Sequence[Piece], body_at: int) -> int:
    """From the first line of the last block that keeps to one side of the page."""
    start = len(text)
    rights = 0
    for n in range(len(text) - 1, body_at - 1, -1):
        piece = text[n]
        small = (piece.size or 99) <= 12.6 and piece.column is not Column.RIGHT
        if piece.in_table or not (
            piece.column is Column.RIGHT or small or re.match(r"[-–•]\s*Lưu", piece.text)
        ):
            break
        start = n
        rights += piece.column is Column.RIGHT
    return start if rights or start < len(text) else len(text)


def _items(
    left: Sequence[Piece], label: Piece | None, last_page: int, *, in_pdf: bool
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Items joined from their lines; a page further on that does not go on with them is something else."""
    items: list[Piece] = []
    beyond: list[Piece] = []
    edge = min((p.left for p in left if p.left is not None and not p.in_table), default=0.0)
    for piece in left:
        if piece.in_table or beyond or (piece.page > last_page and not _goes_on(piece, items)):
            beyond.append(piece)
        elif (
            in_pdf
            and items
            and not re.match(r"[-–•+*]", piece.text)
            and (piece.left or 0) - edge > _ITEM_HANG
        ):
            last = items[-1]
            items[-1] = replace(
                last,
                text=f"{last.text} {piece.text}",
                runs=(*last.runs, *piece.runs),
                lines=(*last.lines, piece),
            )
        elif label is not None or re.match(r"[-–•]", piece.text):
            items.append(replace(piece, lines=(piece,)))
    return tuple(items), tuple(beyond)


def _goes_on(piece: Piece, items: Sequence[Piece]) -> bool:
    return bool(items) and piece.size == items[-1].size and not re.search(r"Lưu\b.*\.$", items[-1].text)


def _signers(right: Sequence[Piece]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    if not right:
        return (), ()
    if all(p.baseline is not None for p in right):
        ordered = sorted(right, key=lambda p: (p.page, p.baseline or 0))
        for n in range(1, len(ordered)):
            above, below = ordered[n - 1], ordered[n]
            if below.page != above.page or (below.baseline or 0) - (above.baseline or 0) > _NAME_GAP:
                return tuple(ordered[:n]), tuple(ordered[n:])
        right = ordered
    last = right[-1]
    if len(right) > 1 and not _TITLE_WORDS.search(last.text):
        return tuple(right[:-1]), (last,)
    return tuple(right), ()

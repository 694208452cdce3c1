"""A sheet file as it was opened for importing: its sheets, in Unicode, and what they say of themselves."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from enum import Enum
from itertools import islice
from pathlib import Path

from dvapp.domain.language.old_letters import OldLetters, has_modern_letters, suspected, to_unicode
from dvapp.domain.places.units import Unit
from dvapp.domain.recording.kinds import RecordKind
from dvapp.domain.sheets.blank_forms import Mark, read_mark
from dvapp.domain.sheets.head import Head, column_words
from dvapp.domain.sheets.headers import find_head, find_saved
from dvapp.domain.sheets.imports import SavedMapping
from dvapp.domain.sheets.sheet import Sheet
from dvapp.domain.sheets.unit_names import UnitNames, named_units
from dvapp.domain.sheets.wide import is_number
from dvapp.services.places import named
from dvapp.services.session import Session

_PROOF = 3000
"""Texts of a file that are asked for their encoding."""
_WIDEST = 1_000
"""Columns of a sheet whose kind is guessed: a wider one is no table of records, and two dozen kinds would look at it."""
_FEW = 0.2
"""Share of texts with new letters in a file that is otherwise in old ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """A file with what it says of itself.

    :param sheets: the visible ones that are not blank.
    :param hidden: names of sheets that are not read.
    :param letters: the encoding of before Unicode that the texts were converted from.
    :param mark: what our own blank form says of itself.
    :param saved: columns that were agreed for sheets of this board, by the digest of their head.
    :param units: names of the units that its rows and columns may be of.
    :param year: of the store: that of months and quarters for which the sheet names none.
    """

    path: Path
    sha256: str
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    macros: bool = False
    letters: OldLetters | None = None
    mark: Mark | None = None
    saved: Mapping[str, SavedMapping]
    units: UnitNames = made(default_factory=dict)
    year: int | None = None


def open_file(session: Session, path: Path, *, keep_letters: bool = False) -> OpenedFile:
    """Read a file of sheets.

    :param keep_letters: do not convert texts that look as in TCVN3 or VNI.
    :raises FileMissing, FileUnreadable, SheetFileTooLarge, SheetFileUnreadable: as they say.
    """
    with named(path):
        content = session.tools.files.read(path)
        book = session.tools.sheets.read(content)
    letters, which = (None, _Texts.ALL) if keep_letters else _letters(book.sheets)
    sheets = tuple(_converted(sheet, letters, which) for sheet in book.sheets) if letters else book.sheets
    with session.store.reading() as read:
        saved = {mapping.head: mapping for mapping in read.mappings.all()}
    return OpenedFile(
        path=path,
        sha256=hashlib.sha256(content).hexdigest(),
        sheets=tuple(sheet for sheet in sheets if any(not sheet.is_blank(n) for n in range(len(sheet.rows)))),
        hidden=book.hidden,
        macros=book.macros,
        letters=letters,
        mark=next((found for sheet in sheets if (found := read_mark(sheet))), None),
        saved=saved,
        units=named_units(units_of_sheets(session)),
        year=session.year,
    )


def units_of_sheets(session: Session) -> tuple[Unit, ...]:
    """The board's own unit and those below it, by the names they had in the store's year or the one before."""
    board = session.store.info.board
    return tuple(
        unit
        for unit in session.units.units
        if board in (unit.code, unit.parent)
        and (unit.valid_from is None or unit.valid_from.year <= session.year)
        and (unit.valid_to is None or unit.valid_to.year >= session.year - 1)
    )


def _texts(sheets: tuple[Sheet, ...]) -> Iterator[str]:
    return (value for sheet in sheets for row in sheet.rows for value in row if isinstance(value, str))


class _Texts(Enum):
    """Which texts of a file are in old letters."""

    ALL = "all"
    MOST = "most"  # but those with letters that only Unicode has: a title that somebody typed later
    SOME = "some"  # those that are plainly so


def _letters(sheets: tuple[Sheet, ...]) -> tuple[OldLetters | None, _Texts]:
    """The old encoding of a file's texts, if they are in one, and which of them."""
    proof = tuple(islice(_texts(sheets), _PROOF))
    if (whole := suspected("\n".join(proof))) is not None:
        return whole, _Texts.ALL
    foreign = [text for text in proof if not text.isascii()]
    old = [text for text in foreign if not has_modern_letters(text)]
    few = (len(foreign) - len(old)) <= _FEW * len(foreign)
    return suspected("\n".join(old)), _Texts.MOST if few else _Texts.SOME


def _converted(sheet: Sheet, letters: OldLetters, which: _Texts) -> Sheet:
    def new(said: str) -> str:
        if which is _Texts.MOST and has_modern_letters(said):
            return said
        return said if which is _Texts.SOME and not suspected(said, letters) else to_unicode(said, letters)

    rows = tuple(
        tuple(new(value) if isinstance(value, str) else value for value in row) for row in sheet.rows
    )
    return replace(sheet, rows=rows)


def likely_kind(session: Session, opened: OpenedFile) -> str | None:
    """The kind that a file is most probably of: by its mark, its agreed head, or most columns known by their words."""
    if opened.mark is not None and opened.mark.kind in session.pack.kinds:
        return opened.mark.kind
    known = agreed_kind(opened)
    if known is not None and known in session.pack.kinds:
        return known
    told = [
        ((*head_worth(head, sheet), not kind.by_period), str(code))
        for code, kind in session.pack.kinds.items()
        for sheet in opened.sheets
        if sheet.width <= _WIDEST
        and (head := find_head(sheet, kind, units=opened.units, year=opened.year)) is not None
    ]
    return max(told, key=lambda pair: pair[0])[1] if told else None


def head_worth(head: Head, sheet: Sheet) -> tuple[int, float]:
    """How much a head is worth beside others: columns of fields and numbers known, and their share of all columns."""
    own = sum(1 for target in head.columns.values() if not target.startswith("@") or is_number(target))
    return own, own / max(1, len(column_words(sheet, head.first, head.last)))


def agreed_kind(opened: OpenedFile) -> str | None:
    """The kind that the sender's columns were agreed for before."""
    for sheet in opened.sheets:
        for head, mapping in opened.saved.items():
            if find_saved(sheet, {head: mapping}) is not None:
                return str(mapping.kind)
    return None


def head_of(
    sheet: Sheet,
    kind: RecordKind,
    opened: OpenedFile,
    agreed: Mapping[str, str] | None = None,
    *,
    below: int = 0,
) -> tuple[Head | None, bool]:
    """The head of a sheet, and whether its columns are those agreed before.

    :param agreed: words of columns that mean something else this time; then nothing agreed before counts.
    """
    own = {head: mapping for head, mapping in opened.saved.items() if mapping.kind == kind.code}
    if not agreed and (known := find_saved(sheet, own, below=below, year=opened.year)) is not None:
        return known, True
    return find_head(sheet, kind, agreed, below=below, units=opened.units, year=opened.year), False

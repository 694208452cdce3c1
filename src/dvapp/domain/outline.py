"""The outline of a report kind: sections, the sentences a pack proposes for them, and its annex tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made

from dvapp.domain.codes import IndicatorCode, ReportKindCode
from dvapp.domain.units import Level
from dvapp.domain.words import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A paragraph in the notation of ``domain/text.py``.

    :param if_blank: what is printed instead while all its figures are blank; empty: the same sentence.
    :param levels: boards whose reports have it; empty: all.
    """

    say: str
    if_blank: str = ""
    levels: frozenset[Level] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section: heading with its number ("1. Kiểm tra công vụ"), and its paragraphs.

    :param level: 1 ``I- …``, 2 ``1. …``, 3 ``1.1. …``; 0: no heading is printed.
    :param guidance: what the officer should write here; never printed.
    """

    code: str
    level: int
    heading: str
    sentences: tuple[Sentence, ...]
    guidance: Wording = Wording("")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOutline:
    """An annex table: a title and the figures that are its rows, by groups."""

    code: str
    title: str
    groups: tuple[tuple[str, tuple[IndicatorCode, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a report of one kind contains before anyone edits it.

    :param document_type: tên loại in capitals ("BÁO CÁO"), with its symbol ("BC").
    :param title: trích yếu, in the notation of ``domain/text.py``.
    :param recipients: items of Nơi nhận, without dashes and closing punctuation.
    :param recipients_at: the items for boards of a level that has a list of its own.
    """

    kind: ReportKindCode
    name: Wording
    document_type: str
    type_symbol: str
    title: str
    opening: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    annexes: tuple[TableOutline, ...]
    recipients: tuple[str, ...]
    archive: str
    recipients_at: Mapping[Level, tuple[str, ...]] = made(default_factory=dict)

    def recipients_of(self, level: Level) -> tuple[str, ...]:
        """Items of Nơi nhận for a board of that level."""
        return self.recipients_at.get(level, self.recipients)

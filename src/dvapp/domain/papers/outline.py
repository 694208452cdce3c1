"""The outline of a report kind: sections, the sentences a pack proposes for them, and its annex tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date

from dvapp.domain.calendar.offers import Due, PeriodMark, offered_words
from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import FieldCode, IndicatorCode, KindCode, ReportKindCode
from dvapp.domain.errors import PeriodNotOffered
from dvapp.domain.papers.charts import ChartKind
from dvapp.domain.papers.comparing import Against
from dvapp.domain.papers.options import NO_OPTIONS, ReportOptions, named_for
from dvapp.domain.places.units import Level, Unit
from dvapp.domain.words import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A paragraph in the notation of ``domain/papers/text.py``.

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
    :param part: "PHẦN THỨ NHẤT: KẾT QUẢ…": it stands above the sections of level 1 that follow, and has no text of its
        own; what is before the colon is printed over what is after it.
    """

    code: str
    level: int
    heading: str
    sentences: tuple[Sentence, ...]
    guidance: Wording = Wording("")
    part: bool = False


def leaves(sections: tuple[Section, ...]) -> frozenset[str]:
    """Codes of the sections that have a heading and nothing below it: those that must say something."""
    following = (*sections[1:], None)
    return frozenset(
        s.code
        for s, after in zip(sections, following, strict=True)
        if s.heading and not s.part and (after is None or after.level <= s.level)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RowColumn:
    """A column of a table of records. ``total``: the figure in its last row, if it has one."""

    field: FieldCode
    total: IndicatorCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsOutline:
    """Rows typed into records: those of one table field, in every record of a kind that counts in the period."""

    kind: KindCode
    table: FieldCode
    columns: tuple[RowColumn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFigure:
    """A figure of a chart. ``label``: shorter words for it; empty: the catalogue's."""

    code: IndicatorCode
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartOutline:
    """A chart below an annex's table.

    :param title: in the notation of ``domain/papers/text.py``.
    :param compare: periods that stand beside the report's own; a line has at most that of last year, for one figure.
    :param whole: of charts of shares, and only of these: the figure of which the others are parts.
    :param unit: what all figures count, where the catalogue has different words for it; empty: the catalogue's.
    """

    title: str
    kind: ChartKind
    figures: tuple[ChartFigure, ...]
    compare: tuple[Against, ...] = ()
    whole: IndicatorCode | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOutline:
    """An annex: a title, as rows either figures by groups or what was typed into tables of records, and charts below.

    One without rows has its charts only.

    :param compare: the periods that figures are compared with, in columns of their own.
    :param landscape: whether its pages lie on their long side; ``None``: only if the table needs it.
    :param rows: the table of records; with it there are neither groups nor comparisons.
    :param returns: whether it lists the reports received from the units below the board, in place of figures.
    :param blank: whether figures are left out, so that somebody else can write them into the table.
    """

    code: str
    title: str
    groups: tuple[tuple[str, tuple[IndicatorCode, ...]], ...] = ()
    compare: tuple[Against, ...] = ()
    landscape: bool | None = None
    rows: RowsOutline | None = None
    returns: bool = False
    blank: bool = False
    charts: tuple[ChartOutline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a report of one kind contains before anyone edits it.

    :param document_type: tên loại in capitals ("BÁO CÁO"), with its symbol ("BC").
    :param title: trích yếu, in the notation of ``domain/papers/text.py``.
    :param recipients: items of Nơi nhận, without dashes and closing punctuation.
    :param recipients_at: the items for boards of a level that has a list of its own.
    :param options: settings of the layout, ``options_at`` those that boards of a level have instead.
    :param periods: the periods it is made for; empty: all.
    :param due: when it must have arrived, by period; ``due_note``: in words, where no day can be told.
    :param closing: the day of the month on which its figures close; ``None``: by calendar.
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
    periods: tuple[PeriodMark, ...] = ()
    due: tuple[Due, ...] = ()
    due_note: Wording = Wording("")
    closing: int | None = None
    options: ReportOptions = NO_OPTIONS
    options_at: Mapping[Level, ReportOptions] = made(default_factory=dict)

    def options_for(self, unit: Unit) -> ReportOptions:
        """The settings that the pack gives to the board of a unit."""
        return named_for(self.options_at.get(unit.level, NO_OPTIONS).over(self.options), unit)

    def recipients_of(self, level: Level) -> tuple[str, ...]:
        """Items of Nơi nhận for a board of that level."""
        return self.recipients_at.get(level, self.recipients)

    def offers(self, period: Period) -> bool:
        """Whether this report is made for such a period."""
        return not self.periods or any(mark.fits(period) for mark in self.periods)

    def require(self, period: Period) -> None:
        """Refuse a period for which this report is not made.

        :raises PeriodNotOffered: kind, text and the periods there are.
        """
        if not self.offers(period):
            raise PeriodNotOffered(
                where=self.kind, kind=self.kind, text=period.written, known=offered_words(self.periods)
            )

    def due_on(self, period: Period) -> date | None:
        """The day on which the report of a period is due; ``None`` where the pack names no day.

        It is the day that the pack names; ``Pack.due_day`` tells the working day that counts, too.
        """
        return next((due.day_for(period) for due in self.due if due.fits(period)), None)

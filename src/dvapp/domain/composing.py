"""From figures and text to the one frozen report. What is printed is Vietnamese, whatever the window speaks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from dvapp.domain.codes import IndicatorCode, ProfileCode, UnitCode
from dvapp.domain.errors import TextInvalid
from dvapp.domain.figures import FigureTable
from dvapp.domain.outline import Outline, Section, Sentence, TableOutline
from dvapp.domain.packs import Pack
from dvapp.domain.periods import Period, PeriodKind
from dvapp.domain.reports import (
    AnnexTable,
    Block,
    Figure,
    FigureState,
    Heading,
    Issuer,
    Paragraph,
    Report,
    ReportText,
    Role,
    ShownWords,
    Signatory,
    Stage,
    TableRow,
)
from dvapp.domain.text import FigureForm, FigureRef, NameRef, Run, Words, figures_in, parse_runs
from dvapp.domain.units import Board

BLANK_WORDS = "chưa có số liệu"
NOT_APPLICABLE_WORDS = "không áp dụng"
UNDEFINED_RATIO = "–"

ANNEX_COLUMNS = ("Mã số", "Chỉ tiêu", "Đơn vị tính", "Số liệu")


class Writing(Protocol):
    """How official papers write numbers and days."""

    def number(self, value: object) -> str:
        """1.234.567,8."""
        ...

    def padded(self, value: object) -> str:
        """03."""
        ...

    def day(self, value: date) -> str:
        """15/01/2019."""
        ...


def period_words(period: Period) -> str:
    """The period as a title says it: "năm 2018", "6 tháng đầu năm 2018", "quý III năm 2018"."""
    match period.kind:
        case PeriodKind.YEAR:
            return f"năm {period.year}"
        case PeriodKind.NINE_MONTHS:
            return f"9 tháng năm {period.year}"
        case PeriodKind.HALF:
            return f"6 tháng {'đầu' if period.number == 1 else 'cuối'} năm {period.year}"
        case PeriodKind.QUARTER:
            return f"quý {('I', 'II', 'III', 'IV')[period.number - 1]} năm {period.year}"
        case PeriodKind.MONTH:
            return f"tháng {period.number} năm {period.year}"


def show_figure(figure: Figure, form: FigureForm, writing: Writing, of: Figure | None = None) -> str:
    """A figure as a sentence shows it: its three states never look alike."""
    if figure.state is FigureState.BLANK or (of is not None and of.state is FigureState.BLANK):
        return BLANK_WORDS
    if figure.state is FigureState.NOT_APPLICABLE:
        return UNDEFINED_RATIO if figure.is_ratio else NOT_APPLICABLE_WORDS
    number = writing.padded if form is FigureForm.PAD else writing.number
    value = writing.day(figure.value) if isinstance(figure.value, date) else number(figure.value)
    unit = figure.unit.vi
    if unit == "%" and isinstance(figure.value, int | Decimal):
        return f"{value}%"
    if of is not None:
        return f"{value}/{writing.number(of.value)}"
    return f"{value} {unit}" if form is FigureForm.UNIT and unit else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a report is composed from, besides the figures."""

    pack: Pack
    outline: Outline
    board: Board
    board_code: UnitCode
    period: Period
    as_of: date
    stage: Stage
    profile: ProfileCode
    role: Role
    text: ReportText | None


def compose(order: Order, table: FigureTable, writing: Writing) -> Report:
    """Bind every sentence and table cell to its figure.

    :raises TextInvalid: an edited text names a figure that the pack does not have.
    """
    binder = _Binder(order, table, writing)
    blocks = tuple(binder.blocks())
    annexes = tuple(binder.annex(number, t) for number, t in enumerate(order.outline.annexes, start=1))
    board = order.board
    return Report(
        kind=order.outline.kind,
        document_type=order.outline.document_type,
        type_symbol=order.outline.type_symbol,
        title="".join(run.text for run in binder.bind(order.outline.title, "title")),
        period=order.period,
        as_of=order.as_of,
        stage=order.stage,
        profile=order.profile,
        issuer=Issuer(
            board=order.board_code,
            name=board.name,
            superior=board.superior,
            issuer=board.issuer,
            symbol=board.symbol,
            place=board.place,
        ),
        signatory=Signatory(role=order.role, head_title=board.head_title, deputy_title=board.deputy_title),
        blocks=blocks,
        annexes=annexes,
        recipients=order.outline.recipients_of(board.unit.level),
        archive=order.outline.archive,
        figures=binder.used(),
        pack=order.pack.name,
        pack_version=order.pack.version,
    )


def proposed(section: Section, board: Board) -> tuple[Sentence, ...]:
    """The sentences a pack proposes for a section of this board's report."""
    return tuple(s for s in section.sentences if not s.levels or board.unit.level in s.levels)


class _Binder:
    def __init__(self, order: Order, table: FigureTable, writing: Writing) -> None:
        self._order = order
        self._table = table
        self._writing = writing
        self._used: dict[IndicatorCode, Figure] = {}

    def blocks(self) -> Iterator[Block]:
        opening = Section(code="opening", level=0, heading="", sentences=self._order.outline.opening)
        for section in (opening, *self._order.outline.sections):
            if section.heading:
                yield Heading(level=section.level, text=section.heading)
            for number, runs in enumerate(self._paragraphs(section)):
                yield Paragraph(runs=runs, section=section.code, number=number)

    def _paragraphs(self, section: Section) -> Iterator[tuple[ShownWords, ...]]:
        edited = self._order.text.sections.get(section.code) if self._order.text else None
        if edited is not None:
            for number, paragraph in enumerate(edited.paragraphs):
                if paragraph.strip():
                    yield self.bind(paragraph, f"{section.code}:{number + 1}")
            return
        for sentence in proposed(section, self._order.board):
            yield self.bind(self._wanted(sentence, section.code), section.code)

    def _wanted(self, sentence: Sentence, where: str) -> str:
        codes = figures_in(parse_runs(sentence.say, where=where))
        blank = codes and all(self._figure(code, where).state is FigureState.BLANK for code in codes)
        return sentence.if_blank if sentence.if_blank and blank else sentence.say

    def bind(self, notation: str, where: str) -> tuple[ShownWords, ...]:
        return tuple(self._bound(run, where) for run in parse_runs(notation, where=where))

    def _bound(self, run: Run, where: str) -> ShownWords:
        match run:
            case Words():
                return ShownWords(text=run.text, bold=run.bold, italic=run.italic)
            case NameRef():
                return ShownWords(text=self._names[run.name], bold=run.bold, italic=run.italic)
            case FigureRef():
                figure = self._figure(run.code, where)
                of = self._figure(run.of, where) if run.of is not None else None
                text = show_figure(figure, run.form, self._writing, of)
                codes = (run.code,) if run.of is None else (run.code, run.of)
                return ShownWords(text=text, bold=run.bold, italic=run.italic, figures=codes)

    @property
    def _names(self) -> Mapping[str, str]:
        order = self._order
        programme = order.pack.programme(order.period.year)
        return {
            "theme": (programme.central_theme if programme else "") or BLANK_WORDS,
            "city_theme": (programme.city_theme if programme else "") or BLANK_WORDS,
            "year": str(order.period.year),
            "period": period_words(order.period),
            "board": order.board.name,
            "as_of": self._writing.day(order.as_of),
        }

    def annex(self, number: int, table: TableOutline) -> AnnexTable:
        rows: list[TableRow] = []
        for heading, codes in table.groups:
            shown = [
                c for c in codes if self._order.board.unit.level in self._order.pack.indicators[c].levels
            ]
            if shown:
                rows.append(TableRow(code=None, cells=(heading,)))
                rows.extend(self._row(code) for code in shown)
        title = "".join(run.text for run in self.bind(table.title, table.code))
        return AnnexTable(number=number, title=title, columns=ANNEX_COLUMNS, rows=tuple(rows))

    def _row(self, code: IndicatorCode) -> TableRow:
        figure = self._figure(code, "annex")
        # The unit has a column of its own.
        value = show_figure(figure, FigureForm.NUMBER, self._writing).removesuffix("%")
        return TableRow(code=code, cells=(code, figure.label.vi, figure.unit.vi, value))

    def _figure(self, code: IndicatorCode, where: str) -> Figure:
        if code not in self._used:
            try:
                self._used[code] = self._table.figure(code)
            except KeyError:
                raise TextInvalid(where=where, reason="{" + code + "}") from None
        return self._used[code]

    def used(self) -> tuple[Figure, ...]:
        return tuple(self._used[code] for code in self._order.pack.indicators if code in self._used)

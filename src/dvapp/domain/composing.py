"""From figures and text to the one frozen report. What is printed is Vietnamese, whatever the window speaks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dvapp.domain.codes import IndicatorCode, ProfileCode, UnitCode
from dvapp.domain.comparing import Against, change_cells, change_words, other_period, than_words
from dvapp.domain.errors import TextInvalid
from dvapp.domain.figures import FigureTable
from dvapp.domain.indicators import Accumulation
from dvapp.domain.kinds import Field
from dvapp.domain.outline import Outline, RowsOutline, Section, Sentence, TableOutline, leaves
from dvapp.domain.packs import Pack
from dvapp.domain.periods import Period
from dvapp.domain.records import rows_of
from dvapp.domain.reports import (
    AnnexTable,
    Block,
    Figure,
    FigureState,
    Heading,
    Issuer,
    Paragraph,
    Part,
    Report,
    ReportText,
    Role,
    ShownWords,
    Signatory,
    Stage,
    TableRow,
)
from dvapp.domain.showing import (
    BLANK_WORDS,
    NOT_APPLICABLE_WORDS,
    Writing,
    period_head,
    period_words,
    show_figure,
)
from dvapp.domain.text import FigureForm, FigureRef, NameRef, Run, Words, figures_in, parse_runs
from dvapp.domain.units import Board
from dvapp.domain.values import NotApplicable, Value

__all__ = ["Order", "Writing", "compose", "period_words", "proposed", "show_figure", "show_reference"]

ANNEX_COLUMNS = ("Mã số", "Chỉ tiêu", "Đơn vị tính", "Số liệu")
EMPTY_SECTION = "Chưa có nội dung báo cáo."
EMPTY_TABLE = "Chưa có số liệu."
TOTAL = "Cộng"
NO_FIGURE = IndicatorCode("")
"""The code of a table row that shows no figure of the catalogue but what was typed into a record."""

_AGAINST = {FigureForm.VS_LAST: Against.LAST, FigureForm.VS_LAST_YEAR: Against.LAST_YEAR}


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

    :raises TextInvalid: an edited text names a figure that the pack does not have, or compares one that is no number.
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


def show_reference(reference: FigureRef, table: FigureTable, writing: Writing) -> str:
    """What is printed where a figure stands in a sentence.

    :raises KeyError: the pack has no such figure.
    """
    figure = table.figure(reference.code)
    against = _AGAINST.get(reference.form)
    if against is not None:
        before = table.at(other_period(table.period, against)).figure(reference.code)
        return change_words(figure, before, than_words(table.period, against), writing)
    of = table.figure(reference.of) if reference.of is not None else None
    return show_figure(figure, reference.form, writing, of)


class _Binder:
    def __init__(self, order: Order, table: FigureTable, writing: Writing) -> None:
        self._order = order
        self._table = table
        self._writing = writing
        self._used: dict[IndicatorCode, Figure] = {}

    def blocks(self) -> Iterator[Block]:
        outline = self._order.outline
        opening = Section(code="opening", level=0, heading="", sentences=outline.opening)
        telling = leaves(outline.sections)
        for section in (opening, *outline.sections):
            if section.part:
                label, _colon, title = section.heading.partition(": ")
                yield Part(label=label, title=title)
            elif section.heading:
                yield Heading(level=section.level, text=section.heading)
            paragraphs = list(self._paragraphs(section))
            if not paragraphs and section.code in telling:
                # A heading with nothing below it would look like a page that lost its text.
                paragraphs = [(ShownWords(text=EMPTY_SECTION),)]
            for number, runs in enumerate(paragraphs):
                yield Paragraph(runs=runs, section=section.code, number=number)

    def _paragraphs(self, section: Section) -> Iterator[tuple[ShownWords, ...]]:
        edited = self._order.text.sections.get(section.code) if self._order.text else None
        if edited is not None:
            for number, paragraph in enumerate(edited.paragraphs):
                where = f"{section.code}:{number + 1}"
                if paragraph.strip():
                    yield self.bind(self._kept(paragraph, section, where), where)
            return
        for sentence in proposed(section, self._order.board):
            yield self.bind(self._wanted(sentence, section.code), section.code)

    def _kept(self, paragraph: str, section: Section, where: str) -> str:
        """A paragraph that the officer left as the pack proposed it keeps its wording for blanks too."""
        runs = parse_runs(paragraph, where=where)
        same = (s for s in proposed(section, self._order.board) if parse_runs(s.say, where=where) == runs)
        sentence = next(same, None)
        return paragraph if sentence is None else self._wanted(sentence, where)

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
                codes = (run.code,) if run.of is None else (run.code, run.of)
                for code in codes:
                    self._figure(code, where)
                indicator = self._order.pack.indicators[run.code]
                if run.form.compares and indicator.accumulation is Accumulation.FACT:
                    raise TextInvalid(where=where, reason=run.written)
                text = show_reference(run, self._table, self._writing)
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

    # --- annexes ---------------------------------------------------------------------------------------------------

    def annex(self, number: int, table: TableOutline) -> AnnexTable:
        title = "".join(run.text for run in self.bind(table.title, table.code))
        if table.rows is not None:
            columns, rows = self._typed_rows(table.rows)
            return AnnexTable(
                number=number, title=title, columns=columns, rows=rows, landscape=table.landscape
            )
        period = self._order.period
        others = tuple(dict.fromkeys(other_period(period, against) for against in table.compare))
        columns = (*ANNEX_COLUMNS, *(head for other in others for head in _heads(other)))
        rows = tuple(self._rows(table, others))
        return AnnexTable(number=number, title=title, columns=columns, rows=rows, landscape=table.landscape)

    def _rows(self, table: TableOutline, others: tuple[Period, ...]) -> Iterator[TableRow]:
        level, indicators = self._order.board.unit.level, self._order.pack.indicators
        for heading, codes in table.groups:
            shown = [code for code in codes if level in indicators[code].levels]
            if shown:
                yield TableRow(code=None, cells=(heading,))
            for code in shown:
                yield self._row(code, others)

    def _row(self, code: IndicatorCode, others: tuple[Period, ...]) -> TableRow:
        figure = self._figure(code, "annex")
        cells = [code, figure.label.vi, figure.unit.vi, self._cell(figure)]
        for other in others:
            before = self._table.at(other).figure(code)
            cells += (self._cell(before), *change_cells(figure, before, self._writing))
        return TableRow(code=code, cells=tuple(cells))

    def _cell(self, figure: Figure) -> str:
        """A figure without its unit, which has a column of its own."""
        return show_figure(figure, FigureForm.NUMBER, self._writing).removesuffix("%")

    def _typed_rows(self, rows: RowsOutline) -> tuple[tuple[str, ...], tuple[TableRow, ...]]:
        """What was typed into a table of records, row by row, and the totals as the figures have them."""
        kind = self._order.pack.kind(rows.kind)
        table = kind.field(rows.table)
        assert table is not None, "packs are checked"
        fields = {field.code: field for field in table.columns}
        columns = [fields[column.field] for column in rows.columns]
        shown = [
            TableRow(code=NO_FIGURE, cells=tuple(self._typed(f, row.get(f.code)) for f in columns))
            for record in self._table.records_of(rows.kind)
            for row in rows_of(record.values.get(rows.table))
        ]
        heads = tuple(field.label.vi for field in columns)
        if not shown:
            return heads, (TableRow(code=None, cells=(EMPTY_TABLE,)),)
        totals = [c.total for c in rows.columns]
        cells = [self._cell(self._figure(code, "annex")) if code else "" for code in totals]
        last = next((code for code in totals if code), None)
        if last is not None:
            shown.append(TableRow(code=last, cells=(cells[0] or TOTAL, *cells[1:]), total=True))
        return heads, tuple(shown)

    def _typed(self, field: Field, value: Value | None) -> str:
        if value is None:
            return BLANK_WORDS
        if isinstance(value, NotApplicable):
            return NOT_APPLICABLE_WORDS
        if isinstance(value, date):
            return self._writing.day(value)
        if isinstance(value, int | Decimal):
            return self._writing.number(value)
        choice = field.choice(value) if isinstance(value, str) else None
        return choice.label.vi if choice is not None else str(value)

    def _figure(self, code: IndicatorCode, where: str) -> Figure:
        if code not in self._used:
            try:
                self._used[code] = self._table.figure(code)
            except KeyError:
                raise TextInvalid(where=where, reason="{" + code + "}") from None
        return self._used[code]

    def used(self) -> tuple[Figure, ...]:
        return tuple(self._used[code] for code in self._order.pack.indicators if code in self._used)


def _heads(other: Period) -> tuple[str, str, str]:
    head = period_head(other)
    than = head[:1].lower() + head[1:]
    return head, f"So với {than}", f"So với {than} (%)"

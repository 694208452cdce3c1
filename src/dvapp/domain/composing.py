"""From figures and text to the one frozen report. What is printed is Vietnamese, whatever the window speaks."""

from collections.abc import Iterator

from dvapp.domain.annexes import EMPTY_TABLE, Annexes
from dvapp.domain.binding import Binder, Order, show_reference
from dvapp.domain.figures import FigureTable
from dvapp.domain.outline import Section, Sentence, leaves
from dvapp.domain.reports import (
    Block,
    FigureState,
    Heading,
    Issuer,
    Paragraph,
    Part,
    Report,
    ShownWords,
    Signatory,
)
from dvapp.domain.showing import Writing, period_words, show_figure
from dvapp.domain.text import figures_in, parse_runs
from dvapp.domain.units import Board

__all__ = [
    "EMPTY_TABLE",
    "Order",
    "Writing",
    "compose",
    "period_words",
    "proposed",
    "show_figure",
    "show_reference",
]

EMPTY_SECTION = "Chưa có nội dung báo cáo."


def compose(order: Order, table: FigureTable, writing: Writing) -> Report:
    """Bind every sentence and table cell to its figure.

    :raises TextInvalid: an edited text names a figure that the pack does not have, or compares one that is no number.
    """
    binder = Binder(order, table, writing)
    blocks = tuple(_blocks(binder))
    maker = Annexes(binder)
    annexes = tuple(maker.annex(number, t) for number, t in enumerate(order.outline.annexes, start=1))
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


def _blocks(binder: Binder) -> Iterator[Block]:
    outline = binder.order.outline
    opening = Section(code="opening", level=0, heading="", sentences=outline.opening)
    telling = leaves(outline.sections)
    for section in (opening, *outline.sections):
        if section.part:
            label, _colon, title = section.heading.partition(": ")
            yield Part(label=label, title=title)
        elif section.heading:
            yield Heading(level=section.level, text=section.heading)
        paragraphs = list(_paragraphs(binder, section))
        if not paragraphs and section.code in telling:
            # A heading with nothing below it would look like a page that lost its text.
            paragraphs = [(ShownWords(text=EMPTY_SECTION),)]
        for number, runs in enumerate(paragraphs):
            yield Paragraph(runs=runs, section=section.code, number=number)


def _paragraphs(binder: Binder, section: Section) -> Iterator[tuple[ShownWords, ...]]:
    edited = binder.order.text.sections.get(section.code) if binder.order.text else None
    if edited is not None:
        for number, paragraph in enumerate(edited.paragraphs):
            where = f"{section.code}:{number + 1}"
            if paragraph.strip():
                yield binder.bind(_kept(binder, paragraph, section, where), where)
        return
    for sentence in proposed(section, binder.order.board):
        yield binder.bind(_wanted(binder, sentence, section.code), section.code)


def _kept(binder: Binder, paragraph: str, section: Section, where: str) -> str:
    """A paragraph that the officer left as the pack proposed it keeps its wording for blanks too."""
    runs = parse_runs(paragraph, where=where)
    same = (s for s in proposed(section, binder.order.board) if parse_runs(s.say, where=where) == runs)
    sentence = next(same, None)
    return paragraph if sentence is None else _wanted(binder, sentence, where)


def _wanted(binder: Binder, sentence: Sentence, where: str) -> str:
    codes = figures_in(parse_runs(sentence.say, where=where))
    blank = codes and all(binder.figure(code, where).state is FigureState.BLANK for code in codes)
    return sentence.if_blank if sentence.if_blank and blank else sentence.say

"""From figures and text to the one frozen report. What is printed is Vietnamese, whatever the window speaks."""

from collections.abc import Iterator

from dvapp.domain.figures.table import FigureTable
from dvapp.domain.papers.annexes import EMPTY_TABLE, Annexes
from dvapp.domain.papers.binding import Binder, Order, show_reference
from dvapp.domain.papers.explaining import explaining_blocks, kept_explanations
from dvapp.domain.papers.fitting import fitted
from dvapp.domain.papers.options import NO_OPTIONS
from dvapp.domain.papers.outline import Section, leaves
from dvapp.domain.papers.paragraphs import (
    LOWEST_HEADING,
    ParagraphStyle,
    item_mark,
    paragraph_style,
    without_style,
)
from dvapp.domain.papers.phrases import all_sections, phrase, proposed, slots
from dvapp.domain.papers.reports import (
    Block,
    Heading,
    Issuer,
    Paragraph,
    Part,
    Report,
    Role,
    ShownWords,
    Signatory,
)
from dvapp.domain.papers.showing import Writing, period_words, show_figure

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

    :raises TextInvalid: an edited text names a figure that the pack does not have, or compares or rounds one that is no
        number.
    :raises JointIncomplete: the settings ask for a joint paper and do not describe its second body.
    """
    binder = Binder(order, table, writing)
    blocks = tuple(_blocks(binder))
    explanations = (*kept_explanations(binder), *order.explanations)
    maker = Annexes(binder)
    annexes = tuple(maker.annex(number, t) for number, t in enumerate(order.outline.annexes, start=1))
    board = order.board
    report = Report(
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
        signatory=Signatory(
            role=order.role or Role.LEADER, head_title=board.head_title, deputy_title=board.deputy_title
        ),
        blocks=(*blocks, *explaining_blocks(explanations)),
        annexes=annexes,
        recipients=order.outline.recipients_of(board.unit.level),
        archive=order.outline.archive,
        figures=binder.used(),
        pack=order.pack.name,
        pack_version=order.pack.version,
        explanations=explanations,
    )
    chosen = order.text.options if order.text is not None else NO_OPTIONS
    return fitted(report, chosen.over(order.outline.options_for(board.unit)), role=order.role)


def _blocks(binder: Binder) -> Iterator[Block]:
    telling = leaves(binder.order.outline.sections)
    for section in all_sections(binder.order.outline):
        if section.part:
            label, _colon, title = section.heading.partition(": ")
            yield Part(label=label, title=title)
        elif section.heading:
            yield Heading(level=section.level, text=section.heading)
        yield from _text(binder, section, must_tell=section.code in telling)


def _text(binder: Binder, section: Section, *, must_tell: bool) -> Iterator[Heading | Paragraph]:
    number = 0
    for slot in slots(binder, section):
        printed = phrase(binder, section, slot)
        style = paragraph_style(printed.notation)
        if style is ParagraphStyle.HEADING:
            runs = binder.bind(without_style(printed.notation), printed.where, section.code)
            level = min(max(section.level, 0) + 1, LOWEST_HEADING)
            yield Heading(level=level, text="".join(run.text for run in runs))
            continue
        runs = binder.bind(printed.notation, printed.where, section.code)
        item = item_mark(printed.notation)
        yield Paragraph(runs=runs, section=section.code, number=number, item=item)
        number += 1
    if not number and must_tell:
        # A heading with nothing below it would look like a page that lost its text.
        yield Paragraph(runs=(ShownWords(text=EMPTY_SECTION),), section=section.code)

"""What the schemas cannot say of a report outline: its sentences can be read, every figure in them exists, no section is empty."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dvapp.domain.codes import IndicatorCode, KindCode
from dvapp.domain.errors import TextInvalid
from dvapp.domain.figures.indicators import Accumulation, Indicator
from dvapp.domain.papers.options import NO_OPTIONS, Setting, lacking_of_second
from dvapp.domain.papers.outline import Outline, RowsOutline, Section, Sentence, TableOutline, leaves
from dvapp.domain.papers.text import FigureRef, figures_in, parse_runs
from dvapp.domain.places.units import Level
from dvapp.domain.recording.kinds import FieldType, RecordKind
from dvapp.exchange.pack_charts import boards_without, chart_problems
from dvapp.exchange.pack_yaml import PackFault, PackFile, Spot
from dvapp.host.i18n import _

OPENING = "opening"
"""Section code that the program gives to the opening; no section of a pack may have it."""

_BOARDS = frozenset({Level.CITY, Level.DISTRICT})

Problem = tuple[Spot, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What outlines may name. ``returns``: whether the pack keeps a register of reports from below."""

    indicators: Mapping[IndicatorCode, Indicator]
    kinds: Mapping[KindCode, RecordKind]
    returns: bool = False


def outline_faults(file: PackFile, outline: Outline, known: Known) -> Iterator[PackFault]:
    """Everything wrong with an outline that its schema cannot see, in the order of its parts."""
    for spot, reason in _problems(outline, known):
        yield file.fault(reason, *spot)


def _problems(outline: Outline, known: Known) -> Iterator[Problem]:
    yield from _text(outline.title, ("title",), known)
    yield from _due(outline)
    yield from _options(outline)
    yield from _sentences(outline.opening, ("opening",), known)
    seen: set[str] = {OPENING}
    telling = leaves(outline.sections)
    for number, section in enumerate(outline.sections):
        here: Spot = ("sections", number)
        if section.code in seen:
            yield (*here, "code"), _("the section “{code}” is there twice").format(code=section.code)
        seen.add(section.code)
        yield from _section(section, here, telling=section.code in telling)
        yield from _sentences(section.sentences, (*here, "sentences"), known)
    for number, annex in enumerate(outline.annexes):
        yield from _annex(annex, ("annexes", number), known)


def _options(outline: Outline) -> Iterator[Problem]:
    for name, value in outline.options.given.items():
        yield from _option(value, ("options", name))
    for level, options in outline.options_at.items():
        for name, value in options.given.items():
            yield from _option(value, ("options_at", level.value, name))
    for level in sorted(_BOARDS, key=lambda level: level.value):
        whole = outline.options_at.get(level, NO_OPTIONS).over(outline.options)
        if lacking := lacking_of_second(whole) if whole.joint else ():
            own = outline.options_at.get(level, NO_OPTIONS).joint
            spot: Spot = ("options_at", level.value, "joint") if own else ("options", "joint")
            yield (
                spot,
                _("a joint paper needs more about the second body ({level}): {lacking}").format(
                    level=level.value, lacking=", ".join(lacking)
                ),
            )


def _option(value: Setting, spot: Spot) -> Iterator[Problem]:
    for text in value if isinstance(value, tuple) else (value,):
        if isinstance(text, str) and re.search(r"[{}]", re.sub(r"\{@(?:unit|UNIT)\}", "", text)):
            yield spot, _("only {{@unit}} and {{@UNIT}} may stand in braces here: {text}").format(text=text)


def _due(outline: Outline) -> Iterator[Problem]:
    for number, due in enumerate(outline.due):
        for row, mark in enumerate(due.periods):
            if outline.periods and not any(offered.covers(mark) for offered in outline.periods):
                yield ("due", number, "periods", row), _("the report is not made for this period")


def _section(section: Section, here: Spot, *, telling: bool) -> Iterator[Problem]:
    if bool(section.heading) != (section.level > 0):
        yield (*here, "heading"), _("a section of level 0 has no heading; every other has one")
    if section.part and (section.level != 1 or section.sentences or ": " not in section.heading):
        yield (
            (*here, "part"),
            _(
                "a part is of level 1, its heading has a colon (PHẦN I: …), and it has no sentences of its own"
            ),
        )
    said = frozenset().union(*(s.levels or _BOARDS for s in section.sentences))
    if telling and said != _BOARDS:
        lacking = ", ".join(sorted(level.value for level in _BOARDS - said))
        yield (
            (*here, "sentences"),
            _("the section “{code}” is empty for boards of: {levels}; give it a sentence").format(
                code=section.code, levels=lacking
            ),
        )


def _annex(annex: TableOutline, here: Spot, known: Known) -> Iterator[Problem]:
    yield from _text(annex.title, (*here, "title"), known)
    tables = (annex.rows is not None) + bool(annex.groups) + annex.returns
    if tables > 1 or not (tables or annex.charts):
        yield here, _("an annex has either “groups” of figures, “records” or “returns”, or “charts” alone")
    if annex.returns and not known.returns:
        yield (*here, "returns"), _("the pack keeps no register of returns (“returns” in pack.yaml)")
    if annex.blank and (not annex.groups or annex.compare):
        yield (*here, "blank"), _("only a table of figures without comparisons can be left blank")
    for number, chart in enumerate(annex.charts):
        yield from _text(chart.title, (*here, "charts", number, "title"), known)
        yield from chart_problems(chart, (*here, "charts", number), known.indicators)
    if annex.charts and not tables:
        lacking = boards_without(annex.charts, known.indicators)
        if lacking:
            reason = _("the annex is empty for boards of: {levels}; give it a chart for them")
            yield (*here, "charts"), reason.format(levels=lacking)
    if annex.rows is not None:
        if annex.compare:
            yield (*here, "compare"), _("only figures are compared, not “records”")
        yield from _rows(annex.rows, (*here, "records"), known)
    for group, (_heading, codes) in enumerate(annex.groups):
        for row, code in enumerate(codes):
            if code not in known.indicators:
                spot = (*here, "groups", group, "indicators", row)
                yield spot, _("there is no figure {code}").format(code=code)


def _rows(rows: RowsOutline, here: Spot, known: Known) -> Iterator[Problem]:
    kind = known.kinds.get(rows.kind)
    if kind is None:
        yield (*here, "kind"), _("there is no record kind “{code}”").format(code=rows.kind)
        return
    table = kind.field(rows.table)
    if table is None or table.type is not FieldType.TABLE:
        yield (*here, "table"), _("there is no table “{code}”").format(code=rows.table)
        return
    fields = {field.code for field in table.columns}
    for number, column in enumerate(rows.columns):
        spot = (*here, "columns", number)
        if column.field not in fields:
            yield (*spot, "field"), _("there is no column “{code}”").format(code=column.field)
        if column.total is not None and column.total not in known.indicators:
            yield (*spot, "total"), _("there is no figure {code}").format(code=column.total)


def _sentences(sentences: tuple[Sentence, ...], here: Spot, known: Known) -> Iterator[Problem]:
    for number, sentence in enumerate(sentences):
        yield from _text(sentence.say, (*here, number, "say"), known)
        if sentence.if_blank:
            yield from _text(sentence.if_blank, (*here, number, "if_blank"), known)


def _text(text: str, spot: Spot, known: Known) -> Iterator[Problem]:
    try:
        runs = parse_runs(text)
    except TextInvalid as error:
        reason = _("what stands in braces is neither a figure nor a name, or a brace is open: {text}")
        yield spot, reason.format(text=error.details["reason"])
        return
    for code in figures_in(runs):
        if code not in known.indicators:
            yield spot, _("there is no figure {code}").format(code=code)
    for run in runs:
        counted = isinstance(run, FigureRef) and run.counts and known.indicators.get(run.code)
        if counted and counted.accumulation is Accumulation.FACT:
            yield (
                spot,
                _("{code} is a text or a day and cannot be compared or rounded").format(code=counted.code),
            )

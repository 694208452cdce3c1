"""Whatever happens to the figures of a sample year: no stale number and no wrong comparison in a report to submit."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.domain import living_world as world
from tests.domain.living_world import BOARDS, VI, Board

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import IndicatorCode, RecordId
from dvapp.domain.figures.indicators import Accumulation
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.papers.binding import show_reference
from dvapp.domain.papers.comparing import Against, other_period
from dvapp.domain.papers.composing import compose
from dvapp.domain.papers.living import (
    Change,
    accepted,
    begun,
    changes_among,
    kept,
    kept_among,
    shown_references,
)
from dvapp.domain.papers.phrases import all_sections
from dvapp.domain.papers.reports import Answer, Figure, FigureState, Paragraph, Report, ReportText, ShownWords
from dvapp.domain.papers.text import FigureRef, parse_runs
from dvapp.domain.recording.records import Record
from dvapp.domain.values import NotApplicable

FORMS = ("{%s}", "{%s:unit}", "{%s:pad}", "{%s:r1}", "{%s:unit:tr}", "{%s:vs_last}", "{%s:vs_last_year}")
NUMBERS = tuple(c for c, i in world.pack().indicators.items() if i.accumulation is not Accumulation.FACT)
FACTS = tuple(c for c, i in world.pack().indicators.items() if i.accumulation is Accumulation.FACT)


# --- what there is to happen -----------------------------------------------------------------------------------------

notations = some.one_of(
    some.builds(lambda code, form: form % code, some.sampled_from(NUMBERS), some.sampled_from(FORMS)),
    some.builds(lambda part, of: f"{{{part}/{of}}}", some.sampled_from(NUMBERS), some.sampled_from(NUMBERS)),
    some.builds(lambda code: f"{{{code}}}", some.sampled_from(FACTS)),
)
paragraphs = some.builds(
    lambda mark, told: mark + " và ".join(f"có {one}" for one in told) + ".",
    some.sampled_from(("", "- ", "a) ", "**Riêng**: ")),
    some.lists(notations, min_size=1, max_size=4),
)
boards = some.builds(
    lambda name, report: world.board(name, *report),
    some.sampled_from(sorted(BOARDS)),
    some.sampled_from(world.reports()),
)


@some.composite
def mutated(draw: some.DrawFn, records: Sequence[Record]) -> tuple[Record, ...]:
    """Records after some of them were changed, blanked, taken away or doubled."""
    after = list(records)
    for _ in range(draw(some.integers(1, 4))):
        if not after:
            break
        at = draw(some.integers(0, len(after) - 1))
        record = after[at]
        match draw(some.sampled_from(("scale", "blank", "none", "one", "drop", "double"))):
            case "scale":
                after[at] = world.scaled(record, draw(some.sampled_from((0, 2, 3, 10))))
            case "blank":
                after[at] = world.blanked(record)
            case "none":
                after[at] = world.not_applicable(record)
            case "one":
                values = (None, NotApplicable.NOT_APPLICABLE, 0, 1, 7, 1234)
                if fields := world.numbers_of(record):
                    field, value = draw(some.sampled_from(fields)), draw(some.sampled_from(values))
                    after[at] = world.one_number(record, field, value)
            case "drop":
                del after[at]
            case _:
                after.append(replace(record, id=RecordId(f"{record.id[:-12]}{len(after) + 5000:012d}")))
    return tuple(after)


# --- what must hold, told without the code under test ------------------------------------------------------------------


def printed(board: Board, text: ReportText, report: Report) -> Iterator[tuple[str, FigureRef, ShownWords]]:
    """Every place of the report's text that a figure fills, with its section."""
    made = [b for b in report.blocks if isinstance(b, Paragraph)]
    for section in all_sections(world.pack().outline(board.kind)):
        own = [p for p in made if p.section == section.code]
        for notation, paragraph in zip(notations_of(board, text, section.code, own), own, strict=False):
            runs = parse_runs(notation)
            assert len(runs) == len(paragraph.runs), (notation, paragraph)
            for run, words in zip(runs, paragraph.runs, strict=True):
                if isinstance(run, FigureRef):
                    assert words.figures == run.codes
                    yield section.code, run, words


def notations_of(board: Board, text: ReportText, code: str, made: Sequence[Paragraph]) -> Iterator[str]:
    """The officer's paragraphs, or the pack's sentences in the wording whose plain words are printed."""
    if code in text.sections:
        yield from text.sections[code].paragraphs
        return
    section = next(s for s in all_sections(world.pack().outline(board.kind)) if s.code == code)
    level = board.order(None).board.unit.level
    sentences = [s for s in section.sentences if not s.levels or level in s.levels]
    for sentence, paragraph in zip(sentences, made, strict=False):
        shapes = [n for n in (sentence.say, sentence.if_blank) if n and fits(n, paragraph)]
        assert shapes, (sentence, paragraph.text)
        yield shapes[0]


def fits(notation: str, paragraph: Paragraph) -> bool:
    runs = parse_runs(notation)
    return len(runs) == len(paragraph.runs) and all(
        words.figures == (run.codes if isinstance(run, FigureRef) else ())
        and (not hasattr(run, "text") or run.text == words.text)
        for run, words in zip(runs, paragraph.runs, strict=True)
    )


def require_right_word(reference: FigureRef, words: str, table: FigureTable) -> None:
    """The comparison word by the sign of the difference; none where there is nothing to compare."""
    against = Against.LAST if reference.form.value == "vs_last" else Against.LAST_YEAR
    now = table.figure(reference.code)
    before = table.at(other_period(table.period, against)).figure(reference.code)
    if FigureState.BLANK in (now.state, before.state):
        assert words == "chưa có số liệu để so sánh"
    elif FigureState.NOT_APPLICABLE in (now.state, before.state):
        assert words == "không có cơ sở để so sánh"
    else:
        assert isinstance(now.value, int | Decimal)
        assert isinstance(before.value, int | Decimal)
        sign = (now.value > before.value) - (now.value < before.value)
        assert words.split(maxsplit=1)[0] == {1: "tăng", 0: "bằng", -1: "giảm"}[sign]
        assert "%" not in words or before.value != 0


def require_true(
    board: Board, text: ReportText, table: FigureTable, told: dict[tuple[str, str], str]
) -> Report:
    """The report as it may be submitted: each place fresh, but for what was kept, which is printed with its reason."""
    report = compose(board.order(text), table, VI)
    for section, reference, words in printed(board, text, report):
        fresh = show_reference(reference, table, VI)
        if words.text == fresh:
            if reference.form.compares:
                require_right_word(reference, words.text, table)
            continue
        assert words.text == told[section, reference.reference], "a stale number"
        assert any(
            f"“{words.text}”" in e.subject and f"“{fresh}”" in e.subject and e.reason == "Vì còn chờ xác nhận"
            for e in report.explanations
        )
    tail = [b.text for b in report.blocks if isinstance(b, Paragraph) and b.section == "explanations"]
    assert len(tail) == (len(report.explanations) + 1 if report.explanations else 0)
    assert all(e.reason in line for e, line in zip(report.explanations, tail[1:], strict=True))
    return report


def answered(board: Board, text: ReportText, table: FigureTable, keeping: Sequence[Change]) -> ReportText:
    """The text with some changes kept and all others agreed to, as often as answers bring up further ones."""
    text = kept(text, keeping, "Vì còn chờ xác nhận")
    for _ in range(3):
        shown = shown_references(board.binder(text, table))
        if not (open_ := changes_among(shown, text)):
            break
        text = accepted(text, shown, open_)
    return text


@pytest.mark.slow
@settings(max_examples=30)
@given(some.data())
def test_no_stale_number_and_no_wrong_word_is_submitted(data: some.DataObject):
    board = data.draw(boards)
    codes = [s.code for s in all_sections(world.pack().outline(board.kind)) if not s.part]
    sections = some.dictionaries(some.sampled_from(codes), some.lists(paragraphs, max_size=3), max_size=2)
    text = board.text(data.draw(sections))
    records = world.sample(board.name)
    first = board.table(records)
    text = begun(text, shown_references(board.binder(text, first)))
    assert not changes_among(shown_references(board.binder(text, first)), text)

    for _ in range(2):
        records = data.draw(mutated(records))
        table = board.table(records)
        shown = shown_references(board.binder(text, table))
        found = changes_among(shown, text)
        # The gate is shut exactly as long as some place shows other words than those agreed to, or decided against.
        agreed = {(s.section, s.reference): text.accepted[s.section].get(s.reference) for s in shown}
        stale = {
            place: s.words
            for s, (place, answer) in (
                (s, ((s.section, s.reference), agreed[s.section, s.reference])) for s in shown
            )
            if answer is not None and s.words not in (answer.shown, answer.against)
        }
        assert {(c.section, c.reference): c.new for c in found} == stale
        keeping = [c for c in found if not c.reference.startswith("if_blank")]
        keeping = data.draw(some.lists(some.sampled_from(keeping), max_size=2)) if keeping else []
        text = answered(board, text, table, keeping)
        shown = shown_references(board.binder(text, table))
        assert not changes_among(shown, text)
        told = {(c.section, c.reference): c.old for c, _reason in kept_among(shown, text)}
        assert {(c.section, c.reference) for c in keeping} <= set(told)
        require_true(board, text, table, told)


class Told(FigureTable):
    """A table in which some figures are what a test says."""

    def __init__(self, base: FigureTable, told: dict[tuple[Period, str], Figure]) -> None:
        self._base, self._set = base, told

    @property
    def period(self) -> Period:
        return self._base.period

    def at(self, period: Period) -> "Told":
        return Told(self._base.at(period), self._set)

    def records_of(self, kind: object) -> tuple[Record, ...]:
        return self._base.records_of(kind)  # type: ignore[arg-type]

    def figure(self, code: IndicatorCode) -> Figure:
        return self._set.get((self.period, code)) or self._base.figure(code)


def mutations(figure: Figure) -> Iterator[Figure]:
    known = {"state": FigureState.KNOWN}
    if isinstance(figure.value, int | Decimal):
        yield replace(figure, value=figure.value + 1)
        yield replace(figure, value=0)
    else:
        yield replace(figure, value=5, **known)  # type: ignore[arg-type]
    yield replace(figure, value=None, state=FigureState.BLANK)
    yield replace(figure, value=None, state=FigureState.NOT_APPLICABLE)


@pytest.mark.parametrize("name", sorted(BOARDS))
def test_every_figure_of_the_year_and_of_the_year_before_is_watched(name: str):
    board = world.board(name, "BC17", "2018")
    base = board.table(world.sample(name))
    for code in NUMBERS:
        references = [run for form in FORMS for run in parse_runs(form % code) if isinstance(run, FigureRef)]
        text = board.text({"opening": ["; ".join(reference.written for reference in references)]})
        text = begun(text, shown_references(board.binder(text, base)))
        before = {reference: show_reference(reference, base, VI) for reference in references}
        for period in (base.period, other_period(base.period, Against.LAST_YEAR)):
            for figure in mutations(base.at(period).figure(code)):
                table = Told(base, {(period, code): figure})
                found = changes_among(shown_references(board.binder(text, table)), text)
                now = {reference: show_reference(reference, table, VI) for reference in references}
                wanted = [(r.reference, before[r], now[r]) for r in references if now[r] != before[r]]
                assert [(c.reference, c.old, c.new) for c in found if c.section == "opening"] == wanted
                for reference in references:
                    if reference.form.compares:
                        require_right_word(reference, now[reference], table)


def test_a_kept_answer_stands_only_as_long_as_the_figure_shows_what_it_was_decided_against():
    board = world.board("cau-giay-2018", "BC06", "2018")
    text = board.text({"inspection": ["{B01:unit}"]})
    base = board.table(world.sample(board.name))

    def at(value: int) -> FigureTable:
        return Told(base, {(base.period, "B01"): replace(base.figure(IndicatorCode("B01")), value=value)})

    text = begun(text, shown_references(board.binder(text, at(3))))
    (change,) = changes_among(shown_references(board.binder(text, at(5))), text)
    text = kept(text, [change], "Vì còn chờ xác nhận")
    place = {("inspection", "B01:unit"): change.old}
    assert len(require_true(board, text, at(5), place).explanations) == 1
    assert not require_true(board, text, at(3), {}).explanations
    assert not changes_among(shown_references(board.binder(text, at(3))), text)
    (again,) = changes_among(shown_references(board.binder(text, at(6))), text)
    assert (again.old, again.new) == (change.old, change.new.replace("05", "06"))
    assert text.accepted["inspection"]["B01:unit"] == Answer(
        shown=change.old, against=change.new, reason="Vì còn chờ xác nhận"
    )

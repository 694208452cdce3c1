"""What counts as a change of a living sentence, whatever becomes of the paragraphs around it."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as some
from tests import make
from tests.domain.test_composing import edited, report

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import ProfileCode, UnitCode
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.packs import Programme
from dvapp.domain.papers.binding import Binder, Order
from dvapp.domain.papers.composing import compose
from dvapp.domain.papers.living import Change, accepted, begun, changes_among, kept, shown_references
from dvapp.domain.papers.outline import Outline, Section, Sentence
from dvapp.domain.papers.reports import Paragraph, ReportText, SectionText, Stage
from dvapp.domain.places.boards import board_of
from dvapp.host.formats import LocaleFormats

VI = LocaleFormats("vi")
EMPTY = ReportText(kind=make.outline().kind, period=parse_period("2018"), sections={})


def order(text: ReportText | None, outline: Outline | None = None, **of_pack: Any) -> Order:
    pack = make.pack(**of_pack)
    return Order(
        pack=pack,
        outline=outline or pack.outline("BC06"),
        board=board_of(make.units().units[0], pack.boards),
        board_code=UnitCode("hn"),
        period=parse_period("2018"),
        as_of=date(2018, 12, 31),
        stage=Stage.FOR_SIGNATURE,
        profile=ProfileCode("party-2018"),
        role=None,
        text=text,
    )


def visits(*counts: int) -> FigureTable:
    return make.table(*(make.record(n, visits=count) for n, count in enumerate(counts, start=1)))


def begin(text: ReportText, table: FigureTable, outline: Outline | None = None) -> ReportText:
    return begun(text, shown_references(Binder(order(text, outline), table, VI)))


def changes(
    text: ReportText, table: FigureTable, outline: Outline | None = None, **pack: Any
) -> tuple[Change, ...]:
    return changes_among(shown_references(Binder(order(text, outline, **pack), table, VI)), text)


def printed(text: ReportText, table: FigureTable, outline: Outline | None = None) -> list[str]:
    blocks = compose(order(text, outline), table, VI).blocks
    return [b.text for b in blocks if isinstance(b, Paragraph) and b.section in {"II", "explanations"}]


LINES = (
    "Có {B01:unit}.",
    "Chia {B01/B03}.",
    "# Riêng {B03}",
    "- Sai {B01",
    "Không có số.",
    "{B01:vs_last} {B01:unit}",
)


@given(some.permutations(LINES), some.integers(0, 5), some.text("abc {B01:un}", max_size=8))
def test_moving_copying_and_editing_paragraphs_neither_loses_nor_answers_a_change(
    moved: list[str], twice: int, more: str
):
    text = begin(edited(*LINES), visits(3))
    before = {(c.reference, c.old, c.new) for c in changes(text, visits(3, 4))}
    assert before == {("B01:unit", "03 lượt đơn vị", "07 lượt đơn vị")}
    paragraphs = (*moved, moved[twice], more)
    section = SectionText(code="II", paragraphs=paragraphs)
    after = changes(replace(text, sections={"II": section}), visits(3, 4))
    own = [c for c in after if c.reference in {reference for reference, _old, _new in before}]
    assert {(c.reference, c.old, c.new) for c in own} >= before
    for change in own:
        assert "{" + change.reference + "}" in paragraphs[change.paragraph]


def test_a_reference_that_is_taken_out_has_no_change():
    text = begin(edited("Có {B01:unit}."), visits(3))
    assert changes(replace(text, sections=edited("Có nhiều.").sections), visits(4)) == ()


def test_a_sentence_of_the_pack_whose_other_wording_comes_to_stand_is_one_change():
    text = begin(EMPTY, make.table())
    assert printed(text, make.table())[0] == "Kiểm tra đột xuất: chưa có số liệu."
    (change,) = changes(text, visits(3))
    assert change == Change(
        section="II",
        paragraph=0,
        reference="if_blank:B01",
        codes=make.codes("B01"),
        old="Kiểm tra đột xuất: ….",
        new="Kiểm tra đột xuất đối với ….",
    )
    shown = shown_references(Binder(order(text), visits(3), VI))
    text = accepted(text, shown, [change])
    assert changes(text, visits(3)) == ()
    # What the new wording says was agreed to with it.
    assert [(c.reference, c.old) for c in changes(text, visits(5))] == [("B01:unit", "03 lượt đơn vị")]


def test_a_wording_that_is_kept_is_printed_with_its_reason():
    text = begin(EMPTY, make.table())
    text = kept(text, changes(text, visits(3)), "Chưa đối chiếu")
    told = printed(text, visits(3))
    assert told[0] == "Kiểm tra đột xuất: 3."
    assert told[-1].endswith("lý do: Chưa đối chiếu.")
    # The figure that the kept words name was never agreed to as blank and is printed as it is.
    text = begin(text, visits(3))
    assert [(c.reference, c.new) for c in changes(text, visits(4))] == [("B01", "4")]


def test_two_sentences_of_the_same_figures_are_told_apart():
    twice = (
        Sentence(say="Một: {B01:unit}.", if_blank="Một: chưa."),
        Sentence(say="Hai: {B01:unit}.", if_blank="Hai: chưa."),
    )
    section = Section(code="II", level=1, heading="II- Kết quả", sentences=twice)
    outline = replace(make.outline(), sections=(section,))
    text = begin(EMPTY, make.table(), outline)
    found = changes(text, visits(3), outline)
    assert [(c.reference, c.old, c.new) for c in found] == [
        ("if_blank:B01", "Một: chưa.", "Một: …."),
        ("if_blank:B01#2", "Hai: chưa.", "Hai: …."),
    ]
    text = kept(text, found[:1], "Chưa đối chiếu")
    assert [c.reference for c in changes(text, visits(3), outline)] == ["if_blank:B01#2"]
    assert printed(text, visits(3), outline)[:2] == ["Một: chưa.", "Hai: 03 lượt đơn vị."]


def test_a_name_that_the_pack_changes_is_told_and_the_closing_day_is_not():
    text = begin(edited("{@theme}, đến {@as_of}, {@board}, {@year}."), visits(3))
    assert set(text.accepted["II"]) == {"@theme", "@board"}
    other = {2018: Programme(year=2018, central_theme="Chủ đề khác", city_theme="")}
    found = changes(text, visits(3), programmes=other)
    assert {(c.section, c.reference, c.new) for c in found} == {
        ("II", "@theme", "Chủ đề khác"), ("opening", "@theme", "Chủ đề khác"),
    }  # fmt: skip


def test_nothing_was_agreed_to_so_nothing_has_changed():
    assert changes(edited("{B01}"), visits(3)) == ()
    assert "Có 07 lượt đơn vị." in [
        b.text for b in report(make.record(1, visits=7), text=edited("Có {B01:unit}.")).blocks
        if isinstance(b, Paragraph)
    ]  # fmt: skip

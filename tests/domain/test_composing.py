from datetime import date
from typing import Any

import pytest
from tests import make

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import ProfileCode, ReportKindCode, UnitCode
from dvapp.domain.errors import TextInvalid
from dvapp.domain.papers.composing import Order, compose, period_words
from dvapp.domain.papers.reports import Heading, Paragraph, Report, ReportText, Role, SectionText, Stage
from dvapp.domain.places.boards import board_of
from dvapp.domain.recording.records import Record
from dvapp.host.formats import LocaleFormats


def report(*records: Record, text: ReportText | None = None, **other: Any) -> Report:
    pack = make.pack()
    order = Order(
        pack=pack,
        outline=pack.outline("BC06"),
        board=board_of(make.units().units[0], pack.boards),
        board_code=UnitCode("hn"),
        period=parse_period("2018"),
        as_of=date(2018, 12, 31),
        stage=Stage.FOR_SIGNATURE,
        profile=ProfileCode("party-2018"),
        role=Role.LEADER,
        text=text,
    )
    return compose(order, make.table(*records, **other), LocaleFormats("vi"))


def sentences(made: Report) -> list[str]:
    return [block.text for block in made.blocks if isinstance(block, Paragraph)]


def edited(*paragraphs: str) -> ReportText:
    section = SectionText(code="II", paragraphs=paragraphs)
    return ReportText(kind=ReportKindCode("BC06"), period=parse_period("2018"), sections={"II": section})


def test_sentences_are_bound_to_their_figures() -> None:
    made = report(make.record(1, visits=36, units=("001", "002", "003")))
    assert made.title == "kết quả thực hiện Năm dân vận chính quyền 2018"
    assert sentences(made)[1:] == ["Kiểm tra đột xuất đối với 36 lượt đơn vị.", "Đã ký 3/3."]
    assert [b.text for b in made.blocks if isinstance(b, Heading)] == ["II- Kết quả"]


def test_counts_below_ten_are_padded_where_their_unit_follows() -> None:
    assert sentences(report(make.record(1, visits=3)))[1] == "Kiểm tra đột xuất đối với 03 lượt đơn vị."
    assert sentences(report(make.record(1, visits=0)))[1] == "Kiểm tra đột xuất đối với 0 lượt đơn vị."


def test_what_is_not_known_is_printed_as_such_and_never_as_zero() -> None:
    made = report()
    assert sentences(made)[1:] == ["Kiểm tra đột xuất: chưa có số liệu.", "Đã ký chưa có số liệu."]
    rows = {row.code: row.cells[-1] for row in made.annexes[0].rows if row.code}
    assert rows == {"B01": "chưa có số liệu", "B05": "chưa có số liệu"}


def test_rows_that_do_not_apply_to_the_board_are_left_out_with_their_group() -> None:
    assert [row.cells[0] for row in report().annexes[0].rows if row.code is None] == ["B"]


def test_changing_one_record_changes_exactly_what_is_bound_to_its_figures() -> None:
    before = report(make.record(1, visits=36, found=1), make.record(2, form="self", visits=527, found=0))
    after = report(make.record(1, visits=37, found=1), make.record(2, form="self", visits=527, found=0))
    changed = [
        {code for run in new.runs for code in run.figures}
        for old, new in zip(before.blocks, after.blocks, strict=True)
        if isinstance(new, Paragraph) and old != new
    ]
    rows = zip(before.annexes[0].rows, after.annexes[0].rows, strict=True)
    assert changed == [{"B01"}]
    assert [new.code for old, new in rows if old != new] == ["B01"]


def test_an_edited_section_replaces_the_proposal_and_stays_bound() -> None:
    made = report(make.record(1, visits=36), text=edited("Riêng đột xuất: {B01:unit}.", "", "Hết."))
    assert sentences(made)[1:] == ["Riêng đột xuất: 36 lượt đơn vị.", "Hết."]


def test_a_sentence_left_as_proposed_in_an_edited_section_keeps_its_words_for_blanks() -> None:
    made = report(text=edited("Thêm một câu.", "Kiểm tra đột xuất đối với {B01:unit}."))
    assert sentences(made)[1:] == ["Thêm một câu.", "Kiểm tra đột xuất: chưa có số liệu."]


def test_an_edited_text_with_an_unknown_figure_is_refused_with_its_place() -> None:
    with pytest.raises(TextInvalid) as refused:
        report(text=edited("Tốt.", "{Z99}"))
    assert refused.value.where == "II:2"


def test_a_text_or_a_day_is_not_compared():
    for notation in ("{A14:vs_last}", "{C13:vs_last_year}"):
        with pytest.raises(TextInvalid) as refused:
            report(text=edited(notation))
        assert refused.value.details["reason"] == notation


def test_a_section_that_was_emptied_says_that_it_is_empty() -> None:
    assert sentences(report(text=edited("", "  ")))[1:] == ["Chưa có nội dung báo cáo."]


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2018", "năm 2018"),
        ("2018-H1", "6 tháng đầu năm 2018"),
        ("2018-Q3", "quý III năm 2018"),
        ("2018-9M", "9 tháng năm 2018"),
        ("2018-05", "tháng 5 năm 2018"),
        ("2018-02", "tháng 02 năm 2018"),
    ],
)
def test_periods_are_said_as_titles_say_them(period: str, words: str) -> None:
    assert period_words(parse_period(period)) == words

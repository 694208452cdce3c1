"""What differs between two states of a report, and how a correction or replacement prints it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reporting.samples import annex, paragraph, report

from dvapp.domain.chain.amending import ABSENT, COLUMNS, DROPPED, Amended, amended
from dvapp.domain.chain.differences import Difference, What, differences
from dvapp.domain.chain.papers import Place, Relation
from dvapp.domain.codes import IndicatorCode
from dvapp.domain.papers.reports import (
    Figure,
    FigureState,
    Paragraph,
    Report,
    Role,
    ShownWords,
    TableRow,
)
from dvapp.domain.words import Wording
from dvapp.host.formats import LocaleFormats

VI = LocaleFormats("vi")
OLD = Amended(number="12-BC/BDVTU", issued=date(2019, 2, 3), document="BÁO CÁO", title="kết quả năm 2018")


def figure(value: int | None, code: str = "B01") -> Figure:
    return Figure(
        code=IndicatorCode(code),
        label=Wording("Số cuộc kiểm tra"),
        unit=Wording("cuộc"),
        state=FigureState.BLANK if value is None else FigureState.KNOWN,
        value=value,
    )


def said(*texts: str, section: str = "S1") -> Report:
    blocks = tuple(paragraph(text, section=section, number=n) for n, text in enumerate(texts))
    return report(blocks=blocks, annexes=())


def test_a_report_does_not_differ_from_itself():
    assert differences(report(), report(), VI) == ()
    assert (
        differences(report(), report(name="Người khác"), VI) == ()
    )  # whose name it bears comes with the signature


def test_blank_zero_and_a_number_are_three_things():
    states = {
        None: "chưa có số liệu",
        0: "0 cuộc",
        3: "03 cuộc",
    }
    for old, old_words in states.items():
        for new, new_words in states.items():
            found = differences(report(figures=(figure(old),)), report(figures=(figure(new),)), VI)
            expected = [] if old == new else [(old_words, new_words)]
            assert [(one.old, one.new) for one in found] == expected
            assert all(one.place == Place(code="B01") for one in found)


def test_a_figure_that_came_or_went_is_told():
    (came,) = differences(report(figures=()), report(figures=(figure(3),)), VI)
    (went,) = differences(report(figures=(figure(3),)), report(figures=()), VI)
    assert (came.old, came.new) == (None, "03 cuộc")
    assert (went.old, went.new) == ("03 cuộc", None)


def test_a_sentence_is_compared_with_the_one_in_its_place():
    found = differences(said("Một.", "Hai.", "Ba."), said("Một.", "Hai rưỡi.", "Ba."), VI)
    place = Place(section="S1", paragraph=1)
    assert found == (Difference(what=What.SENTENCE, place=place, label="", old="Hai.", new="Hai rưỡi."),)


def test_what_only_moved_figures_say_can_be_left_out():
    def of(number: str, words: str) -> Report:
        runs = (ShownWords(text=words), ShownWords(text=number, figures=(IndicatorCode("B01"),)))
        return report(
            blocks=(Paragraph(runs=runs, section="S1"),), annexes=(), figures=(figure(int(number)),)
        )

    assert differences(of("3", "Có "), of("4", "Có "), VI, by_hand=True) == ()
    (one,) = differences(of("3", "Có "), of("4", "Chỉ có "), VI, by_hand=True)
    assert (one.old, one.new) == ("Có 3", "Chỉ có 4")
    assert {one.what for one in differences(of("3", "Có "), of("4", "Có "), VI)} == {
        What.SENTENCE,
        What.FIGURE,
    }


def test_heads_and_rows_of_annexes_are_compared():
    typed = replace(annex(), rows=(TableRow(code=IndicatorCode(""), cells=("1", "Phòng Tư pháp", "18")),))
    other = replace(typed, rows=(TableRow(code=IndicatorCode(""), cells=("1", "Phòng Tư pháp", "19")),))
    old = report(annexes=(typed,))
    new = replace(report(annexes=(other,), role=Role.DEPUTY), title="khác", recipients=("Ban Thường vụ",))
    assert {one.what for one in differences(old, new, VI)} == {
        What.TITLE,
        What.SIGNER,
        What.RECIPIENTS,
        What.ROW,
    }
    row = next(one for one in differences(old, new, VI) if one.what is What.ROW)
    assert (row.old, row.new) == ("1 | Phòng Tư pháp | 18", "1 | Phòng Tư pháp | 19")


LINES = st.lists(st.sampled_from(["Một.", "Hai.", "Ba.", "Bốn.", "Năm."]), max_size=6)


@given(LINES, LINES)
def test_no_change_of_words_is_lost(before, after):
    found = differences(said(*before), said(*after), VI)
    assert bool(found) == (before != after)
    gone = [one.old for one in found if one.old is not None]
    come = [one.new for one in found if one.new is not None]
    assert len(after) - len(before) == len(come) - len(gone)
    assert all(text in before for text in gone)
    assert all(text in after for text in come)


CHANGES = (
    Difference(what=What.FIGURE, place=Place(code="B01"), label="Số cuộc", old="03 cuộc", new="04 cuộc"),
    Difference(what=What.SENTENCE, place=Place(section="S1"), label="1. Kiểm tra", old=None, new="Thêm."),
    Difference(what=What.SENTENCE, place=Place(section="opening"), label="", old="Thừa.", new=None),
)


@pytest.mark.parametrize("relation", list(Relation))
def test_every_difference_has_its_row_old_and_new(relation: Relation):
    made = amended(report(), OLD, relation, CHANGES, reason="Ghi thiếu một cuộc.")
    assert made.annexes[-1].columns == COLUMNS
    assert [row.cells for row in made.annexes[-1].rows] == [
        ("1", "B01. Số cuộc", "03 cuộc", "04 cuộc"),
        ("2", "1. Kiểm tra", ABSENT, "Thêm."),
        ("3", "Phần mở đầu", "Thừa.", DROPPED),
    ]
    assert [one.number for one in made.annexes] == list(range(1, len(made.annexes) + 1))
    first = made.blocks[0]
    assert isinstance(first, Paragraph)
    assert "Báo cáo số 12-BC/BDVTU, ngày 03/02/2019 kết quả năm 2018" in first.text
    assert "Ghi thiếu một cuộc." in first.text


def test_a_part_of_a_figure_stands_in_its_row_without_the_dash_of_the_list():
    part = Difference(what=What.FIGURE, place=Place(code="B06"), label="— vi phạm khác", old="1", new="2")
    made = amended(report(), OLD, Relation.CORRECTS, (part,), reason="Sai")
    assert made.annexes[-1].rows[0].cells[1] == "B06. vi phạm khác"


def test_a_correction_is_short_and_a_replacement_whole():
    whole = report()
    short = amended(whole, OLD, Relation.CORRECTS, CHANGES, reason="Sai")
    assert (short.title, len(short.blocks), len(short.annexes)) == (
        "đính chính Báo cáo số 12-BC/BDVTU, ngày 03/02/2019",
        2,
        1,
    )
    new = amended(whole, OLD, Relation.REPLACES, CHANGES, reason="Sai")
    assert new.blocks[1:] == whole.blocks
    assert new.annexes[:-1] == whole.annexes
    assert new.title.endswith("(thay thế Báo cáo số 12-BC/BDVTU, ngày 03/02/2019)")

"""Charts of a DOCX: pictures in their own room, with their words, below titles that stay with them."""

from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from tests.reporting.chart_samples import chart, charts_annex, every_kind
from tests.reporting.samples import RESOURCES, annex, report

from dvapp.domain.papers.charts import ChartKind
from dvapp.reporting.docx import styles
from dvapp.reporting.profile import profile_codes, read_profile

PROFILES = profile_codes(RESOURCES / "profiles")
EMU_PER_MM = 36_000


def drawn(document):
    return list(document.element.body.iter(qn("wp:inline")))


@pytest.mark.parametrize("code", PROFILES)
def test_every_chart_is_a_picture_with_its_words(code, opened):
    made = opened(report(profile=code, annexes=(charts_annex(),)))
    told = [inline.docPr.get("descr") for inline in drawn(made)]
    assert told == [one.alternative for one in every_kind()]
    titles = [p.text for p in made.paragraphs if p.style.name == styles.CHART_TITLE]
    assert titles[0] == "Biểu đồ 1. Kết quả kiểm tra công vụ năm 2018"
    assert len(titles) == 6


def test_a_picture_is_as_wide_as_the_text(opened):
    page = read_profile(RESOURCES / "profiles", "party-2018")
    for landscape, wanted in ((False, page.page.text_width), (True, page.sideways_page.text_width)):
        made = opened(report(annexes=(replace(charts_annex(every_kind()[0]), landscape=landscape),)))
        (inline,) = drawn(made)
        assert inline.extent.cx / EMU_PER_MM == pytest.approx(wanted, abs=0.1)


def test_a_title_stays_with_its_picture_and_no_line_cuts_the_picture_off(opened):
    made = opened(report(annexes=(charts_annex(),)))
    for name in (styles.CHART_TITLE, styles.CHART_UNIT):
        assert made.styles[name].paragraph_format.keep_with_next
    assert made.styles[styles.CHART].paragraph_format.line_spacing == 1.0


def test_charts_stand_below_the_table_of_their_annex(opened):
    made = opened(report(annexes=(replace(annex(3), charts=every_kind()[:1]),)))
    body = list(made.element.body)
    table = max(n for n, element in enumerate(body) if element.tag == qn("w:tbl"))
    (inline,) = drawn(made)
    assert table < body.index(next(inline.iterancestors(qn("w:p"))))


def test_a_chart_higher_than_a_page_comes_in_several_pictures(opened):
    names = [f"Uỷ ban nhân dân xã {n}" for n in range(40)]
    tall = chart(ChartKind.BARS, names, *[(f"Năm {y}", list(range(40))) for y in (2018, 2017, 2016)])
    made = opened(report(annexes=(charts_annex(tall),)))
    page = read_profile(RESOURCES / "profiles", "party-2018").page
    assert len(drawn(made)) > 1
    assert all(i.extent.cy / EMU_PER_MM < page.text_bottom - page.top for i in drawn(made))
    titles = [p.text for p in made.paragraphs if p.style.name == styles.CHART_TITLE]
    assert titles[1] == "Biểu đồ 1 (tiếp theo)"


def test_the_same_charts_give_the_same_file(maker):
    made = report(annexes=(charts_annex(),))
    assert maker.document(made) == maker.document(made)
    assert len(maker.document(made)) < 400_000

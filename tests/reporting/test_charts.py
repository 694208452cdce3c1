"""Charts on paper: where everything stands in millimetres, that nothing is drawn from a blank, and that every chart fits."""

import io
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reporting.chart_samples import (
    GRADES,
    INSPECTED,
    MONTHS,
    chart,
    charts_annex,
    every_kind,
    point,
    shares,
)
from tests.reporting.reading import find, page_texts, seen, shapes
from tests.reporting.samples import DATA, RESOURCES, annex, paragraph, report

from dvapp.domain.errors import GlyphMissing
from dvapp.domain.papers.charts import Chart, ChartKind, in_words
from dvapp.domain.papers.reports import AnnexTable, Stage
from dvapp.domain.values import NOT_APPLICABLE, Amount
from dvapp.reporting.archive import require_archive
from dvapp.reporting.charts.looks import LOOKS, Hatch
from dvapp.reporting.charts.pictures import chart_pictures
from dvapp.reporting.charts.scales import Range, tick_words, ticks
from dvapp.reporting.flow import Sheet
from dvapp.reporting.fonts import Typeface
from dvapp.reporting.ink import Curve, Patch, Picture, Stroke
from dvapp.reporting.layout import lay_out
from dvapp.reporting.lint.linter import PaperLinter
from dvapp.reporting.pages import ReportPages
from dvapp.reporting.profile import read_profile

PROFILES = ("party-2018", "party-2026", "state-2020")
SHORT = (paragraph("Một dòng."),)
TYPEFACE = Typeface(RESOURCES / "fonts")
SHAPE = read_profile(RESOURCES / "profiles", "party-2018")
BARS, COLUMNS, LINE, SHARES = ChartKind.BARS, ChartKind.COLUMNS, ChartKind.LINE, ChartKind.SHARES
WIDTH, ROOM = 165.0, 230.0


def pictures(made: Chart, *, width: float = WIDTH, room: float = ROOM) -> list[Picture]:
    return chart_pictures(made, SHAPE.chart, TYPEFACE, left=30.0, width=width, room=room)


def picture(made: Chart) -> Picture:
    (one,) = pictures(made)
    return one


def texts(one: Picture) -> list[str]:
    return [words.text for words in one.words]


def areas(one: Picture) -> list[tuple[float, float, float, float]]:
    """Left, top, width and height of what is filled."""
    found = []
    for shape in one.shapes:
        if isinstance(shape, Patch) and len(shape.points) == 4 and shape.edge == SHAPE.chart.line:
            xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
            found.append((min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))
    return found


def laid(*annexes: AnnexTable, profile: str = "party-2018") -> tuple[Sheet, ...]:
    shape = read_profile(RESOURCES / "profiles", profile)
    return lay_out(report(profile=profile, blocks=SHORT, annexes=annexes), shape, TYPEFACE).sheets


def drawings(sheets: Sequence[Sheet]) -> list[list[Picture]]:
    return [[mark for mark in sheet.marks if isinstance(mark, Picture)] for sheet in sheets]


# --- where things stand ------------------------------------------------------------------------------------------------


def test_bars_begin_at_one_axis_and_are_as_long_as_their_numbers():
    one = picture(chart(BARS, INSPECTED, ("Năm 2018", [36, 11, 527, 0])))
    drawn = areas(one)
    assert len(drawn) == 3  # nothing is drawn for 0
    assert len({round(left, 3) for left, *_ in drawn}) == 1
    longest = max(width for _, _, width, _ in drawn)
    assert [width / longest for _, _, width, _ in drawn] == pytest.approx([36 / 527, 11 / 527, 1])
    assert {round(height, 2) for *_, height in drawn} == {3.85}


def test_the_golden_places_of_a_chart_of_bars():
    """Millimetres from the picture's corner: labels at the left edge, numbers 1.4 after their bar."""
    one = picture(chart(BARS, ["Ngắn", "Dài hơn"], ("Năm 2018", [50, 100])))
    places = {words.text: (round(words.x, 1), round(words.baseline, 1)) for words in one.words}
    assert places == {"Ngắn": (0.0, 4.0), "Dài hơn": (0.0, 11.4), "50": (87.5, 4.0), "100": (157.2, 11.4)}
    first, second = areas(one)
    assert second[0] == pytest.approx(first[0], abs=0.01)
    assert second[0] + second[2] == pytest.approx(157.2 - 1.4, abs=0.1)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_chart_stands_between_the_margins_below_its_title(pages: ReportPages, profile: str):
    made = every_kind()[1]
    pdf = pages.draw(report(profile=profile, blocks=SHORT, annexes=(charts_annex(made),)), DATA)
    shape = read_profile(RESOURCES / "profiles", profile)
    title = find(pdf, "Biểu đồ 2. Kết quả kiểm tra công vụ năm 2018", 1)
    unit = find(pdf, "Đơn vị tính: lượt đơn vị", 1)
    assert title.centre == pytest.approx(shape.page.text_centre, abs=0.3)
    assert (title.size, unit.size) == (shape.chart.title_size, shape.chart.unit_size)
    assert unit.baseline - title.baseline == pytest.approx(shape.chart.title_pitch, abs=0.1)
    inside = [box for box in shapes(pdf, 1) if box.top > unit.baseline]
    assert min(box.left for box in inside) >= shape.page.left - 0.2
    assert max(box.right for box in inside) <= shape.page.width - shape.page.right + 0.2
    words = [found for found in seen(pdf, 1) if found.baseline > unit.baseline]
    assert max(found.right for found in words) <= shape.page.width - shape.page.right + 0.2


def test_columns_stand_on_one_line_with_their_numbers_on_top():
    one = picture(chart(COLUMNS, ["Một", "Hai", "Ba"], ("Năm 2018", [10, None, 20])))
    (left1, top1, width1, high1), (_, top2, width2, high2) = areas(one)
    assert top1 + high1 == pytest.approx(top2 + high2)
    assert high2 == pytest.approx(SHAPE.chart.plot_height)
    assert high1 == pytest.approx(high2 / 2)
    assert width1 == width2
    ten = next(words for words in one.words if words.text == "10")
    assert ten.x + TYPEFACE.width("10", ten.face, ten.size) / 2 == pytest.approx(left1 + width1 / 2)
    assert top1 - 3 < ten.baseline < top1
    assert "…" in texts(one)
    assert texts(one)[-1] == "… chưa có số liệu"


def test_a_line_is_never_drawn_over_a_month_without_data():
    values: list[Amount] = [5, 8, None, 12, None, 20, 18]
    one = picture(chart(LINE, MONTHS[:7], ("Năm 2018", values)))
    lines = [s for s in one.shapes if isinstance(s, Curve) and s.thickness == SHAPE.chart.curve]
    assert [len(line.points) for line in lines] == [2, 2]
    markers = [s for s in one.shapes if isinstance(s, Patch)]
    assert len(markers) == 5  # one for each number, none for a blank
    assert texts(one).count("…") == 2


def test_every_number_of_a_line_stands_below_its_month():
    one = picture(chart(LINE, MONTHS, ("Năm 2018", list(range(12)))))
    below = max(words.baseline for words in one.words)
    assert [words.text for words in one.words if words.baseline == below] == [str(n) for n in range(12)]


def test_parts_of_a_whole_fill_its_bar():
    one = picture(chart(SHARES, GRADES, shares(50, 30, 15, 5)))
    segments = [area for area in areas(one) if area[3] == SHAPE.chart.share_height]
    assert [width for _, _, width, _ in segments] == pytest.approx(
        [WIDTH * s for s in (0.5, 0.3, 0.15, 0.05)]
    )
    assert [left for left, *_ in segments] == pytest.approx([0, WIDTH * 0.5, WIDTH * 0.8, WIDTH * 0.95])
    assert {"50%", "30%", "15%", "Loại A: 50 lượt đơn vị (50%)"} <= set(texts(one))


def test_parts_that_do_not_make_up_their_whole_become_bars():
    one = picture(chart(SHARES, GRADES, ("Năm 2018", [1, 2, None, 3])))
    assert one.alternative.startswith("Biểu đồ thanh ngang")
    assert not [area for area in areas(one) if area[3] == SHAPE.chart.share_height]


def test_nothing_is_drawn_from_blanks():
    empty = picture(chart(BARS, INSPECTED, ("Năm 2018", [None, None, NOT_APPLICABLE, None])))
    assert (texts(empty), empty.shapes) == (["Chưa có số liệu."], ())
    one = picture(chart(BARS, INSPECTED, ("Năm 2018", [None, 3, NOT_APPLICABLE, None])))
    assert len(areas(one)) == 1
    assert texts(one).count("chưa có số liệu") == 2
    assert texts(one).count("không áp dụng") == 1


def test_a_period_without_numbers_is_named_once():
    one = picture(chart(BARS, INSPECTED, ("Năm 2018", [1, 2, 3, 4]), ("Năm 2017", [None] * 4)))
    assert [text for text in texts(one) if "chưa có" in text] == ["Năm 2017: chưa có số liệu"]


# --- every chart fits --------------------------------------------------------------------------------------------------


def test_columns_and_lines_with_long_labels_or_numbers_become_bars():
    long = chart(COLUMNS, INSPECTED * 2, ("Năm 2018", [1, 2, 3, 4] * 2))
    wide = chart(LINE, MONTHS, ("Năm 2018", [123456789012345 * n for n in range(12)]))
    for made in (long, wide):
        (one,) = pictures(made)
        assert one.alternative == in_words(replace(made, kind=BARS))
        assert all(words.x >= 0 for words in one.words)


def test_a_chart_higher_than_a_page_is_divided_and_keeps_its_scale():
    made = chart(BARS, [f"Uỷ ban nhân dân xã {n}" for n in range(40)], *[
        (f"Năm {year}", list(range(1, 41))) for year in (2018, 2017, 2016)
    ])  # fmt: skip
    pieces = pictures(made)
    assert len(pieces) > 1
    assert all(piece.height <= ROOM for piece in pieces)
    told = " ".join(text for piece in pieces for text in texts(piece))
    assert all(f"xã {n}" in told for n in range(40))
    widths = [max(width for _, _, width, _ in areas(piece) if width > 8.5) for piece in pieces]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1] / 2


def test_forty_bars_stand_on_one_page():
    one = picture(chart(BARS, [f"Phường số {n}" for n in range(40)], ("Năm 2018", list(range(40)))))
    assert one.height <= ROOM
    assert {words.size for words in one.words} <= {9.0, 10.0, 11.0, 12.0}


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(list(ChartKind)),
    rows=st.lists(
        st.tuples(
            st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyấềộựỷẪ ,()", min_size=1, max_size=160).filter(str.strip),
            st.lists(
                st.one_of(
                    st.none(),
                    st.just(NOT_APPLICABLE),
                    st.integers(-5, 10**15),
                    st.decimals("0.0001", "999.9", places=4),
                ),
                min_size=3,
                max_size=3,
            ),
        ),
        min_size=1,
        max_size=40,
    ),
    count=st.integers(1, 3),
    width=st.sampled_from([165.0, 252.0]),
)
def test_any_chart_can_be_drawn_within_its_box(
    kind: ChartKind, rows: list[tuple[str, list[Amount]]], count: int, width: float
):
    labels = [label for label, _ in rows]
    series = [(f"Kỳ {n}", [values[n] for _, values in rows]) for n in range(count)]
    room = 230.0 if width < 200 else 140.0
    for one in pictures(chart(kind, labels, *series), width=width, room=room):
        assert one.alternative
        for words in one.words:
            assert words.x >= -0.01
            assert words.x + TYPEFACE.width(words.text, words.face, words.size) <= width + 0.3, words
            assert 0 <= words.baseline <= one.height
        for shape in one.shapes:
            assert all(-1.5 <= x <= width + 0.3 and -1 <= y <= one.height + 0.01 for x, y in shape.points)


def test_a_letter_the_font_lacks_is_named(pages: ReportPages):
    made = chart(BARS, ["Nhãn ☑"], ("Năm 2018", [1]))
    with pytest.raises(GlyphMissing) as caught:
        pages.draw(report(blocks=SHORT, annexes=(charts_annex(made),)), DATA)
    assert caught.value.details["codepoint"] == "U+2611"


# --- pages -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", PROFILES)
def test_every_chart_stays_with_its_title_and_is_whole(profile: str):
    sheets = laid(charts_annex(*every_kind(), *every_kind()), profile=profile)
    for sheet, drawn in zip(sheets, drawings(sheets), strict=True):
        titles = [top for top, sign in sheet.signs if getattr(sign, "level", 0) == 2]
        assert len(titles) == len(drawn)
        for top, one in zip(titles, drawn, strict=True):
            assert top < one.top
            assert one.top + one.height <= sheet.page.text_bottom + 0.01
    assert sum(map(len, drawings(sheets))) == 12


def test_charts_follow_their_table_on_its_page_where_they_fit():
    made = replace(annex(6), charts=every_kind()[:2])
    sheets = laid(made)
    assert [len(drawn) for drawn in drawings(sheets)] == [0, 2]
    lines = [mark for mark in sheets[1].marks if isinstance(mark, Stroke)]
    assert drawings(sheets)[1][0].top > max(line.y1 for line in lines)


def test_a_table_that_goes_on_does_not_repeat_its_head_over_charts(pages: ReportPages):
    made = replace(annex(30), charts=every_kind())
    for profile in PROFILES:
        told = page_texts(pages.draw(report(profile=profile, blocks=SHORT, annexes=(made,)), DATA))
        beyond = [text for text in told[1:] if "Biểu đồ 6" in text]
        assert len(beyond) == 1
        assert "Chỉ tiêu" not in beyond[0]
        assert ("(tiếp theo)" in beyond[0]) == (profile != "party-2018")


def test_an_annex_that_lies_has_wider_charts():
    upright = drawings(laid(charts_annex(every_kind()[0])))[1][0]
    lying = drawings(laid(replace(charts_annex(every_kind()[0]), landscape=True)))[1][0]
    assert (upright.width, lying.width) == (165.0, 252.0)


def test_a_chart_on_the_back_of_a_sheet_moves_with_its_margins():
    plain = report(blocks=SHORT, annexes=(charts_annex(every_kind()[0]),))
    sheets = lay_out(replace(plain, duplex=True), SHAPE, TYPEFACE).sheets
    assert drawings(sheets)[1][0].x == pytest.approx(SHAPE.page.back_left)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("stage", list(Stage), ids=lambda stage: stage.value)
def test_pages_with_charts_are_archival_and_have_every_font_inside(
    pages: ReportPages, profile: str, stage: Stage
):
    made = report(
        profile=profile, stage=stage, blocks=SHORT, annexes=(charts_annex(), replace(annex(6), number=2))
    )
    pdf = pages.draw(made, DATA)
    assert pdf == ReportPages(RESOURCES).draw(made, DATA)  # same bytes
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = {
            str(font.BaseFont): font
            for page in opened.pages
            for font in page.resources.get("/Font", {}).values()
        }
        assert fonts
        assert all("Tinos" in name for name in fonts)
        for font in fonts.values():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            assert "/FontFile2" in inner.FontDescriptor
    if stage is Stage.DRAFT:
        require_archive(pdf)


def test_a_chart_is_a_figure_with_its_words_for_those_who_listen(pages: ReportPages):
    made = every_kind()
    pdf = pages.draw(report(blocks=SHORT, annexes=(charts_annex(*made),)), DATA)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        figures = [
            thing
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name.Figure
        ]
        assert sorted(str(figure.Alt) for figure in figures) == sorted(one.alternative for one in made)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_linter_finds_nothing_in_charts(pages: ReportPages, profile: str):
    plain = report(profile=profile, blocks=SHORT, annexes=(annex(6),))
    told = replace(plain, annexes=(charts_annex(), replace(annex(6), number=2, charts=every_kind())))
    linter = PaperLinter(RESOURCES)

    def rules(made: bytes) -> set[str]:
        return {finding.rule for finding in linter.inspect(made, profile=profile).findings}

    assert rules(pages.draw(told, DATA)) <= rules(pages.draw(plain, DATA))


# --- alone -------------------------------------------------------------------------------------------------------------


def test_a_chart_alone_is_white_paper_as_wide_as_a_page_with_its_margins(pages: ReportPages):
    made = pages.chart_picture(every_kind()[0], profile="party-2026", dots_per_inch=96)
    assert made.width == pytest.approx(175 / 25.4 * 96, abs=1)
    assert made.pixels[:4] == b"\xff\xff\xff\xff"
    twice = pages.chart_picture(every_kind()[0], profile="party-2026", dots_per_inch=192)
    assert twice.width == pytest.approx(2 * made.width, abs=2)
    assert len({made.pixels[i : i + 4] for i in range(0, len(made.pixels), 4)}) > 10


def test_a_chart_alone_is_never_divided(pages: ReportPages):
    tall = chart(BARS, [f"Đơn vị {n}" for n in range(80)], ("Năm 2018", list(range(80))), number=0)
    made = pages.chart_picture(tall, profile="state-2020", dots_per_inch=40)
    assert made.height > made.width


# --- looks and scales --------------------------------------------------------------------------------------------------


def test_series_differ_in_black_and_white():
    """Either by at least a seventh of the way from black to white, or by their hatching."""
    greys = [
        (0.2126 * r + 0.7152 * g + 0.0722 * b, look.hatch) for look in LOOKS for r, g, b in [look.colour]
    ]
    for n, (grey, hatch) in enumerate(greys):
        for other, other_hatch in greys[:n]:
            assert hatch is not other_hatch or abs(grey - other) > 0.14
    assert len({look.dash for look in LOOKS}) == len(LOOKS)
    assert len({hatch for _, hatch in greys}) == len(Hatch)


@given(st.decimals("-1000000", "1000000000", places=3), st.decimals("0", "1000000000", places=3))
def test_ticks_are_few_round_and_around_every_number(low: Decimal, high: Decimal):
    span = Range(min(low, Decimal(0)), high)
    made = ticks(span)
    assert min(made) <= span.low
    assert max(made) >= span.high
    assert 0 in made
    assert len(made) <= 7


def test_ticks_are_written_as_papers_write_numbers():
    assert [tick_words(Decimal(n)) for n in ("0", "1250000", "0.5", "-20")] == [
        "0",
        "1.250.000",
        "0,5",
        "−20",
    ]


def test_a_share_of_no_base_is_a_dash():
    dash = replace(point(NOT_APPLICABLE), shown="–")
    assert "–" in texts(picture(chart(BARS, ["Tỷ lệ", "Khác"], ("Năm 2018", [dash, 5]))))

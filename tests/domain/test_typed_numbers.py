"""Numbers typed by hand: found where they are quantities, read the Vietnamese way, and matched with figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.papers.reports import Figure, FigureState, SectionText
from dvapp.domain.papers.showing import show_figure
from dvapp.domain.papers.text import FigureRef, parse_runs
from dvapp.domain.papers.typed_numbers import TypedNumber, numbers_typed
from dvapp.domain.words import Wording
from dvapp.host.formats import LocaleFormats

VI = LocaleFormats("vi")


def figure(
    code: str, value: int | Decimal | None, unit: str = "lượt", *, parts: tuple[str, ...] = ()
) -> Figure:
    return Figure(
        code=IndicatorCode(code),
        label=Wording(code),
        unit=Wording(unit),
        state=FigureState.BLANK if value is None else FigureState.KNOWN,
        value=value,
        is_ratio=bool(parts),
        parts=tuple(IndicatorCode(part) for part in parts),
    )


FIGURES = (
    figure("A11", 30, "ban"),
    figure("A12", 29, "ban"),
    figure("A13", Decimal("96.67"), "%", parts=("A12", "A11")),
    figure("B01", 36, "lượt đơn vị"),
    figure("B02", 3, "cuộc"),
    figure("B03", 1234, "người"),
    figure("B04", 2018, "người"),
    figure("B05", None),
    figure("D19", Decimal("28.77"), "%"),
    figure("E01", 36, "lượt người"),
    figure("H13", 1350, "triệu đồng"),
)


def typed(*paragraphs: str) -> list[TypedNumber]:
    section = SectionText(code="II", paragraphs=paragraphs)
    return list(numbers_typed(section, FIGURES, VI))


def told(paragraph: str) -> list[str]:
    return [number.text for number in typed(paragraph)]


@pytest.mark.parametrize(
    ("paragraph", "text", "value"),
    [
        ("Kiểm tra 36 lượt.", "36", 36),
        ("Kiểm tra 36.", "36", 36),
        ("Tiếp 1.234 người,", "1.234", 1234),
        ("Tiếp 1234 người", "1234", 1234),
        ("Thu 1.234,5 ha", "1.234,5", Decimal("1234.5")),
        ("đạt 28,77%;", "28,77%", Decimal("28.77")),
        ("đạt 28,77 %.", "28,77 %", Decimal("28.77")),
        ("đạt 100%", "100%", 100),
        ("(tăng 27,3%)", "27,3%", Decimal("27.3")),
        ("Có 03 cuộc", "03", 3),
        ("Có **36** lượt", "36", 36),
        ("Có 0 vụ", "0", 0),
        ("gần 1,35 tỷ đồng", "1,35 tỷ", 1_350_000_000),
        ("Tổng số 36 cuộc", "36", 36),
        ("trong số 36 cuộc", "36", 36),
        ("quyết định 36 việc", "36", 36),
        ("tiếp 2018 người", "2018", 2018),
        ("đã ký 29/30 ban", "29/30", 29),
        ("ngày 15 tháng 3 đã có 36 lượt", "36", 36),
        ("Đạt 36{*} lượt", "36", 36),
    ],
)
def test_a_quantity_is_found_and_read(paragraph: str, text: str, value: int | Decimal):
    (number,) = typed(paragraph)
    assert (number.text, number.value) == (text, value)
    assert paragraph[number.offset :].startswith(text)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Năm 2018",
        "trong năm 2018 và 2019",
        "giai đoạn 2016-2020",
        "giai đoạn 2016 – 2020",
        "ngày 15 tháng 3 năm 2018",
        "ngày 15/3/2018",
        "từ 15/3 đến 20/4",
        "tháng 05/2018",
        "các ngày 3, 4 và 5 tháng 6",
        "6 tháng đầu năm",
        "trong 9 tháng",
        "quý 3",
        "lúc 8 giờ 30",
        "lúc 8h30, 17:45",
        "Kế hoạch số 109-KH/BDV",
        "Quyết định số 217, 218 của Bộ Chính trị",
        "Quyết định 217 của Bộ Chính trị",
        "số: 05/2018",
        "Nghị định 30/2020/NĐ-CP",
        "Thông tư 05/2018",
        "công văn 36-CV/BDV",
        "Điều 5, khoản 2, điểm 1",
        "lần thứ 3",
        "Đại hội lần thứ 12",
        "mức độ 3 và 4",
        "Phụ lục 1",
        "1. Mục đích",
        "2) Yêu cầu",
        "- 3) Yêu cầu",
        "gồm (1) rà soát, (2) kiểm tra",
        "mục 1.1 và 2.3.4",
        "điện thoại 024 3825 1234",
        "0912345678",
        "phường 5, quận 1",
        "A4, 5S, COVID-19, chính phủ 4.0",
        "chỉ tiêu {B01}, {A12/A11}, {B01:r2}",
        "chữ {B01",
        "tuổi từ 18 tuổi",
        "số 1-2",
        "",
    ],
)
def test_what_is_no_quantity_is_left_alone(paragraph: str):
    assert told(paragraph) == []


@pytest.mark.parametrize(
    ("paragraph", "notations"),
    [
        ("36 lượt người", ["{E01}", "{B01}"]),
        ("36 lượt đơn vị", ["{B01}", "{E01}"]),
        ("36 việc", ["{B01}", "{E01}"]),
        ("03 cuộc", ["{B02:pad}"]),
        ("3 cuộc", ["{B02}"]),
        ("28,77%", ["{D19}"]),
        ("28,8%", ["{D19:r1}"]),
        ("29%", ["{D19:r0}"]),
        ("97%", ["{A13:r0}"]),
        ("28,77 phần trăm", []),
        ("1.234 người", ["{B03}"]),
        ("29/30 ban", ["{A12/A11}"]),
        ("1,35 tỷ đồng", ["{H13:ty:r2}"]),
        ("1,4 tỷ đồng", ["{H13:ty}"]),
        ("77 vụ", []),
    ],
)
def test_the_figures_that_show_just_this_are_offered_first(paragraph: str, notations: list[str]):
    (number,) = typed(paragraph)
    assert [candidate.notation for candidate in number.candidates] == notations


def test_every_number_is_found_in_reading_order_with_its_place():
    found = typed("Có 36 lượt, {B01} và 77 vụ.", "", "Thêm **03** cuộc")
    assert [(n.section, n.paragraph, n.text) for n in found] == [
        ("II", 0, "36"),
        ("II", 0, "77"),
        ("II", 2, "03"),
    ]


@given(some.integers(0, 10**6).filter(lambda n: not 1900 <= n <= 2100), some.sampled_from(("", "**", "__")))
def test_any_number_as_papers_write_it_is_read_back(value: int, style: str):
    words = f"Có {style}{VI.number(value)}{style} lượt."
    (number,) = typed(words)
    assert number.value == value
    assert words[number.offset : number.offset + len(number.text)] == VI.number(value)


@given(some.decimals(0, 10**6, places=2, allow_nan=False, allow_infinity=False))
def test_any_share_is_read_back(value: Decimal):
    (number,) = typed(f"đạt {VI.number(value)}% kế hoạch")
    assert number.value == value


@given(some.text("0123456789.,/%{}*_-() BAtổngsốngày", max_size=40))
def test_whatever_is_typed_is_told_by_its_place_and_binding_it_prints_the_same(paragraph: str):
    for number in typed(paragraph):
        assert paragraph[number.offset :].startswith(number.text)
        for candidate in number.candidates:
            (reference,) = parse_runs(candidate.notation)
            assert isinstance(reference, FigureRef)
            by_code = {f.code: f for f in FIGURES}
            of = by_code[reference.of] if reference.of else None
            shown = show_figure(
                by_code[reference.code], reference.form, VI, of,
                scale=reference.scale, decimals=reference.decimals,
            )  # fmt: skip
            bare = str.maketrans("", "", ". ")
            assert shown.translate(bare).removesuffix(",0") == number.text.translate(bare).replace(",00", "")

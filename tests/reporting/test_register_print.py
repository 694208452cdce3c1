"""The printed register is the form of the decree: a cover, ten columns, their heads on every page, tagged and archivable."""

import io
import json
from dataclasses import replace
from datetime import datetime

import pikepdf
import pytest
from tests.reporting.reading import page_texts
from tests.reporting.samples import RESOURCES
from tests.reporting.structure import judged

from dvapp.domain.register.printed import HEADS, TITLE, BookPart, RegisterBook
from dvapp.host.clock import ZONE
from dvapp.reporting.archive import require_archive
from dvapp.reporting.register import RegisterPages


def line(number: int, **other: str) -> tuple[str, ...]:
    told = {
        "number": f"{number:02d}-BC/BDVQU",
        "issued": "04/6/2018",
        "subject": f"Báo cáo kết quả kiểm tra công vụ lần {number} đối với các cơ quan, đơn vị trên địa bàn",
        "signer": "Nguyễn Thị Hoà",
        "recipients": "Thường trực Quận uỷ; Ban Dân vận Thành uỷ",
        "keeper": "Lưu Ban Dân vận",
        "copies": "12",
        "sent": "05/6/2018",
        "receipt": "",
        "note": "",
        **other,
    }
    return tuple(told.values())


BOOK = RegisterBook(
    profile="state-2020",
    superior="QUẬN UỶ CẦU GIẤY",
    board="BAN DÂN VẬN",
    facts=("Văn bản có ký hiệu BC, nhiệm kỳ từ ngày 01/8/2015", "Từ số 01-BC/BDVQU đến số 60-BC/BDVQU"),
    made="In lúc 08:44, ngày 23/11/2018; 60 dòng.",
    parts=(BookPart(title="Văn bản có ký hiệu BC", lines=tuple(map(line, range(1, 61)))),),
    data=json.dumps({"register": []}).encode(),
    made_at=datetime(2018, 11, 23, 8, 44, tzinfo=ZONE),
)


@pytest.fixture(scope="module")
def maker() -> RegisterPages:
    return RegisterPages(RESOURCES)


@pytest.fixture(scope="module")
def printed(maker: RegisterPages) -> bytes:
    return maker.print_register(BOOK)


def test_the_cover_tells_whose_register_it_is(printed):
    cover = " ".join(page_texts(printed)[0].split())
    assert cover == " ".join((BOOK.superior, BOOK.board, TITLE, *BOOK.facts, BOOK.made))


def test_every_page_lies_and_has_the_heads_and_its_number(printed):
    texts = [" ".join(text.split()) for text in page_texts(printed)]
    assert len(texts) > 5
    for number, text in enumerate(texts[1:], 2):
        assert text.startswith(f"{number} ")
        assert "Nơi nhận văn bản" in text
        assert "(1)(2)(3)(4)(5)(6)(7)(8)(9)(10)" in text.replace(" ", "")
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        for page in pdf.pages:
            _left, _bottom, width, height = map(float, page.mediabox)
            assert (round(width), round(height)) == (842, 595)


def test_no_line_is_lost_and_no_number_or_day_is_broken(printed):
    rows = judged(printed).of("TBody")[0].parts
    assert [row.parts[0].text for row in rows] == [f"{n:02d}-BC/BDVQU" for n in range(1, 61)]
    words = "".join(page_texts(printed))
    assert words.count("-BC/BDVQU04/6/2018") + words.count("-BC/BDVQU 04/6/2018") == 60
    assert words.count("05/6/2018") == 60


def test_the_table_is_one_table_for_who_listens(printed):
    document = judged(printed)
    (table,) = document.of("Table")
    heads = [cell.text for cell in table.parts[0].of("TH")]
    assert heads == [*HEADS, *(f"({n})" for n in range(1, 11))]
    rows = table.parts[1].of("TR")
    assert len(rows) == 60
    assert all(len(row.parts) == 10 for row in rows)
    assert [cell.text for cell in rows[4].parts][:2] == ["05-BC/BDVQU", "04/6/2018"]
    assert document.of("H1")[0].text == TITLE


def test_it_is_an_archive_file_with_its_data(printed):
    require_archive(printed)
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert pdf.attachments["so-van-ban-di.json"].get_file().read_bytes() == BOOK.data


def test_the_same_book_has_the_same_bytes(maker, printed):
    assert maker.print_register(BOOK) == printed


def test_several_series_stand_under_their_names(maker):
    other = BookPart(title="Văn bản có ký hiệu KH", lines=(line(1, issued="05/6/2018"),))
    pdf = maker.print_register(replace(BOOK, parts=(*BOOK.parts, other)))
    groups = [cell.text for cell in judged(pdf).of("TH") if cell.reach == 10]
    assert groups == ["Văn bản có ký hiệu BC", "Văn bản có ký hiệu KH"]


@pytest.mark.parametrize("subject", ["chữ lạ 🙂 漢", "x" * 400, "dài " * 3000, ""])
def test_whatever_a_line_says_is_printed(maker, subject):
    part = BookPart(title="x", lines=(line(1, subject=subject), line(2)))
    pdf = maker.print_register(replace(BOOK, parts=(part,)))
    text = " ".join(" ".join(page_texts(pdf)).split())
    assert "02-BC/BDVQU" in text
    assert ("🙂" in subject) == ("chữ lạ ? ?" in text)

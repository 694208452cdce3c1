"""What sheets of other districts brought up: names of units, part totals, mixed letters, columns that are not there."""

import zipfile
from io import BytesIO

import pytest
from tests.services.test_broken_sheets import book, old, whole

from dvapp.app.tools import make_tools
from dvapp.domain.errors import DvError
from dvapp.domain.language.old_letters import OldLetters
from dvapp.domain.recording.plain import plain_values
from dvapp.domain.sheets.importing import CellFate, RowFate
from dvapp.services.recording.records import add_record, list_records
from dvapp.services.sheets.importing import ImportOrder, carry_out, plan_import
from dvapp.services.stores import create_store
from dvapp.ui.importing.words import remarks, why

HEAD = ("Xã", "Khiếu nại", "Tố cáo", "Thuộc thẩm quyền", "Đã giải quyết")
SOC_SON = "016"


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kho")
    made = create_store(
        folder / "kho.dvapp", board=SOC_SON, year=2018, password="mat khau", tools=make_tools()
    )
    yield made
    made.store.close()


def plan_of(session, folder, rows, *, head=HEAD, title="ĐƠN THƯ THÁNG 7/2018", kind="petitions", **order):
    file = folder / "ngoài.xlsx"
    file.write_bytes(rows if isinstance(rows, bytes) else book(*rows, head=head, title=title))
    return plan_import(session, ImportOrder(path=file, kind=kind, **order))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("TT. Sóc Sơn", "00376"),
        ("thị trấn Sóc Sơn", "00376"),
        ("UBND xã Thanh Xuân", "00433"),
        ("X. Ðức Hòa", "00430"),  # with the Icelandic letter, and the other tone style
        ("Sóc Sơn", None),  # the district or its town
        ("Xã Sóc Sơn", "00376"),
        ("Phường Sóc", None),
    ],
)
def test_a_unit_is_known_by_its_level_and_name(session, tmp_path, said, code):
    plan = plan_of(session, tmp_path, [(said, 1, 0, 1, 1)])
    whole(plan)
    assert [str(one.record.unit) for one in plan.fresh] == ([code] if code else [])


def test_a_ward_that_is_called_like_the_district_is_not_the_district(tmp_path):
    store = tmp_path / "thanh xuân.dvapp"
    own = create_store(store, board="009", year=2018, password="mat khau", tools=make_tools())
    try:
        plan = plan_of(own, tmp_path, [("Phường Thanh Xuân", 1, 0, 1, 1), ("Phường Kim Giang", 1, 0, 1, 1)])
        assert [(one.cell, one.code) for one in plan.refused] == [("A4", "cell_unknown_unit")]
        assert [str(one.record.unit) for one in plan.fresh] == ["00373"]
    finally:
        own.store.close()


def test_totals_of_areas_are_compared_and_not_counted(session, tmp_path):
    rows = (
        ("Bắc Sơn", 1, 0, 1, 1),
        ("Minh Trí", 2, 1, 1, 1),
        ("Cộng khu vực 1", 3, 1, 2, 2),
        ("Hồng Kỳ", 4, 0, 1, 1),
        ("Cộng cụm 2", 5, 0, 1, 1),
        ("Tổng cộng", 7, 1, 3, 3),
    )
    plan = plan_of(session, tmp_path, rows)
    whole(plan)
    assert plan.rows(RowFate.TOTAL) == (5, 7, 8)
    assert [(one.cell, one.code) for one in plan.refused] == [("B8", "total_differs")]


def test_a_title_in_new_letters_over_a_table_in_old_ones_hinders_nothing(session, tmp_path):
    def tcvn(cells):
        return tuple(old(OldLetters.TCVN3, cell) if isinstance(cell, str) else cell for cell in cells)

    rows = [tcvn((f"Xã {name}", 1, 0, 1, 1)) for name in ("Đức Hoà", "Hiền Ninh", "Phù Lỗ", "Tiên Dược")]
    plan = plan_of(session, tmp_path, rows, head=tcvn(HEAD), title="ĐƠN THƯ THÁNG 7/2018 HUYỆN SÓC SƠN")
    assert (plan.opened.letters, len(plan.fresh), plan.happened) == (OldLetters.TCVN3, 4, "2018-07")


@pytest.mark.parametrize("before", [b"", b"<!--" + b"x" * 9000 + b"-->"])
def test_entities_anywhere_in_a_book_are_refused(session, tmp_path, before):
    out = BytesIO()
    bomb = before + b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    made = zipfile.ZipFile(BytesIO(book(("Bắc Sơn", 1, 0, 1, 1), head=HEAD)))
    with made, zipfile.ZipFile(out, "w") as new:
        for name in made.namelist():
            said = made.read(name)
            shared = name == "xl/sharedStrings.xml"
            new.writestr(name, said.replace(b"?>", b"?>" + bomb, 1) if shared else said)
    with pytest.raises(DvError) as refusal:
        plan_of(session, tmp_path, out.getvalue())
    assert refusal.value.code == "sheet_file_unreadable"


def test_a_unit_and_a_day_alone_are_no_table_of_records(session, tmp_path):
    with pytest.raises(DvError) as refusal:
        plan_of(
            session,
            tmp_path,
            [("Bắc Sơn", "29/05/2018", "x")],
            head=("Xã", "Ngày", "Việc lạ"),
            kind="dialogue",
        )
    assert refusal.value.code == "table_head_not_found"


def test_a_column_that_every_row_must_have_is_named_where_there_is_none(session, tmp_path):
    head = ("Đơn vị", "Tổng số", "Loại A", "Loại B", "Loại C", "Loại D", "Không xếp loại")
    rows = [("Bắc Sơn", 10, 1, 9, 0, 0, 0), ("Bắc Sơn", 4, 1, 3, 0, 0, 0)]
    plan = plan_of(session, tmp_path, rows, head=head, kind="monthly_evaluation")
    assert {one.code for one in plan.refused} == {"column_missing", "row_held"}
    assert any("Đối tượng" in why(one) for one in plan.refused)
    told = [(one.cell, one.code, why(one)) for one in plan.refused]
    assert len(told) == len(set(told))


def test_a_month_that_is_not_the_titles_is_told(session, tmp_path):
    plan = plan_of(session, tmp_path, [("Bắc Sơn", 1, 0, 1, 1)], happened="2018-09")
    assert (plan.happened, plan.title) == ("2018-09", "2018-07")
    assert any("07/2018" in said and "09/2018" in said for said in remarks(plan))


def test_a_sheet_says_nothing_of_fields_that_it_has_no_column_for(session, tmp_path):
    plain = {
        "unit": "00379",
        "happened": "2018-07",
        "values": {"complaints": 1, "proposals": 7, "competent": 3},
    }
    add_record("petitions", plain, session=session)
    plan = plan_of(session, tmp_path, [("Bắc Sơn", 2, 0, 3, 1)])
    assert whole(plan)[CellFate.READ] == 5
    carry_out(session, plan)
    (kept,) = list_records(session, kind="petitions")
    assert kept.record is not None
    assert plain_values(kept.record.values) == {
        "complaints": 2, "denunciations": 0, "proposals": 7, "competent": 3, "settled": 1
    }  # fmt: skip

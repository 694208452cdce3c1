"""The catalogues of a board: its own entries over what ships, kept with every former version."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from shutil import copy

import pytest
from openpyxl import load_workbook
from tests.db.made import CHEAP

from dvapp.app.tools import make_tools
from dvapp.db.stores import SqlStores
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.catalogue.catalogue_errors import EntryChanged, EntryRefused, EntryUnknown
from dvapp.domain.catalogue.entries import Catalogue, Entry
from dvapp.domain.catalogue.items import Standing
from dvapp.domain.catalogue.reading import Wish
from dvapp.domain.codes import UnitCode
from dvapp.domain.recording.records import InvalidRecord
from dvapp.host.clock import SystemClock
from dvapp.services.catalogue.entries import (
    Change,
    check_entry,
    end_entry,
    find_entry,
    put_entry,
    refresh,
    take_back,
    undo,
)
from dvapp.services.catalogue.lists import begin_texts, history, list_differences, list_items, unit_story
from dvapp.services.figures.period_figures import compute_figures
from dvapp.services.ports import Tools
from dvapp.services.recording.records import add_record, list_records
from dvapp.services.reports.composing import compose_report
from dvapp.services.session import Session
from dvapp.services.sheets.blank_forms import blank_form
from dvapp.services.sheets.importing import ImportOrder, plan_import
from dvapp.services.stores import create_store, open_session

PASSWORD = "mật khẩu thử dài"
NGHIA_TAN, MAI_DICH = UnitCode("00160"), UnitCode("00163")
JUNE, JULY, LAST = date(2018, 6, 30), date(2018, 7, 1), date(2018, 12, 31)
CADRES, CONTRACT = "monthly_evaluation/rows.group/cb", "monthly_evaluation/rows.group/ldhd"


class DeskClock(SystemClock):
    def today(self) -> date:
        return date(2018, 8, 1)


@cache
def tools() -> Tools:
    """Packs are read once."""
    clock = DeskClock()
    return replace(make_tools(), stores=SqlStores(clock, kdf=CHEAP), clock=clock)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that nobody has written in; it is copied for each test."""
    path = tmp_path_factory.mktemp("blank") / "x.dvapp"
    create_store(path, board="005", year=2018, password=PASSWORD, tools=tools()).store.close()
    return path


@pytest.fixture
def session(blank: Path, tmp_path: Path) -> Iterator[Session]:
    made = open_session(Path(copy(blank, tmp_path)), PASSWORD, tools=tools())
    yield made
    made.store.close()


def wish(
    catalogue: Catalogue, code: str, *, new: bool = False, entry: Entry | None = None, **texts: str
) -> Wish:
    return Wish(catalogue=catalogue, code=code, texts=texts, new=new, entry=entry)


def rename(session: Session, code: str, name: str, since: str, until: str = "2025-06-30") -> Change:
    return put_entry(
        wish(Catalogue.UNITS, code, name=name, kind="phường", level="commune", parent="005",
             valid_from=since, valid_to=until),
        session=session,
    )  # fmt: skip


def faults(refused: EntryRefused) -> set[tuple[str, str]]:
    return {(fault.field, fault.code) for fault in refused.faults}


def refused(session: Session, given: Wish) -> set[tuple[str, str]]:
    with pytest.raises(EntryRefused) as caught:
        put_entry(given, session=session)
    return faults(caught.value)


def name(session: Session, code: str, day: date) -> str:
    unit = session.units.on(UnitCode(code), day)
    return unit.name if unit is not None else ""


def evaluation(month: str, group: str) -> dict[str, object]:
    rows = [
        {
            "organisation": "Văn phòng",
            "group": group,
            "total": 4,
            "a": 1,
            "b": 3,
            "c": 0,
            "d": 0,
            "not_graded": 0,
        }
    ]
    return {"happened": month, "values": {"organisations": 1, "subject": "x", "rows": rows}}


def visit(day: str, unit: str) -> dict[str, object]:
    values = {"form": "thematic", "theme": "x", "visits": 1, "units_count": 1, "units": [unit], "conduct": 0,
              "hours": 0, "harassment": 0, "other": 0, "found": 0}  # fmt: skip
    return {"happened": day, "values": values}


# --- units -----------------------------------------------------------------------------------------------------------


def test_a_renamed_unit_keeps_its_old_name_on_old_days(session: Session):
    rename(session, NGHIA_TAN, "Phường Nghĩa Tân Mới", "2018-07-01")
    assert name(session, NGHIA_TAN, JUNE) == "Phường Nghĩa Tân"
    assert name(session, NGHIA_TAN, JULY) == "Phường Nghĩa Tân Mới"
    assert (
        name(session, NGHIA_TAN, date(2025, 7, 1)) == "Phường Nghĩa Đô"
    )  # the code's next life is not touched


def test_the_names_are_there_again_when_the_store_is_opened_again(session: Session):
    rename(session, NGHIA_TAN, "Phường Nghĩa Tân Mới", "2018-07-01")
    session.store.close()
    again = open_session(session.store.path, PASSWORD, tools=tools())
    assert name(again, NGHIA_TAN, JULY) == "Phường Nghĩa Tân Mới"
    assert again.store.check().faults == ()
    again.store.close()


def test_a_second_renaming_ends_the_first_the_day_before(session: Session):
    rename(session, NGHIA_TAN, "Phường Một", "2018-03-01")
    change = rename(session, NGHIA_TAN, "Phường Hai", "2018-07-01")
    assert len(change.after) == 2
    assert [name(session, NGHIA_TAN, d) for d in (date(2018, 2, 1), JUNE, JULY)] == [
        "Phường Nghĩa Tân",
        "Phường Một",
        "Phường Hai",
    ]


def test_entries_whose_days_overlap_are_refused(session: Session):
    rename(session, NGHIA_TAN, "Phường Một", "2018-03-01", "2018-12-31")
    with pytest.raises(EntryRefused) as caught:
        rename(session, NGHIA_TAN, "Phường Hai", "2018-02-01", "2018-06-30")
    assert faults(caught.value) == {("valid_from", "entry_overlaps")}
    assert name(session, NGHIA_TAN, date(2018, 2, 5)) == "Phường Nghĩa Tân"


def test_a_unit_that_ended_is_there_no_more_and_names_who_took_over(session: Session):
    end_entry(
        Catalogue.UNITS, MAI_DICH, since="2018-10-01", successors=[NGHIA_TAN], note="NQ 1", session=session
    )
    assert session.units.on(MAI_DICH, date(2018, 9, 30)) is not None
    assert session.units.on(MAI_DICH, date(2018, 10, 1)) is None
    (story,) = unit_story(session, MAI_DICH)
    assert [kin.code for kin in story.successors] == [NGHIA_TAN]
    with pytest.raises(InvalidRecord) as caught:
        add_record("inspection", visit("2018-11-05", MAI_DICH), session=session)
    (fault,) = [f for f in caught.value.faults if f.field == "units"]
    assert (fault.code, fault.details["names"]) == ("unit_ended_into", "Phường Nghĩa Tân")


def test_a_unit_that_records_name_later_cannot_end_before(session: Session):
    add_record("inspection", visit("2018-11-05", MAI_DICH), session=session)
    with pytest.raises(EntryRefused) as caught:
        end_entry(Catalogue.UNITS, MAI_DICH, since="2018-10-01", session=session)
    (fault,) = caught.value.faults
    assert (fault.code, fault.details["count"], fault.details["last"]) == (
        "records_use_it",
        1,
        date(2018, 11, 5),
    )
    end_entry(Catalogue.UNITS, MAI_DICH, since="2018-11-06", session=session)


def test_a_new_unit_that_records_name_is_ended_and_not_taken_away(session: Session):
    put_entry(
        wish(Catalogue.UNITS, "90001", new=True, name="Phường Thử", kind="phường", level="commune", parent="005",
             valid_from="2018-01-01", valid_to="2025-06-30"),
        session=session,
    )  # fmt: skip
    add_record("inspection", visit("2018-05-07", "90001"), session=session)
    entry = find_entry(session, Catalogue.UNITS, "90001")
    with pytest.raises(EntryRefused) as caught:
        take_back(entry, session=session)
    assert {fault.code for fault in caught.value.faults} == {"records_use_it"}
    assert name(session, "90001", JULY) == "Phường Thử"


@pytest.mark.parametrize(
    ("code", "texts", "expected"),
    [
        ("00160", {"parent": "00160"}, {("parent", "parent_cycle")}),
        ("00160", {"parent": "00163"}, {("parent", "parent_level")}),
        ("00160", {"parent": "999"}, {("parent", "parent_not_valid")}),
        ("00160", {"valid_to": ""}, {("parent", "parent_ends")}),  # the district ends in June 2025
        (
            "00160",
            {"valid_from": "2018-09-01", "valid_to": "2018-08-01"},
            {("valid_to", "ends_before_it_begins")},
        ),
        ("00160", {"valid_from": "hôm qua"}, {("valid_from", "not_a_date")}),
        ("00160", {"name": "", "kind": ""}, {("name", "required"), ("kind", "required")}),
        ("00160", {"level": "village"}, {("level", "unknown_choice")}),
        ("hn", {"level": "city", "parent": ""}, {("code", "city_fixed")}),
    ],
)
def test_what_is_wrong_with_a_unit_is_said_beside_its_field(session: Session, code, texts, expected):
    whole = {"name": "Phường X", "kind": "phường", "level": "commune", "parent": "005",
             "valid_from": "2018-07-01", "valid_to": "2025-06-30", **texts}  # fmt: skip
    assert refused(session, wish(Catalogue.UNITS, code, **whole)) == expected


def test_a_code_that_stands_for_another_unit_is_not_given_again(session: Session):
    given = wish(Catalogue.UNITS, "00001", new=True, name="Phường X", kind="phường", level="commune", parent="005",
                 valid_from="2018-01-01", valid_to="2025-06-30")  # fmt: skip
    assert refused(session, given) == {("code", "code_taken")}


def test_a_district_with_communes_does_not_end_before_them(session: Session):
    with pytest.raises(EntryRefused) as caught:
        end_entry(Catalogue.UNITS, "006", since="2018-10-01", successors=["999", "006"], session=session)
    assert faults(caught.value) == {
        ("valid_from", "units_below"),
        ("successors", "unknown_unit"),
        ("successors", "own_successor"),
    }


def test_the_stores_own_board_cannot_be_edited_away(session: Session):
    given = wish(Catalogue.UNITS, "005", name="Khu Cầu Giấy", kind="khu", level="district", parent="hn",
                 valid_from="2018-07-01", valid_to="2025-06-30")  # fmt: skip
    assert refused(session, given) == {("kind", "own_board_lost")}


def test_a_unit_that_nobody_knows_is_not_changed(session: Session):
    with pytest.raises(EntryUnknown):
        rename(session, "77777", "Phường X", "2018-07-01")


# --- boards and reports ----------------------------------------------------------------------------------------------


def test_a_report_of_an_old_period_keeps_the_names_of_its_time(session: Session):
    given = wish(Catalogue.BOARDS, "005", name="Ban Dân vận và Mặt trận Cầu Giấy", symbol="BDVMT",
                 issuer="BAN DÂN VẬN VÀ MẶT TRẬN", valid_from="2018-07-01")  # fmt: skip
    put_entry(given, session=session)
    old = compose_report(session, kind="BC01", period=parse_period("2018-05"))
    new = compose_report(session, kind="BC01", period=parse_period("2018-07"))
    assert (old.issuer.issuer, old.issuer.symbol) == ("BAN DÂN VẬN", "BDVQU")
    assert (new.issuer.issuer, new.issuer.symbol) == ("BAN DÂN VẬN VÀ MẶT TRẬN", "BDVMT")
    assert new.issuer.superior == old.issuer.superior  # a blank text follows the pack
    assert session.board.symbol == "BDVMT"  # today is the first of August


def test_a_board_that_says_nothing_or_does_not_exist_is_refused(session: Session):
    assert refused(session, wish(Catalogue.BOARDS, "005", valid_from="2018-07-01")) == {
        ("name", "nothing_said")
    }
    assert refused(session, wish(Catalogue.BOARDS, "00160", symbol="X")) == {("code", "not_a_board")}
    assert refused(session, wish(Catalogue.BOARDS, "005", symbol="b d")) == {("symbol", "symbol_invalid")}


def test_the_themes_of_a_year_are_in_its_reports_and_in_no_others(session: Session):
    put_entry(wish(Catalogue.THEMES, "2018", central_theme="Chủ đề mới"), session=session)
    assert session.pack.programmes[2018].central_theme == "Chủ đề mới"
    assert session.pack.programmes[2019].central_theme == "Năm dân vận chính quyền"
    assert refused(session, wish(Catalogue.THEMES, "2018", new=True, central_theme="x")) == {
        ("code", "theme_twice")
    }
    assert refused(session, wish(Catalogue.THEMES, "18", new=True)) == {
        ("code", "not_a_year"),
        ("central_theme", "required"),
    }


# --- answers ---------------------------------------------------------------------------------------------------------


def test_an_answer_that_ended_is_read_in_old_records_and_refused_in_new_ones(session: Session):
    add_record("monthly_evaluation", evaluation("2018-07", "ldhd"), session=session)
    end_entry(Catalogue.CHOICES, CONTRACT, since="2018-09-01", session=session)
    (listed,) = list_records(session)
    assert listed.record is not None
    with pytest.raises(InvalidRecord) as caught:
        add_record("monthly_evaluation", evaluation("2018-09", "ldhd"), session=session)
    assert {(f.field, f.code) for f in caught.value.faults} == {("rows[0].group", "answer_ended")}
    assert next(f.value for f in compute_figures(session, parse_period("2018-07")) if f.code == "C01") == 4


def test_an_answer_that_records_give_later_cannot_end_before(session: Session):
    add_record("monthly_evaluation", evaluation("2018-10", "ldhd"), session=session)
    with pytest.raises(EntryRefused) as caught:
        end_entry(Catalogue.CHOICES, CONTRACT, since="2018-09-01", session=session)
    assert {fault.code for fault in caught.value.faults} == {"records_use_it"}


def test_a_new_answer_can_be_given_and_a_renamed_one_keeps_its_old_name_on_old_days(session: Session):
    put_entry(
        wish(Catalogue.CHOICES, "monthly_evaluation/rows.group/xa", new=True, label="Cấp xã"), session=session
    )
    put_entry(wish(Catalogue.CHOICES, CADRES, label="Lãnh đạo", valid_from="2018-07-01"), session=session)
    add_record("monthly_evaluation", evaluation("2018-07", "xa"), session=session)
    group = session.pack.kind("monthly_evaluation").fields[2].columns[1]
    choice = group.choice("cb")
    assert choice is not None
    assert (choice.label_on(JUNE).vi, choice.label_on(JULY).vi) == ("Cán bộ", "Lãnh đạo")
    given = wish(Catalogue.CHOICES, "monthly_evaluation/rows.group/hai", new=True, label="công chức")
    assert refused(session, given) == {("label", "label_taken")}
    assert refused(session, wish(Catalogue.CHOICES, "inspection/form/x", new=True, label="X")) == {
        ("code", "list_fixed")
    }
    assert refused(session, wish(Catalogue.CHOICES, CADRES, new=True, label="X", valid_to="2018-06-30")) == {
        ("code", "answer_taken")
    }


# --- holidays --------------------------------------------------------------------------------------------------------


def test_a_holiday_moves_a_deadline(session: Session):
    before = session.pack.due_day("BC01", parse_period("2018-06"))
    assert before is not None
    named = before.working.isoformat()
    put_entry(wish(Catalogue.HOLIDAYS, named, kind="off", name="Nghỉ thêm"), session=session)
    after = session.pack.due_day("BC01", parse_period("2018-06"))
    assert after is not None
    assert after.working > before.working
    assert after.named == before.named


def test_a_day_off_of_the_pack_can_be_made_a_working_day_or_an_ordinary_one(session: Session):
    put_entry(wish(Catalogue.HOLIDAYS, "2018-09-03", kind="ordinary"), session=session)
    put_entry(wish(Catalogue.HOLIDAYS, "2018-05-01", kind="ordinary"), session=session)  # of every year
    put_entry(
        wish(Catalogue.HOLIDAYS, "2018-05-05", kind="worked", name="Làm bù"), session=session
    )  # a Saturday
    works = session.pack.holidays.works
    assert all(works(date(2018, *day)) for day in ((9, 3), (5, 1), (5, 5)))
    assert not session.pack.holidays.works(date(2019, 5, 1))


@pytest.mark.parametrize(
    ("code", "texts", "expected"),
    [
        (
            "2018-12-31",
            {"kind": "off", "name": "x", "valid_to": "2019-01-02"},
            ("valid_to", "outside_its_year"),
        ),
        (
            "2018-03-01",
            {"kind": "off", "name": "x", "valid_to": "2018-05-01"},
            ("valid_to", "holiday_too_long"),
        ),
        ("2018-03-03", {"kind": "off", "name": "x"}, ("kind", "already_off")),
        ("2018-03-05", {"kind": "worked", "name": "x"}, ("kind", "already_worked")),
        ("2018-03-05", {"kind": "ordinary"}, ("kind", "already_ordinary")),
        ("2018-03-05", {"kind": "off"}, ("name", "required")),
        ("2018-02-30", {"kind": "off", "name": "x"}, ("code", "not_a_date")),
    ],
)
def test_what_is_wrong_with_a_holiday_is_said(session: Session, code, texts, expected):
    assert refused(session, wish(Catalogue.HOLIDAYS, code, **texts)) == {expected}


def test_two_holidays_on_one_day_are_one_too_many(session: Session):
    put_entry(
        wish(Catalogue.HOLIDAYS, "2018-03-05", kind="off", name="x", valid_to="2018-03-07"), session=session
    )
    assert ("valid_from", "entry_overlaps") in refused(
        session, wish(Catalogue.HOLIDAYS, "2018-03-06", kind="off", name="y")
    )


# --- history, undo, differences --------------------------------------------------------------------------------------


def test_every_former_version_is_kept_with_who_and_when(session: Session):
    rename(session, NGHIA_TAN, "Phường Một", "2018-03-01")
    entry = find_entry(session, Catalogue.UNITS, NGHIA_TAN)
    texts = {
        **(entry.content or {}),
        "name": "Phường Hai",
        "valid_from": "2018-03-01",
        "valid_to": "2025-06-30",
    }
    put_entry(Wish(catalogue=Catalogue.UNITS, code=NGHIA_TAN, texts=texts, entry=entry), session=session)
    take_back(find_entry(session, Catalogue.UNITS, NGHIA_TAN), session=session)
    versions = history(session, catalogue=Catalogue.UNITS, code=NGHIA_TAN)
    assert [(v.version, v.text("name")) for v in versions] == [(3, ""), (2, "Phường Hai"), (1, "Phường Một")]
    assert all(v.actor and v.changed_at for v in versions)
    assert name(session, NGHIA_TAN, JULY) == "Phường Nghĩa Tân"


def test_undo_puts_back_what_was_and_undoing_that_does_it_again(session: Session):
    rename(session, NGHIA_TAN, "Phường Một", "2018-03-01")
    change = rename(session, NGHIA_TAN, "Phường Hai", "2018-07-01")
    back = undo(change, session=session)
    assert name(session, NGHIA_TAN, LAST) == "Phường Một"
    undo(back, session=session)
    assert (name(session, NGHIA_TAN, JUNE), name(session, NGHIA_TAN, LAST)) == ("Phường Một", "Phường Hai")


def test_an_undo_that_records_forbid_is_refused(session: Session):
    change = put_entry(
        wish(Catalogue.CHOICES, "monthly_evaluation/rows.group/xa", new=True, label="Cấp xã"), session=session
    )
    add_record("monthly_evaluation", evaluation("2018-07", "xa"), session=session)
    with pytest.raises(EntryRefused):
        undo(change, session=session)


def test_an_entry_that_another_window_changed_is_not_overwritten(session: Session):
    rename(session, NGHIA_TAN, "Phường Một", "2018-03-01")
    other = open_session(session.store.path, PASSWORD, tools=tools())
    mine = find_entry(session, Catalogue.UNITS, NGHIA_TAN)
    take_back(find_entry(other, Catalogue.UNITS, NGHIA_TAN), session=other)
    with pytest.raises(EntryChanged):
        take_back(mine, session=session)
    assert refresh(session)
    assert name(session, NGHIA_TAN, JULY) == "Phường Nghĩa Tân"
    assert not refresh(session)
    other.store.close()


def test_what_differs_from_the_pack_is_listed_and_what_became_the_same_is_told(session: Session):
    put_entry(wish(Catalogue.THEMES, "2018", central_theme="Khác"), session=session)
    put_entry(wish(Catalogue.THEMES, "2020", central_theme="Năm dân vận khéo"), session=session)
    end_entry(Catalogue.CHOICES, CONTRACT, since="2018-09-01", session=session)
    found = {one.entry.code: one for one in list_differences(session)}
    assert found["2018"].standing is Standing.DIFFERS
    assert found["2020"].standing is Standing.SAME
    assert found[CONTRACT].ground == {"label": "Lao động hợp đồng", "label_en": "Contract staff"}


def test_asking_what_would_be_refused_keeps_nothing(session: Session):
    assert check_entry(wish(Catalogue.THEMES, "2031", new=True, central_theme="x"), session=session) == ()
    assert session.entries == ()
    assert begin_texts(session, Catalogue.UNITS, NGHIA_TAN, "2018-07-01")["valid_to"] == "2025-06-30"


def test_the_lists_of_a_day_mark_what_is_the_boards_own(session: Session):
    rename(session, NGHIA_TAN, "Phường Một", "2018-07-01")
    own = {item.code for item in list_items(session, Catalogue.UNITS, LAST) if item.own is not None}
    assert own == {NGHIA_TAN}
    assert not [item for item in list_items(session, Catalogue.UNITS, JUNE) if item.own is not None]
    off = [item.texts["name"] for item in list_items(session, Catalogue.HOLIDAYS, JULY)]
    assert off[:2] == ["Tết Dương lịch", "Tết Nguyên đán Mậu Tuất"]


def test_a_blank_form_offers_no_answer_that_ended_and_a_sheet_that_gives_it_is_told(
    session: Session, tmp_path: Path
):
    end_entry(Catalogue.CHOICES, "communication/channel/radio", since="2018-06-01", session=session)
    form = tmp_path / "bieu.xlsx"
    blank_form(session, kind="communication", period=parse_period("2018-07"), path=form)
    book = load_workbook(form)
    sheet = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not any("Phát thanh, truyền hình" in str(cell.value) for cell in cells)
    first = next(cell.row or 0 for cell in cells if cell.value == "Phường Mai Dịch")
    heads = {str(cell.value): cell.column or 0 for cell in cells if (cell.row or 0) < first}
    for head, value in (("Kênh", "Phát thanh, truyền hình"), ("Số tin, bài", 3)):
        sheet.cell(first, next(c for words, c in heads.items() if words.startswith(head)), value)
    book.save(form)
    plan = plan_import(session, ImportOrder(path=form))
    assert "answer_ended" in {refused.code for refused in plan.refused}

"""Searching a real store: what is kept is found, whoever keeps it and however it ends."""

import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from tests.db.made import environment

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import KindCode, RecordId, UnitCode
from dvapp.domain.language.folding import folded
from dvapp.domain.papers.reports import SectionText
from dvapp.domain.recording.plain import read_record
from dvapp.domain.recording.searching import (
    EVERYTHING,
    SUBJECT,
    HitGroup,
    ListFilter,
    ListOrder,
    RecordState,
    read_query,
)
from dvapp.domain.recording.searching_errors import FilterNameInvalid, FilterNameTaken, FilterUnknown
from dvapp.domain.values import DateSpan
from dvapp.services.ports import Draft
from dvapp.services.recording.record_list import (
    ListedRow,
    order_records,
    read_list,
    read_page,
    unfinished_records,
)
from dvapp.services.recording.records import keep_draft, list_records, remove_record, save_record
from dvapp.services.reports.composing import reset_section, save_section
from dvapp.services.searching import search
from dvapp.services.session import Session, new_record_id
from dvapp.services.stores import check_store, create_store, open_session

PASSWORD = "mat khau de thu"
THEMES = ("Kỷ luật, kỷ cương", "Dân vận khéo", "Văn hoá giao tiếp", "Đối thoại ở Trung Hòa", "Đơn thư")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    session = create_store(
        tmp_path_factory.mktemp("tim") / "ban.dvapp",
        board="005",
        year=2018,
        password=PASSWORD,
        tools=make_tools(),
    )
    yield session
    session.store.close()


@pytest.fixture
def board(home: Session) -> Iterator[Session]:
    yield home
    for listed in list_records(home):
        remove_record(listed.id, session=home)
    for one in search.saved_filters(home):
        search.remove_filter(home, one.id)


def keep(session, theme="", day="2018-05-29", kind="inspection", record_id=None, **values):
    definition = session.pack.kind(kind)
    plain = {"happened": day, "values": {"form": "self", "theme": theme, **values}}
    record = read_record(
        definition, plain, record_id=record_id or new_record_id(), board=session.store.info.board
    )
    save_record(record, session=session)
    return record


def keep_typed(session, record_id=None, **texts):
    draft = Draft(
        id=record_id or new_record_id(),
        kind=KindCode("inspection"),
        texts={"@language": "vi", "@unit": "005", **texts},
    )
    keep_draft(draft, session=session)
    return draft


def ids(session, words, **more):
    return [hit.target for hit in search.find(session, words, **more).of(HitGroup.RECORDS)]


def theme_of(row: ListedRow) -> str:
    record, draft = row.listed.record, row.listed.draft
    values: Any = draft.texts if draft is not None else record.values if record is not None else {}
    return str(values.get("theme", ""))


def require_agreement(session):
    """The index says what is kept, no more and no less."""
    kept = {listed.id for listed in list_records(session)}
    found = order_records(session, EVERYTHING)
    rows = read_page(session, found)
    assert {row.listed.id for row in rows} == kept
    assert len(found) == len(kept)
    assert session.store.check().faults == ()
    for row in rows:
        for word in read_query(theme_of(row)).terms:
            assert row.listed.id in ids(session, word.text, limit=500)


# --- finding ---------------------------------------------------------------------------------------------------------


def test_exact_accents_come_first_then_the_newer(board):
    plain = keep(board, "Ban cán sự", "2018-01-05")
    newer = keep(board, "Bán trú", "2018-06-05")
    older = keep(board, "Bạn đọc dân", "2018-02-05")
    exact = keep(board, "Ban Dân vận", "2018-01-01")
    loose = keep(board, "Bàn về dân vận", "2018-09-01")
    assert ids(board, "ban") == [loose.id, newer.id, older.id, plain.id, exact.id]
    assert ids(board, "Ban dân") == [exact.id, loose.id, older.id]
    assert ids(board, "bạn") == [older.id]


def test_everything_of_a_record_finds_it(board):
    one = keep(
        board,
        "Kỷ luật",
        "2018-03-05",
        units=["00163"],
        visits=1234567,
        note="Ghi chú: đã xong",
        deciding_body="UBND quận",
    )
    keep(board, "Khác hẳn")
    for words in (
        "mai dich", "Phường Mai Dịch", "1.234.567", "1234567", "05/03/2018", "5/3/2018", "3/2018", "tu kiem tra",
        "Tự kiểm tra", "kiem tra cong vu ky luat", "ghi chu xong", "ubnd", "00163", "luat mai xong",
    ):  # fmt: skip
        assert one.id in ids(board, words), words
    assert ids(board, "ky luat khac") == []


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text("aâăđeêoơưuáàạộđhnk", min_size=1, max_size=6), min_size=1, max_size=4),
    st.sampled_from(("NFC", "NFD")),
)
def test_a_record_is_found_by_each_of_its_words(board, told, form):
    one = keep(board, unicodedata.normalize(form, " ".join(told)))
    for word in told:
        for asked in (word, folded(word), unicodedata.normalize("NFD", word), word.upper()):
            assert one.id in ids(board, asked, limit=200)
    remove_record(one.id, session=board)
    assert one.id not in ids(board, told[0], limit=200)


def test_drafts_are_found_as_typed_and_leave_when_they_become_records(board):
    draft = keep_typed(board, theme="Giờ giấc", visits="nhiều lắm", **{"@since": "31/02/2018"})
    assert ids(board, "gio giac nhieu lam") == [draft.id]
    (row,) = read_page(board, order_records(board, ListFilter(state=RecordState.FAULTY)))
    assert row.listed.id == draft.id
    keep(board, "Giờ giấc", record_id=draft.id)
    assert ids(board, "nhieu lam") == []
    assert len(order_records(board, ListFilter(state=RecordState.COMPLETE))) == 1
    assert unfinished_records(board) == ()


def test_a_changed_record_is_found_by_its_new_words_and_day_only(board):
    one = keep(board, "Cũ kỹ", "2018-01-10")
    keep(board, "Mới mẻ", "2018-11-10", record_id=one.id)
    assert ids(board, "cũ kỹ") == []
    assert ids(board, "moi me") == [one.id]
    spring = ListFilter(days=parse_period("2018-Q1").span)
    assert list(order_records(board, spring)) == []
    assert len(order_records(board, replace(spring, days=parse_period("2018-11").span))) == 1


def test_sections_of_report_texts_are_found_and_lead_to_their_place(board):
    outline = board.pack.outline("BC06")
    code = next(section.code for section in outline.sections if not section.part)
    period = parse_period("2018")
    save_section(
        board,
        kind="BC06",
        period=period,
        section=SectionText(code=code, paragraphs=("Chuyện **lạ lùng** {B01}",)),
    )
    (hit,) = search.find(board, "la lung").of(HitGroup.REPORTS)
    assert hit.target == f"BC06/2018/{code}"
    save_section(
        board, kind="BC06", period=period, section=SectionText(code=code, paragraphs=("Chuyện thường",))
    )
    assert search.find(board, "lạ lùng").hits == ()


def test_figures_units_and_kinds_of_reports_are_found(board):
    assert search.find(board, "b01").of(HitGroup.FIGURES)[0].target == "B01"
    assert {hit.target for hit in search.find(board, "quận cầu giấy").of(HitGroup.UNITS)} == {"005"}
    assert "BC06" in {hit.target for hit in search.find(board, "bc06").of(HitGroup.REPORTS)}


def test_a_hit_tells_why_it_was_found_only_where_its_title_does_not(board):
    keep(board, "Giờ giấc", note="Có nhắc nhở bộ phận một cửa")
    (title,) = search.find(board, "gio giac kiem tra").of(HitGroup.RECORDS)
    (note,) = search.find(board, "gio mot cua").of(HitGroup.RECORDS)
    assert (title.marked, note.marked) == ("", "Có nhắc nhở bộ phận một cửa")


def test_a_long_answer_says_that_there_is_more(board):
    for number in range(5):
        keep(board, f"Chuyên đề {number}")
    found = search.find(board, "chuyen de", limit=3)
    assert len(found.of(HitGroup.RECORDS)) == 3
    assert HitGroup.RECORDS in found.more
    assert len(ids(board, "chuyen de", limit=5)) == 5


@pytest.mark.parametrize(
    "words", ['"', "a OR b", "NEAR(a b)", "plain : x", "a*", "^a", "(", "-", "'; DROP", "x\0y", "\ud800"]
)
def test_no_sign_is_an_operator(board, words):
    assert ids(board, words) == []


# --- lists -----------------------------------------------------------------------------------------------------------


def test_a_filter_passes_what_all_of_its_parts_pass(board):
    keep(board, "Một", "2018-01-31", units=["00163"])
    two = keep(board, "Hai", {"from": "2018-01-20", "to": "2018-04-02"})
    keep(board, "Ba", "2018-05-01")

    def themes(**parts):
        rows = read_page(board, order_records(board, ListFilter(**parts)))
        return [theme_of(row) for row in rows]

    assert themes() == ["Ba", "Hai", "Một"]
    assert themes(days=DateSpan(since=date(2018, 4, 1), until=date(2018, 5, 1))) == ["Ba", "Hai"]
    assert themes(days=DateSpan(since=date(2018, 2, 1), until=date(2018, 2, 1))) == ["Hai"]
    assert themes(unit=UnitCode("00163")) == ["Một"]
    assert themes(unit=UnitCode("005")) == ["Ba", "Hai", "Một"]
    assert themes(words="hai", kind=KindCode("inspection")) == ["Hai"]
    assert themes(kind=KindCode("commendation")) == []
    assert themes(evidence=True) == []
    assert len(themes(evidence=False)) == 3
    assert ids(board, "hai", filter_=ListFilter(days=parse_period("2018-03").span)) == [two.id]


def test_texts_stand_in_the_vietnamese_order(board):
    for theme in ("Đống Đa", "Đan Phượng", "Cầu Giấy", "Chương Mỹ", "Ba Đình", "Ăn", "Ân", "An"):
        keep(board, theme)
    rows = read_page(board, order_records(board, EVERYTHING, ListOrder(code=SUBJECT, descending=False)))
    themes = [theme_of(row) for row in rows]
    assert themes == ["An", "Ăn", "Ân", "Ba Đình", "Cầu Giấy", "Chương Mỹ", "Đan Phượng", "Đống Đa"]


# --- the index and its content ---------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(0, 4)), max_size=14))
def test_after_any_sequence_of_writes_the_index_is_the_content(board, steps):
    known = [RecordId(f"00000000-0000-0000-0000-00000000000{n}") for n in range(6)]
    for what, which, theme in steps:
        one = known[which]
        there = {listed.id for listed in list_records(board)}
        if what == 0:
            keep(board, THEMES[theme], f"2018-0{theme + 1}-10", record_id=one)
        elif what == 1:
            keep_typed(board, record_id=one, theme=THEMES[theme], visits="x")
        elif what == 2 and one in there:
            remove_record(one, session=board)
        elif what == 3:
            kind = board.pack.kind("inspection")
            plain = {"happened": "2018-07-01", "values": {"form": "self", "theme": THEMES[theme]}}
            with board.store.unit_of_work() as work:
                work.records.put_all([read_record(kind, plain, record_id=one, board=UnitCode("005"))])
                work.commit()
    require_agreement(board)
    for listed in list_records(board):
        remove_record(listed.id, session=board)


def test_what_was_not_committed_is_not_found(board):
    kind = board.pack.kind("inspection")
    plain = {"happened": "2018-07-01", "values": {"form": "self", "theme": "Thoáng qua"}}
    with board.store.unit_of_work() as work:
        work.records.put(read_record(kind, plain, record_id=new_record_id(), board=UnitCode("005")))
    assert ids(board, "thoang qua") == []


def test_a_store_written_to_without_a_describer_catches_up_when_it_is_opened(tmp_path, home):
    path = tmp_path / "ban.dvapp"
    create_store(path, board="005", year=2018, password=PASSWORD, tools=home.tools).store.close()
    bare = home.tools.stores.open(path, PASSWORD)
    kind = home.pack.kind("inspection")
    plain = {"happened": "2018-07-01", "values": {"form": "self", "theme": "Ghi thẳng"}}
    with bare.unit_of_work() as work:
        work.records.put(read_record(kind, plain, record_id=new_record_id(), board=UnitCode("005")))
        work.commit()
    assert bare.check().faults == ()
    bare.close()
    steps = []
    session = open_session(path, PASSWORD, tools=home.tools, step=lambda done, of: steps.append((done, of)))
    assert len(ids(session, "ghi thang")) == 1
    assert steps[-1] == (1, 1)
    require_agreement(session)
    session.store.close()


def test_a_damaged_index_is_named_and_made_anew(tmp_path, home):
    path = tmp_path / "ban.dvapp"
    session = create_store(path, board="005", year=2018, password=PASSWORD, tools=home.tools)
    keep(session, "Còn đây")
    work: Any = session.store.unit_of_work()
    with work:
        work.transaction.derive(text("DELETE FROM search_text"))
        work.commit()
    session.store.close()
    assert check_store(path, PASSWORD, tools=home.tools).faults == ("search_differs",)
    session = open_session(path, PASSWORD, tools=home.tools)
    assert len(ids(session, "còn đây")) == 1
    assert session.store.check().faults == ()
    session.store.close()


def test_other_names_of_units_are_found_after_the_session_follows(tmp_path, home):
    path = tmp_path / "ban.dvapp"
    session = create_store(path, board="005", year=2018, password=PASSWORD, tools=home.tools)
    one = keep(session, "Đợt một", units=["00163"])
    units = tuple(
        replace(unit, name="Phường Hoa Sữa") if unit.code == "00163" else unit for unit in session.units.units
    )
    session.units = replace(session.units, units=units)
    search.follow_session(session)
    assert ids(session, "hoa sua") == [one.id]
    assert ids(session, "mai dich") == []
    require_agreement(session)
    session.store.close()


def test_after_a_kill_what_was_told_is_found_and_the_index_agrees(tmp_path, home):
    path = tmp_path / "ban.dvapp"
    create_store(path, board="005", year=2018, password=PASSWORD, tools=home.tools).store.close()
    script = Path(__file__).with_name("search_writer.py")
    for told in (3, 11):
        writer = subprocess.Popen(
            [sys.executable, str(script), str(path), PASSWORD],
            stdout=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        assert writer.stdout is not None
        for _line in range(told + 1):
            writer.stdout.readline()
        writer.kill()
        writer.wait()
        writer.stdout.close()
        session = open_session(path, PASSWORD, tools=home.tools)
        require_agreement(session)
        session.store.close()


def test_a_search_does_not_wait_for_somebody_who_writes(board):
    one = keep(board, "Không phải chờ")
    with board.store.unit_of_work() as work:
        work.records.last_write()  # the write lock is held
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as other:
            assert other.submit(ids, board, "khong phai cho").result(timeout=4) == [one.id]


# --- saved filters ---------------------------------------------------------------------------------------------------


def test_a_filter_keeps_its_name_place_and_everything_it_asks(board):
    whole = ListFilter(
        words="đột xuất",
        kind=KindCode("inspection"),
        days=parse_period("2018-H1").span,
        unit=UnitCode("00163"),
        state=RecordState.DRAFT,
        evidence=False,
    )
    first = search.save_filter(board, "  Một   hai ", whole)
    second = search.save_filter(board, "Ba", EVERYTHING)
    assert [one.name for one in search.saved_filters(board)] == ["Một hai", "Ba"]
    assert search.saved_filters(board)[0].filter == whole
    search.move_filter(board, second.id, 0)
    search.rename_filter(board, first.id, "Bốn")
    assert [one.name for one in search.saved_filters(board)] == ["Ba", "Bốn"]
    assert search.filter_named(board, "bon").id == first.id
    search.save_filter(board, "Bốn", EVERYTHING, replacing=first.id)
    assert search.filter_named(board, "Bốn").filter == EVERYTHING
    search.remove_filter(board, second.id)
    assert [one.name for one in search.saved_filters(board)] == ["Bốn"]
    assert board.store.check().faults == ()


def test_a_filters_name_is_given_once_and_says_something(board):
    one = search.save_filter(board, "Đợt", EVERYTHING)
    with pytest.raises(FilterNameTaken):
        search.save_filter(board, "đợt", EVERYTHING)
    with pytest.raises(FilterNameInvalid):
        search.save_filter(board, "  ", EVERYTHING)
    with pytest.raises(FilterNameInvalid):
        search.rename_filter(board, one.id, "x" * 61)
    with pytest.raises(FilterUnknown):
        search.remove_filter(board, "nobody")
    with pytest.raises(FilterUnknown):
        search.filter_named(board, "khác")


def test_a_list_says_how_many_there_are_of_each_kind(board):
    keep(board, "Một")
    keep_typed(board)
    state = read_list(board, ListFilter(words="mot"))
    assert (len(state.numbers), dict(state.counts), state.drafts) == (1, {"inspection": 2}, 1)


def test_what_is_described_piece_by_piece_before_the_commit_is_all_found(board, monkeypatch):
    monkeypatch.setattr("dvapp.db.search_index.BATCH", 2)
    kind = board.pack.kind("inspection")
    plain = {"happened": "2018-05-29", "values": {"form": "self", "theme": "từng phần"}}
    made = [
        read_record(kind, plain, record_id=new_record_id(), board=board.store.info.board) for _ in range(5)
    ]
    with board.store.unit_of_work() as work:
        work.records.put_all(made[:3])
        work.describe()
        work.records.remove(made[0].id)
        work.records.put_all(made[3:])
        work.describe()
        work.describe()
        work.commit()
    assert set(ids(board, "từng phần")) == {one.id for one in made[1:]}
    require_agreement(board)
    assert check_store(board.store.path, PASSWORD, tools=board.tools).faults == ()


def test_sentences_that_the_pack_proposes_are_found_in_the_newest_period_until_somebody_changes_them(board):
    found = search.find(board, '"thủ tục hành chính"', groups=[HitGroup.REPORTS], limit=50).hits
    hit = next(hit for hit in found if hit.target.startswith("BC06/2018/"))
    assert "thủ tục hành chính" in hit.marked
    assert "{" not in hit.marked
    section = hit.target.rpartition("/")[2]
    text = SectionText(code=section, paragraphs=("Viết lại hết.",))
    save_section(board, kind="BC06", period=parse_period("2018"), section=text)
    found = search.find(board, '"thủ tục hành chính"', groups=[HitGroup.REPORTS], limit=50).hits
    assert hit.target not in {one.target for one in found}
    assert hit.target in {one.target for one in search.find(board, '"viết lại hết"').hits}
    reset_section(board, kind="BC06", period=parse_period("2018"), code=section)

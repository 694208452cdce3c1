"""What is put comes back, and only if it was committed."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.db.made import CHEAP, INFO, PASSWORD, Ticking, kind, record, record_id

from dvapp.db.stores import SqlStores
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import FieldCode, KindCode, ReportKindCode
from dvapp.domain.errors import RecordMissing
from dvapp.domain.papers.options import NO_OPTIONS, ReportOptions
from dvapp.domain.papers.reports import ReportText, SectionText
from dvapp.domain.recording.passing import LARGEST_NUMBER
from dvapp.domain.recording.plain import plain_values, read_record
from dvapp.domain.recording.records import Record, Values
from dvapp.domain.values import NOT_APPLICABLE, DateSpan, Row
from dvapp.services.ports import Draft, Store


def keep(store, *records):
    with store.unit_of_work() as uow:
        for one in records:
            uow.records.put(one)
        uow.commit()


def draft(number=1, **texts):
    return Draft(id=record_id(number), kind=KindCode("inspection"), texts=texts)


def text(period="2018-H1", *told):
    sections = {"1.2": SectionText(code="1.2", paragraphs=told or ("Đã kiểm tra {B01} **đơn vị**.", "…"))}
    return ReportText(kind=ReportKindCode("BC06"), period=parse_period(period), sections=sections)


def test_a_store_is_what_the_services_ask_for(store):
    port: Store = store
    with port.unit_of_work() as uow:
        assert (uow.records.all(), uow.drafts.all()) == ((), ())


def test_what_is_not_committed_is_not_kept(store):
    with store.unit_of_work() as uow:
        uow.records.put(record(1))
        uow.drafts.put(draft(count="ba mươi"))
        uow.texts.put(text())
        assert uow.records.get(record_id(1)) is not None
    with store.unit_of_work() as uow:
        assert (uow.records.all(), uow.drafts.all()) == ((), ())
        assert uow.texts.get("BC06", parse_period("2018-H1")) is None
    assert store.check().audit_rows == 1


def test_a_failure_after_a_commit_keeps_what_was_committed(store):
    def work():
        with store.unit_of_work() as uow:
            uow.records.put(record(1))
            uow.commit()
            uow.records.put(record(2))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    with store.unit_of_work() as uow:
        assert [r.id for r in uow.records.all()] == [record_id(1)]


def test_a_unit_of_work_can_be_used_again(store):
    uow = store.unit_of_work()
    for number in (1, 2):
        with uow:
            uow.records.put(record(number))
            uow.commit()
    with uow:
        assert len(uow.records.all()) == 2


def test_a_unit_of_work_inside_another_is_a_bug(store):
    with store.unit_of_work() as uow:
        with pytest.raises(AssertionError), uow:
            pass
        with pytest.raises(AssertionError), store.unit_of_work():
            pass
        uow.records.put(record(1))
        uow.commit()
    for use in (lambda: uow.records, lambda: uow.drafts, lambda: uow.texts, uow.commit):
        with pytest.raises(AssertionError):
            use()
    assert store.check().records == 1


def test_threads_wait_for_each_other(path):
    store = SqlStores(Ticking(), kdf=CHEAP, patience=20).create(path, PASSWORD, INFO)

    def work(first):
        for number in range(first, first + 20):
            keep(store, record(number))

    threads = [threading.Thread(target=work, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    health = store.check()
    store.close()
    assert (health.records, health.audit_rows, health.faults) == (60, 61, ())


def test_a_record_comes_back_as_plain_json(store):
    rows: tuple[Row, ...] = ({"name": "a", "count": 0}, {"count": NOT_APPLICABLE})
    values: Values = {
        FieldCode("count"): NOT_APPLICABLE,
        FieldCode("rate"): Decimal("98.60"),
        FieldCode("note"): "Phường Đống Mác",
        FieldCode("day"): date(2018, 5, 29),
        FieldCode("units"): ("005", "00160"),
        FieldCode("rows"): rows,
    }
    keep(store, record(7, values=values, since=date(2018, 5, 29)))
    with store.unit_of_work() as uow:
        found = uow.records.get(record_id(7))
    assert found is not None
    assert (found.id, found.kind, found.unit) == (record_id(7), "inspection", "005")
    assert found.happened == DateSpan(since=date(2018, 5, 29), until=date(2018, 5, 29))
    assert found.changed_at == datetime(2018, 6, 1, 1, 2, 5, 4, tzinfo=UTC)
    assert found.values == {
        "count": "not_applicable",
        "rate": "98.60",
        "note": "Phường Đống Mác",
        "day": "2018-05-29",
        "units": ["005", "00160"],
        "rows": [{"name": "a", "count": 0}, {"count": "not_applicable"}],
    }


def test_records_stand_in_order_of_their_day_then_of_their_writing(store):
    days = {1: date(2018, 7, 1), 2: date(2018, 3, 1), 3: date(2018, 7, 1), 4: date(2017, 12, 31)}
    keep(store, *(record(n, since=day) for n, day in days.items()))
    keep(store, record(1, values={}, since=days[1]), record(5, since=days[2], code="survey"))
    with store.unit_of_work() as uow:
        assert [r.id for r in uow.records.all()] == [record_id(n) for n in (4, 2, 5, 1, 3)]
        assert [r.id for r in uow.records.all(KindCode("survey"))] == [record_id(5)]
        assert uow.records.all(KindCode("none")) == ()
        assert uow.records.get(record_id(1)).values == {}


def test_a_removed_record_is_gone_and_its_traces_stay(store):
    keep(store, record(1), record(2))
    with store.unit_of_work() as uow:
        uow.records.remove(record_id(1))
        with pytest.raises(RecordMissing):
            uow.records.remove(record_id(1))
        uow.commit()
    with store.unit_of_work() as uow:
        assert uow.records.get(record_id(1)) is None
    health = store.check()
    assert (health.records, health.audit_rows, health.faults) == (1, 4, ())


def test_a_draft_lives_as_typed(store):
    first, second = draft(1, count="ba mươi", rows=[{"name": "à "}]), draft(2, note="")
    with store.unit_of_work() as uow:
        uow.drafts.put(first)
        uow.drafts.put(second)
        uow.drafts.put(draft(1, count="30"))
        uow.commit()
    with store.unit_of_work() as uow:
        assert [(d.id, d.texts) for d in uow.drafts.all()] == [
            (second.id, {"note": ""}),
            (first.id, {"count": "30"}),
        ]
        assert uow.drafts.all(KindCode("none")) == ()
        assert uow.drafts.get(first.id).changed_at.tzinfo is UTC
        uow.drafts.remove(first.id)
        uow.drafts.remove(first.id)
        assert uow.drafts.get(first.id) is None
        uow.commit()
    health = store.check()
    assert (health.drafts, health.audit_rows, health.faults) == (1, 5, ())


def test_a_draft_that_did_not_change_is_not_written_again(store):
    for _ in range(3):
        with store.unit_of_work() as uow:
            uow.drafts.put(draft(1, count="30"))
            uow.commit()
    assert store.check().audit_rows == 2


def test_report_texts_are_kept_by_kind_and_period(store):
    with store.unit_of_work() as uow:
        uow.texts.put(text("2018"))
        uow.texts.put(text("2018-H1", "một"))
        uow.texts.put(text("2018-H1", "hai", ""))
        uow.commit()
    with store.unit_of_work() as uow:
        assert uow.texts.get("BC06", parse_period("2018")) == text("2018")
        assert uow.texts.get("BC06", parse_period("2018-H1")) == text("2018-H1", "hai", "")
        assert uow.texts.get("BC01", parse_period("2018")) is None
    assert store.check().faults == ()


def test_a_reports_settings_are_kept_with_its_text_and_old_texts_have_none(store):
    chosen = ReportOptions(
        urgency="khan", addressees=("Thường trực",), duplex=False, draft_number=2, contact=""
    )
    with store.unit_of_work() as uow:
        uow.texts.put(replace(text("2018"), options=chosen))
        uow.texts.put(text("2018-H1"))
        uow.commit()
    with store.unit_of_work() as uow:
        kept, plain = (uow.texts.get("BC06", parse_period(period)) for period in ("2018", "2018-H1"))
    assert kept == replace(text("2018"), options=chosen)
    assert plain is not None
    assert plain.options == NO_OPTIONS
    assert store.check().faults == ()


# --- anything --------------------------------------------------------------------------------------------------------

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(
    lambda told: told != "not_applicable"
)
counts = st.integers(min_value=0, max_value=LARGEST_NUMBER) | st.just(NOT_APPLICABLE)
rows = st.fixed_dictionaries({}, optional={"name": words, "count": counts})
values_of_a_record = st.fixed_dictionaries(
    {},
    optional={
        FieldCode("count"): counts,
        FieldCode("rate"): st.decimals(-LARGEST_NUMBER, LARGEST_NUMBER),
        FieldCode("note"): words,
        FieldCode("day"): st.dates(),
        FieldCode("units"): st.lists(words, unique=True, min_size=1, max_size=4).map(tuple),
        FieldCode("rows"): st.lists(rows, min_size=1, max_size=4).map(tuple),
    },
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    store = SqlStores(Ticking(), kdf=CHEAP).create(
        tmp_path_factory.mktemp("shared") / "x.dvapp", PASSWORD, INFO
    )
    yield store
    store.close()


@given(values=values_of_a_record, days=st.lists(st.dates(), min_size=2, max_size=2).map(sorted))
def test_what_is_put_comes_back_equal(shared, values, days):
    span = DateSpan(since=days[0], until=days[1])
    made = Record(id=record_id(1), kind=kind(), unit=INFO.board, happened=span, values=values)
    keep(shared, made)
    with shared.unit_of_work() as uow:
        found = uow.records.get(record_id(1))
    assert found.values == plain_values(values)
    assert found.happened == span


@given(
    texts=st.dictionaries(
        words, st.text() | st.lists(st.dictionaries(words, st.text(), max_size=3), max_size=3)
    )
)
def test_whatever_was_typed_comes_back(shared, texts):
    with shared.unit_of_work() as uow:
        uow.drafts.put(draft(1))
        uow.drafts.put(Draft(id=record_id(1), kind=KindCode("k"), texts=texts))
        uow.commit()
        assert uow.drafts.get(record_id(1)).texts == texts


def test_a_kept_record_can_be_made_again(store):
    made = record(
        1, values={FieldCode("rate"): Decimal("1.50"), FieldCode("rows"): ({"count": NOT_APPLICABLE},)}
    )
    keep(store, made)
    with store.unit_of_work() as uow:
        found = uow.records.get(made.id)
    plain = {"unit": found.unit, "happened": "2018-05-29", "values": found.values}
    assert read_record(made.kind, plain, record_id=found.id, board=INFO.board) == made

"""The check finds what was done behind the store's back, by one who has the key."""

import pytest
from sqlalchemy import text
from tests.db.made import Ticking, flip, record, record_id

from dvapp.db import health as checks
from dvapp.db.audit import START, AuditRow
from dvapp.db.pages import offset
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import KindCode, ReportKindCode
from dvapp.domain.errors import StoreDamaged
from dvapp.domain.papers.reports import ReportText
from dvapp.services.ports import Draft


@pytest.fixture
def filled(store):
    with store.unit_of_work() as uow:
        for number in range(1, 6):
            uow.records.put(record(number))
        uow.drafts.put(Draft(id=record_id(9), kind=KindCode("k"), texts={"a": "b"}))
        uow.texts.put(ReportText(kind=ReportKindCode("BC06"), period=parse_period("2018"), sections={}))
        uow.records.remove(record_id(5))
        uow.commit()
    assert store.check().faults == ()
    return store


def tamper(store, statement, **values):
    with store._engine.begin() as connection:
        assert connection.execute(text(statement), values).rowcount


def test_a_sound_store_is_counted(filled):
    health = filled.check()
    assert (health.records, health.drafts, health.audit_rows, health.schema) == (4, 1, 9, "0006")
    assert health.faults == ()


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'nobody'",
        "done_at = '2018-01-01T00:00:00.000000Z'",
        "action = 'remove'",
        "entity_id = 'x'",
        "digest = hash",
        "hash = digest",
        "previous = hash",
        "seq = 99",
    ],
)
def test_an_edited_row_breaks_the_chain(filled, change):
    tamper(filled, f"UPDATE audit SET {change} WHERE seq = 4")
    assert "audit_broken" in filled.check().faults


def test_a_row_taken_out_of_the_chain_is_missed(filled):
    tamper(filled, "DELETE FROM audit WHERE seq = 4")
    assert "audit_broken" in filled.check().faults


def test_a_chain_cut_short_no_longer_tells_of_what_is_there(filled):
    tamper(filled, "DELETE FROM audit WHERE seq > 5")
    faults = filled.check().faults
    assert "audit_broken" not in faults
    assert {f"draft_altered:{record_id(9)}", "text_altered:BC06/2018"} == set(faults)


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE records SET content = '{}' WHERE id = :id", "record_altered"),
        ("UPDATE records SET unit = 'x' WHERE id = :id", "record_altered"),
        ("UPDATE records SET since = '2018-01-01' WHERE id = :id", "record_altered"),
        ("DELETE FROM records WHERE id = :id", "record_altered"),
        ("UPDATE records SET content = '{\"count\":' WHERE id = :id", "record_unreadable"),
        ("UPDATE records SET content = '[1]' WHERE id = :id", "record_unreadable"),
    ],
)
def test_a_record_changed_behind_the_chain_is_named(filled, statement, fault):
    tamper(filled, statement, id=record_id(2))
    assert filled.check().faults == (f"{fault}:{record_id(2)}",)


def test_the_stores_own_row_is_watched_too(filled):
    tamper(filled, "UPDATE store SET board = '005'")
    assert [fault.partition(":")[0] for fault in filled.check().faults] == ["store_altered"]


@pytest.mark.parametrize("content", ["", "null", "{", "[]"])
def test_what_cannot_be_read_is_damage_wherever_it_is_met(filled, content):
    for table in ("records", "drafts", "report_texts"):
        tamper(filled, f"UPDATE {table} SET content = :content", content=content)
    with filled.unit_of_work() as uow:
        for read in (
            uow.records.all,
            uow.drafts.all,
            lambda: uow.texts.get("BC06", parse_period("2018")),
        ):
            with pytest.raises(StoreDamaged) as refusal:
                read()
            assert "unreadable" in str(refusal.value.details["reason"])
    assert len(filled.check().faults) == 4 + 1 + 1


def test_a_day_that_is_none_is_damage(filled):
    tamper(filled, "UPDATE records SET until = 'tomorrow' WHERE id = :id", id=record_id(2))
    with filled.unit_of_work() as uow, pytest.raises(StoreDamaged):
        uow.records.all()
    assert filled.check().faults == ("row_unreadable",)


def test_a_bad_spot_in_the_keyring_is_told_while_the_store_is_open(filled):
    flip(filled.path, offset(4) + 1000)
    assert set(filled.check().faults) >= {"keyring_damaged", "page_damaged"}


def test_many_rows_are_read_in_batches(filled, monkeypatch):
    monkeypatch.setattr(checks, "_BATCH", 2)
    assert filled.check().faults == ()


def test_the_way_a_hash_is_made_never_changes():
    row = AuditRow(
        seq=1,
        done_at=Ticking().now(),
        actor="owner",
        action="create",
        entity="records",
        entity_id="x",
        digest=START,
        previous=START,
    )
    assert row.hash == "706a4f3f92b5fa14a11ac737d19daefd1349942940fa4ee27f90db8b9c07db5f"

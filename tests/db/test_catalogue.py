"""Entries of the catalogues in the store: rows are only added, each in the audit trail."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from tests.db.made import PASSWORD

from dvapp.db.stores import SqlStore
from dvapp.domain.catalogue.catalogue_errors import EntryChanged
from dvapp.domain.catalogue.entries import Catalogue, Entry
from dvapp.domain.validity import Validity
from dvapp.services.ports import CarriedPack

ENTRY = Entry(
    id="e1",
    catalogue=Catalogue.UNITS,
    code="00160",
    days=Validity(since=date(2018, 7, 1)),
    content={"name": "Phường Mới", "kind": "phường", "level": "commune", "parent": "005"},
)


def put(store: SqlStore, *entries: Entry) -> list[Entry]:
    with store.unit_of_work() as work:
        kept = [work.catalogue.put(entry) for entry in entries]
        work.commit()
    return kept


def tamper(store: SqlStore, statement: str) -> None:
    with store._engine.begin() as connection:
        assert connection.execute(text(statement)).rowcount


def test_an_entry_comes_back_as_it_was_kept_with_writer_and_time(store):
    (kept,) = put(store, ENTRY)
    assert kept.version == 1
    assert kept.actor
    with store.reading() as read:
        assert read.catalogue.all() == (kept,)
    assert kept.same_as(ENTRY)


def test_a_change_is_a_new_version_and_the_old_one_stays(store):
    (kept,) = put(store, ENTRY)
    (second,) = put(store, replace(kept, code="00163"))
    (third,) = put(store, second.back())
    with store.reading() as read:
        assert read.catalogue.versions("e1") == (kept, second, third)
        assert read.catalogue.all() == (third,)
    assert third.taken_back
    assert store.check().faults == ()


def test_a_version_that_is_not_the_last_one_is_not_written_over(store):
    (kept,) = put(store, ENTRY)
    put(store, kept.back())
    with pytest.raises(EntryChanged):
        put(store, replace(kept, code="00163"))


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ('UPDATE catalogue_entries SET content = \'{"name":"X"}\'', "catalogue_altered:e1/1"),
        ("UPDATE catalogue_entries SET valid_to = '2019-01-01'", "catalogue_altered:e1/1"),
        ("DELETE FROM catalogue_entries", "catalogue_altered:e1/1"),
        ("UPDATE catalogue_entries SET content = '[]'", "catalogue_unreadable:e1/1"),
    ],
)
def test_what_is_done_behind_the_stores_back_is_found(store, statement, fault):
    put(store, ENTRY)
    tamper(store, statement)
    assert fault in store.check().faults


words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
days = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2100, 1, 1)))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(words, words, max_size=4), days)
def test_any_texts_and_days_are_read_as_they_were_written(store, content, since):
    entry = replace(ENTRY, id=str(uuid4()), content=content, days=Validity(since=since))
    (kept,) = put(store, entry)
    with store.reading() as read:
        assert read.catalogue.versions(entry.id) == (kept,)
    assert kept.same_as(entry)


def test_another_pack_is_named_in_the_store_and_its_trail(store, path, stores):
    store.use_pack("khac", CarriedPack(name="khac", files={"pack.yaml": b"name: khac\n"}))
    assert store.info.pack == "khac"
    store.use_pack("khac-2", CarriedPack(name="khac-2", files={"pack.yaml": b"name: khac-2\n"}))
    assert store.check().faults == ()
    store.close()
    again = stores.open(path, PASSWORD)
    assert again.info.carried == CarriedPack(name="khac-2", files={"pack.yaml": b"name: khac-2\n"})
    again.use_pack("dan-van-2018", None)
    assert again.info.carried is None
    assert again.check().faults == ()
    again.close()

"""Words that are typed and not given: kept as typed, each one's own, covered by the audit chain and the check."""

from sqlalchemy import text
from tests.db.made import PASSWORD, record

from dvapp.db.tables import typed_drafts

PLACE = "reason/2018-Q3/change.B04"


def put(store, author, place, texts):
    with store.unit_of_work() as work:
        work.typed.put(author, place, texts)
        work.commit()


def texts_of(store, author):
    with store.reading() as read:
        return {one.place: dict(one.texts) for one in read.typed.of(author)}


def rows(store):
    with store.reading() as read:
        return read.snapshot.rows(text("SELECT count(*) FROM audit WHERE entity = 'typed_drafts'"))[0][0]


def test_words_are_found_again_as_they_were_typed_and_replaced_by_newer_ones(store):
    put(store, "lan", PLACE, {"": "Đã rà soát  "})
    put(store, "lan", PLACE, {"": "Đã rà soát với các phường"})
    assert texts_of(store, "lan") == {PLACE: {"": "Đã rà soát với các phường"}}


def test_nobody_finds_or_overwrites_the_words_of_another_one(store):
    put(store, "lan", PLACE, {"": "của Lan"})
    put(store, "minh", PLACE, {"": "của Minh"})
    assert texts_of(store, "lan") == {PLACE: {"": "của Lan"}}
    assert texts_of(store, "minh") == {PLACE: {"": "của Minh"}}


def test_words_that_are_kept_already_are_no_change(store):
    put(store, "lan", PLACE, {"": "một"})
    before = rows(store)
    put(store, "lan", PLACE, {"": "một"})
    assert rows(store) == before


def test_what_is_given_is_gone_and_dropping_nothing_does_nothing(store):
    put(store, "lan", PLACE, {"": "một"})
    before = rows(store)
    with store.unit_of_work() as work:
        work.typed.remove("lan", PLACE)
        work.typed.remove("lan", "nowhere")
        work.commit()
    assert texts_of(store, "lan") == {}
    assert rows(store) == before + 1


def test_the_check_reads_the_words_and_tells_when_somebody_changed_them_outside(store):
    put(store, "lan", PLACE, {"name": "một"})
    assert store.check().faults == ()
    for content, code in (('{"name":"hai"}', "typed_altered"), ("none", "typed_unreadable")):
        with store._engine.begin() as connection:
            connection.execute(typed_drafts.update().values(content=content))
        faults = store.check().faults
        assert [fault.partition(":")[0] for fault in faults] == [code]


def test_what_another_one_types_and_has_not_given_is_no_news(stores, store):
    other = stores.open(store.path, PASSWORD)
    assert not store.changed_elsewhere()
    put(other, "minh", PLACE, {"": "một"})
    assert not store.changed_elsewhere()
    put(other, "minh", PLACE, {"": "hai"})
    with other.unit_of_work() as work:
        work.records.put(record(1))
        work.commit()
    assert store.changed_elsewhere()
    assert not store.changed_elsewhere()
    other.close()

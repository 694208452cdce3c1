"""An import is taken back whole; agreed columns are known again by the head of the sheet."""

import json

import pytest
from tests.app.ctl import PASSWORD
from tests.app.test_import_command import GOOD, HEAD, listed, take, workbook

from dvapp.app.tools import make_tools
from dvapp.domain.codes import RecordId
from dvapp.services.recording.records import remove_record
from dvapp.services.stores import open_session

OTHER_HEAD = (*HEAD[:3], "KN", "TC", *HEAD[5:])


@pytest.fixture
def store(ctl):
    file = ctl.folder / "cầu giấy.dvapp"
    ctl.done("store", "init", file, "--board", "005", "--year", "2018", "--password-file", ctl.password)
    return file


def imports(ctl, store):
    return ctl.done(*ctl.on(store, "imports", "--json")).json


def test_what_was_imported_is_listed_with_its_cells_and_taken_back_whole(ctl, store):
    said = take(ctl, store, workbook(GOOD[:2]), "--json").json
    (one,) = imports(ctl, store)
    assert (one["id"], one["file"], one["records"], one["undone_at"]) == (
        said["import"],
        "đơn thư.xlsx",
        2,
        None,
    )
    shown = ctl.done(*ctl.on(store, "imports", "show", one["id"][:8], "--json")).json
    assert shown["rows"][1]["cells"]["F5"] == "1.204"
    ctl.done(*ctl.on(store, "imports", "undo", one["id"][:8]))
    assert listed(ctl, store) == []
    assert imports(ctl, store)[0]["undone_at"]
    assert ctl.done(*ctl.on(store, "imports", "show", one["id"], "--json")).json["rows"] == []
    assert ctl.refused(*ctl.on(store, "imports", "undo", one["id"])) == "import_undone"
    assert ctl.refused(*ctl.on(store, "imports", "undo", "không có")) == "import_unknown"
    assert take(ctl, store, workbook(GOOD[:2]), "--json").json["imported"] == 2


def test_a_changed_record_is_again_as_it_was_before_the_import(ctl, store):
    take(ctl, store, workbook(GOOD[:2]))
    before = [record["values"] for record in listed(ctl, store)]
    changed = take(ctl, store, workbook((GOOD[0], (*GOOD[1][:3], 4, *GOOD[1][4:]))), "--json").json
    assert changed["imported"] == 1
    # the older of the two cannot go first: what it made was changed since
    oldest = imports(ctl, store)[-1]["id"]
    assert ctl.refused(*ctl.on(store, "imports", "undo", oldest)) == "import_not_undoable"
    ctl.done(*ctl.on(store, "imports", "undo", changed["import"]))
    assert [record["values"] for record in listed(ctl, store)] == before
    ctl.done(*ctl.on(store, "imports", "undo", oldest))
    assert listed(ctl, store) == []


def test_a_record_removed_since_does_not_keep_an_import_from_being_taken_back(ctl, store):
    said = take(ctl, store, workbook(GOOD[:2]), "--json").json
    session = open_session(store, PASSWORD, tools=make_tools())
    remove_record(RecordId(said["fresh"][0]["id"]), session=session)
    session.store.close()
    ctl.done(*ctl.on(store, "imports", "undo", said["import"]))
    assert listed(ctl, store) == []


def test_agreed_columns_are_known_again_by_the_head_without_being_asked(ctl, store):
    content = workbook(GOOD[:1], head=OTHER_HEAD)
    assert take(ctl, store, content, "--map", "KN=complaints", "--map", "TC=denunciations").code == 0
    file = ctl.write(
        "tháng tám.xlsx", workbook(((1, "Mai Dịch", 5, 1, 0, 6, 5, 4, 4, "VP"),), head=OTHER_HEAD)
    )
    said = ctl.done(*ctl.on(store, "import", file, "--happened", "2018-08", "--json")).json
    assert (said["columns_recognized"], said["kind"], said["imported"]) == (True, "petitions", 1)
    assert said["fresh"][0]["values"]["complaints"] == 1
    forgotten = ctl.done(*ctl.on(store, "import", file, "--kind", "petitions", "--happened", "2018-08", "--forget",
                                 "--dry-run", "--json")).json  # fmt: skip
    assert not forgotten["columns_recognized"]
    assert "KN" in [one["words"] for one in forgotten["unread"]]


def test_a_month_that_was_typed_by_hand_is_changed_and_not_counted_twice(ctl, store):
    values = {
        "carried": 1,
        "complaints": 1,
        "denunciations": 0,
        "proposals": 0,
        "competent": 2,
        "settled": 1,
        "forwarded": 0,
    }
    text = ctl.write("tay.json", json.dumps({"happened": "2018-07", "unit": "00163", "values": values}))
    ctl.done(*ctl.on(store, "record", "add", "petitions", text))
    said = take(ctl, store, workbook(GOOD[:1]), "--json").json
    assert (said["imported"], len(said["changed"]), said["fresh"]) == (1, 1, [])
    assert len(listed(ctl, store)) == 1
    words = take(ctl, store, workbook(((*GOOD[0][:3], 2, *GOOD[0][4:]),)), "--dry-run").out
    assert "1" in words
    assert "2" in words


def test_an_import_whose_record_has_a_file_is_not_taken_back_with_it(ctl, store):
    take(ctl, store, workbook(GOOD[:2]))
    (first, _second) = listed(ctl, store)
    paper = ctl.write("biên bản.txt", "đã đối chiếu")
    ctl.done(*ctl.on(store, "evidence", "add", first["id"], paper))
    (one,) = imports(ctl, store)
    assert ctl.refused(*ctl.on(store, "imports", "undo", one["id"])) == "import_not_undoable"
    ctl.done(*ctl.on(store, "evidence", "remove", first["id"], "biên bản.txt"))
    ctl.done(*ctl.on(store, "imports", "undo", one["id"]))
    assert listed(ctl, store) == []

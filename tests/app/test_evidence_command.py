"""Files of records on the command line."""

import shutil
from pathlib import Path

import pytest
from tests.app.ctl import PASSWORD, Ctl
from tests.domain.test_evidence import PDF, PNG

from dvapp.app.tools import make_tools
from dvapp.domain.recording.evidence import MOST_BYTES
from dvapp.services.recording.records import add_record
from dvapp.services.stores import create_store

PRAISE = {"happened": "2018-05-29", "values": {"level": "city", "collectives": 1, "individuals": 2}}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A closed store, and the id of its one record."""
    file = tmp_path_factory.mktemp("made") / "kho.dvapp"
    session = create_store(file, board="hn", year=2018, password=PASSWORD, tools=make_tools())
    record = add_record("commendation", PRAISE, session=session)
    session.store.close()
    return file, record.id


@pytest.fixture
def desk(ctl: Ctl, made: tuple[Path, str]):
    """A desk, the id of the one record of its store, and a way to run commands on it."""
    file, record = made
    store = Path(shutil.copy(file, ctl.folder / "ban dân vận.dvapp"))
    return ctl, record, lambda *words: ctl.on(store, "evidence", *words)


def test_a_file_goes_in_and_comes_out_the_same(desk):
    ctl, record, on = desk
    file = ctl.write("Biên bản.pdf", PDF * 500)
    added = ctl.done(*on("add", record, file, "--json")).json
    (kept,) = added["attached"]
    assert (kept["name"], kept["type"], kept["size"]) == ("Biên bản.pdf", "application/pdf", len(PDF) * 500)
    listed = ctl.done(*on("list", record, "--json")).json
    assert [one["id"] for one in listed] == [kept["id"]]
    assert ctl.done(*on("list", "--json")).json == [{"record": record, "files": 1}]
    assert "Biên bản.pdf" in ctl.done(*on("list", record)).out
    out = ctl.folder / "ra.pdf"
    ctl.done(*on("save", record, "Biên bản.pdf", "--out", out))
    assert out.read_bytes() == PDF * 500
    assert ctl.refused(*on("save", record, kept["id"], "--out", out)) == "output_taken"


def test_of_several_files_those_that_are_right_go_in(desk):
    ctl, record, on = desk
    files = [ctl.write("a.pdf", PDF), ctl.write("b.exe", b"MZ"), ctl.write("c.png", PNG)]
    said = ctl.run(*on("add", record, *files))
    assert said.code == 1
    assert [line.split("  ")[1] for line in said.out.splitlines()] == ["a.pdf", "c.png"]
    assert "b.exe" in said.err
    plain = ctl.run(*on("add", record, *files, "--json"))
    assert [one["again"] for one in plain.json["attached"]] == [True, True]
    assert [one["code"] for one in plain.json["refused"]] == ["evidence_is_program"]


def test_all_files_of_a_record_are_saved_into_a_folder(desk):
    ctl, record, on = desk
    for number in (1, 2):
        ctl.done(*on("add", record, ctl.write("a.pdf", PDF * number)))
    folder = ctl.folder / "ra"
    assert ctl.refused(*on("save", record, "--out", folder)) == "file_missing"
    folder.mkdir()
    saved = ctl.done(*on("save", record, "--out", folder, "--json")).json
    assert {one["name"] for one in saved} == {"a.pdf"}
    assert {one.name for one in folder.iterdir()} == {"a.pdf", "a (2).pdf"}


def test_a_file_is_named_removed_for_a_day_and_erased(desk):
    ctl, record, on = desk
    added = ctl.done(*on("add", record, ctl.write("scan0001.pdf", PDF), "--name", "Quyết định.pdf", "--json"))
    (first,) = added.json["attached"]
    assert ctl.done(*on("rename", record, "Quyết định.pdf", "Số 13.pdf")).out.strip() == "Số 13.pdf"
    ctl.done(*on("remove", record, "Số 13.pdf", "--keep"))
    ctl.done(*on("restore", first["id"]))
    assert ctl.done(*on("remove", record, "Số 13.pdf", "--json")).json["erased"]
    assert ctl.refused(*on("restore", first["id"])) == "evidence_erased"


def test_what_is_refused_is_one_sentence(desk):
    ctl, record, on = desk
    large = ctl.write("to.pdf", PDF + bytes(MOST_BYTES))
    assert ctl.refused(*on("add", record, large)) == "evidence_too_large"
    assert ctl.refused(*on("add", record, ctl.folder / "ban dân vận.dvapp")) == "evidence_is_store"
    assert ctl.refused(*on("list", "không có")) == "record_missing"
    assert ctl.refused(*on("remove", record, "không có")) == "evidence_unknown"
    assert ctl.run(*on("add", record, "a", "b", "--name", "x")).code == 2

"""``dvappctl catalogue``, ``store next-year`` and ``store pack``."""

from typing import Any

from tests.app.ctl import Ctl


def test_a_catalogue_is_read_edited_ended_and_taken_back(ctl: Ctl):
    store = ctl.store(board="005")

    def said(*arguments: object) -> Any:
        return ctl.done(*ctl.on(store, "catalogue", *arguments, "--json")).json

    kept = said(
        "set", "units", "00160", "name=Phường Nghĩa Tân Mới", "--from", "2018-07-01", "--note", "NQ 1"
    )
    assert (kept[0]["version"], kept[0]["valid_to"]) == (1, "2025-06-30")
    assert kept[0]["content"]["parent"] == "005"
    old = said("show", "units", "00160", "--on", "2018-06-30")
    assert old["item"]["texts"]["name"] == "Phường Nghĩa Tân"
    assert [row["name"] for row in old["rows"]] == [
        "Phường Nghĩa Tân",
        "Phường Nghĩa Tân Mới",
        "Phường Nghĩa Đô",
    ]
    ended = said("end", "units", "00163", "--from", "2018-10-01", "--successor", "00160")
    assert ended[0]["valid_to"] == "2025-06-30"
    (own,) = said("list", "units", "--own", "--on", "2018-12-31")
    assert own["code"] == "00160"
    assert {one["standing"] for one in said("differences")} == {"differs"}
    said("back", "units", "00160")
    assert [one["version"] for one in said("history", "units", "00160")] == [2, 1]
    assert "00160" not in {one["code"] for one in said("list", "units", "--own")}


def test_every_list_is_a_table_in_words(ctl: Ctl):
    store = ctl.store(board="005")
    ctl.done(*ctl.on(store, "catalogue", "set", "themes", "2021", "central_theme=Chủ đề", "--new"))
    for which in ("themes", "boards", "units", "choices", "holidays"):
        assert ctl.done(*ctl.on(store, "catalogue", "list", which)).out.count("\n") > 3
    assert "Chủ đề" in ctl.done(*ctl.on(store, "catalogue", "history")).out
    assert "Chủ đề" in ctl.done(*ctl.on(store, "catalogue", "differences")).out
    shown = ctl.done(*ctl.on(store, "catalogue", "show", "units", "00163")).out
    assert "Phường Nghĩa Đô (00160)" in shown


def test_refusals_are_one_sentence_with_every_fault(ctl: Ctl):
    store = ctl.store(board="005")
    assert ctl.refused(*ctl.on(store, "catalogue", "set", "themes", "2018", "--new")) == "entry_refused"
    assert ctl.refused(*ctl.on(store, "catalogue", "back", "themes", "2018")) == "entry_unknown"
    assert ctl.refused(*ctl.on(store, "catalogue", "show", "units", "77777")) == "entry_unknown"
    said = ctl.run(
        *ctl.on(store, "catalogue", "set", "units", "hn", "name=X", "--from", "2018-02-30", "--json")
    )
    assert {fault["field"] for fault in said.refusal["faults"]} == {"valid_from"}
    assert ctl.run(*ctl.on(store, "catalogue", "set", "themes", "2018", "nothing")).code == 2


def test_a_code_that_is_none_of_its_catalogue_is_refused_and_every_fault_names_its_text(ctl: Ctl):
    store = ctl.store(board="005")

    def said(*arguments: str) -> str:
        return ctl.run("--lang", "en", *ctl.on(store, "catalogue", "set", *arguments)).err

    assert "First day: “2018-13-02” is not" in said("holidays", "2018-13-02", "kind=off", "name=X")
    assert "Year: “abc” is not a year" in said("themes", "abc", "central_theme=X")
    assert "write kind/field/answer" in said("choices", "meeting.form.briefing", "label=X")
    assert "there are: name, kind, level, parent" in said("units", "00160", "nmae=X")
    ctl.done(*ctl.on(store, "catalogue", "set", "units", "00160", "name=Phường Mới", "--from", "2018-05-01"))
    assert "Full name" in said("units", "00160", "name=", "--from", "2018-05-01")
    new = ("kind=phường", "level=commune", "parent=005", "--from", "2018-05-01", "--new")
    assert "does not exist from 01/07/2025 on" in said("units", "00999", "name=X", *new)


def test_the_next_years_store_is_made_from_this_one(ctl: Ctl):
    store, new = ctl.store(board="005"), ctl.folder / "2019.dvapp"
    made = ctl.done("store", "next-year", store, new, "--password-file", ctl.password, "--json").json
    assert (made["year"], made["records"]) == (2019, 0)
    assert ctl.refused("store", "next-year", store, new, "--password-file", ctl.password) == "store_exists"
    used = ctl.done("store", "pack", new, "ha-noi-2018", "--password-file", ctl.password, "--json").json
    assert used["pack"] == "ha-noi-2018"

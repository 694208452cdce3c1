import json
import subprocess
import sys

import pytest
from tests.app.ctl import Ctl


@pytest.fixture(scope="module")
def kind_codes() -> list[str]:
    out = subprocess.run(
        [sys.executable, "-m", "dvapp.app.cli", "kinds", "--json"], capture_output=True, check=True, text=True
    )
    return [kind["kind"] for kind in json.loads(out.stdout)]


def test_first_come_the_five_kinds_that_the_summary_of_2018_names(kind_codes: list[str]) -> None:
    assert kind_codes[:5] == [
        "coordination_plan",
        "inspection",
        "monthly_evaluation",
        "satisfaction_survey",
        "commendation",
    ]


def test_the_example_of_a_kind_is_accepted_and_listed(ctl: Ctl, kind_codes: list[str]) -> None:
    store, some = ctl.store(), kind_codes[1::5]  # every example is read by tests of the pack
    for kind in some:
        example = ctl.done("kinds", kind, "--json").json["example"]
        file = ctl.write(f"{kind}.json", json.dumps(example))
        ctl.done(*ctl.on(store, "record", "add", kind, file))
    listed = ctl.done(*ctl.on(store, "record", "list", "--json")).json
    assert sorted(record["kind"] for record in listed) == sorted(some)
    only = ctl.done(*ctl.on(store, "record", "list", "--kind", "inspection", "--json")).json
    assert [record["kind"] for record in only] == ["inspection"]


def test_a_listed_record_can_be_added_to_another_store(ctl: Ctl) -> None:
    store, other = ctl.store(), ctl.store("khác.dvapp")
    ctl.add(store, "inspection", {"form": "surprise", "units_count": 36})
    listed = ctl.done(*ctl.on(store, "record", "list", "--json")).json[0]
    del listed["changed_at"]
    ctl.done(*ctl.on(other, "record", "add", "inspection", ctl.write("x.json", json.dumps(listed))))
    again = ctl.done(*ctl.on(other, "record", "list", "--json")).json[0]
    assert again["values"] == listed["values"]


def test_each_figure_leads_to_its_records(ctl: Ctl) -> None:
    store = ctl.store()
    surprise = ctl.add(store, "inspection", {"form": "surprise", "units_count": 36})
    own = ctl.add(store, "inspection", {"form": "self", "visits": 527})
    told = ctl.done(*ctl.on(store, "figures", "--period", "2018", "--json")).json
    figures = {f["code"]: f for f in told["figures"]}
    assert (figures["B01"]["value"], figures["B01"]["records"]) == (36, [surprise])
    assert (figures["B03"]["value"], figures["B03"]["records"]) == (527, [own])
    assert (figures["B02"]["state"], figures["B02"]["value"]) == ("blank", None)
    assert (figures["B04"]["state"], figures["B04"]["missing"]) == ("blank", [surprise])
    assert figures["A03"]["state"] == "not_applicable"


def test_a_record_with_every_field_wrong_is_refused_with_every_fault(ctl: Ctl) -> None:
    store = ctl.store()
    before = ctl.done(*ctl.on(store, "record", "list", "--json")).json
    wrong = {
        "form": "?",
        "units_count": -1,
        "visits": "x",
        "found": 1.5,
        "theme": 7,
        "units": "001",
        "nobody": 1,
    }
    file = ctl.write("sai.json", json.dumps({"happened": "hôm qua", "unit": 3, "values": wrong}))
    add = ctl.on(store, "record", "add", "inspection", file)
    assert ctl.refused(*add) == "record_invalid"
    faults = {fault["field"] for fault in ctl.run(*add, "--json").refusal["faults"]}
    assert {"happened", "unit", *wrong} <= faults
    assert ctl.done(*ctl.on(store, "record", "list", "--json")).json == before


@pytest.mark.parametrize("text", ["", "{", "[]", '{"happened": 1, "happened": 2}', "\ufeff[", "NaN", '"x"'])
def test_what_is_no_json_object_is_refused(ctl: Ctl, text: str) -> None:
    store = ctl.store()
    file = ctl.write("x.json", text)
    assert ctl.refused(*ctl.on(store, "record", "add", "inspection", file)) == "json_invalid"


@pytest.mark.parametrize(
    ("kind", "happened", "values", "field"),
    [
        ("commendation", "2018-05-29", {"collectives": 10**30}, "collectives"),
        ("inspection", "2018-05-29", {"form": "self", "units": ["zzz"]}, "units"),
        ("monthly_evaluation", "2018-08-15", {}, "happened"),
        ("monthly_evaluation", {"from": "2018-08-01", "to": "2018-09-30"}, {}, "happened"),
    ],
)
def test_odd_values_are_refused_beside_their_field(
    ctl: Ctl, kind: str, happened: object, values: object, field: str
):
    store = ctl.store()
    file = ctl.write("x.json", json.dumps({"happened": happened, "values": values}))
    add = ctl.on(store, "record", "add", kind, file)
    assert ctl.refused(*add) == "record_invalid"
    assert field in {fault["field"] for fault in ctl.run(*add, "--json").refusal["faults"]}


def test_half_a_letter_is_refused(ctl: Ctl) -> None:
    store = ctl.store()
    file = ctl.write("x.json", '{"happened": "2018-05-29", "values": {"subject": "\\ud800"}}')
    assert ctl.refused(*ctl.on(store, "record", "add", "commendation", file)) == "json_invalid"


def test_years_are_not_written_as_amounts(ctl: Ctl) -> None:
    init = (
        "store",
        "init",
        ctl.folder / "n.dvapp",
        "--board",
        "HN",
        "--year",
        2018,
        "--password-file",
        ctl.password,
    )
    assert "2018" in ctl.run(*init).err


def test_unknown_kinds_periods_boards_and_missing_files_are_refused(ctl: Ctl) -> None:
    store = ctl.store()
    missing = ctl.folder / "không có"
    assert ctl.refused(*ctl.on(store, "record", "add", "nobody", missing)) == "file_missing"
    assert ctl.refused(*ctl.on(store, "record", "list", "--kind", "nobody")) == "kind_unknown"
    assert ctl.refused("kinds", "nobody") == "kind_unknown"
    assert ctl.refused(*ctl.on(store, "figures", "--period", "quý I")) == "period_invalid"
    assert ctl.refused(*ctl.on(missing, "record", "list")) == "file_missing"
    new = ("store", "init", ctl.folder / "b.dvapp", "--password-file", ctl.password)
    assert ctl.refused(*new, "--board", "999", "--year", 2018) == "board_unknown"
    assert ctl.refused(*new, "--board", "005", "--year", 2026) == "board_unknown"
    assert not (ctl.folder / "b.dvapp").exists()
    assert ctl.refused("record", "list") == "store_not_given"


def test_passwords_come_from_a_file_or_a_person_and_wrong_ones_open_nothing(ctl: Ctl) -> None:
    store = ctl.store()
    before = store.read_bytes()
    wrong = ctl.write("sai.txt", "mật khẩu sai")
    assert ctl.refused("--store", store, "--password-file", wrong, "record", "list") == "wrong_password"
    assert ctl.refused("--store", store, "record", "list") == "password_not_given"
    short = ctl.write("ngan.txt", "ngắn")
    init = ("store", "init", ctl.folder / "c.dvapp", "--board", "hn", "--year", 2018, "--password-file")
    assert ctl.refused(*init, short) == "password_too_short"
    assert ctl.refused(
        "store", "init", store, "--board", "hn", "--year", 2018, "--password-file", ctl.password
    ) == ("store_exists")
    assert store.read_bytes() == before


def test_a_damaged_store_is_told_and_left_alone(ctl: Ctl) -> None:
    store = ctl.store()
    ctl.add(store, "inspection", {"form": "surprise", "units_count": 36})
    content = bytearray(store.read_bytes())
    for at in range(len(content) // 2, len(content) // 2 + 5000):
        content[at] ^= 0x55
    store.write_bytes(content)
    assert ctl.refused("store", "check", store, "--password-file", ctl.password) == "store_damaged"
    assert store.read_bytes() == bytes(content)
    store.write_bytes(b"%PDF-1.7 not a store")
    assert ctl.refused("store", "check", store, "--password-file", ctl.password) == "not_a_store"


def test_a_copy_of_the_one_file_opens_elsewhere(ctl: Ctl) -> None:
    store = ctl.store()
    ctl.add(store, "inspection", {"form": "surprise", "units_count": 36})
    copy = ctl.write("bản sao.dvapp", store.read_bytes())
    store.unlink()
    assert len(ctl.done(*ctl.on(copy, "record", "list", "--json")).json) == 1
    assert ctl.done("store", "check", copy, "--password-file", ctl.password, "--json").json["sound"] is True


@pytest.mark.parametrize(
    "arguments", [["nobody"], ["record", "add"], ["--lang", "xx"], ["store", "init", "a"]]
)
def test_a_wrong_call_is_usage_and_not_a_refusal(ctl: Ctl, arguments: list[str]) -> None:
    assert ctl.run(*arguments).code == 2


def test_messages_follow_the_language_that_is_asked(ctl: Ctl) -> None:
    store = ctl.store()
    wrong = ctl.write("sai.txt", "mật khẩu sai")
    command = ("--store", store, "--password-file", wrong, "record", "list")
    assert "mật khẩu" in ctl.run("--lang", "vi", *command).err.casefold()
    assert "password" in ctl.run("--lang", "en", *command).err

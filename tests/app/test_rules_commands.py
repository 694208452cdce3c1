"""``figures check``, ``report explain``, ``report due`` and ``store init --pack``."""

import json
from pathlib import Path

import pytest
from tests.app.ctl import Ctl

PERIOD = ("--period", "2018-Q3")
SURPRISE = {"form": "surprise"}


@pytest.fixture
def jumped(ctl: Ctl) -> Path:
    """A district whose surprise inspections rose from 3 units to 12."""
    store = ctl.store(board="005")
    ctl.add(store, "inspection", {**SURPRISE, "units_count": 3}, "2018-05-10")
    ctl.add(store, "inspection", {**SURPRISE, "units_count": 12}, "2018-08-10")
    return store


def test_figures_are_checked_and_explained(ctl: Ctl, jumped: Path):
    check = ctl.on(jumped, "figures", "check", *PERIOD, "--kind", "BC02")
    before = ctl.run(*check, "--json")
    assert before.code == 1
    assert before.json["blocking"] == 1
    (breach,) = before.json["breaches"]
    assert (breach["rule"], breach["level"], breach["reason"]) == ("change.B01", "W", None)

    out = ctl.folder / "bc02.pdf"
    compose = ctl.on(jumped, "report", "compose", "--kind", "BC02", *PERIOD, "--out", out)
    assert ctl.refused(*compose) == "report_not_ready"
    explain = ("report", "explain", "--kind", "BC02", *PERIOD, "--rule")
    assert ctl.refused(*ctl.on(jumped, *explain, "change.B02", "--reason", "Lý do")) == "breach_unknown"
    assert ctl.refused(*ctl.on(jumped, *explain, "change.B01", "--reason", " ")) == "reason_empty"
    ctl.done(*ctl.on(jumped, *explain, "change.B01", "--reason", "Theo kế hoạch"))
    words = ctl.done("--lang", "vi", *check).out
    assert "12 − 3 = 9, tăng 09 cơ quan, đơn vị (300%) so với quý II năm 2018." in words
    assert "Theo kế hoạch" in words
    ctl.done(*compose)


def test_a_unit_is_checked_by_its_own_figures(ctl: Ctl, jumped: Path):
    def returned(span: tuple[str, str], **cell: object) -> None:
        happened = {"from": span[0], "to": span[1]}
        record = {
            "unit": "00166",
            "happened": happened,
            "values": {"figures": [{"indicator": "A10", **cell}]},
        }
        ctl.done(
            *ctl.on(jumped, "record", "add", "unit_figures", ctl.write("don-vi.json", json.dumps(record)))
        )

    returned(("2018-04-01", "2018-06-30"), number=2)
    returned(("2018-07-01", "2018-09-30"), number=40)
    check = ctl.on(jumped, "figures", "check", *PERIOD, "--unit", "00166")
    found = ctl.run(*check, "--json")
    (breach,) = found.json["breaches"]
    assert (found.code, breach["rule"], breach["unit"]) == (1, "change.A10", "00166")
    assert breach["values"] == {"A10": "40"}
    assert len(breach["records"]) == 1
    assert (
        "1 trong số đó" in ctl.run("--lang", "vi", *check).out
        or "1 of them" in ctl.run("--lang", "en", *check).out
    )
    assert ctl.refused(*ctl.on(jumped, "figures", "check", *PERIOD, "--unit", "99999")) == "unit_not_in_grid"
    assert ctl.run(*check, "--kind", "BC02").code == 2
    (own,) = [
        b
        for b in ctl.run(*ctl.on(jumped, "figures", "check", *PERIOD, "--json")).json["breaches"]
        if b["figures"] == ["B01"]
    ]
    assert own["values"] == {"B01": "12"}


def test_the_figures_command_itself_is_as_before(ctl: Ctl, jumped: Path):
    found = ctl.done(*ctl.on(jumped, "figures", *PERIOD, "--json")).json
    assert {f["code"]: f["value"] for f in found["figures"]}["B01"] == 12
    assert ctl.run(*ctl.on(jumped, "figures")).code == 2


def test_due_days_are_told_as_named_and_as_they_count(ctl: Ctl, jumped: Path):
    found = ctl.done(*ctl.on(jumped, "report", "due", "--period", "2018-05", "--json")).json
    days = {r["kind"]: (r["named"], r["working"]) for r in found["reports"]}
    assert days["BC01"] == ("2018-05-20", "2018-05-21")
    assert days["BC12"] == (None, None)


def test_a_store_may_use_the_pack_of_a_folder(ctl: Ctl):
    folder = ctl.folder / "mau-quan"
    ctl.done("pack", "new", folder, "--from", "ha-noi-2018")
    store = ctl.folder / "kho.dvapp"
    init = ("store", "init", store, "--board", "005", "--year", 2018, "--password-file", ctl.password)
    assert ctl.refused(*init, "--pack", "khong-co") == "pack_unknown"
    assert ctl.refused(*init, "--pack", ctl.folder / "khong-co") == "file_missing"
    assert not store.exists()
    assert ctl.done(*init, "--pack", folder, "--json").json["pack"] == "mau-quan"
    (folder / "pack.yaml").unlink()
    assert ctl.done(*ctl.on(store, "figures", "--period", "2018", "--json")).json["period"] == "2018"

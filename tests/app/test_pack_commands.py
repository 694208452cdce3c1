"""Template packs on the command line: every fault is told with its place, and a new pack is made whole or not at all."""

import shutil
from pathlib import Path

import pytest
from tests.app.ctl import Ctl

from dvapp.exchange.pack_marks import PASSED
from dvapp.host.resources import resources_folder

SHIPPED = "ha-noi-2018"


@pytest.fixture
def copied(ctl: Ctl) -> Path:
    folder = ctl.folder / SHIPPED
    shutil.copytree(resources_folder() / "packs" / SHIPPED, folder)
    return folder


def change(folder: Path, name: str, old: str, new: str) -> int:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_shipped_pack_is_sound(ctl: Ctl):
    said = ctl.done("pack", "check", resources_folder() / "packs" / SHIPPED, "--json").json
    assert said == {"pack": SHIPPED, "sound": True, "kinds": 23, "reports": 14, "figures": 142, "faults": []}


def test_every_fault_is_told_with_file_line_and_reason(ctl: Ctl, copied: Path):
    kind = change(copied, "kinds/inspection.yaml", "indicator: B01", "indicator: B99")
    report = change(copied, "reports/BC01.yaml", "{A06:unit}", "{A06:unti}")
    csv = change(copied, "indicators.csv", "B05 - B10", "B13 - B10")
    said = ctl.run("pack", "check", copied, "--json")
    assert said.code == 1
    assert not said.json["sound"]
    assert [(f["file"], f["line"]) for f in said.json["faults"]] == [
        ("indicators.csv", csv),
        ("kinds/inspection.yaml", kind),
        ("reports/BC01.yaml", report),
    ]
    words = ctl.run("--lang", "vi", "pack", "check", copied)
    assert words.code == 1
    assert f"reports/BC01.yaml:{report}: " in words.out
    assert words.err == ""


def test_a_broken_head_hides_no_other_fault(ctl: Ctl, copied: Path):
    change(copied, "pack.yaml", "title:\n", "titel:\n")
    change(copied, "reports/BC09.yaml", "level: 1", "level: 9")
    files = {f["file"] for f in ctl.run("pack", "check", copied, "--json").json["faults"]}
    assert files == {"pack.yaml", "reports/BC09.yaml"}


def test_a_pack_of_a_newer_version_is_told_as_that_and_nothing_else(ctl: Ctl, copied: Path):
    line = change(copied, "pack.yaml", "format: 1", "format: 2")
    change(copied, "reports/BC09.yaml", "level: 1", "level: 9")
    (fault,) = ctl.run("pack", "check", copied, "--json").json["faults"]
    assert (fault["file"], fault["line"]) == ("pack.yaml", line)
    assert "2" in fault["reason"]


def test_a_folder_that_is_not_there_is_refused(ctl: Ctl):
    assert ctl.refused("pack", "check", ctl.folder / "khong-co") == "file_missing"


def test_an_empty_folder_is_faulty_and_no_crash(ctl: Ctl):
    (ctl.folder / "trong").mkdir()
    said = ctl.run("pack", "check", ctl.folder / "trong", "--json")
    assert said.code == 1
    assert {f["file"] for f in said.json["faults"]} == {"pack.yaml", "indicators.csv", "boards.yaml"}


def test_marks_are_renewed_only_when_asked_and_sound(ctl: Ctl, copied: Path):
    before = (copied / PASSED).read_text()
    change(copied, "reports/BC12.yaml", "Diễn biến", "Diễn tiến")
    ctl.done("pack", "check", copied)
    assert (copied / PASSED).read_text() == before
    ctl.done("pack", "check", copied, "--mark")
    marked = (copied / PASSED).read_text()
    assert marked != before
    change(copied, "reports/BC12.yaml", "level: 1", "level: 9")
    assert ctl.run("pack", "check", copied, "--mark").code == 1
    assert (copied / PASSED).read_text() == marked


def test_a_new_pack_is_the_old_one_under_its_own_name(ctl: Ctl):
    target = ctl.folder / "ha-noi-2021"
    assert ctl.done("pack", "new", target, "--from", SHIPPED, "--json").json["pack"] == "ha-noi-2021"
    said = ctl.done("pack", "check", target, "--json").json
    assert (said["pack"], said["reports"]) == ("ha-noi-2021", 14)
    files = list(target.rglob("*.yaml"))
    # A line for each file, one for all outlines and one for the rules on figures.
    assert len((target / PASSED).read_text().splitlines()) == len(files) + 2
    assert sorted(p.name for p in ctl.folder.iterdir()) == ["ha-noi-2021", "mat-khau.txt"]


def test_a_new_pack_never_replaces_anything(ctl: Ctl):
    target = ctl.folder / "ha-noi-2021"
    target.mkdir()
    assert ctl.refused("pack", "new", target, "--from", SHIPPED) == "pack_exists"
    assert list(target.iterdir()) == []


@pytest.mark.parametrize("name", ["Hà Nội", "HA-NOI", "-a", "a" * 41, "a.b"])
def test_a_new_pack_has_a_plain_name(ctl: Ctl, name: str):
    assert ctl.refused("pack", "new", ctl.folder / name, "--from", SHIPPED) == "pack_name_invalid"


@pytest.mark.parametrize("name", ["2021", "true", "null"])
def test_a_name_that_yaml_might_take_for_something_else_stays_a_name(ctl: Ctl, name: str):
    ctl.done("pack", "new", ctl.folder / name, "--from", SHIPPED)
    assert ctl.done("pack", "check", ctl.folder / name, "--json").json["pack"] == name


def test_a_pack_that_is_not_shipped_cannot_be_copied(ctl: Ctl):
    assert ctl.refused("pack", "new", ctl.folder / "moi", "--from", "nowhere") == "pack_unknown"
    assert ctl.refused("pack", "new", ctl.folder / "khong" / "moi", "--from", SHIPPED) == "file_missing"
    assert not (ctl.folder / "moi").exists()


def test_a_report_for_a_period_it_is_not_made_for_is_refused(ctl: Ctl):
    store, out = ctl.store(), ctl.folder / "bao-cao.pdf"
    compose = ("report", "compose", "--kind", "BC02", "--out", out, "--period")
    assert ctl.refused(*ctl.on(store, *compose, "2018-Q2")) == "period_not_offered"
    assert not out.exists()
    ctl.done(*ctl.on(store, *compose, "2018-Q3"))
    assert out.read_bytes().startswith(b"%PDF")

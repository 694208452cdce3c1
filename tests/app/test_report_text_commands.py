"""``dvappctl report text, write, changes, accept, keep``: living sentences without a window."""

from pathlib import Path

import pytest
from tests.app.ctl import Ctl

REPORT = ("--kind", "BC17", "--period", "2018")


@pytest.fixture
def store(ctl: Ctl) -> Path:
    """A board with one inspection, whose report says how many there were."""
    made = ctl.store()
    inspect(ctl, made)
    text = ctl.write("mục.txt", "# Kiểm tra\r\n\r\n- Đã kiểm tra {B01:unit}; năm trước 36.\n")
    ctl.done(*ctl.on(made, "report", "write", *REPORT, "--section", "rollout", text))
    return made


def inspect(ctl: Ctl, store: Path) -> None:
    ctl.add(store, "inspection", ctl.done("kinds", "inspection", "--json").json["example"]["values"])


def on(ctl: Ctl, store: Path, command: str, *more: object) -> tuple[object, ...]:
    return ctl.on(store, "report", command, *REPORT, *more)


def test_a_sections_text_is_kept_from_a_file_one_paragraph_a_line(ctl: Ctl, store: Path):
    said = ctl.done(*on(ctl, store, "text", "--json")).json
    section = next(s for s in said["sections"] if s["section"] == "rollout")
    assert section["edited"]
    assert section["paragraphs"] == ["# Kiểm tra", "- Đã kiểm tra {B01:unit}; năm trước 36."]
    assert [(n["paragraph"], n["text"]) for n in said["typed_numbers"]] == [(2, "36")]
    words = ctl.done(*on(ctl, store, "text")).out
    assert "[rollout] *" in words
    assert "  - Đã kiểm tra {B01:unit}; năm trước 36." in words
    ctl.done(*on(ctl, store, "write", "--section", "rollout", "--reset"))
    assert "[rollout] *" not in ctl.done(*on(ctl, store, "text")).out


def test_a_text_that_cannot_be_composed_is_refused_with_its_place(ctl: Ctl, store: Path):
    wrong = ctl.write("sai.txt", "Tốt.\n{Z99}\n")
    writing = on(ctl, store, "write", "--section", "rollout", wrong)
    assert ctl.refused(*writing) == "text_invalid"
    assert ctl.run(*writing, "--json").refusal["where"] == "rollout:2"
    latin = ctl.write("latin.txt", b"Ki\xe9m tra")
    assert ctl.refused(*on(ctl, store, "write", "--section", "rollout", latin)) == "file_unreadable"
    assert ctl.refused(*on(ctl, store, "write", "--section", "nowhere", "--reset")) == "section_unknown"
    assert ctl.run(*on(ctl, store, "write", "--section", "rollout")).code == 2


def test_changes_are_listed_and_keep_the_report_from_being_submitted(ctl: Ctl, store: Path):
    assert ctl.done(*on(ctl, store, "changes", "--json")).json == {"changes": [], "kept": []}
    inspect(ctl, store)
    listed = ctl.run(*on(ctl, store, "changes", "--json"))
    assert listed.code == 1
    (change,) = listed.json["changes"]
    assert (change["section"], change["paragraph"], change["reference"]) == ("rollout", 2, "B01:unit")
    assert change["old"] != change["new"]
    words = ctl.run(*on(ctl, store, "changes"))
    assert words.code == 1
    assert change["old"] in words.out
    assert change["new"] in words.out

    pdf = ctl.folder / "a.pdf"
    assert ctl.refused(*on(ctl, store, "compose", "--out", pdf)) == "report_not_ready"
    assert ctl.refused(*on(ctl, store, "export", "--out", ctl.folder / "a.docx")) == "report_not_ready"
    assert not pdf.exists()
    ctl.done(*on(ctl, store, "compose", "--draft", "--out", pdf))
    assert len(ctl.done(*on(ctl, store, "accept", "--all", "--json")).json["changes"]) == 1
    ctl.done(*on(ctl, store, "compose", "--out", pdf))


def test_a_kept_number_stands_in_the_report_with_its_reason(ctl: Ctl, store: Path):
    inspect(ctl, store)
    figure = on(ctl, store, "keep", "--section", "rollout", "--figure", "{B01:unit}", "--reason")
    assert ctl.refused(*figure, "...") == "reason_empty"
    ctl.done(*figure, "Chưa có biên bản")
    assert ctl.done(*on(ctl, store, "changes", "--json")).json["kept"][0]["reason"] == "Chưa có biên bản"
    pdf = ctl.folder / "a.pdf"
    ctl.done(*on(ctl, store, "compose", "--out", pdf))
    said = ctl.done("extract", pdf)
    assert [e["reason"] for e in said.json["explanations"]] == ["Chưa có biên bản"]
    # Named alone, it is agreed to after all.
    ctl.done(*on(ctl, store, "accept", "--section", "rollout", "--figure", "B01:unit"))
    ctl.done(*on(ctl, store, "compose", "--out", pdf))
    assert "explanations" not in ctl.done("extract", pdf).json


def test_what_is_not_there_cannot_be_answered(ctl: Ctl, store: Path):
    accepting = on(ctl, store, "accept", "--section", "rollout", "--figure", "B99")
    assert ctl.refused(*accepting) == "change_unknown"
    assert ctl.refused(*on(ctl, store, "accept", "--section", "nowhere")) == "section_unknown"
    assert ctl.run(*on(ctl, store, "accept")).code == 2
    assert ctl.run(*on(ctl, store, "accept", "--all", "--section", "rollout")).code == 2

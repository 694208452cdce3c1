"""Choices of a user on a computer, shared by every program that is open there."""

import json
from pathlib import Path

from dvapp.host.settings import Settings


def test_what_the_command_line_changed_is_not_overwritten_by_a_window_that_is_open(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    window = Settings(path)
    window.put("language", "vi")
    Settings(path).put("signing.tsa", "http://tsa.vidu.vn")
    window.put("geometry", "AAAA")
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "geometry": "AAAA", "language": "vi", "signing.tsa": "http://tsa.vidu.vn",
    }  # fmt: skip


def test_an_open_window_hears_what_another_program_changed(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    window = Settings(path)
    window.put("signing.tsa", "http://cu.vidu.vn")
    Settings(path).put("signing.tsa", "http://moi.vidu.vn")
    assert window.get("signing.tsa") == "http://moi.vidu.vn"


def test_a_file_that_was_damaged_meanwhile_takes_nothing_away(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    window = Settings(path)
    window.put("language", "en")
    path.write_text("{", encoding="utf-8")
    assert window.get("language") == "en"
    window.put("period", "2019-Q1")
    assert Settings(path).get("language") == "en"


def test_a_place_that_cannot_be_written_still_counts_until_the_end(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    settings = Settings(tmp_path / "file" / "settings.json")
    settings.put("language", "en")
    assert settings.get("language") == "en"

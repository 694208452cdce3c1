"""Where files are offered: always in a folder that is there."""

from pathlib import Path

import platformdirs
import pytest

from dvapp.host.paths import documents_folder


def test_the_documents_folder_is_offered_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(platformdirs, "user_documents_path", lambda: tmp_path)
    assert documents_folder() == tmp_path


def test_a_system_without_a_documents_folder_offers_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(platformdirs, "user_documents_path", lambda: tmp_path / "Documents")
    assert documents_folder() == Path.home()

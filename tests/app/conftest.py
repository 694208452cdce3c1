from pathlib import Path

import pytest
from tests.app.ctl import Ctl


@pytest.fixture
def ctl(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ctl:
    return Ctl(tmp_path, capsys)

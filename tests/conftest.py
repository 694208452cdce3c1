"""The world the tests live in: no screen, no user's files, the same chances on every machine."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from tests.thrift import share

# Before any QApplication. A value from outside wins, to look at a window under a real screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Nothing under test may find, or touch, what the person at this machine keeps.
_HOME = tempfile.TemporaryDirectory(prefix="dvapp-tests-")
for _kind in ("CONFIG", "DATA", "STATE"):
    os.environ[f"XDG_{_kind}_HOME"] = str(Path(_HOME.name) / _kind.lower())
os.environ["XDG_CONFIG_DIRS"] = str(Path(_HOME.name) / "machine")

# The same examples every day: a red run can be repeated. No deadline: the machine may be busy.
hypothesis.settings.register_profile("dvapp", derandomize=True, deadline=None)
hypothesis.settings.load_profile("dvapp")


def pytest_unconfigure(config: pytest.Config) -> None:
    _HOME.cleanup()


@pytest.fixture(scope="session", autouse=True)
def _thrift() -> Iterator[None]:
    """What every test would pay again is paid once (:mod:`tests.thrift`)."""
    with pytest.MonkeyPatch.context() as patch:
        share(patch)
        yield

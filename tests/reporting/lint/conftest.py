import pytest
from tests.reporting.samples import RESOURCES

from dvapp.reporting.lint.linter import PaperLinter


@pytest.fixture(scope="session")
def linter() -> PaperLinter:
    return PaperLinter(RESOURCES)

import pytest
from tests.reporting.samples import RESOURCES

from dvapp.domain.papers.reports import Report
from dvapp.reporting.pages import ReportPages


class RememberedPages(ReportPages):
    """The real thing, which draws what many tests look at only once."""

    drawn: dict[tuple[Report, bytes], bytes] = {}

    def draw(self, report: Report, data: bytes, *, proved: bool = False, pictured: bool = False) -> bytes:
        if pictured:
            return super().draw(report, data, proved=proved, pictured=True)
        if (report, data) not in self.drawn:
            self.drawn[report, data] = super().draw(report, data, proved=proved)
        return self.drawn[report, data]


@pytest.fixture(scope="session")
def pages() -> ReportPages:
    return RememberedPages(RESOURCES)

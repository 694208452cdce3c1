"""Which class stands behind which port: the only place that knows."""

from dvapp.exchange.calendars import IcsCalendars
from dvapp.exchange.files import LocalFiles
from dvapp.exchange.packs import PackFolder
from dvapp.exchange.report_json import CanonicalReports
from dvapp.exchange.sheets import OfficeSheets
from dvapp.exchange.xlsx import XlsxWorkbooks
from dvapp.host.clock import SystemClock
from dvapp.host.formats import LocaleFormats
from dvapp.host.resources import resources_folder
from dvapp.services.ports import Tools


def make_tools() -> Tools:
    """The program's real tools. Cheap: what is heavy loads when it is first used."""
    from dvapp.db.stores import SqlStores
    from dvapp.reporting.docx.writer import DocxDocuments
    from dvapp.reporting.lint.linter import PaperLinter
    from dvapp.reporting.pages import ReportPages
    from dvapp.signing.signatures import PdfSignatures

    resources, clock = resources_folder(), SystemClock()
    return Tools(
        stores=SqlStores(clock),
        packs=PackFolder(resources),
        pages=ReportPages(resources),
        data=CanonicalReports(resources),
        documents=DocxDocuments(resources),
        workbooks=XlsxWorkbooks(),
        sheets=OfficeSheets(),
        calendars=IcsCalendars(),
        signatures=PdfSignatures(),
        linter=PaperLinter(resources),
        files=LocalFiles(),
        clock=clock,
        formats=LocaleFormats("vi"),
    )

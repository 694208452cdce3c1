"""Which class stands behind which port: the only place that knows."""

from dvapp.exchange.calendars import IcsCalendars
from dvapp.exchange.files import LocalFiles
from dvapp.exchange.list_files import ListFiles
from dvapp.exchange.packs import PackFolder
from dvapp.exchange.report_json import CanonicalReports
from dvapp.exchange.sheets import OfficeSheets
from dvapp.exchange.xlsx import XlsxWorkbooks
from dvapp.host.clock import SystemClock
from dvapp.host.formats import LocaleFormats
from dvapp.host.paths import pin_tries_file
from dvapp.host.resources import resources_folder
from dvapp.services.ports import Tools
from dvapp.ui.records.draft_reading import DraftForms


def make_tools() -> Tools:
    """The program's real tools. Cheap: what is heavy loads when it is first used."""
    from dvapp.db.stores import SqlStores
    from dvapp.reporting.docx.writer import DocxDocuments
    from dvapp.reporting.lint.linter import PaperLinter
    from dvapp.reporting.pages import ReportPages
    from dvapp.signing.pkcs11_tokens import Pkcs11Tokens
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
        tokens=Pkcs11Tokens(resources, pin_tries_file()),
        linter=PaperLinter(resources),
        files=LocalFiles(),
        forms=DraftForms(),
        lists=ListFiles(),
        clock=clock,
        formats=LocaleFormats("vi"),
    )

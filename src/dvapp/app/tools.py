"""Which class stands behind which port: the only place that knows."""

from dvapp.app.late_stores import LateStores
from dvapp.exchange.calendars import IcsCalendars
from dvapp.exchange.files import LocalFiles
from dvapp.exchange.list_files import ListFiles
from dvapp.exchange.packs import PackFolder
from dvapp.exchange.report_json import CanonicalReports
from dvapp.exchange.sheets import OfficeSheets
from dvapp.exchange.trust_folders import TrustFolders
from dvapp.exchange.xlsx import XlsxWorkbooks
from dvapp.host.clock import SystemClock
from dvapp.host.formats import LocaleFormats
from dvapp.host.paths import machine_trust_folder, own_trust_folder, pin_tries_file
from dvapp.host.processes import SystemProcesses
from dvapp.host.resources import resources_folder
from dvapp.services.ports import Tools
from dvapp.ui.records.draft_reading import DraftForms


def make_tools(*, to_verify: bool = False) -> Tools:
    """The program's real tools. Cheap: what is heavy loads when it is first used.

    :param to_verify: whether a file is verified at once: then the process for it starts while the rest loads here.
    """
    from dvapp.app.isolation.verifier import SeparateVerifier

    verifier = SeparateVerifier()
    if to_verify:
        verifier.warm_up()
    from dvapp.reporting.docx.writer import DocxDocuments
    from dvapp.reporting.lint.linter import PaperLinter
    from dvapp.reporting.pages import ReportPages
    from dvapp.reporting.qr_reading import PictureCodes
    from dvapp.reporting.register import RegisterPages
    from dvapp.signing.pkcs11_tokens import Pkcs11Tokens
    from dvapp.signing.signatures import PdfSignatures
    from dvapp.signing.x509_certificates import X509Certificates

    resources, clock, certificates = resources_folder(), SystemClock(), X509Certificates()
    return Tools(
        stores=LateStores(clock),
        packs=PackFolder(resources),
        pages=ReportPages(resources),
        data=CanonicalReports(resources),
        documents=DocxDocuments(resources),
        workbooks=XlsxWorkbooks(),
        sheets=OfficeSheets(),
        calendars=IcsCalendars(),
        signatures=PdfSignatures(),
        verifier=verifier,
        tokens=Pkcs11Tokens(resources, pin_tries_file()),
        trust=TrustFolders(machine_trust_folder(), own_trust_folder(), certificates),
        certificates=certificates,
        codes=PictureCodes(),
        linter=PaperLinter(resources),
        files=LocalFiles(),
        forms=DraftForms(),
        lists=ListFiles(),
        registers=RegisterPages(resources),
        processes=SystemProcesses(),
        clock=clock,
        formats=LocaleFormats("vi"),
    )

"""Which class stands behind which port: the only place that knows."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dvapp.app.late import late
from dvapp.app.late_stores import LateStores
from dvapp.exchange.calendars import IcsCalendars
from dvapp.exchange.files import LocalFiles
from dvapp.exchange.trust_folders import TrustFolders
from dvapp.host.clock import SystemClock
from dvapp.host.formats import LocaleFormats
from dvapp.host.paths import machine_trust_folder, own_trust_folder, pin_tries_file
from dvapp.host.processes import SystemProcesses
from dvapp.host.resources import resources_folder
from dvapp.services.ports import Tools

if TYPE_CHECKING:
    from dvapp.exchange.list_files import ListFiles
    from dvapp.exchange.packs import PackFolder
    from dvapp.exchange.report_json import CanonicalReports
    from dvapp.exchange.sheets import OfficeSheets
    from dvapp.exchange.xlsx import XlsxWorkbooks
    from dvapp.reporting.docx.writer import DocxDocuments
    from dvapp.reporting.lint.linter import PaperLinter
    from dvapp.reporting.pages import ReportPages
    from dvapp.reporting.register import RegisterPages
    from dvapp.ui.records.draft_reading import DraftForms


def make_tools(*, to_verify: bool = False) -> Tools:
    """The program's real tools. Cheap: what is heavy loads when it is first used.

    :param to_verify: whether a file is verified at once: then the process for it starts while the rest loads here.
    """
    from dvapp.app.isolation.drivers import TRIALS
    from dvapp.app.isolation.verifier import SeparateVerifier

    verifier = SeparateVerifier()
    if to_verify:
        verifier.warm_up()
    from dvapp.reporting.qr_reading import PictureCodes
    from dvapp.signing.pkcs11_tokens import Pkcs11Tokens
    from dvapp.signing.signatures import PdfSignatures
    from dvapp.signing.x509_certificates import X509Certificates

    resources, clock, certificates = resources_folder(), SystemClock(), X509Certificates()
    return Tools(
        stores=LateStores(clock),
        packs=late(partial(_packs, resources)),
        pages=late(partial(_pages, resources)),
        data=late(partial(_data, resources)),
        documents=late(partial(_documents, resources)),
        workbooks=late(_workbooks),
        sheets=late(_sheets),
        calendars=IcsCalendars(),
        signatures=PdfSignatures(),
        verifier=verifier,
        tokens=Pkcs11Tokens(resources, pin_tries_file(), trial=TRIALS),
        trust=TrustFolders(machine_trust_folder(), own_trust_folder(), certificates),
        certificates=certificates,
        codes=PictureCodes(),
        linter=late(partial(_linter, resources)),
        files=LocalFiles(),
        forms=late(_forms),
        lists=late(_lists),
        registers=late(partial(_registers, resources)),
        processes=SystemProcesses(),
        clock=clock,
        formats=LocaleFormats("vi"),
    )


def _packs(resources: Path) -> "PackFolder":
    from dvapp.exchange.packs import PackFolder

    return PackFolder(resources)


def _pages(resources: Path) -> "ReportPages":
    from dvapp.reporting.pages import ReportPages

    return ReportPages(resources)


def _data(resources: Path) -> "CanonicalReports":
    from dvapp.exchange.report_json import CanonicalReports

    return CanonicalReports(resources)


def _documents(resources: Path) -> "DocxDocuments":
    from dvapp.reporting.docx.writer import DocxDocuments

    return DocxDocuments(resources)


def _workbooks() -> "XlsxWorkbooks":
    from dvapp.exchange.xlsx import XlsxWorkbooks

    return XlsxWorkbooks()


def _sheets() -> "OfficeSheets":
    from dvapp.exchange.sheets import OfficeSheets

    return OfficeSheets()


def _linter(resources: Path) -> "PaperLinter":
    from dvapp.reporting.lint.linter import PaperLinter

    return PaperLinter(resources)


def _forms() -> "DraftForms":
    from dvapp.ui.records.draft_reading import DraftForms

    return DraftForms()


def _lists() -> "ListFiles":
    from dvapp.exchange.list_files import ListFiles

    return ListFiles()


def _registers(resources: Path) -> "RegisterPages":
    from dvapp.reporting.register import RegisterPages

    return RegisterPages(resources)

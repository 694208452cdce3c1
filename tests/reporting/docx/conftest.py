import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from tests.reporting.samples import RESOURCES

from dvapp.domain.papers.reports import Report
from dvapp.reporting.docx.writer import DocxDocuments


@pytest.fixture(scope="session")
def maker() -> DocxDocuments:
    return DocxDocuments(RESOURCES)


@pytest.fixture(scope="session")
def opened(maker: DocxDocuments) -> Callable[[Report], Document]:
    def opened(report: Report) -> Document:
        return docx.Document(io.BytesIO(maker.document(report)))

    return opened

"""Comparing a printed page with its file in the window: pictures, the clipboard, a scanner that types."""

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from tests.reporting.samples import report
from tests.ui.reporting_world import OFFSCREEN, settle

from dvapp.app.tools import make_tools
from dvapp.domain.papers.page_codes import page_code
from dvapp.host.i18n import set_language
from dvapp.ui.qr.panel import QrPanel

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)
TOOLS = make_tools()
PAPER = report(profile="party-2026", qr=True)
DATA = TOOLS.data.write(PAPER)
PDF = TOOLS.pages.draw(PAPER, DATA)
PAGES = TOOLS.pages.pages(PDF)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("qr") / "báo cáo.pdf"
    path.write_bytes(PDF)
    return path


@pytest.fixture(scope="module")
def scan(file: Path) -> bytes:
    document = pypdfium2.PdfDocument(file)
    out = io.BytesIO()
    document[0].render(scale=150 / 72).to_pil().save(out, "png")
    document.close()
    return out.getvalue()


@pytest.fixture
def panel(qtbot, jobs, file):
    set_language("en")
    made = QrPanel(TOOLS, jobs)
    qtbot.addWidget(made)
    made.open_for(file)
    yield made
    settle(qtbot, jobs)


def code() -> str:
    return page_code(PAPER, DATA, 1, PAGES).written


def test_a_scanner_that_types_and_ends_with_enter_gets_its_answer(panel, qtbot, jobs):
    qtbot.keyClicks(panel.text, code())
    qtbot.keyClick(panel.text, Qt.Key.Key_Return)
    settle(qtbot, jobs)
    assert panel.state == "info"
    assert panel.said.startswith("The page belongs to this file.")
    assert "NOT signed" in panel.said


def test_a_page_of_other_data_is_red(panel, qtbot, jobs):
    panel.text.setPlainText(page_code(PAPER, DATA + b" ", 1, 2).written)
    panel.check_button.click()
    settle(qtbot, jobs)
    assert panel.state == "error"
    assert "NOT printed from this file" in panel.said


def test_what_is_no_code_is_neither_green_nor_red(panel, qtbot, jobs):
    panel.text.setPlainText("hello")
    panel.check_text()
    settle(qtbot, jobs)
    assert panel.state == "warn"


def test_a_dropped_scan_is_compared(panel, qtbot, jobs, scan, tmp_path):
    picture = tmp_path / "quét.png"
    picture.write_bytes(scan)
    panel.check_files([picture])
    settle(qtbot, jobs)
    assert panel.state == "info"


def test_a_picture_from_the_clipboard_is_compared(panel, qtbot, jobs, scan, tmp_path):
    QGuiApplication.clipboard().setImage(QImage.fromData(scan))
    panel.paste()
    settle(qtbot, jobs)
    assert panel.state == "info"
    picture = tmp_path / "quét.png"
    picture.write_bytes(scan)
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(picture))])
    QGuiApplication.clipboard().setMimeData(copied)
    qtbot.keyClick(panel.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, jobs)
    assert panel.state == "info"
    assert panel.text.toPlainText() == ""
    QGuiApplication.clipboard().setText(code())
    panel.paste()
    settle(qtbot, jobs)
    assert panel.text.toPlainText() == code()


def test_a_picture_without_a_code_says_how_to_take_a_better_one(panel, qtbot, jobs, tmp_path):
    blank = tmp_path / "trắng.png"
    Image.new("L", (300, 400), 255).save(blank)
    panel.check_files([blank])
    settle(qtbot, jobs)
    assert "200 dots" in panel.said

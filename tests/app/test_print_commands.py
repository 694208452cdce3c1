"""Printing and comparing printed pages from the command line."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from tests.app.ctl import Ctl
from tests.reporting.samples import report

from dvapp.app.tools import make_tools
from dvapp.domain.papers.page_codes import page_code

TOOLS = make_tools()
PAPER = report(profile="party-2026", qr=True)
DATA = TOOLS.data.write(PAPER)
PDF = TOOLS.pages.draw(PAPER, DATA)


@pytest.fixture
def file(ctl: Ctl) -> Path:
    return ctl.write("báo cáo.pdf", PDF)


def test_a_file_is_printed_into_a_pdf_of_pictures(ctl: Ctl, file: Path, qapp):
    out = ctl.folder / "in.pdf"
    said = ctl.done("print", file, "--out", out, "--pages", "2", "--both-sides", "--json").json
    assert said["sides"] == 2  # the front of its sheet stays blank
    assert [tuple(map(round, size)) for size in TOOLS.pages.sizes(out.read_bytes())] == [(210, 297)] * 2


def test_what_cannot_be_printed_is_refused(ctl: Ctl, file: Path, qapp, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    assert ctl.refused("print", file) == "no_printer"
    assert ctl.refused("print", file, "--out", file) == "output_is_input"
    assert ctl.refused("print", file, "--pages", "99") == "pages_invalid"
    assert ctl.refused("print", ctl.write("x.pdf", b"x")) == "pdf_unreadable"
    assert ctl.refused("print", ctl.folder / "không có.pdf") == "file_missing"
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["HP"]))
    assert ctl.refused("print", file, "--printer", "Canon") == "printer_unknown"
    assert ctl.run("print", file, "--printer", "HP", "--out", "x.pdf").code == 2


def test_a_code_is_compared_with_the_file_and_the_exit_code_tells(ctl: Ctl, file: Path):
    pages = TOOLS.pages.pages(PDF)
    good = page_code(PAPER, DATA, 1, pages)
    said = ctl.done("qr", "check", file, "--text", good.written, "--json").json
    assert (said["match"], said["codes"][0]["page"], said["signed"]) == ("same", 1, False)
    other = page_code(PAPER, DATA + b"x", 1, pages).written
    assert ctl.run("qr", "check", file, "--text", other).code == 4
    assert ctl.refused("qr", "check", file, "--text", "hello") == "code_foreign"
    assert ctl.refused("qr", "check", file, "--picture", ctl.write("x.png", b"x")) == "scan_unreadable"
    assert ctl.run("qr", "check", file).code == 2


def test_a_scan_is_compared_with_the_file(ctl: Ctl, file: Path, qapp):
    scan = ctl.folder / "quét.pdf"
    ctl.done("print", file, "--out", scan, "--pages", 1)
    said = ctl.done("qr", "check", file, "--picture", scan, "--json").json
    assert (said["match"], said["missing"]) == ("same", [])

"""Authorities empty, looked at and kept; revocation lists; printing; a printed page beside its file; for ``shots.py``."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QScrollArea, QWidget
from tests.reporting.documents import document
from tests.reporting.samples import report
from tests.signing.authorities import DAY, NOW, YEAR, bundle, make, revocation_list
from tests.ui.studio import Save, settle, wait

from dvapp.app.tools import make_tools
from dvapp.domain.papers.page_codes import page_code
from dvapp.services.ports import Tools
from dvapp.ui.printing.window import PrintWindow
from dvapp.ui.settings.screen import SettingsScreen
from dvapp.ui.shell.main_window import MainWindow
from dvapp.ui.trust.panel import TrustPanel
from dvapp.ui.verify.screen import VerifyScreen


@contextmanager
def _own_tools() -> Iterator[tuple[Tools, Path]]:
    """Tools that trust nobody yet, and a folder."""
    held = {name: os.environ.get(name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_DIRS")}
    with tempfile.TemporaryDirectory(prefix="dvapp-shots-") as place:
        os.environ |= {name: f"{place}/{name}" for name in held}
        try:
            yield make_tools(), Path(place)
        finally:
            for name, value in held.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


def _to_top(widget: QWidget, *, end: bool = False) -> None:
    at: QWidget | None = widget
    while at is not None and not isinstance(at, QScrollArea):
        at = at.parentWidget()
    if at is not None:
        bar = at.verticalScrollBar()
        bar.setValue(bar.maximum() if end else 0)


def shoot_trust(window: MainWindow, save: Save) -> None:
    """The section of the settings, from nothing to all that can be wrong."""
    assert window.workspace is not None
    with _own_tools() as (tools, folder):
        window.workspace.go("settings")
        screen = window.workspace.screen_of("settings")
        assert isinstance(screen, SettingsScreen)
        screen._makers["trust"] = lambda: TrustPanel(tools, window.jobs, by=lambda: "Trần Văn Thư")
        screen._made.pop("trust", None)  # one that was looked at before has this machine's authorities
        panel = screen.section("trust")
        assert isinstance(panel, TrustPanel)
        settle(window.jobs)
        save("trust-empty")
        root = make("Cơ quan chứng thực gốc Thử nghiệm", organisation="Cơ quan Thử nghiệm", path_length=1)
        link = make("CA phục vụ các cơ quan Đảng Thử nghiệm", by=root, path_length=0)
        old = make("Cơ quan chứng thực gốc Thử nghiệm 2010", begin=NOW - 15 * YEAR, end=NOW - YEAR)
        weak = make("Gốc khóa yếu Thử nghiệm", weak=True)
        person = make("Nguyễn Thị Lãnh Đạo", by=link, authority=False)
        file = folder / "to-chuc-chung-thuc.p7b"
        file.write_bytes(bundle(root, link, old, weak, person))
        panel.look_at(file)
        settle(window.jobs)
        save("trust-preview")
        panel.preview.table.tick(old.fingerprint, on=True)
        panel.preview.accept_button.click()
        settle(window.jobs)
        stick = folder / "usb"
        stick.mkdir()
        (stick / "goc.crl").write_bytes(revocation_list(root, made=NOW - 40 * DAY, due=NOW - 33 * DAY))
        (stick / "dang.crl").write_bytes(revocation_list(link, person))
        (stick / "la.crl").write_bytes(revocation_list(make("Lạ")))
        panel.bring(stick)
        settle(window.jobs)
        _to_top(panel)
        wait(100)
        save("trust-kept")
        _to_top(panel, end=True)
        wait(100)
        save("trust-lists")


def shoot_printing(window: MainWindow, save: Save) -> None:
    """The print window: both sides with mirrored margins, and wrong pages."""
    from dvapp.services.reports.printing import paper_to_print

    tools = make_tools()
    one = document("annexes", "party-2026")
    paper = paper_to_print(tools.pages.draw(one, tools.data.write(one)), "Báo cáo số 12-BC/BDVQU.pdf", tools)
    made = PrintWindow(paper, tools, window.jobs, window, has_printer=lambda: True)
    made.show()
    made.both.setChecked(True)
    made.preview.go(1)
    settle(window.jobs)
    save.of(made, "printing")
    made.pages.setText("9")
    settle(window.jobs)
    save.of(made, "printing-wrong")
    made.close()


def shoot_paper(window: MainWindow, save: Save) -> None:
    """A printed page beside its file: of it, and not."""
    assert window.workspace is not None
    tools = window.workspace.session.tools
    with tempfile.TemporaryDirectory(prefix="dvapp-shots-") as place:
        one = report(profile="party-2026", qr=True)
        data = tools.data.write(one)
        file = Path(place) / "bao-cao.pdf"
        file.write_bytes(tools.pages.draw(one, data))
        window.workspace.go("verify")
        screen = window.workspace.screen_of("verify")
        assert isinstance(screen, VerifyScreen)
        screen.show_file(file)
        settle(window.jobs)
        screen.paper_check.open_for(file)
        pages = tools.pages.pages(file.read_bytes())
        for name, content in (("paper-same", data), ("paper-other", data + b" ")):
            screen.paper_check.text.setPlainText(page_code(one, content, 1, pages).written)
            screen.paper_check.check_text()
            settle(window.jobs)
            save(name)

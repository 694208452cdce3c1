"""A paper that was changed after its seal, as the verify screen tells it, for ``shots.py``."""

import tempfile
from pathlib import Path

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from tests.signing.attacks import appended, more_pages
from tests.ui.studio import Save, settle, wait

from dvapp.app.demo import run_demo
from dvapp.ui.shell.main_window import MainWindow
from dvapp.ui.verify.screen import VerifyScreen


def spoil(writer: IncrementalPdfFileWriter) -> None:
    """White over a part of the second page, and a page more at the end."""
    paint = b"q 1 1 1 rg 90 600 300 40 re f Q"
    writer.add_stream_to_page(1, writer.add_object(generic.StreamObject(stream_data=paint)))
    more_pages(writer)


def shoot_verify(window: MainWindow, save: Save) -> None:
    """Issued, changed, and both states beside each other."""
    assert window.workspace is not None
    with tempfile.TemporaryDirectory(prefix="dvapp-shots-") as place:
        folder = Path(place)
        run_demo(folder, lambda _step: None)
        changed = folder / "bao-cao-sua.pdf"
        changed.write_bytes(appended(spoil)((folder / "bao-cao.pdf").read_bytes()))
        for name, file in (("verify-issued", folder / "bao-cao.pdf"), ("verify-changed", changed)):
            window.workspace.go("verify", (file, folder / "trust.pem"))
            settle(window.jobs)
            wait(1200)
            settle(window.jobs)
            save(name)
        screen = window.workspace.screen_of("verify")
        assert isinstance(screen, VerifyScreen)
        screen.compare(1)
        settle(window.jobs)
        wait(1500)
        settle(window.jobs)
        save("verify-compare")
        screen.comparing.after.click()
        wait(1200)
        settle(window.jobs)
        save("verify-compare-next")

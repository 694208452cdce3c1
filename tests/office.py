"""LibreOffice, where it is installed: other eyes for what we write for word processors and spreadsheets."""

import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")

needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed here")


def converted(content: bytes, ending: str, to: str, folder: Path) -> bytes:
    """A file as LibreOffice opens it and saves it again in another format."""
    assert SOFFICE is not None
    source, out = folder / f"mau.{ending}", folder / "ra"
    source.write_bytes(content)
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={(folder / 'office').as_uri()}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(out),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (out / f"mau.{to}").read_bytes()

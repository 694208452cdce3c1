"""LibreOffice, where it is installed: other eyes for what we write for word processors and spreadsheets."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")

needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed here")


def converted(files: Mapping[str, bytes], to: str, folder: Path) -> dict[str, bytes]:
    """Files by name, as LibreOffice opens them and saves them again in another format; all in one go."""
    assert SOFFICE is not None
    for name, content in files.items():
        (folder / name).write_bytes(content)
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={(folder / 'office').as_uri()}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(folder / "ra"),
            *(str(folder / name) for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {name: (folder / "ra" / name).with_suffix(f".{to}").read_bytes() for name in files}

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dvapp.domain.errors import FileMissing, FileUnreadable, FileUnwritable
from dvapp.exchange.files import LocalFiles

FILES = LocalFiles()


def test_a_file_is_written_whole_and_nothing_else_stays(tmp_path: Path) -> None:
    target = tmp_path / "Báo cáo năm.pdf"
    FILES.write(target, b"cu")
    FILES.write(target, b"moi")
    assert FILES.read(target) == b"moi"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        FILES.read(tmp_path / "khong-co")
    with pytest.raises(FileUnreadable):
        FILES.read(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable):
        FILES.write(tmp_path / "khong-co" / "a.pdf", b"x")


FULL = """
import resource, signal, sys
from pathlib import Path
from dvapp.domain.errors import DiskFull
from dvapp.exchange.files import LocalFiles
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    LocalFiles().write(Path(sys.argv[1]), b"x" * 100_000)
except DiskFull as error:
    sys.exit(0 if error.where == sys.argv[1] else 2)
sys.exit(1)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits a process's file size, which Windows cannot")
def test_when_there_is_no_room_the_old_file_stays_and_nothing_half_written(tmp_path: Path) -> None:
    target = tmp_path / "bao-cao.pdf"
    target.write_bytes(b"cu")
    done = subprocess.run([sys.executable, "-c", FULL, str(target)], env=dict(os.environ), check=False)
    assert done.returncode == 0
    assert target.read_bytes() == b"cu"
    assert list(tmp_path.iterdir()) == [target]

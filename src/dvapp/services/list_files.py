"""Lists that are written to files (XLSX, CSV): where they may be written, and that a failed one leaves nothing behind."""

from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dvapp.domain.recording.searching_errors import ListFormUnknown
from dvapp.services.places import ZIP, require_output
from dvapp.services.searching.search_ports import ListLines, ListSheet
from dvapp.services.session import Session


def require_list_file(session: Session, path: Path) -> None:
    """Refuse a path where no list may be written; an earlier list is written over.

    :raises ListFormUnknown: its ending tells no form. :raises OutputIsInput, OutputTaken: what lies there.
    """
    endings = session.tools.lists.endings()
    if path.suffix.lower() not in endings:
        raise ListFormUnknown(where=str(path), known=", ".join(endings))
    start = ZIP if path.suffix.lower() == ".xlsx" else BOM_UTF8  # by which spreadsheets know UTF-8
    require_output(path, session.store.path, start=start, files=session.tools.files)


@contextmanager
def list_lines(session: Session, path: Path, sheets: Sequence[ListSheet]) -> Iterator[ListLines]:
    """A list in the making; it takes its place when all lines are in it, and nothing stays when that fails.

    :raises DiskFull, FileUnwritable: as they say.
    """
    lines = session.tools.lists.begin(path, sheets)
    try:
        yield lines
    except BaseException:
        lines.drop()
        raise
    lines.finish()

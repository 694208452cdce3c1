"""Looking at a finished paper with the eyes of the guide."""

from collections.abc import Callable
from pathlib import Path

from dvapp.domain.papers.findings import Inspection
from dvapp.services.places import named
from dvapp.services.ports import Files, Linter


def inspect_paper(
    path: Path,
    *,
    profile: str | None,
    linter: Linter,
    files: Files,
    progress: Callable[[int, int], None] | None = None,
) -> Inspection:
    """Each departure of a PDF or DOCX from its layout profile; the file is only read.

    :param profile: the profile to judge by; ``None``: told from the paper itself.
    :param progress: as :meth:`Linter.inspect`.
    :raises FileMissing, FileUnreadable, PdfUnreadable, DocxUnreadable, PaperUnknown, ProfileUnknown: as they say.
    """
    content = files.read(path)
    with named(path):
        return linter.inspect(content, profile=profile, progress=progress)

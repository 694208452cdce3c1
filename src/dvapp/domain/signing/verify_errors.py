"""What can be refused while a stranger's file is verified."""

from dvapp.domain.errors import DvError


class VerifyingTooLong(DvError):
    """A file took longer than any may; it was given up. where: the path; seconds: that limit."""

    code = "verifying_too_long"


class VerifyingBroke(DvError):
    """The process that looked at a file died of it, or ran out of memory. where: the path."""

    code = "verifying_broke"


class RevisionUnknown(DvError):
    """A signature of that number is not in the file, or does not say what it covers. where: the path; number: asked for;
    count: how many there are.
    """

    code = "revision_unknown"


class FileChanged(DvError):
    """A document is no longer the file that was verified before. where: the path."""

    code = "file_changed"

"""Refusals of files that are attached to records; a room of their own beside ``errors``."""

from dvapp.domain.errors import DvError


class EvidenceTooLarge(DvError):
    """A file is larger than a file in a store may be. where: its name; size, most: megabytes of it and of the limit."""

    code = "evidence_too_large"


class EvidenceEmpty(DvError):
    """A file has no content. where: its name."""

    code = "evidence_empty"


class EvidenceIsStore(DvError):
    """The store itself was to be attached to one of its records. where: its path."""

    code = "evidence_is_store"


class EvidenceIsProgram(DvError):
    """A file is, or holds, a program or a script. where: its name; what: by which mark that is known."""

    code = "evidence_is_program"


class EvidenceTooMany(DvError):
    """A record has as many files as it may have. where: the name of the next one; most: the limit."""

    code = "evidence_too_many"


class EvidenceTotalTooLarge(DvError):
    """The files of a record would be larger together than they may be. where: the name; size, most: megabytes of all, and of the limit."""

    code = "evidence_total_too_large"


class EvidenceNameInvalid(DvError):
    """A file cannot have that name. where: the name; most: how many characters a name may have."""

    code = "evidence_name_invalid"


class EvidenceUnknown(DvError):
    """A record has no such file, or several begin so. where: the name or id as given."""

    code = "evidence_unknown"


class EvidenceDamaged(DvError):
    """What the store holds of a file is not what was attached. where: its name."""

    code = "evidence_damaged"


class EvidenceErased(DvError):
    """A removed file cannot be brought back: its content is no longer kept. where: its name."""

    code = "evidence_erased"

"""Why the system refused something, in the user's language: the system itself speaks its own."""

import errno

from dvapp.host.i18n import _


def system_reason(error: OSError) -> str:
    """The reason of a refusal by the file system, as a clause; what is rare keeps the system's own words."""
    number = error.errno or 0
    return _known().get(number) or error.strerror or str(error)


def _known() -> dict[int, str]:
    return {
        errno.ENOENT: _("there is no such file or folder"),
        errno.ENOTDIR: _("there is no such file or folder"),
        errno.EACCES: _("no permission"),
        errno.EPERM: _("no permission"),
        errno.EISDIR: _("it is a folder"),
        errno.EEXIST: _("there is one of that name already"),
        errno.EROFS: _("the drive can only be read"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.EBUSY: _("another program uses it"),
        errno.ETXTBSY: _("another program uses it"),
        errno.EIO: _("the drive does not answer as it should"),
        errno.EMFILE: _("too many files are open"),
        errno.ELOOP: _("it only leads back to itself"),
    }


def json_reason(message: str) -> str:
    """What a JSON parser says, in the user's language."""
    return {
        "Expecting value": _("a value is expected here"),
        "Expecting property name enclosed in double quotes": _("a name in double quotes is expected here"),
        "Expecting ',' delimiter": _("a comma is missing here"),
        "Expecting ':' delimiter": _("a colon is missing here"),
        "Unterminated string starting at": _("a text begins here and does not end"),
        "Invalid control character at": _("a text holds a control character"),
        "Invalid \\escape": _("a text holds a \\ that stands for nothing"),
        "Invalid \\uXXXX escape": _("a text holds a \\u without four digits"),
        "Extra data": _("there is more after the end"),
        "Illegal trailing comma before end of object": _("a comma too many"),
        "Illegal trailing comma before end of array": _("a comma too many"),
    }.get(message, message)

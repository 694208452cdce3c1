"""What may go wrong when a signed paper gets its timestamp and revocation answers."""

from dvapp.domain.errors import DvError

UNREACHABLE, LATE, REFUSED = "unreachable", "late", "refused"
FOREIGN, NO_TIMESTAMP, BROKEN = "foreign", "no_timestamp", "broken"
TOO_LONG, NOBODY = "too_long", "nobody"
"""Why no timestamp came: nobody there, no answer in time, an answer that says no, one to something else, one that is no
timestamp, one whose signature is broken, one that the room for it cannot hold; no authority was named."""


class TimestampUnavailable(DvError):
    """The timestamp authority gave none. where: its address. reason: one of those above. Placeholders: ``where``, ``reason``."""

    code = "timestamp_unavailable"


class TimestampNotTrusted(DvError):
    """What stamped the time does not lead to a given authority. where: the address. Placeholders: ``where``."""

    code = "timestamp_not_trusted"


class RevocationListUnreadable(DvError):
    """A file is no revocation list. where: the file. Placeholders: ``where``."""

    code = "revocation_list_unreadable"


class SignerNotTrusted(DvError):
    """A signer's certificate does not lead to a given authority. where: the signer. Placeholders: ``where``."""

    code = "signer_not_trusted"

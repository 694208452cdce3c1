"""What may go wrong when a signed paper gets its timestamp and revocation answers."""

from dvapp.domain.errors import DvError


class TimestampUnavailable(DvError):
    """The timestamp authority gave none. where: its address. Placeholders: ``where``, ``reason``."""

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

"""What may go wrong with tokens, each with its mend."""

from dvapp.domain.errors import DvError


class DriverUnusable(DvError):
    """The driver's file is none. where: the file. Placeholders: ``where``, ``reason``."""

    code = "driver_unusable"


class DriverBitness(DvError):
    """The driver is made for programs of another width. where: the file. Placeholders: ``where``, ``driver``, ``own``."""

    code = "driver_bitness"


class TokenMissing(DvError):
    """No such token is in. where: its serial, or the driver. Placeholders: ``where``."""

    code = "token_missing"


class NoToken(DvError):
    """No token is in that a driver can speak with. where: the driver, empty for every known one. Placeholders: none."""

    code = "no_token"


class TokenKeyMissing(DvError):
    """The token has no such key, or no certificate to it. where: the token. Placeholders: ``where``, ``key``."""

    code = "token_key_missing"


class TokenCannotSign(DvError):
    """The token has the key and no way to sign with it. where: the token. Placeholders: ``where``, ``algorithm``."""

    code = "token_cannot_sign"


class TokenFailed(DvError):
    """The token or its driver gave up. where: the token. Placeholders: ``where``, ``reason``."""

    code = "token_failed"


class TokenRemoved(DvError):
    """The token was pulled out while it was needed. where: the token. Placeholders: ``where``."""

    code = "token_removed"


class PinWrong(DvError):
    """The PIN is not right. where: the token. Placeholders: ``where``."""

    code = "pin_wrong"


class PinLastTry(DvError):
    """One more wrong PIN would lock the token, so none is tried. where: the token. Placeholders: ``where``."""

    code = "pin_last_try"


class PinLocked(DvError):
    """The token is locked. where: the token. Placeholders: ``where``."""

    code = "pin_locked"


class PinUnset(DvError):
    """The token has no PIN yet, or wants it changed first. where: the token. Placeholders: ``where``."""

    code = "pin_unset"


class TokenChoice(DvError):
    """More than one token or key fits, and none was named. where: the driver or token; known: what there is."""

    code = "token_choice"

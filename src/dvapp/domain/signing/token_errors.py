"""What may go wrong with tokens, each with its mend."""

from dvapp.domain.errors import DvError


class DriverUnusable(DvError):
    """The driver's file is none. where: the file. Placeholders: ``where``, ``reason``."""

    code = "driver_unusable"


class DriverMissing(DriverUnusable):
    """There is no such file. where: the file. Placeholders: ``where``."""

    code = "driver_missing"


class DriverIncomplete(DriverUnusable):
    """The driver wants another library that is not here. where: the file. Placeholders: ``where``, ``reason``."""

    code = "driver_incomplete"


class DriverNotStarted(DriverUnusable):
    """The driver was loaded and would not start. where: the file. Placeholders: ``where``, ``reason``."""

    code = "driver_not_started"


class DriverHangs(DriverUnusable):
    """The driver was tried in a process of its own and gave no answer. where: the file. Placeholders: ``where``, ``seconds``."""

    code = "driver_hangs"


class DriverCrashes(DriverUnusable):
    """The driver was tried in a process of its own and ended it. where: the file. Placeholders: ``where``."""

    code = "driver_crashes"


class DriverBitness(DvError):
    """The driver is made for programs of another width. where: the file. Placeholders: ``where``, ``driver``, ``own``."""

    code = "driver_bitness"


class TokenMissing(DvError):
    """No such token is in. where: its serial, or the driver. Placeholders: ``where``."""

    code = "token_missing"


class TokenOther(TokenMissing):
    """Another token is in than the one that was chosen. where: the chosen one's serial. Placeholders: ``where``, ``others``."""

    code = "token_other"


class NoToken(DvError):
    """No token is in that a driver can speak with. where: the driver, empty for every known one. Placeholders: none."""

    code = "no_token"


class TokenBlank(DvError):
    """A token is in on which nothing was ever set up. where: its driver. Placeholders: ``where``."""

    code = "token_blank"


class TokenBusy(DvError):
    """The program itself is signing with the token at this moment. where: the token. Placeholders: ``where``."""

    code = "token_busy"


class TokenKeyMissing(DvError):
    """The token has neither this key nor its certificate. where: the token. Placeholders: ``where``, ``key``."""

    code = "token_key_missing"


class TokenEmpty(TokenKeyMissing):
    """Neither a key nor a certificate can be seen on the token. where: the token. Placeholders: ``where``."""

    code = "token_empty"


class TokenCertificateMissing(TokenKeyMissing):
    """The token has a key and no certificate to it. where: the token. Placeholders: ``where``, ``key``."""

    code = "token_certificate_missing"


class TokenPrivateKeyMissing(TokenKeyMissing):
    """The token has a certificate and not its key. where: the token. Placeholders: ``where``, ``name``, ``key``."""

    code = "token_private_key_missing"


class CertificateWeak(DvError):
    """The certificate's key is too short. where: the holder. Placeholders: ``where``, ``bits``, ``least``, ``algorithm``."""

    code = "certificate_weak"


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
    """The token has no PIN yet; only whoever issued it can set the first one. where: the token. Placeholders: ``where``."""

    code = "pin_unset"


class PinToChange(DvError):
    """The token wants another PIN before it does anything. where: the token. Placeholders: ``where``."""

    code = "pin_to_change"


class PinNotGiven(DvError):
    """No PIN was given, so none was tried. where: the token. Placeholders: ``where``."""

    code = "pin_not_given"


class PinNotTyped(DvError):
    """Nobody typed the PIN on the token's own keys in time, or somebody refused there. where: the token. Placeholders: ``where``."""

    code = "pin_not_typed"


class TokenChoice(DvError):
    """More than one token or key fits, and none was named. where: the driver or token; known: what there is."""

    code = "token_choice"

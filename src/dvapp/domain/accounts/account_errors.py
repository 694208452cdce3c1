"""Refusals of accounts and duties; a room of their own beside ``errors``."""

from dvapp.domain.errors import DvError


class NotAllowed(DvError):
    """The account has no duty that may do this. where: the login. Placeholders: ``where``, ``action``, ``duties`` (of those who may)."""

    code = "not_allowed"


class LoginInvalid(DvError):
    """Not a login. Placeholders: ``text``."""

    code = "login_invalid"


class LoginTaken(DvError):
    """There is such an account already, open or shut. Placeholders: ``where``."""

    code = "login_taken"


class LoginNeeded(DvError):
    """The store has several accounts and nobody said whose password this is. where: the store. Placeholders: ``where``, ``logins``."""

    code = "login_needed"


class AccountUnknown(DvError):
    """The store has no such account. Placeholders: ``where``."""

    code = "account_unknown"


class AccountNameMissing(DvError):
    """An account without the name of whoever it is for. Placeholders: ``where``."""

    code = "account_name_missing"


class DutiesMissing(DvError):
    """An account without any duty. Placeholders: ``where``."""

    code = "duties_missing"


class DutiesClash(DvError):
    """Two duties that nobody has together. where: the login. Placeholders: ``where``, ``first``, ``second``."""

    code = "duties_clash"


class LastAdministrator(DvError):
    """Nobody would be left to keep the accounts. Placeholders: ``where``."""

    code = "last_administrator"


class TooManyAccounts(DvError):
    """The store's keyring holds no further password. Placeholders: ``most``."""

    code = "too_many_accounts"


class PasswordToChange(DvError):
    """The password was given by the administrator and has to be changed first. Placeholders: ``where``."""

    code = "password_to_change"

"""What may go wrong when authorities and revocation lists are looked after."""

from dvapp.domain.errors import DvError


class NotAnAuthority(DvError):
    """A certificate is no authority's. where: the file. Placeholders: ``where``, ``name``."""

    code = "not_an_authority"


class SeveralAuthorities(DvError):
    """A file holds more than one certificate and one was to be added. where: the file. Placeholders: ``where``."""

    code = "several_authorities"


class AuthorityUnknown(DvError):
    """No kept authority has this fingerprint, or more than one begins so. where: what was given. Placeholders: ``where``."""

    code = "authority_unknown"


class AuthorityOfMachine(DvError):
    """It was put there by who looks after the computer. where: its name. Placeholders: ``where``, ``folder``."""

    code = "authority_of_machine"


class TrustLocked(DvError):
    """Only authorities of the machine count on this computer. where: their folder. Placeholders: ``where``."""

    code = "trust_locked"


class NobodyTrusted(DvError):
    """No authority is trusted on this computer, and none was named."""

    code = "nobody_trusted"


class RevocationListUnknown(DvError):
    """No kept revocation list has this fingerprint. where: what was given. Placeholders: ``where``."""

    code = "revocation_list_unknown"


class NoRevocationLists(DvError):
    """A folder holds no file of a revocation list. where: the folder. Placeholders: ``where``."""

    code = "no_revocation_lists"

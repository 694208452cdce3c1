"""What may be wrong with the key that is to seal a paper."""

from dvapp.domain.errors import DvError


class SealIsSigners(DvError):
    """The key that is to seal belongs to whoever signed: a seal is the agency's own. where: the paper. Placeholders: ``where``, ``holder``."""

    code = "seal_is_signers"

"""What may be wrong with the key that is to seal a paper."""

from dvapp.domain.errors import DvError


class SealIsSigners(DvError):
    """The key that is to seal belongs to whoever signed: a seal is the agency's own. where: the paper. Placeholders: ``where``, ``holder``."""

    code = "seal_is_signers"


class SealIsSeconds(DvError):
    """The key that is to seal a joint paper for the body in charge sealed it for the second one. where: the paper. Placeholders: ``where``, ``holder``, ``body``."""

    code = "seal_is_seconds"

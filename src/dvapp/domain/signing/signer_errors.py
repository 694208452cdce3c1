"""Why a signature waits for a word of its signer."""

from dvapp.domain.errors import DvError


class SignerDiffers(DvError):
    """The certificate is in another person's name, and nobody confirmed that it is meant. where: the document.

    Placeholders: ``where``, ``holder``, ``paper``, ``account``; of the last two those are empty that do not differ.
    """

    code = "signer_differs"

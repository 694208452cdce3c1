"""How whoever works here signs: the choices of this computer, and the picture of his own account."""

from contextlib import suppress
from dataclasses import replace

from dvapp.domain.errors import DvError
from dvapp.domain.signing.choices import SigningChoices
from dvapp.host.settings import Settings
from dvapp.host.signing_choices import signing_choices
from dvapp.services.reports.paging import StampPicture
from dvapp.services.session import Session
from dvapp.services.signing.own_pictures import own_picture
from dvapp.services.signing.picture_ports import Purpose


def own_choices(session: Session, settings: Settings | None) -> SigningChoices:
    """The choices of this computer. Where several people have accounts its pictures are nobody's own: they are left out."""
    if settings is None:
        return SigningChoices()
    choices = signing_choices(settings)
    if session.actor.alone:
        return choices
    return replace(choices, signature_picture=None, seal_picture=None)


def kept_picture(session: Session, *, seal: bool) -> StampPicture | None:
    """The picture that the store keeps for whoever works here; ``None`` where there is none, or it was damaged."""
    with suppress(DvError):  # the check of the store tells of damage; one can still sign, and name a file
        return own_picture(session, Purpose.SEAL if seal else Purpose.SIGNATURE)
    return None

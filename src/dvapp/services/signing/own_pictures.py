"""The picture of one's own signature, or of the seal one keeps: in the store, for one account alone.

Several people work at one computer, and files move: a picture remembered by its place would come to stand over another
one's name, or be gone. The store is encrypted and has the picture already in every paper it shows on (decision 36).
"""

from dataclasses import replace
from pathlib import Path

from dvapp.domain.accounts.duties import Action
from dvapp.services.places import named
from dvapp.services.reports.paging import StampPicture
from dvapp.services.session import Session
from dvapp.services.signing.manner import Manner
from dvapp.services.signing.picture_ports import KeptPicture, Purpose


def own_picture(session: Session, purpose: Purpose) -> StampPicture | None:
    """What whoever works here shows, ``None`` where nothing is kept.

    :raises PictureUnreadable: it was damaged.
    """
    with session.store.reading() as read:
        kept = read.pictures.of(session.actor.login, purpose)
    if kept is None:
        return None
    picture = session.tools.pages.read_picture(kept.png)
    return replace(picture, natural_width=kept.width / 1000 if kept.width is not None else None)


def keep_own_picture(
    session: Session, purpose: Purpose, path: Path, *, clear_ground: bool = False
) -> StampPicture:
    """Keep a picture for whoever works here, instead of the one before; its file is not needed any more.

    :param clear_ground: take its white paper for nothing.
    :raises FileMissing, FileUnreadable: its file.
    :raises PictureUnreadable, PictureTooLarge, PictureTooSmall, PictureOpaque, PictureEmpty: what is in it.
    """
    content = session.tools.files.read(path)
    with named(path):
        picture = session.tools.pages.read_picture(content, clear_ground=clear_ground)
    width = picture.natural_width
    kept = KeptPicture(png=picture.png, width=round(width * 1000) if width is not None else None)
    with session.changing(Action.OWN_ACCOUNT) as work:
        work.pictures.put(session.actor.login, purpose, kept)
        work.commit()
    return picture


def forget_own_picture(session: Session, purpose: Purpose) -> None:
    """Forget what whoever works here shows; papers that are signed keep it."""
    with session.changing(Action.OWN_ACCOUNT) as work:
        work.pictures.remove(session.actor.login, purpose)
        work.commit()


def with_own_picture(session: Session, manner: Manner | None, purpose: Purpose) -> Manner | None:
    """The manner with the picture that the store keeps, where nobody said which one.

    A file that the settings of a computer name counts only where one person works in the store: it would be anybody's.
    """
    if manner is None or not manner.own:
        return manner
    kept = own_picture(session, purpose)
    if kept is not None or not session.actor.alone:
        return replace(manner, picture=None, kept=kept, own=False)
    return replace(manner, own=False)

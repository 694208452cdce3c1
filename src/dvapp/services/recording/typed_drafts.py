"""Keeping what is typed outside of records and report texts, as typed, until it is given or forgotten.

Everybody may: these are one's own words, which count nowhere before they are given.
"""

from collections.abc import Mapping, Sequence

from dvapp.domain.accounts.duties import Action
from dvapp.services.recording.typed_ports import TypedDraft
from dvapp.services.session import Session


def typed_drafts(session: Session) -> Sequence[TypedDraft]:
    """What whoever works here has typed and not given, the ones changed last at the end."""
    with session.store.reading() as read:
        return read.typed.of(session.actor.login)


def keep_typed(
    session: Session, drafts: Mapping[str, Mapping[str, str]], *, patience: float | None = None
) -> None:
    """Keep what stands at some places; empty texts drop what stood there.

    :param drafts: place to the texts of its fields.
    :param patience: seconds to wait for another writer, where not as long as usual.
    :raises StoreBusy, DiskFull, FileUnwritable, StoreDamaged: nothing is kept.
    """
    author = session.actor.login
    with session.changing(Action.ARRANGE, patience=patience) as work:
        for place, texts in drafts.items():
            if any(texts.values()):
                work.typed.put(author, place, texts)
            else:
                work.typed.remove(author, place)
        work.commit()

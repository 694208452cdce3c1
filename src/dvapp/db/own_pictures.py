"""The pictures of accounts, between rows and the port."""

import hashlib
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from dvapp.db.audit import CHANGE, CREATE, REMOVE
from dvapp.db.canonical import canonical
from dvapp.db.tables import own_pictures
from dvapp.db.transaction import Snapshot, Transaction
from dvapp.services.signing.picture_ports import KeptPicture, Purpose

_C = own_pictures.c


class SqlOwnPictureReader:
    """Pictures as a snapshot has them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def of(self, login: str, purpose: Purpose) -> KeptPicture | None:
        """An account's picture, ``None`` where it has none."""
        rows = self._snapshot.rows(select(own_pictures).where(_C.login == login, _C.purpose == purpose.value))
        return KeptPicture(png=rows[0].content, width=rows[0].width) if rows else None


class SqlOwnPictures(SqlOwnPictureReader):
    """Pictures of a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._transaction = transaction

    def put(self, login: str, purpose: Purpose, picture: KeptPicture) -> None:
        """Keep it instead of the one before."""
        there = self.of(login, purpose)
        if there == picture:
            return
        self._transaction.write(
            lambda stamp: (
                update(own_pictures).where(_C.login == login, _C.purpose == purpose.value)
                if there is not None
                else insert(own_pictures).values(login=login, purpose=purpose.value)
            ).values(content=picture.png, width=picture.width, changed_at=stamp.at),
            action=CHANGE if there is not None else CREATE,
            entity=own_pictures.name,
            entity_id=_id(login, purpose.value),
            content=_content(picture.png, picture.width),
        )

    def remove(self, login: str, purpose: Purpose) -> None:
        """Forget it; nothing happens when there is none."""
        if self.of(login, purpose) is not None:
            self._transaction.write(
                lambda _stamp: delete(own_pictures).where(_C.login == login, _C.purpose == purpose.value),
                action=REMOVE,
                entity=own_pictures.name,
                entity_id=_id(login, purpose.value),
                content="",
            )


def read_own_picture(row: Row[Any]) -> tuple[str, str]:
    """A row's name and all that its audit digest covers."""
    return _id(row.login, row.purpose), _content(row.content, row.width)


def _content(png: bytes, width: int | None) -> str:
    return canonical({"sha256": hashlib.sha256(png).hexdigest(), "width": width})


def _id(login: str, purpose: str) -> str:
    return f"{login}/{purpose}"

"""A template pack inside its store, so that whoever opens the file has the pack, too.

It stands among the report texts, which are canonical JSON like it, under a kind and period that no report has: stores made
by earlier versions need no new table, and the audit chain and the check of a store cover it as they are.
"""

from sqlalchemy import Connection, delete, insert, select

from dvapp.db.audit import CREATE, REMOVE
from dvapp.db.canonical import canonical
from dvapp.db.repositories import read_object
from dvapp.db.tables import report_texts
from dvapp.db.transaction import Transaction
from dvapp.services.ports import CarriedPack

KIND, PERIOD = "*pack", "*"


def keep_pack(transaction: Transaction, pack: CarriedPack) -> None:
    """Write the files of a pack, which are UTF-8 texts, into a new store."""
    content = canonical({path: file.decode("utf-8") for path, file in pack.files.items()})
    transaction.write(
        lambda stamp: insert(report_texts).values(
            kind=KIND, period=PERIOD, content=content, changed_at=stamp.at
        ),
        action=CREATE,
        entity=report_texts.name,
        entity_id=f"{KIND}/{PERIOD}",
        content=content,
    )


def change_pack(transaction: Transaction, pack: CarriedPack | None) -> None:
    """Put another pack in the place of the one that a store carries; ``None``: it carries none any more."""
    here = (report_texts.c.kind == KIND, report_texts.c.period == PERIOD)
    if transaction.rows(select(report_texts.c.kind).where(*here)):
        transaction.write(
            lambda _stamp: delete(report_texts).where(*here),
            action=REMOVE,
            entity=report_texts.name,
            entity_id=f"{KIND}/{PERIOD}",
            content="",
        )
    if pack is not None:
        keep_pack(transaction, pack)


def read_pack(connection: Connection, name: str) -> CarriedPack | None:
    """The pack that a store carries; ``None``: it uses one that comes with the program.

    :raises ValueError: it cannot be read.
    """
    wanted = select(report_texts.c.content).where(
        report_texts.c.kind == KIND, report_texts.c.period == PERIOD
    )
    content = connection.execute(wanted).scalar()
    if content is None:
        return None
    return CarriedPack(
        name=name, files={path: str(text).encode("utf-8") for path, text in read_object(content).items()}
    )

"""Accounts in the store. Their passwords are in the keyring of its file, never here."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, select, update

from dvapp.db.audit import CHANGE, CREATE
from dvapp.db.canonical import canonical
from dvapp.db.tables import accounts
from dvapp.db.transaction import Snapshot, Transaction
from dvapp.domain.accounts.accounts import Account
from dvapp.domain.accounts.duties import Duty
from dvapp.domain.errors import StoreDamaged


class SqlAccountReader:
    """Accounts as a snapshot has them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def all(self) -> Sequence[Account]:
        """All of them, open and shut, by login; none while the owner is alone."""
        return tuple(map(self._read, self._snapshot.rows(select(accounts).order_by(accounts.c.login))))

    def get(self, login: str) -> Account | None:
        """One of them."""
        rows = self._snapshot.rows(select(accounts).where(accounts.c.login == login))
        return self._read(rows[0]) if rows else None

    def _read(self, row: Row[Any]) -> Account:
        try:
            return read_account(row)
        except ValueError as error:
            reason = f"account_unreadable:{row.login}"
            raise StoreDamaged(where=str(self._snapshot.path), reason=reason) from error


class SqlAccounts(SqlAccountReader):
    """Accounts of a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._transaction = transaction

    def put(self, account: Account) -> None:
        """Keep an account, replacing the one of its login. None is ever removed: what it did stays told."""
        row = _row(account)
        here = accounts.c.login == account.login
        known = bool(self._transaction.rows(select(accounts.c.login).where(here)))
        self._transaction.write(
            lambda stamp: (
                update(accounts).where(here) if known else insert(accounts).values(login=account.login)
            ).values(**row, changed_at=stamp.at),
            action=CHANGE if known else CREATE,
            entity=accounts.name,
            entity_id=account.login,
            content=canonical(row),
        )


def _row(account: Account) -> dict[str, object]:
    return {
        "name": account.name,
        "duties": canonical(sorted(duty.value for duty in account.duties)),
        "shut": int(account.shut),
        "must_change": int(account.must_change),
    }


def account_content(row: Row[Any]) -> str:
    """All that an account's audit digest covers. :raises ValueError: it cannot be read."""
    return canonical(_row(read_account(row)))


def read_account(row: Row[Any]) -> Account:
    """An account. :raises ValueError: it is not of our writing."""
    duties = json.loads(row.duties)
    if not isinstance(duties, list):
        raise ValueError("not the duties of an account")
    return Account(
        login=row.login,
        name=row.name,
        duties=frozenset(Duty(one) for one in duties),
        shut=bool(row.shut),
        must_change=bool(row.must_change),
    )

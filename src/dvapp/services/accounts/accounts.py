"""Accounts of a store: made, charged with duties, shut and opened again by the administrator.

A new store has one account, the owner's, which has every duty. With the first further account the owner keeps the accounts
and nothing else: whoever enters figures does so under his own name from then on (decision 26).
"""

import logging
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from dvapp.domain.accounts.account_errors import (
    AccountNameMissing,
    AccountUnknown,
    DutiesClash,
    DutiesMissing,
    LastAdministrator,
    LoginInvalid,
    LoginTaken,
)
from dvapp.domain.accounts.accounts import OWNER, Account, login_fits
from dvapp.domain.accounts.duties import Action, Duty, clash
from dvapp.services.ports import Tools, UnitOfWork
from dvapp.services.session import Session

log = logging.getLogger(__name__)


def list_accounts(session: Session) -> tuple[Account, ...]:
    """All accounts by login, open and shut; the owner alone when there is no other."""
    with session.store.reading() as read:
        return tuple(read.accounts.all()) or (_owner(frozenset(Duty)),)


def add_account(
    session: Session, login: str, *, name: str, duties: Collection[Duty], password: str
) -> Account:
    """Make an account with a first password, which its holder changes at his first login.

    The owner who was alone keeps the accounts from then on and does nothing else.

    :raises NotAllowed: who works here keeps no accounts.
    :raises LoginInvalid, LoginTaken, AccountNameMissing, DutiesMissing, DutiesClash: what the account would be.
    :raises PasswordTooShort, TooManyAccounts: its password; nothing was kept then.
    """
    if not login_fits(login):
        raise LoginInvalid(text=login)
    account = _checked(
        Account(login=login, name=" ".join(name.split()), duties=frozenset(duties), must_change=True)
    )
    with session.changing(Action.MANAGE_ACCOUNTS) as work:
        first = not work.accounts.all()
        if work.accounts.get(login) is not None or (first and login == OWNER):
            raise LoginTaken(where=login)
    # The password first: an account that stands in the list can be logged into.
    session.store.give_password(login, password)
    with session.changing(Action.MANAGE_ACCOUNTS) as work:
        if first:
            work.accounts.put(_owner(frozenset({Duty.ADMINISTRATOR})))
        work.accounts.put(account)
        work.commit()
    session.refresh_actor()
    log.info("account made")
    return account


def change_account(
    session: Session, login: str, *, name: str | None = None, duties: Collection[Duty] | None = None
) -> Account:
    """Another name or other duties for an account; they count from its next write on, in every open window.

    :raises NotAllowed: who works here keeps no accounts.
    :raises AccountUnknown, AccountNameMissing, DutiesMissing, DutiesClash, LastAdministrator: as they say.
    """
    with session.changing(Action.MANAGE_ACCOUNTS) as work:
        former = _require(work, login)
        changed = _checked(
            replace(
                former,
                name=former.name if name is None else " ".join(name.split()),
                duties=former.duties if duties is None else frozenset(duties),
            )
        )
        _keep(work, changed)
    session.refresh_actor()
    return changed


def shut_account(session: Session, login: str) -> Account:
    """Let an account open the store no more. What it did stays told under its name.

    :raises NotAllowed, AccountUnknown, LastAdministrator: as they say.
    """
    # The list first: two administrators who shut each other at once must not both lose their passwords.
    with session.changing(Action.MANAGE_ACCOUNTS) as work:
        shut = replace(_require(work, login), shut=True)
        _keep(work, shut)
    session.store.drop_password(login)
    log.info("account shut")
    return shut


def give_password(session: Session, login: str, password: str) -> Account:
    """A new password for an account whose holder forgot his, or that was shut; he changes it at his next login.

    :raises NotAllowed, AccountUnknown, PasswordTooShort, TooManyAccounts: as they say.
    """
    with session.changing(Action.MANAGE_ACCOUNTS) as work:
        given = replace(_require(work, login), shut=False, must_change=login != session.actor.login)
    session.store.give_password(login, password)
    with session.changing(Action.MANAGE_ACCOUNTS) as work:
        _keep(work, given)
    return given


def change_password(path: Path, old: str, new: str, *, tools: Tools, login: str | None = None) -> None:
    """One's own password; the data stay as they are.

    :raises PasswordTooShort: the new one has fewer than eight characters.
    :raises WrongPassword, LoginNeeded, AccountUnknown, FileMissing, NotAStore, StoreDamaged, StoreNewer: as they say.
    """
    store = tools.stores.open(path, old, login=login)
    try:
        store.give_password(store.login, new)
        with store.unit_of_work() as work:
            account = work.accounts.get(store.login)
            if account is not None and account.must_change:
                work.accounts.put(replace(account, must_change=False))
                work.commit()
    finally:
        store.close()


def _owner(duties: frozenset[Duty]) -> Account:
    return Account(login=OWNER, name="", duties=duties)


def _checked(account: Account) -> Account:
    if not account.name and account.login != OWNER:
        raise AccountNameMissing(where=account.login)
    if not account.duties:
        raise DutiesMissing(where=account.login)
    apart = clash(account.duties)
    if apart is not None:
        first, second = sorted(duty.value for duty in apart)
        raise DutiesClash(where=account.login, first=first, second=second)
    return account


def _require(work: UnitOfWork, login: str) -> Account:
    account = work.accounts.get(login)
    if account is None:
        raise AccountUnknown(where=login)
    return account


def _keep(work: UnitOfWork, account: Account) -> None:
    _require_administrator(work, account)
    work.accounts.put(account)
    work.commit()


def _require_administrator(work: UnitOfWork, changed: Account) -> None:
    """Somebody open must be left who keeps the accounts."""
    left = [changed, *(one for one in work.accounts.all() if one.login != changed.login)]
    if not any(Duty.ADMINISTRATOR in one.duties and not one.shut for one in left):
        raise LastAdministrator(where=changed.login)

"""Accounts: who opens a store, each with a password of his own around the one data key."""

import re
from dataclasses import dataclass

from dvapp.domain.accounts.duties import MAY, Action, Duty

OWNER = "owner"
"""The account that a new store begins with; alone, it has every duty."""

_LOGIN = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?\Z")


def login_fits(login: str) -> bool:
    """Whether a login has 1 to 32 of a–z, 0–9, ``.``, ``_``, ``-``: the same on every keyboard, at both ends a letter or digit."""
    return _LOGIN.match(login) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may open a store.

    :param name: of a person of the office, as papers and steps show it.
    :param shut: whether the account opens the store no more; what it did stays told.
    :param must_change: whether its password was given by the administrator and is to be changed at the next login.
    """

    login: str
    name: str
    duties: frozenset[Duty]
    shut: bool = False
    must_change: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who works in an open store.

    :param alone: whether the store has one account only. Whoever works alone does every step himself, and each says so.
    """

    login: str = OWNER
    name: str = ""
    duties: frozenset[Duty] = frozenset(Duty)
    alone: bool = True

    def may(self, action: Action) -> bool:
        """Whether one of his duties lets him do that."""
        return not self.duties.isdisjoint(MAY[action])

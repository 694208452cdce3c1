"""Whose certificate signs, and who was to sign: told to the signer before, and never refused once he confirms it."""

from dataclasses import dataclass
from enum import Enum

from dvapp.domain.language.person_names import same_name


class Claim(Enum):
    """Who says who signs."""

    PAPER = "paper"
    """The report names its signer."""
    ACCOUNT = "account"
    """Somebody works in the store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherName:
    """A name that is not the one in the certificate, and who says it."""

    claim: Claim
    name: str


def other_names(holder: str, *, paper: str = "", account: str = "") -> tuple[OtherName, ...]:
    """The names that a certificate should bear and does not; empty while all are one person's.

    :param holder: whom the certificate names. :param paper: whom the report names as its signer, empty for nobody yet.
    :param account: who works in the store, empty where that is not known.
    """
    said = ((Claim.PAPER, paper), (Claim.ACCOUNT, "" if same_name(account, paper) else account))
    return tuple(
        OtherName(claim=claim, name=name.strip())
        for claim, name in said
        if name.strip() and not same_name(name, holder)
    )


def printed_name(holder: str, *, paper: str = "", account: str = "") -> str:
    """A signer's name as the pages show it: as the report writes it, and where the certificate has capitals alone as the
    account does; else as the certificate does. Somebody else's name is never taken.
    """
    if same_name(paper, holder):
        return paper.strip()
    return account.strip() if holder.isupper() and same_name(account, holder) else holder

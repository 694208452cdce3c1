"""Revocation lists that came by hand, such as on a stick: proved, the newest of each kept, old ones told."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from dvapp.domain.signing.authorities import (
    FoundCertificate,
    Kept,
    KeptList,
    KnownList,
    ListFacts,
    Origin,
)
from dvapp.domain.signing.timestamp_errors import RevocationListUnreadable
from dvapp.domain.signing.trust_errors import NoRevocationLists, RevocationListUnknown
from dvapp.services.places import named
from dvapp.services.ports import Tools

_SHORTEST_MARK = 6


class Outcome(Enum):
    """What came of a list that was brought."""

    KEPT = "kept"
    KEPT_STALE = "kept_stale"
    """Kept, though a newer one was promised for a day that is past: it proves who is revoked, and nobody good."""
    SAME = "same"
    OLDER = "older"
    """A newer one is kept already."""
    UNPROVED = "unproved"
    """No kept authority signed it."""
    DELTA = "delta"
    """Only changes to another list: of no use alone."""
    FUTURE = "future"
    """Issued after the present moment: its clock or this computer's is wrong."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A file that was to be imported. ``facts``: ``None`` when it is no list."""

    file: Path
    outcome: Outcome
    facts: ListFacts | None = None


def revocation_lists(tools: Tools) -> tuple[KnownList, ...]:
    """Those that are kept, by authority, the newest first."""
    return lists_of(tools.trust.kept(), tools)


def lists_of(kept: Kept, tools: Tools) -> tuple[KnownList, ...]:
    """The lists among what is kept, by authority, the newest first. What cannot be read is left out."""
    signers = _signers(kept, tools)
    known = []
    for one in kept.lists:
        try:
            content, facts = tools.certificates.read_list(one.content)
        except RevocationListUnreadable:
            continue
        known.append(
            KnownList(
                kept=KeptList(
                    content=content, key=one.key, origin=one.origin, by=one.by, at=one.at, source=one.source
                ),
                facts=facts,
                proved=tools.certificates.signed_list(content, signers) is not None,
                stale=facts.is_stale(tools.clock.now()),
            )
        )
    known.sort(key=lambda one: one.facts.made, reverse=True)
    return tuple(sorted(known, key=lambda one: one.facts.issuer.casefold()))


def recent(lists: Sequence[KnownList]) -> tuple[bytes, ...]:
    """The contents of those that may be used."""
    return tuple(one.kept.content for one in lists if one.proved and not one.facts.is_delta)


def import_lists(place: Path, *, by: str, tools: Tools) -> tuple[Brought, ...]:
    """Look at a file, or at every list in a folder, and keep what is proved and newer than what is kept.

    :raises FileMissing, FileUnreadable: the place. :raises NoRevocationLists: a folder without any.
    :raises RevocationListUnreadable: a file that is none; in a folder it is told with the others.
    :raises DiskFull, FileUnwritable: as they say.
    """
    files = tools.trust.files(place)
    if not files:
        raise NoRevocationLists(where=str(place))
    brought = tuple(_bring(file, by, tools) for file in files)
    if files == (place,) and brought[0].outcome is Outcome.UNREADABLE:
        raise RevocationListUnreadable(where=str(place))
    return brought


def remove_list(mark: str, tools: Tools) -> KeptList:
    """Keep a list of one's own no longer; what is returned can be put back by :func:`restore_list`.

    :param mark: its fingerprint, or how that begins.
    :raises RevocationListUnknown: no own list is named so. :raises FileUnwritable: as it says.
    """
    wanted = "".join(sign for sign in mark.casefold() if sign not in ": -")
    fitting = [
        one.kept
        for one in revocation_lists(tools)
        if one.facts.fingerprint.startswith(wanted) and one.kept.origin is Origin.OWN
    ]
    if len(wanted) < _SHORTEST_MARK or len(fitting) != 1:
        raise RevocationListUnknown(where=mark)
    tools.trust.drop_list(fitting[0].key)
    return fitting[0]


def restore_list(kept: KeptList, tools: Tools) -> None:
    """Put back what :func:`remove_list` returned.

    :raises DiskFull, FileUnwritable: as they say.
    """
    tools.trust.put_list(kept)


def _bring(file: Path, by: str, tools: Tools) -> Brought:
    try:
        with named(file):
            content, facts = tools.certificates.read_list(tools.files.read(file))
    except RevocationListUnreadable:
        return Brought(file=file, outcome=Outcome.UNREADABLE)
    now, kept = tools.clock.now(), tools.trust.kept()
    signer = tools.certificates.signed_list(content, _signers(kept, tools))
    if facts.is_delta:
        return Brought(file=file, outcome=Outcome.DELTA, facts=facts)
    if signer is None:
        return Brought(file=file, outcome=Outcome.UNPROVED, facts=facts)
    if facts.made > now:
        return Brought(file=file, outcome=Outcome.FUTURE, facts=facts)
    key = f"{signer[:32]}-{facts.scope}" if facts.scope else signer[:32]
    there = next((one for one in kept.lists if one.origin is Origin.OWN and one.key == key), None)
    if there is not None and (known := _outcome_beside(facts, there, tools)) is not None:
        return Brought(file=file, outcome=known, facts=facts)
    tools.trust.put_list(
        KeptList(content=content, key=key, origin=Origin.OWN, by=by, at=now, source=file.name)
    )
    outcome = Outcome.KEPT_STALE if facts.is_stale(now) else Outcome.KEPT
    return Brought(file=file, outcome=outcome, facts=facts)


def _outcome_beside(facts: ListFacts, there: KeptList, tools: Tools) -> Outcome | None:
    """What a list is beside the one in its place; ``None`` when it is the better one."""
    try:
        _content, old = tools.certificates.read_list(there.content)
    except RevocationListUnreadable:
        return None  # damaged since it was kept
    if old.fingerprint == facts.fingerprint:
        return Outcome.SAME
    return Outcome.OLDER if old.made >= facts.made else None


def _signers(kept: Kept, tools: Tools) -> list[FoundCertificate]:
    return [
        found
        for one in kept.authorities
        if one.removed_at is None
        for found in tools.certificates.read(one.content)
        if found.facts.is_authority
    ]

"""Whom signatures are trusted by: authorities that the user or whoever looks after the computer put there, no others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from dvapp.domain.errors import TrustUnreadable
from dvapp.domain.signing.authorities import (
    CertificateFacts,
    FoundCertificate,
    Kept,
    KeptAuthority,
    Origin,
    Standing,
    Trusted,
    TrustedAuthority,
    Use,
)
from dvapp.domain.signing.trust_errors import (
    AuthorityOfMachine,
    AuthorityUnknown,
    NotAnAuthority,
    SeveralAuthorities,
    TrustLocked,
)
from dvapp.services.places import named
from dvapp.services.ports import Tools
from dvapp.services.signing.revocation_lists import lists_of, recent

PEM = b"-----BEGIN CERTIFICATE-----"
"""What an earlier export begins with."""

SHORTEST_MARK = 6
"""Digits of a fingerprint that name an authority, as long as no other begins alike."""


class News(Enum):
    """What a certificate in a file would bring."""

    NEW = "new"
    KNOWN = "known"
    """It is kept already."""
    BACK = "back"
    """It was removed once, and would come back."""
    EXPIRED = "expired"
    """New, and outside its period: of use only for papers that a timestamp proves older."""
    WEAK = "weak"
    """New, and its key or digest is no longer held safe."""
    NOT_AN_AUTHORITY = "not_an_authority"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A certificate of a file that may be added.

    :param use: a root when it is issued by itself, else an authority between.
    """

    found: FoundCertificate
    news: News
    use: Use

    @property
    def is_advised(self) -> bool:
        """Whether it would be taken when nobody says otherwise."""
        return self.news in {News.NEW, News.BACK}


def trusted_authorities(tools: Tools, *, removed: bool = False) -> tuple[TrustedAuthority, ...]:
    """Those that are kept, roots first, each with how it stands today.

    :param removed: whether those that were removed come too, last.
    """
    return _read(tools.trust.kept(), tools, removed=removed)


def managed_trust(tools: Tools) -> Trusted:
    """What signatures are judged by when nobody names authorities of his own."""
    kept = tools.trust.kept()
    counting = [one for one in _read(kept, tools, removed=False) if one.counts]
    return Trusted(
        roots=tools.certificates.pem([one.kept.content for one in counting if one.kept.use is Use.ROOT]),
        between=tools.certificates.pem([one.kept.content for one in counting if one.kept.use is Use.LINK]),
        lists=recent(lists_of(kept, tools)),
    )


def authority_named(mark: str, tools: Tools) -> TrustedAuthority:
    """The authority with that fingerprint, or whose fingerprint alone begins so; spaces and colons are read over.

    :raises AuthorityUnknown: there is none, or more than one.
    """
    return _one_of(trusted_authorities(tools, removed=True), mark)


def examine_file(file: Path, tools: Tools) -> tuple[Candidate, ...]:
    """What the certificates of a file would bring, roots first; nothing is kept.

    :raises FileMissing, FileUnreadable, TrustUnreadable: the file.
    """
    with named(file):
        found = tools.certificates.read(tools.files.read(file))
    kept = {one.fingerprint: one for one in tools.trust.kept().authorities}
    read = [_candidate(one, kept.get(one.facts.fingerprint), tools) for one in found]
    return tuple(sorted(read, key=lambda one: (one.news is News.NOT_AN_AUTHORITY, one.use is Use.LINK)))


def choose_candidates(found: Sequence[Candidate], marks: Sequence[str] = ()) -> tuple[Candidate, ...]:
    """Those of a file that are named, or those that are advised when none is.

    :raises AuthorityUnknown: a mark names none of them, or more than one.
    """
    if not marks:
        return tuple(one for one in found if one.is_advised)
    by_fingerprint = {one.found.facts.fingerprint: one for one in found}
    return tuple(by_fingerprint[marked(mark, by_fingerprint)] for mark in marks)


def add_authorities(
    candidates: Sequence[Candidate], *, source: str, by: str, tools: Tools
) -> tuple[TrustedAuthority, ...]:
    """Keep what was chosen of a file. Those that are kept already stay as they are.

    :param source: the file's name, for whoever asks later. ``by``: who adds.
    :raises NotAnAuthority: one is none; then none is kept.
    :raises TrustLocked: only the machine's count here. :raises DiskFull, FileUnwritable: as they say.
    """
    _require_unlocked(tools)
    for one in candidates:
        if one.news is News.NOT_AN_AUTHORITY:
            raise NotAnAuthority(where=source, name=one.found.facts.name)
    for one in candidates:
        if one.news is not News.KNOWN:
            tools.trust.put(
                KeptAuthority(
                    content=one.found.content,
                    fingerprint=one.found.facts.fingerprint,
                    use=one.use,
                    origin=Origin.OWN,
                    by=by,
                    at=tools.clock.now(),
                    source=source,
                )
            )
    wanted = {one.found.facts.fingerprint for one in candidates}
    return tuple(one for one in trusted_authorities(tools) if one.facts.fingerprint in wanted)


def add_authority(file: Path, *, by: str, as_root: bool = False, tools: Tools) -> TrustedAuthority:
    """Keep the one authority of a file.

    :param as_root: trust it by itself although another one issued it.
    :raises SeveralAuthorities: the file holds more; they are imported, after a look at them.
    :raises NotAnAuthority, TrustLocked, FileMissing, FileUnreadable, TrustUnreadable, DiskFull, FileUnwritable: as
        they say.
    """
    found = examine_file(file, tools)
    if len(found) > 1:
        raise SeveralAuthorities(where=str(file))
    one = replace(found[0], use=Use.ROOT) if as_root else found[0]
    return add_authorities([one], source=file.name, by=by, tools=tools)[0]


def remove_authority(mark: str, *, by: str, tools: Tools) -> TrustedAuthority:
    """Trust an authority no longer. What is known of it stays, so that it can be brought back.

    :raises AuthorityUnknown, AuthorityOfMachine, DiskFull, FileUnwritable: as they say.
    """
    one = _own(_one_of(trusted_authorities(tools), mark), tools)
    tools.trust.put(replace(one.kept, removed_by=by, removed_at=tools.clock.now()))
    return one


def restore_authority(mark: str, *, by: str, tools: Tools) -> TrustedAuthority:
    """Trust an authority again that was removed.

    :raises AuthorityUnknown, TrustLocked, DiskFull, FileUnwritable: as they say.
    """
    _require_unlocked(tools)
    gone = [one for one in trusted_authorities(tools, removed=True) if one.kept.removed_at is not None]
    one = _one_of(gone, mark)
    tools.trust.put(replace(one.kept, by=by, at=tools.clock.now(), removed_by="", removed_at=None))
    return authority_named(one.facts.fingerprint, tools)


def export_authorities(marks: Sequence[str], tools: Tools) -> bytes:
    """Kept certificates as one PEM text, for another computer; all that count unless some are named.

    :raises AuthorityUnknown: one of the marks names none.
    :raises TrustUnreadable: there is nothing to give.
    """
    chosen = (
        [authority_named(mark, tools) for mark in marks]
        if marks
        else [one for one in trusted_authorities(tools) if one.counts]
    )
    if not chosen:
        raise TrustUnreadable
    return tools.certificates.pem([one.kept.content for one in chosen])


# --- inside ----------------------------------------------------------------------------------------------------------


def _read(kept: Kept, tools: Tools, *, removed: bool) -> tuple[TrustedAuthority, ...]:
    wanted = [one for one in kept.authorities if removed or one.removed_at is None]
    found = {one.fingerprint: tools.certificates.read(one.content)[0] for one in wanted}
    counting = [
        found[one.fingerprint]
        for one in wanted
        if one.removed_at is None and found[one.fingerprint].facts.is_authority
    ]
    roots = {one.fingerprint for one in wanted if one.use is Use.ROOT and one.removed_at is None}
    read = [_authority(one, found[one.fingerprint].facts, counting, roots, tools) for one in wanted]
    return tuple(
        sorted(
            read,
            key=lambda one: (
                one.kept.removed_at is not None,
                one.kept.use is not Use.ROOT,
                one.facts.name.casefold(),
                one.facts.fingerprint,
            ),
        )
    )


def _authority(
    kept: KeptAuthority,
    facts: CertificateFacts,
    counting: Sequence[FoundCertificate],
    roots: set[str],
    tools: Tools,
) -> TrustedAuthority:
    way: tuple[str, ...] = (facts.fingerprint,)
    if kept.use is Use.LINK:
        way = tools.certificates.chain(kept.content, counting)
        end = next((at for at, step in enumerate(way) if step in roots), None)
        way = way if end is None else way[: end + 1]
    return TrustedAuthority(
        kept=kept, facts=facts, standing=_standing(facts, kept, way, roots, tools), chain=way
    )


def _standing(
    facts: CertificateFacts, kept: KeptAuthority, way: Sequence[str], roots: set[str], tools: Tools
) -> Standing:
    now = tools.clock.now()
    if not facts.is_authority:
        return Standing.NOT_AN_AUTHORITY
    if now > facts.valid_to:
        return Standing.EXPIRED
    if now < facts.valid_from:
        return Standing.NOT_YET
    if kept.use is Use.LINK and way[-1] not in roots:
        return Standing.UNLINKED
    return Standing.GOOD


def _candidate(found: FoundCertificate, kept: KeptAuthority | None, tools: Tools) -> Candidate:
    facts = found.facts
    if not facts.is_authority:
        news = News.NOT_AN_AUTHORITY
    elif kept is not None:
        news = News.KNOWN if kept.removed_at is None else News.BACK
    elif not facts.valid_from <= tools.clock.now() <= facts.valid_to:
        news = News.EXPIRED
    else:
        news = News.WEAK if facts.weak else News.NEW
    return Candidate(found=found, news=news, use=Use.ROOT if facts.self_signed else Use.LINK)


def _one_of(authorities: Sequence[TrustedAuthority], mark: str) -> TrustedAuthority:
    by_fingerprint = {one.facts.fingerprint: one for one in authorities}
    return by_fingerprint[marked(mark, by_fingerprint)]


def marked(mark: str, fingerprints: Iterable[str]) -> str:
    """The one fingerprint that begins with ``mark``; spaces and colons are read over.

    :raises AuthorityUnknown: there is none, or more than one, or the mark is too short.
    """
    wanted = "".join(sign for sign in mark.casefold() if sign not in ": -")
    fitting = [one for one in fingerprints if one.startswith(wanted)]
    if len(wanted) < SHORTEST_MARK or len(fitting) != 1:
        raise AuthorityUnknown(where=mark)
    return fitting[0]


def _own(one: TrustedAuthority, tools: Tools) -> TrustedAuthority:
    if one.kept.origin is Origin.MACHINE:
        raise AuthorityOfMachine(where=one.facts.name, folder=str(tools.trust.machine_folder))
    return one


def _require_unlocked(tools: Tools) -> None:
    if tools.trust.kept().locked:
        raise TrustLocked(where=str(tools.trust.machine_folder))

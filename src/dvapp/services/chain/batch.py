"""Signing, or sealing, several papers with one key that is opened once: a token's PIN is typed once for all of them.

Each paper is taken as it would be alone, with the same questions before and the same proof after; what one of them is
refused for keeps no other from being signed. What was signed stays signed, whenever the rest is given up.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from dvapp.domain.chain.papers import Paper, require_step
from dvapp.domain.chain.steps import StepKind, actions_of
from dvapp.domain.errors import Cancelled, DvError
from dvapp.domain.papers.reports import Role
from dvapp.domain.signing.choices import Doubt, Signed, Stamping
from dvapp.domain.signing.stamp_errors import CertificateRevoked
from dvapp.domain.signing.timestamp_errors import TimestampUnavailable
from dvapp.domain.signing.token_errors import TokenFailed, TokenMissing, TokenRemoved
from dvapp.services.chain.issuing import seal_paper
from dvapp.services.chain.papers import list_papers
from dvapp.services.chain.signing import sign_paper
from dvapp.services.chain.taking import action_for
from dvapp.services.session import Session
from dvapp.services.signing.keys import HeldKey, KeySource, opened_key
from dvapp.services.signing.manner import Manner

BATCHED = (StepKind.SIGN, StepKind.SEAL)
"""Steps that are taken with several papers at once."""

_KEY_IS_GONE = (TokenRemoved, TokenMissing, TokenFailed, CertificateRevoked)
"""Refusals after which no further paper can be signed with the key."""

_UNANSWERED = {Doubt.REVOCATION_UNKNOWN, Doubt.REVOCATION_STALE}
"""What is said of a certificate when nobody could be asked about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one paper of a batch.

    :param paper: as it was before, or as it is once it is signed.
    :param signed: what its signer has to know; ``None``: it was not signed.
    :param refusal: why it was not; ``None`` with no ``signed``: its turn never came.
    """

    paper: Paper
    signed: Signed | None = None
    refusal: DvError | None = None


def waiting_for(session: Session, kind: StepKind) -> tuple[Paper, ...]:
    """The papers that whoever works here may sign, or seal, now; the one begun first comes first.

    :param kind: one of :data:`BATCHED`, or the timestamp.
    """
    return tuple(reversed([one for one in list_papers(session) if _may(session, one, kind)]))


def _may(session: Session, paper: Paper, kind: StepKind) -> bool:
    with suppress(DvError):
        session.require(action_for(session, actions_of(kind, paper.state)))
        require_step(paper, kind, session.actor, reason="x")
        return True
    return False


def take_all(
    session: Session,
    papers: Sequence[Paper],
    kind: StepKind,
    *,
    key: KeySource,
    role: Role = Role.LEADER,
    manner: Manner | None = None,
    told: Callable[[Fate], None] = lambda _fate: None,
    go_on: Callable[[int], None] = lambda _done: None,
) -> tuple[Fate, ...]:
    """Sign, or seal, papers one after another; what became of each, in their order.

    A timestamp authority that does not answer once is not asked for the papers that follow: thirty times its patience
    would be hours. Their timestamps are added later.

    :param kind: one of :data:`BATCHED`. :param role: as whom somebody signs.
    :param told: called with each fate as it is known.
    :param go_on: called with how many are done before each paper; a Cancelled that it raises ends the batch.
    :raises: what :func:`~dvapp.services.signing.keys.opened_key` says of the key; nothing is signed then.
    """
    manner, silent = manner or Manner(), None
    fates: list[Fate] = []
    with opened_key(key, session.tools.clock.now(), session.tools) as own:
        held = HeldKey(key=own)
        for paper in papers:
            try:
                go_on(len(fates))
            except Cancelled:
                break
            fate = _with_doubt(_take(session, paper, kind, key=held, role=role, manner=manner), silent)
            fates.append(fate)
            told(fate)
            if isinstance(fate.refusal, _KEY_IS_GONE):
                break
            silent = silent or _no_answer(fate)
            manner = _asking_less(manner, fate)
    return (*fates, *(Fate(paper=paper) for paper in papers[len(fates) :]))


def _take(
    session: Session, paper: Paper, kind: StepKind, *, key: KeySource, role: Role, manner: Manner
) -> Fate:
    try:
        if kind is StepKind.SEAL:
            made = seal_paper(session, paper.id, key=key, manner=manner)
        else:
            made = sign_paper(session, paper.id, key=key, role=role, manner=manner)
    except DvError as refusal:
        return Fate(paper=paper, refusal=refusal)
    return Fate(paper=made.paper, signed=made.signed)


def _no_answer(fate: Fate) -> DvError | None:
    """Why no timestamp authority answered, if so."""
    refused = fate.signed.refused if fate.signed is not None else None
    return refused if isinstance(refused, TimestampUnavailable) else None


def _asking_less(manner: Manner, fate: Fate) -> Manner:
    """The manner for the papers that follow, without whoever did not answer for this one."""
    if _no_answer(fate) is not None:
        manner = replace(manner, stamping=Stamping())
    if fate.signed is not None and _UNANSWERED & set(fate.signed.doubts):
        manner = replace(manner, online=False)
    return manner


def _with_doubt(fate: Fate, silent: DvError | None) -> Fate:
    """A paper for which nobody was asked any more lacks its timestamp like the one before."""
    if silent is None or fate.signed is None:
        return fate
    doubts = (*fate.signed.doubts, Doubt.TIMESTAMP_MISSING)
    return replace(fate, signed=replace(fate.signed, doubts=doubts, refused=silent))

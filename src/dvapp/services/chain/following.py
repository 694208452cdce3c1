"""Correcting or replacing an issued paper by another one that is linked to it; the issued one is never touched."""

import logging

from dvapp.domain.accounts.duties import Action
from dvapp.domain.chain.chain_errors import NotIssuedYet, PaperFollowed, WhyMissing
from dvapp.domain.chain.papers import Paper, Relation
from dvapp.domain.chain.steps import GONE_OUT, IN_WORK, State, StepKind
from dvapp.services.chain.steps import begin_in
from dvapp.services.chain.taking import paper_in
from dvapp.services.session import Session

log = logging.getLogger(__name__)


def correct_paper(session: Session, paper_id: str, *, reason: str) -> Paper:
    """Begin a correction (đính chính): a short paper that says what was written and how it is to be read.

    The figures of its days are free again until the correction is approved; so this is the leader's to say.

    :raises NotIssuedYet: it has not gone out. :raises PaperFollowed: it was corrected or replaced already.
    :raises WhyMissing: nobody says why. :raises PaperNotFound, NotAllowed: as they say.
    """
    return _follow(session, paper_id, Relation.CORRECTS, reason)


def replace_paper(session: Session, paper_id: str, *, reason: str) -> Paper:
    """Begin a replacement: the whole report anew, with what differs from the old one in its last annex.

    :raises: as :func:`correct_paper`.
    """
    return _follow(session, paper_id, Relation.REPLACES, reason)


def _follow(session: Session, paper_id: str, relation: Relation, reason: str) -> Paper:
    with session.changing(Action.REOPEN) as work:
        old = paper_in(work, paper_id)
        if old.state not in GONE_OUT:
            raise NotIssuedYet(where=old.name, state=old.state.value)
        if not any(letter.isalpha() for letter in reason):
            raise WhyMissing(where=old.name, step=StepKind.REOPEN.value)
        newer = [
            one for one in work.papers.all() if one.follows == old.id and one.state is not State.WITHDRAWN
        ]
        if newer and newer[0].state in IN_WORK and newer[0].relation is relation:
            return newer[0]
        if newer:
            raise PaperFollowed(where=old.name, by=newer[0].name)
        paper = begin_in(
            work,
            session,
            kind=old.kind,
            period=old.period,
            follows=old.id,
            relation=relation,
            reason=reason,
        )
        work.commit()
    log.info("paper %s %s paper %s", paper.id, relation.value, old.id)
    return paper

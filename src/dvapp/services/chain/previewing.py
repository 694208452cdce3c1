"""What a paper of the store will look like once it is signed or sealed, before anybody signs."""

from dvapp.domain.chain.steps import StepKind
from dvapp.domain.papers.reports import Role
from dvapp.domain.signing.verification import KeyHolder
from dvapp.services.chain.papers import pdf_of
from dvapp.services.chain.signing import place_of
from dvapp.services.chain.taking import may_take
from dvapp.services.session import Session
from dvapp.services.signing.manner import Manner
from dvapp.services.signing.on_bytes import Body
from dvapp.services.signing.previewing import Preview, seal_on, signature_on


def preview_step(
    session: Session,
    paper_id: str,
    kind: StepKind,
    *,
    holder: KeyHolder,
    role: Role = Role.LEADER,
    body: Body = Body.LEAD,
    manner: Manner | None = None,
) -> Preview:
    """A paper as a signature or a seal will make it look; nothing of it is signed or kept.

    :param kind: SIGN, SEAL or SEAL_SECOND. :param holder: whose key it will be.
    :raises PaperNotFound, NotAllowed, StepNotNow, NotTheSamePerson: as the step itself.
    :raises: as :mod:`~dvapp.services.signing.previewing` says of paper, signer and picture.
    """
    signs = kind is StepKind.SIGN
    paper = may_take(session, paper_id, kind, role=role if signs else None)
    pdf, place, tools = pdf_of(session, paper), place_of(paper), session.tools
    if signs:
        return signature_on(
            pdf, place, holder=holder, role=role, tools=tools, body=body, manner=manner,
            account=session.actor.name,
        )  # fmt: skip
    if kind is StepKind.SEAL_SECOND:
        return seal_on(pdf, place, holder=holder, tools=tools, body=Body.SECOND, manner=manner)
    step = paper.numbering
    assert step is not None, "a paper that may be sealed is numbered"
    assert step.number is not None, "a paper that may be sealed is numbered"
    return seal_on(pdf, place, holder=holder, tools=tools, number=step.number, issued=step.day, manner=manner)

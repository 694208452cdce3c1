"""What the store knows of the papers that were sealed here: a copy that lost its signatures is recognised by it."""

from dvapp.domain.chain.steps import State, StepKind
from dvapp.domain.signing.known_papers import KnownPaper
from dvapp.services.chain.papers import list_papers
from dvapp.services.session import Session

_BEARING = frozenset({StepKind.SIGN, StepKind.SEAL_SECOND, StepKind.SEAL})
_SEALED = frozenset({State.SEALED, State.ISSUED, State.REGISTERED})


def known_papers(session: Session) -> tuple[KnownPaper, ...]:
    """The papers that bear their number and seal, the one begun last first."""
    return tuple(
        KnownPaper(
            number=paper.number,
            issued=paper.issued,
            signatures=sum(step.kind in _BEARING for step in paper.of_version()),
            title=paper.title,
            digest=paper.pdf,
            data_digest=paper.data or "",
        )
        for paper in list_papers(session)
        if paper.state in _SEALED and paper.pdf is not None
    )

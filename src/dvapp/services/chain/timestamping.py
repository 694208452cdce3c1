"""What lets a sealed paper be proved for years, added when there is a way to get it: a timestamp over everything.

Nothing that was signed or has gone out is touched: the new file is the kept one and some bytes after it, and both stay.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from dvapp.domain.chain.chain_errors import NoNewTimestamp, NotItsTimestamp
from dvapp.domain.chain.papers import Paper
from dvapp.domain.chain.steps import StepKind, sources_of
from dvapp.domain.errors import DvError
from dvapp.domain.signing.authorities import Trusted
from dvapp.domain.signing.choices import Signed, Stamping
from dvapp.domain.signing.timestamp_errors import TimestampUnavailable
from dvapp.domain.signing.verification import Level, SignatureRole, Verification
from dvapp.services.chain.batch import Fate, waiting_for
from dvapp.services.chain.papers import paper_by_id, pdf_of
from dvapp.services.chain.signing import place_of, receive_signed
from dvapp.services.chain.taking import may_take, taking
from dvapp.services.session import Session
from dvapp.services.signing.preserving import preserved_bytes, trusted_with
from dvapp.services.signing.trust import managed_trust
from dvapp.services.signing.verifying import require_whole, verify_bytes

_ORDER = list(Level).index


def timestamp_paper(
    session: Session,
    paper_id: str,
    *,
    stamping: Stamping,
    trust: Path | None = None,
    lists: Sequence[Path] = (),
    fetch: bool = False,
    watch: Callable[[], None] | None = None,
) -> Paper:
    """Add a timestamp over a sealed paper, and revocation answers; it stands where it stood.

    :param stamping: the timestamp authorities to ask. :param trust: a file of authorities; without one, those managed.
    :param lists: revocation lists at hand. :param fetch: whether the places that certificates name are asked as well.
    :param watch: called while it waits; whatever refusal it raises ends the waiting.
    :raises PaperNotFound, NotAllowed, StepNotNow: as they say.
    :raises: whatever :func:`~dvapp.services.signing.preserving.preserve_document` says of the authorities and lists.
    """
    paper, tools = may_take(session, paper_id, StepKind.TIMESTAMP), session.tools
    trusted, kept = trusted_with(trust, lists, tools), pdf_of(session, paper)
    made = preserved_bytes(
        kept, place_of(paper), stamping=stamping, trusted=trusted, fetch=fetch, tools=tools, watch=watch
    )
    return _kept(session, paper, made, _level(_found(session, made, trusted)), received=False)


def undated_papers(session: Session) -> tuple[Paper, ...]:
    """The papers that bear a seal and no timestamp, of those whoever works here may add one to; the one begun first first."""
    return tuple(one for one in waiting_for(session, StepKind.TIMESTAMP) if one.undated)


def timestamp_all(
    session: Session,
    papers: Sequence[Paper],
    *,
    stamping: Stamping,
    trust: Path | None = None,
    lists: Sequence[Path] = (),
    fetch: bool = False,
    told: Callable[[Fate], None] = lambda _fate: None,
) -> tuple[Fate, ...]:
    """Add a timestamp to papers one after another; what became of each, in their order.

    When no authority answers any more, the papers that are left are not tried.

    :param told: called with each fate as it is known. The rest: as of :func:`timestamp_paper`.
    """
    fates: list[Fate] = []
    for paper in papers:
        try:
            done = timestamp_paper(
                session, paper.id, stamping=stamping, trust=trust, lists=lists, fetch=fetch
            )
            fate = Fate(paper=done, signed=Signed(level=done.last.level or Level.B))
        except DvError as refusal:
            fate = Fate(paper=paper, refusal=refusal)
        fates.append(fate)
        told(fate)
        if isinstance(fate.refusal, TimestampUnavailable):
            break
    return (*fates, *(Fate(paper=paper) for paper in papers[len(fates) :]))


def receive_file(session: Session, paper_id: str, path: Path) -> Paper:
    """Take in what was done with a paper's file on another computer: a signature, or a timestamp once it is sealed.

    :raises: as :func:`receive_timestamped` or :func:`~dvapp.services.chain.signing.receive_signed`.
    """
    sealed = paper_by_id(session, paper_id).state in sources_of(StepKind.TIMESTAMP)
    receive = receive_timestamped if sealed else receive_signed
    return receive(session, paper_id, path)


def receive_timestamped(session: Session, paper_id: str, path: Path) -> Paper:
    """Take a file in that got its timestamp on another computer: the kept one byte for byte, and what proves it after it.

    :raises FileMissing, FileUnreadable, PdfUnreadable: the file.
    :raises NotItsTimestamp: it does not go on from the kept file. :raises NoNewTimestamp: nothing proves it more.
    :raises SignatureBroken: something else was added, or a signature does not hold.
    :raises VerifyingTooLong, VerifyingBroke: it cannot be looked at.
    :raises PaperNotFound, NotAllowed, StepNotNow: as they say.
    """
    paper, tools = may_take(session, paper_id, StepKind.TIMESTAMP), session.tools
    made, kept = tools.files.read(path), pdf_of(session, paper)
    if made == kept:
        raise NoNewTimestamp(where=str(path), paper=paper.name)
    if not made.startswith(kept):
        raise NotItsTimestamp(where=str(path), paper=paper.name)
    trusted = managed_trust(tools)
    before, now = _found(session, kept, trusted), verify_bytes(made, path, trusted, tools=tools)
    require_whole(now, path)
    if len(_people(now)) != len(_people(before)) or len(now.signatures) == len(before.signatures):
        raise NoNewTimestamp(where=str(path), paper=paper.name)
    return _kept(session, paper, made, _level(now), received=True)


def _found(session: Session, pdf: bytes, trusted: Trusted) -> Verification:
    tools = session.tools
    return tools.signatures.verify(
        pdf,
        trust=trusted.roots or None,
        now=tools.clock.now(),
        lists=trusted.lists,
        between=trusted.between,
    )


def _people(found: Verification) -> list[Level]:
    """The levels of the signatures and seals; timestamps are none."""
    return [one.level for one in found.signatures if one.role is not SignatureRole.TIMESTAMP]


def _level(found: Verification) -> Level:
    """That of the weakest signature; a timestamp came, whomever this computer trusts for it."""
    return max(Level.T, min(_people(found), key=_ORDER), key=_ORDER)


def _kept(session: Session, paper: Paper, pdf: bytes, level: Level, *, received: bool) -> Paper:
    with taking(session, paper, StepKind.TIMESTAMP) as one:
        sha256 = one.work.papers.keep(pdf, packed=False)
        one.take(StepKind.TIMESTAMP, level=level, received=received, pdf=sha256)
        one.commit()
    return one.paper

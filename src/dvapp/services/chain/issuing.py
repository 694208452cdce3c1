"""The clerk's part: form, number and date, seal, issue, register.

Number and lease are kept in one transaction, and so are seal, sealed file and the number's use: whenever the program ends,
a paper either has its number and its seal, or holds its number until it is sealed or the number is given back.
"""

from datetime import date
from pathlib import Path

from dvapp.domain.accounts.duties import Action
from dvapp.domain.chain.chain_errors import DayIsGiven, FormNotClean
from dvapp.domain.chain.papers import Paper, Place
from dvapp.domain.chain.steps import State, StepKind
from dvapp.domain.errors import DateTooEarly, SecondNotSealed
from dvapp.domain.papers.findings import Inspection
from dvapp.domain.register.register_errors import LeaseLost
from dvapp.services.chain.papers import paper_by_id, pdf_of, report_of
from dvapp.services.chain.places import require_deadline, require_place
from dvapp.services.chain.signing import SignedPaper, place_of
from dvapp.services.chain.taking import Taking, may_take, taking
from dvapp.services.places import PDF, require_output
from dvapp.services.register.lines import amend_in, entry_for, number_of_paper, wish_for
from dvapp.services.register.numbering import held_for, lease_in, return_in, use_number_in
from dvapp.services.session import Session
from dvapp.services.signing.keys import KeySource
from dvapp.services.signing.manner import Manner
from dvapp.services.signing.on_bytes import issued_with, report_in
from dvapp.services.signing.own_pictures import with_own_picture
from dvapp.services.signing.picture_ports import Purpose

REGISTERED = "Vào sổ văn bản đi"
"""The reason under which the register's history has what is added when a paper is entered."""


def inspect_form(session: Session, paper_id: str) -> Inspection:
    """Each departure of a paper from its layout; it is only looked at.

    :raises PaperNotFound, PaperHasNoFile, PaperContentDamaged: as they say.
    """
    session.require(Action.READ)
    paper = paper_by_id(session, paper_id)
    pdf = pdf_of(session, paper)
    report, _data = report_in(pdf, place_of(paper), session.tools)
    return session.tools.linter.inspect(pdf, profile=report.profile)


def check_form(session: Session, paper_id: str, *, reason: str = "") -> Paper:
    """Find the form of a signed paper right; where it departs from its layout, say why that may stay.

    :raises FormNotClean: it departs, and no reason is given.
    :raises PaperNotFound, NotAllowed, StepNotNow: as they say.
    """
    paper = may_take(session, paper_id, StepKind.CHECK_FORM)
    found = inspect_form(session, paper_id).findings
    if found and not any(letter.isalpha() for letter in reason):
        first = found[0]
        told = f"{first.title.vi}: {first.found.vi}"
        raise FormNotClean(where=paper.name, count=len(found), first=told[:200])
    with taking(session, paper, StepKind.CHECK_FORM) as one:
        one.take(StepKind.CHECK_FORM, reason=reason, findings=len(found))
        one.commit()
    return one.paper


def return_for_form(
    session: Session,
    paper_id: str,
    *,
    reason: str,
    place: Place | None = None,
    deadline: date | None = None,
) -> Paper:
    """Return a signed paper for its form: it is drafted, approved and signed anew; its figures are free until then.

    :raises PlaceUnknown, DeadlinePast, WhyMissing: what is said.
    :raises PaperNotFound, NotAllowed, StepNotNow: as they say.
    """
    paper = may_take(session, paper_id, StepKind.RETURN_FORM, reason=reason)
    place = require_place(session, paper, place)
    require_deadline(session, deadline)
    with taking(session, paper, StepKind.RETURN_FORM) as one:
        one.take(StepKind.RETURN_FORM, reason=reason, place=place, deadline=deadline)
        one.commit()
    return one.paper


def number_paper(session: Session, paper_id: str, *, day: date | None = None) -> Paper:
    """Give a paper the next number of its series, and its date; both are printed when it is sealed.

    :param day: of issue; today without one.
    :raises DateTooEarly: its figures close later. :raises SecondNotSealed: of a joint paper.
    :raises SeriesNotBegun, NumbersUsedUp: the register.
    :raises PaperNotFound, NotAllowed, StepNotNow: as they say.
    """
    paper = may_take(session, paper_id, StepKind.NUMBER)
    issued = day or session.tools.clock.today()
    report = report_of(session, paper)
    assert report is not None, "a paper whose form was checked was read"
    if issued < report.as_of:
        raise DateTooEarly(where="date", issued=issued, closing=report.as_of)
    if report.second is not None and not any(paper.taken_by(StepKind.SEAL_SECOND)):
        raise SecondNotSealed(where=paper.name, body=report.second.issuer.name)
    wish = wish_for(report, paper=paper.id, day=issued, tools=session.tools)
    with taking(session, paper, StepKind.NUMBER) as one:
        held = lease_in(one.work, session, wish)
        one.take(StepKind.NUMBER, number=held.number, lease=held.series, shown=held.label, day=issued)
        one.commit()
    return one.paper


def give_back_number(session: Session, paper_id: str, *, reason: str) -> Paper:
    """Give a number back that a paper holds and is not sealed with; it is the next to be given.

    :raises PaperNotFound, NotAllowed, StepNotNow, WhyMissing: as they say.
    """
    paper = may_take(session, paper_id, StepKind.GIVE_BACK, reason=reason)
    with taking(session, paper, StepKind.GIVE_BACK) as one:
        held = held_for(one.work, paper.id)
        if held is not None:
            return_in(one.work, session, held.series, held.number, reason=reason, held=held)
        one.take(StepKind.GIVE_BACK, reason=reason)
        one.commit()
    return one.paper


def seal_paper(
    session: Session, paper_id: str, *, key: KeySource, manner: Manner | None = None
) -> SignedPaper:
    """Print number and date on a paper and seal it; number, seal and file are kept together or not at all.

    :raises LeaseLost: the register has given the number to somebody else.
    :raises PaperNotFound, NotAllowed, StepNotNow, NotTheSamePerson: as they say.
    :raises: whatever :func:`~dvapp.services.signing.on_bytes.issued_with` says of the paper and the key.
    """
    paper = may_take(session, paper_id, StepKind.SEAL)
    numbering = paper.numbering
    assert numbering is not None, "a numbered paper has a number"
    assert numbering.number is not None, "with its value"
    assert numbering.day is not None, "and its day"
    made = issued_with(
        pdf_of(session, paper),
        place_of(paper),
        number=numbering.number,
        issued=numbering.day,
        key=key,
        tools=session.tools,
        manner=with_own_picture(session, manner, Purpose.SEAL),
    )
    report, _data = report_in(made.pdf, place_of(paper), session.tools)
    entry = entry_for(report, issued=numbering.day, tools=session.tools)
    with taking(session, paper, StepKind.SEAL) as one:
        held = held_for(one.work, paper.id)
        if held is None or held.number != numbering.number:
            raise LeaseLost(where=numbering.shown)
        use_number_in(one.work, held, entry)
        one.take(StepKind.SEAL, level=made.signed.level, pdf=one.work.papers.keep(made.pdf, packed=False))
        one.commit()
    return SignedPaper(paper=one.paper, signed=made.signed)


def issue_paper(session: Session, paper_id: str) -> Paper:
    """Let a sealed paper go out. From now on nothing of it is ever changed.

    :raises PaperNotFound, NotAllowed, StepNotNow: as they say.
    """
    paper = may_take(session, paper_id, StepKind.ISSUE)
    with taking(session, paper, StepKind.ISSUE) as one:
        one.take(StepKind.ISSUE)
        one.commit()
    return one.paper


def finish_paper(
    session: Session,
    paper_id: str,
    *,
    key: KeySource,
    day: date | None = None,
    manner: Manner | None = None,
) -> Paper:
    """Number, seal and issue a paper whose form was checked; begun again, it goes on where it stands.

    :raises DayIsGiven: it was numbered before, with another day.
    :raises: as :func:`number_paper`, :func:`seal_paper` and :func:`issue_paper`.
    """
    paper = paper_by_id(session, paper_id)
    if paper.state is State.FORM_CHECKED:
        paper = number_paper(session, paper_id, day=day)
    if day is not None and paper.issued is not None and paper.issued != day:
        raise DayIsGiven(where=paper.name, day=paper.issued, wanted=day)
    if paper.state is State.NUMBERED:
        paper = seal_paper(session, paper_id, key=key, manner=manner).paper
    return issue_paper(session, paper_id)


def register_paper(
    session: Session,
    paper_id: str,
    *,
    copies: int | None = None,
    keeper: str = "",
    note: str = "",
    sent: date | None = None,
) -> Paper:
    """Close the line of an issued paper in the register of outgoing papers; of what it follows, the line says so.

    :param copies: how many were made. :param keeper: who keeps the archive's copy. :param sent: the day it went out.
    :raises EntryFieldInvalid: what the register would say.
    :raises PaperNotFound, NotAllowed, StepNotNow: as they say.
    """
    paper = may_take(session, paper_id, StepKind.REGISTER)
    said: dict[str, object] = {"copies": copies, "keeper": keeper, "note": note, "sent": sent}
    changes = {name: value for name, value in said.items() if value not in (None, "")}
    number = number_of_paper(session, paper.id)
    with taking(session, paper, StepKind.REGISTER) as one:
        if changes and number is not None:
            amend_in(one.work, number.series, number.number, changes, reason=REGISTERED)
        _tell_the_old(one)
        one.take(StepKind.REGISTER, reason=note)
        one.commit()
    return one.paper


def _tell_the_old(one: Taking) -> None:
    """Write beside the line of a paper what corrects or replaces it."""
    paper = one.paper
    if paper.follows is None or paper.relation is None:
        return
    words = {"corrects": "Đã đính chính bằng", "replaces": "Đã thay thế bằng"}[paper.relation.value]
    told = f"{words} {paper.number}"
    for line in one.work.register.of_paper(paper.follows):
        if line.entry is not None and told not in line.entry.note:
            note = "; ".join(filter(None, (line.entry.note, told)))
            amend_in(one.work, line.series, line.number, {"note": note}, reason=told)


def save_paper(session: Session, paper_id: str, path: Path, *, seq: int | None = None) -> None:
    """Write the file of a paper, byte for byte as it is kept: the newest, or as it was after a step.

    :raises PaperNotFound, PaperHasNoFile, PaperContentDamaged: as they say.
    :raises OutputIsInput, OutputTaken, DiskFull, FileUnwritable: the file.
    """
    session.require(Action.READ)
    pdf = pdf_of(session, paper_by_id(session, paper_id), seq)
    require_output(path, session.store.path, start=PDF, files=session.tools.files)
    session.tools.files.write(path, pdf)

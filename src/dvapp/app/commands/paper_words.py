"""How ``dvappctl paper`` says what it found: words in columns, or JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.days import day_words, moment_words
from dvapp.app.commands.frame import print_json
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.domain.chain.differences import Difference
    from dvapp.domain.chain.papers import Paper, Place, Step
    from dvapp.services.chain.papers import PaperStanding
    from dvapp.services.session import Session

_SHOWN = 20
"""Differences printed for a step; the rest is counted."""


def plain_paper(paper: "Paper") -> dict[str, Any]:
    """A paper without its steps as JSON values."""
    locks = paper.locks
    return {
        "id": paper.id,
        "kind": paper.kind,
        "period": paper.period.written,
        "state": paper.state.value,
        "version": paper.version,
        "title": paper.title,
        "number": paper.number or None,
        "date": paper.issued.isoformat() if paper.issued is not None else None,
        "timestamped": None if paper.pdf is None else not paper.undated,
        "mend_by": paper.mend_by.isoformat() if paper.mend_by is not None else None,
        "locked": [locks.since.isoformat(), locks.until.isoformat()] if locks is not None else None,
        "follows": paper.follows,
        "relation": paper.relation.value if paper.relation is not None else None,
    }


def plain_step(step: "Step") -> dict[str, Any]:
    """A step as JSON values; what it does not say is null."""
    return {
        "seq": step.seq,
        "version": step.version,
        "step": step.kind.value,
        "state": step.state.value,
        "login": step.login,
        "name": step.name or None,
        "alone": step.alone,
        "at": step.at.isoformat(),
        "reason": step.reason or None,
        "place": _plain_place(step.place),
        "deadline": step.deadline.isoformat() if step.deadline is not None else None,
        "role": step.role.value if step.role is not None else None,
        "body": step.body or None,
        "holder": step.holder or None,
        "received": step.received,
        "number": step.shown or None,
        "date": step.day.isoformat() if step.day is not None else None,
        "level": step.level.value if step.level is not None else None,
        "findings": step.findings,
        "data_sha256": step.data,
        "pdf_sha256": step.pdf,
    }


def _plain_place(place: "Place | None") -> dict[str, Any] | None:
    if place is None:
        return None
    paragraph = None if place.paragraph is None else place.paragraph + 1
    return {"section": place.section or None, "paragraph": paragraph, "cell": place.code or None}


def plain_difference(difference: "Difference") -> dict[str, Any]:
    """A difference as JSON values."""
    return {
        "what": difference.what.value,
        "place": _plain_place(difference.place),
        "label": difference.label,
        "old": difference.old,
        "new": difference.new,
    }


def day_remark(session: "Session", paper: "Paper") -> str:
    """What is to be known of the day that a paper just numbered bears: that it has not come yet, or is earlier than that of
    the number below it; else empty. Once it is sealed nobody corrects it.
    """
    from dvapp.services.register.order import paper_out_of_order
    from dvapp.ui.register_words import ahead_words, order_words

    if paper.last.kind.value not in {"number", "issue"} or paper.issued is None:
        return ""
    today, below = session.tools.clock.today(), paper_out_of_order(session, paper)
    if paper.issued > today:
        return ahead_words(paper.issued, today)
    return order_words(paper.issued, below) if below is not None else ""


def tell_paper(paper: "Paper", *, as_json: bool, remark: str = "") -> None:
    """Where a paper stands after a step, and what is to be known of its day."""
    from dvapp.ui.chain_words import state_words

    if as_json:
        print_json({**plain_paper(paper), "step": plain_step(paper.last), "remark": remark or None})
        return
    click.echo(f"{paper.name}: {state_words(paper.state)}")
    if remark:
        click.echo(remark, err=True)


def print_differences(told: "Sequence[Difference]", *, as_json: bool) -> None:
    """What changed, one line each."""
    from dvapp.ui.chain_words import difference_words

    if as_json:
        print_json([plain_difference(one) for one in told])
        return
    for one in told:
        click.echo(difference_words(one))
    if not told:
        click.echo(_("Nothing differs."))


def print_paper(
    session: "Session", standing: "PaperStanding", before: "Paper | None", *, changes: bool, as_json: bool
) -> None:
    """A paper with its way.

    :param before: the paper that it corrects or replaces.
    """
    from dvapp.services.chain.papers import difference

    paper = standing.paper
    told = {step.seq: difference(session, paper, step.seq) for step in paper.steps} if changes else {}
    if as_json:
        print_json(
            {
                **plain_paper(paper),
                "follows_number": before.number if before is not None else None,
                "followed_by": [plain_paper(one) for one in standing.followers],
                "steps": [
                    {
                        **plain_step(step),
                        **({"changes": [plain_difference(d) for d in told[step.seq]]} if changes else {}),
                    }
                    for step in paper.steps
                ],
                "next": [
                    {
                        "step": offer.kind.value,
                        "allowed": offer.allowed,
                        "refused": offer.refusal.code if offer.refusal is not None else None,
                    }
                    for offer in standing.offers
                ],
                "drift": [plain_difference(one) for one in standing.drift],
            }
        )
        return
    _print_head(session, standing, before)
    for step in paper.steps:
        _print_step(step, told.get(step.seq, ()))
    _print_next(standing)


def mend_words(session: "Session", paper: "Paper") -> str:
    """Until when a returned paper is to be mended, and that it is late; empty where nobody set a day."""
    if paper.mend_by is None:
        return ""
    words = _("to be mended by {day}").format(day=day_words(paper.mend_by))
    late = _("overdue")
    return f"{words} – {late}" if paper.mend_by < session.tools.clock.today() else words


def _print_head(session: "Session", standing: "PaperStanding", before: "Paper | None") -> None:
    from dvapp.ui.chain_words import relation_words, state_words

    paper = standing.paper
    click.echo(f"{paper.name} – {state_words(paper.state)}")
    if paper.title:
        click.echo(f"  {paper.title}")
    if paper.undated:
        click.echo("  " + _("no timestamp yet"))
    if paper.mend_by is not None:
        click.echo("  " + mend_words(session, paper))
    if before is not None and paper.relation is not None:
        click.echo(f"  {relation_words(paper.relation)} {before.number}")
    for one in standing.followers:
        words = {"corrects": _("corrected by {paper}"), "replaces": _("replaced by {paper}")}
        told = words[one.relation.value] if one.relation is not None else "{paper}"
        click.echo("  " + told.format(paper=f"{one.number or one.id[:8]} ({state_words(one.state)})"))


def _print_step(step: "Step", changes: "Sequence[Difference]") -> None:
    from dvapp.ui.chain_words import difference_words, place_words, step_words, who_words

    said = [f"{step.seq:>3}  {moment_words(step.at)}  {step_words(step.kind)} – {who_words(step)}"]
    if step.kind.value in {"number", "seal", "issue", "register"} and step.shown:
        said.append(step.shown)
    if step.kind.value == "number" and step.day is not None:
        said.append(_("dated {day}").format(day=day_words(step.day)))
    if step.holder:
        said.append(_("certificate of {name}").format(name=step.holder))
    if step.received:
        said.append(_("taken in from a file"))
    if step.findings:
        said.append(_("{count} departures from the layout").format(count=step.findings))
    if step.reason:
        said.append(f"“{step.reason}”")
    if step.place is not None:
        said.append(place_words(step.place))
    if step.deadline is not None:
        said.append(_("to be mended by {day}").format(day=day_words(step.deadline)))
    click.echo("; ".join(said))
    for one in changes[:_SHOWN]:
        click.echo(f"       {difference_words(one)}")
    if len(changes) > _SHOWN:
        click.echo("       " + _("… and {count} more").format(count=len(changes) - _SHOWN))


def _print_next(standing: "PaperStanding") -> None:
    from dvapp.ui.chain_words import difference_words, step_words
    from dvapp.ui.messages import refusal_words

    for offer in standing.offers:
        why = "" if offer.refusal is None else f" ({refusal_words(offer.refusal)})"
        click.echo(f"  → {step_words(offer.kind)}{why}")
    if standing.drift:
        click.echo(_("Changed since it was submitted:"))
        for one in standing.drift[:_SHOWN]:
            click.echo(f"  {difference_words(one)}")

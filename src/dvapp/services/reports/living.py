"""Living sentences in a store: what changed in a report's text since the officer agreed to it, and his answers."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dvapp.domain.accounts.duties import Action
from dvapp.domain.calendar.periods import Period
from dvapp.domain.errors import ChangeUnknown, ReasonEmpty, SectionUnknown
from dvapp.domain.papers.binding import Binder
from dvapp.domain.papers.living import (
    Change,
    Shown,
    accepted,
    begun,
    changes_among,
    kept,
    kept_among,
    shown_references,
)
from dvapp.domain.papers.phrases import all_sections
from dvapp.domain.papers.reports import ReportText
from dvapp.domain.papers.typed_numbers import TypedNumber, numbers_typed
from dvapp.services.chain.locking import lock_on_text
from dvapp.services.figures.period_figures import report_table
from dvapp.services.reports.orders import make_order, text_in_work
from dvapp.services.session import Session

Look = Callable[[ReportText | None], tuple[Shown, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A place that prints what the officer kept, the change that he decided against, and why."""

    change: Change
    reason: str


def looker(session: Session, *, kind: str, period: Period, section: str | None = None) -> Look:
    """Reads the figures once; then tells for any text what its references show.

    :param section: the code of the one section to be looked at; ``None``: all.
    :raises ReportKindUnknown, PeriodNotOffered: as they say.
    """
    order = make_order(session, kind=kind, period=period)
    table = report_table(session, kind, period)

    def look(text: ReportText | None) -> tuple[Shown, ...]:
        return shown_references(Binder(replace(order, text=text), table, session.tools.formats), section)

    return look


def begin(session: Session, *, kind: str, period: Period) -> int:
    """Agree to what the text shows wherever nobody agreed to anything yet: called when somebody first looks at it.

    Returns at how many places. What was agreed to before stays as it is, so that changes since then are still told.
    Whoever may not change reports only looks, and agrees to nothing.

    :raises ReportKindUnknown, PeriodNotOffered: as they say.
    """
    if not session.actor.may(Action.RECORD):
        return 0
    look = looker(session, kind=kind, period=period)
    if not session.actor.may(Action.RECORD) or lock_on_text(session, kind=kind, period=period) is not None:
        return 0  # whoever only looks agrees to nothing, and what was approved stays as it is

    def agree(text: ReportText) -> ReportText:
        return begun(text, look(text))

    before, after = _change_text(session, kind, period, agree)
    return sum(map(len, after.accepted.values())) - sum(map(len, before.accepted.values()))


def changes(
    session: Session, *, kind: str, period: Period, text: ReportText | None = None
) -> tuple[Change, ...]:
    """The changes that wait for an answer, in reading order.

    :param text: a text not yet kept (the editor's), instead of the stored one; the answers are always those kept.
    :raises ReportKindUnknown, PeriodNotOffered: as they say.
    """
    look = looker(session, kind=kind, period=period)
    known = text_in_work(session, kind=kind, period=period, text=text)
    return changes_among(look(known), known)


def kept_answers(
    session: Session, *, kind: str, period: Period, text: ReportText | None = None
) -> tuple[Kept, ...]:
    """The places that print what was kept, in reading order. :raises: as :func:`changes`."""
    look = looker(session, kind=kind, period=period)
    known = text_in_work(session, kind=kind, period=period, text=text)
    return tuple(Kept(change=change, reason=reason) for change, reason in kept_among(look(known), known))


def accept(
    session: Session,
    *,
    kind: str,
    period: Period,
    section: str | None = None,
    reference: str | None = None,
    text: ReportText | None = None,
) -> tuple[Change, ...]:
    """Agree to what the figures show now, also where nobody agreed to anything yet; returns the changes agreed to.

    :param section: only there, and ``reference``: only that one, which takes back what was kept for it; ``None``: all.
    :param text: a text not yet kept (the editor's), to look at instead of the stored one; it is not kept by this.
    :raises ReportKindUnknown, PeriodNotOffered: as they say.
    :raises SectionUnknown: the report has no such section.
    :raises ChangeUnknown: there is no such reference.
    """
    session.require(Action.RECORD)
    _require_section(session, kind, section)
    look = looker(session, kind=kind, period=period)
    agreed: list[Change] = []

    def agree(known: ReportText) -> ReportText:
        shown = look(known if text is None else replace(known, sections=text.sections))
        here = tuple(s for s in shown if _is_of(s, section, reference))
        told = changes_among(here, known)
        if reference is not None:
            told += tuple(change for change, _reason in kept_among(here, known))
            _require_some(here, told, section, reference)
        agreed.extend(told)
        return begun(accepted(known, shown, agreed), here)

    _change_text(session, kind, period, agree)
    return tuple(agreed)


def keep(
    session: Session,
    *,
    kind: str,
    period: Period,
    section: str,
    reference: str,
    reason: str,
    text: ReportText | None = None,
) -> tuple[Change, ...]:
    """Keep the words agreed to against what the figures show now; returns the changes so answered.

    They are printed as long as the figures show just that, with the reason at the report's end. A kept answer may be
    given another reason.

    :param text: as of :func:`accept`.
    :raises ReportKindUnknown, PeriodNotOffered, SectionUnknown, ChangeUnknown: as :func:`accept`.
    :raises ReasonEmpty: the reason holds no word.
    """
    session.require(Action.RECORD)
    _require_section(session, kind, section)
    told = " ".join(unicodedata.normalize("NFC", reason).split())
    if not any(letter.isalpha() for letter in told):
        raise ReasonEmpty(where=reference, rule=reference)
    look = looker(session, kind=kind, period=period)
    answered: list[Change] = []

    def refuse(known: ReportText) -> ReportText:
        shown = look(known if text is None else replace(known, sections=text.sections))
        here = tuple(s for s in shown if _is_of(s, section, reference))
        answered.extend(changes_among(here, known))
        answered.extend(change for change, _reason in kept_among(here, known))
        _require_some(answered, changes_among(shown, known), section, reference)
        return kept(known, answered, told)

    _change_text(session, kind, period, refuse)
    return tuple(answered)


def typed_numbers(
    session: Session, *, kind: str, period: Period, text: ReportText | None = None
) -> tuple[TypedNumber, ...]:
    """Numbers typed by hand into edited sections that no figure fills, in reading order.

    :param text: a text not yet kept (the editor's), instead of the stored one.
    :raises ReportKindUnknown, PeriodNotOffered: as they say.
    """
    outline = session.pack.outline(kind)
    outline.require(period)
    known = text_in_work(session, kind=kind, period=period, text=text)
    if known is None or not known.sections:
        return ()
    figures = report_table(session, kind, period).all()
    order = [section.code for section in all_sections(outline) if section.code in known.sections]
    return tuple(
        number
        for code in order
        for number in numbers_typed(known.sections[code], figures, session.tools.formats)
    )


def _is_of(place: Shown | Change, section: str | None, reference: str | None) -> bool:
    return section in (None, place.section) and reference in (None, place.reference)


def _require_some(
    found: Sequence[Shown | Change], told: Sequence[Change], section: str | None, reference: str
) -> None:
    if not found:
        changed = [c.reference for c in told if section in (None, c.section)]
        known = ", ".join(dict.fromkeys(changed)) or "–"
        raise ChangeUnknown(where=section or "", reference=reference, known=known)


def _require_section(session: Session, kind: str, section: str | None) -> None:
    codes = [known.code for known in all_sections(session.pack.outline(kind))]
    if section is not None and section not in codes:
        raise SectionUnknown(where=section, section=section, known=", ".join(codes))


def _change_text(
    session: Session, kind: str, period: Period, change: Callable[[ReportText], ReportText]
) -> tuple[ReportText, ReportText]:
    """Change what is kept of a text, before and after; nothing is written where nothing changes."""
    with session.changing(Action.RECORD) as work:
        before = work.texts.get(kind, period) or ReportText(
            kind=session.pack.outline(kind).kind, period=period, sections={}
        )
        after = change(before)
        if after != before:
            work.texts.put(after)
            work.commit()
    return before, after

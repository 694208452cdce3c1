"""Living sentences as the editor shows them, without a widget: what changed, what was kept, what nobody bound."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import IndicatorCode, ReportKindCode
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.papers.living import Change, changes_among, kept_among
from dvapp.domain.papers.reports import ReportText, SectionText
from dvapp.domain.papers.typed_numbers import TypedNumber, numbers_typed
from dvapp.host.i18n import _, language
from dvapp.services.reports.composing import EditableSection
from dvapp.services.reports.living import Look, accept, begin, keep, looker
from dvapp.services.reports.orders import text_in_work
from dvapp.services.session import Session
from dvapp.ui.report.chips_model import Chip, ChipState, name_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Living:
    """What is read of a report's living sentences: what references show, and the text with its answers."""

    look: Look
    kept: ReportText | None


def read_living(session: Session, kind: ReportKindCode, period: Period) -> Living:
    """Agree to what was never looked at before, and read what there is; may run beside the window."""
    if not session.pack.outline(kind).offers(period):
        return Living(look=lambda _text: (), kept=None)
    begin(session, kind=kind, period=period)
    return Living(
        look=looker(session, kind=kind, period=period),
        kept=text_in_work(session, kind=kind, period=period),
    )


class LivingModel:
    """The changes of one report in work. ``sections`` are given as they stand on the screen, kept or not."""

    def __init__(self, session: Session, kind: ReportKindCode, table: FigureTable, living: Living) -> None:
        self._session = session
        self._kind = kind
        self._table = table
        self._look = living.look
        self._kept = living.kept
        self._seen: ReportText | None = None
        self.changes: tuple[Change, ...] = ()
        self._reasons: Mapping[tuple[str, str], tuple[Change, str]] = {}

    # --- what there is ---------------------------------------------------------------------------------------------

    def recount(self, sections: Sequence[EditableSection]) -> bool:
        """Find the changes of the text as it stands; whether they are others than before."""
        text = self._seen = self._text(sections)
        shown = self._look(text)
        before = self.changes, self._reasons
        self.changes = changes_among(shown, text)
        self._reasons = {(c.section, c.reference): (c, reason) for c, reason in kept_among(shown, text)}
        return before != (self.changes, self._reasons)

    def _text(self, sections: Sequence[EditableSection]) -> ReportText:
        edited = {s.code: SectionText(code=s.code, paragraphs=s.paragraphs) for s in sections if s.edited}
        empty = ReportText(kind=self._kind, period=self._table.period, sections={})
        return replace(self._kept or empty, sections=edited)

    def of_section(self, code: str) -> tuple[Change, ...]:
        """The changes of one section; a reference that stands twice is one."""
        found: dict[str, Change] = {}
        for change in self.changes:
            if change.section == code:
                found.setdefault(change.reference, change)
        return tuple(found.values())

    def paragraphs(self, code: str) -> frozenset[int]:
        """The changed paragraphs of a section."""
        return frozenset(change.paragraph for change in self.changes if change.section == code)

    @property
    def count(self) -> int:
        """How many sentences have changed figures."""
        return len({(change.section, change.paragraph) for change in self.changes})

    def dressed(self, code: str, notation: str, chip: Chip) -> Chip:
        """A chip as it stands in a section: changed, or printing what was kept."""
        reference = notation[1:-1]
        change = next((c for c in self.changes if (c.section, c.reference) == (code, reference)), None)
        if change is not None:
            return replace(
                chip,
                text=_headed(change, told(change)),
                told=_("{figure}: was {old}, is {new} now. Alt+A accepts.").format(
                    figure=chip.told.partition(":")[0], old=change.old, new=change.new
                ),
                state=ChipState.CHANGED,
            )
        kept = self._reasons.get((code, reference))
        if kept is None:
            return chip
        change, reason = kept
        return replace(
            chip,
            text=_headed(change, told(change, "≠")),
            shown=change.old,
            told=_("Prints {old}; the figure is {new} now. Kept because: {reason}").format(
                old=change.old, new=change.new, reason=reason
            ),
            state=ChipState.KEPT,
        )

    def label(self, change: Change) -> str:
        """What changed: codes and the first figure's name."""
        names = self._session.pack.indicators
        known = [names[code].label.said_in(language()) for code in change.codes if code in names]
        codes = _code_words(change)
        if change.reference.startswith("@"):
            return name_words(change.reference[1:])
        return f"{codes} {known[0]}".strip() if len(known) == 1 else codes or change.reference

    # --- answers ---------------------------------------------------------------------------------------------------

    def accept(self, section: str | None = None, reference: str | None = None) -> None:
        """Agree to what the figures show now, at one place or everywhere."""
        accept(
            self._session,
            kind=self._kind,
            period=self._table.period,
            section=section,
            reference=reference,
            text=self._seen,
        )
        self.reread()

    def keep(self, change: Change, reason: str) -> None:
        """Keep the old words for a reason.

        :raises ReasonEmpty: the reason holds no word.
        """
        keep(
            self._session,
            kind=self._kind,
            period=self._table.period,
            section=change.section,
            reference=change.reference,
            reason=reason,
            text=self._seen,
        )
        self.reread()

    def reread(self) -> None:
        """Read the answers anew, as after anything of the text was kept."""
        self._kept = text_in_work(self._session, kind=self._kind, period=self._table.period)

    # --- numbers that nobody bound ---------------------------------------------------------------------------------

    def numbers(self, section: EditableSection) -> tuple[TypedNumber, ...]:
        """The numbers that somebody typed into a section; the pack's own sentences have none."""
        if not section.edited:
            return ()
        text = SectionText(code=section.code, paragraphs=section.paragraphs)
        return tuple(numbers_typed(text, self._table.all(), self._session.tools.formats))


def told(change: Change, sign: str = "→") -> str:
    """Old and new, what both end with said once: "49 → 55 trường hợp"."""
    old, new = change.old.split(" "), change.new.split(" ")
    same = 0
    while same < min(len(old), len(new)) - 1 and old[-1 - same] == new[-1 - same]:
        same += 1
    return f"{' '.join(old[: len(old) - same])} {sign} {change.new}"


def _headed(change: Change, words: str) -> str:
    codes = _code_words(change)
    return f"{codes} · {words}" if codes else words


def _code_words(change: Change) -> str:
    codes: tuple[IndicatorCode, ...] = change.codes
    return "/".join(dict.fromkeys(codes)) if len(codes) <= 2 else f"{codes[0]}…{codes[-1]}"

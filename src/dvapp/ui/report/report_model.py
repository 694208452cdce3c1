"""What the report screen edits and shows, without a widget: sections, chips, states, the report in work."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from dataclasses import field as made
from enum import Enum

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import IndicatorCode, ReportKindCode
from dvapp.domain.errors import (
    DvError,
    GlyphMissing,
    HeadTooTall,
    JointIncomplete,
    PeriodNotOffered,
    TextInvalid,
)
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.papers.composing import proposed
from dvapp.domain.papers.outline import Section
from dvapp.domain.papers.reports import Figure, FigureState, Paragraph, Report, ReportText, SectionText, Stage
from dvapp.domain.papers.text import figures_in, parse_runs
from dvapp.host.i18n import _, language
from dvapp.services.figures.period_figures import report_table
from dvapp.services.reports.composing import (
    EditableSection,
    SectionBefore,
    compose_report,
    draw_report,
    editable_sections,
    preview_report,
    profile_for,
    reset_section,
    save_section,
)
from dvapp.services.reports.options import options_of
from dvapp.services.reports.paging import PagesInWork, ParagraphPlace
from dvapp.services.session import Session
from dvapp.ui.messages import refusal_words
from dvapp.ui.report.chips_model import Chips
from dvapp.ui.report.living_model import Living, LivingModel, read_living
from dvapp.ui.report.plain_words import same_text

OPENING = "opening"
_POINTS_PER_MM = 72 / 25.4


class SectionState(Enum):
    """How far a section is; the outline shows it as a dot."""

    EMPTY = "empty"
    CHANGED = "changed"
    BLANK_FIGURES = "blank_figures"
    READY = "ready"
    FAULTY = "faulty"


_LEAST_FIRST = (
    SectionState.FAULTY,
    SectionState.CHANGED,
    SectionState.BLANK_FIGURES,
    SectionState.EMPTY,
    SectionState.READY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The report in work: which it is and how it is looked at."""

    kind: ReportKindCode
    period: Period
    profile: str | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What the screen shows first: sections and the figures that fill them."""

    work: Work
    sections: tuple[EditableSection, ...]
    figures: Mapping[IndicatorCode, Figure]
    table: FigureTable
    living: Living


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The report in work as drawn, or why it cannot be drawn now.

    :param places: for each section with text the page (from 0) and the points from its upper edge where it begins.
    :param paragraphs: where each paragraph begins, in reading order.
    """

    report: Report | None
    pages: PagesInWork | None
    refusal: DvError | None = None
    places: Mapping[str, tuple[int, float]] = made(default_factory=dict)
    paragraphs: tuple[ParagraphPlace, ...] = ()


class ReportModel:
    """The text in work. Figures are read once per load; texts live here as typed and are kept by :meth:`keep`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.work: Work | None = None
        self.sections: tuple[EditableSection, ...] = ()
        self.figures: Mapping[IndicatorCode, Figure] = {}
        self.faulty: frozenset[str] = frozenset()
        self._chips: Chips | None = None
        self._before: dict[str, SectionBefore] = {}
        self.living: LivingModel | None = None

    @property
    def chips(self) -> Chips | None:
        """The chips of the period in work; ``None`` before anything is loaded."""
        return self._chips

    # --- reading ---------------------------------------------------------------------------------------------------

    def kinds(self, period: Period) -> tuple[tuple[str, str], ...]:
        """Code and name of every report that is made for a period, in the pack's order."""
        outlines = (self._session.pack.outline(code) for code in self._session.pack.reports_for(period))
        return tuple((o.kind, f"{o.kind} · {o.name.said_in(language())}") for o in outlines)

    def kind_for(self, period: Period, wished: ReportKindCode) -> ReportKindCode:
        """The wished report if it is made for the period, else the first that is."""
        offered = tuple(self._session.pack.reports_for(period))
        return wished if wished in offered else next(iter(offered), wished)

    def profiles(self, period: Period) -> tuple[tuple[str, str], ...]:
        """Code ("" follows the report's day) and words of the layouts."""
        today = self._session.tools.clock.today()
        layout = None
        if self.work is not None and self.work.period == period:
            chosen = options_of(self._session, kind=self.work.kind, period=period)
            layout = chosen.given.layout
        automatic = profile_for(min(period.span.until, today), layout)
        return (
            ("", _("{profile} (by date)").format(profile=profile_words(automatic))),
            *((code, profile_words(code)) for code in self._session.tools.pages.profiles()),
        )

    def load(self, work: Work) -> Loaded:
        """Read sections and figures; may run beside the window."""
        table = report_table(self._session, work.kind, work.period)
        return Loaded(
            work=work,
            sections=editable_sections(self._session, kind=work.kind, period=work.period),
            figures={f.code: f for f in table.all()},
            table=table,
            living=read_living(self._session, work.kind, work.period),
        )

    def take(self, loaded: Loaded) -> None:
        """Work on what :meth:`load` brought."""
        self.work, self.sections, self.figures = loaded.work, loaded.sections, loaded.figures
        self._before = {section.code: _before(section) for section in loaded.sections}
        self._chips = Chips(self._session, loaded.table, loaded.figures)
        self.living = LivingModel(self._session, loaded.work.kind, loaded.table, loaded.living)
        self.living.recount(loaded.sections)
        self.faulty = frozenset()

    # --- the text --------------------------------------------------------------------------------------------------

    def section(self, code: str) -> EditableSection | None:
        """The section with that code as it stands now."""
        return next((s for s in self.sections if s.code == code), None)

    def change(self, code: str, paragraphs: tuple[str, ...]) -> bool:
        """Take what was typed; whether that changes anything."""
        now = self.section(code)
        if now is None or now.paragraphs == paragraphs:
            return False
        edited = not same_text(paragraphs, self.pack_text(code))
        self.sections = tuple(
            replace(s, paragraphs=paragraphs, edited=edited) if s.code == code else s for s in self.sections
        )
        return True

    def keep(self, code: str) -> None:
        """Keep a section in the store; one that says again what the pack says follows the pack again.

        :raises TextChanged: somebody else changed it meanwhile. :raises StoreBusy, DiskFull, FileUnwritable: as they say.
        """
        work, section = self.work, self.section(code)
        if work is None or section is None:
            return
        before = self._before.get(code)
        if section.edited:
            text = SectionText(code=code, paragraphs=section.paragraphs)
            save_section(self._session, kind=work.kind, period=work.period, section=text, based_on=before)
        else:
            reset_section(self._session, kind=work.kind, period=work.period, code=code, based_on=before)
        self._before[code] = _before(section)
        if self.living is not None:
            self.living.reread()
            self.living.recount(self.sections)

    def before(self, code: str) -> SectionBefore:
        """What the store had of a section when the work on it began."""
        return self._before.get(code, SectionBefore(paragraphs=None))

    def base_on(self, code: str, before: SectionBefore) -> None:
        """From now on the text of a section replaces that, and nothing else."""
        self._before[code] = before

    @staticmethod
    def as_before(section: EditableSection) -> SectionBefore:
        """A section as the store has it, to be replaced."""
        return _before(section)

    def theirs(self, code: str) -> EditableSection:
        """A section as the store has it now."""
        assert self.work is not None, "a text is loaded before it is edited"
        sections = editable_sections(self._session, kind=self.work.kind, period=self.work.period)
        return next(section for section in sections if section.code == code)

    def pack_text(self, code: str) -> tuple[str, ...]:
        """The sentences that the pack proposes for a section."""
        assert self.work is not None, "a text is loaded before it is edited"
        outline = self._session.pack.outline(self.work.kind)
        opening = Section(code=OPENING, level=0, heading="", sentences=outline.opening)
        section = next((s for s in (opening, *outline.sections) if s.code == code), None)
        return tuple(s.say for s in proposed(section, self._session.board)) if section else ()

    def text(self) -> ReportText | None:
        """The changed text as it stands on the screen, kept or not."""
        if self.work is None:
            return None
        edited = {
            s.code: SectionText(code=s.code, paragraphs=s.paragraphs) for s in self.sections if s.edited
        }
        return ReportText(kind=self.work.kind, period=self.work.period, sections=edited)

    def missing(self, text: str) -> tuple[int, ...]:
        """Where a text has characters that cannot be printed, counted from 0."""
        return self._session.tools.pages.missing(text)

    # --- states ----------------------------------------------------------------------------------------------------

    def state(self, code: str) -> SectionState:
        """How far a section is, by its own text."""
        section = self.section(code)
        if code in self.faulty:
            return SectionState.FAULTY
        if self.living is not None and self.living.of_section(code):
            return SectionState.CHANGED
        if section is None or not any(p.strip() for p in section.paragraphs):
            return SectionState.EMPTY
        try:
            codes = {c for p in section.paragraphs for c in figures_in(parse_runs(p, where=code))}
        except TextInvalid:
            return SectionState.FAULTY
        if any(c not in self.figures for c in codes):
            return SectionState.FAULTY
        blank = any(self.figures[c].state is FigureState.BLANK for c in codes)
        return SectionState.BLANK_FIGURES if blank else SectionState.READY

    def dot(self, code: str) -> SectionState:
        """The outline's dot: a heading without text of its own takes the least finished of what stands below it."""
        own, section = self.state(code), self.section(code)
        below = self._below(code)
        if own is not SectionState.EMPTY or not below or section is None:
            return own
        states = [self.state(c) for c in below]
        return next(state for state in _LEAST_FIRST if state in states)

    def _below(self, code: str) -> tuple[str, ...]:
        codes = [s.code for s in self.sections]
        at = codes.index(code)
        level = self.sections[at].level
        found: list[str] = []
        for section in self.sections[at + 1 :]:
            if section.level <= level or level == 0:
                break
            found.append(section.code)
        return tuple(found)

    def counts(self) -> tuple[int, int, int]:
        """How many sections were edited, are empty, and how many figures in the text have no data."""
        leaves = [s for s in self.sections if not self._below(s.code)]
        empty = sum(self.state(s.code) is SectionState.EMPTY for s in leaves)
        blank = {
            code
            for section in self.sections
            for code in _figures(section.paragraphs)
            if code in self.figures and self.figures[code].state is FigureState.BLANK
        }
        return sum(s.edited for s in self.sections), empty, len(blank)

    # --- pages -----------------------------------------------------------------------------------------------------

    def draw(self, work: Work, text: ReportText | None, *, mark_draft: bool) -> Preview:
        """Compose and draw the text as it stands; may run beside the window. A refusal is a result, not an error."""
        stage = Stage.DRAFT if mark_draft else Stage.FOR_SIGNATURE
        report: Report | None = None
        try:
            report = compose_report(
                self._session,
                kind=work.kind,
                period=work.period,
                profile=work.profile,
                stage=stage,
                text=text,
            )
            pages = preview_report(self._session, report)
            return Preview(report=report, pages=pages, places=_begins(pages.places), paragraphs=pages.places)
        except (TextInvalid, GlyphMissing, PeriodNotOffered, JointIncomplete, HeadTooTall) as refusal:
            return Preview(report=report, pages=None, refusal=refusal)

    def as_draft(self, work: Work, text: ReportText | None) -> bytes:
        """The text as it stands as a PDF with the draft mark; may run beside the window.

        :raises: as :func:`dvapp.services.reports.composing.compose_report` and ``draw_report`` say.
        """
        report = compose_report(
            self._session,
            kind=work.kind,
            period=work.period,
            profile=work.profile,
            stage=Stage.DRAFT,
            text=text,
        )
        return draw_report(self._session, report)

    def blame(self, preview: Preview) -> str:
        """Remember which section a refusal concerns and return its code, or ``""``."""
        self.faulty = frozenset()
        refusal = preview.refusal
        if refusal is None:
            return ""
        code = (
            refusal.where.partition(":")[0]
            if isinstance(refusal, TextInvalid)
            else _holding(preview, refusal.where)
        )
        if self.section(code) is not None:
            self.faulty = frozenset({code})
        return code if self.faulty else ""

    def refusal_sentence(self, refusal: DvError) -> str:
        """Why the pages cannot be drawn now; sections by their headings, not their codes."""
        if isinstance(refusal, TextInvalid):
            code, _colon, number = refusal.where.partition(":")
            section = self.section(code)
            if section is not None:
                place = section.heading or _("Opening")
                if number:
                    place = _("{section}, paragraph {number}").format(section=place, number=number)
                return refusal_words(TextInvalid(where=place, **refusal.details))
        return refusal_words(refusal)


def _begins(paragraphs: tuple[ParagraphPlace, ...]) -> Mapping[str, tuple[int, float]]:
    found: dict[str, tuple[int, float]] = {}
    for place in paragraphs:
        found.setdefault(place.section, (place.page, place.top * _POINTS_PER_MM))
    return found


def profile_words(code: str) -> str:
    """A layout's name."""
    return {
        "party-2018": _("Party 2018"),
        "party-2026": _("Party 2026"),
        "state-2020": _("State 2020"),
    }.get(code, code)


def _figures(paragraphs: tuple[str, ...]) -> tuple[IndicatorCode, ...]:
    found: list[IndicatorCode] = []
    for paragraph in paragraphs:
        with suppress(TextInvalid):
            found.extend(figures_in(parse_runs(paragraph)))
    return tuple(found)


def _holding(preview: Preview, words: str) -> str:
    """The section in whose printed text some words stand."""
    needle = words.strip("… ")
    if preview.report is None or not needle:
        return ""
    paragraphs = (block for block in preview.report.blocks if isinstance(block, Paragraph))
    return next((p.section for p in paragraphs if needle in p.text), "")


def _before(section: EditableSection) -> SectionBefore:
    return SectionBefore(paragraphs=section.paragraphs if section.edited else None)

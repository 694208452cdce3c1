"""A template pack: what a city asks its boards to record and to report. Data the city can replace, never code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dvapp.domain.calendar.periods import Period
from dvapp.domain.calendar.returns import ReturnsRule
from dvapp.domain.calendar.workdays import NO_HOLIDAYS, DueDay, Holidays, due_day
from dvapp.domain.codes import IndicatorCode, KindCode, ReportKindCode
from dvapp.domain.errors import KindUnknown, ReportKindUnknown
from dvapp.domain.figures.indicators import Indicator
from dvapp.domain.judging.rules import Rule
from dvapp.domain.papers.outline import Outline
from dvapp.domain.places.boards import BoardRules
from dvapp.domain.recording.kinds import RecordKind
from dvapp.domain.register.series import Term
from dvapp.domain.words import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The programme of one year: the themes that titles and texts name."""

    year: int
    central_theme: str
    city_theme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Everything a template pack defines, checked: names resolve, formulas parse, nothing is circular.

    :param terms: of the committees, by which the numbers of their papers run; proposed where a series is begun.
    """

    name: str
    version: str
    title: Wording
    indicators: Mapping[IndicatorCode, Indicator]
    kinds: Mapping[KindCode, RecordKind]
    outlines: Mapping[ReportKindCode, Outline]
    programmes: Mapping[int, Programme]
    boards: BoardRules
    rules: tuple[Rule, ...] = ()
    returns: ReturnsRule | None = None
    holidays: Holidays = NO_HOLIDAYS
    terms: tuple[Term, ...] = ()

    def kind(self, code: str) -> RecordKind:
        """The record kind with that code.

        :raises KindUnknown: the pack has none.
        """
        try:
            return self.kinds[KindCode(code)]
        except KeyError:
            raise KindUnknown(where=code, kind=code, known=", ".join(self.kinds)) from None

    @property
    def returns_kind(self) -> KindCode | None:
        """The kind of the register of returns, where its records feed no figure; ``None``: there is none such."""
        kind = self.kinds.get(self.returns.kind) if self.returns is not None else None
        return None if kind is None or kind.feeds else kind.code

    def outline(self, code: str) -> Outline:
        """The outline of a report kind.

        :raises ReportKindUnknown: the pack has none.
        """
        try:
            return self.outlines[ReportKindCode(code)]
        except KeyError:
            raise ReportKindUnknown(where=code, kind=code, known=", ".join(self.outlines)) from None

    def due_day(self, code: str, period: Period) -> DueDay | None:
        """When the report of a period is due: the day its pack names, and the working day that counts.

        :raises ReportKindUnknown: the pack has no such report.
        """
        named = self.outline(code).due_on(period)
        return None if named is None else due_day(named, self.holidays)

    def reports_for(self, period: Period) -> Iterator[ReportKindCode]:
        """Codes of the reports that are made for a period, in the pack's order."""
        return (code for code, outline in self.outlines.items() if outline.offers(period))

    def programme(self, year: int) -> Programme | None:
        """The programme of a year, if the pack names one."""
        return self.programmes.get(year)

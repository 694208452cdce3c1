"""Binding: every place in a notation filled with its figure or name, in Vietnamese, and which figures were used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import IndicatorCode, ProfileCode, UnitCode
from dvapp.domain.errors import TextInvalid
from dvapp.domain.figures.indicators import Accumulation
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.packs import Pack
from dvapp.domain.papers.comparing import Against, change_words, other_period, than_words
from dvapp.domain.papers.outline import Outline
from dvapp.domain.papers.reports import Answer, Explanation, Figure, ReportText, Role, ShownWords, Stage
from dvapp.domain.papers.showing import BLANK_WORDS, Writing, period_words, show_figure
from dvapp.domain.papers.text import FigureForm, FigureRef, NameRef, Run, Words, parse_runs
from dvapp.domain.places.units import Board

_AGAINST = {FigureForm.VS_LAST: Against.LAST, FigureForm.VS_LAST_YEAR: Against.LAST_YEAR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a report is composed from, besides the figures.

    :param role: who is to sign; ``None``: whoever the report's settings name.
    :param explanations: each giải trình that does not come from the text's kept answers: those of accepted warnings.
    """

    pack: Pack
    outline: Outline
    board: Board
    board_code: UnitCode
    period: Period
    as_of: date
    stage: Stage
    profile: ProfileCode
    role: Role | None
    text: ReportText | None
    explanations: tuple[Explanation, ...] = ()


def show_reference(reference: FigureRef, table: FigureTable, writing: Writing) -> str:
    """What is printed where a figure stands in a sentence.

    :raises KeyError: the pack has no such figure.
    """
    figure = table.figure(reference.code)
    against = _AGAINST.get(reference.form)
    if against is not None:
        before = table.at(other_period(table.period, against)).figure(reference.code)
        return change_words(figure, before, than_words(table.period, against), writing)
    of = table.figure(reference.of) if reference.of is not None else None
    return show_figure(
        figure, reference.form, writing, of, scale=reference.scale, decimals=reference.decimals
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A place that prints the words an officer kept, against what the figures say now."""

    section: str
    reference: str
    codes: tuple[IndicatorCode, ...]
    answer: Answer


class Binder:
    """Fills notations for one report, and remembers the figures it used and where it prints what was kept."""

    def __init__(self, order: Order, table: FigureTable, writing: Writing) -> None:
        self.order = order
        self.table = table
        self.writing = writing
        self._used: dict[IndicatorCode, Figure] = {}
        self._departures: dict[tuple[str, str], Departure] = {}

    def bind(self, notation: str, where: str, section: str = "") -> tuple[ShownWords, ...]:
        """The runs of a notation as printed.

        :param section: whose kept answers count; those of no section by default.
        :raises TextInvalid: as :func:`~dvapp.domain.papers.composing.compose`, with ``where``.
        """
        return tuple(self._bound(run, where, section) for run in parse_runs(notation, where=where))

    def _bound(self, run: Run, where: str, section: str) -> ShownWords:
        if isinstance(run, Words):
            return ShownWords(text=run.text, bold=run.bold, italic=run.italic)
        codes = run.codes if isinstance(run, FigureRef) else ()
        text = self.answered(section, run.reference, self.shown(run, where), codes)
        return ShownWords(text=text, bold=run.bold, italic=run.italic, figures=codes)

    def shown(self, run: FigureRef | NameRef, where: str) -> str:
        """What a reference shows by the figures as they stand, whatever was answered.

        :raises TextInvalid: the pack has no such figure, or it cannot be shown so.
        """
        if isinstance(run, NameRef):
            return self._names[run.name]
        for code in run.codes:
            self.figure(code, where)
        indicator = self.order.pack.indicators[run.code]
        if run.counts and indicator.accumulation is Accumulation.FACT:
            raise TextInvalid(where=where, reason=run.written)
        return show_reference(run, self.table, self.writing)

    def answered(self, section: str, reference: str, shown: str, codes: tuple[IndicatorCode, ...]) -> str:
        """What is printed for a reference that shows these words: what was kept against them, else themselves."""
        answers = self.order.text.accepted.get(section, {}) if self.order.text else {}
        answer = answers.get(reference)
        if answer is None or answer.against != shown:
            return shown
        self._departures[section, reference] = Departure(
            section=section, reference=reference, codes=codes, answer=answer
        )
        return answer.shown

    @property
    def departures(self) -> tuple[Departure, ...]:
        """Where what was kept has been printed so far, in reading order."""
        return tuple(self._departures.values())

    @property
    def _names(self) -> Mapping[str, str]:
        order = self.order
        programme = order.pack.programme(order.period.year)
        return {
            "theme": (programme.central_theme if programme else "") or BLANK_WORDS,
            "city_theme": (programme.city_theme if programme else "") or BLANK_WORDS,
            "year": str(order.period.year),
            "next_year": str(order.period.year + 1),
            "period": period_words(order.period),
            "board": order.board.name,
            "as_of": self.writing.day(order.as_of),
        }

    def figure(self, code: IndicatorCode, where: str) -> Figure:
        """A figure, from now on among those used.

        :raises TextInvalid: the pack has no such figure.
        """
        if code not in self._used:
            try:
                self._used[code] = self.table.figure(code)
            except KeyError:
                raise TextInvalid(where=where, reason="{" + code + "}") from None
        return self._used[code]

    def used(self) -> tuple[Figure, ...]:
        """The figures used so far, in the pack's order."""
        return tuple(self._used[code] for code in self.order.pack.indicators if code in self._used)

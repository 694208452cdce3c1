"""Bound places in a report's text, as chips: what they say, and the figures to insert, without a widget."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.composing import period_words, show_figure
from dvapp.domain.errors import TextInvalid
from dvapp.domain.folding import folded, matches
from dvapp.domain.periods import Period
from dvapp.domain.reports import Figure, FigureState
from dvapp.domain.text import FigureForm, FigureRef, NameRef, parse_runs
from dvapp.host.i18n import _, language
from dvapp.services.session import Session


class ChipState(Enum):
    """What a chip's ground tells."""

    NAME = "name"
    KNOWN = "known"
    BLANK = "blank"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A bound place in the text as the editor shows it.

    :param text: what the chip says ("B01 · 36 cơ quan, đơn vị").
    :param shown: what is printed in its place.
    :param told: what a tooltip says.
    :param code: the figure it leads to, or ``None`` for a name.
    """

    text: str
    shown: str
    told: str
    state: ChipState
    code: IndicatorCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChoice:
    """A figure in the list that is inserted from. ``notation``: what it becomes in the text."""

    notation: str
    code: IndicatorCode
    label: str
    value: str
    state: FigureState


class Chips:
    """Chips of one period's figures."""

    def __init__(self, session: Session, period: Period, figures: Mapping[IndicatorCode, Figure]) -> None:
        self._session = session
        self._period = period
        self.figures = figures

    def chip(self, notation: str) -> Chip:
        """What a bound place shows."""
        try:
            run = parse_runs(notation)[0]
        except (TextInvalid, IndexError):
            return Chip(
                text=notation, shown=notation, told=_("This is not a figure."), state=ChipState.UNKNOWN
            )
        if isinstance(run, NameRef):
            said = self._name(run.name)
            return Chip(text=said, shown=said, told=f"{name_words(run.name)}: {said}", state=ChipState.NAME)
        if not isinstance(run, FigureRef):
            return Chip(text=notation, shown=notation, told="", state=ChipState.UNKNOWN)
        return self._figure_chip(run)

    def _figure_chip(self, run: FigureRef) -> Chip:
        figure = self.figures.get(run.code)
        of = self.figures.get(run.of) if run.of is not None else None
        written = f"{run.code}/{run.of}" if run.of is not None else str(run.code)
        if figure is None or (run.of is not None and of is None):
            return Chip(text=written, shown=written, told=_("The pack has no figure {code}.").format(code=written),
                        state=ChipState.UNKNOWN)  # fmt: skip
        shown = show_figure(figure, run.form, self._session.tools.formats, of)
        blank = figure.state is FigureState.BLANK or (of is not None and of.state is FigureState.BLANK)
        return Chip(
            text=f"{written} · {shown}",
            shown=shown,
            told=f"{written} · {figure.label.said_in(language())}: {shown}",
            state=ChipState.BLANK if blank else ChipState.KNOWN,
            code=run.code,
        )

    def _name(self, name: str) -> str:
        """A programme's name as :func:`dvapp.domain.composing.compose` prints it."""
        period = self._period
        programme = self._session.pack.programme(period.year)
        closing = min(period.span.until, self._session.tools.clock.today())
        return {
            "theme": programme.central_theme if programme else "",
            "city_theme": programme.city_theme if programme else "",
            "year": str(period.year),
            "period": period_words(period),
            "board": self._session.board.name,
            "as_of": self._session.tools.formats.day(closing),
        }.get(name, name)

    def choices(self, search: str, form: FigureForm, *, limit: int = 60) -> tuple[FigureChoice, ...]:
        """Figures to insert, those whose code begins with the search first; "A12/A11" offers n/N."""
        wanted = folded(search).strip()
        part, slash, whole = wanted.partition("/")
        if slash:
            found = [
                self._choice(FigureRef(code=a, form=FigureForm.OF, of=b))
                for a in self.figures
                for b in self.figures
                if a != b and folded(a) == part.strip() and folded(b).startswith(whole.strip())
            ]
            return tuple(found[:limit])
        fitting: list[tuple[int, IndicatorCode]] = []
        for code, figure in self.figures.items():
            if matches(search, f"{code} {figure.label.vi} {figure.label.en} {figure.unit.vi}"):
                fitting.append((0 if folded(code).startswith(wanted) else 1, code))
        ordered = sorted(fitting, key=lambda pair: pair[0])
        return tuple(self._choice(FigureRef(code=code, form=form)) for _rank, code in ordered[:limit])

    def _choice(self, run: FigureRef) -> FigureChoice:
        figure = self.figures[run.code]
        of = self.figures[run.of] if run.of is not None else None
        return FigureChoice(
            notation=run.written,
            code=run.code,
            label=figure.label.said_in(language()),
            value=show_figure(figure, run.form, self._session.tools.formats, of),
            state=figure.state,
        )


def name_words(name: str) -> str:
    """What a name of the programme is."""
    return {
        "theme": _("Theme of the centre"),
        "city_theme": _("Theme of the city"),
        "year": _("Year"),
        "period": _("Period"),
        "board": _("Board"),
        "as_of": _("Day the figures close"),
    }.get(name, name)

"""Bound places in a report's text, as chips: what they say, and the figures to insert, without a widget."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import IndicatorCode
from dvapp.domain.errors import TextInvalid
from dvapp.domain.figures.indicators import Accumulation
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.language.folding import folded, matches
from dvapp.domain.papers.composing import period_words, show_reference
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.papers.showing import BLANK_WORDS
from dvapp.domain.papers.text import NAMES, FigureForm, FigureRef, NameRef, Run, parse_runs
from dvapp.host.i18n import _, language
from dvapp.services.session import Session
from dvapp.ui.report.figure_forms import FormChoice, form_name, forms_of


class ChipState(Enum):
    """What a chip's ground tells."""

    NAME = "name"
    KNOWN = "known"
    BLANK = "blank"
    CHANGED = "changed"
    KEPT = "kept"
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
    """A figure, or a name of the programme, in the list that is inserted from.

    :param notation: what it becomes in the text.
    :param code: the figure; ``None`` for a name.
    :param written: what stands for it in the list: "B01", "A12/A11", "@year".
    """

    notation: str
    code: IndicatorCode | None
    written: str
    label: str
    value: str
    state: FigureState


class Chips:
    """Chips of one period's figures.

    :param table: gives the figures of other periods too, which comparisons need.
    """

    def __init__(self, session: Session, table: FigureTable, figures: Mapping[IndicatorCode, Figure]) -> None:
        self._session = session
        self._table = table
        self.figures = figures

    @property
    def _period(self) -> Period:
        return self._table.period

    # --- what stands in the text -----------------------------------------------------------------------------------

    def chip(self, notation: str) -> Chip:
        """What a bound place shows."""
        run = _read(notation)
        match run:
            case NameRef():
                said = self._name(run.name)
                told = f"{name_words(run.name)}: {said}"
                return Chip(text=said, shown=said, told=told, state=ChipState.NAME)
            case FigureRef():
                return self._figure_chip(run)
            case _:
                return _no_figure(notation, _("This is not a figure."))

    def _figure_chip(self, run: FigureRef) -> Chip:
        figure, written = self.figures.get(run.code), _written(run)
        of = self.figures.get(run.of) if run.of is not None else None
        if figure is None or (run.of is not None and of is None):
            return _no_figure(written, _("The pack has no figure {code}.").format(code=written))
        if run.counts and self._is_fact(run.code):
            reason = _("{code} is a text or a day and cannot be compared or rounded").format(code=run.code)
            return _no_figure(written, reason)
        shown = self._shown(run)
        blank = figure.state is FigureState.BLANK or (of is not None and of.state is FigureState.BLANK)
        return Chip(
            text=f"{written} · {shown}",
            shown=shown,
            told=f"{written} · {figure.label.said_in(language())}: {shown}",
            state=ChipState.BLANK if blank else ChipState.KNOWN,
            code=run.code,
        )

    def _shown(self, run: FigureRef) -> str:
        return show_reference(run, self._table, self._session.tools.formats)

    def _is_fact(self, code: IndicatorCode) -> bool:
        return self._session.pack.indicators[code].accumulation is Accumulation.FACT

    def _name(self, name: str) -> str:
        """A programme's name as :func:`dvapp.domain.papers.composing.compose` prints it."""
        period = self._period
        programme = self._session.pack.programme(period.year)
        closing = min(self._table.closes, self._session.tools.clock.today())
        return {
            "theme": (programme.central_theme if programme else "") or BLANK_WORDS,
            "city_theme": (programme.city_theme if programme else "") or BLANK_WORDS,
            "year": str(period.year),
            "next_year": str(period.year + 1),
            "period": period_words(period),
            "board": self._session.board_on(closing).name,
            "as_of": self._session.tools.formats.day(closing),
        }.get(name, name)

    # --- what can be put into it -----------------------------------------------------------------------------------

    def forms(self, notation: str) -> tuple[FormChoice, ...]:
        """Every way in which the figure of a notation can be shown, with what it prints; none for a name."""
        run = _read(notation)
        if not isinstance(run, FigureRef) or run.code not in self.figures:
            return ()
        if run.of is not None and run.of not in self.figures:
            return ()
        offered = forms_of(
            self._session.pack.indicators[run.code], self.figures[run.code], run.of, self._shown
        )
        if any(choice.notation == run.written for choice in offered):
            return offered
        own = FormChoice(notation=run.written, name=form_name(run), shown=self._figure_chip(run).shown)
        return (own, *offered)

    def choices(
        self,
        search: str,
        form: FigureForm = FigureForm.UNIT,
        *,
        first: tuple[str, ...] = (),
        limit: int = 60,
    ) -> tuple[FigureChoice, ...]:
        """Figures and names to insert, those whose code begins with the search first; "A12/A11" offers n/N.

        :param first: notations that come before all others, shown just so.
        """
        wanted = folded(search).strip().removesuffix("}")
        exact = _read(_typed(search)) if ":" in search else None
        if isinstance(exact, FigureRef) and self._figure_chip(exact).state is not ChipState.UNKNOWN:
            return (self._choice(exact),)
        part, slash, whole = wanted.partition("/")
        if slash:
            of_whole = [
                self._choice(FigureRef(code=a, form=FigureForm.OF, of=b))
                for a in self.figures
                for b in self.figures
                if a != b and folded(a) == part.strip() and folded(b).startswith(whole.strip())
            ]
            return tuple(of_whole[:limit])
        before = [run for run in map(_read, first) if isinstance(run, FigureRef) and run.code in self.figures]
        found = self._found(wanted if search.rstrip().endswith("}") else search, wanted)
        codes = frozenset(found)
        chosen = [self._choice(run) for run in before if run.code in codes]
        others = [c for c in found if c not in {run.code for run in before}]
        figures = [*chosen, *(self._choice(self._in_form(code, form)) for code in others)][:limit]
        return (*figures, *self._names(search)) if wanted else tuple(figures)

    def _found(self, search: str, wanted: str) -> list[IndicatorCode]:
        fitting: list[tuple[int, IndicatorCode]] = []
        for code, figure in self.figures.items():
            if matches(search, f"{code} {figure.label.vi} {figure.label.en} {figure.unit.vi}"):
                fitting.append((0 if folded(code).startswith(wanted) else 1, code))
        return [code for _rank, code in sorted(fitting, key=lambda pair: pair[0])]

    def _in_form(self, code: IndicatorCode, form: FigureForm) -> FigureRef:
        """A figure in a form, as far as it has a unit to follow it."""
        bare = form is FigureForm.UNIT and self.figures[code].unit.vi in {"", "%"}
        return FigureRef(code=code, form=FigureForm.NUMBER if bare else form)

    def wholes(self, part: IndicatorCode, search: str, *, limit: int = 60) -> tuple[FigureChoice, ...]:
        """Figures that another can be a part of, shown as n/N; those counted in the same unit first."""
        mine = self.figures[part]
        fitting: list[tuple[bool, IndicatorCode]] = []
        for code, figure in self.figures.items():
            number = figure.value is None or isinstance(figure.value, int | Decimal)
            if code == part or not number or figure.is_ratio or self._is_fact(code):
                continue
            if matches(search, f"{code} {figure.label.vi} {figure.label.en} {figure.unit.vi}"):
                fitting.append((figure.unit.vi != mine.unit.vi or _less(figure, mine), code))
        ordered = sorted(fitting, key=lambda pair: pair[0])
        whole = (FigureRef(code=part, form=FigureForm.OF, of=code) for _far, code in ordered[:limit])
        return tuple(self._choice(run, of_whole=True) for run in whole)

    def _choice(self, run: FigureRef, *, of_whole: bool = False) -> FigureChoice:
        figure = self.figures[run.code]
        named = self.figures[run.of] if of_whole and run.of is not None else figure
        return FigureChoice(
            notation=run.written,
            code=run.code,
            written=_written(run),
            label=named.label.said_in(language()),
            value=self._shown(run),
            state=figure.state,
        )

    def _names(self, search: str) -> Iterable[FigureChoice]:
        for name in sorted(NAMES):
            if matches(search, f"@{name} {name_words(name)}"):
                yield FigureChoice(
                    notation=f"{{@{name}}}",
                    code=None,
                    written=f"@{name}",
                    label=name_words(name),
                    value=self._name(name),
                    state=FigureState.KNOWN,
                )


def _read(notation: str) -> Run | None:
    """The one reference that a notation is, or nothing."""
    try:
        runs = parse_runs(notation)
    except TextInvalid:
        return None
    return runs[0] if len(runs) == 1 else None


def _typed(search: str) -> str:
    """A search that spells out a notation, as one: "b01:UNIT" is {B01:unit}."""
    code, colon, form = search.strip().strip("{}").partition(":")
    return "{" + code.upper() + colon + form.lower() + "}"


def _written(run: FigureRef) -> str:
    return f"{run.code}/{run.of}" if run.of is not None else str(run.code)


def _no_figure(written: str, told: str) -> Chip:
    return Chip(text=written, shown=written, told=told, state=ChipState.UNKNOWN)


def _less(whole: Figure, part: Figure) -> bool:
    values = (whole.value, part.value)
    return (
        isinstance(values[0], int | Decimal)
        and isinstance(values[1], int | Decimal)
        and values[0] < values[1]
    )


def name_words(name: str) -> str:
    """What a name of the programme is."""
    return {
        "theme": _("Theme of the centre"),
        "city_theme": _("Theme of the city"),
        "year": _("Year"),
        "next_year": _("Next year"),
        "period": _("Period"),
        "board": _("Board"),
        "as_of": _("Day the figures close"),
    }.get(name, name)

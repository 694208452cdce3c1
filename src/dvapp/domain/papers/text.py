"""Report text is a tree, not a string: blocks of runs; a run is words, or a figure with its display form.

Officers and packs write it in a small notation (see :func:`parse_runs`):

``{B01}`` the number · ``{B01:unit}`` with its unit (03 cuộc) · ``{B01:pad}`` 1 to 9 with a leading zero ·
``{A12/A11}`` "n/N", ``{A12/A11:unit}`` with the unit (30/30 ban) · ``{B01:r0}`` ``{B01:r1}`` ``{B01:r2}`` at most so many
decimals, half up · ``{H13:ng}`` ``{H13:tr}`` ``{H13:ty}`` in thousands, millions, billions with the word (1,3 tỷ) ·
these after ``unit`` too: ``{H13:unit:ty:r2}`` (1,35 tỷ đồng) · ``{B01:vs_last}`` and ``{B01:vs_last_year}`` the change against the period before and the same
period of last year, in words · ``{@theme}`` a name of the programme · ``{{`` and ``}}`` the braces themselves, ``{*}`` and ``{_}`` a star and an underscore ·
``**bold**`` and ``__italic__``. What a paragraph begins with is its style (``domain/papers/paragraphs.py``).
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.errors import TextInvalid


class FigureForm(Enum):
    """How a figure is shown in a sentence."""

    NUMBER = "number"
    UNIT = "unit"
    PAD = "pad"
    OF = "of"
    VS_LAST = "vs_last"
    VS_LAST_YEAR = "vs_last_year"

    @property
    def compares(self) -> bool:
        """Whether it needs the figure of another period."""
        return self in {FigureForm.VS_LAST, FigureForm.VS_LAST_YEAR}


class Scale(Enum):
    """In what a large number is counted: the word is printed after it."""

    THOUSAND = "ng"
    MILLION = "tr"
    BILLION = "ty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A run of plain words in one style."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRef:
    """A place in a sentence that a figure fills.

    :param of: the whole in the form n/N; with the form UNIT its unit follows.
    :param scale: in thousands, millions or billions; of numbers alone and with their unit only.
    :param decimals: at most so many are printed, 0 to 2, half up; ``None``: as many as the figure has.
    """

    code: IndicatorCode
    form: FigureForm = FigureForm.NUMBER
    of: IndicatorCode | None = None
    scale: Scale | None = None
    decimals: int | None = None
    bold: bool = False
    italic: bool = False

    @property
    def written(self) -> str:
        """Its notation, without the style."""
        parts = [f"{self.code}/{self.of}" if self.of is not None else str(self.code)]
        if self.form not in {FigureForm.NUMBER, FigureForm.OF}:
            parts.append(self.form.value)
        if self.scale is not None:
            parts.append(self.scale.value)
        if self.decimals is not None:
            parts.append(f"r{self.decimals}")
        return "{" + ":".join(parts) + "}"

    @property
    def codes(self) -> tuple[IndicatorCode, ...]:
        """The figures it shows."""
        return (self.code,) if self.of is None else (self.code, self.of)

    @property
    def reference(self) -> str:
        """Its notation without braces: what the answers to its changes are filed under."""
        return self.written[1:-1]

    @property
    def counts(self) -> bool:
        """Whether it asks something that only a number can do: compare, or be rounded."""
        return self.form.compares or self.scale is not None or self.decimals is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRef:
    """A place that a name of the programme fills: theme, city_theme, year, next_year, period, board, as_of."""

    name: str
    bold: bool = False
    italic: bool = False

    @property
    def reference(self) -> str:
        """Its notation without braces, as of a figure."""
        return f"@{self.name}"


Run = Words | FigureRef | NameRef

NAMES = frozenset({"theme", "city_theme", "year", "next_year", "period", "board", "as_of"})

_TOKEN = re.compile(r"\{\{|\}\}|\{[^{}\n]*\}|\*\*|__|[{}]")
_LITERAL = str.maketrans({"{": "{{", "}": "}}", "*": "{*}", "_": "{_}"})
_FIGURE = re.compile(
    r"(?P<code>[A-Z]{1,2}\d{2,3})"
    r"(?:/(?P<of>[A-Z]{1,2}\d{2,3})(?P<of_unit>:unit)?"
    r"|:(?P<form>pad|vs_last_year|vs_last)"
    r"|(?P<unit>:unit)?(?::(?P<scale>ng|tr|ty))?(?::r(?P<decimals>[0-2]))?)",
    re.ASCII,
)


@lru_cache(maxsize=2048)  # while one paragraph is written, all others are read again and again
def parse_runs(text: str, *, where: str = "") -> tuple[Run, ...]:
    """Read a paragraph's notation.

    :raises TextInvalid: a brace is not closed, or what stands in braces is neither a figure nor a name.
    """
    runs: list[Run] = []
    words: list[str] = []
    bold = italic = False

    def flush() -> None:
        if words:
            runs.append(Words(text="".join(words), bold=bold, italic=italic))
            words.clear()

    at = 0
    for token in _TOKEN.finditer(text):
        words.append(text[at : token.start()])
        at = token.end()
        match token.group():
            case "{{":
                words.append("{")
            case "}}":
                words.append("}")
            case "{*}" | "{_}":
                words.append(token.group()[1])
            case "**":
                flush()
                bold = not bold
            case "__":
                flush()
                italic = not italic
            case "{" | "}":
                raise TextInvalid(where=where, reason=text[max(0, token.start() - 20) : at + 20])
            case reference:
                flush()
                runs.append(_reference(reference[1:-1].strip(), bold, italic, where))
    words.append(text[at:])
    flush()
    return tuple(r for r in runs if not isinstance(r, Words) or r.text)


def _reference(inner: str, bold: bool, italic: bool, where: str) -> Run:
    if inner.startswith("@") and inner[1:] in NAMES:
        return NameRef(name=inner[1:], bold=bold, italic=italic)
    found = _FIGURE.fullmatch(inner)
    if found is None:
        raise TextInvalid(where=where, reason="{" + inner + "}")
    of = IndicatorCode(found["of"]) if found["of"] else None
    if found["unit"] or found["of_unit"]:
        form = FigureForm.UNIT
    elif of is not None:
        form = FigureForm.OF
    else:
        form = FigureForm(found["form"]) if found["form"] else FigureForm.NUMBER
    return FigureRef(
        code=IndicatorCode(found["code"]),
        form=form,
        of=of,
        scale=Scale(found["scale"]) if found["scale"] else None,
        decimals=int(found["decimals"]) if found["decimals"] else None,
        bold=bold,
        italic=italic,
    )


def write_runs(runs: tuple[Run, ...]) -> str:
    """The notation of runs; :func:`parse_runs` reads it back to runs that look the same."""
    out: list[str] = []
    bold = italic = False
    for run in runs:
        if run.bold != bold:
            out.append("**")
            bold = run.bold
        if run.italic != italic:
            out.append("__")
            italic = run.italic
        match run:
            case Words():
                out.append(run.text.translate(_LITERAL))
            case FigureRef():
                out.append(run.written)
            case NameRef():
                out.append(f"{{@{run.name}}}")
    out.append("__" if italic else "")
    out.append("**" if bold else "")
    return "".join(out)


def figures_in(runs: tuple[Run, ...]) -> tuple[IndicatorCode, ...]:
    """Codes of the figures that fill these runs, wholes included, in order."""
    codes: list[IndicatorCode] = []
    for run in runs:
        if isinstance(run, FigureRef):
            codes.extend(run.codes)
    return tuple(dict.fromkeys(codes))

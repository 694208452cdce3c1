"""Report text is a tree, not a string: blocks of runs; a run is words, or a figure with its display form.

Officers and packs write it in a small notation (see :func:`parse_runs`):

``{B01}`` the number · ``{B01:unit}`` with its unit (03 cuộc) · ``{B01:pad}`` 1 to 9 with a leading zero ·
``{A12/A11}`` "n/N" · ``{B01:vs_last}`` and ``{B01:vs_last_year}`` the change against the period before and the same
period of last year, in words · ``{@theme}`` a name of the programme · ``{{`` and ``}}`` the braces themselves, ``{*}`` and ``{_}`` a star and an underscore ·
``**bold**`` and ``__italic__``.
"""

import re
from dataclasses import dataclass
from enum import Enum

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A run of plain words in one style."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRef:
    """A place in a sentence that a figure fills. ``of`` is the whole in the form n/N."""

    code: IndicatorCode
    form: FigureForm = FigureForm.NUMBER
    of: IndicatorCode | None = None
    bold: bool = False
    italic: bool = False

    @property
    def written(self) -> str:
        """Its notation, without the style."""
        if self.form is FigureForm.OF:
            return f"{{{self.code}/{self.of}}}"
        return f"{{{self.code}}}" if self.form is FigureForm.NUMBER else f"{{{self.code}:{self.form.value}}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRef:
    """A place that a name of the programme fills: theme, city_theme, year, board, as_of."""

    name: str
    bold: bool = False
    italic: bool = False


Run = Words | FigureRef | NameRef

NAMES = frozenset({"theme", "city_theme", "year", "period", "board", "as_of"})

_TOKEN = re.compile(r"\{\{|\}\}|\{[^{}\n]*\}|\*\*|__|[{}]")
_LITERAL = str.maketrans({"{": "{{", "}": "}}", "*": "{*}", "_": "{_}"})
_FIGURE = re.compile(
    r"(?P<code>[A-Z]{1,2}\d{2,3})(?:/(?P<of>[A-Z]{1,2}\d{2,3})|:(?P<form>unit|pad|vs_last_year|vs_last))?"
)


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
    code = IndicatorCode(found["code"])
    if found["of"]:
        of = IndicatorCode(found["of"])
        return FigureRef(code=code, form=FigureForm.OF, of=of, bold=bold, italic=italic)
    form = FigureForm(found["form"]) if found["form"] else FigureForm.NUMBER
    return FigureRef(code=code, form=form, bold=bold, italic=italic)


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
            codes.extend([run.code] if run.of is None else [run.code, run.of])
    return tuple(dict.fromkeys(codes))

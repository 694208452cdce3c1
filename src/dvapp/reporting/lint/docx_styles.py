"""What a paragraph or run of a DOCX looks like once its styles are followed (ECMA-376-1, 17.7.2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dvapp.reporting.lint.model import Align

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DEEP = 24
TWIP = 25.4 / 1440
"""Millimetres."""

_ALIGN = {
    "both": Align.JUSTIFIED,
    "distribute": Align.JUSTIFIED,
    "center": Align.CENTRE,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLook:
    """A run's look."""

    size: float
    bold: bool
    italic: bool
    underlined: bool
    font: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphLook:
    """A paragraph's look: millimetres for places, points for room. ``line``: exact points, or ``None`` for ``times``."""

    align: Align
    left: float
    first: float
    before: float
    after: float
    line: float | None
    times: float
    ruled: bool
    breaks_page: bool
    style: str
    joins_same: bool


class Styles:
    """The styles of a document, read once."""

    def __init__(self, styles: Any, theme: Any) -> None:
        self._by_id = (
            {s.get(W + "styleId"): s for s in styles.iter(W + "style")} if styles is not None else {}
        )
        self._default = next(
            (
                s
                for s in self._by_id.values()
                if s.get(W + "type") == "paragraph" and s.get(W + "default") in {"1", "true"}
            ),
            None,
        )
        defaults = styles.find(W + "docDefaults") if styles is not None else None
        self._run_defaults = defaults.find(f"{W}rPrDefault/{W}rPr") if defaults is not None else None
        self._paragraph_defaults = defaults.find(f"{W}pPrDefault/{W}pPr") if defaults is not None else None
        self._theme = _theme_fonts(theme)
        self._bases: dict[tuple[str, str | None, str | None], _Layers] = {}

    def _chain(self, style_id: str | None) -> Iterator[Any]:
        style = self._by_id.get(style_id)
        for _ in range(_DEEP):
            if style is None:
                return
            yield style
            base = style.find(W + "basedOn")
            style = self._by_id.get(base.get(W + "val")) if base is not None else None

    def _paragraph_style(self, properties: Any) -> str | None:
        """The style that a paragraph follows."""
        own = properties.find(W + "pStyle") if properties is not None else None
        named = own.get(W + "val") if own is not None else None
        if named not in self._by_id:
            named = self._default.get(W + "styleId") if self._default is not None else None
        return str(named) if named is not None else None

    def _run_base(self, named: str | None, of_paragraph: str | None) -> "_Layers":
        """What a run inherits from its own style, its paragraph's, and the defaults."""
        key = ("r", named, of_paragraph)
        if key not in self._bases:
            layers = [s.find(W + "rPr") for s in (*self._chain(named), *self._chain(of_paragraph))]
            self._bases[key] = _Layers([*layers, self._run_defaults])
        return self._bases[key]

    def _paragraph_base(self, named: str | None) -> "_Layers":
        """What a paragraph inherits from its style and the defaults."""
        key = ("p", named, None)
        if key not in self._bases:
            layers = [s.find(W + "pPr") for s in self._chain(named)]
            self._bases[key] = _Layers([*layers, self._paragraph_defaults])
        return self._bases[key]

    def run(self, run: Any, paragraph: Any) -> RunLook:
        """The look of a run within its paragraph (both XML elements)."""
        own, outer = run.find(W + "rPr"), paragraph.find(W + "pPr")
        named = own.find(W + "rStyle") if own is not None else None
        base = self._run_base(
            named.get(W + "val") if named is not None else None, self._paragraph_style(outer)
        )
        layers = _Layers([own], base)
        under = layers.first("u", "val")
        return RunLook(
            size=_number(layers.first("sz", "val"), 20.0) / 2,
            bold=layers.switch("b"),
            italic=layers.switch("i"),
            underlined=under is not None and under != "none",
            font=self._font(layers),
        )

    def _font(self, layers: "_Layers") -> str:
        for fonts in layers.all("rFonts"):
            theme = fonts.get(W + "asciiTheme") or fonts.get(W + "hAnsiTheme")
            if theme is not None and self._theme.get(theme[:5]):
                return self._theme[theme[:5]]
            name = fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
            if name:
                return str(name)
        return "Times New Roman"

    def paragraph(self, paragraph: Any) -> ParagraphLook:
        """The look of a paragraph (XML element)."""
        own = paragraph.find(W + "pPr")
        style = self._paragraph_style(own)
        layers = _Layers([own], self._paragraph_base(style))
        hanging, line = layers.first("ind", "hanging"), layers.first("spacing", "line")
        exact = (layers.first("spacing", "lineRule") or "auto") != "auto"
        first = (
            -_number(hanging, 0.0) if hanging is not None else _number(layers.first("ind", "firstLine"), 0.0)
        )
        borders = next(layers.all("pBdr"), None)
        bottom = borders.find(W + "bottom") if borders is not None else None
        left = layers.first("ind", "left") or layers.first("ind", "start")
        return ParagraphLook(
            align=_ALIGN.get(layers.first("jc", "val") or "left", Align.LEFT),
            left=_number(left, 0.0) * TWIP,
            first=first * TWIP,
            before=_number(layers.first("spacing", "before"), 0.0) / 20,
            after=_number(layers.first("spacing", "after"), 0.0) / 20,
            line=_number(line, 240.0) / 20 if exact else None,
            times=_number(line, 240.0) / 240,
            ruled=bottom is not None and bottom.get(W + "val") not in {None, "nil", "none"},
            breaks_page=layers.switch("pageBreakBefore"),
            style=style if style in self._by_id and style is not None else "",
            joins_same=layers.switch("contextualSpacing"),
        )


class _Layers:
    """Properties, the nearest first; the base is what many share, so it remembers what it was asked."""

    def __init__(self, layers: list[Any], base: "_Layers | None" = None) -> None:
        self._layers = [layer for layer in layers if layer is not None]
        self._base = base
        self._values: dict[tuple[str, str], str | None] = {}
        self._switches: dict[str, bool] = {}

    def first(self, tag: str, attribute: str) -> str | None:
        """The nearest value of an attribute."""
        found = _first(self._layers, tag, attribute)
        if found is not None or self._base is None:
            return found
        return self._base.remembered(tag, attribute)

    def remembered(self, tag: str, attribute: str) -> str | None:
        """The same, asked once."""
        key = (tag, attribute)
        if key not in self._values:
            self._values[key] = self.first(tag, attribute)
        return self._values[key]

    def switch(self, tag: str) -> bool:
        """An on/off property: present without a value is on (17.17.4)."""
        found = next((e for layer in self._layers if (e := layer.find(W + tag)) is not None), None)
        if found is not None:
            return found.get(W + "val") not in {"0", "false", "off", "none"}
        return self._base.remembered_switch(tag) if self._base is not None else False

    def remembered_switch(self, tag: str) -> bool:
        """The same, asked once."""
        if tag not in self._switches:
            self._switches[tag] = self.switch(tag)
        return self._switches[tag]

    def all(self, tag: str) -> Iterator[Any]:
        """The elements of a tag, the nearest first."""
        for layer in self._layers:
            found = layer.find(W + tag)
            if found is not None:
                yield found
        if self._base is not None:
            yield from self._base.all(tag)


def _first(layers: list[Any], tag: str, attribute: str) -> str | None:
    for layer in layers:
        found = layer.find(W + tag)
        if found is not None and found.get(W + attribute) is not None:
            return str(found.get(W + attribute))
    return None


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text is not None else otherwise
    except ValueError:
        return otherwise


def _theme_fonts(theme: Any) -> dict[str, str]:
    """Names behind "minor…" and "major…"."""
    if theme is None:
        return {}
    found = {}
    for kind in ("minor", "major"):
        latin = theme.find(f".//{_A}{kind}Font/{_A}latin")
        if latin is not None and latin.get("typeface"):
            found[kind] = str(latin.get("typeface"))
    return found

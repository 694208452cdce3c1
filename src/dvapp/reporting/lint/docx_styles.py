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

    def _chain(self, style_id: str | None) -> Iterator[Any]:
        style = self._by_id.get(style_id)
        for _ in range(_DEEP):
            if style is None:
                return
            yield style
            base = style.find(W + "basedOn")
            style = self._by_id.get(base.get(W + "val")) if base is not None else None

    def _paragraph_chain(self, properties: Any) -> list[Any]:
        own = properties.find(W + "pStyle") if properties is not None else None
        named = own.get(W + "val") if own is not None else None
        if named not in self._by_id:
            named = self._default.get(W + "styleId") if self._default is not None else None
        return list(self._chain(named))

    def run(self, run: Any, paragraph: Any) -> RunLook:
        """The look of a run within its paragraph (both XML elements)."""
        own, outer = run.find(W + "rPr"), paragraph.find(W + "pPr")
        named = own.find(W + "rStyle") if own is not None else None
        layers = [own]
        layers += [
            s.find(W + "rPr") for s in self._chain(named.get(W + "val") if named is not None else None)
        ]
        layers += [s.find(W + "rPr") for s in self._paragraph_chain(outer)]
        layers = [layer for layer in (*layers, self._run_defaults) if layer is not None]
        size = _first(layers, "sz", "val")
        under = _first(layers, "u", "val")
        return RunLook(
            size=_number(size, 20.0) / 2,
            bold=_switch(layers, "b"),
            italic=_switch(layers, "i"),
            underlined=under is not None and under != "none",
            font=self._font(layers),
        )

    def _font(self, layers: list[Any]) -> str:
        for layer in layers:
            fonts = layer.find(W + "rFonts")
            if fonts is None:
                continue
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
        chain = self._paragraph_chain(own)
        layers = [own, *(s.find(W + "pPr") for s in chain), self._paragraph_defaults]
        layers = [layer for layer in layers if layer is not None]
        hanging, line = _first(layers, "ind", "hanging"), _first(layers, "spacing", "line")
        exact = (_first(layers, "spacing", "lineRule") or "auto") != "auto"
        first = (
            -_number(hanging, 0.0)
            if hanging is not None
            else _number(_first(layers, "ind", "firstLine"), 0.0)
        )
        borders = next((b for layer in layers if (b := layer.find(W + "pBdr")) is not None), None)
        bottom = borders.find(W + "bottom") if borders is not None else None
        left = _first(layers, "ind", "left") or _first(layers, "ind", "start")
        return ParagraphLook(
            align=_ALIGN.get(_first(layers, "jc", "val") or "left", Align.LEFT),
            left=_number(left, 0.0) * TWIP,
            first=first * TWIP,
            before=_number(_first(layers, "spacing", "before"), 0.0) / 20,
            after=_number(_first(layers, "spacing", "after"), 0.0) / 20,
            line=_number(line, 240.0) / 20 if exact else None,
            times=_number(line, 240.0) / 240,
            ruled=bottom is not None and bottom.get(W + "val") not in {None, "nil", "none"},
            breaks_page=_switch(layers, "pageBreakBefore"),
            style=str(chain[0].get(W + "styleId")) if chain else "",
            joins_same=_switch(layers, "contextualSpacing"),
        )


def _first(layers: list[Any], tag: str, attribute: str) -> str | None:
    for layer in layers:
        found = layer.find(W + tag)
        if found is not None and found.get(W + attribute) is not None:
            return str(found.get(W + attribute))
    return None


def _switch(layers: list[Any], tag: str) -> bool:
    """An on/off property: present without a value is on (17.17.4)."""
    for layer in layers:
        found = layer.find(W + tag)
        if found is not None:
            return found.get(W + "val") not in {"0", "false", "off", "none"}
    return False


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

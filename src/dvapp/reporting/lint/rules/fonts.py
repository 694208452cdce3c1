"""Fonts: inside the file, and of Times' metrics."""

import re
from collections.abc import Iterator
from statistics import median

from dvapp.domain.papers.findings import PaperForm
from dvapp.reporting.lint.model import FontUse
from dvapp.reporting.lint.register import Case, Hit, hit, rule, say

_TIMES = re.compile(r"times|tinos|liberation ?serif|nimbus ?rom|termes|freeserif", re.IGNORECASE)
_ENOUGH, _FAR = 8, 30.0
"""So many letters tell a font's metrics; their widths may differ by so many thousandths in the middle."""


@rule("font.embedded", "Phông chữ nhúng trong tệp", "Fonts embedded")
def embedded(case: Case) -> Iterator[Hit]:
    """Every font that draws a letter is inside the file; else another machine shows another page."""
    for font in case.paper.fonts:
        if font.embedded is False and font.name:
            yield hit(
                font.spot,
                say(f"{font.name}: không nhúng", f"{font.name}: not embedded"),
                say("nhúng", "embedded"),
            )


@rule("font.family", "Phông chữ Times New Roman", "Times metrics")
def family(case: Case) -> Iterator[Hit]:
    """Letters are as wide as those of Times New Roman; where the file does not tell widths, its name is asked."""
    for font in case.paper.fonts:
        if not _is_times(font, case):
            yield hit(font.spot, font.name or "?", "Times New Roman")


def _is_times(font: FontUse, case: Case) -> bool:
    apart = []
    for letter, found in font.advances.items():
        wanted = case.advance(letter, font.bold, font.italic)
        if wanted is not None and letter.isalpha() and found > 0:
            apart.append(abs(found - wanted))
    if len(apart) >= _ENOUGH:
        return median(apart) <= _FAR
    if case.paper.form is PaperForm.PDF and not font.name:
        return True
    return _TIMES.search(font.name.replace(" ", "")) is not None or _few_symbols(font)


def _few_symbols(font: FontUse) -> bool:
    """A font met only in signs and digits (a bullet, a check mark) is another rule's business."""
    return bool(font.advances) and not any(letter.isalpha() for letter in font.advances)

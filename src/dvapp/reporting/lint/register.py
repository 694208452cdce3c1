"""The table of rules: each a function from a case to what it found. Whatever stands here has a seeded defect in the tests."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dvapp.domain.papers.findings import Finding, Spot
from dvapp.domain.words import Wording
from dvapp.reporting.lint.model import Paper, Piece
from dvapp.reporting.lint.norms import Norms, Span
from dvapp.reporting.lint.parts import Parts

WITHOUT_LETTERS = "body.missing"

MOST = 40
"""Findings of one rule in one paper; the fortieth says as much as the four-hundredth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A paper, its parts, and what is allowed. ``advance``: width of a letter of Times, thousandths of its size."""

    paper: Paper
    parts: Parts
    norms: Norms
    advance: Callable[[str, bool, bool], float | None]


@dataclass(frozen=True, slots=True)
class Hit:
    """A departure as a rule tells it."""

    spot: Spot
    found: Wording
    expected: Wording


Check = Callable[[Case], Iterator[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule in the table."""

    code: str
    title: Wording
    check: Check


RULES: dict[str, Rule] = {}


def rule(code: str, vi: str, en: str) -> Callable[[Check], Check]:
    """Enter a function into the table under a code."""

    def enter(check: Check) -> Check:
        assert code not in RULES, code
        RULES[code] = Rule(code=code, title=Wording(vi, en), check=check)
        return check

    return enter


def hit(place: Piece | Spot, found: Wording | str, expected: Wording | str) -> Hit:
    """A departure at a piece or a spot; plain texts are the same in both languages."""
    spot = place.spot if isinstance(place, Piece) else place
    return Hit(spot, _wording(found), _wording(expected))


def _wording(words: Wording | str) -> Wording:
    return words if isinstance(words, Wording) else Wording(words, words)


def say(vi: str, en: str) -> Wording:
    """Words in both languages."""
    return Wording(vi, en)


def quoted(text: str, *, most: int = 60) -> str:
    """A text shown in a finding, cut when long."""
    text = " ".join(text.split(" "))
    return f"“{text if len(text) <= most else text[: most - 1] + '…'}”"


def measure(value: float, unit: str = "mm") -> Wording:
    """A measured value: a decimal comma in Vietnamese."""
    shown = f"{value:.1f}".removesuffix(".0")
    return Wording(f"{shown.replace('.', ',')} {unit}", f"{shown} {unit}")


def between(span: Span, unit: str = "mm") -> Wording:
    """A range of allowed values."""
    low, high = measure(span[0], unit), measure(span[-1], unit)
    if span[0] == span[-1]:
        return low
    return Wording(
        f"{low.vi.removesuffix(unit).strip()}–{high.vi}", f"{low.en.removesuffix(unit).strip()}–{high.en}"
    )


def inside(value: float, span: Span, play: float) -> bool:
    """Within the range, or nearly."""
    return span[0] - play <= value <= span[-1] + play


def findings_of(case: Case) -> tuple[Finding, ...]:
    """What all rules find, in reading order."""
    found: list[Finding] = []
    # A paper without letters cannot be judged: that alone is said of it.
    lettered = any(piece.text.strip() for piece in case.paper.pieces)
    for one in RULES.values():
        if not lettered and one.code != WITHOUT_LETTERS:
            continue
        for count, told in enumerate(one.check(case)):
            if count >= MOST:
                break
            found.append(
                Finding(
                    rule=one.code, title=one.title, found=told.found, expected=told.expected, spot=told.spot
                )
            )
    return tuple(sorted(dict.fromkeys(found), key=_place))


def _place(finding: Finding) -> tuple[int, float, float, str]:
    spot = finding.spot
    return (
        spot.page,
        spot.y if spot.y is not None else float(spot.paragraph or 0),
        spot.x or 0.0,
        finding.rule,
    )

"""The ladder of headings: I-, 1., 1.1., 1.1.1., a), -; each rung in its form and style, no rung left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dvapp.reporting.lint.model import Piece
from dvapp.reporting.lint.register import Case, Hit, hit, quoted, rule, say
from dvapp.reporting.lint.rules.shared import style_words

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


_PART = re.compile(r"(?:Phần|PHẦN)\s+(?:[IVXLC]+|thứ\s+\w+|THỨ\s+\w+|\d+|[A-ZĐ])\b")
"""A part of the paper; headings begin anew in each."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A numbered paragraph. ``at``: its place in the text; ``level`` from 0; ``numbers``: its number, or its parts' for 1.1."""

    piece: Piece
    at: int
    level: int
    shown: str
    numbers: tuple[int, ...]


def rungs(case: Case) -> Iterator[Rung]:
    """Numbered paragraphs in order, also those whose punctuation is wrong."""
    for at, piece in enumerate(case.parts.body):
        text = " ".join(piece.text.split())
        for level, norm in enumerate(case.norms.headings):
            found = re.match(norm.pattern, text) or re.match(norm.loose, text)
            if found is not None and (level or _is_roman(found["number"])):
                yield Rung(piece, at, level, found["number"], _numbers(found["number"], level))
                break


def _is_roman(text: str) -> bool:
    return re.fullmatch(r"(?:X{0,4})(?:IX|IV|V?I{0,3})", text) is not None


def _numbers(shown: str, level: int) -> tuple[int, ...]:
    return (_roman(shown),) if level == 0 else tuple(int(part) for part in shown.split("."))


def _roman(text: str) -> int:
    values = [_ROMAN[char] for char in text]
    return sum(-v if n + 1 < len(values) and values[n + 1] > v else v for n, v in enumerate(values))


def to_roman(number: int) -> str:
    """1 to 39."""
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]


def _is_heading(piece: Piece) -> bool:
    """A line of its own; a numbered sentence of the text ends with a stop and may be regular."""
    return len(piece.text) < 200 and not re.search(r"[.;:,]$", piece.text.strip())


@rule("heading.form", "Cách viết số đề mục", "Form of heading numbers")
def form(case: Case) -> Iterator[Hit]:
    """The number's punctuation."""
    for rung in rungs(case):
        norm = case.norms.headings[rung.level]
        text = " ".join(rung.piece.text.split())
        if re.match(norm.pattern, text) is None:
            yield hit(rung.piece, quoted(text, most=24), quoted(norm.example))


@rule("heading.style", "Kiểu chữ đề mục", "Style of headings")
def style(case: Case) -> Iterator[Hit]:
    """Each rung has its style."""
    for rung in rungs(case):
        norm, piece = case.norms.headings[rung.level], rung.piece
        if norm.styled and _is_heading(piece) and (piece.bold, piece.italic) != (norm.bold, norm.italic):
            yield hit(
                piece,
                style_words(bold=piece.bold, italic=piece.italic),
                style_words(bold=norm.bold, italic=norm.italic),
            )


@rule("heading.sequence", "Thứ tự đề mục", "Order of heading numbers")
def sequence(case: Case) -> Iterator[Hit]:
    """None is left out and none comes twice."""
    last: dict[tuple[int, tuple[int, ...]], int] = {}
    roman = 0
    parts = [n for n, piece in enumerate(case.parts.body) if _PART.match(piece.text)]
    for rung in rungs(case):
        if parts and rung.at > parts[0]:
            parts = [n for n in parts if n > rung.at]
            roman, last = 0, {}
        if rung.level == 0:
            wanted = roman + 1
            roman = rung.numbers[0]
            last = {key: value for key, value in last.items() if key[0] == 0}
        else:
            parent = rung.numbers[:-1]
            if rung.level == 1:
                last = {key: value for key, value in last.items() if key[0] <= 1}
            wanted = last.get((rung.level, parent), 0) + 1
            last[rung.level, parent] = rung.numbers[-1]
        if rung.numbers[-1] != wanted:
            yield hit(rung.piece, rung.shown, _shown(rung, wanted))


def _shown(rung: Rung, wanted: int) -> str:
    if rung.level == 0:
        return to_roman(wanted)
    return ".".join(str(n) for n in (*rung.numbers[:-1], wanted))


@rule("heading.ladder", "Bậc đề mục", "Rungs of the ladder")
def ladder(case: Case) -> Iterator[Hit]:
    """1.1 stands under 1, and 1.1.1 under 1.1."""
    open_numbers: dict[int, tuple[int, ...]] = {}
    for rung in rungs(case):
        if rung.level >= 2 and open_numbers.get(rung.level - 1) != rung.numbers[:-1]:
            parent = ".".join(str(n) for n in rung.numbers[:-1])
            expected = say(f"dưới mục {parent}", f"under {parent}")
            yield hit(rung.piece, rung.shown, expected)
        open_numbers = {level: n for level, n in open_numbers.items() if level < rung.level}
        open_numbers[rung.level] = rung.numbers


@rule("list.sequence", "Thứ tự các điểm a), b)", "Order of points a), b)")
def points(case: Case) -> Iterator[Hit]:
    """Letters of the Vietnamese alphabet, đ left in or out, none twice."""
    last = ""
    for piece in case.parts.body:
        found = re.match(r"([a-zđ])\) ", piece.text)
        if found is None:
            continue
        letter = found[1]
        if letter != "a" and letter not in _after(last):
            yield hit(piece, f"{letter})", f"{_after(last)[0]})" if last else "a)")
        last = letter


def _after(letter: str) -> str:
    at = _LETTERS.find(letter)
    following = _LETTERS[at + 1 : at + 2] if letter and at >= 0 else "a"
    return following + "e" if following == "đ" else following or "a"


@rule("list.bullet", "Gạch đầu dòng", "List dashes")
def bullet(case: Case) -> Iterator[Hit]:
    """A hyphen, and no other sign."""
    for piece in case.parts.body:
        found = re.match(r"([•●○▪■◆►✓✔❖*+–—\uf000-\uf0ff])\s*\S", piece.text)
        if found is not None:
            yield hit(piece, quoted(found[1]), quoted("-"))

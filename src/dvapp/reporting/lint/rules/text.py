"""Letters and signs anywhere in the paper: spaces, punctuation, quotes, numbers, dates."""

import re
from collections.abc import Iterator

from dvapp.reporting.lint.model import Piece
from dvapp.reporting.lint.register import Case, Hit, hit, quoted, rule, say
from dvapp.reporting.lint.rules.date import padded_day, padded_month

_AROUND = 18

_NUMBERING = re.compile(r"[IVXLC]+[-.]?|\d[\d.]*[.)]?|[a-zđ]\)|[-–•+]")
"""What a word processor sets before a paragraph, with as much room behind it as its tab leaves."""


def lines(case: Case) -> Iterator[Piece]:
    """Every piece of text, but not the lines that may hold blanks to be filled."""
    head = case.parts.head
    for piece in case.paper.pieces:
        if piece is not head.number and piece is not head.date:
            yield piece


def running(case: Case) -> Iterator[Piece]:
    """The same outside tables, whose cells stand beside each other."""
    return (piece for piece in lines(case) if not piece.in_table)


def around(text: str, at: int, end: int) -> str:
    """A few letters around a place."""
    return quoted(text[max(0, at - _AROUND) : end + _AROUND].strip("\n"))


@rule("text.double_space", "Hai dấu cách liền nhau", "Double spaces")
def double_space(case: Case) -> Iterator[Hit]:
    """One space between words."""
    for piece in running(case):
        found = re.search(r"(?<=\S)[ \u00a0]{2,}(?=\S)", piece.text)
        if found is not None and not _NUMBERING.fullmatch(piece.text[: found.start()]):
            yield hit(piece, around(piece.text, *found.span()), say("một dấu cách", "one space"))


@rule("text.space_before", "Dấu cách trước dấu câu", "Space before punctuation")
def space_before(case: Case) -> Iterator[Hit]:
    """None before a comma, stop, colon, semicolon or closing bracket, none after an opening one."""
    for piece in running(case):
        found = re.search(
            r"(?<=[^\s.…])[ \u00a0]+(?:[,;:!?)\]”](?!\))|\.(?![.\d]))|[(\[“][ \u00a0]+\S", piece.text
        )
        if found is not None:
            yield hit(piece, around(piece.text, *found.span()), say("không có dấu cách", "no space"))


@rule("text.space_after", "Thiếu dấu cách sau dấu câu", "No space after punctuation")
def space_after(case: Case) -> Iterator[Hit]:
    """One after a comma, semicolon or colon between words."""
    for piece in running(case):
        found = re.search(r"[^\W\d_][,;:][^\W\d_]", piece.text)
        if found is not None and "://" not in piece.text and "@" not in piece.text:
            yield hit(
                piece,
                around(piece.text, *found.span()),
                say("một dấu cách sau dấu câu", "one space after it"),
            )


@rule("text.doubled_sign", "Dấu câu lặp", "Doubled punctuation")
def doubled_sign(case: Case) -> Iterator[Hit]:
    """No ,, or ;; or .. (three dots aside)."""
    for piece in running(case):
        found = re.search(r",\s*,|;\s*;|:\s*:|[,;]\s*\.(?!\.)|(?<!\.)\.\.(?!\.)|\.\s*,", piece.text)
        if found is not None and not re.search(r"\b[A-ZĐ]\.,", piece.text):
            yield hit(piece, around(piece.text, *found.span()), say("một dấu câu", "one sign"))


@rule("text.quotes", "Hai kiểu dấu ngoặc kép", "Mixed quotation marks")
def quotes(case: Case) -> Iterator[Hit]:
    """Straight or curly in one paper, not both."""
    straight = [p for p in lines(case) if '"' in p.text]
    curly = [p for p in lines(case) if re.search("[“”]", p.text)]
    if straight and curly:
        few, sign, other = (straight, '"', "“ ”") if len(straight) <= len(curly) else (curly, "“”", '"')
        for piece in few:
            at = min(piece.text.find(mark) for mark in sign if mark in piece.text)
            yield hit(piece, around(piece.text, at, at + 1), other)


@rule("number.thousands", "Dấu phân cách hàng nghìn", "Thousands separator")
def thousands(case: Case) -> Iterator[Hit]:
    """1.234, not 1,234. What begins with 0 has decimals: 0,125."""
    for piece in lines(case):
        found = re.search(r"(?<![\d,.])[1-9]\d{0,2}(?:,\d{3})+(?![\d,]*\s?%)(?!\d|,\d)", piece.text)
        if found is not None:
            yield hit(piece, found.group(), found.group().replace(",", "."))


@rule("number.decimal", "Dấu thập phân", "Decimal sign")
def decimal(case: Case) -> Iterator[Hit]:
    """93,5%, not 93.5%."""
    for piece in lines(case):
        found = re.search(r"(?<![\d.])\d+\.\d{1,2}\s?%", piece.text)
        if found is not None:
            yield hit(piece, found.group(), found.group().replace(".", ","))


@rule("number.spaced_percent", "Dấu cách trước %", "Space before %")
def percent(case: Case) -> Iterator[Hit]:
    """The sign follows the number at once."""
    for piece in running(case):
        found = re.search(r"\d[ \u00a0]+%", piece.text)
        if found is not None:
            yield hit(piece, found.group(), re.sub(r"\s", "", found.group()))


@rule("date.in_text", "Ngày tháng trong nội dung", "Dates in the text")
def dates(case: Case) -> Iterator[Hit]:
    """As at the head: a zero before days below 10 and months below 3."""
    for piece in running(case):
        for found in re.finditer(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])", piece.text):
            yield from _date(piece, found, "{}/{}/" + found[3])
        for found in re.finditer(r"ngày (\d{1,2}) tháng (\d{1,2})(?= năm)", piece.text):
            yield from _date(piece, found, "ngày {} tháng {}")


def _date(piece: Piece, found: re.Match[str], shape: str) -> Iterator[Hit]:
    day, month = int(found[1]), int(found[2])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        yield hit(piece, found.group(), say("một ngày có trong lịch", "a day of the calendar"))
        return
    wanted = shape.format(padded_day(day), padded_month(month))
    if found.group() != wanted:
        yield hit(piece, found.group(), wanted)

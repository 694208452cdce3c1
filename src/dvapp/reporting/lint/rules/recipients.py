"""Nơi nhận: the label, the items, their punctuation."""

import re
from collections.abc import Iterator

from dvapp.domain.papers.findings import Spot
from dvapp.reporting.lint.parts import plain
from dvapp.reporting.lint.register import Case, Hit, hit, quoted, rule, say
from dvapp.reporting.lint.rules.shared import sizes, style_words, styles


@rule("recipients.missing", "Nơi nhận", "Recipients present")
def missing(case: Case) -> Iterator[Hit]:
    """Every paper says who receives it."""
    ending = case.parts.ending
    if ending.label is None or not ending.items:
        page = ending.titles[0].page if ending.titles else case.paper.sheets[-1].page
        place = ending.label or (ending.items[0] if ending.items else Spot(page=page))
        yield hit(place, say("không có", "none"), say("Nơi nhận: và danh sách", "Nơi nhận: and a list"))


@rule("recipients.label", "Chữ “Nơi nhận”", "The words “Nơi nhận”")
def label(case: Case) -> Iterator[Hit]:
    """The words and a colon."""
    piece, wanted = case.parts.ending.label, f"{case.norms.recipients.label}:"
    if piece is not None and " ".join(piece.text.split()) != wanted:
        yield hit(piece, quoted(piece.text), quoted(wanted))


@rule("recipients.underline", "Gạch chân “Nơi nhận”", "Underline of “Nơi nhận”")
def underline(case: Case) -> Iterator[Hit]:
    """Party: under the words, not under the colon. State: none."""
    piece, norm = case.parts.ending.label, case.norms.recipients
    if piece is None:
        return
    if norm.label_underlined and plain(piece.underlined) != plain(norm.label):
        found = quoted(piece.underlined) if piece.underlined else say("không gạch chân", "not underlined")
        yield hit(
            piece, found, say(f"gạch chân {quoted(norm.label)}", f"underline under {quoted(norm.label)}")
        )
    if not norm.label_underlined and piece.underlined:
        yield hit(piece, quoted(piece.underlined), say("không gạch chân", "not underlined"))


@rule("recipients.label_style", "Kiểu và cỡ chữ “Nơi nhận”", "Style and size of “Nơi nhận”")
def label_style(case: Case) -> Iterator[Hit]:
    """Party: regular 14. State: bold italic 12."""
    piece, norm = case.parts.ending.label, case.norms.recipients
    if piece is None:
        return
    yield from sizes([piece], norm.label_size)
    if (piece.bold, piece.italic) != (norm.label_bold_italic, norm.label_bold_italic):
        yield hit(
            piece,
            style_words(bold=piece.bold, italic=piece.italic),
            style_words(bold=norm.label_bold_italic, italic=norm.label_bold_italic),
        )


@rule("recipients.dash", "Gạch đầu dòng ở Nơi nhận", "Dashes of the recipients")
def dash(case: Case) -> Iterator[Hit]:
    """A hyphen and a space before each."""
    for item in case.parts.ending.items:
        if not re.match(r"- \S", item.text):
            yield hit(item, quoted(item.text, most=30), quoted(f"- {item.text.lstrip('-–—•+* ')}", most=30))


@rule("recipients.separator", "Dấu giữa các nơi nhận", "Punctuation between recipients")
def separator(case: Case) -> Iterator[Hit]:
    """Each but the last ends with the profile's sign."""
    wanted = case.norms.recipients.separator
    for item in case.parts.ending.items[:-1]:
        if not item.text.rstrip().endswith(wanted):
            yield hit(item, quoted(item.text[-24:]), quoted(wanted))


@rule("recipients.last", "Dấu chấm sau nơi nhận cuối", "Full stop after the last recipient")
def last_stop(case: Case) -> Iterator[Hit]:
    """The last one ends with a full stop."""
    items = case.parts.ending.items
    if items and not items[-1].text.rstrip().endswith("."):
        yield hit(items[-1], quoted(items[-1].text[-24:]), quoted("."))


@rule("recipients.archive", "Nơi lưu ở dòng cuối", "The archive comes last")
def archive(case: Case) -> Iterator[Hit]:
    """The last one is where it is kept."""
    items, norm = case.parts.ending.items, case.norms.recipients
    if not items:
        return
    text = items[-1].text.strip().rstrip(".") + "."
    if not text.startswith("- "):
        text = "- " + text.lstrip("-–—•+* ")
    if re.match(norm.last, text) is None:
        yield hit(items[-1], quoted(items[-1].text), quoted(norm.last_example))


@rule("recipients.style", "Kiểu và cỡ chữ danh sách nơi nhận", "Style and size of the recipients")
def style(case: Case) -> Iterator[Hit]:
    """Small and regular."""
    items = case.parts.ending.items
    yield from sizes(items, case.norms.recipients.size)
    yield from styles(items, bold=False, italic=False)

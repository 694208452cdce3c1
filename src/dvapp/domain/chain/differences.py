"""What differs between two states of one report: sentences and figures, old and new, in the order of reading."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from dvapp.domain.chain.papers import Place
from dvapp.domain.papers.reports import AnnexTable, Figure, Heading, Paragraph, Part, Report, Signatory
from dvapp.domain.papers.showing import Writing, show_figure
from dvapp.domain.papers.text import FigureForm


class What(Enum):
    """What kind of thing differs."""

    FIGURE = "figure"
    SENTENCE = "sentence"
    ROW = "row"
    """A row of an annex that shows more than a figure of the catalogue."""
    TITLE = "title"
    SIGNER = "signer"
    RECIPIENTS = "recipients"
    SETTING = "setting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that differs.

    :param label: what it is called, in Vietnamese as papers say it: a figure's name, a section's heading, an annex.
    :param old: as it was, ``None``: it was not there; ``new``: as it is, ``None``: it is gone.
    """

    what: What
    place: Place
    label: str
    old: str | None
    new: str | None


def differences(
    old: Report, new: Report, writing: Writing, *, by_hand: bool = False
) -> tuple[Difference, ...]:
    """Everything that differs but dates and names that follow the day of reading.

    :param by_hand: only words that somebody wrote: figures, and what stands in their places in sentences, are left out.
    """
    found = [*_heads(old, new), *_sentences(old, new, by_hand=by_hand)]
    if not by_hand:
        found += [*_figures(old, new, writing), *_rows(old, new)]
    return tuple(found)


def _heads(old: Report, new: Report) -> Iterator[Difference]:
    for what, label, one, other in (
        (What.TITLE, "Trích yếu", old.title, new.title),
        (What.SIGNER, "Người ký", _signer(old.signatory), _signer(new.signatory)),
        (What.SIGNER, "Người ký của cơ quan thứ hai", _second(old), _second(new)),
        (What.RECIPIENTS, "Nơi nhận", "; ".join(old.recipients), "; ".join(new.recipients)),
        (What.SETTING, "Kính gửi", "; ".join(old.addressees), "; ".join(new.addressees)),
        (What.SETTING, "Căn cứ", "; ".join(old.grounds), "; ".join(new.grounds)),
        (What.SETTING, "Mức độ khẩn", old.urgency, new.urgency),
        (What.SETTING, "Phạm vi lưu hành", old.circulation, new.circulation),
        (What.SETTING, "Mẫu thể thức", old.profile, new.profile),
    ):
        if one != other:
            yield Difference(what=what, place=Place(), label=label, old=one or None, new=other or None)


def _signer(signatory: Signatory) -> str:
    authority, role = signatory.signs_as
    return " – ".join(part for part in (authority.value, role.value, signatory.behalf) if part)


def _second(report: Report) -> str:
    return "" if report.second is None else f"{report.second.issuer.name}: {_signer(report.second.signatory)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A paragraph or heading as it is compared."""

    place: Place
    label: str
    text: str
    mark: str


def _lines(report: Report, *, by_hand: bool) -> list[_Line]:
    lines: list[_Line] = []
    heading = ""
    for block in report.blocks:
        match block:
            case Part():
                heading = block.title
            case Heading():
                heading = block.text
                lines.append(_Line(place=Place(), label=heading, text=heading, mark=heading))
            case Paragraph():
                mark = "".join("{}" if run.figures and by_hand else run.text for run in block.runs)
                place = Place(section=block.section, paragraph=block.number)
                lines.append(_Line(place=place, label=heading, text=block.text, mark=mark))
    return lines


def _sentences(old: Report, new: Report, *, by_hand: bool) -> Iterator[Difference]:
    before, now = _lines(old, by_hand=by_hand), _lines(new, by_hand=by_hand)
    matcher = SequenceMatcher(
        None, [line.mark for line in before], [line.mark for line in now], autojunk=False
    )
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag != "equal":
            yield from _pairs(before[i:i_end], now[j:j_end])


def _pairs(before: Sequence[_Line], now: Sequence[_Line]) -> Iterator[Difference]:
    """Lines that stand in one another's place; a sentence keeps to its own paragraph, the rest come and go."""
    places = {line.place: line for line in now if line.place.section}
    taken: set[int] = set()
    left: list[_Line] = []
    for line in before:
        other = places.get(line.place)
        if other is None:
            left.append(line)
            continue
        taken.add(id(other))
        yield _sentence(line, other)
    fresh = [line for line in now if id(line) not in taken]
    for number in range(max(len(left), len(fresh))):
        one = left[number] if number < len(left) else None
        other = fresh[number] if number < len(fresh) else None
        yield _sentence(one, other)


def _sentence(old: _Line | None, new: _Line | None) -> Difference:
    line = new or old
    assert line is not None
    return Difference(
        what=What.SENTENCE,
        place=line.place,
        label=line.label,
        old=old.text if old is not None else None,
        new=new.text if new is not None else None,
    )


def _figures(old: Report, new: Report, writing: Writing) -> Iterator[Difference]:
    before = {figure.code: figure for figure in old.figures}
    now = {figure.code: figure for figure in new.figures}
    for code in dict.fromkeys((*now, *before)):
        one, other = before.get(code), now.get(code)
        if _value(one) != _value(other):
            figure = other or one
            assert figure is not None
            yield Difference(
                what=What.FIGURE,
                place=Place(code=code),
                label=figure.label.vi,
                old=show_figure(one, FigureForm.UNIT, writing) if one is not None else None,
                new=show_figure(other, FigureForm.UNIT, writing) if other is not None else None,
            )


def _value(figure: Figure | None) -> object:
    return None if figure is None else (figure.state, figure.value)


def _rows(old: Report, new: Report) -> Iterator[Difference]:
    """Rows of annexes, but those that only show a figure of this period, which is told already."""
    before = {annex.number: annex for annex in old.annexes}
    now = {annex.number: annex for annex in new.annexes}
    for number in sorted({*before, *now}):
        one, other = before.get(number), now.get(number)
        annex = other or one
        assert annex is not None
        label = f"Phụ lục {number}. {annex.title}" if annex.title else f"Phụ lục {number}"
        lines, fresh = _row_texts(one), _row_texts(other)
        matcher = SequenceMatcher(None, lines, fresh, autojunk=False)
        for tag, i, i_end, j, j_end in matcher.get_opcodes():
            if tag == "equal":
                continue
            gone, come = lines[i:i_end], fresh[j:j_end]
            for place in range(max(len(gone), len(come))):
                yield Difference(
                    what=What.ROW,
                    place=Place(code=f"{number}"),
                    label=label,
                    old=gone[place] if place < len(gone) else None,
                    new=come[place] if place < len(come) else None,
                )


def _row_texts(annex: AnnexTable | None) -> list[str]:
    return [] if annex is None else [" | ".join(row.cells) for row in annex.rows if not row.code]

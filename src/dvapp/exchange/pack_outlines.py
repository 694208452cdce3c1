"""What the schemas cannot say of a report outline: its sentences can be read, and every figure in them exists."""

from collections.abc import Collection, Iterator

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.errors import TextInvalid
from dvapp.domain.outline import Outline, Sentence
from dvapp.domain.text import figures_in, parse_runs
from dvapp.exchange.pack_yaml import PackFault, PackFile, Spot
from dvapp.host.i18n import _

OPENING = "opening"
"""Section code that the program gives to the opening; no section of a pack may have it."""


def outline_faults(
    file: PackFile, outline: Outline, *, indicators: Collection[IndicatorCode]
) -> Iterator[PackFault]:
    """Everything wrong with an outline that its schema cannot see, in the order of its parts."""
    yield from _text(file, outline.title, ("title",), indicators)
    yield from _sentences(file, outline.opening, ("opening",), indicators)
    seen: set[str] = {OPENING}
    for number, section in enumerate(outline.sections):
        here: Spot = ("sections", number)
        if section.code in seen:
            yield file.fault(
                _("the section “{code}” is there twice").format(code=section.code), *here, "code"
            )
        seen.add(section.code)
        if bool(section.heading) != (section.level > 0):
            yield file.fault(_("a section of level 0 has no heading; every other has one"), *here, "heading")
        yield from _sentences(file, section.sentences, (*here, "sentences"), indicators)
    for number, annex in enumerate(outline.annexes):
        yield from _text(file, annex.title, ("annexes", number, "title"), indicators)
        for group, (_heading, codes) in enumerate(annex.groups):
            for row, code in enumerate(codes):
                if code not in indicators:
                    spot = ("annexes", number, "groups", group, "indicators", row)
                    yield file.fault(_("there is no figure {code}").format(code=code), *spot)


def _sentences(
    file: PackFile, sentences: tuple[Sentence, ...], here: Spot, indicators: Collection[IndicatorCode]
) -> Iterator[PackFault]:
    for number, sentence in enumerate(sentences):
        yield from _text(file, sentence.say, (*here, number, "say"), indicators)
        if sentence.if_blank:
            yield from _text(file, sentence.if_blank, (*here, number, "if_blank"), indicators)


def _text(
    file: PackFile, text: str, spot: Spot, indicators: Collection[IndicatorCode]
) -> Iterator[PackFault]:
    try:
        runs = parse_runs(text)
    except TextInvalid as error:
        reason = _("what stands in braces is neither a figure nor a name, or a brace is open: {text}")
        yield file.fault(reason.format(text=error.details["reason"]), *spot)
        return
    for code in figures_in(runs):
        if code not in indicators:
            yield file.fault(_("there is no figure {code}").format(code=code), *spot)

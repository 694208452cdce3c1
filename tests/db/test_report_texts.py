"""What is kept of a report's changed text: stores of before and of now are read alike."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dvapp.db.report_texts import read_text, text_content
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import ReportKindCode
from dvapp.domain.papers.reports import Answer, ReportText, SectionText

YEAR = parse_period("2018")
words = some.text(some.characters(codec="utf-8"), max_size=12)
names = some.text("abcxyz_", min_size=1, max_size=8)
answers = some.builds(Answer, shown=words, against=some.none() | words, reason=words)


def text(sections: dict[str, tuple[str, ...]], accepted: dict[str, dict[str, Answer]]) -> ReportText:
    return ReportText(
        kind=ReportKindCode("BC06"),
        period=YEAR,
        sections={code: SectionText(code=code, paragraphs=told) for code, told in sections.items()},
        accepted=accepted,
    )


@given(
    some.dictionaries(names, some.lists(words, max_size=3).map(tuple), max_size=3),
    some.dictionaries(names, some.dictionaries(words, answers, min_size=1, max_size=3), max_size=2),
)
def test_sections_and_answers_come_back(
    sections: dict[str, tuple[str, ...]], accepted: dict[str, dict[str, Answer]]
) -> None:
    kept = text(sections, accepted)
    assert read_text("BC06", YEAR, json.loads(text_content(kept))) == kept


def test_a_text_of_before_has_answered_nothing() -> None:
    read = read_text("BC06", YEAR, {"inspection": ["Một {B01}.", "Hai."]})
    assert read == text({"inspection": ("Một {B01}.", "Hai.")}, {})
    assert json.loads(text_content(read)) == {"inspection": ["Một {B01}.", "Hai."]}


@pytest.mark.parametrize(
    "accepted", [{"a": {"B01": {"shown": "3", "else": 1}}}, {"a": {"B01": "3"}}, {"a": ["B01"]}]
)
def test_answers_that_are_none_are_told_apart_from_a_text(accepted: object) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        read_text("BC06", YEAR, {"*accepted": accepted})

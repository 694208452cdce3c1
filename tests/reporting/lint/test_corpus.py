"""Every seeded defect is told, by its rule and on its page, and nothing is told that is not there."""

import pytest
from tests.reporting.lint.corpus import BASES, CORPUS, PDF, Broken
from tests.reporting.lint.drawn import DRAWN
from tests.reporting.lint.made_docx import make_docx
from tests.reporting.lint.made_pdf import make_pdf
from tests.reporting.lint.recipe import Recipe

from dvapp.domain.papers.findings import Finding, Inspection
from dvapp.reporting.lint.linter import PaperLinter
from dvapp.reporting.lint.register import RULES

ENTRIES = [pytest.param(entry, form, id=f"{entry.name} ({form})") for entry in CORPUS for form in entry.forms]


def make(recipe: Recipe, form: str) -> bytes:
    return make_pdf(recipe) if form == PDF else make_docx(recipe)


def told(found: Inspection) -> list[str]:
    return [_words(finding) for finding in found.findings]


def _words(finding: Finding) -> str:
    return f"{finding.rule} p{finding.spot.page}: {finding.found.vi} / {finding.expected.vi}"


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("recipe", BASES)
def test_a_paper_after_the_guide_has_nothing_wrong(linter: PaperLinter, recipe: Recipe, form: str):
    found = linter.inspect(make(recipe, form))
    assert found.profile == recipe.profile, "told from its head and its date"
    assert not told(found)


@pytest.mark.parametrize(("entry", "form"), ENTRIES)
def test_a_seeded_defect_is_told_and_nothing_else(linter: PaperLinter, entry: Broken, form: str):
    found = linter.inspect(make(entry.recipe, form), profile=entry.profile)
    page = entry.page if form == PDF else entry.word_page
    hits = [f for f in found.findings if f.rule == entry.rule and f.spot.page == page]
    assert hits, told(found)
    assert all(hit.found.vi and hit.found.en and hit.expected.vi and hit.expected.en for hit in hits)
    if "*" not in entry.also:
        assert {f.rule for f in found.findings} <= {entry.rule, *entry.also}, told(found)


def test_every_rule_has_a_seeded_defect_and_every_defect_a_rule():
    seeded = {entry.rule for entry in CORPUS} | {entry.rule for entry in DRAWN}
    assert seeded == set(RULES)
    assert len(RULES) >= 20
    assert len(CORPUS) >= 60
    assert len({entry.name for entry in CORPUS}) == len(CORPUS)


def test_a_finding_names_the_place_in_millimetres(linter: PaperLinter):
    entry = next(entry for entry in CORPUS if entry.name == "a colon after Số")
    (finding,) = linter.inspect(make_pdf(entry.recipe)).findings
    assert finding.spot.x == pytest.approx(66.7 - 20, abs=3)
    assert finding.spot.y == pytest.approx(38.5, abs=0.2)


def test_a_finding_in_a_docx_names_the_paragraph(linter: PaperLinter):
    entry = next(entry for entry in CORPUS if entry.name == "two spaces")
    (finding,) = linter.inspect(make_docx(entry.recipe)).findings
    assert finding.spot.paragraph is not None
    assert finding.spot.y is None

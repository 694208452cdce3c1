"""What our own drawer makes of a right report has nothing wrong; of a wrong report or layout, the linter tells it."""

from pathlib import Path
from typing import Any

import pytest
from tests.reporting.lint.drawn import DRAWN, Drawn
from tests.reporting.samples import CITY, DATA, DISTRICT, RESOURCES, annex, report

from dvapp.domain.papers.reports import Role, Stage
from dvapp.reporting.docx.writer import DocxDocuments
from dvapp.reporting.lint.linter import PaperLinter
from dvapp.reporting.pages import ReportPages

PARTY = ["party-2018", "party-2026"]


@pytest.mark.parametrize("entry", DRAWN, ids=[entry.name for entry in DRAWN])
def test_a_defect_drawn_by_ourselves_is_told(linter: PaperLinter, entry: Drawn, tmp_path: Path):
    found = linter.inspect(entry.make(tmp_path), profile=entry.profile)
    assert entry.rule in {finding.rule for finding in found.findings}


@pytest.mark.parametrize("stage", list(Stage), ids=lambda stage: stage.value)
@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
@pytest.mark.parametrize("profile", PARTY)
def test_our_own_pages_have_nothing_wrong(
    linter: PaperLinter, pages: ReportPages, profile: str, role: Role, stage: Stage
):
    for changes in _reports():
        made = report(profile=profile, role=role, stage=stage, **changes)
        found = linter.inspect(pages.draw(made, DATA), profile=profile)
        assert not [(f.rule, f.found.vi, f.expected.vi, f.spot) for f in found.findings]


@pytest.mark.parametrize("stage", list(Stage), ids=lambda stage: stage.value)
@pytest.mark.parametrize("profile", PARTY)
def test_our_own_word_files_have_nothing_wrong(linter: PaperLinter, profile: str, stage: Stage):
    documents = DocxDocuments(RESOURCES)
    for changes in _reports()[:3]:
        found = linter.inspect(
            documents.document(report(profile=profile, stage=stage, **changes)), profile=profile
        )
        assert not [(f.rule, f.found.vi, f.expected.vi, f.spot) for f in found.findings]


def _reports() -> list[dict[str, Any]]:
    return [
        {},
        {"issuer": DISTRICT, "annexes": (annex(80), annex(12, 2))},
        {"issuer": CITY, "sections": 1, "annexes": ()},
        {"sections": 9, "name": None},
        {
            "title": "sơ kết sáu tháng đầu năm, phương hướng nhiệm vụ sáu tháng cuối năm về công tác dân vận "
            * 2
        },
        {"recipients": tuple(f"Đảng uỷ phường số {n}" for n in range(45))},
    ]

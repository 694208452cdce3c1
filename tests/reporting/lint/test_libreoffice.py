"""Papers that LibreOffice prints from the corpus' Word files: another maker of PDFs, with its own fonts and rounding."""

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.reporting.lint.corpus import CORPUS, DOCX
from tests.reporting.lint.made_docx import make_docx
from tests.reporting.lint.recipe import OLD, PARTY

from dvapp.reporting.lint.linter import PaperLinter

OFFICE = shutil.which("soffice")
SEEDED = (
    "letter paper",
    "a light title line",
    "a small left block",
    "a colon after Số",
    "a number not padded",
    "a day not padded",
    "the document type in small letters",
    "three hyphens below the summary",
    "Kính gửi in a Party report",
    "a small text",
    "an indent of half an inch",
    "lines too near",
    "a stop after a Roman number",
    "a heading left out",
    "the old ending",
    "Nơi nhận not underlined",
    "two spaces",
    "decomposed letters",
    "both tone styles",
    "page numbers at the foot in Word",
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed (libreoffice-writer-nogui)"),
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of them in one run: starting the program takes longer than printing."""
    folder = tmp_path_factory.mktemp("office")
    recipes = {"party-2026": PARTY, "party-2018": OLD}
    recipes |= {entry.name: entry.recipe for entry in CORPUS if entry.name in SEEDED and DOCX in entry.forms}
    assert len(recipes) == 2 + len(SEEDED)
    for n, recipe in enumerate(recipes.values()):
        (folder / f"{n}.docx").write_bytes(make_docx(recipe))
    assert OFFICE is not None
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(folder / f"{n}.docx") for n in range(len(recipes))),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for n, name in enumerate(recipes):
        (folder / f"{n}.pdf").rename(folder / f"{name}.pdf")
    return folder


@pytest.mark.parametrize("profile", ["party-2026", "party-2018"])
def test_a_right_paper_printed_by_libreoffice_is_clean(linter: PaperLinter, printed: Path, profile: str):
    found = linter.inspect((printed / f"{profile}.pdf").read_bytes())
    assert found.profile == profile
    assert not [(f.rule, f.found.vi, f.expected.vi, f.spot) for f in found.findings]


@pytest.mark.parametrize("name", SEEDED)
def test_a_defect_printed_by_libreoffice_is_told(linter: PaperLinter, printed: Path, name: str):
    entry = next(entry for entry in CORPUS if entry.name == name)
    found = linter.inspect((printed / f"{name}.pdf").read_bytes(), profile=entry.profile)
    assert entry.rule in {f.rule for f in found.findings}

"""Whenever the clerk's program is killed, a paper either has its number and seal or not, and no number is lost."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from tests.db.made import ROOT
from tests.services.chain_office import ADMINISTRATOR, CLERK, NAME, OFFICER, Office

from dvapp.domain.chain.steps import State
from dvapp.domain.signing.verification import Verdict
from dvapp.services.chain import issuing, papers
from dvapp.services.register.lines import number_of_paper
from dvapp.services.signing.verifying import verify_document

At = Callable[[str], Office]

PLACES = {
    "between number and seal": State.NUMBERED,
    "between seal and keeping": State.NUMBERED,
}


def killed_at(office: Office, place: str) -> None:
    """Run the other process until it says that it is there, and kill it with no chance to tidy up."""
    command = [sys.executable, "-m", "tests.services.chain_killed", str(office.folder), place]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "there\n"
        process.kill()


@pytest.mark.parametrize("place", PLACES)
def test_a_killed_clerk_goes_on_where_he_was_with_the_same_number(at_stage: At, place: str):
    office = at_stage("form_checked")
    killed_at(office, place)
    clerk = office.by(CLERK)
    paper = papers.find_paper(office.by(OFFICER), NAME)
    assert paper.state is PLACES[place]
    assert number_of_paper(clerk, paper.id) is None
    issued = office.issued(paper)
    assert (issued.state, issued.number) == (State.ISSUED, "01-BC/BDVQU")
    saved = office.folder / "ra.pdf"
    issuing.save_paper(clerk, paper.id, saved)
    found = verify_document(saved, trust=office.folder / "trust.pem", tools=office.tools)
    assert (found.verdict, found.issued) == (Verdict.TOTAL_PASSED, True)
    assert office.by(ADMINISTRATOR).store.check().faults == ()

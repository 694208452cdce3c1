"""Signatures on the pages that the program draws."""

import subprocess
from datetime import date
from pathlib import Path

import pytest
from tests.reporting.samples import DATA, RESOURCES, report
from tests.signing.world import NOW, World

from dvapp.domain.papers.reports import Stage
from dvapp.domain.signing.verification import KeyHolder, SignatureRole, Verdict
from dvapp.reporting.pages import ReportPages
from dvapp.services.reports.paging import Fields


@pytest.fixture(scope="module")
def issued(world: World) -> bytes:
    pages = ReportPages(RESOURCES)
    made = report()
    leader: KeyHolder = world.leader.holder
    signed = world.signatures.certify(
        pages.draw(made, DATA),
        world.leader,
        field=Fields.LEADER,
        stamp=pages.signer_stamp(made, leader, NOW),
        when=NOW,
        role="leader",
        place=made.issuer.place,
    )
    return world.signatures.seal(
        signed,
        world.seal,
        field=Fields.SEAL,
        stamp=pages.seal_stamp(made, world.seal.holder, NOW),
        when=NOW,
        fills=pages.number_and_date(made, 12, date(2019, 1, 15)),
    )


def test_an_issued_report_passes(world, issued):
    verification = world.verify(issued)
    assert verification.verdict is Verdict.TOTAL_PASSED
    assert [finding.role for finding in verification.signatures] == [SignatureRole.LEADER, SignatureRole.SEAL]
    assert world.signatures.state(issued) == dict.fromkeys(
        (Fields.NUMBER, Fields.DATE, Fields.LEADER, Fields.SEAL), True
    )


def test_a_fresh_report_is_empty_and_a_draft_has_no_places(world):
    pages = ReportPages(RESOURCES)
    fresh = world.signatures.state(pages.draw(report(name=None), DATA))
    assert fresh == dict.fromkeys((Fields.NUMBER, Fields.DATE, Fields.LEADER, Fields.SEAL), False)
    assert world.signatures.state(pages.draw(report(stage=Stage.DRAFT), DATA)) == {}


def test_the_data_under_the_leaders_signature_are_the_reports(world, issued):
    revision = world.signatures.signed_revision(issued)
    assert revision is not None
    assert ReportPages(RESOURCES).data_of(revision) == DATA


def test_other_programs_agree(issued: bytes, tmp_path: Path):
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(issued)

    def said(*words: str) -> str:
        return subprocess.run([*words, str(path)], capture_output=True, text=True, check=True).stdout

    assert said("pdfsig", "-nocert").count("Signature is Valid.") == 2
    assert "No syntax or stream encoding errors" in said("qpdf", "--check")
    assert all(line.split()[-5] == "yes" for line in said("pdffonts").splitlines()[2:])
    assert b"<pdfaid:part>3</pdfaid:part>" in issued or b'pdfaid:part="3"' in issued

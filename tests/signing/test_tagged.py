"""Signatures and the structure of the pages: each stays as it was, whoever signs after whom."""

import io
from datetime import date
from typing import Any

import pikepdf
import pytest
from pikepdf import pdfa
from tests.reporting.documents import document
from tests.reporting.samples import DATA, RESOURCES, report
from tests.reporting.structure import judged
from tests.signing.world import NOW, World
from tests.stamp_pictures import seal as seal_picture
from tests.stamp_pictures import signature

from dvapp.domain.papers.reports import Report
from dvapp.domain.signing.verification import Verdict
from dvapp.reporting.archive import LEVEL
from dvapp.reporting.pages import ReportPages
from dvapp.services.reports.paging import Fields

PAPERS = {
    "alone": report(),
    "with a QR code": report(qr=True),
    "joint": document("joint", "party-2018"),
    "lying": document("annexes", "state-2020"),
}


def steps(world: World, made: Report, *, pictured: bool = False) -> list[bytes]:
    """A paper as it was after each signature and seal: two, or four on a joint paper."""
    pages = ReportPages(RESOURCES)
    drawn = pages.draw(made, DATA, proved=True, pictured=pictured)
    blue, red = (
        (pages.read_picture(signature()), pages.read_picture(seal_picture())) if pictured else (None, None)
    )
    width = pages.field_places(drawn)[Fields.LEADER].width
    leader: dict[str, Any] = {
        "stamp": pages.signer_stamp(made, world.leader.holder, NOW, picture=blue, width=width),
        "when": NOW,
        "role": "leader",
        "place": made.issuer.place,
    }
    seal = pages.seal_stamp(made, world.seal.holder, NOW, picture=red)
    found = [world.signatures.certify(drawn, world.leader, field=Fields.LEADER, **leader)]
    if made.second is not None:
        found.append(
            world.signatures.countersign(found[-1], world.leader, field=Fields.SECOND_LEADER, **leader)
        )
        found.append(
            world.signatures.countersign(
                found[-1],
                world.seal,
                field=Fields.SECOND_SEAL,
                stamp=seal,
                when=NOW,
                role="seal",
                place="",
            )
        )
    fills = pages.number_and_date(made, 12, date(2019, 1, 15))
    found.append(
        world.signatures.seal(found[-1], world.seal, field=Fields.SEAL, stamp=seal, when=NOW, fills=fills)
    )
    return found


@pytest.mark.parametrize("made", PAPERS.values(), ids=PAPERS.keys())
def test_after_every_signature_the_paper_is_valid_tagged_and_an_archive(world: World, made: Report):
    fresh = judged(ReportPages(RESOURCES).draw(made, DATA)).words
    done = steps(world, made)
    assert len(done) == (4 if made.second is not None else 2)
    for signed in done:
        verification = world.verify(signed)
        assert verification.verdict is Verdict.TOTAL_PASSED, verification
        assert judged(signed).words == fresh
        assert_archive(signed)
    assert ReportPages(RESOURCES).data_of(done[-1]) == DATA


@pytest.mark.parametrize("name", ["alone", "joint"])
def test_with_pictures_of_signature_and_seal_it_stays_so(world: World, name: str):
    made = PAPERS[name]
    fresh = judged(ReportPages(RESOURCES).draw(made, DATA)).words
    for signed in steps(world, made, pictured=True):
        assert world.verify(signed).verdict is Verdict.TOTAL_PASSED
        assert judged(signed).words == fresh
        assert_archive(signed)


def assert_archive(signed: bytes) -> None:
    """PDF/A-3 with all that signing drew: the checker judges no forms, so their looks are made part of the pages."""
    with pikepdf.open(io.BytesIO(signed)) as opened:
        assert opened.open_metadata().pdfa_status == "3A"
        opened.flatten_annotations("print")
        for key in ("/AcroForm", "/Perms", "/DSS", "/Extensions"):
            if key in opened.Root:
                del opened.Root[key]
        found = pdfa.check(opened, "3b")
    assert {finding.rule for finding in found.findings} <= {LEVEL}, found.summary()

"""A joint paper on its whole way: two leaders, two seals, one number; every step out of order is refused."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.errors import (
    AlreadyIssued,
    AlreadySealed,
    AlreadySigned,
    DvError,
    NotJoint,
    NotSigned,
    RoleContradicts,
    SecondNotSealed,
    SecondNotSigned,
    SignerUnexpected,
    SignerUnnamed,
)
from dvapp.domain.papers.reports import Role
from dvapp.domain.signing.sealing_errors import SealIsSeconds
from dvapp.domain.signing.verification import PaperPart, SignatureRole, Verdict, Verification
from dvapp.services.ports import Tools
from dvapp.services.reports.composing import compose_report, draw_report
from dvapp.services.reports.options import change_options
from dvapp.services.session import Session
from dvapp.services.signing.keys import KeyFile
from dvapp.services.signing.sign import Body, issue_report, seal_second, sign_report
from dvapp.services.signing.verifying import verify_document
from dvapp.services.stores import create_store
from dvapp.signing.authority import ThrowawayAuthority

PASSWORD = "mật khẩu thử dài"
YEAR: dict[str, Any] = {"kind": "BC06", "period": parse_period("2018")}
ONE, TWO = "Nguyễn Văn Một", "Trần Văn Hai"
WAYS = {
    "lead first": (Body.LEAD, Body.SECOND),
    "second first": (Body.SECOND, Body.LEAD),
}


@dataclass(frozen=True, kw_only=True)
class Office:
    """A folder with keys, and the papers of both ways: fresh, one signature, two, second seal, issued."""

    tools: Tools
    folder: Path
    session: Session

    def key(self, name: str) -> dict[str, Any]:
        return {"key": KeyFile(path=self.folder / f"{name}.p12", password=PASSWORD), "tools": self.tools}

    def paper(self, way: str, step: int) -> Path:
        return self.folder / f"{way} {step}.pdf"

    def sign(self, source: Path, body: Body, out: Path, *, name: str = "", role: Role = Role.LEADER) -> None:
        key = self.key(name or {Body.LEAD: ONE, Body.SECOND: TWO}[body])
        sign_report(source, role=role, out=out, body=body, **key)

    def issue(self, source: Path, out: Path) -> None:
        issue_report(source, number=5, issued=date(2027, 1, 15), out=out, **self.key("lead seal"))

    def seal(self, source: Path, out: Path) -> None:
        seal_second(source, out=out, **self.key("second seal"))

    def verify(self, paper: Path) -> Verification:
        return verify_document(paper, trust=self.folder / "trust.pem", tools=self.tools)


def compose(session: Session, out: Path, **settings: str) -> Path:
    dropped = ("joint", "signer", "second_signer", "authority", "second_authority")
    change_options(session, **YEAR, given=settings, dropped=dropped)
    out.write_bytes(draw_report(session, compose_report(session, **YEAR)))
    return out


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder, tools = tmp_path_factory.mktemp("liên tịch"), make_tools()
    authority = ThrowawayAuthority("Cơ quan thử", tools.clock.now())
    (folder / "trust.pem").write_bytes(authority.pem)
    for name in (ONE, TWO, "lead seal", "second seal"):
        (folder / f"{name}.p12").write_bytes(
            authority.issue(name=name, organisation="Cơ quan", password=PASSWORD)
        )
    session = create_store(folder / "x.dvapp", board="005", year=2018, password=PASSWORD, tools=tools)
    made = Office(tools=tools, folder=folder, session=session)
    for way, (first, then) in WAYS.items():
        fresh = compose(session, made.paper(way, 0), joint="yes", signer=ONE, second_signer=TWO)
        made.sign(fresh, first, made.paper(way, 1))
        made.sign(made.paper(way, 1), then, made.paper(way, 2))
        made.seal(made.paper(way, 2), made.paper(way, 3))
        made.issue(made.paper(way, 3), made.paper(way, 4))
    yield made
    session.store.close()


def text_of(pdf: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True, text=True
    ).stdout


@pytest.mark.parametrize("way", WAYS)
def test_an_issued_joint_paper_shows_four_signatures_with_their_bodies(office: Office, way: str):
    found = office.verify(office.paper(way, 4))
    assert (found.verdict, found.issued, found.missing) == (Verdict.TOTAL_PASSED, True, ())
    lead, second = ((SignatureRole.LEADER, of_second) for of_second in (False, True))
    leaders = [lead, second] if way == "lead first" else [second, lead]
    assert [(s.role, s.of_second) for s in found.signatures] == [
        *leaders, (SignatureRole.SEAL, True), (SignatureRole.SEAL, False),
    ]  # fmt: skip
    text = text_of(office.paper(way, 4))
    for words in (ONE, TWO, "Số 05-BC/BDVQU-UBND", "ngày 15 tháng 01 năm 2027", "T/M UỶ BAN NHÂN DÂN"):
        assert words in text


@pytest.mark.parametrize("way", WAYS)
def test_other_tools_agree_with_an_issued_joint_paper(office: Office, way: str):
    issued = office.paper(way, 4)
    said = subprocess.run(["pdfsig", "-nocert", issued], capture_output=True, check=False, text=True).stdout
    assert said.count("Signature is Valid") == 4
    assert said.count("Total document signed") == 1
    assert subprocess.run(["qpdf", "--check", issued], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("step", [1, 2, 3])
def test_no_paper_is_issued_before_its_last_seal(office: Office, way: str, step: int):
    found = office.verify(office.paper(way, step))
    assert (found.verdict, found.issued) == (Verdict.TOTAL_PASSED, False)
    last = [PaperPart.NUMBER, PaperPart.DATE, PaperPart.SEAL]
    leader = PaperPart.SECOND_LEADER if way == "lead first" else PaperPart.LEADER
    waiting = {1: [leader, PaperPart.SECOND_SEAL], 2: [PaperPart.SECOND_SEAL], 3: []}[step]
    assert list(found.missing) == [*waiting, *last]


def test_the_pages_do_not_change_with_the_second_signature(office: Office):
    once, twice = (office.paper("lead first", step).read_bytes() for step in (1, 2))
    assert twice.startswith(once)


def refused(do: Callable[[Path], object], office: Office, tmp_path: Path) -> DvError:
    """What a step is refused with; it must write nothing."""
    out = tmp_path / "không.pdf"
    with pytest.raises(DvError) as refusal:
        do(out)
    assert not out.exists()
    return refusal.value


def test_steps_out_of_order_are_refused(office: Office, tmp_path: Path):
    fresh, one, two, sealed, issued = (office.paper("lead first", step) for step in range(5))
    steps: list[tuple[Callable[[Path], None], type[DvError]]] = [
        (lambda out: office.issue(fresh, out), NotSigned),
        (lambda out: office.seal(fresh, out), NotSigned),
        (lambda out: office.issue(one, out), SecondNotSigned),
        (lambda out: office.seal(one, out), SecondNotSigned),
        (lambda out: office.sign(one, Body.LEAD, out), AlreadySigned),
        (lambda out: office.issue(two, out), SecondNotSealed),
        (lambda out: office.sign(two, Body.SECOND, out), AlreadySigned),
        (lambda out: office.seal(sealed, out), AlreadySealed),
        (lambda out: office.seal(issued, out), AlreadyIssued),
        (lambda out: office.issue(issued, out), AlreadyIssued),
    ]
    for step, refusal in steps:
        assert type(refused(step, office, tmp_path)) is refusal


def test_one_body_s_seal_does_not_seal_for_the_other(office: Office, tmp_path: Path):
    sealed, key = office.paper("lead first", 3), office.key("second seal")
    wrong = refused(
        lambda out: issue_report(sealed, number=5, issued=date(2027, 1, 15), out=out, **key), office, tmp_path
    )
    assert isinstance(wrong, SealIsSeconds)
    assert wrong.details["holder"] == "second seal"


def test_who_signs_second_must_be_the_one_on_the_pages(office: Office, tmp_path: Path):
    one = office.paper("lead first", 1)
    found = refused(lambda out: office.sign(one, Body.SECOND, out, name=ONE), office, tmp_path)
    assert isinstance(found, SignerUnexpected)
    assert (found.details["expected"], found.details["holder"]) == (TWO, ONE)
    found = refused(lambda out: office.sign(one, Body.SECOND, out, role=Role.DEPUTY), office, tmp_path)
    assert isinstance(found, RoleContradicts)


@pytest.mark.parametrize(("body", "given", "option"), [
    (Body.LEAD, {"signer": ONE}, "second_signer"),
    (Body.SECOND, {"second_signer": TWO}, "signer"),
])  # fmt: skip
def test_the_other_signer_must_be_named_before_anybody_signs(
    office: Office, tmp_path: Path, body: Body, given: dict[str, str], option: str
):
    fresh = compose(office.session, tmp_path / "a.pdf", joint="yes", **given)
    found = refused(lambda out: office.sign(fresh, body, out), office, tmp_path)
    assert isinstance(found, SignerUnnamed)
    assert found.details["option"] == option


def test_a_paper_of_one_body_has_no_second_one(office: Office, tmp_path: Path):
    fresh = compose(office.session, tmp_path / "a.pdf")
    assert isinstance(refused(lambda out: office.sign(fresh, Body.SECOND, out), office, tmp_path), NotJoint)
    assert isinstance(refused(lambda out: office.seal(fresh, out), office, tmp_path), NotJoint)


def test_an_acting_head_is_no_deputy(office: Office, tmp_path: Path):
    fresh = compose(office.session, tmp_path / "a.pdf", authority="acting")
    found = refused(lambda out: office.sign(fresh, Body.LEAD, out, role=Role.DEPUTY), office, tmp_path)
    assert isinstance(found, RoleContradicts)
    office.sign(fresh, Body.LEAD, tmp_path / "b.pdf")
    assert "Q. TRƯỞNG BAN" in text_of(tmp_path / "b.pdf")


def test_a_changed_byte_stops_the_second_signature_and_is_found(office: Office, tmp_path: Path):
    spoiled = tmp_path / "a.pdf"
    shutil.copy(office.paper("lead first", 1), spoiled)
    content = bytearray(spoiled.read_bytes())
    content[len(content) // 3] ^= 1
    spoiled.write_bytes(content)
    refused(lambda out: office.sign(spoiled, Body.SECOND, out), office, tmp_path)


def test_an_ordinary_paper_is_signed_and_then_issued(office: Office, tmp_path: Path):
    signed, issued = tmp_path / "b.pdf", tmp_path / "c.pdf"
    office.sign(compose(office.session, tmp_path / "a.pdf"), Body.LEAD, signed)
    office.issue(signed, issued)
    assert office.verify(signed).issued is False
    assert office.verify(signed).missing == (PaperPart.NUMBER, PaperPart.DATE, PaperPart.SEAL)
    assert office.verify(issued).issued is True
    assert PaperPart.SECOND_SEAL not in office.verify(issued).expected

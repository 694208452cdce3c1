"""A paper sealed offline gets its timestamp later, here or on another computer; what has gone out stays as it went."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.app.ctl import Ctl, Said
from tests.authorities import PASSWORD, Authority, serving
from tests.services.chain_office import CLERK, ISSUED, LEADER, NAME, OFFICER, Office, cheap_tools
from tests.services.chain_office import PASSWORD as STORE_PASSWORD

from dvapp.domain.accounts.account_errors import NotAllowed
from dvapp.domain.chain.chain_errors import NoNewTimestamp, NotItsTimestamp, StepNotNow
from dvapp.domain.chain.papers import Paper
from dvapp.domain.chain.steps import State
from dvapp.domain.errors import SignatureBroken
from dvapp.domain.papers.reports import Role
from dvapp.domain.signing.choices import Stamping
from dvapp.domain.signing.timestamp_errors import TimestampUnavailable
from dvapp.domain.signing.verification import Level, Verdict
from dvapp.services.chain import issuing, papers, signing
from dvapp.services.chain.timestamping import (
    receive_file,
    timestamp_all,
    timestamp_paper,
    undated_papers,
)
from dvapp.services.signing.keys import KeyFile
from dvapp.services.signing.preserving import preserve_document
from dvapp.services.signing.verifying import verify_document

At = Callable[[str], Office]
DEAD = Stamping(authorities=("http://127.0.0.1:9/tsa",), tries=1)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with serving(tmp_path_factory.mktemp("cơ quan")) as running:
        yield running


@pytest.fixture(scope="module")
def stage(
    authority: Authority, chain_stages: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The office with a paper that was signed, sealed and issued without a network."""
    folder = tmp_path_factory.mktemp("đã phát hành") / "ban"
    shutil.copytree(chain_stages["approved"], folder)
    office = Office(tools=cheap_tools(), folder=folder)
    for name in ("leader", "seal"):
        (folder / f"{name}.p12").write_bytes(authority.key_file(name))
    (folder / "gốc.pem").write_bytes(authority.trust)
    (folder / "thu hồi.crl").write_bytes(authority.crl)
    paper = papers.find_paper(office.by(LEADER), NAME)
    signing.sign_paper(office.by(LEADER), paper.id, key=key(office, "leader"), role=Role.LEADER)
    office.form_checked(paper)
    issuing.finish_paper(office.by(CLERK), paper.id, key=key(office, "seal"), day=ISSUED)
    office.close()
    return folder


@pytest.fixture
def office(stage: Path, tmp_path: Path) -> Iterator[Office]:
    shutil.copytree(stage, tmp_path / "ban")
    made = Office(tools=cheap_tools(), folder=tmp_path / "ban")
    yield made
    made.close()


def key(office: Office, name: str) -> KeyFile:
    return KeyFile(path=office.folder / f"{name}.p12", password=PASSWORD)


def evidence(office: Office, authority: Authority) -> dict[str, Any]:
    return {
        "stamping": Stamping(authorities=(authority.url,)),
        "trust": office.folder / "gốc.pem",
        "lists": [office.folder / "thu hồi.crl"],
    }


def only(office: Office) -> Paper:
    return papers.find_paper(office.by(OFFICER), NAME)


def test_a_paper_issued_offline_gets_its_timestamp_and_passes(office: Office, authority: Authority):
    clerk, before = office.by(CLERK), only(office)
    issued = papers.pdf_of(clerk, before)
    assert before.undated
    done = timestamp_paper(clerk, before.id, **evidence(office, authority))
    assert (done.state, done.last.level, done.undated) == (State.ISSUED, Level.LTA, False)
    now = papers.pdf_of(clerk, done)
    assert now.startswith(issued)
    assert papers.pdf_of(clerk, done, before.last.seq) == issued
    saved = office.folder / "ra.pdf"
    issuing.save_paper(clerk, done.id, saved)
    found = verify_document(saved, trust=office.folder / "gốc.pem", tools=office.tools)
    assert found.verdict is Verdict.TOTAL_PASSED
    assert {one.level for one in found.signatures[:2]} == {Level.LTA}
    assert clerk.store.check().faults == ()
    entered = issuing.register_paper(clerk, done.id, copies=2)
    assert (entered.state, entered.number) == (State.REGISTERED, before.number)
    assert timestamp_paper(clerk, done.id, **evidence(office, authority)).state is State.REGISTERED


def test_it_gets_it_on_another_computer_and_is_taken_in(office: Office, authority: Authority):
    clerk, paper = office.by(CLERK), only(office)
    out, back = office.folder / "ra.pdf", office.folder / "về.pdf"
    issuing.save_paper(clerk, paper.id, out)
    with pytest.raises(NoNewTimestamp):
        receive_file(clerk, paper.id, out)
    preserve_document(out, **evidence(office, authority), out=back, tools=office.tools)
    broken = office.folder / "hỏng.pdf"
    broken.write_bytes(back.read_bytes() + b"\n% khac")
    with pytest.raises(SignatureBroken):
        receive_file(clerk, paper.id, broken)
    other = office.folder / "khác.pdf"
    other.write_bytes(papers.pdf_of(clerk, paper, 5))
    with pytest.raises(NotItsTimestamp):
        receive_file(clerk, paper.id, other)
    assert only(office).last == paper.last
    done = receive_file(clerk, paper.id, back)
    assert (done.state, done.last.received) == (State.ISSUED, True)
    assert papers.pdf_of(clerk, done) == back.read_bytes()


def test_all_that_lack_one_are_found_and_a_silent_authority_changes_nothing(
    office: Office, authority: Authority
):
    clerk, paper = office.by(CLERK), only(office)
    assert [one.id for one in undated_papers(clerk)] == [paper.id]
    given = evidence(office, authority)
    silent, untried = timestamp_all(clerk, [paper, paper], **{**given, "stamping": DEAD})
    assert isinstance(silent.refusal, TimestampUnavailable)
    assert (untried.refusal, untried.signed) == (None, None)
    assert only(office).last == paper.last
    (fate,) = timestamp_all(clerk, undated_papers(clerk), **given)
    assert fate.signed is not None
    assert fate.paper.last.level is Level.LTA
    assert undated_papers(clerk) == ()


def test_only_who_signs_or_seals_adds_one_and_only_to_a_sealed_paper(
    office: Office, authority: Authority, at_stage: At
):
    with pytest.raises(NotAllowed) as told:
        timestamp_paper(office.by(OFFICER), only(office).id, **evidence(office, authority))
    assert told.value.details["duties"]
    early = at_stage("signed")
    with pytest.raises(StepNotNow):
        timestamp_paper(early.by(CLERK), only(early).id, **evidence(office, authority))


def test_the_same_on_the_command_line(
    office: Office,
    authority: Authority,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    office.close()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "cài đặt"))
    ctl = Ctl(tmp_path, capsys)
    secret = ctl.write("mật khẩu.txt", STORE_PASSWORD)

    def run(*arguments: object) -> Said:
        return ctl.run(
            "--user", CLERK, "--store", office.path, "--password-file", secret, *arguments, "--json"
        )

    out, back = tmp_path / "ra.pdf", tmp_path / "về.pdf"
    trusting = ("--trust", office.folder / "gốc.pem", "--crl", office.folder / "thu hồi.crl")
    issued = run("paper", "export", NAME, "--saved", "--out", out).json
    assert (issued["state"], issued["timestamped"]) == ("issued", False)
    ctl.done("settings", "set", "tsa-tries", 1)
    assert run("paper", "timestamp").code == 2
    silent = run("paper", "timestamp", "--tsa", *DEAD.authorities, *trusting)
    assert (silent.code, silent.json[0]["refused"]) == (1, "timestamp_unavailable")
    ctl.done("report", "timestamp", out, "--tsa", authority.url, *trusting, "--out", back)
    taken = run("paper", "receive", NAME, back).json
    assert (taken["state"], taken["step"]["step"], taken["timestamped"]) == ("issued", "timestamp", True)
    assert run("paper", "timestamp", "--tsa", authority.url, *trusting).json == []
    (again,) = run("paper", "timestamp", NAME, "--tsa", authority.url, *trusting).json
    assert (again["done"], again["level"]) == (True, "B-LTA")

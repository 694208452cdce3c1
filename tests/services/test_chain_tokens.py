"""The whole way with tokens: the leader's and the clerk's keys never leave them."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.services.chain_office import CLERK, HOLDERS, LEADER, NAME, PASSWORD, Office
from tests.tokens import PIN, driver, make_hsm, put_key

from dvapp.domain.chain.steps import State
from dvapp.domain.papers.reports import Role
from dvapp.domain.signing.token_errors import PinWrong
from dvapp.domain.signing.tokens import TokenPlace
from dvapp.domain.signing.verification import Verdict
from dvapp.services.chain import issuing, papers, signing
from dvapp.services.signing.keys import TokenPin
from dvapp.services.signing.verifying import verify_document
from dvapp.signing.authority import ThrowawayAuthority

At = Callable[[str], Office]
LABELS = {LEADER: HOLDERS["truong-ban"], CLERK: HOLDERS["dau"]}


@pytest.fixture
def trust(tmp_path: Path) -> Iterator[Path]:
    """Two tokens, and whom to trust for them."""
    from dvapp.host.clock import SystemClock

    authority = ThrowawayAuthority("Cơ quan cấp token", SystemClock().now())
    make_hsm(tmp_path / "thẻ", *LABELS)
    for label, holder in LABELS.items():
        kind = {LEADER: "rsa", CLERK: "ec"}[label]
        put_key(
            label,
            authority.issue(name=holder, organisation="Ban Dân vận", password=PASSWORD, key=kind),  # type: ignore[arg-type]
            PASSWORD,
        )
    file = tmp_path / "trust.pem"
    file.write_bytes(authority.pem)
    yield file
    os.environ.pop("SOFTHSM2_CONF", None)


def on_token(office: Office, label: str, pin: str = PIN) -> TokenPin:
    token = next(one for one in office.tools.tokens.tokens(driver()) if one.label == label)
    return TokenPin(place=TokenPlace(driver=driver(), serial=token.serial, key="01"), pin=pin)


def test_leader_and_clerk_sign_and_seal_with_tokens(at_stage: At, trust: Path):
    office = at_stage("approved")
    leader, clerk = office.by(LEADER), office.by(CLERK)
    paper = papers.find_paper(leader, NAME)
    with pytest.raises(PinWrong):
        signing.sign_paper(leader, paper.id, key=on_token(office, LEADER, "000000"), role=Role.LEADER)
    assert papers.paper_by_id(leader, paper.id).state is State.APPROVED
    signing.sign_paper(leader, paper.id, key=on_token(office, LEADER), role=Role.LEADER)
    issuing.check_form(clerk, paper.id, reason="Đúng mẫu")
    done = issuing.finish_paper(clerk, paper.id, key=on_token(office, CLERK), day=date(2019, 1, 15))
    assert (done.state, done.number) == (State.ISSUED, "01-BC/BDVQU")
    saved = office.folder / "ra.pdf"
    issuing.save_paper(clerk, paper.id, saved)
    found = verify_document(saved, trust=trust, tools=office.tools)
    assert (found.verdict, [s.signer for s in found.signatures]) == (
        Verdict.TOTAL_PASSED, ["Nguyễn Văn Một", "Ban Dân vận Quận uỷ"],
    )  # fmt: skip

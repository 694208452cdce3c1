"""Several papers signed with one key that is opened once."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copy

import pytest
from tests.staff import NAMES, Staff
from tests.tokens import PIN, driver, faulty_driver, make_hsm, put_key

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.chain.papers import Paper
from dvapp.domain.chain.steps import State, StepKind
from dvapp.domain.errors import Cancelled
from dvapp.domain.signing.choices import Doubt, Stamping
from dvapp.domain.signing.token_errors import PinWrong
from dvapp.services.chain.batch import Fate, take_all, waiting_for
from dvapp.services.chain.papers import list_papers
from dvapp.services.chain.steps import approve_paper, begin_paper, check_paper, pass_paper, submit_paper
from dvapp.services.session import Session
from dvapp.services.signing.keys import KeyFile, TokenPin
from dvapp.services.signing.manner import Manner
from dvapp.services.signing.tokens import present_keys
from dvapp.signing.authority import ThrowawayAuthority

PASSWORD = "mật khẩu khoá"
MONTHS = ("2018-02", "2018-03", "2018-04")
NOBODY = "http://127.0.0.1:9/tsa"
"""A port on which nobody listens."""


def approved_papers(staff: Staff) -> None:
    """Three papers of months that wait for the leader's signature."""
    officer, leader = staff.session("chuyenvien"), staff.session("truongban")
    for month in MONTHS:
        paper = begin_paper(officer, kind="BC01", period=parse_period(month))
        check_paper(officer, paper.id)
        submit_paper(officer, paper.id)
        pass_paper(leader, paper.id)
        approve_paper(leader, paper.id)


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Staff.copied(tmp_path_factory.mktemp("nhiều"))
    approved_papers(made)
    made.close()
    return made.path


@pytest.fixture
def staff(approved: Path, tmp_path: Path) -> Iterator[Staff]:
    made = Staff.copied(tmp_path / "phòng")
    copy(approved, made.path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from dvapp.host.clock import SystemClock

    authority = ThrowawayAuthority("Cơ quan chứng thực thử", SystemClock().now())
    path = tmp_path_factory.mktemp("khoá") / "leader.p12"
    path.write_bytes(authority.issue(name=NAMES["truongban"][0], organisation="Ban", password=PASSWORD))
    return path


def states(session: Session) -> list[State]:
    return [paper.state for paper in reversed(list_papers(session))]


def test_a_leader_signs_all_papers_that_wait_with_one_pin(
    staff: Staff, key_file: Path, tmp_path: Path
) -> None:
    make_hsm(tmp_path / "hsm", "Lãnh đạo")
    put_key("Lãnh đạo", key_file.read_bytes(), PASSWORD)
    leader = staff.session("truongban")
    place = present_keys(leader.tools, driver=driver())[0].place
    papers = waiting_for(leader, StepKind.SIGN)
    assert [paper.period.written for paper in papers] == list(MONTHS)
    with pytest.raises(PinWrong):
        take_all(leader, papers, StepKind.SIGN, key=TokenPin(place=place, pin="111111"))
    assert states(leader) == [State.APPROVED] * 3
    told: list[Fate] = []
    fates = take_all(leader, papers, StepKind.SIGN, key=TokenPin(place=place, pin=PIN), told=told.append)
    assert [fate.paper.state for fate in fates] == [State.SIGNED] * 3
    assert tuple(told) == fates
    assert waiting_for(leader, StepKind.SIGN) == ()


def test_what_was_signed_stays_when_the_token_is_pulled_out_and_the_rest_is_told(
    staff: Staff, key_file: Path, tmp_path: Path
) -> None:
    make_hsm(tmp_path / "hsm", "Lãnh đạo")
    put_key("Lãnh đạo", key_file.read_bytes(), PASSWORD)
    leader = staff.session("truongban")
    library = faulty_driver(tmp_path / "rút ra.so", "is_pulled_out_after 1")
    place = present_keys(leader.tools, driver=library)[0].place
    fates = take_all(
        leader, waiting_for(leader, StepKind.SIGN), StepKind.SIGN, key=TokenPin(place=place, pin=PIN)
    )
    assert [fate.refusal.code if fate.refusal else "" for fate in fates] == ["", "token_removed", ""]
    assert [fate.signed is not None for fate in fates] == [True, False, False]
    assert states(leader) == [State.SIGNED, State.APPROVED, State.APPROVED]


def test_what_was_signed_stays_when_the_rest_is_given_up(staff: Staff, key_file: Path) -> None:
    leader = staff.session("truongban")

    def stop_after_one(done: int) -> None:
        if done:
            raise Cancelled

    fates = _signed(leader, waiting_for(leader, StepKind.SIGN), key_file, go_on=stop_after_one)
    assert [fate.signed is not None for fate in fates] == [True, False, False]
    assert [fate.refusal for fate in fates] == [None] * 3
    assert states(leader) == [State.SIGNED, State.APPROVED, State.APPROVED]


def test_a_paper_that_cannot_be_signed_keeps_no_other_back(staff: Staff, key_file: Path) -> None:
    leader = staff.session("truongban")
    papers = waiting_for(leader, StepKind.SIGN)
    _signed(leader, papers[:1], key_file)
    fates = _signed(leader, papers, key_file)
    assert [fate.refusal.code if fate.refusal else "" for fate in fates] == ["step_not_now", "", ""]
    assert states(leader) == [State.SIGNED] * 3


def test_a_timestamp_authority_that_is_silent_is_asked_once_and_every_paper_says_that_it_has_no_timestamp(
    staff: Staff, key_file: Path
) -> None:
    leader = staff.session("truongban")
    manner = Manner(stamping=Stamping(authorities=(NOBODY,), patience=1, tries=1))
    fates = _signed(leader, waiting_for(leader, StepKind.SIGN), key_file, manner=manner)
    doubts = [fate.signed.doubts.count(Doubt.TIMESTAMP_MISSING) for fate in fates if fate.signed]
    assert doubts == [1, 1, 1]
    refused = {id(fate.signed.refused) for fate in fates if fate.signed}
    assert len(refused) == 1


def test_nobody_but_the_leader_has_papers_to_sign(staff: Staff) -> None:
    for login in ("chuyenvien", "vanthu"):
        assert waiting_for(staff.session(login), StepKind.SIGN) == ()


def _signed(
    leader: Session, papers: Sequence[Paper], key_file: Path, manner: Manner | None = None, **others: object
) -> tuple[Fate, ...]:
    key = KeyFile(path=key_file, password=PASSWORD)
    return take_all(leader, papers, StepKind.SIGN, key=key, manner=manner, **others)  # type: ignore[arg-type]

"""What the program itself makes of its samples, from draft to issued paper, has nothing wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from tests.reporting.samples import RESOURCES

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.papers.reports import Role, Stage
from dvapp.exchange.samples import read_sample
from dvapp.reporting.lint.linter import PaperLinter
from dvapp.services.judging.rules import breaches, explain
from dvapp.services.ports import Tools
from dvapp.services.recording.records import add_record
from dvapp.services.reports.composing import compose_report, write_report
from dvapp.services.session import Session
from dvapp.services.signing.keys import KeyFile
from dvapp.services.signing.sign import issue_report, sign_report
from dvapp.services.stores import create_store
from dvapp.signing.authority import ThrowawayAuthority

PASSWORD = "mật khẩu thử dài"


@dataclass(frozen=True, kw_only=True)
class Board:
    tools: Tools
    session: Session
    leader: Path
    seal: Path


@pytest.fixture(scope="module", params=[("ha-noi-2018", "hn"), ("cau-giay-2018", "005")], ids=lambda p: p[0])
def board(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    sample, code = request.param
    folder, tools = tmp_path_factory.mktemp("lint"), make_tools()
    session = create_store(folder / "x.dvapp", board=code, year=2018, password=PASSWORD, tools=tools)
    for item in read_sample(RESOURCES, sample):
        add_record(item.kind, item.record, session=session)
    period = parse_period("2018")
    for breach in breaches(session, kind="BC06", period=period):
        explain(session, kind="BC06", period=period, rule=breach.rule, reason="Đã rà soát, số liệu đúng.")
    authority = ThrowawayAuthority("Cơ quan thử", tools.clock.now())
    for name in ("Nguyễn Văn An", "Ban Dân vận"):
        key = authority.issue(name=name, organisation="Ban thử", days=30, password=PASSWORD)
        (folder / f"{name}.p12").write_bytes(key)
    yield Board(
        tools=tools, session=session, leader=folder / "Nguyễn Văn An.p12", seal=folder / "Ban Dân vận.p12"
    )
    session.store.close()


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
@pytest.mark.parametrize("profile", ["party-2018", "party-2026", "state-2020"])
def test_every_step_of_our_own_papers_is_clean(
    linter: PaperLinter, board: Board, profile: str, role: Role, tmp_path: Path
):
    def compose(stage: Stage, name: str) -> Path:
        made = compose_report(
            board.session, kind="BC06", period=parse_period("2018"), profile=profile, stage=stage, role=role
        )
        write_report(board.session, made, tmp_path / name)
        return tmp_path / name

    draft, fresh = compose(Stage.DRAFT, "a.pdf"), compose(Stage.FOR_SIGNATURE, "b.pdf")
    signed, issued = tmp_path / "c.pdf", tmp_path / "d.pdf"
    leader, seal = (KeyFile(path=path, password=PASSWORD) for path in (board.leader, board.seal))
    sign_report(fresh, key=leader, role=role, out=signed, tools=board.tools)
    day = date(2019, 1, 15)
    issue_report(signed, number=5, issued=day, key=seal, out=issued, tools=board.tools)
    for file in (draft, fresh, signed, issued):
        found = linter.inspect(file.read_bytes())
        assert (found.profile, found.told_by.value) == (profile, "data")
        assert not [(file.name, f) for f in found.findings]

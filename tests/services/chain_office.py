"""An office of five accounts with keys, for the tests of papers on their way."""

import shutil
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from tests.db.made import CHEAP

from dvapp.app.tools import make_tools
from dvapp.db.stores import SqlStores
from dvapp.domain.accounts.duties import Duty
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.chain.papers import Paper
from dvapp.domain.papers.reports import Role, SectionText
from dvapp.domain.register.series import Run
from dvapp.services.accounts.accounts import add_account, change_password
from dvapp.services.chain import issuing, signing, steps
from dvapp.services.chain.papers import paper_of as find_current
from dvapp.services.ports import Tools
from dvapp.services.recording.records import add_record
from dvapp.services.register.series import begin_series
from dvapp.services.reports.composing import save_section
from dvapp.services.reports.living import accept
from dvapp.services.session import Session
from dvapp.services.signing.keys import KeyFile
from dvapp.services.stores import create_store, open_session
from dvapp.signing.authority import ThrowawayAuthority

PASSWORD = "mật khẩu thử dài"
KIND, PERIOD = "BC17", parse_period("2018")  # of one page: nothing here looks at long reports
NAME = "BC17/2018"
SAID = SectionText(code="opening", paragraphs=("Đã kiểm tra đột xuất {B01:unit}.",))
ISSUED = date(2019, 1, 15)
PEOPLE = {
    "can-bo": ("Nguyễn Thị Soạn", Duty.OFFICER),
    "pho-ban": ("Phạm Văn Phó", Duty.DEPUTY),
    "truong-ban": ("Nguyễn Văn Một", Duty.LEADER),
    "van-thu": ("Lê Thị Thư", Duty.CLERK),
    "quan-tri": ("Trần Quản Trị", Duty.ADMINISTRATOR),
}
OFFICER, DEPUTY, LEADER, CLERK, ADMINISTRATOR = PEOPLE
HOLDERS = {
    "truong-ban": "Nguyễn Văn Một",
    "pho-ban": "Phạm Văn Phó",
    "dau": "Ban Dân vận Quận uỷ",
    "dau-quan": "Uỷ ban nhân dân quận",
}

INSPECTION = {
    "form": "surprise", "deciding_body": "Uỷ ban nhân dân quận", "theme": "Giờ giấc làm việc",
    "conduct": 0, "hours": 0, "harassment": 0, "other": 0, "found": 0,
    "reminded": 0, "disciplined": 0,
}  # fmt: skip


def cheap_tools() -> Tools:
    """The program's tools, but a password costs nothing."""
    made = make_tools()
    return replace(made, stores=SqlStores(made.clock, kdf=CHEAP))


@dataclass(kw_only=True)
class Office:
    """A store in a folder, with whoever works in it."""

    tools: Tools
    folder: Path
    sessions: dict[str, Session] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return self.folder / "ban.dvapp"

    def by(self, login: str) -> Session:
        """The session of an account, opened once."""
        if login not in self.sessions:
            self.sessions[login] = open_session(self.path, PASSWORD, tools=self.tools, login=login)
        return self.sessions[login]

    def key(self, name: str) -> KeyFile:
        return KeyFile(path=self.folder / f"{name}.p12", password=PASSWORD)

    def close(self) -> None:
        for session in self.sessions.values():
            session.store.close()
        self.sessions.clear()

    # --- the way ---------------------------------------------------------------------------------------------------

    def submitted(self, kind: str = KIND, period: Any = PERIOD) -> Paper:
        """A paper with the deputy."""
        officer = self.by(OFFICER)
        paper = steps.begin_paper(officer, kind=kind, period=period)
        if not paper.locked:
            accept(officer, kind=kind, period=period)
        steps.check_paper(officer, paper.id)
        return steps.submit_paper(officer, paper.id)

    def approved(self, paper: Paper | None = None) -> Paper:
        paper = paper or self.submitted()
        steps.pass_paper(self.by(DEPUTY), paper.id)
        return steps.approve_paper(self.by(LEADER), paper.id)

    def signed(self, paper: Paper | None = None) -> Paper:
        paper = paper or self.approved()
        key = self.key("truong-ban")
        return signing.sign_paper(self.by(LEADER), paper.id, key=key, role=Role.LEADER).paper

    def form_checked(self, paper: Paper | None = None) -> Paper:
        paper = paper or self.signed()
        return issuing.check_form(self.by(CLERK), paper.id, reason="Đã đối chiếu với mẫu")

    def issued(self, paper: Paper | None = None) -> Paper:
        paper = paper or self.form_checked()
        return issuing.finish_paper(self.by(CLERK), paper.id, key=self.key("dau"), day=ISSUED)


def add_visits(session: Session, visits: int, day: str = "2018-04-19") -> str:
    """A record of an inspection; the report says in a sentence how many units were visited."""
    plain = {
        "unit": "005",
        "happened": day,
        "values": {**INSPECTION, "units_count": visits, "visits": visits},
    }
    return add_record("inspection", plain, session=session).id


def make_office(folder: Path, *, accounts: bool = True) -> Office:
    """A board's store with a begun series of numbers, keys beside it, and its accounts."""
    office = Office(tools=cheap_tools(), folder=folder)
    authority = ThrowawayAuthority("Cơ quan thử", office.tools.clock.now())
    (folder / "trust.pem").write_bytes(authority.pem)
    for name, holder in HOLDERS.items():
        key = authority.issue(name=holder, organisation="Ban Dân vận", password=PASSWORD)
        (folder / f"{name}.p12").write_bytes(key)
    owner = create_store(office.path, board="005", year=2018, password=PASSWORD, tools=office.tools)
    begin_series(owner, "BC", run=Run.TERM, since=date(2015, 8, 1))
    if not accounts:
        office.sessions["owner"] = owner
        return office
    for login, (name, duty) in PEOPLE.items():
        add_account(owner, login, name=name, duties={duty}, password="mật khẩu đầu tiên")
    owner.store.close()
    for login in PEOPLE:
        change_password(office.path, "mật khẩu đầu tiên", PASSWORD, tools=office.tools, login=login)
    return office


STAGES = ("fresh", "submitted", "approved", "signed", "form_checked", "issued")


def make_stages(folder: Path) -> dict[str, Path]:
    """Folders with the office as it is at each stage of its first paper: tests take copies of the one they begin from."""
    (folder / "work").mkdir()
    office = make_office(folder / "work")
    add_visits(office.by(OFFICER), 6)
    save_section(office.by(OFFICER), kind=KIND, period=PERIOD, section=SAID)
    made: dict[str, Path] = {}
    for stage in STAGES:
        if stage != "fresh":
            officer = office.by(OFFICER)
            there = find_current(officer, kind=KIND, period=PERIOD)
            getattr(office, stage)(*([there] if there is not None else []))
        office.close()
        made[stage] = folder / stage
        shutil.copytree(office.folder, made[stage])
    return made

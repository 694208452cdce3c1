"""Every service that writes, tried by every duty: who may, may; who may not is told so, and nothing is written."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from tests.services.guarded import REPORT, THEME, VISIT, Things, asking, call
from tests.staff import NAMES, Staff

from dvapp.domain.accounts.account_errors import NotAllowed
from dvapp.domain.accounts.duties import MAY, Duty
from dvapp.domain.errors import DvError
from dvapp.domain.recording.searching import ListFilter
from dvapp.services.catalogue.entries import put_entry
from dvapp.services.recording.attaching import attach_content
from dvapp.services.recording.evidence import list_evidence
from dvapp.services.recording.records import add_record
from dvapp.services.reports.options import options_of
from dvapp.services.searching.search import save_filter
from dvapp.services.session import Session
from dvapp.services.sheets.importing import ImportOrder, plan_import

WHO = {"owner": Duty.ADMINISTRATOR, **{login: duty for login, (_name, duty) in NAMES.items()}}
BY_THEMSELVES = {"recording.evidence.tidy", "reports.living.begin"}
"""What the program does by itself when somebody looks: whoever may not write is not refused, nothing is done."""


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staff]:
    made = Staff.copied(tmp_path_factory.mktemp("ma trận"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def things(staff: Staff, tmp_path_factory: pytest.TempPathFactory) -> Things:
    folder = tmp_path_factory.mktemp("vật")
    officer, owner = staff.session("chuyenvien"), staff.session("owner")
    record = add_record("inspection", {"happened": "2018-06-04", "values": VISIT}, session=officer)
    attach_content(record.id, b"%PDF-1.4\n%%EOF\n", "biên bản.pdf", session=officer)
    put_entry(THEME, session=owner)
    sheet = folder / "bảng.csv"
    sheet.write_text("Ngày;Hình thức;Số lượt\n01/05/2018;Đột xuất;3\n", encoding="utf-8")
    return Things(
        folder=folder,
        sheet=sheet,
        record=record,
        evidence=list_evidence(record.id, session=officer)[0],
        entry=owner.entries[0],
        filter_id=save_filter(officer, "Mẫu", ListFilter(words="x")).id,
        plan=plan_import(officer, ImportOrder(path=sheet, kind="inspection")),
        options=options_of(officer, **REPORT).given,
    )


def last_row(session: Session) -> int:
    with session.store.reading() as read:
        return int(read.snapshot.rows(text("SELECT max(seq) FROM audit"))[0][0])  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(set(asking()) - BY_THEMSELVES))
@pytest.mark.parametrize("login", WHO)
def test_a_service_refuses_whoever_has_no_duty_for_it_and_nobody_else(staff, things, login, name) -> None:
    session, action = staff.session(login), asking()[name]
    before = last_row(session)
    if WHO[login] in MAY[action]:
        outcome: DvError | None = None
        try:
            call(name, session, things)
        except DvError as other:
            outcome = other  # what else it refuses is its own business
        assert not isinstance(outcome, NotAllowed)
        return
    with pytest.raises(NotAllowed) as refusal:
        call(name, session, things)
    assert refusal.value.details["action"] == action.value
    assert last_row(session) == before


def test_what_the_program_does_by_itself_is_not_done_for_whoever_only_looks(staff, things) -> None:
    from dvapp.services.recording.evidence import tidy
    from dvapp.services.reports.living import begin

    clerk = staff.session("vanthu")
    before = last_row(clerk)
    tidy(clerk)
    assert begin(clerk, **REPORT) == 0
    assert last_row(clerk) == before

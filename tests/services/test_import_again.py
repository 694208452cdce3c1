"""What somebody else writes between the trial of an import and the import is never written over in silence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dvapp.app.tools import make_tools
from dvapp.domain.codes import FieldCode
from dvapp.domain.errors import Cancelled
from dvapp.domain.sheets.sheet_errors import ImportOutdated
from dvapp.services.recording.records import add_record, list_records, remove_record
from dvapp.services.session import Session
from dvapp.services.sheets.import_again import carry_out_again, differing_rows
from dvapp.services.sheets.importing import ImportOrder, ImportPlan, carry_out, plan_import, plan_opened
from dvapp.services.sheets.imports import undo_import
from dvapp.services.stores import create_store

JULY = {"from": "2018-07-01", "to": "2018-07-31"}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "ban.dvapp"
    made = create_store(path, board="005", year=2018, password="mật khẩu thử dài", tools=make_tools())
    yield made
    made.store.close()


def tried(session: Session, folder: Path, *lines: str) -> ImportPlan:
    path = folder / "don.csv"
    path.write_text("\n".join(("Đơn vị;Khiếu nại;Tố cáo", *lines)), encoding="utf-8")
    return plan_import(session, ImportOrder(path=path, kind="petitions", happened="2018-07"))


def typed(session: Session, unit: str, complaints: int) -> str:
    plain = {"unit": unit, "happened": JULY, "values": {"complaints": complaints}}
    return add_record("petitions", plain, session=session).id


def test_a_month_typed_after_the_trial_is_not_written_over(session: Session, tmp_path: Path):
    plan = tried(session, tmp_path, "Phường Nghĩa Tân;3;0", "Phường Nghĩa Đô;4;0")
    typed(session, "00160", 9)
    with pytest.raises(ImportOutdated) as told:
        carry_out(session, plan)
    assert told.value.details["count"] == 1
    (only,) = list_records(session, kind="petitions")
    assert only.record is not None
    assert only.record.values[FieldCode("complaints")] == 9


def test_the_trial_made_again_names_the_rows_that_differ(session: Session, tmp_path: Path):
    plan = tried(session, tmp_path, "Phường Nghĩa Tân;3;0", "Phường Nghĩa Đô;4;0")
    typed(session, "00160", 9)
    again = plan_opened(session, plan.order, plan.opened)
    (changed,) = again.changed
    assert differing_rows(plan, again) == changed.rows
    assert carry_out(session, again) is not None


def test_a_record_removed_after_the_trial_is_noticed(session: Session, tmp_path: Path):
    kept = typed(session, "00160", 4)
    plan = tried(session, tmp_path, "Phường Nghĩa Đô;5;0")
    remove_record(kept, session=session)  # type: ignore[arg-type]
    with pytest.raises(ImportOutdated):
        carry_out(session, plan)


def test_what_has_nothing_to_do_with_it_does_not_hinder(session: Session, tmp_path: Path):
    plan = tried(session, tmp_path, "Phường Nghĩa Tân;3;0")
    values = {"issuer": "party", "documents": 1}
    add_record(
        "document",
        {"happened": {"from": "2018-07-02", "to": "2018-07-02"}, "values": values},
        session=session,
    )
    done = carry_out(session, plan)
    assert done is not None
    assert done.count == 1


def test_an_import_taken_back_can_be_done_again_unless_the_store_says_otherwise(
    session: Session, tmp_path: Path
):
    plan = tried(session, tmp_path, "Phường Nghĩa Tân;3;0")
    done = carry_out(session, plan)
    assert done is not None
    undo_import(session, done.id)
    again = carry_out_again(session, plan)
    assert again is not None
    undo_import(session, again.id)
    typed(session, plan.fresh[0].record.unit, 8)
    with pytest.raises(ImportOutdated):
        carry_out_again(session, plan)


def test_a_trial_can_be_stopped(session: Session, tmp_path: Path):
    plan = tried(session, tmp_path, "Phường Nghĩa Tân;3;0")

    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        plan_opened(session, plan.order, plan.opened, progress=stop)

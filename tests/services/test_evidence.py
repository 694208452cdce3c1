"""Files attached to records: kept once, handed out whole, gone with their record and back with it."""

import hashlib
import os
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.db.made import CHEAP
from tests.domain.test_evidence import PDF, PNG, packed

from dvapp.app.tools import make_tools
from dvapp.db.stores import SqlStores
from dvapp.domain.codes import KindCode, RecordId
from dvapp.domain.errors import (
    Cancelled,
    FileMissing,
    FileUnreadable,
    OutputIsInput,
    OutputTaken,
    RecordMissing,
    StoreDamaged,
)
from dvapp.domain.recording.evidence import MOST_BYTES, MOST_FILES, MOST_TOTAL, PIECE, Evidence
from dvapp.domain.recording.evidence_errors import (
    EvidenceDamaged,
    EvidenceEmpty,
    EvidenceErased,
    EvidenceIsProgram,
    EvidenceIsStore,
    EvidenceTooLarge,
    EvidenceTooMany,
    EvidenceTotalTooLarge,
    EvidenceUnknown,
)
from dvapp.domain.recording.evidence_media import Remark, media_type
from dvapp.host.clock import SystemClock
from dvapp.services.ports import Draft, Tools
from dvapp.services.recording.attaching import attach_all, attach_content, attach_file
from dvapp.services.recording.evidence import (
    KEPT_FOR,
    count_files,
    find_evidence,
    forget_removed,
    list_evidence,
    read_evidence,
    remove_evidence,
    rename_evidence,
    restore_evidence,
    save_evidence,
)
from dvapp.services.recording.records import add_record, drop_draft, keep_draft, put_back, remove_record
from dvapp.services.session import Session, new_record_id
from dvapp.services.stores import create_store, open_session

PASSWORD = "mật khẩu thử dài"
PRAISE = {"happened": "2018-05-29", "values": {"level": "city", "collectives": 1, "individuals": 2}}


@pytest.fixture(scope="module")
def tools() -> Tools:
    """The real tools, but for a key that is cheap to guess."""
    return replace(make_tools(), stores=SqlStores(SystemClock(), kdf=CHEAP))


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory, tools: Tools) -> Path:
    """A closed store, to be copied."""
    file = tmp_path_factory.mktemp("blank") / "x.dvapp"
    create_store(file, board="005", year=2018, password=PASSWORD, tools=tools).store.close()
    return file


@pytest.fixture
def spoiled(tmp_path: Path, blank: Path, tools: Tools) -> Iterator[Session]:
    """A store in which a test breaks something."""
    file = Path(shutil.copy(blank, tmp_path / "x.dvapp"))
    made = open_session(file, PASSWORD, tools=tools)
    yield made
    made.store.close()


@pytest.fixture
def session(spoiled: Session) -> Iterator[Session]:
    """A store that is sound after every test."""
    yield spoiled
    assert spoiled.store.check().faults == ()


@pytest.fixture
def record(session: Session) -> RecordId:
    return add_record("commendation", PRAISE, session=session).id


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "Biên bản.pdf"
    file.write_bytes(PDF + b"x" * (PIECE + 7))
    return file


def names(record: RecordId, session: Session) -> list[str]:
    return [one.name for one in list_evidence(record, session=session)]


def count(session: Session, table: str) -> int:
    with session.store._engine.connect() as connection:  # type: ignore[attr-defined]
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


# --- in and out ------------------------------------------------------------------------------------------------------


def test_a_file_comes_out_as_it_went_in(session, record, paper, tmp_path):
    kept = attach_file(record, paper, session=session).evidence
    assert (kept.name, kept.size, kept.media.code) == (
        "Biên bản.pdf",
        paper.stat().st_size,
        "application/pdf",
    )
    assert kept.sha256 == hashlib.sha256(paper.read_bytes()).hexdigest()
    save_evidence(kept, tmp_path / "ra.pdf", session=session)
    assert (tmp_path / "ra.pdf").read_bytes() == paper.read_bytes() == read_evidence(kept, session=session)


def test_nothing_of_it_lies_readable_in_the_store(session, record, tmp_path):
    secret = "Nội dung không ai được đọc ngoài kho".encode() * 1000
    attach_content(record, secret, "mật.txt", session=session)
    for file in tmp_path.glob("x.dvapp*"):
        assert secret[:40] not in file.read_bytes()


def test_a_draft_can_have_files_before_it_is_a_record(session, paper):
    draft = new_record_id()
    with pytest.raises(RecordMissing):
        attach_file(draft, paper, session=session)
    keep_draft(Draft(id=draft, kind=KindCode("commendation"), texts={}), session=session)
    attach_file(draft, paper, session=session)
    assert names(draft, session) == ["Biên bản.pdf"]
    drop_draft(draft, session=session)


def test_the_same_file_twice_on_a_record_is_told_and_kept_once(session, record, paper):
    first = attach_file(record, paper, session=session)
    again = attach_file(record, paper, name="tên khác.pdf", session=session)
    assert not first.again
    assert again.again
    assert again.evidence == first.evidence
    assert names(record, session) == ["Biên bản.pdf"]


def test_two_records_share_a_content_and_lose_it_with_the_last(session, record, paper):
    other = add_record("commendation", PRAISE | {"happened": "2018-05-30"}, session=session).id
    mine = attach_file(record, paper, session=session).evidence
    theirs = attach_file(other, paper, name="bản của tôi.pdf", session=session).evidence
    assert (count(session, "evidence_contents"), count(session, "evidence")) == (1, 2)
    remove_evidence(mine, session=session)
    forget_removed(session, at_once=True)
    assert read_evidence(theirs, session=session) == paper.read_bytes()
    remove_evidence(theirs, session=session)
    assert count(session, "evidence_pieces") == 2
    assert forget_removed(session, at_once=True) == 1
    assert [count(session, t) for t in ("evidence", "evidence_contents", "evidence_pieces")] == [0, 0, 0]


def test_the_room_of_an_erased_file_is_used_again(session, record, tmp_path):
    def grown(number: int) -> int:
        kept = attach_content(
            record, PDF + os.urandom(4 * MOST_BYTES // 25), f"{number}.pdf", session=session
        )
        remove_evidence(kept.evidence, session=session)
        forget_removed(session, at_once=True)
        with session.store._engine.connect() as connection:
            return int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())

    sizes = [grown(number) for number in range(4)]
    assert sizes[-1] <= sizes[0] + 20


def test_names_are_kept_composed(session, record, tmp_path):
    file = tmp_path / unicodedata.normalize("NFD", "Nghị quyết về Dân vận khéo.pdf")
    file.write_bytes(PDF)
    kept = attach_file(record, file, session=session).evidence
    assert kept.name == "Nghị quyết về Dân vận khéo.pdf"
    assert find_evidence(record, "Nghị quyết về Dân vận khéo.pdf", session=session) == kept


def test_a_file_is_found_by_name_id_and_digest_but_never_guessed(session, record):
    one = attach_content(record, PDF, "a.pdf", session=session).evidence
    two = attach_content(record, PNG, "a.pdf", session=session).evidence
    assert find_evidence(record, one.id[:13], session=session) == one
    assert find_evidence(record, two.sha256[:20], session=session) == two
    for vague in ("a.pdf", "", "không có"):
        with pytest.raises(EvidenceUnknown):
            find_evidence(record, vague, session=session)


def test_macros_are_kept_and_told_for_good(session, record):
    content = packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
    done = attach_content(record, content, "mẫu.docx", session=session)
    assert done.remarks == (Remark.MACROS,)
    assert list_evidence(record, session=session)[0].remarks == (Remark.MACROS,)


# --- limits and refusals ---------------------------------------------------------------------------------------------


def test_25_megabytes_fit_exactly_and_one_byte_more_does_not(session, record, tmp_path):
    file = tmp_path / "lớn.pdf"
    file.write_bytes(PDF + bytes(MOST_BYTES - len(PDF)))
    kept = attach_file(record, file, session=session).evidence
    assert kept.size == MOST_BYTES
    save_evidence(kept, tmp_path / "ra.pdf", session=session)
    assert hashlib.sha256((tmp_path / "ra.pdf").read_bytes()).hexdigest() == kept.sha256
    with file.open("ab") as more:
        more.write(b"x")
    with pytest.raises(EvidenceTooLarge) as refusal:
        attach_file(record, file, session=session)
    assert str(refusal.value.details["size"]) == "25.1"


def test_what_is_no_file_is_refused(session, record, tmp_path):
    with pytest.raises(FileMissing):
        attach_file(record, tmp_path / "không có.pdf", session=session)
    with pytest.raises(FileUnreadable):
        attach_file(record, tmp_path, session=session)
    with pytest.raises(FileUnreadable):
        attach_file(record, Path(os.devnull), session=session)
    (tmp_path / "rỗng.pdf").touch()
    with pytest.raises(EvidenceEmpty):
        attach_file(record, tmp_path / "rỗng.pdf", session=session)
    (tmp_path / "ảnh.jpg").write_bytes(b"MZ\x90\0" + bytes(100))
    with pytest.raises(EvidenceIsProgram):
        attach_file(record, tmp_path / "ảnh.jpg", session=session)
    assert not names(record, session)


@pytest.mark.parametrize("ending", ["", "-wal"])
def test_a_store_cannot_be_attached_to_itself_nor_written_over(session, record, paper, ending):
    own = Path(f"{session.store.path}{ending}")
    with pytest.raises(EvidenceIsStore):
        attach_file(record, own, session=session)
    kept = attach_file(record, paper, session=session).evidence
    with pytest.raises(OutputIsInput):
        save_evidence(kept, own, session=session, replace=True)


def test_a_file_of_somebody_is_not_written_over_unasked(session, record, paper, tmp_path):
    kept = attach_file(record, paper, session=session).evidence
    (tmp_path / "có rồi.pdf").write_text("của người khác", "utf-8")
    with pytest.raises(OutputTaken):
        save_evidence(kept, tmp_path / "có rồi.pdf", session=session)
    save_evidence(kept, tmp_path / "có rồi.pdf", session=session, replace=True)
    assert (tmp_path / "có rồi.pdf").read_bytes() == paper.read_bytes()


def test_a_record_takes_only_so_many_files(session, record):
    for number in range(MOST_FILES):
        attach_content(record, f"số {number}".encode(), f"{number}.txt", session=session)
    with pytest.raises(EvidenceTooMany):
        attach_content(record, b"one more", "thêm.txt", session=session)
    (first, *_rest) = list_evidence(record, session=session)
    remove_evidence(first, session=session)
    attach_content(record, b"one more", "thêm.txt", session=session)
    with pytest.raises(EvidenceTooMany):
        restore_evidence(first, session=session)


def test_the_files_of_a_record_are_only_so_large_together(session, record):
    big = MOST_TOTAL - MOST_BYTES + 1
    with session.store.unit_of_work() as work:
        made = Evidence(
            id="e1",
            record=record,
            name="giả.pdf",
            media=media_type("application/pdf"),
            size=big,
            sha256="a" * 64,
        )
        work.evidence.put(made, ())
        work.commit()
    with pytest.raises(EvidenceTotalTooLarge):
        attach_content(record, PDF + bytes(MOST_BYTES - len(PDF)), "lớn.pdf", session=session)
    with session.store.unit_of_work() as work:
        work.evidence.remove("e1")
        work.evidence.forget_removed()
        work.commit()


def test_of_several_files_the_refused_hinder_no_other(session, record, paper, tmp_path):
    (tmp_path / "xấu.exe").write_bytes(b"MZ")
    (tmp_path / "b.txt").write_text("tốt", "utf-8")
    steps = []
    done = attach_all(
        record,
        [paper, tmp_path / "xấu.exe", paper, tmp_path / "b.txt"],
        session=session,
        step=lambda at, of: steps.append((at, of)),
    )
    assert [one.evidence.name for one in done.attached] == ["Biên bản.pdf", "Biên bản.pdf", "b.txt"]
    assert [one.again for one in done.attached] == [False, True, False]
    assert [refusal.code for refusal in done.refused] == ["evidence_is_program"]
    assert steps == sorted(steps)
    assert all(at < of for at, of in steps)


def test_stopping_in_the_middle_of_a_file_leaves_nothing_of_it(session, record, paper, tmp_path):
    (tmp_path / "a.txt").write_text("trước", "utf-8")

    def stop(at: int, of: int) -> None:
        if at > 100:
            raise Cancelled

    done = attach_all(record, [tmp_path / "a.txt", paper], session=session, step=stop)
    assert done.stopped
    assert names(record, session) == ["a.txt"]
    assert count(session, "evidence_contents") == 1


# --- removing, and back ----------------------------------------------------------------------------------------------


def test_a_removed_file_comes_back_until_it_is_erased(session, record, paper):
    kept = attach_file(record, paper, session=session).evidence
    remove_evidence(kept, session=session)
    assert not names(record, session)
    with pytest.raises(EvidenceUnknown):
        read_evidence(kept, session=session)
    restore_evidence(kept, session=session)
    (back,) = list_evidence(record, session=session)
    assert back.name == kept.name
    assert read_evidence(back, session=session) == paper.read_bytes()
    remove_evidence(back, session=session)
    forget_removed(session, at_once=True)
    with pytest.raises(EvidenceErased):
        restore_evidence(kept, session=session)


def test_what_was_removed_and_is_attached_again_is_the_same_file(session, record, paper):
    kept = attach_file(record, paper, session=session).evidence
    remove_evidence(kept, session=session)
    again = attach_file(record, paper, name="mới.pdf", session=session)
    assert (again.evidence.id, again.evidence.name, again.again) == (kept.id, "mới.pdf", False)
    assert names(record, session) == ["mới.pdf"]


def test_files_go_with_their_record_and_come_back_with_it(session, record, paper):
    attach_file(record, paper, session=session)
    alone = attach_content(record, PNG, "riêng.png", session=session).evidence
    remove_evidence(alone, session=session)
    taken = remove_record(record, session=session)
    assert count_files(session) == {}
    with pytest.raises(RecordMissing):
        restore_evidence(alone, session=session)
    put_back(taken, session=session)
    assert names(record, session) == ["Biên bản.pdf"], "what was removed by itself stays removed"
    assert count_files(session) == {record: 1}
    restore_evidence(alone, session=session)
    assert names(record, session) == ["Biên bản.pdf", "riêng.png"]


class Ahead:
    """The system's clock, some time ahead."""

    def __init__(self, ahead: timedelta) -> None:
        self._ahead = ahead

    def now(self) -> datetime:
        return SystemClock().now() + self._ahead

    def today(self) -> date:
        return self.now().date()


def test_a_removed_file_is_erased_at_an_opening_a_day_later(spoiled, tools, paper):
    record = add_record("commendation", PRAISE, session=spoiled).id
    remove_evidence(attach_file(record, paper, session=spoiled).evidence, session=spoiled)
    spoiled.store.close()
    for ahead, left in ((timedelta(), 1), (KEPT_FOR + timedelta(minutes=1), 0)):
        later = replace(tools, clock=Ahead(ahead))
        session = open_session(spoiled.store.path, PASSWORD, tools=later)
        assert count(session, "evidence") == left
        assert session.store.check().faults == ()
        session.store.close()


def test_a_file_is_named_anew_but_never_as_a_program(session, record, paper):
    kept = attach_file(record, paper, session=session).evidence
    named = rename_evidence(kept, "Biên bản đã ký.pdf", session=session)
    assert names(record, session) == [named.name]
    with pytest.raises(EvidenceIsProgram):
        rename_evidence(kept, "biên bản.exe", session=session)


# --- damage ----------------------------------------------------------------------------------------------------------


def tamper(session: Session, statement: str) -> None:
    with session.store._engine.begin() as connection:  # type: ignore[attr-defined]
        assert connection.execute(text(statement)).rowcount


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence_pieces SET content = x'00' WHERE number = 1",
        "DELETE FROM evidence_pieces WHERE number = 1",
        "DELETE FROM evidence_pieces WHERE number = 0",
    ],
)
def test_a_damaged_piece_is_never_handed_out(spoiled, tmp_path, paper, statement):
    session = spoiled
    record = add_record("commendation", PRAISE, session=session).id
    kept = attach_file(record, paper, session=session).evidence
    tamper(session, statement)
    with pytest.raises(EvidenceDamaged):
        save_evidence(kept, tmp_path / "ra.pdf", session=session)
    with pytest.raises(EvidenceDamaged):
        read_evidence(kept, session=session)
    assert {one.name for one in tmp_path.iterdir() if "ra" in one.name} == set()
    assert session.store.check().faults == ("evidence_damaged:Biên bản.pdf",)


@pytest.mark.parametrize(
    ("statement", "faults"),
    [
        ("UPDATE evidence SET name = 'khác.pdf'", {"evidence_altered"}),
        ("UPDATE evidence SET removed = 'alone'", {"evidence_altered"}),
        ("UPDATE evidence_contents SET media = 'image/png'", {"evidence_altered"}),
        ("DELETE FROM evidence", {"evidence_altered", "evidence_orphaned"}),
        ("DELETE FROM records", {"record_altered", "evidence_orphaned"}),
    ],
)
def test_what_is_done_behind_the_stores_back_is_found(spoiled, paper, statement, faults):
    session = spoiled
    record = add_record("commendation", PRAISE, session=session).id
    attach_file(record, paper, session=session)
    tamper(session, statement)
    assert {fault.partition(":")[0] for fault in session.store.check().faults} >= faults


def test_a_damaged_page_ends_in_words(spoiled, tmp_path, tools):
    session = spoiled
    record = add_record("commendation", PRAISE, session=session).id
    kept = attach_content(record, PDF + os.urandom(20 * PIECE), "a.pdf", session=session).evidence
    session.store.close()
    file = session.store.path
    content = bytearray(file.read_bytes())
    content[-40 * 4096] ^= 1
    file.write_bytes(content)
    session = open_session(file, PASSWORD, tools=tools)
    with pytest.raises(StoreDamaged):
        read_evidence(kept, session=session)
    session.store.close()


def test_a_backup_has_the_files_too(session, record, paper, tmp_path, tools):
    kept = attach_file(record, paper, session=session).evidence
    session.store.back_up(tmp_path / "sao lưu.dvapp")
    copy = open_session(tmp_path / "sao lưu.dvapp", PASSWORD, tools=tools)
    assert read_evidence(kept, session=copy) == paper.read_bytes()
    assert copy.store.check().faults == ()
    copy.store.close()

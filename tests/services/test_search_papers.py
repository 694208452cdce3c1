"""Outgoing papers and lines of the register are found in a real store, wherever they stand on their way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import bindparam, delete, select, update
from tests.services.chain_office import CLERK, DEPUTY, NAME, OFFICER, Office

from dvapp.db.search_text import OTHERS
from dvapp.db.tables import search_entries, search_state, search_words
from dvapp.db.transaction import Transaction
from dvapp.domain.chain.steps import State
from dvapp.domain.recording.searching import Hit, HitGroup
from dvapp.domain.register.entries import RegisterEntry
from dvapp.domain.register.series import Run
from dvapp.host import i18n
from dvapp.services.chain import following, issuing, papers, steps
from dvapp.services.register.numbering import NumberWish, enter_paper
from dvapp.services.searching.describing_papers import STATES
from dvapp.services.searching.search import find
from dvapp.services.session import Session
from dvapp.services.stores import check_store
from dvapp.ui.chain_words import state_words

At = Callable[[str], Office]


def hits(session: Session, words: str, group: HitGroup = HitGroup.PAPERS) -> tuple[Hit, ...]:
    return find(session, words).of(group)


def enter(session: Session, excerpt: str) -> None:
    entry = RegisterEntry(
        symbol="-BC/BDVQU",
        issued=date(2018, 3, 6),
        document_type="Báo cáo",
        excerpt=excerpt,
        signer="Hà Thị Thoa",
    )
    wish = NumberWish(type="BC", run=Run.TERM, symbol=entry.symbol, day=entry.issued)
    enter_paper(session, wish, entry)


@pytest.mark.parametrize(
    "words", ["01-BC/BDVQU", "01-bc/bdvqu", "nguyễn văn một", "đã phát hành", "da phat hanh", "BC17", "15/01/2019",
              "tổng kết nghị quyết", "năm 2018 đã phát hành", "văn bản hỏi gấp"],
)  # fmt: skip
def test_an_issued_paper_is_found_by_all_that_names_it(at_stage: At, words):
    office = at_stage("issued")
    clerk = office.by(CLERK)
    paper = papers.find_paper(clerk, NAME)
    issuing.register_paper(clerk, paper.id, note="Văn bản hỏi gấp")
    (hit,) = hits(clerk, words)
    assert (hit.target, hit.day) == (paper.id, date(2019, 1, 15))
    assert hit.about == "01-BC/BDVQU · đã phát hành, đã vào sổ"


def test_each_step_is_found_at_once_and_the_state_before_no_more(at_stage: At):
    office = at_stage("submitted")
    deputy = office.by(DEPUTY)
    (hit,) = hits(deputy, '"đã trình phó trưởng ban"')
    steps.return_paper(deputy, hit.target, reason="Thiếu số hộ nghèo ở Yên Hoà")
    assert not hits(deputy, '"đã trình phó trưởng ban"')
    (found,) = hits(deputy, "hộ nghèo yên hòa")
    assert found.target == hit.target
    assert found.marked == "Thiếu số hộ nghèo ở Yên Hoà"
    assert "bị trả lại" in found.about


def test_a_correction_is_found_beside_the_paper_it_corrects(at_stage: At):
    office = at_stage("issued")
    leader = office.by("truong-ban")
    old = papers.find_paper(leader, NAME)
    new = following.correct_paper(leader, old.id, reason="Sai tên đơn vị")
    assert {hit.target for hit in hits(leader, "BC17")} == {old.id, new.id}
    assert [hit.target for hit in hits(leader, "đính chính")] == [new.id]


def test_a_paper_issued_outside_the_program_is_found_as_a_line_of_the_register(at_stage: At):
    office = at_stage("fresh")
    clerk = office.by(CLERK)
    enter(clerk, "sơ kết công tác dân vận ở phường Mai Dịch")
    (hit,) = hits(clerk, "mai dich", HitGroup.LINES)
    assert hit.about == "01-BC/BDVQU"
    assert hit.target.endswith("/1")
    assert hits(clerk, "Hà Thị Thoa", HitGroup.LINES) == (replace(hit, marked="Hà Thị Thoa"),)
    assert not hits(clerk, "mai dich")


def _forget_papers(session: Session) -> None:
    """Leave the index as a version of the program left it that knew nothing of papers."""
    with session.store.unit_of_work() as work:
        transaction: Transaction = work.transaction  # type: ignore[attr-defined]  # what stands behind the port
        outgoing = select(search_entries.c.number).where(search_entries.c.thing.in_(["paper", "line"]))
        gone = [{"number_": row.number} for row in transaction.rows(outgoing)]
        for table in (search_entries, search_words):
            transaction.derive(delete(table).where(table.c.number == bindparam("number_")), gone)
        transaction.derive(OTHERS.drop, gone)
        transaction.derive(update(search_state).values(fingerprint="của bản trước"))
        work.commit()


def test_a_store_that_never_indexed_papers_does_when_it_is_opened(at_stage: At):
    office = at_stage("issued")
    clerk = office.by(CLERK)
    enter(clerk, "việc cũ")
    _forget_papers(clerk)
    assert not hits(clerk, "BC17")
    office.close()
    assert hits(office.by(OFFICER), "BC17")
    assert hits(office.by(OFFICER), "việc cũ", HitGroup.LINES)
    office.close()
    assert check_store(office.path, "mật khẩu thử dài", tools=office.tools, login="quan-tri").faults == ()


def test_a_paper_missing_in_the_index_is_named_by_the_check(at_stage: At):
    office = at_stage("issued")
    leader = office.by("truong-ban")
    following.correct_paper(leader, papers.find_paper(leader, NAME).id, reason="Sai tên đơn vị")
    with leader.store.unit_of_work() as work:
        transaction: Transaction = work.transaction  # type: ignore[attr-defined]  # what stands behind the port
        newest = search_entries.c.title.like("%đính%") | search_entries.c.title.like("%nghị quyết%")
        transaction.derive(delete(search_entries).where(search_entries.c.thing == "paper", newest))
        work.commit()
    office.close()
    found = check_store(office.path, "mật khẩu thử dài", tools=office.tools, login="quan-tri").faults
    assert found == ("search_differs",)


def test_the_index_says_states_as_the_vietnamese_window_does():
    before = i18n.language()
    i18n.set_language("vi")
    try:
        assert {state: state_words(state) for state in State} == STATES
    finally:
        i18n.set_language(before)

"""A paper on its whole way, in a real encrypted store: who may do what, what is kept, and what nobody can change."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.services.chain_office import (
    CLERK,
    DEPUTY,
    ISSUED,
    KIND,
    LEADER,
    NAME,
    OFFICER,
    PASSWORD,
    PERIOD,
    Office,
    add_visits,
    make_office,
)

from dvapp.domain.accounts.account_errors import NotAllowed
from dvapp.domain.chain.chain_errors import (
    DeadlinePast,
    NothingCorrected,
    NothingNew,
    NotIssuedYet,
    NotThisPaper,
    PaperDrifted,
    PaperFollowed,
    PaperIssuedAlready,
    PaperNotFound,
    PlaceUnknown,
    StepNotNow,
    TextLocked,
    WhyMissing,
)
from dvapp.domain.chain.differences import What
from dvapp.domain.chain.papers import Paper, Place
from dvapp.domain.chain.steps import State, StepKind
from dvapp.domain.errors import AlreadyIssued, DateTooEarly, DvError, ReportNotReady, SecondNotSealed
from dvapp.domain.papers.reports import Role, SectionText
from dvapp.domain.register.numbers import State as NumberState
from dvapp.domain.signing.verification import Verdict
from dvapp.services.chain import following, issuing, papers, signing, steps
from dvapp.services.chain.known import known_papers
from dvapp.services.register.lines import number_of_paper, number_with_history
from dvapp.services.reports.composing import save_section
from dvapp.services.reports.options import change_options
from dvapp.services.signing.sign import Body, issue_report, seal_second, sign_report
from dvapp.services.signing.verifying import verify_document
from dvapp.services.stores import check_store

OPENING = SectionText(code="opening", paragraphs=("Ban Dân vận báo cáo kết quả thực hiện như sau.",))


At = Callable[[str], Office]


def the_paper(office: Office) -> Paper:
    """The paper on its way."""
    return papers.find_paper(office.by(OFFICER), NAME)


def test_a_paper_goes_its_way_and_every_step_says_who(at_stage: At):
    office = at_stage("issued")
    paper = the_paper(office)
    paper = issuing.register_paper(office.by(CLERK), paper.id, copies=12, note="Gửi bản giấy")
    assert [(step.kind.value, step.login) for step in paper.steps] == [
        ("begin", OFFICER), ("check", OFFICER), ("submit", OFFICER), ("pass_on", DEPUTY),
        ("approve", LEADER), ("sign", LEADER), ("check_form", CLERK), ("number", CLERK),
        ("seal", CLERK), ("issue", CLERK), ("register", CLERK),
    ]  # fmt: skip
    assert (paper.state, paper.number, paper.issued) == (State.REGISTERED, "01-BC/BDVQU", ISSUED)
    assert {step.name for step in paper.steps if step.login == LEADER} == {"Nguyễn Văn Một"}
    assert not any(step.alone for step in paper.steps)
    saved = office.folder / "ra.pdf"
    issuing.save_paper(office.by(CLERK), paper.id, saved)
    found = verify_document(saved, trust=office.folder / "trust.pem", tools=office.tools)
    assert (found.verdict, found.issued) == (Verdict.TOTAL_PASSED, True)
    line = number_of_paper(office.by(CLERK), paper.id)
    assert line is not None
    assert line.entry is not None
    assert (line.entry.copies, line.entry.signer) == (12, "Nguyễn Văn Một")
    (known,) = known_papers(office.by(OFFICER))
    assert (known.number, known.signatures, known.issued) == ("01-BC/BDVQU", 2, ISSUED)
    office.close()
    assert check_store(office.path, PASSWORD, tools=office.tools, login="quan-tri").faults == ()


def test_whoever_works_alone_does_every_step_and_each_says_so(tmp_path: Path):
    office = make_office(tmp_path, accounts=False)
    alone = office.sessions["owner"]
    for login in (OFFICER, DEPUTY, LEADER, CLERK):
        office.sessions[login] = alone
    paper = office.issued()
    assert paper.state is State.ISSUED
    assert all(step.alone for step in paper.steps)
    office.sessions = {"owner": alone}
    office.close()


def test_a_return_names_reason_place_and_deadline_and_the_next_version_is_another(at_stage: At):
    office = at_stage("submitted")
    paper = the_paper(office)
    deadline = office.tools.clock.today() + timedelta(days=3)
    deputy = office.by(DEPUTY)
    with pytest.raises(WhyMissing):
        steps.return_paper(deputy, paper.id, reason=" … ")
    with pytest.raises(PlaceUnknown):
        steps.return_paper(deputy, paper.id, reason="Sai", place=Place(section="khong-co"))
    with pytest.raises(PlaceUnknown):
        steps.return_paper(deputy, paper.id, reason="Sai", place=Place(code="Z99"))
    for nowhere in (
        Place(section="opening", paragraph=77),
        Place(paragraph=0),
        Place(section="opening", paragraph=-1),
    ):
        with pytest.raises(PlaceUnknown):
            steps.return_paper(deputy, paper.id, reason="Sai", place=nowhere)
    with pytest.raises(DeadlinePast):
        steps.return_paper(deputy, paper.id, reason="Sai", deadline=deadline - timedelta(days=9))
    place = Place(section="opening", paragraph=0)
    back = steps.return_paper(
        deputy, paper.id, reason="Câu mở đầu  còn thiếu", place=place, deadline=deadline
    )
    assert (back.state, back.last.reason, back.last.place, back.last.deadline) == (
        State.RETURNED, "Câu mở đầu còn thiếu", place, deadline,
    )  # fmt: skip
    assert back.mend_by == deadline
    save_section(office.by(OFFICER), kind=KIND, period=PERIOD, section=OPENING)
    again = office.submitted()
    assert (again.id, again.version, again.mend_by) == (paper.id, 2, None)
    told = papers.difference(deputy, again, 5)
    assert (told[0].what, told[0].new) == (What.SENTENCE, OPENING.paragraphs[0])
    assert told[0].place == Place(section="opening", paragraph=0)
    assert papers.difference(deputy, again, 6) == ()


def test_the_leader_returns_what_was_passed_on(at_stage: At):
    office = at_stage("submitted")
    paper = the_paper(office)
    steps.pass_paper(office.by(DEPUTY), paper.id)
    with pytest.raises(NotAllowed):
        steps.return_paper(office.by(DEPUTY), paper.id, reason="Chưa được")
    assert steps.return_paper(office.by(LEADER), paper.id, reason="Chưa được").state is State.RETURNED


def test_nobody_decides_on_figures_that_moved_since_they_were_submitted(at_stage: At):
    office = at_stage("submitted")
    paper = the_paper(office)
    add_visits(office.by(OFFICER), 40)
    with pytest.raises(PaperDrifted) as told:
        steps.pass_paper(office.by(DEPUTY), paper.id)
    assert told.value.details["count"]
    drift = papers.standing(office.by(DEPUTY), papers.paper_by_id(office.by(DEPUTY), paper.id)).drift
    assert {one.what for one in drift} >= {What.FIGURE, What.SENTENCE}
    figure = next(one for one in drift if one.what is What.FIGURE)
    assert figure.old != figure.new


def test_a_report_that_something_stands_in_the_way_of_is_not_checked(at_stage: At):
    office = at_stage("fresh")
    officer = office.by(OFFICER)
    add_visits(officer, 40)
    paper = steps.begin_paper(officer, kind=KIND, period=PERIOD)
    with pytest.raises(ReportNotReady):
        steps.check_paper(officer, paper.id)
    assert papers.paper_by_id(officer, paper.id).state is State.DRAFT


def test_the_approved_text_stands_fast_until_the_leader_reopens_it(at_stage: At):
    office = at_stage("approved")
    paper = the_paper(office)
    with pytest.raises(TextLocked):
        save_section(office.by(OFFICER), kind=KIND, period=PERIOD, section=OPENING)
    with pytest.raises(NotAllowed):
        steps.reopen_paper(office.by(DEPUTY), paper.id, reason="Cần sửa")
    again = steps.reopen_paper(office.by(LEADER), paper.id, reason="Cần sửa câu mở đầu")
    assert (again.state, again.locked) == (State.DRAFT, False)
    save_section(office.by(OFFICER), kind=KIND, period=PERIOD, section=OPENING)
    with pytest.raises(StepNotNow):
        office.signed(again)


def test_nothing_is_reopened_once_somebody_has_signed(at_stage: At):
    office = at_stage("signed")
    paper = the_paper(office)
    with pytest.raises(StepNotNow):
        steps.reopen_paper(office.by(LEADER), paper.id, reason="Cần sửa")
    back = issuing.return_for_form(office.by(CLERK), paper.id, reason="Thiếu Nơi nhận")
    assert (back.state, back.locked) == (State.RETURNED, False)
    save_section(office.by(OFFICER), kind=KIND, period=PERIOD, section=OPENING)
    assert office.signed(office.approved(office.submitted())).version == 2


def test_a_copy_signed_elsewhere_comes_back_as_this_paper_and_no_other(at_stage: At):
    office = at_stage("approved")
    paper = the_paper(office)
    leader, clerk = office.by(LEADER), office.by(CLERK)
    old, copy, signed = (office.folder / name for name in ("cũ.pdf", "bản trình ký.pdf", "đã ký.pdf"))
    signing.export_for_signature(leader, paper.id, old)
    steps.reopen_paper(leader, paper.id, reason="Số liệu còn thiếu")
    add_visits(office.by(OFFICER), 40)
    office.approved(office.submitted())
    key = {"key": office.key("truong-ban"), "role": Role.LEADER, "tools": office.tools}
    sign_report(old, out=signed, **key)  # type: ignore[arg-type]
    with pytest.raises(NotThisPaper):
        signing.receive_signed(clerk, paper.id, signed)
    signing.export_for_signature(leader, paper.id, copy)
    with pytest.raises(NothingNew):
        signing.receive_signed(clerk, paper.id, copy)
    with pytest.raises(NotAllowed):
        signing.receive_signed(office.by(OFFICER), paper.id, copy)
    sign_report(copy, out=signed, **key)  # type: ignore[arg-type]
    received = signing.receive_signed(clerk, paper.id, signed)
    assert (received.state, received.last.holder, received.last.received) == (
        State.SIGNED, "Nguyễn Văn Một", True,
    )  # fmt: skip
    assert papers.pdf_of(clerk, received) == signed.read_bytes()
    with pytest.raises(NothingNew):
        signing.receive_signed(clerk, paper.id, signed)


def test_a_number_given_back_is_the_next_and_keeps_its_history(at_stage: At):
    office = at_stage("form_checked")
    paper = the_paper(office)
    clerk = office.by(CLERK)
    with pytest.raises(DateTooEarly):
        issuing.number_paper(clerk, paper.id, day=date(2018, 6, 1))
    assert issuing.number_paper(clerk, paper.id, day=ISSUED).number == "01-BC/BDVQU"
    with pytest.raises(WhyMissing):
        issuing.give_back_number(clerk, paper.id, reason="")
    free = issuing.give_back_number(clerk, paper.id, reason="Hoãn phát hành")
    assert (free.state, free.number, free.issued) == (State.FORM_CHECKED, "", None)
    issued = office.issued(free)
    assert issued.number == "01-BC/BDVQU"
    line = number_of_paper(clerk, paper.id)
    assert line is not None
    _number, events = number_with_history(clerk, line.series, line.number)
    assert [event.happening.value for event in events] == ["leased", "returned", "leased", "used"]
    assert line.state is NumberState.USED


def test_an_issued_paper_is_only_corrected_by_another_that_names_it(at_stage: At):
    office = at_stage("issued")
    paper = the_paper(office)
    leader, officer = office.by(LEADER), office.by(OFFICER)
    kept = papers.pdf_of(leader, paper)
    with pytest.raises(PaperIssuedAlready):
        steps.begin_paper(officer, kind=KIND, period=PERIOD)
    with pytest.raises(NotAllowed):
        following.correct_paper(officer, paper.id, reason="Ghi thiếu đơn tháng 9")
    correction = following.correct_paper(leader, paper.id, reason="Ghi thiếu đơn tháng 9")
    assert following.correct_paper(leader, paper.id, reason="Ghi thiếu").id == correction.id
    with pytest.raises(PaperFollowed):
        following.replace_paper(leader, paper.id, reason="Ghi thiếu đơn tháng 9")
    steps.check_paper(officer, correction.id)
    with pytest.raises(NothingCorrected):
        steps.submit_paper(officer, correction.id)
    add_visits(officer, 40)
    issued = office.issued(office.form_checked(office.signed(office.approved(office.submitted()))))
    report = papers.report_of(leader, issued)
    assert report is not None
    assert report.title == "đính chính Báo cáo số 01-BC/BDVQU, ngày 15/01/2019"
    (annex,) = report.annexes
    assert annex.columns == ("TT", "Nội dung", "Đã ghi", "Sửa thành")
    assert any(row.cells[2:] == ("06 cơ quan, đơn vị", "46 cơ quan, đơn vị") for row in annex.rows), (
        annex.rows
    )
    assert issued.number == "02-BC/BDVQU"
    issuing.register_paper(office.by(CLERK), issued.id)
    old = papers.paper_by_id(leader, paper.id)
    assert papers.pdf_of(leader, old) == kept
    assert [one.id for one in papers.followers(leader, old)] == [issued.id]
    line = number_of_paper(leader, paper.id)
    assert line is not None
    assert line.entry is not None
    assert "Đã đính chính bằng 02-BC/BDVQU" in line.entry.note


def test_a_replacement_is_the_whole_report_with_its_differences(at_stage: At):
    office = at_stage("issued")
    paper = the_paper(office)
    with pytest.raises(NotIssuedYet):
        following.replace_paper(
            office.by(LEADER),
            following.correct_paper(office.by(LEADER), paper.id, reason="Sai").id,
            reason="x",
        )
    steps.withdraw_paper(office.by(OFFICER), papers.list_papers(office.by(OFFICER))[0].id, reason="Thay thế")
    following.replace_paper(office.by(LEADER), paper.id, reason="Ghi thiếu đơn tháng 9")
    add_visits(office.by(OFFICER), 40)
    new = office.approved(office.submitted())
    report = papers.report_of(office.by(LEADER), new)
    before = papers.report_of(office.by(LEADER), papers.paper_by_id(office.by(LEADER), paper.id))
    assert report is not None
    assert before is not None
    assert report.title == f"{before.title} (thay thế Báo cáo số 01-BC/BDVQU, ngày 15/01/2019)"
    assert len(report.annexes) == len(before.annexes) + 1
    assert report.annexes[-1].columns[-1] == "Sửa thành"
    assert len(report.blocks) == len(before.blocks) + 1


def test_papers_are_found_by_what_offices_call_them(at_stage: At):
    office = at_stage("submitted")
    paper = the_paper(office)
    officer = office.by(OFFICER)
    for words in (paper.id, paper.id[:8], NAME, NAME.lower()):
        assert papers.find_paper(officer, words).id == paper.id
    for words in ("BC06/2017", "99-BC/BDVQU", "abc", ""):
        with pytest.raises(PaperNotFound):
            papers.find_paper(officer, words)


def test_a_file_numbered_elsewhere_is_not_taken_in(at_stage: At):
    office = at_stage("approved")
    paper = the_paper(office)
    copy, signed, sealed = (office.folder / f"{n}.pdf" for n in "abc")
    signing.export_for_signature(office.by(LEADER), paper.id, copy)
    sign_report(copy, key=office.key("truong-ban"), role=Role.LEADER, out=signed, tools=office.tools)
    issue_report(signed, number=7, issued=ISSUED, key=office.key("dau"), out=sealed, tools=office.tools)
    with pytest.raises(AlreadyIssued):
        signing.receive_signed(office.by(CLERK), paper.id, sealed)


def test_two_people_at_one_paper_are_told_apart(at_stage: At):
    office = at_stage("submitted")
    paper = the_paper(office)
    deputy, leader = office.by(DEPUTY), office.by(LEADER)
    steps.pass_paper(deputy, paper.id)
    steps.return_paper(leader, paper.id, reason="Cần xem lại")
    with pytest.raises(StepNotNow) as told:
        steps.pass_paper(deputy, paper.id)
    assert (told.value.details["state"], told.value.details["fitting"]) == ("returned", "submitted")


def test_every_refusal_leaves_no_step(at_stage: At):
    office = at_stage("submitted")
    paper = the_paper(office)
    before = len(papers.paper_by_id(office.by(OFFICER), paper.id).steps)
    for attempt in (
        lambda: steps.approve_paper(office.by(LEADER), paper.id),
        lambda: steps.approve_paper(office.by(OFFICER), paper.id),
        lambda: issuing.number_paper(office.by(CLERK), paper.id),
        lambda: issuing.issue_paper(office.by(CLERK), paper.id),
    ):
        with pytest.raises(DvError):
            attempt()
    after = papers.paper_by_id(office.by(OFFICER), paper.id)
    assert (len(after.steps), after.last.kind) == (before, StepKind.SUBMIT)


def test_a_joint_paper_is_signed_by_both_and_sealed_by_the_second_body_before_it_is_numbered(at_stage: At):
    office = at_stage("fresh")
    leader, clerk = office.by(LEADER), office.by(CLERK)
    joint = {
        "joint": "yes", "signer": "Nguyễn Văn Một", "second_signer": "Phạm Văn Phó",
        "second_name": "Uỷ ban nhân dân quận", "second_issuer": "UỶ BAN NHÂN DÂN QUẬN",
        "second_symbol": "UBND", "second_head_title": "CHỦ TỊCH",
    }  # fmt: skip
    change_options(office.by(OFFICER), kind=KIND, period=PERIOD, given=joint)
    paper = office.approved()
    assert paper.joint
    signed = office.signed(paper)
    assert signed.state is State.PARTLY_SIGNED
    files = {"key": office.key("pho-ban"), "tools": office.tools}
    copy, both, sealed = (office.folder / f"{name}.pdf" for name in ("đưa", "ký", "dấu"))
    signing.export_for_signature(clerk, paper.id, copy)
    sign_report(copy, role=Role.LEADER, body=Body.SECOND, out=both, **files)  # type: ignore[arg-type]
    received = signing.receive_signed(clerk, paper.id, both)
    assert (received.state, received.last.body, received.last.holder) == (
        State.SIGNED, "second", "Phạm Văn Phó",
    )  # fmt: skip
    office.form_checked(received)
    with pytest.raises(SecondNotSealed):
        issuing.number_paper(clerk, paper.id, day=ISSUED)
    files["key"] = office.key("dau-quan")
    seal_second(both, out=sealed, **files)  # type: ignore[arg-type]
    twice = signing.receive_signed(clerk, paper.id, sealed)
    assert twice.last.kind is StepKind.SEAL_SECOND
    offered = [offer.kind for offer in papers.standing(clerk, twice).offers]
    assert StepKind.NUMBER in offered
    assert StepKind.SEAL_SECOND not in offered  # a body seals once
    issued = office.issued(papers.paper_by_id(clerk, paper.id))
    saved = office.folder / "ra.pdf"
    issuing.save_paper(leader, issued.id, saved)
    found = verify_document(saved, trust=office.folder / "trust.pem", tools=office.tools)
    assert (found.verdict, found.issued, len(found.signatures)) == (Verdict.TOTAL_PASSED, True, 4)
    (known,) = known_papers(leader)
    assert known.signatures == 4


def test_a_second_opinion_on_the_first_step_of_a_correction_names_what_it_corrects(at_stage: At):
    office = at_stage("issued")
    paper = the_paper(office)
    new = following.replace_paper(office.by(LEADER), paper.id, reason="Ghi thiếu")
    add_visits(office.by(OFFICER), 40)
    checked = office.submitted()
    assert checked.id == new.id
    told = papers.difference(office.by(LEADER), checked, 2)
    assert ("06 cơ quan, đơn vị", "46 cơ quan, đơn vị") in {(one.old, one.new) for one in told}

"""Living sentences in a real store: what changed is told, answered, and until then nothing goes out for signature."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.reporting.samples import RESOURCES

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.errors import ChangeUnknown, ReasonEmpty, ReportNotReady, SectionUnknown, TextInvalid
from dvapp.domain.papers.reports import Paragraph, Report, ReportText, SectionText, Stage
from dvapp.domain.recording.records import Record
from dvapp.exchange.samples import read_sample
from dvapp.services.recording.records import add_record, list_records, remove_record, save_record
from dvapp.services.reports.composing import (
    compose_report,
    draw_report,
    editable_sections,
    reset_section,
    save_section,
    write_report,
)
from dvapp.services.reports.exports import export_report
from dvapp.services.reports.living import accept, begin, changes, keep, kept_answers, typed_numbers
from dvapp.services.reports.submission import CHANGE_OPEN, obstacles, require_submittable
from dvapp.services.reports.texts import write_section
from dvapp.services.session import Session
from dvapp.services.stores import create_store, open_session

PASSWORD = "mật khẩu thử dài"
BC: dict[str, Any] = {"kind": "BC17", "period": parse_period("2018")}
"""A report of few figures, none of which any rule of the pack judges."""
YEAR: dict[str, Any] = {"kind": "BC06", "period": parse_period("2018")}
SURPRISE = {
    "happened": "2018-06-04",
    "values": {"form": "surprise", "visits": 3, "units_count": 3, "conduct": 0, "hours": 1, "harassment": 0,
               "other": 0, "found": 1, "reminded": 1, "disciplined": 0},
}  # fmt: skip

PLAN = {
    "happened": "2018-02-08",
    "values": {"scope": "own_level", "parties": "Hai bên", "number": "21-KHPH", "date_issued": "2018-02-09"},
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A board with one inspection, of three visits."""
    made = create_store(tmp_path / "x.dvapp", board="005", year=2018, password=PASSWORD, tools=make_tools())
    add_record("inspection", SURPRISE, session=made)
    yield made
    made.store.close()


def inspect(session: Session) -> Record:
    """Another inspection: now six visits."""
    return add_record("inspection", {**SURPRISE, "happened": "2018-07-04"}, session=session)


def edit(session: Session, *paragraphs: str, code: str = "opening") -> ReportText:
    return save_section(session, section=SectionText(code=code, paragraphs=paragraphs), **BC)


def told(session: Session) -> list[tuple[str, int, str, str, str]]:
    return [(c.section, c.paragraph, c.reference, c.old, c.new) for c in changes(session, **BC)]


def lines(report: Report) -> list[str]:
    return [b.text for b in report.blocks if isinstance(b, Paragraph)]


def composed(session: Session, stage: Stage = Stage.FOR_SIGNATURE) -> Report:
    return compose_report(session, stage=stage, **BC)


def test_a_text_nobody_looked_at_prints_what_the_figures_are(session: Session, tmp_path: Path):
    write_report(session, composed(session), tmp_path / "a.pdf")
    inspect(session)
    assert told(session) == []
    write_report(session, composed(session), tmp_path / "b.pdf")


def test_a_figure_that_changes_after_its_section_was_saved_is_told_with_old_and_new(session: Session):
    edit(session, "Mở đầu.", "Kiểm tra {B01:unit}, {B01:vs_last_year}.", "Lại {B01:unit}.")
    assert told(session) == []
    inspect(session)
    old, new = "03 cơ quan, đơn vị", "06 cơ quan, đơn vị"
    assert told(session) == [("opening", 1, "B01:unit", old, new), ("opening", 2, "B01:unit", old, new)]
    assert [o.code for o in obstacles(session, **BC)] == [CHANGE_OPEN] * 2


def test_what_was_never_touched_is_watched_from_the_first_look_on(session: Session):
    assert begin(session, **YEAR) > 10
    assert begin(session, **YEAR) == 0
    inspect(session)
    found = {(c.reference, c.old, c.new) for c in changes(session, **YEAR)}
    assert ("B01:unit", "03 cơ quan, đơn vị", "06 cơ quan, đơn vị") in found
    # A second look does not agree to what changed since the first.
    begin(session, **YEAR)
    assert {(c.reference, c.old, c.new) for c in changes(session, **YEAR)} == found


def test_nothing_for_signature_is_written_before_every_change_is_answered(session: Session, tmp_path: Path):
    edit(session, "Kiểm tra {B01:unit}.")
    inspect(session)
    with pytest.raises(ReportNotReady) as refused:
        write_report(session, composed(session), tmp_path / "a.pdf")
    assert (refused.value.where, refused.value.details["count"]) == ("opening", 1)
    with pytest.raises(ReportNotReady):
        export_report(session, composed(session), tmp_path / "a.docx")
    assert list(tmp_path.glob("a.*")) == []
    # Pages on a screen, drafts and workbooks are no copies for signature.
    assert draw_report(session, composed(session)).startswith(b"%PDF")
    write_report(session, composed(session, Stage.DRAFT), tmp_path / "a.pdf")
    export_report(session, composed(session, Stage.DRAFT), tmp_path / "a.docx")
    export_report(session, composed(session), tmp_path / "a.xlsx")

    assert len(accept(session, **BC)) == 1
    require_submittable(session, **BC)
    write_report(session, composed(session), tmp_path / "b.pdf")
    assert "06 cơ quan, đơn vị" in lines(composed(session))[0]


def test_one_figure_of_one_section_can_be_accepted_alone(session: Session):
    edit(session, "{B01:unit}; {B05:unit}.")
    edit(session, "{B01:unit}.", code="rollout")
    inspect(session)
    assert len(told(session)) == 3
    accept(session, section="opening", reference="B05:unit", **BC)
    assert [t[:3:2] for t in told(session)] == [("opening", "B01:unit"), ("rollout", "B01:unit")]
    accept(session, section="opening", **BC)
    assert [t[0] for t in told(session)] == ["rollout"]
    with pytest.raises(ChangeUnknown):
        accept(session, section="opening", reference="B09", **BC)
    with pytest.raises(SectionUnknown):
        accept(session, section="nowhere", **BC)


def test_saving_a_section_again_never_agrees_to_what_changed(session: Session):
    edit(session, "Kiểm tra {B01:unit}.")
    inspect(session)
    edit(session, "Kiểm tra {B01:unit}, phát hiện {B05:unit}.", "Thêm.")
    assert [t[2] for t in told(session)] == ["B01:unit"]
    # Not even if the figure is taken out for a moment, or half typed.
    edit(session, "Kiểm tra {B01:un")
    edit(session, "Kiểm tra.")
    edit(session, "Thêm.", "Kiểm tra {B01:unit}.")
    assert [t[1:3] for t in told(session)] == [(1, "B01:unit")]


def test_what_is_kept_is_printed_with_its_reason_until_the_figure_moves_again(
    session: Session, tmp_path: Path
):
    edit(session, "Kiểm tra {B01:unit}.")
    more = inspect(session)
    where: dict[str, Any] = {"section": "opening", "reference": "B01:unit"}
    for nothing in ("", "   ", "…", "12."):
        with pytest.raises(ReasonEmpty):
            keep(session, reason=nothing, **where, **BC)
    with pytest.raises(ChangeUnknown):
        keep(session, section="opening", reference="B05", reason="Vì thế", **BC)
    keep(session, reason=" Biên bản  chưa ký. ", **where, **BC)

    report = composed(session)
    write_report(session, report, tmp_path / "a.pdf")
    data = session.tools.pages.data_of((tmp_path / "a.pdf").read_bytes())
    assert data is not None
    assert session.tools.data.read(data) == report
    assert lines(report)[0] == "Kiểm tra 03 cơ quan, đơn vị."
    first = "Số cơ quan, đơn vị được kiểm tra công vụ đột xuất (phần mở đầu) ghi “03 cơ quan, đơn vị”"
    now = "số liệu tổng hợp là “06 cơ quan, đơn vị”"
    assert lines(report)[-2:] == ["Giải trình số liệu:", f"- {first}, {now}; lý do: Biên bản chưa ký."]
    assert [k.reason for k in kept_answers(session, **BC)] == ["Biên bản chưa ký."]
    # Accepting everything leaves alone what was decided.
    assert accept(session, **BC) == ()
    assert lines(composed(session)) == lines(report)

    inspect(session)
    assert told(session) == [("opening", 0, "B01:unit", "03 cơ quan, đơn vị", "09 cơ quan, đơn vị")]
    assert lines(composed(session))[0] == "Kiểm tra 09 cơ quan, đơn vị."
    assert not composed(session).explanations
    # Back where it was decided, the decision holds; where it was agreed to, there is nothing to explain.
    remove_record(more.id, session=session)
    assert told(session) == []
    accept(session, **where, **BC)
    assert lines(composed(session))[0] == "Kiểm tra 06 cơ quan, đơn vị."
    assert not composed(session).explanations


def test_answers_outlive_the_program_and_the_editors_text_goes_by_them(session: Session):
    edit(session, "Kiểm tra {B01:unit}.")
    inspect(session)
    keep(session, section="opening", reference="B01:unit", reason="Chờ xác nhận", **BC)
    path = session.store.path
    session.store.close()
    again = open_session(path, PASSWORD, tools=make_tools())
    try:
        assert [k.reason for k in kept_answers(again, **BC)] == ["Chờ xác nhận"]
        typed = SectionText(code="opening", paragraphs=("Đã kiểm tra {B01:unit} rồi.",))
        unsaved = ReportText(
            kind=again.pack.outline("BC17").kind,
            period=BC["period"],
            sections={"opening": typed},
        )
        report = compose_report(again, text=unsaved, **BC)
        assert lines(report)[0] == "Đã kiểm tra 03 cơ quan, đơn vị rồi."
        assert changes(again, text=unsaved, **BC) == ()
        assert again.store.check().faults == ()
    finally:
        again.store.close()


def test_other_wording_for_blanks_is_a_change_like_any_other(session: Session):
    begin(session, **YEAR)
    add_record("coordination_plan", PLAN, session=session)
    found = [c for c in changes(session, **YEAR) if c.reference.startswith("if_blank:")]
    assert found
    assert all("chưa có số liệu" in c.old and "…" in c.new for c in found)
    assert accept(session, **YEAR)
    assert changes(session, **YEAR) == ()
    # Its figures were agreed to with it: the next change of theirs is told.
    before = lines(compose_report(session, **YEAR))
    for record in _records(session):
        remove_record(record.id, session=session)
    assert lines(compose_report(session, **YEAR)) != before
    with pytest.raises(ReportNotReady):
        require_submittable(session, **YEAR)


def test_a_section_from_outside_is_refused_whole_when_it_could_not_be_composed(session: Session):
    for wrong in ("{B01", "{Z99}", "{A14:vs_last}"):
        with pytest.raises(TextInvalid) as refused:
            write_section(session, code="opening", paragraphs=["Tốt.", wrong], **BC)
        assert refused.value.where == "opening:2"
    with pytest.raises(SectionUnknown):
        write_section(session, code="nowhere", paragraphs=[], **BC)
    assert not any(s.edited for s in editable_sections(session, **BC))
    write_section(session, code="opening", paragraphs=["  # Một", "", "- Hai {B01}"], **BC)
    (opening, *_) = editable_sections(session, **BC)
    assert opening.paragraphs == ("# Một", "- Hai {B01}")
    reset_section(session, code="opening", **BC)
    assert not any(s.edited for s in editable_sections(session, **BC))


def test_typed_numbers_are_those_of_edited_sections_only(session: Session):
    assert typed_numbers(session, **BC) == ()
    edit(session, "Kiểm tra 03 đơn vị, {B01:unit}, năm 2018.", "Khác 77.")
    found = typed_numbers(session, **BC)
    assert [(n.section, n.paragraph, n.offset, n.text) for n in found] == [
        ("opening", 0, 9, "03"), ("opening", 1, 5, "77"),
    ]  # fmt: skip
    assert "{B01:pad}" in [c.notation for c in found[0].candidates]
    assert found[1].candidates == ()


@pytest.mark.slow
def test_no_record_of_the_sample_year_can_change_behind_a_report_that_is_ready(tmp_path: Path):
    """Records of each kind are taken away and put back; whatever the text then prints, somebody must have seen."""
    session = create_store(
        tmp_path / "x.dvapp", board="005", year=2018, password=PASSWORD, tools=make_tools()
    )
    try:
        for item in read_sample(RESOURCES, "cau-giay-2018"):
            add_record(item.kind, item.record, session=session)
        begin(session, **YEAR)
        agreed = lines(compose_report(session, **YEAR))
        for record in {record.kind.code: record for record in _records(session)}.values():
            remove_record(record.id, session=session)
            now = lines(compose_report(session, **YEAR))
            assert bool(changes(session, **YEAR)) is (now != agreed)
            save_record(record, session=session)
            assert changes(session, **YEAR) == ()
        assert lines(compose_report(session, **YEAR)) == agreed
    finally:
        session.store.close()


def _records(session: Session) -> list[Record]:
    return [listed.record for listed in list_records(session) if listed.record is not None]

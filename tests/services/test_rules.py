"""Rules in a store: what blocks a report, a reason that is kept and printed, and is asked for again when numbers change."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import RecordId
from dvapp.domain.errors import (
    BreachIsError,
    BreachUnknown,
    PackInvalid,
    PackNameInvalid,
    ReasonEmpty,
    ReportNotReady,
    TextInvalid,
)
from dvapp.domain.judging.rules import RuleLevel
from dvapp.domain.papers.annexes import TO_FILL
from dvapp.domain.papers.reports import Paragraph, Report, SectionText
from dvapp.domain.recording.records import InvalidRecord
from dvapp.exchange.pack_making import new_pack
from dvapp.exchange.packs import PackFolder
from dvapp.host.resources import resources_folder
from dvapp.services.judging.rules import breaches, explain
from dvapp.services.recording.records import add_record, list_records, remove_record
from dvapp.services.reports.composing import compose_report, save_section
from dvapp.services.reports.submission import REASON_MISSING, RULE_BROKEN, obstacles, require_submittable
from dvapp.services.session import Session
from dvapp.services.stores import check_store, create_store, open_session

PASSWORD = "mật khẩu thử dài"
Q3 = parse_period("2018-Q3")
BC02: dict[str, Any] = {"kind": "BC02", "period": Q3}
REASON = "Quận tăng cường kiểm tra đột xuất theo kế hoạch"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = create_store(tmp_path / "x.dvapp", board="005", year=2018, password=PASSWORD, tools=make_tools())
    yield made
    made.store.close()


def inspect(session: Session, day: str, units: int) -> RecordId:
    values = {"form": "surprise", "units_count": units}
    return add_record("inspection", {"happened": day, "values": values}, session=session).id


def jump(session: Session) -> RecordId:
    """From 3 units inspected by surprise to 12."""
    inspect(session, "2018-05-10", 3)
    return inspect(session, "2018-08-10", 12)


def printed(report: Report) -> str:
    return "\n".join(
        b.text for b in report.blocks if isinstance(b, Paragraph) and b.section == "explanations"
    )


def test_figures_without_a_breach_block_nothing(session: Session):
    assert breaches(session, **BC02) == ()
    assert breaches(session, period=Q3) == ()
    require_submittable(session, **BC02)


def test_a_warning_blocks_until_its_reason_is_given_and_the_reason_is_printed(session: Session):
    jump(session)
    (found,) = breaches(session, **BC02)
    assert (found.rule, found.level, found.blocks) == ("change.B01", RuleLevel.WARNING, True)
    (obstacle,) = obstacles(session, **BC02)
    assert (obstacle.code, obstacle.reference) == (REASON_MISSING, "change.B01")
    with pytest.raises(ReportNotReady):
        require_submittable(session, **BC02)
    assert printed(compose_report(session, **BC02)) == ""

    given = explain(session, rule="change.B01", reason=f"  {REASON}\n ", **BC02)
    assert (given.reason, given.confirmed, given.blocks) == (REASON, True, False)
    assert breaches(session, **BC02) == (given,)
    require_submittable(session, **BC02)
    report = compose_report(session, **BC02)
    (explanation,) = report.explanations
    assert explanation.reason == REASON
    assert "12 − 3 = 9, tăng 09 cơ quan, đơn vị (300%) so với quý II năm 2018" in explanation.subject
    assert f"lý do: {REASON}." in printed(report)


def test_a_reason_for_other_numbers_must_be_confirmed_anew(session: Session):
    later = jump(session)
    explain(session, rule="change.B01", reason=REASON, **BC02)
    remove_record(later, session=session)
    inspect(session, "2018-08-10", 13)
    (found,) = breaches(session, **BC02)
    assert (found.reason, found.confirmed, found.blocks) == (REASON, False, True)
    assert obstacles(session, **BC02)[0].details == {"reason": REASON}
    assert compose_report(session, **BC02).explanations == ()
    explain(session, rule="change.B01", reason=found.reason, **BC02)
    require_submittable(session, **BC02)


def test_a_reason_survives_the_editor_and_the_store(session: Session):
    jump(session)
    explain(session, rule="change.B01", reason=REASON, **BC02)
    save_section(session, section=SectionText(code="context", paragraphs=("Đã sửa.",)), **BC02)
    session.store.close()
    again = open_session(session.store.path, PASSWORD, tools=session.tools)
    assert breaches(again, **BC02)[0].confirmed
    again.store.close()
    assert check_store(session.store.path, PASSWORD, tools=session.tools).faults == ()


def test_a_reason_belongs_to_one_report(session: Session):
    jump(session)
    explain(session, rule="change.B01", reason=REASON, **BC02)
    assert breaches(session, period=Q3)[0].reason == ""


def test_a_breach_of_figures_that_a_report_does_not_print_is_not_its_own(session: Session):
    jump(session)
    assert breaches(session, kind="BC09", period=Q3) == ()


def test_what_cannot_be_explained_is_refused(session: Session):
    jump(session)
    with pytest.raises(BreachUnknown) as unknown:
        explain(session, rule="change.B02", reason=REASON, **BC02)
    assert unknown.value.details["known"] == "change.B01"
    with pytest.raises(ReasonEmpty):
        explain(session, rule="change.B01", reason=" \n", **BC02)


def test_an_unreadable_paragraph_is_refused_with_its_place(session: Session):
    paragraphs = ("Đúng.", "Sai {B01")
    save_section(session, section=SectionText(code="government", paragraphs=paragraphs), **BC02)
    with pytest.raises(TextInvalid) as caught:
        compose_report(session, **BC02)
    assert caught.value.where == "government:2"


def test_an_error_blocks_and_no_reason_mends_it(session: Session):
    organisation = session.pack.kind("organisation")
    example = dict(organisation.example)
    example["happened"] = "2018-08-31"
    example["values"] = {**example["values"], "blocs": 99}  # type: ignore[dict-item]
    add_record("organisation", example, session=session)
    wanted: dict[str, Any] = {"kind": "BC05", "period": parse_period("2018")}
    found = next(b for b in breaches(session, **wanted) if b.rule == "blocs_within_communes")
    assert found.level is RuleLevel.ERROR
    assert found.sentence.vi.endswith("99, lớn hơn 8")
    assert RULE_BROKEN in {o.code for o in obstacles(session, **wanted)}
    with pytest.raises(BreachIsError):
        explain(session, rule="blocs_within_communes", reason=REASON, **wanted)


# --- reports from below ----------------------------------------------------------------------------------------------


def came(session: Session, day: str, *units: str, unit: str | None = None) -> None:
    values: dict[str, Any] = {"report": "periodic", "received": day}
    plain: dict[str, Any] = {"happened": {"from": "2018-05-01", "to": "2018-05-31"}, "values": values}
    if units:
        values["units"] = list(units)
    if unit is not None:
        plain["unit"] = unit
    add_record("commune_return", plain, session=session)


def test_each_commune_is_listed_with_its_report_or_as_not_there(session: Session):
    came(session, "2018-05-17", "00157", "00160")
    came(session, "2018-05-21", unit="00163")
    report = compose_report(session, kind="BC01", period=parse_period("2018-05"))
    listed = [row.cells for row in report.annexes[-1].rows]
    outcomes = {cells[1]: cells[4] for cells in listed[:-1]}
    assert len(outcomes) == 8
    assert outcomes["Phường Nghĩa Đô"] == "đúng hạn"
    assert outcomes["Phường Mai Dịch"] == "chậm 4 ngày"
    assert list(outcomes.values()).count("chưa báo cáo") == 5
    assert listed[-1][4] == "đúng hạn: 2; chậm: 1; chưa báo cáo: 5"
    said = " ".join(b.text for b in report.blocks if isinstance(b, Paragraph))
    assert (
        "Đơn vị cấp xã báo cáo đúng hạn: 02/08 đơn vị; báo cáo chậm: 01 đơn vị; chưa báo cáo: 05 đơn vị."
        in said
    )


def test_counts_are_blank_while_the_register_says_nothing(session: Session):
    report = compose_report(session, kind="BC01", period=parse_period("2018-05"))
    outcomes = [row.cells[4] for row in report.annexes[-1].rows[:-1]]
    assert outcomes == ["chưa báo cáo"] * 8
    assert report.figure("R02").value is None  # type: ignore[union-attr]


def test_the_city_lists_its_districts(tmp_path: Path):
    made = create_store(tmp_path / "y.dvapp", board="hn", year=2018, password=PASSWORD, tools=make_tools())
    came(made, "2018-05-21", "001", "005")
    report = compose_report(made, kind="BC01", period=parse_period("2018-05"))
    made.store.close()
    rows = report.annexes[-1].rows
    assert len(rows) == 31
    assert [row.cells[4] for row in rows if row.cells[1] == "Quận Cầu Giấy"] == ["đúng hạn"]


def test_a_commune_form_is_blank(session: Session):
    inspect(session, "2018-05-10", 3)
    report = compose_report(session, kind="BC16", period=parse_period("2018-05"))
    assert {row.cells[3] for row in report.annexes[0].rows if row.code is not None} == {TO_FILL}
    assert report.figures == ()


# --- records that would be counted wrongly ----------------------------------------------------------------------------


def grades(*organisations: str) -> dict[str, Any]:
    rows = [{"organisation": o, "group": "cc", "total": 2, "a": 0, "b": 2, "c": 0, "d": 0, "not_graded": 0}
            for o in organisations]  # fmt: skip
    return {"happened": "2018-07", "values": {"rows": rows}}


def faults(session: Session, kind: str, plain: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRecord) as caught:
        add_record(kind, plain, session=session)
    return [(fault.field, fault.code) for fault in caught.value.faults]


def test_a_row_twice_is_refused_in_one_record_and_across_records(session: Session):
    twice = grades("Văn phòng", "Phòng Nội vụ", "văn  phòng")
    assert faults(session, "monthly_evaluation", twice) == [("rows[2].organisation", "row_twice")]
    add_record("monthly_evaluation", grades("Văn phòng"), session=session)
    assert faults(session, "monthly_evaluation", grades("Thanh tra", "Văn phòng")) == [
        ("rows[1].organisation", "row_elsewhere")
    ]
    add_record("monthly_evaluation", grades("Thanh tra"), session=session)
    assert len(list_records(session)) == 2


@pytest.mark.parametrize(
    ("day", "kept"), [("2016-12-31", False), ("2017-01-01", True), ("2019-01-01", False)]
)
def test_days_outside_the_years_of_the_store_are_refused(session: Session, day: str, kept: bool):
    plain = {"happened": day, "values": {"form": "surprise", "units_count": 1}}
    if kept:
        add_record("inspection", plain, session=session)
    else:
        assert faults(session, "inspection", plain) == [("happened", "outside_year")]


# --- another pack ------------------------------------------------------------------------------------------------------


def test_a_store_carries_the_pack_of_a_folder_wherever_it_goes(tmp_path: Path):
    tools, folder = make_tools(), tmp_path / "mau-thu"
    new_pack(PackFolder(resources_folder()), "ha-noi-2018", folder)
    theirs = folder / "pack.yaml"
    theirs.write_text(
        theirs.read_text(encoding="utf-8").replace('version: "', 'version: "7'), encoding="utf-8"
    )
    made = create_store(
        tmp_path / "z.dvapp", board="005", year=2018, password=PASSWORD, tools=tools, pack=folder
    )
    version = made.pack.version
    made.store.close()
    theirs.unlink()
    moved = (tmp_path / "z.dvapp").rename(tmp_path / "moved.dvapp")
    again = open_session(moved, PASSWORD, tools=make_tools())
    assert (again.pack.name, again.pack.version) == ("mau-thu", version)
    assert compose_report(again, kind="BC06", period=parse_period("2018")).pack == "mau-thu"
    again.store.close()
    assert check_store(moved, PASSWORD, tools=tools).faults == ()


def test_a_pack_that_is_broken_or_newer_makes_no_store(tmp_path: Path):
    folder, store = tmp_path / "mau-thu", tmp_path / "z.dvapp"
    new_pack(PackFolder(resources_folder()), "ha-noi-2018", folder)
    theirs = folder / "pack.yaml"
    theirs.write_text(theirs.read_text(encoding="utf-8").replace("format: 1", "format: 2"), encoding="utf-8")
    with pytest.raises(PackInvalid):
        create_store(store, board="005", year=2018, password=PASSWORD, tools=make_tools(), pack=folder)
    folder.rename(tmp_path / "Mẫu thử")
    with pytest.raises(PackNameInvalid):
        create_store(store, board="005", year=2018, password=PASSWORD, tools=make_tools(),
                     pack=tmp_path / "Mẫu thử")  # fmt: skip
    assert not store.exists()


def test_a_pack_may_close_the_month_on_the_14th(tmp_path: Path):
    folder = tmp_path / "nha-nuoc"
    new_pack(PackFolder(resources_folder()), "ha-noi-2018", folder)
    theirs = folder / "reports" / "BC01.yaml"
    text = theirs.read_text(encoding="utf-8")
    theirs.write_text(text.replace("periods: [T]\n", "periods: [T]\nclosing: 14\n"), encoding="utf-8")
    tools = make_tools()
    made = create_store(
        tmp_path / "z.dvapp", board="005", year=2018, password=PASSWORD, tools=tools, pack=folder
    )
    inspect(made, "2018-04-15", 4)
    inspect(made, "2018-05-14", 1)
    inspect(made, "2018-05-15", 9)
    report = compose_report(made, kind="BC01", period=parse_period("2018-05"))
    made.store.close()
    assert report.as_of.isoformat() == "2018-05-14"
    assert report.figure("B01").value == 5  # type: ignore[union-attr]
    said = " ".join(b.text for b in report.blocks if isinstance(b, Paragraph))
    assert "Số liệu tính đến ngày 14/5/2018." in said

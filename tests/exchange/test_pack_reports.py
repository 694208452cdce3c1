"""Every report kind of the shipped pack composes from both sample boards, for every period it is made for."""

import re
from datetime import date
from functools import cache

import pytest

from dvapp.domain.calendar.periods import Period, PeriodKind, parse_period
from dvapp.domain.codes import ProfileCode, RecordId, UnitCode
from dvapp.domain.errors import PeriodNotOffered
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.packs import Pack
from dvapp.domain.papers.composing import EMPTY_SECTION, EMPTY_TABLE, Order, compose
from dvapp.domain.papers.outline import Outline
from dvapp.domain.papers.reports import Heading, Paragraph, Part, Report, Role, Stage
from dvapp.domain.papers.text import figures_in, parse_runs
from dvapp.domain.places.boards import board_of
from dvapp.domain.recording.plain import read_record
from dvapp.domain.recording.records import Record
from dvapp.exchange.packs import PackFolder
from dvapp.exchange.report_json import CanonicalReports
from dvapp.exchange.samples import read_sample
from dvapp.host.formats import LocaleFormats
from dvapp.host.resources import resources_folder

KINDS = [
    "BC06",
    "BC01",
    "BC02",
    "BC03",
    "BC04",
    "BC05",
    "BC07",
    "BC08",
    "BC09",
    "BC12",
    "BC14",
    "BC15",
    "BC16",
    "BC17",
]
BOARDS = {"hn": "ha-noi-2018", "005": "cau-giay-2018"}
FOLDER = PackFolder(resources_folder())
PACK: Pack = FOLDER.read("ha-noi-2018")

PERIODS = [
    Period(kind=kind, year=2018, number=number)
    for kind, count in (
        (PeriodKind.MONTH, 12),
        (PeriodKind.QUARTER, 4),
        (PeriodKind.HALF, 2),
        (PeriodKind.NINE_MONTHS, 1),
        (PeriodKind.YEAR, 1),
    )
    for number in range(1, count + 1)
]


def records(board: str) -> tuple[Record, ...]:
    return tuple(
        read_record(PACK.kind(s.kind), s.record, record_id=RecordId(str(n)), board=UnitCode(board))
        for n, s in enumerate(read_sample(resources_folder(), BOARDS[board]))
    )


RECORDS = {board: records(board) for board in BOARDS}


@cache
def composed(kind: str, board: str, period: Period) -> Report:
    units = FOLDER.units()
    unit = units.require_board_unit(UnitCode(board), 2018)
    above = units.on(unit.parent, date(2018, 1, 1)) if unit.parent else None
    order = Order(
        pack=PACK,
        outline=PACK.outline(kind),
        board=board_of(unit, PACK.boards, day=date(2018, 1, 1), parent=above),
        board_code=unit.code,
        period=period,
        as_of=period.span.until,
        stage=Stage.FOR_SIGNATURE,
        profile=ProfileCode("party-2018"),
        role=Role.LEADER,
        text=None,
    )
    table = FigureTable(pack=PACK, board=unit.code, units=units, records=RECORDS[board], period=period)
    return compose(order, table, LocaleFormats("vi"))


def offered(kind: str) -> list[Period]:
    return [period for period in PERIODS if PACK.outline(kind).offers(period)]


def words(report: Report) -> str:
    return "\n".join(b.text for b in report.blocks if not isinstance(b, Part))


def test_the_pack_has_every_kind_of_the_list():
    assert list(PACK.outlines) == KINDS


@pytest.mark.parametrize("board", list(BOARDS))
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_composes_for_every_period_it_is_made_for(kind: str, board: str):
    assert offered(kind)
    for period in offered(kind):
        report = composed(kind, board, period)
        assert report.title
        assert EMPTY_SECTION not in words(report)
        assert "{" not in words(report) + report.title
        for annex in report.annexes:
            assert {len(r.cells) for r in annex.rows if r.code is not None} <= {len(annex.columns)}
            assert annex.rows or annex.charts


@pytest.mark.parametrize("board", list(BOARDS))
@pytest.mark.parametrize("kind", KINDS)
def test_the_data_of_a_report_are_read_back_as_written(kind: str, board: str):
    data = CanonicalReports(resources_folder())
    report = composed(kind, board, offered(kind)[-1])
    assert data.read(data.write(report)) == report


@pytest.mark.parametrize("kind", KINDS)
def test_the_closing_date_is_printed(kind: str):
    period = offered(kind)[0]
    closing = LocaleFormats("vi").day(period.span.until)
    assert f"tính đến ngày {closing}" in words(composed(kind, "005", period))


@pytest.mark.parametrize("kind", KINDS)
def test_another_period_is_refused_with_the_periods_there_are(kind: str):
    outline = PACK.outline(kind)
    for period in PERIODS:
        if period in offered(kind):
            outline.require(period)
            continue
        with pytest.raises(PeriodNotOffered) as refused:
            outline.require(period)
        assert refused.value.details["text"] == period.written


@pytest.mark.parametrize(
    ("period", "first"), [("2018", "BC06"), ("2018-H1", "BC06"), ("2018-05", "BC01"), ("2018-Q3", "BC02"),
                          ("2018-Q2", "BC09"), ("2018-9M", "BC04"), ("2018-H2", "BC14")],
)  # fmt: skip
def test_some_report_can_be_made_for_every_period(period: str, first: str):
    assert next(PACK.reports_for(parse_period(period))) == first


def test_periods_are_those_of_the_list_of_kinds():
    marks = {
        kind: " ".join(f"{m.kind.value}{m.number or ''}" for m in PACK.outline(kind).periods)
        for kind in KINDS
    }
    assert marks == {
        "BC01": "T", "BC02": "Q1 Q3", "BC03": "6T1", "BC04": "9T", "BC05": "N", "BC06": "6T1 N", "BC07": "6T1 N",
        "BC08": "6T1 N", "BC09": "Q 6T1 N", "BC12": "T", "BC14": "T Q 6T 9T N", "BC15": "T",
        "BC16": "T Q 6T 9T N", "BC17": "T Q 6T 9T N",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "period", "day"),
    [
        ("BC01", "2018-05", date(2018, 5, 20)),
        ("BC02", "2018-Q3", date(2018, 9, 20)),
        ("BC03", "2018-H1", date(2018, 6, 10)),
        ("BC04", "2018-9M", date(2018, 9, 10)),
        ("BC05", "2018", date(2018, 11, 20)),
        ("BC06", "2018-H1", date(2018, 6, 15)),
        ("BC06", "2018", date(2018, 11, 30)),
        ("BC07", "2018", date(2018, 11, 15)),
        ("BC15", "2018-12", date(2019, 1, 5)),
        ("BC12", "2018-05", None),
    ],
)
def test_due_days_are_those_of_the_list_of_kinds(kind: str, period: str, day: date | None):
    outline = PACK.outline(kind)
    assert outline.due_on(parse_period(period)) == day
    assert day is not None or outline.due_note.vi


# --- words -----------------------------------------------------------------------------------------------------------


def outline_words(outline: Outline) -> list[str]:
    sentences = [*outline.opening, *(s for section in outline.sections for s in section.sentences)]
    texts = [outline.title, outline.name.vi, outline.due_note.vi, *outline.recipients, outline.archive]
    texts += [s.say for s in sentences] + [s.if_blank for s in sentences]
    texts += [text for s in outline.sections for text in (s.heading, s.guidance.vi)]
    texts += [a.title for a in outline.annexes] + [h for a in outline.annexes for h, _codes in a.groups]
    return texts


@pytest.mark.parametrize("kind", KINDS)
def test_every_section_tells_the_officer_what_to_write_in_both_languages(kind: str):
    for section in PACK.outline(kind).sections:
        if section.sentences:
            assert section.guidance.vi, section.code
            assert section.guidance.en, section.code


@pytest.mark.parametrize("kind", KINDS)
def test_sections_are_numbered_in_order_within_what_they_stand_in(kind: str):
    first = ("I-", "II-", "III-", "IV-", "V-", "VI-")
    counts = [0, 0]
    for section in PACK.outline(kind).sections:
        number = section.heading.split(" ")[0]
        if section.part:
            counts = [0, 0]
        elif section.level == 1:
            counts = [counts[0] + 1, 0]
            assert number == first[counts[0] - 1], section.heading
        else:
            counts[1] += 1
            assert number == f"{counts[1]}.", section.heading


@pytest.mark.parametrize("kind", KINDS)
def test_a_sentence_without_figures_states_no_fact(kind: str):
    """What the officer has to write is printed as missing, not invented."""
    told = re.compile(
        r"chưa có (nội dung|số liệu)|Số liệu chi tiết|báo cáo|tiếp tục thu thập|Chủ đề công tác"
    )
    for section in PACK.outline(kind).sections:
        for sentence in section.sentences:
            assert figures_in(parse_runs(sentence.say)) or told.search(sentence.say), sentence.say


# --- comparisons and typed rows --------------------------------------------------------------------------------------


def test_a_quarter_is_compared_with_the_one_before_and_with_last_year():
    annex = composed("BC02", "005", parse_period("2018-Q3")).annexes[0]
    assert annex.columns[3:] == (
        "Số liệu",
        "Quý II/2018",
        "So với quý II/2018",
        "So với quý II/2018 (%)",
        "Quý III/2017",
        "So với quý III/2017",
        "So với quý III/2017 (%)",
    )
    rows = {row.code: row.cells[3:] for row in annex.rows if row.code}
    now, before, difference, percent, *last_year = rows["B01"]  # type: ignore[index]
    assert int(now) - int(before) == int(difference.replace("−", "-"))
    assert percent not in ("", "–")
    assert last_year == ["chưa có số liệu", "–", "–"]


def test_a_comparison_in_a_sentence_follows_the_sign():
    month = words(composed("BC02", "005", parse_period("2018-Q3")))
    (told,) = re.findall(r"Lượt đơn vị được kiểm tra công vụ: .*", month)
    assert re.search(r"(tăng|giảm) \d+ lượt đơn vị( \([\d,]+%\))? so với quý II năm 2018\.$", told), told


def test_the_monthly_table_lists_what_was_typed_and_closes_with_the_figures():
    report = composed("BC15", "005", parse_period("2018-07"))
    rows = report.annexes[0].rows
    (july,) = [
        r for r in RECORDS["005"] if r.kind.code == "monthly_evaluation" and r.happened.since.month == 7
    ]
    assert len(rows) == len(july.values["rows"]) + 1  # type: ignore[arg-type,index]
    assert rows[0].cells[1] in {"Cán bộ", "Công chức", "Viên chức", "Lao động hợp đồng"}
    assert rows[-1].cells[0] == "Cộng"
    assert rows[-1].cells[2] == str(sum(int(row.cells[2]) for row in rows[:-1]))
    assert (rows[-1].code, rows[-1].total) == ("C01", True)


def test_a_month_without_evaluation_says_so():
    assert composed("BC15", "005", parse_period("2018-01")).annexes[0].rows[0].cells == (EMPTY_TABLE,)


def test_parts_stand_above_their_sections():
    report = composed("BC05", "hn", parse_period("2018"))
    parts = [block for block in report.blocks if isinstance(block, Part)]
    assert [part.label for part in parts] == ["PHẦN THỨ NHẤT", "PHẦN THỨ HAI"]
    assert all(part.title.isupper() for part in parts)
    after = report.blocks[report.blocks.index(parts[1]) + 1]
    assert isinstance(after, Heading)
    assert after.text.startswith("I- ")
    assert not any(isinstance(b, Paragraph) and b.section.endswith("_part") for b in report.blocks)


def test_no_sentence_numbers_an_annex_itself():
    # Party papers count Phụ lục 1, State papers Phụ lục I, and only where there are two or more.
    texts = [text for kind in KINDS for text in outline_words(PACK.outline(kind))]
    assert [text for text in texts if re.search(r"Phụ lục [0-9IVX]", text)] == []


def test_the_words_of_all_outlines_follow_one_spelling():
    old = re.compile(r"[òóỏõọÒÓỎÕỌ][aeAE](?!\w)|(?<![qQ])[ùúủũụÙÚỦŨỤ][yY](?!\w)")
    texts = [text for kind in KINDS for text in outline_words(PACK.outline(kind))]
    assert [text for text in texts if old.search(text)] == []

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.domain.test_composing import report

from dvapp.domain.codes import IndicatorCode, RecordId
from dvapp.domain.errors import JsonInvalid
from dvapp.domain.papers.reports import (
    AnnexTable,
    Authority,
    Figure,
    FigureState,
    Heading,
    JointBody,
    Part,
    Report,
    Role,
    Signatory,
    TableRow,
)
from dvapp.domain.words import Wording
from dvapp.exchange.report_json import CanonicalReports
from dvapp.host.resources import resources_folder

DATA = CanonicalReports(resources_folder())

texts = st.text(alphabet=st.characters(codec="utf-8"), max_size=20)
known = st.one_of(
    st.integers(-(10**12), 10**12),
    st.dates(),
    texts,
    st.decimals(-(10**6), 10**6, places=1, allow_nan=False, allow_infinity=False),
)


def made() -> Report:
    return report(make.record(1, visits=36, found=2), make.record(2, form="self", visits=527, found=0))


def test_a_report_comes_back_from_its_canonical_json() -> None:
    written = DATA.write(made())
    assert DATA.read(written) == made()
    assert DATA.write(DATA.read(written)) == written


@given(known)
def test_any_figure_comes_back_exactly(value: Any) -> None:
    figure = Figure(
        code=IndicatorCode("B01"),
        label=Wording("Nhãn"),
        unit=Wording("%"),
        state=FigureState.KNOWN,
        value=value,
        records=(RecordId("1"),),
    )
    told = DATA.read(DATA.write(replace(made(), figures=(figure,)))).figures[0]
    assert told == figure
    assert type(told.value) is type(value)


def test_a_blank_a_zero_and_a_not_applicable_figure_differ_in_the_data() -> None:
    base = made().figures[0]
    states = [
        replace(base, state=FigureState.BLANK, value=None),
        replace(base, state=FigureState.KNOWN, value=0),
        replace(base, state=FigureState.NOT_APPLICABLE, value=None),
        replace(base, state=FigureState.KNOWN, value=Decimal("0.0")),
    ]
    assert len({DATA.write(replace(made(), figures=(f,))) for f in states}) == 4


def test_who_signs_is_part_of_the_data() -> None:
    signed = made().signed_by(Role.DEPUTY, "Người Ký Thử")
    assert DATA.write(signed) != DATA.write(made())
    assert DATA.read(DATA.write(signed)).signatory.name == "Người Ký Thử"


def test_everything_that_only_some_papers_have_comes_back_too() -> None:
    base = made()
    second = JointBody(
        issuer=replace(base.issuer, issuer="BAN TUYÊN GIÁO", symbol="BTGTU"),
        signatory=Signatory(
            role=Role.DEPUTY,
            head_title="A",
            deputy_title="B",
            authority=Authority.BY_ORDER,
            behalf="BAN THƯỜNG VỤ",
        ),
    )
    full = replace(
        base,
        blocks=(
            Part(label="Phần I", title="Kết quả"),
            *(Heading(level=level, text="Mục") for level in range(1, 7)),
            *base.blocks,
        ),
        annexes=(
            AnnexTable(
                number=1,
                title="Bảng",
                columns=("a",),
                rows=(TableRow(code=None, cells=("1",), total=True),),
                landscape=True,
            ),
        ),
        urgency="KHẨN",
        circulation="LƯU HÀNH NỘI BỘ",
        typist="NVA.30",
        contact="Số 4 phố Lê Lai",
        draft_number=2,
        addressees=("Thường trực Thành uỷ",),
        grounds=("Căn cứ Điều lệ",),
        second=second,
        duplex=True,
    )
    assert DATA.read(DATA.write(full)) == full


@pytest.mark.parametrize(
    "changes",
    [
        {"draft_number": 0},
        {"draft_number": True},
        {"addressees": [""]},
        {"second": {}},
        {"duplex": "yes"},
        {"qr": False},  # what says nothing is left out
        {"urgency": None},
    ],
)
def test_optional_parts_of_another_shape_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(JsonInvalid):
        DATA.read(_spoiled(**changes))


def test_only_a_report_with_a_qr_code_says_so() -> None:
    assert "qr" not in json.loads(DATA.write(made()))
    assert DATA.read(DATA.write(replace(made(), qr=True))).qr is True


def test_the_json_says_its_schema_and_version() -> None:
    plain = json.loads(DATA.write(made()))
    assert (plain["schema"], plain["version"]) == ("dvapp/report", 1)


def _spoiled(**changes: Any) -> bytes:
    plain = json.loads(DATA.write(made())) | changes
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"schema":"dvapp/report","schema":"dvapp/report"}',
        b'{"a":NaN}',
        b"[" * 100_000,
        b'{"schema":"other","version":1}',
        _spoiled(version=3),
        _spoiled(kind=5),
        _spoiled(as_of="2018-02-31"),
        _spoiled(period="2018-13"),
        _spoiled(extra=1),
        DATA.write(made()) + b"\n",
        json.dumps(json.loads(DATA.write(made())), indent=1).encode(),
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(JsonInvalid):
        DATA.read(data)

"""Charts within the data of a report: read back as they were, every digit; files without charts stay as they are."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reporting.chart_samples import chart, charts_annex, every_kind
from tests.reporting.samples import annex, report

from dvapp.domain.errors import JsonInvalid
from dvapp.domain.papers.charts import ChartKind
from dvapp.domain.papers.reports import Report
from dvapp.domain.values import NOT_APPLICABLE, Amount
from dvapp.exchange.report_json import CanonicalReports
from dvapp.host.resources import resources_folder

DATA = CanonicalReports(resources_folder())

AMOUNTS = st.one_of(
    st.none(),
    st.just(NOT_APPLICABLE),
    st.integers(-(10**30), 10**30),
    st.decimals("-1000000000", "1000000000", places=6),
)


def with_charts() -> Report:
    return report(annexes=(replace(annex(2), charts=every_kind()),))


@given(
    st.sampled_from(list(ChartKind)),
    st.lists(st.tuples(st.text(min_size=1), AMOUNTS), min_size=1, max_size=8),
)
def test_any_chart_is_read_back_as_it_was(kind: ChartKind, rows: list[tuple[str, Amount]]) -> None:
    rows = [(label, value) for label, value in rows if label.encode("utf-8", "ignore").decode() == label]
    if not rows:
        return
    made = chart(kind, [label for label, _ in rows], ("Năm 2018", [value for _, value in rows]))
    whole = report(annexes=(charts_annex(made),))
    told = DATA.read(DATA.write(whole))
    assert told == whole
    for (_, value), read in zip(rows, told.annexes[0].charts[0].series[0].points, strict=True):
        assert type(read.value) is type(value)


def test_a_blank_a_zero_and_what_does_not_apply_differ_in_the_data() -> None:
    values: list[Amount] = [None, 0, NOT_APPLICABLE, Decimal("0.0")]
    made = [report(annexes=(charts_annex(chart(ChartKind.BARS, ["a"], ("x", [v]))),)) for v in values]
    assert len({DATA.write(one) for one in made}) == 4


def test_a_report_without_charts_has_the_data_it_always_had() -> None:
    plain = json.loads(DATA.write(report(annexes=(annex(2),))))
    assert "charts" not in plain["annexes"][0]


def spoiled(change: dict[str, Any]) -> bytes:
    plain = json.loads(DATA.write(with_charts()))
    plain["annexes"][0]["charts"][0] |= change
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "pie"},
        {"number": 0},
        {"labels": []},
        {"labels": ["chỉ một"]},
        {"series": []},
        {"alternative": ""},
        {"colour": "red"},
        {"series": [{"label": "x", "points": [{"state": "known", "type": "none", "value": None}]}]},
    ],
    ids=str,
)
def test_a_chart_of_another_shape_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(JsonInvalid):
        DATA.read(spoiled(change))


@pytest.mark.parametrize("value", ["1e5", "0x1", "", "01", "nan", 5, None])
def test_a_number_written_otherwise_is_refused(value: object) -> None:
    plain = json.loads(DATA.write(with_charts()))
    plain["annexes"][0]["charts"][0]["series"][0]["points"][0]["value"] = value
    data = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    with pytest.raises(JsonInvalid):
        DATA.read(data)

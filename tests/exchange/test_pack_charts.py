"""Charts of a pack: what cannot be drawn honestly is refused with file, line and reason; the shipped ones can be drawn."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.exchange.test_packs_broken import NAME, refused, replace, resources  # noqa: F401  # a fixture

from dvapp.domain.errors import PackInvalid
from dvapp.domain.papers.charts import ChartKind
from dvapp.domain.places.units import Level
from dvapp.exchange.packs import PackFolder
from dvapp.host import i18n
from dvapp.host.resources import resources_folder

BC06 = "reports/BC06.yaml"
SHARES = "        kind: shares\n        whole: B05\n"
LINE = "        indicators: [B04]\n        compare: [last_year]\n"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = i18n.language()
    i18n.set_language("en")
    yield
    i18n.set_language(before)


BROKEN = {
    "a kind that there is not": ("        kind: line\n", "        kind: pie\n", 0, "pie"),
    "a figure that there is not": ("indicators: [B04]", "indicators: [Z99]", 0, "there is no figure Z99"),
    "the same figure twice": (
        "{code: B07, label:",
        "{code: B06, label:",
        0,
        "the figure B06 is there twice",
    ),
    "a day": ("indicators: [B04]", "indicators: [C13]", 0, "C13 is a text or a day and cannot be drawn"),
    "several units": (
        LINE,
        "        indicators: [B04, B05]\n",
        0,
        "all figures of a chart count in one unit; here are: lượt đơn vị; trường hợp",
    ),
    "shares and counts": (
        LINE,
        "        unit: lượt\n        indicators: [B04, D19]\n",
        1,
        "all figures of a chart count in one unit",
    ),
    "shares of nothing": (SHARES, "        kind: shares\n", None, "a chart of shares names its “whole”"),
    "a whole of bars": (SHARES, "        kind: bars\n        whole: B05\n", None, "no other chart has one"),
    "a part of itself": (
        SHARES,
        "        kind: shares\n        whole: B06\n",
        1,
        "B06 cannot be a part of itself",
    ),
    "a whole that there is not": (
        SHARES,
        "        kind: shares\n        whole: Z99\n",
        1,
        "there is no figure Z99",
    ),
    "a rate as a whole": (
        SHARES,
        "        kind: shares\n        whole: D19\n",
        None,
        "a rate is no part of a whole",
    ),
    "too many lines": (
        LINE,
        "        indicators: [B05, B06, B07, B08, B09]\n",
        0,
        "a line chart has at most 4 lines",
    ),
    "two lines compared": (
        LINE,
        "        indicators: [B05, B06]\n        compare: [last_year]\n",
        1,
        "a line chart compares one figure, and with last_year only",
    ),
    "a line against the period before": (
        LINE,
        "        indicators: [B04]\n        compare: [last]\n",
        1,
        "a line chart compares one figure, and with last_year only",
    ),
    "a title with a brace": (
        "vụ theo tháng, {@period}",
        "vụ theo tháng, {@perio}",
        0,
        "neither a figure nor a name",
    ),
    "a key that there is not": (
        "        kind: line\n",
        "        colour: red\n        kind: line\n",
        0,
        "colour",
    ),
    "a label without a code": ("{code: B06, label: ", "{label: ", 0, "not"),
}


@pytest.mark.parametrize(("old", "new", "line", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_chart_that_cannot_be_drawn_is_refused_with_its_line(
    resources: Path,  # noqa: F811
    old: str,
    new: str,
    line: int | None,
    reason: str,
) -> None:
    at = replace(resources, BC06, old, new)
    error = refused(resources)
    assert isinstance(error, PackInvalid)
    told = str(error.details)
    assert "BC06.yaml" in f"{error.where}{told}"
    assert reason in told
    if line is not None:
        assert f"{at + line}" in f"{error.where}{told}"


def test_an_annex_of_charts_must_have_one_for_every_board(resources: Path) -> None:  # noqa: F811
    file = resources / "packs" / NAME / BC06
    text = file.read_text(encoding="utf-8")
    head, _, rest = text.partition("  - code: charts\n")
    tail = rest[rest.index("\nrecipients:") :]
    only = '  - code: charts\n    title: "Biểu đồ"\n    charts:\n      - {title: Xã, kind: bars, indicators: [A04]}\n'
    file.write_text(head + only + tail, encoding="utf-8")
    assert "the annex is empty for boards of: city" in str(refused(resources).details)


def test_the_shipped_reports_have_charts_that_every_board_can_draw() -> None:
    pack = PackFolder(resources_folder()).read(NAME)
    for code in ("BC03", "BC05", "BC06", "BC15"):
        charts = [chart for annex in pack.outlines[code].annexes for chart in annex.charts]  # type: ignore[index]
        assert charts
        for level in Level.CITY, Level.DISTRICT:
            for chart in charts:
                assert any(level in pack.indicators[figure.code].levels for figure in chart.figures)
        assert {chart.kind for chart in charts} >= {ChartKind.SHARES, ChartKind.LINE}

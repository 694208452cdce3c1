"""Each giải trình and the mark of a list's item travel with the report; data of older files are what they were."""

import json
from dataclasses import replace

import pytest
from tests import make
from tests.domain.test_composing import edited, report

from dvapp.domain.errors import JsonInvalid
from dvapp.domain.papers.reports import Explanation
from dvapp.exchange.report_json import CanonicalReports
from dvapp.host.resources import resources_folder

DATA = CanonicalReports(resources_folder())


def test_explanations_and_marks_of_items_come_back() -> None:
    made = report(make.record(1, visits=36), text=edited("Gồm:", "- {B01}", "a) hai"))
    told = replace(made, explanations=(Explanation(subject="Số cuộc ghi “03”", reason="Chờ xác nhận"),))
    written = DATA.write(told)
    assert DATA.read(written) == told
    assert json.loads(written)["explanations"] == [{"subject": "Số cuộc ghi “03”", "reason": "Chờ xác nhận"}]


def test_a_report_without_them_is_written_as_it_always_was() -> None:
    plain = json.loads(DATA.write(report(make.record(1, visits=36))))
    assert "explanations" not in plain
    assert not any("item" in block for block in plain["blocks"])


@pytest.mark.parametrize("explanation", [{"subject": "", "reason": "Vì thế"}, {"subject": "Số"}, {}])
def test_an_explanation_that_says_nothing_is_refused(explanation: dict[str, str]) -> None:
    import rfc8785

    plain = json.loads(DATA.write(report())) | {"explanations": [explanation]}
    with pytest.raises(JsonInvalid):
        DATA.read(rfc8785.dumps(plain))

"""``dvappctl paper``: the whole way from the command line, and what it says."""

from pathlib import Path
from typing import Any

import pytest
from tests.app.ctl import PASSWORD, Ctl
from tests.services.chain_office import INSPECTION, cheap_tools

from dvapp.host.clock import SystemClock
from dvapp.services.stores import create_store
from dvapp.signing.authority import ThrowawayAuthority


@pytest.fixture
def store(ctl: Ctl) -> Path:
    """A store whose password costs nothing, and keys beside it."""
    authority = ThrowawayAuthority("Cơ quan thử", SystemClock().now())
    for name, holder in (("leader", "Nguyễn Văn Một"), ("seal", "Ban Dân vận")):
        key = authority.issue(name=holder, organisation="Ban Dân vận", password=PASSWORD)
        (ctl.folder / f"{name}.p12").write_bytes(key)
    path = ctl.folder / "ban.dvapp"
    create_store(path, board="005", year=2018, password=PASSWORD, tools=cheap_tools()).store.close()
    return path


def test_a_paper_goes_from_check_to_register_and_is_corrected(ctl: Ctl, store: Path):
    def paper(*arguments: object) -> Any:
        return ctl.done(*ctl.on(store, "paper", *arguments, "--json")).json

    def refused(*arguments: object) -> str:
        return ctl.refused(*ctl.on(store, "paper", *arguments))

    def key(name: str) -> tuple[object, ...]:
        return ("--p12", ctl.folder / f"{name}.p12", "--p12-password-file", ctl.password)

    ctl.add(store, "inspection", {**INSPECTION, "units_count": 6, "visits": 6})
    ctl.done(*ctl.on(store, "register", "begin", "--type", "BC", "--since", "2015-08-01"))
    assert refused("check", "BC06/2018-05") == "period_not_offered"
    assert paper("check", "bc17/2018")["state"] == "checked"
    assert paper("submit", "BC17/2018")["state"] == "submitted"
    assert refused("approve", "BC17/2018") == "step_not_now"
    back = paper("return", "BC17/2018", "--reason", "Thiếu", "--cell", "B01", "--deadline", "2099-01-01")
    assert back["step"]["place"] == {"section": None, "paragraph": None, "cell": "B01"}
    assert (back["step"]["deadline"], back["step"]["alone"]) == ("2099-01-01", True)
    assert "01/01/2099" in ctl.done(*ctl.on(store, "paper", "list")).out
    for step in ("check", "submit", "pass"):
        paper(step, "BC17/2018")
    assert paper("show", "BC17/2018")["mend_by"] is None
    for step in ("reopen", "withdraw", "return", "correct", "replace"):
        assert ctl.run(*ctl.on(store, "paper", step, "BC17/2018")).code == 2, (
            "without a reason nothing is tried"
        )
    done = paper("approve", "BC17/2018")
    assert done["locked"] == ["2018-01-01", "2018-12-31"]
    file = ctl.folder / "ban-ghi.json"
    assert ctl.refused(*ctl.on(store, "record", "add", "inspection", file)) == "figures_locked"
    copy = ctl.folder / "copy.pdf"
    paper("export", "BC17/2018", "--out", copy)
    told = ctl.run(*ctl.on(store, "paper", "receive", "BC17/2018", copy, "--json"))
    assert told.refusal["code"] == "nothing_new"
    done = paper("sign", "BC17/2018", "--role", "leader", *key("leader"))
    assert (done["state"], done["version"], done["level"]) == ("signed", 2, "B-B")
    paper("check-form", "BC17/2018", "--reason", "Đúng mẫu")
    assert paper("number", "BC17/2018", "--date", "2019-01-15")["number"] == "01-BC/BDVQU"
    assert paper("number", "BC17/2018", "--give-back", "Chờ ý kiến")["number"] is None
    out = ctl.folder / "bao-cao.pdf"
    done = paper("finish", "BC17/2018", "--date", "2019-01-15", "--out", out, *key("seal"))
    assert (done["state"], done["number"], done["date"]) == ("issued", "01-BC/BDVQU", "2019-01-15")
    assert out.read_bytes().startswith(b"%PDF-")
    assert paper("register", "01-BC/BDVQU", "--copies", 9)["state"] == "registered"
    correction = paper("correct", "01-BC/BDVQU", "--reason", "Ghi thiếu một cuộc")
    assert (correction["relation"], correction["follows"]) == ("corrects", done["id"])
    shown = paper("show", "01-BC/BDVQU", "--changes")
    assert [one["relation"] for one in shown["followed_by"]] == ["corrects"]
    assert [step["step"] for step in shown["steps"]][-3:] == ["seal", "issue", "register"]
    words = ctl.done(*ctl.on(store, "paper", "show", "01-BC/BDVQU")).out
    assert "Nguyễn Văn Một" in words
    assert len(paper("list")) == 2

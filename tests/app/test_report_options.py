"""``dvappctl report options``, and the commands of a joint paper."""

from pathlib import Path

import pytest
from tests.app.ctl import PASSWORD, Ctl

from dvapp.host.clock import SystemClock
from dvapp.signing.authority import ThrowawayAuthority

REPORT = ("--kind", "BC06", "--period", "2018")


@pytest.fixture
def store(ctl: Ctl) -> Path:
    return ctl.store(board="005")


def options(ctl: Ctl, store: Path, *more: object) -> tuple[object, ...]:
    return ctl.on(store, "report", "options", *REPORT, *more)


def sets(*pairs: str) -> tuple[str, ...]:
    return tuple(word for pair in pairs for word in ("--set", pair))


def test_without_changes_the_packs_settings_are_shown(ctl: Ctl, store: Path):
    shown = ctl.done(*options(ctl, store, "--json")).json
    assert shown["addressees"] == {"value": ["Ban Dân vận Thành uỷ", "Thường trực cấp uỷ"], "from": "pack"}
    assert shown["second_name"]["value"] == "Uỷ ban nhân dân quận Cầu Giấy"
    assert shown["urgency"] == {"value": None, "from": None}
    table = ctl.done(*options(ctl, store)).out
    assert "addressees" in table
    assert "Ban Dân vận Thành uỷ" in table


def test_a_setting_is_kept_for_its_report_alone_and_taken_back(ctl: Ctl, store: Path):
    chosen = ctl.done(*options(ctl, store, *sets("urgency=Khẩn", "addressees=A; B"), "--json")).json
    assert chosen["urgency"] == {"value": "khan", "from": "report"}
    assert chosen["addressees"]["value"] == ["A", "B"]
    half = ctl.on(store, "report", "options", "--kind", "BC06", "--period", "2018-H1", "--json")
    assert ctl.done(*half).json["urgency"]["value"] is None
    back = ctl.done(*options(ctl, store, "--unset", "addressees", "--json")).json
    assert (back["addressees"]["from"], back["urgency"]["value"]) == ("pack", "khan")


def test_when_one_setting_is_refused_none_is_kept(ctl: Ctl, store: Path):
    assert ctl.refused(*options(ctl, store, *sets("contact=Số 36", "draft_number=0"))) == "option_invalid"
    assert ctl.refused(*options(ctl, store, *sets("colour=đỏ"))) == "option_unknown"
    assert ctl.refused(*options(ctl, store, "--unset", "colour")) == "option_unknown"
    assert ctl.refused(*options(ctl, store, *sets("contact=" + "x" * 301))) == "option_too_long"
    assert ctl.done(*options(ctl, store, "--json")).json["contact"]["value"] is None


def test_a_qr_code_is_printed_for_a_setting_or_for_one_word_more(ctl: Ctl, store: Path):
    def data(*more: str) -> dict[str, object]:
        out = ctl.folder / f"{len(list(ctl.folder.iterdir()))}.pdf"
        ctl.done(*ctl.on(store, "report", "compose", *REPORT, "--out", out, *more))
        found: dict[str, object] = ctl.run("extract", out).json
        return found

    assert "qr" not in data()
    assert data("--qr")["qr"] is True
    ctl.done(*options(ctl, store, *sets("qr=yes")))
    assert data()["qr"] is True


def test_a_report_is_composed_by_its_settings(ctl: Ctl, store: Path):
    ctl.done(*options(ctl, store, *sets("urgency=hoa_toc", "grounds=Căn cứ Luật", "joint=yes")))
    out = ctl.folder / "a.pdf"
    ctl.done(*ctl.on(store, "report", "compose", *REPORT, "--out", out))
    data = ctl.run("extract", out).json
    assert (data["urgency"], data["grounds"]) == ("HOẢ TỐC", ["Căn cứ Luật"])
    assert data["second"]["issuer"]["symbol"] == "UBND"
    ctl.done(*options(ctl, store, *sets("second_symbol=")))
    composing = ctl.on(store, "report", "compose", *REPORT, "--out", out)
    assert ctl.refused(*composing) == "joint_incomplete"


def test_a_state_report_has_its_addressees_and_a_party_report_none(ctl: Ctl, store: Path):
    texts = {}
    for profile in ("state-2020", "party-2018"):
        out = ctl.folder / f"{profile}.pdf"
        ctl.done(*ctl.on(store, "report", "compose", *REPORT, "--profile", profile, "--out", out))
        found = ctl.done("lint", out, "--profile", profile, "--json").json
        texts[profile] = {finding["rule"] for finding in found["findings"]}
    assert texts == {"state-2020": set(), "party-2018": set()}


def test_a_joint_report_goes_its_way_on_the_command_line(ctl: Ctl, store: Path):
    authority = ThrowawayAuthority("Cơ quan thử", SystemClock().now())
    trust = ctl.write("trust.pem", authority.pem)
    keys = {
        name: ctl.write(f"{name}.p12", authority.issue(name=name, organisation="", password=PASSWORD))
        for name in ("Một", "Hai", "Dấu một", "Dấu hai")
    }
    ctl.done(*options(ctl, store, *sets("joint=yes", "signer=Một", "second_signer=Hai")))
    files = [ctl.folder / f"{step}.pdf" for step in range(5)]
    ctl.done(*ctl.on(store, "report", "compose", *REPORT, "--out", files[0]))

    def step(command: str, number: int, key: str, *more: object) -> tuple[object, ...]:
        named = ("--p12", keys[key], "--password-file", ctl.password, *more)
        return ("report", command, files[number - 1], "--out", files[number], *named)

    last = ("--number", 5, "--date", "2027-01-15")
    ctl.done(*step("sign", 1, "Một", "--role", "leader"))
    assert ctl.refused(*step("issue", 2, "Dấu một", *last)) == "second_not_signed"
    assert ctl.refused(*step("sign", 2, "Một", "--role", "leader", "--body", "second")) == "signer_unexpected"
    ctl.done(*step("sign", 2, "Hai", "--role", "leader", "--body", "second"))
    assert ctl.refused(*step("issue", 3, "Dấu một", *last)) == "second_not_sealed"
    assert ctl.done(*step("seal", 3, "Dấu hai"), "--json").json["body"] == "second"
    half = ctl.run("verify", files[3], "--trust", trust, "--json").json
    assert (half["verdict"], half["issued"]) == ("TOTAL_PASSED", False)
    assert half["missing"] == ["number", "date", "seal"]
    ctl.done(*step("issue", 4, "Dấu một", *last))
    told = ctl.run("verify", files[4], "--trust", trust, "--json").json
    assert (told["verdict"], told["issued"], told["missing"]) == ("TOTAL_PASSED", True, [])
    assert [(s["role"], s["body"]) for s in told["signatures"]] == [
        ("leader", "lead"), ("leader", "second"), ("seal", "second"), ("seal", "lead"),
    ]  # fmt: skip

"""Settings of a report: what each can hold, whose word counts, and what they make of a report."""

from dataclasses import fields, replace

import pytest
from tests.reporting.samples import report

from dvapp.domain.codes import UnitCode
from dvapp.domain.errors import JointIncomplete, OptionInvalid, OptionTooLong, OptionUnknown
from dvapp.domain.papers.fitting import fitted
from dvapp.domain.papers.options import (
    NO_OPTIONS,
    OPTIONS,
    URGENCIES,
    URGENCY_WORDS,
    ReportOptions,
    clean_items,
    named_for,
    plain_options,
    read_option,
    read_options,
)
from dvapp.domain.papers.reports import Authority, Role
from dvapp.domain.places.units import Level, Unit

JOINT = ReportOptions(
    joint=True,
    second_name="Uỷ ban nhân dân quận Cầu Giấy",
    second_issuer="UỶ BAN NHÂN DÂN QUẬN CẦU GIẤY",
    second_symbol="UBND",
    second_head_title="CHỦ TỊCH",
    second_authority="on_behalf",
    second_behalf="UỶ BAN NHÂN DÂN",
    second_signer="Trần Văn Hai",
)


def test_every_setting_is_described_once():
    assert len({spec.name for spec in OPTIONS}) == len(OPTIONS)
    assert {spec.name for spec in OPTIONS} == {field.name for field in fields(ReportOptions)}


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("urgency", "HOẢ TỐC", "hoa_toc"),
        ("urgency", "Hỏa tốc", "hoa_toc"),
        ("urgency", "thuong_khan", "thuong_khan"),
        ("urgency", "", ""),
        ("draft_number", " 2 ", 2),
        ("duplex", "có", True),
        ("duplex", "no", False),
        ("qr", "yes", True),
        ("addressees", "Thường trực Thành uỷ; Văn phòng\n\n ", ("Thường trực Thành uỷ", "Văn phòng")),
        ("contact", "Số 36\tCầu  Giấy\n", "Số 36 Cầu Giấy"),
        ("authority", "ON_BEHALF", "on_behalf"),
    ],
)
def test_a_setting_is_read_from_what_people_type(name: str, typed: str, value: object):
    assert read_option(name, typed) == value


@pytest.mark.parametrize(
    ("name", "typed", "refusal"),
    [
        ("colour", "đỏ", OptionUnknown),
        ("urgency", "rất gấp", OptionInvalid),
        ("draft_number", "0", OptionInvalid),
        ("draft_number", "một", OptionInvalid),
        ("draft_number", "9" * 5000, OptionInvalid),
        ("duplex", "maybe", OptionInvalid),
        ("contact", "x" * 301, OptionTooLong),
        ("grounds", ";".join(str(n) for n in range(31)), OptionInvalid),
    ],
)
def test_what_a_setting_cannot_hold_is_refused(name: str, typed: str, refusal: type[Exception]):
    with pytest.raises(refusal):
        read_option(name, typed)


def test_the_officers_word_stands_over_the_packs_and_an_empty_one_too():
    pack = ReportOptions(circulation="LƯU HÀNH NỘI BỘ", addressees=("A",), duplex=True)
    own = ReportOptions(circulation="", addressees=("B", "C"))
    assert own.over(pack) == ReportOptions(circulation="", addressees=("B", "C"), duplex=True)
    assert NO_OPTIONS.over(pack) == pack


def test_settings_come_back_from_json_as_they_were():
    options = replace(JOINT, addressees=("A", "B"), draft_number=3, duplex=False, urgency="")
    assert read_options(plain_options(options)) == options


@pytest.mark.parametrize(
    "plain", [{"colour": "x"}, {"draft_number": True}, {"duplex": 1}, {"contact": ["x"]}]
)
def test_json_that_holds_something_else_is_refused(plain: dict[str, object]):
    with pytest.raises(ValueError, match="option"):
        read_options(plain)


def test_a_packs_words_name_the_boards_unit():
    unit = Unit(code=UnitCode("005"), name="Quận Cầu Giấy", kind="quận", level=Level.DISTRICT, parent=None)
    pack = ReportOptions(second_name="Uỷ ban nhân dân {@unit}", grounds=("Theo {@UNIT}",), duplex=True)
    named = named_for(pack, unit)
    assert (named.second_name, named.grounds) == ("Uỷ ban nhân dân quận Cầu Giấy", ("Theo QUẬN CẦU GIẤY",))


def test_items_lose_the_dashes_and_marks_that_are_the_layouts():
    assert clean_items(["- Thường trực;", " Văn phòng. ", "", "…,"]) == ("Thường trực", "Văn phòng", "…")


@pytest.mark.parametrize(("code", "words"), list(zip(URGENCIES, URGENCY_WORDS, strict=True)))
def test_an_urgency_is_said_in_capitals(code: str, words: str):
    assert fitted(report(), ReportOptions(urgency=code)).urgency == words


def test_settings_fill_the_report():
    options = ReportOptions(
        circulation="LƯU HÀNH NỘI BỘ", typist="HTL-50b", contact="Số 36", draft_number=2, addressees=("- A;",),
        grounds=("Căn cứ Luật;",), duplex=True, role="deputy", authority="by_order", behalf="BAN THƯỜNG VỤ",
        signer="Nguyễn Văn Một", recipients=("Nơi này.",),
    )  # fmt: skip
    made = fitted(report(), options)
    assert (made.circulation, made.typist, made.contact) == ("LƯU HÀNH NỘI BỘ", "HTL-50b", "Số 36")
    assert (made.draft_number, made.addressees, made.grounds) == (2, ("A",), ("Căn cứ Luật",))
    assert (made.duplex, made.recipients, made.second) == (True, ("Nơi này",), None)
    signer = made.signatory
    assert (signer.role, signer.authority, signer.behalf) == (
        Role.DEPUTY,
        Authority.BY_ORDER,
        "BAN THƯỜNG VỤ",
    )
    assert signer.name == "Nguyễn Văn Một"


def test_who_is_asked_for_signs_whatever_the_settings_say():
    assert fitted(report(), ReportOptions(role="deputy"), role=Role.LEADER).signatory.role is Role.LEADER


def test_an_empty_list_of_recipients_leaves_the_packs():
    assert fitted(report(), ReportOptions(recipients=(" ;",))).recipients == report().recipients


def test_a_joint_paper_has_its_second_body_and_a_switch_turns_it_off():
    second = fitted(report(), JOINT).second
    assert second is not None
    assert (second.issuer.symbol, second.issuer.place) == ("UBND", report().issuer.place)
    assert (second.signatory.authority, second.signatory.name) == (Authority.ON_BEHALF, "Trần Văn Hai")
    assert fitted(report(), replace(JOINT, joint=False)).second is None


@pytest.mark.parametrize(
    ("change", "lacking"),
    [
        ({"second_symbol": ""}, "second_symbol"),
        ({"second_name": None, "second_issuer": None}, "second_name, second_issuer"),
        ({"second_role": "deputy"}, "second_deputy_title"),
    ],
)
def test_a_second_body_that_is_not_described_is_refused_by_what_it_lacks(
    change: dict[str, object], lacking: str
):
    with pytest.raises(JointIncomplete) as refused:
        fitted(report(), replace(JOINT, **change))  # type: ignore[arg-type]
    assert refused.value.details["lacking"] == lacking

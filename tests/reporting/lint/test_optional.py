"""Every component that only some papers have, in every layout: our own papers with it have nothing wrong."""

from dataclasses import replace
from typing import Any

import pytest
from tests.reporting.documents import PROFILES
from tests.reporting.samples import (
    DATA,
    HOME_AFFAIRS,
    PROPAGANDA,
    RESOURCES,
    annex,
    blocks,
    paragraph,
    report,
)

from dvapp.domain.codes import UnitCode
from dvapp.domain.papers.reports import Authority, Issuer, JointBody, Part, Report, Role, Signatory, Stage
from dvapp.reporting.docx.writer import DocxDocuments
from dvapp.reporting.lint.linter import PaperLinter
from dvapp.reporting.pages import ReportPages

LONG = Issuer(
    board=UnitCode("x"),
    name="Ban Dân vận Đảng uỷ Khối các cơ quan và Doanh nghiệp Thành phố Hà Nội",
    superior="ĐẢNG BỘ KHỐI CÁC CƠ QUAN VÀ DOANH NGHIỆP THÀNH PHỐ HÀ NỘI",
    issuer="BAN DÂN VẬN ĐẢNG UỶ KHỐI CÁC CƠ QUAN VÀ DOANH NGHIỆP THÀNH PHỐ",
    symbol="BDVĐUK",
    place="Hà Nội",
)
GROUNDS = (
    "Căn cứ Điều lệ Đảng Cộng sản Việt Nam",
    "Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ Thành phố Hà Nội và các văn bản hướng dẫn thi hành",
)
CONTACT = "Số 4 phố Lê Lai, quận Hoàn Kiếm, Hà Nội. Điện thoại: 024.38259999. Thư điện tử: bdv@example.vn"
BOTH = ("Thường trực Thành uỷ", "Văn phòng Thành uỷ")


def _signed(authority: Authority | None, role: Role) -> Signatory:
    return Signatory(
        role=role,
        head_title="TRƯỞNG BAN",
        deputy_title="PHÓ TRƯỞNG BAN",
        name="Nguyễn Thị Hồng Hạnh",
        authority=authority,
        behalf="BAN THƯỜNG VỤ",
    )


OTHER = JointBody(issuer=PROPAGANDA, signatory=_signed(None, Role.LEADER))
OFFICE = JointBody(
    issuer=replace(HOME_AFFAIRS, superior="UỶ BAN NHÂN DÂN THÀNH PHỐ"), signatory=_signed(None, Role.DEPUTY)
)
EVERY = {
    "urgency": "HOẢ TỐC",
    "circulation": "LƯU HÀNH NỘI BỘ",
    "typist": "NTH.15",
    "contact": CONTACT,
    "draft_number": 2,
    "grounds": GROUNDS,
}
PARTS: dict[str, dict[str, Any]] = {
    "khẩn": {"urgency": "KHẨN"},
    "thượng khẩn": {"urgency": "THƯỢNG KHẨN"},
    "phạm vi lưu hành": {"circulation": "LƯU HÀNH NỘI BỘ"},
    "ký hiệu đánh máy": {"typist": "NTH.15"},
    "liên hệ": {"contact": CONTACT},
    "dự thảo lần 3": {"stage": Stage.DRAFT, "draft_number": 3},
    "kính gửi": {"addressees": BOTH[:1]},
    "kính gửi nhiều nơi": {"addressees": BOTH},
    "căn cứ": {"grounds": GROUNDS},
    "liên tịch": {"second": OTHER},
    "liên tịch chưa ký": {"second": OTHER, "name": None},
    "liên tịch với sở": {"second": OFFICE},
    "tên dài": {"issuer": LONG},
    "hai mặt": {"duplex": True, "blocks": blocks(9)},
    "các phần": {"blocks": (Part(label="Phần I", title="Kết quả"), *blocks(3))},
    "phụ lục ngang": {"annexes": (annex(20), annex(5, 2))},
    "chỉ có đoạn ngắn": {
        "blocks": (paragraph("Đoạn đầu dài hơn một dòng. " * 5), *[paragraph("Một dòng ngắn.")] * 4)
    },
    "tất cả": EVERY | {"duplex": True, "addressees": BOTH},
    "tất cả, liên tịch": EVERY | {"second": OTHER},
    "tất cả, tên dài": EVERY | {"issuer": LONG, "second": OTHER, "stage": Stage.DRAFT},
    "Q.": {"signatory": _signed(Authority.ACTING, Role.LEADER)},
    "K/T": {"signatory": _signed(Authority.FOR_HEAD, Role.DEPUTY)},
    "T/M": {"signatory": _signed(Authority.ON_BEHALF, Role.LEADER)},
    "T/M, cấp phó": {"signatory": _signed(Authority.ON_BEHALF, Role.DEPUTY)},
    "T/L": {"signatory": _signed(Authority.BY_ORDER, Role.LEADER)},
    "T/L, cấp phó": {"signatory": _signed(Authority.BY_ORDER, Role.DEPUTY)},
}


def _made(part: str, profile: str) -> Report:
    changes = {"blocks": blocks(2), "annexes": (annex(3),)} | PARTS[part]
    if profile == "state-2020":
        changes = {"addressees": ("Uỷ ban nhân dân Thành phố Hà Nội",)} | changes
    signatory = changes.pop("signatory", None)
    made = report(profile=profile, **changes)
    return made if signatory is None else report(profile=profile, **changes, signatory=signatory)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("profile", PROFILES)
def test_our_own_pages_with_it_have_nothing_wrong(
    linter: PaperLinter, pages: ReportPages, profile: str, part: str
):
    found = linter.inspect(pages.draw(_made(part, profile), DATA), profile=profile)
    assert not [(f.rule, f.found.vi, f.expected.vi, f.spot) for f in found.findings]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("profile", PROFILES)
def test_our_own_word_files_with_it_have_nothing_wrong_and_tell_their_layout(
    linter: PaperLinter, profile: str, part: str
):
    found = linter.inspect(DocxDocuments(RESOURCES).document(_made(part, profile)))
    assert (found.profile, found.told_by.value) == (profile, "data")
    assert not [(f.rule, f.found.vi, f.expected.vi, f.spot) for f in found.findings]


def test_a_deputy_who_signs_in_his_own_right_is_told(linter: PaperLinter, pages: ReportPages):
    made = report(profile="party-2026", signatory=_signed(Authority.OWN, Role.DEPUTY))
    found = linter.inspect(pages.draw(made, DATA), profile="party-2026")
    assert [finding.rule for finding in found.findings] == ["signer.deputy"]

"""The documents of the golden table: together they have every component that a layout knows."""

from dataclasses import replace
from typing import Any

from tests.reporting.samples import CITY, HOME_AFFAIRS, PEOPLE, PROPAGANDA, annex, paragraph, report

from dvapp.domain.papers.reports import (
    Authority,
    Heading,
    Issuer,
    JointBody,
    Part,
    Report,
    Role,
    Signatory,
    Stage,
)

PROFILES = ("party-2018", "party-2026", "state-2020")

_LONG = "kiểm tra công vụ đối với các cơ quan, đơn vị, địa phương " * 3
_TEXT = (
    Part(label="Phần I", title="Kết quả thực hiện"),
    Heading(level=1, text="I- MỤC LỚN"),
    Heading(level=2, text="1. Mục vừa"),
    Heading(level=3, text="1.1. Mục nhỏ"),
    Heading(level=4, text="1.1.1. Tiểu mục"),
    Heading(level=5, text="a) Điểm"),
    Heading(level=6, text="- Gạch đầu dòng"),
    paragraph("Mở đầu đoạn, " + _LONG + "hết."),
)
_SHORT = (paragraph("Một dòng."),)
_MANY = tuple(paragraph("Đoạn dài, " + _LONG + "hết.", number=n) for n in range(26))


def issuer_of(profile: str) -> Issuer:
    """Who issues papers in that layout."""
    return PEOPLE if profile == "state-2020" else CITY


def _signed(authority: Authority | None, role: Role, behalf: str = "") -> Signatory:
    return Signatory(
        role=role,
        head_title="TRƯỞNG BAN",
        deputy_title="PHÓ TRƯỞNG BAN",
        name="Trần Văn Bình",
        authority=authority,
        behalf=behalf,
    )


def document(name: str, profile: str) -> Report:
    """One of the documents of the golden table in a layout."""
    other = HOME_AFFAIRS if profile == "state-2020" else PROPAGANDA
    changes: dict[str, dict[str, Any]] = {
        "plain": {"blocks": _TEXT, "annexes": ()},
        "optional": {
            "blocks": _SHORT,
            "annexes": (),
            "urgency": "Khẩn",
            "circulation": "Lưu hành nội bộ",
            "typist": "NVA.30",
            "contact": "Số 4 phố Lê Lai, Hà Nội; thư điện tử: bandanvan@example.vn",
            "grounds": ("Căn cứ Điều lệ", "Căn cứ Quy chế"),
        },
        "draft": {"blocks": _SHORT, "annexes": (), "stage": Stage.DRAFT, "draft_number": 2},
        "letter": {
            "blocks": _SHORT,
            "annexes": (),
            "type_symbol": "CV",
            "addressees": ("Thường trực Thành uỷ", "Văn phòng Thành uỷ"),
        },
        "letter-one": {
            "blocks": _SHORT,
            "annexes": (),
            "type_symbol": "CV",
            "addressees": ("Thường trực Thành uỷ",),
        },
        "long": {"blocks": _MANY, "annexes": (), "duplex": True},
        "for-head": {"blocks": _SHORT, "annexes": (), "signatory": _signed(None, Role.DEPUTY)},
        "acting": {"blocks": _SHORT, "annexes": (), "signatory": _signed(Authority.ACTING, Role.LEADER)},
        "on-behalf": {
            "blocks": _SHORT,
            "annexes": (),
            "signatory": _signed(Authority.ON_BEHALF, Role.LEADER, "TẬP THỂ LÃNH ĐẠO"),
        },
        "by-order": {
            "blocks": _SHORT,
            "annexes": (),
            "signatory": _signed(Authority.BY_ORDER, Role.DEPUTY, "BAN THƯỜNG VỤ"),
        },
        "joint": {
            "blocks": _SHORT,
            "annexes": (),
            "second": JointBody(issuer=other, signatory=_signed(None, Role.DEPUTY)),
        },
        "annex": {"blocks": _SHORT, "annexes": (annex(40),)},
        "annexes": {
            "blocks": _SHORT,
            "annexes": (annex(3), replace(annex(40, number=2), landscape=True)),
        },
    }
    return report(profile=profile, issuer=issuer_of(profile), **changes[name])

"""Every component of every layout where ``golden/*.csv`` says it stands: millimetres, points and fonts read from the PDF."""

import csv
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from tests.reporting.documents import PROFILES, document
from tests.reporting.reading import Seen, find, flattened, seen, shapes
from tests.reporting.samples import DATA, RESOURCES

from dvapp.reporting.pages import ReportPages
from dvapp.reporting.profile import read_profile

GOLDEN = Path(__file__).parent / "golden"
NEAR = 0.3


@cache
def drawn(pages: ReportPages, name: str, profile: str) -> bytes:
    return flattened(pages.draw(document(name, profile), DATA))


def table(name: str) -> dict[tuple[str, str], list[dict[str, str]]]:
    """The rows of a golden table by layout and document."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault((row["profile"], row["document"]), []).append(row)
    return found


WORDS, RULES = table("words.csv"), table("rules.csv")


@pytest.mark.parametrize(("profile", "name"), WORDS, ids="-".join)
def test_words_stand_where_the_golden_table_has_them(pages: ReportPages, profile: str, name: str):
    pdf = drawn(pages, name, profile)
    for row in WORDS[profile, name]:
        found = find(pdf, row["words"], int(row["page"]) - 1)
        where = f"{row['component']}: {found}"
        for side in ("left", "centre", "right", "baseline"):
            if row[side]:
                assert getattr(found, side) == pytest.approx(float(row[side]), abs=NEAR), where
        assert found.size == float(row["size"]), where
        assert found.font == row["font"], where


@pytest.mark.parametrize(("profile", "name"), RULES, ids="-".join)
def test_rules_and_frames_are_as_long_as_the_golden_table_has_them(
    pages: ReportPages, profile: str, name: str
):
    pdf = drawn(pages, name, profile)
    for row in RULES[profile, name]:
        wanted = (float(row["left"]), float(row["right"]), float(row["y"]))
        lines = [
            (box.left, box.right, (box.top + box.bottom) / 2) for box in shapes(pdf, int(row["page"]) - 1)
        ]
        assert any(line == pytest.approx(wanted, abs=NEAR) for line in lines), (row["component"], lines)


def test_every_document_is_in_the_golden_table_for_every_layout():
    names = {name for _, name in WORDS}
    assert {(profile, name) for profile in PROFILES for name in names} == WORDS.keys()


# What the decree and the guides allow for each component, in points (format.md).
ALLOWED: dict[str, dict[str, tuple[float, float]]] = {
    "party": {
        "country": (15, 15),
        "superior body": (14, 14),
        "issuing body": (14, 14),
        "number and symbol": (14, 14),
        "place and date": (14, 14),
        "document type": (15, 16),
        "summary": (14, 15),
        "body": (14, 15),
        "part": (14, 15),
        "name": (14, 14),
        "urgency": (14, 14),
        "circulation": (12, 12),
        "draft": (14, 14),
        "typist": (8, 8),
        "contact": (10, 10),
        "page number": (14, 14),
    },
    "state": {
        "country": (12, 13),
        "motto": (13, 14),
        "superior body": (12, 13),
        "issuing body": (12, 13),
        "number and symbol": (13, 13),
        "place and date": (13, 14),
        "document type": (13, 14),
        "summary": (13, 14),
        "body": (13, 14),
        "name": (13, 14),
        "page number": (13, 14),
        "label": (14, 14),
        "title": (13, 14),
        "reference": (13, 14),
    },
}


@pytest.mark.parametrize("profile", PROFILES)
def test_the_golden_table_itself_keeps_the_sizes_of_the_rules(profile: str):
    allowed = ALLOWED[profile.partition("-")[0]]
    checked = set()
    for (layout, name), rows in WORDS.items():
        for row in rows:
            # A letter's text is not the body's concern, nor a title over a signature that of an annex.
            mine = layout == profile and name in {"plain", "optional", "draft", "long", "annex"}
            if mine and row["component"] in allowed:
                least, most = allowed[row["component"]]
                assert least <= float(row["size"]) <= most, row
                checked.add(row["component"])
    assert checked == allowed.keys()


@pytest.mark.parametrize("profile", PROFILES)
def test_the_profile_says_what_the_rules_allow_for_margins_pitch_and_gap(profile: str):
    made = read_profile(RESOURCES / "profiles", profile)
    page, body = made.page, made.body
    assert (page.left, page.right, page.back_left, page.back_right) == (30, 15, 15, 30)
    assert page.back.text_width == page.text_width == 165
    assert body.gap * 72 / 25.4 >= 6
    assert 1.0 * body.size <= body.pitch_points <= 1.5 * 1.15 * body.size
    for shape in (made.left_head, made.title):
        assert shape.rule_share == 0 or 1 / 3 <= shape.rule_share <= 1 / 2


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", sorted({name for _, name in WORDS}))
def test_no_words_leave_the_margins_or_meet_each_other(pages: ReportPages, profile: str, name: str):
    pdf = drawn(pages, name, profile)
    count = pages.pages(pdf)
    for page in range(count):
        back = document(name, profile).duplex and page % 2 == 1
        lying = name == "annexes" and page >= 2
        left, right = (15, 180) if back else (30, 282 if lying else 195)
        lines = [line for line in seen(pdf, page, gap=3) if line.text not in set("DỰTHẢO")]
        assert all(left - 0.3 <= line.left and line.right <= right + 0.6 for line in lines), lines
        assert not [pair for pair in pairwise(sorted(lines, key=_row)) if _meet(*pair)]


def _row(line: Seen) -> tuple[float, float]:
    return line.baseline, line.left


def _meet(one: Seen, other: Seen) -> bool:
    """Whether two stretches stand on one baseline and overlap."""
    return one.baseline == other.baseline and other.left < one.right - 0.2

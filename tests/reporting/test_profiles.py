"""Layout profiles are data: complete, typed, and found by their codes."""

from pathlib import Path

import pytest
from tests.reporting.samples import DATA, RESOURCES, report

from dvapp.domain.errors import ProfileUnknown
from dvapp.reporting.pages import ReportPages
from dvapp.reporting.profile import ProfileBroken, profile_codes, read_profile

PROFILES = RESOURCES / "profiles"


def test_there_are_the_two_layouts_of_the_party_and_that_of_the_state(pages: ReportPages):
    assert pages.profiles() == ("party-2018", "party-2026", "state-2020")
    assert all(read_profile(PROFILES, code).code == code for code in profile_codes(PROFILES))


def test_an_unknown_layout_is_refused_with_the_known_ones(pages: ReportPages):
    with pytest.raises(ProfileUnknown) as refused:
        pages.draw(report(profile="party-1930"), DATA)
    assert refused.value.details["known"] == "party-2018, party-2026, state-2020"


def test_a_layout_is_never_looked_for_outside_its_folder(pages: ReportPages):
    with pytest.raises(ProfileUnknown):
        pages.draw(report(profile="../profiles/party-2018"), DATA)


def test_the_margins_of_the_guide_leave_165_millimetres_of_text():
    page = read_profile(PROFILES, "party-2018").page
    assert (page.top, page.bottom, page.left, page.right) == (20, 20, 30, 15)
    assert page.text_width == 165
    assert page.text_centre == 112.5


def test_no_code_asks_for_a_layout_by_name():
    sources = (Path(__file__).parents[2] / "src" / "dvapp" / "reporting").glob("*.py")
    texts = {path.name: path.read_text(encoding="utf-8") for path in sources}
    assert not [name for name, text in texts.items() if "party-20" in text or "state-20" in text]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("width = 210.0\n", ""), "width: missing or unknown"),
        (("width = 210.0\n", "width = 210.0\nwidht = 3\n"), "widht: missing or unknown"),
        (("width = 210.0\n", 'width = "210"\n'), "page: width: '210' is not"),
        (('code = "party-2018"', 'code = "other"'), "code: 'other'"),
        (('code = "party-2018"', 'based_on = "x"'), "goes round in a circle"),
    ],
)
def test_a_broken_layout_is_refused_with_file_and_key(tmp_path: Path, change: tuple[str, str], told: str):
    text = (PROFILES / "party-2018.toml").read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "x.toml").write_text(
        text.replace(*change, 1).replace('"party-2018"', '"x"'), encoding="utf-8"
    )
    with pytest.raises(ProfileBroken, match=told):
        read_profile(tmp_path, "x")


def test_whole_numbers_are_millimetres_too(tmp_path: Path):
    text = (
        (PROFILES / "party-2018.toml").read_text(encoding="utf-8").replace("width = 210.0", "width = 210", 1)
    )
    (tmp_path / "party-2018.toml").write_text(text, encoding="utf-8")
    assert read_profile(tmp_path, "party-2018").page.width == 210.0

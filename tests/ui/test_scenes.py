"""The pictures of the guide are scenes that can be played again, and every scene is there to be played."""

import re
from pkgutil import resolve_name

from tests.ui.shots import DOCS, PICTURES, SCENES


def test_every_picture_of_the_guide_is_a_scene():
    assert {path.stem for path in PICTURES.glob("*.png")} == set(DOCS)


def test_the_guide_shows_every_picture_it_has():
    shown = set(
        re.findall(r"\]\(pictures/([a-z-]+)\.png\)", (PICTURES.parent / "huong-dan.md").read_text("utf-8"))
    )
    assert shown <= set(DOCS)


def test_every_scene_can_be_found():
    for _name, scene in SCENES:
        assert callable(resolve_name(scene))

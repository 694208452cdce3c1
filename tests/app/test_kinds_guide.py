"""The guide's chapter on record kinds is made from the pack: it tells what the forms ask, and every kind has its part."""

from pathlib import Path

import pytest
from tests.app.ctl import Ctl

PAGE = Path(__file__).parents[2] / "docs" / "cac-loai-ban-ghi.md"


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_the_page_says_what_the_pack_says_now(ctl: Ctl, page: str):
    printed = ctl.done("--lang", "vi", "kinds", "--guide").out
    assert printed == page, "dvappctl --lang vi kinds --guide > docs/cac-loai-ban-ghi.md"


def test_every_kind_has_its_fields_and_an_example(ctl: Ctl, page: str):
    for kind in ctl.done("--lang", "vi", "kinds", "--json").json:
        part = page.split(f'<a id="{kind["kind"]}"></a>')[1].split("<a id=", maxsplit=1)[0]
        assert f"## {kind['name']}" in part
        assert "**Ví dụ.**" in part
        for field in kind["fields"]:
            assert field["label"] in part


def test_a_kind_of_the_stores_own_pack_is_shown(ctl: Ctl):
    store = ctl.store()
    told = ctl.done(*ctl.on(store, "kinds", "inspection", "--guide")).out
    assert told.count("<a id=") == 1

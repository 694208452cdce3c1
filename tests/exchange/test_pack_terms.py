"""The committees' terms in a pack: days of the calendar, in order, none within another."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from dvapp.domain.errors import PackInvalid
from dvapp.domain.register.series import Term
from dvapp.exchange.packs import PackFolder
from dvapp.host.resources import resources_folder

SHIPPED = resources_folder() / "packs" / "ha-noi-2018"


def test_the_pack_that_ships_names_the_terms_of_its_city():
    terms = PackFolder(resources_folder()).read("ha-noi-2018").terms
    assert terms == tuple(Term(since=date(*day)) for day in ((2015, 11, 1), (2020, 10, 12), (2025, 10, 16)))


@pytest.mark.parametrize(
    "terms",
    [
        '- {since: "2015-02-30"}',
        '- {since: "2015-08-01", until: "2015-07-31"}',
        '- {since: "2020-08-01"}\n  - {since: "2015-08-01"}',
        '- {since: "2015-08-01", until: "2020-09-01"}\n  - {since: "2020-08-01"}',
        '- {until: "2015-08-01"}',
        "[]",
    ],
)
def test_terms_that_cannot_be_refuse_the_pack(tmp_path: Path, terms: str):
    folder = Path(copytree(SHIPPED, tmp_path / "ha-noi-2018"))
    file = folder / "pack.yaml"
    text = file.read_text(encoding="utf-8")
    before, _key, rest = text.partition("terms:\n")
    kept = rest.split("\n\n", 1)[1]
    file.write_text(f"{before}terms:\n  {terms}\n\n{kept}", encoding="utf-8")
    with pytest.raises(PackInvalid) as refusal:
        PackFolder(resources_folder()).carry(folder)
    assert "pack.yaml" in str(refusal.value.where)

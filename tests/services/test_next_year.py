"""The store of the next year, and another pack for a store in use."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from shutil import copy, copytree

import pytest
from tests.db.made import CHEAP

from dvapp.app.tools import make_tools
from dvapp.db.stores import SqlStores
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.catalogue.catalogue_errors import PackDropsRecords
from dvapp.domain.catalogue.entries import Catalogue
from dvapp.domain.catalogue.reading import Wish
from dvapp.domain.errors import BoardUnknown, StoreExists
from dvapp.host.clock import SystemClock
from dvapp.host.resources import resources_folder
from dvapp.services.catalogue.entries import put_entry
from dvapp.services.catalogue.next_year import create_next_year
from dvapp.services.catalogue.pack_change import change_pack
from dvapp.services.figures.period_figures import figure_table
from dvapp.services.ports import Tools
from dvapp.services.recording.records import add_record, list_records
from dvapp.services.session import Session
from dvapp.services.stores import create_store, open_session

PASSWORD = "mật khẩu thử dài"
VISIT = {"form": "thematic", "theme": "x", "visits": 3, "units_count": 1, "conduct": 0, "hours": 0,
         "harassment": 0, "other": 0, "found": 0}  # fmt: skip


@cache
def tools() -> Tools:
    """Packs are read once."""
    return replace(make_tools(), stores=SqlStores(SystemClock(), kdf=CHEAP))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "x.dvapp"
    session = create_store(path, board="005", year=2018, password=PASSWORD, tools=tools())
    for day in ("2017-12-04", "2018-03-05", "2018-12-20"):
        add_record("inspection", {"happened": day, "values": VISIT}, session=session)
    put_entry(
        Wish(catalogue=Catalogue.THEMES, code="2019", texts={"central_theme": "Chủ đề của Ban"}),
        session=session,
    )
    session.store.close()
    return path


@pytest.fixture
def session(filled: Path, tmp_path: Path) -> Iterator[Session]:
    made = open_session(Path(copy(filled, tmp_path)), PASSWORD, tools=tools())
    yield made
    made.store.close()


def test_the_next_years_store_has_the_records_to_compare_with_and_the_own_entries(
    session: Session, tmp_path: Path
):
    made = create_next_year(session, tmp_path / "2019.dvapp", password=PASSWORD)
    assert (made.year, made.records, made.entries, made.left) == (2019, 3, 1, 0)
    fresh = open_session(made.path, PASSWORD, tools=tools())
    assert fresh.year == 2019
    assert [str(one.record.happened.since) for one in list_records(fresh) if one.record] == [
        "2017-12-04",  # what it left open is carried on
        "2018-03-05",
        "2018-12-20",
    ]
    assert fresh.pack.programmes[2019].central_theme == "Chủ đề của Ban"
    before = figure_table(session, parse_period("2018")).all()
    assert any(figure.value for figure in before)
    assert figure_table(fresh, parse_period("2019")).at(parse_period("2018")).all() == before
    assert fresh.store.check().faults == ()
    fresh.store.close()


def test_without_records_the_next_year_begins_with_nothing_to_compare_with(session: Session, tmp_path: Path):
    made = create_next_year(session, tmp_path / "2019.dvapp", password=PASSWORD, with_records=False)
    fresh = open_session(made.path, PASSWORD, tools=tools())
    assert list_records(fresh) == ()
    fresh.store.close()


def test_a_file_that_is_there_stays_as_it_is(session: Session, tmp_path: Path):
    taken = tmp_path / "2019.dvapp"
    taken.write_bytes(b"somebody's")
    with pytest.raises(StoreExists):
        create_next_year(session, taken, password=PASSWORD)
    assert taken.read_bytes() == b"somebody's"


def test_a_district_board_has_no_store_after_its_district(tmp_path: Path):
    last = create_store(tmp_path / "2025.dvapp", board="005", year=2025, password=PASSWORD, tools=tools())
    with pytest.raises(BoardUnknown):
        create_next_year(last, tmp_path / "2026.dvapp", password=PASSWORD)
    assert not (tmp_path / "2026.dvapp").exists()
    last.store.close()


# --- another pack ----------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped pack under another name."""
    made = tmp_path / "thanh-pho"
    copytree(resources_folder() / "packs" / "ha-noi-2018", made)
    (made / "passed.sha256").unlink(missing_ok=True)
    pack = made / "pack.yaml"
    pack.write_text(pack.read_text("utf-8").replace("name: ha-noi-2018", "name: thanh-pho"), "utf-8")
    return made


def test_another_pack_counts_at_once_and_after_opening_again_with_the_own_entries_on_top(
    session: Session, folder: Path
):
    pack = folder / "pack.yaml"
    pack.write_text(
        pack.read_text("utf-8").replace(
            "  - year: 2020\n    central_theme: Năm dân vận khéo", "  - year: 2020\n    central_theme: Khác"
        ),
        "utf-8",
    )
    change_pack(session, folder)
    assert session.pack.programmes[2020].central_theme == "Khác"
    assert session.pack.programmes[2019].central_theme == "Chủ đề của Ban"
    session.store.close()
    again = open_session(session.store.path, PASSWORD, tools=tools())
    assert again.pack.name == "thanh-pho"
    assert again.pack.programmes[2020].central_theme == "Khác"
    assert len(list_records(again)) == 3
    assert again.store.check().faults == ()
    again.store.close()


def test_a_pack_that_would_refuse_records_is_named_before_and_nothing_is_lost(session: Session, folder: Path):
    kind = folder / "kinds" / "inspection.yaml"
    kind.write_text(kind.read_text("utf-8").replace("- {code: thematic,", "- {code: topical,"), "utf-8")
    text = kind.read_text("utf-8").replace("form: thematic", "form: topical").replace("thematic", "topical")
    kind.write_text(text, "utf-8")
    with pytest.raises(PackDropsRecords) as caught:
        change_pack(session, folder)
    assert caught.value.details == {"count": 3, "kinds": "inspection: 3"}
    assert session.pack.name == "ha-noi-2018"
    change_pack(session, folder, force=True)
    assert all(one.record is None for one in list_records(session))
    change_pack(session, "ha-noi-2018")
    assert all(one.record is not None for one in list_records(session))

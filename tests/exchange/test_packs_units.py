"""Units on a day, and how their boards sign."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dvapp.domain.codes import UnitCode
from dvapp.domain.errors import BoardUnknown, PackInvalid
from dvapp.domain.packs import Pack
from dvapp.domain.places.boards import BoardException, board_of, place_of
from dvapp.domain.places.successions import Extent
from dvapp.domain.places.units import Board, Level, Unit, UnitCatalogue
from dvapp.exchange.packs import PackFolder
from dvapp.exchange.units import COLUMNS, read_units
from dvapp.host.resources import resources_folder

END_2018 = date(2018, 12, 31)
HN = UnitCode("hn")


@pytest.fixture(scope="module")
def units() -> UnitCatalogue:
    return PackFolder(resources_folder()).units()


@pytest.fixture(scope="module")
def pack() -> Pack:
    return PackFolder(resources_folder()).read("ha-noi-2018")


def board(units: UnitCatalogue, pack: Pack, code: str) -> Board:
    unit = units.on(UnitCode(code), END_2018)
    assert unit is not None
    parent = units.on(unit.parent, END_2018) if unit.parent else None
    return board_of(unit, pack.boards, day=END_2018, parent=parent)


def test_the_city_of_2018_has_thirty_districts_and_584_communes(units: UnitCatalogue):
    districts = units.below(HN, END_2018)
    assert len(districts) == 30
    assert sum(len(units.below(d.code, END_2018)) for d in districts) == 584


def test_the_city_of_early_2025_has_526_communes(units: UnitCatalogue):
    day = date(2025, 3, 1)
    assert sum(len(units.below(d.code, day)) for d in units.below(HN, day)) == 526


def test_since_july_2025_126_communes_stand_directly_under_the_city(units: UnitCatalogue):
    below = units.below(HN, date(2025, 7, 1))
    assert len(below) == 126
    assert {u.level for u in below} == {Level.COMMUNE}
    assert units.on(UnitCode("005"), date(2025, 7, 1)) is None


def test_the_district_level_ends_with_june_2025(units: UnitCatalogue):
    assert len(units.below(HN, date(2025, 6, 30))) == 30


def test_a_code_names_one_unit_a_day(units: UnitCatalogue):
    for day in (
        date(2014, 6, 1),
        END_2018,
        date(2024, 12, 31),
        date(2025, 1, 1),
        date(2025, 6, 30),
        date(2025, 7, 1),
    ):
        codes = [u.code for u in units.units if u.valid_on(day)]
        assert len(codes) == len(set(codes)), day


def test_a_unit_stands_under_one_that_exists_for_as_long_as_it_does(units: UnitCatalogue):
    for unit in units.units:
        for day in (unit.valid_from, unit.valid_to):
            if unit.parent is not None and day is not None:
                parent = units.on(unit.parent, day)
                assert parent is not None or day < date(2014, 4, 1), (unit, day)


def test_a_ward_has_the_name_of_its_time(units: UnitCatalogue):
    ward = UnitCode("00226")
    assert units.named([ward], END_2018) == ("Phường Trung Tự",)
    assert units.named([ward], date(2025, 1, 1)) == ("Phường Phương Liên - Trung Tự",)


def test_the_two_youngest_districts_begin_in_april_2014(units: UnitCatalogue):
    for code in ("019", "021"):
        assert units.on(UnitCode(code), date(2014, 3, 31)) is None
        assert units.on(UnitCode(code), date(2014, 4, 1)) is not None


@pytest.mark.parametrize(
    ("code", "superior", "symbol", "place"),
    [
        ("hn", "THÀNH UỶ HÀ NỘI", "BDVTU", "Hà Nội"),
        ("005", "QUẬN UỶ CẦU GIẤY", "BDVQU", "Cầu Giấy"),
        ("007", "QUẬN UỶ HAI BÀ TRƯNG", "BDVQU", "Quận Hai Bà Trưng"),
        ("269", "THỊ UỶ SƠN TÂY", "BDVTXU", "Sơn Tây"),
        ("271", "HUYỆN UỶ BA VÌ", "BDVHU", "Ba Vì"),
    ],
)
def test_a_board_signs_by_the_rule_of_its_kind(
    units: UnitCatalogue, pack: Pack, code: str, superior: str, symbol: str, place: str
):
    found = board(units, pack, code)
    assert (found.superior, found.symbol, found.place) == (superior, symbol, place)
    assert (found.issuer, found.head_title, found.deputy_title) == (
        "BAN DÂN VẬN",
        "TRƯỞNG BAN",
        "PHÓ TRƯỞNG BAN",
    )


def test_all_thirty_boards_and_the_citys_have_texts_of_their_own(units: UnitCatalogue, pack: Pack):
    boards = [board(units, pack, code) for code in ("hn", *(u.code for u in units.below(HN, END_2018)))]
    assert len({b.name for b in boards}) == 31
    symbols = {"thành phố": "BDVTU", "quận": "BDVQU", "huyện": "BDVHU", "thị xã": "BDVTXU"}
    for b in boards:
        assert b.symbol == symbols[b.unit.kind]
        assert b.superior == b.name.removeprefix("Ban Dân vận ").upper()
        assert b.superior.endswith(b.unit.short_name.upper())
        if b.unit.code != "007":
            assert b.place == b.unit.short_name


def test_a_commune_has_no_board(units: UnitCatalogue, pack: Pack):
    with pytest.raises(BoardUnknown):
        board(units, pack, "00160")


def test_an_exception_changes_only_what_it_names(units: UnitCatalogue, pack: Pack):
    rules = replace(pack.boards, exceptions=(BoardException(unit=UnitCode("269"), symbol="BDVTU"),))
    unit = units.on(UnitCode("269"), END_2018)
    assert unit is not None
    assert board_of(unit, rules) == replace(board_of(unit, pack.boards), symbol="BDVTU")


def unit_named(name: str, kind: str) -> Unit:
    return Unit(code=UnitCode("x"), name=name, kind=kind, level=Level.DISTRICT, parent=HN)


def test_a_place_keeps_its_kind_when_its_name_alone_would_mislead():
    assert place_of(unit_named("Quận Nhất", "quận")) == "Quận Nhất"
    assert (
        place_of(unit_named("Quận Lê Chân", "quận"), names_of_people=frozenset({"Lê Chân"})) == "Quận Lê Chân"
    )
    city = replace(unit_named("Thành phố Bắc Ninh", "thành phố"), level=Level.CITY)
    assert place_of(unit_named("Huyện Bắc Ninh", "huyện"), parent=city) == "Huyện Bắc Ninh"
    assert place_of(unit_named("Huyện Ba Vì", "huyện"), parent=city) == "Ba Vì"


def test_forms_of_boards_change_with_the_day(units: UnitCatalogue, pack: Pack):
    first, *rest = pack.boards.forms
    old = replace(first, valid_to=date(2024, 12, 31))
    new = replace(first, valid_from=date(2025, 1, 1), board="Ban Tuyên giáo và Dân vận", symbol="BTGDVTU")
    rules = replace(pack.boards, forms=(old, new, *rest))
    city = units.on(HN, END_2018)
    assert city is not None
    assert board_of(city, rules, day=END_2018).symbol == "BDVTU"
    assert board_of(city, rules, day=date(2025, 6, 1)).issuer == "BAN TUYÊN GIÁO VÀ DÂN VẬN"


GOOD = "001,Quận Ba Đình,quận,district,hn,,2025-06-30,"


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["code,name"], 1),
        ([",".join(COLUMNS), GOOD, "002,Quận Hoàn Kiếm,quận,district,hn"], 3),
        ([",".join(COLUMNS), GOOD, "002,Quận Hoàn Kiếm,quận,region,hn,,,"], 3),
        ([",".join(COLUMNS), "002,Quận Hoàn Kiếm,quận,district,hn,,30/06/2025,"], 2),
        ([",".join(COLUMNS), ",Quận Hoàn Kiếm,quận,district,hn,,,"], 2),
    ],
)
def test_a_broken_line_of_the_catalogue_is_named(tmp_path: Path, lines: list[str], line: int):
    (tmp_path / "x.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(PackInvalid) as refused:
        read_units(tmp_path)
    assert refused.value.where == f"units/x.csv:{line}"


# --- who took over ---------------------------------------------------------------------------------------------------


def test_every_commune_of_early_2025_has_successors_that_exist(units: UnitCatalogue):
    last, first = date(2025, 6, 30), date(2025, 7, 1)
    communes = [unit for district in units.below(HN, last) for unit in units.below(district.code, last)]
    assert len(communes) == 526
    for unit in communes:
        found = units.successors(unit.code, last)
        assert found, unit.name
        assert {s.extent for s in found} == ({Extent.WHOLE} if len(found) == 1 else {Extent.PART})
        assert all(units.on(s.after, first) is not None for s in found)


def test_every_unit_of_july_2025_came_from_somewhere(units: UnitCatalogue):
    day = date(2025, 7, 1)
    assert all(units.predecessors(unit.code, day) for unit in units.below(HN, day))


def test_a_district_has_the_units_on_its_land_and_a_commune_gone_before_has_none(units: UnitCatalogue):
    land = units.successors(UnitCode("005"), date(2025, 6, 30))
    assert {s.after for s in land} == {"00160", "00166", "00175"}
    assert {s.extent for s in land} == {Extent.AREA}
    gone = [
        u
        for u in units.units
        if u.valid_to == date(2024, 12, 31) and not units.successors(u.code, u.valid_to)
    ]
    assert len(gone) == 58  # the lists do not say who took them over, and nothing is made up


def test_a_code_that_went_on_under_another_name_is_its_own_successor(units: UnitCatalogue):
    (found,) = units.successors(UnitCode("00181"), date(2024, 12, 31))
    assert (found.after, found.extent) == ("00181", Extent.CODE)


def test_a_successor_before_the_end_is_refused_with_its_line(tmp_path: Path):
    folder = tmp_path / "successors"
    folder.mkdir()
    (folder / "x.csv").write_text(
        "before,until,after,since,extent,source\n1,2025-06-30,2,2025-06-30,whole,\n", "utf-8"
    )
    with pytest.raises(PackInvalid) as refused:
        read_units(tmp_path)
    assert refused.value.where == "units/successors/x.csv:2"

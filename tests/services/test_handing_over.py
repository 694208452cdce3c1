"""Series of numbers go to the next year's store and back, without a gap or a double, wherever the program ends."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tests.services.registers import (
    PASSWORD,
    TERM,
    begin,
    blank_store,
    entered,
    entry,
    said,
    tools,
    wish,
)

from dvapp.domain.accounts.account_errors import NotAllowed
from dvapp.domain.accounts.duties import Duty
from dvapp.domain.register.handovers import Handover, Way
from dvapp.domain.register.numbers import gaps, next_number
from dvapp.domain.register.register_errors import (
    OtherBoard,
    SameStore,
    SeriesBegun,
    SeriesHandedOver,
    SeriesNotTaken,
    SeriesUnsettled,
)
from dvapp.domain.register.series import Run, Series, to_hand_over
from dvapp.services.accounts.accounts import add_account
from dvapp.services.register import handing_over
from dvapp.services.register.handing_over import take_over
from dvapp.services.register.lines import amend_line, find_numbers
from dvapp.services.register.numbering import lease_number, return_number, use_number
from dvapp.services.register.series import begin_series, list_series, next_numbers
from dvapp.services.session import Session
from dvapp.services.stores import check_store, create_store, open_session


@pytest.fixture(scope="module")
def blanks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stores of two years and of another board, in which nobody has written."""
    folder = tmp_path_factory.mktemp("kho")
    blank_store(folder)
    for name, board, year in (("next", "005", 2019), ("third", "005", 2020), ("other", "007", 2019)):
        path = folder / f"{name}.dvapp"
        create_store(path, board=board, year=year, password=PASSWORD, tools=tools()).store.close()
    return folder


class Stores(dict[str, Session]):
    """Copies of a test's own, opened when they are needed."""

    def __init__(self, blanks: Path, folder: Path) -> None:
        super().__init__()
        self._blanks, self._folder = blanks, folder

    def __missing__(self, name: str) -> Session:
        file = {"old": "x", "new": "next"}.get(name, name)
        copy = Path(shutil.copy(self._blanks / f"{file}.dvapp", self._folder))
        self[name] = open_session(copy, PASSWORD, tools=tools())
        return self[name]


@pytest.fixture
def stores(blanks: Path, tmp_path: Path) -> Iterator[Stores]:
    made = Stores(blanks, tmp_path)
    yield made
    for session in made.values():
        session.store.close()


def take(session: Session, other: Session) -> list[int]:
    """The numbers that come next in the series that are taken over."""
    return [one.next for one in take_over(session, other.store.path, password=PASSWORD)]


def numbers_of(session: Session) -> list[int]:
    return [one.number for one in find_numbers(session)]


def sound(session: Session) -> bool:
    return check_store(session.store.path, PASSWORD, tools=tools()).faults == ()


def test_the_next_years_store_goes_on_with_the_number_that_comes_next(stores):
    old, new = stores["old"], stores["new"]
    begin(old, first=40, reason="39 báo cáo trong sổ giấy")
    begin(old, "KH")
    entered(old, "một")
    entered(old, "hai")
    assert take(new, old) == [42, 1]
    assert entered(new, "ba").number == 42
    assert [one.since for one in list_series(new)] == [TERM, TERM]
    assert "2018" in list_series(new)[0].reason
    assert sound(old)
    assert sound(new)


def test_what_went_away_is_numbered_nowhere_else_and_the_refusal_says_where_it_went(stores):
    old, new = stores["old"], stores["new"]
    series = begin(old)
    first = entered(old, "một")
    take(new, old)
    with pytest.raises(SeriesHandedOver) as refusal:
        lease_number(old, wish("p"))
    assert refusal.value.details["file"] == new.store.path.name
    assert refusal.value.details["year"] == 2019
    with pytest.raises(SeriesHandedOver):
        entered(old, "hai")
    with pytest.raises(SeriesHandedOver):
        begin_series(old, "BC", run=Run.TERM, since=TERM + timedelta(days=1900))
    assert next_numbers(old) == {series.id: None}
    amended = amend_line(old, series.id, first.number, {"copies": 9}, reason="Thêm bản")
    assert said(amended).copies == 9


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO numbers VALUES ('{series}', 2, 'returned', '', '', NULL, '', '')",
        "DELETE FROM number_handovers",
        "UPDATE number_handovers SET way = 'taken'",
        "INSERT INTO number_handovers VALUES ('{series}', 2, 'given', '', '', '', '')",
    ],
)
def test_not_even_sql_numbers_in_a_series_that_went_away(stores, statement):
    old, new = stores["old"], stores["new"]
    series = begin(old)
    entered(old, "một")
    take(new, old)
    with old.store.unit_of_work() as work, pytest.raises(IntegrityError):
        work.transaction.derive(text(statement.format(series=series.id)))


def test_held_numbers_keep_a_series_where_it_is(stores):
    old, new = stores["old"], stores["new"]
    series = begin(old)
    held = lease_number(old, wish("p"))
    with pytest.raises(SeriesUnsettled) as refusal:
        take(new, old)
    assert refusal.value.details["numbers"] == held.label
    assert list_series(old)[0].gone is None
    return_number(old, series.id, held.number, reason="không phát hành", held=held)
    assert take(new, old) == [1]


def test_numbers_given_back_go_along_and_are_used_there(stores):
    old, new = stores["old"], stores["new"]
    series = begin(old)
    held = [lease_number(old, wish(f"p{n}")) for n in range(4)]
    for n in (0, 2):
        use_number(old, held[n], entry(f"việc {n}"))
    for n in (1, 3):
        return_number(old, series.id, held[n].number, reason="thôi", held=held[n])
    assert take(new, old) == [2]
    assert [entered(new, "x").number for _ in range(3)] == [2, 4, 5]
    assert take(old, new) == [6]
    assert entered(old, "y").number == 6
    assert numbers_of(old) == [1, 3, 6]
    assert sound(old)
    assert sound(new)


def test_a_series_comes_back_and_goes_again_without_a_gap(stores):
    old, new = stores["old"], stores["new"]
    begin(old)
    given = [entered(old, "a").number]
    for here, there in ((new, old), (old, new), (new, old)):
        take(here, there)
        given += [entered(here, "b").number, entered(here, "c").number]
    take(old, new)
    take(new, old)  # back again before anything was numbered
    given.append(entered(new, "d").number)
    assert given == list(range(1, 9))
    assert sorted(numbers_of(old) + numbers_of(new)) == given
    assert sound(old)
    assert sound(new)


def test_broken_off_in_between_it_goes_on_where_it_stood(stores):
    old, new = stores["old"], stores["new"]
    series = begin(old)
    entered(old, "một")
    with old.store.reading() as far, new.store.reading() as near:
        assert far.register.store() != near.register.store()
        here = handing_over._Here(store=near.register.store(), year=2019, file="next.dvapp")
    handing_over._closed(old, series.id, here)  # and then the power fails
    with pytest.raises(SeriesHandedOver):
        lease_number(old, wish("p"))
    assert take(new, old) == [2]
    assert take(new, old) == [2]
    assert [entered(new, "hai").number, entered(new, "ba").number] == [2, 3]
    assert take(new, old) == [2]  # said again, it changes nothing
    assert entered(new, "bốn").number == 4


def test_what_went_on_to_a_third_store_is_not_taken_twice(stores):
    old, new, third = stores["old"], stores["new"], stores["third"]
    begin(old)
    take(new, old)
    take(third, new)
    take(new, old)
    with pytest.raises(SeriesHandedOver):
        entered(new, "một")
    with pytest.raises(SeriesHandedOver):
        take(third, old)
    assert entered(third, "một").number == 1


def test_only_series_of_the_same_board_that_still_run_are_taken_over(stores, tmp_path):
    old, new = stores["old"], stores["new"]
    with pytest.raises(SeriesNotTaken):
        take(new, old)
    begin_series(old, "BC", run=Run.YEAR, day=date(2018, 5, 1))
    with pytest.raises(SeriesNotTaken):
        take(new, old)
    begin(old)
    with pytest.raises(OtherBoard):
        take(stores["other"], old)
    copy = Path(shutil.copy(old.store.path, tmp_path / "copy.dvapp"))
    with pytest.raises(SameStore):
        take_over(old, copy, password=PASSWORD)
    begin(new)
    entered(new, "đã có số ở đây")
    with pytest.raises(SeriesBegun):
        take(new, old)
    assert all(one.gone is None for one in list_series(old))


def test_a_series_begun_here_too_early_gives_way(stores):
    old, new = stores["old"], stores["new"]
    begin(old)
    entered(old, "một")
    begin(new)
    assert take(new, old) == [2]
    assert len(list_series(new)) == 1


def test_the_other_stores_clerk_has_to_say_so(stores):
    old, new = stores["old"], stores["new"]
    begin(old)
    add_account(old, "thu", name="Văn Thư", duties={Duty.CLERK}, password="mật khẩu thứ nhất")
    with pytest.raises(NotAllowed):
        take_over(new, old.store.path, password=PASSWORD, login="owner")
    assert list_series(old)[0].gone is None


DAYS = st.dates(date(2015, 1, 1), date(2022, 12, 31))


@settings(max_examples=40, deadline=None)
@given(st.sets(DAYS, max_size=4), DAYS)
def test_of_one_type_at_most_the_series_of_today_and_those_to_come_go(begun, today):
    all_ = [
        Series(id=day.isoformat(), type="BC", run=Run.TERM, since=day, until=None) for day in sorted(begun)
    ]
    gone = to_hand_over(all_, today)
    assert [one for one in gone if one.since <= today] == [one for one in all_ if one.since <= today][-1:]
    assert [one for one in gone if one.since > today] == [one for one in all_ if one.since > today]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=8))
def test_however_often_a_series_moves_the_two_stores_share_the_numbers(turns):
    """Each turn numbers some papers in the store whose turn it is, then moves the series to the other."""
    stores = [
        Series(id=name, type="BC", run=Run.TERM, since=TERM, until=None, first=1) for name in ("a", "b")
    ]
    given: tuple[list[int], list[int]] = ([], [])
    for turn, count in enumerate(turns):
        at, other = turn % 2, 1 - turn % 2
        for _ in range(count):
            number = next_number(stores[at], (), max(given[at], default=None))
            assert number is not None
            given[at].append(number)
        coming = next_number(stores[at], (), max(given[at], default=None))
        assert coming is not None
        for place, way in ((at, Way.GIVEN), (other, Way.TAKEN)):
            move = Handover(series="", seq=turn, way=way, store="", year=2019, file="", next=coming)
            one = stores[place]
            moved = Series(
                id=one.id, type="BC", run=Run.TERM, since=TERM, until=None,
                first=coming if turn == 0 and place == other else one.first,
                handovers=(*one.handovers, move),
            )  # fmt: skip
            stores[place] = moved
    assert sorted(given[0] + given[1]) == list(range(1, sum(turns) + 1))
    assert all(gaps(one, mine) == () for one, mine in zip(stores, given, strict=True))

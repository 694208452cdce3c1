"""Entries over a ground: on every day exactly one of them speaks, and where none does, the ground."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.domain.calendar.workdays import Holidays
from dvapp.domain.catalogue.entries import GONE, Catalogue, Entry, choice_path
from dvapp.domain.catalogue.overlay import choice_with, holidays_with, units_with
from dvapp.domain.catalogue.reading import Wish, read_typed_day, read_wish
from dvapp.domain.codes import UnitCode
from dvapp.domain.errors import BoardUnknown
from dvapp.domain.places.boards import BoardException, BoardForm, BoardRules, board_on
from dvapp.domain.places.units import Level, Unit, UnitCatalogue
from dvapp.domain.recording.kinds import Choice
from dvapp.domain.validity import Validity
from dvapp.domain.words import Wording

FIRST = date(2018, 1, 1)
SPAN = 40
GROUND = (
    Unit(code=UnitCode("1"), name="Quận A", kind="quận", level=Level.DISTRICT, parent=None,
         valid_from=FIRST + timedelta(days=5), valid_to=FIRST + timedelta(days=30)),
    Unit(code=UnitCode("1"), name="Quận B", kind="quận", level=Level.DISTRICT, parent=None,
         valid_from=FIRST + timedelta(days=34)),
    Unit(code=UnitCode("2"), name="Quận C", kind="quận", level=Level.DISTRICT, parent=None),
)  # fmt: skip


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """Entries of one code whose days do not overlap, some of which say that it does not exist."""
    edges = sorted(draw(st.sets(st.integers(0, SPAN), max_size=6)))
    made = []
    for number, (since, until) in enumerate(zip(edges[::2], edges[1::2], strict=False)):
        days = Validity(since=FIRST + timedelta(days=since), until=FIRST + timedelta(days=until))
        texts = (
            {GONE: "1"}
            if draw(st.booleans())
            else {"name": f"Quận {number}", "kind": "quận", "level": "district"}
        )
        content = None if draw(st.integers(0, 4)) == 0 else texts
        made.append(Entry(id=str(number), catalogue=Catalogue.UNITS, code="1", days=days, content=content))
    return made


@given(entries())
def test_on_every_day_the_entry_speaks_that_holds_it_and_else_the_ground(own: list[Entry]):
    ground = UnitCatalogue(GROUND)
    made = units_with(ground, own)
    for day in (FIRST + timedelta(days=n) for n in range(-2, SPAN + 3)):
        rows = [u for u in made.units if u.code == "1" and u.valid_on(day)]
        assert len(rows) <= 1
        stated = next((e for e in own if e.days.holds(day) and not e.taken_back), None)
        expected = ground.on(UnitCode("1"), day)
        if stated is None:
            assert (made.on(UnitCode("1"), day) is None) == (expected is None)
            assert not rows or (expected is not None and rows[0].name == expected.name)
        elif stated.gone:
            assert not rows
        else:
            assert rows[0].name == stated.text("name")
        assert made.on(UnitCode("2"), day) == ground.on(UnitCode("2"), day)


@given(entries())
def test_an_answer_is_called_as_its_entries_say_day_by_day(own: list[Entry]):
    stated = [e for e in own if not e.taken_back]
    for ground in (Choice(code="a", label=Wording("Nền")), None):
        if ground is None and not stated:
            continue
        choice = choice_with(ground, "a", [_as_answer(e) for e in stated])
        given_days = []
        for day in (FIRST + timedelta(days=n) for n in range(SPAN)):
            entry = next((e for e in stated if e.days.holds(day)), None)
            expected = (
                ("Nền" if ground else None) if entry is None else None if entry.gone else entry.text("name")
            )
            assert choice.given_on(day) == (expected is not None)
            if expected is not None:
                given_days.append(day)
                assert choice.label_on(day).vi == expected
                assert Wording(expected) in choice.labels
        until = FIRST + timedelta(days=SPAN - 1)
        assert choice.given_within(FIRST, until) == bool(given_days)


def _as_answer(entry: Entry) -> Entry:
    content = {GONE: "1"} if entry.gone else {"label": entry.text("name")}
    return Entry(id=entry.id, catalogue=Catalogue.CHOICES, code="k/f/a", days=entry.days, content=content)


def test_without_entries_everything_stays_the_same_object():
    ground = UnitCatalogue(GROUND)
    assert units_with(ground, []) is ground


def test_an_ordinary_day_is_one_its_weekday_says():
    ground = Holidays(off={date(2018, 9, 3): "Nghỉ bù"}, yearly={(5, 1): "Ngày Quốc tế lao động"})
    ordinary = [
        Entry(id="1", catalogue=Catalogue.HOLIDAYS, code=day.isoformat(), days=Validity(since=day, until=day),
              content={"kind": "ordinary"})
        for day in (date(2018, 9, 3), date(2018, 5, 1), date(2021, 5, 1))  # the last is a Saturday
    ]  # fmt: skip
    made = holidays_with(ground, ordinary)
    assert [made.works(entry.days.since) for entry in ordinary if entry.days.since] == [True, True, False]
    assert not made.works(date(2019, 5, 1))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("29/5/2018", date(2018, 5, 29)),
        ("2018-05-29", date(2018, 5, 29)),
        ("31/02/2018", None),
        ("hôm qua", None),
    ],
)
def test_days_are_read_as_people_and_programs_write_them(typed: str, read: date | None):
    assert read_typed_day(typed) == read


def test_the_code_of_an_answer_names_its_list_and_column():
    path = choice_path("monthly_evaluation/rows.group/cb")
    assert path is not None
    assert (path.kind, path.table, path.field, path.choice) == ("monthly_evaluation", "rows", "group", "cb")
    assert path.code == "monthly_evaluation/rows.group/cb"
    assert choice_path("monthly_evaluation/cb") is None


def test_what_is_typed_is_kept_in_one_form_of_unicode_without_spaces_around():
    wish = Wish(
        catalogue=Catalogue.THEMES,
        code="2021",
        texts={"central_theme": "  Na\u0306m   mới ", "city_theme": " "},
    )
    entry, faults = read_wish(wish, "e")
    assert not faults
    assert entry is not None
    assert entry.content == {"central_theme": "Năm mới"}


def test_a_board_writes_otherwise_only_on_its_days_and_the_later_exception_counts():
    form = BoardForm(level=Level.DISTRICT, committee="Quận uỷ", board="Ban Dân vận", symbol="BDVQU",
                     head_title="TRƯỞNG BAN", deputy_title="PHÓ TRƯỞNG BAN")  # fmt: skip
    later = Validity(since=date(2018, 7, 1))
    rules = BoardRules(
        forms=(form,),
        exceptions=(
            BoardException(unit=UnitCode("2"), symbol="X"),
            BoardException(unit=UnitCode("2"), symbol="Y", days=later),
        ),
    )
    units = UnitCatalogue(GROUND)
    assert board_on(UnitCode("2"), date(2018, 6, 30), units, rules).symbol == "X"
    assert board_on(UnitCode("2"), date(2018, 7, 1), units, rules).symbol == "Y"
    # After its unit's end a board is still called as it was last; before its beginning as it was first.
    assert board_on(UnitCode("1"), FIRST + timedelta(days=32), units, rules).name == "Ban Dân vận Quận uỷ A"
    assert board_on(UnitCode("1"), FIRST, units, rules).name == "Ban Dân vận Quận uỷ A"
    with pytest.raises(BoardUnknown):
        board_on(UnitCode("9"), FIRST, units, rules)

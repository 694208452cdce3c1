"""Undo and redo of a session: whatever was done and undone, the way back ends at the start and the way forth at the end."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from dvapp.domain.errors import StoreBusy
from dvapp.domain.recording.keeping_errors import FieldChanged, RecordChanged
from dvapp.ui.history import PAUSE, History, Step


@dataclass
class World:
    """Numbers in places, a clock, and steps that change them but never overwrite what they do not expect."""

    places: dict[str, int] = field(default_factory=dict)
    time: float = 0.0

    def change(self, history: History, place: str, to: int) -> None:
        before = self.places.get(place, 0)
        self.places[place] = to
        history.push(
            Step(
                words=f"{place} {to}",
                undo=lambda: self.put(place, expected=to, to=before),
                redo=lambda: self.put(place, expected=before, to=to),
                place=place,
                subject=place,
                what=(place, before, to),
                joined=self.joined,
            )
        )

    def joined(self, first: Step, later: Step) -> Step | None:
        assert isinstance(first.what, tuple)
        assert isinstance(later.what, tuple)
        place, before, _middle = first.what
        _place, _middle, to = later.what
        if before == to:
            return None
        return Step(
            words=later.words,
            undo=lambda: self.put(place, expected=to, to=before),
            redo=lambda: self.put(place, expected=before, to=to),
            place=place,
            subject=place,
            what=(place, before, to),
            joined=self.joined,
        )

    def put(self, place: str, *, expected: int, to: int) -> None:
        if self.places.get(place, 0) != expected:
            raise FieldChanged(where=place, field=place)
        self.places[place] = to

    @property
    def now(self) -> dict[str, int]:
        return {place: number for place, number in self.places.items() if number}


DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("change"), st.sampled_from("abc"), st.integers(0, 4), st.sampled_from([0.1, 5.0])),
        st.tuples(st.sampled_from(["undo", "redo", "rest"])),
    ),
    max_size=40,
)


def made(world: World, most: int = 1000) -> History:
    return History(most=most, now=lambda: world.time)


@given(DEEDS)
def test_undoing_all_leads_to_the_start_and_redoing_all_to_the_end(deeds):
    world = World()
    history = made(world)
    for deed in deeds:
        match deed:
            case ("change", place, to, wait):
                world.time += wait
                if world.places.get(place, 0) != to:
                    world.change(history, place, to)
            case (name, *_):
                getattr(history, name)()
            case _:
                raise AssertionError(deed)
    while history.redo():
        pass
    end = world.now
    while history.undo():
        pass
    assert world.now == {}
    assert (history.undo_words, history.next_undo) == ("", None)
    while history.redo():
        pass
    assert world.now == end
    assert history.redo_words == ""


@given(DEEDS, st.sampled_from("abc"), st.integers(5, 9))
def test_a_place_that_somebody_else_changed_is_never_overwritten(deeds, place, foreign):
    world = World()
    history = made(world)
    for deed in deeds:
        if deed[0] == "change" and world.places.get(deed[1], 0) != deed[2]:
            world.time += deed[3]
            world.change(history, deed[1], deed[2])
    world.places[place] = foreign
    others = {p: 0 for p in "abc" if p != place}
    for _turn in range(100):
        history.undo()
    assert {p: world.places.get(p, 0) for p in others} == others
    assert world.places[place] == foreign
    for _turn in range(100):
        history.redo()
    assert world.places[place] == foreign


def test_typing_in_one_place_is_one_step_until_one_pauses():
    world = World()
    history = made(world)
    for number in (1, 2, 3):
        world.change(history, "a", number)
        world.time += PAUSE / 2
    world.time += PAUSE
    world.change(history, "a", 4)
    assert history.undo_words == "a 4"
    history.undo()
    assert (world.places["a"], history.undo_words, history.redo_words) == (3, "a 3", "a 4")
    history.undo()
    assert (world.places["a"], history.undo_words) == (0, "")


def test_typing_something_and_deleting_it_again_is_no_step():
    world = World()
    history = made(world)
    world.change(history, "a", 1)
    world.change(history, "a", 0)
    assert history.undo_words == ""


def test_something_new_forgets_what_was_undone():
    world = World()
    history = made(world)
    world.change(history, "a", 1)
    history.undo()
    world.change(history, "b", 1)
    assert (history.undo_words, history.redo_words) == ("b 1", "")


def test_a_busy_store_leaves_the_step_for_another_try(qtbot):
    history = History()
    busy = [True]

    def undo() -> None:
        if busy:
            raise StoreBusy(where="ban.dvapp")

    history.push(Step(words="x", undo=undo, redo=lambda: None))
    with qtbot.waitSignal(history.refused) as heard:
        assert not history.undo()
    assert heard.args[0].code == "store_busy"
    assert history.undo_words == "x"
    busy.clear()
    assert history.undo()
    assert history.redo_words == "x"


def test_a_step_that_was_overtaken_is_said_and_does_not_stand_in_the_way(qtbot):
    history = History()
    done: list[str] = []

    def overtaken() -> None:
        raise RecordChanged(where="r")

    history.push(Step(words="first", undo=lambda: done.append("first"), redo=lambda: None, subject="other"))
    history.push(Step(words="below", undo=lambda: done.append("below"), redo=lambda: None, subject="r"))
    history.push(Step(words="top", undo=overtaken, redo=lambda: None, subject="r"))
    with qtbot.waitSignal(history.refused):
        assert not history.undo()
    assert history.undo_words == "first"
    assert history.undo()
    assert done == ["first"]


def test_only_the_latest_steps_are_remembered():
    world = World()
    history = made(world, most=3)
    for number in range(1, 9):
        world.time += 10
        world.change(history, "a", number)
    assert [history.undo() for _turn in range(4)] == [True, True, True, False]
    assert world.places["a"] == 5


def test_what_a_step_does_while_it_is_undone_is_no_step():
    world = World()
    history = made(world)
    history.push(Step(words="outer", undo=lambda: world.change(history, "a", 1), redo=lambda: None))
    assert history.undo()
    assert (history.undo_words, history.redo_words) == ("", "outer")


def test_one_step_can_be_taken_back_before_those_after_it():
    world = World()
    history = made(world)
    world.change(history, "a", 1)
    first = history.next_undo
    assert first is not None
    world.change(history, "b", 1)
    assert history.undo_only(first)
    assert world.now == {"b": 1}
    assert history.undo_words == "b 1"
    assert not history.undo_only(first)


def test_another_store_has_another_history():
    world = World()
    history = made(world)
    world.change(history, "a", 1)
    history.undo()
    history.clear()
    assert (history.undo_words, history.redo_words, history.undo(), history.redo()) == ("", "", False, False)

"""Tools that are made when they are first used."""

from dvapp.app.late import late


class Counter:
    def __init__(self, made: list[str]) -> None:
        made.append("made")
        self.value = 1


def test_a_late_tool_is_made_once_and_not_before_it_is_asked():
    made: list[str] = []
    tool = late(lambda: Counter(made))
    assert made == []
    assert (tool.value, tool.value, made) == (1, 1, ["made"])

"""A wrong command line is told in the user's language, never in the library's English."""

import pytest

from dvapp.app.cli import USAGE, run
from dvapp.host.i18n import set_language


@pytest.fixture(autouse=True)
def afterwards():
    yield
    set_language("vi")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["lint"], "Missing: FILE."),
        (["lint", "--nope", "x"], "There is no option --nope."),
        (["nope"], "There is no command nope."),
        (["report", "compose", "--kind", "BC06"], "Missing: --period."),
        (["--store"], "The option --store needs a value."),
    ],
)
def test_a_wrong_command_line_is_told_with_the_way_to_help(arguments, told, capsys):
    assert run(["--lang=en", *arguments]) == USAGE
    first, *rest = capsys.readouterr().err.splitlines()
    assert first == told
    assert all(line.startswith("Help: dvappctl") for line in rest)


def test_a_value_that_is_none_of_those_offered_is_told_with_those(capsys):
    assert run(["--lang=en", "--lang", "fr", "lint", "x"]) == USAGE
    assert "One of: vi, en." in capsys.readouterr().err

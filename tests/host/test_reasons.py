"""What the system and a JSON parser say in English is said in the user's language."""

import errno
import json

import pytest

from dvapp.host.i18n import set_language
from dvapp.host.reasons import json_reason, system_reason


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language("vi")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "no permission"),
        (errno.EISDIR, "it is a folder"),
        (errno.EROFS, "the drive can only be read"),
    ],
)
def test_what_the_system_refuses_is_said_in_our_words(number, words):
    assert system_reason(OSError(number, "whatever the system says")) == words


def test_what_is_rare_keeps_the_systems_own_words():
    assert system_reason(OSError(9999, "strange")) == "strange"
    assert system_reason(OSError("no number")) == "no number"


@pytest.mark.parametrize(
    "text", ["", "{", '{"a" 1}', '{"a": 1 "b"}', '{"a": "b', '{"a": "\x01"}', '"\\q"', '"\\u12"', "1 2"]
)
def test_whatever_a_parser_says_has_words_of_ours(text):
    with pytest.raises(json.JSONDecodeError) as told:
        json.loads(text)
    assert json_reason(told.value.msg) != told.value.msg

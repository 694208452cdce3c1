"""The user guide keeps to the program: its commands and options exist, and what it prints bold stands on some screen."""

import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po
from tests.app.ctl import Ctl

from dvapp.app.commands import cli

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "huong-dan.md"
TEXT = GUIDE.read_text(encoding="utf-8")

_KEY = re.compile(r"(Ctrl|Alt|Shift|Enter|Esc|Tab|Delete|F[0-9]{1,2}|[{↑↓←→])([+ –-].*)?")
_HOLE = re.compile(r"\{[^}]*\}")


def commands() -> Iterator[str]:
    """Every command line that the guide prints, as printed."""
    for line in TEXT.splitlines():
        if line.lstrip().startswith("dvappctl"):
            yield line.strip()
        for span in re.findall(r"`([^`]+)`", line):
            first = span.split()[0]
            if first == "dvappctl" or (first in cli.commands and len(span.split()) > 1):
                yield span


def variants(line: str) -> Iterator[list[str]]:
    """The words of a printed line; of "list | show" and "list|show" each choice by itself."""
    line = re.sub(r"\s{2,}\(.*\)$", "", re.sub(r"\s+#.*$", "", line))
    line = re.sub(r"(?<=\S)\s*\|\s*(?=\S)", "|", line).replace("[", " ").replace("]", " ")
    words = [word for word in shlex.split(line.rstrip(" …")) if word != "dvappctl"]
    place = next((n for n, word in enumerate(words) if "|" in word), None)
    if place is None:
        yield words
        return
    choices = words[place].split("|")
    for choice in choices:
        yield [*words[:place], choice, *words[place + 1 :]]


def refusal(words: Sequence[str], *, whole: bool) -> str:
    """What is wrong with a command line, or nothing.

    :param whole: it is a line to be copied, so nothing that the command needs may be missing.
    """
    command: click.Command = cli
    context = click.Context(cli)
    rest = list(words)
    while isinstance(command, click.Group):
        parser = command.make_parser(context)
        parser.allow_interspersed_args = False
        try:
            _given, rest, _order = parser.parse_args(rest)
        except click.UsageError as error:
            return error.format_message()
        if not rest:
            return ""
        found = command.get_command(context, rest[0])
        if found is None:
            return "" if command.invoke_without_command else f"no command {rest[0]}"
        command, rest = found, rest[1:]
        context = click.Context(command, parent=context)
    try:
        given, left, _order = command.make_parser(context).parse_args(rest)
    except click.UsageError as error:
        return error.format_message()
    if left:
        return f"too much: {left}"
    missing = [p.name for p in command.params if whole and p.required and not given.get(str(p.name))]
    return f"missing: {missing}" if missing else ""


def test_every_printed_command_is_one():
    wrong = []
    for line in sorted(set(commands())):
        copied = line.startswith("dvappctl") and "|" not in line
        whole = copied and not line.partition("#")[0].rstrip().endswith("…")
        wrong += [(line, told) for words in variants(line) if (told := refusal(words, whole=whole))]
    assert wrong == []


def test_whatever_is_printed_bold_stands_on_a_screen():
    with (ROOT / "translations" / "vi" / "LC_MESSAGES" / "dvapp.po").open("rb") as file:
        strings = [message.string or "" for message in read_po(file)]
    said = [words for one in strings for words in ([one] if isinstance(one, str) else one)]
    plain = {_HOLE.sub("", words).strip("…:. ()").casefold() for words in said}
    shapes = [
        re.compile(".+".join(map(re.escape, _HOLE.split(words))))
        for words in said
        if _HOLE.search(words) and len(_HOLE.sub("", words).strip()) > 5
    ]
    names = {name for bold in re.findall(r"\*\*(.+?)\*\*", TEXT) for name in re.split(r"\s*→\s*", bold)}
    unknown = {
        name
        for name in names
        if not _KEY.fullmatch(name)
        and name.strip("…:. ()").casefold() not in plain
        and not any(shape.fullmatch(name) for shape in shapes)
    }
    assert sorted(unknown) == []


def test_every_picture_of_the_guide_is_there_and_every_picture_is_shown():
    shown = set(re.findall(r"!\[[^\]]+\]\(pictures/([^)]+)\)", TEXT))
    there = {path.name for path in (GUIDE.parent / "pictures").glob("*.png")}
    assert shown <= there
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {name for name in there - shown if name not in readme} == set()


def test_store_and_password_are_named_once_for_all_commands(ctl: Ctl, monkeypatch: pytest.MonkeyPatch):
    store = ctl.store()
    arguments = ctl.on(store, "record", "list")
    named = dict(zip(arguments[:-2:2], arguments[1:-2:2], strict=True))
    monkeypatch.setenv("DVAPP_STORE", str(named["--store"]))
    monkeypatch.setenv("DVAPP_PASSWORD_FILE", str(named["--password-file"]))
    assert ctl.done("record", "list").code == 0

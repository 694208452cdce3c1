"""What all commands share: the store they work on, passwords, and how results are printed."""

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.domain.errors import PasswordNotGiven, StoreNotGiven
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The options that stand before the command."""

    store: Path | None
    password_file: Path | None
    user: str | None = None


Command = Callable[..., Any]


def json_option(command: Command) -> Command:
    """``--json``: print an object instead of words."""
    return click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))(command)


def store_options(command: Command) -> Command:
    """``--store`` and ``--password-file`` may stand after the command too."""
    command = click.option("--store", "own_store", type=click.Path(path_type=Path), hidden=True)(command)
    return click.option("--password-file", "own_password", type=click.Path(path_type=Path), hidden=True)(
        command
    )


def password_option(command: Command, text: str = "") -> Command:
    """``--password-file`` of a command that asks for a password of its own."""
    return click.option(
        "--password-file", "own_password", type=click.Path(path_type=Path), metavar="FILE", help=text or None
    )(command)


@contextmanager
def opened(own_store: Path | None, own_password: Path | None) -> Iterator["Session"]:
    """The store of this command, open; closed afterwards whatever happens.

    :raises StoreNotGiven: no store was named.
    """
    from dvapp.app.tools import make_tools
    from dvapp.services.stores import open_session

    choices = click.get_current_context().find_object(Choices)
    assert choices is not None
    path = own_store or choices.store
    if path is None:
        raise StoreNotGiven
    password = read_password(own_password or choices.password_file, _("Password of the store"))
    step = told_on_terminal(_("Search index brought up to date: {done} of {of}"))
    session = open_session(path, password, tools=make_tools(), login=outer_user(), step=step)
    try:
        yield session
    finally:
        session.store.close()


def told_on_terminal(words: str) -> Callable[[int, int], None] | None:
    """Says in one line of a terminal how far long work is; ``None`` where nobody looks on.

    :param words: with ``{done}`` and ``{of}``, translated.
    """
    if not sys.stderr.isatty():
        return None

    def say(done: int, of: int) -> None:
        click.echo("\r" + words.format(done=done, of=of), err=True, nl=done >= of)

    return say


def outer_password_file() -> Path | None:
    """The password file named before the command."""
    choices = click.get_current_context().find_object(Choices)
    return choices.password_file if choices is not None else None


def outer_user() -> str | None:
    """The login named before the command."""
    choices = click.get_current_context().find_object(Choices)
    # Logins have small letters only: whoever types "HA " means "ha".
    return choices.user.strip().lower() if choices is not None and choices.user is not None else None


def read_password(file: Path | None, prompt: str, *, twice: bool = False) -> str:
    """A password from the first line of a file, or typed at a terminal; never from an argument.

    :raises PasswordNotGiven: no file, and nobody at a terminal.
    :raises FileMissing, FileUnreadable: the file.
    """
    if file is not None:
        from dvapp.exchange.files import LocalFiles

        text = LocalFiles().read(file).decode("utf-8-sig", errors="replace")
        return unicodedata.normalize("NFC", text.splitlines()[0] if text else "")
    if not sys.stdin.isatty():
        raise PasswordNotGiven
    typed: str = click.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True)
    return unicodedata.normalize("NFC", typed)


def print_json(value: object) -> None:
    """A JSON text on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as their longest cell; long cells are cut at 60 characters."""
    cut = [[cell if len(cell) <= 60 else cell[:59] + "…" for cell in row] for row in (heads, *rows)]
    widths = [max(len(row[i]) for row in cut) for i in range(len(heads))]
    for number, row in enumerate(cut):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if number == 0:
            click.echo("  ".join("─" * width for width in widths))

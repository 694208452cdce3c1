"""The options that name a signer's key: a file, or a token."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.frame import outer_password_file, read_password
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.services.ports import Tools
    from dvapp.services.signing.keys import KeySource

_FILE = click.Path(path_type=Path)

Command = Callable[..., Any]


def key_options(command: Command) -> Command:
    """``--p12`` with its password, or ``--token`` with its PIN; the command gets ``find_key``, which makes the source.

    It is called with the tools, after everything that is cheaper to refuse was looked at.
    """
    return _key_options(command, of_store=False)


def key_options_of_store(command: Command) -> Command:
    """As :func:`key_options`, for a command that opens a store too: ``--password-file`` is the store's there."""
    return _key_options(command, of_store=True)


def _key_options(command: Command, *, of_store: bool) -> Command:

    @functools.wraps(command)
    def given(
        p12: Path | None,
        key_password: Path | None,
        own_password: Path | None,
        token: str | None,
        serial: str,
        key_id: str,
        pin_file: Path | None,
        **others: Any,
    ) -> Any:
        if (p12 is None) == (token is None):
            raise click.UsageError(_("Name the key: either --p12 or --token."))

        def find_key(tools: "Tools") -> "KeySource":
            from dvapp.services.signing.keys import KeyFile, TokenPin
            from dvapp.services.signing.tokens import choose_key, types_pin_itself

            if p12 is not None:
                prompt = _("Password of the key file")
                shared = None if of_store else own_password or outer_password_file()
                password = read_password(key_password or shared, prompt)
                return KeyFile(path=p12, password=password)
            place = choose_key(tools, driver=_driver(token), serial=serial, key=key_id)
            tools.tokens.require_ready(
                place, now=tools.clock.now()
            )  # before somebody types a PIN for nothing
            if types_pin_itself(place, tools):
                click.echo(_("Type the PIN on the token itself."), err=True)
                return TokenPin(place=place, pin="")
            return TokenPin(place=place, pin=read_password(pin_file, _("PIN of the token")))

        store = {"own_password": own_password} if of_store else {}
        return command(find_key=find_key, **store, **others)

    for option in reversed(_OPTIONS):
        given = option(given)
    return given


def _driver(token: str | None) -> Path | None:
    return None if token in {None, "auto"} else Path(str(token))


_OPTIONS = (
    click.option("--p12", type=_FILE, metavar="KEY", help=_("The key file (PKCS#12).")),
    click.option(
        "--p12-password-file", "key_password", type=_FILE, metavar="FILE", help=_("Password of the key file.")
    ),
    click.option("--password-file", "own_password", type=_FILE, hidden=True),
    click.option(
        "--token",
        metavar="DRIVER|auto",
        help=_("A signing token: its driver’s file, or auto for any known one."),
    ),
    click.option("--token-serial", "serial", default="", metavar="SERIAL", help=_("Which token.")),
    click.option("--key-id", default="", metavar="ID", help=_("Which key of the token.")),
    click.option("--pin-file", type=_FILE, metavar="FILE", help=_("PIN of the token.")),
)

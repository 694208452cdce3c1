"""``dvappctl settings``: how the user of this computer wants to sign."""

from typing import TYPE_CHECKING

import click

from dvapp.app.commands.frame import json_option, print_json, print_table
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.host.settings import Settings


@click.group(
    help=_("How the user of this computer wants to sign: timestamps, pictures, questions asked online.")
)
def settings() -> None:
    """Group of settings commands."""


@settings.command(name="list", help=_("All settings; what is not said has its default."))
@json_option
def list_(as_json: bool) -> None:
    """List them."""
    from dvapp.host.signing_choices import CHOICES, kept_choice
    from dvapp.ui.settings.words import choice_words

    own = _own()
    kept = {name: kept_choice(own, name) for name in CHOICES}
    if as_json:
        print_json({name: text or None for name, text in kept.items()})
        return
    print_table(
        [_("Name of the setting"), _("Value"), _("What it is")],
        [[name, text or "–", choice_words(name)] for name, text in kept.items()],
    )


@settings.command(name="set", help=_("Keep a setting; several addresses are parted by spaces."))
@click.argument("name")
@click.argument("value")
@json_option
def set_(name: str, value: str, as_json: bool) -> None:
    """Keep one."""
    from dvapp.host.signing_choices import keep_choice

    kept = keep_choice(_own(), name, value)
    if as_json:
        print_json({name: kept or None})
    else:
        click.echo(_("{name} is {value} now.").format(name=name, value=kept or "–"))


@settings.command(help=_("Take a setting back: its default counts again."))
@click.argument("name")
@json_option
def unset(name: str, as_json: bool) -> None:
    """Take one back."""
    from dvapp.host.signing_choices import keep_choice

    keep_choice(_own(), name, "")
    if as_json:
        print_json({name: None})
    else:
        click.echo(_("{name} has its default again.").format(name=name))


def _own() -> "Settings":
    from dvapp.host.paths import settings_file
    from dvapp.host.settings import Settings

    return Settings(settings_file())

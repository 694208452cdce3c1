"""``dvappctl token``: what is plugged in, and whether it will sign."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.frame import json_option, print_json, print_table, read_password
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from datetime import datetime

    from dvapp.domain.signing.tokens import Symptom
    from dvapp.services.signing.tokens import FoundKey

_FILE = click.Path(path_type=Path)
_driver = click.option(
    "--driver", type=_FILE, metavar="FILE", help=_("The driver’s file; every known one unless given.")
)


@click.group(help=_("Signing tokens: what is plugged in, and whether it will sign."))
def token() -> None:
    """Group of token commands."""


@token.command(name="list", help=_("Tokens that are in, with the keys on them; no PIN is asked."))
@_driver
@json_option
def list_(driver: Path | None, as_json: bool) -> None:
    """List tokens and keys."""
    from dvapp.app.tools import make_tools
    from dvapp.services.signing.tokens import present_keys, present_tokens
    from dvapp.ui.token_words import pin_words

    tools = make_tools()
    found = present_tokens(tools, driver=driver)
    keys = present_keys(tools, driver=driver)
    if as_json:
        print_json(
            {
                "drivers": [{"file": str(d.path), "maker": d.maker} for d in tools.tokens.drivers()],
                "tokens": [
                    {
                        "driver": str(t.driver),
                        "serial": t.serial,
                        "label": t.label,
                        "maker": t.maker,
                        "pin": t.pin.value,
                        "own_keys": t.own_pad,
                    }
                    for t in found
                ],
                "keys": [_plain(one) for one in keys],
            }
        )
        return
    if not found:
        click.echo(
            _("No token is in, or none of the known drivers is installed (--driver FILE names another).")
        )
        return
    print_table(
        [_("Token"), _("Serial"), _("Maker"), _("PIN")],
        [[t.label, t.serial, t.maker, pin_words(t.pin)] for t in found],
    )
    click.echo()
    print_table(
        [_("Key"), _("Token"), _("Holder"), _("Unit"), _("Valid until"), _("Signs documents")],
        [_cells(one, tools.clock.now()) for one in keys],
    )


def _cells(one: "FoundKey", now: "datetime") -> list[str]:
    holder = one.key.holder
    until = f"{holder.valid_to:%d/%m/%Y}"
    return [
        one.key.id,
        one.token.serial,
        holder.name,
        holder.organisation,
        until,
        _may_sign(one, now),
    ]


def _may_sign(one: "FoundKey", now: "datetime") -> str:
    holder = one.key.holder
    if not one.key.may_sign:
        return _("no")
    if now > holder.valid_to:
        return _("no, it has ended")
    return _("yes") if now >= holder.valid_from else _("not yet")


def _plain(one: "FoundKey") -> dict[str, Any]:
    holder = one.key.holder
    return {
        "token": one.token.serial,
        "driver": str(one.token.driver),
        "id": one.key.id,
        "label": one.key.label,
        "name": holder.name,
        "organisation": holder.organisation,
        "issuer": holder.issuer,
        "valid_from": holder.valid_from.isoformat(),
        "valid_to": holder.valid_to.isoformat(),
        "algorithm": one.key.algorithm,
        "may_sign": one.key.may_sign,
    }


@token.command(
    help=_(
        "Look at everything that could keep a token from signing; with its PIN, sign a page and throw it away."
    )
)
@_driver
@click.option("--token-serial", "serial", default="", metavar="SERIAL", help=_("Which token."))
@click.option("--key-id", default="", metavar="ID", help=_("Which key of the token."))
@click.option("--trust", type=_FILE, metavar="FILE", help=_("Authorities to compare with (PEM or DER)."))
@click.option("--pin-file", type=_FILE, metavar="FILE", help=_("PIN of the token, to sign a trial page."))
@click.option(
    "--own-keys",
    is_flag=True,
    help=_("Sign a trial page with a token that has keys of its own to type the PIN on."),
)
@click.option("--keep", type=_FILE, metavar="FILE", help=_("Keep the trial page in this file (PDF)."))
@click.option("--online", is_flag=True, help=_("Ask whether the place that tells about revocation answers."))
@json_option
def doctor(
    driver: Path | None,
    serial: str,
    key_id: str,
    trust: Path | None,
    pin_file: Path | None,
    own_keys: bool,
    keep: Path | None,
    online: bool,
    as_json: bool,
) -> None:
    """Examine a token; exit code 1 when something would keep it from signing."""
    from dvapp.app.tools import make_tools
    from dvapp.domain.signing.tokens import Health, TokenPlace
    from dvapp.services.signing.tokens import examine_token, place_to_examine

    tools = make_tools()
    pin = read_password(pin_file, "") if pin_file is not None else "" if own_keys else None
    if keep is not None and pin is None:
        raise click.UsageError(_("--keep needs --pin-file or --own-keys: without a PIN no page is signed."))
    if driver is not None and serial and key_id:
        place = TokenPlace(driver=driver, serial=serial, key=key_id)
    else:
        place = place_to_examine(tools, driver=driver, serial=serial, key=key_id)
    found = examine_token(place, tools=tools, trust=trust, pin=pin, ask=online, kept=keep)
    if as_json:
        print_json([_symptom(one) for one in found])
    else:
        _print(found)
    if any(one.health is Health.BAD for one in found):
        click.get_current_context().exit(1)


@token.command(
    name="pin-checked",
    help=_(
        "After two wrong PINs none is tried here any more. Give the right one in the token maker’s program, then say so "
        "with this command."
    ),
)
@_driver
@click.option("--token-serial", "serial", default="", metavar="SERIAL", help=_("Which token."))
@json_option
def pin_checked(driver: Path | None, serial: str, as_json: bool) -> None:
    """Begin the count of wrong PINs anew."""
    from dvapp.app.tools import make_tools
    from dvapp.services.signing.tokens import confirm_pin

    one = confirm_pin(make_tools(), driver=driver, serial=serial)
    if as_json:
        print_json({"serial": one.serial, "label": one.label})
    else:
        click.echo(_("The PIN of the token {token} may be given here again.").format(token=one.label))


def _print(found: "tuple[Symptom, ...] | list[Symptom] | Any") -> None:
    from dvapp.ui.token_report import mend_words
    from dvapp.ui.token_words import check_words, health_words, symptom_words

    for one in found:
        words = " ".join(part for part in (symptom_words(one), mend_words(one)) if part)
        click.echo(f"{check_words(one.check)}: {health_words(one.health)}{'. ' + words if words else ''}")


def _symptom(one: "Symptom") -> dict[str, Any]:
    from dvapp.ui.token_report import mend_words
    from dvapp.ui.token_words import symptom_words

    return {
        "check": one.check,
        "health": one.health.value,
        "code": one.code,
        "words": symptom_words(one),
        "mend": mend_words(one),
        "details": dict(one.details),
    }

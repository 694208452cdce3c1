"""``dvappctl account``: who works in a store."""

from pathlib import Path

import click

from dvapp.app.commands.frame import (
    Choices,
    json_option,
    opened,
    outer_user,
    print_json,
    print_table,
    read_password,
    store_options,
)
from dvapp.domain.accounts.accounts import Account
from dvapp.domain.accounts.duties import Duty
from dvapp.domain.errors import StoreNotGiven
from dvapp.host.i18n import _

_duties = click.option(
    "--duty",
    "duties",
    multiple=True,
    type=click.Choice([duty.value for duty in Duty]),
    help=_("A duty of the account; may be given more than once."),
)
_new_password = click.option(
    "--new-password-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("A file whose first line is the new password; without it you are asked."),
)


@click.group(help=_("Accounts of a store: who works in it, and what each may do."))
def account() -> None:
    """Group of commands for accounts."""


@account.command(name="list", help=_("All accounts with their duties."))
@json_option
@store_options
def list_(as_json: bool, own_store: Path | None, own_password: Path | None) -> None:
    """List accounts."""
    from dvapp.services.accounts.accounts import list_accounts
    from dvapp.ui.account_words import account_name, duties_words

    with opened(own_store, own_password) as session:
        found = list_accounts(session)
    if as_json:
        print_json([_plain(one) for one in found])
        return
    heads = [_("Login"), _("Name"), _("Duties"), _("State")]
    print_table(
        heads, [[one.login, account_name(one), duties_words(one.duties), _state(one)] for one in found]
    )


@account.command(
    help=_(
        "Make an account with a first password. The owner who was alone keeps the accounts from then on, "
        "and records no more."
    )
)
@click.argument("login")
@click.option("--name", required=True, help=_("Name of the person who works with it."))
@_duties
@_new_password
@json_option
@store_options
def add(
    login: str,
    name: str,
    duties: tuple[str, ...],
    new_password_file: Path | None,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Make an account."""
    from dvapp.services.accounts.accounts import add_account

    with opened(own_store, own_password) as session:
        password = read_password(
            new_password_file, _("First password of {login}").format(login=login), twice=True
        )
        chosen = [Duty(one) for one in duties]
        made = add_account(session, login, name=name, duties=chosen, password=password)
    _show(made, as_json)


@account.command(help=_("Give an account another name or other duties."))
@click.argument("login")
@click.option("--name", help=_("Name of the person who works with it."))
@_duties
@json_option
@store_options
def change(
    login: str,
    name: str | None,
    duties: tuple[str, ...],
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Change an account."""
    from dvapp.services.accounts.accounts import change_account

    chosen = [Duty(one) for one in duties] or None
    with opened(own_store, own_password) as session:
        changed = change_account(session, login, name=name, duties=chosen)
    _show(changed, as_json)


@account.command(help=_("Shut an account: it opens the store no more, and what it did stays told."))
@click.argument("login")
@json_option
@store_options
def shut(login: str, as_json: bool, own_store: Path | None, own_password: Path | None) -> None:
    """Shut an account."""
    from dvapp.services.accounts.accounts import shut_account

    with opened(own_store, own_password) as session:
        _show(shut_account(session, login), as_json)


@account.command(help=_("Give an account a new first password, also to open it again after it was shut."))
@click.argument("login")
@_new_password
@json_option
@store_options
def reset(
    login: str,
    new_password_file: Path | None,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Give an account a password."""
    from dvapp.services.accounts.accounts import give_password

    with opened(own_store, own_password) as session:
        password = read_password(
            new_password_file, _("First password of {login}").format(login=login), twice=True
        )
        _show(give_password(session, login, password), as_json)


@account.command(help=_("Change one’s own password."))
@_new_password
@store_options
def password(new_password_file: Path | None, own_store: Path | None, own_password: Path | None) -> None:
    """Change one's own password."""
    from dvapp.app.tools import make_tools
    from dvapp.services.accounts.accounts import change_password

    choices = click.get_current_context().find_object(Choices)
    assert choices is not None
    path = own_store or choices.store
    if path is None:
        raise StoreNotGiven
    old = read_password(own_password or choices.password_file, _("Password of the store"))
    new = read_password(new_password_file, _("New password"), twice=True)
    change_password(path, old, new, tools=make_tools(), login=outer_user())
    click.echo(_("The password was changed."))


@account.command(
    help=_(
        "The picture that one’s own signatures (signature) or seals (seal) show: keep it in the store, take it out, remove it."
    )
)
@click.argument("purpose", type=click.Choice(["signature", "seal"]))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--clear-white", "clear_ground", is_flag=True, help=_("Take its white ground for nothing."))
@click.option("--remove", is_flag=True, help=_("Remove the picture that is kept."))
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help=_("Write the picture that is kept.")
)
@store_options
def picture(
    purpose: str,
    file: Path | None,
    clear_ground: bool,
    remove: bool,
    out: Path | None,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Keep, take out or remove a picture."""
    from dvapp.services.signing import own_pictures
    from dvapp.services.signing.picture_ports import Purpose

    if sum((file is not None, remove, out is not None)) > 1:
        raise click.UsageError(_("Name a file to keep, or --remove, or --out."))
    which = Purpose(purpose)
    with opened(own_store, own_password) as session:
        if file is not None:
            own_pictures.keep_own_picture(session, which, file, clear_ground=clear_ground)
        elif remove:
            own_pictures.forget_own_picture(session, which)
        there = own_pictures.own_picture(session, which)
        if out is not None and there is not None:
            session.tools.files.write(out, there.png)
    click.echo(_("A picture is kept.") if there is not None else _("No picture is kept."))


def _show(one: Account, as_json: bool) -> None:
    from dvapp.ui.account_words import account_name, duties_words

    if as_json:
        print_json(_plain(one))
    else:
        words = f"{one.login}: {account_name(one)} ({duties_words(one.duties)})"
        click.echo(f"{words} – {_state(one)}")


def _state(one: Account) -> str:
    if one.shut:
        return _("shut")
    return _("has a first password, to be changed") if one.must_change else _("open")


def _plain(one: Account) -> dict[str, object]:
    return {
        "login": one.login,
        "name": one.name,
        "duties": [duty.value for duty in Duty if duty in one.duties],
        "shut": one.shut,
        "must_change": one.must_change,
    }

"""Words for accounts: refusals, duties, and what each duty may do. Qt-free: the command line uses them too."""

from collections.abc import Iterable

from dvapp.domain.accounts.accounts import OWNER, Account, Actor
from dvapp.domain.accounts.duties import Action, Duty
from dvapp.host.i18n import _


def duty_words(duty: Duty) -> str:
    """A duty, as offices call it."""
    return {
        Duty.OFFICER: _("officer"),
        Duty.DEPUTY: _("deputy head"),
        Duty.LEADER: _("head"),
        Duty.CLERK: _("clerk"),
        Duty.ADMINISTRATOR: _("administrator"),
    }[duty]


def duties_words(duties: Iterable[Duty]) -> str:
    """Several duties in the order of the office."""
    found = set(duties)
    return ", ".join(duty_words(duty) for duty in Duty if duty in found)


def duty_help(duty: Duty) -> str:
    """What a duty may do, in one sentence."""
    return {
        Duty.OFFICER: _("Records and imports results, writes reports, checks and submits them."),
        Duty.DEPUTY: _("Reviews what was submitted, returns it or passes it on, signs for the head (K/T)."),
        Duty.LEADER: _("Approves, signs, reopens with a reason."),
        Duty.CLERK: _("Checks the form, numbers, dates, seals, issues and registers."),
        Duty.ADMINISTRATOR: _(
            "Keeps accounts, catalogues, template packs and backups; may not change figures."
        ),
    }[duty]


def action_words(action: Action) -> str:
    """An action, as it stands in “may not …”."""
    return {
        Action.READ: _("look at the store"),
        Action.ARRANGE: _("keep filters and views"),
        Action.RECORD: _("record results or change reports"),
        Action.SUBMIT: _("check, submit or give up reports"),
        Action.REVIEW: _("return submitted reports or pass them on"),
        Action.APPROVE: _("approve reports"),
        Action.REOPEN: _("reopen approved reports, correct or replace issued ones"),
        Action.SIGN_AS_DEPUTY: _("sign as deputy head"),
        Action.SIGN_AS_LEADER: _("sign as head"),
        Action.CHECK_FORM: _("check the form of papers"),
        Action.NUMBER: _("number papers"),
        Action.SEAL: _("seal and issue papers"),
        Action.REGISTER: _("keep the register of outgoing papers"),
        Action.CONFIGURE: _("change catalogues, template packs and settings of the store"),
        Action.BACK_UP: _("back up or check the store"),
        Action.MANAGE_ACCOUNTS: _("manage accounts"),
        Action.OWN_ACCOUNT: _("change the password"),
    }[action]


def account_name(account: Account | Actor) -> str:
    """Whose account it is, for lists."""
    return account.name or login_words(account.login)


def login_words(login: str) -> str:
    """Who works under a login that has no name of its own."""
    return _("Owner of the store") if login == OWNER else login


def account_values(code: str, values: dict[str, str]) -> dict[str, str]:
    """The placeholders of a refusal of accounts, with codes of actions and duties in words."""
    if code == "not_allowed":
        duties = duties_words(Duty(one) for one in values["duties"].split(","))
        return {**values, "action": action_words(Action(values["action"])), "duties": duties}
    if code == "duties_clash":
        pair = {name: duty_words(Duty(values[name])) for name in ("first", "second")}
        return {**values, **pair}
    return values


def account_refusals() -> dict[str, str]:
    """One sentence for each refusal of an account: what is wrong, and what mends it."""
    return {
        "not_allowed": _("The account “{where}” may not {action}; that is for: {duties}."),
        "login_invalid": _(
            "“{text}” cannot be a login: use 1 to 32 small letters a–z without accents, digits, and . _ - between them."
        ),
        "login_taken": _("There is an account “{where}” already; choose another login."),
        "login_needed": _(
            "The store {where} has several accounts ({logins}); say whose password it is (--user LOGIN)."
        ),
        "account_unknown": _(
            "The store has no account “{where}”, or it was shut; ask the administrator of the store."
        ),
        "account_name_missing": _("Give the name of the person who works with the account “{where}”."),
        "duties_missing": _("Give the account “{where}” at least one duty."),
        "duties_clash": _(
            "One account cannot be {first} and {second} at once (“{where}”): who signs does not seal, "
            "and who keeps the accounts changes no figures. Make an account for each."
        ),
        "last_administrator": _(
            "“{where}” is the only administrator; make another one first, or nobody could keep the accounts."
        ),
        "too_many_accounts": _(
            "The store has room for {most} accounts with passwords; shut one that is no longer used."
        ),
        "password_to_change": _(
            "The password of “{where}” was given by the administrator; change it first "
            "(dvappctl --user {where} account password)."
        ),
    }
